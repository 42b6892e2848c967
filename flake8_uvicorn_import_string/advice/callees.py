"""What a call of one file calls, and what it gives for a parameter."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.effects import CONTAINERS, MUTATORS
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS
from flake8_uvicorn_import_string.semantic.model import BindingKind, Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.roots import Roots
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# So many things that a container holds may be called.
ITEM_LIMIT: Final = 50

_APPLIERS: Final = frozenset({"map", "filter", "reduce", "run_in_thread"})


class Callees:
    """Knows what the calls of one file call."""

    def __init__(self, table: SymbolTable, roots: Roots) -> None:
        self.table = table
        self.roots = roots

    def stands_for(self, func: ast.expr, scope: Scope) -> tuple[ast.expr, list[ast.expr]] | None:
        """Return what a callee stands for, and the arguments that this has already.

        That is known of ``getattr(x, "name")``, of a partial, and of a local name of either.
        """
        if isinstance(func, ast.Name):
            bindings = self.roots.bindings(func.id, scope)
            if len(bindings) != 1 or bindings[0].kind is not BindingKind.ASSIGNMENT:
                return None
            value: Any = bindings[0].value
            func = value
        if not isinstance(func, ast.Call) or not func.args:
            return None
        name = last_name(func.func)
        if name == "partial":
            return func.args[0], func.args[1:]
        attribute = getattr(func.args[-1], "value", None)
        if name == "getattr" and len(func.args) == 2 and isinstance(attribute, str):
            target = ast.Attribute(func.args[0], attribute, ast.Load())
            return ast.copy_location(target, func), []
        return None

    def kept(self, func: ast.expr, scope: Scope) -> list[ast.expr] | None:
        """Return what an item of a container may be that is called; None if nobody knows."""
        if not isinstance(func, ast.Subscript) or not isinstance(func.value, ast.Name):
            return None
        found: list[ast.expr] = []
        for binding in self.roots.bindings(func.value.id, scope):
            if isinstance(binding.value, ast.Dict):
                found += binding.value.values
            elif isinstance(binding.value, (ast.List, ast.Tuple)):
                found += binding.value.elts
            else:
                return None
        return found if 0 < len(found) <= ITEM_LIMIT else None

    def changed_by_class(self, func: ast.Attribute, node: ast.Call, scope: Scope) -> ast.Attribute:
        """Return ``names.append`` for ``list.append(names, name)``, else what is called."""
        base = func.value
        if isinstance(base, ast.Name) and base.id in CONTAINERS and func.attr in MUTATORS:
            if node.args and self.roots.owner(base.id, scope) is None:
                changed = ast.Attribute(node.args[0], func.attr, ast.Load())
                return ast.copy_location(changed, func)
        return func

    @staticmethod
    def handed_on(node: ast.Call, name: str) -> Iterator[ast.expr]:
        """Yield the functions that a call is given to run them."""
        launcher = LAUNCHERS.get(name)
        taken = launcher.takes(node) if launcher is not None and name != "partial" else None
        if taken is not None:
            yield taken[0]
        elif name in _APPLIERS:
            yield from node.args[:1]
        for keyword in node.keywords:
            if keyword.arg in {"key", "type", "callback"}:
                yield keyword.value

    def methods(self, name: str) -> list[Scope]:
        """Return the methods of the file that a call by this name may call."""
        found = self._methods.get(name, [])
        return self._of_threads if name == "start" and not found else found

    @cached_property
    def _of_threads(self) -> list[Scope]:
        """The methods that threads of the file run when they are started."""
        return [
            method
            for method in self._methods.get("run", ())
            if method.parent is not None
            and any(last_name(base) in LAUNCHERS for base in method.parent.class_def.bases)
        ]

    @cached_property
    def _methods(self) -> dict[str, list[Scope]]:
        """The methods of the file by their names."""
        methods: dict[str, list[Scope]] = {}
        for scope in self.table.scopes.values():
            if scope.kind is ScopeKind.FUNCTION and scope.parent is not None:
                if scope.parent.kind is ScopeKind.CLASS:
                    methods.setdefault(scope.name, []).append(scope)
        return methods

    def method_of(self, scope: Scope, name: str) -> Scope | None:
        """Return the method of this name that a class itself defines."""
        bindings = scope.bindings.get(name, ())
        return self.table.scopes.get(bindings[0].node) if bindings else None


def argument(node: ast.Call, function: Scope, name: str, *, bound: bool) -> list[ast.expr]:
    """Return what a call gives for a parameter of a function of this file.

    ``bound`` is True for a method that gets its instance beside the arguments.
    """
    arguments = function.function.args
    names = [item.arg for item in (*arguments.posonlyargs, *arguments.args)][bool(bound):]
    if any(isinstance(item, ast.Starred) for item in node.args) or any(
        keyword.arg is None for keyword in node.keywords
    ):
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    if name in names and names.index(name) < len(node.args):
        return [node.args[names.index(name)]]
    rest = [*node.args[len(names):]] if arguments.vararg and arguments.vararg.arg == name else []
    known = {*names, *(item.arg for item in arguments.kwonlyargs)}
    takes_rest = arguments.kwarg is not None and arguments.kwarg.arg == name
    return rest + [
        keyword.value
        for keyword in node.keywords
        if keyword.arg == name or takes_rest and keyword.arg not in known
    ]
