"""Which names of a file can lead to uvicorn: what no such name is in need not be looked at."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.uvicorn import PACKAGE, STAR_IMPORTS
from flake8_uvicorn_import_string.semantic.notes import Watched
from flake8_uvicorn_import_string.syntax import last_name, root_of

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What a symbol table has to follow so that launches can be found in it.
WATCHED: Final = Watched(PACKAGE, STAR_IMPORTS)


class AllCallers:
    """Knows where a file may speak of uvicorn.

    ``names`` are all that may stand for uvicorn or something of it.
    """

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self.names = table.watched_names()

    def reaches(self, node: ast.Attribute) -> bool:
        """May a dotted name begin at uvicorn?"""
        root = root_of(node)
        return not isinstance(root, ast.Name) or root.id in self.names

    def in_arguments(self, node: ast.Call) -> bool:
        """May an argument of a call be uvicorn or something of it?"""
        pending = [*node.args, *(keyword.value for keyword in node.keywords)]
        while pending:
            part = pending.pop()
            root = root_of(part)
            if isinstance(root, ast.Name):
                if root.id in self.names:
                    return True
            elif isinstance(root, ast.Call):
                if root is not part or self.is_partial(root):
                    return True
            elif isinstance(root, ast.IfExp):
                pending += (root.body, root.orelse)
            elif isinstance(root, ast.BoolOp):
                pending += root.values
            elif isinstance(root, ast.NamedExpr):
                pending.append(root.value)
        return False

    def is_partial(self, node: ast.Call) -> bool:
        """Is a call written as one of ``functools.partial``?"""
        return last_name(node.func) in self.table.names_for("partial")
