"""UVI901: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.inference.values import NONE
from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context


class WebConcurrency(LaunchRule):
    """UVI901: an application object that ``WEB_CONCURRENCY`` makes fail (opt-in)."""

    code = "UVI901"
    opt_in = True
    message = (
        "uvicorn exits if WEB_CONCURRENCY is above 1 in the environment: "
        "workers need an import string; write workers=1, or {advice}"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire where ``workers`` is certainly None, so that the environment decides."""
        judged = context.judge(launch)
        app = judged.object
        if app is None or launch.may_have_more or judged.by_environment is not None:
            return
        if launch.argument("workers") is None or judged.values("workers") == (NONE,):
            advice, _ = context.advise(cls, launch)
            yield Finding(cls, app.shown, {"advice": advice})
