"""Move an application out of the function, or the guard, that launches it.

That is never safe: what is moved runs on every import of the file then.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.advice.moves import changed_names
from flake8_uvicorn_import_string.fix.changes import Change, Edit, Hoist, Refused, Step, Write
from flake8_uvicorn_import_string.fix.guard import Strings, guard_of
from flake8_uvicorn_import_string.fix.removal import ACTIVE, has_comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flake8_uvicorn_import_string.fix.source_text import Source
    from flake8_uvicorn_import_string.rules.base import Finding

# Each goes through the whole block, and through the module before it.
TRIED_LIMIT: Final = 20
_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
# Statements that mean something else in a module, or nothing.
_BOUND: Final = (ast.Return, ast.Global, ast.Nonlocal, *ACTIVE)


def hoisted(source: Source, finding: Finding, tried: set[tuple[ast.AST, str]]) -> Change:
    """Return the change that binds the application of a launch in the module.

    ``tried`` are the blocks and names that this was asked of; it is asked once of each,
    and not of more than ``TRIED_LIMIT``.  Raises Refused.
    """
    assert finding.launch is not None
    call = finding.launch.call
    argument = finding.launch.argument("app")
    assert argument is not None
    launching: ast.AST = call
    while not isinstance(source.parents[launching], (ast.Module, *_DEFINITIONS, ast.Lambda)) and (
        guard_of(source.parents[launching]) is None
    ):
        launching = source.parents[launching]
    block = source.parents[launching]
    if isinstance(block, ast.Module) and isinstance(launching, ast.Expr):
        block = launching
    if not isinstance(block, (ast.FunctionDef, ast.If, ast.Expr)) or block not in source.tree.body:
        raise Refused("the call stands in no function of the module")
    node = argument.node
    key = block, node.id if isinstance(node, ast.Name) else ""
    if key in tried or len(tried) >= TRIED_LIMIT:
        raise Refused("another launch comes first")
    tried.add(key)
    if isinstance(node, ast.Name) and not isinstance(block, ast.Expr):
        assert isinstance(launching, ast.stmt)
        return _moved(source, call, block, block.body.index(launching), node.id)
    if isinstance(node, ast.Call) and argument.shown is node:
        return _made(source, call, block, node)
    raise Refused("the application is no local name")


def _moved(
    source: Source, call: ast.Call, block: ast.FunctionDef | ast.If, end: int, name: str
) -> Change:
    """Move what binds a name, and all that mentions it before the launch."""
    before = block.body[:end]
    wanted, chosen = {name}, set[ast.stmt]()
    while True:
        more = [
            statement
            for statement in before
            if statement not in chosen
            and (
                _mentions(statement, {name})
                or not wanted.isdisjoint(_bound([statement]))
                or not _bound(chosen).isdisjoint(_changed(statement))
            )
        ]
        if not more:
            break
        chosen.update(more)
        wanted |= _loaded(more)
    moved = [statement for statement in before if statement in chosen]
    if name not in _bound(moved):
        raise Refused(f"{name} is not bound beside the call")
    parts = {part for statement in moved for part in ast.walk(statement)}
    if any(isinstance(part, _BOUND) for part in _run_at_once(moved)):
        raise Refused("what would be moved does more than make the application")
    _ask_names(source, block, _loaded(moved) - _bound(moved))
    inside = {*ast.walk(block)}
    for bound in _bound(moved):
        for mention in source.mentions.get(bound, ()):
            stored = isinstance(getattr(mention, "ctx", None), ast.Store)
            if mention not in inside or (stored and mention not in parts):
                raise Refused(f"{bound} is bound or used elsewhere")
    texts, edits = _cut(source, moved)
    return Change(
        call,
        [_inserted(source, block, texts), *edits],
        (Hoist(block, moved, block),),
        f"what makes {name} can as well run whenever the file is imported",
    )


def _made(
    source: Source, call: ast.Call, block: ast.FunctionDef | ast.If | ast.Expr, node: ast.Call
) -> Change:
    """Bind what is made within the call."""
    name = next((name for name in ("app", "application") if _is_free(source, name)), None)
    start, end = source.span(node)
    text = source.text[start:end]
    if name is None or node.lineno != node.end_lineno or has_comment(source, start, end):
        raise Refused("the application is not made in one line, or there is no name for it")
    if any(isinstance(part, ACTIVE) for part in ast.walk(node)):
        raise Refused("what would be moved does more than make the application")
    _ask_names(source, block, _loaded([node]))
    made = f"{name} = {text}"
    steps: tuple[Step, ...] = (Hoist(block, (), block, made), Write(node, name))
    return Change(
        call,
        [_inserted(source, block, f"{made}{source.newline}"), Edit(start, end, name)],
        steps,
        f"{text} can as well run whenever the file is imported",
    )


def relocated(source: Source, finding: Finding) -> Change:
    """Return the change that moves the lines to module level that the advice names.

    Raises Refused.
    """
    assert finding.launch is not None
    wanted = set(finding.fix.lines) if finding.fix is not None else set()
    blocks: dict[ast.FunctionDef | ast.If, int] = {}
    moved: list[ast.stmt] = []
    for top in source.tree.body:
        block = top if isinstance(top, ast.FunctionDef) else guard_of(top)
        for statement in block.body if block is not None else ():
            if block is not None and _first_line(statement) in wanted:
                blocks[block] = len(block.body)
                moved.append(statement)
    if not wanted or {_first_line(statement) for statement in moved} != wanted:
        raise Refused("what would be moved does not stand in a function of the module")
    (block, size), *others = blocks.items()
    if others or len(moved) == size:
        raise Refused("what would be moved is not a part of one function")
    if any(isinstance(part, _BOUND) for part in _run_at_once(moved)):
        raise Refused("what would be moved does more than set something up")
    _ask_names(source, block, _loaded(moved) - _bound(moved))
    if isinstance(block, ast.FunctionDef):
        _ask_local(source, block, moved)
    texts, edits = _cut(source, moved)
    lines = sorted(wanted)
    which = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
    return Change(
        finding.launch.call,
        [_inserted(source, block, texts), *edits],
        (Hoist(block, moved, block),),
        f"{which} can as well run whenever the file is imported",
    )


def _ask_local(source: Source, block: ast.FunctionDef, moved: Sequence[ast.stmt]) -> None:
    """Raise Refused if a local name that moved statements bind is one of the module as well."""
    declared = {
        name
        for statement in block.body
        if isinstance(statement, ast.Global)
        for name in statement.names
    }
    parts = {part for statement in moved for part in ast.walk(statement)}
    for name in _bound(moved) - declared:
        for mention in source.mentions.get(name, ()):
            around: ast.AST = mention
            while not isinstance(around, (ast.Module, *_FUNCTIONS, ast.Lambda)):
                around = source.parents[around]
            stays = isinstance(getattr(mention, "ctx", None), ast.Store) and mention not in parts
            own = not isinstance(around, ast.Module) and name in _bound([around])
            if around is block and stays or around is not block and not own:
                raise Refused(f"{name} is bound or used elsewhere")


def _cut(source: Source, moved: Sequence[ast.stmt]) -> tuple[str, list[Edit]]:
    """Return the text of statements as it is in the module, and the edits that cut it out."""
    texts, edits = [], []
    for statement in moved:
        start, stop, text = _lines(source, statement)
        edits.append(Edit(start, stop))
        texts.append(text)
    return "".join(texts), edits


def _run_at_once(statements: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """Yield what stands in statements, but not in functions that these define."""
    pending: list[ast.AST] = [*statements]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.Lambda)):
            pending += ast.iter_child_nodes(node)


def _ask_names(source: Source, block: ast.stmt, names: set[str]) -> None:
    """Raise Refused unless the module has bound names before a block."""
    body = source.tree.body
    known = _bound(body[: body.index(block)]) | set(dir(builtins)) | {"__name__", "__file__"}
    local = _bound(block.body) if isinstance(block, ast.If) else _bound([*ast.walk(block)][1:])
    for name in sorted(names):
        if name in local or name not in known:
            raise Refused(f"{name}, which the application needs, is not bound in the module")


def _is_free(source: Source, name: str) -> bool:
    return name not in source.mentions and name not in _bound([source.tree])


def _mentions(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(part, ast.Name) and part.id in names for part in ast.walk(node))


def _changed(statement: ast.stmt) -> set[str]:
    """Return the names of which a statement changes what they stand for."""
    return {name for node in ast.walk(statement) for name in changed_names(node)}


def _loaded(nodes: Iterable[ast.AST]) -> set[str]:
    return {
        part.id
        for node in nodes
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
    }


def _bound(nodes: Iterable[ast.AST]) -> set[str]:
    """Return the names that are bound anywhere within nodes."""
    found = set()
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                found.add(part.id)
            elif isinstance(part, _DEFINITIONS):
                found.add(part.name)
            elif isinstance(part, ast.alias):
                found.add((part.asname or part.name).partition(".")[0])
            elif isinstance(part, ast.arg):
                found.add(part.arg)
    return found


def _first_line(statement: ast.stmt) -> int:
    decorators: Sequence[ast.expr] = getattr(statement, "decorator_list", ())
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _inserted(source: Source, block: ast.stmt, text: str) -> Edit:
    line = _first_line(block)
    while line > 3 and source.lines[line - 2].startswith("#"):
        line -= 1
    place = source.starts[line - 1]
    blank = source.newline * (2 if isinstance(block, ast.FunctionDef) else 1)
    return Edit(place, place, f"{text}{blank}")


def _lines(source: Source, statement: ast.stmt) -> tuple[int, int, str]:
    """Return where the lines of a statement start and end, and their text in the module."""
    first, last = _first_line(statement), statement.end_lineno
    assert last is not None
    start = source.starts[first - 1]
    end = source.starts[last]
    span = source.span(statement)[1]
    indent = source.text[start : start + statement.col_offset]
    tail = source.text[span:end].strip()
    if indent.strip() or (tail and not tail.startswith("#")):
        raise Refused("other statements stand in the same line")
    strings = Strings(source, start, end)
    text = []
    for number in range(first, last + 1):
        place = source.starts[number - 1]
        line = source.text[place : source.starts[number]]
        text.append(line if strings.hold(place) else line.removeprefix(indent))
    return start, end, "".join(text)
