"""The realistic programs run: as they are, and as the fixer leaves them, in each mode."""

from __future__ import annotations

import importlib.util

import pytest

from tests.support.live import AVAILABLE
from tests.support.mended_programs import Mended, mended_programs
from tests.support.prepared_check import MODES, answer, compare, fixed

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups"),
]

PROGRAMS = [
    item for item in mended_programs() if all(map(importlib.util.find_spec, item.needs))
]


def run(item: Mended) -> None:
    """What the fixer writes, and what is advised, serves what the object does."""
    program = item.program
    if not item.fails:
        ways = compare(program)
        assert {"safe": "fixed", "unsafe": "unsafe"}.get(item.fix, "") in {*ways, ""}
        return
    # Today it does not serve at all.
    text = fixed(program, unsafe=True)
    assert (text != program.files[program.filename]) is (item.fix != "refused")
    if item.fix != "refused":
        modes = MODES if program.flag != "port=PORT" else (program.flag,)
        answers = {answer(program, text.replace(program.flag, mode)) for mode in modes}
        assert len(answers) == 1
        assert answers.pop()[0] == 200


@pytest.mark.parametrize("item", [item for item in PROGRAMS if item.fails], ids=str)
def test_programs_that_fail(item: Mended) -> None:
    """Those that do not serve today."""
    run(item)


@pytest.mark.deep
@pytest.mark.parametrize("item", [item for item in PROGRAMS if not item.fails], ids=str)
def test_programs(item: Mended) -> None:
    """All the others."""
    run(item)
