"""What code changes of that which lives longer than itself, so that others see it.

Harmless is only what is known to be: a call of anything else may change something.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.advice.functions import Functions
from flake8_uvicorn_import_string.advice.launching_code import bound_names, walk
from flake8_uvicorn_import_string.advice.roots import ANYTHING, From, Root, is_known, self_name
from flake8_uvicorn_import_string.advice.stores import Change
from flake8_uvicorn_import_string.advice.things import adds_nothing, is_stateful, only_reads
from flake8_uvicorn_import_string.facts.effects import (
    APPLICATION_MUTATORS,
    ATTRIBUTE_SETTERS,
    KEEPING_DECORATORS,
    LOG_METHODS,
    OPEN_BUILTINS,
    READERS,
)
from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.facts.python import BUILTINS, CLASS_DECORATORS
from flake8_uvicorn_import_string.syntax import dotted_name, last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flake8_uvicorn_import_string.advice.launching_code import Step
    from flake8_uvicorn_import_string.advice.roots import Roots
    from flake8_uvicorn_import_string.semantic.model import Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


class Changes(Functions):
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
        self._steps: dict[tuple[ast.AST | None, bool], list[Change]] = {}
        # The path of the factory that a new process calls, and whether an import makes the
        # same call as some code.
        self.factory = ""
        self.repeats: Callable[[ast.Call], bool] = lambda node: False

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
            for inner in self.roots.functions(base, scope) if isinstance(base, ast.Name) else ():
                method = self.callees.method_of(inner, "__init_subclass__")
                if method is not None:
                    for change in self.inside(method):
                        if change.root.scope is not method:
                            yield change
                        elif change.deep:
                            yield from self.of_part(change._replace(deep=False), base, scope)

    # Calls

    def _of_call(self, node: ast.Call, scope: Scope) -> Iterator[Change]:
        """Yield what a call changes."""
        func = node.func
        name = last_name(func)
        path = self.roots.path(func, scope)
        inner = self.roots.functions(func, scope) if isinstance(func, ast.Name) else []
        for target in self.callees.handed_on(node, name):
            yield from self._of_callable(target, scope)
        if inner and self.repeats(node):
            return
        called = self.callees.stands_for(func, scope)
        if called is not None:
            target, given = called
            call = ast.Call(target, [*given, *node.args], node.keywords)
            yield from self._of_call(ast.copy_location(call, node), scope)
        elif inner:
            for function in inner:
                yield from self.of_local(function, node, scope)
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
        elif isinstance(func, (ast.Subscript, ast.Call)):
            yield from self._of_kept(func, scope)

    def _of_kept(self, func: ast.Subscript | ast.Call, scope: Scope) -> Iterator[Change]:
        """Yield what a call of what a container holds, or a call gives, changes."""
        kept = self.callees.kept(func, scope)
        if kept is not None:
            for item in kept:
                yield from self._of_callable(item, scope)
            return
        called = func.value if isinstance(func, ast.Subscript) else func
        for root in self.roots.of(called, scope):
            yield Change(root, "call", dotted_name(called), False)

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
                for root, depth in self.roots.of(node.args[0], scope).items():
                    certain = root.kind is not From.UNKNOWN and not is_known(root.name)
                    base = dotted_name(node.args[0])
                    yield Change(root, "attribute", base, certain, deep=depth > 0)
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
        func = self.callees.changed_by_class(func, node, scope)
        roots = self.roots.of(func.value, scope)
        methods = self.callees.methods(name)
        if methods and not any(root.kind is From.IMPORT for root in roots):
            for method in methods:
                for change in self.inside(method):
                    if change.root == Root(From.PARAMETER, self_name(method), method):
                        yield from self.of_part(change, func.value, scope)
                    elif change.root.scope is not method:
                        yield change
                    else:
                        yield from self.given(change, node, method, scope, bound=True)
            if all(root.kind is not From.MODULE or self.things.is_instance(root) for root in roots):
                return
        adds = name in APPLICATION_MUTATORS
        # config.read("shop.ini") fills what lasts.
        reads = name in READERS or (
            only_reads(name) and name != "log" and not name.startswith("read")
        )
        if not roots or (reads and not adds):
            return
        base = dotted_name(func.value)
        if self.things.is_logger(func.value, roots):
            if name not in LOG_METHODS and not _is_of_uvicorn(func.value):
                yield Change(Root(From.IMPORT, "logging"), "logging", base, False)
            return
        for root, depth in roots.items():
            if root.kind is From.MODULE and self.things.is_plain(root.name):
                continue
            if root.kind is From.IMPORT and root.name.partition(".")[0] == "uvicorn":
                continue
            if root.kind is From.IMPORT:
                path = self.roots.path(func.value, scope)
                root = root._replace(name=path or root.name)
            direct = name if isinstance(func.value, ast.Name) or adds else ""
            kind = "route" if reads else "call"
            yield self.of_root(Change(root, kind, base or name, False, direct), root, depth)


def _is_of_uvicorn(logger: ast.expr) -> bool:
    """Is it ``logging.getLogger("uvicorn.…")``?  A new process configures these by itself."""
    given = logger.args if isinstance(logger, ast.Call) else []
    name = getattr(given[0], "value", "") if given else ""
    return isinstance(name, str) and name.partition(".")[0] == "uvicorn"


_BINDERS: Final = (
    ast.Name, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom
)  # fmt: skip
