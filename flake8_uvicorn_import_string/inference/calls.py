"""What a call gives: one of a builtin, of a thing imported, of a function defined here."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.naming import (
    class_makes_objects,
    holds_settings,
    makes_application,
)
from flake8_uvicorn_import_string.facts.python import (
    CPU_COUNTS,
    IMPORTERS,
    KEEPING_DECORATORS,
    OBJECT_BUILTINS,
    PARTIALS,
    RUNNERS,
    STR_ATTRIBUTES,
    TEXT_BUILTINS,
    TEXT_METHODS,
    TRANSPARENT_DECORATORS,
)
from flake8_uvicorn_import_string.facts.uvicorn import CLASSES
from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.arithmetic import convert, extreme, shown
from flake8_uvicorn_import_string.inference.classes import gives_itself, may_be_derived
from flake8_uvicorn_import_string.inference.containers import loose
from flake8_uvicorn_import_string.inference.values import (
    NONE,
    OBJECT,
    TEXT,
    TRUTHY,
    UNKNOWN,
    Kind,
    Reference,
    Value,
    constant,
    is_object,
    is_text,
    merge,
)
from flake8_uvicorn_import_string.semantic.model import Call
from flake8_uvicorn_import_string.syntax import decorator_names, last_name, names_of

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.containers import Containers
    from flake8_uvicorn_import_string.inference.questions import Answer
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Place, Scope


# The method of event loops that gives what a coroutine returns.
_RUNS_UNTIL_COMPLETE: Final = "run_until_complete"


# What these builtins give that are given nothing.
_MADE_OF_NOTHING: Final[dict[str, object]] = {"int": 0, "float": 0.0, "bool": False, "str": ""}


class Calls:
    """Answers what the calls of one file give; ``containers`` what lies in containers."""

    def __init__(self, containers: Containers) -> None:
        self.containers = containers

    def given(self, node: ast.Call, place: Place) -> Answer:
        """Return what a call gives."""
        func = node.func
        owners: Values = ()
        if isinstance(func, ast.Attribute):
            owners = yield questions.expression(func.value, place)
            if owners and all(map(is_text, owners)):
                if func.attr in TEXT_METHODS:
                    return (TEXT,)
                # What no str has is a method of a class that derives from it.
                return (OBJECT,) if func.attr in STR_ATTRIBUTES else (UNKNOWN,)
            if func.attr == "get":
                found = yield from self.containers.got(node, place, owners)
                if found != (UNKNOWN,):
                    return found
            elif func.attr == "__new__" and node.args:
                return (yield from self._new(node, place))
            elif func.attr == _RUNS_UNTIL_COMPLETE:
                return (yield from self._finished(node, place))
        callees = yield questions.expression(func, place)
        groups: list[Values] = []
        for callee in callees:
            made = yield from self._called(callee, node, place)
            if callee.kind is Kind.FUNCTION and gives_itself(callee.data):
                made = tuple(_as_receiver(value, owners) for value in made)
            groups.append(made)
        values = merge(*groups)
        # A method that gives nothing is there to be overridden.
        if not any(map(may_be_derived, owners)):
            return values
        if values == (NONE,):
            return (UNKNOWN,)
        # Another class may derive from this one and give other constants.
        return merge(*((OBJECT,) if _is_number(value) else (value,) for value in values))

    def _called(self, callee: Value, node: ast.Call, place: Place) -> Answer:
        """Return what a call of ``callee`` gives."""
        if callee.kind is Kind.CLASS:
            return (yield questions.instance(callee.data))
        if callee.kind is Kind.FUNCTION:
            return (yield questions.returned(callee.data))
        if callee.kind is Kind.BUILTIN:
            return (yield from self._builtin_call(callee.data, node, place))
        if callee.kind is Kind.REFERENCE:
            path = callee.data.path
            if path in PARTIALS:
                return (Value(Kind.PARTIAL, Call(node, *place), True),)
            if path in CPU_COUNTS:
                return (Value(Kind.NUMBER, 1, True),)
            if path in IMPORTERS:
                return (yield from self._imported(node, place))
            if path in RUNNERS:
                return (yield from self._finished(node, place))
        name = last_name(node.func)
        if callee.kind in {Kind.REFERENCE, Kind.UNSEEN}:
            if callee == Value(Kind.UNSEEN, "cpu_count"):
                return (Value(Kind.NUMBER, 1, True),)
            if callee.kind is Kind.REFERENCE and callee.data.attributes:
                name = callee.data.name
                if class_makes_objects(name):
                    made = Call(node, *place) if callee.data.path in CLASSES else None
                    return (Value(Kind.OBJECT, made or callee.data.path),)
                owners = callee.data.root, *callee.data.attributes[:-1]
                if makes_application(name) and not any(map(holds_settings, owners)):
                    return (OBJECT,)
            return (OBJECT,) if class_makes_objects(name) or makes_by_name(node) else (UNKNOWN,)
        if callee.kind is Kind.UNKNOWN and isinstance(node.func, ast.Attribute):
            return (OBJECT,) if makes_by_name(node) else (UNKNOWN,)
        return (UNKNOWN,)

    @staticmethod
    def _new(node: ast.Call, place: Place) -> Answer:
        """Return what ``super().__new__(cls)`` and its like make: an instance of ``cls``."""
        owners = yield questions.expression(node.args[0], place)
        groups: list[Values] = []
        for owner in owners:
            if owner.kind is not Kind.CLASS:
                groups.append((UNKNOWN,))
            elif place.scope.name == "__new__":
                # Whether instances of the class are texts is what it is asked for.
                groups.append((Value(Kind.INSTANCE, owner.data),))
            else:
                groups.append((yield questions.instance(owner.data)))
        return merge(*groups)

    @staticmethod
    def _finished(node: ast.Call, place: Place) -> Answer:
        """Return what the coroutine gives that a loop runs to its end."""
        if not node.args:
            return (UNKNOWN,)
        function = node.args[0]
        groups: list[Values] = []
        for value in (yield questions.expression(function, place)):
            if value.kind is Kind.COROUTINE:
                groups.append((yield questions.produced(value.data)))
            elif value.kind is Kind.FUNCTION and isinstance(
                value.data.node, ast.AsyncFunctionDef
            ):
                groups.append((yield questions.produced(value.data)))  # anyio.run(function)
            else:
                groups.append((UNKNOWN,))
        return merge(*groups)

    def _imported(self, node: ast.Call, place: Place) -> Answer:
        """Return the module that ``import_module("…")`` and its like give."""
        if len(node.args) == 1 and not node.keywords:
            names = yield questions.expression(node.args[0], place)
            name = names[0].data if len(names) == 1 and names[0].kind is Kind.CONSTANT else None
            if isinstance(name, str):
                return (Value(Kind.REFERENCE, Reference(name, (), name)),)
        return (UNKNOWN,)

    def _builtin_call(self, name: str, node: ast.Call, place: Place) -> Answer:
        if name == "__import__":
            modules = yield from self._imported(node, place)
            # It gives the package around all, where import_module gives the module itself.
            return tuple(map(_outermost, modules))
        if name in _MADE_OF_NOTHING and not node.args and not node.keywords:
            return (constant(_MADE_OF_NOTHING[name]),)
        if name in TEXT_BUILTINS:
            if name != "str" or len(node.args) != 1 or node.keywords:
                return (TEXT,)
            made = yield questions.expression(node.args[0], place)
            return merge(*((shown(value) if _is_plain(value) else TEXT,) for value in made))
        if name in {"max", "min"} and len(node.args) > 1:
            return (yield from self._extreme(name, node, place))
        if name in {"int", "float", "bool", "abs", "round"} and len(node.args) == 1:
            if not node.keywords and not isinstance(node.args[0], ast.Starred):
                values = yield questions.expression(node.args[0], place)
                return merge(*((convert(name, value),) for value in values))
        if name == "len" and len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
            argument = node.args[0]
            if isinstance(argument, ast.Call):
                callees = yield questions.expression(argument.func, place)
                if [c.data.path for c in callees if c.kind is Kind.REFERENCE] == [
                    "os.sched_getaffinity"
                ]:
                    return (Value(Kind.NUMBER, 1, True),)
            return self.containers.length((yield questions.expression(argument, place)))
        if name == "object":
            return (TRUTHY,)
        return (OBJECT,) if name in OBJECT_BUILTINS else (UNKNOWN,)

    def _extreme(self, name: str, node: ast.Call, place: Place) -> Answer:
        """Return the bound that ``max`` or ``min`` of several values has."""
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            return (UNKNOWN,)
        groups: list[Values] = []
        for argument in node.args:
            groups.append((yield questions.expression(argument, place)))
        return extreme(name, groups)

    def returned(self, function: Scope) -> Answer:
        """Return what a call of a function defined here gives."""
        node = function.function
        if not decorator_names(node) <= TRANSPARENT_DECORATORS:
            return (UNKNOWN,)
        if function.generator:
            return (TRUTHY,)
        if isinstance(node, ast.AsyncFunctionDef):
            return (Value(Kind.COROUTINE, function, True),)
        made = yield questions.produced(function)
        # What a call has given before may have been changed.
        return loose(made) if decorator_names(node) & KEEPING_DECORATORS else made

    def produced(self, function: Scope) -> Answer:
        """Return what the code of a function returns."""
        node = function.function
        if isinstance(node, ast.Lambda):
            return (yield questions.expression(node.body, function.end))
        assert function.place is not None
        if isinstance(node.returns, ast.Constant) and node.returns.value is None:
            return (NONE,)
        stated: Values = (UNKNOWN,)
        if node.returns is not None:
            stated = yield questions.admitted(node.returns, function.place)
        groups: list[Values] = []
        for value, place in function.returns:
            groups.append((yield questions.expression(value, place)) if value else (NONE,))
        if function.root.falls_through:
            groups.append((UNKNOWN,) if _is_stub(node) else (NONE,))
        values = merge(*groups) or (UNKNOWN,)
        if stated == (UNKNOWN,):
            return values
        # An annotation decides where nothing is certain.
        return merge(*((item,) if is_object(item) or is_text(item) else stated for item in values))


def makes_by_name(node: ast.Call) -> bool:
    """Does the call say by its names that it makes an application?"""
    *holders, name = names_of(node.func)
    return makes_application(name) and not any(map(holds_settings, holders))


def _as_receiver(value: Value, owners: Values) -> Value:
    """Return what a method gives that gives its ``self``, called on an object of these."""
    own = len(owners) == 1 and owners[0].kind in {Kind.INSTANCE, Kind.SELF}
    return owners[0] if own and value.kind is Kind.SELF else value


def _outermost(module: Value) -> Value:
    """Return the package in which a module lies, the outermost one."""
    if module is UNKNOWN:
        return module
    name = module.data.module.partition(".")[0]
    return Value(Kind.REFERENCE, Reference(name, (), name))


def _is_number(value: Value) -> bool:
    return value.kind is Kind.CONSTANT and is_object(value) and value != NONE


def _is_plain(value: Value) -> bool:
    """Is it a constant of which ``str`` is known, whatever Python runs it?"""
    return value.kind is Kind.CONSTANT and not isinstance(value.data, bytes)


def _is_stub(node: Any) -> bool:
    """Does a function say nothing but that others are to override it?"""
    return all(
        isinstance(statement, (ast.Pass, ast.Raise))
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in node.body
    )
