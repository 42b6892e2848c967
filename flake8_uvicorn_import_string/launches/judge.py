"""What uvicorn makes of the values that inference finds.

An application is a string or an object, a flag is on or off; where the values do
not agree, neither is certain.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.uvicorn import FRAMEWORKS
from flake8_uvicorn_import_string.inference.values import Kind, is_object, is_text, truth_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flake8_uvicorn_import_string.inference.values import Value, Values


class Verdict(enum.Enum):
    """What an application is, as far as the source decides it."""

    STRING = enum.auto()
    OBJECT = enum.auto()
    UNKNOWN = enum.auto()


class State(enum.Enum):
    """What a flag is; ERROR is a value on which uvicorn raises an exception."""

    ON = enum.auto()
    OFF = enum.auto()
    DYNAMIC = enum.auto()
    ERROR = enum.auto()


def judge_application(values: Values) -> Verdict:
    """Return STRING or OBJECT if an expression with these values surely is one."""
    if values and all(map(is_object, values)):
        return Verdict.OBJECT
    if values and all(map(is_text, values)):
        return Verdict.STRING
    return Verdict.UNKNOWN


def are_applications(values: Values) -> bool:
    """Are these certainly instances of a framework's application class?"""
    return bool(values) and all(
        value.kind is Kind.OBJECT and value.data in FRAMEWORKS for value in values
    )


def judge_switch(values: Values) -> State:
    """Return the state of ``reload=`` or ``debug=``: uvicorn goes by truth."""
    return _STATES[truth_of(values)]


def judge_workers(values: Values) -> State:
    """Return the state of ``workers=``: uvicorn asks ``(workers or 1) > 1``.

    Source: ``Config.__init__`` and ``run`` of uvicorn 0.10.6 to 0.54.0.  A true
    value that does not compare with a number is an error, not a refusal.
    """
    states = [_workers_state(value) for value in values]
    if any(
        state is State.ERROR and value.kind is Kind.CONSTANT
        for state, value in zip(states, values, strict=True)
    ):
        return State.ERROR  # it may come before a refusal
    return _together(states)


# From a parameter of ``uvicorn.run`` to how uvicorn weighs what it is given.
JUDGES: Final[Mapping[str, Callable[[Values], State]]] = {
    "reload": judge_switch,
    "workers": judge_workers,
    "debug": judge_switch,
    "factory": judge_switch,
}

_STATES: Final = {True: State.ON, False: State.OFF, None: State.DYNAMIC}


def _together(states: list[State]) -> State:
    return states[0] if len(set(states)) == 1 else State.DYNAMIC


def _workers_state(value: Value) -> State:
    if value.truth is False:
        return State.OFF
    if value.kind is Kind.CONSTANT:
        if isinstance(value.data, (int, float)):
            return State.ON if value.data > 1 else State.OFF
        return State.ERROR
    if value.kind is Kind.NUMBER:
        return State.ON if value.data > 1 else State.DYNAMIC
    return State.ERROR if value.truth and value.kind is not Kind.UNKNOWN else State.DYNAMIC
