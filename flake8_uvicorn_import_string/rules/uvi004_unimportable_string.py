"""UVI004: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.rules.base import (
    MESSAGE_LIMIT,
    Finding,
    Fix,
    LaunchRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.import_string import ImportString
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context


class UnimportableString(LaunchRule):
    """UVI004: an import string that cannot be imported."""

    code = "UVI004"
    message = "uvicorn cannot import {string}: {problem}{advice}"

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for one certain text that leads nowhere, whatever modules there are."""
        judged = context.judge(launch)
        app = judged.app
        problem = context.problem(launch) if judged.text is not None else None
        if app is None or judged.text is None or problem is None or judged.is_exit_expected:
            return
        from flake8_uvicorn_import_string.advice.import_string import as_source

        fix = None
        instead = problem.instead
        details = {
            "string": _on_one_line(as_source(judged.text)),
            "problem": problem.what,
            "advice": "",
        }
        if instead is None:
            said = f"{cls.code} {cls.formatted_message(**details)}; "
            details["advice"], fix = _meant(judged.text, launch, context, len(said))
        if instead is not None and not (instead.factory and _has_other(instead, launch, context)):
            details["advice"] = f"; write {instead.source()}"
            if instead.factory:
                details["advice"] += ", factory=True"
            fix = Fix(launch, instead)
        yield Finding(cls, app.shown, details, fix)


def _meant(text: str, launch: Launch, context: Context, said: int) -> tuple[str, Fix | None]:
    """Return what to write where the text names the module of the one application there is.

    ``said`` is how many characters come before.
    """
    found = context.adviser.only_application
    if found is None or not context.file.is_spoken_of(text, found):
        return "", None
    advice = context.adviser.of_string(context.judge(launch), found)
    words = advice.within(MESSAGE_LIMIT - said)
    return f"; {words}", Fix(launch, advice.string, why_not=words if advice.preconditions else None)


def _has_other(factory: ImportString, launch: Launch, context: Context) -> bool:
    """Does this very file lack the factory, or hold one that needs arguments?"""
    if not context.file.is_imported_as(factory.module, launch):
        return False
    from flake8_uvicorn_import_string.advice.derive import needs_arguments

    values = [
        value
        for binding in context.table.at_end(factory.attributes)
        for value in context.inference.binding_values(binding)
    ]
    return not values or any(map(needs_arguments, values))


def _on_one_line(text: str) -> str:
    """Return a text as it can stand in a report: no line breaks, nothing unprintable."""
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in text
    )
