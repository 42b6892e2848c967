"""UVI008: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context


class IgnoredFlags(LaunchRule):
    """UVI008: ``reload`` or ``workers`` of a Config that a Server runs."""

    code = "UVI008"
    message = (
        "uvicorn.Server ignores {flags} and serves in one process; "
        "use uvicorn.run or the uvicorn command"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for flags that are on, in a file without a supervisor of its own.

        In: a call of ``uvicorn.Config`` whose ``Server`` is run.
        """
        on = context.judge(launch).on("reload", "workers")
        # The file is searched last: that takes longer than all the rest.
        if on and not context.has_supervisor:
            first = launch.arguments[on[0]]
            yield Finding(cls, first.keyword or first.shown, {"flags": " and ".join(on)})
