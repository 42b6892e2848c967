"""What an import string needs beside itself: state that the new process must have, too."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.advice import new_process as launching
from tests.support.marked import advice

HEAD = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
GUARD = 'if __name__ == "__main__":\n'
WRITE = 'write "main:app"'
SETUP = f"{WRITE} and set the application up at module level"
REASON = ", for the new process only imports this file"
UNDER_GUARD = f'{WRITE} and put the call under if __name__ == "__main__":'
THREAD = "call uvicorn.run in the main thread of the main process, with an import string"
CONDITION = (
    "bind the application at module level outside of any condition, or give uvicorn a factory"
)
LAUNCH = "uvicorn.run(app, reload=True)"
IMPORTS = (
    "import uvicorn\nfrom fastapi import FastAPI\nfrom starlette.applications import Starlette\n"
)

# The application is changed by code that an import does not run.
CHANGED = {
    "in the function": f"def main():\n    app.include_router(r)\n    {LAUNCH}\n",
    "by keyword": f"def main():\n    configure(target=app)\n    {LAUNCH}\n",
    "in the same line": f"def main():\n    app.mount(x); {LAUNCH}\n",
    "in the same line under the guard": f"{GUARD}    app.mount(x); {LAUNCH}\n",
    "given away": f"def main():\n    configure(app)\n    {LAUNCH}\n",
    "given away starred": f"def main():\n    configure(*app)\n    {LAUNCH}\n",
    "an attribute": f"def main():\n    app.state.x = 1\n    {LAUNCH}\n",
    "an item": f"def main():\n    app.dependency_overrides[x] = y\n    {LAUNCH}\n",
    "deleted": f"def main():\n    del app.state.x\n    {LAUNCH}\n",
    "a decorator": f'def main():\n    @app.get("/")\n    def root(): ...\n    {LAUNCH}\n',
    "a default": f"def main():\n    def root(x=app.mount(y)): ...\n    {LAUNCH}\n",
    "a function around": (
        f"def main():\n    app.mount(x)\n    def go():\n        {LAUNCH}\n    go()\n"
    ),
    "the guard": f"{GUARD}    app.mount(x)\n    {LAUNCH}\n",
    "the guard around": f"def main():\n    {LAUNCH}\n{GUARD}    app.mount(x)\n    main()\n",
    "a helper": f"def setup():\n    app.mount(x)\ndef main():\n    setup()\n    {LAUNCH}\n",
    "a helper of a helper": (
        f"def a():\n    app.mount(x)\ndef b():\n    a()\ndef main():\n    b()\n    {LAUNCH}\n"
    ),
    "a helper of the guard": (
        f"def setup():\n    app.mount(x)\ndef main():\n    {LAUNCH}\n"
        f"{GUARD}    setup()\n    main()\n"
    ),
    "a caller": f"def main():\n    {LAUNCH}\ndef cli():\n    app.mount(x)\n    main()\n",
    "a caller of a caller": (
        f"def a():\n    {LAUNCH}\ndef b():\n    a()\ndef cli():\n    app.mount(x)\n    b()\n"
    ),
    "what a local name stands for": (
        "def main():\n    x = app\n    app.mount(y)\n    uvicorn.run(x, reload=True)\n"
    ),
    "a name for it": f"api = app\ndef main():\n    app.mount(x)\n    {LAUNCH}\n",
}
UNCHANGED = {
    "at module level": f"app.mount(x)\ndef main():\n    {LAUNCH}\n",
    "after the launch": f"def main():\n    {LAUNCH}\n    app.mount(x)\n",
    "after the launch under the guard": f"{GUARD}    {LAUNCH}\n    app.mount(x)\n",
    "after the launch in the same line": f"def main():\n    {LAUNCH}; app.mount(x)\n",
    "in the text of the call": (
        'def main():\n    uvicorn.run(app, reload=True, log_config="app" + str(app))\n'
    ),
    "another one": f"def main():\n    api.mount(x)\n    {LAUNCH}\n",
    "only printed": f"def main():\n    print(app)\n    {LAUNCH}\n",
    "only logged": f"def main():\n    logger.info(app)\n    {LAUNCH}\n",
    "only read": f"def main():\n    title = app.title\n    {LAUNCH}\n",
    "only asked for its schema": f"def main():\n    dump(app.openapi())\n    {LAUNCH}\n",
    "a decorator of the launching function": f"@app.command()\ndef main():\n    {LAUNCH}\n",
    "a function that is not called": (
        f"def main():\n    def go():\n        app.mount(x)\n    {LAUNCH}\n"
    ),
    "a helper that an import runs": (
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
    "another guard": f"{GUARD}    x = 1\ndef main():\n    {LAUNCH}\n",
    "the else of the guard": (
        f"{GUARD}    pass\nelse:\n    app.mount(x)\ndef main():\n    {LAUNCH}\n"
    ),
    "a local name": "def main():\n    x = app\n    uvicorn.run(x, reload=True)\n",
}


@pytest.mark.parametrize("source", CHANGED.values(), ids=CHANGED)
def test_changed(source: str) -> None:
    """A string alone would lead to an application without the change."""
    assert advice(HEAD + source) == SETUP + REASON


@pytest.mark.parametrize("source", UNCHANGED.values(), ids=UNCHANGED)
def test_unchanged(source: str) -> None:
    """A string is enough."""
    assert advice(HEAD + source) == WRITE


def test_holder_is_changed() -> None:
    """What holds the application may change it."""
    head = "import uvicorn\nclass A:\n    app = FastAPI()\n"
    body = "    x = A.app\n    A.setup()\n    uvicorn.run(x, reload=True)\n"
    source = f"{IMPORTS}{head}def main():\n{body}"
    string = 'write "main:A.app"'
    assert advice(source) == f"{string} and set the application up at module level{REASON}"
    assert advice(source.replace("A.setup", "B.setup")) == string


def test_changed_and_imported() -> None:
    """The application of another module may be changed here."""
    source = "import uvicorn\nfrom api import app\ndef main():\n    app.mount(x)\n    " + LAUNCH
    assert advice(source) == f'write "api:app" and set the application up at module level{REASON}'
    assert advice(source.replace("app.mount", "api.mount")) == 'write "api:app"'


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
    "by global": (
        "args = None\ndef root(): return args.x\n"
        f"def main():\n    global args\n    args = parse()\n    {LAUNCH}\n"
    ),
    "by global in a helper": (
        "args = None\ndef root(): return args.x\ndef load():\n    global args\n    args = parse()\n"
        f"def main():\n    load()\n    {LAUNCH}\n"
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
    "bound for all": (
        f"args = 1\ndef root(): return args\n{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "bound by a function that a request calls": (
        "args = None\ndef root():\n    global args\n    args = parse()\n"
        f"{GUARD}    args = parse()\n    {LAUNCH}\n"
    ),
    "read by nobody": (
        f"{GUARD}    args = parse()\n    uvicorn.run(app, reload=True, port=args.x)\n"
    ),
    "read where it launches": (
        f"def main():\n    print(args.x)\n    {LAUNCH}\n{GUARD}    args = parse()\n    main()\n"
    ),
    "of one letter": f"def root(): return a.x\n{GUARD}    a = parse()\n    {LAUNCH}\n",
    "declared only": (
        f"args = None\ndef root(): return args.x\ndef main():\n    global args\n    {LAUNCH}\n"
    ),
}


@pytest.mark.parametrize("source", LACKING.values(), ids=LACKING)
def test_lacking(source: str) -> None:
    """Functions would not find the name in the new process."""
    assert advice(HEAD + source) == f"{WRITE} and set args at module level{REASON}"


@pytest.mark.parametrize("source", COMPLETE.values(), ids=COMPLETE)
def test_complete(source: str) -> None:
    """They would, or do not look for it."""
    assert advice(HEAD + source) == WRITE


def test_factory_lacks() -> None:
    """A factory is called in the new process, and what it calls."""
    tail = f"{GUARD}    args = parse()\n    uvicorn.run(create_app(), reload=True)\n"
    head = "import uvicorn\n"
    plain = 'write "main:create_app", factory=True'
    lacking = f"{plain} and set args at module level{REASON}"
    assert advice(f"{head}def create_app(): return App(args)\n{tail}") == lacking
    helper = "def title(): return args.title\ndef create_app(): return App(title())\n"
    assert advice(f"{head}{helper}{tail}") == lacking
    assert advice(f"{head}def create_app(): return App(x)\n{tail}") == plain
    imported = f"{head}from api import create_app\ndef root(): return args\n{tail}"
    assert advice(imported) == 'write "api:create_app", factory=True'


def test_all_that_is_to_be_done() -> None:
    """One sentence names it all."""
    source = f"{HEAD}def root(): return args\n{GUARD}    args = 1\n    app.mount(x)\n    {LAUNCH}\n"
    assert advice(source) == f"{SETUP} and set args at module level{REASON}"


def test_searches_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limits there is only the string, for more cannot be seen."""
    changed, lacking = HEAD + CHANGED["a helper"], HEAD + LACKING["under the guard"]
    caller = HEAD + CHANGED["a caller"]
    monkeypatch.setattr(launching, "FUNCTION_LIMIT", 1)
    assert advice(changed) == advice(caller) == WRITE
    monkeypatch.setattr(launching, "NAME_LIMIT", 0)
    assert advice(lacking) == WRITE


# An import may come to the call.
ON_IMPORT = {
    "under a condition": f"if x:\n    {LAUNCH}\n",
    "in a function called under a condition": f"def main():\n    {LAUNCH}\nif x:\n    main()\n",
    "in a function of a function": (
        f"def a():\n    {LAUNCH}\ndef b():\n    a()\nif x:\n    b()\n"
    ),
    "in a function that calls itself": (
        f"def main():\n    main()\n    {LAUNCH}\nif x:\n    main()\n"
    ),
    "in a function called under the guard, and again without": (
        f"def main():\n    {LAUNCH}\n{GUARD}    main()\nif x:\n    main()\n"
    ),
    "in a method": (
        f"class A:\n    def go(self):\n        {LAUNCH}\nif x:\n    A().go()\n"
    ),
    "in a class": f"class A:\n    if x:\n        {LAUNCH}\n",
    "in a loop": f"for _ in x:\n    {LAUNCH}\n",
    "in a handler": f"try:\n    x\nexcept E:\n    {LAUNCH}\n",
}
NOT_ON_IMPORT = {
    "under the guard": f"{GUARD}    if x:\n        {LAUNCH}\n",
    "under a guard with a name": f'M = __name__ == "__main__"\nif M:\n    {LAUNCH}\n',
    "in a function called under the guard": f"def main():\n    {LAUNCH}\n{GUARD}    main()\n",
    "in a function that nobody calls": f"def main():\n    {LAUNCH}\n",
    "in a lambda": f"main = lambda: {LAUNCH}\n",
    "in a function beside another method": (
        f"def run():\n    {LAUNCH}\nif x:\n    subprocess.run()\n"
    ),
    "in a comprehension": f"def main():\n    [{LAUNCH} for _ in x]\n",
    "in a class under the guard": f"{GUARD}    class A:\n        {LAUNCH}\n",
}


@pytest.mark.parametrize("source", ON_IMPORT.values(), ids=ON_IMPORT)
def test_on_import(source: str) -> None:
    """The new process would launch again."""
    assert advice(HEAD + source) == UNDER_GUARD


@pytest.mark.parametrize("source", NOT_ON_IMPORT.values(), ids=NOT_ON_IMPORT)
def test_not_on_import(source: str) -> None:
    """It would not."""
    assert advice(HEAD + source) == WRITE


def test_main_file_runs_once() -> None:
    """A child does not run a package's __main__.py again: multiprocessing leaves it out."""
    source = f"import uvicorn\nfrom shop.api import app\n{LAUNCH}\n"
    assert advice(source, "shop/__main__.py") == 'write "shop.api:app"'
    assert advice(source, "shop/web.py").endswith(' under if __name__ == "__main__":')


# In the child the name may be bound to something else, or not at all.
CONDITIONAL = {
    "a match of the name": (
        f'match __name__:\n    case "__main__":\n        app = FastAPI()\n        {LAUNCH}\n'
    ),
    "a condition": f"if x:\n    app = FastAPI()\n    {LAUNCH}\n",
    "a handler that goes on": (
        f"try:\n    app = FastAPI()\nexcept E:\n    pass\ndef main():\n    {LAUNCH}\n"
    ),
    "None before": f"app = None\nif x:\n    app = FastAPI()\ndef main():\n    {LAUNCH}\n",
    "bound again behind it": (
        f"app = FastAPI()\nif x:\n    {LAUNCH}\nif y:\n    app = Starlette()\n"
    ),
    "deleted": f"app = FastAPI()\nif x:\n    del app\ndef main():\n    {LAUNCH}\n",
}
UNCONDITIONAL = {
    "both sides": (
        f"if x:\n    app = FastAPI()\nelse:\n    app = Starlette()\ndef main():\n    {LAUNCH}\n"
    ),
    "a handler": (
        f"try:\n    app = FastAPI()\nexcept E:\n    app = Starlette()\ndef main():\n    {LAUNCH}\n"
    ),
    "a handler that stops": (
        f"try:\n    app = FastAPI()\nexcept E:\n    exit()\ndef main():\n    {LAUNCH}\n"
    ),
    "None before": f"app = None\napp = FastAPI()\ndef main():\n    {LAUNCH}\n",
    "bound again": f"app = FastAPI()\nif x:\n    app = Starlette()\ndef main():\n    {LAUNCH}\n",
    "deleted before": f"app = FastAPI()\ndel app\napp = FastAPI()\ndef main():\n    {LAUNCH}\n",
}


@pytest.mark.parametrize("source", CONDITIONAL.values(), ids=CONDITIONAL)
def test_conditional(source: str) -> None:
    """No string is sure to lead to the application."""
    assert advice(IMPORTS + source) == CONDITION


@pytest.mark.parametrize("source", UNCONDITIONAL.values(), ids=UNCONDITIONAL)
def test_unconditional(source: str) -> None:
    """It is always there."""
    assert advice(IMPORTS + source) == WRITE


# The launch is in a thread, though not at first sight.
IN_THREADS = {
    "a lambda": f"import threading\nthreading.Thread(target=lambda: {LAUNCH}).start()\n",
    "a function of a function": (
        f"import threading\ndef a():\n    {LAUNCH}\ndef b():\n    a()\n"
        "threading.Thread(target=b).start()\n"
    ),
    "a function that calls itself": (
        f"import threading\ndef a():\n    a()\n    {LAUNCH}\nthreading.Thread(target=a).start()\n"
    ),
    "a method": (
        f"import threading\nclass A:\n    def go(self):\n        {LAUNCH}\n"
        "threading.Thread(target=A().go).start()\n"
    ),
}
NOT_IN_THREADS = {
    "another lambda": (
        f"import threading\ngo = lambda: {LAUNCH}\nthreading.Thread(target=lambda: x).start()\n"
    ),
    "another function": (
        f"import threading\ndef a():\n    {LAUNCH}\ndef b(): ...\n{GUARD}    a()\n"
        "threading.Thread(target=b).start()\n"
    ),
    "a timer of nothing": f"import threading\ndef a():\n    {LAUNCH}\nthreading.Thread().start()\n",
    "what a call gives": (
        f"import threading\ndef a():\n    {LAUNCH}\nthreading.Thread(target=make()).start()\n"
    ),
}


@pytest.mark.parametrize("source", IN_THREADS.values(), ids=IN_THREADS)
def test_in_threads(source: str) -> None:
    """uvicorn cannot start processes there, with or without a string."""
    assert advice(HEAD + source) == THREAD


@pytest.mark.parametrize("source", NOT_IN_THREADS.values(), ids=NOT_IN_THREADS)
def test_not_in_threads(source: str) -> None:
    """It is called elsewhere."""
    assert advice(HEAD + source) == WRITE


def test_another_file_of_the_name() -> None:
    """Where uvicorn looks elsewhere first, the name of the file is no guide."""
    away = 'write f"{__name__}:app"'
    assert advice(HEAD + 'def main():\n    uvicorn.run(app, reload=True, app_dir="src")\n') == away
    assert advice(HEAD + "def main():\n    uvicorn.run(app, reload=True, **options)\n") == away
    assert advice(f"import sys\nsys.path.insert(0, x)\n{HEAD}def main():\n    {LAUNCH}\n") == away
    assert advice(f"{HEAD}def main():\n    {LAUNCH}\n") == WRITE


def test_private_names_of_classes() -> None:
    """A string is not mangled as the code is."""
    level = "bind the application at module level, or give uvicorn a factory"
    method = "    def go(self):\n        uvicorn.run(A.__x, reload=True)\n"
    source = f"{HEAD}class A:\n    __x = FastAPI()\n{method}"
    assert advice(source) == level
    assert advice(source.replace("__x", "x")) == 'write "main:A.x"'
