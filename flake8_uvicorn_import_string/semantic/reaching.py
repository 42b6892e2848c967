"""Flow of control inside one scope: which bindings can reach a place.

A scope's code is a tree of *regions*: runs of code without a branch.  Whatever
branches (``if``, ``for``, ``try``, ``match``, ``and``, a comprehension …) is a
*construct*: it stands at one place of a region and owns further regions, its
arms.  A *point* is a place in a region; ``(region, END)`` is its last one.  The
order of events is the order in which CPython would evaluate them.

The search goes backwards from a place and visits only the regions that bind the
name asked for: everything else is stepped over in one move.
"""

from __future__ import annotations

import ast
import enum
import sys
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_uvicorn_import_string.semantic.table import Scope

END: Final = sys.maxsize
# As a place: any place of the region, for an exception may leave it anywhere.
ANYWHERE: Final = -1

# Past so many places nobody can call an answer certain, and time stays linear.
SEARCH_LIMIT: Final = 1000
BINDING_LIMIT: Final = 64

Point = tuple["Region", int]


class BindingKind(enum.Enum):
    """What made a name: the field's own kinds, one per way of binding."""

    ASSIGNMENT = enum.auto()
    AUGMENTED = enum.auto()
    OTHER_TARGET = enum.auto()
    IMPORT = enum.auto()
    ANY_NAME = enum.auto()  # a star import, exec …: it may bind every name
    FUNCTION = enum.auto()
    CLASS = enum.auto()
    PARAMETER = enum.auto()
    EXCEPTION = enum.auto()
    TYPE_PARAMETER = enum.auto()
    DELETION = enum.auto()


class Binding:
    """One place where a name gets a value, or loses it.

    ``node`` is the target (or the ``alias``, ``arg``, ``def``, ``class``);
    ``value`` is the expression bound, where there is one, the default of a
    parameter, or the statement of an import.  ``at`` is the place in ``region``,
    ``read_at`` the place at which ``value`` is evaluated.
    """

    __slots__ = ("at", "kind", "name", "node", "read_at", "region", "scope", "value")

    def __init__(
        self,
        kind: BindingKind,
        name: str,
        node: ast.AST,
        value: ast.AST | None,
        region: Region,
        at: int,
        read_at: int,
        scope: Scope,
    ) -> None:
        self.kind = kind
        self.name = name
        self.node = node
        self.value = value
        self.region = region
        self.at = at
        self.read_at = read_at
        self.scope = scope


class Region:
    """A run of code without a branch.

    ``entries`` are the points from which control comes in, empty at the root of
    a scope (at ``ANYWHERE``: any place of a region, by an exception).  ``falls`` is
    False when control never leaves at the end (``return``, ``raise``, ``break`` …).
    ``given`` says how many of the construct's tests have been evaluated before the
    region is entered, ``holds`` whether the last of them was true, ``refuses``
    whether its code complains to the user.  ``checks`` are the places where the code
    may have stopped on a condition: assertions, and constructs with tests.
    """

    __slots__ = ("checks", "construct", "entries", "falls", "given", "holds", "refuses", "scope")

    def __init__(
        self,
        scope: Scope,
        construct: Construct | None = None,
        given: int = 0,
        holds: bool = False,
    ) -> None:
        self.scope = scope
        self.construct = construct
        self.given = given
        self.holds = holds
        self.entries: list[Point] = []
        self.falls = True
        self.refuses = False
        self.checks: list[tuple[int, ast.Assert | Construct]] = []

    def ancestors(self, at: int) -> Iterator[tuple[Region, int]]:
        """Yield this region and those around it in its scope, each with a place.

        ``at`` is a place in this region; what comes after is the place of the
        construct that holds the region before.
        """
        region = self
        while True:
            yield region, at
            if region.construct is None:
                return
            at = region.construct.at
            region = region.construct.region


class Construct:
    """Something that branches, at the place ``at`` of ``region``.

    ``tests`` are the conditions in the order of evaluation, ``exits`` the points
    from which control goes on behind it, ``breaks`` and ``continues`` those of a
    loop's jumps.
    """

    __slots__ = ("arms", "at", "breaks", "continues", "exits", "node", "region", "tests")

    def __init__(self, node: ast.AST, region: Region, at: int) -> None:
        self.node = node
        self.region = region
        self.at = at
        self.arms: list[Region] = []
        self.tests: list[ast.expr] = []
        self.exits: list[Point] = []
        self.breaks: list[Point] = []
        self.continues: list[Point] = []

    @property
    def before(self) -> Point:
        """The point just before the construct."""
        return self.region, self.at - 1

    def arm(
        self,
        entries: Iterable[Point],
        *,
        scope: Scope | None = None,
        given: int = 0,
        holds: bool = False,
    ) -> Region:
        """Make one more arm, entered from ``entries``."""
        region = Region(scope or self.region.scope, self, given, holds)
        region.entries.extend(entries)
        self.arms.append(region)
        return region

    def facts(self, arm: Region) -> list[tuple[ast.expr, bool]]:
        """Return the tests whose outcome is known inside ``arm``, each with it."""
        given = self.tests[: arm.given]
        if isinstance(self.node, ast.BoolOp):
            return [(test, isinstance(self.node.op, ast.And)) for test in given]
        if not given or not isinstance(self.node, (ast.If, ast.IfExp, ast.While)):
            return []
        return [*((test, False) for test in given[:-1]), (given[-1], arm.holds)]


Event = Binding | Construct


class Reaching:
    """The bindings of a name that can reach a place.

    ``start`` is True when the place can be reached from the start of the scope
    without any of them, ``complete`` False when the search was given up,
    ``deleted`` True when a ``del`` reaches it, and ``unseen`` True when something
    does that may have bound the name unseen (a star import …).
    """

    __slots__ = ("bindings", "complete", "deleted", "start", "unseen")

    def __init__(self) -> None:
        self.bindings: list[Binding] = []
        self.start = False
        self.complete = True
        self.deleted = False
        self.unseen = False


class NameFlow:
    """The events of one name in one scope, indexed by region."""

    __slots__ = ("_answers", "_events", "_root")

    def __init__(self, root: Region, bindings: Iterable[Binding]) -> None:
        self._root = root
        self._answers: dict[Point, Reaching] = {}
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

    def reaching(self, region: Region, at: int) -> Reaching:
        """Return the bindings that can reach the place ``at`` of ``region``."""
        key = (region, self._index(region, at))
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

        def push(points: Iterable[Point]) -> None:
            for where, at in points:
                if at == ANYWHERE:
                    found.update(islice(self._within(where), BINDING_LIMIT + 1))
                elif at != END or where.falls:
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
                        push([(region, event.at - 1)])  # it need not bind this one
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
                answer.unseen = True
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
                    pending.extend(event.arms)
