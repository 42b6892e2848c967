"""Sources that say themselves what the plugin reports.

A line that deserves errors ends in ``# error: COLUMN CODE`` (several separated
by commas), columns from 0 in characters.  Lines without it deserve none.
"""

from __future__ import annotations

import ast
import re
import textwrap

from flake8_uvicorn_import_string.plugin import Plugin

Report = tuple[int, int, str]

_MARKER = re.compile(r"# error: (.+)$")


def expected(source: str) -> list[Report]:
    """Return the (line, column, code) that a marked source asks for."""
    reports = []
    for number, line in enumerate(source.splitlines(), 1):
        marker = _MARKER.search(line)
        if marker:
            for item in marker[1].split(","):
                column, code = item.split()
                reports.append((number, int(column), code))
    return sorted(reports)


def messages(source: str, filename: str = "main.py") -> list[tuple[int, int, str]]:
    """Return line, column and whole text of what the plugin reports."""
    lines = source.splitlines(keepends=True)
    plugin = Plugin(ast.parse(source), lines, filename)
    return sorted((line, column, text) for line, column, text, _ in plugin.run())


def reported(source: str, filename: str = "main.py", select: str = "UVI") -> list[Report]:
    """Return the (line, column, code) that the plugin reports, of codes in ``select``."""
    return [
        (line, column, text.partition(" ")[0])
        for line, column, text in messages(source, filename)
        if text.startswith(select)
    ]


def check(source: str, filename: str = "main.py", select: str = "UVI") -> None:
    """Assert that a marked source gets just the errors that it asks for."""
    source = textwrap.dedent(source)
    assert reported(source, filename, select) == expected(source)
