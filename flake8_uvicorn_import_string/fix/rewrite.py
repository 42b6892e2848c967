"""Apply fixes to a source text; nothing here touches a file.

:func:`rewrite` works in rounds: it checks the text, plans the edits of each
finding, proves them, and goes on with the new text until nothing is left to fix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.fix.changes import Change, Moved, Refused, Taken
from flake8_uvicorn_import_string.fix.plan import Planner, Unprepared
from flake8_uvicorn_import_string.fix.prepare import prepared
from flake8_uvicorn_import_string.fix.proof import Candidate, Prover, key_of, moved_key
from flake8_uvicorn_import_string.fix.source_text import Report, Source, Unfit

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.fix.proof import Key
    from flake8_uvicorn_import_string.rules.base import Finding


class Refusal(NamedTuple):
    """A finding that is not fixed, and why.

    Of one that an unsafe fix would fix, ``assumption`` is what that takes for granted.
    """

    report: Report
    reason: str
    assumption: str = ""


class Outcome(NamedTuple):
    """What came of a text.

    ``text`` is the new text, ``fixed`` what was fixed in it and ``refused`` what
    was not, both at their places in the old text; ``left`` is what was not, at
    its places in the new one.  ``assumed`` is what unsafe fixes took for granted.
    """

    text: str
    fixed: list[Report]
    refused: list[Refusal]
    left: list[Refusal]
    assumed: tuple[tuple[Report, str], ...] = ()


class Answer(NamedTuple):
    """A finding as it is reported, and the change that mends it, or why there is none."""

    report: Report
    finding: Finding
    change: Change | None
    reason: str = ""
    is_unprepared: bool = False


# From the lines of a text to what says whether a report is wanted.
Selector = Callable[[list[str]], Callable[[Report], bool]]

# Two are enough but for launches within launches.
ROUNDS: Final = 20


def rewrite(text: str, filename: str, selector: Selector, *, unsafe: bool = False) -> Outcome:
    """Return a text with everything fixed that can be.

    In: the text with its own line ends; the name that says what the file can be
    imported as (``-`` if it has none); what selects the reports, given the
    lines with their ends turned into ``\\n``; and whether unsafe fixes are wanted.
    Raises Unfit.
    """
    source = Source(text)
    first = now = Round(source, filename, selector(source.lines), unsafe=unsafe)
    keys = [key_of(source, answer.finding) for answer in first.answers]
    assumed: dict[Key, str] = {}
    for _ in range(ROUNDS):
        if not now.chosen:
            break
        source, moved = now.result()
        assumed |= now.assumptions()
        assumed = {moved_key(key, moved): assumption for key, assumption in assumed.items()}
        keys = [moved_key(key, moved) for key in keys]
        now = Round(source, filename, selector(source.lines), unsafe=unsafe)
    left = {key_of(source, answer.finding): now.refusal(answer) for answer in now.answers}
    fixed, refused, because = [], [], []
    for key, answer in zip(keys, first.answers, strict=True):
        if key in left:
            refused.append(left[key]._replace(report=answer.report))
            continue
        fixed.append(answer.report)
        if key in assumed:
            because.append((answer.report, assumed[key]))
    return Outcome(
        source.text, sorted(fixed), sorted(refused), sorted(left.values()), tuple(sorted(because))
    )


class Round:
    """What can be fixed in a text as it stands.

    ``answers`` are to all findings that are wanted, and ``chosen`` those with a
    change to be made now: at most one for each launch, and none that overlaps another.
    """

    def __init__(
        self,
        source: Source,
        filename: str,
        wanted: Callable[[Report], bool],
        *,
        unsafe: bool = False,
    ) -> None:
        self.source = source
        self.unsafe = unsafe
        self._prover = Prover(source, filename)
        found = [(finding, source.report(finding)) for finding in source.check(filename)]
        self.answers = self._planned([pair for pair in found if wanted(pair[1])])
        taken = Taken()
        self.chosen = [
            answer
            for answer in self.answers
            if answer.change is not None
            and (unsafe or not answer.change.assumption)
            and taken.take(answer.change)
        ]

    def _planned(self, found: list[tuple[Finding, Report]]) -> list[Answer]:
        """Return the answers to findings: what is planned is proven."""
        answers = [self._first_plan(*pair) for pair in found]
        unprepared = [number for number, answer in enumerate(answers) if answer.is_unprepared]
        for number, change in prepared(
            self._prover, {number: answers[number].finding for number in unprepared}
        ).items():
            answers[number] = (
                answers[number]._replace(reason=change)
                if isinstance(change, str)
                else answers[number]._replace(change=change)
            )
        numbers = [number for number, answer in enumerate(answers) if answer.change is not None]
        candidates = [
            Candidate(answer.finding, answer.change)
            for answer in answers
            if answer.change is not None
        ]
        for place, reason in self._prover.prove(candidates).items():
            answers[numbers[place]] = answers[numbers[place]]._replace(change=None, reason=reason)
        return answers

    def _first_plan(self, finding: Finding, report: Report) -> Answer:
        try:
            return Answer(report, finding, Planner(self.source, finding).plan())
        except Unprepared as refused:
            return Answer(report, finding, None, str(refused), is_unprepared=True)
        except (Refused, Unfit) as refused:
            return Answer(report, finding, None, str(refused))

    def refusal(self, answer: Answer) -> Refusal:
        """Return why a finding is not fixed."""
        if answer.change is None:
            return Refusal(answer.report, answer.reason)
        if answer in self.chosen or self.unsafe or not answer.change.assumption:
            return Refusal(answer.report, "something else is fixed first: run this once more")
        assumption = answer.change.assumption
        reason = f"--unsafe-fixes would, assuming that {assumption}"
        return Refusal(answer.report, reason, assumption)

    def assumptions(self) -> dict[Key, str]:
        """Return what the unsafe ones among the chosen changes take for granted."""
        return {
            key_of(self.source, answer.finding): answer.change.assumption
            for answer in self.chosen
            if answer.change is not None and answer.change.assumption
        }

    def result(self) -> tuple[Source, Moved]:
        """Return the source with the chosen changes made, and where its places are then.

        If they do not go together, the first is made.
        """
        changes = [answer.change for answer in self.chosen if answer.change is not None]
        try:
            new = self._prover.changed(changes)
        except Refused:
            changes = changes[:1]
            new = self._prover.changed(changes)
        return new, Moved(sorted(edit for change in changes for edit in change.edits))
