"""What hands a function on to be called elsewhere: threads, executors, ``partial``."""

from __future__ import annotations

import ast
from typing import Final

# From a call of what hands a function on to the function and its arguments.
Taken = tuple[ast.expr, list[ast.expr], list[ast.keyword]]


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
    return target, _elements(given.get("args")), _items(given.get("kwargs"))


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


CARRIERS: Final = {
    "partial": _first,
    "Thread": _target,
    "Process": _target,
    "Timer": _delayed,
    "to_thread": _first,
    "submit": _first,
    "run_in_executor": _second,
    "run_sync": _first_alone,
    "call_soon": _first_alone,
    "call_soon_threadsafe": _first_alone,
}

# Those that take the arguments as a tuple or list and a dict, and change neither.
THREADS: Final = frozenset({"Thread", "Process", "Timer"})
