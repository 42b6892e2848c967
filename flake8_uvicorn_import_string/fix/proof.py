"""Prove changes: the text becomes what is meant, the findings go and bring no new ones.

What does not overlap is proven together, for a proof checks the whole file.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.fix.changes import (
    Change,
    Edit,
    Meant,
    Moved,
    Refused,
    Taken,
    apply,
    same,
)
from flake8_uvicorn_import_string.fix.source_text import Source, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flake8_uvicorn_import_string.rules.base import Finding

    # The code of a finding, and where its launch starts and ends.
    Key = tuple[str, int, int]


class Candidate(NamedTuple):
    """A finding, and the change that is to mend it."""

    finding: Finding
    change: Change


def key_of(source: Source, finding: Finding) -> Key:
    """Return what tells a finding from the others of a text."""
    assert finding.launch is not None
    return (finding.code, *source.span(finding.launch.call))


def moved_key(key: Key, moved: Moved) -> Key:
    """Return what tells a finding from others once edits have been made."""
    code, start, end = key
    return code, moved(start), moved(end)


class Prover:
    """Proves changes of one text, which is that of a file of this name."""

    def __init__(self, source: Source, filename: str) -> None:
        self.source = source
        self.filename = filename
        self.results: dict[tuple[Edit, ...], Source] = {}

    def prove(self, candidates: Sequence[Candidate]) -> dict[int, str]:
        """Return by their numbers which candidates do not hold, and why."""
        failed: dict[int, str] = {}
        pending = [*range(len(candidates))]
        while pending:
            taken = Taken()
            layer: list[int] = []
            later: list[int] = []
            for number in pending:
                apart = taken.take(candidates[number].change)
                (layer if apart else later).append(number)
            failed.update(self._prove_layer(candidates, layer))
            pending = later
        return failed

    def _prove_layer(
        self, candidates: Sequence[Candidate], layer: list[int]
    ) -> Iterable[tuple[int, str]]:
        """Yield which of the candidates of a layer, in which none overlaps, do not hold."""
        groups = [layer]
        while groups:
            group = groups.pop()
            try:
                wrong = self._wrong([candidates[number] for number in group])
            except Refused as refused:
                if len(group) == 1:
                    yield group[0], str(refused)
                else:
                    middle = len(group) // 2
                    groups += [group[:middle], group[middle:]]
                continue
            if len(wrong) == len(group):
                yield from zip(group, wrong.values(), strict=True)
            elif wrong:
                groups.append([number for place, number in enumerate(group) if place in wrong])
                groups.append([number for place, number in enumerate(group) if place not in wrong])

    def _wrong(self, group: list[Candidate]) -> dict[int, str]:
        """Return which candidates of a group do not hold, made together, in their order.

        Raises Refused if one of them does not that cannot be told.
        """
        changes = [candidate.change for candidate in group]
        edits = sorted(edit for change in changes for edit in change.edits)
        new = self.changed(changes)
        moved = Moved(edits)
        before = {
            moved_key(key_of(self.source, found), moved)
            for found in self.source.check(self.filename)
        }
        # No two changes of a group belong to one launch.
        owners = {
            moved_key(key_of(self.source, candidate.finding), moved)[1:]: number
            for number, candidate in enumerate(group)
        }
        wrong: dict[int, str] = {}
        gone = Counter(candidate.finding.code for candidate in group)
        gone.subtract(found.code for found in self.source.check(self.filename))
        gone.update(found.code for found in new.check(self.filename))
        for found in new.check(self.filename):
            key = key_of(new, found)
            reason = f"it would not be enough: {new.report(found).message}"
            is_new = found.code in _WORSE and key not in before
            number = owners.get(key[1:])
            if number is None:
                if is_new:
                    raise Refused(reason)
                continue
            # Today the call fails; then it would start servers without end.
            starts = found.code == "UVI007" and group[number].change.may_start
            if is_new or starts or found.code == group[number].finding.code:
                wrong.setdefault(number, reason)
        if not wrong:
            for code in {candidate.finding.code for candidate in group}:
                if gone[code] > 0:
                    raise Refused(f"it would not be enough: there would be {code} elsewhere")
        return dict(sorted(wrong.items()))

    def changed(self, changes: Sequence[Change]) -> Source:
        """Return the source with changes made; raises Refused if it is not what was meant."""
        edits = sorted(edit for change in changes for edit in change.edits)
        key = tuple(edits)
        if key in self.results:
            return self.results[key]
        try:
            new = Source(apply(self.source.text, edits))
        except Unfit as error:
            raise Refused(f"the result would not be valid: {error}") from error
        if not same(Meant(self.source.parse(), changes).tree, new.tree):
            raise Refused("the call is written in a way that cannot be changed safely")
        self.results[key] = new
        return new


# What a fix must not bring about.  It may uncover other findings: where the string
# is right, UVI003 says that reload and workers exclude each other.
_WORSE: Final = frozenset({"UVI004", "UVI005", "UVI007", "UVI009"})
