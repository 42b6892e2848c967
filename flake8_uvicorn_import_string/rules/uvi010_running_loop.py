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
    from flake8_uvicorn_import_string.semantic.model import Call, Place

_SERVER_FORM: Final = "write await server.serve()"
_COROUTINE_FORM: Final = "write await uvicorn.Server(uvicorn.Config(…)).serve()"
_OUTSIDE: Final = "call it without await, outside of the coroutine"
_RAISES: Final = "{} raises RuntimeError here, where an event loop is running already"
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
        loops = context.event_loops
        if launch.is_config:
            start = launch.served
            if start is not None and _is_run(start) and not _is_expected(start.place):
                if loops.is_running_at(start.place):
                    problem = _RAISES.format("server.run()")
                    yield Finding(cls, start.node, {"problem": problem, "advice": _SERVER_FORM})
            return
        off = not launch.may_have_more and all(
            judged.state(flag) is State.OFF for flag in ("reload", "workers")
        )
        raises = off and loops.is_running_at(launch.place)
        if not (raises or loops.is_awaited(launch.call, launch.place)):
            return
        if _is_expected(launch.place):
            return
        if raises:
            problem = _RAISES.format("uvicorn.run")
            yield Finding(cls, launch.call, {"problem": problem, "advice": _COROUTINE_FORM})
        else:
            cured = off and not loops.has_other_loop
            advice = _COROUTINE_FORM if cured else _OUTSIDE
            yield Finding(cls, launch.call, {"problem": _NOTHING_TO_AWAIT, "advice": advice})


def _is_run(start: Call) -> bool:
    """Is ``run`` of a server called itself, not handed on to a thread?"""
    return isinstance(start.node.func, ast.Attribute) and start.node.func.attr == "run"


def _is_expected(launched: Place) -> bool:
    """Does the code around a launch count on what it raises?

    What catches every exception only reports it, unless it goes on to await something.
    """
    for place in launched.around():
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
