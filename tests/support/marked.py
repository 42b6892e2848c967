"""Sources that say themselves what the plugin reports, and the words in which tests ask.

A line that deserves errors ends in ``# error: COLUMN CODE`` (several separated by commas),
columns from 0 in characters.  Lines without it deserve none.

``fires`` and ``silent`` assert that a source gets just the errors that it asks for: some, or none.
``messages``, ``reported``, ``codes``, ``texts``, ``findings`` and ``advice`` return what it gets.
Sources may be indented as a whole, and opt-in codes are left out everywhere unless a test asks
for them.  A fault of the plugin is no answer to any of them: ``tests/conftest.py`` sees to it that
UVI000 fails a test.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Mapping
from typing import Final

import pytest

from flake8_uvicorn_import_string.check import check as find
from flake8_uvicorn_import_string.plugin import Plugin
from flake8_uvicorn_import_string.rules.base import Finding

Report = tuple[int, int, str]

# What begins with this is reported unless somebody turns it off.
ALL: Final = "UVI"

_MARKER = re.compile(r"# error: (.+)$")
# The codes that say what to write instead of an application.
_ADVISED = ("UVI001", "UVI002")


def each(cases: Mapping[str, str]) -> pytest.MarkDecorator:
    """Return the mark that runs a test once for each source, under the source's name."""
    return pytest.mark.parametrize("source", list(cases.values()), ids=list(cases))


def expected(source: str) -> list[Report]:
    """Return the (line, column, code) that a marked source asks for, in order."""
    reports = []
    for number, line in enumerate(source.splitlines(), 1):
        marker = _MARKER.search(line)
        if marker:
            for item in marker[1].split(","):
                column, code = item.split()
                reports.append((number, int(column), code))
    return sorted(reports)


def messages(source: str, filename: str = "main.py") -> list[Report]:
    """Return line, column and whole text of what the plugin reports, in order."""
    source = textwrap.dedent(source)
    plugin = Plugin(ast.parse(source), source.splitlines(keepends=True), filename)
    return sorted((line, column, text) for line, column, text, _ in plugin.run())


def reported(source: str, filename: str = "main.py", select: str = ALL) -> list[Report]:
    """Return the (line, column, code) that the plugin reports, of codes in ``select``."""
    return [
        (line, column, text.partition(" ")[0])
        for line, column, text in messages(source, filename)
        if text.startswith(select)
    ]


def codes(source: str, filename: str = "main.py") -> list[str]:
    """Return the codes that a source gets, in the order of their places."""
    return [code for _, _, code in reported(source, filename)]


def texts(source: str, filename: str = "main.py") -> list[str]:
    """Return the whole texts that a source gets, in the order of their places."""
    return [text for _, _, text in messages(source, filename)]


def check(source: str, filename: str = "main.py", select: str = ALL) -> None:
    """Assert that a source gets just the errors that it asks for, of codes in ``select``."""
    source = textwrap.dedent(source)
    assert reported(source, filename, select) == expected(source)


def fires(source: str, select: str = ALL, filename: str = "main.py") -> None:
    """Assert that a source asks for errors, and gets just these, of codes in ``select``."""
    assert expected(source)
    check(source, filename, select)


def silent(source: str, select: str = ALL, filename: str = "main.py") -> None:
    """Assert that a source asks for no errors, and gets none, of codes in ``select``."""
    assert not expected(source)
    check(source, filename, select)


def findings(source: str, filename: str = "main.py", *, opt_in: bool = False) -> list[Finding]:
    """Return the findings behind the reports, in the order of the search."""
    source = textwrap.dedent(source)
    return list(find(ast.parse(source), filename, source, opt_in=opt_in))


def advised(source: str, filename: str = "main.py") -> Finding:
    """Return the one UVI001 or UVI002 of a source; its fix writes what its words say.

    And it is written by itself just where nothing else is to be done; else the fix says
    the very words, which say what to write last.
    """
    found = findings(source, filename)
    (finding,) = (item for item in found if item.code in _ADVISED)
    words = str(finding.details["advice"])
    assert finding.fix is not None
    if finding.fix.string is not None:
        factory = ", factory=True" if finding.fix.string.factory else ""
        assert words.endswith(f"write {finding.fix.string.source()}{factory}")
    plain = words.startswith("write ") and not any(item.code == "UVI009" for item in found)
    assert finding.fix.why_not == (None if plain else words)
    assert len(f"{finding.code} {finding.message}") < 200
    return finding


def advice(source: str, filename: str = "main.py") -> str:
    """Return what the one UVI001 or UVI002 of a source says to write or to do."""
    words = str(advised(source, filename).details["advice"])
    (text,) = (text for text in texts(source, filename) if text.startswith(_ADVISED))
    assert text.endswith(f"; {words}")
    return words
