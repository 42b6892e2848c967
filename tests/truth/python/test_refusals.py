"""How often uvicorn refuses the application of a source that runs.

Every source of these modules runs, with uvicorn's ``run`` replaced by a recorder that decides as
uvicorn does: the errors a source asks for are as many as the applications that it refuses.
"""

from __future__ import annotations

import pytest

from tests.launches import (
    test_arguments,
    test_launchers,
    test_partials,
    test_replaced,
    test_threads,
)
from tests.support.marked import expected
from tests.support.recorded import refusals

CASES = [
    case
    for module in (test_arguments, test_launchers, test_partials, test_replaced, test_threads)
    for case in (*module.FIRES.items(), *module.SILENT.items())
]


@pytest.mark.parametrize("source", [source for _, source in CASES], ids=[name for name, _ in CASES])
def test_uvicorn_agrees(source: str) -> None:
    assert refusals(source) == len(expected(source))
