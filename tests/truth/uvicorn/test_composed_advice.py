"""The advice on programs that nobody wrote, under real uvicorn.

Each program does zero to three things before it launches.  Where a string alone is offered it
is written, where lines are named these are moved to module level first; then the program must
answer as it does with the object in one process: without flags, reloading, and with two
workers.  ``ADVICE_PROGRAMS=1000`` in the environment runs so many in the deep test.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.live import AVAILABLE, NoAnswer, launch
from tests.support.prepared_advice import Told, advice_of, moved, written
from tests.support.prepared_launches import Prepared, compose

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups"),
]

MODES = ("access_log=False", "reload=True", "workers=2")


def answer(program: Prepared, source: str) -> tuple[int, str] | str:
    """Return what a program answers with its launching file replaced, or its output."""
    files: Mapping[str, str] = {**program.files, program.filename: source}
    try:
        with launch(files, program.argv) as live:
            return live.get("/")
    except NoAnswer as error:
        return str(error)


def corrected(program: Prepared, told: Told) -> str | None:
    """Return the launching file after all that is advised but the string; None if unknown."""
    source = program.files[program.filename]
    if told.alone:
        return source
    # The environment was read before it was set: no advice can serve that.
    if any(effect.kind == "environment" for effect in told.effects):
        return None
    # A __main__.py is left alone, and where the application is made cannot be seen.
    return None if program.filename.endswith("__main__.py") else moved(source, told.effects)


def run_and_compare(number: int) -> str:
    """Check one program; return what was done with it."""
    program = compose(number)
    source = program.files[program.filename]
    told = advice_of(source, program.filename)
    assert told is not None
    assert told.string is not None, program.ingredients
    text = corrected(program, told)
    if text is None:
        return "left"
    flag = program.flag
    plain = written(source, "app", "app", factory=False, flag=flag, new=MODES[0])
    wanted = answer(program, plain)
    assert not isinstance(wanted, str), (program.ingredients, wanted)
    for mode in MODES:
        new = written(text, "app", told.string, factory=told.factory, flag=flag, new=mode)
        assert answer(program, new) == wanted, (number, program.ingredients, told.words, new)
    return "alone" if told.alone else "moved"


# One of each layout that differs to a new process, and something harmful in most of them.
@pytest.mark.parametrize("number", [5, 8, 15, 30])
def test_composed_advice(number: int) -> None:
    """What is offered serves the same."""
    run_and_compare(number)


@pytest.mark.deep
def test_much_composed_advice() -> None:
    """What is offered serves the same, in many programs."""
    count = int(os.environ.get("ADVICE_PROGRAMS", "1000"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = [*pool.map(run_and_compare, range(count))]
    assert done.count("alone") > count / 3
    assert done.count("moved") > count / 20
