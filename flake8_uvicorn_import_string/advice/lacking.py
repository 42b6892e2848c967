"""Which of the changes on the way to a launch a new process lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.advice.callees import argument
from flake8_uvicorn_import_string.advice.roots import ANYTHING, From
from flake8_uvicorn_import_string.facts.effects import APPLICATION_MUTATORS
from flake8_uvicorn_import_string.facts.naming import holds_settings
from flake8_uvicorn_import_string.semantic.callers import functions_around
from flake8_uvicorn_import_string.semantic.model import Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.effects import Changes
    from flake8_uvicorn_import_string.advice.launching_code import LaunchingCode, Way
    from flake8_uvicorn_import_string.advice.readers import Readers
    from flake8_uvicorn_import_string.advice.roots import Root
    from flake8_uvicorn_import_string.advice.stores import Change

# Past so many changes or calls, those that are left are not looked at.
CHANGE_LIMIT: Final = 200


class Served(NamedTuple):
    """What a launch serves: the names of the application, and what its string imports.

    ``modules`` are the modules that the string names and those around it, and what is
    looked up there.
    """

    applications: frozenset[str]
    modules: frozenset[str]

    def is_application(self, root: Root) -> bool:
        """Is a root what the launch serves?"""
        return root.name.rpartition(".")[2] in self.applications

    def known(self, change: Change) -> Change:
        """Return a change as one of the application, if it is that."""
        if change.method not in APPLICATION_MUTATORS or not self.is_application(change.root):
            return change
        name = change.root.name.rpartition(".")[2]
        return change._replace(kind="application", name=name, certain=True)


class Lacking:
    """Judges which changes on the way to one launch a new process would lack.

    ``factory`` is the function of this file that the new process calls.
    """

    def __init__(
        self,
        code: LaunchingCode,
        readers: Readers,
        way: Way,
        changes: Changes,
        factory: Scope | None,
    ) -> None:
        self.code = code
        self.readers = readers
        self.table = code.table
        self.way = way
        self.changes = changes
        self.only_here = {*way.callers, *changes.called}
        self._leave_out(factory)
        self._read: dict[str, bool] = {}

    def _leave_out(self, factory: Scope | None) -> None:
        """Leave out the functions that other code runs as well."""
        if factory is not None and factory not in self.way.callers:
            self.only_here.discard(factory)
        called = self.only_here - self.way.callers.keys()
        leaving = [function for function in called if self._is_run_elsewhere(function)]
        if not leaving:
            return
        # By a function: those of whose name it, or a function in it, speaks.
        speaking: dict[Scope, list[Scope]] = {}
        for function in called.difference(leaving):
            for user in self.readers.users(function) or ():
                assert user is not None  # what the module speaks of is run elsewhere
                for around in functions_around(user):
                    speaking.setdefault(around, []).append(function)
        while leaving:
            function = leaving.pop()
            self.only_here.discard(function)
            leaving += filter(self._is_run_elsewhere, speaking.pop(function, ()))

    def _is_run_elsewhere(self, function: Scope) -> bool:
        users = self.readers.users(function)
        return users is None or not all(
            user is not None and self._is_within(user) for user in users
        )

    def _is_launching(self, line: int) -> bool:
        """Does only the code that launches run a line?"""
        if self.code.is_guarded(line):
            return True
        function = self.readers.function_at(line)
        return function is not None and self._is_within(function)

    def final(self, change: Change, served: Served) -> Iterator[Change]:
        """Yield a change as it is for the new process, if it lacks that.

        In: the change, and what the launch serves.
        """
        if change.root.kind is not From.PARAMETER:
            if self._is_lacking(change, served):
                yield served.known(change)
            return
        pending, seen = [change], {change}
        while pending:
            change = pending.pop()
            if change.root.kind is From.PARAMETER:
                all_given = dict.fromkeys(self._of_parameter(change))
                new = [given for given in all_given if given not in seen]
                pending += new[: CHANGE_LIMIT - len(seen)]
                seen.update(pending)
            elif self._is_lacking(change, served):
                yield served.known(change)

    def _of_parameter(self, change: Change) -> Iterator[Change]:
        """Yield a change of a parameter as one of what its function is given."""
        function, name = change.root.scope, change.root.name
        assert function is not None
        if function.kind is ScopeKind.LAMBDA:
            return
        calls = self.way.callers.get(function) or []
        method = function.parent is not None and function.parent.kind is ScopeKind.CLASS
        node: Any = function.node
        names = [item.arg for item in (*node.args.posonlyargs, *node.args.args)]
        if not calls and method and node.name == "__init__":
            calls = [*self.code.callers_of(function)]
        if method and names[:1] == [name]:
            assert function.parent is not None
            holder: Any = function.parent.node
            if node.name not in {"__init__", "__new__"} and any(
                call.place.scope is self.table.module
                and not self.code.guards.hold(call.place.region)
                for call in self.table.calls.get(holder.name, ())
            ):
                yield change._replace(root=ANYTHING, certain=False)
            return
        for call in calls:
            for part in argument(call.node, function, name, bound=method):
                for root, depth in self.changes.roots.of(
                    part, call.place.scope, int(change.deep)
                ).items():
                    yield self.changes.of_root(change, root, depth)
        if not calls and not node.decorator_list and not holds_settings(name):
            yield change._replace(root=ANYTHING, certain=False)

    def _is_lacking(self, change: Change, served: Served) -> bool:
        kind, name = change.root.kind, change.root.name
        if change.kind == "import":
            return not served.modules.intersection((name, change.method))
        if change.kind == "route":
            return served.is_application(change.root)
        if change.kind == "environment":
            return self._is_read_on_import(change.name)
        if kind is not From.MODULE:
            return True
        if self.code.is_main:
            return False
        if change.kind == "name":
            return self._is_read_by_function(name)
        return name in served.applications or self._is_read(name)

    def _is_read_by_function(self, name: str) -> bool:
        """Does a function read a name of the module that the new process may call?"""
        lines = self.readers.lines(name)
        if lines is None:
            return True
        return any(
            function is not None
            and name in self.readers.loads(function)
            and not self._is_within(function)
            for function in dict.fromkeys(map(self.readers.function_at, lines))
        )

    def _is_within(self, function: Scope) -> bool:
        """Is a function, or one around it, run by the code that launches alone?"""
        return any(around in self.only_here for around in functions_around(function))

    def _is_read(self, name: str) -> bool:
        """Does anything but the code that launches speak of a name of the module?"""
        read = self._read.get(name)
        if read is None:
            own = {
                getattr(binding.node, "lineno", 0)
                for binding in self.table.module.bindings.get(name, ())
            }
            lines = self.readers.lines(name)
            read = self._read[name] = lines is None or any(
                line not in own and not self._is_launching(line) for line in lines
            )
        return read

    def _is_read_on_import(self, key: str) -> bool:
        """Does an import of the file read a variable of the environment (any for ``""``)?"""
        if self.code.is_main:
            return False
        if not key:
            return any(
                call.place.scope is self.table.module
                and not self.code.guards.hold(call.place.region)
                for name in ("getenv", "get")
                for call in self.table.calls.get(name, ())[:CHANGE_LIMIT]
                if name == "getenv" or "environ" in names_of(call.node.func)
            )
        lines = self.readers.lines(key)
        return lines is None or any(
            self.readers.function_at(line) is None and not self._is_launching(line)
            for line in lines
        )
