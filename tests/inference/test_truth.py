"""What ``and`` and ``or`` leave open."""

from __future__ import annotations

import pytest

from tests.support.marked import check

HEAD = "import uvicorn\nfrom api import app\ndef main(x, y):\n    "
FLAGS = [
    ("reload=x and False", ""),
    ("reload=x and y", "UVI002"),
    ("reload=(x and False) or None", ""),
    ("reload=(x and False) or y", "UVI002"),
    ("reload=x or True", "UVI001"),
    ("reload=x or False", "UVI002"),
    ("reload=not (x or True)", ""),
    ("reload=not (x and False)", "UVI001"),
    ("workers=x and 0", ""),
    ("workers=x and 4", "UVI002"),
    ("workers=x or 4", "UVI002"),
    ("workers=x and 4 and 0", ""),
]


@pytest.mark.parametrize(("flag", "code"), FLAGS)
def test_parts_left_open(flag: str, code: str) -> None:
    """What stops an ``and`` is false, what stops an ``or`` is true, whatever it is."""
    marker = f"  # error: 16 {code}" if code else ""
    check(f"{HEAD}uvicorn.run(app, {flag}){marker}\n")
