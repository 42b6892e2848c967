"""Syntax that only newer releases of Python have."""

from __future__ import annotations

import sys

import pytest

from tests.support.marked import each, fires, silent

HEAD = "from fastapi import FastAPI\napp = FastAPI()\n"

# PEP 810 and PEP 798.
FIRES = {
    "lazy-import": f"lazy import uvicorn\n{HEAD}uvicorn.run(app, reload=True)  # error: 12 UVI001",
    "lazy-name": f"lazy from uvicorn import run\n{HEAD}run(app, workers=2)  # error: 4 UVI001",
    "lazy-alias": f"lazy import uvicorn as u\n{HEAD}u.run(app, reload=True)  # error: 6 UVI001",
    "lazy-application": (
        "lazy import uvicorn\nlazy from fastapi import FastAPI\n"
        "uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001"
    ),
    "unpacking": (
        f"import uvicorn\n{HEAD}rest = [*part for part in app.parts]\n"
        "uvicorn.run(app, reload=True)  # error: 12 UVI001"
    ),
}
SILENT = {
    "lazy-import": f"lazy import hypercorn as uvicorn\n{HEAD}uvicorn.run(app, reload=True)",
    "lazy-name": f"lazy from hypercorn import run\n{HEAD}run(app, workers=2)",
    "lazy-alias": f"lazy import uvicorn as u\n{HEAD}uvicorn.run(app, reload=True)",
    "lazy-application": (
        "lazy import uvicorn\nlazy from shop import path\nuvicorn.run(path, reload=True)"
    ),
    "unpacking": (
        f"import uvicorn\n{HEAD}uvicorn.run(*[*part for part in app.parts], reload=True)\n"
        "options = {**part for part in app.parts}\nuvicorn.run(app, **options)"
    ),
}

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 15), reason="older Pythons have no such syntax"
)


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source)


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source)
