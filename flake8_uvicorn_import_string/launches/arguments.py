"""Read the arguments of a call, those behind ``*`` and ``**`` included as far as they show."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.launches.contents import Source
from flake8_uvicorn_import_string.launches.fields import FieldsOfInstances
from flake8_uvicorn_import_string.launches.frames import Frame
from flake8_uvicorn_import_string.launches.launch import Argument, Arguments
from flake8_uvicorn_import_string.semantic.model import BindingKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.contents import Contents, Item
    from flake8_uvicorn_import_string.launches.dicts import Dicts
    from flake8_uvicorn_import_string.semantic.model import Binding, Call, Place, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What holds more arguments than this is not looked into: uvicorn.run takes some fifty.
ARGUMENT_LIMIT: Final = 200


class ArgumentReader:
    """Reads the arguments of calls, those behind ``*`` and ``**`` included."""

    def __init__(self, table: SymbolTable, inference: Inference) -> None:
        self.table = table
        self.inference = inference
        self.changes = inference.changes
        inference.fields = FieldsOfInstances(table, lambda: self._dicts.instances)

    @cached_property
    def _dicts(self) -> Dicts:
        from flake8_uvicorn_import_string.launches.dicts import Dicts  # few calls need it

        return Dicts(self.table, self.inference, self.changes, self._read_call)

    def _read_call(self, call: Call, inference: Inference) -> Arguments:
        return self.read(call.node.args, call.node.keywords, call, inference)

    def enter(
        self,
        function: Scope,
        arguments: Arguments,
        call: Call,
        inference: Inference,
        receiver: ast.expr | None,
    ) -> Frame | None:
        """Return what the parameters of a function are in a call."""
        return self._dicts.instances.enter(function, arguments, call, inference, receiver)

    def attribute(self, node: ast.Attribute, place: Place, frame: Frame) -> Item | None:
        """Return what an attribute is of an object that a call gives to a function."""
        return self._dicts.instances.attribute(node, place, frame)

    def given_to_instance(self, node: ast.expr) -> tuple[ast.expr, Call] | None:
        """Return where to report what a call gives that makes an instance, and the call."""
        return self._dicts.instances.given.get(node)

    def contents(self, node: ast.expr, place: Place, inference: Inference) -> Contents:
        """Return what a dict holds."""
        return self._dicts.contents(node, place, inference)

    def read(
        self,
        args: Iterable[ast.expr],
        keywords: Iterable[ast.keyword],
        call: Call,
        inference: Inference | None = None,
    ) -> Arguments:
        """Return the arguments of ``call``, of which ``args`` and ``keywords`` are a part.

        ``inference`` is in whose sight they are, by default the file's own.
        """
        sight = inference or self.inference
        arguments = Arguments()
        for argument in args:
            if isinstance(argument, ast.Starred):
                found = self.elements(argument.value, call.place, sight)
                if found is None:
                    arguments.open_positional = True
                    break  # nor can the places of those behind it be told
                arguments.positional.extend(item._replace(shown=call.node) for item in found)
            else:
                arguments.positional.append(
                    Argument((Source(argument, call.place, sight),), argument)
                )
        for keyword in keywords:
            if keyword.arg is not None:
                source = Source(keyword.value, call.place, sight)
                arguments.add(keyword.arg, Argument((source,), keyword.value, keyword))
                continue
            contents = self.contents(keyword.value, call.place, sight)
            arguments.open_keywords |= contents.is_open
            for name, item in contents.items.items():
                # Beside the same keyword it is either missing or a TypeError.
                if not (item.is_optional and name in arguments.keywords):
                    arguments.add(
                        name,
                        Argument(
                            item.sources,
                            call.node,
                            None,
                            item.is_optional,
                            item.tests,
                            item.resets,
                            holder=keyword.value,
                        ),
                    )
        return arguments

    def elements(
        self, node: ast.expr, place: Place, inference: Inference
    ) -> list[Argument] | None:
        """Return the elements of a visible tuple or list."""
        if isinstance(node, ast.Name):
            binding = self._maker(node, place)
            if binding is None:
                return None
            if binding.kind is BindingKind.PARAMETER:
                if isinstance(inference, Frame) and binding.node is inference.star:
                    return inference.positional
                return None
            if not isinstance(binding.value, (ast.Tuple, ast.List)):
                return None
            if isinstance(binding.value, ast.List) and self.changes.is_changed(node.id, binding):
                return None
            node, place = binding.value, binding.read_place
        if not isinstance(node, (ast.Tuple, ast.List)):
            return None
        if len(node.elts) > ARGUMENT_LIMIT or any(
            isinstance(element, ast.Starred) for element in node.elts
        ):
            return None
        return [Argument((Source(part, place, inference),), part) for part in node.elts]

    def _maker(self, node: ast.Name, place: Place) -> Binding | None:
        """Return the one binding that can have made what a name holds."""
        found = self.table.lookup(node.id, place)
        if len(found.bindings) != 1 or not found.complete:
            return None
        binding = found.bindings[0]
        kinds = {BindingKind.ASSIGNMENT, BindingKind.PARAMETER}
        return binding if binding.kind in kinds else None
