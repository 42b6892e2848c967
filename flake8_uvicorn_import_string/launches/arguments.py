"""Read the arguments of a call, those behind ``*`` and ``**`` included as far as they show."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.changes import Changes
from flake8_uvicorn_import_string.launches.launch import Argument, Arguments
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.semantic.model import Binding, Call, Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What holds more arguments than this is not looked into: uvicorn.run takes some fifty.
ARGUMENT_LIMIT: Final = 200

# The items of a dict, by key; None if not all of them can be told.
Items = dict[str, tuple[ast.expr, "Place"]] | None


class ArgumentReader:
    """Reads the arguments of calls, those behind ``*`` and ``**`` included."""

    def __init__(self, table: SymbolTable, inference: Inference) -> None:
        self.table = table
        self.inference = inference
        self.changes = Changes(table)
        # The items of what stands behind **: a file of many launches may show the same to all.
        self._items: dict[tuple[ast.expr, Place], Items] = {}

    def read(
        self, args: Iterable[ast.expr], keywords: Iterable[ast.keyword], call: Call
    ) -> Arguments:
        """Return the arguments of ``call``, of which ``args`` and ``keywords`` are a part."""
        arguments = Arguments()
        for argument in args:
            if isinstance(argument, ast.Starred):
                found = self.elements(argument.value, call.place)
                if found is None:
                    break  # nor can the places of those behind it be told
                parts, place = found
                arguments.positional.extend(Argument(part, place, call.node) for part in parts)
            else:
                arguments.positional.append(Argument(argument, call.place, argument))
        for keyword in keywords:
            if keyword.arg is not None:
                arguments.add(
                    keyword.arg, Argument(keyword.value, call.place, keyword.value, keyword)
                )
                continue
            items = self.items(keyword.value, call.place)
            if items is None:
                arguments.open_keywords = True
                continue
            for name, (node, place) in items.items():
                arguments.add(name, Argument(node, place, call.node))
        return arguments

    def elements(self, node: ast.expr, place: Place) -> tuple[list[ast.expr], Place] | None:
        """Return the elements of a visible tuple or list and where they are evaluated."""
        if isinstance(node, ast.Name):
            binding = self.maker(node, place)
            if binding is None or not isinstance(binding.value, (ast.Tuple, ast.List)):
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
        return node.elts, place

    def items(self, node: ast.expr, place: Place) -> Items:
        """Return the items of a visible dict."""
        if isinstance(node, ast.Name):
            binding = self.maker(node, place)
            if (
                binding is None
                or not isinstance(binding.value, (ast.Dict, ast.Call))
                or self.changes.is_changed(node.id, binding)
            ):
                return None
            node, place = binding.value, binding.read_place
        key = (node, place)
        if key not in self._items:
            self._items[key] = self._read_items(node, place)
        return self._items[key]

    def _read_items(self, node: ast.expr, place: Place) -> Items:
        found: dict[str, tuple[ast.expr, Place]] = {}
        # An item, or under None a whole dict.  Of equal keys the last wins, and
        # what is written last is taken from here first.
        pending: list[tuple[str | None, ast.expr, Place]] = [(None, node, place)]
        seen: set[ast.AST] = set()
        count = 0
        while pending:
            name, node, place = pending.pop()
            count += 1
            if count > ARGUMENT_LIMIT:
                return None
            if name is not None:
                found.setdefault(name, (node, place))
                continue
            if node in seen:
                return None
            seen.add(node)
            if isinstance(node, ast.Name):
                binding = self.maker(node, place)
                if (
                    binding is None
                    or not isinstance(binding.value, (ast.Dict, ast.Call))
                    or self.changes.is_changed(node.id, binding)
                ):
                    return None
                pending.append((None, binding.value, binding.read_place))
            elif isinstance(node, ast.Dict) and len(node.keys) <= ARGUMENT_LIMIT:
                for key, value in zip(node.keys, node.values, strict=True):
                    if key is None:
                        pending.append((None, value, place))
                    elif isinstance(key, ast.Constant) and isinstance(key.value, str):
                        pending.append((key.value, value, place))
                    else:
                        return None
            elif self.is_dict_call(node, place):
                assert isinstance(node, ast.Call)
                pending.extend((None, argument, place) for argument in node.args)
                pending.extend((word.arg, word.value, place) for word in node.keywords)
            else:
                return None
        return found

    def is_dict_call(self, node: ast.expr, place: Place) -> bool:
        """Is the expression ``dict(…)`` with at most one positional argument?"""
        if not isinstance(node, ast.Call) or plain_name(node.func) != "dict" or len(node.args) > 1:
            return False
        if len(node.keywords) > ARGUMENT_LIMIT:
            return False
        callees = self.inference.values(node.func, place)
        return [value.kind for value in callees] == [Kind.BUILTIN]

    def maker(self, node: ast.Name, place: Place) -> Binding | None:
        """Return the one assignment that can have made what a name holds."""
        found = self.table.lookup(node.id, place)
        if len(found.bindings) != 1 or not found.complete:
            return None
        binding = found.bindings[0]
        return binding if binding.kind is BindingKind.ASSIGNMENT else None
