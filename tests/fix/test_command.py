"""The command: what it prints, what it writes, and its exit status."""

from __future__ import annotations

import codecs
import io
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_uvicorn_import_string import __version__
from tests.support.command import DIFF, NEW, OLD, Command, Result
from tests.support.fixes import GOLDEN

MESSAGE = (
    "uvicorn exits at start-up: reload needs an import string, not an object; "
    'write "web:app"'
)
NO_STRING = "import uvicorn\nfrom web import app\ndef f():\n    uvicorn.run(*[app], reload=True)\n"
CLEAN = "import uvicorn\n"


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# What it does


def test_list(command: Command) -> None:
    path = command.write()
    assert command() == Result(1, f"./main.py:5:17: UVI001 {MESSAGE}\n", "")
    assert command("main.py") == Result(1, f"main.py:5:17: UVI001 {MESSAGE}\n", "")
    assert path.read_text() == OLD


def test_list_looks_like_flake8(command: Command) -> None:
    for golden in GOLDEN[:20]:
        command.write(f"{golden.name}.py", golden.old)
    run = [sys.executable, "-m", "flake8", "--select=UVI001,UVI002,UVI004,UVI006"]
    shown = subprocess.run(run, capture_output=True, text=True, check=False).stdout
    assert command().out == shown
    assert shown.count("\n") >= 20


def test_diff(command: Command) -> None:
    command.write()
    command.write("pkg/main.py", OLD)
    assert command("--diff") == Result(1, DIFF.format("main.py") + DIFF.format("pkg/main.py"), "")
    assert command.read() == OLD


def test_fix(command: Command) -> None:
    command.write()
    command.write("pkg/main.py", OLD)
    fixed = "./main.py:5:17: UVI001 fixed\n./pkg/main.py:5:17: UVI001 fixed\n"
    assert command("--fix") == Result(1, fixed, "")
    assert command.read() == command.read("pkg/main.py") == NEW
    for mode in ([], ["--diff"], ["--fix"]):
        assert command(*mode) == Result(0, "", "")
    assert sorted(path.name for path in command.root.rglob("*.*")) == [
        ".flake8", "main.py", "main.py"
    ]  # fmt: skip


def test_nothing_to_do(command: Command) -> None:
    path = command.write(text=CLEAN)
    before = path.stat()
    for mode in ([], ["--diff"], ["--fix"]):
        assert command(*mode) == Result(0, "", "")
    # Reading it changes the time of the last access, as far as the file system keeps that.
    after = path.stat()
    assert (after.st_ino, after.st_mode, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino, before.st_mode, before.st_mtime_ns, before.st_ctime_ns
    )  # fmt: skip


@pytest.mark.parametrize("mode", [[], ["--diff"], ["--fix"]])
def test_refused(command: Command, mode: list[str]) -> None:
    command.write(text=NO_STRING)
    result = command(*mode)
    assert result.status == 1
    assert result.out == ""
    assert result.err == (
        "./main.py:4:5: UVI001 not fixed: the application is not written in the call itself\n"
    )
    assert command.read() == NO_STRING


def test_refused_is_shown_where_it_is_now(command: Command) -> None:
    start = OLD.replace(" app", " create_app").replace("(app", "(create_app()").replace(
        ", reload=True", ",\n        reload=True"
    )
    command.write(text=f"{start}\n\ndef f():\n    uvicorn.run(*[create_app()], reload=True)\n")
    assert command("--diff").err.startswith("./main.py:10:5: UVI001 not fixed: ")
    assert command("--fix").err.startswith("./main.py:11:5: UVI001 not fixed: ")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
@pytest.mark.parametrize(
    "patch",
    [
        pytest.param(["patch", "-p0", "--binary", "-s"], marks=pytest.mark.skipif(
            not shutil.which("patch"), reason="patch is missing")),
        pytest.param(["git", "apply", "-p0"], marks=pytest.mark.skipif(
            not shutil.which("git"), reason="git is missing")),
    ],
    ids=["patch", "git"],
)  # fmt: skip
def test_diff_can_be_applied(
    command: Command, newline: str, last: str, patch: list[str]
) -> None:
    for golden in GOLDEN:
        text = golden.old.rstrip("\n") + last
        command.write(f"{golden.name}/{golden.filename}", text.replace("\n", newline))
    diff = command("--diff").out
    assert ("\n\\ No newline at end of file\n" in diff) is (last == "")
    fixed = {}
    subprocess.run(patch, input=os.fsencode(diff), check=True)
    for golden in GOLDEN:
        name = f"{golden.name}/{golden.filename}"
        fixed[name] = command.read(name)
        text = golden.old.rstrip("\n") + last
        command.write(name, text.replace("\n", newline))
    assert command("--fix").status == 1
    assert fixed == {name: command.read(name) for name in fixed}


def test_no_carriage_return_is_translated(command: Command) -> None:
    path = command.write(text=OLD.replace("\n", "\r\n"))
    assert command("--diff").out == (
        "--- main.py\n+++ main.py\n@@ -2,4 +2,4 @@\n"
        ' from web import app\r\n \r\n if __name__ == "__main__":\r\n'
        '-    uvicorn.run(app, reload=True)\r\n+    uvicorn.run("web:app", reload=True)\r\n'
    )
    command("--fix")
    assert path.read_bytes() == NEW.replace("\n", "\r\n").encode()


# Encodings


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"# coding: latin-1\n", "latin-1"),
        (b"#!/usr/bin/python\r# -*- coding: cp1252 -*-\r\n", "cp1252"),
        (codecs.BOM_UTF8 + b"# coding: utf-8\r\n", "utf-8"),
    ],
)
def test_encoding_stays(command: Command, head: bytes, encoding: str) -> None:
    accents = "é = 'ß'  # äöü\n"
    old, new = (
        head + text.replace("import", f"{accents}import", 1).encode(encoding) for text in (OLD, NEW)
    )
    path = command.root / "main.py"
    path.write_bytes(old)
    diff = command("--diff")
    assert '+    uvicorn.run("web:app", reload=True)\n' in diff.out
    assert command("--fix").status == 1
    assert path.read_bytes() == new
    assert command("--fix") == Result(0, "", "")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"# \xff\n" + OLD.encode(), "it cannot be decoded: invalid or missing encoding"),
        (b"# coding: nope\n" + OLD.encode(), "it cannot be decoded: unknown encoding"),
        (b"\n\n# \xff\n" + OLD.encode(), "it cannot be decoded: 'utf-8' codec can't decode"),
        (b"# coding: utf-7\n# +AGEAYg-\n" + OLD.encode(), "it would not stay as it is: utf-7 can"),
        (b"# uvicorn\nif:\n", "Python cannot parse it: "),
    ],
)
@pytest.mark.parametrize("mode", [[], ["--diff"], ["--fix"]])
def test_unfit(command: Command, data: bytes, why: str, mode: list[str]) -> None:
    (command.root / "a.py").write_bytes(data)
    command.write()
    result = command(*mode)
    assert result.status == 2
    assert result.err.startswith(f"./a.py: left alone: {why}")
    assert result.err.count("\n") == 1
    assert (command.root / "a.py").read_bytes() == data
    assert command.read() == (NEW if mode == ["--fix"] else OLD)


def test_string_that_cannot_be_encoded(command: Command) -> None:
    name = "имя.py"
    data = b"# coding: latin-1\n" + OLD.replace("from web import app", "app = FastAPI()").encode()
    (command.root / name).write_bytes(data)
    result = command("--fix")
    assert result.status == 2
    assert "left alone: the result cannot be encoded: 'latin-1' codec can't" in result.err
    assert (command.root / name).read_bytes() == data


def test_other_files_may_be_broken(command: Command) -> None:
    """A file without uvicorn is none of our business."""
    (command.root / "a.py").write_bytes(b"\xff if:")
    assert command("--fix") == Result(0, "", "")


# The choice of files and codes


CONFIGS = ["setup.cfg", "tox.ini", ".flake8"]


@pytest.mark.parametrize("config", CONFIGS)
@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ("", ["a.py", "b/c.py", "b/d.py", "e.py"]),
        ("exclude = b", ["a.py", "e.py"]),
        ("extend-exclude = b/c.py, e.py", ["a.py", "b/d.py"]),
        ("ignore = UVI001", ["e.py"]),
        ("extend-ignore = UVI", []),
        ("select = UVI006", ["e.py"]),
        ("select = E,F", []),
        ("per-file-ignores =\n    b/*: UVI001\n    e.py: UVI006", ["a.py"]),
        ("filename = *c.py", ["b/c.py"]),
        ("output-file = log\nformat = pylint\nquiet = 2", ["a.py", "b/c.py", "b/d.py", "e.py"]),
    ],
)
def test_configuration(command: Command, config: str, setting: str, names: list[str]) -> None:
    (command.root / ".flake8").unlink()
    (command.root / config).write_text(f"[flake8]\n{setting}\n")
    for name in ("a.py", "b/c.py", "b/d.py"):
        command.write(name)
    command.write("e.py", NEW.replace("reload", "debug"))
    listed = [line.partition(":")[0][2:] for line in command().out.splitlines()]
    assert listed == names
    assert command("--fix").status == int(bool(names))
    assert [name for name in ("a.py", "b/c.py", "b/d.py") if command.read(name) == NEW] == [
        name for name in names if name != "e.py"
    ]
    assert not (command.root / "log").exists()


@pytest.mark.parametrize(
    ("old", "fixed"),
    [
        (OLD, True),
        (OLD.replace("True)", "True)  # noqa"), False),
        (OLD.replace("True)", "True)  # noqa: UVI001"), False),
        (OLD.replace("True)", "True)  # noqa: UVI006"), True),
        ("# flake8: noqa\n" + OLD, False),
    ],
)
def test_noqa(command: Command, old: str, fixed: bool) -> None:
    command.write(text=old)
    assert command("--fix").status == int(fixed)
    assert (command.read() != old) is fixed


def test_noqa_counts_in_its_line(command: Command) -> None:
    old = OLD.replace("(app, reload=True)", "(\n        app,{}\n        reload=True,{}\n    )")
    command.write(text=old.format("  # noqa: UVI001", ""))
    assert command("--fix") == Result(0, "", "")
    command.write(text=old.format("", "  # noqa: UVI001"))
    assert command("--fix").status == 1


def test_disabled_noqa(command: Command) -> None:
    (command.root / ".flake8").write_text("[flake8]\ndisable-noqa = true\n")
    command.write(text=f"# flake8: noqa\n{OLD}")
    assert command("--fix").status == 1


def test_options_of_flake8(command: Command) -> None:
    command.write()
    (command.root / "other").write_text("[flake8]\nignore = UVI001\n")
    (command.root / "more").write_text("[flake8]\nexclude = main.py\n")
    for quiet in (
        ["--config=other"],
        ["--config", "other"],
        ["--append-config=more"],
        ["--ignore=UVI"],
        ["--extend-ignore=UVI"],
        ["--select=UVI002"],
        ["--exclude=main.py"],
        ["--extend-exclude=main.py"],
    ):
        assert command(*quiet) == Result(0, "", "")
    (command.root / ".flake8").write_text("[flake8]\nselect = E\n")
    assert command().status == 0
    assert command("--isolated").status == 1
    assert command("--extend-select=UVI001", "--diff").status == 1
    assert command("--select=UVI001").status == 1


def test_opt_in_code(command: Command) -> None:
    old = OLD.replace(", reload=True", "")
    command.write(text=old)
    assert command("--fix", "--unsafe-fixes") == Result(0, "", "")
    place, assumed = "./main.py:5:17: UVI901", "one process is meant, whatever WEB_CONCURRENCY says"
    assert command("--extend-select=UVI901", "--fix") == Result(
        1,
        "",
        f"{place} not fixed: --unsafe-fixes would, assuming that {assumed}\n"
        "1 fix available with --unsafe-fixes\n",
    )
    assert command.read() == old
    assert command("--extend-select=UVI901", "--fix", "--unsafe-fixes") == Result(
        1, f"{place} fixed, assuming that {assumed}\n", ""
    )
    assert command.read() == OLD.replace("reload=True", "workers=1")


def test_named_file_needs_no_suffix(command: Command) -> None:
    command.write("serve")
    assert command("serve").status == 1
    assert command().status == 0


def test_name_like_an_option(command: Command) -> None:
    command.write("-x.py")
    assert command("--", "-x.py").out.startswith("./-x.py:5:17: UVI001 ")


def test_directory_and_file(command: Command) -> None:
    command.write("b/a.py")
    command.write("b/c.py")
    command.write("d.py")
    listed = [line.partition(":")[0] for line in command("b", "b/c.py", "d.py").out.splitlines()]
    assert listed == ["b/a.py", "b/c.py", "d.py"]


# Standard input


def test_standard_input(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, OLD.replace("\n", "\r\n").encode())
    fixed = command("--fix", "-")
    assert fixed == Result(1, NEW.replace("\n", "\r\n"), "stdin:5:17: UVI001 fixed\n")
    feed(monkeypatch, NEW.encode())
    assert command("--fix", "-") == Result(0, NEW, "")
    feed(monkeypatch, CLEAN.encode())
    assert command("--fix", "-") == Result(0, CLEAN, "")
    feed(monkeypatch, OLD.encode())
    assert command("-") == Result(1, f"stdin:5:17: UVI001 {MESSAGE}\n", "")
    feed(monkeypatch, OLD.encode())
    assert command("--diff", "-") == Result(1, DIFF.format("stdin"), "")
    feed(monkeypatch, b"uvicorn(")
    broken = command("--fix", "-")
    assert (broken.status, broken.out) == (2, "")
    assert broken.err.startswith("stdin: left alone: Python cannot parse it: ")


def test_standard_input_has_a_name(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    (command.root / ".flake8").write_text("[flake8]\nper-file-ignores = a.py: UVI\nexclude = b.py")
    for name, status in (("a.py", 0), ("c.py", 1)):
        feed(monkeypatch, OLD.encode())
        result = command(f"--stdin-display-name={name}", "-")
        assert result.status == status
        assert result.out.startswith("c.py:5:17: UVI001 " if status else "")


def test_standard_input_of_an_editor(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The display name says what can be imported only where it is that of a file."""
    source = OLD.replace("from web import app", "app = FastAPI()")
    for string in ('f"{__name__}:app"', '"main:app"'):
        feed(monkeypatch, source.encode())
        result = command("--fix", "--stdin-display-name=main.py", "-")
        assert f"    uvicorn.run({string}, reload=True)\n" in result.out
        command.write(text="what was saved last")


# Usage


def test_help(command: Command) -> None:
    result = command("--help")
    assert (result.status, result.err) == (0, "")
    words = " ".join(result.out.split())
    assert "usage: flake8-uvicorn-import-string [--diff | --fix] [--unsafe-fixes] [option" in words
    assert (
        "exit status: 0 there is nothing to do 1 something was found, or fixed "
        "2 an error: a wrong option, or a file that cannot be read or written"
    ) in words


def test_version(command: Command) -> None:
    assert command("--version").out == f"flake8-uvicorn-import-string {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["--nope"], ["--fi"], ["--fix", "--diff"], ["-", "main.py"], ["--select"], ["--fix=x"]],
)
def test_wrong_usage(command: Command, arguments: list[str]) -> None:
    command.write()
    result = command(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert "flake8-uvicorn-import-string: error: " in result.err
    assert command.read() == OLD


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("extend-ignore = # all", "supplied to 'extend-ignore' option does not match"),
        ("per-file-ignores = a b", "Expected `per-file-ignores` to be a mapping"),
        ("require-plugins = flake8-nope", "flake8-nope"),
    ],
)
def test_wrong_configuration(command: Command, setting: str, why: str) -> None:
    (command.root / ".flake8").write_text(f"[flake8]\n{setting}\n")
    command.write()
    result = command("--fix")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("flake8 cannot use its configuration: ")
    assert why in result.err
    assert command.read() == OLD


def test_configuration_is_missing(command: Command) -> None:
    result = command("--config=nope")
    assert result == Result(2, "", result.err)
    assert result.err.endswith("does not exist: nope\n")


def test_module(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    command.write()
    monkeypatch.setattr(sys, "argv", ["x", "--fix"])
    with pytest.raises(SystemExit) as raised:
        runpy.run_module("flake8_uvicorn_import_string", run_name="__main__")
    assert raised.value.code == 1
    assert command.read() == NEW


@pytest.mark.parametrize(
    "program",
    [
        [sys.executable, "-m", "flake8_uvicorn_import_string"],
        [str(Path(sys.executable).with_name("flake8-uvicorn-import-string"))],
    ],
)
def test_program(command: Command, program: list[str]) -> None:
    command.write()
    first = subprocess.run([*program, "--fix"], capture_output=True, text=True, check=False)
    assert (first.returncode, first.stdout) == (1, "./main.py:5:17: UVI001 fixed\n")
    assert command.read() == NEW
    assert subprocess.run([*program, "--fix"], check=False).returncode == 0
    assert subprocess.run([*program, "--x"], capture_output=True, check=False).returncode == 2
