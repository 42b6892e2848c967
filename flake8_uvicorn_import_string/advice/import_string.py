"""Import strings: judge one that is written, derive one that would work.

uvicorn splits the string at the first colon, imports what is before it and
follows the attributes behind it (``uvicorn/importer.py``).
"""

from __future__ import annotations

import ast
import os
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.facts.naming import makes_application
from flake8_uvicorn_import_string.facts.python import NAME_MAKERS
from flake8_uvicorn_import_string.facts.uvicorn import FRAMEWORKS
from flake8_uvicorn_import_string.inference.values import (
    MODULE_NAME,
    NONE,
    PACKAGE_NAME,
    Kind,
)
from flake8_uvicorn_import_string.semantic.reaching import (
    END,
    Binding,
    BindingKind,
    Region,
)
from flake8_uvicorn_import_string.semantic.table import ScopeKind
from flake8_uvicorn_import_string.syntax import names_of, root_of

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.conditions.conditions import Guards
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Value
    from flake8_uvicorn_import_string.semantic.table import Scope, SymbolTable


# Names that look alike are searched for in so many comparisons of a file, each takes long.
COMPARISON_LIMIT: Final = 2000


class ImportString(NamedTuple):
    """An import string to write: ``module:attributes``, or one made of a name.

    ``module`` may begin with a placeholder, then the string is an f-string.
    ``factory`` is True when ``factory=True`` must stand beside it.
    """

    module: str
    attributes: str
    factory: bool = False

    def source(self, quote: str = '"') -> str:
        """Return the string as Python writes it."""
        return as_source(f"{self.module}:{self.attributes}", quote)


def as_source(text: str, quote: str = '"') -> str:
    """Return a text with placeholders as Python writes it: an f-string if there are any."""
    text = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    if MODULE_NAME not in text and PACKAGE_NAME not in text:
        return f"{quote}{text}{quote}"
    text = text.replace("{", "{{").replace("}", "}}")
    text = text.replace(MODULE_NAME, "{__name__}").replace(PACKAGE_NAME, "{__package__}")
    return f"f{quote}{text}{quote}"


class SourceFile:
    """What can be known of a module from its file's name alone.

    ``stem`` is the name by which a file at the root can be imported, else None;
    ``dotted`` is its path from the root as a dotted name, else None.  The root
    is the directory in which flake8 runs.
    """

    def __init__(self, filename: str, *, relative_imports: bool) -> None:
        path = PurePath(filename)
        parts: tuple[str, ...] = ()
        if path.suffix == ".py":
            parts = self._from_root(path).with_suffix("").parts
        self.is_main = path.name == "__main__.py"
        self.is_package = path.name == "__init__.py"
        self.stem: str | None = None
        self.dotted: str | None = None
        if len(parts) == 1 and not relative_imports and self._importable(parts[0]):
            self.stem = self.dotted = parts[0]
        elif len(parts) > 1 and all(part.isidentifier() for part in parts):
            self.dotted = ".".join(parts)

    @staticmethod
    def _from_root(path: PurePath) -> PurePath:
        """Return the path as seen from the root; one that is elsewhere stays absolute."""
        if not path.is_absolute():
            return PurePath(os.path.normpath(path))
        try:
            return path.relative_to(os.getcwd())  # noqa: PTH109 - nothing is read from disk
        except (OSError, ValueError):
            return path

    @staticmethod
    def _importable(stem: str) -> bool:
        """Is ``import_module(stem)`` sure to find a file of this name beside the script?"""
        return (
            stem not in {"__main__", "__init__"}
            and stem not in sys.stdlib_module_names
            and not any(character in ".:/\\" or character.isspace() for character in stem)
        )

    def is_named_by(self, module: str) -> bool:
        """Does the module part of an import string name this file?"""
        if self.is_package or self.is_main:
            return False
        return module in {MODULE_NAME, "__main__"} or module == self.dotted


class Problem(NamedTuple):
    """What is wrong with an import string, and what to write where that is certain."""

    what: str
    instead: ImportString | None = None


def find_problem(text: str) -> Problem | None:
    """Return why uvicorn cannot import a string, None if it may.

    In: the text, with placeholders for ``__name__`` and ``__package__``.
    Measured on uvicorn 0.9.1 to 0.54.0.
    """
    module, colon, attributes = text.partition(":")
    if not colon:
        return Problem('it has no colon, the form is "module:attribute"')
    if not module or not attributes:
        side = "before" if not module else "behind"
        return Problem(f'nothing stands {side} the colon, the form is "module:attribute"')
    parts = module.split("."), attributes.split(".")
    # The name of a file may hold a space, though it does not begin or end with one.
    if any(name != name.strip() for name in parts[0]) or any(map(str.isspace, attributes)):
        tight = [".".join(name.strip() for name in side) for side in parts]
        instead = ":".join(tight)
        return Problem("it contains white space", _if_sound(instead) if instead != text else None)
    if ":" in attributes:
        return Problem("it has a second colon")
    if "/" in module or "\\" in module:
        return Problem("a module is named with dots, not by a path")
    if module.startswith("."):
        return Problem("it is relative, and uvicorn imports only absolute names")
    if module.endswith(".py"):
        instead = f"{module[:-3]}:{attributes}"
        return Problem("a module is named without .py", _if_sound(instead))
    if "(" in attributes or ")" in attributes:
        name = attributes.removesuffix("()")
        factory = _if_sound(f"{module}:{name}") if makes_application(name) else None
        return Problem(
            "attributes are only looked up, not called",
            factory and factory._replace(factory=True),
        )
    if "" in parts[0] or "" in parts[1]:
        return Problem("a name is missing beside a dot")
    return None


def _if_sound(text: str) -> ImportString | None:
    module, _, attributes = text.partition(":")
    return None if find_problem(text) else ImportString(module, attributes)


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

    def __init__(
        self, table: SymbolTable, inference: Inference, file: SourceFile, guards: Guards
    ) -> None:
        self.table = table
        self.inference = inference
        self.file = file
        self.guards = guards
        self._counts: dict[Scope, dict[str, int]] = {}
        self._late: dict[str, set[str]] = {}

    def derive(
        self, node: ast.expr, region: Region, at: int, *, factory: bool = False
    ) -> ImportString | str:
        """Return the import string that provably works for an application, or the way out.

        In: the application as the launch gives it, its place, and whether the
        launch has ``factory=True``.  Every form returned has been run under real
        uvicorn, with reload and with workers (``tests/test_suggestions.py``).
        """
        if factory and self._needs_arguments(node, region, at):
            return NEEDS_MODULE_LEVEL
        only_launched = True
        for _ in range(10):  # a local name that only stands for another one
            if isinstance(node, ast.NamedExpr):
                node = node.value
            if isinstance(node, ast.Call):
                # What makes a factory is no factory.
                return NEEDS_MODULE_LEVEL if factory else self._called(node, region, at)
            found = self._named(node, region, at)
            if isinstance(found, ImportString):
                return found._replace(factory=factory)
            if not isinstance(found, Binding):
                return found
            value: Any = found.value
            only_launched &= self._only_launched(found)
            if isinstance(value, ast.Call) and not only_launched:
                return NEEDS_MODULE_LEVEL
            node, region, at = value, found.region, found.read_at
        return NEEDS_MODULE_LEVEL

    def _needs_arguments(self, node: ast.expr, region: Region, at: int) -> bool:
        """Is the factory a function defined here that cannot be called without arguments?"""
        return any(map(needs_arguments, self.inference.values(node, region, at)))

    def _called(self, node: ast.Call, region: Region, at: int) -> ImportString | str:
        """Return the string of a factory that is called without arguments."""
        if node.args or node.keywords:
            return NEEDS_MODULE_LEVEL
        callees = self.inference.values(node.func, region, at)
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
        found = self._named(node.func, region, at)
        if isinstance(found, ImportString):
            return found._replace(factory=True)
        return found if isinstance(found, str) else NEEDS_MODULE_LEVEL

    def _named(self, node: ast.expr, region: Region, at: int) -> ImportString | Binding | str:
        """Return the string of a name or a dotted name.

        Or the binding of a local name that stands for what it is assigned, or
        the way out.
        """
        names = names_of(node)
        if not names[0]:
            return NEEDS_MODULE_LEVEL
        if self._set_later(names) or any(name.startswith("__") for name in names[1:]):
            return NEEDS_MODULE_LEVEL
        found = self.table.lookup(names[0], region, at)
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
                scope = store.region.scope
                maker: Any = scope.node
                if isinstance(receiver, ast.Name) and (
                    self.guards.hold(store.region)
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
        lasting = module.flow(names[0]).reaching(module.root, END)
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


class Attributes:
    """What a module has once it has been imported."""

    def __init__(self, table: SymbolTable, guards: Guards) -> None:
        self.table = table
        self.guards = guards
        module = table.module
        # Here names appear that no binding shows.
        self.open = (
            "*" in module.bindings
            or "*" in module.foreign
            or "__getattr__" in module.bindings
            or any(
                isinstance(call.node.func, ast.Name)
                for name in NAME_MAKERS
                for call in table.calls.get(name, ())
            )
        )
        self._local: set[str] | None = None
        self._present: list[str] | None = None
        self._compared = 0

    def missing(self, name: str, *, as_main: bool) -> str | None:
        """Return why an imported module lacks ``name``, None if it may have it.

        ``as_main`` is True when names bound under the guard are there too.
        """
        module = self.table.module
        if self.open or name.startswith("__") or name in module.foreign:
            return None
        # sys.modules[__name__].app = …
        if any(not isinstance(s.target.value, ast.Name) for s in self.table.stores.get(name, ())):
            return None
        bindings = module.bindings.get(name)
        if not bindings:
            if self._local is None:
                self._local = {
                    known
                    for scope in self.table.scopes.values()
                    if scope.kind is ScopeKind.FUNCTION
                    for known in (*scope.bindings, *scope.annotations)
                    if scope.binds(known)
                }
            return "it is local to a function" if name in self._local else "nothing binds it"
        reaching = module.flow(name).reaching(module.root, END)
        if not reaching.complete:
            return None
        if not reaching.bindings:
            return "it is deleted again" if reaching.deleted else None
        if not as_main and all(self.guards.hold(item.region) for item in reaching.bindings):
            return "it is bound only under the __main__ guard"
        return None

    def near(self, name: str) -> str | None:
        """Return the name of the module that looks most like ``name``."""
        from difflib import (
            get_close_matches,  # it takes long to import, and few files need it
        )

        if self._present is None:
            self._present = [
                known
                for known in self.table.module.bindings
                if not self.missing(known, as_main=False) and self._may_serve(known)
            ]
        self._compared += len(self._present)
        if self._compared > COMPARISON_LIMIT:
            return None
        return next(iter(get_close_matches(name, self._present, 1, 0.8)), None)

    def _may_serve(self, name: str) -> bool:
        """May a name of the module be an application, which is no module, text or display?"""
        return not any(
            isinstance(binding.value, _NO_APPLICATIONS) for binding in self.table.at_end(name)
        )


# What is bound by these is no application.
_NO_APPLICATIONS: Final = (
    ast.Import,
    ast.Constant,
    ast.JoinedStr,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Set,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Compare,
)
