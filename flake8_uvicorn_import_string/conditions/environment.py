"""What the code sets in the environment before a launch: ``WEB_CONCURRENCY``.

uvicorn takes it for ``workers`` where these are not given (``Config.__init__`` of 0.10.0 to
0.54.0).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import READING_BUILTINS
from flake8_uvicorn_import_string.facts.uvicorn import WEB_CONCURRENCY
from flake8_uvicorn_import_string.inference.values import Kind, is_text
from flake8_uvicorn_import_string.launches.contents import Source
from flake8_uvicorn_import_string.launches.judge import State
from flake8_uvicorn_import_string.semantic.model import Binding, BindingKind
from flake8_uvicorn_import_string.syntax import last_name, plain_name, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Value
    from flake8_uvicorn_import_string.semantic.model import Call, Place

# The variable as a name of the module: whoever sets it says "global".
_NAME: Final = f"os.environ[{WEB_CONCURRENCY!r}]"


class _Set(NamedTuple):
    """A place where the variable is set: to what, or None if that is not visible.

    ``is_default`` is True where that counts only if it is not set already.
    """

    node: ast.expr
    value: ast.expr | None
    place: Place
    is_default: bool = False
    is_deletion: bool = False


class Environment:
    """Knows what ``WEB_CONCURRENCY`` is where a launch of this file reads it."""

    def __init__(self, inference: Inference) -> None:
        self._table = inference.table
        self._inference = inference
        self._sets: dict[ast.expr, _Set] | None = None

    def workers(self, place: Place) -> State | None:
        """Return what ``workers`` are by what the code has set, None if that is not known."""
        if self._sets is None:
            self._sets = {item.node: item for item in self._find()}
            if self._sets and self._may_be_set_unseen():
                self._sets = {}
            self._bind()
        if not self._sets:
            return None
        found = self._table.lookup(_NAME, place)
        scopes = [*place.scope.around()]
        if not found.complete or not found.bindings:
            return None
        if any(binding.scope not in scopes for binding in found.bindings):
            return None  # another function sets it, and nobody knows when that is called
        states = {self._state(binding) for binding in found.bindings}
        if found.unbound or found.possible_later:
            states.add(State.OFF)
        if None in states or State.ERROR in states:
            return None
        return states.pop() if len(states) == 1 else State.DYNAMIC

    def sources(self, place: Place) -> tuple[Source, ...]:
        """Return the expressions that decide about it there."""
        assert self._sets is not None
        items = [
            self._sets[binding.node]
            for binding in self._table.lookup(_NAME, place).bindings
            if isinstance(binding.node, ast.expr)
        ]
        return tuple(
            Source(node, item.place, self._inference)
            for item in items
            for node in (item.node, item.value)
            if node is not None
        )

    def _state(self, binding: Binding) -> State | None:
        """Return what ``workers`` are by one place that sets the variable."""
        assert self._sets is not None and isinstance(binding.node, ast.expr)
        item = self._sets[binding.node]
        if item.value is None or (item.is_default and len(self._sets) > 1):
            return None
        if any(text_of(part) == WEB_CONCURRENCY for part in ast.walk(item.value)):
            return None  # what it was before
        states = {_count(value) for value in self._inference.values(item.value, item.place)}
        state = states.pop() if len(states) == 1 else State.DYNAMIC
        if item.is_default and state is State.ON:
            return State.DYNAMIC
        return None if item.is_default and state is State.DYNAMIC else state

    # What sets it

    def _find(self) -> Iterator[_Set]:
        for store in self._table.variables:
            target, place = store.target, store.place
            key = text_of(target.slice)
            if key in {WEB_CONCURRENCY, None} and self._is_environment(target.value, place):
                if key is None:
                    yield _Set(target, None, place)  # it may be this one
                else:
                    yield _Set(target, store.value, place, is_deletion=store.is_deletion)
        for name in ("setdefault", "update", "pop", "clear"):
            for call in self._table.calls.get(name, ()):
                func = call.node.func
                if isinstance(func, ast.Attribute) and last_name(func.value) == "environ":
                    if self._is_environment(func.value, call.place):
                        yield from _set_by(name, call)

    def _may_be_set_unseen(self) -> bool:
        """May something set the variable that gets the environment by another name, or as such?"""
        table = self._table
        if table.renamed.get("environ") or table.stores.get("environ"):
            return True
        if any(call.node.keywords for call in table.calls.get("load_dotenv", ())):
            return True
        read: set[ast.AST] = set()
        found: set[ast.AST] = set()
        for node in table.nodes:
            if isinstance(node, (ast.Name, ast.Attribute)) and last_name(node) == "environ":
                found.add(node)
            if isinstance(node, (ast.Subscript, ast.Attribute)):
                read.add(node.value)
            elif isinstance(node, ast.Compare):
                read.update(node.comparators)
            elif isinstance(node, ast.Dict):
                read.update(node.values)
            elif isinstance(node, ast.Call) and plain_name(node.func) in READING_BUILTINS:
                read.update(node.args)
            elif isinstance(node, ast.keyword) and node.arg in {"env", None}:
                read.add(node.value)
        return not found <= read

    def _is_environment(self, node: ast.expr, place: Place) -> bool:
        return any(
            value.kind is Kind.REFERENCE and value.data.path == "os.environ"
            for value in self._inference.values(node, place)
        )

    def _bind(self) -> None:
        """Bind the variable as a name wherever it is set.

        Where one function alone does that, only what is in it can say when it is set.
        """
        assert self._sets is not None
        module = self._table.module
        is_local = len({item.place.scope for item in self._sets.values()}) == 1
        for item in sorted(self._sets.values(), key=lambda item: item.place.at):
            kind = BindingKind.DELETION if item.is_deletion else BindingKind.ASSIGNMENT
            region, at = item.place
            scope = region.scope
            binding = Binding(kind, _NAME, item.node, item.value, region, at, at, scope)
            scope.bindings.setdefault(_NAME, []).append(binding)
            if scope is not module and not is_local:
                scope.declared[_NAME] = True
                module.bound_elsewhere.setdefault(_NAME, []).append(binding)


def _set_by(name: str, call: Call) -> Iterator[_Set]:
    """Yield what a call of a method of ``os.environ`` sets the variable to, if it may."""
    node, place = call.node, call.place
    given = text_of(node.args[0]) if node.args else None
    if name == "clear":
        yield _Set(node, None, place, is_deletion=True)
    elif name != "update" and given is None:
        yield _Set(node, None, place)  # it may be this one
    elif name == "pop" and given == WEB_CONCURRENCY:
        yield _Set(node, None, place, is_deletion=True)
    elif name == "setdefault" and given == WEB_CONCURRENCY and len(node.args) == 2:
        yield _Set(node, node.args[1], place, is_default=True)
    elif name == "update":
        items = [(keyword.arg, keyword.value) for keyword in node.keywords]
        for argument in node.args:
            if isinstance(argument, ast.Dict):
                items += zip(map(text_of, argument.keys), argument.values, strict=True)
            else:
                items.append((None, argument))
        found = [value for key, value in items if key == WEB_CONCURRENCY]
        if found:
            yield _Set(node, found[-1], place)
        elif any(key is None for key, _ in items):
            yield _Set(node, None, place)


def _count(value: Value) -> State | None:
    """Return what uvicorn makes of a text that says how many workers there are to be."""
    if not is_text(value):
        # What is no text cannot be set, and of anything else nothing is known.
        return State.DYNAMIC if value.kind is not Kind.CONSTANT else None
    if not isinstance(value.data, str) or "\0" in value.data:
        return State.DYNAMIC
    try:
        return State.ON if int(value.data) > 1 else State.OFF
    except ValueError:
        return State.ERROR
