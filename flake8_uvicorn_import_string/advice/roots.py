"""What an expression is a part of: names of the module, of other modules, parameters."""

from __future__ import annotations

import ast
import enum
import sys
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.advice.launching_code import body_of_scope, walk
from flake8_uvicorn_import_string.advice.targets import names_in, puts, targets
from flake8_uvicorn_import_string.facts.effects import (
    COPYING_CALLS,
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
    from collections.abc import Iterator, Mapping

    from flake8_uvicorn_import_string.semantic.model import Binding
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

    # An expression, the scope of its code, and how deep in it the part is that is asked for.
    Part = tuple[Any, Scope, int]

# Past so many expressions that one may stand for, it may be a part of anything.
ROOT_LIMIT: Final = 60
BINDING_LIMIT: Final = 8
# What lies deeper in something is not told from what lies as deep.
DEPTH_LIMIT: Final = 8
# So many methods of a class are searched for what they keep in its instances.
METHOD_LIMIT: Final = 50


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
        self._of_names: dict[tuple[str, Scope, int, frozenset[str]], dict[Root, int]] = {}
        self._put: dict[Scope, dict[str, list[tuple[int, ast.expr, Scope]]]] = {}

    def owner(self, name: str, scope: Scope) -> Scope | None:
        """Return the scope that owns a name as code of ``scope`` sees it; None: nobody."""
        name = scope.mangled(name)
        around = scope
        while around.kind is not ScopeKind.MODULE:
            if around.declared.get(name):
                around = self.table.module
                break
            if (around.kind is not ScopeKind.CLASS or around is scope) and around.binds(name):
                return around
            assert around.parent is not None
            around = around.parent
        return around if name in around.bindings or name in around.bound_elsewhere else None

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

    def of(self, node: ast.expr, scope: Scope, depth: int = 0) -> Mapping[Root, int]:
        """Return the roots of an expression, each with how deep in it the expression is.

        In: the expression, the scope of its code, and how deep in it the part is that is
        asked for: 0 for itself, 1 for an item or an attribute of it.  A copy has no roots,
        but its items have.
        """
        if not isinstance(node, ast.Name):
            return self._search(node, scope, depth)
        question = node.id, scope, depth, self.launching_names
        if question not in self._of_names:
            self._of_names[question] = self._search(node, scope, depth)
        return self._of_names[question]

    def _search(self, node: ast.expr, scope: Scope, depth: int) -> dict[Root, int]:
        roots: dict[Root, int] = {}
        pending: list[Part] = [(node, scope, depth)]
        seen: set[tuple[ast.AST, int]] = set()
        while pending:
            part, around, depth = pending.pop()
            if (part, depth) in seen or depth > DEPTH_LIMIT:
                continue
            seen.add((part, depth))
            if len(seen) > ROOT_LIMIT:
                return {ANYTHING: 1}
            if isinstance(part, ast.Name):
                pending += self._of_name(part.id, around, depth, roots)
            elif isinstance(part, (ast.Attribute, ast.Subscript)):
                if not (depth == 0 and _is_slice(part, around, self)):
                    pending.append((part.value, around, depth + 1))
            elif isinstance(part, (ast.Starred, ast.Await, ast.NamedExpr)):
                pending.append((part.value, around, depth))
            elif isinstance(part, ast.IfExp):
                pending += ((part.body, around, depth), (part.orelse, around, depth))
            elif isinstance(part, ast.BoolOp):
                pending += ((item, around, depth) for item in part.values)
            elif isinstance(part, (ast.Dict, ast.List, ast.Tuple, ast.Set)):
                items = part.values if isinstance(part, ast.Dict) else part.elts
                pending += ((item, around, depth - 1) for item in items if depth)
            elif isinstance(part, ast.Call):
                pending += self._of_call(part, around, depth, roots)
            elif isinstance(part, (ast.Yield, ast.YieldFrom)):
                _add(roots, ANYTHING, depth)
        return roots

    def _of_name(
        self, name: str, scope: Scope, depth: int, roots: dict[Root, int]
    ) -> list[Part]:
        """Add the roots of a name, and return what else it stands for."""
        owner = self.owner(name, scope)
        if owner is None:
            return []
        bindings = self.bindings(name, scope)
        if len(bindings) > BINDING_LIMIT:
            _add(roots, ANYTHING, depth)
        if owner.kind is ScopeKind.MODULE and name not in self.launching_names:
            if not all(isinstance(item.value, ast.Constant) for item in bindings):
                for root in _module_roots(name, bindings):
                    _add(roots, root, depth)
            return [
                (item.value, item.scope, depth)
                for item in bindings
                if isinstance(item.value, _ALIASES) and item.kind is BindingKind.ASSIGNMENT
            ]
        more: list[Part] = []
        for binding in bindings:
            if binding.kind is BindingKind.PARAMETER:
                _add(roots, Root(From.PARAMETER, name, owner), depth)
                if depth:
                    more += self._kept_by_self(name, owner, depth)
            elif binding.kind is BindingKind.IMPORT:
                _add(roots, Root(From.IMPORT, imported_path(binding)), depth)
            elif binding.kind in {BindingKind.ASSIGNMENT, BindingKind.AUGMENTED}:
                if isinstance(binding.value, ast.expr):
                    more.append((binding.value, binding.scope, depth))
            elif binding.kind is BindingKind.OTHER_TARGET:
                source = self._source(binding)
                if source is None:
                    _add(roots, ANYTHING, depth)
                else:
                    more.append((source, binding.scope, depth + 1))
        if depth:
            more += self._put_in(name, owner, depth)
        return more

    def _put_in(self, name: str, scope: Scope, depth: int) -> Iterator[Part]:
        """Yield what code of a scope puts so deep into what a name of it stands for."""
        index = self._put.get(scope)
        if index is None:
            index = self._put[scope] = {}
            for owner in (scope, *self._inner.get(scope, ())):
                for part, around in walk(body_of_scope(owner), owner, self.table):
                    for holder, steps, value in puts(part):
                        if around is scope or self.owner(holder, around) is scope:
                            index.setdefault(holder, []).append((steps, value, around))
        for steps, value, around in index.get(name, [])[:BINDING_LIMIT]:
            if depth >= steps:
                yield value, around, depth - steps

    @cached_property
    def _inner(self) -> dict[Scope, list[Scope]]:
        """The functions that functions define."""
        inner: dict[Scope, list[Scope]] = {}
        for scope in self.table.scopes.values():
            if scope.kind is ScopeKind.FUNCTION and scope.parent is not None:
                if scope.parent.kind is ScopeKind.FUNCTION:
                    inner.setdefault(scope.parent, []).append(scope)
        return inner

    def _kept_by_self(self, name: str, method: Scope, depth: int) -> Iterator[Part]:
        """Yield what a class keeps in the instance that is a parameter of a method."""
        holder = method.parent
        if holder is None or holder.kind is not ScopeKind.CLASS:
            return
        if self_name(method) != name:
            return
        for items in islice(holder.bindings.values(), METHOD_LIMIT):
            binding = items[0]
            other = self.table.scopes.get(binding.node)
            if other is not None and other is not method and other.kind is ScopeKind.FUNCTION:
                yield from self._put_in(self_name(other), other, depth)

    launching_names: frozenset[str] = frozenset()
    """The names of the module that only code binds which an import does not run."""

    def _of_call(
        self, node: ast.Call, scope: Scope, depth: int, roots: dict[Root, int]
    ) -> list[Part]:
        """Add the roots of what a call gives, and return what else it may give."""
        func = node.func
        path = self.path(func, scope)
        name = last_name(func)
        if path == "logging.getLogger":
            _add(roots, Root(From.IMPORT, "logging"), depth)
            return []
        if name == "partial":
            return [(item, scope, depth) for item in node.args[:1]]
        if name in COPYING_CALLS or (name == "copy" and isinstance(func, ast.Attribute)):
            copied = node.args or ([func.value] if isinstance(func, ast.Attribute) else [])
            return [(item, scope, depth) for item in copied if depth]
        if name in SHARING_CALLS:
            return [(item, scope, depth + (name == "next")) for item in node.args]
        if path and (
            isinstance(func, ast.Name) or is_known(path) or is_capwords(name)
        ):
            if not makes_new(path):
                _add(roots, Root(From.UNKNOWN, path), depth)
            return []
        if isinstance(func, ast.Attribute):
            return [(func.value, scope, depth + 1)]
        if isinstance(func, ast.Name):
            return self._of_own_call(node, func, scope, depth, roots)
        _add(roots, ANYTHING, depth)
        return []

    def _of_own_call(
        self, node: ast.Call, func: ast.Name, scope: Scope, depth: int, roots: dict[Root, int]
    ) -> list[Part]:
        """Add the roots of what a call of a plain name gives, and return what else it may."""
        if self.owner(func.id, scope) is None:
            if func.id not in BUILTINS:
                _add(roots, ANYTHING, depth)
            return []
        found = self.functions(func, scope)
        if not found and not self._is_made_by_known(func, scope):
            _add(roots, ANYTHING, depth)
        parts: list[Part] = []
        for inner in found:
            parts += (
                (value, inner, depth)
                for value, _ in inner.returns[:BINDING_LIMIT]
                if value is not None
            )
            if inner.kind is ScopeKind.CLASS and depth:
                given = (*node.args, *(keyword.value for keyword in node.keywords))
                parts += ((value, scope, depth - 1) for value in given)
        return parts

    def _is_made_by_known(self, func: ast.Name, scope: Scope) -> bool:
        """Is a name bound to what the standard library makes: a named tuple, an enumeration?"""
        values = [binding.value for binding in self.bindings(func.id, scope)]
        return all(
            isinstance(value, ast.Call) and is_known(self.path(value.func, scope))
            for value in values
        )

    def _source(self, binding: Binding) -> ast.expr | None:
        """Return what a target of a for, with or an unpacking takes its value from."""
        sources = self._sources.get(binding.scope)
        if sources is None:
            sources = self._sources[binding.scope] = {}
            for part, _ in walk(body_of_scope(binding.scope), binding.scope, self.table):
                for target, value in targets(part):
                    sources.update(dict.fromkeys(names_in(target), value))
        return sources.get(binding.node)


def self_name(method: Scope) -> str:
    """Return the first parameter of a method."""
    arguments = method.function.args
    names = [item.arg for item in (*arguments.posonlyargs, *arguments.args)]
    return names[0] if names else ""


def imported_path(binding: Binding) -> str:
    """Return the dotted path of what an import binds a name to."""
    alias: Any = binding.node
    statement: Any = binding.value
    if isinstance(statement, ast.ImportFrom):
        return f"{'.' * statement.level}{statement.module or ''}.{alias.name}".lstrip(
            "." if not statement.level else ""
        )
    return str(alias.name if alias.asname else alias.name.partition(".")[0])


# What is bound to one of these is another name of it, or holds it.
_ALIASES: Final = (
    ast.Name, ast.Attribute, ast.Subscript, ast.Dict, ast.List, ast.Tuple, ast.Set
)  # fmt: skip


def _is_slice(node: ast.Attribute | ast.Subscript, scope: Scope, roots: Roots) -> bool:
    """Is it a slice of a list, which is a copy?"""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Slice):
        return False
    name = node.value.id if isinstance(node.value, ast.Name) else ""
    values = [binding.value for binding in roots.bindings(name, scope)] if name else []
    is_list = bool(values) and all(isinstance(value, ast.List) for value in values)
    return is_list or roots.path(node.value, scope) == "sys.argv"


def _add(roots: dict[Root, int], root: Root, depth: int) -> None:
    roots[root] = max(depth, roots.get(root, 0))


def _module_roots(name: str, bindings: list[Binding]) -> set[Root]:
    found = {
        Root(From.IMPORT, imported_path(item))
        for item in bindings
        if item.kind is BindingKind.IMPORT
    }
    if any(item.kind is not BindingKind.IMPORT for item in bindings):
        found.add(Root(From.MODULE, name))
    return found


def is_known(path: str) -> bool:
    """Is a dotted path one of the standard library, of uvicorn or of what changes nothing?"""
    package = path.partition(".")[0]
    return package in QUIET_PACKAGES or package in sys.stdlib_module_names


def makes_new(path: str) -> bool:
    """Does a call of what has this path give something that only the caller has?"""
    return is_known(path) or path in FRAMEWORKS or path.endswith(SETTINGS_CLASSES + SERVED_CLASSES)
