"""Find the flags of a ``uvicorn.Config`` that the ``Server`` made of it ignores."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.facts.uvicorn import CONFIGS, SUPERVISORS
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.arguments import ArgumentReader
from flake8_uvicorn_import_string.launches.judge import (
    State,
    judge_switch,
    judge_workers,
)
from flake8_uvicorn_import_string.semantic.table import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


def find_ignored_flags(
    table: SymbolTable, inference: Inference, text: str
) -> Iterator[tuple[ast.expr | ast.keyword, list[str]]]:
    """Yield where a ``Config`` turns on what the ``Server`` that gets it ignores.

    The node is that of the first such argument, the list names all of them.  A
    file that has a supervisor of its own, or may have one, has none.
    """
    if not table.seeds:
        return
    reader = ArgumentReader(table, inference)
    seen: set[ast.Call] = set()
    ignored: list[tuple[ast.expr | ast.keyword, list[str]]] = []
    for method in ("run", "serve"):
        for started in table.calls.get(method, ()):
            func = started.node.func
            if not isinstance(func, ast.Attribute):
                continue
            server = _made(inference.values(func.value, started.region, started.at))
            if server is None or _is_config(inference, server):
                continue
            given = reader.read(server.node.args, server.node.keywords, server)
            first = given.positional[0] if given.positional else given.keywords.get("config")
            config = first and _made(inference.values(first.node, first.region, first.at))
            if not config or config.node in seen or not _is_config(inference, config):
                continue
            seen.add(config.node)
            flags = reader.read(config.node.args, config.node.keywords, config).keywords
            on = [
                (name, argument)
                for name, judge in (("reload", judge_switch), ("workers", judge_workers))
                if (argument := flags.get(name)) is not None
                and judge(inference.values(argument.node, argument.region, argument.at)) is State.ON
            ]
            if on:
                ignored.append((on[0][1].keyword or on[0][1].shown, [name for name, _ in on]))
    # The text is searched last: that takes longer than all the rest.
    if ignored and not re.search(SUPERVISORS, text):
        yield from ignored


def _made(values: Values) -> Call | None:
    """Return the call of a class of uvicorn's that surely made a value."""
    if len(values) == 1 and values[0].kind is Kind.OBJECT and isinstance(values[0].data, Call):
        return values[0].data
    return None


def _is_config(inference: Inference, call: Call) -> bool:
    callees = inference.values(call.node.func, call.region, call.at)
    return all(value.data.path in CONFIGS for value in callees)
