"""Real code to test on: the standard library and what is installed beside it."""

from __future__ import annotations

import ast
import os
import sysconfig
import tokenize
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path

# In the default run a sample is so many bytes of code, however large the library is here.
SAMPLE = 1_000_000
# A deep run is cut into so many tests, for the workers of pytest-xdist to share.
SLICES = 16

STDLIB = Path(sysconfig.get_path("stdlib"))
INSTALLED = Path(sysconfig.get_path("purelib"))


def files(directory: Path, number: int, slices: int) -> Iterator[Path]:
    """Yield one slice of the Python files of a tree, the same on every machine."""
    for folder, inside, names in os.walk(directory):
        inside[:] = sorted({*inside} - {"site-packages", "dist-packages"})
        for name in sorted(names):
            path = Path(folder, name)
            relative = path.relative_to(directory).as_posix()
            if name.endswith(".py") and zlib.crc32(relative.encode()) % slices == number:
                yield path


def sample(number: int) -> Iterator[Path]:
    """Yield files of the standard library until they hold ``SAMPLE`` bytes.

    Each number has its own: what lies in its part of the order of their checksums comes first.
    """
    left = SAMPLE
    for part in range(number, number + SLICES):
        for path in files(STDLIB, part % SLICES, SLICES):
            if left <= 0:
                return
            yield path
            left -= path.stat().st_size


def parse(source: str | bytes) -> ast.Module | None:
    """Return the tree of a source, None if this Python cannot parse it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def decode(path: Path) -> str:
    """Return the text of a file as the tokenizer reads it."""
    with tokenize.open(path) as file:
        return file.read()
