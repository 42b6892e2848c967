"""What expressions speak of, by name: so a condition and a flag are known to be of one kind."""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.python import TYPE_QUESTIONS
from flake8_uvicorn_import_string.launches.frames import Frame
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import dotted_name, plain_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Argument
    from flake8_uvicorn_import_string.semantic.model import Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What speaks of more than this has no subject.
SUBJECT_LIMIT: Final = 200
# So many names and texts are looked at for one expression, those behind names included.
_STEP_LIMIT: Final = 400
# So many names are followed one after the other.
_HOP_LIMIT: Final = 5
# A name with more bindings than this speaks for itself alone.
_BINDING_LIMIT: Final = 4


class Subjects:
    """Knows what the expressions of a file speak of."""

    def __init__(self, table: SymbolTable) -> None:
        self._table = table
        self._leaves: dict[ast.expr, list[ast.expr]] = {}
        self._answers: dict[tuple[ast.expr, Place], frozenset[str]] = {}

    def of(self, node: ast.expr, place: Place) -> frozenset[str]:
        """Return what an expression speaks of: names, dotted names, texts it looks up.

        A name that is assigned once speaks of what its value speaks of as well.
        """
        answer = self._answers.get((node, place))
        if answer is None:
            answer = self._answers[node, place] = frozenset(self._collect(node, place))
        return answer

    def of_argument(self, argument: Argument) -> frozenset[str]:
        """Return what an argument speaks of, and the conditions that decide about it."""
        subjects: set[str] = set()
        pending = [*argument.sources, *argument.through]
        steps = 0
        while pending and steps < SUBJECT_LIMIT:
            node, place, inference = pending.pop()
            steps += 1
            subjects |= self.of(node, place)
            # What a parameter speaks of, speaks of what the call gives for it.
            given = inference.given if isinstance(inference, Frame) else {}
            for parameter, item in given.items():
                if parameter.arg in subjects:
                    pending += item.sources
        for test in argument.tests:
            subjects |= self.of(*test)
        return frozenset(subjects)

    def _collect(self, node: ast.expr, place: Place) -> set[str]:
        subjects: set[str] = set()
        pending = [(node, place, 0)]
        entered = {node}
        steps = 0
        while pending and len(subjects) < SUBJECT_LIMIT and steps < _STEP_LIMIT:
            node, place, hops = pending.pop()
            for part in self._parts(node):
                steps += 1
                word = _word(part)
                if word in subjects:
                    continue
                subjects.add(word)
                if isinstance(part, ast.Name) and hops < _HOP_LIMIT:
                    for value, read_place in self.named(part, place):
                        if value not in entered:
                            entered.add(value)
                            pending.append((value, read_place, hops + 1))
        return subjects

    def named(self, name: ast.Name, place: Place) -> Iterator[tuple[ast.expr, Place]]:
        """Yield the few values that assignments give a name, each with where it is read."""
        bindings = self._table.lookup(name.id, place).bindings
        for binding in bindings if len(bindings) <= _BINDING_LIMIT else ():
            if binding.kind is BindingKind.ASSIGNMENT and isinstance(binding.value, ast.expr):
                yield binding.value, binding.read_place

    def _parts(self, node: ast.expr) -> list[ast.expr]:
        parts = self._leaves.get(node)
        if parts is None:
            parts = self._leaves[node] = [*islice(_leaves(node), SUBJECT_LIMIT)]
        return parts


def _word(part: ast.expr) -> str:
    """Return the subject that a leaf stands for."""
    if isinstance(part, ast.Constant):
        # Python refuses to write the longest numbers in decimal.
        return hex(part.value) if isinstance(part.value, int) else repr(part.value)
    assert isinstance(part, (ast.Name, ast.Attribute))
    return dotted_name(part) or f".{getattr(part, 'attr', '')}"


def _leaves(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the names, dotted names and looked-up texts of an expression."""
    pending: list[Any] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, (ast.Name, ast.Attribute)) and dotted_name(part):
            yield part
        elif isinstance(part, ast.Call):
            for argument in part.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument
            name = plain_name(part.func)
            if name in TYPE_QUESTIONS or name == "callable":
                yield part.func
            elif not dotted_name(part.func):
                pending.append(root_of(part.func))  # the name of a method says nothing
            pending.extend(part.args)
            pending.extend(keyword.value for keyword in part.keywords)
        elif isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant):
            yield part.slice
        elif isinstance(part, ast.Attribute):
            yield part
            pending.append(root_of(part))
        else:
            pending.extend(ast.iter_child_nodes(part))
