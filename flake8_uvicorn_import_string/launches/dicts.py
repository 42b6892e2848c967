"""What a dict holds where it is read: displays, copies, unions, and what functions return."""

from __future__ import annotations

import ast
from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.python import COPIES, TRANSPARENT_DECORATORS
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.as_dicts import AsDicts
from flake8_uvicorn_import_string.launches.asking import Asking
from flake8_uvicorn_import_string.launches.contents import (
    EMPTY,
    ITEM_LIMIT,
    OPEN,
    Answer,
    Contents,
    Item,
    Question,
    Source,
    keys_of,
    put,
)
from flake8_uvicorn_import_string.launches.flows import tests_around
from flake8_uvicorn_import_string.launches.frames import Frame
from flake8_uvicorn_import_string.launches.instances import Instances
from flake8_uvicorn_import_string.launches.judge import State, judge_switch
from flake8_uvicorn_import_string.launches.names import Names
from flake8_uvicorn_import_string.semantic.model import Call, Place
from flake8_uvicorn_import_string.syntax import decorator_names

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.changes import Changes
    from flake8_uvicorn_import_string.launches.launch import Arguments  # noqa: F401
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# So many calls of functions that return dicts are entered, one in another.
CALL_LIMIT: Final = 3

Read = Callable[[Call, "Inference"], "Arguments"]

# Decorators that leave a function as it is for those who call it.
_CALLED_PLAINLY: Final = TRANSPARENT_DECORATORS - {"wraps", "staticmethod", "classmethod"}


class Dicts(Asking):
    """Answers what the dicts of one file hold.

    ``read`` gives the arguments of a call.
    """

    def __init__(
        self, table: SymbolTable, inference: Inference, changes: Changes, read: Read
    ) -> None:
        super().__init__()
        self.table = table
        self.inference = inference
        self.changes = changes
        self.read = read
        self.names = Names(self)
        self.instances = Instances(table, inference, read)
        self._as_dicts = AsDicts(self.instances)
        self._depth = 0

    def contents(self, node: ast.expr, place: Place, inference: Inference) -> Contents:
        """Return what a dict holds; ``OPEN`` if the expression may be anything else."""
        return self.ask((self.expression, node, place, inference)) or OPEN

    # Expressions

    def expression(self, node: ast.expr, place: Place, inference: Inference) -> Answer:
        """Answer for any expression."""
        if isinstance(node, ast.Name):
            return (yield from self.names.name(node, place, inference))
        if isinstance(node, ast.Attribute):
            return (yield from self._attribute(node, place, inference))
        handler = _EXPRESSIONS.get(type(node))
        if handler is None:
            return OPEN
        return (yield from handler(self, node, place, inference))

    def _attribute(self, node: ast.Attribute, place: Place, inference: Inference) -> Answer:
        if not isinstance(inference, Frame) or self.changes.is_attribute_changed(node.attr):
            return OPEN
        item = self.instances.attribute(node, place, inference)
        groups: list[Contents] = []
        for source in item.sources if item is not None and not item.is_optional else ():
            groups.append((yield (self.expression, *source)) or OPEN)
        return decided(groups, ())

    def _display(self, node: ast.Dict, place: Place, inference: Inference) -> Answer:
        contents = EMPTY
        if len(node.keys) > ITEM_LIMIT:
            return OPEN
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                more = yield (self.expression, value, place, inference)
                contents = contents.then(more or OPEN)
            else:
                item = Item((Source(value, place, inference),))
                contents = put(contents, keys_of(key, place, inference), item)
        return contents

    def _union(self, node: ast.BinOp, place: Place, inference: Inference) -> Answer:
        operands: list[ast.expr] = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp) and isinstance(left.op, ast.BitOr):
            operands.append(left.right)
            left = left.left
        contents = (yield (self.expression, left, place, inference)) or OPEN
        for operand in reversed(operands):
            contents = contents.then((yield (self.expression, operand, place, inference)) or OPEN)
        return contents

    def _if_expression(self, node: ast.IfExp, place: Place, inference: Inference) -> Answer:
        state = judge_switch(inference.values(node.test, place))
        if state in {State.ON, State.OFF}:
            chosen = node.body if state is State.ON else node.orelse
            return (yield (self.expression, chosen, place, inference))
        body = (yield (self.expression, node.body, place, inference)) or OPEN
        orelse = (yield (self.expression, node.orelse, place, inference)) or OPEN
        return decided([body, orelse], [(node.test, place)])

    def _either(self, node: ast.BoolOp, place: Place, inference: Inference) -> Answer:
        groups: list[Contents] = []
        if isinstance(node.op, ast.And):
            return OPEN
        for value in node.values:
            contents = (yield (self.expression, value, place, inference)) or OPEN
            groups.append(contents)
            if any(not item.is_optional for item in contents.items.values()):
                break
        return decided(groups, [(value, place) for value in node.values[:-1]])

    def _named(self, node: ast.NamedExpr, place: Place, inference: Inference) -> Answer:
        return (yield (self.expression, node.value, place, inference))

    def _comprehension(self, node: ast.DictComp, place: Place, inference: Inference) -> Answer:
        """Answer for ``{k: v for k, v in d.items() if …}``, which drops items or keeps them."""
        generator, *others = node.generators
        target, source = generator.target, generator.iter
        names = [getattr(part, "id", "") for part in getattr(target, "elts", ())]
        if (
            others
            or [getattr(node.key, "id", None), getattr(node.value, "id", None)] != names
            or not isinstance(source, ast.Call)
            or not isinstance(source.func, ast.Attribute)
            or source.func.attr != "items"
        ):
            return OPEN
        contents = (yield (self.expression, source.func.value, place, inference)) or OPEN
        for test in generator.ifs:
            if not _drops_only_none(test, names[1]):
                keys = _kept(test, names[0])
                if keys is None:
                    return OPEN
                contents = Contents(
                    {key: item for key, item in contents.items.items() if keys(key)},
                    contents.is_open,
                )
        return contents

    def _subscript(self, node: ast.Subscript, place: Place, inference: Inference) -> Answer:
        return (yield from self._chosen(node.value, node.slice, None, place, inference))

    def _chosen(
        self,
        holder: ast.expr,
        key: ast.expr,
        default: ast.expr | None,
        place: Place,
        inference: Inference,
    ) -> Answer:
        """Answer for a dict out of a dict of dicts."""
        keys = keys_of(key, place, inference)
        if not self.names.holds_what_it_says(holder, place, keys):
            return OPEN
        outer = (yield (self.expression, holder, place, inference)) or OPEN
        if outer.is_open and keys is None:
            return OPEN
        groups: list[Contents] = []
        is_missing = keys is None
        for name in outer.items if keys is None else keys:
            item = outer.items.get(name)
            if item is None and outer.is_open:
                return OPEN
            is_missing |= item is None or item.is_optional
            for source in item.sources if item is not None else ():
                groups.append((yield (self.expression, *source)) or OPEN)
        if default is not None and is_missing:
            groups.append((yield (self.expression, default, place, inference)) or OPEN)
        return decided(groups, [(key, place)])

    # Calls

    def _call(self, node: ast.Call, place: Place, inference: Inference) -> Answer:
        func = node.func
        if isinstance(func, ast.Attribute):
            plain = not node.keywords and not any(isinstance(a, ast.Starred) for a in node.args)
            if func.attr == "copy" and plain and not node.args:
                return (yield (self.expression, func.value, place, inference))
            if func.attr == "get" and plain and 0 < len(node.args) < 3:
                key, default = (*node.args, None)[:2]
                assert key is not None
                return (yield from self._chosen(func.value, key, default, place, inference))
        callees = inference.values(func, place)
        if len(callees) == 1:
            callee = callees[0]
            if callee.kind is Kind.BUILTIN and callee.data == "dict":
                return (yield from self._dict(node, place, inference))
            if callee.kind is Kind.FUNCTION:
                return (yield from self._returned(callee.data, node, place, inference))
            if callee.kind is Kind.REFERENCE and callee.data.path in COPIES and node.args:
                return (yield (self.expression, node.args[0], place, inference))
        if isinstance(func, ast.Attribute) and func.attr == "fromkeys":
            owners = inference.values(func.value, place)
            if [(owner.kind, owner.data) for owner in owners] == [(Kind.BUILTIN, "dict")]:
                return _from_keys(node, place, inference)
        return self._as_dicts.of_call(node, place, inference)

    def _dict(self, node: ast.Call, place: Place, inference: Inference) -> Answer:
        contents: Contents = EMPTY
        if len(node.args) > 1:
            return OPEN
        for argument in node.args:
            contents = yield from self.pairs(argument, place, inference)
        return (yield from self.keywords(contents, node, place, inference))

    def keywords(
        self, contents: Contents, node: ast.Call, place: Place, inference: Inference
    ) -> Generator[Question, Contents | None, Contents]:
        """Return what a dict holds that is updated with the keywords of a call."""
        if len(node.keywords) > ITEM_LIMIT:
            return OPEN
        for keyword in node.keywords:
            if keyword.arg is not None:
                item = Item((Source(keyword.value, place, inference),))
                contents = contents.set(keyword.arg, item)
            else:
                more = yield (self.expression, keyword.value, place, inference)
                contents = contents.then(more or OPEN)
        return contents

    def pairs(
        self, node: ast.expr, place: Place, inference: Inference
    ) -> Generator[Question, Contents | None, Contents]:
        """Return what ``dict`` makes of its argument, a dict or a display of pairs."""
        if not isinstance(node, (ast.List, ast.Tuple)):
            return (yield (self.expression, node, place, inference)) or OPEN
        contents = EMPTY
        if len(node.elts) > ITEM_LIMIT:
            return OPEN
        for pair in node.elts:
            if not isinstance(pair, (ast.List, ast.Tuple)) or len(pair.elts) != 2:
                return OPEN
            key, value = pair.elts
            item = Item((Source(value, place, inference),))
            contents = put(contents, keys_of(key, place, inference), item)
        return contents

    def _returned(
        self, function: Scope, node: ast.Call, place: Place, inference: Inference
    ) -> Answer:
        """Answer for what a function or method of this file returns in one call of it."""
        definition: Any = function.node
        level = inference.level if isinstance(inference, Frame) else 0
        receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
        if (
            not isinstance(definition, ast.FunctionDef)
            or function.generator
            or function.root.falls_through
            or max(self._depth, level) >= CALL_LIMIT
            or not decorator_names(definition) <= _CALLED_PLAINLY
        ):
            return OPEN
        if receiver is not None:
            instance = self.instances.made(receiver, place, inference)
            if instance is None or self.instances.method(instance, definition.name) != function:
                return OPEN
        self._depth += 1
        call = Call(node, *place)
        arguments = self.read(call, inference)
        self._depth -= 1
        frame = self.instances.enter(function, arguments, call, inference, receiver)
        if frame is None:
            return OPEN
        frame.level = level + 1
        groups: list[Contents] = []
        tests: list[Any] = []
        for value, where in function.returns:
            if value is None:
                return OPEN
            groups.append((yield (self.expression, value, where, frame)) or OPEN)
            tests += tests_around(where)
        return decided(groups, tests)


def _from_keys(node: ast.Call, place: Place, inference: Inference) -> Contents:
    """Return what ``dict.fromkeys`` of a display gives."""
    if len(node.args) != 2 or not isinstance(node.args[0], (ast.List, ast.Tuple, ast.Set)):
        return OPEN
    contents = EMPTY
    if len(node.args[0].elts) > ITEM_LIMIT:
        return OPEN
    for key in node.args[0].elts:
        item = Item((Source(node.args[1], place, inference),))
        contents = put(contents, keys_of(key, place, inference), item)
    return contents


def decided(groups: Iterable[Contents], tests: Iterable[Any]) -> Contents:
    """Return what a dict holds that is one of several, as tests decide."""
    first, *others = list(groups) or [OPEN]
    together = first
    for other in others:
        together = together.or_else(other)
    if not others:
        return together
    tests = tuple(tests)
    return together.each(
        lambda item: item.under(tests) if item.is_optional or len(item.sources) > 1 else item
    )


def _drops_only_none(test: ast.expr, value: str) -> bool:
    """Does a test of a comprehension keep whatever is not None, or is true?"""
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        other = test.comparators[0]
        if not isinstance(test.ops[0], ast.IsNot) or not isinstance(other, ast.Constant):
            return False
        test = test.left if other.value is None else other
    return isinstance(test, ast.Name) and test.id == value


def _kept(test: ast.expr, key: str) -> Callable[[str], bool] | None:
    """Return which keys a test of a comprehension keeps, None if it asks for something else."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    if not isinstance(test.left, ast.Name) or test.left.id != key:
        return None
    op, other = test.ops[0], test.comparators[0]
    one_of = isinstance(op, (ast.In, ast.NotIn))
    parts = getattr(other, "elts", None) if one_of else [other]
    if parts is None or not all(isinstance(part, ast.Constant) for part in parts):
        return None
    names = {part.value for part in parts if isinstance(part, ast.Constant)}
    if isinstance(op, (ast.In, ast.Eq)):
        return names.__contains__
    return (lambda name: name not in names) if isinstance(op, (ast.NotIn, ast.NotEq)) else None


_EXPRESSIONS: Final[dict[type, Callable[..., Answer]]] = {
    ast.Dict: Dicts._display,
    ast.BinOp: Dicts._union,
    ast.IfExp: Dicts._if_expression,
    ast.BoolOp: Dicts._either,
    ast.NamedExpr: Dicts._named,
    ast.DictComp: Dicts._comprehension,
    ast.Subscript: Dicts._subscript,
    ast.Call: Dicts._call,
}
