"""UVI001: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context


class ApplicationObject(LaunchRule):
    """UVI001: an application object with ``reload``, ``workers`` or ``debug`` on."""

    code = "UVI001"
    judges_callers = True
    message = (
        "uvicorn exits at start-up: {flags} an import string, not an object; {advice}"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for a flag that is on whenever the launch runs."""
        judged = context.judge(launch)
        app = judged.object if judged.has_flags else None
        if app is None:
            return
        on = judged.refused("reload", "workers", "debug")
        if not on or on == ["debug"] and context.releases.are_minded(launch):
            return
        if on == ["debug"]:
            flags = "debug is gone since 0.19, and its reload needs"
        else:
            flags = f"{' and '.join(on)} {'needs' if len(on) == 1 else 'need'}"
        advice, fix = context.advise(cls, launch, flags=flags)
        yield Finding(cls, app.shown, {"flags": flags, "advice": advice}, fix)
