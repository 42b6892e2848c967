"""Where a dict that has a name is made and changed, in the order of evaluation.

A change in place is an event of its name as a binding is: reaching definitions say which
ones come to a place.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import CHANGING_METHODS
from flake8_uvicorn_import_string.semantic.model import Binding, BindingKind, Place
from flake8_uvicorn_import_string.semantic.reaching import NameFlow, events_of
from flake8_uvicorn_import_string.syntax import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.contents import Test
    from flake8_uvicorn_import_string.semantic.model import Region, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# A dict that is changed at more places is not followed.
CHANGE_LIMIT: Final = 64


class Step(NamedTuple):
    """One change of a dict: the call or the target, what is stored, and where."""

    node: ast.expr
    value: ast.expr | None
    place: Place
    is_deletion: bool = False


class Change(Binding):
    """What changes a dict at one place: a step, or for each element of a loop the same steps."""

    __slots__ = ("loop", "steps")

    def __init__(self, name: str, step: Step, where: Place, loop: ast.For | None) -> None:
        super().__init__(
            BindingKind.AUGMENTED, name, step.node, None, where.region, where.at, where.at - 1,
            where.scope,
        )  # fmt: skip
        self.loop = loop
        self.steps = [step]


class Flows:
    """Knows for each name of a scope which bindings and changes of it come to a place."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self._flows: dict[tuple[Scope, str], NameFlow] = {}
        self._changes: dict[str, dict[Scope, list[Change]] | None] | None = None

    def flow(self, scope: Scope, name: str) -> NameFlow:
        """Return the bindings of a name by a scope's own code, and the changes."""
        flow = self._flows.get((scope, name))
        if flow is None:
            bindings: list[Binding] = [*scope.bindings.get(name, ()), *scope.bindings.get("*", ())]
            bindings += (self.changes(name) or {}).get(scope, [])
            bindings.sort(key=lambda binding: binding.at)
            flow = self._flows[scope, name] = NameFlow(scope.root, events_of(scope.root, bindings))
        return flow

    def changes(self, name: str) -> dict[Scope, list[Change]] | None:
        """Return the changes of what a name holds, by scope; None if they are too many."""
        if self._changes is None:
            self._changes = {}
            found: dict[str, list[Step]] = {}
            for of_name, step in self._all_steps():
                found.setdefault(of_name, []).append(step)
            for of_name, steps in found.items():
                self._changes[of_name] = self._by_scope(of_name, steps)
        return self._changes.get(name, {})

    def _all_steps(self) -> Iterator[tuple[str, Step]]:
        for name, stores in self.table.items.items():
            for target, value, place, is_deletion in stores:
                yield name, Step(target, value, place, is_deletion)
        for method in sorted(CHANGING_METHODS):
            for call in self.table.calls.get(method, ()):
                func = call.node.func
                name = plain_name(func.value) if isinstance(func, ast.Attribute) else ""
                if name:
                    yield name, Step(call.node, None, call.place)

    def _by_scope(self, name: str, steps: list[Step]) -> dict[Scope, list[Change]] | None:
        """Return the changes that steps make, None if they are too many."""
        if len(steps) > CHANGE_LIMIT:
            return None
        changes: dict[Scope, list[Change]] = {}
        loops: dict[ast.For, Change] = {}
        for step in sorted(steps, key=lambda step: step.place.at):
            scope = step.place.scope
            bound = {binding.region for binding in scope.bindings.get(name, ())}
            loop, where = None, step.place
            if where.region not in bound and _is_round(where.region):
                construct = where.region.construct
                assert construct is not None and isinstance(construct.node, ast.For)
                # A step in each round counts for the place of the whole loop.
                loop, where = construct.node, construct.place
                if loop in loops:
                    loops[loop].steps.append(step)
                    continue
            change = Change(name, step, where, loop)
            if loop is not None:
                loops[loop] = change
            changes.setdefault(scope, []).append(change)
        return changes


def _is_round(region: Region) -> bool:
    """Is it the body of a loop over a display, which is run once for each element?"""
    construct = region.construct
    if construct is None or region is not construct.branches[0]:
        return False
    loop = construct.node
    return (
        isinstance(loop, ast.For)
        and not (construct.breaks or construct.continues or loop.orelse)
        and region.falls_through
        and isinstance(loop.iter, (ast.Tuple, ast.List))
        and 0 < len(loop.iter.elts) <= CHANGE_LIMIT
    )


def tests_around(place: Place, reader: Place | None = None) -> tuple[Test, ...]:
    """Return the conditions of the branches that hold a place, each with its own place.

    Without those that hold the place of the reader as well.
    """
    common = set() if reader is None else {around.region for around in reader.around()}
    return tuple(
        (test, region.construct.place)
        for region, _ in place.around()
        if region.construct is not None and region not in common
        for test in region.construct.tests
    )
