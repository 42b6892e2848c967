"""What an expression is: string, object or unknown; on, off or dynamic.

Every question is a *task*, a generator that yields the tasks whose answers it
needs; :meth:`Inference.ask` runs them on a stack of its own, so that no depth of
the source can exhaust Python's.  Answers are kept; a question that needs its own
answer gets "unknown".
"""

from __future__ import annotations

import ast
import builtins
import enum
import operator
from bisect import bisect_right
from collections.abc import Callable, Generator
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.flow import (
    BINDING_LIMIT,
    END,
    Binding,
    BindingKind,
    Region,
)
from flake8_uvicorn_import_string.scopes import Call, Lookup, Scope, ScopeKind, SymbolTable
from flake8_uvicorn_import_string.values import (
    MODULE_NAME,
    NONE,
    OBJECT,
    PACKAGE_NAME,
    TEXT,
    TEXT_LIMIT,
    TRUTHY,
    UNKNOWN,
    Kind,
    Reference,
    Value,
    Values,
    class_makes_objects,
    constant,
    holds_settings,
    is_object,
    is_text,
    makes_application,
    merge,
    string,
    type_excludes_str,
)

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.scopes import AttributeStore

Task = tuple[Any, ...]
Answer = Generator[Task, Values, Values]


class Verdict(enum.Enum):
    """What an application is, as far as the source decides it."""

    STRING = enum.auto()
    OBJECT = enum.auto()
    UNKNOWN = enum.auto()


class State(enum.Enum):
    """What a flag is; ERROR is a value on which uvicorn raises an exception."""

    ON = enum.auto()
    OFF = enum.auto()
    DYNAMIC = enum.auto()
    ERROR = enum.auto()


def judge_application(values: Values) -> Verdict:
    """Return STRING or OBJECT if an expression with these values surely is one."""
    if values and all(map(is_object, values)):
        return Verdict.OBJECT
    if values and all(map(is_text, values)):
        return Verdict.STRING
    return Verdict.UNKNOWN


def judge_switch(values: Values) -> State:
    """Return the state of ``reload=`` or ``debug=``: uvicorn goes by truth."""
    return _together([_STATES[value.truth] for value in values])


def judge_workers(values: Values) -> State:
    """Return the state of ``workers=``: uvicorn asks ``(workers or 1) > 1``.

    Source: ``Config.__init__`` and ``run`` of uvicorn 0.10.6 to 0.54.0.  A true
    value that does not compare with a number is an error, not a refusal.
    """
    return _together([_workers_state(value) for value in values])


_STATES: Final = {True: State.ON, False: State.OFF, None: State.DYNAMIC}


def _together(states: list[State]) -> State:
    return states[0] if len(set(states)) == 1 else State.DYNAMIC


def _workers_state(value: Value) -> State:
    if value.truth is False:
        return State.OFF
    if value.kind is Kind.CONSTANT:
        if isinstance(value.data, (int, float)):
            return State.ON if value.data > 1 else State.OFF
        return State.ERROR
    if value.kind is Kind.NUMBER:
        return State.ON if value.data > 1 else State.DYNAMIC
    return State.ERROR if value.truth and value.kind is not Kind.UNKNOWN else State.DYNAMIC


class Inference:
    """Answers what expressions of one file may be."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self._answers: dict[Task, Values] = {}
        self._uses: dict[str, dict[Region, list[int]]] = {}
        self._stores: dict[str, dict[object, list[AttributeStore]]] = {}
        self._parsed: dict[ast.expr, ast.expr | None] = {}

    def values(self, node: ast.expr, region: Region, at: int) -> Values:
        """Return what ``node`` may be at a place."""
        return self.ask((self._expression, node, region, at))

    def binding_values(self, binding: Binding) -> Values:
        """Return what a binding may bind."""
        return self.ask((self._binding, binding))

    def ask(self, task: Task) -> Values:
        """Run a task and all the tasks that it needs."""
        answers = self._answers
        if task in answers:
            return answers[task]
        stack: list[tuple[Task, Answer]] = [(task, task[0](*task[1:]))]
        active = {task}
        answer: Any = None
        while stack:
            task, running = stack[-1]
            try:
                wanted = running.send(answer)
            except StopIteration as stop:
                stack.pop()
                answer = answers[task] = stop.value
                continue
            if wanted in answers:
                answer = answers[wanted]
            elif wanted in active:
                answer = (UNKNOWN,)
            else:
                active.add(wanted)
                stack.append((wanted, wanted[0](*wanted[1:])))
                answer = None
        return answers[task]

    # Expressions

    def _expression(self, node: ast.expr, region: Region, at: int) -> Answer:
        handler = _EXPRESSIONS.get(type(node))
        if handler is not None:
            return (yield from handler(self, node, region, at))
        if isinstance(node, ast.Lambda):
            return (Value(Kind.FUNCTION, self.table.scopes[node], True),)
        return (_literal(node),)

    def _name(self, node: ast.Name, region: Region, at: int) -> Answer:
        found = self.table.lookup(node.id, region, at)
        groups: list[Values] = []
        for binding in found.bindings:
            groups.append((yield (self._binding, binding)))
        for binding in found.doubtful:
            # These may only raise doubts: they do not make a call one of uvicorn's.
            values = yield (self._binding, binding)
            groups.append(tuple(UNKNOWN if _launches(value) else value for value in values))
        if not found.complete:
            groups.append((UNKNOWN,))
        if not found.bindings and found.complete:
            groups.append((self._unbound(node.id),))
        values = merge(*groups)
        if UNKNOWN in values and self._used_as_object(node.id, region, at, found):
            values = merge(tuple(OBJECT if value is UNKNOWN else value for value in values))
        return values

    def _unbound(self, name: str) -> Value:
        """Return what a name is that no scope of the file binds."""
        if name == "__name__":
            return string(MODULE_NAME)
        if name == "__package__":
            return string(PACKAGE_NAME)
        if name in _BUILTINS:
            return Value(Kind.BUILTIN, name, True)
        return Value(Kind.STARRED, name)

    def _used_as_object(self, name: str, region: Region, at: int, found: Lookup) -> bool:
        """Was the name, with the same bindings, surely used before as no ``str`` can be?"""
        if not found.bindings or name not in self.table.uses:
            return False
        places = self._uses.get(name)
        if places is None:
            places = self._uses[name] = {}
            for where, place in self.table.uses[name]:
                places.setdefault(where, []).append(place)
        for where, place in region.ancestors(at):
            used = places.get(where, [])
            number = bisect_right(used, place)
            if number:
                before = self.table.lookup(name, where, used[number - 1])
                return (
                    set(before.bindings) == set(found.bindings)
                    and set(before.doubtful) == set(found.doubtful)
                )
        return False

    def _attribute(self, node: ast.Attribute, region: Region, at: int) -> Answer:
        owners = yield (self._expression, node.value, region, at)
        groups: list[Values] = []
        for owner in owners:
            if owner.kind is Kind.REFERENCE:
                module, attributes, root = owner.data
                groups.append(
                    (Value(Kind.REFERENCE, Reference(module, (*attributes, node.attr), root)),)
                )
            elif owner.kind is Kind.CLASS:
                groups.append((yield (self._class_attribute, owner.data, node.attr)))
                # It may stand for a class that derives from it: then it is a ``cls``.
                groups.append((yield (self._overriding, owner.data, node.attr)))
            elif owner.kind in {Kind.SELF, Kind.INSTANCE}:
                groups.append((yield (self._instance_attribute, owner, node.attr)))
            elif is_text(owner):
                # What no str has may be an attribute of a subclass, or of an enum's member.
                groups.append((TRUTHY if node.attr in _TEXT_ATTRIBUTES else UNKNOWN,))
            else:
                groups.append((UNKNOWN,))
        return merge(*groups)

    def _call(self, node: ast.Call, region: Region, at: int) -> Answer:
        func = node.func
        if isinstance(func, ast.Attribute):
            owners = yield (self._expression, func.value, region, at)
            if owners and all(map(is_text, owners)):
                return (TEXT,) if func.attr in _TEXT_METHODS else (OBJECT,)
        callees = yield (self._expression, func, region, at)
        groups: list[Values] = []
        for callee in callees:
            groups.append((yield from self._called(callee, node, region, at)))
        return merge(*groups)

    def _called(self, callee: Value, node: ast.Call, region: Region, at: int) -> Answer:
        """Return what a call of ``callee`` gives."""
        if callee.kind is Kind.CLASS:
            return (yield (self._instance, callee.data))
        if callee.kind is Kind.FUNCTION:
            return (yield (self._returned, callee.data))
        if callee.kind is Kind.BUILTIN:
            return (yield from self._builtin_call(callee.data, node, region, at))
        if callee.kind is Kind.REFERENCE:
            path = callee.data.path
            if path in _PARTIALS:
                return (Value(Kind.PARTIAL, Call(node, region, at), True),)
            if path in _COUNTS:
                return (Value(Kind.NUMBER, 1, True),)
            if path in _IMPORTERS:
                return (yield from self._imported(node, region, at))
        name = _called_name(node.func)
        if callee.kind in {Kind.REFERENCE, Kind.STARRED}:
            if callee == Value(Kind.STARRED, "cpu_count"):
                return (Value(Kind.NUMBER, 1, True),)
            if callee.kind is Kind.REFERENCE and callee.data.attributes:
                name = callee.data.name
                if class_makes_objects(name):
                    made = Call(node, region, at) if callee.data.path in SERVERS else None
                    return (Value(Kind.OBJECT, made or callee.data.path),)
                owners = callee.data.root, *callee.data.attributes[:-1]
                if makes_application(name) and not any(map(holds_settings, owners)):
                    return (OBJECT,)
            return (OBJECT,) if class_makes_objects(name) or self._makes(node) else (UNKNOWN,)
        if callee.kind is Kind.UNKNOWN and isinstance(node.func, ast.Attribute):
            return (OBJECT,) if self._makes(node) else (UNKNOWN,)
        return (UNKNOWN,)

    @staticmethod
    def _makes(node: ast.Call) -> bool:
        """Does the call say by its names that it makes an application?"""
        func = node.func
        names = []
        while isinstance(func, ast.Attribute):
            names.append(func.attr)
            func = func.value
        names.append(func.id if isinstance(func, ast.Name) else "")
        return makes_application(names[0]) and not any(map(holds_settings, names[1:]))

    def _imported(self, node: ast.Call, region: Region, at: int) -> Answer:
        """Return the module that ``import_module("…")`` and its like give."""
        if len(node.args) == 1 and not node.keywords:
            names = yield (self._expression, node.args[0], region, at)
            name = names[0].data if len(names) == 1 and names[0].kind is Kind.CONSTANT else None
            if isinstance(name, str):
                return (Value(Kind.REFERENCE, Reference(name, (), name)),)
        return (UNKNOWN,)

    def _builtin_call(self, name: str, node: ast.Call, region: Region, at: int) -> Answer:
        if name == "__import__":
            modules = yield from self._imported(node, region, at)
            # It gives the package around all, where import_module gives the module itself.
            return tuple(map(_outermost, modules))
        if name in _TEXT_BUILTINS:
            return (TEXT,)
        if name in {"max", "min"} and len(node.args) > 1:
            return (yield from self._extreme(name, node, region, at))
        if name in {"int", "float", "bool", "abs", "round"} and len(node.args) == 1:
            if not node.keywords and not isinstance(node.args[0], ast.Starred):
                values = yield (self._expression, node.args[0], region, at)
                return merge(*((_convert(name, value),) for value in values))
        if name == "len" and len(node.args) == 1:
            argument = node.args[0]
            if isinstance(argument, ast.Call):
                callees = yield (self._expression, argument.func, region, at)
                if [c.data.path for c in callees if c.kind is Kind.REFERENCE] == [
                    "os.sched_getaffinity"
                ]:
                    return (Value(Kind.NUMBER, 1, True),)
            return (OBJECT,)
        if name == "object":
            return (TRUTHY,)
        return (OBJECT,) if name in _OBJECT_BUILTINS else (UNKNOWN,)

    def _extreme(self, name: str, node: ast.Call, region: Region, at: int) -> Answer:
        """Return the bound that ``max`` or ``min`` of several values has."""
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            return (UNKNOWN,)
        groups: list[Values] = []
        for argument in node.args:
            groups.append((yield (self._expression, argument, region, at)))
        bounds = [min(v.data for v in group) for group in groups if all(map(_is_number, group))]
        if not bounds or (name == "min" and len(bounds) < len(groups)):
            return (UNKNOWN,)
        bound = (max if name == "max" else min)(bounds)
        numbers = [group[0] for group in groups if len(group) == 1 and _is_number(group[0])]
        if len(numbers) == len(groups) and all(v.kind is Kind.CONSTANT for v in numbers):
            return (constant(bound),)
        return (_at_least(bound),)

    def _if_expression(self, node: ast.IfExp, region: Region, at: int) -> Answer:
        tests = yield (self._expression, node.test, region, at)
        state = judge_switch(tests)
        groups: list[Values] = []
        if state is not State.OFF:
            groups.append((yield (self._expression, node.body, region, at)))
        if state is not State.ON:
            groups.append((yield (self._expression, node.orelse, region, at)))
        return merge(*groups)

    def _bool_op(self, node: ast.BoolOp, region: Region, at: int) -> Answer:
        stops_on = isinstance(node.op, ast.Or)
        groups: list[Values] = []
        for part in node.values[:-1]:
            values = yield (self._expression, part, region, at)
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
        groups.append((yield (self._expression, node.values[-1], region, at)))
        return merge(*groups)

    def _unary(self, node: ast.UnaryOp, region: Region, at: int) -> Answer:
        values = yield (self._expression, node.operand, region, at)
        if isinstance(node.op, ast.Not):
            return merge(
                *((OBJECT if v.truth is None else constant(not v.truth),) for v in values)
            )
        compute = _UNARY[type(node.op)]
        return merge(*((_apply(compute, value),) for value in values))

    def _binary(self, node: ast.BinOp, region: Region, at: int) -> Answer:
        left = yield (self._expression, node.left, region, at)
        right = yield (self._expression, node.right, region, at)
        return _binary(node.op, left, right)

    def _compare(self, node: ast.Compare, region: Region, at: int) -> Answer:
        left = yield (self._expression, node.left, region, at)
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = yield (self._expression, comparator, region, at)
            outcome = merge(*((_compare(op, a, b),) for a, b in product(left, right)))
            if outcome == (constant(False),):
                return outcome
            if outcome != (constant(True),):
                return (OBJECT,)
            left = right
        return (constant(True),)

    def _joined(self, node: ast.JoinedStr, region: Region, at: int) -> Answer:
        text: str | None = ""
        truth: bool | None = None
        for part in node.values:
            if isinstance(part, ast.Constant):
                piece: str | None = str(part.value)
            else:
                piece = None
                assert isinstance(part, ast.FormattedValue)
                if part.conversion in {-1, 115} and part.format_spec is None:
                    values = yield (self._expression, part.value, region, at)
                    if len(values) == 1 and isinstance(values[0].data, str) and is_text(values[0]):
                        piece = values[0].data
                    elif len(values) == 1:
                        piece = _apply(str, values[0]).data
            truth = True if piece else truth
            text = None if text is None or piece is None else text + piece
        return (string(text, truth),)

    def _named(self, node: ast.NamedExpr, region: Region, at: int) -> Answer:
        return (yield (self._expression, node.value, region, at))

    def _await(self, node: ast.Await, region: Region, at: int) -> Answer:
        values = yield (self._expression, node.value, region, at)
        groups: list[Values] = []
        for value in values:
            if value.kind is Kind.COROUTINE:
                groups.append((yield (self._produced, value.data)))
            elif isinstance(node.value, ast.Call) and self._makes(node.value):
                groups.append((OBJECT if value.kind is Kind.OBJECT else UNKNOWN,))
            else:
                groups.append((UNKNOWN,))
        return merge(*groups)

    def _subscript(self, node: ast.Subscript, region: Region, at: int) -> Answer:
        values = yield (self._expression, node.value, region, at)
        return (TEXT,) if values and all(map(is_text, values)) else (UNKNOWN,)

    # Bindings

    def _binding(self, binding: Binding) -> Answer:
        kind = binding.kind
        node: Any = binding.node
        value: Any = binding.value
        if kind is BindingKind.IMPORT:
            # A module is always true; what a module holds may not be.
            truth = True if isinstance(value, ast.Import) else None
            reference = Value(Kind.REFERENCE, _reference(node, value), truth)
            return (yield from self._weighed(binding, (reference,)))
        if kind is BindingKind.FUNCTION:
            return (Value(Kind.FUNCTION, self.table.scopes[node], True),)
        if kind is BindingKind.CLASS:
            return (Value(Kind.CLASS, self.table.scopes[node], True),)
        if kind is BindingKind.PARAMETER:
            return (yield from self._parameter(binding))
        if kind in {BindingKind.EXCEPTION, BindingKind.TYPE_PARAMETER}:
            return (OBJECT,)
        values: Values = (UNKNOWN,)
        if kind is BindingKind.ASSIGNMENT and value is not None:
            values = yield (self._expression, value, binding.region, binding.read_at)
        elif kind is BindingKind.AUGMENTED:
            name = ast.Name(node.id, ast.Load())
            left = yield from self._name(name, binding.region, binding.read_at)
            right = yield (self._expression, value.value, binding.region, binding.read_at)
            values = _binary(value.op, left, right)
        return (yield from self._weighed(binding, values))

    def _weighed(self, binding: Binding, values: Values) -> Answer:
        """Return values in the light of the name's annotations.

        These decide where nothing else is known; and where one says ``str``, the
        name of an imported thing has no weight.
        """
        if binding.name not in binding.scope.annotations:
            return values
        stated = yield (self._stated, binding.scope, binding.name)
        open_kinds = {Kind.UNKNOWN, Kind.REFERENCE} if stated == (TEXT,) else {Kind.UNKNOWN}
        return merge(*(stated if item.kind in open_kinds else (item,) for item in values))

    def _stated(self, scope: Scope, name: str) -> Answer:
        """Return what the annotations of a name say that it is."""
        groups: list[Values] = []
        for annotation in scope.annotations[name]:
            groups.append((yield (self._annotation, annotation, scope.root, END)))
        return merge(*groups)

    def _parameter(self, binding: Binding) -> Answer:
        function = binding.scope
        argument: Any = binding.node
        if isinstance(binding.value, ast.arguments):
            return (OBJECT,)
        assert function.region is not None
        if argument.annotation is not None:
            stated = yield (self._annotation, argument.annotation, function.region, function.at)
            if binding.value is None or stated == (UNKNOWN,):
                return stated
            default: Any = binding.value
            values = yield (self._expression, default, function.region, function.at)
            return merge(stated, tuple(OBJECT if is_object(v) else v for v in values))
        owner = _class_of_method(function, argument)
        if owner is not None:
            textual = yield (self._textual, owner)
            if textual == (OBJECT,):
                decorators = _decorator_names(function.node)
                is_class = "classmethod" in decorators or argument.arg in {"cls", "mcs"}
                return (Value(Kind.CLASS if is_class else Kind.SELF, owner),)
            return textual
        return (UNKNOWN,)

    # Functions and classes

    def _returned(self, function: Scope) -> Answer:
        """Return what a call of a function defined here gives."""
        node: Any = function.node
        if not _decorator_names(node) <= _TRANSPARENT_DECORATORS:
            return (UNKNOWN,)
        if function.generator:
            return (TRUTHY,)
        if isinstance(node, ast.AsyncFunctionDef):
            return (Value(Kind.COROUTINE, function, True),)
        return (yield (self._produced, function))

    def _produced(self, function: Scope) -> Answer:
        """Return what the code of a function returns."""
        node: Any = function.node
        if isinstance(node, ast.Lambda):
            return (yield (self._expression, node.body, function.root, END))
        assert function.region is not None
        if node.returns is not None:
            stated = yield (self._annotation, node.returns, function.region, function.at)
            if stated != (UNKNOWN,):
                return stated
        groups: list[Values] = []
        for value, region, at in function.returns:
            groups.append((yield (self._expression, value, region, at)) if value else (NONE,))
        if function.root.falls:
            groups.append((UNKNOWN,) if _is_stub(node) else (NONE,))
        return merge(*groups) or (UNKNOWN,)

    def _instance(self, owner: Scope) -> Answer:
        """Return what a call of a class defined here gives."""
        textual = yield (self._textual, owner)
        if textual != (OBJECT,):
            return textual
        node: Any = owner.node
        plain = not node.bases and not {"__bool__", "__len__"} & owner.bindings.keys()
        return (Value(Kind.INSTANCE, owner, True if plain else None),)

    def _textual(self, owner: Scope) -> Answer:
        """Return TEXT if instances of a class are ``str``, OBJECT if not, else UNKNOWN."""
        node: Any = owner.node
        if node.keywords or "__new__" in owner.bindings or node.decorator_list and not (
            _decorator_names(node) <= _CLASS_DECORATORS
        ):
            return (UNKNOWN,)
        assert owner.region is not None
        groups: list[Values] = []
        for base in node.bases:
            target = base.value if isinstance(base, ast.Subscript) else base
            for value in (yield (self._expression, target, owner.region, owner.at)):
                if value.kind is Kind.CLASS:
                    groups.append((yield (self._textual, value.data)))
                elif value.kind is Kind.BUILTIN:
                    groups.append((TEXT,) if value.data == "str" else (OBJECT,))
                elif value.kind is Kind.REFERENCE:
                    name = value.data.name
                    plain = name in _PLAIN_BASES or class_makes_objects(name)
                    groups.append((OBJECT,) if plain else (UNKNOWN,))
                elif value.kind is Kind.STARRED:
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
        assert owner.region is not None
        for base in node.bases:
            for value in (yield (self._expression, base, owner.region, owner.at)):
                if value.kind is Kind.CLASS:
                    local.append(value.data)
                elif value.kind is Kind.REFERENCE:
                    foreign.append(value.data.name)
                else:
                    foreign.append(value.data if value.kind is Kind.STARRED else "")
        return local, foreign

    def _class_attribute(self, owner: Scope, name: str) -> Answer:
        local, foreign = yield from self._bases(owner)
        name = owner.mangled(name)
        groups: list[Values] = []
        for binding in owner.flow(name).reaching(owner.root, END).bindings:
            groups.append((yield (self._binding, binding)))
        if not groups:
            if name in owner.annotations:
                return (yield (self._stated, owner, name))
            for base in local:
                groups.append((yield (self._class_attribute, base, name)))
            if foreign or not groups:
                groups.append((UNKNOWN,))
        elif any(base.endswith(("Enum", "Flag")) for base in foreign):
            textual = yield (self._textual, owner)
            if textual == (UNKNOWN,) and not any(base.endswith("StrEnum") for base in foreign):
                textual = (OBJECT,)
            return textual
        stores = self._stores_of(owner, name)
        if stores is None:
            return (UNKNOWN,)
        for store in stores:
            groups.append((yield (self._stored, store)))
        return tuple(UNKNOWN if _is_computed(value) else value for value in merge(*groups))

    def _overriding(self, owner: Scope, name: str) -> Answer:
        """Return what ``name`` is in the classes of the file that derive from one."""
        groups: list[Values] = []
        pending, seen = [owner], {owner}
        while pending:
            node: Any = pending.pop().node
            for derived in self._derived.get(node.name, ()):
                if derived not in seen:
                    seen.add(derived)
                    pending.append(derived)
                    if name in derived.bindings:
                        groups.append((yield (self._class_attribute, derived, name)))
            if len(seen) > _DERIVED_LIMIT:
                return (UNKNOWN,)
        return merge(*groups)

    @cached_property
    def _derived(self) -> dict[str, list[Scope]]:
        """The classes of the file by the names of their bases."""
        derived: dict[str, list[Scope]] = {}
        for node, scope in self.table.scopes.items():
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    target = base.value if isinstance(base, ast.Subscript) else base
                    derived.setdefault(_called_name(target), []).append(scope)
        return derived

    def _field(self, owner: Scope, name: str) -> Answer:
        """Return what a field admits to which the making of an instance gives a value.

        Dataclasses, named tuples and models have such fields; a class without
        decorators and foreign bases has none.
        """
        made = False
        groups: list[Values] = []
        pending, seen = [owner], {owner}
        while pending:
            scope = pending.pop()
            node: Any = scope.node
            local, foreign = yield from self._bases(scope)
            made |= bool(foreign or node.decorator_list)
            if name in scope.annotations:
                groups.append((yield (self._stated, scope, name)))
            for base in local:
                if base not in seen:
                    seen.add(base)
                    pending.append(base)
            if len(seen) > _DERIVED_LIMIT:
                return (UNKNOWN,)
        return merge(*groups) if made else ()

    def _instance_attribute(self, owner: Value, name: str) -> Answer:
        """Return what ``name`` of an instance of a class defined here may be."""
        scope: Scope = owner.data
        if "__getattribute__" in scope.bindings:
            return (UNKNOWN,)
        groups: list[Values] = []
        stores = self._stores_of(scope, name)
        if stores is None:
            return (UNKNOWN,)
        for store in stores:
            stated: Values = (UNKNOWN,)
            if store.annotation is not None:
                stated = yield (self._annotation, store.annotation, store.region, store.at)
            if stated == (UNKNOWN,):
                stated = yield (self._stored, store)
            groups.append(stated)
        known = name in scope.bindings or name in scope.annotations
        if known or not groups:
            values = yield (self._class_attribute, scope, name)
            if owner.kind is Kind.SELF:
                values = merge(values, (yield (self._overriding, scope, name)))
            called: list[Values] = []
            for value in values:
                if value.kind is Kind.FUNCTION and _decorator_names(value.data.node) & _PROPERTIES:
                    called.append((yield (self._produced, value.data)))
                else:
                    called.append((value,))
            groups.append(merge(*called))
            groups.append((yield (self._field, scope, name)))
        values = merge(*groups)
        # Another class may derive from this one and set other constants.
        return merge(
            tuple(OBJECT if v.kind is Kind.CONSTANT and is_object(v) else v for v in values)
        )

    def _stored(self, store: AttributeStore) -> Answer:
        if store.value is None or store.target.attr == "__dict__":
            return (UNKNOWN,)
        return (yield (self._expression, store.value, store.region, store.at))

    def _holder(self, store: AttributeStore) -> Scope | None:
        """Return the class to whose ``self`` an attribute is bound, None if not to a self."""
        receiver = store.target.value
        if not isinstance(receiver, ast.Name):
            return None
        bindings = self.table.lookup(receiver.id, store.region, store.at).bindings
        if len(bindings) != 1 or bindings[0].kind is not BindingKind.PARAMETER:
            return None
        argument: Any = bindings[0].node
        return _class_of_method(bindings[0].scope, argument)

    def _stores_of(self, owner: Scope, name: str) -> list[AttributeStore] | None:
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
            index = self._stores[name] = {}
            for store in (*self.table.stores.get(name, ()), *chain(*of_any_name)):
                holder = self._holder(store)
                if holder is None and store.target.attr != name:
                    continue
                keys: list[object] = [holder]
                if holder is not None:
                    keys += _class_names(holder)
                for key in keys:
                    index.setdefault(key, []).append(store)
        node: Any = owner.node
        wanted: list[object] = [None, owner, (node.name, "base")]
        wanted += [(base, "name") for base, kind in _class_names(owner) if kind == "base"]
        if sum(len(index.get(key, ())) for key in wanted) > BINDING_LIMIT:
            return None
        found = {store.target: store for key in wanted for store in index.get(key, ())}
        return sorted(found.values(), key=lambda store: store.at)

    # Annotations

    def _annotation(self, node: ast.expr, region: Region, at: int) -> Answer:
        """Return OBJECT, TEXT or UNKNOWN for what an annotation admits."""
        if isinstance(node, ast.Constant):
            if node.value is None:
                return (OBJECT,)
            if not isinstance(node.value, str):
                return (UNKNOWN,)
            parsed = self._parse(node, node.value)
            return (UNKNOWN,) if parsed is None else (yield (self._annotation, parsed, region, at))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            left = yield (self._annotation, node.left, region, at)
            right = yield (self._annotation, node.right, region, at)
            return _admitted(left, right)
        if isinstance(node, ast.Subscript):
            return (yield from self._generic(node, region, at))
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return (UNKNOWN,)
        values = yield (self._expression, node, region, at)
        # Annotations in quotes, or under the __future__ import, name what comes later too.
        for scope in (region.scope, self.table.module):
            if not any(value.kind in {Kind.UNKNOWN, Kind.STARRED} for value in values):
                break
            values = yield (self._expression, node, scope.root, END)
        groups: list[Values] = []
        for value in values:
            groups.append((yield from self._admits(value)))
        return _admitted(*groups)

    def _admits(self, value: Value) -> Answer:
        """Return OBJECT, TEXT or UNKNOWN for a type."""
        if value.kind is Kind.CLASS:
            return (yield (self._textual, value.data))
        if value.kind is Kind.BUILTIN:
            if value.data == "str":
                return (TEXT,)
            return (OBJECT,) if value.data in _TYPE_BUILTINS else (UNKNOWN,)
        if value.kind is Kind.STARRED:
            return (OBJECT,) if type_excludes_str(value.data) else (UNKNOWN,)
        if value.kind is Kind.REFERENCE:
            return (OBJECT,) if type_excludes_str(value.data.name) else (UNKNOWN,)
        return (OBJECT,) if value.kind is Kind.CONSTANT and value.data is None else (UNKNOWN,)

    def _generic(self, node: ast.Subscript, region: Region, at: int) -> Answer:
        """Answer for ``Optional[…]``, ``Union[…]``, ``list[…]`` and so on."""
        name = _called_name(node.value)
        arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name in {"Optional", "Union", "Annotated", "Final", "ClassVar", "Required"}:
            groups: list[Values] = []
            for argument in arguments[:1] if name == "Annotated" else arguments:
                groups.append((yield (self._annotation, argument, region, at)))
            return _admitted(*groups)
        return (yield (self._annotation, node.value, region, at))

    def _parse(self, node: ast.Constant, text: str) -> ast.expr | None:
        """Return the expression that an annotation in quotes holds."""
        if node not in self._parsed:
            self._parsed[node] = None
            if len(text) < TEXT_LIMIT:
                try:
                    self._parsed[node] = ast.parse(text.strip(), mode="eval").body
                except (SyntaxError, ValueError, RecursionError, MemoryError):
                    pass  # it is no annotation, or not one for people
        return self._parsed[node]


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


def _admitted(*groups: Values) -> Values:
    """Return what a union of types admits."""
    together = merge(*groups)
    return together if len(together) == 1 else (UNKNOWN,)


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


def _outermost(module: Value) -> Value:
    """Return the package in which a module lies, the outermost one."""
    if module is UNKNOWN:
        return module
    name = module.data.module.partition(".")[0]
    return Value(Kind.REFERENCE, Reference(name, (), name))


def _called_name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _class_names(scope: Scope) -> list[tuple[str, str]]:
    """Return the name of a class and those of its bases, each with what it is."""
    node: Any = scope.node
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    return [(node.name, "name"), *((base, "base") for base in bases)]


def _decorator_names(node: Any) -> set[str]:
    """Return the last names of the decorators of a definition."""
    return {
        _called_name(item.func if isinstance(item, ast.Call) else item)
        for item in getattr(node, "decorator_list", ())
    }


def _class_of_method(function: Scope, argument: ast.arg) -> Scope | None:
    """Return the class whose ``self`` or ``cls`` a parameter is."""
    node: Any = function.node
    owner = function.parent
    while owner is not None and owner.kind is ScopeKind.TYPE_PARAMETERS:
        owner = owner.parent
    first = (node.args.posonlyargs or node.args.args)[:1]
    if (
        owner is None
        or owner.kind is not ScopeKind.CLASS
        or isinstance(node, ast.Lambda)
        or first != [argument]
        or "staticmethod" in _decorator_names(node)
    ):
        return None
    return owner


def _is_computed(value: Value) -> bool:
    """Does reading an attribute with this value give something else?

    A descriptor defined in the file does, and what a decorator makes of a method may.
    """
    if value.kind is Kind.INSTANCE:
        return "__get__" in value.data.bindings
    return value.kind is Kind.FUNCTION and not (
        _decorator_names(value.data.node) <= _TRANSPARENT_DECORATORS | _PROPERTIES
    )


def _is_stub(node: Any) -> bool:
    """Does a function say nothing but that others are to override it?"""
    return all(
        isinstance(statement, (ast.Pass, ast.Raise))
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in node.body
    )


# Arithmetic


def _is_number(value: Value) -> bool:
    return value.kind is Kind.NUMBER or (
        value.kind is Kind.CONSTANT and isinstance(value.data, (int, float))
    )


def _at_least(bound: float) -> Value:
    return Value(Kind.NUMBER, bound, True if bound > 0 else None)


def _apply(compute: Callable[..., object], *operands: Value) -> Value:
    """Return a constant computed from constants, OBJECT or UNKNOWN if it cannot be."""
    if any(operand.kind is not Kind.CONSTANT for operand in operands):
        return UNKNOWN
    try:
        return constant(compute(*(operand.data for operand in operands)))
    except Exception:  # noqa: BLE001 - whatever the program would meet there
        return UNKNOWN


def _convert(name: str, value: Value) -> Value:
    """Return what ``int``, ``bool`` and so on make of a value."""
    if name == "bool":
        return OBJECT if value.truth is None else constant(value.truth)
    if value.kind is Kind.NUMBER:
        return value
    converted = _apply(getattr(builtins, name), value)
    return OBJECT if converted is UNKNOWN else converted


def _small(*values: object) -> bool:
    """Can arithmetic on these numbers not take long?"""
    return all(isinstance(value, (int, float)) and abs(value) < 1 << 64 for value in values)


def _binary(op: ast.operator, left: Values, right: Values) -> Values:
    return merge(*((_operate(op, a, b),) for a, b in product(left, right)))


def _operate(op: ast.operator, a: Value, b: Value) -> Value:
    """Return what a binary operator makes of two values."""
    if isinstance(op, ast.Add) and is_text(a) and is_text(b):
        if isinstance(a.data, str) and isinstance(b.data, str):
            return string(a.data + b.data)
        return Value(Kind.STRING, None, True if a.truth or b.truth else None)
    if is_text(a) and isinstance(op, (ast.Mod, ast.Add)):
        return TEXT
    if isinstance(op, ast.Add) and is_text(b):
        return UNKNOWN if a.kind in {Kind.UNKNOWN, Kind.REFERENCE} else TEXT
    if isinstance(op, ast.Mult) and (is_text(a) or is_text(b)):
        return TEXT
    if a.kind is b.kind is Kind.CONSTANT:
        compute = _BINARY.get(type(op))
        exponent = isinstance(op, (ast.Pow, ast.LShift))
        if compute is None or not _small(a.data, b.data) or (exponent and abs(b.data) > 64):
            return UNKNOWN
        return _apply(compute, a, b)
    if Kind.NUMBER in {a.kind, b.kind} and _is_number(a) and _is_number(b):
        return _bound(op, a, b)
    return UNKNOWN


def _bound(op: ast.operator, a: Value, b: Value) -> Value:
    """Return the bound of arithmetic on numbers of which one has only a bound."""
    if isinstance(op, ast.Add):
        return _at_least(a.data + b.data)
    if isinstance(op, ast.Mult) and a.data > 0 and b.data > 0:
        return _at_least(a.data * b.data)
    if b.kind is Kind.CONSTANT:
        if isinstance(op, ast.Sub):
            return _at_least(a.data - b.data)
        if isinstance(op, ast.FloorDiv) and b.data > 0:
            return _at_least(a.data // b.data)
        if isinstance(op, ast.Div) and b.data > 0:
            return _at_least(a.data / b.data)
    return OBJECT


def _compare(op: ast.cmpop, a: Value, b: Value) -> Value:
    """Return the outcome of a comparison, OBJECT or UNKNOWN if it is not known."""
    if a.kind is b.kind is Kind.CONSTANT:
        if isinstance(op, (ast.Is, ast.IsNot)) and not (
            {type(a.data), type(b.data)} & {bool, type(None)}
        ):
            return OBJECT
        return _apply(_COMPARE[type(op)], a, b)
    if a.kind is Kind.NUMBER and b.kind is Kind.CONSTANT and isinstance(b.data, (int, float)):
        if isinstance(op, (ast.Gt, ast.NotEq)) and a.data > b.data:
            return constant(True)
        if isinstance(op, ast.GtE) and a.data >= b.data:
            return constant(True)
    if isinstance(op, (ast.Is, ast.IsNot)) and NONE in (a, b):
        other = b if a == NONE else a
        if other.truth is True or is_text(other):
            return constant(isinstance(op, ast.IsNot))
    return OBJECT


_UNARY: Final[dict[type, Callable[..., object]]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}
_BINARY: Final[dict[type, Callable[..., object]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}
_COMPARE: Final[dict[type, Callable[..., object]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}

_BUILTINS: Final = frozenset(
    name for name in dir(builtins) if not name.startswith("_") or name == "__import__"
)
_TYPE_BUILTINS: Final = frozenset(
    name
    for name in _BUILTINS
    if isinstance(getattr(builtins, name), type) and name not in {"str", "object"}
)
_TEXT_BUILTINS: Final = frozenset(
    {"str", "repr", "ascii", "format", "chr", "hex", "oct", "bin", "input"}
)
_OBJECT_BUILTINS: Final = _TYPE_BUILTINS - {"type", "super", "property"} | {
    "all", "any", "callable", "hash", "id", "isinstance", "issubclass", "len", "ord", "open",
    "pow", "print", "sorted", "sum", "globals", "locals", "vars", "dir", "divmod", "iter",
    "compile",
}  # fmt: skip
_TEXT_METHODS: Final = frozenset(
    "capitalize casefold center expandtabs format format_map join ljust lower lstrip "
    "removeprefix removesuffix replace rjust rstrip strip swapcase title translate upper "
    "zfill __str__ __repr__ __add__ __mod__ __format__".split()
)
_TEXT_ATTRIBUTES: Final = frozenset(dir(str))
_PARTIALS: Final = frozenset({"functools.partial"})
_COUNTS: Final = frozenset(
    {"os.cpu_count", "os.process_cpu_count", "multiprocessing.cpu_count", "psutil.cpu_count"}
)
# uvicorn's own classes, by every path that leads to them.
CONFIGS: Final = frozenset({"uvicorn.Config", "uvicorn.config.Config"})
SERVERS: Final = CONFIGS | {"uvicorn.Server", "uvicorn.server.Server"}
_IMPORTERS: Final = frozenset({"importlib.import_module", "pytest.importorskip"})
_TRANSPARENT_DECORATORS: Final = frozenset(
    {"cache", "lru_cache", "wraps", "staticmethod", "classmethod", "override", "final"}
)
_CLASS_DECORATORS: Final = frozenset(
    {"dataclass", "final", "total_ordering", "runtime_checkable", "unique", "define", "frozen"}
)
_PROPERTIES: Final = frozenset({"property", "cached_property"})
# Past so many derived classes nobody can call an answer certain.
_DERIVED_LIMIT: Final = 64
_PLAIN_BASES: Final = frozenset({"ABC", "Enum", "IntEnum", "Flag", "IntFlag"})

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
