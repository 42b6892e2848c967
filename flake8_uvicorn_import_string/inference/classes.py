"""Classes defined in the file: their instances and the attributes of both."""

from __future__ import annotations

import ast
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.naming import class_makes_objects, says_text
from flake8_uvicorn_import_string.facts.python import (
    BUILTINS,
    CLASS_DECORATORS,
    ENUM_ENDINGS,
    PLAIN_BASES,
    PROPERTIES,
    SELF_NAMES,
    TRANSPARENT_DECORATORS,
    TYPING_CALLS,
)
from flake8_uvicorn_import_string.facts.uvicorn import RUN
from flake8_uvicorn_import_string.inference.values import (
    BOUND_RUN,
    NONE,
    OBJECT,
    TEXT,
    UNKNOWN,
    Kind,
    Value,
    is_object,
    merge,
)
from flake8_uvicorn_import_string.semantic.model import BindingKind, ScopeKind
from flake8_uvicorn_import_string.semantic.reaching import BINDING_LIMIT
from flake8_uvicorn_import_string.syntax import decorator_names, last_name

if TYPE_CHECKING:
    from collections.abc import Generator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.questions import Answer, Task
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import AttributeStore, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Classes:
    """Answers what the classes of one file make and hold."""

    def __init__(self, inference: Inference) -> None:
        self.inference = inference
        self.table = inference.table
        self._stores: dict[str, dict[object, list[AttributeStore]]] = {}

    def instance(self, owner: Scope) -> Answer:
        """Return what a call of a class defined here gives."""
        textual = yield (self.textual, owner)
        if textual != (OBJECT,):
            return textual
        node: Any = owner.node
        plain = not node.bases and not {"__bool__", "__len__"} & owner.bindings.keys()
        return (Value(Kind.INSTANCE, owner, True if plain else None),)

    def textual(self, owner: Scope) -> Answer:
        """Return TEXT if instances of a class are ``str``, OBJECT if not, else UNKNOWN."""
        node: Any = owner.node
        if node.keywords or "__new__" in owner.bindings or node.decorator_list and not (
            decorator_names(node) <= CLASS_DECORATORS
        ):
            return (UNKNOWN,)
        assert owner.place is not None
        groups: list[Values] = []
        for base in node.bases:
            target = base.value if isinstance(base, ast.Subscript) else base
            for value in (yield (self.inference.expression, target, owner.place)):
                if value.kind is Kind.CLASS:
                    groups.append((yield (self.textual, value.data)))
                elif value.kind is Kind.BUILTIN:
                    groups.append((TEXT,) if value.data == "str" else (OBJECT,))
                elif value.kind is Kind.REFERENCE:
                    name = value.data.name
                    plain = name in PLAIN_BASES or class_makes_objects(name)
                    groups.append((OBJECT,) if plain else (UNKNOWN,))
                elif value.kind is Kind.UNSEEN:
                    groups.append((OBJECT,) if class_makes_objects(value.data) else (UNKNOWN,))
                else:
                    groups.append((UNKNOWN,))
        together = merge(*groups)
        if TEXT in together:
            return (TEXT,)
        return (UNKNOWN,) if UNKNOWN in together else (OBJECT,)

    def _bases(self, owner: Scope) -> Generator[Task, Values, tuple[list[Scope], list[str]]]:
        """Return the local and the names of the foreign bases of a class."""
        local: list[Scope] = []
        foreign: list[str] = []
        node: Any = owner.node
        assert owner.place is not None
        for base in node.bases:
            for value in (yield (self.inference.expression, base, owner.place)):
                if value.kind is Kind.CLASS:
                    local.append(value.data)
                elif value.kind is Kind.REFERENCE:
                    foreign.append(value.data.name)
                else:
                    foreign.append(value.data if value.kind is Kind.UNSEEN else "")
        return local, foreign

    def class_attribute(self, owner: Scope, name: str) -> Answer:
        """Return what ``name`` of a class defined here may be."""
        if not decorator_names(owner.node) <= CLASS_DECORATORS:
            return (UNKNOWN,)
        if (yield (self._changed_by_others, owner)):
            return (UNKNOWN,)
        local, foreign = yield from self._bases(owner)
        name = owner.mangled(name)
        groups: list[Values] = []
        for binding in self.table.reaching(owner, name, owner.end).bindings:
            groups.append((yield (self.inference.binding, binding)))
        if not groups:
            if name in owner.annotations:
                return (yield (self.inference.annotations.stated, owner, name))
            for base in local:
                groups.append((yield (self.class_attribute, base, name)))
            if foreign or not groups:
                groups.append((UNKNOWN,))
        elif any(base.endswith(ENUM_ENDINGS) for base in foreign):
            return (yield from self._member(owner, local, foreign))
        stores = yield from self._stores_of(owner, name)
        if stores is None:
            return (UNKNOWN,)
        for store in stores:
            groups.append((yield (self._stored, store)))
        node: Any = owner.node
        if node.name in self._handed_over and any(
            value.kind is not Kind.FUNCTION for value in chain(*groups)
        ):
            groups.append((UNKNOWN,))
        return tuple(UNKNOWN if _is_computed(value) else value for value in merge(*groups))

    def _member(self, owner: Scope, local: list[Scope], foreign: list[str]) -> Answer:
        """Return TEXT, OBJECT or UNKNOWN for a member of an enum."""
        textual = yield (self.textual, owner)
        if textual != (UNKNOWN,):
            return textual
        # Of what it derives from, only an enum whose name says no more may be in doubt.
        for base in local:
            if (yield (self.textual, base)) != (OBJECT,):
                return textual
        plain = all(
            class_makes_objects(base) or (base.endswith(ENUM_ENDINGS) and not says_text(base))
            for base in foreign
        )
        return (OBJECT,) if plain else textual

    def overriding(self, owner: Scope, name: str) -> Answer:
        """Return what ``name`` is in the classes of the file that derive from one."""
        heirs = self._heirs(owner)
        if heirs is None:
            return (UNKNOWN,)
        groups: list[Values] = []
        for derived in heirs:
            if name in derived.bindings:
                groups.append((yield (self.class_attribute, derived, name)))
        return merge(*groups)

    def textual_self(self, owner: Scope) -> Answer:
        """Answer as ``textual``, but for what the methods of a class get as ``self``."""
        textual = yield (self.textual, owner)
        heirs = self._heirs(owner)
        if heirs is None:
            return (UNKNOWN,)
        for derived in heirs if textual == (OBJECT,) else ():
            if (yield (self.textual, derived)) == (TEXT,):
                return (UNKNOWN,)
        return textual

    def _heirs(self, owner: Scope) -> list[Scope] | None:
        """Return the classes of the file that derive from one, None if they are too many."""
        heirs = {owner: None}
        pending = [owner]
        while pending:
            node: Any = pending.pop().node
            for derived in self._derived.get(node.name, ()):
                if derived not in heirs:
                    heirs[derived] = None
                    pending.append(derived)
            if len(heirs) > _DERIVED_LIMIT:
                return None
        return [*heirs][1:]

    @cached_property
    def _derived(self) -> dict[str, list[Scope]]:
        """The classes of the file by the names of their bases."""
        derived: dict[str, list[Scope]] = {}
        for node, scope in self.table.scopes.items():
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    target = base.value if isinstance(base, ast.Subscript) else base
                    derived.setdefault(last_name(target), []).append(scope)
        return derived

    def attribute(self, owner: Scope, name: str) -> Answer:
        """Return what ``name`` of a class may be, or of one that derives from it."""
        values = merge(
            (yield (self.class_attribute, owner, name)),
            (yield (self.overriding, owner, name)),
        )
        if values != (NONE,):
            return values
        stated, _ = yield from self._declared(owner, name)
        # As an application it is a placeholder, but as a flag it is off.
        return tuple(value._replace(truth=False) for value in stated or (UNKNOWN,))

    def _declared(self, owner: Scope, name: str) -> Generator[Task, Values, tuple[Values, bool]]:
        """Return what the annotations of a field admit, and whether a value is given to it.

        The making of an instance does so for dataclasses, named tuples and models;
        a class without decorators and foreign bases has no such fields.
        """
        made = False
        groups: list[Values] = []
        lineage = yield from self._lineage(owner)
        if lineage is None:
            return (UNKNOWN,), True
        for scope, has_foreign_base in lineage.items():
            node: Any = scope.node
            made |= has_foreign_base or bool(node.decorator_list)
            if name in scope.annotations:
                groups.append((yield (self.inference.annotations.stated, scope, name)))
        return merge(*groups), made

    def _lineage(self, owner: Scope) -> Generator[Task, Values, dict[Scope, bool] | None]:
        """Return a class and those it derives from, None if they are too many.

        They are those of this file, each with whether it has foreign bases.
        """
        lineage: dict[Scope, bool] = {}
        pending, seen = [owner], {owner}
        while pending:
            scope = pending.pop()
            local, foreign = yield from self._bases(scope)
            lineage[scope] = bool(foreign)
            for base in local:
                if base not in seen:
                    seen.add(base)
                    pending.append(base)
            if len(seen) > _DERIVED_LIMIT:
                return None
        return lineage

    def _changed_by_others(self, owner: Scope) -> Answer:
        """Return UNKNOWN if a metaclass or a hook of its bases may change a class, else nothing."""
        node: Any = owner.node
        if node.keywords:
            return (UNKNOWN,)
        local, _ = yield from self._bases(owner)
        for base in local:
            if "__init_subclass__" in base.bindings:
                return (UNKNOWN,)
            if (yield (self._changed_by_others, base)):
                return (UNKNOWN,)
        return ()

    @cached_property
    def _handed_over(self) -> set[str]:
        """The names of things that were given to calls, which may have changed them."""
        return {
            argument.id
            for name, calls in self.table.calls.items()
            if name not in BUILTINS and name not in TYPING_CALLS
            for call in calls
            for argument in (*call.node.args, *(item.value for item in call.node.keywords))
            if isinstance(argument, ast.Name)
        }

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
                stated = yield (
                    self.inference.annotations.admitted, annotation, store.place
                )
            if stated == (UNKNOWN,):
                stated = yield (self._stored, store)
            groups.append(stated)
        stated, made = yield from self._declared(scope, name)
        known = name in scope.bindings or name in scope.annotations
        if known or not groups:
            values = yield (self.class_attribute, scope, name)
            if owner.kind is Kind.SELF:
                values = merge(values, (yield (self.overriding, scope, name)))
            called: list[Values] = []
            for value in values:
                if value.kind is Kind.FUNCTION and decorator_names(value.data.node) & PROPERTIES:
                    called.append((yield (self.inference.calls.produced, value.data)))
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

    def _stored(self, store: AttributeStore) -> Answer:
        if store.value is None or store.target.attr == "__dict__":
            return (UNKNOWN,)
        return (yield (self.inference.expression, store.value, store.place))

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

    def _changed(self, store: AttributeStore) -> Generator[Task, Values, dict[Scope | None, None]]:
        """Return the classes of which, or of whose instances, a store binds any attribute."""
        receiver = store.target.value
        values = yield (self.inference.expression, receiver, store.place)
        kinds = {Kind.CLASS, Kind.INSTANCE, Kind.SELF}
        return {value.data: None for value in values if value.kind in kinds}

    def _stores_of(
        self, owner: Scope, name: str
    ) -> Generator[Task, Values, list[AttributeStore] | None]:
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
        node: Any = owner.node
        wanted: list[object] = [None, owner, (node.name, "base")]
        wanted += [(base, "name") for base, kind in _class_names(owner) if kind == "base"]
        if sum(len(index.get(key, ())) for key in wanted) > BINDING_LIMIT:
            return None
        found = {store.target: store for key in wanted for store in index.get(key, ())}
        return sorted(found.values(), key=lambda store: store.place.at)


def may_be_derived(value: Value) -> bool:
    """Is the value a ``self`` or a ``cls``, whose class may derive from the one it names?"""
    return value.kind is Kind.SELF or (value.kind is Kind.CLASS and value.truth is None)


def _class_names(scope: Scope) -> list[tuple[str, str]]:
    """Return the name of a class and those of its bases, each with what it is."""
    node: Any = scope.node
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    return [(node.name, "name"), *((base, "base") for base in bases)]


def class_around(function: Scope) -> Scope | None:
    """Return the class of which a function is a method."""
    owner = function.parent
    while owner is not None and owner.kind is ScopeKind.TYPE_PARAMETERS:
        owner = owner.parent
    return owner if owner is not None and owner.kind is ScopeKind.CLASS else None


def class_of_method(table: SymbolTable, function: Scope, argument: ast.arg) -> Scope | None:
    """Return the class whose ``self`` or ``cls`` a parameter is."""
    node: Any = function.node
    owner = class_around(function)
    first = (node.args.posonlyargs or node.args.args)[:1]
    if owner is None or isinstance(node, ast.Lambda) or first != [argument]:
        return None
    decorators = decorator_names(node)
    # A framework may take a function out of the class, and give it what it likes.
    named = argument.arg in SELF_NAMES or "classmethod" in decorators
    static = "staticmethod" in decorators or any(
        isinstance(binding.value, ast.Call) and last_name(binding.value.func) == "staticmethod"
        for binding in table.reaching(owner, node.name, owner.end).bindings
    )
    return owner if named and not static else None


def _is_computed(value: Value) -> bool:
    """Does reading an attribute with this value give something else?

    A descriptor defined in the file does, and what a decorator makes of a method may.
    """
    if value.kind is Kind.INSTANCE:
        return "__get__" in value.data.bindings
    return value.kind is Kind.FUNCTION and not (
        decorator_names(value.data.node) <= TRANSPARENT_DECORATORS | PROPERTIES
    )


_DERIVED_LIMIT: Final = 64
