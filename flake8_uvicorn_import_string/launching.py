"""What a process does before it launches, and its children will not do.

A child imports the file.  It runs neither what stands under the ``__main__`` guard
nor what only the functions do that lead to the launch, so an import string leads to
an application without all that.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.scopes import DEFERRED, Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_uvicorn_import_string.conditions import Guards
    from flake8_uvicorn_import_string.launches import Launch
    from flake8_uvicorn_import_string.scopes import SymbolTable

# Past so many functions that call one another, or names, the search is given up.
FUNCTION_LIMIT: Final = 50
NAME_LIMIT: Final = 200

# Calls that change nothing of what they are given, or are methods of.
_HARMLESS: Final = frozenset(
    {"print", "isinstance", "len", "repr", "str", "id", "type", "hasattr", "getattr", "callable",
     "debug", "info", "warning", "openapi", "url_path_for", "partial"}
)  # fmt: skip


class _Code:
    """What a piece of code does, without the functions that it defines.

    ``changes`` holds, by name, the first place where it may change what the name
    stands for, ``calls`` what is called by a bare name, ``reads`` the names that
    are read and not its own.
    """

    def __init__(self, roots: Iterable[ast.AST], scope: Scope, launching: Launching) -> None:
        self.changes: dict[str, tuple[int, int]] = {}
        self.calls: set[str] = set()
        self.reads: set[str] = set()
        pending = [(root, scope) for root in roots]
        while pending:
            node, around = pending.pop()
            inner = launching.table.scopes.get(node, around)
            parts: Iterable[ast.AST] = ast.iter_child_nodes(node)
            if inner.kind in DEFERRED and inner is not around:
                parts, inner = _run_at_once(node), around
            pending.extend((part, inner) for part in parts)
            if isinstance(node, ast.Name):
                if isinstance(node.ctx, ast.Load) and not _is_bound(node.id, around, scope):
                    self.reads.add(node.id)
            elif isinstance(node, (ast.Attribute, ast.Subscript)):
                if not isinstance(node.ctx, ast.Load):
                    self._change(node, node)
            elif isinstance(node, ast.Call) and node not in launching.calls:
                self.calls.add(plain_name(node.func))
                if last_name(node.func) not in _HARMLESS:
                    self._change(node.func, node)
                    for argument in (*node.args, *(item.value for item in node.keywords)):
                        self._change(argument, node)

    def _change(self, part: ast.expr, node: ast.expr) -> None:
        held: ast.AST = part
        while isinstance(held, (ast.Attribute, ast.Subscript, ast.Starred)):
            held = held.value
        name = plain_name(held)
        place = node.lineno, node.col_offset
        self.changes[name] = min(place, self.changes.get(name, place))


class Launching:
    """Answers what code of a file does only in the process that launches.

    ``calls`` are the calls that launch.
    """

    def __init__(self, table: SymbolTable, guards: Guards, launches: list[Launch]) -> None:
        self.table = table
        self.guards = guards
        self.calls = {launch.call for launch in launches}
        self._codes: dict[Scope, _Code] = {}
        self._helpers: dict[Scope, set[Scope]] = {}

    def changes(self, names: set[str], launch: Launch) -> bool:
        """May code that only leads to a launch change what one of the names stands for?"""
        scope = launch.region.scope
        own = [self._code(function) for function in _functions_around(scope)]
        if not own and not self.guards.hold(launch.region):
            return False
        beyond = [self._code(function) for function in self._helpers_of(scope)]
        (beyond if own else own).append(self._guarded)
        place = launch.call.lineno, launch.call.col_offset
        return any(
            code.changes.get(name, place) < place for code in own for name in names
        ) or any(name in code.changes for code in beyond for name in names)

    def lacks(self, launch: Launch, factory: Scope | None = None) -> str | None:
        """Return a name that functions of the file read and only code that launches binds.

        ``factory`` is the function that the child is to call for its application.
        """
        scope = launch.region.scope
        only_here = {*_functions_around(scope), *self._helpers_of(scope)}
        late = [*self._late_names]
        for function in only_here:
            late += (name for name in function.declared if name in function.bindings)
        if factory is not None:
            only_here.difference_update(self._called_from({factory}))
        for name in sorted(late)[:NAME_LIMIT]:
            for reader in self._readers.get(name, ()):
                if reader not in only_here and not _is_bound(name, reader, self.table.module):
                    return name
        return None

    @cached_property
    def _functions(self) -> dict[str, list[Scope]]:
        """The functions of the file by their names."""
        functions: dict[str, list[Scope]] = {}
        for scope in self.table.scopes.values():
            if scope.kind is ScopeKind.FUNCTION:
                functions.setdefault(_name_of(scope), []).append(scope)
        return functions

    @cached_property
    def _guarded(self) -> _Code:
        """What stands under the guard."""
        body: list[ast.stmt] = getattr(self.table.tree, "body", [])
        guards = (node for node in body if isinstance(node, ast.If))
        held = (item for node in guards if self.guards.truth(node.test) for item in node.body)
        return _Code(held, self.table.module, self)

    @cached_property
    def _late_names(self) -> list[str]:
        """The names that are bound only under the guard and that functions read."""
        module = self.table.module
        return [
            name
            for name, bindings in module.bindings.items()
            if name in self._readers
            and name not in module.foreign
            and all(self.guards.hold(binding.region) for binding in bindings)
        ][:NAME_LIMIT]

    @cached_property
    def _readers(self) -> dict[str, list[Scope]]:
        """The functions that read a name which is not their own."""
        readers: dict[str, list[Scope]] = {}
        for scope in self.table.scopes.values():
            if scope.kind in DEFERRED:
                for name in self._code(scope).reads:
                    readers.setdefault(name, []).append(scope)
        return readers

    def functions(self, name: str) -> list[Scope]:
        """Return the functions of the module itself that have a name."""
        return [
            function
            for function in self._functions.get(name, ())
            if function.parent is self.table.module
        ]

    def _code(self, function: Scope) -> _Code:
        code = self._codes.get(function)
        if code is None:
            node: Any = function.node
            body = node.body if isinstance(node.body, list) else [node.body]
            code = self._codes[function] = _Code(body, function, self)
        return code

    def _helpers_of(self, scope: Scope) -> set[Scope]:
        """Return the functions that lead to code of ``scope``, and those that all these call.

        Without those that an import of the file runs, too.
        """
        helpers = self._helpers.get(scope)
        if helpers is None:
            own = {*_functions_around(scope)}
            leading = {*own}
            pending = [*own]
            while pending and len(leading) < FUNCTION_LIMIT:
                for caller in self._callers(pending.pop()):
                    if caller not in leading:
                        leading.add(caller)
                        pending.append(caller)
            helpers = self._helpers[scope] = self._called_from(leading, guarded=True) - own
        return helpers

    def _called_from(self, functions: set[Scope], *, guarded: bool = False) -> set[Scope]:
        """Return the functions and all that they call, or what the guard calls, too."""
        found = {*functions}
        pending = [self._code(function) for function in functions]
        if guarded:
            pending.append(self._guarded)
        while pending:
            for name in sorted(pending.pop().calls):
                for function in self._functions.get(name, ()):
                    if len(found) >= FUNCTION_LIMIT:
                        return found
                    if function not in found and not self._runs_on_import(name):
                        found.add(function)
                        pending.append(self._code(function))
        return found

    def _callers(self, function: Scope) -> Iterator[Scope]:
        name = _name_of(function)
        for call in self.table.calls.get(name, ())[:FUNCTION_LIMIT] if name else ():
            yield from _functions_around(call.region.scope)

    def _runs_on_import(self, name: str) -> bool:
        return any(
            call.region.scope.kind is ScopeKind.MODULE and not self.guards.hold(call.region)
            for call in self.table.calls.get(name, ())[:FUNCTION_LIMIT]
        )


def _name_of(function: Scope) -> str:
    """Return the name of a function, ``""`` for a lambda."""
    return str(getattr(function.node, "name", ""))


def _functions_around(scope: Scope) -> Iterator[Scope]:
    around: Scope | None = scope
    while around is not None:
        if around.kind in DEFERRED:
            yield around
        around = around.parent


def _run_at_once(node: Any) -> list[ast.expr]:
    """Return the parts of a definition of a function that run where it stands."""
    arguments = node.args
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    defaults = (*arguments.defaults, *arguments.kw_defaults)
    return [*decorators, *(default for default in defaults if default is not None)]


def _is_bound(name: str, scope: Scope, outermost: Scope) -> bool:
    """Does a scope bind a name, or one around it up to the outermost, the module aside?"""
    around: Scope | None = scope
    while around is not None and around.kind is not ScopeKind.MODULE:
        if around.binds(name):
            return True
        around = None if around is outermost else around.parent
    return False
