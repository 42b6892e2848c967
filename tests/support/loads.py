"""Every name that a program loads, with the place at which the reader meets it.

The reader itself keeps no note of plain names: only the tests ask about each of
them.  So the tests lend it a stack that looks at what is taken from it.
"""

from __future__ import annotations

import ast
from typing import Any, NamedTuple, SupportsIndex
from unittest import mock

from flake8_uvicorn_import_string.launches.mentions import WATCHED
from flake8_uvicorn_import_string.semantic import builder
from flake8_uvicorn_import_string.semantic.model import DEFERRED, Place, Scope
from flake8_uvicorn_import_string.semantic.table import Lookup, SymbolTable


class Load(NamedTuple):
    """A name that is loaded, with the place at which that happens."""

    node: ast.Name
    place: Place

    def lookup(self, table: SymbolTable) -> Lookup:
        """Return what the name may be here."""
        return table.lookup(self.node.id, self.place)

    def runs_in(self, around: Scope) -> bool:
        """Does the load happen where it stands in the code of a scope, not in a function of it?"""
        scope: Scope | None = self.place.scope
        while scope is not around:
            if scope is None or scope.kind in DEFERRED:
                return False
            scope = scope.parent
        return True


class _Builder(builder._Builder):
    def __init__(self, tree: ast.AST) -> None:
        super().__init__(tree, WATCHED)
        self.loads: list[Load] = []
        self.stack = _Stack(self)

    def note(self, node: object) -> None:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            self.loads.append(Load(node, Place(self.region, self.clock)))


class _Stack(list[Any]):
    def __init__(self, builder: _Builder) -> None:
        super().__init__()
        self.builder = builder

    def pop(self, index: SupportsIndex = -1) -> Any:
        node = super().pop(index)
        self.builder.note(node)
        return node


def _attribute(self: Any, node: ast.Attribute) -> None:
    self.note(node.value)  # the reader takes ``name.attribute`` in one go
    builder._Builder.attribute(self, node)


def read_with_loads(tree: ast.AST) -> tuple[SymbolTable, list[Load]]:
    """Return a module's symbol table, and its loads in the order of the reading."""
    with mock.patch.dict(builder._HANDLERS, {ast.Attribute: _attribute}):
        noting = _Builder(tree)
        table = noting.build()
    return table, noting.loads
