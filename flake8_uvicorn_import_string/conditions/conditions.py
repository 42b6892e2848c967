"""Under which conditions a launch runs: guards, and thought for a flag."""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.python import TYPE_QUESTIONS
from flake8_uvicorn_import_string.launches.judge import JUDGES, State, judge_switch
from flake8_uvicorn_import_string.semantic.callers import closure
from flake8_uvicorn_import_string.semantic.model import (
    DEFERRED,
    END,
    BindingKind,
    Call,
    Construct,
    Place,
    ScopeKind,
)
from flake8_uvicorn_import_string.syntax import dotted_name, plain_name, root_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.launch import Argument, Launch
    from flake8_uvicorn_import_string.semantic.model import Region, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

    Judge = Callable[[Values], State]

# Of so many checks in a region it is asked whether they have surely stopped the code.
CHECK_LIMIT: Final = 50

# What speaks of more than this has no subject.
SUBJECT_LIMIT: Final = 200


class Guards:
    """Knows which regions run only when the module is ``__main__``."""

    def __init__(self, table: SymbolTable) -> None:
        # IS_MAIN = __name__ == "__main__"
        self._named = {
            name: truth
            for name, (binding, *others) in table.module.bindings.items()
            if isinstance(binding.value, ast.Compare) and not others
            if name not in table.module.bound_elsewhere
            if (truth := guard_truth(binding.value)) is not None
        }
        self._answers: dict[Region, bool] = {}
        self._first_else: dict[Construct, int] = {}

    def hold(self, region: Region) -> bool:
        """Is the region entered only when the module is run as a script?"""
        passed: list[Region] = []
        answer = False
        for around, _ in Place(region, 0).around():
            if around in self._answers:
                answer = self._answers[around]
                break
            passed.append(around)
            if self._is_guarded_arm(around):
                answer = True
                break
        self._answers.update(dict.fromkeys(passed, answer))
        return answer

    def _is_guarded_arm(self, arm: Region) -> bool:
        construct = arm.construct
        if construct is None or not isinstance(
            construct.node, (ast.If, ast.IfExp, ast.BoolOp, ast.While)
        ):
            return False
        if isinstance(construct.node, ast.BoolOp):
            return any(self.truth(test) is truth for test, truth in construct.outcomes(arm))
        first = self._first_else.get(construct)
        if first is None:
            outcomes = [self.truth(test) for test in construct.tests]
            first = outcomes.index(False) if False in outcomes else len(outcomes)
            self._first_else[construct] = first
        holds = arm.last_test_holds
        failed = arm.tests_before - 1 if holds else arm.tests_before
        return first < failed or (holds and self.truth(construct.tests[failed]) is True)

    def truth(self, test: ast.expr) -> bool | None:
        """Return which outcome of a test means that the module is ``__main__``."""
        return guard_truth(test, self._named)


def guard_truth(test: ast.expr, named: Mapping[str, bool] | None = None) -> bool | None:
    """Return which outcome of a test means that the module is ``__main__``.

    None if neither does.  A test that also lets ``"__mp_main__"`` pass, the name
    in a child process, is no guard.  ``named`` holds the outcomes of names that
    stand for such a test.
    """
    # A part, the outcome of it that is looked for, and what that says of the whole.
    pending = [(test, False, False), (test, True, True)]
    while pending:
        part, wanted, truth = pending.pop()
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
            pending.append((part.operand, not wanted, truth))
        elif isinstance(part, ast.BoolOp):
            if isinstance(part.op, ast.And) is wanted:
                pending.extend((operand, wanted, truth) for operand in part.values)
        elif isinstance(part, ast.Name):
            if named and named.get(part.id) is wanted:
                return truth
        elif _main_outcome(part) is wanted:
            return truth
    return None


def _main_outcome(test: ast.expr) -> bool | None:
    """Return which outcome of a comparison means ``__main__``, None if neither does."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    operands = (test.left, test.comparators[0])
    if not any(isinstance(operand, ast.Name) and operand.id == "__name__" for operand in operands):
        return None
    other = operands[1] if isinstance(operands[0], ast.Name) else operands[0]
    if isinstance(test.ops[0], (ast.Eq, ast.NotEq)):
        names = [other]
    elif isinstance(test.ops[0], (ast.In, ast.NotIn)) and isinstance(
        other, (ast.Tuple, ast.List, ast.Set)
    ):
        names = other.elts
    else:
        return None
    if [*map(text_of, names)] != ["__main__"]:
        return None
    return isinstance(test.ops[0], (ast.Eq, ast.In))


class Conditions:
    """Answers questions about the conditions around places of one file."""

    def __init__(self, table: SymbolTable, inference: Inference, guards: Guards) -> None:
        self.table = table
        self.inference = inference
        self.guards = guards
        self._checks: dict[Region, dict[str, int]] = {}
        self._first_stops: dict[Region, int] = {}
        self._runners: dict[Place, Scope | None] = {}
        self._leaves: dict[ast.expr, list[ast.expr]] = {}
        self._first_tests: dict[Construct, dict[str, int]] = {}

    # Thought for a flag

    def is_checked(self, launch: Launch, name: str) -> bool:
        """Has the code thought of a flag being on before it launches?

        In: the name of a flag that the launch is given.  True when a condition on the
        same flag lies around the launch, or before it on every way to it with a stop on
        one side, or when the flag has been clamped; a message could tell such code
        nothing new.
        """
        flag = launch.arguments[name]
        subjects = self.subjects(flag.node, flag.place)
        if subjects & TYPE_QUESTIONS or self._clamped(flag, JUDGES[name]):
            return True
        for place in launch.place.around():
            if place.region.construct is not None and self._tested(place.region, subjects):
                return True
            if self._stops_on(place, subjects):
                return True
        return False

    def asks_for_type(self, launch: Launch, app: Argument) -> bool:
        """Does a condition around or before the launch ask of what type its application is?"""
        asked = any(name in self.table.calls for name in (*TYPE_QUESTIONS, "callable"))
        subjects: set[str] | None = None
        for place in launch.place.around():
            region = place.region
            construct = region.construct
            matches = construct is not None and isinstance(construct.node, ast.Match)
            if not asked and not matches:
                continue
            if subjects is None:
                subjects = self.subjects(app.node, app.place)
            if matches and self._tested(region, {dotted_name(app.node)}):
                return True
            for question in _STRING_QUESTIONS:
                groups = (subjects, *question)
                if construct is not None and all(
                    self._tested(region, group) for group in groups
                ):
                    return True
                if all(self._stops_on(place, group) for group in groups):
                    return True
        return False

    def is_ruled_out(self, launch: Launch, name: str) -> bool:
        """Do the conditions on a flag keep the launch from running while it has its value?

        In: the name of a flag that the launch is given.  They do in the ``else`` of an
        ``if`` on a constant that the flag is, too.
        """
        flag = launch.arguments[name]
        subjects = self.subjects(flag.node, flag.place)
        for place in launch.place.around():
            region = place.region
            construct = region.construct
            if construct is not None and self._tested(region, subjects):
                if any(
                    self._holds(test, construct.place, not truth)
                    for test, truth in construct.outcomes(region)
                ):
                    return True
            if self._stops_on(place, subjects) and self._stopped(place):
                return True
        return False

    def _stopped(self, place: Place) -> bool:
        """Has the code of a region surely stopped in a branch before a place?"""
        for at, check in place.region.checks[:CHECK_LIMIT]:
            if at <= place.at and isinstance(check, Construct):
                for arm in check.branches:
                    if arm.falls_through:
                        continue
                    outcomes = [*check.outcomes(arm)]
                    if outcomes and all(
                        self._holds(test, check.place, truth) for test, truth in outcomes
                    ):
                        return True
        return False

    def _tested(self, arm: Region, subjects: AbstractSet[str]) -> bool:
        """Do the tests before an arm speak of any of the subjects?"""
        construct = arm.construct
        assert construct is not None
        first = self._first_tests.get(construct)
        if first is None:
            first = self._first_tests[construct] = {}
            for number, test in enumerate(construct.tests):
                for subject in self.subjects(test, construct.place):
                    first.setdefault(subject, number)
        return any(first.get(subject, arm.tests_before) < arm.tests_before for subject in subjects)

    def _stops_on(self, place: Place, subjects: AbstractSet[str]) -> bool:
        """May the code of a region stop on any of the subjects before a place?"""
        stops, at = self._stops(place.region), place.at
        return any(stops.get(subject, at + 1) <= at for subject in subjects)

    def _stops(self, region: Region) -> dict[str, int]:
        """Return, by subject, the first place of a region where code may stop on it."""
        checks = self._checks.get(region)
        if checks is None:
            checks = self._checks[region] = {}
            for at, check in region.checks:
                tests = check.tests if isinstance(check, Construct) else [check.test]
                for test in tests:
                    for subject in self.subjects(test, Place(region, at - 1)):
                        checks.setdefault(subject, at)
        return checks

    def _clamped(self, flag: Argument, judge: Judge) -> bool:
        """Is the flag a name that every way to the launch has bounded?"""
        if not isinstance(flag.node, ast.Name):
            return self._is_clamp(flag.node, flag.place, judge)
        bindings = self.table.lookup(flag.node.id, flag.place).bindings
        own = {flag.node.id}
        all_clamps = bool(bindings)
        for binding in bindings:
            clamps = (
                binding.kind is BindingKind.ASSIGNMENT
                and isinstance(binding.value, ast.expr)
                and self._is_clamp(binding.value, binding.read_place, judge)
            )
            # if workers > 1: workers = 1
            if clamps and any(
                region.construct is not None
                and self._tested(region, own)
                and not self._only_asks_if_given(region, flag.node)
                for region, _ in binding.place.around()
            ):
                return True
            all_clamps &= clamps
        return all_clamps

    def _only_asks_if_given(self, arm: Region, name: ast.Name) -> bool:
        """Do the tests before an arm only ask whether ``name`` was given at all?"""
        assert arm.construct is not None
        return all(_is_default(test, name) for test in arm.construct.tests[: arm.tests_before])

    def _is_clamp(self, node: ast.expr, place: Place, judge: Judge) -> bool:
        """Is the expression off, or off in one case of a condition, or bounded from above?

        A condition with a side that is certainly on is no clamp, it is a switch.
        """
        if isinstance(node, ast.IfExp):
            states = [
                judge(self.inference.values(part, place)) for part in (node.body, node.orelse)
            ]
            if State.OFF in states and State.ON not in states:
                other = node.body if states[0] is not State.OFF else node.orelse
                return not _is_default(node.test, other)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "min":
            return any(
                isinstance(argument, ast.Constant)
                and isinstance(argument.value, (int, float))
                and argument.value == 1
                for argument in node.args
            )
        return judge(self.inference.values(node, place)) is State.OFF

    def subjects(self, node: ast.expr, place: Place) -> set[str]:
        """Return what an expression speaks of: names, dotted names, texts it looks up.

        A name that is assigned once speaks of what its value speaks of as well.
        """
        subjects: set[str] = set()
        pending = [(node, place, 0)]
        while pending and len(subjects) < SUBJECT_LIMIT:
            node, place, hops = pending.pop()
            leaves = self._leaves.get(node)
            if leaves is None:
                leaves = self._leaves[node] = [*islice(_leaves(node), SUBJECT_LIMIT)]
            for part in leaves:
                if isinstance(part, ast.Constant):
                    # Python refuses to write the longest numbers in decimal.
                    value = part.value
                    subjects.add(hex(value) if isinstance(value, int) else repr(value))
                    continue
                assert isinstance(part, (ast.Name, ast.Attribute))
                dotted = dotted_name(part) or f".{getattr(part, 'attr', '')}"
                if dotted in subjects:
                    continue
                subjects.add(dotted)
                if isinstance(part, ast.Name) and hops < 5:
                    bindings = self.table.lookup(part.id, place).bindings
                    for binding in bindings if len(bindings) <= 4 else ():
                        if binding.kind is BindingKind.ASSIGNMENT and isinstance(
                            binding.value, ast.expr
                        ):
                            pending.append((binding.value, binding.read_place, hops + 1))
        return subjects

    # Running on import

    def imported_call(self, call: ast.Call, place: Place) -> ast.Call | None:
        """Return the module-level call that surely reaches ``call`` on import.

        That is the call itself, or one of a local function that comes to it;
        None if a guard, a condition or a function that nobody calls lies between.
        """
        for reached in closure([Call(call, *place)], self._calls_that_reach):
            if self._runner(reached.place) is self.table.module:
                return reached.node
        return None

    def _calls_that_reach(self, call: Call) -> list[Call]:
        """Return the calls of a function whose every run surely comes to a call."""
        runner = self._runner(call.place)
        return [] if runner is None else self.table.callers.for_sure(runner)

    def _runner(self, place: Place) -> Scope | None:
        """Return the function, or the module, whose every run surely comes to a place."""
        if place not in self._runners:
            outer: Place | None = place
            while outer is not None and self._surely_reached(outer):
                if outer.scope.kind in {ScopeKind.MODULE, *DEFERRED}:
                    break
                outer = outer.scope.place
            else:
                outer = None
            self._runners[place] = outer and outer.scope
        return self._runners[place]

    def may_run_on_import(self, region: Region) -> bool:
        """May an import of this file come to a place, for all that conditions allow?"""
        return any(
            reached.scope.kind is ScopeKind.MODULE and not self.guards.hold(reached)
            for reached in closure([region], self._regions_that_may_lead_to)
        )

    def _regions_that_may_lead_to(self, region: Region) -> Iterator[Region]:
        """Yield the regions from which an import may come to one, itself no guarded one."""
        scope = region.scope
        if self.guards.hold(region) or scope.kind is ScopeKind.LAMBDA:
            return
        if scope.kind is ScopeKind.FUNCTION:
            yield from (call.place.region for call in self.table.callers.by_name(scope))
        elif scope.place is not None:
            yield scope.place.region

    def run_by_script(self, region: Region) -> bool:
        """Does a place run when this file is a script: under the guard, or called there?"""
        return any(map(self.guards.hold, closure([region], self._regions_that_lead_to)))

    def _regions_that_lead_to(self, region: Region) -> list[Region]:
        """Return the regions that surely call the function of a region."""
        return [call.place.region for call in self.table.callers.for_sure(region.scope)]

    def _surely_reached(self, place: Place) -> bool:
        """Is a place reached whenever the code of its scope runs?"""
        if self.guards.hold(place.region):
            return False
        for region, at in place.around():
            if self._first_stop(region) <= at:
                return False
            construct = region.construct
            if construct is not None and not self._surely_entered(construct, region):
                return False
        return True

    def _surely_entered(self, construct: Construct, arm: Region) -> bool:
        """Is an arm entered whenever its construct is reached?"""
        node = construct.node
        if isinstance(node, (ast.If, ast.IfExp, ast.BoolOp, ast.While)):
            return all(
                self._holds(test, construct.place, truth)
                for test, truth in construct.outcomes(arm)
            )
        return arm is construct.branches[0] and isinstance(node, _PASSABLE)

    def _first_stop(self, region: Region) -> int:
        """Return the first place of a region where a branch may not go on."""
        first = self._first_stops.get(region)
        if first is None:
            stops = (at for at, check in region.checks if isinstance(check, Construct))
            first = self._first_stops[region] = min(stops, default=END + 1)
        return first

    def _holds(self, test: ast.expr, place: Place, truth: bool) -> bool:
        """Has a test surely this outcome when the module is imported as a child?"""
        if _is_no_guard(test):
            return truth
        values = self.inference.values(test, place)
        return judge_switch(values) is (State.ON if truth else State.OFF)


_PASSABLE: Final[tuple[type, ...]] = (
    ast.Try,
    ast.With,
    ast.AsyncWith,
    *([ast.TryStar] if hasattr(ast, "TryStar") else []),
)


# What a condition that tells strings from objects speaks of: one of each set.
_STRING_QUESTIONS: Final = ((TYPE_QUESTIONS, {"str"}), ({"callable"},))


def _is_no_guard(test: ast.expr) -> bool:
    """Does the test let a child process pass too: ``"__mp_main__"`` beside ``"__main__"``?"""
    if isinstance(test, ast.BoolOp):
        one_of_two = isinstance(test.op, ast.Or) and all(
            isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq)
            for part in test.values
        )
    else:
        one_of_two = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.In)
    if not one_of_two:
        return False
    names = {
        part.value
        for part in ast.walk(test)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    others = {part.id for part in ast.walk(test) if isinstance(part, ast.Name)}
    return names == {"__main__", "__mp_main__"} and others == {"__name__"}


def _is_default(test: ast.expr, other: ast.expr) -> bool:
    """Does a test only ask whether ``other`` was given at all?"""
    asked = test.operand if isinstance(test, ast.UnaryOp) else test
    if isinstance(asked, ast.Compare) and isinstance(asked.comparators[0], ast.Constant):
        if asked.comparators[0].value is not None:
            return False
        asked = asked.left
    return dotted_name(asked) == dotted_name(other) != ""


def _leaves(node: ast.AST) -> Iterable[ast.expr]:
    """Yield the names, dotted names and looked-up texts of an expression."""
    pending: list[Any] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, (ast.Name, ast.Attribute)) and dotted_name(part):
            yield part
        elif isinstance(part, ast.Call):
            for argument in part.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument
            name = plain_name(part.func)
            if name in TYPE_QUESTIONS or name == "callable":
                yield part.func
            elif not dotted_name(part.func):
                pending.append(root_of(part.func))  # the name of a method says nothing
            pending.extend(part.args)
            pending.extend(keyword.value for keyword in part.keywords)
        elif isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant):
            yield part.slice
        elif isinstance(part, ast.Attribute):
            yield part
            pending.append(root_of(part))
        else:
            pending.extend(ast.iter_child_nodes(part))
