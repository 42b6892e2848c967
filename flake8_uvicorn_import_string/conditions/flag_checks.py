"""Has the code around a launch thought of its flags, or of what its application is?

A *subject* is what an expression speaks of (``subjects.py``).  Code has thought of a flag
where a test on one of the flag's subjects leads to the launch, where the code may *exit* on
one before it, or where the flag has been *clamped* (``clamps.py``).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.python import TYPE_QUESTIONS
from flake8_uvicorn_import_string.semantic.model import Construct, Place
from flake8_uvicorn_import_string.syntax import dotted_name

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.launches.launch import Argument
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Region

# What a condition that tells strings from objects speaks of: one of each set.
_STRING_QUESTIONS: Final = ((TYPE_QUESTIONS, {"str"}), ({"callable"},))


class FlagChecks:
    """Knows of what the conditions around a launch speak."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._table = analysis.table
        self._subjects = analysis.subjects
        # By subject: the first test of a construct, the first exit of a region.
        self._first_tests: dict[Construct, dict[str, int]] = {}
        self._first_exits: dict[Region, dict[str, int]] = {}
        self._own_exits: dict[Region, dict[str, int]] = {}

    def is_checked(self, launch: Launch, name: str) -> bool:
        """Has the code thought of a flag being on before it launches?

        In: the name of a flag that the launch is given.  A message could tell such code
        nothing new.
        """
        flag = launch.arguments[name]
        return self._analysis.clamps.hold(flag, name) or self.is_asked(launch, flag)

    def is_asked(self, launch: Launch, flag: Argument) -> bool:
        """Does a condition around or before a launch speak of what a flag is?"""
        subjects = self._subjects.of(flag.node, flag.place)
        return bool(subjects & TYPE_QUESTIONS) or any(
            self.leads_by(place.region, subjects) or self.may_exit_on(place, subjects)
            for place in launch.place.around()
        )

    def asks_for_type(self, launch: Launch, app: Argument) -> bool:
        """Does a condition around or before the launch ask of what type its application is?"""
        asked = any(name in self._table.calls for name in (*TYPE_QUESTIONS, "callable"))
        subjects: AbstractSet[str] | None = None
        for place in launch.place.around():
            construct = place.region.construct
            matches = construct is not None and isinstance(construct.node, ast.Match)
            if not asked and not matches:
                continue
            if subjects is None:
                subjects = self._subjects.of(app.node, app.place)
            if matches and self.leads_by(place.region, {dotted_name(app.node)}):
                return True
            for question in _STRING_QUESTIONS:
                groups = (subjects, *question)
                if all(self.leads_by(place.region, group) for group in groups):
                    return True
                if all(self.may_exit_on(place, group) for group in groups):
                    return True
        return False

    def leads_by(self, branch: Region, subjects: AbstractSet[str]) -> bool:
        """Do the tests that lead into a branch speak of any of the subjects?"""
        construct = branch.construct
        if construct is None or not branch.tests_before:
            return False
        first = self._first_tests.get(construct)
        if first is None:
            first = self._first_tests[construct] = {}
            for number, test in enumerate(construct.tests):
                for subject in self._subjects.of(test, construct.place):
                    first.setdefault(subject, number)
        before = branch.tests_before
        return any(first.get(subject, before) < before for subject in subjects)

    def may_exit_on(self, place: Place, subjects: AbstractSet[str]) -> bool:
        """May the code of a region exit on any of the subjects before a place?"""
        exits, at = self.exits(place.region), place.at
        return any(exits.get(subject, at + 1) <= at for subject in subjects)

    def exits(self, region: Region) -> dict[str, int]:
        """Return, by subject, the first place of a region where its code may exit on it.

        It may in a function of this file that it calls, too.
        """
        exits = self._first_exits.get(region)
        if exits is None:
            exits = self._first_exits[region] = dict(self.own_exits(region))
            helpers = self._analysis.helpers
            more = [
                (construct.at, subject)
                for construct in helpers.ended.get(region, ())
                for test in construct.tests
                for subject in self._subjects.of(test, construct.before)
            ]
            more += (
                (call.place.at, subject)
                for call, scope in helpers.checking.get(region, ())
                for subject in helpers.subjects(call, scope)
            )
            for at, subject in more:
                exits[subject] = min(at, exits.get(subject, at))
        return exits

    def own_exits(self, region: Region) -> dict[str, int]:
        """Return the same for what stands in the region itself, and in no other function."""
        exits = self._own_exits.get(region)
        if exits is None:
            exits = self._own_exits[region] = {}
            for at, check in region.checks:
                tests = check.tests if isinstance(check, Construct) else [check.test]
                for test in tests:
                    for subject in self._subjects.of(test, Place(region, at - 1)):
                        exits.setdefault(subject, at)
        return exits
