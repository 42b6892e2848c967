"""Put a launch of the module under ``if __name__ == "__main__":``."""

from __future__ import annotations

import ast
import tokenize
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.fix.changes import Change, Edit, Guard, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_uvicorn_import_string.fix.source_text import Source
    from flake8_uvicorn_import_string.rules.base import Finding

# Statements that an import may run as well behind a launch as before it.
_DEFINITIONS: Final = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass,
)  # fmt: skip
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_MOVABLE: Final = (
    ast.Expr, ast.Assign, ast.AnnAssign, ast.If, ast.With, ast.AsyncWith, ast.For, ast.While,
    ast.Try,
)  # fmt: skip


def guarded(source: Source, finding: Finding, covered: set[ast.stmt]) -> Change | None:
    """Return the change that puts the launch of a finding under a guard.

    None if that is one of those that put the ``covered`` statements there; those of
    this one are added to them.  Raises Refused.
    """
    assert finding.launch is not None
    call = finding.node if finding.code == "UVI007" else finding.launch.call
    if call in source.in_formatted_strings:
        raise Refused("the call stands in an f-string")
    body = source.tree.body
    statement = _statement(source, call)
    if statement in covered:
        return None
    first = body.index(statement)
    moved = body[first : _end(body, first)]
    _ask_movable(source, moved)
    covered.update(moved)
    rest = body[first + len(moved) :]
    test = f"__name__ == {source.quote}__main__{source.quote}"
    before = guard_of(body[first - 1]) if first else None
    behind = guard_of(rest[0]) if rest else None
    lines = _Lines(source, moved)
    if before is not None:
        unit = _indent_of(source, before)
        step = Guard(moved, test, before=before)
        edits = lines.indented(unit)
    elif behind is not None and not _has_comment(source, behind):
        unit = _indent_of(source, behind)
        step = Guard(moved, test, behind=behind)
        start, _ = source.span(behind)
        _, end, newline = source.line_at(start)
        edits = [*lines.indented(unit, f"if {test}:"), Edit(start, end + len(newline))]
    else:
        unit = source.indent
        step = Guard(moved, test)
        edits = lines.indented(unit, f"if {test}:")
    is_moved = any(finding.launch.call in ast.walk(statement) for statement in moved)
    return Change(finding.launch.call, edits, (step,), deeper=unit if is_moved else "")


def _statement(source: Source, call: ast.AST) -> ast.stmt:
    """Return the statement of the module that leads to a launch.  Raises Refused."""
    node = call
    while not isinstance(source.parents[node], ast.Module):
        node = source.parents[node]
    assert isinstance(node, ast.stmt)
    if not isinstance(node, _FUNCTIONS):
        return node
    callers = set()
    for mention in source.mentions.get(node.name, ()):
        caller = mention
        while caller in source.parents and not isinstance(source.parents[caller], ast.Module):
            caller = source.parents[caller]
        if isinstance(caller, ast.Expr):
            callers.add(caller)
    if len(callers) != 1:
        raise Refused("it is not one statement of the module that leads to the call")
    return callers.pop()


def _end(body: Sequence[ast.stmt], first: int) -> int:
    """Return behind which statement what goes under the guard ends.  Raises Refused.

    What runs behind the launch runs when the server is down, and goes with it; an
    import would run it before.
    """
    end = first + 1
    while end < len(body) and isinstance(body[end], ast.Expr):
        end += 1
    if not all(
        isinstance(statement, _DEFINITIONS) or guard_of(statement) is not None
        for statement in body[end:]
    ):
        raise Refused("what stands behind the call would run before the server starts")
    return end


def _ask_movable(source: Source, moved: Sequence[ast.stmt]) -> None:
    """Raise Refused if statements cannot stand under a guard as they are."""
    parts = {part for statement in moved for part in ast.walk(statement)}
    for statement in moved:
        if not isinstance(statement, _MOVABLE):
            raise Refused("the statement that leads to the call does more than that")
    for part in parts:
        names = []
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            names = [part.id]
        elif isinstance(part, _DEFINITIONS):
            raise Refused("what goes under the guard defines something")
        for name in names:
            if any(node not in parts for node in source.mentions[name]):
                raise Refused(f"{name}, which would go under the guard, is used elsewhere")


def guard_of(statement: ast.AST) -> ast.If | None:
    """Return a statement if it is a guard that others can join."""
    if not isinstance(statement, ast.If) or statement.orelse:
        return None
    test = statement.test
    if not isinstance(test, ast.Compare) or [type(op) for op in test.ops] != [ast.Eq]:
        return None
    sides = [test.left, test.comparators[0]]
    is_name = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
    is_main = any(isinstance(side, ast.Constant) and side.value == "__main__" for side in sides)
    own_lines = statement.body[0].lineno > statement.test.lineno
    return statement if is_name and is_main and own_lines else None


def _has_comment(source: Source, guard: ast.If) -> bool:
    """Would more than the head of a guard go with its line?"""
    start, _ = source.span(guard)
    end = source.line_at(start)[1]
    return any(token.kind == tokenize.COMMENT for token in source.tokens_between(start, end)) or (
        guard.test.end_lineno != guard.lineno
    )


def _indent_of(source: Source, guard: ast.If) -> str:
    start, _ = source.span(guard.body[0])
    return source.text[source.line_at(start)[0] : start]


class _Lines:
    """The lines of statements that stand together, with the comments right above them."""

    def __init__(self, source: Source, moved: Sequence[ast.stmt]) -> None:
        self.source = source
        last = moved[-1].end_lineno
        assert last is not None
        self.first, self.last = moved[0].lineno, last
        start, end = source.span(moved[0])[0], source.span(moved[-1])[1]
        line_start, _, _ = source.line_at(start)
        _, line_end, _ = source.line_at(end)
        alone = [
            token
            for token in source.tokens_between(line_start, line_end)
            if (token.start < start or token.start >= end) and token.kind != tokenize.COMMENT
        ]
        if alone or line_start != start:
            raise Refused("other statements stand in the same line")
        lines = source.lines
        while self.first > 3 and lines[self.first - 2].startswith("#"):
            self.first -= 1

    def indented(self, unit: str, head: str = "") -> list[Edit]:
        """Return the edits that indent the lines, but not within strings, below a head."""
        source = self.source
        first = source.starts[self.first - 1]
        strings = Strings(source, first, source.starts[self.last])
        added = [
            source.starts[number - 1]
            for number in range(self.first, self.last + 1)
            if source.lines[number - 1].strip() and not strings.hold(source.starts[number - 1])
        ]
        edits = [Edit(place, place, unit) for place in added]
        if head:
            edits[0] = Edit(first, first, f"{head}{source.newline}{unit}")
        return edits


class Strings:
    """The strings between two places that go over several lines."""

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.spans: list[tuple[int, int]] = []
        opened: list[int] = []
        for token in source.tokens_between(start, end):
            name = tokenize.tok_name[token.kind]
            if name.endswith("STRING_START"):
                opened.append(token.start)
            elif name.endswith("STRING_END"):
                self.spans.append((opened.pop(), token.end))
            elif name == "STRING":
                self.spans.append((token.start, token.end))
        self.spans = [
            span for span in self.spans if not {"\n", "\r"}.isdisjoint(source.text[slice(*span)])
        ]

    def hold(self, place: int) -> bool:
        """Does a place lie within one of the strings?"""
        return any(start < place < end for start, end in self.spans)
