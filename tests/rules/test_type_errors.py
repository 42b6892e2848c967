"""Calls that fail anyway, of which no rule says anything."""

from __future__ import annotations

import pytest

from tests.support.calls import in_function
from tests.support.marked import codes


@pytest.mark.parametrize(
    "call",
    [
        "uvicorn.run()",
        "uvicorn.run(app, '127.0.0.1', reload=True)",
        "uvicorn.run(app, app=app, reload=True)",
        "uvicorn.run(app, reload=True, **{'reload': True})",
        "uvicorn.run(app, workers='4', reload=True)",
        "uvicorn.run('main', workers='4')",
    ],
)
def test_other_type_errors(call: str) -> None:
    """A TypeError of another kind is not ours."""
    assert not codes(in_function(call, "from api import app"))
