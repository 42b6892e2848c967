"""What the dict holds that a name stands for, after all that has been done to it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Protocol

from flake8_uvicorn_import_string.launches.contents import (
    EMPTY,
    OPEN,
    Contents,
    Item,
    Source,
    keys_of,
    put,
)
from flake8_uvicorn_import_string.launches.flows import (
    CHANGE_LIMIT,
    Change,
    Flows,
    copied_by,
    tests_around,
)
from flake8_uvicorn_import_string.launches.frames import Frame
from flake8_uvicorn_import_string.launches.judge import JUDGES, State, judge_switch
from flake8_uvicorn_import_string.semantic.callers import outermost_function, place_in
from flake8_uvicorn_import_string.semantic.model import BindingKind, Place

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.changes import Changes
    from flake8_uvicorn_import_string.launches.contents import Answer, Question, Test
    from flake8_uvicorn_import_string.launches.flows import Step
    from flake8_uvicorn_import_string.semantic.model import Binding, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

    Found = Generator[Question, Contents | None, Contents]


class Expressions(Protocol):
    """Whom the names ask: what answers for the expressions that they are bound to."""

    table: SymbolTable
    changes: Changes

    def expression(self, node: ast.expr, place: Place, inference: Inference) -> Answer:
        """Answer for any expression."""

    def pairs(self, node: ast.expr, place: Place, inference: Inference) -> Found:
        """Answer for what ``dict`` makes of its argument."""

    def keywords(
        self, contents: Contents, node: ast.Call, place: Place, inference: Inference
    ) -> Found:
        """Answer for a dict that is updated with the keywords of a call."""


class Names:
    """Answers what the dicts hold that names stand for."""

    def __init__(self, dicts: Expressions) -> None:
        self.dicts = dicts
        self.table = dicts.table
        self.flows = Flows(dicts.table)

    def name(self, node: ast.Name, place: Place, inference: Inference) -> Answer:
        """Answer for a name at a place."""
        found = self.table.lookup(node.id, place)
        owner = found.owner
        if owner is None or not found.complete or found.may_be_hidden:
            return OPEN
        reader = place.scope
        name = reader.mangled(node.id)
        if len(self.flows.changes(owner, node.id)) > CHANGE_LIMIT:
            return OPEN
        if name in reader.declared or reader is owner:
            if name not in reader.declared and name in owner.bound_elsewhere:
                return OPEN
            if self._is_changed_by_others(node.id, owner, {reader}):
                return OPEN
            return (yield (self._reaching, reader, node.id, place, inference, None))
        if name in owner.bound_elsewhere or self._is_changed_by_others(
            node.id, owner, {owner, reader}
        ):
            return OPEN
        if self.flows.changes(reader, node.id):
            return (yield (self._reaching, reader, node.id, place, inference, owner))
        return (yield (self._ambient, owner, reader, node.id, place, inference))

    def holds_what_it_says(
        self, holder: ast.expr, place: Place, keys: list[str] | None
    ) -> bool:
        """Does a dict of dicts hold them as they are written, under these keys (None: all)?"""
        if not isinstance(holder, ast.Name):
            return False
        asked: list[str | None] = [None] if keys is None else [*keys]
        return not any(
            self.dicts.changes.is_changed_within(holder.id, binding, key)
            for binding in self.table.lookup(holder.id, place).bindings
            for key in asked
        )

    def _is_changed_by_others(self, name: str, owner: Scope, known: set[Scope]) -> bool:
        """May code of another scope change what a name of ``owner`` holds?"""
        changers = self.flows.changers(name)
        return not (changers.get(owner, set()) | changers.get(None, set())) <= known

    def _ambient(
        self, owner: Scope, reader: Scope, name: str, place: Place, inference: Inference
    ) -> Answer:
        """Answer for a name of a scope around the reader, when the reader is running."""
        caller = outermost_function(owner, reader)
        if caller is None:
            inside = place_in(owner, place)
            places = [] if inside is None else [inside]
        else:
            places = self.table.callers.activations(owner, caller).places
        return (yield from self._at(owner, name, places, inference, None))

    def _reaching(
        self, scope: Scope, name: str, place: Place, inference: Inference, outer: Scope | None
    ) -> Answer:
        """Answer for a name at a place of a scope that binds it, or changes it.

        ``outer`` is the scope that has the name, where that is another one.
        """
        return (yield from self._at(scope, name, [place], inference, outer))

    def _at(
        self,
        scope: Scope,
        name: str,
        places: list[Place],
        inference: Inference,
        outer: Scope | None,
    ) -> Answer:
        flow = self.flows.flow(scope, name)
        events: dict[Binding, None] = {}
        from_outside, is_certain = False, True
        for place in places:
            reaching = flow.reaching(place)
            is_certain &= reaching.complete and not reaching.may_be_hidden
            events.update(dict.fromkeys(reaching.bindings))
            from_outside |= reaching.start
        groups: list[Contents] = []
        tests: list[Test] = []
        resets: list[Test] = []
        if from_outside and outer is not None:
            before = yield (self._ambient, outer, scope, name, scope.root.end, inference)
            groups.append(before or OPEN)
        for event in events:
            contents = yield (self._after, scope, event, name, inference, outer)
            if contents is None:
                continue
            groups.append(contents)
            around = tests_around(event.place, places[0])
            tests += around
            if isinstance(event, Change) and self._takes_back(event, inference):
                resets += around
        return _joined(groups, tests, resets) if is_certain else OPEN

    def _after(
        self,
        scope: Scope,
        event: Binding,
        name: str,
        inference: Inference,
        outer: Scope | None,
    ) -> Answer:
        """Answer for what a name holds behind one of its bindings or changes."""
        if self.dicts.changes.is_changed(name, event, unseen=True):
            return OPEN
        value: Any = event.value
        before = Place(event.region, event.at - 1)
        if isinstance(event, Change):
            contents = yield (self._reaching, scope, name, before, inference, outer)
            if contents is None:
                return None
            return (yield from self._changed(contents, event, inference))
        if event.kind is BindingKind.ASSIGNMENT and value is not None:
            return (yield (self.dicts.expression, value, event.read_place, inference))
        if event.kind is BindingKind.AUGMENTED and isinstance(value.op, ast.BitOr):
            contents = yield (self._reaching, scope, name, before, inference, outer)
            more = yield (self.dicts.expression, value.value, event.read_place, inference)
            return None if contents is None else contents.then(more or OPEN)
        if event.kind is BindingKind.PARAMETER:
            return (yield from self._parameter(event, inference))
        return OPEN

    def _parameter(self, binding: Binding, inference: Inference) -> Answer:
        argument: Any = binding.node
        takes: Any = binding.value
        if isinstance(takes, ast.arguments) and argument is takes.kwarg:
            if isinstance(inference, Frame) and inference.stars is argument:
                return inference.keywords
            return OPEN
        given = inference.given.get(argument) if isinstance(inference, Frame) else None
        groups: list[Contents] = []
        for source in given.sources if given is not None else ():
            groups.append((yield (self.dicts.expression, *source)) or OPEN)
        return _joined(groups, [], []) or OPEN

    # Changes

    def _changed(self, contents: Contents, change: Change, inference: Inference) -> Found:
        rounds: list[dict[str, ast.expr]] = [{}]
        if change.loop is not None:
            copied = copied_by(change.loop)
            if copied is not None:
                pairs = yield from self.dicts.pairs(copied, change.place, inference)
                return contents.then(pairs)
            elements: Any = change.loop.iter
            rounds = [_unpacked(change.loop.target, element) for element in elements.elts]
        for names in rounds:
            for step in change.steps:
                where = change.place if names else step.place
                contents = yield from self._stepped(contents, step, names, where, inference)
        return contents

    def _stepped(
        self,
        contents: Contents,
        step: Step,
        names: dict[str, ast.expr],
        place: Place,
        inference: Inference,
    ) -> Found:
        """Return what a dict holds after one change; ``names`` are those of the loop around."""

        def real(node: ast.expr) -> ast.expr:
            return names.get(node.id, node) if isinstance(node, ast.Name) else node

        node = step.node
        if isinstance(node, ast.Subscript):
            keys = keys_of(real(node.slice), place, inference)
            if step.is_deletion:
                return _without(contents, keys)
            value = node if step.value is None else real(step.value)
            return put(contents, keys, Item((Source(value, place, inference),)))
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        method, args = node.func.attr, [real(argument) for argument in node.args]
        if any(isinstance(argument, ast.Starred) for argument in args):
            return OPEN
        if method == "clear":
            return EMPTY
        if method == "update":
            if len(args) > 1:
                return OPEN
            for argument in args:
                contents = contents.then((yield from self.dicts.pairs(argument, place, inference)))
            return (yield from self.dicts.keywords(contents, node, place, inference))
        keys = keys_of(args[0], place, inference) if args else None
        if method == "setdefault" and keys is not None and len(keys) == 1 and len(args) == 2:
            return contents.default(keys[0], Item((Source(args[1], place, inference),)))
        return _without(contents, keys) if method in {"pop", "popitem"} else OPEN

    def _takes_back(self, change: Change, inference: Inference) -> bool:
        """Does a change take an item out, or put a flag off?"""
        if change.loop is not None and copied_by(change.loop) is not None:
            return True
        for step in change.steps:
            method = getattr(getattr(step.node, "func", None), "attr", "update")
            if step.is_deletion or method not in {"update", "setdefault"}:
                return True
            for key, value in _set_by(step):
                judge = JUDGES.get(key, judge_switch)
                if judge(inference.values(value, step.place)) is State.OFF:
                    return True
        return False


def _set_by(step: Step) -> Iterator[tuple[str, ast.expr]]:
    """Yield the keys, as far as they are written, that one change sets, with the values."""
    node = step.node
    if isinstance(node, ast.Subscript):
        if step.value is not None and isinstance(node.slice, ast.Constant):
            yield str(node.slice.value), step.value
    else:
        assert isinstance(node, ast.Call)
        yield from ((str(keyword.arg), keyword.value) for keyword in node.keywords)
        for argument in node.args:
            if isinstance(argument, ast.Dict):
                for key, value in zip(argument.keys, argument.values, strict=True):
                    if isinstance(key, ast.Constant):
                        yield str(key.value), value


def _without(contents: Contents, keys: list[str] | None) -> Contents:
    """Return what a dict holds after one of the keys (None: any) has been taken out."""
    if keys is None:
        return contents.each(lambda item: item._replace(is_optional=True))
    first, *others = keys
    together = contents.without(first)
    for key in others:
        together = together.or_else(contents.without(key))
    return together


def _unpacked(target: ast.expr, element: ast.expr) -> dict[str, ast.expr]:
    """Return what the names of a loop are in the round of one element."""
    if isinstance(target, ast.Name):
        return {target.id: element}
    parts, elements = getattr(target, "elts", []), getattr(element, "elts", [])
    if len(parts) != len(elements):
        return {}
    return {
        part.id: value
        for part, value in zip(parts, elements, strict=True)
        if isinstance(part, ast.Name)
    }


def _joined(groups: list[Contents], tests: list[Test], resets: list[Test]) -> Contents | None:
    """Return what a dict holds that is one of several; None if it is none."""
    if not groups:
        return None
    together = groups[0]
    for other in groups[1:]:
        together = together.or_else(other)
    if len(groups) == 1:
        return together

    def under(item: Item) -> Item:
        return item.under(tests, resets) if item.is_optional or len(item.sources) > 1 else item

    return together.each(under)
