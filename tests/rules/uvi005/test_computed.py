"""UVI005: strings that are computed, of this file's name among others."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.launches import texts
from tests.rules.uvi005.computed import HEAD, LEADING, OTHERS
from tests.support.marked import codes, reported

LAUNCH = 'if __name__ == "__main__":\n    uvicorn.run({}, reload=True)\n'


def launching(string: str, head: str = HEAD) -> str:
    """Return a program that launches with a string."""
    return head + LAUNCH.replace("{}", string)


@pytest.mark.parametrize("string", LEADING)
def test_string_of_this_file(string: str) -> None:
    """The text is known, and so is what this file does not have."""
    source = launching(string)
    assert reported(source) == [(len(source.splitlines()), 16, "UVI005")]
    assert not codes(source + "app = object()\n")


@pytest.mark.parametrize("string", OTHERS)
def test_other_string(string: str) -> None:
    """Another file's, or nobody knows whose."""
    assert "UVI005" not in codes(launching(string))


@pytest.mark.parametrize("string", [text for text in LEADING if "__file__" in text])
@pytest.mark.parametrize("filename", ["-", "main.txt", "other/../../main.ipynb"])
def test_no_file(string: str, filename: str) -> None:
    """Without a name of its own a file has no path."""
    assert not codes(launching(string), filename)


def test_path_of_the_file() -> None:
    """The folder's name counts as far as flake8 tells it."""
    string = "f'{Path(__file__).parent.name}.{Path(__file__).stem}:app'"
    assert codes(launching(string), "shop/main.py") == ["UVI005"]
    assert not codes(launching(string), "main.py")
    assert not codes(launching(string), "../main.py")
    stem = "Path(__file__).stem + ':app'"
    assert codes(launching(stem), "./main.py") == ["UVI005"]


def test_computed_string_that_nothing_can_import() -> None:
    """A suffix too much."""
    source = launching("Path(__file__).name + ':app'")
    assert codes(source) == ["UVI004"]
    assert codes(launching("Path(__file__).name[:-3] + ':app'")) == ["UVI005"]


def test_names_that_may_be_something_else() -> None:
    """A part is known only if its name has one value."""
    for line, known in (
        ("part = 'main'", True),
        ("part = 'main'\nif x: part = 'other'", False),
        ("for part in 'main', 'other': ...", False),
        ("part = 'main'\ndef f():\n    global part\n    part = 'other'", False),
        ("part = 'main'\nfrom other import *", False),
        ("def part(): ...", False),
        ("if x: part = 'main'", True),
        ("if x: part = Path(__file__).stem", False),
        ("part = Path(__file__).stem", True),
    ):
        found = codes(launching("'%s:app' % part", f"{HEAD}{line}\n"))
        assert ("UVI005" in found) is known, line


def test_functions_that_may_give_something_else() -> None:
    """One return, no decorator, and all parameters given."""
    for function, call, known in (
        ("def f(): return '%s:app' % NAME", "f()", True),
        ("@other\ndef f(): return '%s:app' % NAME", "f()", False),
        ("def f(*names): return '%s:app' % names", "f(NAME)", False),
        ("def f(a): return '%s:app' % a", "f(NAME, NAME)", False),
        ("async def f(): return '%s:app' % NAME", "f()", False),
        ("def f():\n    if NAME: return '%s:app' % NAME", "f()", False),
        ("def f(a):\n    def g(): return '%s:app' % a\n    return g()", "f(NAME)", False),
        ("class f:\n    def __new__(cls): return '%s:app' % NAME", "f()", False),
    ):
        found = codes(launching(call, f"{HEAD}{function}\n"))
        assert ("UVI005" in found) is known, function


def test_long_strings_are_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a last step."""
    chain = "".join(f"p{i + 1} = '%s' % p{i}\n" for i in range(150))
    source = launching("'%s:app' % p150", f"{HEAD}p0 = NAME\n{chain}")
    assert not codes(source)
    monkeypatch.setattr(texts, "STEP_LIMIT", 1000)
    assert codes(source) == ["UVI005"]
    big = "".join(f"p{i + 1} = '%s%s' % (p{i}, p{i})\n" for i in range(20))
    assert not codes(launching("'main:%s' % p20", f"{HEAD}p0 = NAME\n{big}"))
