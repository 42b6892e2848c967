"""What launching code changes, in forms that are seldom: each beside one that changes nothing."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.advice import new_process
from tests.support.marked import advice
from tests.support.prepared_advice import advice_of

HEAD = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
GUARD = 'if __name__ == "__main__":\n'
READ = "@app.get('/')\ndef read():\n    return X\n"


def is_alone(top: str, body: str, filename: str = "main.py") -> bool:
    """Is a string offered alone to a main() that does something first?"""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    source = (
        f"{HEAD}{top}\n{READ}def main(x=0):\n{lines}    uvicorn.run(app, reload=True)\n"
        f"{GUARD}    main()\n"
    )
    told = advice_of(source, filename)
    assert told is not None
    assert told.string is not None
    return told.alone


CHANGES = {
    "an item of what nobody knows": ("from a import b\nX = b()", "X['a']()"),
    "a class of the file in place of list": (
        "X = []\nclass list:\n    def append(self, x): X.append(x)", "list().append(1)"
    ),
    "what a class gives its subclasses": (
        "class X:\n    known = []\n    def __init_subclass__(cls):\n        cls.known.append(cls)",
        "class Y(X): ...",
    ),
    "what a class does for its subclasses": (
        "X = []\nclass B:\n    def __init_subclass__(cls):\n        X.append(cls)",
        "class Y(B): ...",
    ),
    "a yielded thing": (
        "X = []\ndef go():\n    (yield X).append(1)", "g = go()\nnext(g)\ng.send(X)"
    ),
    "a name bound very often": (
        "X = []", "\n".join([*(f"y = {n}" for n in range(12)), "y = X", "y.append(1)"])
    ),
    "what an unknown function makes": ("X = []", "y = x()\ny.z = 1"),
    "an item of a partial": (
        "from functools import partial\nX = []",
        "p = partial(X.append, 1)\np.func.y = 1",
    ),
    "an inner function": (
        "X = []", "box = []\ndef put():\n    box.append(X)\nput()\nbox[0].append(1)"
    ),
    "an instance of the module": (
        "class C:\n    def __init__(self): self.y = []\n    def go(self): self.y.append(1)\n"
        "X = C()",
        "X.go()",
    ),
    "one of two that are one": ("X = []", "y = X if x else X\ny.append(1)"),
    "what a pattern takes": ("X = []", "match x:\n    case [y]:\n        y.append(1)"),
    "what a lambda of the file changes": (
        "X = []\nput = lambda items: items.append(1)", "put(X)\nX.append(2)"
    ),
    "an inner function beside its own": (
        "X = []",
        "box = [X]\ndef put():\n    own = []\n    own.append(1)\nput()\nbox[0].append(1)",
    ),
    "very much": ("X = {}", "\n".join(f"X[{number}] = 1" for number in range(30))),
    "a parameter that is a container twice": (
        "X = []\ndef put(a, b):\n    a.append(1)\n    b.append(1)", "put(X, X)"
    ),
    "a configuration read": ("import configparser\nX = configparser.ConfigParser()", "X.read('a')"),
}
SAME = {
    "what a handler catches": (
        "X = []", "try: print()\nexcept E as error:\n    error.args.append(1)"
    ),
    "an item of a list of functions": ("X = []\nALL = [print]", "ALL[0]('a')"),
    "list without anything": ("X = []", "list.append()"),
    "a subclass without a hook": ("X = []\nclass B:\n    def go(self): ...", "class Y(B): ..."),
    "a hook that keeps nothing": (
        "X = []\nclass B:\n    def __init_subclass__(cls):\n        cls.y = 1", "class Y(B): ..."
    ),
    "a call of an expression": ("X = []", "(print if x else print)('a')"),
    "what is uvicorn's": ("X = []", "uvicorn.config.LOGGING_CONFIG['loggers'].clear()"),
    "a name that is never bound to a thing": ("X = None", "X.append(1)"),
    "a path of a path": (
        "import pathlib\nX = []\nBASE = pathlib.Path('a')\nDATA = BASE.parent / 'b'",
        "DATA.mkdir()",
    ),
    "a path by a method": (
        "from pathlib import Path\nX = []\nDATA = Path('a').joinpath('b')", "DATA.touch()"
    ),
    "a path of the module": (
        "import pathlib\nX = []\nDATA = pathlib.Path('a').resolve().parent", "DATA.touch()"
    ),
    "a path read": ("from pathlib import Path\nX = Path('a')", "print(X.read_text())"),
    "an inner function with a list of its own": (
        "X = []", "def put():\n    box = []\n    box.append(X)\nput()\nbox = []\nbox.append(1)"
    ),
}


@pytest.mark.parametrize(("top", "body"), CHANGES.values(), ids=CHANGES)
def test_changes(top: str, body: str) -> None:
    assert not is_alone(top, body)


@pytest.mark.parametrize(("top", "body"), SAME.values(), ids=SAME)
def test_same(top: str, body: str) -> None:
    assert is_alone(top, body)


def test_limit() -> None:
    """The lines that are named are not without end."""
    body = "".join(f"    X[{number}] = 1\n" for number in range(50))
    source = (
        f"{HEAD}X = {{}}\n{READ}def main():\n{body}    uvicorn.run(app, reload=True)\n"
        f"{GUARD}    main()\n"
    )
    told = advice_of(source, "main.py")
    assert told is not None
    assert len(told.effects) == new_process.EFFECT_LIMIT


NO_STRING = "bind the application at module level, or name a factory in the string"
PASS = "the application is a parameter: have the callers pass an import string"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        # self.app
        (
            "class A:\n    def __init__(self):\n        self.app = app\n    def go(self):\n"
            f"        uvicorn.run(self.app, reload=True)\n{GUARD}    A().go()\n",
            'write "main:app"',
        ),
        (
            "class A:\n    def __init__(self):\n        self.app = FastAPI()\n    def go(self):\n"
            f"        uvicorn.run(self.app, reload=True)\n{GUARD}    A().go()\n",
            NO_STRING,
        ),
        (
            "class A:\n    def __init__(self):\n        app = FastAPI()\n        self.app = app\n"
            "        app.x = 1\n    def go(self):\n"
            f"        uvicorn.run(self.app, reload=True)\n{GUARD}    A().go()\n",
            NO_STRING,
        ),
        # Parameters.
        (
            "def make(): return FastAPI()\ndef serve(a: FastAPI = make()):\n"
            f"    uvicorn.run(a, reload=True)\n{GUARD}    serve()\n",
            PASS,
        ),
        (
            "def go(b):\n    serve(b.app)\ndef serve(a: FastAPI):\n"
            f"    uvicorn.run(a, reload=True)\n{GUARD}    go(x)\n",
            PASS,
        ),
        (
            "def go():\n    b = FastAPI()\n    b.x = 1\n    def serve(a: FastAPI = b):\n"
            f"        uvicorn.run(a, reload=True)\n    serve()\n{GUARD}    go()\n",
            PASS,
        ),
    ],
)
def test_strings(source: str, words: str) -> None:
    assert advice(HEAD + source) == words


def test_parameter_of_a_package() -> None:
    """What a ``__main__.py`` does beside is not done by the module that its string imports."""
    source = (
        "import uvicorn\nfrom fastapi import FastAPI\nfrom . import store\napp = FastAPI()\n"
        f"def serve(a: FastAPI):\n    uvicorn.run(a, reload=True)\n{GUARD}"
    )
    words = "define the application in a module that is not __main__.py"
    changing = f"{source}    store.PATH = 1\n    serve(app)\n"
    assert advice(changing, "shop/__main__.py") == words
    assert advice(f"{source}    serve(app)\n", "shop/__main__.py") == (
        'the application is a parameter: have its caller pass f"{__package__}.__main__:app"'
    )
