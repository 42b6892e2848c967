"""Do two places come under the same test, or under its opposite?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.semantic.model import Place, Region

# Of a chain of elif so many tests are compared, and tests of so many names.
TEST_LIMIT: Final = 8
LENGTH_LIMIT: Final = 1000


class SameTest:
    """Compares the tests that lead to places of a file by what they say.

    What a test reads may be bound anew between the two places: that its outcome is the same is
    likely, not certain.
    """

    def __init__(self) -> None:
        self._known: dict[Region, dict[str, bool]] = {}

    def agree(self, first: Place, second: Place) -> bool | None:
        """Do the tests that lead to two places agree?

        True if one test leads to both, False if it leads to one and its opposite to the
        other, None if neither.  What is around both does not count.
        """
        shared = {place.region for place in second.around()}
        own = self._outcomes(place.region for place in first.around() if place.region not in shared)
        if not own:
            return None
        others = self._outcomes(place.region for place in second.around())
        agreeing = [truth is others[test] for test, truth in own.items() if test in others]
        if not agreeing:
            return None
        return all(agreeing)

    def _outcomes(self, regions: Iterator[Region]) -> dict[str, bool]:
        """Return what is known of the tests around some regions, by what they say."""
        found: dict[str, bool] = {}
        for region in regions:
            known = self._known.get(region)
            if known is None:
                known = self._known[region] = dict(_outcomes_of(region))
            found |= known
        return found


def _outcomes_of(region: Region) -> Iterator[tuple[str, bool]]:
    construct = region.construct
    if construct is None or region.tests_before > TEST_LIMIT:
        return
    for test, truth in construct.outcomes(region):
        while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            test, truth = test.operand, not truth
        if _is_short(test):
            yield ast.dump(test), truth


def _is_short(test: ast.expr) -> bool:
    start, end = (test.lineno, test.col_offset), (test.end_lineno, test.end_col_offset)
    return start[0] == end[0] and (end[1] or 0) - start[1] <= LENGTH_LIMIT
