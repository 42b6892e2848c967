"""Classes defined in the file: what they derive from, and what they make."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.naming import class_makes_objects
from flake8_uvicorn_import_string.facts.python import (
    CLASS_DECORATORS,
    PLAIN_BASES,
    SELF_NAMES,
)
from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.values import (
    NONE,
    OBJECT,
    TEXT,
    UNKNOWN,
    Kind,
    Value,
    is_object,
    merge,
)
from flake8_uvicorn_import_string.semantic.model import ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names, last_name

if TYPE_CHECKING:

    from flake8_uvicorn_import_string.inference.questions import Answer, Search
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Classes:
    """Answers what the classes of one file are and make."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table

    def instance(self, owner: Scope) -> Answer:
        """Return what a call of a class defined here gives."""
        textual = yield questions.textual(owner)
        if textual != (OBJECT,):
            return textual
        if owner.class_def.bases or "__new__" in owner.bindings:
            made = yield from self._made_by_hand(owner)
            if made is not None:
                return made
        node = owner.class_def
        plain = not node.bases and not {"__bool__", "__len__"} & owner.bindings.keys()
        return (Value(Kind.INSTANCE, owner, True if plain else None),)

    def _made_by_hand(self, owner: Scope) -> Search[Values | None]:
        """Return what the ``__new__`` of a class gives, None if that is one of its instances."""
        if "__new__" in owner.bindings:
            made = yield from self._new(owner)
            own = [value for value in made if value.kind is Kind.INSTANCE and value.data is owner]
            return None if own and {*made} <= {*own, NONE} else made
        lineage = yield from self.lineage(owner)
        if lineage is None or any("__new__" in base.bindings for base in lineage):
            return (OBJECT,)
        return None

    def textual(self, owner: Scope) -> Answer:
        """Return TEXT if instances of a class are ``str``, OBJECT if not, else UNKNOWN."""
        node = owner.class_def
        if node.keywords or node.decorator_list and not (
            decorator_names(node) <= CLASS_DECORATORS
        ):
            return (UNKNOWN,)
        if "__new__" in owner.bindings and not all(map(is_object, (yield from self._new(owner)))):
            return (UNKNOWN,)
        assert owner.place is not None
        groups: list[Values] = []
        for base in node.bases:
            target = base.value if isinstance(base, ast.Subscript) else base
            for value in (yield questions.expression(target, owner.place)):
                if value.kind is Kind.CLASS:
                    groups.append((yield questions.textual(value.data)))
                elif value.kind is Kind.BUILTIN:
                    groups.append((TEXT,) if value.data == "str" else (OBJECT,))
                elif value.kind is Kind.REFERENCE:
                    name = value.data.name
                    if value.data.path == "enum.StrEnum":
                        groups.append((TEXT,))
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

    def _new(self, owner: Scope) -> Answer:
        """Return what the ``__new__`` of a class gives, whatever the class derives from."""
        bindings = self.table.reaching(owner, "__new__", owner.end).bindings
        if len(bindings) != 1 or not isinstance(bindings[0].node, ast.FunctionDef):
            return (UNKNOWN,)
        function = bindings[0].node
        if function.decorator_list and decorator_names(function) != {"staticmethod"}:
            return (UNKNOWN,)
        return (yield questions.produced(self.table.scopes[function]))

    def bases(self, owner: Scope) -> Search[tuple[list[Scope], list[str]]]:
        """Return the local and the names of the foreign bases of a class."""
        local: list[Scope] = []
        foreign: list[str] = []
        node = owner.class_def
        assert owner.place is not None
        for base in node.bases:
            for value in (yield questions.expression(base, owner.place)):
                if value.kind is Kind.CLASS:
                    local.append(value.data)
                elif value.kind is Kind.REFERENCE:
                    foreign.append(value.data.name)
                else:
                    foreign.append(value.data if value.kind is Kind.UNSEEN else "")
        return local, foreign

    def textual_self(self, owner: Scope) -> Answer:
        """Answer as ``textual``, but for what the methods of a class get as ``self``."""
        textual = yield questions.textual(owner)
        heirs = self.heirs(owner)
        if heirs is None:
            return (UNKNOWN,)
        for derived in heirs if textual == (OBJECT,) else ():
            if (yield questions.textual(derived)) == (TEXT,):
                return (UNKNOWN,)
        return textual

    def heirs(self, owner: Scope) -> list[Scope] | None:
        """Return the classes of the file that derive from one, None if they are too many."""
        heirs = {owner: None}
        pending = [owner]
        while pending:
            for derived in self._derived.get(pending.pop().name, ()):
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

    def lineage(self, owner: Scope) -> Search[dict[Scope, bool] | None]:
        """Return a class and those it derives from, None if they are too many.

        They are those of this file, each with whether it has foreign bases.
        """
        lineage: dict[Scope, bool] = {}
        pending, seen = [owner], {owner}
        while pending:
            scope = pending.pop()
            local, foreign = yield from self.bases(scope)
            lineage[scope] = bool(foreign)
            for base in local:
                if base not in seen:
                    seen.add(base)
                    pending.append(base)
            if len(seen) > _DERIVED_LIMIT:
                return None
        return lineage


def may_be_derived(value: Value) -> bool:
    """Is the value a ``self`` or a ``cls``, whose class may derive from the one it names?"""
    return value.kind is Kind.SELF or (value.kind is Kind.CLASS and value.truth is None)


def gives_itself(function: Scope) -> bool:
    """Does a method always give the object that it is called on?"""
    node = function.function
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)[:1]]
    return (
        bool(function.returns)
        and not function.root.falls_through
        and all(names == [getattr(value, "id", None)] for value, _ in function.returns)
        and class_around(function) is not None
    )


def class_around(function: Scope) -> Scope | None:
    """Return the class of which a function is a method."""
    owner = function.parent
    while owner is not None and owner.kind is ScopeKind.TYPE_PARAMETERS:
        owner = owner.parent
    return owner if owner is not None and owner.kind is ScopeKind.CLASS else None


def class_of_method(table: SymbolTable, function: Scope, argument: ast.arg) -> Scope | None:
    """Return the class whose ``self`` or ``cls`` a parameter is."""
    node = function.function
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


_DERIVED_LIMIT: Final = 64
