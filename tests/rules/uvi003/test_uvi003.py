"""UVI003: reload and workers together."""

from __future__ import annotations

import pytest

from tests.support.calls import in_function
from tests.support.marked import check, codes, texts

BOTH_ON = [
    "'m:app', reload=True, workers=2",
    "'m:app', workers=2, reload=True",
    "'m:app', reload=1, workers=2.5",
    "'m:app', reload='false', workers=4",
    "'m:app', reload=[x], workers=8 // 2",
    "x, reload=True, workers=2",
    "args.app, reload=True, workers=2",
    "f'{x}:app', reload=True, workers=2",
    "'m:app', **{'reload': True, 'workers': 2}",
    "'m:app', reload=True, workers=2, **options",
]


@pytest.mark.parametrize("arguments", BOTH_ON)
def test_uvi003_fires(arguments: str) -> None:
    """Both flags are certainly on, whatever the application is."""
    assert texts(in_function(f"uvicorn.run({arguments})")) == [
        "UVI003 these workers never start: uvicorn ignores workers while reload is on; "
        "keep one of the two"
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        "'m:app', reload=True, workers=1",
        "'m:app', reload=True, workers=None",
        "'m:app', reload=True, workers=True",
        "'m:app', reload=True, workers='2'",
        "'m:app', reload=False, workers=2",
        "'m:app', reload=0, workers=2",
        "'m:app', reload=x, workers=2",
        "'m:app', reload=True, workers=x",
        "'m:app', reload=True",
        "'m:app', workers=2",
        "'m:app', reload=True, **options",
        "'m:app', reload=not x, workers=2 if x else 1",
    ],
)
def test_uvi003_is_silent(arguments: str) -> None:
    """One of the two is off, or not known."""
    assert not codes(in_function(f"uvicorn.run({arguments})"))


def test_uvi003_is_not_for_objects() -> None:
    """A launch that exits at start-up has one fault that counts."""
    source = in_function("uvicorn.run(app, reload=True, workers=2)", "from api import app")
    assert codes(source) == ["UVI001"]


def test_uvi003_place() -> None:
    """At the value of workers."""
    check(
        """
        import uvicorn
        def main(x):
            uvicorn.run("m:app", reload=True, workers=2)  # error: 46 UVI003
            uvicorn.run(
                "m:app",
                workers=4,  # error: 16 UVI003
                reload=True,
            )
            flags = {"reload": True, "workers": 2}
            uvicorn.run("m:app", **flags)  # error: 4 UVI003
        """
    )
