"""Real tools that show what flake8 says: an editor's server, and nbqa for notebooks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import flake8
from tests.support.language_server import language_server

SOURCE = """\
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    uvicorn.run(app, reload=True)
"""


@pytest.mark.parametrize("name", ["main.py", "shop/web.py"])
def test_language_server(name: str, tmp_path: Path) -> None:
    """The editor shows the words of the command line, at the same place."""
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    # What the editor holds is not saved yet.
    file.write_text("", encoding="utf-8")
    with language_server(tmp_path) as server:
        (shown,) = server.diagnostics(name, SOURCE)
    file.write_text(SOURCE, encoding="utf-8")
    (said,) = flake8("--isolated", "--select=UVI", name, cwd=tmp_path).lines
    start = shown["range"]["start"]
    message = shown["message"].removeprefix("UVI001 ")
    assert f"{name}:{start['line'] + 1}:{start['character'] + 1}: UVI001 {message}" == said
    assert shown["code"] == "UVI001"
    assert message.endswith('write "main:app"' if name == "main.py" else 'write f"{__name__}:app"')


def test_language_server_is_silent(tmp_path: Path) -> None:
    """As soon as the text is right, nothing is shown."""
    (tmp_path / "main.py").touch()
    with language_server(tmp_path) as server:
        assert server.diagnostics("main.py", SOURCE.replace("(app", '("main:app"')) == []


def notebook(*cells: str) -> str:
    """Return a notebook of cells of code."""
    return json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code",
                    "execution_count": None,
                    "id": f"cell-{number}",
                    "metadata": {},
                    "outputs": [],
                    "source": text.splitlines(keepends=True),
                }
                for number, text in enumerate(cells)
            ],
            "metadata": {"language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


def nbqa(tmp_path: Path) -> list[str]:
    """Return what flake8 says of the notebooks of a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "nbqa", "flake8", "--isolated", "--select=UVI", "."],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_nbqa(tmp_path: Path) -> None:
    """In a notebook no string names the application."""
    top, _, launch = SOURCE.partition('if __name__ == "__main__":\n')
    text = notebook(f"%matplotlib inline\n{top}", launch.strip())
    (tmp_path / "shop.ipynb").write_text(text, encoding="utf-8")
    (said,) = nbqa(tmp_path)
    assert said.startswith("shop.ipynb:cell_2:1:13: UVI001 ")
    assert said.endswith("; no module is a notebook: start the server from a file")


def test_nbqa_is_silent(tmp_path: Path) -> None:
    """A notebook without flags, or that starts another file, gets nothing."""
    text = notebook("import uvicorn\n", 'uvicorn.run("shop.web:app", reload=True)')
    (tmp_path / "shop.ipynb").write_text(text, encoding="utf-8")
    assert nbqa(tmp_path) == []
