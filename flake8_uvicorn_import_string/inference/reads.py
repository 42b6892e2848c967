"""Where code reads its names, and whether that can change what they hold.

One walk over a file, or over one scope of it.  The reads are numbered in its order, so that
those in a scope, or in one nested in it, are those within two numbers.
"""

from __future__ import annotations

import ast
from typing import Any, Final

from flake8_uvicorn_import_string.facts.python import (
    CHANGING_METHODS,
    COPIES,
    COPYING_BUILTINS,
    READING_BUILTINS,
    READING_CALLS,
    READING_METHODS,
    SELF_NAMES,
    TELLING_METHODS,
)
from flake8_uvicorn_import_string.syntax import (
    dotted_name,
    fields_that_hold_nodes,
    last_name,
    plain_name,
)


class Reads:
    """Where a file, or a scope, reads its names in ways that may change what they hold.

    By name: ``changing`` has the numbers of these reads, ``seen`` those of the changes that
    say what they do, ``returned`` those of returns, each with its function, ``within`` those
    that get something out of it, each with its key, ``got`` the same with the name that is
    given to it, ``lent`` those that give it the name of a loop, ``passed`` those that hand it to
    a function, with its name and the parameter, and ``same`` has the other names that one
    assignment gives the same thing, each with the number of the assignment.
    """

    def __init__(self, tree: ast.AST, threads: set[str]) -> None:
        self.threads = threads
        self.changing: dict[str, list[tuple[int]]] = {}
        self.seen: dict[str, list[tuple[int]]] = {}
        self.returned: dict[str, list[tuple[int, ast.AST]]] = {}
        self.within: dict[str, list[tuple[int, str | None]]] = {}
        self.got: dict[str, list[tuple[int, str | None, str]]] = {}
        self.lent: dict[str, list[tuple[int, str]]] = {}
        self.passed: dict[str, list[tuple[int, str, int | str]]] = {}
        self.functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
        self._arguments: dict[ast.AST, tuple[str, int | str]] = {}
        self.same: dict[str, list[tuple[int, str]]] = {}
        self.declared: dict[str, list[tuple[int]]] = {}
        self.spans: dict[ast.AST, tuple[int, int]] = {}
        # What is read, when the walk comes to it, in a way that changes nothing, or that
        # says what it changes, and what lies in a dict and is read in such a way.
        self._harmless: set[ast.AST] = set()
        self._harmless_within: set[ast.AST] = set()
        self._said: set[ast.AST] = set()
        self._returns: dict[ast.AST, ast.AST] = {}
        self._functions: list[ast.AST] = [tree]
        self._number = 0
        self._walk(tree)

    def _walk(self, tree: ast.AST) -> None:
        stack: list[Any] = [tree]
        while stack:
            node = stack.pop()
            if node.__class__ is tuple:
                scope, start = node
                self.spans[scope] = (start, self._number + 1)
                if isinstance(scope, _FUNCTIONS):
                    self._functions.pop()
                continue
            kind = node.__class__
            note = _NOTES.get(kind)
            if note is not None:
                self._number += 1
                note(self, node)
            if kind in _SCOPES or node is tree:
                self._number += 1
                stack.append((node, self._number))
                if kind in _FUNCTIONS:
                    self._functions.append(node)
            fields = _FIELDS.get(kind)
            if fields is None:
                fields = _FIELDS[kind] = fields_that_hold_nodes(kind)
            for field in fields:
                value = getattr(node, field, None)
                if value.__class__ is list:
                    stack += value
                elif value is not None:
                    stack.append(value)

    def _note_name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            return
        if node in self._said:
            self.seen.setdefault(node.id, []).append((self._number,))
        elif node in self._returns:
            returned = self.returned.setdefault(node.id, [])
            returned.append((self._number, self._returns[node]))
        elif node in self._harmless:
            return
        elif node in self._arguments:
            passed = self.passed.setdefault(node.id, [])
            passed.append((self._number, *self._arguments[node]))
        else:
            self.changing.setdefault(node.id, []).append((self._number,))

    def _note_attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Load) and node not in self._harmless:
            self.changing.setdefault(f".{node.attr}", []).append((self._number,))

    def _note_named(self, node: ast.NamedExpr) -> None:
        # What stands around it gets the value as if it read the name.
        if node not in self._harmless:
            self.changing.setdefault(node.target.id, []).append((self._number,))

    def _read(self, node: ast.expr) -> None:
        """Note that what an expression gives is read and not changed."""
        pending = [node]
        while pending:
            node = pending.pop()
            self._harmless.add(node)
            if isinstance(node, ast.IfExp):
                pending += (node.body, node.orelse)
            elif isinstance(node, ast.BoolOp):
                pending += node.values
            elif isinstance(node, (ast.Subscript, ast.Call)):
                self._harmless_within.add(node)

    def _note_call(self, node: ast.Call) -> None:
        func = node.func
        is_thread = last_name(func) in self.threads
        name = plain_name(func)
        is_read = is_thread or name in READING_BUILTINS
        path = dotted_name(func)
        is_copy = path in COPIES
        is_told = isinstance(func, ast.Attribute) and func.attr in TELLING_METHODS
        if is_copy or is_told or path in READING_CALLS:
            is_read = True
        for keyword in node.keywords:
            if keyword.arg is None or is_read:
                self._read(keyword.value)
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                self._read(argument.value)
            elif is_read:
                self._read(argument)
                if is_copy or name in COPYING_BUILTINS:
                    self._note_within(argument, None)
        self._note_arguments(node)
        if isinstance(func, ast.Attribute):
            if func.attr in CHANGING_METHODS:
                if isinstance(func.value, ast.Name):
                    self._said.add(func.value)
                if func.attr == "update":
                    for argument in node.args:
                        self._read(argument)
                elif node not in self._harmless_within:
                    self._note_within(func.value, _key(node.args[0] if node.args else None))
            elif func.attr in READING_METHODS:
                self._read(func.value)
                if func.attr != "get":
                    self._note_within(func.value, None)
                elif node not in self._harmless_within:
                    self._note_within(func.value, _key(node.args[0] if node.args else None))

    def _note_arguments(self, node: ast.Call) -> None:
        """Note which function of this file may be given what names hold."""
        func = node.func
        is_method = isinstance(func, ast.Attribute) and plain_name(func.value) in SELF_NAMES
        if not is_method and not isinstance(func, ast.Name):
            return
        for number, argument in enumerate(node.args, int(is_method)):
            self._arguments[argument] = (last_name(func), number)
        for keyword in node.keywords:
            if keyword.arg is not None:
                self._arguments[keyword.value] = (last_name(func), keyword.arg)

    def _note_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.functions.setdefault(node.name, []).append(node)

    def _note_within(self, node: ast.expr, key: str | None) -> None:
        """Note that something is got out of what a name holds, and may be changed."""
        if isinstance(node, ast.Name):
            self.within.setdefault(node.id, []).append((self._number, key))

    def _note_subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.ctx, ast.Load):
            self._read(node.value)
            if node not in self._harmless_within:
                self._note_within(node.value, _key(node.slice))
        elif isinstance(node.value, ast.Name):
            self._said.add(node.value)

    def _note_dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                self._read(value)
                self._note_within(value, None)

    def _note_compare(self, node: ast.Compare) -> None:
        for operand in (node.left, *node.comparators):
            self._read(operand)

    def _note_part(self, node: ast.AST) -> None:
        self._read(getattr(node, _READ_PARTS[type(node)]))

    def _note_loop(self, node: ast.For) -> None:
        """Note that what a loop goes over is read, its elements aside.

        The elements of a display get the name of the loop, one after the other.
        """
        self._read(node.iter)
        self._note_within(node.iter, None)
        if not isinstance(node.iter, (ast.Tuple, ast.List)) or not isinstance(
            node.target, ast.Name
        ):
            return
        for element in node.iter.elts:
            if isinstance(element, ast.Name):
                self._harmless.add(element)
                lent = self.lent.setdefault(element.id, [])
                lent.append((self._number, node.target.id))

    def _note_binary(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.BitOr):
            for operand in (node.left, node.right):
                self._read(operand)
                self._note_within(operand, None)
        elif isinstance(node.op, ast.Mod):
            self._read(node.right)

    def _note_augmented(self, node: ast.AugAssign) -> None:
        if isinstance(node.op, ast.BitOr):
            self._read(node.value)

    def _note_return(self, node: ast.Return) -> None:
        if isinstance(node.value, ast.Name):
            self._returns[node.value] = self._functions[-1]

    def _note_statement(self, node: ast.Expr) -> None:
        # What a call gives is left alone.
        self._harmless_within.add(node.value)

    def _note_assign(self, node: ast.Assign) -> None:
        """Note the targets of ``a = b = …``, and the one of ``a = b[key]``."""
        if len(node.targets) < 2:
            value, target = node.value, node.targets[0]
            if isinstance(value, ast.Name) and isinstance(target, ast.Attribute):
                self._harmless.add(value)
                lent = self.lent.setdefault(value.id, [])
                lent.append((self._number, f".{target.attr}"))
            got = _got_from(value)
            if got is not None and isinstance(target, ast.Name):
                self._harmless_within.add(value)
                self.got.setdefault(got[0], []).append((self._number, got[1], target.id))
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
                self.changing.setdefault(name, []).append((self._number,))

    def _note_declaration(self, node: ast.Global | ast.Nonlocal) -> None:
        for name in node.names:
            self.declared.setdefault(name, []).append((self._number,))


def _got_from(node: ast.expr) -> tuple[str, str | None] | None:
    """Return the name, and the key, of ``name[key]`` and ``name.get(key)``; None of others."""
    if isinstance(node, ast.Subscript):
        return plain_name(node.value), _key(node.slice)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "get" and node.args:
            return plain_name(node.func.value), _key(node.args[0])
    return None


def _key(node: ast.expr | None) -> str | None:
    """Return the text that a key is, None for any other."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SCOPES: Final = (
    *_FUNCTIONS, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
_FIELDS: Final[dict[type, tuple[str, ...]]] = {}
# The parts of nodes that these only read.
_READ_PARTS: Final[dict[type, str]] = {
    ast.If: "test",
    ast.While: "test",
    ast.IfExp: "test",
    ast.UnaryOp: "operand",
    ast.FormattedValue: "value",
}
_NOTES: Final[dict[type, Any]] = {
    ast.Name: Reads._note_name,
    ast.Attribute: Reads._note_attribute,
    ast.NamedExpr: Reads._note_named,
    ast.Call: Reads._note_call,
    ast.Subscript: Reads._note_subscript,
    ast.Dict: Reads._note_dict,
    ast.Compare: Reads._note_compare,
    ast.For: Reads._note_loop,
    ast.BinOp: Reads._note_binary,
    ast.AugAssign: Reads._note_augmented,
    ast.FunctionDef: Reads._note_function,
    ast.AsyncFunctionDef: Reads._note_function,
    ast.Expr: Reads._note_statement,
    ast.Return: Reads._note_return,
    ast.Assign: Reads._note_assign,
    ast.Global: Reads._note_declaration,
    ast.Nonlocal: Reads._note_declaration,
    **dict.fromkeys(_READ_PARTS, Reads._note_part),
}
