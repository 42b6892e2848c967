"""A fault of the plugin itself: one line for the file, and the run goes on."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_uvicorn_import_string import check as checking
from flake8_uvicorn_import_string.fix import command
from flake8_uvicorn_import_string.launches.launch import Launch
from flake8_uvicorn_import_string.rules.base import Context, Finding
from flake8_uvicorn_import_string.rules.uvi000_plugin_fault import TEXT_LIMIT, PluginFault
from flake8_uvicorn_import_string.rules.uvi007_launch_on_import import LaunchOnImport
from tests.support.marked import messages

CODE = "import uvicorn\nfrom api import app\nuvicorn.run(app, reload=True)\n"
MAIN = (
    "import uvicorn\nfrom api import app\n"
    'if __name__ == "__main__":\n    uvicorn.run(app, reload=True)\n'
)
TWO = f"{CODE}uvicorn.run(app, workers=2)\n"
SAYS = "UVI000 the plugin failed on this file, please report it: "

# What breaks the rules in a process of its own: for a file named bad.py.
BREAK = """
    import sys

    from flake8_uvicorn_import_string.rules.uvi007_launch_on_import import LaunchOnImport

    rule = LaunchOnImport.check

    def broken(launch, context):
        yield from rule(launch, context)
        if context.filename.endswith("bad.py"):
            raise KeyError("x\\n\\0")

    LaunchOnImport.check = broken
"""


class Mute(Exception):
    """An exception that cannot say what it is."""

    def __str__(self) -> str:
        raise ValueError


def raised(error: Exception) -> Exception:
    """Return an exception that has been raised, here."""
    try:
        raise error
    except Exception as caught:  # noqa: BLE001 - of whatever kind
        return caught


HERE = raised.__code__.co_firstlineno + 3


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyError("x"), "KeyError: 'x'"),
        (RecursionError("too deep"), "RecursionError: too deep"),
        (ValueError("a\nb\0\udcff\u2028{x}é"), "ValueError: a\\nb\\x00\\udcff\\u2028{x}é"),
        (ValueError("a" * TEXT_LIMIT), f"ValueError: {'a' * TEXT_LIMIT}"),
        (ValueError("a" * 10 * TEXT_LIMIT), f"ValueError: {'a' * TEXT_LIMIT}"),
        (ValueError("\0" * TEXT_LIMIT), "ValueError: " + r"\x00" * (TEXT_LIMIT // 4)),
        (MemoryError(), "MemoryError"),
        (Mute(), "Mute"),
    ],
)
@pytest.mark.usefixtures("faults_are_reports")
def test_description(error: Exception, words: str) -> None:
    """It is one line, and not a long one."""
    assert said_of(raised(error)) == f"{words} (test_faults.py:{HERE})"


@pytest.mark.usefixtures("faults_are_reports")
def test_description_of_what_was_never_raised() -> None:
    assert said_of(KeyError("x")) == "KeyError: 'x'"


def said_of(error: Exception) -> str:
    """Return what is reported of an exception, at the start of the file."""
    report = PluginFault.of(error)
    assert (report.lineno, report.col_offset, report.code) == (1, 0, "UVI000")
    return f"{report.code} {report.message}".removeprefix(SAYS)


@pytest.mark.parametrize(
    "error", [KeyError("x"), RecursionError("deep"), MemoryError(), AssertionError(), OSError(2)]
)
@pytest.mark.usefixtures("faults_are_reports")
def test_fault_is_the_one_report(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found before it is left out."""
    assert [text[:6] for _, _, text in messages(TWO)] == ["UVI001", "UVI001"]
    rule = LaunchOnImport.check

    def broken(launch: Launch, context: Context) -> Iterator[Finding]:
        yield from rule(launch, context)
        if launch.argument("workers") is not None:
            raise error

    monkeypatch.setattr(LaunchOnImport, "check", broken)
    ((line, column, text),) = messages(TWO)
    assert (line, column) == (1, 0)
    assert text.startswith(f"{SAYS}{said_of(type(error)(*error.args))} (")
    # Where the plugin is fine it says nothing of that.
    assert [text[:6] for _, _, text in messages(CODE)] == ["UVI001"]


@pytest.mark.usefixtures("faults_are_reports")
def test_fault_in_what_is_called_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(tree: ast.AST, watched: object) -> object:
        raise RecursionError

    monkeypatch.setattr(checking, "build", broken)
    assert [report[:2] for report in messages(CODE)] == [(1, 0)]
    assert messages("x = 1\n") == []


@pytest.mark.usefixtures("faults_are_reports")
def test_leaving_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever interrupts the run means it."""

    def interrupted(tree: ast.AST, watched: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "build", interrupted)
    with pytest.raises(KeyboardInterrupt):
        messages(CODE)


def test_faults_fail_tests(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test that meets a fault fails, in this process and with another one."""

    def broken(tree: ast.AST, watched: object) -> object:
        raise RecursionError

    with pytest.raises(AssertionError, match="UVI000"):
        run("flake8.main.cli", ["--isolated", "--select=UVI", "--jobs=1", "."], tmp_path)
    monkeypatch.setattr(checking, "build", broken)
    with pytest.raises(RecursionError):
        messages(CODE)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecursionError):
        command.main(["--isolated", "."])


def run(module: str, arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run what a module calls main, with rules that fail on ``bad.py`` beside ``good.py``."""
    (cwd / "bad.py").write_text(MAIN)
    (cwd / "good.py").write_text(MAIN)
    start = f"from {module} import main\nsys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", f"{textwrap.dedent(BREAK)}\n{start}", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )


@pytest.mark.usefixtures("faults_are_reports")
def test_flake8_goes_on(tmp_path: Path) -> None:
    done = run("flake8.main.cli", ["--isolated", "--select=UVI", "--jobs=1", "."], tmp_path)
    bad, good = sorted(done.stdout.splitlines())
    assert bad.startswith(f".{os.sep}bad.py:1:1: {SAYS}KeyError: 'x\\n\\x00' (")
    assert good.startswith(f".{os.sep}good.py:4:17: UVI001 ")
    assert (done.stderr, done.returncode) == ("", 1)


@pytest.mark.usefixtures("faults_are_reports")
def test_fault_can_be_ignored(tmp_path: Path) -> None:
    options = ["--isolated", "--select=UVI", "--ignore=UVI000", "--jobs=1"]
    done = run("flake8.main.cli", [*options, "."], tmp_path)
    (good,) = done.stdout.splitlines()
    assert good.startswith(f".{os.sep}good.py:4:17: UVI001 ")
    assert (done.stderr, done.returncode) == ("", 1)


@pytest.mark.parametrize("mode", ["--diff", "--fix", None])
@pytest.mark.usefixtures("faults_are_reports")
def test_command_goes_on(mode: str | None, tmp_path: Path) -> None:
    options = ["--isolated"] if mode is None else ["--isolated", mode]
    done = run("flake8_uvicorn_import_string.fix.command", [*options, "."], tmp_path)
    (said,) = done.stderr.splitlines()
    assert said.startswith(f".{os.sep}bad.py: left alone: {SAYS}KeyError: 'x\\n\\x00' (")
    assert "good.py" in done.stdout
    assert "bad.py" not in done.stdout
    assert done.returncode == 2
    assert (tmp_path / "bad.py").read_text() == MAIN
    assert ((tmp_path / "good.py").read_text() == MAIN) is (mode != "--fix")


@pytest.mark.usefixtures("faults_are_reports")
def test_fault_of_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said of the one file, and the others are gone through."""

    def broken(*_: object) -> object:
        raise KeyError("x")

    monkeypatch.setattr(checking, "build", broken)
    monkeypatch.chdir(tmp_path)
    Path("main.py").write_text(CODE, encoding="utf-8")
    Path("other.py").write_text("x = 1\n", encoding="utf-8")
    assert command.main(["main.py", "other.py"]) == 2
    _, said = capsys.readouterr()
    assert said.startswith(f"main.py: left alone: {SAYS}KeyError: 'x'")
    assert "other.py" not in said
