"""Annotations in quotes: nodes that the reader of the file has never met."""

from __future__ import annotations

import pytest

from tests.support.marked import check

HEAD = "import uvicorn\nfrom fastapi import FastAPI\n"

# What only an annotation in quotes can hold without a scope, a region or a place, and what an
# attribute of it is not: certainly another thing than a text.
PARTS = [
    "(lambda: 0)",
    "(lambda x=(lambda: 0): x)",
    "(lambda: 0)()",
    "(lambda: (yield))()",
    "(lambda: 0).x",
    "(lambda: 0)[0]",
    "(lambda: 0 if x else 1)",
    "((lambda: 0) if x else FastAPI)",
    "((lambda: 0) if x else 1)",
    "((lambda: 0) and (lambda: 1))",
    "(not (lambda: 0))",
    "(-(lambda: 0))",
    "((lambda: 0) + 1)",
    "((lambda: 0) == 1)",
    "(x := lambda: 0)",
    "(await (lambda: 0)())",
    "(yield (lambda: 0))",
    "f'{(lambda: 0)}'",
    "max(lambda: 0, 1)",
    "int(lambda: 0)",
    "bool(lambda: 0)",
    "partial(lambda: 0)()",
    "FastAPI(lambda: 0)",
    "(uvicorn.run(lambda: 0))",
    "[x for x in y]",
    "{x for x in y}",
    "{x: x for x in y}",
    "(x for x in y)",
    "[lambda: x for x in y]",
    "[x for x in (lambda: 0)()][0]()",
]

PLACES = {
    "parameter": "def f(app: {0}):\n    uvicorn.run(app, reload=True)\n",
    "default": "def f(app: {0} = 1):\n    uvicorn.run(app, reload=True)\n",
    "variable": "app: {0} = make()\nuvicorn.run(app, reload=True)\n",
    "no value": "app: {0}\nuvicorn.run(app, reload=True)\n",
    "return": "def f() -> {0}: ...\nuvicorn.run(f(), reload=True)\n",
    "attribute": (
        "class C:\n    def __init__(self, app):\n        self.app: {0} = app\n"
        "    def f(self):\n        uvicorn.run(self.app, reload=True)\n"
    ),
    "class body": (
        "class C:\n    app: {0} = None\n"
        "    def f(self):\n        uvicorn.run(self.app, reload=True)\n"
        "uvicorn.run(C.app, reload=True)\n"
    ),
    "flag": "def f(on: {0}, app: FastAPI):\n    uvicorn.run(app, workers=on, reload=on)\n",
}

WRAPPINGS = ["{}.x", "Optional[{}.x]", "FastAPI | {}.x", "{}.x[int]", "{}", "Annotated[{}.x, 1]"]


@pytest.mark.parametrize("place", PLACES)
def test_nodes_without_a_scope(place: str) -> None:
    """Nobody can tell what such a type admits, and asking for it is no fault."""
    for part in PARTS:
        for wrapping in WRAPPINGS:
            annotation = repr(wrapping.format(part))
            check(HEAD + PLACES[place].format(annotation), select="UVI001")


FIRES = {
    "parameter": "def f(app: {0}):\n    uvicorn.run(app, reload=True)  # error: 16 UVI001\n",
    "default": "def f(app: {0} = 1):\n    uvicorn.run(app, reload=True)  # error: 16 UVI001\n",
    "variable": "app: {0} = make()\nuvicorn.run(app, reload=True)  # error: 12 UVI001\n",
    "return": "def f() -> {0}: ...\nuvicorn.run(f(), reload=True)  # error: 12 UVI001\n",
    "attribute": (
        "class C:\n    def __init__(self, app):\n        self.app: {0} = app\n"
        "    def f(self):\n        uvicorn.run(self.app, reload=True)  # error: 20 UVI001\n"
    ),
    "class body": (
        "class C:\n    app: {0} = None\n"
        "    def f(self):\n        uvicorn.run(self.app, reload=True)  # error: 20 UVI001\n"
        "uvicorn.run(C.app, reload=True)  # error: 12 UVI001\n"
    ),
    "flag that is on": (
        "def f(on: bool, app: {0}):\n"
        "    if on: uvicorn.run(app, reload=on)  # error: 23 UVI001\n"
    ),
}


@pytest.mark.parametrize("place", FIRES)
@pytest.mark.parametrize(
    "annotation", ["FastAPI", "Optional[FastAPI]", "Annotated[FastAPI, lambda: 0]"]
)
def test_quoted_types_still_count(place: str, annotation: str) -> None:
    check(HEAD + FIRES[place].format(repr(annotation)))


def test_lambda_of_the_file_keeps_its_scope() -> None:
    """What the reader has met is called as before."""
    check(
        """
        import uvicorn
        from fastapi import FastAPI
        uvicorn.run((lambda: FastAPI())(), reload=True)  # error: 12 UVI001
        uvicorn.run((lambda: "main:app")(), reload=True)
        """,
        select="UVI001",
    )
