"""The samples: what the plugin reports in them, and what uvicorn does with them.

``samples/uviNNN.py`` holds programs for one code, each beginning at a line ``# %% TITLE``.  A line
that is reported ends in ``# error: COLUMN CODE``.  Comments below the title say more:

* ``# uvicorn: OUTCOME``: what the recording oracle finds for the first launch; a program without
  it is not run, for it needs something that is not there;
* ``# env: NAME=VALUE``: a variable of the environment it is run in;
* ``# file: NAME``: what the program is called, ``main.py`` if nothing is said.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flake8_uvicorn_import_string.rules import RULES
from flake8_uvicorn_import_string.plugin import Config, Plugin
from tests.support.marked import expected
from tests.support.oracle import AVAILABLE, Oracle, Outcome
from tests.truth.uvicorn.test_claims import MODULES

SAMPLES = Path(__file__).parents[2] / "samples"
# No source is known that makes the plugin fail (UVI000).
SAMPLED = [rule.code for rule in RULES if rule.code != "UVI000"]


@dataclass(frozen=True)
class Sample:
    """One program of a sample file; ``notes`` are the comments below its title."""

    file: str
    title: str
    source: str
    notes: dict[str, str]

    @property
    def filename(self) -> str:
        """What the program is called."""
        return self.notes.get("file", "main.py")


def read(path: Path) -> Iterator[Sample]:
    """Yield the programs of a sample file."""
    cells = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for cell in cells:
        title, _, source = cell.partition("\n")
        notes = dict(re.findall(r"^# (uvicorn|env|file): (.+)$", source, flags=re.MULTILINE))
        yield Sample(path.name, title, source, notes)


ALL = [sample for path in sorted(SAMPLES.glob("*.py")) for sample in read(path)]


def name(sample: Sample) -> str:
    """Return how a test of a sample is called."""
    return f"{sample.file[:-3]}: {sample.title}"


class OptedIn(Plugin):
    """The plugin as it is when somebody has selected UVI9."""

    config = Config(opted_in=("UVI9",))


@pytest.mark.parametrize("sample", ALL, ids=name)
def test_reports(sample: Sample) -> None:
    """Each program gets the reports that it is marked with."""
    kind = OptedIn if sample.file == "uvi901.py" else Plugin
    lines = sample.source.splitlines(keepends=True)
    found = kind(ast.parse(sample.source), lines, sample.filename).run()
    reports = [(line, column, text.split()[0]) for line, column, text, _ in found]
    assert sorted(reports) == expected(sample.source)


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    """Yield one oracle for all tests of this module."""
    with Oracle() as running:
        yield running


@pytest.mark.skipif(not AVAILABLE, reason="the oracle needs os.fork")
@pytest.mark.parametrize(
    "sample", [sample for sample in ALL if "uvicorn" in sample.notes], ids=name
)
def test_outcomes(oracle: Oracle, sample: Sample) -> None:
    """Each program does what is said of it."""
    variable, _, value = sample.notes.get("env", "").partition("=")
    env = {variable: value} if variable else {}
    verdict = oracle.judge(sample.source, filename=sample.filename, modules=MODULES, env=env)
    assert verdict.outcome is Outcome(sample.notes["uvicorn"]), verdict


def test_there_is_a_file_for_each_code() -> None:
    """No code without samples, no samples without a code."""
    assert {sample.file for sample in ALL} == {f"{code.lower()}.py" for code in SAMPLED}


@pytest.mark.parametrize("code", SAMPLED)
def test_files_hold_both_sides(code: str) -> None:
    """Each file has programs that are reported, that are not, and that are run, under titles."""
    mine = [sample for sample in ALL if sample.file == f"{code.lower()}.py"]
    assert any(code in {found for _, _, found in expected(sample.source)} for sample in mine)
    assert any(not expected(sample.source) for sample in mine)
    assert any("uvicorn" in sample.notes for sample in mine)
    assert len({sample.title for sample in mine}) == len(mine)
