"""The code that leads to a launch: what only a process runs that launches."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import EXIT_NAMES
from flake8_uvicorn_import_string.semantic.model import DEFERRED, Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names, last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_uvicorn_import_string.conditions.main_guard import Guards
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Call, Region
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Past so many functions on the ways to a launch, or calls of one, the search is given up.
FUNCTION_LIMIT: Final = 50


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
        self._ways: dict[Scope, Way] = {}

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
        module = anchors.pop(self.table.module, None)
        steps = [
            step
            for function, places in anchors.items()
            for step in _steps_before(body_of(function), places, function)
        ]
        return Way([*self._of_module(module), *steps], callers, complete)

    def _of_module(self, anchors: list[ast.AST | None] | None) -> Iterator[Step]:
        """Yield the steps of the module itself that no import runs."""
        module = self.table.module
        if self.is_main:
            yield from _steps_before(_body(self.table.tree), anchors or _ALL, module)
            return
        for node, body in self.guarded:
            held: list[ast.AST | None] = [
                item for item in anchors or () if item is not None and _holds(node, item)
            ]
            yield from _steps_before(body, held or _ALL, module)
            if held:
                return

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

    def callers_of(self, function: Scope) -> Iterator[Call]:
        """Yield the calls that by their names are calls of a function."""
        assert function.parent is not None
        if function.kind is ScopeKind.LAMBDA:
            for name, bindings in function.parent.bindings.items():
                if any(binding.value is function.node for binding in bindings):
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
            children = [*ast.iter_child_nodes(node)]
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


def _holds(node: Any, part: Any) -> bool:
    """Does a part stand within a node?"""
    end = node.end_lineno, node.end_col_offset
    return (first_line(node), 0) <= _start(part) and (part.end_lineno, part.end_col_offset) <= end


def _steps_before(
    body: list[Any], anchors: list[ast.AST | None], scope: Scope
) -> Iterator[Step]:
    """Yield the steps of a body that run before the last of some places in it.

    None among them means that all of the body may run before.
    """
    anchor: Any = None if None in anchors else max(anchors, key=_start)
    block: list[Any] | None = body
    while block is not None:
        inner = None
        for node in block:
            if anchor is not None and isinstance(node, ast.expr):  # the body of a lambda
                yield Step(node.lineno, [node], scope, False)
            elif anchor is not None and _holds(node, anchor):
                parts, before, inner = _open(node, anchor, alone=len(anchors) == 1)
                yield Step(first_line(node), parts, scope, False)
                for other in before:
                    yield Step(first_line(other), [*_running(other)], scope, True)
                break
            elif anchor is not None and _start(node) > _start(anchor):
                break
            else:
                yield Step(first_line(node), [*_running(node)], scope, True)
        block = inner


def _open(
    node: Any, anchor: ast.AST, *, alone: bool
) -> tuple[list[ast.AST], list[Any], list[Any] | None]:
    """Return what runs of a statement before the block that holds a place, and that block.

    That is its head, and the statements of blocks before that one, where these run.
    """
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node], [], None
    blocks: list[Any] = [
        block
        for name in ("body", "handlers", "cases", "orelse", "finalbody")
        for block in (
            (item.body for item in getattr(node, name, ()))
            if name in {"handlers", "cases"}
            else [getattr(node, name, [])]
        )
        if isinstance(block, list)
    ]
    inside = {child for block in blocks for child in block}
    for number, block in enumerate(blocks):
        if any(_holds(child, anchor) for child in block):
            head = [
                child
                for child in ast.iter_child_nodes(node)
                if child not in inside
                and not isinstance(child, (ast.ExceptHandler, ast.match_case))
            ]
            tried = isinstance(node, _TRIES) or not alone
            before = [child for other in blocks[:number] for child in other] if tried else []
            return head, before, block
    return [node], [], None


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
        name = last_name(last.value.func)
        return name in EXIT_NAMES and (bool(plain_name(last.value.func)) or name != "error")
    return isinstance(last, (ast.Return, ast.Raise, ast.Continue, ast.Break))


# In place of where the launch is: it may be behind all.
_ALL: Final[list[ast.AST | None]] = [None]
_TRIES: Final[tuple[type, ...]] = (
    ast.Try,
    *([ast.TryStar] if hasattr(ast, "TryStar") else []),
)
