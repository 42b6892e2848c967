"""Which calls of a function of this file are visible, and with what it is called there."""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.inference.classes import class_around
from flake8_uvicorn_import_string.inference.values import Kind, Value
from flake8_uvicorn_import_string.launches.frames import first_parameter
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS
from flake8_uvicorn_import_string.semantic.model import Call, ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.arguments import ArgumentReader
    from flake8_uvicorn_import_string.launches.indirect import Launchers
    from flake8_uvicorn_import_string.launches.launch import Arguments
    from flake8_uvicorn_import_string.semantic.model import Place, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Past so many calls that may be of one function, nobody looks at the others.
CALL_LIMIT: Final = 50
# A function may have so many names.
NAME_LIMIT: Final = 8

# Decorators that leave a function as it is for those who call it.
_PLAIN: Final = frozenset({"staticmethod", "classmethod", "override", "final"})


class VisibleCall(NamedTuple):
    """A call of a function: what it is given, by which parts of which node.

    ``prepared`` is the call of ``functools.partial`` whose arguments come before these;
    ``receiver`` the object whose method is called.
    """

    call: Call
    args: list[ast.expr]
    keywords: list[ast.keyword]
    prepared: Call | None = None
    receiver: ast.expr | None = None

    def read(self, reader: ArgumentReader, inference: Inference) -> Arguments:
        """Return the arguments, as they are in the sight of who calls."""
        given = reader.read(self.args, self.keywords, self.call, inference)
        if self.prepared is None:
            return given
        node = self.prepared.node
        earlier = reader.read(node.args[1:], node.keywords, self.prepared)
        return earlier.shown_at(self.call.node).then(given)

    def parts(self) -> Iterator[ast.expr]:
        """Yield the expressions that it gives."""
        yield from self.args
        yield from (keyword.value for keyword in self.keywords)
        if self.receiver is not None:
            yield self.receiver


class Callers:
    """Knows which calls of the functions of one file are visible."""

    def __init__(
        self,
        table: SymbolTable,
        inference: Inference,
        reader: ArgumentReader,
        launchers: Launchers,
    ) -> None:
        self.table = table
        self.inference = inference
        self.reader = reader
        self.launchers = launchers
        self._found: dict[Scope, list[VisibleCall]] = {}

    def of(self, function: Scope) -> list[VisibleCall]:
        """Return the visible calls of a function, none where a decorator may replace it."""
        found = self._found.get(function)
        if found is None:
            found = []
            if decorator_names(function.node) <= _PLAIN and not function.generator:
                found = [*self._search(function)]
                found.sort(key=lambda item: (item.call.node.lineno, item.call.node.col_offset))
            self._found[function] = found
        return found

    def may_have_others(self, function: Scope) -> bool:
        """May something that is not visible call a function: has it been given away?"""
        names = self._names(function)
        calls = sum(len(self.table.calls.get(name, ())) for name in names)
        given = len(names) - 1  # to another name
        return sum(self.table.reads.get(name, 0) for name in names) > calls + given

    def _names(self, function: Scope) -> list[str]:
        """Return the names by which a function may be called."""
        node: Any = function.node
        if isinstance(node, ast.Lambda):
            names = self.table.names_of_lambda(function)
        else:
            names = [node.name]
        for name in names:
            for group in self.table.aliases.get(name, ()):
                names += [alias for alias in dict.fromkeys(group) if alias not in names]
            if len(names) > NAME_LIMIT:
                return names[:1]
        return names

    def _search(self, function: Scope) -> Iterator[VisibleCall]:
        names = self._names(function)
        if "__call__" in names:
            names.append("")
        candidates = (call for name in names for call in self.table.calls.get(name, ()))
        for call in islice(candidates, CALL_LIMIT):
            yield from self._direct(function, call)
        for call in self.table.calls.get("", ())[:CALL_LIMIT]:
            if isinstance(call.node.func, ast.Subscript) and self._chosen(call) == [function]:
                yield VisibleCall(call, call.node.args, call.node.keywords)
        handing = (call for name in LAUNCHERS for call in self.table.calls.get(name, ()))
        for call in islice(handing, CALL_LIMIT):
            yield from self._handed(function, call)

    def _direct(self, function: Scope, call: Call) -> Iterator[VisibleCall]:
        node, place = call.node, call.place
        func = node.func
        values = self.inference.values(func, place)
        if len(values) != 1:
            return
        value = values[0]
        if value.kind is Kind.PARTIAL:
            prepared: Call = value.data
            first = prepared.node.args[:1]
            if first and self._is(function, first[0], prepared.place):
                yield VisibleCall(call, node.args, node.keywords, prepared)
        elif value.kind is Kind.INSTANCE:
            if self._method(value.data, "__call__") is function:
                yield VisibleCall(call, node.args, node.keywords, None, func)
        elif value == _value_of(function):
            receiver = func.value if isinstance(func, ast.Attribute) else None
            if receiver is None or class_around(function) is None:
                if class_around(function) is None:
                    yield VisibleCall(call, node.args, node.keywords)
                return
            if not self._is_static(function):
                owners = self.inference.values(receiver, place)
                by_class = all(owner.kind is Kind.CLASS for owner in owners)
                if by_class and "classmethod" not in decorator_names(function.node):
                    return
                yield VisibleCall(call, node.args, node.keywords, None, receiver)
            else:
                yield VisibleCall(call, node.args, node.keywords)
        elif isinstance(func, ast.Attribute) and self._super_method(func, place) is function:
            around = self._method_around(place)
            assert around is not None
            first_name = ast.copy_location(ast.Name(first_parameter(around), ast.Load()), func)
            yield VisibleCall(call, node.args, node.keywords, None, first_name)

    def _is(self, function: Scope, node: ast.expr, place: Place) -> bool:
        return self.inference.values(node, place) == (_value_of(function),)

    @staticmethod
    def _is_static(function: Scope) -> bool:
        return "staticmethod" in decorator_names(function.node)

    def _chosen(self, call: Call) -> list[Scope]:
        """Return the functions that a key of a dict of functions may lead to."""
        func = call.node.func
        assert isinstance(func, ast.Subscript)
        key = getattr(func.slice, "value", None)
        contents = self.reader.contents(func.value, call.place, self.inference)
        item = contents.items.get(key) if isinstance(key, str) else None
        found: list[Scope] = []
        for source in item.sources if item is not None and not item.is_optional else ():
            for value in source.values:
                found.append(value.data if value.kind is Kind.FUNCTION else self.table.module)
        return found

    def _handed(self, function: Scope, call: Call) -> Iterator[VisibleCall]:
        """Yield a call to come: a thread or the like is given the function."""
        launcher = self.launchers.named(call)
        if launcher is None or launcher == "partial":
            return
        taken = LAUNCHERS[launcher].takes(call.node)
        if taken is None or class_around(function) is not None:
            return
        target, args, keywords = taken
        if self._is(function, target, call.place) and self.launchers.called(call) == launcher:
            yield VisibleCall(call, args, keywords)

    # Methods

    def _method(self, scope: Scope, name: str) -> Scope | None:
        """Return the method that instances of a class surely have under a name."""
        for _ in range(NAME_LIMIT):
            if name in scope.bindings:
                bindings = self.table.reaching(scope, name, scope.end).bindings
                return self.table.scopes.get(bindings[0].node) if len(bindings) == 1 else None
            base = self._base(scope)
            if base is None:
                return None
            scope = base
        return None

    def _base(self, scope: Scope) -> Scope | None:
        """Return the one base of a class, if it is one of this file."""
        node: Any = scope.node
        if len(node.bases) != 1 or scope.place is None:
            return None
        values = self.inference.values(node.bases[0], scope.place)
        return values[0].data if len(values) == 1 and values[0].kind is Kind.CLASS else None

    def _method_around(self, place: Place) -> Scope | None:
        scope = place.scope
        if scope.kind is ScopeKind.FUNCTION and class_around(scope) is not None:
            return scope if first_parameter(scope) else None
        return None

    def _super_method(self, func: ast.Attribute, place: Place) -> Scope | None:
        """Return the method that ``super().name`` is."""
        around = self._method_around(place)
        if (
            around is None
            or not isinstance(func.value, ast.Call)
            or func.value.args
            or plain_name(func.value.func) != "super"
        ):
            return None
        owner = class_around(around)
        base = self._base(owner) if owner is not None else None
        return self._method(base, func.attr) if base is not None else None


def _value_of(function: Scope) -> Value:
    """Return the value of a function of this file."""
    return Value(Kind.FUNCTION, function, True)
