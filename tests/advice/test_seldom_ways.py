"""Advice where code comes to the launch in ways that are seldom, each beside a plain one."""

from __future__ import annotations

import pytest

from tests.support.marked import advice

HEAD = """\
import sys, uvicorn
from fastapi import FastAPI
from shop import load, items
app = FastAPI()
"""
GUARD = 'if __name__ == "__main__":\n    main()\n'
WRITE = 'write "main:app"'
UNSURE = 'to module level if the application needs it and write f"{__name__}:app"'
BIND = "bind the application at module level, or name a factory in the string"

# By what it is: what stands behind HEAD, and the advice.
WAYS = {
    "a test for frozen programs": (
        'if __name__ == "__main__":\n'
        "    if sys.frozen:\n        uvicorn.run(app, reload=True)\n",
        "a frozen program has no module to import: leave reload and workers out",
    ),
    "another test beside one for frozen programs": (
        'if __name__ == "__main__":\n'
        '    if sys.flags.x:\n        print("frozen")\n'
        "    elif items:\n        uvicorn.run(app, reload=True)\n",
        'write f"{__name__}:app"',
    ),
    "a method": (
        "class S:\n    def __init__(self):\n        self.app = FastAPI()\n"
        "    def run(self):\n        uvicorn.run(self.app, reload=True)\n"
        "s = S()\ndef main():\n    s.run()\n" + GUARD,
        'write "main:s.app"',
    ),
    "a decorated method": (
        "class S:\n    def __init__(self):\n        self.app = FastAPI()\n"
        "    @load\n    def run(self):\n        uvicorn.run(self.app, reload=True)\n"
        "s = S()\ndef main():\n    s.run()\n" + GUARD,
        BIND,
    ),
    "a parameter of a lambda": (
        'go = lambda a: (a.get("/x"), uvicorn.run(a, reload=True))\n',
        BIND,
    ),
    "a default that launches": (
        "def main():\n    def inner(x=uvicorn.run(app, reload=True)):\n        load(app)\n" + GUARD,
        WRITE,
    ),
    "a default that launches, behind something": (
        "def main():\n    load(app)\n"
        "    def inner(x=uvicorn.run(app, reload=True)):\n        load(app)\n" + GUARD,
        f"move line 6 {UNSURE}",
    ),
    "behind try": (
        "def main():\n    try:\n        items.x\n"
        "    finally:\n        uvicorn.run(app, reload=True)\n" + GUARD,
        WRITE,
    ),
    "behind a try that changes something": (
        "def main():\n    try:\n        load(app)\n"
        "    except ValueError:\n        pass\n"
        "    finally:\n        uvicorn.run(app, reload=True)\n" + GUARD,
        f"move line 7 {UNSURE}",
    ),
    "behind an import that fails": (
        "def main():\n    try:\n        import granian\n        items.start(app)\n"
        "    except ImportError:\n        uvicorn.run(app, reload=True)\n" + GUARD,
        WRITE,
    ),
    "behind one of two imports that fail": (
        "def main():\n    try:\n        import granian\n        from granian import x\n"
        "        items.start(app)\n    except (ImportError, ModuleNotFoundError):\n"
        "        uvicorn.run(app, reload=True)\n" + GUARD,
        "new processes only import this file: move line 7 to module level and write "
        'f"{__name__}:app"',
    ),
    "behind an import or anything": (
        "def main():\n    try:\n        import granian\n        items.start(app)\n"
        "    except Exception:\n        uvicorn.run(app, reload=True)\n" + GUARD,
        "new processes only import this file: move lines 7 and 8 to module level, and write "
        'f"{__name__}:app"',
    ),
    "behind an import and any error": (
        "def main():\n    try:\n        import granian\n        items.start(app)\n"
        "    except:\n        uvicorn.run(app, reload=True)\n" + GUARD,
        "new processes only import this file: move lines 7 and 8 to module level, and write "
        'f"{__name__}:app"',
    ),
    "behind no import": (
        "def main():\n    try:\n        load(app)\n        items.start(app)\n"
        "    except ImportError:\n        uvicorn.run(app, reload=True)\n" + GUARD,
        "move lines 7 and 8 to module level if the application needs it, and write "
        'f"{__name__}:app"',
    ),
    "a function called at two places": (
        "def serve(x, n):\n    load(x)\n    uvicorn.run(app, reload=True)\n"
        "def main():\n    if items:\n        serve(app, 1)\n    else:\n        serve(app, 2)\n"
        + GUARD,
        'do at module level what line 6 does if the application needs it and write '
        'f"{__name__}:app"',
    ),
    "a function called at two places that changes what is its own": (
        "def serve(x, n):\n    x.append(n)\n    uvicorn.run(app, reload=True)\n"
        "def main():\n    if items:\n        serve([], 1)\n    else:\n        serve([], 2)\n"
        + GUARD,
        WRITE,
    ),
    "functions that call one another": (
        "def serve(x, n):\n    load(x)\n    go(x, n)\n    uvicorn.run(app, reload=True)\n"
        "def go(y, n):\n    if n:\n        serve(y, 0)\n"
        "def main():\n    serve(app, 1)\n" + GUARD,
        'do at module level what line 6 does if the application needs it and write '
        'f"{__name__}:app"',
    ),
    "what two functions do, which an import runs": (
        "def add():\n    app.get('/')\ndef one():\n    add()\ndef two():\n    add()\n"
        "one()\ntwo()\ndef main():\n    one()\n    two()\n    uvicorn.run(app, reload=True)\n"
        + GUARD,
        WRITE,
    ),
    "what two functions do, which only this process runs": (
        "def add():\n    load(app)\ndef one():\n    add()\ndef two():\n    add()\n"
        "def main():\n    one()\n    two()\n    uvicorn.run(app, reload=True)\n" + GUARD,
        "move lines 12 and 13 to module level if the application needs it, and write "
        'f"{__name__}:app"',
    ),
    "a function that changes what nothing else reads": (
        "L = []\ndef serve(x):\n    x.append(1)\n    uvicorn.run(app, reload=True)\n"
        "def main():\n    serve(L)\n" + GUARD,
        WRITE,
    ),
    "a function that changes what a route reads": (
        "L = []\n@app.get('/')\ndef read():\n    return L\n"
        "def serve(x):\n    x.append(1)\n    uvicorn.run(app, reload=True)\n"
        "def main():\n    serve(L)\n" + GUARD,
        "new processes only import this file: do at module level what line 10 does and write "
        'f"{__name__}:app"',
    ),
    "what a lambda is given": (
        "def main():\n    add = lambda x: x.append(1)\n    add([])\n"
        "    uvicorn.run(app, reload=True)\n" + GUARD,
        WRITE,
    ),
    "a self that the module made": (
        "class Runner:\n    def run(self):\n        self.ready = True\n"
        "        uvicorn.run(app, reload=True)\n"
        "runner = Runner()\ndef main():\n    runner.run()\n" + GUARD,
        'do at module level what line 7 does if the application needs it and write '
        'f"{__name__}:app"',
    ),
    "a self that the launching code made": (
        "class Runner:\n    def run(self):\n        self.ready = True\n"
        "        uvicorn.run(app, reload=True)\n"
        "def main():\n    Runner().run()\n" + GUARD,
        WRITE,
    ),
    "a path with many steps": (
        f"K = [load][0]{'.a' * 25}()\ndef main():\n    K.go = 1\n    K.x.append(1)\n"
        "    uvicorn.run(app, reload=True)\n@app.get('/')\ndef read():\n    return K\n" + GUARD,
        "new processes only import this file: move lines 7 and 8 to module level, and write "
        'f"{__name__}:app"',
    ),
    "a path with many steps that nobody reads": (
        f"K = [load][0]{'.a' * 25}()\ndef main():\n    K.go = 1\n    K.x.append(1)\n"
        "    uvicorn.run(app, reload=True)\n" + GUARD,
        WRITE,
    ),
}


@pytest.mark.parametrize(("source", "words"), WAYS.values(), ids=WAYS)
def test_ways(source: str, words: str) -> None:
    assert advice(HEAD + source) == words


def test_environment_before_a_package() -> None:
    """The environment of a ``__main__.py`` is nothing that the module of the string lacks."""
    source = (
        "import os, uvicorn\nfrom pkg.web import app\n"
        "def main():\n{}    uvicorn.run(app, reload=True)\n" + GUARD
    )
    words = 'write "pkg.web:app"'
    assert advice(source.format(""), "pkg/__main__.py") == words
    assert advice(source.format("    os.environ['X'] = '1'\n"), "pkg/__main__.py") == words
