"""What an annotation admits: ``str``, only other things, or nobody can tell."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.facts.naming import type_excludes_str
from flake8_uvicorn_import_string.facts.python import TYPE_BUILTINS
from flake8_uvicorn_import_string.inference import questions
from flake8_uvicorn_import_string.inference.values import (
    OBJECT,
    TEXT,
    TEXT_LIMIT,
    UNKNOWN,
    Kind,
    merge,
)
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.questions import Answer
    from flake8_uvicorn_import_string.inference.values import Value, Values
    from flake8_uvicorn_import_string.semantic.model import Place, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Annotations:
    """Answers what the annotations of one file admit."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table

    def admitted(self, node: ast.expr, place: Place) -> Answer:
        """Return OBJECT, TEXT or UNKNOWN for what an annotation admits."""
        if isinstance(node, ast.Constant):
            if node.value is None:
                return (OBJECT,)
            if not isinstance(node.value, str):
                return (UNKNOWN,)
            parsed = _parse(node.value)
            return (UNKNOWN,) if parsed is None else (yield questions.admitted(parsed, place))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            left = yield questions.admitted(node.left, place)
            right = yield questions.admitted(node.right, place)
            return _union(left, right)
        if isinstance(node, ast.Subscript):
            return (yield from self._generic(node, place))
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return (UNKNOWN,)
        values = yield questions.expression(node, place)
        # Annotations in quotes, or under the __future__ import, name what comes later too.
        for scope in (place.scope, self.table.module):
            if not any(value.kind in {Kind.UNKNOWN, Kind.UNSEEN} for value in values):
                break
            values = yield questions.expression(node, scope.end)
        groups: list[Values] = []
        for value in values:
            groups.append((yield from self._admits(value)))
        return _union(*groups)

    def _admits(self, value: Value) -> Answer:
        """Return OBJECT, TEXT or UNKNOWN for a type."""
        if value.kind is Kind.CLASS:
            return (yield questions.textual(value.data))
        if value.kind is Kind.BUILTIN:
            if value.data == "str":
                return (TEXT,)
            return (OBJECT,) if value.data in TYPE_BUILTINS else (UNKNOWN,)
        if value.kind is Kind.UNSEEN:
            return (OBJECT,) if type_excludes_str(value.data) else (UNKNOWN,)
        if value.kind is Kind.REFERENCE:
            return (OBJECT,) if type_excludes_str(value.data.name) else (UNKNOWN,)
        return (OBJECT,) if value.kind is Kind.CONSTANT and value.data is None else (UNKNOWN,)

    def _generic(self, node: ast.Subscript, place: Place) -> Answer:
        """Answer for ``Optional[…]``, ``Union[…]``, ``list[…]`` and so on."""
        name = last_name(node.value)
        arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name in {"Optional", "Union", "Annotated", "Final", "ClassVar", "Required"}:
            groups: list[Values] = []
            for argument in arguments[:1] if name == "Annotated" else arguments:
                groups.append((yield questions.admitted(argument, place)))
            return _union(*groups)
        return (yield questions.admitted(node.value, place))

    def stated(self, scope: Scope, name: str) -> Answer:
        """Return what the annotations of a name say that it is."""
        groups: list[Values] = []
        for annotation in scope.annotations[name]:
            groups.append((yield questions.admitted(annotation, scope.end)))
        return merge(*groups)


def weighed(values: Values, stated: Values) -> Values:
    """Return what a name may hold in the light of what its annotations state.

    These decide where nothing else is known; and where one says ``str``, the
    name of an imported thing has no weight.  Whether it is true they do not say.
    """
    open_kinds = {Kind.UNKNOWN, Kind.REFERENCE} if stated == (TEXT,) else {Kind.UNKNOWN}
    return merge(
        *(
            tuple(
                kind if kind.truth is not None else kind._replace(truth=item.truth)
                for kind in stated
            )
            if item.kind in open_kinds
            else (item,)
            for item in values
        )
    )


def _parse(text: str) -> ast.expr | None:
    """Return the expression that an annotation in quotes holds, None if it is none."""
    if len(text) >= TEXT_LIMIT:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _union(*groups: Values) -> Values:
    """Return what a union of types admits."""
    together = merge(*groups)
    return together if len(together) == 1 else (UNKNOWN,)
