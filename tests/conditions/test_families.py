"""Programs under conditions: each gets the reports that it is marked with, for uvicorn does so."""

from __future__ import annotations

import pytest

from tests.conditions import asked_releases, exit_expected, flag_never_on, flag_switches
from tests.support.marked import fires, silent


def titled(source: str) -> str:
    """Return the title of a source."""
    return source.partition("\n")[0]


def family(sources: list[str]) -> pytest.MarkDecorator:
    """Return the mark that runs a test once for each source, under its title."""
    return pytest.mark.parametrize("source", sources, ids=map(titled, sources))


@family(exit_expected.FIRES)
def test_exit_is_not_expected(source: str) -> None:
    fires(source)


@family(exit_expected.SILENT)
def test_exit_is_expected(source: str) -> None:
    silent(source)


@family(flag_never_on.FIRES)
def test_flag_may_be_on(source: str) -> None:
    fires(source)


@family(flag_never_on.SILENT)
def test_flag_is_never_on(source: str) -> None:
    silent(source)


@family(asked_releases.FIRES)
def test_no_release_is_asked_for(source: str) -> None:
    fires(source)


@family(asked_releases.SILENT)
def test_release_is_asked_for(source: str) -> None:
    silent(source)


@family(flag_switches.FIRES)
def test_switch_forgets(source: str) -> None:
    fires(source)


@family(flag_switches.SILENT)
def test_switch_covers(source: str) -> None:
    silent(source)
