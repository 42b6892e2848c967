"""What a name means when a source runs: CPython calls ``uvicorn.run``, or something else.

Every source of these modules runs, with uvicorn's ``run`` replaced by a recorder, in all ways that
its ``maybe()`` and ``some()`` leave open.  A line deserves an error if one of these ways calls
``uvicorn.run`` there.
"""

from __future__ import annotations

import sys

import pytest

from tests.semantic import (
    test_aliases,
    test_branches,
    test_exits,
    test_imports,
    test_loops,
    test_scopes,
    test_type_parameters,
)
from tests.support.marked import each, expected
from tests.support.recorded import called_lines

FIRES = {
    f"{group}-{name}": source
    for group, cases in (
        ("imported", test_imports.FIRES),
        ("aliased", test_aliases.FIRES),
        ("seen", test_scopes.FIRES),
        ("reached", test_branches.FIRES | test_exits.FIRES | test_loops.FIRES),
    )
    for name, source in cases.items()
}
SILENT = {
    f"{group}-{name}": source
    for group, cases in (
        ("not-imported", test_imports.SILENT),
        ("not-aliased", test_aliases.SILENT),
        ("hidden", test_scopes.SILENT),
        ("not-reached", test_branches.SILENT | test_exits.SILENT | test_loops.SILENT),
    )
    for name, source in cases.items()
}


@each(FIRES | SILENT)
def test_cpython_agrees(source: str) -> None:
    assert called_lines(source) == {line for line, _, _ in expected(source)}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
@each(
    {f"seen-{name}": source for name, source in test_type_parameters.FIRES.items()}
    | {f"hidden-{name}": source for name, source in test_type_parameters.SILENT.items()}
)
def test_cpython_agrees_on_type_parameters(source: str) -> None:
    assert called_lines(source) == {line for line, _, _ in expected(source)}
