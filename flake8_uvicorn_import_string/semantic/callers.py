"""Who calls a function: by name, or for sure; and one walk over those who do.

Two relations.  *By name*: every call whose names are those of a call of the function; there
may be others, and some of these may call something else.  *For sure*: the calls by a bare name
that is bound to this function and nothing else where the call stands.
"""

from __future__ import annotations

import ast
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from flake8_uvicorn_import_string.semantic.model import DEFERRED, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from flake8_uvicorn_import_string.semantic.model import Binding, Call, Place, Scope

    Item = TypeVar("Item", bound=Hashable)

# Past so many callers, or calls of one function, the search is given up.
CALLER_LIMIT: Final = 50


def closure(
    starts: Iterable[Item], onward: Callable[[Item], Iterable[Item]], limit: int = CALLER_LIMIT
) -> Iterator[Item]:
    """Yield items and all that ``onward`` leads to from them, each once.

    What has been found last is followed first.  No more are added when there are
    ``limit`` of them; what the walk starts with is always yielded.
    """
    seen = dict.fromkeys(starts)
    pending = [*seen]
    while pending:
        item = pending.pop()
        yield item
        for further in onward(item):
            if further not in seen and len(seen) < limit:
                seen[further] = None
                pending.append(further)


def functions_around(scope: Scope) -> Iterator[Scope]:
    """Yield the functions whose code a scope is part of, the innermost first."""
    return (around for around in scope.around() if around.kind in DEFERRED)


def place_in(owner: Scope, place: Place) -> Place | None:
    """Return where in ``owner``'s own code a place lies; None if it lies elsewhere."""
    outer: Place | None = place
    while outer is not None and outer.scope is not owner:
        outer = outer.scope.place
    return outer


def outermost_function(owner: Scope, scope: Scope) -> Scope | None:
    """Return the outermost function between ``owner`` and a scope in it."""
    between = takewhile(lambda around: around is not owner, scope.around())
    functions = [around for around in between if around.kind in DEFERRED]
    return functions[-1] if functions else None


class Activations(NamedTuple):
    """The places of a scope at which a function in it may be running.

    Some are the ends of the scope's code.  ``unseen_from`` is the place from which
    on it may run at any time, None if all calls can be seen.
    """

    places: list[Place]
    unseen_from: Place | None


class Callers:
    """Knows the calls of the functions of a file.

    In: the calls by the last name of what is called, and what tells the bindings
    that a name may have at a place.
    """

    def __init__(
        self, calls: dict[str, list[Call]], bindings: Callable[[str, Place], list[Binding]]
    ) -> None:
        self._calls = calls
        self._bindings = bindings
        self._sure: dict[Scope, list[Call]] = {}
        self._activations: dict[tuple[Scope, Scope], Activations] = {}

    def by_name(self, function: Scope) -> Iterator[Call]:
        """Yield the calls that by their names are calls of a function."""
        name, by_attribute = function.name, False
        owner = function.definer
        if owner is not None and owner.kind is ScopeKind.CLASS:
            by_attribute = name != "__init__"
            name = name if by_attribute else owner.name
        assert function.place is not None
        for call in self._calls.get(name, ())[:CALLER_LIMIT] if name else ():
            is_attribute = isinstance(call.node.func, ast.Attribute)
            if by_attribute and not is_attribute:
                # In the body of its class a method is called by its bare name.
                if call.place.scope is owner:
                    yield call
            elif is_attribute is by_attribute:
                if not by_attribute or call.place.at > function.place.at:
                    yield call

    def for_sure(self, function: Scope) -> list[Call]:
        """Return the calls that surely call a plain function defined here.

        There are none of a method, a generator, a coroutine or what is decorated.
        """
        calls = self._sure.get(function)
        if calls is None:
            node = function.node
            calls = self._sure[function] = []
            if isinstance(node, ast.FunctionDef) and not (
                node.decorator_list or function.generator
            ):
                calls += (
                    call
                    for call in self._calls.get(node.name, ())[:CALLER_LIMIT]
                    if isinstance(call.node.func, ast.Name)
                    and [item.node for item in self._bindings(node.name, call.place)] == [node]
                )
        return calls

    def activations(self, owner: Scope, reader: Scope) -> Activations:
        """Return the places of ``owner`` at which ``reader``, a scope in it, may be running."""
        answer = self._activations.get((owner, reader))
        if answer is None:
            answer = self._activations[owner, reader] = self._find_activations(owner, reader)
        return answer

    def _find_activations(self, owner: Scope, reader: Scope) -> Activations:
        start = _definition_in(owner, reader)
        if reader.kind is ScopeKind.CLASS:
            return Activations([start], None)  # its code runs where it stands
        returns = (place for _, place in owner.returns[:CALLER_LIMIT])
        places = [owner.end, *(place for place in returns if place.at > start.at)]
        unseen: list[Place] = []
        known = {reader}
        budget = CALLER_LIMIT

        def calling(function: Scope) -> list[Scope]:
            """Note where in the owner's code a function runs; return those that call it."""
            nonlocal budget
            if function.kind is not ScopeKind.FUNCTION:
                places.append(_definition_in(owner, function))
                unseen.append(places[-1])
                return []
            callers: list[Scope] = []
            called = False
            for call in islice(self.by_name(function), budget):
                budget -= 1
                place = place_in(owner, call.place)
                if place is None:
                    continue  # from outside of the owner: nobody sees when
                caller = outermost_function(owner, call.place.scope)
                if caller is None:
                    places.append(place)
                elif caller not in known:
                    known.add(caller)
                    callers.append(caller)
                else:
                    continue  # that it calls itself says nothing of when it runs
                called = True
            if not called:
                unseen.append(_definition_in(owner, function))
            return callers

        # The reader, and one for each call that may be looked at.
        for _ in closure([reader], calling, CALLER_LIMIT + 1):
            pass
        return Activations(places, min(unseen, key=lambda place: place.at, default=None))


def _definition_in(owner: Scope, scope: Scope) -> Place:
    """Return where in ``owner``'s own code stands what holds a scope in it."""
    assert scope.place is not None
    place = place_in(owner, scope.place)
    assert place is not None  # the scope lies in the owner
    return place
