"""What a node says by itself, before anything is known of its names, and where it stands."""

from __future__ import annotations

import ast


def root_of(node: ast.expr) -> ast.expr:
    """Return what the attributes of a dotted expression are read from."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def last_name(node: ast.AST) -> str:
    """Return a name, or the last one of a dotted expression, ``""`` for anything else."""
    kind = node.__class__
    if kind is ast.Attribute:
        return node.attr  # type: ignore[attr-defined,no-any-return]
    if kind is ast.Name:
        return node.id  # type: ignore[attr-defined,no-any-return]
    return ""


def plain_name(node: ast.AST) -> str:
    """Return a name that stands alone, ``""`` for anything else."""
    return node.id if isinstance(node, ast.Name) else ""


def names_of(node: ast.AST) -> list[str]:
    """Return the names of a dotted expression, the first ``""`` if it begins with none."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    names.append(plain_name(node))
    names.reverse()
    return names


def dotted_name(node: ast.AST) -> str:
    """Return a name or dotted name as text, ``""`` for anything else."""
    names = names_of(node)
    return ".".join(names) if names[0] else ""


def decorator_names(node: ast.AST) -> set[str]:
    """Return the last names of the decorators of a definition."""
    return {
        last_name(item.func if isinstance(item, ast.Call) else item)
        for item in getattr(node, "decorator_list", ())
    }


def text_of(node: ast.AST | None) -> str | None:
    """Return the text of a ``str`` that is written as a constant, None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def column_of(line: str, offset: int) -> int:
    """Return the column in characters of an offset in the UTF-8 bytes of a line."""
    if line.isascii():
        return offset
    return len(line.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "replace"))
