"""Has the code bounded a flag, so that it cannot turn on?"""

from __future__ import annotations

import ast
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.conditions.bounds import Bounds, missing
from flake8_uvicorn_import_string.conditions.implied import implied
from flake8_uvicorn_import_string.conditions.same_test import SameTest
from flake8_uvicorn_import_string.launches.judge import JUDGES, State
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import dotted_name, plain_name, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flake8_uvicorn_import_string.conditions.asked import Asked
    from flake8_uvicorn_import_string.conditions.subjects import Subjects
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.launch import Argument
    from flake8_uvicorn_import_string.semantic.model import (
        Binding,
        Call,
        Construct,
        Place,
        Region,
        Scope,
    )
    from flake8_uvicorn_import_string.semantic.notes import AttributeStore, ItemStore


def _moment(store: AttributeStore | ItemStore) -> int:
    return store.place.at


class Clamps:
    """Knows which flags are bounded."""

    def __init__(self, inference: Inference, subjects: Subjects, asked: Asked) -> None:
        self._table = inference.table
        self._inference = inference
        self._bounds = Bounds(inference, subjects)
        self._asked = asked
        self._same_test = SameTest()
        self._forced: dict[tuple[Binding | AttributeStore, str], bool] = {}
        self._first_forced: dict[tuple[Scope, str, str], int | None] = {}
        self._known_items: dict[tuple[Scope, str, str], list[ItemStore]] = {}
        self._questions: dict[tuple[Construct, str], tuple[int, ...]] = {}

    def hold(
        self, flag: Argument, name: str, passed_by: Callable[[Binding], bool] | None = None
    ) -> bool:
        """Is a flag bounded, or a name that every way to the launch has bounded?

        In: what is given, the parameter of ``uvicorn.run`` it is given for, and which
        bindings of the name the way to the launch surely passes by.
        """
        return all(
            self._is_held(source.node, source.place, name, passed_by) for source in flag.sources
        )

    def _is_held(
        self,
        node: ast.expr,
        place: Place,
        name: str,
        passed_by: Callable[[Binding], bool] | None,
    ) -> bool:
        if isinstance(node, (ast.Attribute, ast.Subscript)) and self._is_set_off(node, place, name):
            return True
        if isinstance(node, ast.Attribute):
            return self._is_attribute_forced(node, place, name) or self._parser_forbids(node, name)
        if not isinstance(node, ast.Name):
            return self._bounds.hold(node, place, name)
        bindings = self._table.lookup(node.id, place).bindings
        if passed_by is not None:
            bindings = [binding for binding in bindings if not passed_by(binding)]
        if any(
            self._is_forced(binding, binding.place, binding.value, node.id, name)
            or _counts_down(binding, place, node.id, name)
            for binding in bindings
        ):
            return True
        if len(bindings) > 1:
            agree = {item: self._same_test.agree(item.place, place) for item in bindings}
            bindings = [item for item in bindings if agree[item] is not False]
            if any(agree[item] and self._is_bounded(item, name) for item in bindings):
                return True
        return bool(bindings) and all(self._is_bounded(item, name) for item in bindings)

    def _is_bounded(self, binding: Binding, name: str) -> bool:
        """Does a binding bind what cannot turn a flag on?"""
        return (
            binding.kind is BindingKind.ASSIGNMENT
            and isinstance(binding.value, ast.expr)
            and self._bounds.hold(binding.value, binding.read_place, name)
        )

    def _is_forced(
        self,
        made: Binding | AttributeStore,
        place: Place,
        value: ast.AST | None,
        own: str,
        name: str,
    ) -> bool:
        """Is something bounded where a test on itself has led?"""
        answer = self._forced.get((made, name))
        if answer is None:
            leads_by = self._asked.leads_by
            answer = self._forced[made, name] = (
                isinstance(value, ast.expr)
                and getattr(made, "kind", BindingKind.ASSIGNMENT) is BindingKind.ASSIGNMENT
                and self._bounds.hold(value, place, name)
                and any(
                    leads_by(region, {own}) and not self._only_asks_if_missing(region, own)
                    for region, _ in place.around()
                )
            )
        return answer

    def _is_attribute_forced(self, node: ast.Attribute, place: Place, name: str) -> bool:
        """Has an attribute been bounded before a place, where a test on it has led?"""
        key = place.scope, dotted_name(node), name
        if key not in self._first_forced:
            self._first_forced[key] = next(
                (
                    store.place.at
                    for store in self._attributes.get(key[:2], ())
                    if self._is_forced(store, store.place, store.value, key[1], name)
                ),
                None,
            )
        first = self._first_forced[key]
        return first is not None and first <= place.at  # a test on it ticks the clock

    @cached_property
    def _attributes(self) -> dict[tuple[Scope, str], list[AttributeStore]]:
        """The bindings of attributes by their scope and dotted name, in order."""
        found: dict[tuple[Scope, str], list[AttributeStore]] = {}
        for stores in self._table.stores.values():
            for store in stores:
                key = store.place.scope, dotted_name(store.target)
                found.setdefault(key, []).append(store)
        for stores in found.values():
            stores.sort(key=_moment)
        return found

    def _is_set_off(
        self, node: ast.Attribute | ast.Subscript, place: Place, name: str
    ) -> bool:
        """Is the last thing before a place that an attribute or an item is set to bounded?"""
        stores: Sequence[AttributeStore | ItemStore] = ()
        if isinstance(node, ast.Attribute):
            stores = self._attributes.get((place.scope, dotted_name(node)), ())
        elif (key := text_of(node.slice)) is not None:
            stores = self._items(place.scope, plain_name(node.value), key)
        # What is set right behind a call has the same moment.
        number = bisect_left(stores, place.at, key=_moment)
        if not number:
            return False
        last = stores[number - 1]
        return (
            last.value is not None
            and any(region is last.place.region for region, _ in place.around())
            and self._bounds.hold(last.value, last.place, name)
        )

    def _items(self, scope: Scope, holder: str, key: str) -> list[ItemStore]:
        """Return the bindings in a scope of an item of what a name holds, in order."""
        question = scope, holder, key
        found = self._known_items.get(question)
        if found is None:
            found = self._known_items[question] = sorted(
                (
                    item
                    for item in self._table.items.get(holder, ())
                    if item.place.scope is scope and text_of(item.target.slice) in {key, None}
                ),
                key=_moment,
            )
        return found

    def _only_asks_if_missing(self, branch: Region, name: str) -> bool:
        """Do the tests that lead into a branch only say that ``name`` was not given?"""
        construct = branch.construct
        assert construct is not None
        known = self._questions.get((construct, name))
        if known is None:
            # The first test that asks for more, and the first that is passed by if it is missing.
            onward = isinstance(construct.node, ast.BoolOp) and isinstance(
                construct.node.op, ast.And
            )
            asked = [missing(test, name) for test in construct.tests]
            known = self._questions[construct, name] = tuple(
                asked.index(outcome) if outcome in asked else len(asked)
                for outcome in (None, onward)
            )
        more, given = known
        before = branch.tests_before - branch.last_test_holds
        return branch.tests_before <= more and (
            given < before
            or branch.last_test_holds
            and missing(construct.tests[before], name) is True
        )

    def _parser_forbids(self, node: ast.Attribute, name: str) -> bool:
        """Does no option of an ``argparse`` parser of this file turn an attribute on?"""
        options = self._options.get(node.attr, ())
        return bool(options) and all(self._is_never_on(option, name) for option in options)

    @cached_property
    def _options(self) -> dict[str, list[Call]]:
        """The calls that add options to parsers, by the attributes that these fill."""
        options: dict[str, list[Call]] = {}
        calls = self._table.calls
        for call in calls.get("add_argument", ()) if "set_defaults" not in calls else ():
            options.setdefault(_destination(call.node), []).append(call)
        return options

    def _is_never_on(self, option: Call, name: str) -> bool:
        """Is what an option gives off, whether it is used or not?"""
        given = {keyword.arg: keyword.value for keyword in option.node.keywords}
        choices = getattr(given.get("choices"), "elts", None)
        if choices:
            parts = choices
        elif text_of(given.get("action")) == "store_false" and "default" in given:
            parts = []
        else:
            return False
        parts = [*parts, *([given["default"]] if "default" in given else [])]
        return all(
            JUDGES[name](self._inference.values(part, option.place)) is State.OFF
            for part in parts
        )


def _counts_down(binding: Binding, place: Place, own: str, name: str) -> bool:
    """Does a loop change a name until the flag is off, and end before a place?"""
    loop = binding.region.construct
    return (
        binding.kind is BindingKind.AUGMENTED
        and loop is not None
        and isinstance(loop.node, ast.While)
        and not loop.breaks
        and implied(loop.tests[0], False, own, name) is State.OFF
        and all(region.construct is not loop for region, _ in place.around())
    )


def _destination(call: ast.Call) -> str:
    """Return the attribute in which a parser puts what an option gives."""
    for keyword in call.keywords:
        if keyword.arg == "dest":
            return text_of(keyword.value) or ""
    texts = [text for text in map(text_of, call.args) if text]
    long = [text for text in texts if text.startswith("--")]
    return (long or texts or [""])[0].lstrip("-").replace("-", "_")
