"""Take arguments out of a call, or out of a dict that only this call gets."""

from __future__ import annotations

import ast
import re
import tokenize
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.fix.changes import Drop, Edit, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_uvicorn_import_string.fix.source_text import Source
    from flake8_uvicorn_import_string.launches.launch import Argument, Launch

    # Whose an argument is, the argument, and where it stands.
    _Found = tuple[ast.Call | ast.Dict, ast.keyword | ast.expr, tuple[int, int]]

# An expression that does more than have a value.
ACTIVE: Final = (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)
# Only white space and perhaps a comment: the rest of a line that holds no code.
EMPTY: Final = re.compile(r"\s*(?:#.*)?")


def has_comment(source: Source, start: int, end: int) -> bool:
    """Does a comment stand between two places?"""
    return any(token.kind == tokenize.COMMENT for token in source.tokens_between(start, end))


class Removal:
    """The edits and steps that take arguments of a launch out."""

    def __init__(self, source: Source, launch: Launch) -> None:
        self.source = source
        self.launch = launch
        self.edits: list[Edit] = []
        self.steps: list[Drop] = []

    def take_out(self, arguments: Sequence[Argument]) -> None:
        """Take out arguments; those that stand side by side go together.  Raises Refused."""
        found = sorted(map(self._found, arguments), key=lambda item: item[2])
        groups: list[list[_Found]] = []
        for item in found:
            last = groups[-1][-1] if groups else None
            if last is not None and last[0] is item[0] and self._is_next(last[2][1], item[2][0]):
                groups[-1].append(item)
            else:
                groups.append([item])
        for group in groups:
            edits = self._without(group[0][0], group[0][2][0], group[-1][2][1])
            if any(
                edit.start < other.end and other.start < edit.end
                for edit in edits
                for other in self.edits
            ):
                raise Refused("what would be removed is written too closely together")
            self.edits += edits
            self.steps += (Drop(owner, node) for owner, node, _ in group)

    def _is_next(self, end: int, start: int) -> bool:
        """Is there only a comma between two arguments?"""
        return [token.text for token in self.source.tokens_between(end, start)] == [","]

    def _found(self, argument: Argument) -> _Found:
        """Return where an argument stands: its owner, itself, and its span.  Raises Refused."""
        call = self.launch.call
        word = argument.keyword
        if word is not None and word in call.keywords:
            return call, word, self.source.span(word)
        node: ast.AST = argument.node
        parent = self.source.parents[node]
        if isinstance(parent, ast.keyword):
            node, parent = parent, self.source.parents[parent]
        if not isinstance(parent, (ast.Dict, ast.Call)) or not self._is_its_own(parent):
            raise Refused("it is not written in the call itself")
        if isinstance(parent, ast.Call):
            assert isinstance(node, ast.keyword)
            return parent, node, self.source.span(node)
        place = next(number for number, value in enumerate(parent.values) if value is node)
        key = parent.keys[place]
        assert key is not None
        return parent, key, (self.source.span(key)[0], self.source.span(parent.values[place])[1])

    def _is_its_own(self, owner: ast.Dict | ast.Call) -> bool:
        """Does a dict go to this launch and nowhere else?"""
        if isinstance(owner, ast.Call) and not (
            isinstance(owner.func, ast.Name) and owner.func.id == "dict"
        ):
            return False
        parent = self.source.parents[owner]
        if isinstance(parent, ast.keyword):
            return parent.arg is None and parent in self.launch.call.keywords
        if not isinstance(parent, (ast.Assign, ast.AnnAssign)):
            return False
        targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
        if len(targets) != 1 or not isinstance(targets[0], ast.Name):
            return False
        mentions = self.source.mentions.get(targets[0].id, [])
        return len(mentions) == 2 and any(
            word.arg is None and word.value in mentions for word in self.launch.call.keywords
        )

    def _without(self, owner: ast.expr, start: int, end: int) -> list[Edit]:
        """Return the edits that take out an argument, its comma and its line."""
        text = self.source.text
        call_start, call_end = self.source.span(owner)
        tokens = [
            token
            for token in self.source.tokens_between(call_start, call_end)
            if token.kind != tokenize.COMMENT
        ]
        before = [token for token in tokens if token.end <= start][-1]
        after, *others = [token for token in tokens if token.start >= end]
        stop = after.end if after.text == "," else end
        if has_comment(self.source, start, stop):
            raise Refused("a comment stands within what would be removed")
        line, _, _ = self.source.line_at(start)
        _, line_end, newline = self.source.line_at(stop)
        first = not text[line:start].strip()
        alone = first and EMPTY.fullmatch(text, stop, line_end) is not None
        if after.text == ",":
            if alone:
                return [Edit(line, line_end + len(newline))]
            if EMPTY.fullmatch(text, stop, line_end):
                return [Edit(before.end, stop)]
            if len(others) == 1 and before.text == ",":
                return [Edit(before.end, stop)]
            return [Edit(start, others[0].start)]
        if before.text in {"(", "{"}:
            return [Edit(start, end)]
        if alone:
            return [Edit(before.start, before.end), Edit(line, line_end + len(newline))]
        if has_comment(self.source, before.end, start):
            return [Edit(before.start, before.end), Edit(start, end)]
        return [Edit(before.start, end)]
