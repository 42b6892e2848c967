"""What the outcome of a test on a flag says of the flag."""

from __future__ import annotations

import ast
from typing import Final

from flake8_uvicorn_import_string.launches.judge import State
from flake8_uvicorn_import_string.syntax import dotted_name

# The same comparison with its sides exchanged, and what holds when it does not.
_SWAPPED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.GtE: ast.LtE, ast.LtE: ast.GtE, ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq, ast.Is: ast.Is, ast.IsNot: ast.IsNot,
}  # fmt: skip
_OPPOSITE: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.GtE: ast.Lt, ast.Lt: ast.GtE, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def implied(test: ast.expr, outcome: bool, name: str, flag: str) -> State | None:
    """Return what a flag surely is where a test has come out so, None if that is not known.

    In: the test and its outcome, the name or dotted name that is given as the flag, and the
    parameter of ``uvicorn.run`` it is given for: ``workers`` is on above 1, the others are
    when they are true.
    """
    pending = [(test, outcome)]
    while pending:
        part, outcome = pending.pop()
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
            pending.append((part.operand, not outcome))
        elif isinstance(part, ast.BoolOp):
            if isinstance(part.op, ast.And) is outcome:
                pending += ((value, outcome) for value in part.values)
        elif isinstance(part, ast.Compare):
            state = _compared(part, outcome, name, flag)
            if state is not None:
                return state
        elif dotted_name(part) == name != "":
            if not outcome:
                return State.OFF
            if flag != "workers":
                return State.ON
    return None


def _compared(test: ast.Compare, outcome: bool, name: str, flag: str) -> State | None:
    """Return what a comparison of the flag with a constant says of it."""
    operator = type(test.ops[0])
    if len(test.ops) != 1 or operator not in _SWAPPED:
        return None
    left, right = test.left, test.comparators[0]
    if isinstance(left, ast.Constant):
        left, right, operator = right, left, _SWAPPED[operator]
    if not isinstance(right, ast.Constant) or dotted_name(left) != name or not name:
        return None
    if not outcome:
        operator = _OPPOSITE[operator]
    value = right.value
    if value is None or isinstance(value, bool) or flag != "workers":
        same = operator in {ast.Is, ast.Eq}
        if same and (value is None or isinstance(value, bool)):
            return State.ON if value and flag != "workers" else State.OFF
        return None
    if not isinstance(value, int):
        return None
    if operator is ast.Eq:
        return State.ON if value > 1 else State.OFF
    least = {ast.Gt: value + 1, ast.GtE: value}.get(operator)
    most = {ast.Lt: value - 1, ast.LtE: value}.get(operator)
    if least is not None and least > 1:
        return State.ON
    return State.OFF if most is not None and most <= 1 else None
