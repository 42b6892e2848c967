"""Arithmetic and comparisons on what expressions may be.

Constants are computed as Python would; of a number of which only the least value
is known, such as ``os.cpu_count()``, a bound is kept.
"""

from __future__ import annotations

import ast
import builtins
import operator
from collections.abc import Callable
from itertools import product
from typing import Final

from flake8_uvicorn_import_string.inference.values import (
    NONE,
    OBJECT,
    TEXT,
    UNKNOWN,
    Kind,
    Member,
    Value,
    Values,
    constant,
    is_text,
    merge,
    string,
)


def negated(values: Values) -> Values:
    """Return what ``not`` makes of values."""
    return merge(*((OBJECT if v.truth is None else constant(not v.truth),) for v in values))


def unary(op: ast.unaryop, values: Values) -> Values:
    """Return what an operator with one operand, not ``not``, makes of values."""
    compute = _UNARY[type(op)]
    return merge(*((apply(compute, value),) for value in values))


def binary(op: ast.operator, left: Values, right: Values) -> Values:
    """Return what an operator makes of two operands."""
    return merge(*((_operate(op, a, b),) for a, b in product(left, right)))


def compare(op: ast.cmpop, left: Values, right: Values) -> Values:
    """Return the outcome of a comparison."""
    return merge(*((_compare(op, a, b),) for a, b in product(left, right)))


def extreme(name: str, groups: list[Values]) -> Values:
    """Return the bound that ``max`` or ``min`` of several operands has."""
    bounds = [min(v.data for v in group) for group in groups if all(map(_is_number, group))]
    if not bounds or (name == "min" and len(bounds) < len(groups)):
        return (UNKNOWN,)
    bound = (max if name == "max" else min)(bounds)
    numbers = [group[0] for group in groups if len(group) == 1 and _is_number(group[0])]
    if len(numbers) == len(groups) and all(v.kind is Kind.CONSTANT for v in numbers):
        return (constant(bound),)
    return (_at_least(bound),)


def _is_number(value: Value) -> bool:
    return value.kind is Kind.NUMBER or (
        value.kind is Kind.CONSTANT and isinstance(value.data, (int, float))
    )


def _at_least(bound: float) -> Value:
    return Value(Kind.NUMBER, bound, True if bound > 0 else None)


def apply(compute: Callable[..., object], *operands: Value) -> Value:
    """Return a constant computed from constants, OBJECT or UNKNOWN if it cannot be."""
    if any(operand.kind is not Kind.CONSTANT for operand in operands):
        return UNKNOWN
    try:
        return constant(compute(*(operand.data for operand in operands)))
    except Exception:  # noqa: BLE001 - whatever the program would meet there
        return UNKNOWN


def convert(name: str, value: Value) -> Value:
    """Return what ``int``, ``bool`` and so on make of a value."""
    if name == "bool":
        return OBJECT if value.truth is None else constant(value.truth)
    if value.kind is Kind.NUMBER:
        if name == "abs":
            return value
        # What is not below a number is, made whole, not below that number made whole.
        least = apply(getattr(builtins, name), constant(value.data))
        return OBJECT if least is UNKNOWN else _at_least(least.data)
    converted = apply(getattr(builtins, name), value)
    return OBJECT if converted is UNKNOWN else converted


def shown(value: Value) -> Value:
    """Return the text that an f-string makes of a constant."""
    # Under "python -b", str() of bytes warns; repr() gives the same text.
    return apply(repr if isinstance(value.data, bytes) else str, value)


def _equal(a: object, b: object) -> bool:
    """Are two constants equal?  Under ``python -b``, to compare bytes with others warns."""
    return isinstance(a, bytes) is isinstance(b, bytes) and a == b


def _small(*values: object) -> bool:
    """Can arithmetic on these numbers not take long?"""
    return all(isinstance(value, (int, float)) and abs(value) < 1 << 64 for value in values)


def _operate(op: ast.operator, a: Value, b: Value) -> Value:
    """Return what a binary operator makes of two values."""
    if isinstance(op, ast.Add) and is_text(a) and is_text(b):
        if isinstance(a.data, str) and isinstance(b.data, str):
            return string(a.data + b.data)
        return Value(Kind.STRING, None, True if a.truth or b.truth else None)
    if is_text(a) and isinstance(op, (ast.Mod, ast.Add)):
        return TEXT
    if isinstance(op, ast.Add) and is_text(b):
        return UNKNOWN if a.kind in {Kind.UNKNOWN, Kind.REFERENCE} else TEXT
    if isinstance(op, ast.Mult) and (is_text(a) or is_text(b)):
        return TEXT
    if a.kind is b.kind is Kind.CONSTANT:
        compute = _BINARY.get(type(op))
        exponent = isinstance(op, (ast.Pow, ast.LShift))
        if compute is None or not _small(a.data, b.data) or (exponent and abs(b.data) > 64):
            return UNKNOWN
        return apply(compute, a, b)
    if Kind.NUMBER in {a.kind, b.kind} and _is_number(a) and _is_number(b):
        return _bound(op, a, b) if _small(a.data, b.data) else OBJECT
    return UNKNOWN


def _bound(op: ast.operator, a: Value, b: Value) -> Value:
    """Return the bound of arithmetic on numbers of which one has only a bound."""
    if isinstance(op, ast.Add):
        return _at_least(a.data + b.data)
    if isinstance(op, ast.Mult) and a.data > 0 and b.data > 0:
        return _at_least(a.data * b.data)
    if b.kind is Kind.CONSTANT:
        if isinstance(op, ast.Sub):
            return _at_least(a.data - b.data)
        if isinstance(op, ast.FloorDiv) and b.data > 0:
            return _at_least(a.data // b.data)
        if isinstance(op, ast.Div) and b.data > 0:
            return _at_least(a.data / b.data)
    return OBJECT


def _compare(op: ast.cmpop, a: Value, b: Value) -> Value:
    """Return the outcome of a comparison, OBJECT or UNKNOWN if it is not known."""
    if isinstance(a.data, Member) and isinstance(b.data, Member):
        return _compare_members(op, a.data, b.data)
    if a.kind is b.kind is Kind.CONSTANT:
        if isinstance(op, (ast.Is, ast.IsNot)) and not (
            {type(a.data), type(b.data)} & {bool, type(None)}
        ):
            return OBJECT
        return apply(_COMPARE[type(op)], a, b)
    if a.kind is Kind.NUMBER and b.kind is Kind.CONSTANT and isinstance(b.data, (int, float)):
        if isinstance(op, (ast.Gt, ast.NotEq)) and a.data > b.data:
            return constant(True)
        if isinstance(op, ast.GtE) and a.data >= b.data:
            return constant(True)
    if isinstance(op, (ast.Is, ast.IsNot)) and NONE in (a, b):
        other = b if a == NONE else a
        if other.truth is True or is_text(other):
            return constant(isinstance(op, ast.IsNot))
    return OBJECT


def _compare_members(op: ast.cmpop, a: Member, b: Member) -> Value:
    """Return the outcome of a comparison of members of enums."""
    is_equality = isinstance(op, (ast.Eq, ast.NotEq))
    if not is_equality and not isinstance(op, (ast.Is, ast.IsNot)):
        return OBJECT
    if is_equality and (a.owner is not b.owner or "__eq__" in a.owner.bindings):
        return OBJECT
    return constant((a == b) is isinstance(op, (ast.Is, ast.Eq)))


_UNARY: Final[dict[type, Callable[..., object]]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    # Python warns of ~True; of the number that it stands for it does not.
    ast.Invert: lambda value: ~+value,
}
_BINARY: Final[dict[type, Callable[..., object]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}
_COMPARE: Final[dict[type, Callable[..., object]]] = {
    ast.Eq: _equal,
    ast.NotEq: lambda a, b: not _equal(a, b),
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
