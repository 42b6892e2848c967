"""UVI002: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context

_TURNED_ON: Final = {"reload": "reload is on", "workers": "workers is above 1"}


# What a test has chosen has the string beside it.
_CHOOSE: Final = "choose the string then, too"


class DynamicFlag(LaunchRule):
    """UVI002: an application object with a flag that may turn on later."""

    code = "UVI002"
    judges_callers = True
    message = (
        "uvicorn exits whenever {flags}: that needs an import string, not an object; {advice}"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for a flag that may be on and of which the code has not thought."""
        judged = context.judge(launch)
        if not judged.has_flags:
            return
        if judged.choice is not None:
            open_flags = context.switches.left_open(launch, judged.choice)
            if open_flags:
                words = " or ".join(_TURNED_ON[name] for name in open_flags)
                details = {"flags": words, "advice": _CHOOSE}
                yield Finding(cls, judged.choice.shown, details)
            return
        app = judged.object
        if app is None:
            return
        on = [words for name, words in _TURNED_ON.items() if judged.may_turn_on(name)]
        if on:
            flags = " or ".join(on)
            advice, fix = context.advise(cls, launch, flags=flags)
            yield Finding(cls, app.shown, {"flags": flags, "advice": advice}, fix)
