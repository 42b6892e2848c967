"""The command and the files on disk: what stays as it was, and what cannot be written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from flake8_uvicorn_import_string.fix import command as fix
from flake8_uvicorn_import_string.fix import files
from tests.support.command import DIFF, NEW, OLD, Command, Result


def test_mode_stays(command: Command) -> None:
    path = command.write()
    for mode in (0o755, 0o600, 0o664):
        path.write_text(OLD)
        path.chmod(mode)
        assert command("--fix").status == 1
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_symbolic_link(command: Command) -> None:
    target = command.write("app/main.py", OLD.replace("from web import app", "app = FastAPI()"))
    link = command.root / "main.py"
    link.symlink_to("app/main.py")
    second = command.root / "second.py"
    second.symlink_to("main.py")
    assert command("--fix", "second.py").out == "second.py:5:17: UVI001 fixed\n"
    assert link.is_symlink()
    assert second.is_symlink()
    assert not target.is_symlink()
    # Python looks for modules where the file is, not where the link is.
    assert 'uvicorn.run(f"{__name__}:app", reload=True)' in target.read_text()
    assert command("--fix").status == 0


def test_symbolic_link_beside_the_file(command: Command) -> None:
    target = command.write("main.py", OLD.replace("from web import app", "app = FastAPI()"))
    link = command.root / "link.py"
    link.symlink_to("main.py")
    assert command("--fix", "link.py").status == 1
    assert link.is_symlink()
    assert 'uvicorn.run("main:app", reload=True)' in target.read_text()


def test_symbolic_link_that_is_run_as_a_package(command: Command) -> None:
    command.write("main.py", OLD.replace("from web import app", "app = FastAPI()"))
    link = command.root / "pkg" / "__main__.py"
    link.parent.mkdir()
    link.symlink_to("../main.py")
    words = "define the application in a module that is not __main__.py"
    place = f"pkg{os.sep}__main__.py"
    result = command("--fix", "pkg")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(place)
    assert result.err.endswith(f": UVI001 not fixed: {words}\n")


def test_symbolic_link_to_nothing(command: Command) -> None:
    (command.root / "link.py").symlink_to("nope.py")
    missing = "it cannot be read: No such file or directory\n"
    assert command("--fix") == Result(2, "", f"./link.py: left alone: {missing}")
    assert command("nope.py") == Result(2, "", f"nope.py: left alone: {missing}")


@contextmanager
def unprivileged() -> Iterator[None]:
    """Let nobody in particular do what follows, if root runs the tests."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no users here")
@pytest.mark.parametrize("what", ["file", "directory"])
def test_read_only(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory,
    what: str,
) -> None:
    replace = files.replace

    def replace_as_nobody(*arguments: object) -> None:
        with unprivileged():
            replace(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(fix, "replace", replace_as_nobody)
    locked, free = command.write("a/locked.py"), command.write("b/free.py")
    for path in (locked, free):
        path.parent.chmod(0o777)
        path.chmod(0o666)
    above = command.root
    modes = {}
    while above != above.parent and not os.geteuid():  # pytest's own directories are closed
        modes[above] = stat.S_IMODE(above.stat().st_mode)
        above.chmod(modes[above] | 0o111)
        above = above.parent
    if what == "file":
        locked.chmod(0o444)
    else:
        locked.parent.chmod(0o555)
    try:
        result = command("--fix")
    finally:
        locked.parent.chmod(0o777)
        for path, mode in modes.items():
            path.chmod(mode)
    assert result == Result(
        2,
        "./b/free.py:5:17: UVI001 fixed\n",
        "./a/locked.py: left alone: it cannot be written: Permission denied\n",
    )
    assert locked.read_text() == OLD
    assert free.read_text() == NEW
    assert sorted(path.name for path in command.root.rglob("*.py*")) == ["free.py", "locked.py"]


@pytest.mark.parametrize("gone", [False, True])
def test_changed_meanwhile(
    command: Command, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    """Somebody saves the file, or deletes it, just before it is replaced."""
    changed = command.write("a.py")
    command.write("b.py")
    chmod = os.chmod

    def save_and_chmod(path: str, mode: int) -> None:
        if not gone:
            changed.write_text(OLD + "# more\n")
        elif changed.exists():
            changed.unlink()
        chmod(path, mode)

    monkeypatch.setattr(os, "chmod", save_and_chmod)
    result = command("--fix")
    assert result.status == 2
    assert result.out == "./b.py:5:17: UVI001 fixed\n"
    why = "it cannot be read: No such file or directory" if gone else "it changed meanwhile"
    assert result.err == f"./a.py: left alone: {why}\n"
    assert gone or changed.read_text() == OLD + "# more\n"
    assert command.read("b.py") == NEW
    assert sorted(path.name for path in command.root.glob("*.py*")) == ["a.py", "b.py"][gone:]


def test_disk_is_full(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_old: str, _new: str) -> None:
        raise OSError(28, "No space left on device")

    command.write()
    monkeypatch.setattr(os, "replace", fail)
    assert command("--fix") == Result(
        2, "", "./main.py: left alone: it cannot be written: No space left on device\n"
    )
    assert command.read() == OLD
    assert [path.name for path in command.root.glob("*main*")] == ["main.py"]


def test_name_that_cannot_be_printed(command: Command) -> None:
    name = os.fsdecode(b"m\xff.py")
    try:
        command.write(name)
    except OSError:
        pytest.skip("the file system wants valid names")
    assert command().out.startswith("./m\\udcff.py:5:17: UVI001 ")
    assert command("--diff").out == DIFF.format(name)
    assert command("--fix").status == 1
    assert command.read(name) == NEW
