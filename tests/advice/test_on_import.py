"""Where a launch stands: on the way of an import, under a condition, in a thread, frozen."""

from __future__ import annotations

import pytest

from tests.support.marked import advice
from tests.support.ways_out import NONE, PUT, THREAD, UNDER_GUARD

HEAD = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
GUARD = 'if __name__ == "__main__":\n'
WRITE = 'write "main:app"'
HERE = 'write f"{__name__}:app"'
CONDITION = (
    "bind the application at module level under no condition, or name a factory in the string"
)
LAUNCH = "uvicorn.run(app, reload=True)"
IMPORTS = (
    "import uvicorn\nfrom fastapi import FastAPI\nfrom starlette.applications import Starlette\n"
)
MAIN = f"def main():\n    {LAUNCH}\n"

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
    "in a method": (
        f"class A:\n    def go(self):\n        {LAUNCH}\nif x:\n    A().go()\n"
    ),
    "in a class": f"class A:\n    if x:\n        {LAUNCH}\n",
    "in a loop": f"for _ in x:\n    {LAUNCH}\n",
    "in a handler": f"try:\n    x\nexcept E:\n    {LAUNCH}\n",
    "in a lambda that is called": f"main = lambda: {LAUNCH}\nmain()\n",
    "in a lambda that decorates": f"@(lambda f: f())\n{MAIN}",
    "in what a decorator of this file calls": (
        f"def now(f):\n    f()\n    return f\n@now\n{MAIN}"
    ),
    "in what another function is given": f"from tools import run_all\n{MAIN}run_all(main)\n",
    "in what another function is given by name": f"from tools import go\n{MAIN}go(f=main)\n",
    "in a lambda that another function is given": f"from tools import go\ngo(lambda: {LAUNCH})\n",
    "in what a registry holds": (
        f"ALL = {{}}\ndef add(f): ALL['a'] = f\n@add\n{MAIN}ALL['a']()\n"
    ),
    "in what a table holds": f"{MAIN}ALL = {{'a': main}}\nALL.get('a')()\n",
    "in what a table gives for a name": f"{MAIN}ALL = {{'a': main}}\nALL.get('a')(x, y)\n",
    "in what a loop calls": f"{MAIN}ALL = [main]\nfor step in ALL:\n    step()\n",
    "in a command of a group that is called": (
        f"import typer\ncli = typer.Typer()\n@cli.command()\n{MAIN}cli()\n"
    ),
    "in what map calls": f"{MAIN}list(map(main, [1]))\n",
    "in a constructor": (
        f"class A:\n    def __init__(self):\n        self.go()\n"
        f"    def go(self):\n        {LAUNCH}\nA()\n"
    ),
}
NOT_ON_IMPORT = {
    "beside a route that a call adds": f"{MAIN}app.get('/')(lambda: 1)\n{GUARD}    main()\n",
    "beside a route that a call adds by name": (
        f"def index(): ...\n{MAIN}app.get('/')(index)\n{GUARD}    main()\n"
    ),
    "named under the guard alone": f"{MAIN}ALL = {{}}\nALL['a']()\n{GUARD}    print(main)\n",
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
    "in what is kept for the end": f"import atexit\n{MAIN}atexit.register(main)\n",
    "in what is added to commands": f"from tools import cli\n{MAIN}cli.add_command(main)\n",
    "in what a builtin looks at": f"{MAIN}print(main)\n",
    "in a command of a group that the guard calls": (
        f"import typer\ncli = typer.Typer()\n@cli.command()\n{MAIN}{GUARD}    cli()\n"
    ),
    "in a table that the guard uses": f"{MAIN}ALL = {{'a': main}}\n{GUARD}    ALL['a']()\n",
    "in what a decorator of this file keeps": (
        f"def keep(f):\n    return f\n@keep\n{MAIN}{GUARD}    main()\n"
    ),
    "in a function beside a loop over others": (
        f"{MAIN}def a(): ...\nfor step in [a]:\n    step()\n{GUARD}    serve()\n"
    ),
    "in a function of a function that is called": (
        f"def outer():\n    @now\n    def main():\n        {LAUNCH}\n    return main\n"
    ),
}


@pytest.mark.parametrize("source", ON_IMPORT.values(), ids=ON_IMPORT)
def test_on_import(source: str) -> None:
    """The new process would launch again."""
    assert advice(HEAD + source) in {f"{UNDER_GUARD}{WRITE}", f"{UNDER_GUARD}{HERE}"}


@pytest.mark.parametrize("source", NOT_ON_IMPORT.values(), ids=NOT_ON_IMPORT)
def test_not_on_import(source: str) -> None:
    """It would not."""
    assert advice(HEAD + source) in {WRITE, HERE}


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
    guarded = f"{CONDITION.partition(', or')[0]}, and {PUT}"
    assert advice(IMPORTS + source) in {CONDITION, guarded}


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
    "a partial": (
        f"import threading\nfrom functools import partial\n{MAIN}"
        "threading.Thread(target=partial(main, 1)).start()\n"
    ),
    "a partial with a name": (
        f"import threading\nfrom functools import partial\n{MAIN}job = partial(main, 1)\n"
        "threading.Thread(target=job).start()\n"
    ),
    "a helper that says so": f"from tools import run_in_thread\n{MAIN}run_in_thread(main)\n",
    "a helper by keyword": f"from tools import start_background\n{MAIN}start_background(f=main)\n",
    "a decorator that says so": f"from tools import threaded\n@threaded\n{MAIN}",
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
    level = NONE
    method = "    def go(self):\n        uvicorn.run(A.__x, reload=True)\n"
    source = f"{HEAD}class A:\n    __x = FastAPI()\n{method}"
    assert advice(source) == level
    assert advice(source.replace("__x", "x")) == 'write "main:A.x"'


FROZEN = {
    "an if": f"import sys\nif getattr(sys, 'frozen', False):\n    {LAUNCH}\n",
    "a name": f"import sys\nFROZEN = hasattr(sys, 'frozen')\nif FROZEN:\n    {LAUNCH}\n",
    "an attribute": f"import sys\nif sys.frozen:\n    {LAUNCH}\n",
    "an else": (
        f"import sys\nif not getattr(sys, 'frozen', False):\n    pass\nelse:\n    {LAUNCH}\n"
    ),
}
NOT_FROZEN = {
    "an else": (
        f"FROZEN = x\ndef main():\n    if FROZEN:\n        pass\n    else:\n        {LAUNCH}\n"
    ),
    "a not": f"FROZEN = x\ndef main():\n    if not FROZEN:\n        {LAUNCH}\n",
    "another question": f"def main(frozen):\n    if frozen > 1:\n        {LAUNCH}\n",
    "a flag": "def main(frozen):\n    uvicorn.run(app, reload=not frozen)\n",
}


@pytest.mark.parametrize("source", FROZEN.values(), ids=FROZEN)
def test_frozen(source: str) -> None:
    """A frozen program has no module to import."""
    words = "a frozen program has no module to import: leave reload and workers out"
    assert advice(HEAD + source) == words


@pytest.mark.parametrize("source", NOT_FROZEN.values(), ids=NOT_FROZEN)
def test_not_frozen(source: str) -> None:
    """The name of the running module leads to the application, frozen or not."""
    assert advice(HEAD + source) == HERE


# A file that a string names by its stem is imported once more than it runs.
TWICE = {
    "a decorator of another module": "from bus import subscribe\n@subscribe\ndef pack(): ...\n",
    "a function of another module": "import bus\nbus.register(1)\n",
    "an object of another module": "from bus import bus\nbus.topics['a'] = 1\n",
    "a class": "from metrics import Counter\nTOTAL = Counter('a', 'b')\n",
    "a base class": "from orm import Base\nclass User(Base): ...\n",
    "a logger": "import logging\nlogging.getLogger().addHandler(x)\n",
    "an event loop": "import asyncio\nasync def f(): ...\nX = asyncio.run(f())\n",
}
ONCE = {
    "the application": "app.mount(x)\n",
    "a route": "@app.get('/')\ndef root(): ...\n",
    "a router": "from fastapi import APIRouter\nrouter = APIRouter()\napp.include_router(router)\n",
    "a model": "from pydantic import BaseModel\nclass Item(BaseModel): ...\n",
    "the environment": "import os\nos.environ['X'] = '1'\n",
    "settings": "from conf import Settings\nsettings = Settings()\n",
    "what the guard does": f"import bus\n{GUARD}    print(bus)\n",
    "a dict": "X = {}\nX['a'] = 1\n",
}


@pytest.mark.parametrize("source", TWICE.values(), ids=TWICE)
def test_what_an_import_changes_elsewhere(source: str) -> None:
    """The name of the running module leads to it without a second copy of the file."""
    assert advice(HEAD + source + MAIN) == HERE


@pytest.mark.parametrize("source", ONCE.values(), ids=ONCE)
def test_what_an_import_changes_here(source: str) -> None:
    """Each copy of the file has its own."""
    assert advice(HEAD + source + MAIN) == WRITE
