"""What launching code may do first, each thing in each layout: harmless things need no words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.prepared_advice import Told, advice_of
from tests.support.prepared_action import Action
from tests.support.prepared_actions import HARMFUL, HARMLESS
from tests.support.prepared_launches import LAYOUTS, assemble, can_stand

# With these in a file no name of it is certain, so nothing is reported.
SILENT = {"globals", "globals updated", "own module", "own module by setattr", "exec"}
# Where a string is right once nothing harmful is done.
WITH_STRING = [
    "main", "guard", "helper", "caller", "method", "coroutine", "nested", "argv", "service",
    "made service", "attribute", "click", "group", "subcommand", "branch", "with", "loop",
    "decorated", "alias", "factory", "factory inline", "package", "src", "script", "server",
]  # fmt: skip
# There what launching code uses is another module's, and what that does nobody sees.
ELSEWHERE = ["imported", "module", "lazy"]
CAREFUL = {
    "dataclass", "helper with a result", "helper of a local name", "class of its own",
    "list read by nobody", "slice",
}  # fmt: skip


def some(actions: Sequence[Action], layout: str) -> list[Action]:
    """Return the actions for a layout: all of them for one, else a quarter."""
    place = [*LAYOUTS].index(layout)
    chosen = actions[place % 4 :: 4] if place else actions
    return [action for action in chosen if can_stand(action, layout)]


def told(layout: str, action: Action) -> Told | None:
    program = assemble(layout, [action], "reload=True")
    return advice_of(program.files[program.filename], program.filename)


@pytest.mark.parametrize("layout", WITH_STRING)
def test_harmless(layout: str) -> None:
    for action in some(HARMLESS, layout):
        found = told(layout, action)
        assert found is not None
        assert found.alone, (action.name, found.words)


@pytest.mark.parametrize("layout", ELSEWHERE)
def test_harmless_elsewhere(layout: str) -> None:
    careful = set()
    for action in some(HARMLESS, layout):
        found = told(layout, action)
        assert found is not None
        if not found.alone:
            assert " if the application needs it" in found.words
            careful.add(action.name)
    assert careful <= CAREFUL


@pytest.mark.parametrize("layout", [*LAYOUTS])
def test_harmful(layout: str) -> None:
    for action in some(HARMFUL, layout):
        found = told(layout, action)
        if found is None:
            assert action.name in SILENT
        else:
            assert not found.alone, (action.name, found.words)


def test_names() -> None:
    names = [action.name for action in (*HARMLESS, *HARMFUL)]
    assert len(names) == len(set(names)) > 180
