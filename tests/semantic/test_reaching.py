"""The search for the bindings that reach a place: its example, and what it keeps."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import Any

import pytest

from flake8_uvicorn_import_string.launches.mentions import WATCHED
from flake8_uvicorn_import_string.semantic import reaching
from flake8_uvicorn_import_string.semantic.builder import build
from flake8_uvicorn_import_string.semantic.model import mangle
from flake8_uvicorn_import_string.semantic.reaching import NameFlow


def _lines(answer: reaching.Reaching) -> list[int]:
    return [getattr(binding.node, "lineno", 0) for binding in answer.bindings]


def test_worked_example() -> None:
    """What the module says of its example is so."""
    text = reaching.__doc__ or ""
    found = re.search(r"::\n\n(.*?)\n\n(?=\S)", text, re.DOTALL)
    assert found is not None
    source = textwrap.dedent(found[1])
    marks = dict(enumerate((line.rpartition("# ")[2] for line in source.splitlines()), 1))
    table = build(ast.parse(source), WATCHED)
    (call,) = table.calls["run"]
    answer = table.reaching(table.module, "app", call.place)
    assert [marks[line] for line in _lines(answer)] == ["1", "4"]
    assert (answer.start, answer.deleted, answer.complete) == (False, False, True)


def _states_asked_for(monkeypatch: pytest.MonkeyPatch, source: str) -> int:
    """Return how many states the searches for ``app`` at each call of ``look`` ask for."""
    asked = 0
    state = NameFlow._state

    def counted(self: NameFlow, region: Any, at: int) -> reaching.State:
        nonlocal asked
        asked += 1
        return state(self, region, at)

    table = build(ast.parse(source), WATCHED)
    with monkeypatch.context() as patch:
        patch.setattr(NameFlow, "_state", counted)
        for call in table.calls["look"]:
            table.lookup("app", call.place)
    return asked


def _behind_cases(count: int) -> str:
    cases = "".join(f"    case {n}:\n        app = {n}\n" for n in range(20))
    return f"match x:\n{cases}" + "if y:\n    look(app)\n" * count


def _in_a_chain(count: int) -> str:
    return "app = 1\nif x:\n    look(app)\n" + "elif x:\n    look(app)\n" * count


def _between_constructs(count: int) -> str:
    return "app = 1\n" + "if x:\n    app = 2\nif y:\n    look(app)\n" * count


@pytest.mark.parametrize("make", [_behind_cases, _in_a_chain, _between_constructs])
def test_answers_are_kept(monkeypatch: pytest.MonkeyPatch, make: Any) -> None:
    """Twice as many questions cost twice as much, whatever stands before them."""
    few, many = (_states_asked_for(monkeypatch, make(count)) for count in (20, 40))
    assert many <= 2 * few + 20


def test_names_share_what_may_bind_any() -> None:
    """The index of what may bind any name is made once for a scope."""
    source = "from lib import *\napp = 1\nexec(x)\nflag = 2\nlook(app, flag)\n"
    table = build(ast.parse(source), WATCHED)
    (call,) = table.calls["look"]
    for name, line in (("app", 2), ("flag", 4)):
        answer = table.reaching(table.module, name, call.place)
        assert _lines(answer) == [line]
        assert answer.may_be_hidden is (name == "app")
    first, second = (table._flows[table.module, name]._parts[1] for name in ("app", "flag"))
    assert first is second


def test_targets_share_what_they_stand_for() -> None:
    """The roots of a value are noted once for all names that get it."""
    table = build(ast.parse("a = b = c = d or e.f\ng = d\n"), WATCHED)
    assert table.aliases == {"d": [["a", "b", "c"], ["g"]], "e": [["a", "b", "c"]]}
    assert table.aliases["d"][0] is table.aliases["e"][0]


def test_long_names_of_classes() -> None:
    """Private names stay small, however long the name of the class is."""
    assert mangle("__x", "_" + "C" * 200) == f"_{'C' * 200}__x"
    assert mangle("__x", "C" * 5000) == f"_{'C' * 200}__x"


def test_names_that_may_be_of_the_package() -> None:
    """A name that gets one of several things gets what any of them stands for."""
    source = "from uvicorn import run, Config as c\na = b = run or c\nd = a.x\ne = 1\n"
    table = build(ast.parse(source), WATCHED)
    assert table.watched_names() == {"run", "c", "a", "b", "d"}


def test_code_that_nobody_comes_to() -> None:
    """What stands behind code that never goes on is reached by nothing."""
    source = "app = 1\ntry:\n    raise E\nexcept E:\n    pass\nelse:\n    look(app)\n"
    table = build(ast.parse(source), WATCHED)
    (call,) = table.calls["look"]
    answer = table.reaching(table.module, "app", call.place)
    assert (answer.bindings, answer.start) == ([], False)


@pytest.mark.parametrize(("count", "complete"), [(400, True), (1100, False)])
def test_very_many_ways(count: int, complete: bool) -> None:
    """Past a limit of ways to a place the answer is not complete, and says so."""
    cases = "".join(f"    case {number}:\n        pass\n" for number in range(count))
    source = f"match x:\n    case -1:\n        app = 1\n{cases}look(app)\n"
    table = build(ast.parse(source), WATCHED)
    (call,) = table.calls["look"]
    assert table.reaching(table.module, "app", call.place).complete is complete
