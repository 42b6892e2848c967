"""Which functions of a file are given to threads, executors and processes."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.facts.effects import ELSEWHERE_WORDS
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS
from flake8_uvicorn_import_string.semantic.callers import closure
from flake8_uvicorn_import_string.semantic.model import ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class HandedOn:
    """Knows what code of one file threads and their like may run."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table

    def leads_to(self, launch: Launch) -> bool:
        """Is a function that leads to a launch given to a thread, an executor or a process?"""
        return any(map(self.runs_elsewhere, closure([launch.place.scope], self._leads_from)))

    def _leads_from(self, scope: Scope) -> Iterator[Scope]:
        """Yield the scopes from whose code that of a scope is reached."""
        if scope.parent is not None:
            yield scope.parent
        if scope.kind is ScopeKind.FUNCTION:
            yield from (call.place.scope for call in self.table.callers.by_name(scope))

    def runs_elsewhere(self, scope: Scope) -> bool:
        """Is a function, or the method of a class, what threads and their like run?"""
        if scope.kind is ScopeKind.FUNCTION:
            return scope.name in self._handed_on or any(
                map(_says_elsewhere, decorator_names(scope.node))
            )
        if scope.kind is ScopeKind.CLASS:
            return any(last_name(base) in LAUNCHERS for base in scope.class_def.bases)
        return scope.node in self._handed_on

    @cached_property
    def _handed_on(self) -> set[str | ast.Lambda]:
        """What is given to threads, executors and processes: its name, or a lambda."""
        table = self.table
        handed: set[str | ast.Lambda] = set()
        partials = self._partials
        for launcher in LAUNCHERS.keys() - {"partial"}:
            for name in table.names_for(launcher):
                for call in table.calls.get(name, ()):
                    taken = LAUNCHERS[launcher].takes(call.node)
                    handed.update(_function(taken[0], partials) if taken is not None else ())
        for name, calls in table.calls.items():
            if _says_elsewhere(name) and name not in LAUNCHERS:
                for call in calls:
                    values = (keyword.value for keyword in call.node.keywords)
                    for part in (*call.node.args, *values):
                        handed.update(_function(part, partials))
        return handed - {""}

    @cached_property
    def _partials(self) -> dict[str, ast.expr]:
        """The names bound to partials of functions, each with the function."""
        table = self.table
        names = set(table.names_for("partial"))
        return {
            name: value.args[0]
            for scope in table.scopes.values()
            for name, bindings in (scope.bindings.items() if names & table.calls.keys() else ())
            for binding in bindings
            if isinstance(value := binding.value, ast.Call)
            and last_name(value.func) in names
            and value.args
        }


def _function(node: ast.expr, partials: dict[str, ast.expr]) -> list[str | ast.Lambda]:
    """Return what is run by what is given a function, a lambda or a partial of one."""
    if isinstance(node, ast.Lambda):
        return [node]
    if isinstance(node, ast.Call) and node.args and last_name(node.func) == "partial":
        node = node.args[0]
    name = last_name(node)
    return [name, last_name(partials[name])] if name in partials else [name]


def _says_elsewhere(name: str) -> bool:
    """Does the name of a function say that it runs what it is given in a thread or process?"""
    return not ELSEWHERE_WORDS.isdisjoint(name.lower().split("_"))
