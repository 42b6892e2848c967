"""UVI010: see the page beside this module."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.launches.judge import State
from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context

_COROUTINE_FORM: Final = "write await uvicorn.Server(uvicorn.Config(…)).serve()"
_OUTSIDE: Final = "call it without await, outside of the coroutine"
_RAISES: Final = "uvicorn.run raises RuntimeError here, where an event loop is running already"
_ERRORS: Final = frozenset({"RuntimeError", "TypeError"})
_NOTHING_TO_AWAIT: Final = (
    "uvicorn.run gives nothing to await, which is a TypeError once the server ends"
)


class RunningLoop(LaunchRule):
    """UVI010: ``uvicorn.run`` inside a running event loop."""

    code = "UVI010"
    message = "{problem}; {advice}"

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for a call in a coroutine that asyncio runs, without a flag, and for an await.

        With ``reload`` or ``workers`` it is a supervisor that runs there, and it works.
        """
        judged = context.judge(launch)
        if judged.app is None or launch.indirect_launcher is not None:
            return
        elsewhere = context.elsewhere
        if _is_expected(launch):
            return
        off = not launch.may_have_more and all(
            judged.state(flag) is State.OFF for flag in ("reload", "workers")
        )
        if off and elsewhere.in_running_loop(launch):
            yield Finding(cls, launch.call, {"problem": _RAISES, "advice": _COROUTINE_FORM})
        elif elsewhere.is_awaited(launch):
            cured = off and not elsewhere.has_other_loop
            advice = _COROUTINE_FORM if cured else _OUTSIDE
            yield Finding(cls, launch.call, {"problem": _NOTHING_TO_AWAIT, "advice": advice})


def _is_expected(launch: Launch) -> bool:
    """Does the code around a launch count on what it raises?

    What catches every exception only reports it, unless it goes on to await something.
    """
    for place in launch.place.around():
        construct = place.region.construct
        if construct is None:
            continue
        if isinstance(construct.node, (ast.With, ast.AsyncWith)):
            return True
        handlers: list[ast.ExceptHandler] = getattr(construct.node, "handlers", None) or []
        if any(map(_counts_on_error, handlers)):
            return True
    return False


def _counts_on_error(handler: ast.ExceptHandler) -> bool:
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is not None and last_name(kind) in _ERRORS for kind in named) or any(
        isinstance(part, ast.Await) for part in ast.walk(handler)
    )
