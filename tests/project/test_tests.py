"""The tests themselves: where they lie, and that the words they ask in mean one thing."""

from __future__ import annotations

import ast

from tests.support.tree import ROOT

TESTS = ROOT / "tests"
MODULES = sorted(TESTS.rglob("*.py"))


def functions(source: str) -> set[str]:
    """Return the names of the functions that a module defines for all to use."""
    found = (node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    return {name for name in found if not name.startswith("_")}


def test_folders_are_packages() -> None:
    """So modules of one name in two folders do not meet."""
    folders = {path.parent for path in MODULES}
    assert all((folder / "__init__.py").is_file() for folder in folders)
    assert {path.name for path in TESTS.glob("*.py")} == {"__init__.py", "conftest.py"}


def test_words_have_one_meaning() -> None:
    """What ``tests.support.marked`` calls by a name, no other module calls so."""
    home = TESTS / "support" / "marked.py"
    words = functions(home.read_text("utf-8"))
    assert words >= {"advice", "codes", "findings", "fires", "reported", "silent"}
    others = {
        path.relative_to(TESTS).as_posix(): functions(path.read_text("utf-8")) & words
        for path in MODULES
        if path != home
    }
    assert {name: shared for name, shared in others.items() if shared} == {}
