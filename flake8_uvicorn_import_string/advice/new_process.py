"""What a process does before it launches, and its children will not do.

A child imports the file.  It runs neither what stands under the ``__main__`` guard
nor what only the functions do that lead to the launch, so an import string leads to
an application without all that.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.python import HARMLESS_CALLS
from flake8_uvicorn_import_string.semantic.model import DEFERRED, END, ScopeKind
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Past so many functions that call one another, or names, the search is given up.
FUNCTION_LIMIT: Final = 50
NAME_LIMIT: Final = 200


class _Changes:
    """What a piece of code may change: by name, the first place where it may.

    In: its nodes, and the calls that are known to change nothing.
    """

    def __init__(self, nodes: Iterable[ast.AST], launches: set[ast.Call]) -> None:
        self.first: dict[str, tuple[int, int]] = {}
        for node in nodes:
            if isinstance(node, (ast.Attribute, ast.Subscript)):
                if not isinstance(node.ctx, ast.Load):
                    self._change(node, node)
            elif isinstance(node, ast.Call) and node not in launches:
                if last_name(node.func) not in HARMLESS_CALLS:
                    self._change(node.func, node)
                    for argument in (*node.args, *(item.value for item in node.keywords)):
                        self._change(argument, node)

    def _change(self, part: ast.expr, node: ast.expr) -> None:
        held: ast.AST = part
        while isinstance(held, (ast.Attribute, ast.Subscript, ast.Starred)):
            held = held.value
        name = plain_name(held)
        place = node.lineno, node.col_offset
        self.first[name] = min(place, self.first.get(name, place))


class NewProcess:
    """Answers what a new process lacks, for only the process that launches does it.

    ``calls`` are the calls that launch.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.table = analysis.table
        self.guards = analysis.guards
        text = analysis.text
        text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        self.text = f"\n{text}\n"
        self.calls = {launch.call for launch in analysis.launches}
        self._changes: dict[Scope, _Changes] = {}
        self._helpers: dict[Scope, set[Scope]] = {}
        self._readers: dict[str, list[Scope]] = {}
        self._lines: dict[str, list[int]] = {}
        self._mentioned: dict[str, bool] = {}
        self._on_import: set[Scope] = set()

    def changes(self, names: set[str], launch: Launch) -> bool:
        """May code that only leads to a launch change what one of the names stands for?"""
        scope = launch.place.scope
        around = [*_functions_around(scope)]
        if not around and not self.guards.hold(launch.place.region):
            return False
        own = [
            self._changes_in(function)
            for function in around
            if self._says_more([function.node], names, launch.call)
        ]
        helpers = self._helpers_of(scope) if any(map(self._is_mentioned, names)) else ()
        beyond = [
            self._changes_in(function)
            for function in helpers
            if any(self._mentions(function.node, name) for name in names)
        ]
        if self._says_more(self._guards, names, launch.call):
            (beyond if around else own).append(self._guarded)
        place = launch.call.lineno, launch.call.col_offset
        return any(
            changes.first.get(name, place) < place for changes in own for name in names
        ) or any(name in changes.first for changes in beyond for name in names)

    def lacks(self, launch: Launch, factory: Scope | None = None) -> str | None:
        """Return a name that functions of the file read and only code that launches binds.

        ``factory`` is the function that the child is to call for its application.
        """
        if not (self._late_names or self.table.declaring):
            return None
        scope = launch.place.scope
        only_here = {*_functions_around(scope), *self._helpers_of(scope)}
        late = [*self._late_names]
        for function in only_here:
            late += (name for name in function.declared if name in function.bindings)
        if factory is not None:
            only_here.difference_update(self._called_from({factory}))
        for name in sorted(late)[:NAME_LIMIT]:
            for reader in self._readers_of(name):
                if reader not in only_here:
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

    def _says_more(self, nodes: Iterable[Any], names: set[str], call: ast.Call) -> bool:
        """Does the text of nodes contain one of the names outside of a call?"""
        own = Counter(part.id for part in ast.walk(call) if isinstance(part, ast.Name))
        for name in names:
            lines = self._lines_with(name)
            for node in nodes:
                count = _count_between(node.lineno, node.end_lineno, lines)
                if count > (own[name] if node.lineno <= call.lineno <= node.end_lineno else 0):
                    return True
        return False

    @cached_property
    def _guards(self) -> list[ast.If]:
        body: list[ast.stmt] = getattr(self.table.tree, "body", [])
        return [
            node for node in body if isinstance(node, ast.If) and self.guards.truth(node.test)
        ]

    @cached_property
    def _guarded(self) -> _Changes:
        """What stands under the guard."""
        held = (item for node in self._guards for item in node.body)
        nodes = (node for node, _ in _walk(held, self.table.module, self.table))
        return _Changes(nodes, self.calls)

    @cached_property
    def _late_names(self) -> list[str]:
        """The names that are bound only under the guard and that functions read.

        Without those of one letter: to look for them takes as long as all the rest.
        """
        module = self.table.module
        late = (
            name
            for name, bindings in module.bindings.items()
            if len(name) > 1
            and name not in module.bound_elsewhere
            and all(self.guards.hold(binding.region) for binding in bindings)
        )
        return [name for name in islice(late, NAME_LIMIT) if self._readers_of(name)]

    def _lines_with(self, name: str) -> list[int]:
        """Return the numbers of the lines whose text contains a name."""
        lines = self._lines.get(name)
        if lines is None:
            lines = self._lines[name] = []
            text, end, line = self.text, 0, 0
            while (place := text.find(name, end)) >= 0:
                line += text.count("\n", end, place)
                end = place + len(name)
                if not (_is_word(text[end]) or _is_word(text[place - 1])):
                    lines.append(line)
        return lines

    @cached_property
    def _spans(self) -> list[tuple[int, int, Scope]]:
        """The functions of the file, with their first and last lines."""
        spans: list[tuple[int, int, Scope]] = []
        for scope in self.table.scopes.values():
            if scope.kind in DEFERRED:
                node: Any = scope.node
                spans.append((node.lineno, node.end_lineno, scope))
        return spans

    def _mentions(self, node: Any, name: str) -> bool:
        """Does the text of a node contain a name?  To walk through it takes longer."""
        lines = self._lines_with(name)
        first = min((item.lineno for item in getattr(node, "decorator_list", ())), default=END)
        return _count_between(min(first, node.lineno), node.end_lineno, lines) > 0

    def _is_mentioned(self, name: str) -> bool:
        """Does the text of any function contain a name?"""
        mentioned = self._mentioned.get(name)
        if mentioned is None:
            lines = self._lines_with(name)
            mentioned = any(_count_between(first, last, lines) for first, last, _ in self._spans)
            self._mentioned[name] = mentioned
        return mentioned

    def _readers_of(self, name: str) -> list[Scope]:
        """Return the functions that read a name of the module."""
        readers = self._readers.get(name)
        if readers is None:
            lines = self._lines_with(name)
            readers = self._readers[name] = [
                function
                for first, last, function in self._spans
                if _count_between(first, last, lines)
                and not _is_bound(name, function, self.table.module)
                and self._reads(function, name)
            ]
        return readers

    def functions(self, name: str) -> list[Scope]:
        """Return the functions of the module itself that have a name."""
        return [
            function
            for function in self._functions.get(name, ())
            if function.parent is self.table.module
        ]

    def _reads(self, function: Scope, name: str) -> bool:
        """Does the code of a function read a name?"""
        return any(
            isinstance(node, ast.Name)
            and node.id == name
            and isinstance(node.ctx, ast.Load)
            and not _is_bound(name, scope, function)
            for node, scope in _walk(
                _body_of(function), function, self.table, lambda node: self._mentions(node, name)
            )
        )

    def _changes_in(self, function: Scope) -> _Changes:
        changes = self._changes.get(function)
        if changes is None:
            nodes = (node for node, _ in _walk(_body_of(function), function, self.table))
            changes = self._changes[function] = _Changes(nodes, self.calls)
        return changes

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
        pending = [*functions]
        if guarded:
            pending.append(self.table.module)
        while pending:
            for function in self._called.get(pending.pop(), ()):
                if len(found) >= FUNCTION_LIMIT:
                    return found
                if function not in found and function not in self._on_import:
                    found.add(function)
                    pending.append(function)
        return found

    @cached_property
    def _called(self) -> dict[Scope, list[Scope]]:
        """The functions that each function calls by a bare name, or the guard of the module."""
        called: dict[Scope, list[Scope]] = {}
        for name, functions in self._functions.items():
            for call in self.table.calls.get(name, ())[:FUNCTION_LIMIT]:
                if isinstance(call.node.func, ast.Name):
                    caller = next(_functions_around(call.place.scope), self.table.module)
                    if caller.kind is ScopeKind.MODULE and not self.guards.hold(call.place.region):
                        self._on_import.update(functions)
                    else:
                        called.setdefault(caller, []).extend(functions)
        return called

    def _callers(self, function: Scope) -> Iterator[Scope]:
        name = _name_of(function)
        for call in self.table.calls.get(name, ())[:FUNCTION_LIMIT] if name else ():
            yield from _functions_around(call.place.scope)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _count_between(first: int, last: int, lines: list[int]) -> int:
    return bisect_right(lines, last) - bisect_left(lines, first)


def _name_of(function: Scope) -> str:
    """Return the name of a function, ``""`` for a lambda."""
    return str(getattr(function.node, "name", ""))


def _functions_around(scope: Scope) -> Iterator[Scope]:
    around: Scope | None = scope
    while around is not None:
        if around.kind in DEFERRED:
            yield around
        around = around.parent


def _body_of(function: Scope) -> list[ast.AST]:
    node: Any = function.node
    return node.body if isinstance(node.body, list) else [node.body]


def _walk(
    roots: Iterable[ast.AST],
    scope: Scope,
    table: SymbolTable,
    enters: Callable[[ast.stmt], bool] | None = None,
) -> Iterator[tuple[ast.AST, Scope]]:
    """Yield the nodes of a scope's code, without the functions that it defines.

    Each with its innermost scope; statements only if ``enters`` says so.
    """
    pending = [(root, scope) for root in roots]
    while pending:
        node, around = pending.pop()
        if enters is not None and isinstance(node, ast.stmt) and not enters(node):
            continue
        yield node, around
        inner = table.scopes.get(node, around)
        parts: Iterable[ast.AST] = ast.iter_child_nodes(node)
        if inner.kind in DEFERRED and inner is not around:
            parts, inner = _run_at_once(node), around
        pending.extend((part, inner) for part in parts)


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
