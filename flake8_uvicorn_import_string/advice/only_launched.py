"""Which names are bound for a launch alone."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.semantic.model import ScopeKind
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.advice.launching_code import LaunchingCode
    from flake8_uvicorn_import_string.semantic.model import Binding, Scope


class OnlyLaunched:
    """Knows of names of one file whether only a launch reads them."""

    def __init__(self, code: LaunchingCode) -> None:
        self.code = code
        self._counts: dict[Scope, dict[str, int]] = {}

    def under_guard(self, binding: Binding) -> bool:
        """Is a name bound under the guard to what a factory makes, and only launched then?"""
        value = binding.value
        if not isinstance(value, ast.Call) or is_capwords(last_name(value.func)):
            return False
        # The binding and the launch.
        return self._guarded_names.get(binding.name) == 2

    @cached_property
    def _guarded_names(self) -> dict[str, int]:
        """How often each name stands under the guard."""
        return Counter(
            part.id
            for _, body in self.code.guarded
            for statement in body
            for part in ast.walk(statement)
            if isinstance(part, ast.Name)
        )

    def in_function(self, binding: Binding) -> bool:
        """Is a local name read just once in its function, by the launch?"""
        scope = binding.scope
        if scope.kind is not ScopeKind.FUNCTION:
            return False
        counts = self._counts.get(scope)
        if counts is None:
            counts = self._counts[scope] = {}
            for node in ast.walk(scope.node):
                if isinstance(node, ast.Name):
                    counts[node.id] = counts.get(node.id, 0) + 1
        name: Any = binding.node
        return counts.get(name.id) == 2  # the binding and the launch
