"""Find each ``uvicorn.Config``, and whether a ``Server`` serves it."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.uvicorn import (
    CONFIGS,
    SERVERS,
    SUPERVISED,
    SUPERVISOR_CALLS,
    SUPERVISOR_WORDS,
)
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.arguments import ArgumentReader
from flake8_uvicorn_import_string.launches.elements import Elements
from flake8_uvicorn_import_string.launches.indirect import LAUNCHERS, Launchers
from flake8_uvicorn_import_string.launches.launch import Launch
from flake8_uvicorn_import_string.semantic.model import BindingKind, Call
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.semantic.model import Place, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable


# So many names may stand between a server or a configuration and the call that made it.
HOP_LIMIT: Final = 5
# Past so many calls nobody looks for more servers.
CALL_LIMIT: Final = 1000

# What of a configuration decides whether and what it serves.
_SETTINGS: Final = ("app", "factory", "reload", "workers")
# How a server is started.
_STARTS: Final = ("run", "serve")
# What a class derived from ``uvicorn.Server`` must leave alone to serve as that does.
_SERVING: Final = frozenset({"__init__", "__new__", "run", "serve", "_serve", "startup"})


def find_configs(table: SymbolTable, inference: Inference) -> list[Launch]:
    """Return each call of ``uvicorn.Config`` as a launch, in the order of lines and columns.

    ``served`` of one is the call that starts the ``Server`` that gets it, where there is one.
    """
    if not table.seeds:
        return []
    return _Configs(table, inference).find()


class _Configs:
    def __init__(self, table: SymbolTable, inference: Inference) -> None:
        self.table = table
        self.inference = inference
        self.reader = ArgumentReader(table, inference)
        self.elements = Elements(table)

    def find(self) -> list[Launch]:
        served, loaded = self.served(), self.loaded()
        found: dict[ast.Call, Launch] = {}
        calls = [call for name in self.table.names_for("Config") for call in self.calls(name)]
        for call in (*calls, *(config for config, _ in served.values())):
            if call.node not in found and self.is_config(call):
                arguments = self.reader.read(call.node.args, call.node.keywords, call)
                _, start = served.get(call.node, (None, None))
                if start is not None and self.is_changed(call):
                    start = None
                config = Launch(call, arguments, is_config=True, served=start)
                config.is_loaded = call.node in loaded and not self.is_changed(call)
                found[call.node] = config
        return sorted(found.values(), key=lambda item: (item.call.lineno, item.call.col_offset))

    def is_changed(self, config: Call) -> bool:
        """Is something of a configuration set once it has been made?"""
        return config.node in self._changed

    @cached_property
    def _changed(self) -> set[ast.Call]:
        """The calls that made what something is set of that is a setting by its name."""
        made = (
            self.made_by(store.target.value, store.place)
            for name in _SETTINGS
            for store in self.table.stores.get(name, ())[:CALL_LIMIT]
        )
        return {call.node for call in made if call is not None}

    def calls(self, name: str) -> list[Call]:
        return self.table.calls.get(name, [])[:CALL_LIMIT]

    def served(self) -> dict[ast.Call, tuple[Call, Call]]:
        """Return, by the call of a ``Config``, that call and the one that starts its server."""
        served: dict[ast.Call, tuple[Call, Call]] = {}
        for server, place, start in self.started():
            for made in self.all_made_by(server, place):
                if not self.is_server(made):
                    continue
                given = self.reader.read(made.node.args, made.node.keywords, made)
                first = given.positional[0] if given.positional else given.keywords.get("config")
                for config in self.all_made_by(first.node, first.place) if first else ():
                    if self.is_config(config):
                        served.setdefault(config.node, (config, start))
        return served

    def loaded(self) -> set[ast.Call]:
        """Return the calls of ``Config`` whose application is loaded without a server."""
        return {
            made.node
            for call in self.calls("load")
            if isinstance(call.node.func, ast.Attribute)
            for made in self.all_made_by(call.node.func.value, call.place)
            if self.is_config(made)
        }

    def all_made_by(self, node: ast.expr, place: Place) -> list[Call]:
        """Return the calls of classes that made what an expression is, or is in turn in a loop."""
        made = (self.made_by(*item) for item in self.elements.of(node, place))
        return [call for call in made if call is not None]

    def started(self) -> Iterator[tuple[ast.expr, Place, Call]]:
        """Yield what may be a server and is started, where, and the call that does so."""
        for method in _STARTS:
            for call in self.calls(method):
                if isinstance(call.node.func, ast.Attribute):
                    yield call.node.func.value, call.place, call
        launchers = Launchers(self.table, self.inference)
        for name, launcher in LAUNCHERS.items():
            for used in self.table.names_for(name):
                for call in self.calls(used):
                    taken = launcher.takes(call.node)
                    target = taken[0] if taken else None
                    if isinstance(target, ast.Attribute) and target.attr in _STARTS:
                        if launchers.called(call) == name:
                            yield target.value, call.place, call

    def made_by(self, node: ast.expr, place: Place) -> Call | None:
        """Return the call of a class that surely made what an expression is."""
        for _ in range(HOP_LIMIT):
            if isinstance(node, ast.NamedExpr):
                node = node.value
            if isinstance(node, ast.Call):
                function = self.function_called(node, place)
                if function is None:
                    return Call(node, *place)
                if len(function.returns) != 1 or function.returns[0].value is None:
                    return None
                node, place = function.returns[0].value, function.returns[0].place
                continue
            made = _made(self.inference.values(node, place))
            if made is not None or not isinstance(node, ast.Name):
                return made
            lookup = self.table.lookup(node.id, place)
            if len(lookup.bindings) != 1 or not lookup.complete:
                return None
            binding = lookup.bindings[0]
            if binding.kind is not BindingKind.ASSIGNMENT or not isinstance(
                binding.value, ast.expr
            ):
                return None
            node, place = binding.value, binding.read_place
        return None

    def function_called(self, node: ast.Call, place: Place) -> Scope | None:
        """Return the plain function of this file that a call calls."""
        values = self.inference.values(node.func, place)
        if len(values) != 1 or values[0].kind is not Kind.FUNCTION:
            return None
        function: Scope = values[0].data
        definition = function.node
        if not isinstance(definition, ast.FunctionDef) or definition.decorator_list:
            return None
        return None if function.generator else function

    def is_config(self, call: Call) -> bool:
        return self.is_class(call, CONFIGS)

    def is_server(self, call: Call) -> bool:
        """Is it a call of ``uvicorn.Server``, or of a class of this file that serves like it?"""
        func, place = call.node.func, call.place
        for _ in range(HOP_LIMIT):
            values = self.inference.values(func, place)
            if len(values) != 1 or values[0].kind is not Kind.CLASS:
                break
            scope: Scope = values[0].data
            bases = getattr(scope.node, "bases", [])
            if len(bases) != 1 or scope.place is None or not _SERVING.isdisjoint(scope.bindings):
                return False
            func, place = bases[0], scope.place
        return self.is_class(Call(ast.Call(func, [], []), *place), SERVERS)

    def is_class(self, call: Call, paths: frozenset[str]) -> bool:
        values = self.inference.values(call.node.func, call.place)
        return bool(values) and all(
            value.kind is Kind.REFERENCE and value.data.path in paths for value in values
        )


def has_supervisor(table: SymbolTable, configs: Sequence[Launch] = ()) -> bool:
    """May a file have a supervisor of its own, for which a Config's flags count?

    Its code says so: a name of uvicorn's supervisors or of a module that starts processes,
    a call of what starts one, a look at the flags of a configuration.  What the ``configs``
    are given is none.
    """
    given = {
        part
        for config in configs
        for keyword in config.call.keywords
        for part in ast.walk(keyword.value)
    }
    return any(
        any(sign in word for sign in SUPERVISOR_WORDS) or _is_reloader(word)
        for node in table.nodes
        for word in _words(node)
    ) or any(
        isinstance(node, ast.Attribute) and node.attr in SUPERVISED and node not in given
        or isinstance(node, ast.Call) and last_name(node.func).endswith(SUPERVISOR_CALLS)
        for node in table.nodes
    )


def _words(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node itself holds; a text counts if it may be a dotted path."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value.replace(".", "").replace(":", "").isidentifier():
            yield node.value
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""
    elif isinstance(node, ast.alias):
        yield from (node.name, node.asname or "")
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.arg, ast.keyword)):
        yield node.arg or ""


def _is_reloader(word: str) -> bool:
    """Is it a class like ``StatReload``, ``WatchFilesReload``?"""
    holder, reload, _ = word.rpartition("Reload")
    return bool(reload) and (holder.endswith("Stat") or "Watch" in holder)


def _made(values: Values) -> Call | None:
    """Return the call of a class of uvicorn's that surely made a value."""
    if len(values) == 1 and values[0].kind is Kind.OBJECT and isinstance(values[0].data, Call):
        return values[0].data
    return None
