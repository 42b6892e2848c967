"""Does the code around a launch deal with old releases of uvicorn on purpose?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.uvicorn import RUN
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.semantic.model import END, BindingKind, Construct, Place
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flake8_uvicorn_import_string.conditions.expected import Expected
    from flake8_uvicorn_import_string.conditions.helpers import Helpers
    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Region, Scope

# version("uvicorn"), signature(uvicorn.run)
_OF_UVICORN: Final = frozenset({"'uvicorn'", RUN, "uvicorn.Config"})
_OF_PYTHON: Final = ("sys.", "version_info", "python")
_PATHS: Final = frozenset({RUN, "uvicorn.Config", "uvicorn.__version__"})
# So many expressions are looked at for one test, those behind names and helpers included.
_STEP_LIMIT: Final = 200


class Releases:
    """Knows which launches of a file are under a question about a release of uvicorn."""

    def __init__(
        self,
        inference: Inference,
        functions: Mapping[str, list[Scope]],
        subjects: Subjects,
        helpers: Helpers,
        expected: Expected,
    ) -> None:
        self._table = inference.table
        self._inference = inference
        self._functions = functions
        self._subjects = subjects
        self._helpers = helpers
        self._expected = expected
        self._first_tests: dict[Construct, int] = {}
        self._first_exits: dict[Region, int] = {}
        self._unpacked: dict[ast.expr, ast.expr] | None = None

    def are_minded(self, launch: Launch) -> bool:
        """Is a launch under a question about a version, or where a TypeError is expected?"""
        if self._expected.type_error(launch):
            return True
        place: Place | None = launch.place
        while place is not None:
            for around in place.around():
                construct = around.region.construct
                if construct is not None and self._first_test(construct) < (
                    around.region.tests_before
                ):
                    return True
                if self._first_exit(around.region) <= around.at:
                    return True
            place = place.scope.place
        return False

    def _first_test(self, construct: Construct) -> int:
        """Return the number of the first test of a construct that asks for a release."""
        first = self._first_tests.get(construct)
        if first is None:
            tests = construct.tests
            first = self._first_tests[construct] = next(
                (at for at, test in enumerate(tests) if self._asks(test, construct.place)),
                len(tests),
            )
        return first

    def _first_exit(self, region: Region) -> int:
        """Return the first place of a region where its code may exit on a release."""
        first = self._first_exits.get(region)
        if first is None:
            first = self._first_exits[region] = min(self._exits(region), default=END + 1)
        return first

    def _exits(self, region: Region) -> Iterator[int]:
        for at, check in region.checks:
            if self._checks_release(check, Place(region, at - 1)):
                yield at
        for call, scope in self._helpers.checking.get(region, ()):
            if any(
                self._checks_release(check, Place(scope.root, at - 1))
                for at, check in scope.root.checks
            ):
                yield call.place.at

    def _checks_release(self, check: ast.Assert | Construct, place: Place) -> bool:
        tests = check.tests if isinstance(check, Construct) else [check.test]
        return any(self._asks(test, place) for test in tests)

    def _asks(self, test: ast.expr, place: Place) -> bool:
        """Does a test ask for a release, itself or by a name or a function of this file?"""
        words = {last_name(part.func) for part in ast.walk(test) if isinstance(part, ast.Call)}
        words |= self._subjects.of(test, place)
        return any(map(_speaks_of_releases, words)) or self._leads_to_uvicorn(test, place)

    def _leads_to_uvicorn(self, test: ast.expr, place: Place) -> bool:
        """Does what a test is made of come from uvicorn's version or signature?"""
        pending: list[tuple[ast.AST, Place]] = [(test, place)]
        seen: set[ast.AST] = set()
        while pending and len(seen) < _STEP_LIMIT:
            node, place = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            if isinstance(node, (ast.Name, ast.Attribute)):
                values = self._inference.values(node, place)
                if any(item.kind is Kind.REFERENCE and item.data.path in _PATHS for item in values):
                    return True
                pending += self._behind(node, place)
            elif isinstance(node, ast.Constant) and node.value == "uvicorn":
                return True
            elif isinstance(node, ast.Call):
                pending += self._called(node)
                if not isinstance(node.func, ast.Name):
                    pending += ((part, place) for part in ast.iter_child_nodes(node.func))
                pending += ((part, place) for part in (*node.args, *node.keywords))
                continue
            pending += ((part, place) for part in ast.iter_child_nodes(node))
        return False

    def _behind(
        self, node: ast.Name | ast.Attribute, place: Place
    ) -> Iterator[tuple[ast.AST, Place]]:
        """Yield the values that a name has been given, or an attribute of a class or object."""
        if isinstance(node, ast.Attribute):
            for store in self._table.stores.get(node.attr, ()):
                if store.value is not None:
                    yield store.value, store.place
            bindings = [
                found
                for owner in self._table.lookup(plain_name(node.value), place).bindings
                if owner.kind is BindingKind.CLASS
                for found in self._table.scopes[owner.node].bindings.get(node.attr, ())
            ]
        else:
            bindings = self._table.lookup(node.id, place).bindings
        for binding in bindings:
            if isinstance(binding.value, ast.expr):
                yield binding.value, binding.read_place
            elif binding.kind is BindingKind.OTHER_TARGET and isinstance(binding.node, ast.expr):
                value = self._unpackings().get(binding.node)
                if value is not None:
                    yield value, binding.read_place

    def _called(self, call: ast.Call) -> Iterator[tuple[ast.AST, Place]]:
        """Yield what functions of this file return that a call may be one of."""
        for scope in self._functions.get(last_name(call.func), ()):
            for value, place in scope.returns:
                if value is not None:
                    yield value, place

    def _unpackings(self) -> dict[ast.expr, ast.expr]:
        """Return, by the names that an unpacking binds, what is unpacked."""
        if self._unpacked is None:
            self._unpacked = {
                part: node.value
                for node in self._table.nodes
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, (ast.Tuple, ast.List))
                for part in ast.walk(target)
                if isinstance(part, ast.Name)
            }
        return self._unpacked


def _speaks_of_releases(word: str) -> bool:
    """Does a test with this subject ask for a version, or about uvicorn?"""
    if word in _OF_UVICORN:
        return True
    word = word.lower()
    return "version" in word and not any(other in word for other in _OF_PYTHON)
