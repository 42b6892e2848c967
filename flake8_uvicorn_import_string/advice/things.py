"""What things and calls are known to be, by what makes them and by their names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.advice.roots import From, makes_new
from flake8_uvicorn_import_string.facts.effects import (
    BUILDING_PACKAGES,
    CONTAINERS,
    PLAIN_MODULES,
    READING_VERBS,
    SETTINGS_VERBS,
    STATEFUL,
)
from flake8_uvicorn_import_string.facts.naming import holds_settings, is_capwords
from flake8_uvicorn_import_string.semantic.model import ScopeKind
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_uvicorn_import_string.advice.roots import Root, Roots
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What is bound more often may be anything.
VALUE_LIMIT: Final = 8

DISPLAYS: Final = (
    ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp
)  # fmt: skip


class Things:
    """Knows what names of a module are."""

    def __init__(self, table: SymbolTable, roots: Roots) -> None:
        self.table = table
        self.roots = roots

    def is_instance(self, root: Root) -> bool:
        """Is a name of the module an object of a class of this file?"""
        values = self._values(root.name) if root.kind is From.MODULE else []
        return bool(values) and all(
            isinstance(value, ast.Call)
            and any(
                scope.kind is ScopeKind.CLASS
                for scope in self.roots.functions(value.func, self.table.module)
            )
            for value in values
        )

    def _values(self, name: str) -> list[Any]:
        """Return what a name of the module is bound to; nothing if that is very much."""
        bindings = self.table.module.bindings.get(name, ())
        if len(bindings) > VALUE_LIMIT:
            return []
        return [binding.value for binding in bindings]

    def is_container(self, name: str) -> bool:
        """Is a name of the module a list, a dict, a set or the like?"""
        values = self._values(name)
        return bool(values) and all(
            isinstance(value, DISPLAYS)
            or (isinstance(value, ast.Call) and last_name(value.func) in CONTAINERS)
            for value in values
        )

    def is_plain(self, name: str) -> bool:
        """Is a name of the module a path, a parser or another thing without state to share?"""
        values = self._values(name)
        return bool(values) and all(
            isinstance(value, (ast.Call, ast.BinOp, ast.Attribute))
            and self._path_within(value).partition(".")[0] in PLAIN_MODULES
            for value in values
        )

    def _path_within(self, node: Any) -> str:
        """Return the path of what an expression begins with: ``Path(x).parent / y``."""
        for _ in range(20):
            if isinstance(node, ast.BinOp):
                node = node.left
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                return self.roots.path(node.func, self.table.module)
            elif isinstance(node, ast.Call):
                path = self.roots.path(node.func, self.table.module)
                if path:
                    return path
                node = node.func
            elif isinstance(node, ast.Attribute):
                node = node.value
            elif isinstance(node, ast.Name):
                values = self._values(node.id)
                if len(values) != 1 or not isinstance(values[0], (ast.Call, ast.BinOp)):
                    return ""
                node = values[0]
            else:
                return ""
        return ""

    def is_logger(self, node: ast.expr, roots: Iterable[Root]) -> bool:
        """Is it a logger, by what makes it or by its name?"""
        if any(root.kind is From.IMPORT and root.name == "logging" for root in roots):
            return True
        if last_name(node).lower() in {"log", "logger", "logging", "_log", "_logger"}:
            return True
        return any(
            isinstance(value, ast.Call) and last_name(value.func) in {"getLogger", "get_logger"}
            for value in self._values(plain_name(node))
        )


def is_stateful(path: str) -> bool:
    """Does a part of the standard library with this path change the process?"""
    parts = path.split(".")
    return any(".".join(parts[:length]) in STATEFUL for length in range(1, len(parts) + 1))


def adds_nothing(path: str) -> bool:
    """Does making an object of a class with this path, or deriving from it, add to nothing?"""
    return makes_new(path) or path.partition(".")[0] in BUILDING_PACKAGES


def only_reads(name: str) -> bool:
    """Does the name of a function say that it is called for its result, or to tell something?"""
    if is_capwords(name):
        return False
    words = name.lower().strip("_").split("_")
    return words[0] in READING_VERBS or (words[0] in SETTINGS_VERBS and holds_settings(name))
