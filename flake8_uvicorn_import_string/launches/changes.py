"""Which lists and dicts may be changed in place where nobody sees it.

One walk over the file notes for each name where it is read, and whether that reading can
change what the name holds.  The reads are numbered in the order of the walk, so that those
in a scope, or in one nested in it, are those within two numbers.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.python import READING_BUILTINS, READING_METHODS
from flake8_uvicorn_import_string.launches.indirect import THREADS
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_uvicorn_import_string.semantic.model import Binding
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What has more names than this may be changed by any of them.
NAME_LIMIT: Final = 50


class Changes:
    """Knows which names of a file hold what may be changed in place."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self._answers: dict[tuple[str, ast.AST], bool] = {}

    @cached_property
    def _uses(self) -> _Uses:
        threads = set().union(*map(self.table.names_for, THREADS))
        return _Uses(self.table.tree, threads)

    def is_changed(self, name: str, binding: Binding) -> bool:
        """May what a name holds be changed in place, anywhere in the scope that has it?"""
        scope = binding.scope
        tree = self.table.tree if binding.name in scope.declared else scope.node
        key = (name, tree)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._uses.is_changed(name, tree)
        return answer


class _Uses:
    """Where a file reads its names in ways that may change what they hold.

    ``changing`` holds, by name, the numbers of these reads, ``same`` the other names that
    one assignment gives the same thing, each with the number of the assignment.
    """

    def __init__(self, tree: ast.AST, threads: set[str]) -> None:
        self.threads = threads
        self.changing: dict[str, list[int]] = {}
        self.same: dict[str, list[tuple[int, str]]] = {}
        self.declared: dict[str, list[int]] = {}
        self.spans: dict[ast.AST, tuple[int, int]] = {}
        # What is read, when the walk comes to it, in a way that changes nothing.
        self._harmless: set[ast.AST] = set()
        self._number = 0
        self._walk(tree)

    def is_changed(self, name: str, tree: ast.AST) -> bool:
        """May what a name holds be changed in the scope whose node is ``tree``?"""
        start, end = self.spans[tree]
        pending, names = [name], {name}
        while pending:
            name = pending.pop()
            if self._within(self.changing.get(name, ()), start, end):
                return True
            same = self.same.get(name, ())
            linked = same[bisect_left(same, (start, "")) : bisect_left(same, (end, ""))]
            # Code outside of the scope may change what it knows by a global name.
            if linked and self._within(self.declared.get(name, ()), start, end):
                return True
            for _, other in linked:
                if other not in names:
                    names.add(other)
                    pending.append(other)
            if len(names) > NAME_LIMIT:
                return True
        return False

    @staticmethod
    def _within(numbers: Iterable[int], start: int, end: int) -> bool:
        """Is any of the numbers, which are sorted, one from ``start`` to ``end``?"""
        assert isinstance(numbers, (list, tuple))
        return bisect_left(numbers, start) < bisect_left(numbers, end)

    def _walk(self, tree: ast.AST) -> None:
        stack: list[Any] = [tree]
        while stack:
            node = stack.pop()
            if isinstance(node, tuple):
                scope, start = node
                self.spans[scope] = (start, self._number)
                continue
            self._number += 1
            note = _NOTES.get(type(node))
            if note is not None:
                note(self, node)
            if isinstance(node, _SCOPES) or node is tree:
                stack.append((node, self._number))
            stack.extend(ast.iter_child_nodes(node))

    def _note_name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and node not in self._harmless:
            self.changing.setdefault(node.id, []).append(self._number)

    def _note_named(self, node: ast.NamedExpr) -> None:
        # What stands around it gets the value as if it read the name.
        if node not in self._harmless:
            self.changing.setdefault(node.target.id, []).append(self._number)

    def _note_call(self, node: ast.Call) -> None:
        func = node.func
        is_thread = last_name(func) in self.threads
        for keyword in node.keywords:
            if keyword.arg is None or is_thread:
                self._harmless.add(keyword.value)
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                self._harmless.add(argument.value)
            elif is_thread or plain_name(func) in READING_BUILTINS:
                self._harmless.add(argument)
        if isinstance(func, ast.Attribute) and func.attr in READING_METHODS:
            self._harmless.add(func.value)

    def _note_subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.ctx, ast.Load):
            self._harmless.add(node.value)

    def _note_dict(self, node: ast.Dict) -> None:
        self._harmless.update(
            value for key, value in zip(node.keys, node.values, strict=True) if key is None
        )

    def _note_compare(self, node: ast.Compare) -> None:
        self._harmless.update(node.comparators)

    def _note_assign(self, node: ast.Assign) -> None:
        """Note the targets of ``a = b = …``."""
        if len(node.targets) < 2:
            return
        names = [
            part.id
            for target in node.targets
            for part in ast.walk(target)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
        ]
        if all(isinstance(target, ast.Name) for target in node.targets):
            for name in names[1:]:
                self.same.setdefault(names[0], []).append((self._number, name))
                self.same.setdefault(name, []).append((self._number, names[0]))
        else:
            for name in names:
                self.changing.setdefault(name, []).append(self._number)

    def _note_declaration(self, node: ast.Global | ast.Nonlocal) -> None:
        for name in node.names:
            self.declared.setdefault(name, []).append(self._number)


_SCOPES: Final = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp,
    ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
_NOTES: Final[dict[type, Any]] = {
    ast.Name: _Uses._note_name,
    ast.NamedExpr: _Uses._note_named,
    ast.Call: _Uses._note_call,
    ast.Subscript: _Uses._note_subscript,
    ast.Dict: _Uses._note_dict,
    ast.Compare: _Uses._note_compare,
    ast.Assign: _Uses._note_assign,
    ast.Global: _Uses._note_declaration,
    ast.Nonlocal: _Uses._note_declaration,
}
