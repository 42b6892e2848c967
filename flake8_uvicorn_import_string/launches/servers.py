"""Find each ``uvicorn.Config`` whose ``Server`` is run."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.facts.uvicorn import (
    CONFIGS,
    SUPERVISED,
    SUPERVISOR_CALLS,
    SUPERVISOR_WORDS,
)
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.arguments import ArgumentReader
from flake8_uvicorn_import_string.launches.launch import Launch
from flake8_uvicorn_import_string.semantic.model import Call
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


def find_served_configs(table: SymbolTable, inference: Inference) -> list[Launch]:
    """Return each ``Config`` that a ``Server`` gets whose ``run`` or ``serve`` is called."""
    if not table.seeds:
        return []
    reader = ArgumentReader(table, inference)
    found: dict[ast.Call, Launch] = {}
    seen: set[ast.Call] = set()
    for method in ("run", "serve"):
        for started in table.calls.get(method, ()):
            func = started.node.func
            if not isinstance(func, ast.Attribute):
                continue
            server = _made(inference.values(func.value, started.place))
            if server is None or server.node in seen:
                continue
            seen.add(server.node)
            if _is_config(inference, server):
                continue
            given = reader.read(server.node.args, server.node.keywords, server)
            first = given.positional[0] if given.positional else given.keywords.get("config")
            config = first and _made(inference.values(first.node, first.place))
            if not config or config.node in found or not _is_config(inference, config):
                continue
            arguments = reader.read(config.node.args, config.node.keywords, config)
            found[config.node] = Launch(config, arguments, is_config=True)
    return [*found.values()]


def has_supervisor(tree: ast.AST) -> bool:
    """May a file have a supervisor of its own, for which a Config's flags count?

    Its code says so: a name of uvicorn's supervisors or of a module that starts processes,
    a call of what starts one, a look at the flags of a configuration.
    """
    return any(
        any(sign in word for sign in SUPERVISOR_WORDS) or _is_reloader(word)
        for node in ast.walk(tree)
        for word in _words(node)
    ) or any(
        isinstance(node, ast.Attribute) and node.attr in SUPERVISED
        or isinstance(node, ast.Call) and last_name(node.func).endswith(SUPERVISOR_CALLS)
        for node in ast.walk(tree)
    )


def _words(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node itself holds; a text counts if it may be a dotted path."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value.replace(".", "").replace(":", "").isidentifier():
            yield node.value
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""
    elif isinstance(node, ast.alias):
        yield from (node.name, node.asname or "")
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.arg, ast.keyword)):
        yield node.arg or ""


def _is_reloader(word: str) -> bool:
    """Is it a class like ``StatReload``, ``WatchFilesReload``?"""
    holder, reload, _ = word.rpartition("Reload")
    return bool(reload) and (holder.endswith("Stat") or "Watch" in holder)


def _made(values: Values) -> Call | None:
    """Return the call of a class of uvicorn's that surely made a value."""
    if len(values) == 1 and values[0].kind is Kind.OBJECT and isinstance(values[0].data, Call):
        return values[0].data
    return None


def _is_config(inference: Inference, call: Call) -> bool:
    callees = inference.values(call.node.func, call.place)
    return all(value.data.path in CONFIGS for value in callees)
