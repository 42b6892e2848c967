"""UVI004: a string that cannot be imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_uvicorn_import_string.advice.import_string import find_problem
from tests.support.calls import in_function
from tests.support.marked import check, codes, texts

NO_COLON = 'it has no colon, the form is "module:attribute"'
MALFORMED = [
    ("main", f'"main": {NO_COLON}'),
    ("main.app", f'"main.app": {NO_COLON}'),
    ("", f'"": {NO_COLON}'),
    ("main:", '"main:": nothing stands behind the colon, the form is "module:attribute"'),
    (":app", '":app": nothing stands before the colon, the form is "module:attribute"'),
    (":", '":": nothing stands before the colon, the form is "module:attribute"'),
    ("main.py:app", '"main.py:app": a module is named without .py; write "main:app"'),
    ("src/main:app", '"src/main:app": a module is named with dots, not by a path'),
    ("src/main.py:app", '"src/main.py:app": a module is named with dots, not by a path'),
    ("/main:app", '"/main:app": a module is named with dots, not by a path'),
    ("./main:app", '"./main:app": a module is named with dots, not by a path'),
    ("src\\main:app", '"src\\\\main:app": a module is named with dots, not by a path'),
    (".main:app", '".main:app": it is relative, and uvicorn imports only absolute names'),
    ("..pkg:app", '"..pkg:app": it is relative, and uvicorn imports only absolute names'),
    ("main :app", '"main :app": it contains white space; write "main:app"'),
    (" main:app", '" main:app": it contains white space; write "main:app"'),
    ("main: app", '"main: app": it contains white space; write "main:app"'),
    ("main:app ", '"main:app ": it contains white space; write "main:app"'),
    ("main:app\n", '"main:app\\n": it contains white space; write "main:app"'),
    ("main:my app", '"main:my app": it contains white space'),
    (" : ", '" : ": it contains white space'),
    ("pkg. main:app", '"pkg. main:app": it contains white space; write "pkg.main:app"'),
    ("main:app:x", '"main:app:x": it has a second colon'),
    ("main::app", '"main::app": it has a second colon'),
    (
        "main:create_app()",
        '"main:create_app()": attributes are only looked up, not called; '
        'write "main:create_app", factory=True',
    ),
    ("main:app()", '"main:app()": attributes are only looked up, not called'),
    ("main:build()", '"main:build()": attributes are only looked up, not called'),
    ("main:create_app(1)", '"main:create_app(1)": attributes are only looked up, not called'),
    ("main.py:create_app()", '"main.py:create_app()": a module is named without .py'),
    ("main.:app", '"main.:app": a name is missing beside a dot'),
    ("main..x:app", '"main..x:app": a name is missing beside a dot'),
    ("main:app.", '"main:app.": a name is missing beside a dot'),
    ("main:.app", '"main:.app": a name is missing beside a dot'),
]


@pytest.mark.parametrize(("string", "words"), MALFORMED)
def test_uvi004_fires(string: str, words: str) -> None:
    """The message says what is wrong, and what to write where that is certain."""
    source = in_function(f"uvicorn.run({string!r})")
    assert texts(source, "other.py") == [f"UVI004 uvicorn cannot import {words}"]
    assert codes(in_function(f"uvicorn.run({string!r}, reload=True)"), "x.py") == ["UVI004"]


@pytest.mark.parametrize(
    "string",
    [
        "main:app",
        "pkg.main:app",
        "pkg.main:holder.app",
        "my-app:app",
        "MAIN:app",
        "my app:app",
        "main(1):app",
        "main:create_app",
        "__main__:app",
        "py:app",
        "main.pyw:app",
        "ünï:app",
    ],
)
def test_uvi004_is_silent(string: str) -> None:
    """Such modules and attributes there may be, in another file."""
    assert find_problem(string) is None
    assert not codes(in_function(f"uvicorn.run({string!r})"), "other.py")


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("'main'", '"main"'),
        ("'main' + '.py:app'", '"main.py:app"'),
        ("f'{\"main\"}'", '"main"'),
        ("f'{__name__}'", 'f"{__name__}"'),
        ("__name__", 'f"{__name__}"'),
        ("f'{__name__}.py:app'", 'f"{__name__}.py:app"'),
        ("f'{__package__}/web:app'", 'f"{__package__}/web:app"'),
        ("NAME", '"main.app"'),
        (r"'a\\b:app'", r'"a\\b:app"'),
        ("'say \"x\"'", r'"say \"x\""'),
        ('"it\'s"', '"it\'s"'),
        (r"'main\n'", r'"main\n"'),
        (r"'main\\n'", r'"main\\n"'),
        ("'{main}'", '"{main}"'),
        ("f'{__name__}.{{main}}'", 'f"{__name__}.{{main}}"'),
    ],
)
def test_uvi004_in_other_words(expression: str, shown: str) -> None:
    """A string that is known, however it is written."""
    (text,) = texts(in_function(f"uvicorn.run({expression})", "NAME = 'main.app'"), "other.py")
    assert text.startswith(f"UVI004 uvicorn cannot import {shown}: ")


@pytest.mark.parametrize(
    "expression",
    ["x", "f'{x}'", "'main' if x else 'app'", "args.app", "x + '.py'", "str(x)", "NAME"],
)
def test_uvi004_needs_one_known_string(expression: str) -> None:
    """Of what is not known, or may be several things, nothing is said."""
    assert not codes(in_function(f"uvicorn.run({expression})", "from config import NAME"))


FACTORY_CALLS = {
    "a factory of this file": ("def create_app(): ...", True),
    "one with defaults": ("def create_app(x=1): ...", True),
    "one that needs an argument": ("def create_app(x): ...", False),
    "none of this file": ("", False),
}


@pytest.mark.parametrize("name", FACTORY_CALLS)
def test_uvi004_looks_up_a_factory_here(name: str) -> None:
    """``factory=True`` is advised only for what can be called so."""
    head, fits = FACTORY_CALLS[name]
    source = in_function('uvicorn.run("main:create_app()")', head)
    (text,) = texts(source)
    assert text.endswith('; write "main:create_app", factory=True') is fits
    (text,) = texts(source, "other.py")
    assert text.endswith('; write "main:create_app", factory=True')


def test_uvi004_place() -> None:
    """At the string; and nothing is said of its target then."""
    check(
        """
        import uvicorn
        def main():
            uvicorn.run("main.py:nothing", reload=True)  # error: 16 UVI004
            uvicorn.run(app="main")  # error: 20 UVI004
            name = "main"
            uvicorn.run(name)  # error: 16 UVI004
        """
    )


def test_the_name_of_the_application_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says which one is meant, unless a module has the name."""
    monkeypatch.chdir(tmp_path)
    source = (
        "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        "if __name__ == '__main__':\n    uvicorn.run('app')\n"
    )
    said = 'UVI004 uvicorn cannot import "app": it has no colon, the form is "module:attribute"'
    assert texts(source) == [f'{said}; write "main:app"']
    assert texts(source.replace("'app'", "'other'"))[0].endswith('"module:attribute"')
    (tmp_path / "app.py").touch()
    assert texts(source) == [said]
