"""What the services share that answer questions about one file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.conditions.main_guard import Guards
from flake8_uvicorn_import_string.conditions.reachability import Reachability
from flake8_uvicorn_import_string.semantic.model import ScopeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_uvicorn_import_string.conditions.all_callers import AllCallers
    from flake8_uvicorn_import_string.conditions.asked import Asked
    from flake8_uvicorn_import_string.conditions.clamps import Clamps
    from flake8_uvicorn_import_string.conditions.environment import Environment
    from flake8_uvicorn_import_string.conditions.event_loops import EventLoops
    from flake8_uvicorn_import_string.conditions.expected import Expected
    from flake8_uvicorn_import_string.conditions.flag_checks import FlagChecks
    from flake8_uvicorn_import_string.conditions.helpers import Helpers
    from flake8_uvicorn_import_string.conditions.import_time import ImportTime
    from flake8_uvicorn_import_string.conditions.releases import Releases
    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.conditions.switches import Switches
    from flake8_uvicorn_import_string.conditions.ways_in import WaysIn
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.indirect import Launchers
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.launches.texts import Texts
    from flake8_uvicorn_import_string.semantic.model import Call, Scope


class Analysis:
    """A file as far as it is understood: its names, values and launches, guards and conditions.

    In: the inference of the file, its launches, its name as flake8 gives it (``-``
    if it has none), its text, and its calls of ``uvicorn.Config``.
    """

    def __init__(
        self,
        inference: Inference,
        launches: Sequence[Launch],
        filename: str,
        text: str,
        configs: Sequence[Launch] = (),
    ) -> None:
        self.table = inference.table
        self.inference = inference
        self.launches = launches
        self.configs = configs
        self.filename = filename
        self.text = text

    @cached_property
    def functions(self) -> dict[str, list[Scope]]:
        """The functions and methods of the file, by their names."""
        functions: dict[str, list[Scope]] = {}
        for scope in self.table.scopes.values():
            if scope.kind is ScopeKind.FUNCTION:
                functions.setdefault(scope.name, []).append(scope)
        return functions

    @cached_property
    def guards(self) -> Guards:
        """Which regions run only when the file is ``__main__``."""
        return Guards(self.table)

    @cached_property
    def texts(self) -> Texts:
        """Which text a computed string is."""
        from flake8_uvicorn_import_string.launches.texts import Texts

        return Texts(self.inference, self.filename)

    @cached_property
    def subjects(self) -> Subjects:
        """What expressions speak of."""
        from flake8_uvicorn_import_string.conditions.subjects import Subjects

        return Subjects(self.table)

    @cached_property
    def asked(self) -> Asked:
        """Of what tests ask."""
        from flake8_uvicorn_import_string.conditions.asked import Asked

        return Asked(self.subjects)

    @cached_property
    def reachability(self) -> Reachability:
        """Which code never runs."""
        return Reachability(self.inference)

    @cached_property
    def import_time(self) -> ImportTime:
        """What runs when the file is imported."""
        from flake8_uvicorn_import_string.conditions.import_time import ImportTime

        return ImportTime(self.table, self.guards, self.reachability, self._further_calls)

    def _further_calls(self, function: Scope) -> list[Call]:
        return self.ways_in.calls_of(function)

    @cached_property
    def launchers(self) -> Launchers:
        """Which calls hand a function on."""
        from flake8_uvicorn_import_string.launches.indirect import Launchers

        return Launchers(self.table, self.inference)

    @cached_property
    def all_callers(self) -> AllCallers:
        """All who call a function, where that can be known."""
        from flake8_uvicorn_import_string.conditions.all_callers import AllCallers

        return AllCallers(self.table)

    @cached_property
    def event_loops(self) -> EventLoops:
        """Which coroutines asyncio runs."""
        from flake8_uvicorn_import_string.conditions.event_loops import EventLoops

        return EventLoops(self.launchers, self.all_callers)

    @cached_property
    def ways_in(self) -> WaysIn:
        """What runs a function without a plain call of it."""
        from flake8_uvicorn_import_string.conditions.ways_in import WaysIn

        return WaysIn(self.launchers, self.event_loops)

    @cached_property
    def clamps(self) -> Clamps:
        """Which flags are bounded."""
        from flake8_uvicorn_import_string.conditions.clamps import Clamps

        return Clamps(self.inference, self.subjects, self.asked)

    @cached_property
    def helpers(self) -> Helpers:
        """Which calls of functions of this file may end the process."""
        from flake8_uvicorn_import_string.conditions.helpers import Helpers

        return Helpers(self.table, self.functions, self.subjects, self.asked)

    @cached_property
    def flag_checks(self) -> FlagChecks:
        """Of which flags the code has thought."""
        from flake8_uvicorn_import_string.conditions.flag_checks import FlagChecks

        return FlagChecks(self.table, self.subjects, self.asked, self.helpers, self.clamps)

    @cached_property
    def switches(self) -> Switches:
        """Where a test on a flag chooses the application."""
        from flake8_uvicorn_import_string.conditions.switches import Switches

        return Switches(
            self.inference, self.subjects, self.asked, self.clamps, self.flag_checks
        )

    @cached_property
    def environment(self) -> Environment:
        """What the environment is given before a launch."""
        from flake8_uvicorn_import_string.conditions.environment import Environment

        return Environment(self.inference)

    @cached_property
    def expected(self) -> Expected:
        """Where the end of a launch is caught."""
        from flake8_uvicorn_import_string.conditions.expected import Expected

        return Expected(self.table, self.functions)

    @cached_property
    def releases(self) -> Releases:
        """Which launches are made for an old release of uvicorn."""
        from flake8_uvicorn_import_string.conditions.releases import Releases

        return Releases(
            self.inference, self.functions, self.subjects, self.helpers, self.expected
        )
