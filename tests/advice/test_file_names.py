"""What a file can be called: by the import system, and by flake8."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from flake8_uvicorn_import_string.advice.import_string import SourceFile
from flake8_uvicorn_import_string.inference.values import MODULE_NAME
from flake8_uvicorn_import_string.plugin import Config, Plugin
from tests.support.commands import flake8
from tests.support.marked import advice
from tests.support.ways_out import MAIN, NAMED

HERE = """
import uvicorn
from fastapi import FastAPI
app = FastAPI()
if __name__ == "__main__":
    uvicorn.run(app, reload=True)
"""

# An absolute path as the running system has them.
ROOT = os.path.abspath(os.sep)
FILES = [
    ("main.py", 'write "main:app"'),
    ("./main.py", 'write "main:app"'),
    ("x/../main.py", 'write "main:app"'),
    ("my-app.py", 'write "my-app:app"'),
    ("UPPER.py", 'write "UPPER:app"'),
    ("main.v2.py", NAMED),
    ("my app.py", NAMED),
    ("serve", NAMED),
    ("serve.pyw", NAMED),
    ("random.py", NAMED),
    ("test.py", 'write "test:app"'),
    ("__init__.py", NAMED),
    ("pkg/__init__.py", NAMED),
    ("pkg/main.py", NAMED),
    ("./pkg/main.py", NAMED),
    ("src/pkg/main.py", NAMED),
    ("not-a-package/main.py", NAMED),
    ("../main.py", NAMED),
    (os.path.join(ROOT, "elsewhere", "main.py"), NAMED),
    (os.path.join(ROOT, "main.py"), NAMED),
    ("pkg\\main.py", NAMED),
    ("C:\\work\\main.py", NAMED),
    ("-", NAMED),
    ("stdin", NAMED),
    ("__main__.py", MAIN),
    ("pkg/__main__.py", MAIN),
    ("./pkg/__main__.py", MAIN),
]


@pytest.mark.parametrize(("filename", "words"), FILES)
def test_names_of_files(filename: str, words: str) -> None:
    """A literal only for a file at the root, whose stem an import surely finds."""
    assert advice(HERE, filename) == words


def test_absolute_file_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An absolute name is seen from the directory in which flake8 runs."""
    monkeypatch.chdir(tmp_path)
    assert advice(HERE, os.path.join(os.getcwd(), "main.py")) == 'write "main:app"'
    assert advice(HERE, os.path.join(os.getcwd(), "pkg", "main.py")) == NAMED
    assert advice(HERE, os.path.join(os.path.dirname(os.getcwd()), "main.py")) == NAMED


def test_a_directory_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a current directory an absolute name stays what it is."""

    def gone() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(os, "getcwd", gone)
    assert advice(HERE, os.path.join(ROOT, "work", "main.py")) == NAMED


def test_a_relative_import_means_a_package() -> None:
    """A root file with a relative import anywhere lives in a package."""
    for line in ("from . import api", "from .api import x", "def f():\n    from .. import y"):
        assert advice(f"{line}\n{HERE}") == NAMED


@pytest.mark.parametrize(
    ("filename", "stem", "dotted"),
    [
        ("main.py", "main", "main"),
        ("my-app.py", "my-app", "my-app"),
        ("pkg/main.py", None, "pkg.main"),
        ("src/pkg/main.py", None, "src.pkg.main"),
        ("my-dir/main.py", None, None),
        ("json.py", None, None),
        ("a.b.py", None, None),
        ("-", None, None),
        ("stdin", None, None),
        (os.path.join(ROOT, "x", "main.py"), None, None),
    ],
)
def test_source_file(filename: str, stem: str | None, dotted: str | None) -> None:
    """What a file can be called by the import system, seen from the root."""
    file = SourceFile(filename, relative_imports=False)
    assert (file.stem, file.dotted) == (stem, dotted)
    assert file.is_named_by(MODULE_NAME) and file.is_named_by("__main__")
    assert not file.is_named_by("other")
    assert dotted is None or file.is_named_by(dotted)


@pytest.mark.parametrize("filename", ["__main__.py", "pkg/__main__.py", "pkg/__init__.py"])
def test_files_that_no_string_names_for_sure(filename: str) -> None:
    """What ``__name__`` leads to is another module, or is not known."""
    file = SourceFile(filename, relative_imports=False)
    assert not file.is_named_by(MODULE_NAME)
    assert not file.is_named_by("__main__")


STDIN = [
    (Config(), "main.py", 'write "main:app"'),
    (Config(stdin="stdin"), "main.py", NAMED),
    (Config(stdin="stdin"), "stdin", NAMED),
    (Config(stdin="stdin"), "-", NAMED),
    (Config(stdin="main.py"), "-", NAMED),
]


@pytest.mark.parametrize(("config", "filename", "words"), STDIN)
def test_standard_input(config: Config, filename: str, words: str) -> None:
    """A name that was only given for display is no path."""

    class Configured(Plugin):
        pass

    Configured.config = config
    plugin = Configured(ast.parse(HERE), HERE.splitlines(keepends=True), filename)
    assert [text.partition("; ")[2] for _, _, text, _ in plugin.run()] == [words]


@pytest.mark.parametrize(
    ("arguments", "shown", "words"),
    [
        (["main.py"], "main.py", 'write "main:app"'),
        (["."], "./main.py", 'write "main:app"'),
        (["-"], "stdin", NAMED),
        # What python-lsp-server sends.
        (["-", "--stdin-display-name", "main.py"], "main.py", 'write "main:app"'),
        # What the extension of Visual Studio Code sends.
        (["--stdin-display-name", "{root}/main.py", "-"], "{root}/main.py", 'write "main:app"'),
        (["--stdin-display-name=other.py", "-"], "other.py", NAMED),
        (["--stdin-display-name=pkg/../main.py", "-"], "pkg/../main.py", 'write "main:app"'),
        (["--stdin-display-name=../main.py", "-"], "../main.py", NAMED),
        (["--stdin-display-name={root}.py", "-"], "{root}.py", NAMED),
        (["--stdin-display-name=pkg", "-"], "pkg", NAMED),
    ],
    ids=[
        "path", "directory", "stdin", "python-lsp-server", "code", "no file", "dots",
        "above", "beside", "directory on stdin",
    ],
)  # fmt: skip
def test_through_flake8(tmp_path: Path, arguments: list[str], shown: str, words: str) -> None:
    """The real command gives the names that the tests above take for granted."""
    (tmp_path / "main.py").write_text(HERE)
    (tmp_path / "pkg").mkdir()
    arguments = [argument.format(root=tmp_path) for argument in arguments]
    shown = shown.format(root=tmp_path)
    run = flake8("--isolated", "--select=UVI", *arguments, cwd=tmp_path, stdin=HERE.encode())
    start = f"{shown}:6:17: UVI001 uvicorn exits at start-up: reload needs an import string, "
    assert run.out == f"{start}not an object; {words}\n"
    assert run.err == ""
