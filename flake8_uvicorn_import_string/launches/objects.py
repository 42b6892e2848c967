"""Which object an expression surely is: the call that made it, through names and parameters."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import TRANSPARENT_DECORATORS
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.contents import Source
from flake8_uvicorn_import_string.launches.frames import Frame
from flake8_uvicorn_import_string.semantic.model import BindingKind, Call, Place
from flake8_uvicorn_import_string.syntax import decorator_names

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Past so many names that stand for one another an instance is not known.
HOP_LIMIT: Final = 16


class Instance(NamedTuple):
    """An object that a class of this file surely made, with the call that did it."""

    scope: Scope
    call: Call
    inference: Inference


class Objects:
    """Knows what made the objects of one file."""

    def __init__(self, table: SymbolTable, inference: Inference) -> None:
        self.table = table
        self.inference = inference

    def made(self, node: ast.expr, place: Place, inference: Inference) -> Instance | None:
        """Return the instance that an expression surely is."""
        for _ in range(HOP_LIMIT):
            if isinstance(node, ast.Call):
                values = inference.values(node.func, place)
                if len(values) == 1 and values[0].kind is Kind.CLASS:
                    return Instance(values[0].data, Call(node, *place), inference)
                returned = self.returned(Source(node, place, inference))
                if returned.node is node or not _is_plain(values[0].data):
                    return None
                node, place, inference = returned
                continue
            if isinstance(node, ast.NamedExpr):
                node = node.value
                continue
            source = self.named(node, place, inference)
            if source is None:
                return None
            node, place, inference = source
        return None

    def named(self, node: ast.expr, place: Place, inference: Inference) -> Source | None:
        """Return the one expression that a name stands for."""
        if not isinstance(node, ast.Name):
            return None
        found = self.table.lookup(node.id, place)
        if len(found.bindings) != 1 or not found.complete or found.may_be_hidden:
            return None
        binding = found.bindings[0]
        if binding.kind is BindingKind.PARAMETER and isinstance(inference, Frame):
            parameter: Any = binding.node
            given = inference.given.get(parameter)
            return given.sources[0] if given is not None and len(given.sources) == 1 else None
        if binding.kind is BindingKind.ASSIGNMENT and isinstance(binding.value, ast.expr):
            return Source(binding.value, binding.read_place, inference)
        return None

    def returned(self, source: Source) -> Source:
        """Return what a call of a function of this file gives, if that is one expression."""
        node, place, inference = source
        values = inference.values(node.func, place) if isinstance(node, ast.Call) else ()
        if len(values) == 1 and values[0].kind is Kind.FUNCTION:
            returns = values[0].data.returns
            if len(returns) == 1 and returns[0].value is not None:
                return Source(returns[0].value, returns[0].place, self.inference)
        return source


def _is_plain(function: Scope) -> bool:
    """Does a call of a function give what its code returns?"""
    return (
        isinstance(function.node, ast.FunctionDef)
        and not function.generator
        and not function.root.falls_through
        and decorator_names(function.node) <= TRANSPARENT_DECORATORS
    )
