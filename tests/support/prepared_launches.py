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

from tests.support.prepared_actions import EXTRA, HARMFUL, HARMLESS, MICRO, STORE, Action


class Prepared(NamedTuple):
    """A program: its files, the one that launches, how it is run, its flag, what was composed."""

    files: Mapping[str, str]
    filename: str
    argv: tuple[str, ...]
    flag: str
    ingredients: tuple[str, ...]


# A line with a word in capitals alone is what that stands for, as far indented.
_GUARD: Final = 'if __name__ == "__main__":\n'
_END: Final = f"\n\n{_GUARD}    main()\n"
_FROM_WEB: Final = "import web\nfrom web import app\nIMPORTS\n\n\n"
LAYOUTS: Final[Mapping[str, str]] = {
    "main": f"MAKE\ndef main():\n    BODY\n    LAUNCH\n{_END}",
    "guard": f"MAKE\n{_GUARD}    BODY\n    LAUNCH\n",
    "helper": (
        "MAKE\ndef prepare():\n    BODY\n\n\ndef main():\n    prepare()\n    FLAG\n"
        f"    LAUNCH\n{_END}"
    ),
    "caller": (
        "MAKE\ndef serve(flag):\n    LAUNCH\n\n\ndef main():\n    BODY\n    serve(True)\n"
        f"{_END}"
    ),
    "method": (
        "MAKE\nclass Command:\n    def __init__(self):\n        self.done = False\n\n"
        "    def prepare(self):\n        BODY\n        self.done = True\n\n"
        "    def serve(self, flag):\n        LAUNCH\n\n\ndef main():\n    command = Command()\n"
        f"    command.prepare()\n    command.serve(True)\n{_END}"
    ),
    "coroutine": (
        "MAKE\nasync def prepare():\n    BODY\n\n\ndef main():\n    import asyncio\n"
        f"    asyncio.run(prepare())\n    FLAG\n    LAUNCH\n{_END}"
    ),
    "nested": (
        f"MAKE\ndef main():\n    BODY\n\n    def go():\n        LAUNCH\n\n    go()\n{_END}"
    ),
    "factory": (
        "from micro import App\n\nTOP\n\n\ndef create_app():\n    app = App('shop')\n\n"
        "    ROUTES\n\n    return app\n\n\ndef main():\n    BODY\n    app = create_app()\n"
        f"    LAUNCH\n{_END}"
    ),
    "package": f"MAKE\ndef main():\n    BODY\n    LAUNCH\n{_END}",
    "imported": f"{_FROM_WEB}def main():\n    BODY\n    LAUNCH\n{_END}",
    "dunder": f"{_FROM_WEB}def main():\n    BODY\n    LAUNCH\n{_END}",
}
_MAKE: Final = "from micro import App\n\nTOP\n\napp = App('shop')\n\n\nROUTES\n\n\n"


def compose(number: int) -> Prepared:
    """Return one program; the same for the same number."""
    chance = random.Random(number)
    layout = chance.choice([*LAYOUTS])
    pool = chance.choice((HARMLESS, HARMLESS, HARMFUL, (*HARMLESS, *HARMFUL)))
    names = _LEFT_OUT.get(layout, frozenset({"name under the guard"}))
    actions = [
        item
        for item in chance.sample(pool, chance.choice((0, 1, 1, 2, 2, 3)))
        if item.name not in names
    ]
    flag = chance.choice(("reload=True", "workers=2", "reload=flag", "reload=True"))
    files, filename, argv = _files(layout, actions, flag)
    return Prepared(
        files, filename, argv, flag, (layout, flag, *(item.name for item in actions))
    )


# What cannot stand in a layout.
_LEFT_OUT: Final = {
    "guard": frozenset({"global"}),
    "helper": frozenset({"global", "name under the guard"}),
    # Another module reads the environment while it is imported: nobody can see that.
    "imported": frozenset({"openapi", "name under the guard", "environment read on import"}),
    "dunder": frozenset({"openapi", "name under the guard", "environment read on import"}),
    "coroutine": frozenset({"coroutine", "name under the guard"}),
    "factory": frozenset(
        {"openapi", "mounted", "middleware", "state", "decorated route", "name under the guard"}
    ),
}


def _files(
    layout: str, actions: Sequence[Action], flag: str
) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """Return files, the name of the one that launches, and the arguments of Python."""
    elsewhere = layout in {"imported", "dunder"}
    body = "\n".join(item.body for item in actions) or "pass"
    parts = {
        "TOP": "\n\n".join(item.top for item in actions if item.top),
        "ROUTES": "\n\n\n".join(
            f"@app.get\ndef route_{number}():\n    return {item.read}"
            for number, item in enumerate(actions)
        ),
        "BODY": _of_web(body, actions) if elsewhere else body,
        "FLAG": "flag = True",
        "IMPORTS": _imports(actions),
        "LAUNCH": f"uvicorn.run(app, host='127.0.0.1', port=PORT, log_level='warning', {flag})",
    }
    if layout not in {"helper", "caller", "method", "coroutine"}:
        parts["BODY"] += "\nflag = len('x') > 0" if flag.endswith("flag") else ""
    parts["MAKE"] = _filled(_MAKE, parts)
    text = "import uvicorn\n" + _filled(LAYOUTS[layout], parts)
    files = {"micro.py": MICRO, "store.py": STORE, "extra.py": EXTRA}
    if elsewhere:
        files["web.py"] = parts["MAKE"]
    if layout not in {"package", "dunder"}:
        return {**files, "main.py": text}, "main.py", ("main.py",)
    files = {f"shop/{name}": _relative(source) for name, source in files.items()}
    name, argv = ("__main__", "shop") if layout == "dunder" else ("main", "shop.main")
    files |= {"shop/__init__.py": "", f"shop/{name}.py": _relative(text)}
    return files, f"shop/{name}.py", ("-m", argv)


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Return a template with its words replaced, each line as far indented as the word."""

    def fill(match: re.Match[str]) -> str:
        return textwrap.indent(parts.get(match[2], match[2]), match[1])

    return re.sub(r"^( *)([A-Z]+)$", fill, template, flags=re.MULTILINE)


def _imports(actions: Sequence[Action]) -> str:
    """Return the imports of actions, for a file whose application is in another."""
    lines = [line for item in actions for line in item.top.splitlines()]
    return "\n".join(line for line in lines if line.startswith(("import ", "from ")))


def _of_web(body: str, actions: Sequence[Action]) -> str:
    """Return launching code that uses the names of the module ``web`` by its name."""
    names: set[str] = set()
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
