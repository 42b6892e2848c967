"""Where a launch runs away from the main thread: in another one, or in a daemon process.

Only what is certain counts: a function that something unknown may call too runs nowhere in
particular.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.conditions.all_callers import function_of
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS
from flake8_uvicorn_import_string.semantic.model import ScopeKind

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Place, Scope

# Past so many callers nobody can tell any more who runs what.
CALLER_LIMIT: Final = 50
# Past so many calls nobody looks for more threads.
CALL_LIMIT: Final = 1000

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
        self.launchers = analysis.launchers
        self.all_callers = analysis.all_callers

    def away_from_main(self, launch: Launch) -> str | None:
        """Return THREAD or DAEMON if a launch surely runs there and nowhere else."""
        if launch.indirect_launcher is not None:
            if launch.indirect_launcher == "partial":
                return None
            return self._place_of(launch.indirect_launcher, launch.call, launch.place)
        function = function_of(launch.place.scope)
        for _ in range(CALLER_LIMIT):
            if function is None:
                return None
            if self._is_run_of_thread(function):
                return THREAD
            handed = self._handed_on.get(function, [])
            if handed:
                where = {*handed}
                sure = len(where) == 1 and len(handed) == self.all_callers.mentions(function)
                return where.pop() if sure else None
            callers = {*self.all_callers.of(function)}
            function = callers.pop() if len(callers) == 1 else None
        return None

    def _place_of(self, launcher: str, call: ast.Call, place: Place) -> str | None:
        """Return where what is given to a launcher runs, None if that is not certain."""
        if launcher in _IN_THREAD:
            return None if self._is_run_at_once(call) else THREAD
        if launcher == "Process":
            return DAEMON if self._is_daemon(call) else None
        executor: ast.expr | None = None
        if launcher == "run_in_executor":
            executor = next(iter(call.args), None)
        elif launcher in _METHODS_OF_POOLS:
            executor = getattr(call.func, "value", None)
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
                for call in self.table.calls.get(used, ())[:CALL_LIMIT]:
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


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
