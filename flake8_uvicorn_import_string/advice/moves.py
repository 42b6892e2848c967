"""Which lines go together to module level."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.advice.launching_code import bound_names, walk
from flake8_uvicorn_import_string.advice.things import only_reads
from flake8_uvicorn_import_string.syntax import plain_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_uvicorn_import_string.advice.launching_code import Step
    from flake8_uvicorn_import_string.advice.roots import Roots
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

    # By the scope and the name.
    Index = dict[tuple[Scope, str], list[Step]]
    # By the first node of a step.
    Known = dict[tuple[ast.AST | None, bool], "StepNames"]

# So many lines are looked at that a line needs.
LINE_LIMIT: Final = 8

_KEEPS_HERE: Final = (ast.Return, ast.Await, ast.Yield, ast.YieldFrom)


class StepNames(NamedTuple):
    """The names of a step: those that it binds, and those that it changes parts of.

    ``makes`` and ``reads`` are the names of the launching code itself that it binds and reads;
    ``stays`` is True for one that cannot leave its function.
    """

    bound: set[str]
    changed: set[str]
    makes: list[str]
    reads: list[str]
    stays: bool


class Moves:
    """Knows what must go with each of some steps, for it reads what others make.

    ``known`` keeps what is found of a step, for other launches have it as well.
    """

    def __init__(
        self, table: SymbolTable, roots: Roots, steps: Sequence[Step], known: Known
    ) -> None:
        self.table = table
        self.roots = roots
        self._steps = steps
        self._known = known

    @cached_property
    def _index(self) -> tuple[Index, Index]:
        """The steps that bind a name, and those that call methods of it or set its parts."""
        binders: Index = {}
        users: Index = {}
        for step in self._steps:
            names = self._of(step)
            for name in names.bound:
                binders.setdefault((step.scope, name), []).append(step)
            for name in names.changed:
                users.setdefault((step.scope, name), []).append(step)
        return binders, users

    def _of(self, step: Step) -> StepNames:
        """Return the names of a step."""
        key = (step.parts[0] if step.parts else None), step.whole
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._names(step)
        return found

    def _names(self, step: Step) -> StepNames:
        names = StepNames(set(), set(), [], [], False)
        stays = False
        for node, scope in walk(step.parts, step.scope, self.table):
            stays |= isinstance(node, _KEEPS_HERE)
            names.changed.update(changed_names(node))
            for name in bound_names(node):
                names.bound.add(name)
                if self._is_local(name, step.scope, scope):
                    names.makes.append(name)
            names.reads.extend(
                name for name in _read_names(node) if self._is_local(name, step.scope, scope)
            )
        names.changed.discard("")
        return names._replace(stays=stays)

    def lines(self, step: Step) -> tuple[int, ...]:
        """Return the lines that go with a step to module level; none if it cannot go."""
        lines: set[int] = set()
        pending = [step]
        while pending:
            step = pending.pop()
            if step.line in lines:
                continue
            lines.add(step.line)
            needed = self._needed(step)
            if needed is None or not step.whole or len(lines) > LINE_LIMIT:
                return ()
            pending += needed
        return tuple(sorted(lines))

    def _needed(self, step: Step) -> list[Step] | None:
        """Return the steps that one needs, or that need it; None if it must stay."""
        names = self._of(step)
        if names.stays:
            return None
        needed: list[Step] = []
        for name in names.makes:
            # thread = Thread(…) is nothing without thread.start().
            needed += self._index[1].get((step.scope, name), ())[: LINE_LIMIT + 1]
        for name in names.reads:
            binders, users = self._index
            if (step.scope, name) not in binders:
                return None
            needed += binders[step.scope, name][: LINE_LIMIT + 1]
            needed += users.get((step.scope, name), ())[: LINE_LIMIT + 1]
        return needed

    def _is_local(self, name: str, own: Scope, scope: Scope) -> bool:
        """Is it a name of the launching code itself, as code of ``scope`` sees it?"""
        if self.roots.owner(name, scope) is not own:
            return False
        return own is not self.table.module or name in self.roots.launching_names


def changed_names(node: ast.AST) -> Iterator[str]:
    """Yield the names of which a statement calls a method or sets a part, or that it hands on."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        call = node.value
        yield plain_name(root_of(call.func))
        if not isinstance(call.func, ast.Name) or not only_reads(call.func.id):
            yield from (plain_name(item) for item in call.args)
    if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        yield plain_name(root_of(node.value))


def _read_names(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node reads by itself."""
    if isinstance(node, ast.AugAssign):
        yield plain_name(node.target)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id
