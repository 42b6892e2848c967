"""Write a launch in another form: in a coroutine, or as a call of ``uvicorn.run``.

Neither is safe: the program does something else then than it does today.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.fix.changes import Change, Edit, Refused, Write
from flake8_uvicorn_import_string.fix.removal import has_comment

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.fix.source_text import Source
    from flake8_uvicorn_import_string.launches.launch import Launch

_WAITS: Final = "the coroutine is to wait until the server is down"
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)


def coroutine_form(source: Source, launch: Launch) -> Change:
    """Return the change to ``await uvicorn.Server(uvicorn.Config(…)).serve()``.

    Raises Refused.
    """
    call = launch.call
    parent = source.parents[call]
    is_awaited = isinstance(parent, ast.Await)
    base = _base(source, call)
    if base is None or launch.is_forwarded or launch.indirect_launcher is not None:
        raise Refused("uvicorn.run is not called by its full name")
    if launch.argument("app_dir") is not None:
        raise Refused("app_dir is no argument of uvicorn.Config")
    around = parent
    while not isinstance(around, _SCOPES):
        around = source.parents[around]
    if not isinstance(around, ast.AsyncFunctionDef):
        raise Refused("the call stands in no coroutine, but in a function that one calls")
    statement = source.parents[parent] if is_awaited else parent
    if not isinstance(statement, (ast.Expr, ast.Return, ast.Assign)):
        raise Refused("the call is a part of an expression")
    start, end = source.span(call)
    head = f"{'' if is_awaited else 'await '}{base}.Server({base}.Config"
    edits = [Edit(start, source.span(call.func)[1], head), Edit(end, end, ").serve()")]
    return Change(call, edits, (Write(call, _made(source, call, edits)),), _WAITS)


def run_form(source: Source, launch: Launch, flags: str, literal: str | None) -> Change:
    """Return the change of ``Server(Config(…)).run()`` to ``uvicorn.run(…)``.

    In: the flags that are ignored today, and what to write in place of an object (None for a
    string that stays).  Raises Refused.
    """
    config = launch.call
    given = source.parents[config]
    server = source.parents[given] if isinstance(given, ast.keyword) else given
    method = source.parents[server]
    start = source.parents[method]
    base = _base(source, config)
    if (
        base is None
        or not isinstance(server, ast.Call)
        or _base(source, server) != base
        or [*server.args, *(word.value for word in server.keywords)] != [config]
        or not isinstance(method, ast.Attribute)
        or method.attr != "run"
        or not isinstance(start, ast.Call)
        or start.func is not method
        or [*start.args, *start.keywords]
        or not isinstance(source.parents[start], ast.Expr)
    ):
        raise Refused("server and configuration are not made in one expression")
    first, last = source.span(start)
    config_end = source.span(config)[1]
    if has_comment(source, config_end, last) or has_comment(source, first, source.span(config)[0]):
        raise Refused("a comment stands within what would be replaced")
    edits = [
        Edit(first, source.span(config.func)[1], f"{base}.run"),
        Edit(config_end, last),
    ]
    app = launch.argument("app")
    assert app is not None
    if literal is not None:
        edits.insert(1, Edit(*source.span(app.shown), literal))
    made = _made(source, start, edits)
    words = f"{flags} {'is' if flags == 'reload' else 'are'} meant"
    return Change(config, edits, (Write(start, made),), words)


def _base(source: Source, call: ast.Call) -> str | None:
    """Return what stands before the last dot of what is called; None if that is no name."""
    func = call.func
    if not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Name):
        return None
    start, end = source.span(func.value)
    return source.text[start:end]


def _made(source: Source, node: ast.expr, edits: list[Edit]) -> str:
    """Return the text of an expression once edits of it are made."""
    start, end = source.span(node)
    pieces = []
    done = start
    for edit in edits:
        pieces += [source.text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, source.text[done:end]])
