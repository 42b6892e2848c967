"""The suggested strings, proven: each is taken from the message, applied, and served.

For every kind of suggestion a layout is written to disk.  Its launch is found by the plugin, the
application is replaced by what the message says, and real uvicorn is started on it twice, with
the reloader and with two workers.  Where the message says that there is no string, the strings
that one might try are started too, and fail.
"""

from __future__ import annotations

import ast
import threading
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from flake8_uvicorn_import_string.advice.words import (
    NEEDS_MODULE_LEVEL,
    NEEDS_NO_GUARD,
    NEEDS_OTHER_MODULE,
)
from tests.support.live import ASGI_APP, ASGI_CLASS, ASGI_FACTORY, AVAILABLE, NoAnswer, launch
from tests.support.ways_out import UNDER_GUARD
from tests.support.marked import advice, advised, messages

needs_processes = pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups")

MODES = ["reload=True", "workers=2"]

# A framework, as far as the plugin can tell from its name.
FASTAPI = f"""\
{ASGI_APP.replace("async def app", "async def answer")}
class FastAPI:
    async def __call__(self, scope, receive, send):
        await answer(scope, receive, send)
"""

SUGGESTION = re.compile(
    r'(?P<guard>new processes only import this file: put the call under if __name__ == "__main__"'
    r' and )?write (?P<string>f?"[^"]*")(?P<factory>, factory=True)?'
    r"(?P<no_factory> without factory=True)?$"
)


def guarded(application: str, more: str = "") -> str:
    """Return a launch under the guard; MODE stands for the flag."""
    call = f"uvicorn.run({application}, port=PORT, MODE{more})"
    return f"\nimport uvicorn\nif __name__ == '__main__':\n    {call}\n"


def in_main(before: str, application: str, more: str = "") -> str:
    """Return a launch in a function that is called under the guard, behind another line."""
    call = f"uvicorn.run({application}, port=PORT, MODE{more})"
    function = f"def main():\n    {before}\n    {call}\n"
    return f"\nimport uvicorn\n{function}if __name__ == '__main__':\n    main()\n"


@dataclass(frozen=True)
class Layout:
    """Files, the one with the launch, what is suggested for it, and how it is started.

    ``shown`` is the file's name as flake8 gives it, where that is not ``file``.
    """

    name: str
    files: Mapping[str, str]
    file: str
    words: str
    argv: list[str]
    cwd: str = "."
    env: dict[str, str] = field(default_factory=dict)
    shown: str = ""


def applied(source: str, filename: str) -> str:
    """Return the source with what the message about its one launch says done to it."""
    words = advice(source, filename)
    node = advised(source, filename).node
    assert isinstance(node, ast.expr)
    match = SUGGESTION.match(words)
    assert match, words
    lines = source.splitlines(keepends=True)
    assert node.end_lineno == node.lineno and lines[node.lineno - 1].isascii()
    line = lines[node.lineno - 1]
    text = match["string"]
    if match["factory"] and "factory=True" not in line:
        text += ", factory=True"
    before, after = line[: node.col_offset], line[slice(node.end_col_offset, None)]
    line = before + text + after
    if match["no_factory"]:
        line = line.replace(", factory=True", "")
    lines[node.lineno - 1] = line
    if match["guard"]:
        # The call is the last line: the launch itself, or that of the function around it.
        lines[-1] = f"if __name__ == '__main__':\n    {lines[-1]}"
    return "".join(lines)


# Before 3.11.8 and 3.12.1 CPython parses badly in two threads at once.
PARSING = threading.Lock()


def serves(layout: Layout, mode: str) -> None:
    """Apply what the plugin says about a layout, start it, and ask for an answer."""
    source = layout.files[layout.file].replace("MODE", mode)
    files = {name: text.replace("MODE", mode) for name, text in layout.files.items()}
    with PARSING:
        assert advice(source, layout.shown or layout.file) == layout.words
        files[layout.file] = applied(source, layout.shown or layout.file)
    with launch(files, layout.argv, cwd=layout.cwd, env=layout.env) as live:
        status, _ = live.get()
        assert status == 200
        want = 2 if mode == "workers=2" else 1
        found = live.pids(want)
        # The answers come from the processes that were started, not from their parent.
        assert len(found) == want and live.process.pid not in found, live.output()
        # And the application has been found where the message says.
        assert "Error loading ASGI app" not in live.output()


NAMED = 'write f"{__name__}:app"'
PACKAGE = {"pkg/__init__.py": ""}
API = {"pkg/__init__.py": "", "pkg/api.py": ASGI_CLASS}
WEB = {"pkg/__init__.py": "", "pkg/web.py": ASGI_CLASS}
FACTORY = {"pkg/__init__.py": "", "pkg/web.py": ASGI_FACTORY}
AB = {"a/__init__.py": "", "a/b.py": ASGI_APP}
HERE = ASGI_CLASS + guarded("app")
SERVER = f"{ASGI_CLASS}\nclass Server:\n    app = app\nserver = Server()\n"
LAUNCHED = f"{ASGI_CLASS}\nimport uvicorn\ndef serve():\n    uvicorn.run(app, port=PORT, MODE)\n"

LAYOUTS = [
    # A name of this module.
    Layout("root script", {"main.py": HERE}, "main.py", 'write "main:app"', ["main.py"]),
    Layout(
        "root script, coroutine function",
        {"main.py": ASGI_APP + guarded("app")},
        "main.py",
        'write "main:app"',
        ["main.py"],
    ),
    Layout("root script, -m", {"main.py": HERE}, "main.py", 'write "main:app"', ["-m", "main"]),
    Layout(
        "root script, ./",
        {"main.py": HERE},
        "main.py",
        'write "main:app"',
        ["main.py"],
        shown="./main.py",
    ),
    Layout(
        "root script, other directory",
        {"main.py": HERE, "x/y": ""},
        "main.py",
        'write "main:app"',
        ["../main.py"],
        cwd="x",
    ),
    Layout("dashed script", {"my-app.py": HERE}, "my-app.py", 'write "my-app:app"', ["my-app.py"]),
    Layout("dotted script", {"main.v2.py": HERE}, "main.v2.py", NAMED, ["main.v2.py"]),
    Layout("script with a space", {"my app.py": HERE}, "my app.py", NAMED, ["my app.py"]),
    Layout("script without suffix", {"serve": HERE}, "serve", NAMED, ["serve"]),
    Layout("script named as in the library", {"this.py": HERE}, "this.py", NAMED, ["this.py"]),
    Layout("script named test", {"test.py": HERE}, "test.py", 'write "test:app"', ["test.py"]),
    Layout(
        "package, -m", {**PACKAGE, "pkg/main.py": HERE}, "pkg/main.py", NAMED, ["-m", "pkg.main"]
    ),
    Layout(
        "package, by path", {**PACKAGE, "pkg/main.py": HERE}, "pkg/main.py", NAMED, ["pkg/main.py"]
    ),
    Layout("no package, -m", {"pkg/main.py": HERE}, "pkg/main.py", NAMED, ["-m", "pkg.main"]),
    Layout(
        "src layout, by path",
        {"src/pkg/__init__.py": "", "src/pkg/main.py": HERE},
        "src/pkg/main.py",
        NAMED,
        ["src/pkg/main.py"],
    ),
    Layout(
        "src layout, -m",
        {"src/pkg/__init__.py": "", "src/pkg/main.py": HERE},
        "src/pkg/main.py",
        NAMED,
        ["-m", "pkg.main"],
        env={"PYTHONPATH": "src"},
    ),
    Layout("stdin", {"main.py": HERE}, "main.py", NAMED, ["main.py"], shown="-"),
    Layout("stdin, dashed", {"my-app.py": HERE}, "my-app.py", NAMED, ["my-app.py"], shown="-"),
    Layout(
        "stdin, package",
        {**PACKAGE, "pkg/main.py": HERE},
        "pkg/main.py",
        NAMED,
        ["-m", "pkg.main"],
        shown="-",
    ),
    Layout(
        "function at the root, launched elsewhere",
        {"server.py": LAUNCHED, "run.py": "import server\nif __name__ == '__main__':\n"
         "    server.serve()\n"},
        "server.py",
        'write "server:app"',
        ["run.py"],
    ),
    Layout(
        "function in a package, launched elsewhere",
        {**PACKAGE, "pkg/server.py": LAUNCHED, "run.py": "from pkg.server import serve\n"
         "if __name__ == '__main__':\n    serve()\n"},
        "pkg/server.py",
        NAMED,
        ["run.py"],
    ),
    Layout(
        "package itself, launched elsewhere",
        {"pkg/__init__.py": LAUNCHED, "run.py": "from pkg import serve\n"
         "if __name__ == '__main__':\n    serve()\n"},
        "pkg/__init__.py",
        NAMED,
        ["run.py"],
    ),
    Layout(
        "local alias",
        {"main.py": ASGI_CLASS + in_main("web = app", "web")},
        "main.py",
        'write "main:app"',
        ["main.py"],
    ),
    Layout(
        "attribute of a class",
        {"main.py": f"{ASGI_CLASS}\nclass Holder:\n    web = app\n{guarded('Holder.web')}"},
        "main.py",
        'write "main:Holder.web"',
        ["main.py"],
    ),
    Layout(
        "attribute of an instance",
        {
            "main.py": f"{ASGI_CLASS}\nclass Holder:\n    def __init__(self):\n"
            f"        self.web = app\nholder = Holder()\n{guarded('holder.web')}"
        },
        "main.py",
        'write "main:holder.web"',
        ["main.py"],
    ),
    Layout(
        "unguarded call",
        {"main.py": f"{ASGI_CLASS}\nimport uvicorn\nuvicorn.run(app, port=PORT, MODE)\n"},
        "main.py",
        f'{UNDER_GUARD}write "main:app"',
        ["main.py"],
    ),
    Layout(
        "unguarded function call",
        {
            "main.py": f"{ASGI_CLASS}\nimport uvicorn\ndef main():\n"
            "    uvicorn.run(app, port=PORT, MODE)\nmain()\n"
        },
        "main.py",
        f'{UNDER_GUARD}write "main:app"',
        ["main.py"],
    ),
    Layout(
        "partial",
        {
            "main.py": f"{ASGI_CLASS}\nimport functools\n"
            + guarded("app")
            .replace("uvicorn.run(", "functools.partial(uvicorn.run, ")
            .replace("MODE)", "MODE)()")
        },
        "main.py",
        'write "main:app"',
        ["main.py"],
    ),
    Layout(
        "running loop",
        {
            "main.py": f"{ASGI_CLASS}\nimport asyncio\n"
            + in_main("pass", "app").replace("def main", "async def main").replace(
                "    main()", "    asyncio.run(main())"
            )
        },
        "main.py",
        'write "main:app"',
        ["main.py"],
    ),
    # An absolute import.
    Layout(
        "from import",
        {**API, "main.py": "from pkg.api import app as web\n" + guarded("web")},
        "main.py",
        'write "pkg.api:app"',
        ["main.py"],
    ),
    Layout(
        "from import in a package",
        {**API, "pkg/main.py": "from pkg.api import app as web\n" + guarded("web")},
        "pkg/main.py",
        'write "pkg.api:app"',
        ["-m", "pkg.main"],
    ),
    Layout(
        "from import in a function",
        {**API, "main.py": in_main("from pkg.api import app", "app")},
        "main.py",
        'write "pkg.api:app"',
        ["main.py"],
    ),
    Layout(
        "from import under the guard",
        {
            **API,
            "main.py": "if __name__ == '__main__':\n    from pkg.api import app\n" + guarded("app"),
        },
        "main.py",
        'write "pkg.api:app"',
        ["main.py"],
    ),
    Layout(
        "import of a module",
        {"api.py": ASGI_CLASS, "main.py": "import api\n" + guarded("api.app")},
        "main.py",
        'write "api:app"',
        ["main.py"],
    ),
    Layout(
        "import as",
        {**API, "main.py": "import pkg.api as api\n" + guarded("api.app")},
        "main.py",
        'write "pkg.api:app"',
        ["main.py"],
    ),
    Layout(
        "import a.b as c",
        {**AB, "main.py": "import a.b as c\n" + guarded("c.app")},
        "main.py",
        'write "a.b:app"',
        ["main.py"],
    ),
    Layout(
        "import without as",
        {**AB, "main.py": "import a.b\n" + guarded("a.b.app")},
        "main.py",
        'write "a.b:app"',
        ["main.py"],
    ),
    Layout(
        "attribute of what is imported",
        {**PACKAGE, "pkg/api.py": SERVER, "main.py": "import pkg.api\n"
         + guarded("pkg.api.server.app")},
        "main.py",
        'write "pkg.api:server.app"',
        ["main.py"],
    ),
    Layout(
        "attribute of what is imported from",
        {**PACKAGE, "pkg/api.py": SERVER, "main.py": "from pkg.api import server\n"
         + guarded("server.app")},
        "main.py",
        'write "main:server.app"',
        ["main.py"],
    ),
    Layout(
        "submodule that the package imports",
        {"pkg/__init__.py": "from . import api", "pkg/api.py": ASGI_CLASS,
         "main.py": "import pkg\n" + guarded("pkg.api.app")},
        "main.py",
        'write "pkg:api.app"',
        ["main.py"],
    ),
    Layout(
        "from import of a submodule",
        {**API, "main.py": "from pkg import api\n" + guarded("api.app")},
        "main.py",
        'write "main:api.app"',
        ["main.py"],
    ),
    Layout(
        "from import of a submodule in a package",
        {**API, "pkg/main.py": "from pkg import api\n" + guarded("api.app")},
        "pkg/main.py",
        'write f"{__name__}:api.app"',
        ["-m", "pkg.main"],
    ),
    Layout(
        "absolute import in __main__.py",
        {**API, "pkg/__main__.py": "from pkg.api import app\n" + guarded("app")},
        "pkg/__main__.py",
        'write "pkg.api:app"',
        ["-m", "pkg"],
    ),
    # A relative import.
    Layout(
        "relative import",
        {**WEB, "pkg/main.py": "from .web import app\n" + guarded("app")},
        "pkg/main.py",
        NAMED,
        ["-m", "pkg.main"],
    ),
    Layout(
        "relative import, seen from inside the package",
        {**WEB, "pkg/main.py": "from .web import app\n" + guarded("app")},
        "pkg/main.py",
        NAMED,
        ["-m", "pkg.main"],
        shown="main.py",
    ),
    Layout(
        "relative import of a submodule",
        {**WEB, "pkg/main.py": "from . import web\n" + guarded("web.app")},
        "pkg/main.py",
        'write f"{__name__}:web.app"',
        ["-m", "pkg.main"],
    ),
    Layout(
        "relative import from above",
        {**WEB, "pkg/sub/main.py": "from ..web import app\n" + guarded("app")},
        "pkg/sub/main.py",
        NAMED,
        ["-m", "pkg.sub.main"],
    ),
    Layout(
        "relative import in a function",
        {**WEB, "pkg/main.py": in_main("from .web import app", "app")},
        "pkg/main.py",
        'write f"{__package__}.web:app"',
        ["-m", "pkg.main"],
    ),
    Layout(
        "relative import of the package's in a function",
        {"pkg/__init__.py": ASGI_CLASS, "pkg/main.py": in_main("from . import app", "app")},
        "pkg/main.py",
        'write f"{__package__}:app"',
        ["-m", "pkg.main"],
    ),
    Layout(
        "relative import in __main__.py",
        {**WEB, "pkg/__main__.py": "from .web import app\n" + guarded("app")},
        "pkg/__main__.py",
        'write f"{__package__}.web:app"',
        ["-m", "pkg"],
    ),
    Layout(
        "relative import in a function of __main__.py",
        {**WEB, "pkg/__main__.py": in_main("from .web import app", "app")},
        "pkg/__main__.py",
        'write f"{__package__}.web:app"',
        ["-m", "pkg"],
    ),
    # A factory.
    Layout(
        "factory here",
        {"main.py": ASGI_FACTORY + guarded("create_app()")},
        "main.py",
        'write "main:create_app", factory=True',
        ["main.py"],
    ),
    Layout(
        "factory here, package",
        {**PACKAGE, "pkg/main.py": ASGI_FACTORY + guarded("create_app()")},
        "pkg/main.py",
        'write f"{__name__}:create_app", factory=True',
        ["-m", "pkg.main"],
    ),
    Layout(
        "factory imported",
        {**FACTORY, "main.py": "from pkg.web import create_app\n" + guarded("create_app()")},
        "main.py",
        'write "pkg.web:create_app", factory=True',
        ["main.py"],
    ),
    Layout(
        "factory of an imported module",
        {**FACTORY, "main.py": "import pkg.web as web\n" + guarded("web.create_app()")},
        "main.py",
        'write "pkg.web:create_app", factory=True',
        ["main.py"],
    ),
    Layout(
        "factory relatively imported in a function",
        {**FACTORY, "pkg/main.py": in_main("from .web import create_app", "create_app()")},
        "pkg/main.py",
        'write f"{__package__}.web:create_app", factory=True',
        ["-m", "pkg.main"],
    ),
    Layout(
        "local name of a factory's call",
        {"main.py": ASGI_FACTORY + in_main("app = create_app()", "app")},
        "main.py",
        'write "main:create_app", factory=True',
        ["main.py"],
    ),
    Layout(
        "local alias of a factory's call",
        {"main.py": ASGI_FACTORY + in_main("app = create_app(); web = app", "web")},
        "main.py",
        'write "main:create_app", factory=True',
        ["main.py"],
    ),
    Layout(
        "class as a factory",
        {"main.py": ASGI_CLASS + guarded("Application()")},
        "main.py",
        'write "main:Application", factory=True',
        ["main.py"],
    ),
    Layout(
        "static method as a factory",
        {
            "main.py": f"{ASGI_CLASS}\nclass Holder:\n    @staticmethod\n    def make():\n"
            f"        return app\n{guarded('Holder.make()')}"
        },
        "main.py",
        'write "main:Holder.make", factory=True',
        ["main.py"],
    ),
    Layout(
        "factory=True",
        {"main.py": ASGI_FACTORY + guarded("create_app", ", factory=True")},
        "main.py",
        'write "main:create_app", factory=True',
        ["main.py"],
    ),
    Layout(
        "factory=True, imported",
        {
            **FACTORY,
            "main.py": "from pkg.web import create_app\n" + guarded("create_app", ", factory=True"),
        },
        "main.py",
        'write "pkg.web:create_app", factory=True',
        ["main.py"],
    ),
    Layout(
        "factory=True, named lambda",
        {
            "main.py": f"{ASGI_CLASS}\nmake = lambda: app\n{guarded('make', ', factory=True')}",
        },
        "main.py",
        'write "main:make", factory=True',
        ["main.py"],
    ),
    Layout(
        "factory=True with an application",
        {
            "fastapi.py": FASTAPI,
            "main.py": "from fastapi import FastAPI\napp = FastAPI()\n"
            + guarded("app", ", factory=True"),
        },
        "main.py",
        'write "main:app" without factory=True',
        ["main.py"],
    ),
    Layout(
        "factory=True with a factory's result",
        {
            "fastapi.py": FASTAPI,
            "main.py": "from fastapi import FastAPI\ndef create_app():\n    return FastAPI()\n"
            + guarded("create_app()", ", factory=True"),
        },
        "main.py",
        'write "main:create_app", factory=True',
        ["main.py"],
    ),
]


@pytest.mark.live
@needs_processes
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_suggestion_serves(layout: Layout) -> None:
    """The suggested string serves, with the reloader and with workers."""
    with ThreadPoolExecutor(len(MODES)) as pool:
        for result in [pool.submit(serves, layout, mode) for mode in MODES]:
            result.result()


def test_suggestions_are_on_the_way_from_flag_to_flag() -> None:
    """What is suggested does not depend on the flag, nor on its being certain (no servers)."""
    for layout in LAYOUTS:
        source = layout.files[layout.file]
        for flag in ("reload=True", "workers=2", "reload=1, workers=2", "reload=on", "workers=on"):
            words = advice(source.replace("MODE", flag), layout.shown or layout.file)
            assert words == layout.words, (layout.name, flag)


def test_applied_suggestions_are_silent() -> None:
    """What the plugin suggests it accepts (no servers)."""
    for layout in LAYOUTS:
        source = layout.files[layout.file].replace("MODE", "reload=True")
        filename = layout.shown or layout.file
        assert not messages(applied(source, filename), filename), layout.name


# Where there is no string

LITERALS = ['"main:app"', 'f"{__name__}:app"', '"__main__:app"']

HOPELESS = [
    ("local variable", in_main("app = Application(); app.x = 1", "app"), NEEDS_MODULE_LEVEL),
    (
        "closure",
        in_main("app = Application(); app.x = 1\n    def serve():", "app").replace(
            "    uvicorn.run", "        uvicorn.run"
        )
        + "\n",
        NEEDS_MODULE_LEVEL,
    ),
    (
        "parameter",
        "\nimport uvicorn\ndef serve(app: Application):\n"
        "    uvicorn.run(app, port=PORT, MODE)\nif __name__ == '__main__':\n    serve(answer)\n",
        'the application is a parameter: have its caller pass "main:answer"',
    ),
    (
        "self",
        "\nimport uvicorn\nclass Service(Application):\n    def serve(self):\n"
        "        uvicorn.run(self, port=PORT, MODE)\n"
        "if __name__ == '__main__':\n    Service().serve()\n",
        NEEDS_MODULE_LEVEL,
    ),
    (
        "self.app",
        "\nimport uvicorn\nclass Service:\n    def __init__(self):\n"
        "        self.app = Application()\n    def serve(self):\n"
        "        uvicorn.run(self.app, port=PORT, MODE)\n"
        "if __name__ == '__main__':\n    Service().serve()\n",
        NEEDS_MODULE_LEVEL,
    ),
    ("lambda", guarded("lambda s, r, t: answer(s, r, t)"), NEEDS_MODULE_LEVEL),
    (
        "name bound only under the guard",
        "\nimport uvicorn\nif __name__ == '__main__':\n    app = Application()\n"
        "    uvicorn.run(app, port=PORT, MODE)\n",
        NEEDS_NO_GUARD,
    ),
]

# The application without its name.
NAMELESS = ASGI_CLASS.replace("\napp = Application()\n", "\n")


@pytest.mark.parametrize(("name", "source", "words"), HOPELESS)
def test_the_way_out(name: str, source: str, words: str) -> None:
    """Without a string the message says what to do instead."""
    for mode in (*MODES, "reload=on"):
        if (name, mode) == ("parameter", "reload=on"):
            words = 'write "main:answer"'  # the call that gives it is judged
        assert advice((NAMELESS + source).replace("MODE", mode)) == words, name


def fails(files: Mapping[str, str], argv: list[str], error: str) -> None:
    """Start a layout with both flags at once, and see it fail to find the application."""

    def start(mode: str) -> None:
        started = {name: text.replace("MODE", mode) for name, text in files.items()}
        with launch(started, argv) as live:
            assert live.wait_for(error), live.output()
            with pytest.raises(NoAnswer):
                live.get(timeout=0.3)

    with ThreadPoolExecutor(len(MODES)) as pool:
        for result in [pool.submit(start, mode) for mode in MODES]:
            result.result()


@pytest.mark.live
@needs_processes
@pytest.mark.parametrize("literal", LITERALS)
def test_no_string_leads_to_a_name_under_the_guard(literal: str) -> None:
    """The new process does not run what stands under the guard."""
    source = NAMELESS + HOPELESS[-1][1].replace("run(app", f"run({literal}")
    fails({"main.py": source}, ["main.py"], 'Attribute "app" not found in module')


MAIN_MODULE = {"pkg/__init__.py": "", "pkg/__main__.py": ASGI_CLASS + guarded("app")}


@pytest.mark.parametrize("shown", ["pkg/__main__.py", "./pkg/__main__.py", "__main__.py"])
def test_the_way_out_of_a_main_module(shown: str) -> None:
    """What is defined in ``__main__.py`` no string leads to."""
    source = MAIN_MODULE["pkg/__main__.py"].replace("MODE", "reload=True")
    assert advice(source, shown) == NEEDS_OTHER_MODULE


@pytest.mark.live
@needs_processes
@pytest.mark.parametrize(
    ("literal", "argv", "error"),
    [
        ('f"{__name__}:app"', ["-m", "pkg"], 'Attribute "app" not found in module "__main__"'),
        ('f"{__name__}:app"', ["pkg"], 'Attribute "app" not found in module "__main__"'),
        ('"pkg:app"', ["-m", "pkg"], 'Attribute "app" not found in module "pkg"'),
        ('"pkg.__main__:app"', ["pkg"], "No module named 'pkg'"),
        ('f"{__package__}:app"', ["-m", "pkg"], 'Attribute "app" not found in module "pkg"'),
    ],
)
def test_no_string_leads_to_a_main_module(literal: str, argv: list[str], error: str) -> None:
    """None works in both ways to start a package."""
    source = MAIN_MODULE["pkg/__main__.py"].replace("run(app", f"run({literal}")
    fails({**MAIN_MODULE, "pkg/__main__.py": source}, argv, error)
