"""The whole flake8 command with the plugin installed and without it."""

from __future__ import annotations

import compileall
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.files import LAUNCHES
from benchmarks.table import layout, number, quartiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.files import Corpus

# What is installed, with the module or package of each distribution.
_FLAKE8: Final = {
    "flake8": "flake8",
    "mccabe": "mccabe",
    "pycodestyle": "pycodestyle",
    "pyflakes": "pyflakes",
}
_PLUGIN: Final = {
    "flake8-plugin-utils": "flake8_plugin_utils",
    "flake8-uvicorn-import-string": "flake8_uvicorn_import_string",
}

# In a process that has imported what flake8 imports: how long the plugin takes,
# and how long its rules take, which are imported for the first file that
# mentions uvicorn.
_IMPORTS: Final = """
import importlib, time
for name in ("flake8.main.cli", "flake8.main.application", "flake8.checker", "mccabe",
             "flake8.plugins.pyflakes", "flake8.plugins.pycodestyle"):
    importlib.import_module(name)
times = [time.perf_counter()]
for name in ("plugin", "rules"):
    importlib.import_module("flake8_uvicorn_import_string." + name)
    times.append(time.perf_counter())
print(*times)
"""


class Place(NamedTuple):
    """Two directories of packages, of which one has the plugin, and trees to check."""

    root: Path
    packages: dict[bool, Path]


class Pair(NamedTuple):
    """Seconds with the plugin, and without it."""

    with_plugin: float
    without: float

    @property
    def ratio(self) -> float:
        """How many times as long it takes with the plugin."""
        return self.with_plugin / self.without


def install(root: Path) -> Place:
    """Copy flake8 and what it needs, once with the plugin and once without.

    ``python -S`` sees nothing but these, so neither has what else is installed.
    """
    packages = {True: root / "with", False: root / "without"}
    for has_plugin, directory in packages.items():
        directory.mkdir()
        for name, module in {**_FLAKE8, **(_PLUGIN if has_plugin else {})}.items():
            _copy(name, module, directory)
        compileall.compile_dir(directory, quiet=2)
    return Place(root, packages)


def _copy(name: str, module: str, directory: Path) -> None:
    """Copy a distribution: its code, and what flake8 reads of its metadata."""
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    origin = Path(spec.origin)
    if origin.name == "__init__.py":
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(origin.parent, directory / module, ignore=ignore)
    else:
        shutil.copy(origin, directory)
    distribution = importlib.metadata.distribution(name)
    info = directory / f"{name.replace('-', '_')}-{distribution.version}.dist-info"
    info.mkdir()
    for wanted, sources in {
        "METADATA": ("METADATA", "PKG-INFO"),
        "entry_points.txt": ("entry_points.txt",),
    }.items():
        texts = [text for source in sources if (text := distribution.read_text(source))]
        if texts:
            (info / wanted).write_text(texts[0], encoding="utf-8")


def plant(corpus: Corpus, directory: Path, launches: Callable[[int], bool]) -> None:
    """Copy files into a tree, with a launch added to those that are to have one."""
    for place, path in enumerate(corpus.paths):
        target = directory / f"package{place // 20}" / f"{path.stem}_{place}.py"
        target.parent.mkdir(parents=True, exist_ok=True)
        added = LAUNCHES[place % len(LAUNCHES)].encode() if launches(place) else b""
        target.write_bytes(path.read_bytes() + added)


def run_flake8(place: Place, has_plugin: bool, *arguments: str) -> tuple[float, float]:
    """Return the seconds on the clock and those of the processor, children included."""
    before = _processor_seconds()
    start = time.perf_counter()
    result = python(place, has_plugin, "-m", "flake8", "--isolated", *arguments)
    taken = time.perf_counter() - start
    if result.returncode not in {0, 1} or result.stderr:
        raise SystemExit(f"flake8 failed: {result.stderr}")
    return taken, _processor_seconds() - before


def python(place: Place, has_plugin: bool, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with one of the directories of packages."""
    environment = {**os.environ, "PYTHONPATH": str(place.packages[has_plugin])}
    return subprocess.run(
        [sys.executable, "-S", *command],
        cwd=place.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _processor_seconds() -> float:
    """Return what all children that have ended have used, 0 where that is not known."""
    try:
        import resource
    except ImportError:  # on Windows
        return 0.0
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def alternate(place: Place, count: int, *arguments: str) -> tuple[list[Pair], list[Pair]]:
    """Return pairs of runs, on the clock and of the processor, every second one reversed."""
    clock: list[Pair] = []
    processor: list[Pair] = []
    for which in range(count + 1):
        times = {}
        for has_plugin in (True, False) if which % 2 else (False, True):
            times[has_plugin] = run_flake8(place, has_plugin, *arguments)
        if which:  # the first pair warms up
            clock.append(Pair(times[True][0], times[False][0]))
            processor.append(Pair(times[True][1], times[False][1]))
    return clock, processor


def imports(place: Place, count: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds that importing the plugin takes, and then its rules."""
    plugin: list[float] = []
    rules: list[float] = []
    for which in range(count + 1):
        start, loaded, complete = map(float, python(place, True, "-c", _IMPORTS).stdout.split())
        if which:
            plugin.append((loaded - start) * 1000)
            rules.append((complete - loaded) * 1000)
    return plugin, rules


def measure(corpus: Corpus, pairs: int, starts: int) -> Iterator[str]:
    """Yield the tables of whole processes and of imports."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        place = install(root)
        trees: dict[str, Callable[[int], bool]] = {
            "no file launches": lambda place: False,
            "one file launches": lambda place: place == 0,
            "every file launches": lambda place: True,
        }
        head = ["flake8 on a tree where", "seconds without", "with / without", "in processor time"]
        rows = [head]
        for which, (title, launches) in enumerate(trees.items()):
            tree = f"tree{which}"
            plant(corpus, root / tree, launches)
            rows.append(_row(title, *alternate(place, pairs, tree)))
        clock, processor = alternate(place, starts, "--version")
        rows.append(_row("(flake8 --version)", clock, processor))
        yield layout(rows)
        plugin, rules = imports(place, starts)
        yield layout(
            [
                ["import, in milliseconds", "median (quartiles)"],
                ["the plugin, when flake8 loads it", quartiles(plugin)],
                ["its rules, for the first file that mentions uvicorn", quartiles(rules)],
                [
                    "flake8 --version with the plugin, less without it",
                    quartiles([(pair.with_plugin - pair.without) * 1000 for pair in clock]),
                ],
            ]
        )


def _row(title: str, clock: Sequence[Pair], processor: Sequence[Pair]) -> list[str]:
    measured = all(pair.without for pair in processor)
    return [
        title,
        number(median(pair.without for pair in clock)),
        quartiles([pair.ratio for pair in clock]),
        quartiles([pair.ratio for pair in processor]) if measured else "-",
    ]
