"""Of which subjects the tests of a file ask: those that lead into a branch, those that end code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.semantic.model import Construct, Place

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.semantic.model import Region


class Asked:
    """Knows of what the tests around and before a place speak."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        # By subject: the first test of a construct, the first exit of a region.
        self._first_tests: dict[Construct, dict[str, int]] = {}
        self._exits: dict[Region, dict[str, int]] = {}

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

    def exits(self, region: Region) -> dict[str, int]:
        """Return, by subject, the first place of a region where its own code may exit on it."""
        exits = self._exits.get(region)
        if exits is None:
            exits = self._exits[region] = {}
            for at, check in region.checks:
                tests = check.tests if isinstance(check, Construct) else [check.test]
                for test in tests:
                    for subject in self._subjects.of(test, Place(region, at - 1)):
                        exits.setdefault(subject, at)
        return exits
