"""What a name is: the bindings that it may have, and what these bind."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.python import BUILTINS, CLASS_NAMES
from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.annotations import weighed
from flake8_uvicorn_import_string.inference.arithmetic import binary
from flake8_uvicorn_import_string.inference.classes import class_of_method
from flake8_uvicorn_import_string.inference.questions import Answer, Answers
from flake8_uvicorn_import_string.inference.uses import Uses
from flake8_uvicorn_import_string.inference.values import (
    MODULE_NAME,
    OBJECT,
    PACKAGE_NAME,
    UNKNOWN,
    Kind,
    Reference,
    Value,
    is_object,
    merge,
    string,
)
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import decorator_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flake8_uvicorn_import_string.inference.containers import Containers
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Binding, Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Names(Answers):
    """Answers what the names of one file may be; ``containers`` what lies in containers."""

    containers: Containers

    def __init__(
        self,
        table: SymbolTable,
        handlers: Mapping[str, Callable[..., Answer | Values]],
    ) -> None:
        super().__init__(handlers)
        self.table = table
        self.uses = Uses(table)

    def name(self, node: ast.Name, place: Place) -> Answer:
        found = self.table.lookup(node.id, place)
        groups: list[Values] = []
        for binding in found.bindings:
            values = yield questions.binding(binding)
            groups.append(self.containers.held(node.id, binding, values))
        for binding in found.possible_later:
            # These may only raise doubts: they do not make a call one of uvicorn's.
            values = yield questions.binding(binding)
            values = tuple(UNKNOWN if _launches(value) else value for value in values)
            groups.append(self.containers.held(node.id, binding, values))
        if not found.complete:
            groups.append((UNKNOWN,))
        if not found.bindings and found.complete:
            groups.append((self._unbound(node.id),))
        values = merge(*groups)
        unseen = Value(Kind.UNSEEN, node.id)
        if found.may_be_hidden and any(value.kind is not Kind.REFERENCE for value in values):
            # What is imported here too would be the same thing.
            values = merge(values, (unseen,))
        if any(map(_is_doubtful, values)) and self.uses.is_object(node.id, place, found):
            values = merge(*((_used(value),) for value in values))
        return values

    def _unbound(self, name: str) -> Value:
        """Return what a name is that no scope of the file binds."""
        if name == "__name__":
            return string(MODULE_NAME)
        if name == "__package__":
            return string(PACKAGE_NAME)
        if name in BUILTINS:
            return Value(Kind.BUILTIN, name, True)
        return Value(Kind.UNSEEN, name)

    def binding(self, binding: Binding) -> Answer:
        """Return what a binding may bind."""
        kind = binding.kind
        node: Any = binding.node
        value: Any = binding.value
        values: Values = (UNKNOWN,)
        if kind is BindingKind.FUNCTION:
            return (Value(Kind.FUNCTION, self.table.scopes[node], True),)
        if kind is BindingKind.CLASS:
            return (Value(Kind.CLASS, self.table.scopes[node], True),)
        if kind is BindingKind.PARAMETER:
            return (yield from self._parameter(binding))
        if kind in {BindingKind.EXCEPTION, BindingKind.TYPE_PARAMETER}:
            return (OBJECT,)
        if kind is BindingKind.IMPORT:
            # A module is always true; what a module holds may not be.
            truth = True if isinstance(value, ast.Import) else None
            values = (Value(Kind.REFERENCE, _reference(node, value), truth),)
        elif kind is BindingKind.ASSIGNMENT and value is not None:
            values = yield questions.expression(value, binding.read_place)
        elif binding.part is not None:
            values = yield from self.containers.part(binding.part, binding.read_place)
        elif kind is BindingKind.AUGMENTED:
            name = ast.Name(node.id, ast.Load())
            left = yield from self.name(name, binding.read_place)
            right = yield questions.expression(value.value, binding.read_place)
            values = binary(value.op, left, right)
        if binding.name not in binding.scope.annotations:
            return values
        stated = yield questions.stated(binding.scope, binding.name)
        return weighed(values, stated)

    def _parameter(self, binding: Binding) -> Answer:
        function = binding.scope
        argument: Any = binding.node
        if isinstance(binding.value, ast.arguments):
            return (OBJECT,)
        assert function.place is not None
        if argument.annotation is not None:
            stated = yield questions.admitted(argument.annotation, function.place)
            if binding.value is None or stated == (UNKNOWN,):
                return stated
            default: Any = binding.value
            values = yield questions.expression(default, function.place)
            return merge(stated, tuple(OBJECT if is_object(v) else v for v in values))
        owner = class_of_method(self.table, function, argument)
        if owner is not None and function.name == "__new__":
            return (Value(Kind.CLASS, owner),)
        if owner is not None:
            textual = yield questions.textual_self(owner)
            if textual == (OBJECT,):
                decorators = decorator_names(function.node)
                is_class = "classmethod" in decorators or argument.arg in CLASS_NAMES
                return (Value(Kind.CLASS if is_class else Kind.SELF, owner),)
            return textual
        return (UNKNOWN,)


def _is_doubtful(value: Value) -> bool:
    """May it be a ``str`` as far as is known, but one that is used as no ``str`` can be?"""
    if value.kind is Kind.REFERENCE:
        return not is_object(value)
    return value.kind in {Kind.UNKNOWN, Kind.UNSEEN}


def _used(value: Value) -> Value:
    """Return what a name is that was used as no ``str`` can be."""
    if value.kind is Kind.REFERENCE:
        return value._replace(data=value.data._replace(is_used=True))
    return OBJECT if _is_doubtful(value) else value


def _launches(value: Value) -> bool:
    """May a call of the value, or of something of it, be a launch?"""
    if value.kind is Kind.REFERENCE:
        return str(value.data.module).partition(".")[0] == "uvicorn"
    return value.kind is Kind.PARTIAL


def _reference(alias: ast.alias, statement: ast.Import | ast.ImportFrom) -> Reference:
    if isinstance(statement, ast.Import):
        module = alias.name if alias.asname else alias.name.partition(".")[0]
        return Reference(module, (), alias.asname or module)
    module = "." * statement.level + (statement.module or "")
    # The module uvicorn.main, which "from" reaches, holds uvicorn's own names;
    # the name uvicorn.main is the click command instead.
    if module == "uvicorn.main" and alias.name != "main":
        module = "uvicorn"
    if module in {"uvicorn.config", "uvicorn.server"} and alias.name in {"Config", "Server"}:
        module = "uvicorn"
    return Reference(module, (alias.name,), alias.asname or alias.name)
