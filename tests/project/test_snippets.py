"""What README.rst gives to paste is pasted here, and run by the tool that it is for."""

from __future__ import annotations

import re
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pytest

from flake8_uvicorn_import_string.rules import RULES
from tests.support.commands import flake8
from tests.support.documents import README, block
from tests.support.outside import Tools

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import uvicorn\nfrom shop.api import app\n\n"
UVI001 = f"{HEAD}uvicorn.run(app, reload=True)\n"
UVI002 = f"{HEAD}\ndef serve(reload):\n    uvicorn.run(app, reload=reload)\n"
UVI006 = 'import uvicorn\n\nuvicorn.run("shop.api:app", debug=False)\n'
UVI901 = f"{HEAD}uvicorn.run(app)\n"


# flake8


def reported_in(directory: Path, sources: dict[str, str]) -> list[str]:
    """Return ``FILE CODE`` of what flake8 reports, with the configuration in the directory."""
    for name, source in sources.items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, "utf-8")
    run = flake8("--format=%(path)s %(code)s", cwd=directory)
    assert run.err == ""
    return sorted(line[2:].replace("\\", "/") for line in run.lines)


@pytest.mark.parametrize("file", ["setup.cfg", "tox.ini", ".flake8"])
def test_select(tmp_path: Path, file: str) -> None:
    snippet = block(README, "flake8-select")
    sources = {"main.py": UVI001, "plain.py": UVI901, "unused.py": "import uvicorn\n"}
    (tmp_path / file).write_text(snippet, "utf-8")
    assert reported_in(tmp_path, sources) == ["main.py UVI001", "unused.py F401"]
    (tmp_path / file).write_text(snippet.replace(",UVI", ""), "utf-8")
    assert reported_in(tmp_path, sources) == ["unused.py F401"]


def test_extend_select(tmp_path: Path) -> None:
    snippet = block(README, "flake8-extend-select")
    (tmp_path / "setup.cfg").write_text(f"{snippet}select = E,F\n", "utf-8")
    assert reported_in(tmp_path, {"main.py": UVI001, "plain.py": UVI901}) == ["main.py UVI001"]


def test_opt_in(tmp_path: Path) -> None:
    sources = {"main.py": UVI001, "plain.py": UVI901}
    assert reported_in(tmp_path, sources) == ["main.py UVI001"]
    (tmp_path / "setup.cfg").write_text(block(README, "flake8-opt-in"), "utf-8")
    assert reported_in(tmp_path, sources) == ["main.py UVI001", "plain.py UVI901"]


def test_per_file_ignores(tmp_path: Path) -> None:
    files = {"a.py": UVI001, "b.py": UVI002, "c.py": UVI006, "serve.py": UVI002}
    sources = {
        f"{directory}/{name}": source
        for directory in ("scripts", "tests")
        for name, source in files.items()
    }
    (tmp_path / "setup.cfg").write_text(block(README, "flake8-per-file-ignores"), "utf-8")
    assert reported_in(tmp_path, sources) == [
        "scripts/a.py UVI001",
        "scripts/b.py UVI002",
        "scripts/c.py UVI006",
    ]


def test_noqa(tmp_path: Path) -> None:
    snippet = block(README, "noqa")
    comment = "  # noqa: UVI001"
    assert snippet.count(comment) == 1
    bare = snippet.replace(comment, "")
    sources = {
        "quiet.py": HEAD + snippet,
        "bare.py": HEAD + bare,
        "first.py": HEAD + bare.replace("(\n", f"({comment}\n", 1),
        "last.py": HEAD + bare.replace("\n)\n", f"\n){comment}\n"),
    }
    assert reported_in(tmp_path, sources) == ["bare.py UVI001", "first.py UVI001", "last.py UVI001"]


# ruff is not run: it is no dependency of the tests


def test_ruff() -> None:
    tomllib: Any = pytest.importorskip("tomllib")
    external = tomllib.loads(block(README, "ruff-external"))["tool"]["ruff"]["lint"]["external"]
    assert all(rule.code.startswith(tuple(external)) for rule in RULES)


# Tools that install the plugin


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    return Tools(tmp_path_factory.mktemp("tools"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the directory of a project whose only file deserves UVI001."""
    directory = tmp_path / "project"
    directory.mkdir()
    (directory / "main.py").write_text(block(README, "example"), "utf-8")
    return directory


def assert_reported(output: str) -> None:
    """Is what README shows for the example in the output, and nothing else of flake8?"""
    _, shown = block(README, "example-output").split("\n", 1)
    reports = re.findall(r"^(?:\./)?(\S+:\d+:\d+: .*\n)", output, re.MULTILINE)
    assert reports == [shown], output


def correct(directory: Path) -> None:
    """Correct the example."""
    path = directory / "main.py"
    path.write_text(path.read_text("utf-8").replace("run(app", 'run("main:app"'), "utf-8")


def test_tox(project: Path, tools: Tools) -> None:
    (project / "tox.ini").write_text(block(README, "tox-lint"), "utf-8")
    done = tools.module("tox", "run", "-e", "lint", cwd=project)
    assert_reported(done.stdout)
    assert done.returncode == 1
    correct(project)
    done = tools.module("tox", "run", "-e", "lint", cwd=project)
    assert done.returncode == 0, done.stdout


def test_pre_commit_with_flake8(project: Path, tools: Tools) -> None:
    snippet = block(README, "pre-commit-flake8")
    # The hook of PyCQA/flake8 would be fetched from there.  It is written out
    # here instead, as flake8's .pre-commit-hooks.yaml has it.
    remote = re.search(r"repo: https://github.com/PyCQA/flake8\n    rev: (\S+)\n", snippet)
    assert remote is not None
    local = snippet.replace(remote[0], "repo: local\n")
    hook = "name: flake8, entry: flake8, language: python, types: [python], require_serial: true"
    lines = "".join(f"        {line}\n" for line in re.split(r", (?=\w+:)", hook))
    local = local.replace("id: flake8\n", f"id: flake8\n{lines}")
    # The flake8 of the snippet needs Python 3.11; before, the one installed here stands in.
    wanted = remote[1] if sys.version_info >= (3, 11) else version("flake8")
    local = local.replace("dependencies: [", f"dependencies: [flake8=={wanted}, ")
    (project / ".pre-commit-config.yaml").write_text(local, "utf-8")
    tools.repository(project)
    done = tools.module("pre_commit", "run", "--all-files", cwd=project)
    assert_reported(done.stdout)
    assert done.returncode == 1
    correct(project)
    done = tools.module("pre_commit", "run", "--all-files", cwd=project)
    assert done.returncode == 0, done.stdout


def test_pre_commit_with_own_hooks(project: Path, tools: Tools) -> None:
    (project / ".pre-commit-config.yaml").write_text(block(README, "pre-commit-own"), "utf-8")
    tools.repository(project)
    check, fix = (
        ("pre_commit", "run", hook, "--all-files")
        for hook in ("flake8-uvicorn-import-string", "uvicorn-import-string-fix")
    )
    done = tools.module(*check, cwd=project)
    assert_reported(done.stdout)
    assert done.returncode == 1
    before = (project / "main.py").read_text("utf-8")
    done = tools.module(*fix, cwd=project)
    assert done.returncode == 1, done.stdout
    after = (project / "main.py").read_text("utf-8")
    (project / "main.py").write_text(before, "utf-8")
    correct(project)
    assert after == (project / "main.py").read_text("utf-8")
    for hook in (fix, check):
        done = tools.module(*hook, cwd=project)
        assert done.returncode == 0, done.stdout
