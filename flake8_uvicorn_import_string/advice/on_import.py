"""Whether an import of a file may come to a launch, so that a new process launches again."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.advice.launching_code import FUNCTION_LIMIT, function_around
from flake8_uvicorn_import_string.facts.effects import (
    APPLICATION_MUTATORS,
    KEEPING_DECORATORS,
    KEEPING_VERBS,
)
from flake8_uvicorn_import_string.facts.python import BUILTINS
from flake8_uvicorn_import_string.semantic.model import BindingKind, Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names, last_name, plain_name, root_of

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.advice.new_process import NewProcess
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.semantic.model import Call, Region


class OnImport:
    """Answers for one file what an import of it may run, for all that can be seen."""

    def __init__(self, analysis: Analysis, process: NewProcess) -> None:
        self.table = analysis.table
        self.guards = analysis.guards
        self.process = process
        self._answers: dict[Scope, bool] = {}

    def may_run(self, region: Region) -> bool:
        """May an import of this file come to the code of a region?"""
        pending: list[Region] = [region]
        seen: set[Scope] = set()
        while pending:
            region = pending.pop()
            if self.guards.hold(region):
                continue
            function = function_around(region.scope)
            if function is None:
                if not self._is_held_outside(region):
                    return True
                continue
            if function in seen or len(seen) > FUNCTION_LIMIT:
                continue
            seen.add(function)
            if self._may_be_handed_on(function):
                return True
            pending += (call.place.region for call in self.process.code.callers_of(function))
        return False

    def _is_held_outside(self, region: Region) -> bool:
        """Does a guard hold the class or the comprehension whose code a region is?"""
        scope: Scope | None = region.scope
        while scope is not None and scope.place is not None:
            if self.guards.hold(scope.place.region):
                return True
            scope = scope.parent
        return False

    def _may_be_handed_on(self, function: Scope) -> bool:
        """May an import call a function that nothing calls by its name?"""
        known = self._answers.get(function)
        if known is None:
            known = self._answers[function] = self._is_handed_on(function)
        return known

    def _is_handed_on(self, function: Scope) -> bool:
        node: Any = function.node
        if function_around(function.parent or function) is not None:
            return False
        decorators = getattr(node, "decorator_list", [])
        if any(map(self._calls_at_once, decorators)):
            return True
        name = getattr(node, "name", "")
        given = (*self._given.get(node, ()), *self._given.get(name, ()))
        if any(
            not self._only_keeps(call.node) and call.node not in decorators for call in given
        ):
            return True
        if self._calls_anything and name:
            kept = decorator_names(node) - KEEPING_DECORATORS
            lines = self.process.readers.lines(name)
            return bool(kept) or lines is None or any(
                line != node.lineno and not self.process.code.is_guarded(line) for line in lines
            )
        roots = {plain_name(root_of(_called(item))) for item in decorators} - {""}
        return any(
            call not in decorators for root in roots for call in self._plain_calls.get(root, ())
        )

    @cached_property
    def _given(self) -> dict[str | ast.AST, list[Call]]:
        """The calls that an import makes, by the names and the lambdas that they are given."""
        found: dict[str | ast.AST, list[Call]] = {}
        for call in self._calls:
            for part in (*call.node.args, *(keyword.value for keyword in call.node.keywords)):
                if isinstance(part, (ast.Name, ast.Lambda)):
                    found.setdefault(plain_name(part) or part, []).append(call)
        return found

    @cached_property
    def _plain_calls(self) -> dict[str, list[ast.Call]]:
        """The calls of plain names that an import makes, by these."""
        found: dict[str, list[ast.Call]] = {}
        for call in self._calls:
            found.setdefault(plain_name(call.node.func), []).append(call.node)
        return found

    def _calls_at_once(self, decorator: ast.expr) -> bool:
        """Does a decorator of this file call what it decorates?"""
        functions: list[Any] = [decorator] if isinstance(decorator, ast.Lambda) else [
            item.node for item in self.process.functions(plain_name(decorator))
        ]
        for function in functions:
            parameters = [item.arg for item in function.args.args[:1]]
            scope = self.table.scopes[function]
            if parameters and any(
                call.place.scope is scope and isinstance(call.node.func, ast.Name)
                for call in self.table.calls.get(parameters[0], ())
            ):
                return True
        return False

    def _only_keeps(self, node: ast.Call) -> bool:
        """Does a call only keep for later what it is given?"""
        name = last_name(node.func)
        path = self.process.roots.path(node.func, self.table.module)
        return (
            not KEEPING_VERBS.isdisjoint(name.split("_"))
            or path.startswith(("atexit.", "signal.", "functools.", "typer.", "click."))
            or (plain_name(node.func) in BUILTINS and name not in {"map", "list", "filter"})
        )

    @cached_property
    def _calls(self) -> list[Call]:
        """The calls that an import of the file makes by itself."""
        return [
            call
            for calls in self.table.calls.values()
            for call in calls
            if function_around(call.place.scope) is None
            and not self.guards.hold(call.place.region)
            and not self._is_held_outside(call.place.region)
        ]

    @cached_property
    def _calls_anything(self) -> bool:
        """Does an import call something that a variable or a container holds?"""
        for call in self._calls:
            func = call.node.func
            if isinstance(func, (ast.Subscript, ast.Call)):
                if call.node not in self._decorators and not _adds_a_route(call.node):
                    return True
            elif isinstance(func, ast.Name):
                bindings = self.table.module.bindings.get(func.id, ())
                if any(item.kind is BindingKind.OTHER_TARGET for item in bindings):
                    return True
        return False

    @cached_property
    def _decorators(self) -> set[ast.AST]:
        return {
            item
            for scope in self.table.scopes.values()
            if scope.kind in {ScopeKind.FUNCTION, ScopeKind.CLASS}
            for item in getattr(scope.node, "decorator_list", ())
        }


def _adds_a_route(node: ast.Call) -> bool:
    """Is it ``app.get("/")(index)``, which only keeps a function?"""
    route = node.func
    return (
        isinstance(route, ast.Call)
        and isinstance(route.func, ast.Attribute)
        and route.func.attr in APPLICATION_MUTATORS
        and len(node.args) == 1
        and isinstance(node.args[0], (ast.Lambda, ast.Name))
    )


def _called(node: ast.expr) -> ast.expr:
    """Return what a decorator calls, or itself."""
    return node.func if isinstance(node, ast.Call) else node
