"""``python -m benchmarks``: measure everything and print the tables."""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import platform
import sys
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks import files, growth, lines, pairs, process

if TYPE_CHECKING:
    from collections.abc import Iterator


class Effort(NamedTuple):
    """How much is done for a figure."""

    step: int  # of the standard library, every so many-th file
    runs: int  # each in a process of its own
    best_of: int  # repeats of a generated file within a run
    tree_step: int  # of the standard library, what flake8 is run on
    pairs: int  # of runs of flake8, with and without the plugin
    starts: int  # of ``flake8 --version`` and of imports
    pair_step: int  # of the pairs of things that grow, every so many-th


FULL = Effort(step=3, runs=5, best_of=3, tree_step=12, pairs=15, starts=40, pair_step=1)
QUICK = Effort(step=30, runs=3, best_of=1, tree_step=60, pairs=3, starts=10, pair_step=60)

PARTS = ("lines", "growth", "pairs", "process")


def versions() -> str:
    """Return what was measured, when and where."""
    packages = ("flake8", lines.PYFLAKES, lines.PLUGIN, *lines.PEERS)
    return "\n".join(
        [
            f"{datetime.datetime.now(tz=datetime.timezone.utc):%Y-%m-%d},"
            f" {platform.python_implementation()} {platform.python_version()},"
            f" {platform.system()} {platform.machine()}",
            *(f"{name} {importlib.metadata.version(name)}" for name in packages),
        ]
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer files and repeats")
    parser.add_argument("--only", choices=PARTS, help="one part instead of all")
    arguments = parser.parse_args()
    effort = QUICK if arguments.quick else FULL
    parts = [arguments.only] if arguments.only else PARTS
    print(versions())
    for part in parts:
        start = time.perf_counter()
        for text in _WRITERS[part](effort):
            print(f"\n{text}", flush=True)
        print(f"{part}: {time.perf_counter() - start:.0f} seconds", file=sys.stderr)


def _lines(effort: Effort) -> Iterator[str]:
    corpora = files.corpora(effort.step)
    runs = lines.measure(corpora, effort.runs)
    for which, corpus in enumerate(corpora):
        found = lines.figures(runs, which)
        yield lines.table(corpus, found, runs[0], which)
        if not which:
            yield f"{lines.PLUGIN}: {lines.cheapest(found)}"
    yield lines.table_of_first_calls(corpora, runs)
    yield (
        f"All files: all times together, the median of {effort.runs} runs and the farthest of"
        f" them in percent.\nMedian and 99 %: of single files, each the median of the runs."
        f"  A time is the best of {lines.CALLS} calls.\n"
        "* one call on every tenth file"
    )


def _growth(effort: Effort) -> Iterator[str]:
    yield growth.table(growth.measure(effort.runs, effort.best_of))


def _pairs(effort: Effort) -> Iterator[str]:
    yield pairs.table(pairs.run(effort.pair_step))


def _process(effort: Effort) -> Iterator[str]:
    yield from process.measure(files.corpora(effort.tree_step)[0], effort.pairs, effort.starts)


_WRITERS: Final = {"lines": _lines, "growth": _growth, "pairs": _pairs, "process": _process}


if __name__ == "__main__":
    main()
