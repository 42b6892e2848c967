"""UVI003: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.launches.judge import Verdict
from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context


class IgnoredWorkers(LaunchRule):
    """UVI003: ``reload`` and ``workers`` together, of which reload wins."""

    code = "UVI003"
    message = (
        "these workers never start: uvicorn ignores workers while reload is on; keep one of the two"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for both flags on; with an object uvicorn exits before that matters."""
        judged = context.judge(launch)
        if judged.app is None or judged.verdict is Verdict.OBJECT:
            return
        if judged.by_environment is None and len(judged.on("reload", "workers")) == 2:
            yield Finding(cls, launch.arguments["workers"].shown, {})
