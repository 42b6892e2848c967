"""What the classes of a file are: plain ones, or dataclasses, named tuples, models with fields."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.contents import Source
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import decorator_names, last_name

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.semantic.model import Place, Scope

# Past so many bases a class is not known.
BASE_LIMIT: Final = 8

_BY_PLACE: Final = frozenset({"dataclasses.dataclass", "typing.NamedTuple"})
_MODELS: Final = frozenset({"pydantic.BaseModel"})
_SETTINGS: Final = frozenset({"pydantic_settings.BaseSettings", "pydantic.BaseSettings"})
_PLAIN_BASES: Final = frozenset({"abc.ABC"})
# What makes of given values something else.
_HOOKS: Final = frozenset(
    "__new__ __init_subclass__ __post_init__ __getattribute__ __setattr__ __getattr__ "
    "model_post_init settings_customise_sources".split()
)
_VALIDATORS: Final = frozenset("validator root_validator field_validator model_validator".split())
_FIELDS: Final = frozenset({"field", "Field"})
# What of a field says nothing about how it is filled.
_FIELD_KEYWORDS: Final = frozenset(
    "default default_factory description title examples metadata repr compare hash ge gt le lt "
    "min_length max_length".split()
)
# Annotations of what is no field, or is filled in a way of its own.
_NO_FIELDS: Final = frozenset({"ClassVar", "InitVar", "KW_ONLY"})


class Shape(NamedTuple):
    """A class with its bases of this file, and what it is by the others and by decorators.

    ``states_fields`` is True where annotations are fields that the making of an instance
    fills, ``by_place`` where it does in their order, ``is_settings`` where the environment
    fills those that are not given.
    """

    lineage: list[Scope]
    states_fields: bool = False
    by_place: bool = False
    is_settings: bool = False


class Shapes:
    """Knows what the classes of one file are."""

    def __init__(self, inference: Inference) -> None:
        self._inference = inference
        self._shapes: dict[Scope, Shape | None] = {}

    def of(self, scope: Scope) -> Shape | None:
        """Return what a class is, None if something may make another of it."""
        if scope not in self._shapes:
            self._shapes[scope] = self._read(scope)
        return self._shapes[scope]

    def _read(self, scope: Scope | None) -> Shape | None:
        lineage: list[Scope] = []
        foreign: set[str] = set()
        while scope is not None:
            node, place = scope.node, scope.place
            assert isinstance(node, ast.ClassDef) and place is not None
            paths = {self.path(_called(item), place) for item in node.decorator_list}
            if not paths <= _BY_PLACE or node.keywords or len(node.bases) > 1:
                return None
            if not _HOOKS.isdisjoint(scope.bindings) or _has_validator(node):
                return None
            foreign.update(paths)
            lineage.append(scope)
            if len(lineage) > BASE_LIMIT:
                return None
            scope = None
            for base in node.bases:
                values = self._inference.values(base, place)
                if len(values) == 1 and values[0].kind is Kind.CLASS:
                    scope = values[0].data
                else:
                    foreign.add(self.path(base, place))
        foreign -= _PLAIN_BASES
        if not foreign:
            return Shape(lineage)
        if not foreign <= _BY_PLACE | _MODELS | _SETTINGS:
            return None
        if any("__init__" in owner.bindings for owner in lineage):
            return None
        return Shape(lineage, True, bool(foreign & _BY_PLACE), bool(foreign & _SETTINGS))

    def path(self, node: ast.expr, place: Place) -> str:
        """Return the dotted path of what an expression surely names, empty if it may be more."""
        values = self._inference.values(node, place)
        if len(values) == 1 and values[0].kind is Kind.REFERENCE:
            return str(values[0].data.path)
        return ""

    def class_level(self, scope: Scope, name: str) -> Source | None:
        """Return the one expression that the body of a class binds a name to."""
        bindings = self._inference.table.reaching(scope, name, scope.end).bindings
        if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGNMENT:
            assert isinstance(bindings[0].value, ast.expr)
            return Source(bindings[0].value, bindings[0].read_place, self._inference)
        return None

    def defaults(self, shape: Shape) -> dict[str, Source | None] | None:
        """Return the fields of a class in their order, each with its default, if it has one.

        None if they are not filled as their places and names say.
        """
        defaults: dict[str, Source | None] = {}
        for scope in reversed(shape.lineage):
            for name, (annotation, *_) in scope.annotations.items():
                kind = annotation.value if isinstance(annotation, ast.Subscript) else annotation
                default = self.class_level(scope, name)
                if last_name(kind) in _NO_FIELDS or not _is_plain(default):
                    return None
                defaults[name] = default
        return defaults


def default_of(source: Source) -> Source | None:
    """Return the default of a field by what stands behind it, None if there is none.

    What a function makes is a call of it.
    """
    node = source.node
    if not isinstance(node, ast.Call) or last_name(node.func) not in _FIELDS:
        return source
    for keyword in node.keywords:
        if keyword.arg == "default":
            return source._replace(node=keyword.value)
        if keyword.arg == "default_factory":
            made = ast.Call(keyword.value, [], [])
            return source._replace(node=ast.copy_location(made, keyword.value))
    if node.args and last_name(node.func) == "Field":
        return source._replace(node=node.args[0])
    return None


def _is_plain(source: Source | None) -> bool:
    """Is a field filled as its place and its name say?"""
    node = source.node if source is not None else None
    if not isinstance(node, ast.Call) or last_name(node.func) not in _FIELDS:
        return True
    return _FIELD_KEYWORDS.issuperset(keyword.arg for keyword in node.keywords)


def _called(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _has_validator(node: ast.ClassDef) -> bool:
    return any(not _VALIDATORS.isdisjoint(decorator_names(part)) for part in node.body)
