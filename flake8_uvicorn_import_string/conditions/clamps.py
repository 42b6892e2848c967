"""Has the code bounded a flag, so that it cannot turn on?"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.conditions.implied import implied
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.flows import tests_around
from flake8_uvicorn_import_string.launches.frames import names_of_parameters
from flake8_uvicorn_import_string.launches.judge import JUDGES, State
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import dotted_name, last_name, plain_name, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_uvicorn_import_string.conditions.asked import Asked
    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.launch import Argument
    from flake8_uvicorn_import_string.semantic.model import (
        AttributeStore,
        Binding,
        Call,
        Construct,
        Place,
        Region,
    )

    Judge = Callable[[Values], State]


# So many expressions are looked at to see whether a number is bounded.
_STEP_LIMIT: Final = 50


class Clamps:
    """Knows which flags are bounded."""

    def __init__(self, inference: Inference, subjects: Subjects, asked: Asked) -> None:
        self._table = inference.table
        self._inference = inference
        self._subjects = subjects
        self._asked = asked
        self._forced: dict[tuple[Binding | AttributeStore, str], bool] = {}
        self._questions: dict[tuple[Construct, str], tuple[int, ...]] = {}

    def hold(
        self, flag: Argument, name: str, passed_by: Callable[[Binding], bool] | None = None
    ) -> bool:
        """Is a flag bounded, or a name that every way to the launch has bounded?

        In: what is given, the parameter of ``uvicorn.run`` it is given for, and which
        bindings of the name the way to the launch surely passes by.
        """
        return all(
            self._is_held(source.node, source.place, name, passed_by) for source in flag.sources
        )

    def _is_held(
        self,
        node: ast.expr,
        place: Place,
        name: str,
        passed_by: Callable[[Binding], bool] | None,
    ) -> bool:
        if isinstance(node, ast.Attribute):
            return self._is_attribute_forced(node, place, name) or self._parser_forbids(node, name)
        if not isinstance(node, ast.Name):
            return self.is_clamp(node, place, name)
        bindings = self._table.lookup(node.id, place).bindings
        if passed_by is not None:
            bindings = [binding for binding in bindings if not passed_by(binding)]
        if any(
            self._is_forced(binding, binding.place, binding.value, node.id, name)
            or _counts_down(binding, place, node.id, name)
            for binding in bindings
        ):
            return True
        return bool(bindings) and all(
            binding.kind is BindingKind.ASSIGNMENT
            and isinstance(binding.value, ast.expr)
            and self.is_clamp(binding.value, binding.read_place, name)
            for binding in bindings
        )

    def _is_forced(
        self,
        made: Binding | AttributeStore,
        place: Place,
        value: ast.AST | None,
        own: str,
        name: str,
    ) -> bool:
        """Is something bounded where a test on itself has led?"""
        answer = self._forced.get((made, name))
        if answer is None:
            leads_by = self._asked.leads_by
            answer = self._forced[made, name] = (
                isinstance(value, ast.expr)
                and getattr(made, "kind", BindingKind.ASSIGNMENT) is BindingKind.ASSIGNMENT
                and self.is_clamp(value, place, name)
                and any(
                    leads_by(region, {own}) and not self._only_asks_if_missing(region, own)
                    for region, _ in place.around()
                )
            )
        return answer

    def _is_attribute_forced(self, node: ast.Attribute, place: Place, name: str) -> bool:
        """Has an attribute been bounded before a place, where a test on it has led?"""
        own = dotted_name(node)
        return any(
            store.place.scope is place.scope
            and store.place.at <= place.at  # a test on it ticks the clock
            and dotted_name(store.target) == own
            and self._is_forced(store, store.place, store.value, own, name)
            for store in self._table.stores.get(node.attr, ())
        )

    def _only_asks_if_missing(self, branch: Region, name: str) -> bool:
        """Do the tests that lead into a branch only say that ``name`` was not given?"""
        construct = branch.construct
        assert construct is not None
        known = self._questions.get((construct, name))
        if known is None:
            # The first test that asks for more, and the first that is passed by if it is missing.
            onward = isinstance(construct.node, ast.BoolOp) and isinstance(
                construct.node.op, ast.And
            )
            asked = [_missing(test, name) for test in construct.tests]
            known = self._questions[construct, name] = tuple(
                asked.index(outcome) if outcome in asked else len(asked)
                for outcome in (None, onward)
            )
        more, missing = known
        before = branch.tests_before - branch.last_test_holds
        return branch.tests_before <= more and (
            missing < before
            or branch.last_test_holds
            and _missing(construct.tests[before], name) is True
        )

    def is_clamp(self, node: ast.expr, place: Place, name: str) -> bool:
        """Is the expression off, or off in one case of a condition, or bounded from above?

        A condition with a side that is certainly on is no clamp, it is a switch.
        """
        judge = JUDGES[name]
        pending = [(node, place)]
        for node, place in pending:
            if len(pending) > _STEP_LIMIT:
                return False
            if judge(self._inference.values(node, place)) is State.OFF:
                continue
            if isinstance(node, ast.IfExp):
                if self._is_off_in_one_case(node, place, judge):
                    continue
                return False
            if isinstance(node, ast.Call) and self._gives_off(node, place, judge):
                continue
            parts = self._parts(node, place) if name == "workers" else self._items(node, place)
            if parts is None:
                return False
            pending += parts
        return True

    def _gives_off(self, node: ast.Call, place: Place, judge: Judge) -> bool:
        """Does a function of this file give a flag that is off for some of what it is given?"""
        callees = self._inference.values(node.func, place)
        return any(
            names_of_parameters(callee.data) & self._subjects.of(*test)
            for callee in callees
            if callee.kind is Kind.FUNCTION
            for value, read_place in callee.data.returns
            if value is not None and judge(self._inference.values(value, read_place)) is State.OFF
            for test in tests_around(read_place)
        )

    def _is_off_in_one_case(self, node: ast.IfExp, place: Place, judge: Judge) -> bool:
        states = [judge(self._inference.values(part, place)) for part in (node.body, node.orelse)]
        if State.OFF not in states or State.ON in states:
            return False
        other = node.body if states[0] is not State.OFF else node.orelse
        return _missing(node.test, dotted_name(other)) is None

    def _parts(self, node: ast.expr, place: Place) -> list[tuple[ast.expr, Place]] | None:
        """Return what a number must not be above 1 for; None if it may be above in any case."""
        if isinstance(node, ast.Compare) or (
            isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        ):
            return []  # True is 1
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            divisor = getattr(node.right, "value", None)
            return [] if isinstance(divisor, int) and divisor in (1, 2) else None
        if isinstance(node, ast.BoolOp):
            return [(value, place) for value in node.values]
        if isinstance(node, ast.Name):
            bindings = self._table.lookup(node.id, place).bindings
            values = [*self._subjects.named(node, place)]
            return values if values and len(values) == len(bindings) else None
        if isinstance(node, ast.Call):
            function = plain_name(node.func)
            if function == "bool":
                return []
            if function == "min" and any(
                isinstance(argument, ast.Constant)
                and isinstance(argument.value, (int, float))
                and argument.value == 1
                for argument in node.args
            ):
                return []
            if function == "max" and len(node.args) > 1 and not node.keywords:
                return [(argument, place) for argument in node.args]
        return self._items(node, place)

    def _items(self, node: ast.expr, place: Place) -> list[tuple[ast.expr, Place]] | None:
        """Return what an expression gives that looks something up in a dict of this file."""
        default: list[ast.expr] = []
        if isinstance(node, ast.Subscript):
            holder = node.value
        elif isinstance(node, ast.Call) and last_name(node.func) == "get":
            holder = getattr(node.func, "value", node.func)
            default = node.args[1:]
        else:
            return None
        if not isinstance(holder, ast.Name):
            return None
        found = [*self._subjects.named(holder, place)]
        if len(found) != 1 or len(self._table.lookup(holder.id, place).bindings) != 1:
            return None
        shown, read_place = found[0]
        if not isinstance(shown, ast.Dict) or None in shown.keys or not shown.keys:
            return None
        return [
            *((value, read_place) for value in shown.values),
            *((value, place) for value in default),
        ]

    def _parser_forbids(self, node: ast.Attribute, name: str) -> bool:
        """Does no option of an ``argparse`` parser of this file turn an attribute on?"""
        options = self._options.get(node.attr, ())
        return bool(options) and all(self._is_never_on(option, name) for option in options)

    @cached_property
    def _options(self) -> dict[str, list[Call]]:
        """The calls that add options to parsers, by the attributes that these fill."""
        options: dict[str, list[Call]] = {}
        calls = self._table.calls
        for call in calls.get("add_argument", ()) if "set_defaults" not in calls else ():
            options.setdefault(_destination(call.node), []).append(call)
        return options

    def _is_never_on(self, option: Call, name: str) -> bool:
        """Is what an option gives off, whether it is used or not?"""
        given = {keyword.arg: keyword.value for keyword in option.node.keywords}
        choices = getattr(given.get("choices"), "elts", None)
        if choices:
            parts = choices
        elif text_of(given.get("action")) == "store_false" and "default" in given:
            parts = []
        else:
            return False
        parts = [*parts, *([given["default"]] if "default" in given else [])]
        return all(
            JUDGES[name](self._inference.values(part, option.place)) is State.OFF
            for part in parts
        )


def _counts_down(binding: Binding, place: Place, own: str, name: str) -> bool:
    """Does a loop change a name until the flag is off, and end before a place?"""
    loop = binding.region.construct
    return (
        binding.kind is BindingKind.AUGMENTED
        and loop is not None
        and isinstance(loop.node, ast.While)
        and not loop.breaks
        and implied(loop.tests[0], False, own, name) is State.OFF
        and all(region.construct is not loop for region, _ in place.around())
    )


def _missing(test: ast.expr, name: str) -> bool | None:
    """Return which outcome says that what has this name is not given, None if it says more."""
    outcome = False
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, outcome = test.operand, True
    if isinstance(test, ast.Compare) and isinstance(test.comparators[0], ast.Constant):
        if test.comparators[0].value is not None:
            return None
        if isinstance(test.ops[0], (ast.Is, ast.Eq)):
            outcome = not outcome
        test = test.left
    return outcome if dotted_name(test) == name != "" else None


def _destination(call: ast.Call) -> str:
    """Return the attribute in which a parser puts what an option gives."""
    for keyword in call.keywords:
        if keyword.arg == "dest":
            return text_of(keyword.value) or ""
    texts = [text for text in map(text_of, call.args) if text]
    long = [text for text in texts if text.startswith("--")]
    return (long or texts or [""])[0].lstrip("-").replace("-", "_")
