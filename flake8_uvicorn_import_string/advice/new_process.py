"""What a process does before it launches, and its children will not do.

A child imports the file.  It runs neither what stands under the ``__main__`` guard
nor what only the functions do that lead to the launch, so an import string leads to
an application without all that.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.advice.effects import Change, Changes, argument
from flake8_uvicorn_import_string.advice.launching_code import LaunchingCode, bound_names, walk
from flake8_uvicorn_import_string.advice.roots import ANYTHING, From, Roots
from flake8_uvicorn_import_string.facts.effects import KEEPING_DECORATORS
from flake8_uvicorn_import_string.facts.naming import holds_settings
from flake8_uvicorn_import_string.semantic.model import DEFERRED, Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names, names_of, plain_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.launching_code import Step, Way
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Call

# Past so many names, those that are left are not looked at.
NAME_LIMIT: Final = 200
# So many lines are looked at that a line needs.
LINE_LIMIT: Final = 8


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


class NewProcess:
    """Answers what a new process lacks, for only the process that launches does it."""

    def __init__(self, analysis: Analysis, *, is_main: bool = False) -> None:
        self.table = analysis.table
        self.guards = analysis.guards
        self.is_main = is_main
        self.text = analysis.text
        self.launches = {launch.call for launch in analysis.launches}
        self.code = LaunchingCode(self.table, self.guards, is_main=is_main)
        self.roots = Roots(self.table)
        self.roots.launching_names = frozenset(self._launching_names())
        self._effects: dict[tuple[ast.Call, Scope | None, str], list[Effect]] = {}
        self._loads: dict[Scope, set[str]] = {}
        self._step_names: dict[int, tuple[set[str], set[str], set[str]]] = {}

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
        key = launch.call, factory, f"{module}.{attributes}"
        found = self._effects.get(key)
        if found is None:
            found = self._effects[key] = self._find(launch, factory, module, attributes, calls)
        return found

    def functions(self, name: str) -> list[Scope]:
        """Return the functions of the module itself that have a name."""
        return [
            self.table.scopes[binding.node]
            for binding in self.table.module.bindings.get(name, ())
            if isinstance(binding.node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]

    def _find(
        self, launch: Launch, factory: Scope | None, module: str, attributes: str, calls: bool
    ) -> list[Effect]:
        way = self.code.way(launch)
        if not way.steps:
            return []
        changes = self._changes(launch, way, factory, module)
        changes.application = f"{module or '.'}:{attributes}"
        changes.factory = f"{module}.{attributes}" if calls else ""
        made = [
            (step, change)
            for step in way.steps
            for change in changes.of(step.parts, step.scope)
        ]
        if not way.complete:
            made.append((way.steps[0], Change(ANYTHING, "call", "", False)))
        if not made:
            return []
        judge = _Judge(self, way, changes, factory)
        found: dict[tuple[int, str], Effect] = {}
        for step, change in made:
            for final in judge.final(change):
                named = final.name if final.kind == "name" else ""
                effect = Effect(step.line, final.certain, final.kind, final.name, ())
                known = found.get((step.line, named))
                if known is None or effect.certain > known.certain:
                    found[step.line, named] = effect
        for line, name in [*found]:
            if name and found.get((line, "")) and found[line, ""].name == name:
                del found[line, ""]  # LEVELS += [1] both changes and binds
        steps = {step.line: step for step in reversed(way.steps)}
        return [
            effect._replace(lines=self._moved(steps[effect.line], way))
            for effect in sorted(found.values())
        ]

    @cached_property
    def reaches_out(self) -> bool:
        """May an import of the file change other modules, so that a second import is one too many?

        A file that a string names by its stem is imported twice: as the main module of the
        new process, and by its name.
        """
        changes = Changes(self.table, self.roots, self.launches, ())
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

    def _changes(
        self, launch: Launch, way: Way, factory: Scope | None, module: str
    ) -> Changes:
        app = launch.arguments["app"]
        names = {root.name for root in self.roots.of(app.node, app.place.scope)}
        names.add(plain_name(root_of(app.node)))
        skipped = {*self.launches, *(call.node for calls in way.callers.values() for call in calls)}
        if factory is not None:
            skipped.update(call.node for call in self.table.callers.by_name(factory))
        changes = Changes(
            self.table, self.roots, skipped, {name.rpartition(".")[2] for name in names} - {""}
        )
        changes.is_main = self.is_main
        changes.repeats = self._repeats
        parts = module.split(".")
        parents = {".".join(parts[:length]) for length in range(1, len(parts) + 1)} - {""}
        changes.imported = frozenset({*parents, *self._imported})
        return changes

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
        return any(
            call.place.scope is self.table.module
            and not self.guards.hold(call.place.region)
            and not self.is_main
            and ast.dump(call.node) == ast.dump(node)
            for call in self.table.calls.get(plain_name(node.func), ())[:NAME_LIMIT]
        )

    def _moved(self, step: Step, way: Way) -> tuple[int, ...]:
        """Return the lines that go with a step to module level; none if it cannot go."""
        lines: dict[int, None] = {}
        pending = [step]
        while pending:
            step = pending.pop()
            if step.line in lines:
                continue
            lines[step.line] = None
            if not step.whole or len(lines) > LINE_LIMIT:
                return ()
            # thread = Thread(…) is nothing without thread.start().
            bound = {
                name for name in self._bound(step) if self.roots.owner(name, step.scope)
                is step.scope
            }
            if step.scope is not self.table.module or bound & self.roots.launching_names:
                pending += (
                    other
                    for other in way.steps
                    if other.scope is step.scope and not bound.isdisjoint(self._called(other))
                )
            for node, scope in walk(step.parts, step.scope, self.table):
                if isinstance(node, (ast.Return, ast.Await, ast.Yield, ast.YieldFrom)):
                    return ()
                if isinstance(node, ast.AugAssign):
                    node = node.target
                elif isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
                    continue
                if not isinstance(node, ast.Name):
                    continue
                owner = self.roots.owner(node.id, scope)
                if owner is not step.scope or owner is None:
                    continue
                if owner is self.table.module and node.id not in self.roots.launching_names:
                    continue
                makers = [other for other in way.steps if other.scope is owner]
                if not any(node.id in self._bound(other) for other in makers):
                    return ()
                pending += (other for other in makers if node.id in self._made(other))
        return tuple(sorted(lines))

    def _bound(self, step: Step) -> set[str]:
        """Return the names that a step binds."""
        return self._names_of(step)[0]

    def _made(self, step: Step) -> set[str]:
        """Return the names that a step binds, and those of what it calls methods or sets parts."""
        return self._names_of(step)[1]

    def _called(self, step: Step) -> set[str]:
        """Return the names on whose objects a step calls methods or sets parts, alone."""
        return self._names_of(step)[2]

    def _names_of(self, step: Step) -> tuple[set[str], set[str], set[str]]:
        names = self._step_names.get(step.line)
        if names is None:
            bound: set[str] = set()
            made: set[str] = set()
            for node, _ in walk(step.parts, step.scope, self.table):
                bound.update(bound_names(node))
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                    made.add(plain_name(root_of(node.value.func)))
                elif isinstance(node, (ast.Attribute, ast.Subscript)):
                    if not isinstance(node.ctx, ast.Load):
                        made.add(plain_name(root_of(node.value)))
            names = self._step_names[step.line] = bound, made | bound, made
        return names

    # Who reads what

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """The lines on which each word of the text stands."""
        words: dict[str, list[int]] = {}
        for number, line in enumerate(re.split(r"\r\n?|\n", self.text), 1):
            for word in set(_WORDS(line)):
                words.setdefault(word, []).append(number)
        return words

    @cached_property
    def _functions_by_line(self) -> tuple[list[int], list[Scope | None]]:
        """Lines from which on another function is the innermost, and these functions."""
        events: list[tuple[int, int, Scope]] = []
        for scope in self.table.scopes.values():
            if scope.kind in DEFERRED:
                node: Any = scope.node
                events.append((node.lineno, node.end_lineno, scope))
        events.sort(key=lambda item: (item[0], -item[1]))
        starts: list[int] = [0]
        owners: list[Scope | None] = [None]
        open_ones: list[tuple[int, Scope]] = []

        def close(line: int) -> None:
            while open_ones and open_ones[-1][0] < line:
                end, _ = open_ones.pop()
                starts.append(end + 1)
                owners.append(open_ones[-1][1] if open_ones else None)

        for start, end, scope in events:
            close(start)
            open_ones.append((end, scope))
            starts.append(start)
            owners.append(scope)
        close(1 << 60)
        return starts, owners

    def function_at(self, line: int) -> Scope | None:
        """Return the innermost function whose code a line is."""
        starts, owners = self._functions_by_line
        return owners[bisect_right(starts, line) - 1]

    def loads(self, function: Scope) -> set[str]:
        """Return the names of the module that the code of a function reads."""
        names = self._loads.get(function)
        if names is None:
            node: Any = function.node
            body = node.body if isinstance(node.body, list) else [node.body]
            names = self._loads[function] = {
                part.id
                for part, scope in walk(body, function, self.table)
                if isinstance(part, ast.Name)
                and isinstance(part.ctx, ast.Load)
                and self.roots.owner(part.id, scope) is self.table.module
            }
        return names


class _Judge:
    """Judges which changes on the way to one launch a new process would lack."""

    def __init__(
        self,
        process: NewProcess,
        way: Way,
        changes: Changes,
        factory: Scope | None,
    ) -> None:
        self.process = process
        self.table = process.table
        self.way = way
        self.changes = changes
        self.only_here = {*way.callers, *changes.called}
        self.spans = [(node.lineno, node.end_lineno or 0) for node, _ in process.code.guarded]
        self._leave_out(factory)
        self._read: dict[str, bool] = {}

    def _leave_out(self, factory: Scope | None) -> None:
        """Leave out the functions that other code runs as well."""
        if factory is not None and factory not in self.way.callers:
            self.only_here.discard(factory)
        again = True
        while again:
            again = False
            for function in [*self.only_here]:
                if function not in self.way.callers and self._is_run_elsewhere(function):
                    self.only_here.discard(function)
                    again = True

    def _is_run_elsewhere(self, function: Scope) -> bool:
        node: Any = function.node
        if decorator_names(node) - KEEPING_DECORATORS:
            return True
        name = getattr(node, "name", "")
        return any(
            line != node.lineno and not self._is_launching(line)
            for line in self.process.words.get(name, ())
        )

    def _is_launching(self, line: int) -> bool:
        """Does only the code that launches run a line?"""
        if any(first <= line <= last for first, last in self.spans):
            return True
        function = self.process.function_at(line)
        while function is not None:
            if function in self.only_here:
                return True
            function = function.parent
        return False

    def final(self, change: Change) -> Iterator[Change]:
        """Yield a change as it is for the new process, if it lacks that."""
        pending, seen = [change], {change}
        while pending:
            change = pending.pop()
            if change.root.kind is From.PARAMETER:
                for given in self._of_parameter(change):
                    if given not in seen and len(seen) < NAME_LIMIT:
                        seen.add(given)
                        pending.append(given)
            elif self._is_lacking(change):
                yield change

    def _of_parameter(self, change: Change) -> Iterator[Change]:
        """Yield a change of a parameter as one of what its function is given."""
        function, name = change.root.scope, change.root.name
        assert function is not None
        if function.kind is ScopeKind.LAMBDA:
            return
        calls = self.way.callers.get(function, ())
        method = function.parent is not None and function.parent.kind is ScopeKind.CLASS
        node: Any = function.node
        names = [item.arg for item in (*node.args.posonlyargs, *node.args.args)]
        if method and names[:1] == [name]:
            assert function.parent is not None
            holder: Any = function.parent.node
            if node.name not in {"__init__", "__new__"} and any(
                call.place.scope is self.table.module
                and not self.process.guards.hold(call.place.region)
                for call in self.table.calls.get(holder.name, ())
            ):
                yield change._replace(root=ANYTHING, certain=False)
            return
        for call in calls:
            for part in argument(call.node, function, name, bound=method):
                for root in self.process.roots.of(part, call.place.scope):
                    yield self.changes.of_root(change, root)
        if not calls and not node.decorator_list and not holds_settings(name):
            yield change._replace(root=ANYTHING, certain=False)

    def _is_lacking(self, change: Change) -> bool:
        kind, name = change.root.kind, change.root.name
        if change.kind == "environment":
            return self._is_read_on_import(change.name)
        if kind is not From.MODULE:
            return True
        if self.process.is_main:
            return False
        if change.kind == "name":
            return self._is_read_by_function(name)
        return name in self.changes.applications or self._is_read(name)

    def _is_read_by_function(self, name: str) -> bool:
        """Does a function read a name of the module that the new process may call?"""
        lines = self.process.words.get(name, ())
        functions = {self.process.function_at(line) for line in lines} - {None}
        if not self.process.text:
            functions = {s for s in self.table.scopes.values() if s.kind in DEFERRED}
        return any(
            function is not None
            and name in self.process.loads(function)
            and not self._is_within(function)
            for function in functions
        )

    def _is_within(self, function: Scope) -> bool:
        """Is a function, or one around it, run by the code that launches alone?"""
        around: Scope | None = function
        while around is not None:
            if around in self.only_here:
                return True
            around = around.parent
        return False

    def _is_read(self, name: str) -> bool:
        """Does anything but the code that launches speak of a name of the module?"""
        read = self._read.get(name)
        if read is None:
            own = {
                getattr(binding.node, "lineno", 0)
                for binding in self.table.module.bindings.get(name, ())
            }
            read = self._read[name] = not self.process.text or any(
                line not in own and not self._is_launching(line)
                for line in self.process.words.get(name, ())
            )
        return read

    def _is_read_on_import(self, key: str) -> bool:
        """Does an import of the file read a variable of the environment (any for ``""``)?"""
        if self.process.is_main:
            return False
        if not key:
            return any(
                call.place.scope is self.table.module
                and not self.process.guards.hold(call.place.region)
                for name in ("getenv", "get")
                for call in self.table.calls.get(name, ())[:NAME_LIMIT]
                if name == "getenv" or "environ" in names_of(call.node.func)
            )
        return any(
            self.process.function_at(line) is None and not self._is_launching(line)
            for line in self.process.words.get(key, ())
        )


_WORDS: Final = re.compile(r"\w+").findall
