"""What the instances of classes of this file hold, and the namespaces of its parsers.

The fields of an instance are those that its class states (dataclasses, named tuples, models)
or that ``__init__`` stores on ``self`` without a condition.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.contents import OPEN, Contents, Item, Source
from flake8_uvicorn_import_string.launches.frames import Frame, enter
from flake8_uvicorn_import_string.semantic.model import BindingKind, Call, Place
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.launch import Argument, Arguments
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Past so many bases, or calls of super().__init__, an instance is not known.
BASE_LIMIT: Final = 8
# Past so many names that stand for one another it is not, either.
HOP_LIMIT: Final = 16

_DATACLASSES: Final = frozenset({"dataclasses.dataclass"})
_NAMED_TUPLES: Final = frozenset({"typing.NamedTuple"})
_MODELS: Final = frozenset({"pydantic.BaseModel"})
_SETTINGS: Final = frozenset({"pydantic_settings.BaseSettings", "pydantic.BaseSettings"})
_PLAIN_BASES: Final = frozenset({"abc.ABC"})
# What makes of given values something else.
_HOOKS: Final = frozenset(
    "__new__ __init_subclass__ __post_init__ __getattribute__ __setattr__ __getattr__ "
    "model_post_init settings_customise_sources".split()
)
_VALIDATORS: Final = frozenset("validator root_validator field_validator model_validator".split())
_FIELDS: Final = frozenset({"field", "Field"})
# What of a field says nothing about how it is filled.
_FIELD_KEYWORDS: Final = frozenset(
    "default default_factory description title examples metadata repr compare hash ge gt le lt "
    "min_length max_length".split()
)
_AS_DICT: Final = frozenset({"dataclasses.asdict"})


class Instance(NamedTuple):
    """An object that a class of this file surely made, with the call that did it."""

    scope: Scope
    call: Call
    inference: Inference


class Shape(NamedTuple):
    """A class with its bases of this file, and what its foreign bases and decorators make of it."""

    lineage: list[Scope]
    states_fields: bool
    by_place: bool
    is_settings: bool


class Instances:
    """Answers what instances hold; ``read`` gives the arguments of a call."""

    def __init__(
        self,
        table: SymbolTable,
        inference: Inference,
        read: Callable[[Call, Inference], Arguments],
    ) -> None:
        self.table = table
        self.inference = inference
        self.read = read
        self._fields: dict[tuple[ast.Call, Inference], Contents] = {}
        self._shapes: dict[Scope, Shape | None] = {}
        # What the calls that make instances give: where to report it, and the call.
        self.given: dict[ast.expr, tuple[ast.expr, Call]] = {}

    def made(self, node: ast.expr, place: Place, inference: Inference) -> Instance | None:
        """Return the instance that an expression surely is."""
        for _ in range(HOP_LIMIT):
            if isinstance(node, ast.Call):
                values = inference.values(node.func, place)
                if len(values) == 1 and values[0].kind is Kind.CLASS:
                    return Instance(values[0].data, Call(node, *place), inference)
                return None
            if isinstance(node, ast.NamedExpr):
                node = node.value
                continue
            source = self._given(node, place, inference)
            if source is None:
                return None
            node, place, inference = source
        return None

    def _given(self, node: ast.expr, place: Place, inference: Inference) -> Source | None:
        """Return the one expression that a name stands for."""
        if not isinstance(node, ast.Name):
            return None
        found = self.table.lookup(node.id, place)
        if len(found.bindings) != 1 or not found.complete or found.may_be_hidden:
            return None
        binding = found.bindings[0]
        if binding.kind is BindingKind.PARAMETER and isinstance(inference, Frame):
            given = inference.given.get(binding.node)  # type: ignore[call-overload]
            return given.sources[0] if given is not None and len(given.sources) == 1 else None
        if binding.kind is BindingKind.ASSIGNMENT and isinstance(binding.value, ast.expr):
            return Source(binding.value, binding.read_place, inference)
        return None

    def attribute(self, node: ast.Attribute, place: Place, frame: Frame) -> Item | None:
        """Return what an attribute is of an object that a call gives to a function.

        None of any other, and of a method; where it should be known and is not, the frame
        is lost.
        """
        if not isinstance(node.value, ast.Name):
            return None
        bindings = self.table.lookup(node.value.id, place).bindings
        if not any(binding.node in frame.given for binding in bindings):
            return None
        instance = self.made(node.value, place, frame)
        if instance is None:
            return None
        item = self.field(instance, node.attr)
        if item is None or item.is_optional:
            values = self.inference.values(node, place)
            frame.is_lost |= any(value.kind is not Kind.FUNCTION for value in values)
            return None
        return item

    def field(self, instance: Instance, name: str) -> Item | None:
        """Return what an attribute of an instance may be, None if that is not certain."""
        item = self.fields(instance).items.get(name)
        shape = self._shape(instance.scope)
        if item is not None or shape is None:
            return item
        if not self._all_stores_are_known(name, set()):
            return None
        for scope in shape.lineage:
            if name in scope.bindings or name in scope.annotations:
                source = self._class_level(scope, name)
                return None if source is None else Item((source,))
        return None

    def _class_level(self, scope: Scope, name: str) -> Source | None:
        """Return the expression that the body of a class binds a name to."""
        bindings = self.table.reaching(scope, name, scope.end).bindings
        if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGNMENT:
            if isinstance(bindings[0].value, ast.expr):
                return Source(bindings[0].value, bindings[0].read_place, self.inference)
        return None

    def fields(self, instance: Instance) -> Contents:
        """Return what the dict of an instance holds."""
        scope, call, inference = instance
        key = (call.node, inference)
        if key not in self._fields:
            self._fields[key] = OPEN  # what needs itself is not known
            shape = self._shape(scope)
            if shape is not None:
                arguments = self.read(call, inference)
                stated = self._stated if shape.states_fields else self._stored
                self._fields[key] = stated(shape, arguments, call, inference)
        return self._fields[key]

    def _shape(self, scope: Scope) -> Shape | None:
        if scope not in self._shapes:
            self._shapes[scope] = self._read_shape(scope)
        return self._shapes[scope]

    def _read_shape(self, scope: Scope) -> Shape | None:
        """Return what a class is, None if something may make another of it."""
        lineage: list[Scope] = []
        foreign: set[str] = set()
        while True:
            node: Any = scope.node
            place = scope.place
            assert place is not None
            decorators = [
                item.func if isinstance(item, ast.Call) else item for item in node.decorator_list
            ]
            paths = {self._path(item, place) for item in decorators}
            if not _DATACLASSES.issuperset(paths) or node.keywords or len(node.bases) > 1:
                return None
            if not _HOOKS.isdisjoint(scope.bindings) or _has_validator(node):
                return None
            foreign.update(paths)
            lineage.append(scope)
            if len(lineage) > BASE_LIMIT:
                return None
            if not node.bases:
                break
            values = self.inference.values(node.bases[0], place)
            if len(values) == 1 and values[0].kind is Kind.CLASS:
                scope = values[0].data
                continue
            foreign.add(self._path(node.bases[0], place))
            break
        by_place = _DATACLASSES | _NAMED_TUPLES
        if not foreign <= by_place | _MODELS | _SETTINGS | _PLAIN_BASES:
            return None
        states = bool(foreign - _PLAIN_BASES) and not any("__init__" in s.bindings for s in lineage)
        if foreign - _PLAIN_BASES and not states:
            return None
        return Shape(lineage, states, bool(foreign & by_place), bool(foreign & _SETTINGS))

    def _path(self, node: ast.expr, place: Place) -> str:
        values = self.inference.values(node, place)
        if len(values) == 1 and values[0].kind is Kind.REFERENCE:
            return str(values[0].data.path)
        return ""

    def _stated(
        self, shape: Shape, arguments: Arguments, call: Call, inference: Inference
    ) -> Contents:
        """Return the fields that annotations state, as a call fills them."""
        if arguments.open_keywords or arguments.open_positional or arguments.clash:
            return OPEN
        defaults: dict[str, Source | None] = {}
        for scope in reversed(shape.lineage):
            for name, stated in scope.annotations.items():
                kind = stated[0].value if isinstance(stated[0], ast.Subscript) else stated[0]
                if last_name(kind) in {"ClassVar", "InitVar", "KW_ONLY"}:
                    return OPEN
                defaults[name] = self._class_level(scope, name)
                if not _is_plain_field(defaults[name]):
                    return OPEN
        given = dict(arguments.keywords)
        if len(arguments.positional) > (len(defaults) if shape.by_place else 0):
            return OPEN
        given.update(zip(defaults, arguments.positional, strict=False))
        items: dict[str, Item] = {}
        for name, default in defaults.items():
            if not self._all_stores_are_known(name, set()):
                return OPEN
            unknown = Source(_unknown_item(call.node, name), call.place, inference)
            if name in given:
                items[name] = _item(given[name])
                self.given[given[name].node] = (given[name].shown, call)
                continue
            value = unknown if default is None else _default(default)
            if value is None:
                continue
            sources = (value, unknown) if shape.is_settings and default else (value,)
            items[name] = Item(sources)
        return Contents(items)

    def _stored(
        self, shape: Shape, arguments: Arguments, call: Call, inference: Inference
    ) -> Contents:
        """Return the attributes that ``__init__`` stores on ``self``."""
        contents = Contents({})
        own = shape.lineage
        inits: set[Scope] = set()
        pending: list[tuple[Scope, Contents | None]] = []
        frames: list[Frame] = []
        while True:
            index = next((n for n, scope in enumerate(own) if "__init__" in scope.bindings), None)
            if index is None:
                break
            bindings = self.table.reaching(own[index], "__init__", own[index].end).bindings
            init = self.table.scopes.get(bindings[0].node) if len(bindings) == 1 else None
            if init is None or getattr(init.node, "decorator_list", [1]):
                return OPEN
            frame = enter(init, arguments, call, self.inference, is_bound=True)
            if frame is None:
                return OPEN
            inits.add(init)
            frames.append(frame)
            pending.append((init, None))
            own = own[index + 1 :]
            calls = [
                call
                for call in self.table.calls.get("__init__", ())
                if call.place.scope is init
            ]
            if not calls:
                break
            if len(calls) > 1 or not _is_super(calls[0].node) or not own:
                return OPEN
            arguments = self.read(calls[0], frame)
        for (init, _), frame in zip(reversed(pending), reversed(frames), strict=True):
            stored = self._stores_of(init, frame, inits)
            if stored is None:
                return OPEN
            contents = contents.then(stored)
        return contents

    def _stores_of(self, init: Scope, frame: Frame, inits: set[Scope]) -> Contents | None:
        """Return what one ``__init__`` stores on its ``self``, None if that is not certain."""
        node: Any = init.node
        first = (node.args.posonlyargs + node.args.args)[:1]
        if not first:
            return None
        contents = Contents({})
        for name, stores in self.table.stores.items():
            for store in stores:
                if store.place.scope is not init:
                    continue
                if plain_name(store.target.value) != first[0].arg:
                    continue
                if not name or name == "__dict__":
                    return None
                if (
                    store.place.region is not init.root
                    or store.value is None
                    or not self._all_stores_are_known(name, inits)
                ):
                    contents = Contents(contents.items, True)
                    continue
                source = Source(store.value, store.place, frame)
                contents = contents.set(name, Item((source,)))
        return contents

    def _all_stores_are_known(self, name: str, inits: set[Scope]) -> bool:
        """Is an attribute of this name stored nowhere but in these ``__init__``?"""
        stores = self.table.stores
        return all(
            store.place.scope in inits
            for of_name in (name, "", "__dict__")
            for store in stores.get(of_name, ())
        )

    def of_call(self, node: ast.Call, place: Place, inference: Inference) -> Contents:
        """Return what ``asdict(…)``, ``vars(…)``, ``x._asdict()`` and their like hold."""
        func = node.func
        if isinstance(func, ast.Attribute) and func.attr in {"_asdict", "model_dump", "dict"}:
            if node.args or node.keywords:
                return OPEN
            return self._stated_by(func.value, place, inference)
        if len(node.args) != 1 or node.keywords:
            return OPEN
        callees = inference.values(func, place)
        if len(callees) != 1:
            return OPEN
        callee = callees[0]
        if callee.kind is Kind.REFERENCE and callee.data.path in _AS_DICT:
            return self._stated_by(node.args[0], place, inference)
        if callee.kind is Kind.BUILTIN and callee.data == "vars":
            instance = self.made(node.args[0], place, inference)
            if instance is not None:
                return self.fields(instance)
            return self._parsed(node.args[0], place, inference)
        return OPEN

    def _stated_by(self, node: ast.expr, place: Place, inference: Inference) -> Contents:
        instance = self.made(node, place, inference)
        if instance is None:
            return OPEN
        shape = self._shape(instance.scope)
        return self.fields(instance) if shape is not None and shape.states_fields else OPEN

    # Parsers

    def _parsed(self, node: ast.expr, place: Place, inference: Inference) -> Contents:
        """Return what the namespace holds that a parser of this file gives."""
        made = self._given(node, place, inference) or Source(node, place, inference)
        call = made.node
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return OPEN
        parser = call.func.value
        source = self._given(parser, made.place, inference)
        if call.func.attr != "parse_args" or source is None or not isinstance(parser, ast.Name):
            return OPEN
        maker = source.node.func if isinstance(source.node, ast.Call) else source.node
        if self._path(maker, source.place) != "argparse.ArgumentParser":
            return OPEN
        items: dict[str, Item] = {}
        for added in self.table.calls.get("add_argument", ()):
            func = added.node.func
            if isinstance(func, ast.Attribute) and plain_name(func.value) == parser.id:
                dest = _destination(added.node)
                if dest and self._all_stores_are_known(dest, set()):
                    value = ast.copy_location(ast.Attribute(node, dest, ast.Load()), node)
                    items[dest] = Item((Source(value, place, inference),))
        return Contents(items, True)


def _item(argument: Argument) -> Item:
    return Item(argument.sources, argument.is_optional, argument.tests, argument.resets)


def _unknown_item(node: ast.expr, name: str) -> ast.expr:
    """Return an expression of which nobody knows the value."""
    return ast.copy_location(ast.Subscript(node, ast.Constant(name), ast.Load()), node)


def _is_plain_field(source: Source | None) -> bool:
    """Is a field filled as its place and its name say?"""
    node = source.node if source is not None else None
    if not isinstance(node, ast.Call) or last_name(node.func) not in _FIELDS:
        return True
    return _FIELD_KEYWORDS.issuperset(keyword.arg for keyword in node.keywords)


def _default(source: Source) -> Source | None:
    """Return the default of a field, None if a function makes it."""
    node = source.node
    if not isinstance(node, ast.Call) or last_name(node.func) not in _FIELDS:
        return source
    for keyword in node.keywords:
        if keyword.arg == "default":
            return source._replace(node=keyword.value)
    if node.args and last_name(node.func) == "Field":
        return source._replace(node=node.args[0])
    return None


def _has_validator(node: ast.ClassDef) -> bool:
    return any(
        last_name(item.func if isinstance(item, ast.Call) else item) in _VALIDATORS
        for part in node.body
        for item in getattr(part, "decorator_list", ())
    )


def _is_super(node: ast.Call) -> bool:
    """Is it a call of a method of ``super()``?"""
    return (
        isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Call)
        and plain_name(node.func.value.func) == "super"
    )


def _destination(node: ast.Call) -> str | None:
    """Return the attribute to which ``add_argument`` leads, None where the values are few."""
    for keyword in node.keywords:
        value = getattr(keyword.value, "value", None)
        if keyword.arg in {"choices", None} or value in {"help", "version"}:
            return None
        if keyword.arg == "dest":
            return value if isinstance(value, str) else None
    names = [getattr(argument, "value", None) for argument in node.args]
    if not names or not all(isinstance(name, str) for name in names):
        return None
    longest = [name for name in names if str(name).startswith("--")] or names
    return str(longest[0]).lstrip("-").replace("-", "_")
