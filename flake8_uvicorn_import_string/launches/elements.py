"""What the name of a loop or of a comprehension stands for, one after the other."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.semantic.model import BindingKind, Place
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.semantic.model import Binding
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# Past so many elements, or names for one list, nobody looks on.
ELEMENT_LIMIT: Final = 50
_HOPS: Final = 5

_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.GeneratorExp)
_DISPLAYS: Final = (ast.List, ast.Tuple, ast.Set)

Found = tuple[ast.expr, Place]


class Elements:
    """Finds the elements of the lists of one file."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table

    def of(self, node: ast.expr, place: Place) -> list[Found]:
        """Return what the name of a loop is, one after the other; anything else is itself."""
        binding = self._binding(node, place)
        if binding is not None and binding.kind is BindingKind.OTHER_TARGET:
            iterated = self._iterated.get(binding.node)
            if iterated is not None:
                return [*self._elements(iterated, binding.read_place)][:ELEMENT_LIMIT]
        return [(node, place)]

    def _elements(self, node: ast.expr, place: Place) -> Iterator[Found]:
        """Yield what a list is made of, as far as it can be seen."""
        for _ in range(_HOPS):
            binding = self._binding(node, place)
            if binding is None or not isinstance(binding.value, ast.expr):
                break
            for call in self.table.calls.get("append", ())[:ELEMENT_LIMIT]:
                func = call.node.func
                if isinstance(func, ast.Attribute) and call.node.args:
                    if self._binding(func.value, call.place) is binding:
                        yield call.node.args[0], call.place
            node, place = binding.value, binding.read_place
        if isinstance(node, _DISPLAYS):
            yield from ((item, place) for item in node.elts)
        elif isinstance(node, _COMPREHENSIONS):
            yield node.elt, self._place_of(node.elt) or place

    def _binding(self, node: ast.expr, place: Place) -> Binding | None:
        """Return the one binding of a name."""
        if not isinstance(node, ast.Name):
            return None
        found = self.table.lookup(node.id, place)
        return found.bindings[0] if found.complete and len(found.bindings) == 1 else None

    def _place_of(self, node: ast.expr) -> Place | None:
        """Return where a call stands."""
        if not isinstance(node, ast.Call):
            return None
        calls = self.table.calls.get(last_name(node.func), ())
        return next((call.place for call in calls if call.node is node), None)

    @cached_property
    def _iterated(self) -> dict[ast.AST, ast.expr]:
        """What loops and comprehensions go through, by their names."""
        return {
            node.target: node.iter
            for node in self.table.nodes
            if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension))
        }
