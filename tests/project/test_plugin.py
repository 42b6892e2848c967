"""The adapter: through the real flake8 command, and the text gate."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from flake8_uvicorn_import_string import __version__
from flake8_uvicorn_import_string.plugin import Config, Plugin
from tests.support.commands import flake8
from tests.support.marked import check
from tests.support.tree import ROOT

EXAMPLES = ROOT / "examples"


def test_version_lists_plugin() -> None:
    shown = flake8("--version").out.replace("\n", " ")
    assert f"flake8-uvicorn-import-string: {__version__}" in shown


def test_examples() -> None:
    result = flake8("--isolated", "--select=UVI", ".", cwd=EXAMPLES)
    assert [line.split(" ")[:2] for line in sorted(result.lines)] == [
        ["./reload_with_object.py:15:17:", "UVI001"],
        ["./workers_with_object.py:15:17:", "UVI001"],
    ]
    assert result.err == ""
    assert result.status == 1


def test_noqa_on_application_line(tmp_path: Path) -> None:
    source = "import uvicorn\nfrom api import app\nuvicorn.run(\n    app,{}\n    reload=True,\n)\n"
    (tmp_path / "loud.py").write_text(source.format(""))
    (tmp_path / "quiet.py").write_text(source.format("  # noqa: UVI001"))
    result = flake8("--isolated", "--select=UVI", ".", cwd=tmp_path)
    assert [line[: line.index(" ")] for line in result.lines] == ["./loud.py:4:5:"]


@pytest.mark.parametrize(
    "source",
    [
        "import uvicorn\nuvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001\n",
        "run(FastAPI(), reload=True)\n",
    ],
)
def test_text_gate(source: str) -> None:
    check(source)


def test_gate_leaves_tree_alone() -> None:
    plugin = Plugin(ast.Module([], []), ["app.run(reload=True)\n"], "main.py")
    del plugin._tree
    assert not list(plugin.run())


def test_lines_that_are_not_all_there() -> None:
    tree = ast.parse("import uvicorn\n\nuvicorn.run(FastAPI(), reload=True)\n")
    found = [report[:2] for report in Plugin(tree, ["import uvicorn\n"], "main.py").run()]
    assert found == [(3, 12)]


@pytest.mark.parametrize(("selected", "found"), [("UVI902", []), ("UVI901", [(2, 12)])])
def test_opt_in_by_code(
    selected: str, found: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plugin, "config", Config(opted_in=(selected,)))
    lines = ["import uvicorn\n", "uvicorn.run(FastAPI())\n"]
    plugin = Plugin(ast.parse("".join(lines)), lines, "main.py")
    assert [report[:2] for report in plugin.run()] == found


def test_columns_are_characters() -> None:
    check(
        """
        import uvicorn
        é = "ß"; uvicorn.run(FastAPI(), reload=True)  # error: 21 UVI001
        e = "s"; uvicorn.run(FastAPI(), reload=True)  # error: 21 UVI001
        """
    )
