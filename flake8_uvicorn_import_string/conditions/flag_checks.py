"""Has the code around a launch thought of its flags, or of what its application is?

A *subject* is what an expression speaks of (``subjects.py``).  Code has thought of a flag
where a test on one of the flag's subjects leads to the launch, where the code may *exit* on
one before it, or where the flag has been *clamped* (``clamps.py``).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.python import TYPE_QUESTIONS
from flake8_uvicorn_import_string.syntax import dotted_name

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from flake8_uvicorn_import_string.conditions.asked import Asked
    from flake8_uvicorn_import_string.conditions.clamps import Clamps
    from flake8_uvicorn_import_string.conditions.helpers import Helpers
    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.launches.launch import Argument
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Place, Region
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What a condition that tells strings from objects speaks of: one of each set.
_STRING_QUESTIONS: Final = ((TYPE_QUESTIONS, {"str"}), ({"callable"},))


class FlagChecks:
    """Knows of what the conditions around a launch speak."""

    def __init__(
        self, table: SymbolTable, subjects: Subjects, asked: Asked, helpers: Helpers, clamps: Clamps
    ) -> None:
        self._table = table
        self._subjects = subjects
        self._asked = asked
        self._helpers = helpers
        self._clamps = clamps
        self._exits: dict[Region, dict[str, int]] = {}

    def is_checked(self, launch: Launch, name: str) -> bool:
        """Has the code thought of a flag being on before it launches?

        In: the name of a flag that the launch is given.  A message could tell such code
        nothing new.
        """
        flag = launch.arguments[name]
        # if options["workers"] > 1: options["workers"] = 1
        own = self._subjects.of_argument(flag._replace(tests=())) | _in_holder(flag, name)
        if any(own & self._subjects.of(*test) for test in flag.resets):
            return True
        return self._clamps.hold(flag, name) or self.is_asked(launch, flag, name)

    def is_asked(self, launch: Launch, flag: Argument, name: str) -> bool:
        """Does a condition around or before a launch speak of what a flag is?"""
        subjects = self._subjects.of_argument(flag)
        subjects |= _in_holder(flag, name)
        return bool(subjects & TYPE_QUESTIONS) or any(
            self._asked.leads_by(place.region, subjects) or self.may_exit_on(place, subjects)
            for place in launch.places_around()
        )

    def asks_for_type(self, launch: Launch, app: Argument) -> bool:
        """Does a condition around or before the launch ask of what type its application is?"""
        asked = any(name in self._table.calls for name in (*TYPE_QUESTIONS, "callable"))
        subjects: AbstractSet[str] | None = None
        for place in launch.places_around():
            construct = place.region.construct
            matches = construct is not None and isinstance(construct.node, ast.Match)
            if not asked and not matches:
                continue
            if subjects is None:
                subjects = self._subjects.of_argument(app)
            own = {dotted_name(source.node) for source in (*app.sources, *app.through)}
            if matches and self._asked.leads_by(place.region, own):
                return True
            for question in _STRING_QUESTIONS:
                groups = (subjects, *question)
                if all(self._asked.leads_by(place.region, group) for group in groups):
                    return True
                if all(self.may_exit_on(place, group) for group in groups):
                    return True
        return False

    def may_exit_on(self, place: Place, subjects: AbstractSet[str]) -> bool:
        """May the code of a region exit on any of the subjects before a place?"""
        exits, at = self._with_helpers(place.region), place.at
        return any(exits.get(subject, at + 1) <= at for subject in subjects)

    def _with_helpers(self, region: Region) -> dict[str, int]:
        """Return, by subject, the first place of a region where its code may exit on it.

        It may in a function of this file that it calls, too.
        """
        exits = self._exits.get(region)
        if exits is None:
            exits = self._exits[region] = dict(self._asked.exits(region))
            more = [
                (construct.at, subject)
                for construct in self._helpers.ended.get(region, ())
                for test in construct.tests
                for subject in self._subjects.of(test, construct.before)
            ]
            more += (
                (call.place.at, subject)
                for call, scope in self._helpers.checking.get(region, ())
                for subject in self._helpers.subjects(call, scope)
            )
            for at, subject in more:
                exits[subject] = min(at, exits.get(subject, at))
        return exits


def _in_holder(flag: Argument, name: str) -> set[str]:
    """Return of what code speaks that asks for a flag in the dict that holds it.

    That is ``"reload" in options`` and ``options.get("reload")``.
    """
    return set() if flag.holder is None else {repr(name), dotted_name(flag.holder)}
