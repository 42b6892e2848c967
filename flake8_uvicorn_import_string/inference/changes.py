"""Which lists and dicts may be changed in place where nobody sees it."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.python import THREADS

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping, Sequence

    from flake8_uvicorn_import_string.inference.reads import Reads
    from flake8_uvicorn_import_string.semantic.model import Binding
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# What has more names than this may be changed by any of them.
NAME_LIMIT: Final = 50
# So many scopes are read by themselves, then the file is read whole.
SCOPE_LIMIT: Final = 4
# So many functions of a file hand a dict on, one to another.
HAND_LIMIT: Final = 3


class Changes:
    """Knows which names of a file hold what may be changed in place."""

    def __init__(self, table: SymbolTable) -> None:
        self.table = table
        self._answers: dict[tuple[str, ast.AST, bool, int], bool] = {}
        self._within: dict[tuple[str, ast.AST, str | None], bool] = {}
        self._readings: dict[ast.AST, Reads] = {}

    @cached_property
    def _threads(self) -> set[str]:
        return set().union(*map(self.table.names_for, THREADS))

    @property
    def _reads(self) -> Reads:
        """What the whole file reads."""
        return self._reads_in(self.table.tree)

    def _reads_in(self, tree: ast.AST) -> Reads:
        """Return what a scope reads; most questions are about one function."""
        whole = self._readings.get(self.table.tree)
        found = self._readings.get(tree) if whole is None else whole
        if found is None:
            if len(self._readings) >= SCOPE_LIMIT:
                tree = self.table.tree
            from flake8_uvicorn_import_string.inference.reads import Reads  # few files need it

            found = self._readings[tree] = Reads(tree, self._threads)
        return found

    def is_changed(self, name: str, binding: Binding, *, unseen: bool = False) -> bool:
        """May what a name holds be changed in place, anywhere in the scope that has it?

        With ``unseen`` the changes do not count that stand in the code as what they are:
        ``name[key] = …`` and the methods of dicts that change them.
        """
        return self._is_changed_in(name, self._tree(binding), unseen, 0)

    def is_changed_within(self, name: str, binding: Binding, key: str | None) -> bool:
        """May a dict be changed that lies in what a name holds, under a key (None: any)?"""
        question = (name, self._tree(binding), key)
        answer = self._within.get(question)
        if answer is None:
            answer = self._within[question] = self._find_within(*question)
        return answer

    def is_attribute_changed(self, name: str) -> bool:
        """May the file change what it holds in attributes of this name?"""
        return self._is_ever_changed(f".{name}")

    def _tree(self, binding: Binding) -> ast.AST:
        scope = binding.scope
        return self.table.tree if binding.name in scope.declared else scope.node

    def _is_changed_in(self, name: str, tree: ast.AST, unseen: bool, hands: int) -> bool:
        """Answer for the scope whose node is ``tree``; ``hands`` is how often it was handed on."""
        question = (name, tree, unseen, hands)
        answer = self._answers.get(question)
        if answer is None:
            self._answers[question] = True  # what rests on itself
            answer = self._answers[question] = self._find(name, tree, unseen, hands)
        return answer

    def _find(self, name: str, tree: ast.AST, unseen: bool, hands: int) -> bool:
        reads = self._reads_in(tree)
        span = reads.spans[tree]
        pending, names = [name], {name}
        while pending:
            name = pending.pop()
            linked = _within(reads.same, name, span)
            if (
                _within(reads.changing, name, span)
                or any(function is not tree for _, function in _within(reads.returned, name, span))
                or any(self._is_ever_changed(other) for _, other in _within(reads.lent, name, span))
                or any(
                    self._is_changed_by(function, parameter, hands)
                    for _, function, parameter in _within(reads.passed, name, span)
                )
                # Code outside of the scope may change what it knows by a global name.
                or linked and _within(reads.declared, name, span)
                or (linked or not unseen) and _within(reads.seen, name, span)
            ):
                return True
            for _, other in linked:
                if other not in names:
                    names.add(other)
                    pending.append(other)
            if len(names) > NAME_LIMIT:
                return True
        return False

    def _find_within(self, name: str, tree: ast.AST, key: str | None) -> bool:
        reads = self._reads_in(tree)
        span = reads.spans[tree]
        return any(
            key is None or other is None or key == other
            for _, other in _within(reads.within, name, span)
        ) or any(
            (key is None or other is None or key == other) and self._is_ever_changed(target)
            for _, other, target in _within(reads.got, name, span)
        )

    def _is_changed_by(self, name: str, parameter: int | str, hands: int) -> bool:
        """May the function of this file that has a name change what a parameter of it gets?"""
        functions = self._reads.functions.get(name, ())
        if len(functions) != 1 or hands >= HAND_LIMIT:
            return True
        takes = functions[0].args
        positional = [*takes.posonlyargs, *takes.args]
        if isinstance(parameter, int):
            if parameter >= len(positional):
                return True
            parameter = positional[parameter].arg
        elif parameter not in {item.arg for item in (*positional, *takes.kwonlyargs)}:
            return True
        return self._is_changed_in(parameter, functions[0], False, hands + 1)

    def _is_ever_changed(self, name: str) -> bool:
        """May what a name holds be changed, wherever the file has such a name?"""
        reads = self._reads
        return any(name in of for of in (reads.seen, reads.changing, reads.returned, reads.passed))


def _within(
    entries: Mapping[str, Sequence[Any]], name: str, span: tuple[int, int]
) -> Sequence[Any]:
    """Return the entries of a name, which are sorted, whose numbers lie in a span."""
    found = entries.get(name, ())
    start, end = (bisect_left(found, number, key=itemgetter(0)) for number in span)
    return found[start:end]
