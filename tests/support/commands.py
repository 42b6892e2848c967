"""flake8 as users run it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """What came of a command: what it printed, and its exit status."""

    out: str
    err: str
    status: int

    @property
    def lines(self) -> list[str]:
        """The reports, one a line."""
        return self.out.splitlines()

    @property
    def places(self) -> list[tuple[str, str]]:
        """The place and the code of each report, in flake8's own format."""
        return [(words[0].rstrip(":"), words[1]) for words in map(str.split, self.lines)]

    @property
    def codes(self) -> list[str]:
        """The code of each report, in flake8's own format."""
        return [code for _, code in self.places]


def flake8(
    *arguments: str | Path,
    cwd: Path | None = None,
    python: Sequence[str] = (),
    stdin: bytes | None = None,
) -> Run:
    """Run flake8 in a directory, with options for Python itself, and return what it says."""
    done = subprocess.run(
        [sys.executable, *python, "-m", "flake8", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        check=False,
        # Not only under pytest's own encoding.
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        input=stdin,
    )
    out, err = (data.decode().replace("\r\n", "\n") for data in (done.stdout, done.stderr))
    return Run(out, err, done.returncode)
