"""UVI000: see the page beside this module."""

from __future__ import annotations

import os
from typing import Final

from flake8_uvicorn_import_string.rules.base import Rule

# Past so many characters the text of an exception says nothing more.
TEXT_LIMIT: Final = 200


class PluginFault(Rule):
    """UVI000: a file in which the plugin itself failed."""

    code = "UVI000"
    message = "the plugin failed on this file, please report it: {fault}"

    @classmethod
    def of(cls, error: Exception) -> PluginFault:
        """Return the report, at the start of the file, of an exception that was caught.

        It says in one short line what the exception is and where it was raised, such
        as ``KeyError: 'x' (table.py:12)``, with nothing unprintable in it.
        """
        return cls(1, 0, fault=_describe(error))


def _describe(error: Exception) -> str:
    try:
        text = _printable(str(error)[:TEXT_LIMIT])[:TEXT_LIMIT]
    except Exception:  # noqa: BLE001 - an exception may fail to say what it is, too
        text = ""
    words = type(error).__name__ + (f": {text}" if text else "")
    trace = error.__traceback__
    if trace is not None:
        while trace.tb_next is not None:
            trace = trace.tb_next
        file = os.path.basename(trace.tb_frame.f_code.co_filename)
        words += f" ({file}:{trace.tb_lineno})"
    return words


def _printable(text: str) -> str:
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in text
    )
