"""Find every call that reaches ``uvicorn.run``, normalised to one :class:`Launch`.

A call is looked at only if its names can lead to uvicorn at all; then inference
says what is really called.  Calls that hand ``uvicorn.run`` on (a thread, an
executor, ``functools.partial``) are launches too.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.facts.uvicorn import FLAGS, RUN
from flake8_uvicorn_import_string.inference.values import BOUND_RUN, Kind
from flake8_uvicorn_import_string.launches.arguments import ArgumentReader
from flake8_uvicorn_import_string.launches.frames import names_of_parameters
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS, Launchers
from flake8_uvicorn_import_string.launches.launch import Launch
from flake8_uvicorn_import_string.launches.mentions import AllCallers
from flake8_uvicorn_import_string.launches.replaced import Replacements
from flake8_uvicorn_import_string.semantic.model import DEFERRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.forwarding import Forwarding
    from flake8_uvicorn_import_string.launches.launch import Arguments
    from flake8_uvicorn_import_string.semantic.model import Call
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


def find_launches(table: SymbolTable, inference: Inference) -> list[Launch]:
    """Return the launches of a file in the order of their lines and columns."""
    return _Finder(table, inference).find()


class _Finder:
    def __init__(self, table: SymbolTable, inference: Inference) -> None:
        self.table = table
        self.inference = inference
        self.reader = ArgumentReader(table, inference)
        self.mentions = AllCallers(table)
        self.launchers = Launchers(table, inference)
        # Those that call uvicorn.run themselves.
        self.plain: list[Launch] = []
        # By the call of functools.partial: the calls of a partial that holds an application.
        self.resumed: dict[ast.Call, list[tuple[Launch, Arguments]]] = {}
        # By the same: what an argument of it is by its name, a thread or the like.
        self.handed: dict[ast.Call, str | None] = {}
        self._prepared: dict[ast.Call, Arguments | None] = {}

    @cached_property
    def forwarding(self) -> Forwarding:
        """Finds the launches that functions around launches are; most have no parameters."""
        from flake8_uvicorn_import_string.launches.callers import Callers
        from flake8_uvicorn_import_string.launches.forwarding import Forwarding

        callers = Callers(self.table, self.inference, self.reader, self.launchers)
        return Forwarding(self.inference, self.reader, callers)

    def find(self) -> list[Launch]:
        launches = [
            launch for call in self.candidates() for launch in self.launches_of(call)
        ]
        if launches or self.resumed:
            if Replacements(self.table, self.inference, self.mentions).any():
                return []
        scopes = {launch.place.scope for launch in self.plain}
        if any(scope.kind in DEFERRED and names_of_parameters(scope) for scope in scopes):
            launches += self.forwarding.unfold(self.plain)
        for launch in launches:
            launch.indirect_launcher = self.handed.get(launch.call, launch.indirect_launcher)
            for resumed_launch, _ in self.resumed.get(launch.call, ()):
                if resumed_launch.indirect_launcher is not None:
                    launch.indirect_launcher = resumed_launch.indirect_launcher
        replaced = {
            partial
            for partial, resumed in self.resumed.items()
            if any(_decides(given) for _, given in resumed)
        }
        launches = [launch for launch in launches if launch.call not in replaced]
        launches += (launch for partial in replaced for launch, _ in self.resumed[partial])
        return sorted(launches, key=lambda launch: (launch.call.lineno, launch.call.col_offset))

    def candidates(self) -> Iterator[Call]:
        """Yield the calls whose names can lead to uvicorn."""
        calls, names = self.table.calls, self.mentions.names
        for name in names:
            for call in calls.get(name, ()):
                if isinstance(call.node.func, ast.Name):
                    yield call
        for call in calls.get("run", ()):
            if isinstance(call.node.func, ast.Attribute) and self.mentions.reaches(call.node.func):
                yield call
        yield from calls.get("", ())
        handing = {name for launcher in LAUNCHERS for name in self.table.names_for(launcher)}
        if names:
            handing |= self.launchers.derived_names
        for name in sorted(handing):
            if name in names and name not in LAUNCHERS:
                continue
            for call in calls.get(name, ()):
                if self.mentions.in_arguments(call.node):
                    yield call

    def launches_of(self, call: Call) -> Iterator[Launch]:
        node = call.node
        callees = self.inference.values(node.func, call.place)
        if BOUND_RUN in callees:
            return
        is_run = self.is_run(callees)
        if is_run or any(callee.kind is Kind.PARTIAL for callee in callees):
            given = self.reader.read(node.args, node.keywords, call)
            if is_run:
                launch = Launch(call, given)
                self.plain.append(launch)
                yield launch
            yield from self.resume(callees, call, given, alone=not is_run)
        elif not any(value.kind is Kind.FUNCTION for value in callees):
            yield from self.handed_on(call)

    def prepared(self, call: Call) -> Arguments | None:
        """Return the arguments that a partial of ``uvicorn.run`` holds."""
        node = call.node
        if node not in self._prepared:
            values = self.inference.values(node.args[0], call.place) if node.args else ()
            self._prepared[node] = (
                self.reader.read(node.args[1:], node.keywords, call)
                if self.is_run(values)
                else None
            )
        return self._prepared[node]

    def resume(
        self,
        callees: Values,
        call: Call,
        given: Arguments,
        launcher: str | None = None,
        *,
        alone: bool,
    ) -> Iterator[Launch]:
        """Yield the launch of a call of a partial.

        There is none if it may be a call of another partial too, or of
        ``uvicorn.run`` itself (``alone`` is False): what is given then is not certain.
        If the partial holds an application it is a launch itself: then the call
        is put aside, to take its place should it say more about the flags.
        """
        partials = [value.data for value in callees if value.kind is Kind.PARTIAL]
        for partial in partials:
            prepared = self.prepared(partial)
            if prepared is None:
                continue
            launch = Launch(call, prepared.shown_at(call.node).then(given), launcher)
            if _complete(prepared):
                self.resumed.setdefault(partial.node, []).append((launch, given))
            elif alone and len(partials) == 1:
                yield launch

    @staticmethod
    def is_run(values: Values) -> bool:
        return BOUND_RUN not in values and any(
            value.kind is Kind.REFERENCE and value.data.path == RUN for value in values
        )

    def handed_on(self, call: Call) -> Iterator[Launch]:
        """Yield the launch of a call that gives ``uvicorn.run`` to something else."""
        launcher = self.launchers.called(call)
        named = launcher or self.launchers.named(call)
        taken = None if named is None else LAUNCHERS[named].takes(call.node)
        if taken is None:
            return
        target, args, keywords = taken
        values = self.inference.values(target, call.place)
        if launcher is None:
            # It may be one all the same, which matters for what is advised.
            partials = (value.data.node for value in values if value.kind is Kind.PARTIAL)
            self.handed.update(dict.fromkeys(partials, named))
        elif self.is_run(values):
            given = self.reader.read(args, keywords, call)
            if launcher != "partial" or _complete(given):
                yield Launch(call, given, launcher)
        elif launcher != "partial":
            given = self.reader.read(args, keywords, call)
            yield from self.resume(values, call, given, launcher, alone=True)


def _complete(arguments: Arguments) -> bool:
    """Do the arguments of a partial name an application, so that it is judged there?"""
    return bool(arguments.positional) or "app" in arguments.keywords


def _decides(arguments: Arguments) -> bool:
    """Do the arguments of a partial's call say anything about the flags, or may they?"""
    return arguments.open_keywords or not FLAGS.isdisjoint(arguments.keywords)
