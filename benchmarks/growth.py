"""How the time grows with a file: 1, 10 and 100 times as much of one thing."""

from __future__ import annotations

import ast
import gc
import multiprocessing
import time
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.plugin import Plugin

from benchmarks.table import layout, number, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FACTORS: Final = (1, 10, 100)

_HEAD: Final = "import os\n\nimport uvicorn\nfrom fastapi import FastAPI\n\napp = FastAPI()\n"
_LAUNCH: Final = "uvicorn.run(app, reload=True)\n"


class Axis(NamedTuple):
    """One thing of which a file may have much; ``unit`` is how many at 1×."""

    title: str
    unit: int
    write: Callable[[int], str]

    def sources(self) -> list[str]:
        """Return the file at each factor."""
        return [self.write(self.unit * factor) for factor in FACTORS]


def _lines(count: int) -> str:
    block = "def f{0}(a, b=1):\n    c = a.x[b] + len(b)\n    if c:\n        return [c, {{a: b}}]\n"
    return _HEAD + "".join(map(block.format, range(count // 4))) + _LAUNCH


def _launches(count: int) -> str:
    return _HEAD + _LAUNCH * count


def _launches_of_own(count: int) -> str:
    """Launches with an application and a flag of their own, some to think about."""
    block = (
        "def serve{0}(reload=False):\n"
        "    app{0} = FastAPI()\n"
        "    uvicorn.run(app{0}, reload=reload, workers=int(os.getenv('N')))\n"
    )
    return _HEAD + "".join(map(block.format, range(count)))


def _strings(count: int) -> str:
    """Import strings of which none is right."""
    return _HEAD + "".join(f'uvicorn.run("main:app{n}", reload=True)\n' for n in range(count))


def _aliases(count: int) -> str:
    chain = "".join(f"run{n + 1} = run{n}\n" for n in range(count))
    return f"{_HEAD}run0 = uvicorn.run\n{chain}run{count}(app, reload=True)\n"


def _applications(count: int) -> str:
    chain = "".join(f"app{n + 1} = app{n}\n" for n in range(count))
    return f"{_HEAD}app0 = app\n{chain}uvicorn.run(app{count}, reload=True)\n"


def _bindings(count: int) -> str:
    return _HEAD + "app = FastAPI()\n" * count + _LAUNCH


def _bindings_and_launches(count: int) -> str:
    return _HEAD + ("app = FastAPI()\n" + _LAUNCH) * count


def _branches(count: int) -> str:
    """Bindings of which any may be the last."""
    return _HEAD + "".join(f"if f({n}):\n    app = make()\n" for n in range(count)) + _LAUNCH


def _functions(count: int) -> str:
    """Functions that call one another, of which the last launches."""
    calls = "".join(f"def f{n}(app):\n    f{n + 1}(app)\n" for n in range(count))
    return f"{_HEAD}{calls}def f{count}(app):\n    {_LAUNCH}f0(app)\n"


def _callers(count: int) -> str:
    """One function that launches, and many that call it."""
    calls = "".join(f"def g{n}():\n    main(app)\n" for n in range(count))
    return f"{_HEAD}def main(app):\n    {_LAUNCH}{calls}"


def _nesting(count: int) -> str:
    """A chain of elif: each is nested in the one before."""
    chain = "".join(f"elif a == {n}:\n    app = make()\n" for n in range(count))
    return f"{_HEAD}if a:\n    pass\n{chain}{_LAUNCH}"


def _expressions(count: int) -> str:
    """A conditional expression nested in another, and so on."""
    return f"{_HEAD}app = {'app if a else ' * count}app\n{_LAUNCH}"


AXES: Final = (
    Axis("lines", 100, _lines),
    Axis("launches", 100, _launches),
    Axis("launches in functions", 100, _launches_of_own),
    Axis("import strings", 100, _strings),
    Axis("aliases of uvicorn.run", 100, _aliases),
    Axis("aliases of an application", 100, _applications),
    Axis("bindings of one name", 100, _bindings),
    Axis("bindings and launches", 100, _bindings_and_launches),
    Axis("bindings in branches", 100, _branches),
    Axis("functions in a chain", 100, _functions),
    Axis("callers of one function", 100, _callers),
    # Python's own parser nests no deeper.
    Axis("nested elif", 10, _nesting),
    Axis("nested expressions", 10, _expressions),
)


class Growth(NamedTuple):
    """Nanoseconds at each factor: of the plugin, without garbage collection and
    with it, and of ``ast.walk``."""

    plugin: list[int]
    collecting: list[int]
    walk: list[int]


def run(best_of: int, axes: Sequence[Axis] = AXES) -> list[Growth]:
    """Return how the time grows on each axis."""
    return [_grow(axis, best_of) for axis in axes]


def _grow(axis: Axis, best_of: int) -> Growth:
    growth = Growth([], [], [])
    for source, factor in zip(axis.sources(), FACTORS, strict=True):
        lines = source.splitlines(keepends=True)
        tree = ast.parse(source)
        # What is small is called as often as it takes to do as much.
        calls = FACTORS[-1] // factor
        gc.collect()
        growth.collecting.append(_time(_check, tree, lines, calls, best_of))
        gc.disable()
        growth.plugin.append(_time(_check, tree, lines, calls, best_of))
        growth.walk.append(_time(_walk, tree, lines, calls, best_of))
        gc.enable()
    return growth


def _time(
    call: Callable[[ast.AST, list[str]], None],
    tree: ast.AST,
    lines: list[str],
    calls: int,
    best_of: int,
) -> int:
    """Return the time of one call in the best of some series of calls."""
    best = 0
    for _ in range(best_of):
        start = time.perf_counter_ns()
        for _ in range(calls):
            call(tree, lines)
        taken = time.perf_counter_ns() - start
        best = min(best or taken, taken)
    return best // calls


def _check(tree: ast.AST, lines: list[str]) -> None:
    for _, _, text, _ in Plugin(tree, lines, "main.py").run():
        if text.startswith("UVI000"):
            raise RuntimeError(text)


def _walk(tree: ast.AST, _: list[str]) -> None:
    for _node in ast.walk(tree):
        pass


def measure(runs: int, best_of: int) -> list[list[Growth]]:
    """Return the times of several runs, each in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return pool.map(run, [best_of] * runs, chunksize=1)


def table(runs: Sequence[Sequence[Growth]], axes: Sequence[Axis] = AXES) -> str:
    """Return the table of growth."""
    rows = [
        ("", "", "", "", "times as long", "", "with garbage collection", "ast.walk itself"),
        ("what grows", "from", "to", "ms at 1x", "at 10x", "at 100x", "at 100x", "at 100x"),
    ]
    for place, axis in enumerate(axes):
        found = [growth[place] for growth in runs]
        rows.append(
            (
                axis.title,
                str(axis.unit),
                str(axis.unit * FACTORS[-1]),
                number(median(growth.plugin[0] for growth in found) / 1e6),
                spread([growth.plugin[1] / growth.plugin[0] for growth in found]),
                spread([growth.plugin[2] / growth.plugin[0] for growth in found]),
                spread([growth.collecting[2] / growth.collecting[0] for growth in found]),
                spread([growth.walk[2] / growth.walk[0] for growth in found]),
            )
        )
    return layout(rows, heads=2)
