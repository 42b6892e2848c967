"""What the instances of classes of this file hold, as attributes and as dicts.

The fields of an instance are those that its class states (dataclasses, named tuples, models)
or that ``__init__`` stores on ``self`` without a condition.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.inference.classes import class_around
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.contents import EMPTY, OPEN, Contents, Item, Source
from flake8_uvicorn_import_string.launches.frames import Frame, enter, first_parameter
from flake8_uvicorn_import_string.launches.launch import Argument
from flake8_uvicorn_import_string.launches.objects import Objects
from flake8_uvicorn_import_string.launches.shapes import Shapes, default_of
from flake8_uvicorn_import_string.semantic.model import BindingKind, Call, Place, ScopeKind
from flake8_uvicorn_import_string.syntax import plain_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.launch import Arguments
    from flake8_uvicorn_import_string.launches.objects import Instance
    from flake8_uvicorn_import_string.launches.shapes import Shape
    from flake8_uvicorn_import_string.semantic.model import Binding, Scope
    from flake8_uvicorn_import_string.semantic.notes import AttributeStore
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# An attribute that is stored at more places may be anything.
STORE_LIMIT: Final = 64


class Instances(Objects):
    """Answers what instances hold; ``read`` gives the arguments of a call."""

    def __init__(
        self,
        table: SymbolTable,
        inference: Inference,
        read: Callable[[Call, Inference], Arguments],
    ) -> None:
        super().__init__(table, inference)
        self.read = read
        self.shapes = Shapes(inference)
        # What the calls that make instances give: where to report it, and the call.
        self.given: dict[ast.expr, tuple[ast.expr, Call]] = {}
        self._fields: dict[tuple[ast.Call, Inference], Contents] = {}
        self._by_owner: dict[str, dict[Scope | None, list[AttributeStore]]] = {}

    def enter(
        self,
        function: Scope,
        arguments: Arguments,
        call: Call,
        inference: Inference,
        receiver: ast.expr | None,
    ) -> Frame | None:
        """Return what the parameters of a function are in a call, as ``enter`` does.

        ``receiver`` is the object whose method is called, ``inference`` in whose sight.
        """
        is_bound = receiver is not None
        frame = enter(function, arguments, call, self.inference, is_bound=is_bound)
        if frame is not None:
            frame.attribute_of = self.attribute
            takes = function.function.args
            for parameter in (*takes.posonlyargs, *takes.args)[: int(is_bound)]:
                assert receiver is not None
                source = Source(receiver, call.place, inference)
                frame.given[parameter] = Argument((source,), receiver)
        return frame

    # Attributes

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
        contents = self.fields(instance)
        shape = self.shapes.of(instance.scope)
        item = contents.items.get(name)
        if item is not None or shape is None or not self._is_stored_in(name, shape, set()):
            return item
        for scope in shape.lineage:
            if name in scope.bindings or name in scope.annotations:
                source = self.shapes.class_level(scope, name)
                return None if source is None else Item((source,))
        return None

    def fields(self, instance: Instance) -> Contents:
        """Return what the dict of an instance holds."""
        scope, call, inference = instance
        key = (call.node, inference)
        if key not in self._fields:
            self._fields[key] = OPEN  # what needs itself is not known
            shape = self.shapes.of(scope)
            if shape is not None:
                arguments = self.read(call, inference)
                fields = self._stated if shape.states_fields else self._stored
                self._fields[key] = fields(shape, arguments, call, inference)
        return self._fields[key]

    def _stated(
        self, shape: Shape, arguments: Arguments, call: Call, inference: Inference
    ) -> Contents:
        """Return the fields that annotations state, as a call fills them."""
        defaults = self.shapes.defaults(shape)
        if defaults is None or arguments.is_open or arguments.clash:
            return OPEN
        given = dict(arguments.keywords)
        by_place = list(defaults) if shape.by_place else []
        if len(arguments.positional) > len(by_place) or not given.keys() <= defaults.keys():
            return OPEN
        given.update(zip(by_place, arguments.positional, strict=False))
        items: dict[str, Item] = {}
        for name, default in defaults.items():
            if not self._is_stored_in(name, shape, set()):
                return OPEN
            unknown = Source(_item_of(call.node, name), call.place, inference)
            argument = given.get(name)
            if argument is not None:
                items[name] = argument.item
                self.given[argument.node] = (argument.shown, call)
            elif default is None:
                items[name] = Item((unknown,))
            elif (source := default_of(default)) is not None:
                items[name] = Item((source, unknown) if shape.is_settings else (source,))
        return Contents(items)

    def _stored(
        self, shape: Shape, arguments: Arguments, call: Call, _: Inference
    ) -> Contents:
        """Return the attributes that ``__init__`` stores on ``self``, those of bases included."""
        contents = EMPTY
        entered: list[tuple[Scope, Frame]] = []
        for owner in shape.lineage:
            if "__init__" not in owner.bindings:
                continue
            init = self._init_of(owner)
            if init is None:
                return OPEN
            frame = enter(init, arguments, call, self.inference, is_bound=True)
            if frame is None:
                return OPEN
            entered.append((init, frame))
            calls = self._init_calls.get(init, [])
            if not calls:
                break
            if len(calls) > 1 or calls[0].region is not init.root or not _is_super(calls[0].node):
                return OPEN
            arguments = self.read(calls[0], frame)
        inits = {init for init, _ in entered}
        for init, frame in entered:
            stored = self._stores_of(init, frame, shape, inits)
            if stored is None:
                return OPEN
            # What two of them store depends on the order of their calls.
            twice = stored.items.keys() & contents.items.keys()
            contents = contents.then(stored)
            for name in twice:
                contents = contents.without(name)
            contents = Contents(contents.items, contents.is_open or bool(twice))
        return contents

    def _init_of(self, owner: Scope) -> Scope | None:
        """Return the plain ``__init__`` that a class has."""
        bindings = self.table.reaching(owner, "__init__", owner.end).bindings
        if len(bindings) != 1 or not isinstance(bindings[0].node, ast.FunctionDef):
            return None
        node = bindings[0].node
        return None if node.decorator_list else self.table.scopes.get(node)

    @cached_property
    def _init_calls(self) -> dict[Scope, list[Call]]:
        """The calls of ``__init__`` by the scope in which they stand."""
        calls: dict[Scope, list[Call]] = {}
        for call in self.table.calls.get("__init__", ()):
            calls.setdefault(call.place.scope, []).append(call)
        return calls

    @cached_property
    def _stores(self) -> dict[Scope, list[tuple[str, AttributeStore]]]:
        """The bindings of attributes by the scope in which they stand."""
        found: dict[Scope, list[tuple[str, AttributeStore]]] = {}
        for name, stores in self.table.stores.items():
            for store in stores:
                found.setdefault(store.place.scope, []).append((name, store))
        return found

    def _stores_of(
        self, init: Scope, frame: Frame, shape: Shape, inits: set[Scope]
    ) -> Contents | None:
        """Return what one ``__init__`` stores on its ``self``, None if that is not certain."""
        contents = EMPTY
        for name, store in self._stores.get(init, ()):
            if plain_name(store.target.value) != first_parameter(init):
                continue
            if not name or name == "__dict__":
                return None
            if (
                store.place.region is init.root
                and store.value is not None
                and self._is_stored_in(name, shape, inits)
            ):
                source = Source(store.value, store.place, frame)
                contents = contents.set(name, Item((source,)))
            else:
                contents = Contents(contents.without(name).items, True)
        return contents

    def _is_stored_in(self, name: str, shape: Shape, inits: set[Scope]) -> bool:
        """Is an attribute of the instances of a class stored nowhere but in these ``__init__``?"""
        owners = [*shape.lineage, None]
        stores = [
            self._stores_by_owner(of_name).get(owner, ())
            for of_name in (name, "", "__dict__")
            for owner in owners
        ]
        return sum(map(len, stores)) <= STORE_LIMIT and all(
            store.place.scope in inits for found in stores for store in found
        )

    def _stores_by_owner(self, name: str) -> dict[Scope | None, list[AttributeStore]]:
        """Return the bindings of an attribute by the class of what gets it, None if unknown."""
        by_owner = self._by_owner.get(name)
        if by_owner is None:
            by_owner = self._by_owner[name] = {}
            stores = self.table.stores.get(name, ())
            for store in stores:
                scope, receiver = store.place.scope, plain_name(store.target.value)
                owner = class_around(scope) if scope.kind is ScopeKind.FUNCTION else None
                if owner is not None and receiver != first_parameter(scope):
                    owner = None
                if owner is None and receiver and len(stores) <= STORE_LIMIT:
                    owner = self._class_of(receiver, store.place)
                by_owner.setdefault(owner, []).append(store)
        return by_owner

    def _class_of(self, name: str, place: Place) -> Scope | None:
        """Return the class of this file whose call is surely bound to a name."""
        binding = self._only(name, place, BindingKind.ASSIGNMENT)
        if binding is None or not isinstance(binding.value, ast.Call):
            return None
        made = self._only(plain_name(binding.value.func), binding.read_place, BindingKind.CLASS)
        scope = self.table.scopes[made.node] if made is not None else None
        return None if scope is None or self.shapes.of(scope) is None else scope

    def _only(self, name: str, place: Place, kind: BindingKind) -> Binding | None:
        """Return the one binding of a name, if it is of a kind."""
        lookup = self.table.lookup(name, place)
        if len(lookup.bindings) != 1 or not lookup.complete or lookup.may_be_hidden:
            return None
        return lookup.bindings[0] if lookup.bindings[0].kind is kind else None

    def method(self, instance: Instance, name: str) -> Scope | None:
        """Return the method that an instance surely has under a name."""
        shape = self.shapes.of(instance.scope)
        for owner in shape.lineage if shape is not None else ():
            if name in owner.bindings:
                bindings = self.table.reaching(owner, name, owner.end).bindings
                return self.table.scopes.get(bindings[0].node) if len(bindings) == 1 else None
        return None


def _item_of(node: ast.expr, name: str) -> ast.expr:
    """Return an expression of which nobody knows the value: an item of something."""
    return ast.copy_location(ast.Subscript(node, ast.Constant(name), ast.Load()), node)


def _is_super(node: ast.Call) -> bool:
    """Is it a call of a method of ``super()``?"""
    owner = getattr(node.func, "value", None)
    return isinstance(owner, ast.Call) and plain_name(owner.func) == "super"
