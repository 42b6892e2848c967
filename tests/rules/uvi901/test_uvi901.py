"""UVI901, opt-in: an object, and as many workers as the environment says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.calls import in_function
from tests.support.commands import flake8

OPTED = """\
import uvicorn
from api import app
if __name__ == "__main__":
    uvicorn.run(app)
"""


@pytest.mark.parametrize(
    ("arguments", "on"),
    [
        ([], False),
        (["--select=UVI"], False),
        (["--select=E,F,UVI"], False),
        (["--extend-select=UVI"], False),
        (["--extend-select=E,UVI0"], False),
        (["--extend-select=UVI9"], True),
        (["--extend-select=UVI90"], True),
        (["--extend-select=UVI901"], True),
        (["--select=UVI9"], True),
        (["--select=UVI901"], True),
        (["--select=E,F,UVI,UVI9"], True),
        (["--select=UVI", "--extend-select=UVI901"], True),
        (["--extend-select=UVI902"], False),
        (["--extend-select=UVI9", "--ignore=UVI901"], False),
        (["--extend-select=UVI9", "--extend-ignore=UVI901"], False),
    ],
)
def test_uvi901_is_opt_in(tmp_path: Path, arguments: list[str], on: bool) -> None:
    """Only a selection of UVI9 or more turns it on."""
    (tmp_path / "main.py").write_text(OPTED)
    run = flake8("--isolated", *arguments, "main.py", cwd=tmp_path)
    assert (run.codes, run.err) == (["UVI901"] * on, "")


@pytest.mark.parametrize(
    ("lines", "on"),
    [
        ("", False),
        ("select = UVI", False),
        ("select = E,F,UVI", False),
        ("extend-select = UVI9", True),
        ("extend-select =\n    UVI9", True),
        ("extend-select = E, UVI901", True),
        ("select = UVI, UVI901", True),
    ],
)
@pytest.mark.parametrize("name", ["setup.cfg", "tox.ini", ".flake8"])
def test_uvi901_by_configuration(tmp_path: Path, name: str, lines: str, on: bool) -> None:
    """The files that flake8 reads count as the command line does."""
    (tmp_path / "main.py").write_text(OPTED)
    (tmp_path / name).write_text(f"[flake8]\n{lines}\n")
    run = flake8("main.py", cwd=tmp_path)
    assert (run.codes, run.err) == (["UVI901"] * on, "")


CONCURRENT = """\
import uvicorn, sys
from fastapi import FastAPI
app = FastAPI()
def create_app(): return FastAPI()
def main(x, reload, **options):
    uvicorn.run(app)  # on: 16
    uvicorn.run(app, workers=None)  # on: 16
    uvicorn.run(app, reload=False)  # on: 16
    uvicorn.run(create_app, factory=True)  # on: 16
    uvicorn.run(app=app, port=1)  # on: 20
    uvicorn.run(app, workers=1)
    uvicorn.run(app, workers=0)
    uvicorn.run(app, workers=x or 1)
    uvicorn.run(app, workers=None if x else 1)
    uvicorn.run(app, **options)
    uvicorn.run("main:app")
    uvicorn.run(x)
    if reload:
        sys.exit(1)
    uvicorn.run(app, reload=reload)  # on: 16
"""


def test_uvi901_facts(tmp_path: Path) -> None:
    """An object, and no workers."""
    (tmp_path / "main.py").write_text(CONCURRENT)
    run = flake8("--isolated", "--select=UVI901", "main.py", cwd=tmp_path)
    marked = [
        (number, int(line.rpartition("# on: ")[2]) + 1)
        for number, line in enumerate(CONCURRENT.splitlines(), 1)
        if "# on: " in line
    ]
    reports = [line.split(":", 3) for line in run.lines]
    assert [(int(line), int(column)) for _, line, column, _ in reports] == marked
    start = "uvicorn exits if WEB_CONCURRENCY is above 1 in the environment: workers "
    assert reports[0][3] == (
        f' UVI901 {start}need an import string; '
        'write workers=1, or write "main:app"'
    )


def test_uvi901_words_without_a_string(tmp_path: Path) -> None:
    """The way out stands behind the cure."""
    (tmp_path / "main.py").write_text(
        "import uvicorn\nfrom fastapi import FastAPI\ndef main(app: FastAPI):\n"
        "    uvicorn.run(app)\n"
    )
    run = flake8("--isolated", "--select=UVI901", "main.py", cwd=tmp_path)
    assert run.out.endswith(
        "write workers=1, or the application is a parameter: "
        "have the callers pass an import string\n"
    )


@pytest.mark.parametrize("arguments", ["app, reload=True", "app, reload=x", "app, workers=2"])
def test_uvi901_gives_way(tmp_path: Path, arguments: str) -> None:
    """UVI001 and UVI002 say it better."""
    source = in_function(f"uvicorn.run({arguments})", "from api import app")
    (tmp_path / "main.py").write_text(source)
    run = flake8("--isolated", "--select=UVI,UVI9", "main.py", cwd=tmp_path)
    assert run.codes in (["UVI001"], ["UVI002"])
