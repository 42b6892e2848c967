"""Whole programs whose launching code does something first: zero to three things from a list.

Whether the application needs what the lines do is not said here: real uvicorn decides.  It
answers ``/`` with all that the routes read.
"""

from __future__ import annotations

import ast
import random
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tests.support.prepared_action import Action
from tests.support.prepared_actions import EXTRA, HARMFUL, HARMLESS, MICRO, STORE


class Prepared(NamedTuple):
    """A program: its files, the one that launches, how it is run, its flag, what was composed.

    ``application`` is how the launch writes the application.
    """

    files: Mapping[str, str]
    filename: str
    argv: tuple[str, ...]
    flag: str
    ingredients: tuple[str, ...]
    application: str = "app"
    cwd: str = "."


class Layout(NamedTuple):
    """How a program is laid out: the file that launches, and where it lies.

    A line of ``text`` with a word in capitals alone is what that stands for, as far indented.
    ``argv`` is how the program is run, ``others`` are more files, and ``elsewhere`` is True if
    the application is in ``web.py`` beside the file.
    """

    text: str
    application: str = "app"
    filename: str = "main.py"
    argv: tuple[str, ...] = ("main.py",)
    elsewhere: bool = False
    others: Mapping[str, str] = {}
    cwd: str = "."


_GUARD: Final = 'if __name__ == "__main__":\n'
_END: Final = f"\n\n{_GUARD}    main()\n"
_FROM_WEB: Final = "import web\nfrom web import app\nIMPORTS\n\n\n"
_MAIN: Final = f"def main():\n    BODY\n    LAUNCH\n{_END}"
_FACTORY: Final = (
    "from micro import App\n\nTOP\n\n\ndef create_app():\n    app = App('shop')\n\n"
    "    ROUTES\n\n    return app\n\n\n"
)
_WRAPPER: Final = (
    "def logged(function):\n    @functools.wraps(function)\n    def inner(*args):\n"
    "        print('start')\n        return function(*args)\n\n    return inner\n\n\n"
)
LAYOUTS: Final[Mapping[str, Layout]] = {
    "main": Layout(f"MAKE\n{_MAIN}"),
    "guard": Layout(f"MAKE\n{_GUARD}    BODY\n    LAUNCH\n"),
    "helper": Layout(
        "MAKE\ndef prepare():\n    BODY\n\n\ndef main():\n    prepare()\n    FLAG\n"
        f"    LAUNCH\n{_END}"
    ),
    "caller": Layout(
        "MAKE\ndef serve(flag):\n    LAUNCH\n\n\ndef main():\n    BODY\n    serve(True)\n"
        f"{_END}"
    ),
    "method": Layout(
        "MAKE\nclass Command:\n    def __init__(self):\n        self.done = False\n\n"
        "    def prepare(self):\n        BODY\n        self.done = True\n\n"
        "    def serve(self, flag):\n        LAUNCH\n\n\ndef main():\n    command = Command()\n"
        f"    command.prepare()\n    command.serve(True)\n{_END}"
    ),
    "coroutine": Layout(
        "MAKE\nasync def prepare():\n    BODY\n\n\ndef main():\n    import asyncio\n"
        f"    asyncio.run(prepare())\n    FLAG\n    LAUNCH\n{_END}"
    ),
    "nested": Layout(
        f"MAKE\ndef main():\n    BODY\n\n    def go():\n        LAUNCH\n\n    go()\n{_END}"
    ),
    "argv": Layout(
        "import sys\n\nMAKE\ndef main(argv=None):\n"
        "    argv = sys.argv[1:] if argv is None else argv\n    BODY\n    LAUNCH\n"
        f"    return 0\n\n\n{_GUARD}    sys.exit(main())\n"
    ),
    "service": Layout(
        "MAKE\nclass Service:\n    def __init__(self, port):\n        self.port = port\n\n"
        "    def run(self):\n        BODY\n        LAUNCH\n\n\n"
        f"{_GUARD}    service = Service(1)\n    service.run()\n"
    ),
    "made service": Layout(
        "MAKE\nclass Service:\n    def __init__(self, port):\n        self.port = port\n"
        "        BODY\n\n    def run(self):\n        FLAG\n        LAUNCH\n\n\n"
        f"def main():\n    Service(port=1).run()\n{_END}"
    ),
    "attribute": Layout(
        "MAKE\nclass Service:\n    def __init__(self):\n        self.app = app\n\n"
        "    def run(self):\n        BODY\n        LAUNCH\n\n\n"
        f"{_GUARD}    Service().run()\n",
        application="self.app",
    ),
    "click": Layout(
        "import click\n\nMAKE\n@click.command()\n@click.option('--port', default=1)\n"
        f"def serve(port):\n    BODY\n    LAUNCH\n\n\n{_GUARD}    serve()\n"
    ),
    "group": Layout(
        "import click\n\nMAKE\n@click.group()\ndef cli():\n    BODY\n\n\n"
        f"@cli.command()\ndef serve():\n    FLAG\n    LAUNCH\n\n\n{_GUARD}    cli()\n",
        argv=("main.py", "serve"),
    ),
    "subcommand": Layout(
        "import argparse\n\nMAKE\ndef serve(args):\n    BODY\n    LAUNCH\n\n\n"
        "def main():\n    parser = argparse.ArgumentParser()\n"
        "    commands = parser.add_subparsers()\n    command = commands.add_parser('serve')\n"
        "    command.set_defaults(function=serve)\n    args = parser.parse_args()\n"
        f"    args.function(args)\n{_END}",
        argv=("main.py", "serve"),
    ),
    "branch": Layout(
        "MAKE\ndef main(quiet=False):\n    if not quiet:\n        BODY\n    FLAG\n    try:\n"
        f"        LAUNCH\n    finally:\n        print('bye')\n{_END}"
    ),
    "with": Layout(
        "import contextlib\n\nMAKE\ndef main():\n    with contextlib.suppress(ValueError):\n"
        f"        BODY\n        LAUNCH\n{_END}"
    ),
    "loop": Layout(
        f"MAKE\ndef main():\n    for attempt in range(1):\n        BODY\n    FLAG\n    LAUNCH\n"
        f"{_END}"
    ),
    "decorated": Layout(f"import functools\n\nMAKE\n{_WRAPPER}@logged\n{_MAIN}"),
    "parameter": Layout(
        "MAKE\ndef serve(app=app, flag=True):\n    LAUNCH\n\n\ndef main():\n    BODY\n"
        f"    serve()\n{_END}"
    ),
    "given": Layout(
        "MAKE\ndef serve(app, flag=True):\n    LAUNCH\n\n\ndef main():\n    BODY\n"
        f"    serve(app)\n{_END}"
    ),
    "alias": Layout(
        f"MAKE\ndef main():\n    BODY\n    served = app\n    LAUNCH\n{_END}",
        application="served",
    ),
    "unguarded": Layout("MAKE\nBODY\nLAUNCH\n"),
    "unguarded main": Layout("MAKE\ndef main():\n    BODY\n    LAUNCH\n\n\nmain()\n"),
    "factory": Layout(
        f"{_FACTORY}def main():\n    BODY\n    app = create_app()\n    LAUNCH\n{_END}"
    ),
    "factory first": Layout(
        f"{_FACTORY}def main():\n    app = create_app()\n    BODY\n    LAUNCH\n{_END}"
    ),
    "factory inline": Layout(
        f"{_FACTORY}def main():\n    BODY\n    LAUNCH\n{_END}", application="create_app()"
    ),
    "local": Layout(
        "from micro import App\n\nTOP\n\n\ndef main():\n    app = App('shop')\n\n    ROUTES\n\n"
        f"    BODY\n    LAUNCH\n{_END}"
    ),
    "local guard": Layout(
        f"from micro import App\n\nTOP\n\n\n{_GUARD}    BODY\n    app = App('shop')\n\n"
        "    ROUTES\n\n    LAUNCH\n"
    ),
    "package": Layout(f"MAKE\n{_MAIN}", filename="shop/main.py", argv=("-m", "shop.main")),
    "script": Layout(
        f"MAKE\n{_MAIN}", filename="tools/main.py", argv=("tools/main.py",)
    ),
    "src": Layout(
        f"MAKE\n{_MAIN}", filename="src/shop/main.py", argv=("-m", "shop.main"), cwd="src"
    ),
    "own dunder": Layout(
        f"MAKE\n{_MAIN}", filename="shop/__main__.py", argv=("-m", "shop")
    ),
    "server": Layout(
        "MAKE\ndef serve():\n    BODY\n    LAUNCH\n",
        filename="shop/server.py",
        argv=("run.py",),
        others={"run.py": f"from shop.server import serve\n\n{_GUARD}    serve()\n"},
    ),
    "imported": Layout(f"{_FROM_WEB}{_MAIN}", elsewhere=True),
    "module": Layout(f"import web\nIMPORTS\n\n\n{_MAIN}", "web.app", elsewhere=True),
    "lazy": Layout(
        f"IMPORTS\n\n\ndef main():\n    import web\n    BODY\n    from web import app\n    LAUNCH\n"
        f"{_END}",
        elsewhere=True,
    ),
    "dunder": Layout(
        f"{_FROM_WEB}{_MAIN}", filename="shop/__main__.py", argv=("-m", "shop"), elsewhere=True
    ),
}
# Those whose launching code has the flag already, or cannot bind it beside the launch.
_HAVE_FLAG: Final = frozenset(
    name for name, layout in LAYOUTS.items() if "flag" in layout.text or "FLAG" in layout.text
)
_MAKE: Final = "from micro import App\n\nTOP\n\napp = App('shop')\n\n\nROUTES\n\n\n"
_FLAGS: Final = ("reload=True", "workers=2", "reload=flag", "reload=True")


def compose(number: int) -> Prepared:
    """Return one program; the same for the same number."""
    chance = random.Random(number)
    name = chance.choice([*LAYOUTS])
    pool = chance.choice((HARMLESS, HARMLESS, HARMFUL, (*HARMLESS, *HARMFUL)))
    actions = [
        item
        for item in chance.sample(pool, chance.choice((0, 1, 1, 2, 2, 3)))
        if can_stand(item, name)
    ]
    return assemble(name, actions, chance.choice(_FLAGS))


def assemble(name: str, actions: Sequence[Action], flag: str) -> Prepared:
    """Return the program of a layout that does some things."""
    layout = LAYOUTS[name]
    return Prepared(
        _files(name, actions, flag),
        layout.filename,
        layout.argv,
        flag,
        (name, flag, *(item.name for item in actions)),
        layout.application,
        layout.cwd,
    )


def can_stand(action: Action, name: str) -> bool:
    """Can an action be done by the launching code of a layout?"""
    layout = LAYOUTS[name]
    before, _, _ = layout.text.partition("BODY")
    of_module = "def " not in before or before.endswith(_GUARD + "    ")
    if action.needs_guard and (name != "guard"):
        return False
    if of_module and "global" in action.body.split():
        return False
    # Another module reads the environment while it is imported: nobody can see that.
    if layout.elsewhere and (
        action.name == "environment read on import" or re.search("globals|__name__", action.body)
    ):
        return False
    # The arguments are those of the layout.
    if "parse_args" in action.body and len(layout.argv) > 1 and layout.argv[0] != "-m":
        return False
    made = any(
        word in before for word in ("MAKE", "web", "    app = create_app()", "main():\n    app =")
    )
    if re.search(r"\bapp\b", action.body) and not made:
        return False
    # In a running loop nobody can start another one.
    return not (name == "coroutine" and "asyncio" in action.body)


def _files(name: str, actions: Sequence[Action], flag: str) -> dict[str, str]:
    """Return the files of a program."""
    layout = LAYOUTS[name]
    body = "\n".join(item.body for item in actions) or "pass"
    call = f"{layout.application}, host='127.0.0.1', port=PORT, log_level='warning', {flag}"
    parts = {
        "TOP": "\n\n".join(item.top for item in actions if item.top),
        "ROUTES": "\n\n\n".join(
            f"@app.get\ndef route_{number}():\n    return {item.read}"
            for number, item in enumerate(actions)
        ),
        "BODY": _of_web(body, actions, layout) if layout.elsewhere else body,
        "FLAG": "flag = True",
        "IMPORTS": _imports(actions),
        "LAUNCH": f"uvicorn.run({call})",
    }
    if flag.endswith("flag") and name not in _HAVE_FLAG:
        parts["BODY"] += "\nflag = len('x') > 0"
    parts["MAKE"] = _filled(_MAKE, parts)
    text = "import uvicorn\n" + _filled(layout.text, parts)
    folder = layout.filename.rpartition("/")[0]
    files = {"micro.py": MICRO, "store.py": STORE, "extra.py": EXTRA}
    if layout.elsewhere:
        files["web.py"] = parts["MAKE"]
    files[layout.filename.rpartition("/")[2]] = text
    if folder.endswith("shop"):
        files = {"__init__.py": "", **{name: _relative(text) for name, text in files.items()}}
    files = {f"{folder}/{name}" if folder else name: text for name, text in files.items()}
    return {**files, **layout.others}


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Return a template with its words replaced, each line as far indented as the word."""

    def fill(match: re.Match[str]) -> str:
        return textwrap.indent(parts.get(match[2], match[2]), match[1])

    return re.sub(r"^( *)([A-Z]+)$", fill, template, flags=re.MULTILINE)


def _imports(actions: Sequence[Action]) -> str:
    """Return the imports of actions, for a file whose application is in another."""
    lines = [line for item in actions for line in item.top.splitlines()]
    return "\n".join(line for line in lines if line.startswith(("import ", "from ")))


def _of_web(body: str, actions: Sequence[Action], layout: Layout) -> str:
    """Return launching code that uses the names of the module ``web`` by its name."""
    names = set() if "import app\nIMPORTS" in layout.text else {"app"}
    for node in ast.parse("\n".join(item.top for item in actions)).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))

    class Renamed(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            if node.id not in names:
                return node
            return ast.Attribute(ast.Name("web", ast.Load()), node.id, node.ctx)

        def visit_Global(self, node: ast.Global) -> ast.stmt:
            return ast.Pass()

    return ast.unparse(ast.fix_missing_locations(Renamed().visit(ast.parse(body))))


def _relative(source: str) -> str:
    """Return a source whose imports of modules beside it are relative."""
    lines = []
    for line in source.splitlines():
        bare = line.lstrip()
        indent = line[: len(line) - len(bare)]
        bare = re.sub(r"^from (store|extra|micro|web) import", r"from .\1 import", bare)
        if bare.startswith("import "):
            names = [name.strip() for name in bare.removeprefix("import ").split(",")]
            own = [name for name in names if name in {"store", "extra", "web"}]
            others = [name for name in names if name not in own]
            parts = [f"from . import {name}" for name in own]
            parts += [f"import {', '.join(others)}"] if others else []
            bare = "; ".join(parts)
        lines.append(indent + bare)
    return "\n".join(lines).replace("('extra')", "('shop.extra')") + "\n"
