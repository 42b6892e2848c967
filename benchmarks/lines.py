"""Nanoseconds per line: all checkers on the same files, interleaved."""

from __future__ import annotations

import ast
import gc
import multiprocessing
import random
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8.options.parse_args import parse_args
from flake8.processor import FileProcessor

from benchmarks.files import LAUNCHES
from benchmarks.table import layout, number, percentile, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.files import Corpus

PLUGIN: Final = "flake8-uvicorn-import-string"
WALK: Final = "ast.walk"
PYFLAKES: Final = "pyflakes"
PEERS: Final = (
    "flake8-2020",
    "flake8-comprehensions",
    "flake8-logging",
    "flake8-pytest-style",
    "flake8-bugbear",
    "flake8-async",
)
SUBJECTS: Final = (PLUGIN, WALK, PYFLAKES, *PEERS)

# A checker that takes hundreds of times as long as ast.walk would make up nearly
# all of the run: it gets every tenth file only, and one call.
SPARSE: Final = {"flake8-async": 10}

# So often in a row a checker is called on a file.
CALLS: Final = 3

WARM_UP: Final = 8

Checker = Callable[[FileProcessor, ast.AST], None]


class Timing(NamedTuple):
    """The times of one run on one file, in nanoseconds, by checker.

    ``first`` is that of the first call, when the file is new to the checker and
    the processor's caches hold what the one before needed, ``best`` that of the
    quickest of some calls.
    """

    corpus: int
    file: int
    lines: int
    first: dict[str, int]
    best: dict[str, int]


def checkers() -> dict[str, Checker]:
    """Return what is timed, by name, found and set up by flake8 itself."""
    plugins, options = parse_args(["--isolated", "."])
    found: dict[str, Checker] = {WALK: _walk}
    for loaded in plugins.checkers.tree:
        if loaded.plugin.package in SUBJECTS:
            found[loaded.plugin.package] = _caller(loaded)
    missing = [name for name in SUBJECTS if name not in found]
    if missing:
        raise SystemExit(f"not installed: {', '.join(missing)}")
    Sources.options = options
    return {name: found[name] for name in SUBJECTS}


def _walk(_: FileProcessor, tree: ast.AST) -> None:
    for _node in ast.walk(tree):
        pass


def _caller(loaded: Any) -> Checker:
    """Return a call of a plugin as ``FileChecker.run_ast_checks`` makes it."""

    def call(processor: FileProcessor, tree: ast.AST) -> None:
        parameters = processor.keyword_arguments_for(loaded.parameters, {"tree": tree})
        checker = loaded.obj(tree=tree, **parameters)
        try:
            runner = checker.run()
        except AttributeError:
            runner = checker
        for _ in runner:
            pass

    return call


class Sources:
    """The files of a corpus as flake8 reads them, those that can be parsed."""

    options: Any = None

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def __iter__(self) -> Iterator[tuple[int, FileProcessor, ast.AST]]:
        for place, path in enumerate(self.corpus.paths):
            processor = FileProcessor(str(path), self.options)
            added = self.corpus.added[place % len(self.corpus.added)]
            processor.lines += added.splitlines(keepends=True)
            try:
                yield place, processor, processor.build_ast()
            except (SyntaxError, ValueError):
                continue


def run(corpora: Sequence[Corpus], seed: int) -> list[Timing]:
    """Time all checkers on all files once."""
    subjects = checkers()
    warm_up(subjects)
    lot = random.Random(seed)  # noqa: S311
    timings = []
    for which, corpus in enumerate(corpora):
        for place, processor, tree in Sources(corpus):
            names = [name for name in subjects if place % SPARSE.get(name, 1) == 0]
            lot.shuffle(names)
            timing = Timing(which, place, len(processor.lines), {}, {})
            gc.disable()
            for name in names:
                taken = call(subjects[name], processor, tree, 1 if name in SPARSE else CALLS)
                if taken:
                    timing.first[name], timing.best[name] = taken[0], min(taken)
            gc.enable()
            timings.append(timing)
    return timings


def call(subject: Checker, processor: FileProcessor, tree: ast.AST, count: int) -> list[int]:
    """Return the times of so many calls, none if the file is too deep for the checker."""
    times = []
    for _ in range(count):
        start = time.perf_counter_ns()
        try:
            subject(processor, tree)
        except RecursionError:
            return []
        times.append(time.perf_counter_ns() - start)
    return times


def warm_up(subjects: dict[str, Checker]) -> None:
    """Let every checker import what it imports late, and Python specialise its code."""
    for launch in LAUNCHES * WARM_UP:
        processor = FileProcessor("main.py", Sources.options, launch.splitlines(keepends=True))
        tree = processor.build_ast()
        for subject in subjects.values():
            subject(processor, tree)


def measure(corpora: Sequence[Corpus], runs: int) -> list[list[Timing]]:
    """Return the timings of several runs, each in a process of its own."""
    # A pool would keep a process alive for the next run.
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        return pool.starmap(run, [(corpora, seed) for seed in range(runs)], chunksize=1)


class Figures(NamedTuple):
    """What the runs say of one checker on one corpus.

    ``per_line`` is nanoseconds per line; ``walks`` and ``flakes`` are ratios to
    ``ast.walk`` and to pyflakes.  Each is a list: of all files together, one
    value per run, and of single files, the median of the runs.
    """

    per_line: tuple[list[float], list[float]]
    walks: tuple[list[float], list[float]]
    flakes: tuple[list[float], list[float]]


def figures(
    runs: Iterable[Iterable[Timing]], corpus: int, *, first: bool = False
) -> dict[str, Figures]:
    """Return the figures of all checkers on a corpus, of first calls or of the best."""
    chosen = [
        [
            (timing.file, timing.lines, timing.first if first else timing.best)
            for timing in timings
            if timing.corpus == corpus
        ]
        for timings in runs
    ]
    return {
        name: Figures(*(_compare(chosen, name, other) for other in ("", WALK, PYFLAKES)))
        for name in SUBJECTS
    }


def _compare(
    runs: Iterable[Iterable[tuple[int, int, dict[str, int]]]], name: str, other: str
) -> tuple[list[float], list[float]]:
    """Return a checker's times divided by another's, or by the lines."""
    together: list[float] = []
    by_file: dict[int, list[float]] = defaultdict(list)
    for timings in runs:
        total = base = 0
        for file, lines, times in timings:
            divisor = times.get(other, 0) if other else lines
            if name in times and divisor:
                total += times[name]
                base += divisor
                by_file[file].append(times[name] / divisor)
        if base:
            together.append(total / base)
    return together, [median(values) for values in by_file.values()]


HEAD: Final = (
    ("", "ns per line", "", "", "x ast.walk", "", "", "x pyflakes", "", ""),
    ("checker", *("all files", "median", "99 %") * 3),
)


def table(corpus: Corpus, found: dict[str, Figures], timings: Iterable[Timing], which: int) -> str:
    """Return the table of a corpus."""
    files = [timing.lines for timing in timings if timing.corpus == which]
    rows = [[name + ("*" if name in SPARSE else ""), *_cells(found[name])] for name in found]
    title = f"{corpus.title}: {len(files)} files, {sum(files)} lines"
    return f"{title}\n\n{layout([*HEAD, *rows], heads=len(HEAD))}"


def table_of_first_calls(corpora: Sequence[Corpus], runs: Sequence[Sequence[Timing]]) -> str:
    """Return the table of the plugin's first calls on the files of each corpus."""
    rows = [
        [corpus.title, *_cells(figures(runs, which, first=True)[PLUGIN])]
        for which, corpus in enumerate(corpora)
    ]
    title = "This plugin once more, first calls only, of all checkers"
    return f"{title}\n\n{layout([*HEAD, *rows], heads=len(HEAD))}"


def _cells(figure: Figures) -> list[str]:
    cells = []
    for together, single in figure:
        if single:
            middle, most = median(single), percentile(single, 99)
            cells += [spread(together), number(middle), number(most)]
        else:
            cells += ["-", "-", "-"]
    return cells


def cheapest(found: dict[str, Figures]) -> str:
    """Say what the plugin costs beside ``ast.walk`` and the cheapest of the peers."""
    per_line = {name: median(figure.per_line[0]) for name, figure in found.items()}
    peer = min(PEERS, key=per_line.__getitem__)
    return (
        f"All files: {median(found[PLUGIN].walks[0]):.2%} of one ast.walk,"
        f" 1/{per_line[peer] / per_line[PLUGIN]:.0f} of {peer}, the cheapest peer"
    )
