"""UVI006: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.launches.judge import State
from flake8_uvicorn_import_string.rules.base import Finding, Fix, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context


class RemovedDebug(LaunchRule):
    """UVI006: ``debug``, which uvicorn no longer accepts."""

    code = "UVI006"
    message = (
        "uvicorn removed debug in 0.19 and raises TypeError for any value; "
        "remove it{reload}, and pass debug to the framework"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for the argument whatever the application is; not where releases are minded.

        What no release accepts gets no report either.
        """
        debug = launch.argument("debug")
        if debug is None or debug.is_optional or launch.is_type_error:
            return
        if context.judge(launch).is_dead or context.releases.are_minded(launch):
            return
        fix = Fix(launch, remove=debug.keyword) if debug.keyword else None
        judged = context.judge(launch)
        is_reload = judged.state("debug") is State.ON and launch.argument("reload") is None
        reload = ", write reload=True for its reloader" if is_reload else ""
        yield Finding(cls, debug.keyword or debug.shown, {"reload": reload}, fix)
