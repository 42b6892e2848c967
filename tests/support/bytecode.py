"""Is there a way from a binding to a load?  CPython's own code decides.

The compiler leaves in each code object where its instructions stand in the source,
and which instruction can come after which.  That is enough to ask whether a value
that is stored at one place can still be there at another.  Only for CPython 3.11:
3.10 keeps no columns, and from 3.12 on comprehensions and joint instructions blur
them.
"""

from __future__ import annotations

import ast
import dis
import sys
import types
import warnings
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

AVAILABLE: Final = sys.version_info[:2] == (3, 11) and sys.implementation.name == "cpython"

_STOPS: Final = frozenset({"RETURN_VALUE", "RAISE_VARARGS", "RERAISE"})
_JUMPS: Final = frozenset({"JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"})
_EXITS: Final = frozenset({"exit", "quit", "sys.exit", "os._exit", "os.abort"})
_SUPPRESSORS: Final = frozenset(
    "raises assertRaises assertRaisesRegex ExitStack AsyncExitStack enter_context "
    "enter_async_context".split()
)
_SUPPRESSING: Final = ("suppress", "ignor", "swallow", "quiet", "silence", "catch")
_DEFINITIONS: Final = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_MAKES_MANAGER: Final = frozenset(
    {"contextmanager", "asynccontextmanager", "__exit__", "__aexit__"}
)

Spot = tuple[int, int]


def spot(node: Any) -> Spot:
    """Return where a node starts: line and column."""
    return node.lineno, node.col_offset


class Code:
    """The instructions of one code object, with the ways between them."""

    def __init__(self, code: types.CodeType, judge: Judge) -> None:
        self.instructions = [*dis.get_instructions(code)]
        self.spots: list[Spot] = []
        for found in self.instructions:
            place: Any = found.positions  # type: ignore[attr-defined,unused-ignore]
            self.spots.append((place.lineno or 0, place.col_offset or 0))
        index = {found.offset: number for number, found in enumerate(self.instructions)}
        self.after: list[list[int]] = [[] for _ in self.instructions]
        # Where an exception leads: the instruction has not done its work then.
        self.failing: list[list[int]] = [[] for _ in self.instructions]
        for number, found in enumerate(self.instructions):
            name, place = found.opname, self.spots[number]
            if name not in _STOPS and name not in _JUMPS:
                if not (name == "CALL" and place in judge.exits):
                    self.after[number].append(number + 1)
            if found.opcode in dis.hasjrel or found.opcode in dis.hasjabs:
                # A "with" swallows exceptions only if its context is known to.
                if name != "POP_JUMP_FORWARD_IF_TRUE" or place not in judge.strict:
                    self.after[number].append(index[found.argval])
        for entry in dis._parse_exception_table(code):  # type: ignore[attr-defined]
            for number, found in enumerate(self.instructions):
                if entry.start <= found.offset < entry.end:
                    self.failing[number].append(index[entry.target])

    def find(self, names: Collection[str], spots: Collection[Spot]) -> list[int]:
        """Return the instructions of these names that stand at one of these places."""
        return [
            number
            for number, found in enumerate(self.instructions)
            if found.opname in names and self.spots[number] in spots
        ]

    def loads(self, name: str, place: Spot) -> list[int]:
        """Return the instructions that load a name at a place."""
        return [
            number
            for number, found in enumerate(self.instructions)
            if found.opname.startswith("LOAD_")
            and found.argval == name
            and self.spots[number] == place
        ]

    def stores(self, name: str) -> Iterator[int]:
        """Yield the instructions that bind or delete a name."""
        for number, found in enumerate(self.instructions):
            if found.opname.startswith(("STORE_", "DELETE_")) and found.argval == name:
                if not found.opname.endswith(("_ATTR", "_SUBSCR")):
                    yield number

    def unbound(self, name: str) -> list[int]:
        """Return the instructions before which the name has no value."""
        deletions = (
            number
            for number, found in enumerate(self.instructions)
            if found.opname.startswith("DELETE_") and found.argval == name
        )
        return [0, *(after for number in deletions for after in self.after[number])]

    def runs(self, numbers: Iterable[int]) -> bool:
        """Can one of these instructions be reached at all?"""
        return self.flows("", [0], numbers)

    def ends(self) -> list[int]:
        """Return the instructions at which the code ends."""
        return [
            number
            for number, found in enumerate(self.instructions)
            if found.opname == "RETURN_VALUE"
        ]

    def flows(self, name: str, starts: Iterable[int], goals: Iterable[int]) -> bool:
        """Is there a way from (before) ``starts`` to ``goals`` on which the name is kept?"""
        stores = {*self.stores(name)}
        wanted = {*goals}
        pending = [*starts]
        seen = {*pending}
        while pending:
            number = pending.pop()
            if number in wanted:
                return True
            following = [*self.failing[number]]
            if number not in stores:
                following += self.after[number]
            for other in following:
                if other not in seen and other < len(self.instructions):
                    seen.add(other)
                    pending.append(other)
        return False


class Judge:
    """The code of a whole source."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.exits = frozenset(_exits(tree))
        self.strict = frozenset(_strict(tree))
        self._found: dict[tuple[str, int], list[Code]] = defaultdict(list)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pending = [compile(source, "<source>", "exec", dont_inherit=True)]
        while pending:
            code = pending.pop()
            line = 0 if code.co_name == "<module>" else code.co_firstlineno
            self._found[code.co_name, line].append(Code(code, self))
            pending += [part for part in code.co_consts if isinstance(part, types.CodeType)]

    def code(self, node: Any) -> Code | None:
        """Return the code of the scope that ``node`` makes, None if that is not certain."""
        found = self._codes(node)
        return found[0] if len(found) == 1 else None

    def leaves_out(self, node: Any) -> bool:
        """Has CPython made no code of the scope at all, for nothing comes to it?"""
        return not self._codes(node)

    def _codes(self, node: Any) -> list[Code]:
        if isinstance(node, ast.Module):
            key = "<module>", 0
        elif isinstance(node, ast.Lambda):
            key = "<lambda>", node.lineno
        else:
            decorators = getattr(node, "decorator_list", [])
            lines = (node.lineno, *(decorator.lineno for decorator in decorators))
            key = getattr(node, "name", ""), min(lines)
        return self._found.get(key, [])


def _exits(tree: ast.AST) -> Iterator[Spot]:
    """Yield the calls, as statements, that end the process."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            if ast.unparse(node.value.func) in _EXITS:
                yield spot(node.value)


def _strict(tree: ast.AST) -> Iterator[Spot]:
    """Yield the ``with`` statements that are taken to let exceptions pass."""
    managers = {*_managers(tree)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.With, ast.AsyncWith)):
            if not any(_may_swallow(item.context_expr, managers) for item in node.items):
                yield spot(node)


def _managers(tree: ast.AST) -> Iterator[str]:
    """Yield the names of the context managers that a file defines."""
    for node in ast.walk(tree):
        if not isinstance(node, _DEFINITIONS):
            continue
        for part in node.body if isinstance(node, ast.ClassDef) else node.decorator_list:
            name = part.name if isinstance(part, _DEFINITIONS) else ast.unparse(part)
            if name.rpartition(".")[2] in _MAKES_MANAGER:
                yield node.name


def _may_swallow(context: ast.expr, managers: Collection[str]) -> bool:
    if not isinstance(context, ast.Call):
        return isinstance(context, (ast.Name, ast.Attribute))
    name = ast.unparse(context.func).rpartition(".")[2]
    return name in _SUPPRESSORS | {*managers} or any(
        word in name.lower() for word in _SUPPRESSING
    )
