"""Where a launch runs: inside a running event loop, or away from the main thread.

Only what is certain counts: a function that something unknown may call too, or that a
library not asyncio runs, runs nowhere in particular.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS, Launchers
from flake8_uvicorn_import_string.semantic.callers import functions_around
from flake8_uvicorn_import_string.semantic.model import BindingKind, ScopeKind
from flake8_uvicorn_import_string.syntax import imported_packages, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Call, Place, Scope

# Past so many awaits or callers nobody can tell any more who runs what.
AWAIT_LIMIT: Final = 1000
CALLER_LIMIT: Final = 50

# What runs the coroutines that it is given in a loop of asyncio's: by path, and as a method.
_RUNNERS: Final = frozenset(
    "asyncio.run asyncio.create_task asyncio.ensure_future asyncio.gather asyncio.shield "
    "asyncio.wait_for uvloop.run".split()
)
_RUNNING_METHODS: Final = frozenset({"run_until_complete", "create_task"})
_RUNNER_CLASSES: Final = frozenset({"asyncio.Runner"})
_RUNNER_NAMES: Final = tuple(
    dict.fromkeys([*_RUNNING_METHODS, *(path.rpartition(".")[2] for path in sorted(_RUNNERS))])
)
# With these a call inside a coroutine may serve: they are another loop, or make this one nest.
_OTHER_LOOPS: Final = frozenset({"trio", "curio", "nest_asyncio", "nest_asyncio2", "trio_asyncio"})

# What calls a function in another thread, by its name in ``LAUNCHERS``.
_IN_THREAD: Final = frozenset({"Thread", "Timer", "to_thread", "run_sync"})
_THREAD_POOLS: Final = frozenset(
    "concurrent.futures.ThreadPoolExecutor concurrent.futures.thread.ThreadPoolExecutor "
    "multiprocessing.pool.ThreadPool multiprocessing.dummy.Pool".split()
)
# Their workers are daemons.
_POOLS: Final = frozenset({"multiprocessing.Pool", "multiprocessing.pool.Pool"})
_METHODS_OF_POOLS: Final = frozenset({"submit", "apply", "apply_async"})

# What may be an instance of a class of the file.
_HOLDERS: Final = frozenset({Kind.UNKNOWN, Kind.INSTANCE, Kind.SELF, Kind.CLASS})

THREAD: Final = "thread"
DAEMON: Final = "daemon"


class Elsewhere:
    """Answers where the launches of one file run, as far as that is certain."""

    def __init__(self, analysis: Analysis) -> None:
        self.table = analysis.table
        self.inference = analysis.inference
        self.launchers = Launchers(self.table, self.inference)

    # Event loops

    def is_awaited(self, launch: Launch) -> bool:
        """Is what a launch gives awaited?"""
        function = _function_of(launch.place.scope)
        return function is not None and _is_coroutine(function) and launch.call in self._awaited

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

    def in_running_loop(self, launch: Launch) -> bool:
        """Is a launch surely made by code that runs inside a loop of asyncio's?"""
        function = _function_of(launch.place.scope)
        if function is None or self.has_other_loop:
            return False
        if _is_coroutine(function):
            return function in self._run_by_asyncio
        # Most functions are called by no coroutine, and then nothing is counted.
        callers = {
            _function_of(call.place.scope) for call in self.table.callers.by_name(function)
        }
        return (
            bool(callers)
            and all(caller is not None and _is_coroutine(caller) for caller in callers)
            and callers == {*self._callers(function)}
            and callers <= self._run_by_asyncio
        )

    @cached_property
    def _awaited(self) -> set[ast.expr]:
        """What is awaited anywhere in the file."""
        return {
            node.value for node in ast.walk(self.table.tree) if isinstance(node, ast.Await)
        }

    @cached_property
    def _run_by_asyncio(self) -> set[Scope]:
        """The coroutines of the file that asyncio surely runs, or that one of these awaits."""
        awaits: dict[Scope | None, list[Scope]] = {}
        calls = [
            call for named in self.table.calls.values() for call in named
            if call.node in self._awaited
        ]
        for call in calls[:AWAIT_LIMIT]:
            for made in self._coroutines(call.node, call.place):
                awaits.setdefault(_function_of(call.place.scope), []).append(made)
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
            for argument in call.node.args:
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

    # Threads and processes

    def away_from_main(self, launch: Launch) -> str | None:
        """Return THREAD or DAEMON if a launch surely runs there and nowhere else."""
        if launch.indirect_launcher is not None:
            if launch.indirect_launcher == "partial":
                return None
            return self._place_of(launch.indirect_launcher, launch.call, launch.place)
        function = _function_of(launch.place.scope)
        for _ in range(CALLER_LIMIT):
            if function is None:
                return None
            if self._is_run_of_thread(function):
                return THREAD
            handed = self._handed_on.get(function, [])
            if handed:
                where = {*handed}
                sure = len(where) == 1 and len(handed) == self._mentions(function)
                return where.pop() if sure else None
            callers = {*self._callers(function)}
            function = callers.pop() if len(callers) == 1 else None
        return None

    def _place_of(self, launcher: str, call: ast.Call, place: Place) -> str | None:
        """Return where what is given to a launcher runs, None if that is not certain."""
        if launcher in _IN_THREAD:
            return None if self._is_run_at_once(call) else THREAD
        if launcher == "Process":
            return DAEMON if self._is_daemon(call) else None
        executor: ast.expr | None = None
        if launcher == "run_in_executor" and call.args:
            executor = call.args[0]
        elif launcher in _METHODS_OF_POOLS and isinstance(call.func, ast.Attribute):
            executor = call.func.value
        if isinstance(executor, ast.Constant) and executor.value is None:
            return THREAD
        made_by = set() if executor is None else self.launchers.origins(executor, place)
        if not made_by:
            return None
        return THREAD if made_by <= _THREAD_POOLS else DAEMON if made_by <= _POOLS else None

    def _is_run_at_once(self, thread: ast.Call) -> bool:
        """Is ``run`` of a thread called, which starts none?"""
        return any(
            isinstance(call.node.func, ast.Attribute)
            and self._is_made_by(call.node.func.value, call.place, thread)
            for call in self.table.calls.get("run", ())[:CALLER_LIMIT]
        )

    def _is_daemon(self, process: ast.Call) -> bool:
        """Is a process made a daemon, by a keyword or by its attribute?"""
        if any(word.arg == "daemon" and _is_true(word.value) for word in process.keywords):
            return True
        return any(
            _is_true(store.value) and self._is_made_by(store.target.value, store.place, process)
            for store in self.table.stores.get("daemon", ())[:CALLER_LIMIT]
        )

    def _is_made_by(self, node: ast.expr, place: Place, call: ast.Call) -> bool:
        """Is an expression a call, or a name for what that has made?"""
        if isinstance(node, ast.Name):
            bindings = self.table.lookup(node.id, place).bindings
            return [binding.value for binding in bindings] == [call]
        return node is call

    @cached_property
    def _handed_on(self) -> dict[Scope, list[str | None]]:
        """By the functions that launchers are given: where each of these runs it."""
        handed: dict[Scope, list[str | None]] = {}
        for name in LAUNCHERS.keys() - {"partial"}:
            names = {*self.table.names_for(name)}
            if name in {"Thread", "Process", "Timer"}:
                names |= self.launchers.derived_names
            for used in sorted(names):
                for call in self.table.calls.get(used, ())[:AWAIT_LIMIT]:
                    if self.launchers.called(call) != name:
                        continue
                    taken = LAUNCHERS[name].takes(call.node)
                    for value in self.inference.values(taken[0], call.place) if taken else ():
                        if value.kind is Kind.FUNCTION:
                            where = self._place_of(name, call.node, call.place)
                            handed.setdefault(value.data, []).append(where)
        return handed

    def _is_run_of_thread(self, function: Scope) -> bool:
        """Is a function what a class derived from ``Thread`` does, and nobody calls by itself?"""
        owner = function.parent
        if owner is None or owner.kind is not ScopeKind.CLASS or owner.place is None:
            return False
        bases = getattr(owner.node, "bases", [])
        if getattr(function.node, "name", "") != "run" or len(bases) != 1:
            return False
        calls = self.table.calls.get("run", ())
        return self.launchers.paths(bases[0], owner.place) == {"threading.Thread"} and not any(
            value.kind in _HOLDERS
            for call in calls[:CALLER_LIMIT]
            if isinstance(call.node.func, ast.Attribute)
            for value in self.inference.values(call.node.func.value, call.place)
        )

    # Both

    def _callers(self, function: Scope) -> Iterator[Scope | None]:
        """Yield the functions that call a plain one, if these are all who mention it.

        None stands for the module.  Nothing is yielded if others may call it too.
        """
        node = function.node
        if not isinstance(node, ast.FunctionDef) or node.decorator_list or function.generator:
            return
        calls = [*self.table.callers.by_name(function)]
        if len(calls) == self._mentions(function):
            yield from (_function_of(call.place.scope) for call in calls)

    def _mentions(self, function: Scope) -> int:
        """Return how often the file reads the name of a function; once for a lambda."""
        name = getattr(function.node, "name", None)
        return 1 if name is None else self._reads.get(name, 0)

    @cached_property
    def _reads(self) -> dict[str, int]:
        """How often each name is read, by itself or as an attribute."""
        reads: dict[str, int] = {}
        for node in ast.walk(self.table.tree):
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
                name = last_name(node)
                reads[name] = reads.get(name, 0) + 1
        return reads


def _function_of(scope: Scope) -> Scope | None:
    """Return the innermost function whose code a scope is part of, None for the module's."""
    return next(functions_around(scope), None)


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _is_coroutine(function: Scope) -> bool:
    return isinstance(function.node, ast.AsyncFunctionDef)
