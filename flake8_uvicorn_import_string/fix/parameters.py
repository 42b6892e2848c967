"""Whether a function needs the application that it gets for more than to launch it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.fix.source_text import Source
    from flake8_uvicorn_import_string.launches.launch import Launch

    Function = ast.FunctionDef | ast.AsyncFunctionDef

# Through so many functions an application is followed to its launch.
HOP_LIMIT: Final = 3


def only_launches(source: Source, launch: Launch) -> bool:
    """Do the functions through which a call hands its application on only launch that?

    A parameter with an annotation may be meant for objects alone.
    """
    app = launch.argument("app")
    assert app is not None
    call, node = launch.call, app.shown
    for _ in range(HOP_LIMIT):
        function = _function(source, call)
        name = _parameter(function, call, node) if function is not None else ""
        if function is None or not name:
            return False
        uses = _uses_of(function, name)
        if len(uses) != 1:
            return False
        node = uses[0]
        parent = source.parents[node]
        if isinstance(parent, ast.keyword):
            parent = source.parents[parent]
        if not isinstance(parent, ast.Call) or parent.func is node:
            return False
        call = parent
        if isinstance(call.func, ast.Attribute):
            return call.func.attr in {"run", "Config"}
    return False


def _uses_of(function: Function, name: str) -> list[ast.expr]:
    """Return where a function mentions a parameter; nothing if that has an annotation."""
    annotated = {
        part.arg
        for part in ast.walk(function.args)
        if isinstance(part, ast.arg) and part.annotation is not None
    }
    return [
        part
        for part in ast.walk(function)
        if isinstance(part, ast.Name) and part.id == name and name not in annotated
    ]


def _function(source: Source, call: ast.Call) -> Function | None:
    """Return the one function of the module that a call of a plain name calls."""
    found = [
        statement
        for statement in source.tree.body
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef))
        and isinstance(call.func, ast.Name)
        and statement.name == call.func.id
    ]
    return found[0] if len(found) == 1 and not found[0].decorator_list else None


def _parameter(function: Function, call: ast.Call, node: ast.expr) -> str:
    """Return the parameter that gets an argument of a call, ``""`` if it cannot be told."""
    for keyword in call.keywords:
        if keyword.value is node:
            return keyword.arg or ""
    names = [item.arg for item in (*function.args.posonlyargs, *function.args.args)]
    if node in call.args and not any(isinstance(item, ast.Starred) for item in call.args):
        place = call.args.index(node)
        return names[place] if place < len(names) else ""
    return ""
