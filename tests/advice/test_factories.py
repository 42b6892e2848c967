"""What to write instead of an application that a factory makes."""

from __future__ import annotations

import textwrap

import pytest

from tests.support.calls import program
from tests.support.marked import advice
from tests.support.ways_out import FACTORY, GUARD, NONE, takes_none

HERE = takes_none('"main:create_app"')
FACTORIES = [
    # A call without arguments.
    ("def create_app(): return FastAPI()", "create_app()", "", '"main:create_app", factory=True'),
    ("from web import create_app", "create_app()", "", '"web:create_app", factory=True'),
    ("from web import create_app as make_app", "make_app()", "", '"web:create_app", factory=True'),
    ("import pkg.web as w", "w.create_app()", "", '"pkg.web:create_app", factory=True'),
    ("class Service: ...", "Service()", "", '"main:Service", factory=True'),
    ("from service import Service", "Service()", "", '"service:Service", factory=True'),
    ("make_app = lambda: FastAPI()", "make_app()", "", NONE),
    ("async def create_app(): return FastAPI()", "create_app()", "", NONE),
    ("def create_app():\n    yield FastAPI()", "create_app()", "", NONE),
    ("def create_app(x): return FastAPI()", "create_app(1)", "", HERE),
    ("def create_app(x): return FastAPI()", "create_app(x=1)", "", HERE),
    ("def create_app(*x): return FastAPI()", "create_app(*[])", "", HERE),
    ("def create_app(): return FastAPI", "create_app()()", "", NONE),
    ("from web import create_app", "create_app(debug=True)", "", takes_none('"web:create_app"')),
    (
        "if __name__ == '__main__':\n    def create_app(): return FastAPI()",
        "create_app()",
        "",
        GUARD,
    ),
    # With factory=True.
    (
        "def create_app(): return FastAPI()",
        "create_app",
        ", factory=True",
        '"main:create_app", factory=True',
    ),
    (
        "def create_app(x=1, *y, z=2, **k): return FastAPI()",
        "create_app",
        ", factory=True",
        '"main:create_app", factory=True',
    ),
    (
        "from pkg.web import create_app",
        "create_app",
        ", factory=True",
        '"pkg.web:create_app", factory=True',
    ),
    ("class Service: ...", "Service", ", factory=True", '"main:Service", factory=True'),
    ("make = lambda: FastAPI()", "make", ", factory=True", '"main:make", factory=True'),
    ("", "lambda: FastAPI()", ", factory=True", NONE),
    ("def create_app(x): return FastAPI()", "create_app", ", factory=True", HERE),
    ("def create_app(*, x): return FastAPI()", "create_app", ", factory=True", HERE),
    ("from web import make_factory_app", "make_factory_app()", ", factory=True", FACTORY),
    # With factory=True, but the call has made the application already.
    (
        "def create_app(): return FastAPI()",
        "create_app()",
        ", factory=True",
        '"main:create_app", factory=True',
    ),
    ("app = FastAPI()", "app", ", factory=True", '"main:app" without factory=True'),
    # With factory=False, or nobody knows: then factory=True cannot be written beside it.
    ("def create_app(): return FastAPI()", "create_app()", ", factory=False", NONE),
    ("def create_app(): return FastAPI()", "create_app()", ", factory=made", NONE),
    ("app = FastAPI()", "app", ", factory=False", '"main:app"'),
    ("app = FastAPI()", "app", ", factory=made", '"main:app"'),
]


@pytest.mark.parametrize(("head", "application", "more", "words"), FACTORIES)
def test_factories(head: str, application: str, more: str, words: str) -> None:
    """A factory's string needs factory=True, and a factory that needs no arguments."""
    source = program(f"from fastapi import FastAPI\n{head}", application, more=more)
    assert advice(source) == (f"write {words}" if words[0] == '"' else words)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("app = create_app()\nRUN", '"pkg.web:create_app", factory=True'),
        ("RUN_WALRUS", '"pkg.web:create_app", factory=True'),
        (
            "app = create_app()\nweb = app\nuvicorn.run(web, reload=True)",
            '"pkg.web:create_app", factory=True',
        ),
        ("app = create_app()\nweb = app\nweb.x = 1\nuvicorn.run(web, reload=True)", NONE),
        ("app = create_app()\napp.state.x = 1\nRUN", NONE),
        ("app = create_app()\nsetup(app)\nRUN", NONE),
        ("app = create_app()\nif x:\n    app = create_app()\nRUN", NONE),
        ("app = create_app(1)\nRUN", takes_none('"pkg.web:create_app"')),
        ("app = create_app()\nRUN\nprint(app)", NONE),
        ("app, x = create_app(), 1\nRUN", '"pkg.web:create_app", factory=True'),
        ("global app\napp = create_app()\nRUN", NONE),
    ],
)
def test_a_local_name_of_a_factory(body: str, words: str) -> None:
    """A local name that is bound once to a factory's call, and then only launched."""
    lines = body.replace("RUN_WALRUS", "uvicorn.run((app := create_app()), reload=True)")
    lines = lines.replace("RUN", "uvicorn.run(app, reload=True)")
    source = "import uvicorn\nfrom pkg.web import create_app\ndef main():\n"
    source += textwrap.indent(lines, "    ") + "\n"
    assert advice(source) == (f"write {words}" if words[0] == '"' else words)
