"""Attributes of classes defined in the file, and of their instances."""

from __future__ import annotations

import ast
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.naming import class_makes_objects, says_text
from flake8_uvicorn_import_string.facts.python import (
    BUILTINS,
    CLASS_DECORATORS,
    ENUM_ENDINGS,
    PROPERTIES,
    TRANSPARENT_DECORATORS,
    TYPING_CALLS,
)
from flake8_uvicorn_import_string.facts.uvicorn import RUN
from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.classes import class_of_method
from flake8_uvicorn_import_string.inference.values import (
    BOUND_RUN,
    NONE,
    OBJECT,
    UNKNOWN,
    Kind,
    Member,
    Value,
    is_object,
    merge,
)
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.semantic.reaching import BINDING_LIMIT
from flake8_uvicorn_import_string.syntax import decorator_names, last_name

if TYPE_CHECKING:

    from flake8_uvicorn_import_string.inference.classes import Classes
    from flake8_uvicorn_import_string.inference.questions import Answer, Search
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.notes import AttributeStore
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Attributes:
    """Answers what the classes of one file hold, and their instances."""

    def __init__(self, table: SymbolTable, classes: Classes) -> None:
        self.table = table
        self.classes = classes
        self._stores: dict[str, dict[object, list[AttributeStore]]] = {}
        self._members: dict[Scope, dict[str, Member]] = {}

    def class_attribute(self, owner: Scope, name: str) -> Answer:
        """Return what ``name`` of a class defined here may be."""
        if not decorator_names(owner.node) <= CLASS_DECORATORS:
            return (UNKNOWN,)
        if (yield questions.changed_by_others(owner)):
            return (UNKNOWN,)
        local, foreign = yield from self.classes.bases(owner)
        name = owner.mangled(name)
        groups: list[Values] = []
        for binding in self.table.reaching(owner, name, owner.end).bindings:
            groups.append((yield questions.binding(binding)))
        if not groups:
            if name in owner.annotations:
                return (yield questions.stated(owner, name))
            for base in local:
                groups.append((yield questions.class_attribute(base, name)))
            if foreign or not groups:
                groups.append((UNKNOWN,))
        elif any(base.endswith(ENUM_ENDINGS) for base in foreign):
            values = yield from self._member(owner, local, foreign)
            if owner not in self._members:
                self._members[owner] = _members_of(owner)
            member = self._members[owner].get(name)
            return tuple(_as_member(owner, value, member, foreign) for value in values)
        stores = yield from self._stores_of(owner, name)
        if stores is None:
            return (UNKNOWN,)
        for store in stores:
            groups.append((yield questions.stored(store)))
        if owner.name in self._handed_over and any(
            value.kind is not Kind.FUNCTION for value in chain(*groups)
        ):
            groups.append((UNKNOWN,))
        return tuple(UNKNOWN if _is_computed(value) else value for value in merge(*groups))

    def _member(self, owner: Scope, local: list[Scope], foreign: list[str]) -> Answer:
        """Return TEXT, OBJECT or UNKNOWN for a member of an enum."""
        textual = yield questions.textual(owner)
        if textual != (UNKNOWN,):
            return textual
        # Of what it derives from, only an enum whose name says no more may be in doubt.
        for base in local:
            if (yield questions.textual(base)) != (OBJECT,):
                return textual
        plain = all(
            class_makes_objects(base) or (base.endswith(ENUM_ENDINGS) and not says_text(base))
            for base in foreign
        )
        return (OBJECT,) if plain else textual

    def overriding(self, owner: Scope, name: str) -> Answer:
        """Return what ``name`` is in the classes of the file that derive from one."""
        heirs = self.classes.heirs(owner)
        if heirs is None:
            return (UNKNOWN,)
        groups: list[Values] = []
        for derived in heirs:
            if name in derived.bindings:
                groups.append((yield questions.class_attribute(derived, name)))
        return merge(*groups)

    def attribute(self, owner: Scope, name: str) -> Answer:
        """Return what ``name`` of a class may be, or of one that derives from it."""
        values = merge(
            (yield questions.class_attribute(owner, name)),
            (yield questions.overriding(owner, name)),
        )
        if values != (NONE,):
            return values
        stated, _ = yield from self._declared(owner, name)
        # As an application it is a placeholder, but as a flag it is off.
        return tuple(value._replace(truth=False) for value in stated or (UNKNOWN,))

    def _declared(self, owner: Scope, name: str) -> Search[tuple[Values, bool]]:
        """Return what the annotations of a field admit, and whether a value is given to it.

        The making of an instance does so for dataclasses, named tuples and models;
        a class without decorators and foreign bases has no such fields.
        """
        made = False
        groups: list[Values] = []
        lineage = yield from self.classes.lineage(owner)
        if lineage is None:
            return (UNKNOWN,), True
        for scope, has_foreign_base in lineage.items():
            made |= has_foreign_base or bool(scope.class_def.decorator_list)
            if name in scope.annotations:
                groups.append((yield questions.stated(scope, name)))
        return merge(*groups), made

    def changed_by_others(self, owner: Scope) -> Answer:
        """Return UNKNOWN if a metaclass or a hook of its bases may change a class, else nothing."""
        if owner.class_def.keywords:
            return (UNKNOWN,)
        local, _ = yield from self.classes.bases(owner)
        for base in local:
            if "__init_subclass__" in base.bindings:
                return (UNKNOWN,)
            if (yield questions.changed_by_others(base)):
                return (UNKNOWN,)
        return ()

    @cached_property
    def _handed_over(self) -> set[str]:
        return handed_over(self.table)

    def instance_attribute(self, owner: Value, name: str) -> Answer:
        """Return what ``name`` of an instance of a class defined here may be."""
        scope: Scope = owner.data
        if "__getattribute__" in scope.bindings:
            return (UNKNOWN,)
        groups: list[Values] = []
        stores = yield from self._stores_of(scope, name)
        if stores is None:
            return (UNKNOWN,)
        for store in stores:
            stated: Values = (UNKNOWN,)
            if store.annotation is not None:
                annotation = store.annotation
                stated = yield questions.admitted(annotation, store.place)
            if stated == (UNKNOWN,):
                stated = yield questions.stored(store)
            groups.append(stated)
        stated, made = yield from self._declared(scope, name)
        known = name in scope.bindings or name in scope.annotations
        if known or not groups:
            values = yield questions.class_attribute(scope, name)
            if owner.kind is Kind.SELF:
                values = merge(values, (yield questions.overriding(scope, name)))
            called: list[Values] = []
            for value in values:
                if value.kind is Kind.FUNCTION and decorator_names(value.data.node) & PROPERTIES:
                    called.append((yield questions.produced(value.data)))
                elif value.kind is Kind.REFERENCE and value.data.path == RUN:
                    called.append((BOUND_RUN,))
                else:
                    called.append((value,))
            groups.append(merge(*called))
            groups.append(stated if made else ())
        values = merge(*groups)
        if values == (NONE,):
            # What is nothing but None is there to be set elsewhere, or to be overridden.
            return stated or (UNKNOWN,)
        # Another class may derive from this one and set other constants.
        return merge(
            tuple(OBJECT if v.kind is Kind.CONSTANT and is_object(v) else v for v in values)
        )

    def stored(self, store: AttributeStore) -> Answer:
        if store.value is None or store.target.attr == "__dict__":
            return (UNKNOWN,)
        return (yield questions.expression(store.value, store.place))

    def _holder(self, store: AttributeStore) -> Scope | None:
        """Return the class to whose ``self`` an attribute is bound, None if not to a self."""
        receiver = store.target.value
        if not isinstance(receiver, ast.Name):
            return None
        bindings = self.table.lookup(receiver.id, store.place).bindings
        if len(bindings) != 1 or bindings[0].kind is not BindingKind.PARAMETER:
            return None
        argument: Any = bindings[0].node
        return class_of_method(self.table, bindings[0].scope, argument)

    def _changed(self, store: AttributeStore) -> Search[dict[Scope | None, None]]:
        """Return the classes of which, or of whose instances, a store binds any attribute."""
        receiver = store.target.value
        values = yield questions.expression(receiver, store.place)
        kinds = {Kind.CLASS, Kind.INSTANCE, Kind.SELF}
        return {value.data: None for value in values if value.kind in kinds}

    def _stores_of(
        self, owner: Scope, name: str
    ) -> Search[list[AttributeStore] | None]:
        """Return the bindings of an attribute that an instance of a class may have.

        They are made on a self of the class, on one of a class that may derive
        from it or the other way round, or on anything else.  None if they are
        too many.
        """
        of_any_name = [self.table.stores.get(any_name, ()) for any_name in ("", "__dict__")]
        if sum(map(len, of_any_name)) > BINDING_LIMIT:
            return None
        index = self._stores.get(name)
        if index is None:
            index = {}
            for store in (*self.table.stores.get(name, ()), *chain(*of_any_name)):
                holder = self._holder(store)
                holders = {holder: None}
                if holder is None and store.target.attr != name:
                    holders = yield from self._changed(store)
                for holder in holders:
                    keys: list[object] = [holder]
                    if holder is not None:
                        keys += _class_names(holder)
                    for key in keys:
                        index.setdefault(key, []).append(store)
            self._stores[name] = index
        wanted: list[object] = [None, owner, (owner.name, "base")]
        wanted += [(base, "name") for base, kind in _class_names(owner) if kind == "base"]
        if sum(len(index.get(key, ())) for key in wanted) > BINDING_LIMIT:
            return None
        found = {store.target: store for key in wanted for store in index.get(key, ())}
        return sorted(found.values(), key=lambda store: store.place.at)


def handed_over(table: SymbolTable) -> set[str]:
    """Return the names of things that were given to calls, which may have changed them."""
    return {
        argument.id
        for name, calls in table.calls.items()
        if name not in BUILTINS and name not in TYPING_CALLS
        for call in calls
        for argument in (*call.node.args, *(item.value for item in call.node.keywords))
        if isinstance(argument, ast.Name)
    }


def _class_names(scope: Scope) -> list[tuple[str, str]]:
    """Return the name of a class and those of its bases, each with what it is."""
    bases = [base.id for base in scope.class_def.bases if isinstance(base, ast.Name)]
    return [(scope.name, "name"), *((base, "base") for base in bases)]


def _as_member(owner: Scope, value: Value, member: Member | None, foreign: list[str]) -> Value:
    """Return a member of an enum as the one that it is, if its name says which."""
    if value is UNKNOWN or member is None:
        return value
    # Without more than an enum behind it, no member is false.
    plain = foreign in (["Enum"], ["StrEnum"]) and not {"__bool__", "__len__"} & {*owner.bindings}
    return Value(value.kind, member, True if plain and value.kind is Kind.OBJECT else None)


def _members_of(owner: Scope) -> dict[str, Member]:
    """Return the members of an enum by their names; none if some may be the same."""
    if {"__new__", "__init__", "_generate_next_value_"} & owner.bindings.keys():
        return {}
    made = {
        other: bindings[0].value
        for other, bindings in owner.bindings.items()
        if bindings[0].kind is BindingKind.ASSIGNMENT and not other.startswith("_")
    }
    if any(len(owner.bindings[other]) > 1 for other in made):
        return {}
    values = {name: item.value for name, item in made.items() if isinstance(item, ast.Constant)}
    if len(values) == len(made):
        # What has the value of another is only one more name of it.
        first: dict[object, str] = {}
        for name, value in values.items():
            first.setdefault(value, name)
        if len(set(map(type, values.values()))) > 1:
            return {}
        return {name: Member(owner, first[value]) for name, value in values.items()}
    if all(
        isinstance(value, ast.Call) and last_name(value.func) == "auto" for value in made.values()
    ):
        return {name: Member(owner, name) for name in made}
    return {}


def _is_computed(value: Value) -> bool:
    """Does reading an attribute with this value give something else?

    A descriptor defined in the file does, and what a decorator makes of a method may.
    """
    if value.kind is Kind.INSTANCE:
        return "__get__" in value.data.bindings
    return value.kind is Kind.FUNCTION and not (
        decorator_names(value.data.node) <= TRANSPARENT_DECORATORS | PROPERTIES
    )
