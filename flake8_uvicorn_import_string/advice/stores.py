"""What code changes without a call: names, attributes and items, and what imports do."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from flake8_uvicorn_import_string.advice.launching_code import body_of_scope
from flake8_uvicorn_import_string.advice.roots import From, Root, is_known
from flake8_uvicorn_import_string.advice.things import DISPLAYS
from flake8_uvicorn_import_string.facts.effects import INHERITED
from flake8_uvicorn_import_string.facts.naming import holds_settings
from flake8_uvicorn_import_string.syntax import dotted_name, nodes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.roots import Roots
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Change(NamedTuple):
    """What code changes, or may change: the root of it, how, and the name that says it.

    ``kind`` is ``attribute``, ``item``, ``import``, ``name``, ``application``,
    ``container``, ``environment``, ``logging`` or ``call``, or ``route`` for what changes
    only an application; ``method`` is the method of the root that is called, ``""`` if it
    is one of a part of it, or the module that is imported.  ``deep`` is True if what changes
    is not the root itself, but a part of it.
    """

    root: Root
    kind: str
    name: str
    certain: bool
    method: str = ""
    deep: bool = False


class Stores:
    """Finds the changes of one file that are no calls.

    ``imported`` are the modules that an import of the file imports, ``is_main`` is True
    for a ``__main__.py``.
    """

    def __init__(self, table: SymbolTable, roots: Roots) -> None:
        self.table = table
        self.roots = roots
        self.imported: frozenset[str] = frozenset()
        self.is_main = False
        self._used: dict[Scope, set[str]] = {}

    def of_augmented(self, node: ast.AugAssign, scope: Scope) -> Iterator[Change]:
        """Yield what ``+=`` changes beside the name that it binds: a list, a dict, a set."""
        if isinstance(node.target, ast.Name) and isinstance(node.value, DISPLAYS):
            for root, depth in self.roots.of(node.target, scope).items():
                certain = root.kind is From.MODULE
                yield Change(root, "container", node.target.id, certain, deep=depth > 0)

    def of_store(
        self, node: ast.Attribute | ast.Subscript, scope: Scope
    ) -> Iterator[Change]:
        """Yield that an attribute or an item is set or deleted."""
        kind = "attribute" if isinstance(node, ast.Attribute) else "item"
        path = self.roots.path(node if kind == "attribute" else node.value, scope)
        if path == "os.environ":
            key = getattr(getattr(node, "slice", None), "value", None)
            yield Change(Root(From.IMPORT, path), "environment", str(key), False)
            return
        if path in INHERITED or path.partition(".")[0] == "uvicorn":
            return
        name = dotted_name(node.value) or "it"
        for root, depth in self.roots.of(node.value, scope).items():
            if root.kind is From.IMPORT and root.name.partition(".")[0] == "uvicorn":
                continue
            certain = root.kind is not From.UNKNOWN and not is_known(root.name)
            yield Change(root, kind, name, certain, deep=depth > 0)

    # Imports

    def of_import(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> Iterator[Change]:
        """Yield that a module of the project is imported, which may do anything."""
        package = isinstance(node, ast.ImportFrom)
        module = ""
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
        for alias in node.names:
            path = module if package and module.strip(".") else f"{module}{alias.name}"
            full = f"{module}.{alias.name}" if package else alias.name
            if is_known(path) or path in self.imported or full in self.imported:
                continue
            used = self._is_used(alias.asname or alias.name.partition(".")[0], scope)
            if used and (
                holds_settings(path.rpartition(".")[2].lower())
                or holds_settings(alias.name.lower())
                or self.is_main and scope is self.table.module and package
            ):
                continue
            yield Change(Root(From.IMPORT, full), "import", full, not used, path)

    def _is_used(self, name: str, scope: Scope) -> bool:
        """Does the code of a scope read a name?"""
        used = self._used.get(scope)
        if used is None:
            used = self._used[scope] = {
                part.id
                for root in body_of_scope(scope)
                for part in nodes_of(root)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
            }
        return name in used

    @staticmethod
    def of_environment(node: ast.Call, path: str) -> Iterator[Change]:
        """Yield that a variable of the environment is set."""
        if path == "os.putenv" or path.startswith("os.environ."):
            key = getattr(node.args[0], "value", None) if node.args else None
            if path.rpartition(".")[2] in {"putenv", "setdefault", "update", "pop"}:
                yield Change(Root(From.IMPORT, "os.environ"), "environment", str(key), False)
        elif path.startswith("dotenv."):
            yield Change(Root(From.IMPORT, "os.environ"), "environment", "", False)
