"""Realistic programs, each with what the fixer can do about it: ``tests/fix/programs/*.txt``.

They stand one behind the other: a line with the name, lines with what is known, then the files.
``fix`` is ``safe``, ``unsafe`` or ``refused``; ``fails`` says why a program does not serve
without its flag either.  ``microweb`` is beside every file, and PORT stands for a port.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from tests.support.advised_programs import MICROWEB
from tests.support.prepared_launches import Prepared

PROGRAMS: Final = Path(__file__).parents[1] / "fix" / "programs"


class Mended(NamedTuple):
    """A program, the packages that it needs, and what the fixer can do about it."""

    program: Prepared
    needs: tuple[str, ...]
    fix: str
    fails: bool

    def __str__(self) -> str:
        return self.program.ingredients[0]


def mended_programs() -> list[Mended]:
    """Return all programs."""
    return [
        _read(text)
        for path in sorted(PROGRAMS.glob("*.txt"))
        for text in path.read_text(encoding="utf-8").split("######## ")[1:]
    ]


def _read(text: str) -> Mended:
    head, *parts = re.split(r"^==== ", text, flags=re.MULTILINE)
    name, *lines = head.splitlines()
    known = dict(line.split(": ", 1) for line in lines)
    files = {}
    for part in parts:
        title, _, source = part.partition("\n")
        files[title] = source
    file = known.get("file", "main.py")
    folder = PurePosixPath(file).parent
    files[f"{folder}/microweb.py".removeprefix("./")] = MICROWEB
    program = Prepared(
        files,
        file,
        tuple(known.get("argv", "main.py").split()),
        known.get("flag") or _flag(files, file),
        (name,),
        cwd=known.get("cwd", "."),
    )
    needs = tuple(known.get("needs", "").split())
    return Mended(program, needs, known["fix"], "fails" in known)


def _flag(files: Mapping[str, str], file: str) -> str:
    """Return the flag that a program writes."""
    flags = ("reload=True", "workers=2", "port=PORT")
    return next(flag for flag in flags if flag in files[file])
