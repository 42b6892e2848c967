"""What an attribute of an object is that a call in sight has made."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.inference.attributes import handed_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_uvicorn_import_string.inference.expressions import FieldSource, Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.contents import Source
    from flake8_uvicorn_import_string.launches.instances import Instances
    from flake8_uvicorn_import_string.semantic.model import Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class FieldsOfInstances:
    """Answers what the fields of objects are, one at a time: others are unknown meanwhile."""

    def __init__(self, table: SymbolTable, instances: Callable[[], Instances]) -> None:
        self._table = table
        self._find_instances = instances
        self._is_busy = False

    @cached_property
    def _instances(self) -> Instances:
        return self._find_instances()

    def of(
        self, node: ast.Attribute, place: Place, inference: Inference
    ) -> tuple[Source, ...] | None:
        """Return what an attribute of an instance may be, None if that is not certain."""
        owner = node.value
        if self._is_busy or (isinstance(owner, ast.Name) and owner.id in self._handed_over):
            return None
        self._is_busy = True
        instance = self._instances.made(owner, place, inference)
        item = None if instance is None else self._instances.field(instance, node.attr)
        self._is_busy = False
        return None if item is None or item.is_optional else item.sources

    def values(self, source: FieldSource) -> Values:
        """Return what one of these may be, in the sight of another inference."""
        self._is_busy = True
        values = source.inference.values(source.node, source.place)
        self._is_busy = False
        return values

    @cached_property
    def _handed_over(self) -> set[str]:
        return handed_over(self._table)
