"""What a fix changes: the edits of a text, and what they do to its tree."""

from __future__ import annotations

import ast
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.fix.source_text import formatted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Place = tuple[int, int, int, int]
    Key = tuple[type[ast.AST], Place]


class Refused(Exception):
    """Why a finding is not fixed."""


class Edit(NamedTuple):
    """Put ``text`` in place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str = ""


class Write(NamedTuple):
    """An expression is written in place of another one."""

    node: ast.expr
    source: str


class Give(NamedTuple):
    """A keyword argument is added behind all others."""

    call: ast.Call
    name: str
    source: str


class Drop(NamedTuple):
    """A keyword argument goes, or the key of a dict display with its value."""

    owner: ast.Call | ast.Dict
    node: ast.keyword | ast.expr


class Guard(NamedTuple):
    """Statements of the module go under a guard.

    ``before`` and ``behind`` are guards beside them that they join.
    """

    statements: Sequence[ast.stmt]
    test: str
    before: ast.If | None = None
    behind: ast.If | None = None


class Hoist(NamedTuple):
    """Statements of a block go before a statement of the module.

    ``made`` is a statement, as text, that is written there for the first time.
    """

    block: ast.stmt
    statements: Sequence[ast.stmt]
    top: ast.stmt
    made: str = ""


Step = Write | Give | Drop | Guard | Hoist


class Change(NamedTuple):
    """The edits of one launch, and the steps that they are in its tree.

    ``assumption`` is what an unsafe change takes for granted, empty if it is safe.
    ``may_start`` is True when a call that fails today may start servers then;
    ``deeper`` is by how much the launch is indented besides.
    """

    call: ast.Call
    edits: list[Edit]
    steps: tuple[Step, ...]
    assumption: str = ""
    may_start: bool = False
    deeper: str = ""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made that are sorted and do not overlap."""
    pieces = []
    done = 0
    for edit in edits:
        pieces += [text[done:edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])


class Moved:
    """Where the places of a text are once edits, sorted, have been made."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends = [edit.end for edit in edits]
        gains = (len(edit.text) - (edit.end - edit.start) for edit in edits)
        self._shifts = [0, *accumulate(gains)]

    def __call__(self, place: int) -> int:
        """Return the new place of one that no edit covers."""
        return place + self._shifts[bisect_right(self._ends, place)]


class Taken:
    """The stretches of a text that changes touch; no two of them may meet."""

    def __init__(self) -> None:
        self._calls: set[ast.Call] = set()
        self._edits: list[tuple[int, int]] = []

    def take(self, change: Change) -> bool:
        """Take what a change touches, if none that has been taken meets it."""
        spans = [(edit.start, edit.end) for edit in change.edits]
        if change.call in self._calls or any(map(self._meets, spans)):
            return False
        self._calls.add(change.call)
        for span in spans:
            self._edits.insert(bisect_right(self._edits, span), span)
        return True

    def _meets(self, span: tuple[int, int]) -> bool:
        start, end = span
        index = bisect_right(self._edits, (end, _FAR))
        return index > 0 and self._edits[index - 1][1] >= start


# Behind the end of any text.
_FAR: Final = 1 << 62


def position(node: ast.AST) -> Place:
    """Return where a node stands."""
    place: Any = node
    return place.lineno, place.col_offset, place.end_lineno, place.end_col_offset


class Meant:
    """The tree that a text must have once changes are made.

    In: a tree of the old text that nobody else has, and the changes.
    """

    def __init__(self, tree: ast.Module, changes: Iterable[Change]) -> None:
        self.tree = tree
        steps = [step for change in changes for step in change.steps]
        wanted = {_key(node) for step in steps for node in _nodes(step)}
        self._found: dict[Key, tuple[ast.AST, ast.AST]] = {}
        pending: list[ast.AST] = [tree]
        while pending:
            parent = pending.pop()
            for node in ast.iter_child_nodes(parent):
                if hasattr(node, "lineno") and _key(node) in wanted:
                    self._found[_key(node)] = node, parent
                if not formatted(node):
                    pending.append(node)
        # What stands in what moves is changed before it is moved.
        for kinds in ((Write, Give, Drop), (Hoist,), (Guard,)):
            for step in steps:
                if isinstance(step, kinds):
                    self._make(step)

    def _make(self, step: Step) -> None:
        if isinstance(step, Write):
            old, parent = self._found[_key(step.node)]
            _put(parent, old, ast.parse(step.source, mode="eval").body)
        elif isinstance(step, Give):
            call: Any = self._node(step.call)
            call.keywords.append(
                ast.keyword(step.name, ast.parse(step.source, mode="eval").body)
            )
        elif isinstance(step, Drop):
            _drop(self._node(step.owner), self._node(step.node))
        elif isinstance(step, Guard):
            self._guard(step)
        else:
            self._hoist(step)

    def _node(self, node: ast.AST) -> ast.AST:
        return self._found[_key(node)][0]

    def _guard(self, step: Guard) -> None:
        body = self.tree.body
        moved: list[Any] = [self._node(statement) for statement in step.statements]
        place = body.index(moved[0])
        del body[place : place + len(moved)]
        if step.before is not None:
            before: Any = self._node(step.before)
            before.body += moved
            return
        if step.behind is not None:
            behind: Any = self._node(step.behind)
            behind.body[:0] = moved
            return
        test = ast.parse(step.test, mode="eval").body
        body.insert(place, ast.If(test, moved, []))

    def _hoist(self, step: Hoist) -> None:
        moved: list[Any] = [self._node(statement) for statement in step.statements]
        if moved:
            block: Any = self._node(step.block)
            block.body = [statement for statement in block.body if statement not in moved]
        top: Any = self._node(step.top)
        place = self.tree.body.index(top)
        self.tree.body[place:place] = [*ast.parse(step.made).body, *moved]


def _key(node: ast.AST) -> Key:
    return type(node), position(node)


def _nodes(step: Step) -> list[ast.AST]:
    """Return the nodes of the old tree that a step is about."""
    nodes: list[ast.AST] = []
    for part in step:
        if isinstance(part, ast.AST):
            nodes.append(part)
        elif isinstance(part, (list, tuple)):
            nodes += part
    return nodes


def _put(parent: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list):
            value[:] = [new if item is old else item for item in value]


def _drop(owner: Any, node: ast.AST) -> None:
    if isinstance(owner, ast.Call):
        owner.keywords = [word for word in owner.keywords if word is not node]
    else:
        place = next(number for number, key in enumerate(owner.keys) if key is node)
        del owner.keys[place], owner.values[place]


def same(one: object, other: object) -> bool:
    """Are two trees equal but for the places of their nodes?"""
    pending = [(one, other)]
    while pending:
        one, other = pending.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, ast.AST):
            pending += [
                (getattr(one, name, None), getattr(other, name, None)) for name in one._fields
            ]
        elif isinstance(one, list):
            assert isinstance(other, list)
            if len(one) != len(other):
                return False
            pending += zip(one, other, strict=True)
        elif one != other:
            return False
    return True
