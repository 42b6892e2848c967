"""The advice and the fixes on programs that nobody wrote, under real uvicorn.

Each program does zero to three things before it launches.  What ``--fix`` and
``--unsafe-fixes`` make of it, the string that is offered alone, and the string once the lines
that are named stand at module level, must answer as the program does with the object in one
process: without flags, reloading, and with two workers.  ``ADVICE_PROGRAMS=1000`` in the
environment runs so many in the deep test.
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.live import AVAILABLE
from tests.support.prepared_actions import HARMFUL, HARMLESS
from tests.support.prepared_check import Differs, compare
from tests.support.prepared_launches import assemble, compose

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups"),
]

BY_NAME = {action.name: action for action in (*HARMLESS, *HARMFUL)}


# One of each way, in layouts that differ to a new process.
@pytest.mark.parametrize(
    ("layout", "action", "ways"),
    [
        ("main", "local dict", ["fixed"]),
        ("attribute", "environ", ["fixed"]),
        ("unguarded main", "banner", ["fixed"]),
        ("guard", "engine", ["unsafe", "moved"]),
        ("package", "kept by an object", ["unsafe", "moved"]),
        ("local", "nothing", ["unsafe"]),
    ],
)
def test_composed_advice(layout: str, action: str, ways: list[str]) -> None:
    """What is offered serves the same."""
    assert compare(assemble(layout, [BY_NAME[action]], "reload=True")) == ways


@pytest.mark.deep
def test_much_composed_advice() -> None:
    """What is offered serves the same, in many programs."""
    count = int(os.environ.get("ADVICE_PROGRAMS", "1000"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        programs = map(compose, range(count))
        done = Counter(way for ways in pool.map(compare, programs) for way in ways)
    assert done["fixed"] > count / 3
    assert done["moved"] > count / 20


def test_that_it_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A string where more is needed is noticed."""
    program = assemble("main", [BY_NAME["engine"]], "reload=True")
    source = program.files["main.py"].replace("uvicorn.run(app", "uvicorn.run('main:app'")
    monkeypatch.setattr("tests.support.prepared_check.ways", lambda _: [("fixed", source)])
    with pytest.raises(Differs, match="engine"):
        compare(program)
