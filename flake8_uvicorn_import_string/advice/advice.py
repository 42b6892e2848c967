"""What to write instead of an application object."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flake8_uvicorn_import_string.advice.derive import (
    NEEDS_MAIN_THREAD,
    NEEDS_MODULE_LEVEL,
    Deriver,
)
from flake8_uvicorn_import_string.advice.new_process import NewProcess
from flake8_uvicorn_import_string.inference.values import MODULE_NAME, Kind
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS
from flake8_uvicorn_import_string.launches.judge import State, are_applications
from flake8_uvicorn_import_string.semantic.callers import closure
from flake8_uvicorn_import_string.semantic.model import ScopeKind
from flake8_uvicorn_import_string.syntax import last_name, plain_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.import_string import ImportString
    from flake8_uvicorn_import_string.advice.this_file import ThisFile
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.conditions.judgement import Judgement
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Scope


class Advice(NamedTuple):
    """What to write instead of an object.

    ``words`` say it, or the way out where there is no such string.  ``string`` is
    what can be written in place of the object, once what ``preconditions`` say is
    done (empty if nothing is).
    """

    words: str
    string: ImportString | None = None
    preconditions: str = ""


class Adviser:
    """Knows what to write instead of the application objects of one file."""

    def __init__(self, analysis: Analysis, file: ThisFile) -> None:
        self.analysis = analysis
        self.file = file
        self.deriver = Deriver(analysis, file)
        self.new_process = NewProcess(analysis)

    def instead_of_object(self, judged: Judgement) -> Advice:
        """Return what to write instead of an application that is an object."""
        launch, app = judged.launch, judged.launch.arguments["app"]
        if launch.indirect_launcher not in {None, "partial"} or self.is_handed_on(launch):
            return Advice(NEEDS_MAIN_THREAD)
        has_factory = launch.argument("factory") is not None
        factory = judged.state("factory") is State.ON
        is_instance = factory and are_applications(judged.values("app"))
        found = self.deriver.derive(
            app.node, app.place, factory=factory and not is_instance
        )
        if isinstance(found, str):
            return Advice(found)
        if found.module == self.file.stem and self.file.may_be_hidden(launch):
            found = found._replace(module=MODULE_NAME)
        if has_factory and not factory and found.factory:
            return Advice(NEEDS_MODULE_LEVEL)
        words = f"write {found.source()}"
        if is_instance and not found.factory:
            words += " without factory=True"
        elif found.factory:
            words += ", factory=True"
        preconditions = self.preconditions(judged, found)
        if not preconditions:
            return Advice(words, None if is_instance else found)
        return Advice(f"{words} and {preconditions}", found, preconditions)

    def preconditions(self, judged: Judgement, found: ImportString) -> str:
        """Return what must be done for an import string to work, empty if nothing."""
        launch, new_process, file = judged.launch, self.new_process, self.file
        names = {plain_name(root_of(launch.arguments["app"].node))}
        todo: list[str] = []
        if found.module in {file.stem, MODULE_NAME}:
            name = found.attributes.partition(".")[0]
            names.add(name)
            factories = new_process.functions(name) if found.factory else []
            lacking = new_process.lacks(launch, factories[0] if factories else None)
            if lacking is not None:
                todo.append(f"set {lacking} at module level")
        if not found.factory and new_process.changes(names - {""}, launch):
            todo.insert(0, "set the application up at module level")
        reason = ", for the new process only imports this file" if todo else ""
        if not (
            launch.indirect_launcher is not None or file.is_main
        ) and self.analysis.import_time.may_run_on_import(launch.place.region):
            todo.append('put the call under if __name__ == "__main__":')
        if _workers_may_be_float(judged):
            todo.append("make workers a whole number")
        return " and ".join(todo) + reason

    def is_handed_on(self, launch: Launch) -> bool:
        """Is a function that leads to a launch given to a thread, an executor or a process?"""
        return any(map(self.runs_elsewhere, closure([launch.place.scope], self._leads_from)))

    def _leads_from(self, scope: Scope) -> Iterator[Scope]:
        """Yield the scopes from whose code that of a scope is reached."""
        if scope.parent is not None:
            yield scope.parent
        if scope.kind is ScopeKind.FUNCTION:
            yield from (call.place.scope for call in self.analysis.table.callers.by_name(scope))

    def runs_elsewhere(self, scope: Scope) -> bool:
        """Is a function, or the method of a class, what threads and their like run?"""
        if scope.kind is ScopeKind.FUNCTION:
            return scope.name in self._handed_on
        if scope.kind is ScopeKind.CLASS:
            return any(last_name(base) in LAUNCHERS for base in scope.class_def.bases)
        return scope.node in self._handed_on

    @cached_property
    def _handed_on(self) -> set[str | ast.Lambda]:
        """What is given to threads, executors and processes: its name, or a lambda."""
        table = self.analysis.table
        handed: set[str | ast.Lambda] = set()
        for launcher in LAUNCHERS.keys() - {"partial"}:
            for name in table.names_for(launcher):
                for call in table.calls.get(name, ()):
                    taken = LAUNCHERS[launcher].takes(call.node)
                    if taken is not None:
                        target = taken[0]
                        handed.add(target if isinstance(target, ast.Lambda) else last_name(target))
        return handed - {""}


def _workers_may_be_float(judged: Judgement) -> bool:
    """May ``workers`` be a float?  Once there is a string, that is a TypeError."""
    return any(
        value.kind in {Kind.CONSTANT, Kind.NUMBER} and isinstance(value.data, float)
        for value in judged.values("workers")
    )
