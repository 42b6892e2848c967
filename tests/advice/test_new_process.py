"""What a new process lacks: what only the process does that launches, and how that is said."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.advice import launching_code, moves
from tests.support.marked import advice
from tests.support.prepared_advice import advice_of
from tests.support.ways_out import REASON, UNDER_GUARD

HEAD = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
GUARD = 'if __name__ == "__main__":\n'
WRITE = 'write "main:app"'
HERE = 'write f"{__name__}:app"'
LAUNCH = "uvicorn.run(app, reload=True)"
IMPORTS = (
    "import uvicorn\nfrom fastapi import FastAPI\nfrom starlette.applications import Starlette\n"
)


def effects(source: str, filename: str = "main.py") -> list[tuple[int, bool, str, str]]:
    """Return what a new process lacks: line, certainty, kind and name."""
    found = advice_of(source, filename)
    assert found is not None
    return [effect[:4] for effect in found.effects]


# What changes the application for certain: the line, behind the three lines of HEAD.
CERTAIN = {
    "in the function": (5, f"def main():\n    app.include_router(r)\n    {LAUNCH}\n"),
    "in the same line": (5, f"def main():\n    app.mount(x); {LAUNCH}\n"),
    "in the same line under the guard": (5, f"{GUARD}    app.mount(x); {LAUNCH}\n"),
    "an attribute": (5, f"def main():\n    app.state.x = 1\n    {LAUNCH}\n"),
    "an item": (5, f"def main():\n    app.dependency_overrides[x] = y\n    {LAUNCH}\n"),
    "deleted": (5, f"def main():\n    del app.state.x\n    {LAUNCH}\n"),
    "a decorator": (5, f'def main():\n    @app.get("/")\n    def root(): ...\n    {LAUNCH}\n'),
    "a decorator without a call": (
        5,
        f"def main():\n    @app.get\n    def root(): ...\n    {LAUNCH}\n",
    ),
    "a default": (5, f"def main():\n    def root(x=app.mount(y)): ...\n    {LAUNCH}\n"),
    "a keyword default": (5, f"def main():\n    def f(*, a, x=app.mount(y)): ...\n    {LAUNCH}\n"),
    "a lambda that is called": (5, f"def main():\n    each(lambda: app.mount(y))\n    {LAUNCH}\n"),
    "a function around": (
        5,
        f"def main():\n    app.mount(x)\n    def go():\n        {LAUNCH}\n    go()\n",
    ),
    "a function around that nobody calls": (
        5,
        f"def main():\n    app.mount(x)\n    def go():\n        {LAUNCH}\n    return go\n",
    ),
    "the guard": (5, f"{GUARD}    app.mount(x)\n    {LAUNCH}\n"),
    "the else of no guard": (
        7,
        f'if __name__ != "__main__":\n    pass\nelse:\n    app.mount(x)\n    {LAUNCH}\n',
    ),
    "an elif": (7, f"if x:\n    pass\nel{GUARD}    app.mount(x)\n    {LAUNCH}\n"),
    "the guard around": (7, f"def main():\n    {LAUNCH}\n{GUARD}    app.mount(x)\n    main()\n"),
    "a guard before the guard": (
        7,
        f"def main():\n    {LAUNCH}\n{GUARD}    app.mount(x)\n{GUARD}    main()\n",
    ),
    "a helper": (7, f"def setup():\n    app.mount(x)\ndef main():\n    setup()\n    {LAUNCH}\n"),
    "a helper of a helper": (
        9,
        f"def a():\n    app.mount(x)\ndef b():\n    a()\ndef main():\n    b()\n    {LAUNCH}\n",
    ),
    "a helper of the guard": (
        9,
        f"def setup():\n    app.mount(x)\ndef main():\n    {LAUNCH}\n"
        f"{GUARD}    setup()\n    main()\n",
    ),
    "a helper of a parameter": (
        7,
        f"def setup(a):\n    a.mount(x)\ndef main():\n    setup(app)\n    {LAUNCH}\n",
    ),
    "a helper of a keyword": (
        7,
        f"def setup(*, a):\n    a.mount(x)\ndef main():\n    setup(a=app)\n    {LAUNCH}\n",
    ),
    "a helper of many": (
        7,
        f"def setup(*a):\n    a[0].state.x = 1\ndef main():\n    setup(app)\n    {LAUNCH}\n",
    ),
    "a helper of many by name": (
        7,
        f"def setup(**a):\n    a['b'].state.x = 1\ndef main():\n    setup(b=app)\n    {LAUNCH}\n",
    ),
    "a helper called starred": (
        7,
        f"def setup(a):\n    a.state.x = 1\ndef main():\n    setup(*app)\n    {LAUNCH}\n",
    ),
    "a caller": (7, f"def main():\n    {LAUNCH}\ndef cli():\n    app.mount(x)\n    main()\n"),
    "a caller of a caller": (
        9,
        f"def a():\n    {LAUNCH}\ndef b():\n    a()\ndef cli():\n    app.mount(x)\n    b()\n",
    ),
    "a callback of typer": (
        6,
        "@cli.callback()\ndef common():\n    app.mount(x)\n"
        f"@cli.command()\ndef main():\n    {LAUNCH}\n",
    ),
    "what a local name stands for": (
        6,
        "def main():\n    x = app\n    x.mount(y)\n    uvicorn.run(app, reload=True)\n",
    ),
    "a part of a loop": (
        5, f"def main():\n    for a in [app]:\n        a.mount(x)\n    {LAUNCH}\n"
    ),
    "a part of a with": (5, f"def main():\n    with app.mount(x) as a:\n        {LAUNCH}\n"),
    "the test of a branch": (5, f"def main():\n    if app.mount(x):\n        {LAUNCH}\n"),
    "a try before its else": (
        6,
        f"def main():\n    try:\n        app.mount(x)\n    except E:\n        pass\n"
        f"    else:\n        {LAUNCH}\n",
    ),
    "the subject of a match": (
        5,
        f"def main():\n    match app.mount(x):\n        case 1:\n            {LAUNCH}\n",
    ),
    "a match that goes on": (
        5,
        f"def main():\n    match x:\n        case 1:\n            app.mount(x)\n    {LAUNCH}\n",
    ),
    "an argument of the launch": (
        5,
        "def main():\n    uvicorn.run(app, reload=True, port=app.mount(x))\n",
    ),
    "in a class": (5, f"def main():\n    class A:\n        app.mount(x)\n    {LAUNCH}\n"),
}
# What may change it, behind an import.
DOUBTFUL = {
    "by keyword": f"def main():\n    configure(target=app)\n    {LAUNCH}\n",
    "given away": f"def main():\n    configure(app)\n    {LAUNCH}\n",
    "given away starred": f"def main():\n    configure(*app)\n    {LAUNCH}\n",
    "by a method that nobody knows": f"def main():\n    app.load_all()\n    {LAUNCH}\n",
    "by what a container holds": f"def main():\n    STEPS[0]()\n    {LAUNCH}\n",
    "by an object of another module": f"def main():\n    step.forward()\n    {LAUNCH}\n",
    "by a class of another module": f"def main():\n    Step()\n    {LAUNCH}\n",
    "by a class derived from one": f"def main():\n    class A(Step): ...\n    {LAUNCH}\n",
    "by eval": f"def main():\n    eval(x)\n    {LAUNCH}\n",
    "by a name that a star import has": f"def main():\n    prepare()\n    {LAUNCH}\n",
}
# What changes nothing of it.
UNCHANGED = {
    "at module level": f"app.mount(x)\ndef main():\n    {LAUNCH}\n",
    "after the launch": f"def main():\n    {LAUNCH}\n    app.mount(x)\n",
    "after the launch under the guard": f"{GUARD}    {LAUNCH}\n    app.mount(x)\n",
    "after the launch in the same line": f"def main():\n    {LAUNCH}; app.mount(x)\n",
    "after the call of the function": (
        f"def main():\n    {LAUNCH}\n{GUARD}    main()\n    app.mount(x)\n"
    ),
    "a guard behind the guard": (
        f"def main():\n    {LAUNCH}\n{GUARD}    main()\n{GUARD}    app.mount(x)\n"
    ),
    "in the text of the call": (
        'def main():\n    uvicorn.run(app, reload=True, log_config="app" + str(app))\n'
    ),
    "only printed": f"def main():\n    print(app)\n    {LAUNCH}\n",
    "only logged": f"def main():\n    logger.info(app)\n    {LAUNCH}\n",
    "only read": f"def main():\n    title = app.title\n    {LAUNCH}\n",
    "only asked for its schema": f"def main():\n    dump(app.openapi())\n    {LAUNCH}\n",
    "a decorator of the launching function": f"@app.command()\ndef main():\n    {LAUNCH}\n",
    "a function that is not called": (
        f"def main():\n    def go():\n        app.mount(x)\n    {LAUNCH}\n"
    ),
    "a helper that an import calls so, too": (
        f"def setup():\n    app.mount(x)\nsetup()\ndef main():\n    setup()\n    {LAUNCH}\n"
    ),
    "a helper that nobody calls": f"def setup():\n    app.mount(x)\ndef main():\n    {LAUNCH}\n",
    "a method of a name": (
        f"class A:\n    def setup(self):\n        app.mount(x)\ndef main():\n    {LAUNCH}\n"
    ),
    "a start-up handler": (
        f'@app.on_event("startup")\ndef start():\n    app.state.x = 1\ndef main():\n    {LAUNCH}\n'
    ),
    "another launch": f"def main():\n    if x:\n        uvicorn.run(app)\n    {LAUNCH}\n",
    "a configuration": f"def main():\n    config = uvicorn.Config(app)\n    {LAUNCH}\n",
    "another guard": f"{GUARD}    x = 1\ndef main():\n    {LAUNCH}\n",
    "the else of the guard": (
        f"{GUARD}    pass\nelse:\n    app.mount(x)\ndef main():\n    {LAUNCH}\n"
    ),
    "a local name": "def main():\n    x = app\n    uvicorn.run(x, reload=True)\n",
    "the other branch": (
        f"def main():\n    if x:\n        serve(app)\n    else:\n        {LAUNCH}\n"
    ),
    "a branch that returns": (
        f"def main():\n    if x:\n        serve(app)\n        return\n    {LAUNCH}\n"
    ),
    "a branch that exits": (
        f"def main():\n    if x:\n        serve(app)\n        exit(1)\n    {LAUNCH}\n"
    ),
    "an else that raises": (
        f"def main():\n    if x:\n        pass\n    elif y:\n        pass\n    else:\n"
        f"        serve(app)\n        raise E\n    {LAUNCH}\n"
    ),
    "a case that returns": (
        f"def main():\n    match x:\n        case 1:\n            serve(app)\n"
        f"            return\n    {LAUNCH}\n"
    ),
    "another case": (
        f"def main():\n    match x:\n        case 1:\n            serve(app)\n"
        f"        case _:\n            {LAUNCH}\n"
    ),
    "the handler beside the launch": (
        f"def main():\n    try:\n        {LAUNCH}\n    except E:\n        app.mount(x)\n"
    ),
}


@pytest.mark.parametrize(("line", "source"), CERTAIN.values(), ids=CERTAIN)
def test_certain(line: int, source: str) -> None:
    """A string alone would lead to an application without the change."""
    source = HEAD + source
    assert (line, True) in [found[:2] for found in effects(source)]
    assert str(line) in advice(source)


@pytest.mark.parametrize("source", DOUBTFUL.values(), ids=DOUBTFUL)
def test_doubtful(source: str) -> None:
    """Nobody can see what such a call does."""
    more = "*" if "prepare" in source else "configure, step, Step, STEPS"
    source = f"import uvicorn\nfrom steps import {more}\n{HEAD.partition(chr(10))[2]}{source}"
    assert [found[:2] for found in effects(source)] == [(6, False)]
    words = f"move line 6 to module level if the application needs it and {HERE}"
    assert advice(source) in {words, f"{REASON}{words}"}


@pytest.mark.parametrize("source", UNCHANGED.values(), ids=UNCHANGED)
def test_unchanged(source: str) -> None:
    """A string is enough."""
    assert effects(HEAD + source) == []
    assert advice(HEAD + source) == WRITE


# Other things than the application: source, then line, certainty and kind of each effect.
TOP = f"{HEAD}import os, logging, random, store\nfrom store import options, Engine\n"
READ = "def route(): return X\n"
STATE = {
    "an item": ("X = {}\n", "X['a'] = 1", True, "item"),
    "an item deleted": ("X = {}\n", "del X['a']", True, "item"),
    "a list": ("X = []\n", "X.append(1)", True, "container"),
    "a set": ("X = set()\n", "X.add(1)", True, "container"),
    "a comprehension": ("X = []\n", "print([X.append(y) for y in z])", True, "container"),
    "a list, augmented through a name": ("X = []\n", "y = X\n    y += [1]", True, "container"),
    "an attribute of a class": ("class X: ...\n", "X.a = 1", True, "attribute"),
    "an attribute of an object": ("X = Thing()\n", "X.a = 1", True, "attribute"),
    "an attribute of a module": ("X = 1\n", "store.PATH = 1", True, "attribute"),
    "an attribute of an imported object": ("X = 1\n", "options.path = 1", True, "attribute"),
    "by setattr": ("X = 1\n", "setattr(options, 'path', 1)", True, "attribute"),
    "by delattr": ("X = 1\n", "delattr(options, 'path')", True, "attribute"),
    "by __dict__": ("X = 1\n", "options.__dict__.update(a=1)", False, "call"),
    "a part that a method gives": ("X = 1\n", "store.get().a = 1", True, "attribute"),
    "a part that a function gives": ("X = {}\ndef f(): return X\n", "f()['a'] = 1", True, "item"),
    "a part of one of two": ("X = {}\n", "(X if y else z)['a'] = 1", True, "item"),
    "a part of a walrus": ("X = {}\n", "(y := X)['a'] = 1", True, "item"),
    "a part of an or": ("X = {}\n", "(X or z)['a'] = 1", True, "item"),
    "an element": ("X = [{}]\n", "for y in X:\n        y['a'] = 1", True, "item"),
    "an element of two": ("X = {}\n", "for y in (X, 1):\n        y['a'] = 1", True, "item"),
    "an element by its number": (
        "X = [{}]\n", "for _, y in enumerate(X): y['a'] = 1", True, "item",
    ),
    "a method of another object": ("X = 1\n", "store.engine.load()", False, "call"),
    "a method of an object here": ("X = Engine()\n", "X.load()", False, "call"),
    "a constructor": ("X = 1\n", "Engine()", False, "call"),
    "an object and its method": ("X = 1\n", "engine = store.Engine()", False, "call"),
    "a function of another module": ("X = 1\n", "store.register(X)", False, "call"),
    "an import for its effect": ("X = 1\n", "import handlers", True, "import"),
    "a relative import": ("X = 1\n", "from . import handlers", True, "import"),
    "an import of a class": (
        "X = 1\n", "from models import User\n    print(User)", False, "import",
    ),
    "an import by name": ("X = 1\n", "__import__('handlers')", False, "call"),
    "the standard library": ("X = 1\n", "random.seed(1)", False, "call"),
    "logging": ("X = 1\n", "logging.basicConfig()", False, "logging"),
    "a logger": ("X = logging.getLogger()\n", "X.setLevel(1)", False, "logging"),
    "a logger got there": ("X = 1\n", "logging.getLogger().addHandler(h)", False, "logging"),
    "the environment": ("X = os.environ.get('KEY')\n", "os.environ['KEY'] = '1'", False,
                        "environment"),
    "the environment by default": ("X = os.getenv('KEY')\n", "os.environ.setdefault('KEY', '')",
                                   False, "environment"),
    "the environment from a file": ("X = os.getenv('KEY')\n",
                                    "import dotenv\n    dotenv.load_dotenv()", False,
                                    "environment"),
    "a thread": ("X = {}\ndef f(): X['a'] = 1\n",
                 "import threading\n    threading.Thread(target=f).start()", True, "item"),
    "what map calls": ("X = []\ndef f(y): X.append(y)\n", "print(*map(f, z))", True, "container"),
    "a method of this file": (
        "class B:\n    def put(self, y): self.all = y\nX = B()\n", "X.put(1)", True, "attribute",
    ),
    "a method that changes its argument": (
        "class B:\n    def put(self, y): y.a = 1\nX = B()\n", "B().put(X)", True, "attribute",
    ),
    "a method that changes a name": (
        "X = []\nclass B:\n    def put(self): X.append(1)\n", "B().put()", True, "container",
    ),
    "a constructor of this file": (
        "X = []\nclass B:\n    def __init__(self, y): X.append(y)\n", "B(1)", True, "container",
    ),
    "a constructor that changes its argument": (
        "X = {}\nclass B:\n    def __init__(self, y): y['a'] = 1\n", "B(X)", True, "item",
    ),
    "a class derived from another": (
        "class B(Engine): ...\nX = 1\n", "B()", False, "call",
    ),
}
KEPT = {
    "an item that nobody reads": ("Y = {}\n", "Y['a'] = 1"),
    "an item of a local name": ("X = {}\n", "y = {}\n    y['a'] = X"),
    "an item of what a call makes": ("X = 1\n", "y = dict(a=1)\n    y['a'] = X"),
    "an item of what a function here makes": ("X = 1\ndef f(): return {}\n", "f()['a'] = 1"),
    "an object of a class here": (
        "class B:\n    def put(self, y): self.all = y\nX = 1\n", "b = B()\n    b.put(X)",
    ),
    "a list that is only read": ("X = []\n", "print(X.index(1), X.copy(), len(X))"),
    "settings": ("X = 1\n", "settings = store.get_settings()\n    print(settings.port)"),
    "a class of settings": (
        "X = 1\n", "from conf import Settings\n    s = Settings()\n    s.a = 1",
    ),
    "arguments": (
        "X = 1\n",
        "import argparse\n    p = argparse.ArgumentParser()\n    p.add_argument('a')\n"
        "    args = p.parse_args()\n    args.b = 1",
    ),
    "the environment": ("X = 1\n", "os.environ['KEY'] = '1'"),
    "the environment from a file": ("X = 1\n", "import dotenv\n    dotenv.load_dotenv()"),
    "a log line": ("X = logging.getLogger()\n", "X.info('x')\n    logging.info('y')"),
    "a path": ("from pathlib import Path\nX = Path('x')\n", "(X / 'y').mkdir()\n    X.touch()"),
    "a path of a path": (
        "from pathlib import Path\nZ = Path('x')\nX = Z / 'y'\n", "X.write_text('')",
    ),
    "a module of the standard library": ("X = 1\n", "os.chdir('x')\n    os.makedirs('y')"),
    "the path of modules": ("X = 1\n", "import sys\n    sys.path.insert(0, 'x')"),
    "uvicorn's own": (
        "X = 1\nfrom uvicorn.config import LOGGING_CONFIG\n",
        "LOGGING_CONFIG['a']['b'] = 1\n    uvicorn.x = 1",
    ),
    "a number": ("X = 1\n", "y = X\n    y += 1"),
    "an import for settings": ("X = 1\n", "from conf import settings\n    print(settings.port)"),
    "an import that an import makes": ("X = 1\n", "import store"),
    "a thread that prints": (
        "X = 1\ndef f(): print('x')\n", "import threading\n    threading.Thread(target=f).start()",
    ),
    "a timer": (
        "X = 1\n",
        "import threading, webbrowser\n    threading.Timer(1, webbrowser.open, ['x']).start()",
    ),
    "a signal": ("X = 1\ndef f(*a): X\n", "import signal\n    signal.signal(1, f)"),
    "a function that calls itself": ("X = 1\ndef f(): f()\n", "f()"),
    "a name of a function": ("X = 1\n", "def f(): X.append(1)"),
    "a model": ("from pydantic import BaseModel\nclass B(BaseModel): ...\nX = 1\n", "B()"),
}


@pytest.mark.parametrize(("top", "body", "certain", "kind"), STATE.values(), ids=STATE)
def test_state(top: str, body: str, certain: bool, kind: str) -> None:
    """What others read is not there in the new process, or may not be."""
    source = f"{TOP}{top}{READ}def main():\n    {body}\n    {LAUNCH}\n"
    found = effects(source)
    assert [effect[1:3] for effect in found] == [(certain, kind)]
    assert "line" in advice(source)
    guarded = f"{TOP}{top}{READ}{GUARD}    {body}\n    {LAUNCH}\n"
    assert (certain, kind) in [effect[1:3] for effect in effects(guarded)]


@pytest.mark.parametrize(("top", "body"), KEPT.values(), ids=KEPT)
def test_nothing_of_state(top: str, body: str) -> None:
    """What only the launch has, or what a new process has as well."""
    source = f"{TOP}{top}{READ}def main():\n    {body}\n    {LAUNCH}\n"
    assert effects(source) == []


# A name that functions read, and only code that launches binds.
LACKING = {
    "under the guard": f"def root(): return args.x\n{GUARD}    args = parse()\n    {LAUNCH}\n",
    "in a lambda": f"root = lambda: args.x\n{GUARD}    args = parse()\n    {LAUNCH}\n",
    "in a method": (
        f"class A:\n    def root(self): return args\n{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "in a comprehension": (
        f"def root(): return [x for x in args]\n{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "bound again": (
        f"args = 1\ndef root(): return args\n{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "augmented": f"args = 1\ndef root(): return args\n{GUARD}    args += 1\n    {LAUNCH}\n",
    "a function": (
        f"def root(): return args()\n{GUARD}    def args(): ...\n    {LAUNCH}\n"
    ),
    "by global": (
        "args = None\ndef root(): return args.x\n"
        f"def main():\n    global args\n    args = parse()\n    {LAUNCH}\n"
    ),
    "by global in a helper": (
        "args = None\ndef root(): return args.x\ndef load():\n    global args\n    args = parse()\n"
        f"def main():\n    load()\n    {LAUNCH}\n"
    ),
    "of a helper that a route calls too": (
        "def get(): return args.x\n@app.get\ndef root(): return get()\n"
        f"{GUARD}    args = parse()\n    print(get())\n    {LAUNCH}\n"
    ),
}
COMPLETE = {
    "a parameter": f"def root(*args): return args\n{GUARD}    args = parse()\n    {LAUNCH}\n",
    "a parameter around": (
        f"def root(args):\n    return lambda: args\n{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "a local name": (
        f"def root():\n    args = 1\n    return args\n{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "of a comprehension": (
        f"def root(): return [args for args in x]\n{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "bound again for the launch alone": (
        f"args = 1\ndef root(): return x\n{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "read by nobody": (
        f"{GUARD}    args = parse()\n    uvicorn.run(app, reload=True, port=args.x)\n"
    ),
    "read where it launches": (
        f"def main():\n    print(args.x)\n    {LAUNCH}\n{GUARD}    args = parse()\n    main()\n"
    ),
    "read by a helper of the launch": (
        f"def show(): print(args.x)\ndef main():\n    show()\n    {LAUNCH}\n"
        f"{GUARD}    args = parse()\n    main()\n"
    ),
    "declared only": (
        f"args = None\ndef root(): return args.x\ndef main():\n    global args\n    {LAUNCH}\n"
    ),
}


@pytest.mark.parametrize("source", LACKING.values(), ids=LACKING)
def test_lacking(source: str) -> None:
    """Functions would not find the name in the new process."""
    assert advice(HEAD + source) == f"{REASON}bind args at module level and {HERE}"


@pytest.mark.parametrize("source", COMPLETE.values(), ids=COMPLETE)
def test_complete(source: str) -> None:
    """They would, or do not look for it."""
    assert advice(HEAD + source) == WRITE


def test_factory_lacks() -> None:
    """A factory is called in the new process, and what it calls."""
    tail = f"{GUARD}    args = load()\n    uvicorn.run(create_app(), reload=True)\n"
    head = "import uvicorn\n"
    plain = 'write "main:create_app", factory=True'
    lacking = (
        f'{REASON}bind args at module level and write f"{{__name__}}:create_app", factory=True'
    )
    assert advice(f"{head}def create_app(): return App(args)\n{tail}") == lacking
    helper = "def title(): return args.title\ndef create_app(): return App(title())\n"
    assert advice(f"{head}{helper}{tail}") == lacking
    assert advice(f"{head}def create_app(): return App(x)\n{tail}") == plain
    imported = f"{head}from api import create_app\ndef root(): return args\n{tail}"
    assert advice(imported) == 'write "api:create_app", factory=True'


def test_holder_is_changed() -> None:
    """What holds the application may change it."""
    head = "import uvicorn\nclass A:\n    app = FastAPI()\n    @classmethod\n"
    setup = "    def setup(cls): cls.app.state.x = 1\n"
    body = "    x = A.app\n    A.setup()\n    uvicorn.run(x, reload=True)\n"
    source = f"{IMPORTS}{head}{setup}def main():\n{body}"
    assert [found[1:3] for found in effects(source)] == [(True, "attribute")]
    assert advice(source.replace("A.setup()", "A.app.title")) == 'write "main:A.app"'


def test_changed_and_imported() -> None:
    """The application of another module may be changed here."""
    source = "import uvicorn\nfrom api import app\ndef main():\n    app.mount(x)\n    " + LAUNCH
    assert advice(source) == f'{REASON}move line 4 to module level and write "api:app"'
    assert advice(source.replace("app.mount(x)", "print(app)")) == 'write "api:app"'


# The words: what a launch lacks, and how that is said.
WORDS = [
    ("app.mount(x)", "move line 5 to module level"),
    ("app.mount(x)\n    app.mount(y)", "move lines 5 and 6 to module level"),
    ("app.mount(x)\n    app.mount(y)\n    app.mount(z)", "move lines 5, 6 and 7 to module level"),
    ("\n    ".join(["app.mount(x)"] * 6), "move lines 5, 6, 7, 8 and 2 more to module level"),
    ("y = 1\n    app.mount(y)", "move lines 5 and 6 to module level"),
    ("y = []\n    y.append(1)\n    app.mount(y)", "move lines 5, 6 and 7 to module level"),
    ("app.mount(a)", "do at module level what line 5 does"),
    ("app.mount(a)\n    app.mount(1)", "do at module level what lines 5 and 6 do"),
    ("with app.mount(x):\n        pass\n    return app.mount(y)",
     "do at module level what lines 5 and 7 do"),
]


@pytest.mark.parametrize(("body", "words"), WORDS)
def test_words(body: str, words: str) -> None:
    """The lines are named, those that they need as well, unless they cannot be moved."""
    launch = LAUNCH if "return" not in body else f"print({LAUNCH})"
    source = f"{HEAD}def main(a):\n    {body}\n    {launch}\n"
    if "return" in body:
        source = source.replace("    return app.mount(y)\n", "    await app.mount(y)\n")
        source = source.replace("def main", "async def main")
    joined = f"{words}, and" if " and " in words else f"{words} and"
    assert advice(source) == f"{REASON}{joined} {HERE}"


def test_all_that_is_to_be_done() -> None:
    """One sentence names it all, the certain and the doubtful."""
    source = (
        f"{HEAD}from tools import setup\ndef root(): return args, db\n"
        f"{GUARD}    args = db = 1\n    app.mount(1)\n    setup(1)\n    {LAUNCH}\n"
    )
    assert advice(source) == (
        f"move lines 8 and 9 to module level and bind args and db there, and {HERE}"
    )


def test_a_main_module() -> None:
    """A child does not run a package's __main__.py: multiprocessing leaves it out."""
    source = f"import uvicorn\nfrom shop.api import app\n{LAUNCH}\n"
    assert advice(source, "shop/__main__.py") == 'write "shop.api:app"'
    assert advice(source, "shop/web.py") == f'{UNDER_GUARD}write "shop.api:app"'
    source = source.replace("uvicorn.run", "app.mount(x)\nuvicorn.run")
    assert advice(source, "shop/__main__.py") == (
        "new processes do not run __main__.py: do where the application is made what line 3 does "
        'and write "shop.api:app"'
    )
    own = "import uvicorn\nfrom .web import App\napp = App()\n"
    guarded = f"{own}{GUARD}    {LAUNCH}\n"
    assert advice(guarded, "shop/__main__.py") == 'write f"{__package__}.__main__:app"'
    main = "define the application in a module that is not __main__.py"
    changed = guarded.replace("    uvicorn.run", "    app.mount(x)\n    uvicorn.run")
    assert advice(changed, "shop/__main__.py") == main
    reaching = guarded.replace("app = App()", "from .store import fill\nfill()\napp = App()")
    assert advice(reaching, "shop/__main__.py") == main


def test_searches_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limits anything may be, so that there is doubt."""
    helper = HEAD + CERTAIN["a helper of a helper"][1]
    caller = HEAD + CERTAIN["a caller of a caller"][1]
    doubt = f"move line 9 to module level if the application needs it and {HERE}"
    monkeypatch.setattr("flake8_uvicorn_import_string.advice.functions.FUNCTION_LIMIT", 1)
    assert advice(helper) in {doubt, f"{REASON}{doubt}"}
    monkeypatch.setattr(launching_code, "FUNCTION_LIMIT", 1)
    assert "if the application needs it" in advice(caller)
    monkeypatch.setattr("flake8_uvicorn_import_string.advice.roots.ROOT_LIMIT", 1)
    through = f"{HEAD}def main():\n    x = app\n    y = x\n    y.state.z = 1\n    {LAUNCH}\n"
    assert [found[:2] for found in effects(through)] == [(7, False)]
    monkeypatch.setattr(moves, "LINE_LIMIT", 0)
    assert advice(HEAD + CERTAIN["in the function"][1]).startswith(f"{REASON}do at module level")
