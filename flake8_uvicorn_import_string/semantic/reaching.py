"""Reaching definitions: which bindings of a name can hold when a place is reached.

The terms, from ``model.py``:

region
    A run of code without a branch.  It has ``entries``: the places from which control comes
    in.  The first region of a scope is its root; it has no entries.
construct
    What branches: ``if``, ``for``, ``try``, ``match``, ``and``, a comprehension …  It stands at
    one place of a region, owns further regions, its branches, and has ``exits``: the places
    from which control goes on behind it.
place
    A region and a number; the numbers of a file grow in the order of evaluation.  At ``END``
    all of the region has run.  ``ANYWHERE`` stands for every place of it, for an exception may
    leave it at any.

The builder makes these once for all names.  Here they are looked at for one name: an *event*
of a region is a binding of the name in it, or a construct that holds such a binding somewhere
inside.  Whatever holds none is no event and costs nothing, however much code it is.

A worked example.  In ::

    app = make()                   # 1
    if debug:                      # 2
        log = print
        try:                       # 3
            app = wrap(app)        # 4
        except ValueError:
            log("no")
    while waiting:                 # 5
        step(waiting)
    uvicorn.run(app)               # 6

``app`` has four events: in the root, the binding 1 and the ``if`` 2; in the body of the ``if``,
the ``try`` 3; in the body of the ``try``, the binding 4.  The ``while`` binds no ``app``.

Which bindings reach 6?  The search goes backwards and holds *states*: a region, and the last
event in it that is not yet passed, None at its beginning.

=====================================  =======================================================
state                                  what is done
=====================================  =======================================================
root, ``if`` 2                         A construct: go on at each of its exits, which are the
(the last event before 6: the          end of the body, and the place before the ``if``, for
``while`` is stepped over)             it has no ``else``.
root, binding 1                        A binding: it reaches 6.  What comes before it does not
(the place before the ``if``)          matter, it has been replaced.
body of the ``if``, ``try`` 3          A construct: go on at its exits, the end of its body and
(the end of that body)                 the end of the handler.
body of the ``try``, binding 4         A binding: it reaches 6.
handler, None                          The beginning of a region: go on at its entries.  These
                                       are the place before the ``try``, and the body of the
                                       ``try`` at ``ANYWHERE``: all bindings in there reach 6,
                                       which is 4 once more.
body of the ``if``, None               The place before the ``try``; the entry of this region
                                       is the place before the ``if``, and that state has been
                                       seen: nothing is left to do.
=====================================  =======================================================

So 1 and 4 reach 6, and nobody comes to 6 from the beginning of the root, where ``app`` is not
bound: the name is surely bound.  Had the root's beginning been among the states, ``start``
would be True.

A loop needs no rule of its own: its body is among the entries of its head, so the search goes
round once and finds that it has seen the states.  ``return``, ``raise``, ``break`` … are marked
on the region that they leave: its end is not a place from which anybody comes.

What may bind any name (a star import, ``exec`` …) is an event of every name.  It is found like
a binding, and the search goes on before it, for it need not have bound this one.  All names of
a scope share the index of these.

Answers are kept by state, and a search that comes to a state with an answer takes that.  So
asking at many places of a file that binds the name in many places stays near linear; past the
limits below an answer is given up and says so (``complete`` is False).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain, islice
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

# Past so many states nobody can call an answer certain, and time stays linear.
SEARCH_LIMIT: Final = 1000
BINDING_LIMIT: Final = 64

Event = Binding | Construct
# The events of each region, and before them their places.
Events = dict[Region, tuple[list[int], list[Event]]]
# A region, and the last event in it that is not yet passed; None at its beginning.
State = tuple[Region, Event | None]


class Reaching:
    """The bindings of a name that can reach a place.

    ``start`` is True when the place can be reached from the start of the scope
    without any of them, ``complete`` False when the search was given up,
    ``deleted`` True when a ``del`` reaches it, and ``may_be_hidden`` True when something
    does that may have bound the name unseen (a star import …).  ``found`` are all that
    reach it, the bindings and these.
    """

    __slots__ = ("bindings", "complete", "deleted", "found", "may_be_hidden", "start")

    def __init__(self, found: Iterable[Binding], *, start: bool, complete: bool) -> None:
        self.found = sorted(found, key=lambda binding: binding.at)
        self.start = start
        self.complete = complete
        self.deleted = False
        self.may_be_hidden = False
        self.bindings: list[Binding] = []
        for binding in self.found:
            if binding.kind is BindingKind.DELETION:
                self.deleted = True
            elif binding.kind is BindingKind.ANY_NAME:
                self.may_be_hidden = True
            else:
                self.bindings.append(binding)


def events_of(root: Region, bindings: Iterable[Binding]) -> Events:
    """Return the events that bindings (by their places) make in the regions of a scope."""
    index: Events = {}
    seen: set[Construct] = set()
    for binding in bindings:
        event: Event = binding
        while True:
            region = event.region
            places, events = index.setdefault(region, ([], []))
            places.append(event.at)
            events.append(event)
            construct = region.construct
            if region is root or construct is None or construct in seen:
                break
            seen.add(construct)
            event = construct
    return index


class NameFlow:
    """Which bindings of one name reach the places of one scope.

    In: the root of the scope, and the events of the name, in any number of parts.
    """

    __slots__ = ("_answers", "_parts", "_root")

    def __init__(self, root: Region, *parts: Events) -> None:
        self._root = root
        self._parts = parts
        self._answers: dict[State, Reaching] = {}

    def reaching(self, place: Place) -> Reaching:
        """Return the bindings that can reach a place."""
        state = self._state(*place)
        passed: list[State] = []
        while (answer := self._answers.get(state)) is None:
            passed.append(state)
            before = self._only_state_before(state)
            if before is None:
                answer = self._search(state)
                break
            state = before
        for state in passed:
            self._answers[state] = answer
        return answer

    def _state(self, region: Region, at: int) -> State:
        """Return the state at a place."""
        last: Event | None = None
        for part in self._parts:
            indexed = part.get(region)
            if indexed is not None:
                places, events = indexed
                number = bisect_right(places, at)
                if number and (last is None or events[number - 1].at > last.at):
                    last = events[number - 1]
        return region, last

    def _only_state_before(self, state: State) -> State | None:
        """Return the state from which alone control comes to a region that has just begun."""
        region, event = state
        if event is not None or region is self._root or len(region.entries) != 1:
            return None
        (entry,) = region.entries
        if entry.at == ANYWHERE or (entry.at == END and not entry.region.falls_through):
            return None
        return self._state(*entry)

    def _search(self, first: State) -> Reaching:
        found: set[Binding] = set()
        start, complete = False, True
        seen = {first}
        pending = [first]
        while pending:
            if len(seen) > SEARCH_LIMIT or len(found) > BINDING_LIMIT:
                complete = False
                # What is known to reach the place still counts.
                known = (event for _, event in pending if isinstance(event, Binding))
                found.update(islice(known, BINDING_LIMIT))
                break
            state = pending.pop()
            answer = self._answers.get(state)
            if answer is not None:
                found.update(answer.found)
                start |= answer.start
                complete &= answer.complete
                continue
            region, event = state
            if event is None:
                start |= region is self._root
                places = self._entries(region)
            elif isinstance(event, Construct):
                places = event.exits
            else:
                found.add(event)
                # It need not have bound this one.
                places = [Place(region, event.at - 1)] if _binds_any(event) else []
            for where, at in places:
                if len(seen) > SEARCH_LIMIT:
                    break
                if at == ANYWHERE:
                    found.update(islice(self._within(where), BINDING_LIMIT + 1))
                elif at != END or where.falls_through:
                    before = self._state(where, at)
                    if before not in seen:
                        seen.add(before)
                        pending.append(before)
        return Reaching(found, start=start, complete=complete)

    def _entries(self, region: Region) -> list[Place]:
        """Return the places from which control comes into a region, in its scope."""
        if region is not self._root:
            return region.entries
        # The code of a comprehension goes round inside its scope.
        return [entry for entry in region.entries if entry.region is region]

    def _within(self, region: Region) -> Iterator[Binding]:
        """Yield all bindings in a region."""
        return chain.from_iterable(_bindings_in(part, region) for part in self._parts)


def _binds_any(binding: Binding) -> bool:
    return binding.kind is BindingKind.ANY_NAME


def _bindings_in(part: Events, region: Region) -> Iterator[Binding]:
    pending = [region]
    while pending:
        for event in part.get(pending.pop(), ([], []))[1]:
            if isinstance(event, Binding):
                yield event
            else:
                pending.extend(event.branches)
