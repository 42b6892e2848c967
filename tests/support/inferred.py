"""What the inference says of an expression, as words that a table can hold.

A value is written as its kind in small letters, what it holds and its truth; a constant is
written as Python writes it.
"""

from __future__ import annotations

import ast
import textwrap

from flake8_uvicorn_import_string.inference.expressions import Inference
from flake8_uvicorn_import_string.inference.values import (
    MODULE_NAME,
    PACKAGE_NAME,
    Display,
    Kind,
    Member,
    Reference,
    Value,
    Values,
)
from flake8_uvicorn_import_string.launches.mentions import WATCHED
from flake8_uvicorn_import_string.semantic.builder import build
from flake8_uvicorn_import_string.semantic.model import Call, Scope


# Before an expression: ``x`` and ``y`` are names of which nothing is known, as are names from a
# star import.
HEAD = """
import importlib, os
from functools import partial
from lib import *
from input import input_value as x, path_value as y
"""
# Before a source of its own: ``FastAPI`` is a class that a star import may bring.
DEFINED = "from lib import *\nfrom values import input_value as y\n"


def infer(source: str) -> Values:
    """Return what the expression in the last line of a source may be."""
    tree = ast.parse(textwrap.dedent(source))
    table = build(tree, WATCHED)
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    return Inference(table).values(last.value, table.module.end)


def words(value: Value) -> str:
    """Return a value in words."""
    data = value.data
    if value.kind is Kind.CONSTANT:
        assert value.truth is bool(data)
        return repr(data)
    shown = [value.kind.name.lower()]
    if isinstance(data, Scope):
        shown.append(getattr(data.node, "name", type(data.node).__name__.lower()))
    elif isinstance(data, Reference):
        shown.append(f"{data.path} through {data.root}")
    elif isinstance(data, Call):
        shown.append(ast.unparse(data.node))
    elif isinstance(data, Member):
        shown.append(f"{data.owner.name}.{data.name}")
    elif isinstance(data, Display):
        shown.append(ast.unparse(data.node))
    elif isinstance(data, str):
        shown.append(data.replace(MODULE_NAME, "__name__").replace(PACKAGE_NAME, "__package__"))
    elif data is not None:
        shown.append(str(data))
    if value.truth is not None:
        shown.append("true" if value.truth else "false")
    return " ".join(shown)


def inferred(source: str) -> str:
    """Return in words what the expression in the last line of a source may be."""
    return "; ".join(map(words, infer(source)))
