"""What an expression is a part of: names of the module, of other modules, parameters."""

from __future__ import annotations

import ast
import enum
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.advice.launching_code import body_of_scope, walk
from flake8_uvicorn_import_string.facts.effects import (
    QUIET_PACKAGES,
    SERVED_CLASSES,
    SETTINGS_CLASSES,
    SHARING_CALLS,
)
from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.facts.python import BUILTINS
from flake8_uvicorn_import_string.facts.uvicorn import FRAMEWORKS
from flake8_uvicorn_import_string.semantic.model import BindingKind, Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import last_name, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.semantic.model import Binding
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Past so many expressions that one may stand for, it may be a part of anything.
ROOT_LIMIT: Final = 60
BINDING_LIMIT: Final = 8


class From(enum.Enum):
    """Where a root is from."""

    MODULE = enum.auto()  # a name of this module
    IMPORT = enum.auto()  # the dotted path of what is imported
    PARAMETER = enum.auto()  # a parameter of a function of this file
    UNKNOWN = enum.auto()


class Root(NamedTuple):
    """A thing that lives longer than the code that uses it."""

    kind: From
    name: str = ""
    scope: Scope | None = None


ANYTHING: Final = Root(From.UNKNOWN)


class Roots:
    """Answers what expressions of one file are parts of; no roots: of nothing that lasts."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self._sources: dict[Scope, dict[ast.AST, ast.expr]] = {}

    def owner(self, name: str, scope: Scope) -> Scope | None:
        """Return the scope that owns a name as code of ``scope`` sees it; None: nobody."""
        name = scope.mangled(name)
        around: Scope | None = scope
        while around is not None:
            if around.declared.get(name):
                around = self.table.module
            if around.kind is ScopeKind.MODULE:
                return around if name in around.bindings or name in around.bound_elsewhere else None
            if (around.kind is not ScopeKind.CLASS or around is scope) and around.binds(name):
                return around
            around = around.parent
        return None

    def bindings(self, name: str, scope: Scope) -> list[Binding]:
        """Return all bindings of a name as code of ``scope`` sees it."""
        owner = self.owner(name, scope)
        if owner is None:
            return []
        name = scope.mangled(name)
        found = owner.bindings.get(name, ())[: BINDING_LIMIT + 1]
        return [*found, *owner.bound_elsewhere.get(name, ())[:BINDING_LIMIT]]

    def path(self, node: ast.expr, scope: Scope) -> str:
        """Return the dotted path of what an import names, ``""`` for anything else."""
        names = names_of(node)
        bindings = self.bindings(names[0], scope) if names[0] else []
        imports = [item for item in bindings if item.kind is BindingKind.IMPORT]
        if not imports or any(
            item.kind in {BindingKind.PARAMETER, BindingKind.FUNCTION, BindingKind.CLASS}
            for item in bindings
        ):
            return ""
        return ".".join((imported_path(imports[0]), *names[1:]))

    def functions(self, node: ast.expr, scope: Scope) -> list[Scope]:
        """Return the functions, lambdas or classes of this file that a name stands for."""
        name = node.id if isinstance(node, ast.Name) else ""
        found = []
        for binding in self.bindings(name, scope) if name else ():
            value = binding.value if isinstance(binding.value, ast.Lambda) else binding.node
            inner = self.table.scopes.get(value)
            if inner is not None:
                found.append(inner)
        return found

    def of(self, node: ast.expr, scope: Scope) -> set[Root]:
        """Return the roots of an expression."""
        roots: set[Root] = set()
        pending: list[tuple[Any, Scope]] = [(node, scope)]
        seen: set[ast.AST] = set()
        while pending:
            part, around = pending.pop()
            if part in seen:
                continue
            seen.add(part)
            if len(seen) > ROOT_LIMIT:
                return {ANYTHING}
            if isinstance(part, ast.Name):
                pending += self._of_name(part.id, around, roots)
            elif isinstance(part, (ast.Attribute, ast.Subscript, ast.Starred, ast.Await)):
                pending.append((part.value, around))
            elif isinstance(part, ast.NamedExpr):
                pending.append((part.value, around))
            elif isinstance(part, ast.IfExp):
                pending += ((part.body, around), (part.orelse, around))
            elif isinstance(part, ast.BoolOp):
                pending += ((item, around) for item in part.values)
            elif isinstance(part, ast.Call):
                pending += self._of_call(part, around, roots)
            elif isinstance(part, (ast.Yield, ast.YieldFrom)):
                roots.add(ANYTHING)
        return roots

    def _of_name(
        self, name: str, scope: Scope, roots: set[Root]
    ) -> list[tuple[ast.AST, Scope]]:
        """Add the roots of a name, and return what else it stands for."""
        owner = self.owner(name, scope)
        if owner is None:
            return []
        bindings = self.bindings(name, scope)
        if len(bindings) > BINDING_LIMIT:
            roots.add(ANYTHING)
        if owner.kind is ScopeKind.MODULE and name not in self.launching_names:
            if not all(isinstance(item.value, ast.Constant) for item in bindings):
                roots.update(self._module_roots(name, bindings))
            return []
        more: list[tuple[ast.AST, Scope]] = []
        for binding in bindings:
            if binding.kind is BindingKind.PARAMETER:
                roots.add(Root(From.PARAMETER, name, owner))
            elif binding.kind is BindingKind.IMPORT:
                roots.add(Root(From.IMPORT, imported_path(binding)))
            elif binding.kind in {BindingKind.ASSIGNMENT, BindingKind.AUGMENTED}:
                if isinstance(binding.value, ast.expr):
                    more.append((binding.value, binding.scope))
            elif binding.kind is BindingKind.OTHER_TARGET:
                source = self._source(binding)
                if source is None:
                    roots.add(ANYTHING)
                else:
                    more += ((item, binding.scope) for item in _elements(source))
        return more

    launching_names: frozenset[str] = frozenset()
    """The names of the module that only code binds which an import does not run."""

    @staticmethod
    def _module_roots(name: str, bindings: list[Binding]) -> set[Root]:
        found = {
            Root(From.IMPORT, imported_path(item))
            for item in bindings
            if item.kind is BindingKind.IMPORT
        }
        if any(item.kind is not BindingKind.IMPORT for item in bindings):
            found.add(Root(From.MODULE, name))
        return found

    def _of_call(
        self, node: ast.Call, scope: Scope, roots: set[Root]
    ) -> list[tuple[ast.AST, Scope]]:
        """Add the roots of what a call gives, and return what else it may give."""
        func = node.func
        path = self.path(func, scope)
        if path == "logging.getLogger":
            roots.add(Root(From.IMPORT, "logging"))
            return []
        if last_name(func) in SHARING_CALLS:
            return [(item, scope) for item in node.args]
        if path and (
            isinstance(func, ast.Name) or is_known(path) or is_capwords(last_name(func))
        ):
            if not makes_new(path):
                roots.add(Root(From.UNKNOWN, path))
            return []
        if isinstance(func, ast.Attribute):
            return [(func.value, scope)]
        if isinstance(func, ast.Name):
            if self.owner(func.id, scope) is None:
                if func.id not in BUILTINS:
                    roots.add(ANYTHING)
                return []
            found = self.functions(func, scope)
            if not found:
                roots.add(ANYTHING)
            return [
                (value, inner)
                for inner in found
                for value, _ in inner.returns[:BINDING_LIMIT]
                if value is not None
            ]
        roots.add(ANYTHING)
        return []

    def _source(self, binding: Binding) -> ast.expr | None:
        """Return what a target of a for, with or an unpacking takes its value from."""
        sources = self._sources.get(binding.scope)
        if sources is None:
            sources = self._sources[binding.scope] = {}
            for part, _ in walk(body_of_scope(binding.scope), binding.scope, self.table):
                for target, value in _targets(part):
                    sources.update(dict.fromkeys(_names_in(target), value))
        return sources.get(binding.node)


def imported_path(binding: Binding) -> str:
    """Return the dotted path of what an import binds a name to."""
    alias: Any = binding.node
    statement: Any = binding.value
    if isinstance(statement, ast.ImportFrom):
        return f"{'.' * statement.level}{statement.module or ''}.{alias.name}".lstrip(
            "." if not statement.level else ""
        )
    return str(alias.name if alias.asname else alias.name.partition(".")[0])


def _targets(node: Any) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
        return [(node.target, node.iter)]
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return [
            (item.optional_vars, item.context_expr)
            for item in node.items
            if item.optional_vars is not None
        ]
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    return []


def _names_in(target: ast.expr) -> Iterator[ast.expr]:
    """Yield the names of a target, nested or not."""
    pending = [target]
    while pending:
        part = pending.pop()
        if isinstance(part, (ast.Tuple, ast.List)):
            pending += part.elts
        elif isinstance(part, ast.Starred):
            pending.append(part.value)
        else:
            yield part


def _elements(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else [node]


def is_known(path: str) -> bool:
    """Is a dotted path one of the standard library, of uvicorn or of what changes nothing?"""
    package = path.partition(".")[0]
    return package in QUIET_PACKAGES or package in sys.stdlib_module_names


def makes_new(path: str) -> bool:
    """Does a call of what has this path give something that only the caller has?"""
    return is_known(path) or path in FRAMEWORKS or path.endswith(SETTINGS_CLASSES + SERVED_CLASSES)
