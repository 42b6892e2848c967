"""Find each ``uvicorn.Config`` whose ``Server`` is run."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.facts.uvicorn import CONFIGS, SUPERVISORS
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.arguments import ArgumentReader
from flake8_uvicorn_import_string.launches.finder import Launch
from flake8_uvicorn_import_string.semantic.model import Call

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


def find_served_configs(table: SymbolTable, inference: Inference) -> list[Launch]:
    """Return each ``Config`` that a ``Server`` gets whose ``run`` or ``serve`` is called."""
    if not table.seeds:
        return []
    reader = ArgumentReader(table, inference)
    found: dict[ast.Call, Launch] = {}
    for method in ("run", "serve"):
        for started in table.calls.get(method, ()):
            func = started.node.func
            if not isinstance(func, ast.Attribute):
                continue
            server = _made(inference.values(func.value, started.place))
            if server is None or _is_config(inference, server):
                continue
            given = reader.read(server.node.args, server.node.keywords, server)
            first = given.positional[0] if given.positional else given.keywords.get("config")
            config = first and _made(inference.values(first.node, first.place))
            if not config or config.node in found or not _is_config(inference, config):
                continue
            arguments = reader.read(config.node.args, config.node.keywords, config)
            found[config.node] = Launch(config, arguments)
    return [*found.values()]


def has_supervisor(text: str) -> bool:
    """May a file have a supervisor of its own, for which a Config's flags count?"""
    return re.search(SUPERVISORS, text) is not None


def _made(values: Values) -> Call | None:
    """Return the call of a class of uvicorn's that surely made a value."""
    if len(values) == 1 and values[0].kind is Kind.OBJECT and isinstance(values[0].data, Call):
        return values[0].data
    return None


def _is_config(inference: Inference, call: Call) -> bool:
    callees = inference.values(call.node.func, call.place)
    return all(value.data.path in CONFIGS for value in callees)
