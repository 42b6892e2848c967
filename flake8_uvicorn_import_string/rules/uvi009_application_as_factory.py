"""UVI009: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.launches.judge import State, are_applications
from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context


class ApplicationAsFactory(LaunchRule):
    """UVI009: ``factory=True`` with an application instead of a factory."""

    code = "UVI009"
    message = (
        "uvicorn exits at start-up: factory=True calls {what} without arguments, "
        "and it is an application, not a factory; {advice}"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for an instance of a framework, given as object or named in a string."""
        judged = context.judge(launch)
        if judged.app is None or judged.state("factory") is not State.ON:
            return
        if judged.object is not None:
            what = "this" if are_applications(judged.values("app")) else None
        elif judged.text is not None:
            what = _application_named(judged.text, launch, context)
        else:
            what = None
        if what is not None:
            details = {"what": what, "advice": "leave factory=True out"}
            yield Finding(cls, judged.app.shown, details)


def _application_named(text: str, launch: Launch, context: Context) -> str | None:
    """Return the name of the application of this very file that an import string leads to."""
    module, _, name = text.partition(":")
    if not context.file.is_imported_as(module, launch):
        return None
    bindings = context.table.at_end(name)
    if not bindings or not all(
        are_applications(context.inference.binding_values(binding)) for binding in bindings
    ):
        return None
    return name
