"""UVI009: factory=True with an application."""

from __future__ import annotations

import pytest

from tests.support.calls import in_function
from tests.rules.uvi009.family import FIRES, SILENT
from tests.support.marked import check, codes, expected, reported, texts

CLASSES = """\
from fastapi import FastAPI
from starlette.applications import Starlette
import litestar
app = FastAPI()
star = Starlette()
lite = litestar.Litestar([])
def create_app():
    return FastAPI()
"""
WITH_FACTORY = [
    ("app", "this"),
    ("star", "this"),
    ("lite", "this"),
    ("create_app()", "this"),
    ("FastAPI()", "this"),
    ("FastAPI(title='x')", "this"),
    ("'main:app'", "app"),
    ("'main:star'", "star"),
    ("f'{__name__}:lite'", "lite"),
]


@pytest.mark.parametrize(("application", "what"), WITH_FACTORY)
def test_uvi009_fires(application: str, what: str) -> None:
    """An application is called without arguments."""
    source = in_function(f"uvicorn.run({application}, factory=True)", CLASSES)
    assert texts(source) == [
        f"UVI009 uvicorn exits at start-up: factory=True calls {what} without arguments, "
        "and it is an application, not a factory; leave factory=True out"
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        "create_app, factory=True",
        "FastAPI, factory=True",
        "lambda: app, factory=True",
        "make_app(), factory=True",
        "other, factory=True",
        "x, factory=True",
        "app, factory=x",
        "app, factory=False",
        "app",
        "app, **options",
        "'main:create_app', factory=True",
        "'main:app', factory=x",
        "'main:app.state.factory', factory=True",
        "'main:either', factory=True",
        "'other:app', factory=True",
        "f'{x}:app', factory=True",
    ],
)
def test_uvi009_is_silent(arguments: str) -> None:
    """A factory, or what may be one."""
    head = f"{CLASSES}from other import make_app, x, other\n"
    head += "either = FastAPI()\nif x:\n    either = create_app\n"
    assert not codes(in_function(f"uvicorn.run({arguments})", head))


@pytest.mark.parametrize(
    "line",
    [
        "def setup():\n    global app\n    app = create_app",
        "globals()['app'] = create_app",
        "from other import *",
        "this = sys.modules[__name__]",
    ],
)
def test_uvi009_knows_the_name(line: str) -> None:
    """Something else may stand there when the string is followed."""
    launch = in_function("uvicorn.run('main:app', factory=True)", f"{CLASSES}{line}\n")
    assert not codes(launch)
    assert codes(launch.replace(line, "x = 1")) == ["UVI009"]


def test_uvi009_stands_beside_uvi001() -> None:
    """Both faults must go."""
    source = in_function("uvicorn.run(app, factory=True, reload=True)", CLASSES)
    assert codes(source) == ["UVI001", "UVI009"]
    assert texts(source)[0].endswith('write "main:app" without factory=True')


def test_uvi009_place() -> None:
    """At the application."""
    check(
        """
        import uvicorn
        from fastapi import FastAPI
        app = FastAPI()
        def main():
            uvicorn.run(app, factory=True)  # error: 16 UVI009
            uvicorn.run("main:app", factory=True)  # error: 16 UVI009
            uvicorn.run(factory=True, app=app)  # error: 34 UVI009
        """
    )


@pytest.mark.parametrize("source", [*FIRES, *SILENT])
def test_family(source: str) -> None:
    """Each program gets the reports that it is marked with; each was run under uvicorn."""
    assert reported(source) == expected(source)
