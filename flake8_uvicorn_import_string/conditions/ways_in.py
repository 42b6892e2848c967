"""What runs a function for sure without being a plain call of it.

A command that click or typer makes of it, a decorator that calls it, a loop that runs the
coroutine, a process whose target it is.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.semantic.callers import CALLER_LIMIT
from flake8_uvicorn_import_string.semantic.model import ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flake8_uvicorn_import_string.conditions.event_loops import EventLoops
    from flake8_uvicorn_import_string.launches.indirect import Launchers
    from flake8_uvicorn_import_string.semantic.model import Binding, Call, Place, Scope

# Past so many calls nobody looks for more that run a function.
CALL_LIMIT: Final = 1000

# What makes a command of a function; the command parses the command line and calls it.
_COMMANDS: Final = frozenset(
    f"{package}.{name}"
    for package in ("click", "rich_click", "asyncclick", "cloup")
    for name in ("command", "group")
)
# What makes something that gathers commands, as a class or as a decorator.
_GATHERERS: Final = frozenset({"typer.Typer", "click.Group", *_COMMANDS})
# The decorators by which a function becomes one of its commands.
_REGISTERING: Final = frozenset({"command", "callback"})
# Functions that call what they are given, with what the command line says.
_DRIVERS: Final = frozenset({"typer.run", "fire.Fire", "defopt.run", "plac.call"})
# By these methods a command or a wrapper comes to its function; "" is a call of itself.
_OWN_WAYS: Final = ("", "main", "callback", "__wrapped__")
_KEPT: Final = ("__wrapped__",)
# Decorators that call the function when they are called, for the first time at least.
_CALLING: Final = frozenset(
    "functools.lru_cache functools.cache contextlib.suppress staticmethod classmethod "
    "typing.final typing.no_type_check".split()
)


class WaysIn:
    """Answers for one file which calls surely run a function in another way than by its name."""

    def __init__(self, launchers: Launchers, loops: EventLoops) -> None:
        self.table = launchers.table
        self.inference = launchers.inference
        self.launchers = launchers
        self.loops = loops
        self._calls: dict[Scope, list[Call]] = {}
        self._names_of: dict[Scope, dict[ast.AST, list[str]]] = {}

    def calls_of(self, function: Scope) -> list[Call]:
        """Return the calls that surely run the code of a function; none of a plain name's."""
        calls = self._calls.get(function)
        if calls is None:
            calls = self._calls[function] = [*self._find(function)]
        return calls

    def starts_of(self, process: ast.Call) -> Iterator[Call]:
        """Yield the calls that surely start a process."""
        for call in self.table.calls.get("start", ())[:CALLER_LIMIT]:
            func = call.node.func
            if isinstance(func, ast.Attribute):
                if self._is_made_by(func.value, call.place, process):
                    yield call

    def calls_of_partial(self, partial: ast.Call, place: Place) -> Iterator[Call]:
        """Yield the calls, with nothing more, of what ``functools.partial`` makes at a place."""
        for name in self._names(place.scope).get(partial, ()):
            for call in self.table.calls.get(name, ())[:CALLER_LIMIT]:
                values = self.inference.values(call.node.func, call.place)
                made = [v.data.node for v in values if v.kind is Kind.PARTIAL]
                is_bare = not (call.node.args or call.node.keywords)
                if is_bare and len(values) == 1 and made == [partial]:
                    yield call

    def _find(self, function: Scope) -> Iterator[Call]:
        node = function.node
        if isinstance(node, ast.AsyncFunctionDef):
            yield from self.loops.runs_of(function)
        elif isinstance(node, ast.Lambda):
            yield from self._of_lambda(function)
            yield from self._by_processes.get(function, ())
        elif isinstance(node, ast.FunctionDef) and not function.generator:
            yield from self._of_definition(function, node)

    def _of_definition(self, function: Scope, node: ast.FunctionDef) -> Iterator[Call]:
        assert function.place is not None and function.parent is not None
        decorators = [
            item for item in node.decorator_list if not self._only_describes(item, function.place)
        ]
        if all(self._comes_to_function(item, function.place) for item in decorators):
            yield from self._by_processes.get(function, ())
            yield from self._by_drivers.get(function, ())
            if function.parent.kind is ScopeKind.CLASS:
                yield from self._of_method(function)
            elif node.decorator_list:
                yield from self._calls_of_definition(node, _OWN_WAYS)
        elif all(self._keeps_function(item, function.place) for item in decorators):
            yield from self._calls_of_definition(node, _KEPT)
        for item in decorators:
            func = item.func if isinstance(item, ast.Call) else item
            if isinstance(func, ast.Attribute) and func.attr in _REGISTERING:
                yield from self._calls_of_gatherer(func.value, function.place)

    # Lambdas, methods, functions that are handed on

    def _of_lambda(self, function: Scope) -> Iterator[Call]:
        yield from self._called_at_once.get(function.node, ())
        assert function.parent is not None
        for name in self._names(function.parent).get(function.node, ()):
            yield from self._calls_that_give(function, name)

    @cached_property
    def _called_at_once(self) -> dict[ast.AST, list[Call]]:
        """The calls of what has no name, by what they call."""
        calls: dict[ast.AST, list[Call]] = {}
        for call in self.table.calls.get("", ()):
            calls.setdefault(call.node.func, []).append(call)
        return calls

    def _names(self, scope: Scope) -> dict[ast.AST, list[str]]:
        """Return the names that a scope binds, by the calls and lambdas that it binds to them."""
        names = self._names_of.get(scope)
        if names is None:
            names = self._names_of[scope] = {}
            for name, bindings in scope.bindings.items():
                for binding in bindings:
                    if isinstance(binding.value, (ast.Call, ast.Lambda)):
                        names.setdefault(binding.value, []).append(name)
        return names

    def _of_method(self, function: Scope) -> Iterator[Call]:
        assert function.parent is not None
        if function.name == "__init__":
            for call in self.table.calls.get(function.parent.name, ())[:CALLER_LIMIT]:
                values = self.inference.values(call.node.func, call.place)
                if [(value.kind, value.data) for value in values] == [
                    (Kind.CLASS, function.parent)
                ]:
                    yield call
        else:
            yield from self._calls_that_give(function, function.name)

    def _calls_that_give(self, function: Scope, name: str) -> Iterator[Call]:
        """Yield the calls by a name of what surely is a function."""
        for call in self.table.calls.get(name, ())[:CALLER_LIMIT]:
            if self._is_function(call.node.func, call.place, function):
                yield call

    @cached_property
    def _by_drivers(self) -> dict[Scope, list[Call]]:
        """The calls of what drives functions by the command line, by the functions."""
        found: dict[Scope, list[Call]] = {}
        for path in sorted(_DRIVERS):
            for name in self.table.names_for(path.rpartition(".")[2]):
                for call in self.table.calls.get(name, ())[:CALL_LIMIT]:
                    if self.launchers.paths(call.node.func, call.place) == {path}:
                        for part in call.node.args[:1]:
                            for function in self._functions(part, call.place):
                                found.setdefault(function, []).append(call)
        return found

    @cached_property
    def _by_processes(self) -> dict[Scope, list[Call]]:
        """The calls that start processes, by the functions that these run."""
        found: dict[Scope, list[Call]] = {}
        for name in self.table.names_for("Process"):
            for call in self.table.calls.get(name, ())[:CALLER_LIMIT]:
                targets = [word.value for word in call.node.keywords if word.arg == "target"]
                if targets and self.launchers.called(call) == "Process":
                    for function in self._functions(targets[0], call.place):
                        found.setdefault(function, []).extend(self.starts_of(call.node))
        return found

    # Decorators

    def _only_describes(self, decorator: ast.expr, place: Place) -> bool:
        """Is it one of click's, that adds an option or hands something in?"""
        paths = self.launchers.paths(_called(decorator), place)
        return bool(paths) and all(
            path.startswith("click.") and path not in _COMMANDS for path in paths
        )

    def _comes_to_function(self, decorator: ast.expr, place: Place) -> bool:
        """Does a call of what a decorator makes of a function surely come to that?"""
        func = _called(decorator)
        paths = self.launchers.paths(func, place)
        if paths:
            return paths <= _COMMANDS | _CALLING
        values = self.inference.values(func, place)
        if all(value.kind is Kind.BUILTIN for value in values):
            return {value.data for value in values} <= _CALLING
        return self._calls_first(decorator, place)

    def _keeps_function(self, decorator: ast.expr, place: Place) -> bool:
        """Does a decorator of the file keep the function as ``__wrapped__``?"""
        inner = self._given_by(decorator, place)
        return inner is not None and "wraps" in decorator_names(inner.node)

    def _calls_first(self, decorator: ast.expr, place: Place) -> bool:
        """Does a decorator of the file give a function that surely calls its parameter?"""
        inner = self._given_by(decorator, place)
        if inner is None or inner.parent is None:
            return False
        parameter = inner.parent.function.args.args[0]
        return any(
            call.place.region is inner.root
            and self._is_bound_to(call.node.func, call.place, parameter)
            for call in self.table.calls.get(parameter.arg, ())[:CALLER_LIMIT]
        )

    def _given_by(self, decorator: ast.expr, place: Place) -> Scope | None:
        """Return the plain function in a decorator of the file that it gives."""
        values = self.inference.values(decorator, place)
        if len(values) != 1 or values[0].kind is not Kind.FUNCTION:
            return None
        outer: Scope = values[0].data
        returns = outer.returns
        if not outer.function.args.args or len(returns) != 1 or returns[0].value is None:
            return None
        given = self.inference.values(returns[0].value, returns[0].place)
        if len(given) != 1 or given[0].kind is not Kind.FUNCTION:
            return None
        inner: Scope = given[0].data
        is_plain = isinstance(inner.node, ast.FunctionDef) and not inner.generator
        return inner if is_plain and inner.parent is outer else None

    def _calls_of_definition(
        self, node: ast.FunctionDef, ways: tuple[str, ...]
    ) -> Iterator[Call]:
        """Yield the calls of what a decorated function's name stands for, in some ways."""
        for way in ways:
            for call in self.table.calls.get(way or node.name, ())[:CALLER_LIMIT]:
                func: ast.expr | None = call.node.func
                if way:
                    func = func.value if isinstance(func, ast.Attribute) else None
                if func is not None and self._is_bound_to(func, call.place, node):
                    yield call

    def _calls_of_gatherer(self, gatherer: ast.expr, place: Place) -> Iterator[Call]:
        """Yield the calls of what gathers commands, if a decorator's owner is that."""
        made = self._bindings(gatherer, place)
        if len(made) != 1 or not self._gathers(made[0]):
            return
        assert isinstance(gatherer, ast.Name)
        calls = self.table.calls.get(gatherer.id, ())[:CALLER_LIMIT]
        yield from (c for c in calls if self._bindings(c.node.func, c.place) == made)
        for call in self.table.calls.get("main", ())[:CALLER_LIMIT]:
            func = call.node.func
            if isinstance(func, ast.Attribute) and self._bindings(func.value, call.place) == made:
                yield call

    def _gathers(self, binding: Binding) -> bool:
        """Does a binding bind a group of click's or an application of typer's?"""
        node: Any = binding.node
        makers: Iterable[ast.expr] = getattr(node, "decorator_list", ())
        if isinstance(binding.value, ast.Call):
            makers = [binding.value]
        return any(
            paths and paths <= _GATHERERS
            for maker in makers
            if (paths := self.launchers.paths(_called(maker), binding.read_place))
        )

    def _is_function(self, node: ast.expr, place: Place, function: Scope) -> bool:
        return self._functions(node, place) == [function]

    def _functions(self, node: ast.expr, place: Place) -> list[Scope]:
        """Return the function of the file that an expression surely is, if it is one."""
        values = self.inference.values(node, place)
        if len(values) != 1 or values[0].kind is not Kind.FUNCTION:
            return []
        return [values[0].data]

    def _bindings(self, node: ast.expr, place: Place) -> list[Binding]:
        """Return what a name surely is bound to, nothing for anything else."""
        if not isinstance(node, ast.Name):
            return []
        found = self.table.lookup(node.id, place)
        return found.bindings if found.complete and not found.possible_later else []

    def _is_bound_to(self, node: ast.expr, place: Place, definition: ast.AST) -> bool:
        return [item.node for item in self._bindings(node, place)] == [definition]

    def _is_made_by(self, node: ast.expr, place: Place, call: ast.Call) -> bool:
        if node is call:
            return True
        return [item.value for item in self._bindings(node, place)] == [call]


def _called(decorator: ast.expr) -> ast.expr:
    """Return what a decorator calls, or itself."""
    return decorator.func if isinstance(decorator, ast.Call) else decorator
