"""End to end: real git, pre-commit and tox, with the plugin as it is in this tree.

pre-commit and tox make their environments with pip, from the package index; the plugin itself
comes from a repository that the test makes of the files of this tree.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import ROOT

# What the package is built from, and what pre-commit reads.
FILES = ("pyproject.toml", "README.rst", "LICENSE", ".pre-commit-hooks.yaml")
PACKAGE = "flake8_uvicorn_import_string"

BAD = """\
import uvicorn
from web import app

__all__ = ["app"]

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", reload=True)
"""
GOOD = BAD.replace("(app", '("web:app"')
PREPARED = """\
import uvicorn
from web import app, engine

if __name__ == "__main__":
    engine.load()
    uvicorn.run(app, reload=True)
"""
HOOKS = ("flake8-uvicorn-import-string", "flake8 with the plugin", "uvicorn-import-string-fix")

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is missing")


class Shell:
    """Runs programs in a directory, in an environment free of what this test run is part of."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir()
        foreign = ("GIT_", "TOX_", "PRE_COMMIT", "COV", "PYTEST_", "VIRTUAL", "PIP_REQ", "PYTHON")
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(foreign)
        }
        self.environment |= {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PRE_COMMIT_HOME": str(directory.parent / "pre-commit-home"),
            "PRE_COMMIT_COLOR": "never",
        }
        for role in ("AUTHOR", "COMMITTER"):
            self.environment |= {f"GIT_{role}_NAME": "Test", f"GIT_{role}_EMAIL": "t@example.org"}

    def write(self, name: str, text: str) -> None:
        (self.directory / name).write_text(textwrap.dedent(text), encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.directory / name).read_text(encoding="utf-8")

    def run(self, *command: str, status: int = 0) -> str:
        """Run a program and return its output; assert that it ends with a status."""
        result = subprocess.run(
            command,
            cwd=self.directory,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert result.returncode == status, result.stdout
        return result.stdout

    def git(self, *arguments: str, status: int = 0) -> str:
        return self.run("git", *arguments, status=status)

    def commit(self, message: str, status: int = 0) -> str:
        self.git("add", "--all")
        return self.git("commit", "--message", message, status=status)


@pytest.fixture
def plugin(tmp_path: Path) -> Shell:
    """Return a git repository of the plugin, with one commit and a tag."""
    shell = Shell(tmp_path / "plugin")
    for name in FILES:
        shutil.copy(ROOT / name, shell.directory)
    shutil.copytree(
        ROOT / PACKAGE,
        shell.directory / PACKAGE,
        ignore=shutil.ignore_patterns("__pycache__", ".*"),
    )
    shell.git("init", "--quiet")
    shell.commit("all")
    shell.git("tag", "v1")
    return shell


def results(output: str) -> Iterator[tuple[str, str]]:
    """Yield the hooks that pre-commit has run, each with its result."""
    for line in output.splitlines():
        match = re.fullmatch(r"(.*?)\.{6,}(\w+)", line)
        if match:
            yield match[1], match[2]


def test_pre_commit(plugin: Shell, tmp_path: Path) -> None:
    """A bad commit fails, is fixed, and passes; what cannot be fixed goes on failing."""
    shell = Shell(tmp_path / "project")
    shell.git("init", "--quiet")
    shell.write("setup.cfg", "[flake8]\nexclude = generated.py\nmax-line-length = 100\n")
    shell.write(
        ".pre-commit-config.yaml",
        f"""\
        repos:
          - repo: {plugin.directory.as_uri()}
            rev: v1
            hooks:
              - id: flake8-uvicorn-import-string
          - repo: local
            hooks:
              - id: flake8
                name: flake8 with the plugin
                entry: flake8
                language: python
                types: [python]
                require_serial: true
                additional_dependencies:
                  - flake8
                  - flake8-uvicorn-import-string @ {plugin.directory.as_uri()}
          - repo: {plugin.directory.as_uri()}
            rev: v1
            hooks:
              - id: uvicorn-import-string-fix
        """,
    )
    shell.run(sys.executable, "-m", "pre_commit", "install")
    shell.write("main.py", BAD)
    shell.write("generated.py", BAD)

    failed = shell.commit("bad", status=1)
    assert [*results(failed)] == [(hook, "Failed") for hook in HOOKS]
    assert failed.count("main.py:7:17: UVI001 uvicorn exits at start-up: reload needs") == 2
    assert "files were modified by this hook" in failed
    assert "main.py:7:17: UVI001 fixed" in failed
    assert "generated.py" not in failed
    assert shell.read("main.py") == GOOD
    assert shell.read("generated.py") == BAD

    passed = [(hook, "Passed") for hook in HOOKS]
    assert [*results(shell.commit("good"))] == passed
    assert shell.git("log", "--format=%s") == "good\n"

    shell.write("prepared.py", PREPARED)
    failed = shell.commit("prepared", status=1)
    assert "prepared.py:6:17: UVI001 " in failed
    assert "1 fix available with --unsafe-fixes" in failed
    assert "files were modified" not in failed
    assert shell.read("prepared.py") == PREPARED
    shell.write("prepared.py", PREPARED.replace("True)", "True)  # noqa: UVI001"))
    assert [*results(shell.commit("on purpose"))] == passed


def test_tox(plugin: Shell, tmp_path: Path) -> None:
    """``tox -e lint`` of a project that lists the plugin fails, and passes once fixed."""
    shell = Shell(tmp_path / "project")
    shell.write("main.py", BAD)
    shell.write("web.py", "def app():\n    pass\n")
    shell.write(
        "tox.ini",
        f"""\
        [tox]
        env_list = lint

        [testenv:lint]
        skip_install = true
        deps =
            flake8
            flake8-uvicorn-import-string @ {plugin.directory.as_uri()}
        commands =
            flake8 --version
            flake8 {{posargs}}
        """,
    )
    tox = (sys.executable, "-m", "tox", "run", "-e")
    failed = shell.run(*tox, "lint", status=1)
    assert "flake8-uvicorn-import-string: " in " ".join(failed.split())
    assert "./main.py:7:17: UVI001 uvicorn exits at start-up: reload needs" in failed
    (fixer,) = (shell.directory / ".tox" / "lint").glob("*/flake8-uvicorn-import-string*")
    assert shell.run(str(fixer), "--fix", status=1) == "./main.py:7:17: UVI001 fixed\n"
    assert shell.read("main.py") == GOOD
    assert "UVI001" not in shell.run(*tox, "lint")
