"""Conditions that choose between an object and a string: which flags does the object get?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.conditions.implied import implied
from flake8_uvicorn_import_string.conditions.reachability import befores
from flake8_uvicorn_import_string.launches.judge import JUDGES, State, Verdict, judge_application
from flake8_uvicorn_import_string.semantic.model import BindingKind, Construct, Place
from flake8_uvicorn_import_string.syntax import dotted_name, plain_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.conditions.asked import Asked
    from flake8_uvicorn_import_string.conditions.clamps import Clamps
    from flake8_uvicorn_import_string.conditions.flag_checks import FlagChecks
    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.launch import Argument
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Binding, Region

_FLAGS: Final = ("reload", "workers")
# Of no more tests is it asked what their outcome says of a flag.
_TEST_LIMIT: Final = 50


class Side(NamedTuple):
    """One of the two applications that a test chooses between, and the outcome for it."""

    node: ast.expr
    place: Place
    test: ast.expr
    test_place: Place
    outcome: bool

    def excludes(self, region: Region) -> bool:
        """Is a region entered only with the other outcome of the test?"""
        test, outcome = _stripped(self.test, self.outcome)
        opposite = State.OFF if outcome else State.ON
        return any(
            opposite in _implied_in(around, dotted_name(test), "reload")
            for around, _ in region.end.around()
        )


class Switches:
    """Knows the launches of a file whose application or flags a test decides."""

    def __init__(
        self,
        inference: Inference,
        subjects: Subjects,
        asked: Asked,
        clamps: Clamps,
        flag_checks: FlagChecks,
    ) -> None:
        self._table = inference.table
        self._inference = inference
        self._subjects = subjects
        self._asked = asked
        self._clamps = clamps
        self._flag_checks = flag_checks

    def turns_on(self, launch: Launch, name: str) -> bool:
        """Is a flag on whenever the launch runs, by the one test on it that leads there?"""
        flag = launch.arguments[name]
        own = dotted_name(flag.node)
        if not own or not flag.is_plain or launch.is_forwarded:
            return False
        subjects = self._subjects.of(flag.node, flag.place)
        flag_checks = self._flag_checks
        on = False
        for place in befores(launch.place):
            if flag_checks.may_exit_on(place, subjects):
                if not self._goes_on_with(flag, place, own, name, subjects):
                    return False
                on = True
            construct = place.region.construct
            if construct is not None and self._asked.leads_by(place.region, subjects):
                if not (
                    State.ON in _implied_in(place.region, own, name)
                    and self._is_same(flag, construct.place)
                ):
                    return False
                on = True
        return on and not self._clamps.hold(flag, name)

    def _goes_on_with(
        self, flag: Argument, place: Place, own: str, name: str, subjects: frozenset[str]
    ) -> bool:
        """Has the code gone on to a place only because the flag is on?"""
        subjects_of = self._subjects.of
        checks = [
            check
            for at, check in place.region.checks
            if at <= place.at
            and isinstance(check, Construct)
            and any(subjects & subjects_of(test, check.before) for test in check.tests)
        ]
        if len(checks) != 1 or not isinstance(checks[0].node, ast.If) or len(checks[0].tests) != 1:
            return False
        (check,) = checks
        stopping = [branch for branch in check.branches if not branch.falls_through]
        return (
            len(stopping) == 1
            and self._is_same(flag, check.place)
            and implied(check.tests[0], not stopping[0].last_test_holds, own, name) is State.ON
        )

    def _is_same(self, flag: Argument, place: Place) -> bool:
        """Has what is given as the flag the same value at an earlier place?"""
        root = plain_name(root_of(flag.node))
        if isinstance(flag.node, ast.Attribute) and self._table.stores.get(flag.node.attr):
            return False
        then, now = self._table.lookup(root, place), self._table.lookup(root, flag.place)
        return then.complete and bool(then.bindings) and then.bindings == now.bindings

    def left_open(self, launch: Launch, app: Argument) -> list[str]:
        """Return the flags that may be on where a test on a flag has chosen an object.

        In: a launch, and its application, one of an object and a string.
        """
        side = self._object_side(app)
        if side is None:
            return []
        spoken = self._subjects.of(side.test, side.test_place)
        given = {
            name: self._subjects.of(flag.node, flag.place)
            for name in _FLAGS
            if (flag := launch.argument(name)) is not None
        }
        if not any(spoken & subjects for subjects in given.values()):
            return []
        return [name for name in given if self._is_left_open(launch, name, side, spoken)]

    def _is_left_open(
        self, launch: Launch, name: str, side: Side, spoken: frozenset[str]
    ) -> bool:
        """May a flag be on for the object, on the side that a test has chosen?"""
        flag = launch.arguments[name]
        values = self._inference.values
        if JUDGES[name](values(flag.node, flag.place)) is not State.DYNAMIC:
            return False
        node, place = self._chosen(flag.node, flag.place, side)
        if JUDGES[name](values(node, place)) is not State.DYNAMIC:
            return False
        if spoken & self._subjects.of(node, place):
            own = dotted_name(node)
            return implied(side.test, side.outcome, own, name) is State.ON and self._is_same(
                flag.of(node, place), side.test_place
            )
        chosen = flag.of(node, place)

        def is_passed_by(binding: Binding) -> bool:
            return side.excludes(binding.region)

        return not (
            self._clamps.hold(chosen, name, is_passed_by)
            or self._flag_checks.is_asked(launch, chosen, name)
        )

    def _chosen(self, node: ast.expr, place: Place, side: Side) -> tuple[ast.expr, Place]:
        """Return the part of a conditional flag that goes with one side of the same test."""
        for shown, read_place in [(node, place), *self._named(node, place)]:
            if isinstance(shown, ast.IfExp):
                asked, outcome = _stripped(side.test, side.outcome)
                test, outcome = _stripped(shown.test, outcome)
                if dotted_name(test) == dotted_name(asked) != "":
                    return (shown.body if outcome else shown.orelse), read_place
        return node, place

    def _named(self, node: ast.expr, place: Place) -> list[tuple[ast.expr, Place]]:
        """Return the one value of a name."""
        values = (
            [*self._subjects.named(node, place)] if isinstance(node, ast.Name) else []
        )
        return values if len(values) == 1 else []

    def _object_side(self, app: Argument) -> Side | None:
        """Return the side of a choice that is an object, where the other one is a string."""
        sides = [*self._sides(app)]
        verdicts = [
            judge_application(self._inference.values(side.node, side.place))
            for side in sides
        ]
        if sorted(verdicts, key=str) != [Verdict.OBJECT, Verdict.STRING]:
            return None
        return sides[verdicts.index(Verdict.OBJECT)]

    def _sides(self, app: Argument) -> Iterator[Side]:
        """Yield what an application is on the two sides of a test, if one chooses it."""
        for node, place in [(app.node, app.place), *self._named(app.node, app.place)]:
            if isinstance(node, ast.IfExp):
                yield Side(node.body, place, node.test, place, True)
                yield Side(node.orelse, place, node.test, place, False)
                return
        if isinstance(app.node, ast.Name):
            found = self._table.lookup(app.node.id, app.place)
            if len(found.bindings) == 2 and found.complete:
                yield from _branches(*sorted(found.bindings, key=lambda item: item.at))


def _implied_in(branch: Region, own: str, name: str) -> set[State | None]:
    """Return what the tests that lead into a branch say of a flag, if they are not very many."""
    if branch.construct is None or branch.tests_before > _TEST_LIMIT:
        return set()
    return {
        implied(test, outcome, own, name) for test, outcome in branch.construct.outcomes(branch)
    }


def _stripped(test: ast.expr, outcome: bool) -> tuple[ast.expr, bool]:
    """Return what ``not`` stands before, and its outcome."""
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, outcome = test.operand, not outcome
    return test, outcome


def _branches(first: Binding, second: Binding) -> Iterator[Side]:
    """Yield what a name is bound to in the branches of one ``if``, or before it and in it."""
    construct = second.region.construct
    if construct is None or not isinstance(construct.node, ast.If) or len(construct.tests) != 1:
        return
    if first.region.construct is not construct and first.region is not construct.region:
        return
    outcome = second.region.last_test_holds
    for binding, its_outcome in ((first, not outcome), (second, outcome)):
        if binding.kind is not BindingKind.ASSIGNMENT or not isinstance(binding.value, ast.expr):
            return
        yield Side(
            binding.value, binding.read_place, construct.tests[0], construct.before, its_outcome
        )
