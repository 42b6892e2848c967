"""Is what a launch ends in expected: does somebody catch the exception around it?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.facts.python import CATCHES_EXIT, CATCHES_TYPE_ERROR
from flake8_uvicorn_import_string.semantic.callers import closure
from flake8_uvicorn_import_string.semantic.model import DEFERRED, BindingKind
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Construct, Place, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

Names = frozenset[str]


class Expected:
    """Knows where the end of a launch is caught, around its call or around the callers."""

    def __init__(self, table: SymbolTable, functions: Mapping[str, list[Scope]]) -> None:
        self._table = table
        self._functions = functions
        self._catching: dict[tuple[Construct, Names], bool] = {}
        self._by_callers: dict[tuple[Scope, Names], bool] = {}

    def exit(self, launch: Launch) -> bool:
        """Is the exit expected with which uvicorn refuses a launch?

        A handler that raises it again expects nothing.  uvicorn exits by
        ``sys.exit`` (``run`` of uvicorn 0.10.6 to 0.54.0), that is ``SystemExit``.
        """
        # A server refuses what it serves where it is started.
        inside = (place for place, _ in launch.ways[:-1])
        return any(self._lets_pass(place, CATCHES_EXIT) is None for place in inside) or (
            self._is_caught((launch.served or launch).place, CATCHES_EXIT)
        )

    def type_error(self, launch: Launch) -> bool:
        """Is it expected that the call is a ``TypeError``?"""
        place: Place | None = launch.place
        while place is not None:
            if self._is_caught_around(place, CATCHES_TYPE_ERROR):
                return True
            place = place.scope.place
        return self._is_caught(launch.place, CATCHES_TYPE_ERROR)

    def _is_caught(self, place: Place, wanted: Names) -> bool:
        """Is it caught around a place, or around all calls that lead there?"""
        runner = self._lets_pass(place, wanted)
        if runner is None:
            return True
        answer = self._by_callers.get((runner, wanted))
        if answer is None:
            answer = self._by_callers[runner, wanted] = self._callers_catch(runner, wanted)
        return answer

    def _callers_catch(self, runner: Scope, wanted: Names) -> bool:
        """Is it caught around some call of a function, and let pass by no way to it?"""
        caught = passes = False

        def onward(scope: Scope) -> list[Scope]:
            nonlocal caught, passes
            calls = [*self._table.callers.by_name(scope)] if scope.kind in DEFERRED else []
            passes |= not calls
            runners = [self._lets_pass(call.place, wanted) for call in calls]
            caught |= None in runners
            return [caller for caller in runners if caller is not None]

        for _ in closure([runner], onward):
            if passes:
                break
        return caught and not passes

    def _lets_pass(self, place: Place, wanted: Names) -> Scope | None:
        """Return the function or module that an exception leaves from a place, None if none."""
        while not self._is_caught_around(place, wanted):
            outer = place.scope.place
            if outer is None or place.scope.kind in DEFERRED:
                return place.scope
            place = outer
        return None

    def _is_caught_around(self, place: Place, wanted: Names) -> bool:
        """Does a construct around a place, in the same scope, catch it?"""
        for region, _ in place.around():
            construct = region.construct
            # What stands behind the body is not guarded.
            if construct is not None and region is construct.branches[0]:
                catches = self._catching.get((construct, wanted))
                if catches is None:
                    catches = self._catches(construct, wanted)
                    self._catching[construct, wanted] = catches
                if catches:
                    return True
        return False

    def _catches(self, construct: Construct, wanted: Names) -> bool:
        """Does a ``try`` or a ``with`` catch what its body raises?"""
        node: Any = construct.node
        place = construct.before
        if isinstance(node, (ast.With, ast.AsyncWith)):
            return any(
                self._manager_catches(item.context_expr, place, wanted) for item in node.items
            )
        # A "finally" is a construct of its own, with one branch.
        for handler in getattr(node, "handlers", ()) if len(construct.branches) > 1 else ():
            if handler.type is None or self._names(handler.type, place, wanted):
                return wanted is CATCHES_TYPE_ERROR or not _raises_again(handler)
        return False

    def _names(self, node: ast.expr, place: Place, wanted: Names) -> bool:
        """Is one of the exceptions among what an expression names, or has a name for?"""
        for value in self._assigned(node, place):
            for part in value.elts if isinstance(value, ast.Tuple) else [value]:
                name = last_name(part)
                if name in wanted:
                    return True
                # What is caught under another name may well be it.
                if wanted is CATCHES_TYPE_ERROR and not is_capwords(name):
                    return True
        return False

    def _manager_catches(self, context: ast.expr, place: Place, wanted: Names) -> bool:
        """Does a context manager catch it: one that is given its name, or one of this file?"""
        for made in self._assigned(context, place):
            if not isinstance(made, ast.Call):
                continue
            given = (*made.args, *(keyword.value for keyword in made.keywords))
            if any(self._names(part, place, wanted) for part in given):
                return True
            if any(_lets_none_out(scope, wanted) for scope in self._makers(made, place)):
                return True
        return False

    def _makers(self, call: ast.Call, place: Place) -> Iterator[Scope]:
        """Yield what makes a context manager here: a function, or the exit of a class."""
        name = last_name(call.func)
        yield from self._functions.get(name, ())
        for binding in self._table.lookup(name, place).bindings if name else ():
            if binding.kind is BindingKind.CLASS:
                yield from (
                    self._table.scopes[method.node]
                    for exit_name in ("__exit__", "__aexit__")
                    for method in self._table.scopes[binding.node].bindings.get(exit_name, ())
                    if method.kind is BindingKind.FUNCTION
                )

    def _assigned(self, node: ast.expr, place: Place) -> list[ast.expr]:
        """Return the one value that a name is assigned, or the expression itself."""
        if plain_name(node):
            bindings = self._table.lookup(plain_name(node), place).bindings
            if len(bindings) == 1 and isinstance(bindings[0].value, (ast.Tuple, ast.Call)):
                return [bindings[0].value]
        return [node]


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """May a handler raise what it has caught?"""
    return any(
        isinstance(node, ast.Raise)
        and (node.exc is None or plain_name(node.exc) == handler.name)
        for statement in handler.body
        for node in ast.walk(statement)
    )


def _lets_none_out(scope: Scope, wanted: Names) -> bool:
    """Does a function that makes a context manager, or its ``__exit__``, keep exceptions in?"""
    if scope.name in {"__exit__", "__aexit__"}:
        return any(
            value is not None and not (isinstance(value, ast.Constant) and not value.value)
            for value, _ in scope.returns
        )
    if not scope.generator:
        return False
    for node in ast.walk(scope.node):
        for handler in _handlers_of_yield(node):
            names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            if any(name is None or last_name(name) in wanted for name in names):
                return not _raises_again(handler)
    return False


def _handlers_of_yield(node: Any) -> list[ast.ExceptHandler]:
    """Return the handlers of a ``try`` with a ``yield`` in its body."""
    handlers: list[ast.ExceptHandler] = getattr(node, "handlers", [])
    parts = (part for item in node.body for part in ast.walk(item)) if handlers else ()
    return handlers if any(isinstance(part, ast.Yield) for part in parts) else []
