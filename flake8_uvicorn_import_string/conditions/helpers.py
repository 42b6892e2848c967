"""Functions of the file after which the code may not go on."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.semantic.callers import closure
from flake8_uvicorn_import_string.semantic.model import BindingKind, ScopeKind
from flake8_uvicorn_import_string.syntax import dotted_name, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_uvicorn_import_string.conditions.asked import Asked
    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.semantic.model import Call, Construct, Region, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

_NEVER: Final = frozenset({"NoReturn", "Never"})


class Helpers:
    """Knows the calls of functions that may end the process, or raise."""

    def __init__(
        self,
        table: SymbolTable,
        functions: Mapping[str, list[Scope]],
        subjects: Subjects,
        asked: Asked,
    ) -> None:
        self._callers = table.callers
        self._functions = [scope for scopes in functions.values() for scope in scopes]
        self._subjects = subjects
        self._asked = asked

    @cached_property
    def ended(self) -> dict[Region, list[Construct]]:
        """By region: the constructs with a branch that calls a function that never returns."""
        ended: dict[Region, list[Construct]] = {}
        noted: set[Construct] = set()
        endless = [scope for scope in self._functions if _never_returns(scope)]
        for scope in closure(endless, self._always_calling, len(self._functions) + 1):
            for call in self._callers.by_name(scope):
                for region, _ in call.place.around():
                    construct = region.construct
                    if construct is not None and construct not in noted:
                        noted.add(construct)
                        ended.setdefault(construct.region, []).append(construct)
        return ended

    @cached_property
    def checking(self) -> dict[Region, list[tuple[Call, Scope]]]:
        """By region: the calls of functions that may exit on a condition, each with it."""
        checking: dict[Region, list[tuple[Call, Scope]]] = {}
        for scope in self._functions:
            if any(_may_end(check, scope) for _, check in scope.root.checks):
                for call in self._callers.by_name(scope):
                    checking.setdefault(call.place.region, []).append((call, scope))
        return checking

    def _always_calling(self, scope: Scope) -> Iterator[Scope]:
        """Yield the functions that never return, for they call one that never does."""
        for region, at, caller in (
            (*call.place, call.place.scope) for call in self._callers.by_name(scope)
        ):
            if caller.kind is ScopeKind.FUNCTION and region is caller.root:
                if all(place.at > at for _, place in caller.returns) and _is_plain(caller):
                    yield caller

    def subjects(self, call: Call, scope: Scope) -> Iterator[str]:
        """Yield what a called function may exit on, in the names of the code that calls it."""
        given = _arguments(call.node, scope)
        for subject in self._asked.exits(scope.root):
            name, dot, rest = subject.partition(".")
            bindings = scope.bindings.get(name)
            if not bindings or bindings[0].kind is not BindingKind.PARAMETER:
                yield subject
            elif name in given:
                dotted = dotted_name(given[name])
                if dot and dotted:
                    yield f"{dotted}.{rest}"
                else:
                    yield from self._subjects.of(given[name], call.place)


def _may_end(check: ast.Assert | Construct, scope: Scope) -> bool:
    """May the code of a function end at a check, in another way than to return?"""
    if isinstance(check, ast.Assert):
        return True
    returning = {place.region for _, place in scope.returns}
    return any(
        branch.complains or not branch.falls_through and branch not in returning
        for branch in check.branches
    )


def _is_plain(scope: Scope) -> bool:
    """Does a call of a function run its code at once?"""
    return isinstance(scope.node, ast.FunctionDef) and not scope.generator


def _never_returns(scope: Scope) -> bool:
    """Does no call of a function return, by its code or by its annotation?"""
    if not _is_plain(scope):
        return False
    if last_name(getattr(scope.node, "returns", None) or scope.node) in _NEVER:
        return True
    return not scope.returns and not scope.root.falls_through


def _arguments(call: ast.Call, scope: Scope) -> dict[str, ast.expr]:
    """Return what a call gives to the parameters of a function, as far as that is visible."""
    arguments = scope.function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    values = [*call.args]
    definer = scope.definer
    if definer is not None and definer.kind is ScopeKind.CLASS:
        if isinstance(call.func, ast.Attribute):
            values.insert(0, call.func.value)
    given = dict(zip(names, values, strict=False))
    given.update((keyword.arg, keyword.value) for keyword in call.keywords if keyword.arg)
    return given
