"""What hands a function on to be called elsewhere: threads, executors, loops, ``partial``.

Whether a call is one of these is decided by what its names stand for: a method counts
if what it is called on was made by a class or a function that makes such things.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import THREADS
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.semantic.model import Binding, Call, Place, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# From a call of what hands a function on to the function and its arguments.
Taken = tuple[ast.expr, list[ast.expr], list[ast.keyword]]

# Past so many bindings of one thing nobody asks what made it.
ORIGIN_LIMIT: Final = 16

_LOOPS: Final = frozenset(
    "asyncio.get_event_loop asyncio.get_running_loop asyncio.new_event_loop "
    "asyncio.AbstractEventLoop asyncio.BaseEventLoop uvloop.new_event_loop uvloop.Loop".split()
)
_EXECUTORS: Final = frozenset(
    "concurrent.futures.ThreadPoolExecutor concurrent.futures.ProcessPoolExecutor "
    "concurrent.futures.Executor concurrent.futures.thread.ThreadPoolExecutor "
    "concurrent.futures.process.ProcessPoolExecutor".split()
)
_POOLS: Final = frozenset(
    "multiprocessing.Pool multiprocessing.pool.Pool multiprocessing.pool.ThreadPool "
    "multiprocessing.dummy.Pool".split()
)
_CONTEXTS: Final = frozenset({"multiprocessing.get_context"})


class Launcher(NamedTuple):
    """Something that calls a function given to it.

    ``takes`` leads from its call to the function and the arguments of that; ``paths`` are
    the dotted paths that lead to it, ``makers`` those of what makes the objects whose
    method it is.
    """

    takes: Callable[[ast.Call], Taken | None]
    paths: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()


def _first(node: ast.Call) -> Taken | None:
    """``f(function, *args, **kwargs)``."""
    return (node.args[0], node.args[1:], node.keywords) if node.args else None


def _second(node: ast.Call) -> Taken | None:
    """``f(executor, function, *args)``."""
    return (node.args[1], node.args[2:], []) if len(node.args) > 1 else None


def _first_alone(node: ast.Call) -> Taken | None:
    """``f(function, *args)`` with keywords of its own."""
    return (node.args[0], node.args[1:], []) if node.args else None


def _target(node: ast.Call) -> Taken | None:
    """``Thread(group, target, name, args, kwargs)``, mostly by keyword."""
    return _named(node, ("group", "target", "name", "args", "kwargs"), "target")


def _applied(node: ast.Call) -> Taken | None:
    """``apply(func, args, kwds)``."""
    return _named(node, ("func", "args", "kwds"), "func")


def _delayed(node: ast.Call) -> Taken | None:
    """``Timer(interval, function, args, kwargs)``."""
    return _named(node, ("interval", "function", "args", "kwargs"), "function")


def _named(node: ast.Call, names: tuple[str, ...], function: str) -> Taken | None:
    """Return what a call takes whose parameters have these names."""
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return None
    given = dict(zip(names, node.args, strict=False))
    for keyword in node.keywords:
        if keyword.arg is None:
            return None
        given[keyword.arg] = keyword.value
    target = given.get(function)
    if target is None:
        return None
    return target, _elements(given.get("args")), _items(given.get("kwargs", given.get("kwds")))


def _elements(args: ast.expr | None) -> list[ast.expr]:
    """Return the arguments that ``args=`` of a thread gives."""
    if args is None:
        return []
    return args.elts if isinstance(args, (ast.Tuple, ast.List)) else [ast.Starred(args)]


def _items(kwargs: ast.expr | None) -> list[ast.keyword]:
    """Return the keyword arguments that ``kwargs=`` of a thread gives."""
    if kwargs is None:
        return []
    if isinstance(kwargs, ast.Dict):
        names = [key.value if isinstance(key, ast.Constant) else None for key in kwargs.keys]
        if all(isinstance(name, str) for name in names):
            return [
                ast.copy_location(ast.keyword(str(name), value), value)
                for name, value in zip(names, kwargs.values, strict=True)
            ]
    return [ast.keyword(None, kwargs)]


# By the last name of what is called.
LAUNCHERS: Final = {
    "partial": Launcher(_first, frozenset({"functools.partial"})),
    "Thread": Launcher(_target, frozenset({"threading.Thread"})),
    "Process": Launcher(
        _target,
        frozenset(
            {"multiprocessing.Process", "multiprocessing.context.Process"}
            | {"multiprocessing.process.BaseProcess", "multiprocessing.dummy.Process"}
        ),
        _CONTEXTS,
    ),
    "Timer": Launcher(_delayed, frozenset({"threading.Timer"})),
    "to_thread": Launcher(_first, frozenset({"asyncio.to_thread"})),
    "submit": Launcher(_first, makers=_EXECUTORS),
    "apply": Launcher(_applied, makers=_POOLS),
    "apply_async": Launcher(_applied, makers=_POOLS),
    "run_in_executor": Launcher(_second, makers=_LOOPS),
    "run_sync": Launcher(
        _first_alone, frozenset({"anyio.to_thread.run_sync", "trio.to_thread.run_sync"})
    ),
    "call_soon": Launcher(_first_alone, makers=_LOOPS),
    "call_soon_threadsafe": Launcher(_first_alone, makers=_LOOPS),
    "call_later": Launcher(_second, makers=_LOOPS),
    "call_at": Launcher(_second, makers=_LOOPS),
}

# What a class of this file that derives from one of them must leave alone.
_OWN_WAYS: Final = frozenset({"__init__", "__new__", "run", "__call__", "__init_subclass__"})


class Launchers:
    """Knows which calls of a file hand a function on."""

    def __init__(self, table: SymbolTable, inference: Inference) -> None:
        self.table = table
        self.inference = inference

    def named(self, call: Call) -> str | None:
        """Return the name, in ``LAUNCHERS``, of what a call may call by its last name."""
        name = last_name(call.node.func)
        return next((own for own in LAUNCHERS if name in self.table.names_for(own)), None)

    def called(self, call: Call) -> str | None:
        """Return the name, in ``LAUNCHERS``, of what a call surely calls; None if of nothing."""
        func, place = call.node.func, call.place
        name = self.named(call)
        if name is not None:
            _, paths, makers = LAUNCHERS[name]
            found = self.paths(func, place)
            if found and found <= paths:
                return name
            if isinstance(func, ast.Attribute) and makers:
                made_by = self.origins(func.value, place)
                if made_by and made_by <= makers:
                    return name
        return self._derived_class(func, place)

    def _derived_class(self, func: ast.expr, place: Place) -> str | None:
        """Return the class of ``THREADS`` from which that of a call derives, and no more."""
        scope: Scope | None = None
        for _ in range(ORIGIN_LIMIT):
            values = self.inference.values(func, place)
            if len(values) != 1 or values[0].kind is not Kind.CLASS:
                break
            scope = values[0].data
            node = scope.node
            assert isinstance(node, ast.ClassDef) and scope.place is not None
            if len(node.bases) != 1 or node.keywords or node.decorator_list:
                return None
            if not _OWN_WAYS.isdisjoint(scope.bindings):
                return None
            func, place = node.bases[0], scope.place
        if scope is None:
            return None
        paths = self.paths(func, place)
        return next((name for name in sorted(THREADS) if paths & LAUNCHERS[name].paths), None)

    @cached_property
    def derived_names(self) -> set[str]:
        """The names of the classes of the file that may derive from one of ``THREADS``."""
        names: set[str] = set()
        bases = {name for thread in THREADS for name in self.table.names_for(thread)}
        classes = [node for node in self.table.scopes if isinstance(node, ast.ClassDef)]
        for node in classes:
            if len(node.bases) == 1 and last_name(node.bases[0]) in bases:
                names.add(node.name)
                bases.add(node.name)
        return names

    def paths(self, node: ast.expr, place: Place) -> set[str]:
        """Return the dotted paths that an expression may name, nothing if it may be more."""
        values = self.inference.values(node, place)
        if values and all(value.kind is Kind.REFERENCE for value in values):
            return {value.data.path for value in values}
        return set()

    def origins(self, node: ast.expr, place: Place) -> set[str]:
        """Return the paths of the classes or functions that made what an expression is.

        Nothing if that is not certain.
        """
        found: set[str] = set()
        pending = [(node, place)]
        seen: set[ast.AST] = set()
        while pending:
            node, place = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            made: set[str] = set()
            if isinstance(node, ast.Call):
                made = self.paths(node.func, place)
            elif isinstance(node, ast.NamedExpr):
                pending.append((node.value, place))
                continue
            elif isinstance(node, ast.Name):
                lookup = self.table.lookup(node.id, place)
                if lookup.complete and 0 < len(lookup.bindings) <= ORIGIN_LIMIT:
                    for binding in lookup.bindings:
                        source, is_type = self._source(binding)
                        if source is None:
                            return set()
                        if is_type:
                            made |= self.paths(source, binding.read_place)
                        else:
                            pending.append((source, binding.read_place))
                    if not made and pending:
                        continue
            elif isinstance(node, ast.Attribute):
                stores = self.table.stores.get(node.attr, ())
                if 0 < len(stores) <= ORIGIN_LIMIT and all(store.value for store in stores):
                    pending.extend((store.value, store.place) for store in stores if store.value)
                    continue
            if not made:
                return set()
            found |= made
        return found

    def _source(self, binding: Binding) -> tuple[ast.expr | None, bool]:
        """Return the expression that a binding binds, or its type, and whether it is a type."""
        if binding.kind is BindingKind.ASSIGNMENT and isinstance(binding.value, ast.expr):
            return binding.value, False
        if binding.kind is BindingKind.PARAMETER and isinstance(binding.node, ast.arg):
            return binding.node.annotation, True
        if binding.kind is BindingKind.OTHER_TARGET:
            return self._entered.get(binding.node), False
        return None, False

    @cached_property
    def _entered(self) -> dict[ast.AST, ast.expr]:
        """The context managers that ``with … as name`` enters, by the node of the name."""
        return {
            item.optional_vars: item.context_expr
            for node in self.table.nodes
            if isinstance(node, (ast.With, ast.AsyncWith))
            for item in node.items
            if isinstance(item.optional_vars, ast.Name)
        }
