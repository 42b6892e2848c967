"""The realistic programs, run: what ``tests/advice/programs`` says was measured is true."""

from __future__ import annotations

import importlib.util
import re

import pytest

from tests.support.advised_programs import FLAGS, Measured, programs
from tests.support.live import AVAILABLE, NoAnswer, launch

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups"),
]

PROGRAMS = [
    program
    for program in programs()
    if all(importlib.util.find_spec(package) for package in program.needs)
]

Answers = tuple[list[tuple[int, str]], list[bool]]


def answers(program: Measured, source: str, timeout: float = 20) -> Answers | None:
    """Return what a program answers and logs with its launching file replaced; None if nothing."""
    files = {
        name: re.sub(r"\b8000\b", "PORT", text)
        for name, text in {**program.files, program.file: source}.items()
    }
    try:
        with launch(files, program.argv, env={"BROWSER": "true"}, timeout=timeout) as live:
            bodies = []
            for path in program.gets:
                status, body = live.get(path)
                bodies.append((status, body.replace(str(live.port), "8000")))
            return bodies, [live.wait_for(text, 0.5) for text in program.logs]
    except NoAnswer:
        return None


def run_and_compare(program: Measured) -> None:
    """Assert that each string serves the same in just the modes that are noted."""
    if not program.strings:
        return
    wanted = answers(program, program.with_application(None, "plain"))
    assert wanted is not None
    for string, same in program.strings.items():
        for mode in FLAGS:
            # Where nothing answers, there is no need to wait long for it.
            limit = 20 if mode in same else 6
            found = answers(program, program.with_application(string, mode), limit)
            assert (found == wanted) is (mode in same), (string, mode)


@pytest.mark.parametrize(
    "program", [item for item in PROGRAMS if item.name == "register_function_here"], ids=str
)
def test_a_program(program: Measured) -> None:
    """One of them, to see that the harness works."""
    run_and_compare(program)


@pytest.mark.deep
@pytest.mark.parametrize("program", PROGRAMS, ids=str)
def test_programs(program: Measured) -> None:
    """All of them whose packages are installed."""
    run_and_compare(program)
