"""What an expression is: the values that it may have at a place.

:class:`Inference` answers for expressions and for bindings, and knows who answers the other
questions: ``calls.py``, ``classes.py``, ``attributes.py`` and ``annotations.py``.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.python import (
    BUILTINS,
    CLASS_NAMES,
    STR_ATTRIBUTES,
)
from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.annotations import Annotations, weighed
from flake8_uvicorn_import_string.inference.arithmetic import (
    binary,
    compare,
    negated,
    shown,
    unary,
)
from flake8_uvicorn_import_string.inference.attributes import Attributes
from flake8_uvicorn_import_string.inference.calls import Calls, makes_by_name
from flake8_uvicorn_import_string.inference.classes import (
    Classes,
    class_around,
    class_of_method,
)
from flake8_uvicorn_import_string.inference.questions import Answer, Answers
from flake8_uvicorn_import_string.inference.values import (
    MODULE_NAME,
    NONE,
    OBJECT,
    PACKAGE_NAME,
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
    string,
    truth_of,
)
from flake8_uvicorn_import_string.semantic.model import BindingKind, Place
from flake8_uvicorn_import_string.syntax import decorator_names

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Binding
    from flake8_uvicorn_import_string.semantic.table import Lookup, SymbolTable


class Inference(Answers):
    """Answers what expressions of one file may be."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self.calls = Calls()
        annotations, classes = Annotations(table), Classes(table)
        attributes = Attributes(table, classes)
        # The questions, and who answers them: these know each other by their questions alone.
        super().__init__(
            {
                "expression": self.expression,
                "binding": self.binding,
                "returned": self.calls.returned,
                "produced": self.calls.produced,
                "admitted": annotations.admitted,
                "stated": annotations.stated,
                "instance": classes.instance,
                "textual": classes.textual,
                "textual_self": classes.textual_self,
                "class_attribute": attributes.class_attribute,
                "overriding": attributes.overriding,
                "attribute": attributes.attribute,
                "instance_attribute": attributes.instance_attribute,
                "stored": attributes.stored,
                "changed_by_others": attributes.changed_by_others,
            }
        )

    def values(self, node: ast.expr, place: Place) -> Values:
        """Return what ``node`` may be at a place."""
        return self.ask(questions.expression(node, place))

    def binding_values(self, binding: Binding) -> Values:
        """Return what a binding may bind."""
        return self.ask(questions.binding(binding))

    # Expressions

    def expression(self, node: ast.expr, place: Place) -> Answer | Values:
        """Return what an expression may be at a place."""
        handler = _EXPRESSIONS.get(type(node))
        if handler is not None:
            return handler(self, node, place)
        if isinstance(node, ast.Lambda):
            # One that stands in an annotation in quotes has no scope: the reader never met it.
            scope = self.table.scopes.get(node)
            return (TRUTHY if scope is None else Value(Kind.FUNCTION, scope, True),)
        return (_literal(node),)

    def _name(self, node: ast.Name, place: Place) -> Answer:
        found = self.table.lookup(node.id, place)
        groups: list[Values] = []
        for binding in found.bindings:
            groups.append((yield questions.binding(binding)))
        for binding in found.possible_later:
            # These may only raise doubts: they do not make a call one of uvicorn's.
            values = yield questions.binding(binding)
            groups.append(tuple(UNKNOWN if _launches(value) else value for value in values))
        if not found.complete:
            groups.append((UNKNOWN,))
        if not found.bindings and found.complete:
            groups.append((self._unbound(node.id),))
        values = merge(*groups)
        unseen = Value(Kind.UNSEEN, node.id)
        if found.may_be_hidden and any(value.kind is not Kind.REFERENCE for value in values):
            # What is imported here too would be the same thing.
            values = merge(values, (unseen,))
        doubts = {UNKNOWN, unseen}
        if not doubts.isdisjoint(values) and self._used_as_object(node.id, place, found):
            values = merge(tuple(OBJECT if value in doubts else value for value in values))
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

    def _used_as_object(self, name: str, place: Place, found: Lookup) -> bool:
        """Was the name, with the same bindings, surely used before as no ``str`` can be?"""
        if not found.bindings or name not in self.table.uses:
            return False
        if _bound_elsewhere(name, place, found):
            return False
        uses = self.table.uses[name]
        for region, at in place.around():
            used = uses.get(region, [])
            number = bisect_right(used, at)
            if number:
                before = self.table.lookup(name, Place(region, used[number - 1]))
                return (
                    set(before.bindings) == set(found.bindings)
                    and set(before.possible_later) == set(found.possible_later)
                    and before.may_be_hidden is found.may_be_hidden
                )
        return False

    def _attribute(self, node: ast.Attribute, place: Place) -> Answer:
        owners = yield questions.expression(node.value, place)
        groups: list[Values] = []
        for owner in owners:
            if owner.kind is Kind.REFERENCE:
                module, attributes, root = owner.data
                groups.append(
                    (Value(Kind.REFERENCE, Reference(module, (*attributes, node.attr), root)),)
                )
            elif owner.kind is Kind.CLASS:
                groups.append((yield questions.attribute(owner.data, node.attr)))
            elif owner.kind in {Kind.SELF, Kind.INSTANCE}:
                groups.append((yield questions.instance_attribute(owner, node.attr)))
            elif is_text(owner):
                # What no str has may be an attribute of a subclass, or of an enum's member.
                groups.append((TRUTHY if node.attr in STR_ATTRIBUTES else UNKNOWN,))
            else:
                groups.append((UNKNOWN,))
        return merge(*groups)

    def _call(self, node: ast.Call, place: Place) -> Answer:
        return self.calls.given(node, place)

    def _if_expression(self, node: ast.IfExp, place: Place) -> Answer:
        tests = yield questions.expression(node.test, place)
        truth = truth_of(tests)
        groups: list[Values] = []
        if truth is not False:
            groups.append((yield questions.expression(node.body, place)))
        if truth is not True:
            groups.append((yield questions.expression(node.orelse, place)))
        return merge(*groups)

    def _bool_op(self, node: ast.BoolOp, place: Place) -> Answer:
        stops_on = isinstance(node.op, ast.Or)
        groups: list[Values] = []
        for part in node.values[:-1]:
            values = yield questions.expression(part, place)
            # What is left of a part is what stopped there, so its truth is known.
            groups.append(
                tuple(
                    value._replace(truth=stops_on)
                    for value in values
                    if value.truth is not (not stops_on)
                )
            )
            if values and all(value.truth is stops_on for value in values):
                return merge(*groups)
        groups.append((yield questions.expression(node.values[-1], place)))
        return merge(*groups)

    def _unary(self, node: ast.UnaryOp, place: Place) -> Answer:
        values = yield questions.expression(node.operand, place)
        return negated(values) if isinstance(node.op, ast.Not) else unary(node.op, values)

    def _binary(self, node: ast.BinOp, place: Place) -> Answer:
        left = yield questions.expression(node.left, place)
        right = yield questions.expression(node.right, place)
        return binary(node.op, left, right)

    def _compare(self, node: ast.Compare, place: Place) -> Answer:
        left = yield questions.expression(node.left, place)
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = yield questions.expression(comparator, place)
            outcome = compare(op, left, right)
            if outcome == (constant(False),):
                return outcome
            if outcome != (constant(True),):
                return (OBJECT,)
            left = right
        return (constant(True),)

    def _joined(self, node: ast.JoinedStr, place: Place) -> Answer:
        text: str | None = ""
        truth: bool | None = None
        for part in node.values:
            if isinstance(part, ast.Constant):
                piece: str | None = str(part.value)
            else:
                piece = None
                assert isinstance(part, ast.FormattedValue)
                if part.conversion in {-1, 115} and part.format_spec is None:
                    values = yield questions.expression(part.value, place)
                    if len(values) == 1 and isinstance(values[0].data, str) and is_text(values[0]):
                        piece = values[0].data
                    elif len(values) == 1:
                        piece = shown(values[0]).data
            truth = True if piece else truth
            text = None if text is None or piece is None else text + piece
        return (string(text, truth),)

    def _named(self, node: ast.NamedExpr, place: Place) -> Answer:
        return (yield questions.expression(node.value, place))

    def _await(self, node: ast.Await, place: Place) -> Answer:
        values = yield questions.expression(node.value, place)
        groups: list[Values] = []
        for value in values:
            if value.kind is Kind.COROUTINE:
                made = yield questions.produced(value.data)
                hook = made == (NONE,) and class_around(value.data) is not None
                groups.append((UNKNOWN,) if hook else made)
            elif isinstance(node.value, ast.Call) and makes_by_name(node.value):
                groups.append((OBJECT if value.kind is Kind.OBJECT else UNKNOWN,))
            else:
                groups.append((UNKNOWN,))
        return merge(*groups)

    def _subscript(self, node: ast.Subscript, place: Place) -> Answer:
        values = yield questions.expression(node.value, place)
        return (TEXT,) if values and all(map(is_text, values)) else (UNKNOWN,)

    # Bindings

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
        elif kind is BindingKind.AUGMENTED:
            name = ast.Name(node.id, ast.Load())
            left = yield from self._name(name, binding.read_place)
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
        if owner is not None:
            textual = yield questions.textual_self(owner)
            if textual == (OBJECT,):
                decorators = decorator_names(function.node)
                is_class = "classmethod" in decorators or argument.arg in CLASS_NAMES
                return (Value(Kind.CLASS if is_class else Kind.SELF, owner),)
            return textual
        return (UNKNOWN,)


def _bound_elsewhere(name: str, place: Place, found: Lookup) -> bool:
    """May code of another scope than the reader's and the owner's bind the name, at any time?"""
    owner = found.owner
    if owner is None:
        return True  # "nonlocal" of nothing: no Python compiles that
    others = owner.bound_elsewhere.get(place.scope.mangled(name), ())
    return "*" in owner.bound_elsewhere or any(
        binding.scope is not place.scope for binding in others
    )


def _launches(value: Value) -> bool:
    """May a call of the value, or of something of it, be a launch?"""
    if value.kind is Kind.REFERENCE:
        return str(value.data.module).partition(".")[0] == "uvicorn"
    return value.kind is Kind.PARTIAL


def _literal(node: ast.expr) -> Value:
    """Return the value of an expression that can be told without its parts."""
    if isinstance(node, ast.Constant):
        return constant(node.value)
    if isinstance(node, (ast.Tuple, ast.List, ast.Set, ast.Dict)):
        parts = node.keys if isinstance(node, ast.Dict) else node.elts
        sure = any(part is not None and not isinstance(part, ast.Starred) for part in parts)
        return Value(Kind.OBJECT, None, True if sure else None if parts else False)
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)):
        return OBJECT
    return TRUTHY if isinstance(node, _TRUE_EXPRESSIONS) else UNKNOWN


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


_EXPRESSIONS: Final[dict[type, Callable[..., Answer]]] = {
    ast.Name: Inference._name,
    ast.Attribute: Inference._attribute,
    ast.Call: Inference._call,
    ast.IfExp: Inference._if_expression,
    ast.BoolOp: Inference._bool_op,
    ast.UnaryOp: Inference._unary,
    ast.BinOp: Inference._binary,
    ast.Compare: Inference._compare,
    ast.JoinedStr: Inference._joined,
    ast.NamedExpr: Inference._named,
    ast.Await: Inference._await,
    ast.Subscript: Inference._subscript,
}
# A template string (Python 3.14) is no str.
_TRUE_EXPRESSIONS: Final[tuple[type, ...]] = tuple(
    getattr(ast, name) for name in ("GeneratorExp", "TemplateStr") if hasattr(ast, name)
)
