"""Functions of the file after which the code may not go on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.semantic.callers import closure
from flake8_uvicorn_import_string.semantic.model import BindingKind, Call, ScopeKind
from flake8_uvicorn_import_string.syntax import dotted_name, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.semantic.model import Construct, Region, Scope

_NEVER: Final = frozenset({"NoReturn", "Never"})


class Helpers:
    """Knows the calls of functions that may end the process, or raise.

    ``ended`` leads from a region to the constructs in it one of whose branches calls a function
    that never returns, ``checking`` to the calls in it of functions that may exit on a condition.
    """

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._callers = analysis.table.callers
        self.ended: dict[Region, list[Construct]] = {}
        self.checking: dict[Region, list[tuple[Call, Scope]]] = {}
        functions = [scope for scopes in analysis.functions.values() for scope in scopes]
        endless = [scope for scope in functions if _never_returns(scope)]
        noted: set[Construct] = set()
        for scope in closure(endless, self._always_calling, len(functions) + 1):
            for call in self._callers.by_name(scope):
                for region, _ in call.place.around():
                    construct = region.construct
                    if construct is not None and construct not in noted:
                        noted.add(construct)
                        self.ended.setdefault(construct.region, []).append(construct)
        for scope in functions:
            if scope.root.checks:
                for call in self._callers.by_name(scope):
                    self.checking.setdefault(call.place.region, []).append((call, scope))

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
        for subject in self._analysis.flag_checks.own_exits(scope.root):
            name, dot, rest = subject.partition(".")
            bindings = scope.bindings.get(name)
            if not bindings or bindings[0].kind is not BindingKind.PARAMETER:
                yield subject
            elif name in given:
                dotted = dotted_name(given[name])
                if dot and dotted:
                    yield f"{dotted}.{rest}"
                else:
                    yield from self._analysis.subjects.of(given[name], call.place)


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
