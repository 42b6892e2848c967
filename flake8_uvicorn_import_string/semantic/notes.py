"""What a reading notes beside the bindings: what attributes and items get, and what is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from flake8_uvicorn_import_string.semantic.model import Place


class Watched(NamedTuple):
    """A package whose names are followed through a file.

    ``star_imports`` holds what ``from … import *`` binds, by the modules of the
    package of which that is known.
    """

    package: str
    star_imports: Mapping[str, tuple[str, ...]]


class AttributeStore(NamedTuple):
    """A binding of an attribute, ``receiver.name: annotation = value``, with its place."""

    target: ast.Attribute
    value: ast.expr | None
    place: Place
    annotation: ast.expr | None = None


class ItemStore(NamedTuple):
    """A binding of an item, ``holder[key] = value``, with its place.

    ``value`` is None where it is part of something, or computed from the old one;
    ``is_deletion`` is True for ``del holder[key]``.
    """

    target: ast.Subscript
    value: ast.expr | None
    place: Place
    is_deletion: bool = False
