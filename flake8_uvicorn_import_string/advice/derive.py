"""Derive the import string that works for an application, or say the way out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.advice.callees import argument
from flake8_uvicorn_import_string.advice.import_string import ImportString
from flake8_uvicorn_import_string.advice.only_launched import OnlyLaunched
from flake8_uvicorn_import_string.advice.words import (
    DEFAULT_STRING,
    NEEDS_FACTORY_HERE,
    NEEDS_MODULE_LEVEL,
    NEEDS_NO_CONDITION,
    NEEDS_NO_GUARD,
    NEEDS_OTHER_MODULE,
    NEEDS_STRING_PARAMETER,
    PASS_STRING,
    STRING_AS_DEFAULT,
    STRING_FOR_PARAMETER,
    TAKES_NO_ARGUMENTS,
)
from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.facts.uvicorn import FRAMEWORKS
from flake8_uvicorn_import_string.inference.values import MODULE_NAME, NONE, PACKAGE_NAME, Kind
from flake8_uvicorn_import_string.semantic.model import Binding, BindingKind, ScopeKind
from flake8_uvicorn_import_string.syntax import last_name, names_of, root_of

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.advice.import_string import SourceFile
    from flake8_uvicorn_import_string.advice.new_process import NewProcess
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.inference.values import Value
    from flake8_uvicorn_import_string.semantic.model import Place
    from flake8_uvicorn_import_string.semantic.notes import AttributeStore

# A package's __main__.py, of which relative imports prove that it is run as ``-m package``.
PACKAGE_MAIN: Final = f"{PACKAGE_NAME}.__main__"


class Passed(NamedTuple):
    """The string of an application that a function gets, and how that is said, alone or not."""

    string: ImportString
    words: str
    short: str


class Deriver:
    """Derives the import strings of applications of one file."""

    def __init__(self, analysis: Analysis, file: SourceFile, process: NewProcess) -> None:
        self.process = process
        self.table = analysis.table
        self.inference = analysis.inference
        self.guards = analysis.guards
        self.file = file
        self._only_launched = OnlyLaunched(process.code)
        self._late: dict[str, set[str]] = {}

    def derive(
        self, node: ast.expr, place: Place, *, factory: bool = False
    ) -> ImportString | Passed | str:
        """Return the import string that provably works for an application, or the way out.

        In: the application as the launch gives it, its place, and whether the
        launch has ``factory=True``.  Every form returned has been run under real
        uvicorn, with reload and with workers (``tests/test_suggestions.py``).
        """
        if factory and self._needs_arguments(node, place):
            return self._without_arguments(node, place)
        only_launched = True
        for _ in range(10):  # a local name that only stands for another one
            if isinstance(node, ast.NamedExpr):
                node = node.value
            if isinstance(node, ast.Call):
                # What makes a factory is no factory.
                return NEEDS_FACTORY_HERE if factory else self._called(node, place)
            found = self._named(node, place)
            if isinstance(found, ImportString):
                return found._replace(factory=factory)
            if not isinstance(found, Binding):
                return found
            value: Any = found.value
            is_global = found.scope is self.table.module
            only_launched &= is_global or self._only_launched.in_function(found)
            if isinstance(value, ast.Call) and not only_launched:
                return NEEDS_MODULE_LEVEL
            node, place = value, found.read_place
        return NEEDS_MODULE_LEVEL

    def named(self, node: ast.expr, place: Place) -> ImportString | Passed | Binding | str:
        """Return the string of a name as it is at a place, or the way out."""
        return self._named(node, place)

    def _needs_arguments(self, node: ast.expr, place: Place) -> bool:
        """Is the factory a function defined here that cannot be called without arguments?"""
        return any(map(needs_arguments, self.inference.values(node, place)))

    def _called(self, node: ast.Call, place: Place) -> ImportString | str:
        """Return the string of a factory that is called without arguments."""
        if node.args or node.keywords:
            return self._without_arguments(node.func, place)
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

    def _without_arguments(self, node: ast.expr, place: Place) -> str:
        """Return the way out for a factory that is called with arguments, or needs some."""
        found = self._named(node, place)
        name = last_name(node)
        if not isinstance(found, ImportString) or is_capwords(name):
            return NEEDS_MODULE_LEVEL
        return TAKES_NO_ARGUMENTS.format(then=f"then write {found.source()}, factory=True")

    def _named(self, node: ast.expr, place: Place) -> ImportString | Passed | Binding | str:
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
        if only is not None and only.kind is BindingKind.PARAMETER:
            return self._of_parameter(only, names)
        return NEEDS_MODULE_LEVEL

    def _of_parameter(self, binding: Binding, names: list[str]) -> ImportString | Passed | str:
        """Return the string of an attribute of the one object of a class, or the way out."""
        if len(names) == 1:
            return self._of_caller(binding)
        around = binding.scope.parent
        if around is None or around.kind is not ScopeKind.CLASS or len(names) != 2:
            return NEEDS_MODULE_LEVEL
        node: Any = around.node
        first: Any = binding.scope.node
        if first.args.args[:1] != [binding.node] or first.decorator_list:
            return NEEDS_MODULE_LEVEL
        stores = self.table.stores.get(names[1], ())
        if len(stores) == 1 and stores[0].place.scope.parent is around:
            kept = self._of_instance(stores[0])
            if kept is not None:
                return kept
        made = self.table.calls.get(node.name, ())
        if len(made) != 1 or made[0].place.scope is not self.table.module:
            return NEEDS_MODULE_LEVEL
        for name, bindings in self.table.module.bindings.items():
            if [item.value for item in bindings] == [made[0].node]:
                found = self._of_this_module([name, names[1]], bindings)
                return found if isinstance(found, ImportString) else NEEDS_MODULE_LEVEL
        return NEEDS_MODULE_LEVEL

    def _of_instance(self, store: AttributeStore) -> ImportString | None:
        """Return the string of what the one assignment of an attribute keeps in an instance."""
        if store.place.scope.name == "__init__" and isinstance(
            store.value, (ast.Name, ast.Attribute)
        ):
            found = self._named(store.value, store.place)
            if isinstance(found, ImportString):
                return found
        return None

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

    def _of_caller(self, binding: Binding) -> Passed | str:
        """Return the way out for an application that the callers of a function give."""
        function = binding.scope
        if not isinstance(function.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return NEEDS_MODULE_LEVEL
        calls = [*self.table.callers.by_name(function)]
        bound = function.parent is not None and function.parent.kind is ScopeKind.CLASS
        if bound and binding.node in function.node.args.args[:1]:
            return NEEDS_MODULE_LEVEL  # it is the instance
        if len(calls) == 1 and not bound:
            given = argument(calls[0].node, function, binding.name, bound=False)
            if len(given) == 1 and isinstance(given[0], (ast.Name, ast.Attribute)):
                found = self._named(given[0], calls[0].place)
                if isinstance(found, ImportString):
                    return Passed(found, STRING_FOR_PARAMETER, PASS_STRING)
        default = binding.value
        if isinstance(default, ast.Name) and function.place is not None and not any(
            argument(call.node, function, binding.name, bound=bound) for call in calls
        ):
            found = self._named(default, function.place)
            if isinstance(found, ImportString):
                return Passed(found, STRING_AS_DEFAULT, DEFAULT_STRING)
        return NEEDS_STRING_PARAMETER

    def _of_this_module(
        self, names: list[str], bindings: list[Binding]
    ) -> ImportString | Binding | str:
        """Return the string of a name that this module has once it is imported."""
        module = self.table.module
        if self.file.is_main and not self.file.relative_imports:
            return NEEDS_OTHER_MODULE
        lasting = self.table.reaching(module, names[0], module.end)
        for binding in bindings:
            if binding.scope is not module:
                return NEEDS_MODULE_LEVEL
            if self.guards.hold(binding.region):
                if len(names) == len(bindings) == 1 and self._only_launched.under_guard(binding):
                    return binding
                return NEEDS_NO_GUARD
            if binding not in lasting.bindings:
                return NEEDS_MODULE_LEVEL
        if lasting.start or lasting.deleted or set(lasting.bindings) != set(bindings):
            return NEEDS_NO_CONDITION
        if any(NONE in self.inference.binding_values(binding) for binding in bindings):
            return NEEDS_NO_CONDITION
        own = PACKAGE_MAIN if self.file.is_main else self.file.stem or MODULE_NAME
        return ImportString(own, ".".join(names))


def needs_arguments(value: Value) -> bool:
    """Is it a function defined here that cannot be called without arguments?"""
    if value.kind is not Kind.FUNCTION:
        return False
    arguments = value.data.node.args
    positional = len(arguments.posonlyargs) + len(arguments.args)
    return positional > len(arguments.defaults) or None in arguments.kw_defaults
