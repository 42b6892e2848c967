"""The code that leads to a launch: what only a process runs that launches."""

from __future__ import annotations

import ast
from bisect import bisect_right
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import EXIT_NAMES
from flake8_uvicorn_import_string.semantic.model import DEFERRED, Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import children_of, decorator_names, last_name, run_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_uvicorn_import_string.conditions.main_guard import Guards
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Call, Region
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Past so many functions on the ways to a launch, or calls of one, the search is given up.
FUNCTION_LIMIT: Final = 50
# So many statements on the ways to one launch are looked at.
STEP_LIMIT: Final = 100


class Step(NamedTuple):
    """A statement that runs before a launch.

    ``line`` is its first, ``parts`` are the nodes of it that run, ``scope`` is
    whose code it is.  ``whole`` is False for the head of a block that holds the launch.
    """

    line: int
    parts: list[ast.AST]
    scope: Scope
    whole: bool


class Way(NamedTuple):
    """All code on the ways to a launch.

    ``steps`` are what runs before, in the order of the source within each
    function; ``callers`` leads from a function on the way to the calls of it that can be
    seen.  ``complete`` is False if there were too many.
    """

    steps: list[Step]
    callers: dict[Scope, list[Call]]
    complete: bool


class LaunchingCode:
    """Knows the code of a file that leads to its launches.

    ``is_main`` is True for a ``__main__.py``, of which a new process runs nothing.
    """

    def __init__(self, table: SymbolTable, guards: Guards, *, is_main: bool) -> None:
        self.table = table
        self.guards = guards
        self.is_main = is_main
        # By the first statement of a block.
        self._blocks: dict[ast.AST, tuple[list[tuple[int, int]], list[Step]]] = {}
        # Of a statement: where its blocks begin, these with their fields, and its head.
        self._opened: dict[
            ast.AST, tuple[list[tuple[int, int]], list[tuple[str, list[Any]]], list[ast.AST]]
        ] = {}

    def way(self, launch: Launch) -> Way:
        """Return the code on the ways to a launch."""
        callers: dict[Scope, list[Call]] = {}
        anchors: dict[Scope, list[ast.AST | None]] = {}
        pending: list[tuple[ast.AST | None, Region]] = [(launch.call, launch.place.region)]
        complete = True
        while pending:
            anchor, region = pending.pop()
            function = function_around(region.scope)
            if function is None:
                if self.is_main or self.guards.hold(region):
                    anchors.setdefault(self.table.module, []).append(anchor)
                continue
            known = function in anchors
            anchors.setdefault(function, []).append(anchor)
            if known:
                continue
            if len(anchors) > FUNCTION_LIMIT:
                complete = False
                break
            found = callers[function] = [*self.callers_of(function)]
            pending += ((call.node, call.place.region) for call in found)
            if not found and function.place is not None:
                # Nobody sees when it is called; the code around it runs before.
                if function_around(function.place.scope) is not None:
                    pending.append((None, function.place.region))
        if any("command" in decorator_names(function.node) for function in anchors):
            for function in self._callbacks:
                anchors.setdefault(function, [None])
                callers.setdefault(function, [*self.callers_of(function)])
        module = anchors.pop(self.table.module, None)
        before = chain(
            self._of_module(module),
            *(
                self._steps_before(body_of(function), places, function)
                for function, places in anchors.items()
            ),
        )
        steps = [*islice(before, STEP_LIMIT + 1)]
        return Way(steps[:STEP_LIMIT], callers, complete and len(steps) <= STEP_LIMIT)

    def _of_module(self, anchors: list[ast.AST | None] | None) -> Iterator[Step]:
        """Yield the steps of the module itself that no import runs."""
        module = self.table.module
        if self.is_main:
            yield from self._steps_before(_body(self.table.tree), anchors or _ALL, module)
            return
        for node, body in self.guarded:
            held: list[ast.AST | None] = [
                item for item in anchors or () if item is not None and _holds(node, item)
            ]
            yield from self._steps_before(body, held or _ALL, module)
            if held:
                return

    def is_guarded(self, line: int) -> bool:
        """Does a line belong to a guard at module level?"""
        number = bisect_right(self._guard_lines, line) - 1
        return number >= 0 and line <= (self.guarded[number][0].end_lineno or 0)

    @cached_property
    def _guard_lines(self) -> list[int]:
        return [node.lineno for node, _ in self.guarded]

    @cached_property
    def guarded(self) -> list[tuple[ast.If, list[ast.stmt]]]:
        """The guards at module level, each with the statements that it guards."""
        found = []
        for node in _body(self.table.tree):
            while isinstance(node, ast.If):
                truth = self.guards.truth(node.test)
                if truth is not None:
                    found.append((node, node.body if truth else node.orelse))
                    break
                # elif __name__ == "__main__":
                node = node.orelse[0] if len(node.orelse) == 1 else node.test
        return found

    @cached_property
    def _callbacks(self) -> list[Scope]:
        """The functions that click and typer call before a command."""
        return [
            scope
            for scope in self.table.scopes.values()
            if scope.kind is ScopeKind.FUNCTION
            and decorator_names(scope.node) & {"callback", "group"}
        ]

    def _steps_before(
        self, body: list[Any], anchors: list[ast.AST | None], scope: Scope
    ) -> Iterator[Step]:
        """Yield the steps of a body that run before the last of some places in it.

        None among them means that all of the body may run before.
        """
        anchor: Any = None if None in anchors else max(anchors, key=_start)
        block: list[Any] | None = body
        while block:
            places, steps = self._block(block, scope)
            if anchor is None:
                yield from steps
                return
            number = max(bisect_right(places, _start(anchor)) - 1, 0)
            yield from islice(steps, number)
            node = block[number]
            block = None
            if isinstance(node, ast.expr):  # the body of a lambda
                yield Step(node.lineno, [node], scope, False)
            else:
                parts, before, block = self._open(node, anchor, alone=len(anchors) == 1)
                yield Step(first_line(node), parts, scope, False)
                for other in before:
                    yield from self._block(other, scope)[1]

    def _block(self, block: list[Any], scope: Scope) -> tuple[list[tuple[int, int]], list[Step]]:
        """Return where the statements of a block begin, and the steps that they are."""
        known = self._blocks.get(block[0])
        if known is None:
            known = self._blocks[block[0]] = (
                [_first_place(node) for node in block],
                [_step(node, scope) for node in block],
            )
        return known

    def _open(
        self, node: Any, anchor: ast.AST, *, alone: bool
    ) -> tuple[list[ast.AST], list[list[Any]], list[Any] | None]:
        """Return what runs of a statement before the block that holds a place, and that block.

        That is its head, and the blocks before that one which run before it.
        """
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return [node], [], None
        known = self._opened.get(node)
        if known is None:
            blocks = _blocks_of(node)
            places = [_first_place(block[0]) for _, block in blocks]
            known = self._opened[node] = places, blocks, _head(node)
        places, blocks, head = known
        number = bisect_right(places, _start(anchor)) - 1
        if number < 0 or _start(anchor) > _end(blocks[number][1][-1]):
            return [node], [], None
        field, block = blocks[number]
        if not alone:
            return head, [other for _, other in blocks[:number]], block
        if not isinstance(node, _TRIES) or field == "body":
            return head, [], block
        if field == "finalbody":
            return head, [other for _, other in blocks[:number]], block
        tried = blocks[0][1]
        if field == "handlers":
            tried = run_before(tried, getattr(node, "handlers", [])[number - 1])
        return head, [tried] if tried else [], block

    def callers_of(self, function: Scope) -> Iterator[Call]:
        """Yield the calls that by their names are calls of a function."""
        assert function.parent is not None
        if function.kind is ScopeKind.LAMBDA:
            for name in self.table.names_of_lambda(function):
                yield from self.table.calls.get(name, ())[:FUNCTION_LIMIT]
            return
        node: Any = function.node
        owner: Any = function.parent.node
        name, by_attribute = node.name, isinstance(owner, ast.ClassDef)
        if by_attribute and name in {"__init__", "__new__", "__post_init__"}:
            name, by_attribute = owner.name, False
        elif by_attribute and name == "__call__":
            return
        for call in self.table.calls.get(name, ())[:FUNCTION_LIMIT]:
            if isinstance(call.node.func, ast.Attribute) is by_attribute:
                yield call


def function_around(scope: Scope) -> Scope | None:
    """Return the function whose code runs the code of a scope; None for the module's."""
    around: Scope | None = scope
    while around is not None and around.kind not in DEFERRED:
        around = around.parent
    return around


def body_of(function: Scope) -> list[Any]:
    """Return what a function runs when it is called."""
    node: Any = function.node
    return node.body if isinstance(node.body, list) else [node.body]


def body_of_scope(scope: Scope) -> list[Any]:
    """Return the statements of a function, a class or a module, or the expression of another."""
    node: Any = scope.node
    return node.body if isinstance(getattr(node, "body", None), list) else [node]


def first_line(node: Any) -> int:
    """Return the first line of a statement, that of its decorators included."""
    lines: list[int] = [item.lineno for item in getattr(node, "decorator_list", ())]
    return min(lines, default=int(node.lineno))


def walk(parts: Iterable[ast.AST], scope: Scope, table: SymbolTable) -> Iterator[Any]:
    """Yield the nodes that run with some code, each with its scope.

    A function's body does not, but for that of a lambda: what is given one mostly calls it.
    """
    pending = [(part, scope) for part in parts]
    pending.reverse()
    while pending:
        node, around = pending.pop()
        yield node, around
        inner = table.scopes.get(node, around)
        if inner.kind is ScopeKind.FUNCTION and inner is not around:
            children: list[ast.AST] = [*_run_at_once(node)]
            inner = around
        else:
            children = children_of(node)
        children.reverse()
        pending += ((child, inner) for child in children)


def bound_names(node: Any) -> Iterator[str]:
    """Yield the names that a node binds by itself."""
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            yield node.id
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            yield alias.asname or alias.name.partition(".")[0]


def _run_at_once(node: Any) -> Iterator[ast.expr]:
    """Yield the parts of a definition of a function that run where it stands."""
    yield from node.decorator_list
    yield from node.args.defaults
    yield from (default for default in node.args.kw_defaults if default is not None)


def _body(node: ast.AST) -> list[Any]:
    return getattr(node, "body", [])


def _start(node: Any) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: Any) -> tuple[int, int]:
    return node.end_lineno, node.end_col_offset


def _first_place(node: Any) -> tuple[int, int]:
    """Return where a statement begins, with its decorators."""
    if not getattr(node, "decorator_list", None):
        return node.lineno, node.col_offset
    return min(_start(node), (first_line(node), node.col_offset))


def _holds(node: Any, part: Any) -> bool:
    """Does a part stand within a node?"""
    return _first_place(node) <= _start(part) and _end(part) <= _end(node)


def _step(node: Any, scope: Scope) -> Step:
    """Return the step that a whole statement is."""
    if isinstance(node, ast.expr):
        return Step(node.lineno, [node], scope, False)
    return Step(first_line(node), [*_running(node)], scope, True)


def _blocks_of(node: Any) -> list[tuple[str, list[Any]]]:
    """Return the blocks of a compound statement, each with its field, in the order of the text."""
    found: list[tuple[str, list[Any]]] = []
    for name in _BLOCKS:
        value = getattr(node, name, None)
        if name in {"handlers", "cases"}:
            found += ((name, item.body) for item in value or ())
        elif isinstance(value, list) and value:
            found.append((name, value))
    return found


def _head(node: ast.AST) -> list[ast.AST]:
    """Return what of a compound statement runs before its blocks."""
    return [
        part
        for name, value in ast.iter_fields(node)
        if name not in _BLOCKS
        for part in (value if isinstance(value, list) else [value])
        if isinstance(part, ast.AST)
    ]


def _running(node: Any) -> Iterator[ast.AST]:
    """Yield what runs of a statement before code that goes on behind it."""
    while isinstance(node, ast.If):
        yield node.test
        if not _ends(node.body):
            yield from node.body
        if len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
            if not _ends(node.orelse):
                yield from node.orelse
            return
        node = node.orelse[0]
    if isinstance(node, ast.Match):
        yield node.subject
        for case in node.cases:
            yield from () if _ends(case.body) else case.body
        return
    yield node


def _ends(body: list[Any]) -> bool:
    """Does a block surely not go on behind itself?"""
    last = body[-1] if body else None
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        return last_name(last.value.func) in EXIT_NAMES
    return isinstance(last, (ast.Return, ast.Raise, ast.Continue, ast.Break))


# In place of where the launch is: it may be behind all.
_ALL: Final[list[ast.AST | None]] = [None]
_BLOCKS: Final = ("body", "handlers", "cases", "orelse", "finalbody")
_TRIES: Final[tuple[type, ...]] = (
    ast.Try,
    *([ast.TryStar] if hasattr(ast, "TryStar") else []),
)
