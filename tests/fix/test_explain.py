"""``--explain``: the pages as the command prints them, from the installed package."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from flake8_uvicorn_import_string.fix.command import main
from flake8_uvicorn_import_string.rules import RULES
from tests.support.documents import page_of, read, title
from tests.support.outside import build_wheel

CODES = [rule.code for rule in RULES]


@pytest.mark.parametrize("code", CODES)
def test_page_is_printed(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    for written in (code, code.lower()):
        assert main(["--explain", written]) == 0
        assert capsys.readouterr() == (page_of(code).read_text("utf-8"), "")


def test_codes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--explain"]) == 0
    titles = [title(read(page_of(code))).removeprefix(f"{code}: ") for code in CODES]
    listed = [f"{code}  {words}\n" for code, words in zip(CODES, titles, strict=True)]
    assert capsys.readouterr() == ("".join(listed), "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--explain", "UVI03"], "there is no code UVI03; the nearest is UVI003"),
        (["--explain=uvi0001"], "there is no code uvi0001; the nearest is UVI001"),
        (["--explain", "901"], "there is no code 901; the nearest is UVI901"),
        (["--explain", "UVI001", "main.py"], "--explain takes one code, and no PATH"),
        (["--explain", "--fix"], "not allowed with argument --explain"),
        (["--explain", "UVI001", "--diff"], "not allowed with argument --explain"),
    ],
)
def test_wrong_usage(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.endswith(f"{words}\n")


def test_wheel_holds_the_pages(tmp_path: Path) -> None:
    """What is installed is what the wheel holds, so its files alone must do."""
    installed = tmp_path / "installed"
    with zipfile.ZipFile(build_wheel(tmp_path / "build")) as wheel:
        wheel.extractall(installed)
    pages = installed / "flake8_uvicorn_import_string" / "rules"
    assert {page.name for page in pages.glob("*.rst")} == {page_of(code).name for code in CODES}
    program = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from flake8_uvicorn_import_string.fix import command\n"
        "print(command.__file__, flush=True)\n"
        "raise SystemExit(command.main(['--explain', 'UVI001']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=tmp_path
    )
    place, page = done.stdout.decode().replace("\r\n", "\n").split("\n", 1)
    assert Path(place).is_relative_to(installed)
    assert page == page_of("UVI001").read_text("utf-8")
