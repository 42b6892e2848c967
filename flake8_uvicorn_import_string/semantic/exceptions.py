"""Read what an exception may leave: ``with``, ``try`` and its handlers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.python import MANAGERS, SUPPRESSING, SUPPRESSORS
from flake8_uvicorn_import_string.semantic.branches import Branches
from flake8_uvicorn_import_string.semantic.model import ANYWHERE, BindingKind, Place
from flake8_uvicorn_import_string.syntax import decorator_names, last_name

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from flake8_uvicorn_import_string.semantic.model import Binding, Construct, Region
    from flake8_uvicorn_import_string.semantic.notes import Watched


class Exceptions(Branches):
    """Reads statements whose blocks an exception may leave."""

    def __init__(self, tree: ast.AST, watched: Watched) -> None:
        super().__init__(tree, watched)
        # What has been asked of a definition once: it may be as long as the file.
        self.managers: dict[Binding, bool] = {}

    def with_(self, node: ast.With | ast.AsyncWith) -> None:
        stack = self.stack
        items = node.items
        for number, item in enumerate(items):
            if self.may_swallow(item.context_expr):
                stack.append((self.suppressed, node, number))
                stack.append(item.context_expr)
                self.push_items(items[:number])
                return
        stack.extend(node.body[::-1])
        self.push_items(items)

    def may_swallow(self, context: ast.expr) -> bool:
        """May a context manager swallow an exception raised in its block?"""
        if not isinstance(context, ast.Call):
            # It has been made elsewhere, and nobody knows as what.
            return isinstance(context, (ast.Name, ast.Attribute))
        name = last_name(context.func)
        if name in SUPPRESSORS or SUPPRESSING.search(name):
            return True
        return any(
            self.makes_manager(binding)
            for scope in self.region.scope.around()
            for binding in scope.bindings.get(name, ())[-1:]
        )

    def makes_manager(self, binding: Binding) -> bool:
        """Is it a function or a class, defined here, that makes context managers?"""
        answer = self.managers.get(binding)
        if answer is None:
            marks: AbstractSet[str] = frozenset()
            if binding.kind is BindingKind.FUNCTION:
                marks = decorator_names(binding.node)
            elif binding.kind is BindingKind.CLASS:
                marks = self.table.scopes[binding.node].bindings.keys()
            answer = self.managers[binding] = not marks.isdisjoint(MANAGERS)
        return answer

    def push_items(self, items: list[ast.withitem]) -> None:
        for item in items[::-1]:
            if item.optional_vars is not None:
                self.stack.append(
                    (self.bind_target, item.optional_vars, None, BindingKind.OTHER_TARGET)
                )
            self.stack.append(item.context_expr)

    def suppressed(self, node: ast.With | ast.AsyncWith, number: int) -> None:
        """Read what follows the context of an item that swallows exceptions."""
        construct = self.open(node)
        branch = construct.branch([construct.before])
        construct.exits += (construct.before, Place(branch, ANYWHERE), branch.end)
        stack = self.stack
        stack.append((self.close, construct))
        stack.extend(node.body[::-1])
        self.push_items(node.items[number + 1 :])
        target = node.items[number].optional_vars
        if target is not None:
            stack.append((self.bind_target, target, None, BindingKind.OTHER_TARGET))
        stack.append((self.enter, branch))

    def try_(self, node: Any) -> None:
        construct = self.open(node)
        body = construct.branch([construct.before])
        broken: list[Place] = [construct.before, Place(body, ANYWHERE)]
        last = body
        blocks: list[tuple[Region, list[Any]]] = [(body, node.body)]
        if node.orelse:
            last = construct.branch([body.end])
            blocks.append((last, node.orelse))
        construct.exits.append(last.end)
        star = not isinstance(node, ast.Try)
        for handler in node.handlers:
            branch = construct.branch(broken)
            construct.exits.append(branch.end)
            blocks.append((branch, [handler]))
            if star:
                # Another handler may take what is left of the group.
                broken = [construct.branch([*broken, branch.end]).end]
        if node.finalbody:
            self.finals[construct] = []
            self.stack.append((self.finally_, node, construct))
        self.stack.append((self.close, construct))
        for branch, statements in reversed(blocks):
            self.block(branch, statements)

    def finally_(self, node: Any, tried: Construct) -> None:
        # What follows the whole statement runs only if the try did fall through.
        falls_through = self.region.falls_through
        construct = self.open(node)
        branch = construct.branch([construct.before, tried.before])
        branch.entries.extend(Place(part, ANYWHERE) for part in tried.branches)
        construct.exits.append(branch.end)
        self.stack.append((self.close_finally, construct, falls_through, self.finals.pop(tried)))
        self.block(branch, node.finalbody)

    def close_finally(
        self, construct: Construct, falls_through: bool, jumps: list[ast.Break | ast.Continue]
    ) -> None:
        self.close(construct)
        self.region.falls_through &= falls_through
        for jump in jumps:
            self.leave(jump, construct.branches[0].end, construct.region)

    def handler(self, node: ast.ExceptHandler) -> None:
        stack = self.stack
        if node.name is not None:
            stack.append((self.bind, BindingKind.DELETION, node.name, node))
        stack.extend(node.body[::-1])
        if node.name is not None:
            stack.append((self.bind, BindingKind.EXCEPTION, node.name, node))
        stack.append(node.type)
