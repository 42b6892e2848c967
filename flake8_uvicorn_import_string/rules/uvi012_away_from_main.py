"""UVI012: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.conditions.elsewhere import DAEMON, THREAD
from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context

_PROBLEMS: Final = {
    THREAD: "sets signal handlers, which only the main thread may",
    DAEMON: "starts processes, which a daemon process may not",
}


class AwayFromMain(LaunchRule):
    """UVI012: an import string with ``reload`` or ``workers`` where neither can work."""

    code = "UVI012"
    message = (
        "nothing is served from here: with {flags} uvicorn {problem}; "
        "call uvicorn.run in the main thread of the main process"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for a flag that is on in a thread or in a daemon process.

        An object there gets UVI001.  A process that is no daemon works or hangs by its
        start method, which the file need not show.
        """
        judged = context.judge(launch)
        if judged.string is None:
            return
        flags = judged.on("reload", "workers")
        where = context.elsewhere.away_from_main(launch) if flags else None
        if where is not None:
            details = {"flags": " and ".join(flags), "problem": _PROBLEMS[where]}
            yield Finding(cls, launch.call, details)
