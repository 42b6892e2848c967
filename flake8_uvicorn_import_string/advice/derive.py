"""Derive the import string that works for an application, or say the way out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.advice.import_string import ImportString
from flake8_uvicorn_import_string.facts.uvicorn import FRAMEWORKS
from flake8_uvicorn_import_string.inference.values import MODULE_NAME, NONE, PACKAGE_NAME, Kind
from flake8_uvicorn_import_string.semantic.model import Binding, BindingKind, ScopeKind
from flake8_uvicorn_import_string.syntax import names_of, root_of

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.advice.import_string import SourceFile
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.inference.values import Value
    from flake8_uvicorn_import_string.semantic.model import Place, Scope

# Why there is no import string for an application, as the way out.
NEEDS_MAIN_THREAD: Final = (
    "call uvicorn.run in the main thread of the main process, with an import string"
)
NEEDS_MODULE_LEVEL: Final = "bind the application at module level, or give uvicorn a factory"
NEEDS_OTHER_MODULE: Final = "define the application in a module that is not __main__.py"
NEEDS_NO_GUARD: Final = (
    "bind the application outside the __main__ guard, for the new process does not run it"
)
NEEDS_NO_CONDITION: Final = (
    "bind the application at module level outside of any condition, or give uvicorn a factory"
)


class Deriver:
    """Derives the import strings of applications of one file."""

    def __init__(self, analysis: Analysis, file: SourceFile) -> None:
        self.table = analysis.table
        self.inference = analysis.inference
        self.guards = analysis.guards
        self.file = file
        self._counts: dict[Scope, dict[str, int]] = {}
        self._late: dict[str, set[str]] = {}

    def derive(
        self, node: ast.expr, place: Place, *, factory: bool = False
    ) -> ImportString | str:
        """Return the import string that provably works for an application, or the way out.

        In: the application as the launch gives it, its place, and whether the
        launch has ``factory=True``.  Every form returned has been run under real
        uvicorn, with reload and with workers (``tests/test_suggestions.py``).
        """
        if factory and self._needs_arguments(node, place):
            return NEEDS_MODULE_LEVEL
        only_launched = True
        for _ in range(10):  # a local name that only stands for another one
            if isinstance(node, ast.NamedExpr):
                node = node.value
            if isinstance(node, ast.Call):
                # What makes a factory is no factory.
                return NEEDS_MODULE_LEVEL if factory else self._called(node, place)
            found = self._named(node, place)
            if isinstance(found, ImportString):
                return found._replace(factory=factory)
            if not isinstance(found, Binding):
                return found
            value: Any = found.value
            only_launched &= self._only_launched(found)
            if isinstance(value, ast.Call) and not only_launched:
                return NEEDS_MODULE_LEVEL
            node, place = value, found.read_place
        return NEEDS_MODULE_LEVEL

    def _needs_arguments(self, node: ast.expr, place: Place) -> bool:
        """Is the factory a function defined here that cannot be called without arguments?"""
        return any(map(needs_arguments, self.inference.values(node, place)))

    def _called(self, node: ast.Call, place: Place) -> ImportString | str:
        """Return the string of a factory that is called without arguments."""
        if node.args or node.keywords:
            return NEEDS_MODULE_LEVEL
        callees = self.inference.values(node.func, place)
        if len(callees) != 1 or callees[0].kind not in {
            Kind.FUNCTION,
            Kind.CLASS,
            Kind.REFERENCE,
        }:
            return NEEDS_MODULE_LEVEL
        if callees[0].kind is Kind.REFERENCE and callees[0].data.path in FRAMEWORKS:
            return NEEDS_MODULE_LEVEL  # it would work, but as an application without routes
        if callees[0].kind is Kind.FUNCTION:
            function = callees[0].data
            if function.generator or isinstance(function.node, (ast.AsyncFunctionDef, ast.Lambda)):
                return NEEDS_MODULE_LEVEL
        found = self._named(node.func, place)
        if isinstance(found, ImportString):
            return found._replace(factory=True)
        return found if isinstance(found, str) else NEEDS_MODULE_LEVEL

    def _named(self, node: ast.expr, place: Place) -> ImportString | Binding | str:
        """Return the string of a name or a dotted name.

        Or the binding of a local name that stands for what it is assigned, or
        the way out.
        """
        names = names_of(node)
        if not names[0]:
            return NEEDS_MODULE_LEVEL
        if self._set_later(names) or any(name.startswith("__") for name in names[1:]):
            return NEEDS_MODULE_LEVEL
        found = self.table.lookup(names[0], place)
        bindings = found.bindings
        if not bindings or not found.complete:
            return NEEDS_MODULE_LEVEL
        only = bindings[0] if len(bindings) == 1 else None
        if only is not None and only.kind is BindingKind.IMPORT:
            imported = self._imported(only, names)
            if imported is not None:
                return imported
        if found.owner is self.table.module:
            return self._of_this_module(names, bindings)
        if only is not None and only.kind is BindingKind.ASSIGNMENT and len(names) == 1:
            if isinstance(only.value, (ast.Name, ast.Attribute, ast.Call)):
                return only
        return NEEDS_MODULE_LEVEL

    def _set_later(self, names: list[str]) -> bool:
        """May an attribute of a dotted name be set by code that a child does not run?"""
        receivers = {names[0], "self", "cls"}
        return any(not receivers.isdisjoint(self._late_receivers(name)) for name in names[1:])

    def _late_receivers(self, attribute: str) -> set[str]:
        """Return the first names of those on which such code sets an attribute."""
        late = self._late.get(attribute)
        if late is None:
            late = self._late[attribute] = set()
            for store in self.table.stores.get(attribute, ()):
                receiver = root_of(store.target)
                scope = store.place.scope
                maker: Any = scope.node
                if isinstance(receiver, ast.Name) and (
                    self.guards.hold(store.place.region)
                    or scope.kind is ScopeKind.FUNCTION
                    and maker.name not in {"__init__", "__new__"}
                ):
                    late.add(receiver.id)
        return late

    def _imported(self, binding: Binding, names: list[str]) -> ImportString | str | None:
        """Return the string that an import names by itself, or the way out.

        None if only the module that imports it is sure to have it.
        """
        alias: Any = binding.node
        statement = binding.value
        rest = names[1:]
        if isinstance(statement, ast.Import):
            path = [*alias.name.split("."), *rest] if alias.asname else names
            known = self.table.modules
            for length in range(len(path) - 1, 0, -1):
                module = ".".join(path[:length])
                if module in known or length == 1:
                    return ImportString(module, ".".join(path[length:]))
            return NEEDS_MODULE_LEVEL  # a module is no application
        assert isinstance(statement, ast.ImportFrom)
        # What is imported may be a submodule: then the attribute of the package is
        # there only in a process that has imported it.
        if rest:
            return None
        if statement.level == 0 and statement.module:
            return ImportString(statement.module, alias.name)
        in_module = binding.region.scope is self.table.module and not self.file.is_main
        if statement.level == 1 and not in_module:
            dotted = f".{statement.module}" if statement.module else ""
            return ImportString(PACKAGE_NAME + dotted, alias.name)
        return None

    def _of_this_module(self, names: list[str], bindings: list[Binding]) -> ImportString | str:
        """Return the string of a name that this module has once it is imported."""
        module = self.table.module
        if self.file.is_main:
            return NEEDS_OTHER_MODULE
        lasting = self.table.reaching(module, names[0], module.end)
        for binding in bindings:
            if binding.scope is not module:
                return NEEDS_MODULE_LEVEL
            if self.guards.hold(binding.region):
                return NEEDS_NO_GUARD
            if binding not in lasting.bindings:
                return NEEDS_MODULE_LEVEL
        if lasting.start or lasting.deleted or set(lasting.bindings) != set(bindings):
            return NEEDS_NO_CONDITION
        if any(NONE in self.inference.binding_values(binding) for binding in bindings):
            return NEEDS_NO_CONDITION
        return ImportString(self.file.stem or MODULE_NAME, ".".join(names))

    def _only_launched(self, binding: Binding) -> bool:
        """Is a local name read just once in its function, by the launch?"""
        scope = binding.scope
        if scope.kind is not ScopeKind.FUNCTION:
            return False
        counts = self._counts.get(scope)
        if counts is None:
            counts = self._counts[scope] = {}
            for node in ast.walk(scope.node):
                if isinstance(node, ast.Name):
                    counts[node.id] = counts.get(node.id, 0) + 1
        name: Any = binding.node
        return counts.get(name.id) == 2  # the binding and the launch


def needs_arguments(value: Value) -> bool:
    """Is it a function defined here that cannot be called without arguments?"""
    if value.kind is not Kind.FUNCTION:
        return False
    arguments = value.data.node.args
    positional = len(arguments.posonlyargs) + len(arguments.args)
    return positional > len(arguments.defaults) or None in arguments.kw_defaults
