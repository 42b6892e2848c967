"""Which expressions give a flag that is bounded, so that it cannot be on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.conditions.implied import implied
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.flows import tests_around
from flake8_uvicorn_import_string.launches.frames import names_of_parameters
from flake8_uvicorn_import_string.launches.judge import JUDGES, State
from flake8_uvicorn_import_string.syntax import dotted_name, last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Place, Scope

    Judge = Callable[[Values], State]

# So many expressions are looked at to see whether a number is bounded.
_STEP_LIMIT: Final = 50


class Bounds:
    """Knows which expressions of a file are bounded."""

    def __init__(self, inference: Inference, subjects: Subjects) -> None:
        self._table = inference.table
        self._inference = inference
        self._subjects = subjects

    def hold(self, node: ast.expr, place: Place, name: str) -> bool:
        """Is the expression off, or bounded from above?

        A condition bounds it that keeps it off where it would be on.  One that asks
        something else, or only whether there is a value, leaves it open.
        """
        judge = JUDGES[name]
        pending = [(node, place)]
        for node, place in pending:
            if len(pending) > _STEP_LIMIT:
                return False
            if judge(self._inference.values(node, place)) is State.OFF:
                continue
            if isinstance(node, ast.IfExp):
                if self._is_off_in_one_case(node, place, name):
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
        """Does a function of this file give a flag that is off for some of what it is given?

        It must ask for the very parameter that it gives otherwise.
        """
        callees = self._inference.values(node.func, place)
        return any(
            self._bounds(callee.data, judge) for callee in callees if callee.kind is Kind.FUNCTION
        )

    def _bounds(self, function: Scope, judge: Judge) -> bool:
        spoken: set[str] = set()
        tested: set[str] = set()
        for value, place in function.returns:
            if value is None:
                continue
            if judge(self._inference.values(value, place)) is State.OFF:
                tested.update(*(self._subjects.of(*test) for test in tests_around(place)))
            else:
                spoken |= self._subjects.of(value, place)
        return bool(names_of_parameters(function) & tested & spoken)

    def _is_off_in_one_case(self, node: ast.IfExp, place: Place, name: str) -> bool:
        judge = JUDGES[name]
        states = [judge(self._inference.values(part, place)) for part in (node.body, node.orelse)]
        if State.OFF not in states or State.ON in states:
            return False
        outcome = states[0] is not State.OFF
        other = node.body if outcome else node.orelse
        state = implied(node.test, outcome, dotted_name(other), name)
        if state is not None:
            return state is State.OFF
        spoken = self._subjects.of(node.test, place) & self._subjects.of(other, place)
        return bool(spoken) and not self._asks_if_given(node.test, place)

    def _asks_if_given(self, test: ast.expr, place: Place) -> bool:
        """Does a test only ask whether there is a value, not which?"""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            test = test.operand
        if isinstance(test, ast.Name):
            values = [*self._subjects.named(test, place)]
            test = values[0][0] if len(values) == 1 else test
        if isinstance(test, ast.Compare):
            other = getattr(test.comparators[0], "value", test)
            is_empty = other is None or (isinstance(other, str) and not other)
            return is_empty or isinstance(test.ops[0], (ast.In, ast.NotIn))
        if isinstance(test, ast.Call):
            return last_name(test.func) in {"get", "getenv"}
        return isinstance(test, (ast.Name, ast.Attribute, ast.Subscript))

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


def missing(test: ast.expr, name: str) -> bool | None:
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
