"""What a node says by itself, before anything is known of its names, and where it stands."""

from __future__ import annotations

import ast
from typing import Any, Final

# The fields of a node that never hold nodes of which anybody asks here.
_PLAIN_FIELDS: Final = frozenset({"ctx", "op", "ops", "type_comment", "kind", "type_ignores"})
_NOT_NODES: Final = frozenset({type(None), str, int, bool, ast.Load, ast.Store, ast.Del})

# The links of a chain ``x.a(…).b[…]`` that are followed.  Each call in it has its own place,
# where the whole chain below it is asked anew.
LINK_LIMIT: Final = 60
_IMPORT_ERRORS: Final = frozenset({"ImportError", "ModuleNotFoundError"})


def nodes_of(tree: ast.AST) -> list[Any]:
    """Return all nodes of a tree but operators, each before those that it holds.

    Several times as fast as ``ast.walk``.
    """
    nodes: list[Any] = [tree]
    add, fields_of, others = nodes.append, _FIELDS, _NOT_NODES
    for node in nodes:
        kind = node.__class__
        fields = fields_of.get(kind)
        if fields is None:
            fields = fields_of[kind] = fields_that_hold_nodes(kind)
        for field in fields:
            value = getattr(node, field, None)
            kind = value.__class__
            if kind is list:
                nodes += value  # type: ignore[arg-type]
            elif kind not in others:
                add(value)
    return nodes


def children_of(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right below one, but operators; faster than ``ast.iter_child_nodes``."""
    kind = node.__class__
    fields = _FIELDS.get(kind)
    if fields is None:
        fields = _FIELDS[kind] = fields_that_hold_nodes(kind)
    children: list[ast.AST] = []
    for field in fields:
        value = getattr(node, field, None)
        if value.__class__ is list:
            children += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            children.append(value)
    return children


def fields_that_hold_nodes(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a kind of node that may hold nodes, in order."""
    if kind in (ast.Name, ast.Constant):
        return ()
    fields: tuple[str, ...] = getattr(kind, "_fields", ())
    return tuple(field for field in fields if field not in _PLAIN_FIELDS)


_FIELDS: Final[dict[type, tuple[str, ...]]] = {}


def root_of(node: ast.expr) -> ast.expr:
    """Return what the attributes of a dotted expression are read from."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def is_long_chain(node: ast.AST) -> bool:
    """Is it a chain of calls, attributes and items that has more than ``LINK_LIMIT`` links?"""
    for _ in range(LINK_LIMIT):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        else:
            return False
    return True


def last_name(node: ast.AST) -> str:
    """Return a name, or the last one of a dotted expression, ``""`` for anything else."""
    kind = node.__class__
    if kind is ast.Attribute:
        return node.attr  # type: ignore[attr-defined,no-any-return]
    if kind is ast.Name:
        return node.id  # type: ignore[attr-defined,no-any-return]
    return ""


def imported_packages(statement: object) -> list[str]:
    """Return the packages that a statement imports, the outermost of each."""
    if isinstance(statement, ast.ImportFrom):
        return [(statement.module or "").partition(".")[0]]
    if isinstance(statement, ast.Import):
        return [alias.name.partition(".")[0] for alias in statement.names]
    return []


def run_before(body: list[ast.stmt], handler: ast.ExceptHandler) -> list[ast.stmt]:
    """Return what of the body of a ``try`` may have run when a handler of it does.

    Where that takes the errors of imports alone, nothing behind the last import ran.
    """
    kind = handler.type or handler
    names = map(last_name, kind.elts if isinstance(kind, ast.Tuple) else [kind])
    imports = [place for place, part in enumerate(body) if imported_packages(part)]
    return body[: imports[-1]] if imports and _IMPORT_ERRORS.issuperset(names) else body


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
