"""Realistic programs with what was measured of them: each string, and where it serves the same.

``tests/advice/programs/*.txt`` holds them, one behind the other: a line with the name, lines
with what is known, then the files.  The port in the sources is 8000.  A string is followed by
the modes (``plain``, ``reload``, ``workers``) in which the program answered as it does with
the object in one process; ``modes`` are those in which it may run as it is written.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

PROGRAMS: Final = Path(__file__).parents[1] / "advice" / "programs"
FLAGS: Final = {"plain": "", "reload": "reload=True", "workers": "workers=2"}


class Measured(NamedTuple):
    """One program: its files, the one that launches, how it is run, and what was measured.

    ``root`` is the directory in which flake8 runs, ``needs`` are the packages that it imports.
    """

    name: str
    about: str
    files: Mapping[str, str]
    file: str
    argv: tuple[str, ...]
    gets: tuple[str, ...]
    logs: tuple[str, ...]
    root: str
    needs: tuple[str, ...]
    modes: frozenset[str]
    strings: Mapping[str, frozenset[str]]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """The file that launches."""
        return self.files[self.file]

    @property
    def filename(self) -> str:
        """Its name as flake8 gives it."""
        return self.file.removeprefix(f"{self.root}/")

    def with_application(self, string: str | None, mode: str) -> str:
        """Return the launching file with a string (None: the object) and the flags of a mode."""
        call = find_launch(self.source)
        first = call.args[0] if call.args else next(
            keyword.value for keyword in call.keywords if keyword.arg == "app"
        )
        edits = [(*_span(self.source, first), string)] if string is not None else []
        for keyword in call.keywords:
            if keyword.arg in {"reload", "workers"} or (keyword.arg == "factory" and string):
                start, end = _span(self.source, keyword)
                rest = re.match(rb"\s*,", self.source.encode()[end:])
                edits.append((start, end + (len(rest[0]) if rest else 0), ""))
        if FLAGS[mode]:
            _, end = _span(self.source, first)
            edits.append((end, end, f", {FLAGS[mode]}"))
        data = self.source.encode()
        for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            data = data[:start] + new.encode() + data[end:]
        return re.sub(r",\s*,", ",", data.decode())


def find_launch(source: str) -> ast.Call:
    """Return the call of ``uvicorn.run`` with flags, else the first one."""
    calls = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"uvicorn.run", "run", "server.run_asgi", "web.run"}
    ]
    flagged = [
        call
        for call in calls
        if {keyword.arg for keyword in call.keywords} & {"reload", "workers", None}
    ]
    return min(flagged or calls, key=lambda call: (call.lineno, call.col_offset))


def _span(source: str, node: Any) -> tuple[int, int]:
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return (
        starts[node.lineno - 1] + node.col_offset,
        starts[node.end_lineno - 1] + node.end_col_offset,
    )


def programs() -> list[Measured]:
    """Return all programs."""
    found = []
    for path in sorted(PROGRAMS.glob("*.txt")):
        for text in path.read_text(encoding="utf-8").split("######## ")[1:]:
            found.append(_read(text))
    return found


def _read(text: str) -> Measured:
    head, *parts = re.split(r"^==== ", text, flags=re.MULTILINE)
    name, *lines = head.splitlines()
    known = dict(line.split(": ", 1) for line in lines if not line.startswith("string: "))
    strings = {}
    for line in lines:
        if line.startswith("string: "):
            string, _, modes = line.removeprefix("string: ").rpartition(" -> ")
            strings[string] = frozenset(modes.split()) - {"none"}
    files = {}
    for part in parts:
        title, _, source = part.partition("\n")
        file, _, is_micro = title.partition(" = ")
        files[file] = MICROWEB if is_micro else source
    return Measured(
        name,
        known["about"],
        files,
        known["file"],
        tuple(known["argv"].split()),
        tuple(known["get"].split()),
        tuple(item for item in known.get("logs", "").split(" | ") if item),
        known.get("root", "."),
        tuple(known.get("needs", "").split()),
        frozenset(known["modes"].split()),
        strings,
    )


MICROWEB: Final = '''\
"""A small web framework: routes without parameters, answers in JSON."""

import json
import traceback
from types import SimpleNamespace


class App:
    def __init__(self, title="app"):
        self.title = title
        self.routes = {}
        self.middleware = []
        self.on_startup = []
        self.state = SimpleNamespace()

    def get(self, path):
        def add(handler):
            self.routes[path] = handler
            return handler

        return add

    def mount(self, prefix, other):
        for path, handler in other.routes.items():
            self.routes[prefix + path] = handler

    def use(self, function):
        self.middleware.append(function)

    def answer(self, path):
        handler = self.routes.get(path)
        if handler is None:
            return 404, {"detail": "Not Found"}
        try:
            body = handler()
            for function in self.middleware:
                body = function(body)
            return 200, body
        except Exception:
            traceback.print_exc()
            return 500, {"detail": "Internal Server Error"}

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            while True:
                message = await receive()
                if message["type"] == "lifespan.startup":
                    for function in self.on_startup:
                        function()
                await send({"type": message["type"] + ".complete"})
                if message["type"] == "lifespan.shutdown":
                    return
        if scope["type"] == "http":
            status, body = self.answer(scope["path"])
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": json.dumps(body).encode()})
'''
