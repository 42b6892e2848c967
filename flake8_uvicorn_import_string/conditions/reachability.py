"""Which code surely runs, and which never does, by conditions whose outcome is known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.judge import State, judge_switch
from flake8_uvicorn_import_string.semantic.model import END, Construct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.semantic.model import Place, Region

_DECIDING: Final = (ast.If, ast.IfExp, ast.BoolOp, ast.While)
# What is entered in any case, if it is reached.
_PASSABLE: Final[tuple[type, ...]] = (
    ast.Try,
    ast.With,
    ast.AsyncWith,
    *([ast.TryStar] if hasattr(ast, "TryStar") else []),
)
# False whenever the code runs (the typing documentation).
_TYPE_CHECKING: Final = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"})


def befores(place: Place) -> Iterator[Place]:
    """Yield a place, and those just before the constructs that hold it."""
    yield place
    for region, _ in place.around():
        if region.construct is not None:
            yield region.construct.before


class Outlook:
    """Follows the tests of constructs as far as their outcome is known.

    In: what tells the outcome of a test at a place, None if it is not known.
    """

    def __init__(self, outcome: Callable[[ast.expr, Place], bool | None]) -> None:
        self._outcome = outcome
        # By construct: the first test that may not lead on to the next, and the first that
        # surely does not.
        self._known: dict[Construct, tuple[int, int]] = {}

    def is_entered(self, branch: Region) -> bool:
        """Is a branch surely entered whenever its construct is reached?"""
        construct = branch.construct
        assert construct is not None
        if not isinstance(construct.node, _DECIDING):
            return branch is construct.branches[0] and isinstance(construct.node, _PASSABLE)
        before = branch.tests_before - branch.last_test_holds
        return before <= self._follow(construct)[0] and self._last_outcome(branch, True)

    def is_skipped(self, branch: Region) -> bool:
        """Is a branch surely never entered?"""
        construct = branch.construct
        assert construct is not None
        if not isinstance(construct.node, _DECIDING) or not branch.tests_before:
            return False
        before = branch.tests_before - branch.last_test_holds
        if self._follow(construct)[1] < before:
            return True
        return branch.last_test_holds and self._last_outcome(branch, False)

    def ends(self, construct: Construct) -> bool:
        """Is one of the branches surely entered from which the code does not go on?"""
        # Behind a loop the code goes on after a "break" too.
        return not isinstance(construct.node, ast.While) and any(
            not branch.falls_through and branch.tests_before and self.is_entered(branch)
            for branch in construct.branches
        )

    def _last_outcome(self, branch: Region, truth: bool) -> bool:
        """Has the last test before a branch surely this outcome, if it has to be true?"""
        construct = branch.construct
        assert construct is not None
        if not branch.last_test_holds:
            return True
        test = construct.tests[branch.tests_before - 1]
        return self._outcome(test, construct.place) is truth

    def _follow(self, construct: Construct) -> tuple[int, int]:
        """Return which test is the first that may not, and that does not lead to the next one."""
        found = self._known.get(construct)
        if found is None:
            node = construct.node
            # "and" goes on with what is true, everything else with what is false.
            onward = isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And)
            first_open = first_away = len(construct.tests)
            for at, test in enumerate(construct.tests):
                outcome = self._outcome(test, construct.place)
                if outcome is not onward:
                    first_open = min(first_open, at)
                    if outcome is not None:
                        first_away = at
                        break
            found = self._known[construct] = first_open, first_away
        return found


class Reachability:
    """Knows which code of a file can never run."""

    def __init__(self, inference: Inference) -> None:
        self._inference = inference
        self._outlook = Outlook(self.outcome)
        self._ends: dict[Region, int] = {}
        self._dead: dict[Region, bool] = {}

    def outcome(self, test: ast.expr, place: Place) -> bool | None:
        """Return the outcome of a test, None if it is not known."""
        values = self._inference.values(test, place)
        if all(
            value.kind is Kind.REFERENCE and value.data.path in _TYPE_CHECKING for value in values
        ):
            return False
        return _OUTCOMES.get(judge_switch(values))

    def is_dead(self, place: Place) -> bool:
        """Is a place never reached, for a constant condition around or before it?"""
        outer: Place | None = place
        while outer is not None:
            if any(map(self._is_behind_end, befores(outer))) or self._is_skipped(outer.region):
                return True
            outer = outer.scope.place
        return False

    def _is_behind_end(self, place: Place) -> bool:
        """Has the code of a region surely ended before a place of it?"""
        region = place.region
        end = self._ends.get(region)
        if end is None:
            end = self._ends[region] = next(
                (
                    at
                    for at, check in region.checks
                    if isinstance(check, Construct) and self._outlook.ends(check)
                ),
                END + 1,
            )
        return end <= place.at

    def _is_skipped(self, region: Region) -> bool:
        """Is a region, or one around it, never entered?"""
        dead = self._dead.get(region)
        if dead is None:
            passed: list[Region] = []
            dead = False
            for around, _ in region.end.around():
                if around in self._dead:
                    dead = self._dead[around]
                    break
                passed.append(around)
                if around.construct is not None and self._outlook.is_skipped(around):
                    dead = True
                    break
            self._dead.update(dict.fromkeys(passed, dead))
        return dead


_OUTCOMES: Final = {State.ON: True, State.OFF: False}
