"""What the dicts hold that are made of instances, and of the namespaces of parsers."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.contents import OPEN, Contents, Item, Source
from flake8_uvicorn_import_string.launches.parsers import Parsers
from flake8_uvicorn_import_string.syntax import plain_name

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.instances import Instances
    from flake8_uvicorn_import_string.semantic.model import Place

_AS_DICT: Final = frozenset({"dataclasses.asdict"})
# What of ``model_dump`` leaves out nothing but None.
_DUMPING: Final = frozenset({"exclude_none", "mode", "warnings"})
_DICT_METHODS: Final = frozenset({"_asdict", "model_dump", "dict"})


class AsDicts:
    """Answers what the dicts of instances hold."""

    def __init__(self, instances: Instances) -> None:
        self._instances = instances

    def of_call(self, node: ast.Call, place: Place, inference: Inference) -> Contents:
        """Return what ``asdict(…)``, ``vars(…)``, ``x._asdict()`` and their like hold."""
        func = node.func
        if isinstance(func, ast.Attribute) and func.attr in _DICT_METHODS:
            if node.args or not {keyword.arg for keyword in node.keywords} <= _DUMPING:
                return OPEN
            return self._stated_by(func.value, place, inference)
        if len(node.args) != 1 or node.keywords:
            return OPEN
        argument = node.args[0]
        callees = inference.values(func, place)
        kinds = [callee.kind for callee in callees]
        if kinds == [Kind.REFERENCE] and callees[0].data.path in _AS_DICT:
            return self._stated_by(argument, place, inference)
        if kinds == [Kind.BUILTIN] and callees[0].data == "vars":
            instance = self._instances.made(argument, place, inference)
            if instance is not None:
                return self._instances.fields(instance)
            return self._parsed(argument, place, inference)
        return OPEN

    def _stated_by(self, node: ast.expr, place: Place, inference: Inference) -> Contents:
        instance = self._instances.made(node, place, inference)
        shape = self._instances.shapes.of(instance.scope) if instance is not None else None
        if instance is None or shape is None or not shape.states_fields:
            return OPEN
        return self._instances.fields(instance)

    @cached_property
    def _parsers(self) -> Parsers:
        return Parsers(self._instances.table, self._instances.shapes)

    def _parsed(self, node: ast.expr, place: Place, inference: Inference) -> Contents:
        """Return what a namespace holds, by the options of the parser that gives it."""
        instances = self._instances
        named = instances.named(node, place, inference) or Source(node, place, inference)
        made = instances.returned(named)
        func = getattr(made.node, "func", None)
        if not isinstance(func, ast.Attribute) or func.attr != "parse_args":
            return OPEN
        named = instances.returned(made._replace(node=func.value))
        parser = instances.named(*named)
        items: dict[str, Item] = {}
        if parser is not None:
            for name in self._parsers.destinations(plain_name(named.node), parser):
                if name not in self._instances.table.stores:
                    value = ast.copy_location(ast.Attribute(node, name, ast.Load()), node)
                    items[name] = Item((Source(value, place, inference),))
        return Contents(items, True)
