"""The order of the packages: each imports only from those below it, for types too."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from typing import Final

from tests.support.tree import ROOT

PACKAGE: Final = "flake8_uvicorn_import_string"
# What stands on one floor imports nothing of its neighbours.
FLOORS: Final = (
    ("facts", "syntax"),
    ("semantic",),
    ("inference",),
    ("launches",),
    ("conditions",),
    ("advice",),
    ("rules",),
    ("check",),
    ("plugin", "fix"),
)
FLOOR: Final = {name: number for number, names in enumerate(FLOORS) for name in names}


def imports() -> dict[str, set[str]]:
    """Return the modules of the package, each with those that it imports anywhere."""
    files = {path.relative_to(ROOT): path for path in (ROOT / PACKAGE).glob("*/*.py")}
    files |= {path.relative_to(ROOT): path for path in (ROOT / PACKAGE).glob("[!_]*.py")}
    paths = {
        ".".join(name.with_suffix("").parts).removesuffix(".__init__"): path
        for name, path in files.items()
    }
    return {
        module: {
            node.module
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module in paths
        }
        for module, path in paths.items()
    }


def test_imports_lead_down() -> None:
    """A package imports from itself and from lower floors."""
    wrong = [
        (module, imported)
        for module, found in imports().items()
        for imported in found
        if (own := module.split(".")[1]) != (other := imported.split(".")[1])
        and FLOOR[own] <= FLOOR[other]
    ]
    assert wrong == []


def test_imports_go_in_no_circle() -> None:
    """``static_order`` raises an error that names the circle."""
    graph = imports()
    assert {*TopologicalSorter(graph).static_order()} == graph.keys()
