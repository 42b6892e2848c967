"""What a call gives: one of a builtin, of a thing imported, of a function defined here."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.naming import (
    class_makes_objects,
    holds_settings,
    makes_application,
)
from flake8_uvicorn_import_string.facts.python import (
    CPU_COUNTS,
    IMPORTERS,
    OBJECT_BUILTINS,
    PARTIALS,
    STR_ATTRIBUTES,
    TEXT_BUILTINS,
    TEXT_METHODS,
    TRANSPARENT_DECORATORS,
)
from flake8_uvicorn_import_string.facts.uvicorn import CLASSES
from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.arithmetic import convert, extreme
from flake8_uvicorn_import_string.inference.classes import may_be_derived
from flake8_uvicorn_import_string.inference.values import (
    NONE,
    OBJECT,
    TEXT,
    TRUTHY,
    UNKNOWN,
    Kind,
    Reference,
    Value,
    is_text,
    merge,
)
from flake8_uvicorn_import_string.semantic.model import Call
from flake8_uvicorn_import_string.syntax import decorator_names, last_name, names_of

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.questions import Answer
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Place, Scope


class Calls:
    """Answers what the calls of one file give."""

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
        callees = yield questions.expression(func, place)
        groups: list[Values] = []
        for callee in callees:
            groups.append((yield from self._called(callee, node, place)))
        values = merge(*groups)
        # A method that gives nothing is there to be overridden.
        hook = values == (NONE,) and any(map(may_be_derived, owners))
        return (UNKNOWN,) if hook else values

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
        if name in TEXT_BUILTINS:
            return (TEXT,)
        if name in {"max", "min"} and len(node.args) > 1:
            return (yield from self._extreme(name, node, place))
        if name in {"int", "float", "bool", "abs", "round"} and len(node.args) == 1:
            if not node.keywords and not isinstance(node.args[0], ast.Starred):
                values = yield questions.expression(node.args[0], place)
                return merge(*((convert(name, value),) for value in values))
        if name == "len" and len(node.args) == 1:
            argument = node.args[0]
            if isinstance(argument, ast.Call):
                callees = yield questions.expression(argument.func, place)
                if [c.data.path for c in callees if c.kind is Kind.REFERENCE] == [
                    "os.sched_getaffinity"
                ]:
                    return (Value(Kind.NUMBER, 1, True),)
            return (OBJECT,)
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
        return (yield questions.produced(function))

    def produced(self, function: Scope) -> Answer:
        """Return what the code of a function returns."""
        node = function.function
        if isinstance(node, ast.Lambda):
            return (yield questions.expression(node.body, function.end))
        assert function.place is not None
        if isinstance(node.returns, ast.Constant) and node.returns.value is None:
            return (NONE,)
        if node.returns is not None:
            stated = yield questions.admitted(node.returns, function.place)
            if stated != (UNKNOWN,):
                return stated
        groups: list[Values] = []
        for value, place in function.returns:
            groups.append((yield questions.expression(value, place)) if value else (NONE,))
        if function.root.falls_through:
            groups.append((UNKNOWN,) if _is_stub(node) else (NONE,))
        return merge(*groups) or (UNKNOWN,)


def makes_by_name(node: ast.Call) -> bool:
    """Does the call say by its names that it makes an application?"""
    *holders, name = names_of(node.func)
    return makes_application(name) and not any(map(holds_settings, holders))


def _outermost(module: Value) -> Value:
    """Return the package in which a module lies, the outermost one."""
    if module is UNKNOWN:
        return module
    name = module.data.module.partition(".")[0]
    return Value(Kind.REFERENCE, Reference(name, (), name))


def _is_stub(node: Any) -> bool:
    """Does a function say nothing but that others are to override it?"""
    return all(
        isinstance(statement, (ast.Pass, ast.Raise))
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in node.body
    )
