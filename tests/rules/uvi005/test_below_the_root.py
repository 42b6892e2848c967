"""UVI005: a file below the root whose string is its own bare name, and ``__main__.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.calls import guarded, in_function
from tests.support.marked import codes, texts

OWN = "uvicorn.run('main:app')"


def test_own_stem() -> None:
    """As a script its own folder comes first; with -m nothing else has the name."""
    for filename in ("backend/main.py", "src/shop/main.py"):
        assert codes(guarded(OWN), filename) == ["UVI005"]
        assert not codes(guarded(OWN, "app = object()"), filename)
        assert codes(f"import uvicorn\n{OWN}\n", filename) == ["UVI007", "UVI005"]
        assert codes(guarded("main(1, 2, 3)", in_function(OWN)), filename) == ["UVI005"]


@pytest.mark.parametrize(
    ("filename", "source"),
    [
        ("backend/main.py", in_function(OWN)),
        ("backend/main.py", guarded(OWN, "from . import settings")),
        ("backend/main.py", guarded(OWN, "from backend.settings import x")),
        ("backend/main.py", guarded(OWN, "import backend.settings")),
        ("backend/main.py", guarded(OWN, "import sys\nsys.path.insert(0, '.')")),
        ("backend/main.py", guarded("uvicorn.run('main:app', app_dir='.')")),
        ("backend/other.py", guarded(OWN)),
        ("my-shop/main.py", guarded(OWN)),
        ("backend/json.py", guarded("uvicorn.run('json:app')")),
        ("backend/__init__.py", guarded("uvicorn.run('__init__:app')")),
        ("/elsewhere/main.py", guarded(OWN)),
    ],
)
def test_own_stem_may_lead_elsewhere(filename: str, source: str) -> None:
    """Who calls the function may be another program, and the path may be another."""
    assert not codes(source, filename)


def test_another_file_of_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``python -m backend.api.main`` from the root, or from backend, finds that one first."""
    monkeypatch.chdir(tmp_path)
    filename = "backend/api/main.py"
    assert codes(guarded(OWN), filename) == ["UVI005"]
    for other, is_other in (
        ("main.py", True), ("backend/main.py", True), ("main/app.py", True),
        ("backend/api/main_.py", False), ("tests/main.py", False),
    ):
        file = tmp_path / other
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        assert codes(guarded(OWN), filename) == ["UVI005"] * (not is_other)
        file.unlink()
        if other == "main/app.py":
            file.parent.rmdir()


SELF = "uvicorn.run(f'{__name__}:app', %s)"


@pytest.mark.parametrize("flag", ["reload=True", "workers=2"])
@pytest.mark.parametrize("head", ["app = object()", ""])
def test_main_module(flag: str, head: str) -> None:
    """A new process has another ``__main__``, whatever this one has."""
    call = SELF % flag
    for name in (call, call.replace("f'{__name__}:app'", "'__main__:app'")):
        assert texts(guarded(name, head), "shop/__main__.py") == [
            "UVI005 uvicorn finds no app in a new process, which does not import a __main__.py "
            "started with -m; move it to another module, and name that in the string"
        ]
    called = guarded("main(1, 2, 3)", in_function(call, head))
    assert codes(called, "shop/__main__.py") == ["UVI005"]
    assert codes(f"import uvicorn\n{head}\n{call}\n", "shop/__main__.py") == ["UVI005"]


@pytest.mark.parametrize(
    ("filename", "source"),
    [
        ("shop/__main__.py", guarded(SELF % "port=1")),
        ("shop/__main__.py", guarded(SELF % "reload=False")),
        ("shop/__main__.py", guarded(SELF % "reload=x", "from a import x")),
        ("shop/__main__.py", in_function(SELF % "reload=True")),
        ("shop/__main__.py", guarded("uvicorn.run('shop.__main__:app', reload=True)")),
        ("shop/__main__.py", guarded("uvicorn.run('shop.web:app', reload=True)")),
        ("__main__.py", guarded(SELF % "reload=True")),
        ("shop/main.py", guarded(SELF % "reload=True", "app = object()")),
    ],
)
def test_main_module_may_work(filename: str, source: str) -> None:
    """Without a flag it is this process; what is started by its path is imported again."""
    assert not codes(source, filename)


@pytest.mark.parametrize(
    ("head", "cure"),
    [
        ("from .web import app", 'write f"{__package__}.web:app"'),
        ("from shop.web import app", 'write "shop.web:app"'),
        ("from .web import api", "move it to another module, and name that in the string"),
        (
            "from fastapi import FastAPI\napp = FastAPI()",
            "move it to another module, and name that in the string",
        ),
    ],
)
def test_main_module_of_another_application(head: str, cure: str) -> None:
    """What is imported has a module already."""
    (text,) = texts(guarded(SELF % "reload=True", head), "shop/__main__.py")
    assert text.endswith(f"started with -m; {cure}")


def test_other_rules_know_the_file_too() -> None:
    """What a string of this file names is looked at, whichever name it has."""
    head = "from fastapi import FastAPI\napp = FastAPI()"
    factory = guarded("uvicorn.run('main:app', factory=True)", head)
    assert codes(factory, "backend/main.py") == ["UVI009"]
    routes = guarded(f"app.state.x = 1\n    {OWN}", head)
    assert codes(routes, "backend/main.py") == ["UVI011"]
    for source in (factory, routes):
        assert not codes(f"from . import settings\n{source}", "backend/main.py")


def test_application_of_another_file_by_its_name() -> None:
    """``"app"`` alone speaks of the application that is imported."""
    source = guarded("uvicorn.run('app')", "from shop.web import app")
    assert texts(source) == [
        'UVI004 uvicorn cannot import "app": it has no colon, the form is "module:attribute"; '
        'write "shop.web:app"'
    ]
