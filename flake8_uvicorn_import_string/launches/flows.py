"""Where a dict that has a name is made and changed, in the order of evaluation.

A change in place is an event of its name as a binding is: reaching definitions say which
ones come to a place.
"""

from __future__ import annotations

import ast
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import CHANGING_METHODS
from flake8_uvicorn_import_string.launches.contents import TEST_LIMIT
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
        self._changers: dict[str, dict[Scope | None, set[Scope]]] = {}

    def flow(self, scope: Scope, name: str) -> NameFlow:
        """Return the bindings of a name by a scope's own code, and the changes."""
        flow = self._flows.get((scope, name))
        if flow is None:
            bindings: list[Binding] = [*scope.bindings.get(name, ()), *scope.bindings.get("*", ())]
            bindings += self.changes(scope, name)
            bindings.sort(key=lambda binding: binding.at)
            flow = self._flows[scope, name] = NameFlow(scope.root, events_of(scope.root, bindings))
        return flow

    def changes(self, scope: Scope, name: str) -> list[Change]:
        """Return the changes by a scope's own code of what a name holds."""
        return self._changes.get(name, {}).get(scope, [])

    def changers(self, name: str) -> dict[Scope | None, set[Scope]]:
        """Return by whose code a name is changed, by the scope that has it (None: unknown)."""
        changers = self._changers.get(name)
        if changers is None:
            changers = self._changers[name] = {}
            for scope, changes in self._changes.get(name, {}).items():
                owner = self.table.lookup(name, changes[0].place).owner
                changers.setdefault(owner, set()).add(scope)
        return changers

    @cached_property
    def _changes(self) -> dict[str, dict[Scope, list[Change]]]:
        """All changes of the file by the name, and by the scope whose code it is."""
        steps: dict[str, list[Step]] = {}
        for name, step in self._all_steps():
            steps.setdefault(name, []).append(step)
        return {name: _by_scope(name, of_name) for name, of_name in steps.items()}

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


def _by_scope(name: str, steps: list[Step]) -> dict[Scope, list[Change]]:
    """Return the changes that steps make, by the scope whose code they are."""
    changes: dict[Scope, list[Change]] = {}
    loops: dict[ast.For, Change] = {}
    for step in sorted(steps, key=lambda step: step.place.at):
        loop, where = _loop_around(step.place, name)
        if loop is not None and loop in loops:
            loops[loop].steps.append(step)
            continue
        change = Change(name, step, where, loop)
        if loop is not None:
            loops[loop] = change
        changes.setdefault(step.place.scope, []).append(change)
    return changes


def _loop_around(place: Place, name: str) -> tuple[ast.For | None, Place]:
    """Return the loop in each round of which a place is run, and for which place it counts."""
    region = place.region
    construct = region.construct
    if construct is None or not isinstance(construct.node, ast.For) or not _is_round(region):
        return None, place
    if any(binding.region is region for binding in place.scope.bindings.get(name, ())):
        return None, place
    return construct.node, construct.place


def _is_round(region: Region) -> bool:
    """Is it the body of a loop over a display, or does it copy all items of a dict?"""
    construct = region.construct
    if construct is None or region is not construct.branches[0]:
        return False
    loop = construct.node
    return (
        isinstance(loop, ast.For)
        and not (construct.breaks or construct.continues or loop.orelse)
        and region.falls_through
        and (
            isinstance(loop.iter, (ast.Tuple, ast.List))
            and 0 < len(loop.iter.elts) <= CHANGE_LIMIT
            or copied_by(loop) is not None
        )
    )


def copied_by(loop: ast.For) -> ast.expr | None:
    """Return the dict of ``for key, value in d.items(): other[key] = value``, else None."""
    items, (statement, *others) = loop.iter, loop.body
    names = [plain_name(part) for part in getattr(loop.target, "elts", ())]
    if (
        others
        or "" in names
        or not isinstance(items, ast.Call)
        or not isinstance(items.func, ast.Attribute)
        or items.func.attr != "items"
        or items.args
        or not isinstance(statement, ast.Assign)
        or not isinstance(statement.targets[0], ast.Subscript)
        or [plain_name(statement.targets[0].slice), plain_name(statement.value)] != names
    ):
        return None
    return items.func.value


def tests_around(place: Place, reader: Place | None = None) -> tuple[Test, ...]:
    """Return the conditions of the branches that hold a place, each with its own place.

    Without those that hold the place of the reader as well.
    """
    common = set() if reader is None else {around.region for around in reader.around()}
    tests = (
        (test, region.construct.place)
        for region, _ in place.around()
        if region.construct is not None and region not in common
        for test in region.construct.tests
    )
    return tuple(islice(tests, TEST_LIMIT))
