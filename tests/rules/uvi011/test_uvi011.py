"""UVI011: an import string to an application that only the launching process sets up."""

from __future__ import annotations

import pytest

from tests.rules.uvi011.family import FIRES, SILENT
from tests.support.marked import expected, reported, texts


@pytest.mark.parametrize("source", [*FIRES, *SILENT])
def test_family(source: str) -> None:
    """Each program gets the reports that it is marked with; each was run under uvicorn."""
    assert reported(source) == expected(source)


HEAD = "import uvicorn\nfrom fastapi import FastAPI\n"
GUARD = 'if __name__ == "__main__":\n'


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        (
            f"app = FastAPI()\ndef f():\n    return X\n{GUARD}    X = 1\n"
            "    uvicorn.run('main:app', reload=True)\n",
            "new processes only import this file: bind X at module level",
        ),
        (
            "app = None\ndef init():\n    global app\n    app = FastAPI()\n"
            f"{GUARD}    init()\n    uvicorn.run('main:app', workers=2)\n",
            "bind app at module level",
        ),
    ],
)
def test_words(source: str, advice: str) -> None:
    """The message names what to move."""
    words = "UVI011 what uvicorn imports by this string is not set up; "
    assert texts(HEAD + source) == [words + advice]


BINDING = "    global app\n    app = FastAPI()\n"
LAUNCH = "    uvicorn.run('main:app', reload=True)\n"
PLAIN = "app = FastAPI()\n"


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        (f"{PLAIN}def main():\n{BINDING}{LAUNCH}{GUARD}    main()\n", True),
        (f"{PLAIN}def init():\n{BINDING}def main():\n{BINDING}{LAUNCH}{GUARD}    main()\n", True),
        (
            f"{PLAIN}def init():\n{BINDING}init()\ndef main():\n{BINDING}{LAUNCH}"
            f"{GUARD}    main()\n",
            False,
        ),
        (f"def main():\n{BINDING}{LAUNCH}go = main\n{GUARD}    go()\n", False),
        (
            f"{PLAIN}" + f"def init():\n{BINDING}" * 201
            + f"def main():\n{BINDING}{LAUNCH}{GUARD}    main()\n",
            False,
        ),
    ],
)
def test_bound_anew(source: str, fires: bool) -> None:
    """Whatever an import binds the name to, it must not be the same."""
    found = [text.partition(" ")[0] for text in texts(HEAD + source)]
    assert found == ["UVI011"] * fires


def test_config_of_what_is_missing() -> None:
    """One report is enough."""
    source = (
        f"{PLAIN}{GUARD}    app.state.x = 1\n"
        "    uvicorn.Server(uvicorn.Config('main:{}')).run()\n"
    )
    for name, code in (("app", "UVI011"), ("nope", "UVI005")):
        assert [t.partition(" ")[0] for t in texts(HEAD + source.format(name))] == [code]


def test_two_launches_lack_the_same() -> None:
    """Each of them says so."""
    launch = "    uvicorn.run('main:app', reload=True)\n"
    source = f"{PLAIN}def f():\n    return X\n{GUARD}    X = 1\n{launch}{launch}"
    assert [text.partition(" ")[0] for text in texts(HEAD + source)] == ["UVI011"] * 2


def test_bound_by_the_body_of_a_class() -> None:
    """An import runs it, as it does not run a function that the guard calls."""
    bind = "    global app\n    app = FastAPI()\n"
    launch = "    uvicorn.run('main:app', reload=True)\n"
    source = f"app = None\n{{}}:\n{bind}{GUARD}{{}}{launch}"
    for head, call, codes in (("class S", "", []), ("def s()", "    s()\n", ["UVI011"])):
        found = texts(HEAD.replace("app = FastAPI()\n", "") + source.format(head, call))
        assert [text.partition(" ")[0] for text in found] == codes
