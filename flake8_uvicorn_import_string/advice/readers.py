"""Which code reads a name: words of the text, the functions of lines, and what these load."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.advice.launching_code import body_of, walk
from flake8_uvicorn_import_string.facts.effects import KEEPING_DECORATORS
from flake8_uvicorn_import_string.semantic.model import DEFERRED
from flake8_uvicorn_import_string.syntax import decorator_names

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.advice.launching_code import LaunchingCode
    from flake8_uvicorn_import_string.advice.roots import Roots
    from flake8_uvicorn_import_string.semantic.model import Scope

# A name that stands on more lines may be read anywhere.
LINE_LIMIT: Final = 200


class Readers:
    """Knows the lines of the words of a file, and the functions that these lines are in.

    In: the code of the file that launches, its roots and its text.
    """

    def __init__(self, code: LaunchingCode, roots: Roots, text: str) -> None:
        self.code = code
        self.table = code.table
        self.roots = roots
        self.text = text
        self._loads: dict[Scope, set[str]] = {}
        self._users: dict[Scope, set[Scope | None] | None] = {}

    def users(self, function: Scope) -> set[Scope | None] | None:
        """Return the functions that speak of one; None if more code may than can be seen.

        The code under a guard, and the definition, do not count; None in the set is the module.
        """
        if function not in self._users:
            node: Any = function.node
            lines = self.lines(getattr(node, "name", ""))
            if lines is None or decorator_names(node) - KEEPING_DECORATORS:
                self._users[function] = None
            else:
                self._users[function] = {
                    self.function_at(line)
                    for line in lines
                    if line != node.lineno and not self.code.is_guarded(line)
                }
        return self._users[function]

    def lines(self, name: str) -> list[int] | None:
        """Return the lines on which a word stands; None if they are too many."""
        found = self._words.get(name, [])
        return found if len(found) <= LINE_LIMIT else None

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        words: dict[str, list[int]] = {}
        for number, line in enumerate(re.split(r"\r\n?|\n", self.text), 1):
            for word in set(_WORDS(line)):
                words.setdefault(word, []).append(number)
        return words

    def function_at(self, line: int) -> Scope | None:
        """Return the innermost function whose code a line is."""
        starts, owners = self._functions
        return owners[bisect_right(starts, line) - 1]

    @cached_property
    def _functions(self) -> tuple[list[int], list[Scope | None]]:
        """Lines from which on another function is the innermost, and these functions."""
        spans: list[tuple[int, int, Scope]] = []
        for scope in self.table.scopes.values():
            if scope.kind in DEFERRED:
                node: Any = scope.node
                spans.append((node.lineno, node.end_lineno, scope))
        spans.sort(key=lambda span: (span[0], -span[1]))
        starts: list[int] = [0]
        owners: list[Scope | None] = [None]
        around: list[tuple[int, Scope]] = []

        def leave(line: int) -> None:
            while around and around[-1][0] < line:
                end, _ = around.pop()
                starts.append(end + 1)
                owners.append(around[-1][1] if around else None)

        for start, end, scope in spans:
            leave(start)
            around.append((end, scope))
            starts.append(start)
            owners.append(scope)
        leave(len(starts) + 2 + max((end for _, end, _ in spans), default=0))
        return starts, owners

    def loads(self, function: Scope) -> set[str]:
        """Return the names of the module that the code of a function reads."""
        names = self._loads.get(function)
        if names is None:
            names = self._loads[function] = {
                part.id
                for part, scope in walk(body_of(function), function, self.table)
                if isinstance(part, ast.Name)
                and isinstance(part.ctx, ast.Load)
                and self.roots.owner(part.id, scope) is self.table.module
            }
        return names


_WORDS: Final = re.compile(r"\w+").findall
