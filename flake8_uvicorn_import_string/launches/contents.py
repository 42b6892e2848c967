"""What a dict may hold: its items, as far as they can be told, and what changes them."""

from __future__ import annotations

import ast
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from flake8_uvicorn_import_string.inference.values import is_text
from flake8_uvicorn_import_string.semantic.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values

# What holds more items than this is not looked into: uvicorn.run takes some fifty.
ITEM_LIMIT: Final = 200
# Past so many expressions that an item may be, it is unknown.
SOURCE_LIMIT: Final = 16
# So many conditions that decide about one item are kept.
TEST_LIMIT: Final = 20

_T = TypeVar("_T")

# A question about a dict, and what answers it: it yields the questions that it has itself.
Question = tuple[Any, ...]
Answer = Generator[Question, "Contents | None", "Contents | None"]
# A condition, and the place at which it is evaluated.
Test = tuple[ast.expr, Place]


class Source(NamedTuple):
    """An expression, where it is evaluated, and in whose sight."""

    node: ast.expr
    place: Place
    inference: Inference

    @property
    def values(self) -> Values:
        """What the expression may be."""
        return self.inference.values(self.node, self.place)


class Item(NamedTuple):
    """What one key of a dict may lead to.

    ``is_optional`` is True when the key may be missing.  ``tests`` are the conditions that
    decide between the sources, ``resets`` those under which the item was put off or taken out.
    """

    sources: tuple[Source, ...]
    is_optional: bool = False
    tests: tuple[Test, ...] = ()
    resets: tuple[Test, ...] = ()

    def or_else(self, other: Item) -> Item:
        """Return what the item is if it may be this or another."""
        return Item(
            _together(self.sources, other.sources),
            self.is_optional or other.is_optional,
            _together(self.tests, other.tests)[:TEST_LIMIT],
            _together(self.resets, other.resets)[:TEST_LIMIT],
        )

    def under(self, tests: Iterable[Test], resets: Iterable[Test] = ()) -> Item:
        """Return the item with more conditions that decide about it."""
        return self._replace(
            tests=_together(self.tests, tests)[:TEST_LIMIT],
            resets=_together(self.resets, resets)[:TEST_LIMIT],
        )


class Contents(NamedTuple):
    """What a dict holds.

    ``is_open`` is True when it may have more keys than the items; these are certain all
    the same.
    """

    items: dict[str, Item]
    is_open: bool = False

    def set(self, key: str, item: Item) -> Contents:
        """Return these with an item set."""
        return self._with({**self.items, key: item})

    def without(self, key: str) -> Contents:
        """Return these without a key."""
        return self._with({name: item for name, item in self.items.items() if name != key})

    def default(self, key: str, item: Item) -> Contents:
        """Return these after ``setdefault``."""
        known = self.items.get(key)
        if known is None:
            return self if self.is_open else self.set(key, item)
        if not known.is_optional:
            return self
        return self.set(key, known.or_else(item)._replace(is_optional=item.is_optional))

    def then(self, later: Contents) -> Contents:
        """Return these after ``update`` with the later ones, which win."""
        # What is not visible of the later ones may be any of these.
        items = {} if later.is_open else dict(self.items)
        is_open = self.is_open or later.is_open
        for key, item in later.items.items():
            known = self.items.get(key)
            if not item.is_optional:
                items[key] = item
            elif known is not None:
                items[key] = item.or_else(known)._replace(is_optional=known.is_optional)
            elif not self.is_open:
                items[key] = item
        return Contents(items, is_open)._checked()

    def or_else(self, other: Contents) -> Contents:
        """Return what a dict holds if it may be this or another."""
        items: dict[str, Item] = {}
        for mine, others in ((self, other), (other, self)):
            for key, item in mine.items.items():
                known = others.items.get(key)
                if known is not None:
                    items.setdefault(key, item.or_else(known))
                elif not others.is_open:
                    items[key] = item._replace(is_optional=True)
        return Contents(items, self.is_open or other.is_open)._checked()

    def each(self, change: Callable[[Item], Item]) -> Contents:
        """Return these with all items changed."""
        return self._replace(items={key: change(item) for key, item in self.items.items()})

    def _with(self, items: dict[str, Item]) -> Contents:
        return self._replace(items=items)._checked()

    def _checked(self) -> Contents:
        """Return these without what is too much to be kept."""
        if len(self.items) > ITEM_LIMIT:
            return OPEN
        if any(len(item.sources) > SOURCE_LIMIT for item in self.items.values()):
            items = {
                key: item for key, item in self.items.items() if len(item.sources) <= SOURCE_LIMIT
            }
            return Contents(items, True)
        return self


def _together(first: Iterable[_T], second: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


# A dict of which nothing is known.
OPEN: Final = Contents({}, True)
EMPTY: Final = Contents({})


def keys_of(node: ast.expr, place: Place, inference: Inference) -> list[str] | None:
    """Return the texts that a key may be, None if it may be any."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.Name):
        bindings = inference.table.lookup(node.id, place).bindings
        if any(binding.part is not None for binding in bindings):
            return None  # where it is one key after the other, all of them count
    values = inference.values(node, place)
    texts = [value.data for value in values if is_text(value) and isinstance(value.data, str)]
    if not texts or len(texts) < len(values):
        return None
    return None if any("\0" in text for text in texts) else texts


def put(contents: Contents, keys: list[str] | None, item: Item) -> Contents:
    """Return what a dict holds after ``contents[key] = …``, the key being one of these."""
    if keys is None:
        return OPEN
    together = contents.set(keys[0], item)
    for key in keys[1:]:
        together = together.or_else(contents.set(key, item))
    return together
