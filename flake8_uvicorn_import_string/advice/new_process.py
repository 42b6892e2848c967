"""What a process does before it launches, and its children will not do.

A child imports the file.  It runs neither what stands under the ``__main__`` guard
nor what only the functions do that lead to the launch, so an import string leads to
an application without all that.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.advice.effects import Changes
from flake8_uvicorn_import_string.advice.lacking import Lacking, Served
from flake8_uvicorn_import_string.advice.launching_code import LaunchingCode
from flake8_uvicorn_import_string.advice.moves import Moves
from flake8_uvicorn_import_string.advice.readers import Readers
from flake8_uvicorn_import_string.advice.roots import ANYTHING, From, Roots
from flake8_uvicorn_import_string.advice.stores import Change
from flake8_uvicorn_import_string.syntax import dotted_name, plain_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.launching_code import Step, Way
    from flake8_uvicorn_import_string.advice.moves import Known
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Call, Scope

# Past so many names, those that are left are not looked at.
NAME_LIMIT: Final = 200
# So many things that a launch needs are found.
EFFECT_LIMIT: Final = 20


class Effect(NamedTuple):
    """One thing that only the process does that launches.

    ``line`` is where it stands and ``lines`` are those that must be moved with it, itself
    included; none if it cannot be moved.  ``certain`` is False where the code only
    may change something.  ``kind`` and ``name`` are those of :class:`Change`; the kind
    ``name`` is a name that functions read, bound only there.
    """

    line: int
    certain: bool
    kind: str
    name: str
    lines: tuple[int, ...]


class _String(NamedTuple):
    """What the new process gets its application by.

    ``factory`` is the function of this file that it calls, ``module`` and ``attributes``
    are what it looks up, and ``calls`` is True if it calls that.
    """

    factory: Scope | None
    module: str
    attributes: str
    calls: bool


class NewProcess:
    """Answers what a new process lacks, for only the process that launches does it."""

    def __init__(self, analysis: Analysis, *, is_main: bool = False) -> None:
        self.table = analysis.table
        self.guards = analysis.guards
        self.is_main = is_main
        self.launches = {launch.call for launch in analysis.launches}
        self.code = LaunchingCode(self.table, self.guards, is_main=is_main)
        self.roots = Roots(self.table)
        self.roots.launching_names = frozenset(self._launching_names())
        self._effects: dict[tuple[ast.Call, _String], list[Effect]] = {}
        self._known_changes: dict[tuple[Scope | None, str], Changes] = {}
        self._step_names: Known = {}
        self._judges: dict[tuple[Changes, frozenset[Scope], frozenset[Scope]], Lacking] = {}
        self._imported_calls: dict[str, set[str]] = {}
        self.readers = Readers(self.code, self.roots, analysis.text)

    def effects(
        self,
        launch: Launch,
        factory: Scope | None = None,
        module: str = "",
        attributes: str = "",
        *,
        calls: bool = False,
    ) -> list[Effect]:
        """Return what only the process does that launches, in the order of the lines.

        ``factory`` is the function of this file that the new process calls for its
        application; ``module`` is the one that its string names, ``attributes`` what
        it looks up there, and ``calls`` is True if it calls that.
        """
        string = _String(factory, module, attributes, calls)
        found = self._effects.get((launch.call, string))
        if found is None:
            found = self._effects[launch.call, string] = self._find(launch, string)
        return found

    def functions(self, name: str) -> list[Scope]:
        """Return the functions of the module itself that have a name."""
        return [
            self.table.scopes[binding.node]
            for binding in self.table.module.bindings.get(name, ())
            if isinstance(binding.node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]

    def _find(self, launch: Launch, string: _String) -> list[Effect]:
        way = self.code.way(launch)
        if not way.steps:
            return []
        changes = self._changes(way, string)
        served = self._served(launch, string)
        made = [
            (step, change)
            for step in way.steps
            for change in changes.of_step(step)
        ]
        if not way.complete:
            made.append((way.steps[0], Change(ANYTHING, "call", "", False)))
        if not made:
            return []
        lacking = self._lacking(way, changes, string)
        found: dict[tuple[int, str], tuple[Step, Change]] = {}
        for step, change in made:
            if len(found) >= EFFECT_LIMIT:
                break
            for final in lacking.final(change, served):
                key = step.line, final.name if final.kind == "name" else ""
                known = found.get(key)
                if known is None or final.certain > known[1].certain:
                    found[key] = step, final
        for line, name in [*found]:
            if name and (line, "") in found and found[line, ""][1].name == name:
                del found[line, ""]  # LEVELS += [1] both changes and binds
        moves = Moves(self.table, self.roots, way.steps, self._step_names)
        return sorted(
            Effect(step.line, change.certain, change.kind, change.name, moves.lines(step))
            for step, change in found.values()
        )

    def _lacking(self, way: Way, changes: Changes, string: _String) -> Lacking:
        """Return what judges the changes; launches in the same functions share it."""
        key = changes, frozenset(way.callers), frozenset(changes.called)
        found = self._judges.get(key)
        if found is None:
            found = Lacking(self.code, self.readers, way, changes, string.factory)
            self._judges[key] = found
        return found

    @cached_property
    def reaches_out(self) -> bool:
        """May an import of the file change other modules, so that a second import is one too many?

        A file that a string names by its stem is imported twice: as the main module of the
        new process, and by its name.
        """
        changes = Changes(self.table, self.roots, {*self.launches})
        guards = {node for node, _ in self.code.guarded}
        parts = [node for node in getattr(self.table.tree, "body", ()) if node not in guards]
        return self._runs_loop or any(
            change.root.kind in {From.IMPORT, From.UNKNOWN}
            and change.kind not in {"environment", "import"}
            for change in changes.of(parts, self.table.module)
        )

    @cached_property
    def _runs_loop(self) -> bool:
        """Does an import run an event loop?  In the process that serves, one runs already."""
        return any(
            call.place.scope is self.table.module
            and not self.guards.hold(call.place.region)
            and (name == "run_until_complete" or self._path(call) == "asyncio.run")
            for name in ("run", "run_until_complete")
            for call in self.table.calls.get(name, ())[:NAME_LIMIT]
        )

    def _path(self, call: Call) -> str:
        return self.roots.path(call.node.func, call.place.scope)

    def _changes(self, way: Way, string: _String) -> Changes:
        """Return what finds the changes on the way to a launch; launches of one kind share it."""
        path = f"{string.module}.{string.attributes}" if string.calls else ""
        changes = self._known_changes.get((string.factory, path))
        if changes is None:
            changes = Changes(self.table, self.roots, {*self.launches})
            self._known_changes[string.factory, path] = changes
            if string.factory is not None:
                calls = self.table.callers.by_name(string.factory)
                changes.skipped.update(call.node for call in calls)
            if string.calls:
                name = string.attributes.rpartition(".")[2]
                changes.skipped.update(
                    call.node
                    for call in self.table.calls.get(name, ())[:NAME_LIMIT]
                    if dotted_name(call.node.func) == string.attributes
                )
            changes.is_main = self.is_main
            changes.repeats = self._repeats
            changes.factory = path
            changes.imported = frozenset(self._imported)
        changes.skipped.update(call.node for calls in way.callers.values() for call in calls)
        return changes

    def _served(self, launch: Launch, string: _String) -> Served:
        """Return what a launch serves."""
        app = launch.arguments["app"]
        names = {root.name for root in self.roots.of(app.node, app.place.scope)}
        names.add(plain_name(root_of(app.node)))
        parts = string.module.split(".")
        modules = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
        name = string.attributes.partition(".")[0]
        names.add("" if string.calls else name)
        modules.add(f"{string.module or '.'}.{name}")
        return Served(
            frozenset(name.rpartition(".")[2] for name in names) - {""},
            frozenset(modules) - {""},
        )

    @cached_property
    def _imported(self) -> set[str]:
        """The modules that an import of this file imports."""
        found: set[str] = set()
        for name, bindings in self.table.module.bindings.items():
            for binding in bindings:
                statement: Any = binding.value
                if self.is_main or not isinstance(statement, (ast.Import, ast.ImportFrom)):
                    continue
                if not self.guards.hold(binding.region):
                    if isinstance(statement, ast.ImportFrom):
                        base = "." * statement.level + (statement.module or "")
                        found |= {base, f"{base}.{name}"}
                    else:
                        found.update(alias.name for alias in statement.names)
        return found

    def _launching_names(self) -> Iterator[str]:
        """Yield the names of the module that only code binds which no import runs."""
        for name, bindings in self.table.module.bindings.items():
            if self.is_main or all(self.guards.hold(item.region) for item in bindings):
                yield name

    def _repeats(self, node: ast.Call) -> bool:
        """Does an import of the file make the very same call?"""
        name = plain_name(node.func)
        known = self._imported_calls.get(name)
        if known is None:
            known = self._imported_calls[name] = {
                ast.dump(call.node)
                for call in self.table.calls.get(name, ())[:NAME_LIMIT]
                if call.place.scope is self.table.module
                and not self.guards.hold(call.place.region)
                and not self.is_main
            }
        return bool(known) and ast.dump(node) in known
