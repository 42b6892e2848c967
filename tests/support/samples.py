"""The samples of the rules: programs that show what a rule reports, and what it does not.

``rules/uviNNN/sample.py`` holds programs for one code, each beginning at a line ``# %% TITLE``.  A
line that is reported ends in ``# error: COLUMN CODE``.  Comments below the title say more:

* ``# uvicorn: OUTCOME``: what the recording oracle finds for the first launch; a program without
  it is not run, for it needs something that is not there;
* ``# env: NAME=VALUE``: a variable of the environment it is run in;
* ``# file: NAME``: what the program is called, ``main.py`` if nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

RULES: Final = Path(__file__).parents[1] / "rules"


@dataclass(frozen=True)
class Sample:
    """One program of a sample file; ``notes`` are the comments below its title."""

    rule: str
    title: str
    source: str
    notes: dict[str, str]

    @property
    def filename(self) -> str:
        """What the program is called."""
        return self.notes.get("file", "main.py")

    @property
    def name(self) -> str:
        """What a test of the program is called."""
        return f"{self.rule}: {self.title}"


def _read(path: Path) -> Iterator[Sample]:
    """Yield the programs of a sample file."""
    cells = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for cell in cells:
        title, _, source = cell.partition("\n")
        notes = dict(re.findall(r"^# (uvicorn|env|file): (.+)$", source, flags=re.MULTILINE))
        yield Sample(path.parent.name, title, source, notes)


SAMPLES: Final = [sample for path in sorted(RULES.glob("*/sample.py")) for sample in _read(path)]
