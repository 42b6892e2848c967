"""The harness of the benchmark: no figure is judged here, only that there are all."""

from __future__ import annotations

import gc
import importlib.metadata
from typing import TYPE_CHECKING

import pytest

from benchmarks import files, growth, lines, pairs, process
from benchmarks.table import layout, percentile, quartiles, spread
from flake8_uvicorn_import_string.plugin import Plugin

if TYPE_CHECKING:
    from pathlib import Path

MISSING = {*lines.PEERS} - {
    distribution.metadata["name"] for distribution in importlib.metadata.distributions()
}


@pytest.mark.skipif(bool(MISSING), reason="the peers are not installed")
@pytest.mark.filterwarnings("default")
def test_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tiny.py").write_text("import uvicorn\n\nprint(uvicorn)\n")
    (tmp_path / "broken.py").write_text("def\n")
    paths = (tmp_path / "tiny.py", tmp_path / "broken.py")
    corpora = [files.Corpus("Two files", paths), files.Corpus("Again", paths, files.LAUNCHES)]
    monkeypatch.setattr(lines, "WARM_UP", 1)
    monkeypatch.setattr(Plugin, "config", Plugin.config)
    runs = [lines.run(corpora, seed) for seed in range(2)]
    assert gc.isenabled()
    found = lines.figures(runs, 0)
    title, *rows = lines.table(corpora[0], found, runs[0], 0).splitlines()
    assert title == "Two files: 1 files, 3 lines"
    assert [row.split()[0].rstrip("*") for row in rows[4:]] == [*lines.SUBJECTS]
    assert " - " not in "".join(rows)
    assert "cheapest peer" in lines.cheapest(found)
    assert "Again" in lines.table_of_first_calls(corpora, runs)


def test_corpora() -> None:
    library, launching, real = files.corpora(200)
    assert library.paths == launching.paths
    assert {path.parent.name for path in real.paths} >= {"examples"}
    assert all("uvicorn.run(" in text for text in launching.added)


def test_growth() -> None:
    axis = growth.Axis("launches", 1, growth.AXES[1].write)
    rows = growth.table([growth.run(1, [axis])], [axis]).splitlines()
    assert [row.split()[0] for row in rows[3:]] == ["launches"]


@pytest.mark.parametrize("axis", growth.AXES, ids=lambda axis: axis.title)
def test_axes(axis: growth.Axis) -> None:
    small, medium, _ = axis.sources()
    compile(small, "main.py", "exec", dont_inherit=True)
    assert len(medium) > 3 * len(small)


def test_whole_process(tmp_path: Path) -> None:
    place = process.install(tmp_path)
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "main.py").write_text(files.LAUNCHES[2])
    with_plugin, without = (
        process.python(place, has_plugin, "-m", "flake8", "--version").stdout.replace("\n", "")
        for has_plugin in (True, False)
    )
    assert "flake8-uvicorn-import-string" in with_plugin
    assert "uvicorn" not in without
    clock, processor = process.alternate(place, 1, "tree")
    assert len(clock) == len(processor) == 1
    assert [len(times) for times in process.imports(place, 1)] == [1, 1]


def test_numbers() -> None:
    assert percentile([*range(1, 201)], 99) == 198
    assert percentile([5], 99) == 5
    assert spread([1.0, 2.0, 4.0]) == "2.00 ±100 %"
    assert quartiles([1.0, 2.0, 3.0]) == "2.000 (1.500 to 2.500)"
    assert layout([["a", "b"], ["ccc", "dd"]]) == "a     b\n---  --\nccc  dd"


def test_pairs() -> None:
    found = [pairs.measure(pair, unit=1) for pair in (pairs.AXES[:1], pairs.AXES[:2])]
    assert all(item.memory > 0 and item.pyflakes > 0 for item in found)
    rows = pairs.table(found).splitlines()
    *worst, middle = [row.split("  ")[0] for row in rows[2:]]
    assert sorted(worst) == ["guards", "guards and functions"]
    assert middle == "the middle of 2"


@pytest.mark.parametrize("axis", pairs.AXES, ids=lambda axis: axis.title)
def test_axes_of_pairs(axis: pairs.Axis) -> None:
    small, great = (pairs.source([axis], count) for count in (2, 60))
    compile(small, "main.py", "exec", dont_inherit=True)
    assert len(great) > len(small)
