"""Reaching definitions: which bindings of a name can reach a place.

The search goes backwards from a place and visits only the regions that bind the
name asked for: everything else is stepped over in one move.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.semantic.model import (
    ANYWHERE,
    END,
    Binding,
    BindingKind,
    Construct,
    Place,
    Region,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Past so many places nobody can call an answer certain, and time stays linear.
SEARCH_LIMIT: Final = 1000
BINDING_LIMIT: Final = 64

Event = Binding | Construct


class Reaching:
    """The bindings of a name that can reach a place.

    ``start`` is True when the place can be reached from the start of the scope
    without any of them, ``complete`` False when the search was given up,
    ``deleted`` True when a ``del`` reaches it, and ``may_be_hidden`` True when something
    does that may have bound the name unseen (a star import …).
    """

    __slots__ = ("bindings", "complete", "deleted", "may_be_hidden", "start")

    def __init__(self) -> None:
        self.bindings: list[Binding] = []
        self.start = False
        self.complete = True
        self.deleted = False
        self.may_be_hidden = False


class NameFlow:
    """The events of one name in one scope, indexed by region."""

    __slots__ = ("_answers", "_events", "_root")

    def __init__(self, root: Region, bindings: Iterable[Binding]) -> None:
        self._root = root
        # By a region and how many of its events lie before the place.
        self._answers: dict[tuple[Region, int], Reaching] = {}
        self._events: dict[Region, tuple[list[int], list[Event]]] = {}
        seen: set[Construct] = set()
        for binding in bindings:
            event: Event = binding
            while True:
                region = event.region
                places, events = self._events.setdefault(region, ([], []))
                places.append(event.at)
                events.append(event)
                construct = region.construct
                if region is root or construct is None or construct in seen:
                    break
                seen.add(construct)
                event = construct

    def reaching(self, place: Place) -> Reaching:
        """Return the bindings that can reach a place."""
        key = (place.region, self._index(*place))
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._search(*key)
        return answer

    def _index(self, region: Region, at: int) -> int:
        """Return how many events of ``region`` lie at or before ``at``."""
        indexed = self._events.get(region)
        return bisect_right(indexed[0], at) if indexed else 0

    def _search(self, region: Region, count: int) -> Reaching:
        answer = Reaching()
        found: set[Binding] = set()
        seen = {(region, count)}
        pending = [(region, count)]

        def push(places: Iterable[Place]) -> None:
            for where, at in places:
                if at == ANYWHERE:
                    found.update(islice(self._within(where), BINDING_LIMIT + 1))
                elif at != END or where.falls_through:
                    key = (where, self._index(where, at))
                    if key not in seen:
                        seen.add(key)
                        pending.append(key)

        while pending:
            if len(seen) > SEARCH_LIMIT or len(found) > BINDING_LIMIT:
                answer.complete = False
                # What is known to reach the place still counts.
                next_ones = (self._events[where][1][at - 1] for where, at in pending if at)
                known = (event for event in next_ones if isinstance(event, Binding))
                found.update(islice(known, BINDING_LIMIT))
                break
            region, count = pending.pop()
            if count:
                event = self._events[region][1][count - 1]
                if isinstance(event, Construct):
                    push(event.exits)
                else:
                    found.add(event)
                    if event.kind is BindingKind.ANY_NAME:
                        push([Place(region, event.at - 1)])  # it need not bind this one
            elif region is self._root:
                answer.start = True
                # The code of a comprehension goes round inside its scope.
                push(entry for entry in region.entries if entry[0] is region)
            else:
                push(region.entries)
        for binding in sorted(found, key=lambda binding: binding.at):
            if binding.kind is BindingKind.DELETION:
                answer.deleted = True
            elif binding.kind is BindingKind.ANY_NAME:
                answer.may_be_hidden = True
            else:
                answer.bindings.append(binding)
        return answer

    def _within(self, region: Region) -> Iterator[Binding]:
        pending = [region]
        while pending:
            for event in self._events.get(pending.pop(), ([], []))[1]:
                if isinstance(event, Binding):
                    yield event
                else:
                    pending.extend(event.branches)
