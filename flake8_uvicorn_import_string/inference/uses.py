"""Whether a name has been used as no ``str`` can be: ``app.include_router(…)``."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.semantic.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.semantic.table import Lookup, SymbolTable

# Past so many star imports and the like nobody can say which of them made a name.
MAKER_LIMIT: Final = 50


class Uses:
    """Knows which names of one file were surely used as no ``str`` can be."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table

    def is_object(self, name: str, place: Place, found: Lookup) -> bool:
        """Was a name, with the same bindings, surely used before as no ``str`` can be?"""
        if name not in self.table.uses or _bound_elsewhere(name, place, found):
            return False
        uses = self.table.uses[name]
        for region, at in _before(place):
            used = uses.get(region, [])
            number = bisect_right(used, at)
            if number:
                return self._is_same(name, Place(region, used[number - 1]), found)
        return False

    def _is_same(self, name: str, place: Place, found: Lookup) -> bool:
        """Has a name at an earlier place the bindings that it has later?"""
        before = self.table.lookup(name, place)
        return (
            set(before.bindings) == set(found.bindings)
            and set(before.possible_later) == set(found.possible_later)
            and before.may_be_hidden is found.may_be_hidden
            and (bool(found.bindings) or self._is_made_before(place))
        )

    def _is_made_before(self, place: Place) -> bool:
        """Is a name that nothing in the file binds there for good from a place on?

        Star imports and the like have made it, and none of them comes later.
        """
        module = self.table.module
        makers = module.bindings.get("*", ())
        return (
            0 < len(makers) <= MAKER_LIMIT
            and "*" not in module.bound_elsewhere
            and all(maker.region is module.root and maker.at <= place.at for maker in makers)
        )


def _before(place: Place) -> Iterator[Place]:
    """Yield the places that the run has passed: in its scope, and where that is defined."""
    where: Place | None = place
    while where is not None:
        yield from where.around()
        where = where.scope.place


def _bound_elsewhere(name: str, place: Place, found: Lookup) -> bool:
    """May code of another scope than the reader's and the owner's bind the name, at any time?"""
    owner = found.owner
    if owner is None:
        # Of what nothing binds, "nonlocal" is what no Python compiles.
        return bool(found.bindings)
    others = owner.bound_elsewhere.get(place.scope.mangled(name), ())
    return "*" in owner.bound_elsewhere or any(
        binding.scope is not place.scope for binding in others
    )
