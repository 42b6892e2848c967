"""What lies in tuples, lists and dicts whose displays are visible: elements, items, lengths."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.values import (
    NONE,
    OBJECT,
    TEXT,
    UNKNOWN,
    VALUE_LIMIT,
    Display,
    Kind,
    Value,
    constant,
    is_text,
    merge,
)

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.changes import Changes
    from flake8_uvicorn_import_string.inference.questions import Answer, Search
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Binding, Part, Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Displays with more parts are not looked into.
PART_LIMIT: Final = 200

# Methods of dicts over whose results loops go.
_VIEWS: Final = frozenset({"items", "keys", "values"})


class Containers:
    """Answers what lies in the containers of one file; ``changes`` says which may be changed."""

    def __init__(self, table: SymbolTable, changes: Changes) -> None:
        self.table = table
        self.changes = changes

    @staticmethod
    def display(node: ast.Tuple | ast.List | ast.Dict, place: Place) -> Values:
        """Return the value of a display."""
        parts = node.keys if isinstance(node, ast.Dict) else node.elts
        sure = any(part is not None and not isinstance(part, ast.Starred) for part in parts)
        truth = True if sure else None if parts else False
        return (Value(Kind.DISPLAY, Display(node, place), truth),)

    def held(self, name: str, binding: Binding, values: Values) -> Values:
        """Return what a name holds by a binding of it, though what it holds may be changed."""
        if any(map(_is_mutable, values)) and self.changes.is_changed(name, binding):
            return kept(values)
        return values

    # Items

    def subscript(self, node: ast.Subscript, place: Place) -> Answer:
        """Return what ``container[key]`` gives."""
        owners = yield questions.expression(node.value, place)
        if owners and all(map(is_text, owners)):
            return (TEXT,)
        if not all(owner.kind is Kind.DISPLAY for owner in owners):
            return (UNKNOWN,)
        if isinstance(node.slice, ast.Slice):
            return (OBJECT,)
        keys = yield questions.expression(node.slice, place)
        return (yield from self._items(node.value, place, owners, keys, ()))

    def got(self, node: ast.Call, place: Place, owners: Values) -> Answer:
        """Return what ``dict.get(key, default)`` gives; ``owners`` is what the dict may be."""
        if not owners or not all(map(_is_dict, owners)) or not 0 < len(node.args) < 3:
            return (UNKNOWN,)
        if node.keywords or any(isinstance(item, ast.Starred) for item in node.args):
            return (UNKNOWN,)
        assert isinstance(node.func, ast.Attribute)
        keys = yield questions.expression(node.args[0], place)
        default: Values = (NONE,)
        if len(node.args) > 1:
            default = yield questions.expression(node.args[1], place)
        return (yield from self._items(node.func.value, place, owners, keys, default))

    def _items(
        self, holder: ast.expr, place: Place, owners: Values, keys: Values, default: Values
    ) -> Answer:
        """Return what lies under keys in containers, or the default (none: an error)."""
        groups: list[Values] = []
        for owner in owners:
            parts, is_missing = _under(owner.data, keys)
            if parts is None:
                return (UNKNOWN,)
            for part in parts:
                groups.append((yield questions.expression(part, owner.data.place)))
            groups.append(default if is_missing else ())
        values = merge(*groups) or (UNKNOWN,)
        return values if self._keeps(holder, place) else loose(values)

    def _keeps(self, holder: ast.expr, place: Place) -> bool:
        """Is what lies in a container as it is written there?"""
        return isinstance(holder, ast.Name) and not any(
            self.changes.is_changed_within(holder.id, binding, None)
            for binding in self.table.lookup(holder.id, place).bindings
        )

    # Unpackings and loops

    def part(self, part: Part, place: Place) -> Answer:
        """Return what an unpacking or a loop binds."""
        whole, steps = part
        # Of what is unpacked where it is written nobody else has hold.
        given = kept if isinstance(whole, (ast.Tuple, ast.List)) else loose
        values, steps = yield from self._iterated(whole, place, steps)
        for step in steps:
            groups: list[Values] = []
            for value in values:
                groups.append((yield from self._element(value, step)))
            values = given(merge(*groups)) or (UNKNOWN,)
        return values

    def _iterated(
        self, node: ast.expr, place: Place, steps: tuple[int | None, ...]
    ) -> Search[tuple[Values, tuple[int | None, ...]]]:
        """Return what a loop goes over, and the steps that lead to a part of that.

        What ``items()`` gives is looked for in the dict itself.
        """
        if isinstance(node, ast.Call) and steps[0] is None and not node.keywords:
            func = node.func
            if isinstance(func, ast.Attribute) and func.attr in _VIEWS and not node.args:
                owners = yield questions.expression(func.value, place)
                if not owners or not all(map(_is_dict, owners)):
                    return (UNKNOWN,), ()
                place_in_pair = {"keys": 0, "values": 1}.get(func.attr)
                if place_in_pair is None:
                    if len(steps) < 2:
                        return (OBJECT,), ()
                    place_in_pair, *rest = steps[1:]
                else:
                    rest = [*steps[1:]]
                parts = [_column(owner.data, place_in_pair) for owner in owners]
                return loose((yield from self._all(parts, owners))), tuple(rest)
            callees = yield questions.expression(func, place)
            if callees == (_ENUMERATE,) and node.args and len(steps) > 1:
                if steps[1] == 0:
                    return (OBJECT,), ()
                values = yield questions.expression(node.args[0], place)
                return values, (None, *steps[2:])
            if callees == (_ZIP,) and len(steps) > 1 and steps[1] is not None:
                if 0 <= steps[1] < len(node.args):
                    values = yield questions.expression(node.args[steps[1]], place)
                    return values, (None, *steps[2:])
        return (yield questions.expression(node, place)), steps

    @staticmethod
    def _all(parts: list[list[ast.expr] | None], owners: Values) -> Answer:
        """Return what expressions in displays may be, None standing for what is not visible."""
        groups: list[Values] = []
        for nodes, owner in zip(parts, owners, strict=True):
            if nodes is None:
                return (UNKNOWN,)
            for node in nodes:
                groups.append((yield questions.expression(node, owner.data.place)))
        return merge(*groups) or (UNKNOWN,)

    def _element(self, value: Value, step: int | None) -> Answer:
        """Return an element of what is unpacked or looped over."""
        if is_text(value):
            return (TEXT,)
        if value.kind is not Kind.DISPLAY:
            return (UNKNOWN,)
        node = value.data.node
        if isinstance(node, ast.Dict):
            parts = _column(value.data, 0) if step is None else None
        else:
            parts = _elements(value.data)
            if parts is not None and step is not None:
                parts = parts[step:][:1] if -len(parts) <= step < len(parts) else None
        return (yield from self._all([parts], (value,)))

    @staticmethod
    def length(values: Values) -> Values:
        """Return what ``len`` of something gives."""
        groups: list[Values] = []
        for value in values:
            if value.kind is Kind.CONSTANT and isinstance(value.data, (str, bytes)):
                groups.append((constant(len(value.data)),))
            elif value.kind is Kind.DISPLAY and (count := _count(value.data)) is not None:
                groups.append((constant(count),))
            else:
                groups.append((OBJECT,))
        return merge(*groups)


def loose(values: Values) -> Values:
    """Return values of which nobody knows what those that can be changed hold now."""
    if not any(map(_is_mutable, values)):
        return values
    return merge(*((OBJECT,) if _is_mutable(value) else (value,) for value in values))


def kept(values: Values) -> Values:
    """Return the same of what is hardly ever changed, so that it is as true as it was."""
    if not any(map(_is_mutable, values)):
        return values
    objects = (OBJECT._replace(truth=value.truth) for value in values if _is_mutable(value))
    return merge(tuple(objects), tuple(value for value in values if not _is_mutable(value)))


def _is_mutable(value: Value) -> bool:
    return value.kind is Kind.DISPLAY and not isinstance(value.data.node, ast.Tuple)


def _is_dict(value: Value) -> bool:
    return value.kind is Kind.DISPLAY and isinstance(value.data.node, ast.Dict)


def _elements(display: Display) -> list[ast.expr] | None:
    """Return the elements of a tuple or list, None if not all are visible."""
    elements = getattr(display.node, "elts", None)
    if elements is None or len(elements) > PART_LIMIT:
        return None
    return None if any(isinstance(item, ast.Starred) for item in elements) else [*elements]


def _items_of(display: Display) -> dict[object, ast.expr] | None:
    """Return the values of a dict by their keys, None if these are not all constants."""
    node = display.node
    if not isinstance(node, ast.Dict) or len(node.keys) > PART_LIMIT:
        return None
    keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
    # Under "python -b", to compare bytes with texts warns.
    if len(keys) < len(node.keys) or any(isinstance(key, bytes) for key in keys):
        return None
    return dict(zip(keys, node.values, strict=True))


def _column(display: Display, index: int | None) -> list[ast.expr] | None:
    """Return the keys (0) or the values (1) of a dict, both for None, None if not visible."""
    node = display.node
    assert isinstance(node, ast.Dict)
    keys = [key for key in node.keys if key is not None]
    if len(keys) < len(node.keys) or len(keys) > PART_LIMIT:
        return None
    return {0: keys, 1: [*node.values], None: [*keys, *node.values]}.get(index)


def _under(display: Display, keys: Values) -> tuple[list[ast.expr] | None, bool]:
    """Return what lies under keys in a display, and whether nothing may; None: not visible."""
    known = [
        key.data
        for key in keys
        if key.kind is Kind.CONSTANT and not isinstance(key.data, bytes)
    ]
    if isinstance(display.node, ast.Dict):
        items = _items_of(display)
        if len(known) < len(keys) or items is None:
            parts = _column(display, 1)
            return parts if parts and len(parts) <= VALUE_LIMIT else None, True
        found = [items[key] for key in known if key in items]
        return found, len(found) < len(known)
    elements = _elements(display)
    if elements is None:
        return None, False
    if len(known) < len(keys):
        return (elements if len(elements) <= VALUE_LIMIT else None), False
    found = [
        elements[key]
        for key in known
        if isinstance(key, int) and -len(elements) <= key < len(elements)
    ]
    return found or None, False


def _count(display: Display) -> int | None:
    """Return how many parts a display has, None if that is not visible."""
    if isinstance(display.node, ast.Dict):
        items = _items_of(display)
        return None if items is None else len(items)
    elements = _elements(display)
    return None if elements is None else len(elements)


_ENUMERATE: Final = Value(Kind.BUILTIN, "enumerate", True)
_ZIP: Final = Value(Kind.BUILTIN, "zip", True)
