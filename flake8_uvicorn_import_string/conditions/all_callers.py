"""All who call a function, where that can be known: nothing else speaks of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.semantic.callers import functions_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class AllCallers:
    """Knows how often the names of one file are read, and who calls what is mentioned alone."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table

    def of(self, function: Scope) -> Iterator[Scope | None]:
        """Yield the functions that call a plain one, if these are all who mention it.

        None stands for the module.  Nothing is yielded if others may call it too.
        """
        node = function.node
        if not isinstance(node, ast.FunctionDef) or node.decorator_list or function.generator:
            return
        calls = [*self.table.callers.by_name(function)]
        if len(calls) == self.mentions(function):
            yield from (function_of(call.place.scope) for call in calls)

    def mentions(self, function: Scope) -> int:
        """Return how often the file reads the name of a function; once for a lambda."""
        name = getattr(function.node, "name", None)
        return 1 if name is None else self.table.reads.get(name, 0)


def function_of(scope: Scope) -> Scope | None:
    """Return the innermost function whose code a scope is part of, None for the module's."""
    return next(functions_around(scope), None)
