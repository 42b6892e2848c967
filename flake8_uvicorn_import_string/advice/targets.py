"""What statements bind names to, and what they put into things."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.facts.effects import MUTATORS
from flake8_uvicorn_import_string.syntax import plain_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def targets(node: Any) -> list[tuple[ast.expr, ast.expr]]:
    """Return the targets of a statement, each with what it takes its value from."""
    if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
        return [(node.target, node.iter)]
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return [
            (item.optional_vars, item.context_expr)
            for item in node.items
            if item.optional_vars is not None
        ]
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    return []


def names_in(target: ast.expr) -> Iterator[ast.expr]:
    """Yield the names of a target, nested or not."""
    pending = [target]
    while pending:
        part = pending.pop()
        if isinstance(part, (ast.Tuple, ast.List)):
            pending += part.elts
        elif isinstance(part, ast.Starred):
            pending.append(part.value)
        else:
            yield part


def puts(node: Any) -> Iterator[tuple[str, int, ast.expr]]:
    """Yield the name of what a statement or call puts something into, how deep, and that."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, (ast.Attribute, ast.Subscript)):
                yield plain_name(root_of(target)), _steps(target), node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in MUTATORS:
            for value in node.args:
                yield plain_name(root_of(node.func.value)), _steps(node.func), value


def _steps(node: Any) -> int:
    """Return how many items and attributes lead from a name to a target."""
    count = 0
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        count += 1
        node = node.value
    return count
