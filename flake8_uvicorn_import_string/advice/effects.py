"""What code changes of that which lives longer than itself, so that others see it.

Harmless is only what is known to be: a call of anything else may change something.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.advice.launching_code import (
    FUNCTION_LIMIT,
    body_of,
    bound_names,
    walk,
)
from flake8_uvicorn_import_string.advice.roots import ANYTHING, From, Root, is_known
from flake8_uvicorn_import_string.advice.stores import Change, Stores
from flake8_uvicorn_import_string.advice.things import (
    Things,
    adds_nothing,
    is_stateful,
    only_reads,
)
from flake8_uvicorn_import_string.facts.effects import (
    APPLICATION_MUTATORS,
    ATTRIBUTE_SETTERS,
    KEEPING_DECORATORS,
    LOG_METHODS,
    MUTATORS,
    OPEN_BUILTINS,
    READERS,
)
from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.facts.python import BUILTINS, CLASS_DECORATORS
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS
from flake8_uvicorn_import_string.semantic.model import Scope, ScopeKind
from flake8_uvicorn_import_string.syntax import dotted_name, last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flake8_uvicorn_import_string.advice.launching_code import Step
    from flake8_uvicorn_import_string.advice.roots import Roots
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Changes(Stores):
    """Finds the changes of code of one file.

    In: its table and roots; ``skipped`` are calls that change nothing (those on the way
    to the launch, the launch itself).
    """

    def __init__(
        self,
        table: SymbolTable,
        roots: Roots,
        skipped: set[ast.Call],
    ) -> None:
        super().__init__(table, roots)
        self.skipped = skipped
        self.things = Things(table, roots)
        self._of: dict[Scope, list[Change]] = {}
        self._steps: dict[tuple[ast.AST | None, bool], list[Change]] = {}
        # What a function calls that is not looked into yet, while that function is.
        self._missing: list[Scope] | None = None
        # The path of the factory that a new process calls, and whether an import makes the
        # same call as some code.
        self.factory = ""
        self.repeats: Callable[[ast.Call], bool] = lambda node: False
        self.called: set[Scope] = set()

    def of_step(self, step: Step) -> list[Change]:
        """Return the changes that a step makes; launches share the answers."""
        key = step.parts[0] if step.parts else None, step.whole
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = [*dict.fromkeys(self.of(step.parts, step.scope))]
        return found

    def of(self, parts: Iterable[ast.AST], scope: Scope) -> Iterator[Change]:
        """Yield the changes that some code makes."""
        for node, around in walk(parts, scope, self.table):
            if isinstance(node, ast.Call):
                if node not in self.skipped:
                    yield from self._of_call(node, around)
            elif isinstance(node, (ast.Attribute, ast.Subscript)):
                if not isinstance(node.ctx, ast.Load):
                    yield from self.of_store(node, around)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                yield from self.of_import(node, around)
            elif isinstance(node, ast.AugAssign):
                yield from self.of_augmented(node, around)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield from self._of_definition(node, around)
            if isinstance(node, _BINDERS):
                for name in bound_names(node):
                    if self.roots.owner(name, around) is self.table.module:
                        yield Change(Root(From.MODULE, name), "name", name, True)

    def _of_definition(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, scope: Scope
    ) -> Iterator[Change]:
        """Yield what the decorators of a definition change, and the bases of a class."""
        for decorator in node.decorator_list:
            if last_name(decorator) not in KEEPING_DECORATORS | CLASS_DECORATORS:
                yield from self._of_callable(decorator, scope)
        for base in node.bases if isinstance(node, ast.ClassDef) else ():
            path = self.roots.path(base, scope)
            if path and not adds_nothing(path):
                yield Change(Root(From.IMPORT, path), "call", node.name, False)

    # Calls

    def _of_call(self, node: ast.Call, scope: Scope) -> Iterator[Change]:
        """Yield what a call changes."""
        func = node.func
        name = last_name(func)
        path = self.roots.path(func, scope)
        inner = self.roots.functions(func, scope) if isinstance(func, ast.Name) else []
        for target in self._handed_on(node, name):
            yield from self._of_callable(target, scope)
        if inner and self.repeats(node):
            return
        if inner:
            for function in inner:
                yield from self._of_local(function, node, scope)
        elif path and path == self.factory:
            pass
        elif path and self._is_quiet(path):
            yield from self.of_environment(node, path)
        elif path and (isinstance(func, ast.Name) or is_known(path) or is_capwords(name)):
            makes = is_capwords(name) and adds_nothing(path)
            if not (makes or only_reads(name)) or is_stateful(path):
                kind = "logging" if "logging" in path else "call"
                yield Change(Root(From.IMPORT, path), kind, dotted_name(func), False)
        elif isinstance(func, ast.Attribute):
            yield from self._of_method(node, func, scope)
        elif isinstance(func, ast.Name):
            yield from self._of_plain_name(node, func, scope)
        elif isinstance(func, ast.Subscript):
            for root in self.roots.of(func, scope):
                yield Change(root, "call", dotted_name(func.value), False)

    def _handed_on(self, node: ast.Call, name: str) -> Iterator[ast.expr]:
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

    def _of_callable(self, target: ast.expr, scope: Scope) -> Iterator[Change]:
        """Yield what calling something changes, whatever it is given."""
        call = ast.copy_location(ast.Call(target, [], []), target)
        if isinstance(target, (ast.Name, ast.Attribute)):
            yield from self._of_call(call, scope)

    def _is_quiet(self, path: str) -> bool:
        """Is a call of what has this path known to change nothing?"""
        return is_known(path) and not is_stateful(path)

    def _of_plain_name(self, node: ast.Call, func: ast.Name, scope: Scope) -> Iterator[Change]:
        """Yield what a call of a builtin, a parameter or a variable changes."""
        name = func.id
        owner = self.roots.owner(name, scope)
        if owner is None and name in BUILTINS:
            if name in ATTRIBUTE_SETTERS and node.args:
                for root in self.roots.of(node.args[0], scope):
                    certain = root.kind is not From.UNKNOWN and not is_known(root.name)
                    yield Change(root, "attribute", dotted_name(node.args[0]), certain)
            elif name in OPEN_BUILTINS:
                yield Change(ANYTHING, "call", name, False)
            return
        if owner is None or only_reads(name):
            # A name that nothing binds is an error, unless a star import has it.
            if owner is None and "*" in self.table.module.bindings and not only_reads(name):
                yield Change(ANYTHING, "call", name, False)
            return
        if self.things.is_plain(name):
            return
        for root in self.roots.of(func, scope):
            yield Change(root, "call", name, False)

    def _of_method(self, node: ast.Call, func: ast.Attribute, scope: Scope) -> Iterator[Change]:
        """Yield what a call of a method, or of a function of a module, changes."""
        name = func.attr
        roots = self.roots.of(func.value, scope)
        methods = self._methods.get(name, ())
        if methods and not any(root.kind is From.IMPORT for root in roots):
            for method in methods:
                for change in self._inside(method):
                    if change.root == Root(From.PARAMETER, _self_of(method), method):
                        yield from (self.of_root(change, root) for root in roots)
                    elif change.root.scope is not method:
                        yield change
                    else:
                        yield from self._given(change, node, method, scope, bound=True)
            if all(root.kind is not From.MODULE or self.things.is_instance(root) for root in roots):
                return
        adds = name in APPLICATION_MUTATORS
        reads = name in READERS or (only_reads(name) and name != "log")
        if not roots or (reads and not adds):
            return
        base = dotted_name(func.value)
        if self.things.is_logger(func.value, roots):
            if name not in LOG_METHODS:
                yield Change(Root(From.IMPORT, "logging"), "logging", base, False)
            return
        for root in roots:
            if root.kind is From.MODULE and self.things.is_plain(root.name):
                continue
            if root.kind is From.IMPORT and root.name.partition(".")[0] == "uvicorn":
                continue
            direct = name if isinstance(func.value, ast.Name) or adds else ""
            kind = "route" if reads else "call"
            yield self.of_root(Change(root, kind, base or name, False, direct), root)

    def of_root(self, change: Change, root: Root) -> Change:
        """Return a change as one of another root: of what a parameter is given."""
        change = change._replace(root=root)
        if change.method in MUTATORS and root.kind is From.MODULE:
            if self.things.is_container(root.name):
                return change._replace(kind="container", name=root.name, certain=True)
        return change

    # Functions and classes of this file

    def _of_local(self, function: Scope, node: ast.Call, scope: Scope) -> Iterator[Change]:
        """Yield what a call of a function or a class of this file changes."""
        if function.kind is ScopeKind.CLASS:
            for name in ("__init__", "__new__", "__post_init__"):
                method = self.table.scopes.get(_method(function, name) or function.node)
                if method is not None and method is not function:
                    for change in self._inside(method):
                        if change.root.scope is not method:
                            yield change
                        elif change.root.name != _self_of(method):
                            yield from self._given(change, node, method, scope, bound=True)
            yield from self._of_bases(function)
            return
        for change in self._inside(function):
            if change.root.scope is function:
                yield from self._given(change, node, function, scope, bound=False)
            else:
                yield change

    def _of_bases(self, scope: Scope) -> Iterator[Change]:
        """Yield that making an object of a class of the project may do anything."""
        node: Any = scope.node
        if _method(scope, "__init__") is not None:
            return
        for base in node.bases:
            path = self.roots.path(base, scope.parent or scope)
            if path and not adds_nothing(path):
                yield Change(Root(From.IMPORT, path), "call", node.name, False)

    def _given(
        self, change: Change, node: ast.Call, function: Scope, scope: Scope, *, bound: bool
    ) -> Iterator[Change]:
        """Yield what a change of a parameter is in a call."""
        given = argument(node, function, change.root.name, bound=bound)
        for part in given:
            for root in self.roots.of(part, scope):
                yield self.of_root(change, root)

    def _inside(self, function: Scope) -> list[Change]:
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

    @cached_property
    def _methods(self) -> dict[str, list[Scope]]:
        """The methods of the file by their names."""
        methods: dict[str, list[Scope]] = {}
        for scope in self.table.scopes.values():
            if scope.kind is ScopeKind.FUNCTION and scope.parent is not None:
                if scope.parent.kind is ScopeKind.CLASS:
                    node: Any = scope.node
                    methods.setdefault(node.name, []).append(scope)
        return methods


def _again(function: Scope) -> Change:
    """Return what stands for the changes of a function that nobody has looked into."""
    return Change(ANYTHING, "call", str(getattr(function.node, "name", "")), False)


def argument(node: ast.Call, function: Scope, name: str, *, bound: bool) -> list[ast.expr]:
    """Return what a call gives for a parameter of a function of this file.

    ``bound`` is True for a method that gets its instance beside the arguments.
    """
    arguments = getattr(function.node, "args", None)
    if arguments is None:
        return []
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


def _method(scope: Scope, name: str) -> ast.AST | None:
    bindings = scope.bindings.get(name, ())
    return bindings[0].node if bindings else None


def _self_of(method: Scope) -> str:
    """Return the first parameter of a method."""
    arguments = getattr(method.node, "args", None)
    names = [item.arg for item in (*arguments.posonlyargs, *arguments.args)] if arguments else []
    return names[0] if names else ""


_BINDERS: Final = (
    ast.Name, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom
)  # fmt: skip
_APPLIERS: Final = frozenset({"map", "filter", "reduce", "run_in_thread"})
