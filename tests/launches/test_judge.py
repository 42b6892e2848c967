"""What uvicorn makes of the values that an application or a flag may have."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.inference.values import (
    NONE,
    OBJECT,
    TEXT,
    TRUTHY,
    UNKNOWN,
    Kind,
    Value,
    Values,
    constant,
)
from flake8_uvicorn_import_string.launches.judge import (
    State,
    Verdict,
    judge_application,
    judge_switch,
    judge_workers,
)

NUMBER = Value(Kind.NUMBER, 2, True)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((), Verdict.UNKNOWN),
        ((OBJECT,), Verdict.OBJECT),
        ((OBJECT, NONE), Verdict.OBJECT),
        ((TEXT,), Verdict.STRING),
        ((TEXT, constant("a")), Verdict.STRING),
        ((TEXT, OBJECT), Verdict.UNKNOWN),
        ((UNKNOWN,), Verdict.UNKNOWN),
    ],
)
def test_judge_application(values: Values, verdict: Verdict) -> None:
    """All that it may be must be of one sort."""
    assert judge_application(values) is verdict


@pytest.mark.parametrize(
    ("value", "switch", "workers"),
    [
        (constant(True), State.ON, State.OFF),
        (constant(1), State.ON, State.OFF),
        (constant(1.5), State.ON, State.ON),
        (constant(2), State.ON, State.ON),
        (constant(0), State.OFF, State.OFF),
        (NONE, State.OFF, State.OFF),
        (constant("2"), State.ON, State.ERROR),
        (constant(b"2"), State.ON, State.ERROR),
        (constant(""), State.OFF, State.OFF),
        (NUMBER, State.ON, State.ON),
        (Value(Kind.NUMBER, 1, True), State.ON, State.DYNAMIC),
        (Value(Kind.NUMBER, 0), State.DYNAMIC, State.DYNAMIC),
        (TRUTHY, State.ON, State.ERROR),
        (OBJECT, State.DYNAMIC, State.DYNAMIC),
        (TEXT, State.DYNAMIC, State.DYNAMIC),
        (Value(Kind.STRING, None, True), State.ON, State.ERROR),
        (UNKNOWN, State.DYNAMIC, State.DYNAMIC),
        (Value(Kind.UNKNOWN, None, True), State.ON, State.DYNAMIC),
        (Value(Kind.UNKNOWN, None, False), State.OFF, State.OFF),
    ],
)
def test_judge_flags(value: Value, switch: State, workers: State) -> None:
    """Truth decides about a switch, more than one about workers."""
    assert judge_switch((value,)) is switch
    assert judge_workers((value,)) is workers


def test_judge_several_values() -> None:
    """Values that agree decide, others do not."""
    assert judge_switch((constant(1), TRUTHY)) is State.ON
    assert judge_switch((constant(1), NONE)) is State.DYNAMIC
    assert judge_switch(()) is State.DYNAMIC
    assert judge_workers((constant(2), constant(4))) is State.ON
    assert judge_workers((constant(2), constant(1))) is State.DYNAMIC
    assert judge_workers((constant(2), TRUTHY)) is State.DYNAMIC
    assert judge_workers((constant(1), constant("2"))) is State.ERROR
