"""Which coroutines of a file asyncio runs, and what runs inside its loop."""

from __future__ import annotations

import ast
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.conditions.all_callers import AllCallers, function_of
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import imported_packages, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.indirect import Launchers
    from flake8_uvicorn_import_string.semantic.model import Call, Place, Scope

# Past so many awaits nobody can tell any more who runs what.
AWAIT_LIMIT: Final = 1000

# What runs the coroutines that it is given in a loop of asyncio's: by path, and as a method.
_RUNNERS: Final = frozenset(
    "asyncio.run asyncio.runners.run asyncio.create_task asyncio.ensure_future asyncio.gather "
    "asyncio.shield asyncio.wait asyncio.wait_for uvloop.run".split()
)
# Those that end with what they run, and may be called where no loop is running.
_WAITING: Final = frozenset({"asyncio.run", "asyncio.runners.run", "uvloop.run", "anyio.run"})
_WAITING_METHODS: Final = frozenset({"run", "run_until_complete"})
_RUNNING_METHODS: Final = frozenset({"run_until_complete", "create_task"})
_RUNNER_CLASSES: Final = frozenset({"asyncio.Runner"})
_RUNNER_NAMES: Final = tuple(
    dict.fromkeys([*_RUNNING_METHODS, *(path.rpartition(".")[2] for path in sorted(_RUNNERS))])
)
# With these a call inside a coroutine may serve: they are another loop, or make this one nest.
_OTHER_LOOPS: Final = frozenset({"trio", "curio", "nest_asyncio", "nest_asyncio2", "trio_asyncio"})


class EventLoops:
    """Answers which code of one file runs inside a loop of asyncio's, as far as that is certain."""

    def __init__(self, launchers: Launchers, all_callers: AllCallers) -> None:
        self.table = launchers.table
        self.inference = launchers.inference
        self.launchers = launchers
        self.all_callers = all_callers

    def is_awaited(self, call: ast.Call, place: Place) -> bool:
        """Is what a call gives awaited?"""
        function = function_of(place.scope)
        return function is not None and _is_coroutine(function) and call in self._awaited

    @cached_property
    def has_other_loop(self) -> bool:
        """Is there a library that runs coroutines in another way than asyncio does?"""
        return any(
            binding.kind is BindingKind.IMPORT
            and not _OTHER_LOOPS.isdisjoint(imported_packages(binding.value))
            for scope in self.table.scopes.values()
            for bindings in scope.bindings.values()
            for binding in bindings
        )

    def is_running_at(self, place: Place) -> bool:
        """Does code surely run inside a loop of asyncio's?"""
        function = function_of(place.scope)
        if function is None or self.has_other_loop:
            return False
        if _is_coroutine(function):
            return function in self._run_by_asyncio
        # Most functions are called by no coroutine, and then nothing is counted.
        callers = {
            function_of(call.place.scope) for call in self.table.callers.by_name(function)
        }
        return (
            bool(callers)
            and all(caller is not None and _is_coroutine(caller) for caller in callers)
            and callers == {*self.all_callers.of(function)}
            and callers <= self._run_by_asyncio
        )

    @cached_property
    def _awaited(self) -> set[ast.expr]:
        """What is awaited anywhere in the file."""
        return {node.value for node in self.table.nodes if isinstance(node, ast.Await)}

    @cached_property
    def _run_by_asyncio(self) -> set[Scope]:
        """The coroutines of the file that asyncio surely runs, or that one of these awaits."""
        awaits: dict[Scope | None, list[Scope]] = {}
        for call in self._awaited_calls:
            for made in self._coroutines(call.node, call.place):
                awaits.setdefault(function_of(call.place.scope), []).append(made)
        found = {made for call in self._runner_calls() for made in self._given_to(call)}
        pending = [*found]
        while pending:
            for made in awaits.get(pending.pop(), ()):
                if made not in found:
                    found.add(made)
                    pending.append(made)
        return found

    def _runner_calls(self) -> Iterator[Call]:
        """Yield the calls of what runs coroutines."""
        for name in _RUNNER_NAMES:
            for used in self.table.names_for(name):
                yield from self.table.calls.get(used, ())[:AWAIT_LIMIT]

    def _given_to(self, call: Call) -> Iterator[Scope]:
        """Yield the coroutines that a call surely runs in a loop of asyncio's."""
        func = call.node.func
        paths = self.launchers.paths(func, call.place)
        if paths == {"anyio.run"}:
            yield from self._given_to_anyio(call)
        elif paths and paths <= _RUNNERS or self._is_running_method(func, call.place):
            for argument in _spread(call.node):
                yield from self._coroutines(argument, call.place)

    def _is_running_method(self, func: ast.expr, place: Place) -> bool:
        if not isinstance(func, ast.Attribute):
            return False
        if func.attr == "run":
            made_by = self.launchers.origins(func.value, place)
            return bool(made_by) and made_by <= _RUNNER_CLASSES
        return func.attr in _RUNNING_METHODS

    def _given_to_anyio(self, call: Call) -> Iterator[Scope]:
        """Yield the function that ``anyio.run`` calls, unless another loop may run it."""
        node = call.node
        if len(node.args) != 1 or node.keywords:
            return
        values = self.inference.values(node.args[0], call.place)
        if len(values) == 1 and values[0].kind is Kind.FUNCTION:
            yield values[0].data

    def _coroutines(self, node: ast.expr, place: Place) -> list[Scope]:
        """Return the function of which an expression surely is a coroutine, if there is one."""
        values = self.inference.values(node, place)
        if len(values) == 1 and values[0].kind is Kind.COROUTINE:
            return [values[0].data]
        return []

    def runs_of(self, function: Scope) -> list[Call]:
        """Return the calls that surely run a coroutine of the file until it ends.

        Those that start a loop for it, and those that make it where it is awaited.
        """
        return self._runs.get(function, []) if _is_coroutine(function) else []

    @cached_property
    def _runs(self) -> dict[Scope, list[Call]]:
        """By the coroutines of the file: the calls that run them until they end."""
        runs: dict[Scope, list[Call]] = {}
        for call in self._runner_calls():
            paths = self.launchers.paths(call.node.func, call.place)
            if paths <= _WAITING if paths else last_name(call.node.func) in _WAITING_METHODS:
                for made in self._given_to(call):
                    runs.setdefault(made, []).append(call)
        for call in self._awaited_calls:
            for made in self._coroutines(call.node, call.place):
                runs.setdefault(made, []).append(call)
        return runs

    @cached_property
    def _awaited_calls(self) -> list[Call]:
        """The calls of which what they give is awaited, not all of very many."""
        calls = (call for named in self.table.calls.values() for call in named)
        return [*islice((call for call in calls if call.node in self._awaited), AWAIT_LIMIT)]


def _is_coroutine(function: Scope) -> bool:
    return isinstance(function.node, ast.AsyncFunctionDef)


def _spread(call: ast.Call) -> Iterator[ast.expr]:
    """Yield what a call is given: by keyword, too, and as parts of a list that it is given."""
    for item in (*call.args, *(word.value for word in call.keywords)):
        whole = item.value if isinstance(item, ast.Starred) else item
        if isinstance(whole, (ast.List, ast.Tuple, ast.Set)):
            yield from whole.elts
        else:
            yield whole
