"""What calls of the functions and the classes of one file change."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.advice.callees import Callees, argument
from flake8_uvicorn_import_string.advice.launching_code import FUNCTION_LIMIT, body_of
from flake8_uvicorn_import_string.advice.roots import ANYTHING, From, Root, self_name
from flake8_uvicorn_import_string.advice.stores import Change, Stores
from flake8_uvicorn_import_string.advice.things import Things, adds_nothing
from flake8_uvicorn_import_string.facts.effects import MUTATORS
from flake8_uvicorn_import_string.semantic.model import Scope, ScopeKind

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Iterator

    from flake8_uvicorn_import_string.advice.roots import Roots
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Functions(Stores):
    """Looks into the functions of one file, for who calls them.

    ``called`` are those that it has looked into.
    """

    def __init__(self, table: SymbolTable, roots: Roots) -> None:
        super().__init__(table, roots)
        self.things = Things(table, roots)
        self.callees = Callees(table, roots)
        self.called: set[Scope] = set()
        self._of: dict[Scope, list[Change]] = {}
        # What a function calls that is not looked into yet, while that function is.
        self._missing: list[Scope] | None = None

    @abstractmethod
    def of(self, parts: Iterable[ast.AST], scope: Scope) -> Iterator[Change]:
        """Yield the changes that some code makes."""

    def of_root(self, change: Change, root: Root, depth: int) -> Change:
        """Return a change as one of another root, so deep in it: of what a parameter is given."""
        change = change._replace(root=root, deep=depth > 0)
        if change.method in MUTATORS and root.kind is From.MODULE:
            if self.things.is_container(root.name):
                return change._replace(kind="container", name=root.name, certain=True)
        return change

    def of_local(self, function: Scope, node: ast.Call, scope: Scope) -> Iterator[Change]:
        """Yield what a call of a function or a class of this file changes."""
        if function.kind is ScopeKind.CLASS:
            for name in ("__init__", "__new__", "__post_init__"):
                method = self.callees.method_of(function, name)
                if method is not None:
                    for change in self.inside(method):
                        if change.root.scope is not method:
                            yield change
                        elif change.root.name != self_name(method):
                            yield from self.given(change, node, method, scope, bound=True)
                        elif change.deep:
                            yield from self.of_part(change, node, scope)
            yield from self._of_bases(function)
            return
        for change in self.inside(function):
            if change.root.scope is function:
                yield from self.given(change, node, function, scope, bound=False)
            else:
                yield change

    def _of_bases(self, scope: Scope) -> Iterator[Change]:
        """Yield that making an object of a class of the project may do anything."""
        node: Any = scope.node
        if self.callees.method_of(scope, "__init__") is not None:
            return
        for base in node.bases:
            path = self.roots.path(base, scope.parent or scope)
            if path and not adds_nothing(path):
                yield Change(Root(From.IMPORT, path), "call", node.name, False)

    def given(
        self, change: Change, node: ast.Call, function: Scope, scope: Scope, *, bound: bool
    ) -> Iterator[Change]:
        """Yield what a change of a parameter is in a call."""
        given = argument(node, function, change.root.name, bound=bound)
        for part in given:
            yield from self.of_part(change, part, scope)

    def of_part(self, change: Change, part: ast.expr, scope: Scope) -> Iterator[Change]:
        """Yield a change of a parameter as one of what it is given."""
        for root, depth in self.roots.of(part, scope, int(change.deep)).items():
            yield self.of_root(change, root, depth)

    def inside(self, function: Scope) -> list[Change]:
        """Return what a function of this file changes when it is called.

        The functions that it calls come first; those that call one another in a circle are
        not seen to their end.
        """
        found = self._of.get(function)
        if found is not None:
            return found
        if self._missing is not None:
            self._missing.append(function)
            return [_again(function)]
        pending, opened = [function], set()
        while pending:
            current = pending[-1]
            again = _again(current)
            if current not in opened and (current in self._of or len(self._of) >= FUNCTION_LIMIT):
                self._of.setdefault(current, [again])
                pending.pop()
                continue
            self._of.setdefault(current, [again])
            self.called.add(current)
            self._missing = []
            changes = dict.fromkeys(self.of(body_of(current), current))
            missing, self._missing = self._missing, None
            if missing and current not in opened:
                opened.add(current)
                pending += dict.fromkeys(missing)
                continue
            opened.discard(current)
            self._of[current] = [change for change in changes if change != again]
            pending.pop()
        return self._of[function]


def _again(function: Scope) -> Change:
    """Return what stands for the changes of a function that nobody has looked into."""
    return Change(ANYTHING, "call", str(getattr(function.node, "name", "")), False)
