"""Apply fixes to a source text; nothing here touches a file.

:func:`rewrite` works in rounds: it checks the text, plans the edits of each
finding, proves each plan by itself and then all of them together, and goes on
with the new text until nothing is left to fix.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.fix.plan import Change, Edit, Planner, Refused
from flake8_uvicorn_import_string.fix.source_text import Report, Source, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_uvicorn_import_string.rules.base import Finding


class Refusal(NamedTuple):
    """A finding whose fix is known and not applied, and why."""

    report: Report
    reason: str


class Outcome(NamedTuple):
    """What came of a text.

    ``text`` is the new text, ``fixed`` what was fixed in it and ``refused`` what
    was not, both at their places in the old text; ``left`` is what was not, at
    its places in the new one.
    """

    text: str
    fixed: list[Report]
    refused: list[Refusal]
    left: list[Refusal]


# From the lines of a text to what says whether a report is wanted.
Selector = Callable[[list[str]], Callable[[Report], bool]]

# Two are enough but for launches within launches.
ROUNDS: Final = 20


def rewrite(text: str, filename: str, selector: Selector) -> Outcome:
    """Return a text with everything fixed that can be.

    In: the text with its own line ends; the name that says what the file can be
    imported as (``-`` if it has none); and what selects the reports, given the
    lines with their ends turned into ``\\n``.  Raises Unfit.
    """
    source = Source(text)
    first = now = _Round(source, filename, selector(source.lines))
    for _ in range(ROUNDS):
        if not now.changes:
            break
        source = now.result()
        now = _Round(source, filename, selector(source.lines))
    return Outcome(source.text, sorted(first.fixable), sorted(first.refused), sorted(now.refused))


class _Round:
    """What can be fixed in a text as it stands.

    ``fixable`` and ``refused`` are the findings whose fix is known; ``changes``
    holds at most one change for each launch, and none that overlaps another.
    """

    def __init__(self, source: Source, filename: str, wanted: Callable[[Report], bool]) -> None:
        self.source = source
        self.filename = filename
        self.findings = source.check(filename)
        self.fixable: list[Report] = []
        self.refused: list[Refusal] = []
        self.changes: list[Change] = []
        for finding in self.findings:
            if finding.fix is None:
                continue
            report = source.report(finding)
            if not wanted(report):
                continue
            try:
                change = Planner(source, finding).plan()
                self.prove(finding, change)
            except (Refused, Unfit) as refused:
                self.refused.append(Refusal(report, str(refused)))
            else:
                self.fixable.append(report)
                if not any(_overlap(change, other) for other in self.changes):
                    self.changes.append(change)

    def result(self) -> Source:
        """Return the source with all changes made, or with the first if they do not go together."""
        try:
            return self.changed(self.changes)
        except Refused:
            return self.changed(self.changes[:1])

    def changed(self, changes: list[Change]) -> Source:
        """Return the source with changes made; raises Refused if it is not what was meant."""
        edits = sorted(edit for change in changes for edit in change.edits)
        try:
            new = Source(apply(self.source.text, edits))
        except Unfit as error:
            raise Refused(f"the result would not be valid: {error}") from error
        if not _same(_meant(self.source, changes), new.tree):
            raise Refused("the call is written in a way that cannot be changed safely")
        return new

    def prove(self, finding: Finding, change: Change) -> None:
        """Raise Refused unless a change alone removes the finding and brings no new one."""
        new = self.changed([change])
        start, end = self.source.span(change.call)
        end += len(new.text) - len(self.source.text)
        before = Counter(found.code for found in self.findings)
        after: Counter[str] = Counter()
        for found in new.check(self.filename):
            code = found.code
            after[code] += 1
            if (
                (code == finding.code and start <= new.span(found.node)[0] < end)
                or (code in _WORSE and after[code] > before[code])
                # Today the call fails; without debug it would start servers without end.
                or (code == "UVI007" and change.removed)
            ):
                raise Refused(f"it would not be enough: {new.report(found).message}")


# What a fix must not bring about.  It may uncover other findings: where the string
# is right, UVI003 says that reload and workers exclude each other.
_WORSE: Final = frozenset({"UVI004", "UVI005", "UVI007", "UVI009"})


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made that are sorted and do not overlap."""
    pieces = []
    done = 0
    for edit in edits:
        pieces += [text[done:edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])


def _overlap(one: Change, other: Change) -> bool:
    """Do two changes belong to one launch, or touch the same text?"""
    return one.call is other.call or any(
        edit.start <= against.end and against.start <= edit.end
        for edit in one.edits
        for against in other.edits
    )


def _meant(source: Source, changes: list[Change]) -> ast.Module:
    """Return the tree that a text must have once changes are made."""
    tree = source.parse()
    calls = {
        _position(node): node for node in ast.walk(tree) if isinstance(node, ast.Call)
    }
    for change in changes:
        call = calls[_position(change.call)]
        if change.written is not None:
            node, literal = change.written
            new = ast.parse(literal, mode="eval").body
            call.args = [new if _position(arg) == _position(node) else arg for arg in call.args]
            for keyword in call.keywords:
                if _position(keyword.value) == _position(node):
                    keyword.value = new
        if change.factory:
            call.keywords.append(ast.keyword("factory", ast.Constant(True)))
        if change.removed is not None:
            position = _position(change.removed)
            call.keywords = [word for word in call.keywords if _position(word) != position]
    return tree


def _position(node: ast.AST) -> tuple[int, int, int, int]:
    place: Any = node
    return place.lineno, place.col_offset, place.end_lineno, place.end_col_offset


def _same(one: object, other: object) -> bool:
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
