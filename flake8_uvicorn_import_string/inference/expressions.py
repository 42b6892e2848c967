"""What an expression is: the values that it may have at a place.

:class:`Inference` answers for expressions and for bindings, and knows who answers the other
questions: ``names.py``, ``calls.py``, ``classes.py``, ``attributes.py``, ``annotations.py``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from flake8_uvicorn_import_string.facts.python import STR_ATTRIBUTES
from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.annotations import Annotations
from flake8_uvicorn_import_string.inference.arithmetic import (
    binary,
    compare,
    negated,
    shown,
    unary,
)
from flake8_uvicorn_import_string.inference.attributes import Attributes
from flake8_uvicorn_import_string.inference.calls import Calls, makes_by_name
from flake8_uvicorn_import_string.inference.changes import Changes
from flake8_uvicorn_import_string.inference.classes import Classes, class_around
from flake8_uvicorn_import_string.inference.containers import Containers, kept
from flake8_uvicorn_import_string.inference.names import Names
from flake8_uvicorn_import_string.inference.questions import Answer
from flake8_uvicorn_import_string.inference.values import (
    NONE,
    OBJECT,
    TRUTHY,
    UNKNOWN,
    Kind,
    Value,
    constant,
    is_text,
    merge,
    string,
    truth_of,
)
from flake8_uvicorn_import_string.syntax import is_long_chain

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Binding, Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Fields(Protocol):
    """Knows what the fields of instances are, by the calls that made these."""

    def of(
        self, node: ast.Attribute, place: Place, inference: Inference
    ) -> Sequence[FieldSource] | None:
        """Return what an attribute of an instance may be, None if that is not certain."""

    def values(self, source: FieldSource) -> Values:
        """Return what one of these may be, in the sight of another inference."""


class FieldSource(Protocol):
    """An expression, where it is evaluated, and in whose sight."""

    @property
    def node(self) -> ast.expr: ...
    @property
    def place(self) -> Place: ...
    @property
    def inference(self) -> Inference: ...


class Inference(Names):
    """Answers what expressions of one file may be.

    ``fields`` knows, once somebody has found it, what instances hold.
    """

    fields: Fields | None = None

    def __init__(self, table: SymbolTable, changes: Changes | None = None) -> None:
        self.changes = changes or Changes(table)
        self.containers = Containers(table, self.changes)
        self.calls = Calls(self.containers)
        annotations, classes = Annotations(table), Classes(table)
        attributes = Attributes(table, classes)
        # The questions, and who answers them: these know each other by their questions alone.
        super().__init__(
            table,
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
            },
        )

    def values(self, node: ast.expr, place: Place) -> Values:
        """Return what ``node`` may be at a place."""
        if is_long_chain(node):
            return (UNKNOWN,)
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

    def _attribute(self, node: ast.Attribute, place: Place) -> Answer:
        owners = yield questions.expression(node.value, place)
        groups: list[Values] = []
        if self.fields is not None and [owner.kind for owner in owners] == [Kind.INSTANCE]:
            for source in self.fields.of(node, place, self) or ():
                if source.inference is self:
                    groups.append((yield questions.expression(source.node, source.place)))
                else:
                    groups.append(self.fields.values(source))
            if groups:
                return _filled(kept(merge(*groups)))
        for owner in owners:
            if owner.kind is Kind.REFERENCE:
                groups.append((owner.data.attribute(node.attr),))
            elif owner.kind is Kind.CLASS:
                groups.append((yield questions.attribute(owner.data, node.attr)))
            elif owner.kind in {Kind.SELF, Kind.INSTANCE}:
                groups.append((yield questions.instance_attribute(owner, node.attr)))
            elif is_text(owner):
                # What no str has may be an attribute of a subclass, or of an enum's member.
                groups.append((TRUTHY if node.attr in STR_ATTRIBUTES else UNKNOWN,))
            else:
                groups.append((UNKNOWN,))
        return kept(merge(*groups))

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
        return self.containers.subscript(node, place)

    def _display(self, node: ast.Tuple | ast.List | ast.Dict, place: Place) -> Values:
        return self.containers.display(node, place)


def _filled(values: Values) -> Values:
    """Return what a field is; one that is None is there to be filled, but as a flag it is off."""
    return (UNKNOWN._replace(truth=False),) if values == (NONE,) else values


def _literal(node: ast.expr) -> Value:
    """Return the value of an expression that can be told without its parts."""
    if isinstance(node, ast.Constant):
        return constant(node.value)
    if isinstance(node, ast.Set):
        sure = any(not isinstance(part, ast.Starred) for part in node.elts)
        return Value(Kind.OBJECT, None, True if sure else None)
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)):
        return OBJECT
    return TRUTHY if isinstance(node, _TRUE_EXPRESSIONS) else UNKNOWN


_EXPRESSIONS: Final[dict[type, Callable[..., Answer | Values]]] = {
    ast.Name: Inference.name,
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
    ast.Tuple: Inference._display,
    ast.List: Inference._display,
    ast.Dict: Inference._display,
}
# A template string (Python 3.14) is no str.
_TRUE_EXPRESSIONS: Final[tuple[type, ...]] = tuple(
    getattr(ast, name) for name in ("GeneratorExp", "TemplateStr") if hasattr(ast, name)
)
