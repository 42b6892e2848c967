"""Realistic programs: each gets the UVI001 and UVI002 that it is marked with."""

from __future__ import annotations

import pytest

from tests.support.marked import expected, reported
from tests.support.realistic import PROGRAMS, Realistic


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_reports(program: Realistic) -> None:
    """What is reported is what is marked."""
    found = reported(program.source)
    assert [item for item in found if item[2] in {"UVI001", "UVI002"}] == expected(program.source)


def test_both_sides() -> None:
    """There are many of them, and of both kinds."""
    marked = [program for program in PROGRAMS if expected(program.source)]
    assert len(PROGRAMS) > 100
    assert 0.45 < len(marked) / len(PROGRAMS) < 0.55
    assert len({program.name for program in PROGRAMS}) == len(PROGRAMS)
