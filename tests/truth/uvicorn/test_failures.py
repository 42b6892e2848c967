"""Programs after public reports: whoever follows the messages gets what was wanted."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Final

import pytest

from tests.support.documents import README
from tests.support.failures import Failure, failures
from tests.support.live import AVAILABLE, NoAnswer, launch
from tests.support.marked import texts

FAILURES: Final = failures()
SAVED: Final = [item for item in FAILURES if item.served is not None]

live_only = pytest.mark.skipif(
    not (AVAILABLE and importlib.util.find_spec("fastapi")),
    reason="the harness needs process groups, and the programs FastAPI",
)
# What uvicorn logs when there is a reloader, and when there are workers.
SIGNS: Final = {"reload": "Started reloader process", "workers": "Started parent process"}
# These serve at first, too: twice, until a flag is given, or without the middleware.
SERVE_AT_FIRST: Final = {
    "application_that_is_made_of_arguments",
    "config_without_a_guard",
    "middleware_around_the_object",
    "process_without_a_guard",
}


@pytest.mark.parametrize("failure", FAILURES, ids=str)
def test_messages(failure: Failure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each round gets its messages, and what serves in the end gets none."""
    monkeypatch.chdir(tmp_path)
    for name, source in failure.others.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    for step in failure.rounds:
        assert texts(step.source, failure.file) == step.messages
    if failure.served is not None:
        assert texts(failure.served, failure.file) == []


def test_counts() -> None:
    """Most of them are saved by one round of messages, none needs three; README tells."""
    rounds = [len(item.rounds) for item in SAVED]
    assert (rounds.count(1), rounds.count(2), len(SAVED)) == (61, 3, 64)
    said = f"Of {len(FAILURES)} programs written after\npublic reports"
    assert said in README.read_text("utf-8")
    assert all(step.messages for item in SAVED for step in item.rounds)
    assert not any(step.messages for item in FAILURES if not item.served for step in item.rounds)


def serves(failure: Failure, source: str, timeout: float) -> bool:
    """Does a program answer as was wanted, in the processes that were wanted?"""
    files = {**failure.others, failure.file: source}
    ported = {name: re.sub(r"\b8000\b", "PORT", text) for name, text in files.items()}
    with launch(ported, failure.argv, timeout=timeout) as live:
        try:
            status, body = live.get()
        except NoAnswer:
            return False
        sign = SIGNS.get(failure.wanted, "Started server process")
        return (status, body) == (200, '"hello"') and live.wait_for(sign, 1)


@pytest.mark.live
@live_only
@pytest.mark.parametrize("failure", SAVED, ids=str)
def test_served(failure: Failure) -> None:
    """The last program serves; the first does not, or not as was wanted."""
    assert failure.served is not None
    assert serves(failure, failure.served, 20)
    if failure.name not in SERVE_AT_FIRST:
        assert not serves(failure, failure.rounds[0].source, 3)
