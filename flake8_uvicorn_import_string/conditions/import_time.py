"""What runs when the file is imported, and what when it is a script."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.conditions.reachability import Outlook
from flake8_uvicorn_import_string.semantic.callers import closure
from flake8_uvicorn_import_string.semantic.model import DEFERRED, END, Call, Construct, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flake8_uvicorn_import_string.conditions.main_guard import Guards
    from flake8_uvicorn_import_string.conditions.reachability import Reachability
    from flake8_uvicorn_import_string.semantic.model import Place, Region, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class ImportTime:
    """Knows what an import of the file comes to, and what a run of it as a script.

    ``further_calls`` tells the calls that surely run a function and are no plain calls of it.
    """

    def __init__(
        self,
        table: SymbolTable,
        guards: Guards,
        reachability: Reachability,
        further_calls: Callable[[Scope], list[Call]],
    ) -> None:
        self._table = table
        self._further_calls = further_calls
        self._guards = guards
        self._outcome = reachability.outcome
        self._outlook = Outlook(self._outcome_in_child)
        self._forks: dict[Region, int] = {}
        self._reached: dict[Region, bool] = {}
        self._runners: dict[Place, Scope | None] = {}
        self._importable: dict[Scope, bool] = {}
        self._scripts: dict[Scope, bool] = {}
        self._calls: dict[Scope, Call | None] = {}

    def imported_call(self, call: ast.Call, place: Place) -> ast.Call | None:
        """Return the module-level call that surely reaches ``call`` on import.

        That is the call itself, or one of a local function that comes to it;
        None if a guard, a condition or a function that nobody calls lies between.
        """
        runner = self._runner(place)
        if runner is None:
            return None
        if runner is self._table.module:
            return call
        if runner not in self._calls:
            calls = closure(self._calls_of(runner), self._calls_that_reach)
            self._calls[runner] = next(
                (item for item in calls if self._runner(item.place) is self._table.module), None
            )
        found = self._calls[runner]
        return found and found.node

    def _calls_that_reach(self, call: Call) -> list[Call]:
        """Return the calls of a function whose every run surely comes to a call."""
        runner = self._runner(call.place)
        return [] if runner is None else self._calls_of(runner)

    def _calls_of(self, function: Scope) -> list[Call]:
        """Return the calls that surely run the code of a function."""
        return self._table.callers.for_sure(function) or self._further_calls(function)

    def _runner(self, place: Place) -> Scope | None:
        """Return the function, or the module, whose every run surely comes to a place."""
        if place not in self._runners:
            outer: Place | None = place
            while outer is not None and self._is_surely_reached(outer):
                if outer.scope.kind in {ScopeKind.MODULE, *DEFERRED}:
                    break
                outer = outer.scope.place
            else:
                outer = None
            self._runners[place] = outer and outer.scope
        return self._runners[place]

    def may_run_on_import(self, region: Region) -> bool:
        """May an import of this file come to a place, for all that conditions allow?"""
        if self._guards.hold(region):
            return False
        scope = region.scope
        if scope not in self._importable:
            self._importable[scope] = any(
                reached.scope.kind is ScopeKind.MODULE and not self._guards.hold(reached)
                for reached in closure([region], self._regions_that_may_lead_to)
            )
        return self._importable[scope]

    def _regions_that_may_lead_to(self, region: Region) -> Iterator[Region]:
        """Yield the regions from which an import may come to one, itself no guarded one."""
        scope = region.scope
        if self._guards.hold(region) or scope.kind is ScopeKind.LAMBDA:
            return
        if scope.kind is ScopeKind.FUNCTION:
            yield from (call.place.region for call in self._table.callers.by_name(scope))
        else:
            assert scope.place is not None  # the module ends the search
            yield scope.place.region

    def run_by_script(self, region: Region) -> bool:
        """Does a place run when this file is a script: under the guard, or called there?"""
        if self._guards.hold(region):
            return True
        scope = region.scope
        if scope not in self._scripts:
            regions = closure(self._regions_that_lead_to(region), self._regions_that_lead_to)
            self._scripts[scope] = any(map(self._guards.hold, regions))
        return self._scripts[scope]

    def _regions_that_lead_to(self, region: Region) -> list[Region]:
        """Return the regions that surely call the function of a region."""
        return [call.place.region for call in self._table.callers.for_sure(region.scope)]

    def _is_surely_reached(self, place: Place) -> bool:
        """Is a place reached whenever the code of its scope runs?"""
        region = place.region
        if self._first_fork(region) <= place.at:
            return False
        reached = self._reached.get(region)
        if reached is None:
            reached = self._reached[region] = not self._guards.hold(region) and all(
                (around is region or self._first_fork(around) > at)
                and (around.construct is None or self._outlook.is_entered(around))
                for around, at in place.around()
            )
        return reached

    def _first_fork(self, region: Region) -> int:
        """Return the first place of a region behind which the code may not go on."""
        first = self._forks.get(region)
        if first is None:
            forks = (at for at, check in region.checks if isinstance(check, Construct))
            first = self._forks[region] = min(forks, default=END + 1)
        return first

    def _outcome_in_child(self, test: ast.expr, place: Place) -> bool | None:
        """Return the outcome of a test when the module is imported in a process that it starts."""
        return True if self._guards.lets_child_pass(test) else self._outcome(test, place)
