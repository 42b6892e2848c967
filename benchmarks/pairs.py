"""How the time grows with two things at once: each pair of things that a file may have many of.

A source has definitions at module level, code in ``main()`` before it launches, and launches
in places of one kind.  Each thing gives some of that; two of them stand together in a file.
"""

from __future__ import annotations

import ast
import gc
import itertools
import math
import multiprocessing
import sys
import time
import tracemalloc
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.plugin import Plugin

from benchmarks.table import layout, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# How many there are of each thing at 1x, and how many times as many at the end.
UNIT: Final = 25
FACTOR: Final = 16


class Things(NamedTuple):
    """What many things of one kind add to a file.

    ``module`` stands at module level, ``before`` in ``main()`` before the launches, ``place``
    puts a number of launches somewhere, ``app`` and ``more`` are what a launch is given.
    """

    module: str = ""
    before: str = ""
    place: Callable[[int, Launch], str] | None = None
    app: str = ""
    more: str = ""


class Axis(NamedTuple):
    """A kind of things of which a file may have many."""

    title: str
    make: Callable[[int], Things]


if TYPE_CHECKING:
    from collections.abc import Callable as _Callable

    Launch = _Callable[[int], str]


def repeated(text: str, count: int, start: int = 0) -> str:
    """Return a text many times; ``{0}`` in it is its number, ``{1}`` the number before."""
    return "".join(text.format(number, number - 1) for number in range(start, start + count))


def _module(text: str) -> Callable[[int], Things]:
    return lambda count: Things(module=repeated(text, count))


def _before(text: str, module: str = "", more: str = "") -> Callable[[int], Things]:
    return lambda count: Things(module=module, before=repeated(text, count), more=more)


def _placed(text: str, head: str = "", last: str = "") -> Callable[[int], Things]:
    """Return what puts each launch into a text of its own, at its ``{1}``."""

    def put(count: int, launch: Launch) -> str:
        return head + "".join(text.format(item, launch(item)) for item in range(count)) + last

    return lambda count: Things(place=lambda _, launch: put(count, launch))


def _guarded(count: int) -> Things:
    """Late names: bound under the guard, read by functions."""
    bound = repeated("    late{0} = {0}\n", count)
    readers = repeated("def reads{0}():\n    return late{0}\n", count)
    return Things(module=f"{readers}if __name__ == '__main__':\n{bound}")


def _late_in_one(count: int) -> Things:
    """Late names that one long statement of a function mentions."""
    bound = repeated("    late{0} = {0}\n", count)
    read = ", ".join(f"late{item}" for item in range(count))
    return Things(module=f"def reads():\n    return [{read}]\nif __name__ == '__main__':\n{bound}")


def _targets(count: int) -> Things:
    return Things(module=repeated("many{0} = ", count) + "FastAPI()\n", app="many0")


def _unpacked(count: int) -> Things:
    return Things(module=repeated("part{0}, ", count) + "= make()\n", app="part0")


def _aliases(count: int) -> Things:
    chain = repeated("alias{0} = alias{1}\n", count, 1)
    return Things(module=f"alias0 = app\n{chain}", app=f"alias{count}")


def _attributes(count: int) -> Things:
    chain = repeated("step{0} = step{1}.inner\n", count, 1)
    return Things(module=f"from pkg import step0\n{chain}", app=f"step{count}")


def _heirs(count: int) -> Things:
    heirs = repeated("class C{0}(C{1}):\n    pass\n", count, 1)
    return Things(module=f"class C0:\n    app = FastAPI()\n{heirs}", app=f"C{count}().app")


def _brothers(count: int) -> Things:
    heirs = repeated("class D{0}(D):\n    app = FastAPI()\n", count)
    return Things(module=f"class D:\n    app = FastAPI()\n{heirs}", app="D.app")


def _returns(count: int) -> Things:
    returns = repeated("    if k == {0}:\n        return FastAPI()\n", count)
    return Things(module=f"def pick(k):\n{returns}    return FastAPI()\n", app="pick(1)")


def _settings(count: int) -> Things:
    return Things(more="workers=" + " + ".join(f"settings.n{item}" for item in range(count)))


def _flags(count: int) -> Things:
    return Things(more="reload=" + " or ".join(f"settings.on{item}" for item in range(count)))


def _text(count: int) -> Things:
    text = "word" * 10 * count
    return Things(module=f"TEXT = {text!r}\n", before=f"    print({'é' * count!r})\n")


def _long_line(count: int) -> Things:
    return Things(before="    " + repeated("print('é{0}'); ", count) + "\n")


def _alike(count: int) -> Things:
    names = repeated("a_name_that_looks_like_others_{0} = {0}\n", count)
    return Things(module=names, app='"main:a_name_that_looks_like_others_x"')


def _private(count: int) -> Things:
    names = repeated("    __name{0} = {0}\n", count)
    return Things(module=f"class {'Long' * count}:\n{names}")


def _chain(count: int) -> Things:
    chain = repeated("def g{0}():\n    x.append({0})\n    g{1}()\n", count, 1)
    return Things(module=f"def g0():\n    x.pop()\n{chain}", before=f"    g{count}()\n")


def _circle(count: int) -> Things:
    circle = repeated("def o{0}():\n    o{1}()\n    x.append(o{1})\n", count, 1)
    return Things(module=f"def o0():\n    o{count}()\n{circle}", before=f"    o{count}()\n")


def _callers(count: int) -> Things:
    return Things(module=repeated("def c{0}():\n    main()\n", count))


def _carriers(count: int) -> Things:
    return Things(module=repeated("p{0} = partial(uvicorn.run, app)\np{0}()\n", count))


def _forwarding(count: int) -> Things:
    def place(_: int, launch: Launch) -> str:
        return repeated("    forward(app, reload=True, port={0})\n", count)

    module = "def forward(what, **more):\n    uvicorn.run(what, **more)\n"
    return Things(module=module, place=place)


def _forwarders(count: int) -> Things:
    chain = repeated("def s{0}(what, **more):\n    s{1}(what, **more)\n", count, 1)
    head = "def s0(what, **more):\n    uvicorn.run(what, **more)\n"
    return Things(module=head + chain, before=f"    s{count}(app, reload=True)\n")


def _dict_items(count: int) -> Things:
    items = repeated("    options['key{0}'] = {0}\n", count)
    return Things(before=f"    options = {{}}\n{items}", more="**options")


def _dicts(count: int) -> Things:
    chain = repeated("    made{0} = {{**made{1}, 'port': {0}}}\n", count, 1)
    return Things(before=f"    made0 = {{}}\n{chain}", more=f"**made{count}")


def _display(count: int) -> Things:
    items = ", ".join(f"'key{item}': {item}" for item in range(count))
    return Things(module=f"great = {{{items}}}\n", more="**great")


def _members(count: int) -> Things:
    elements = ", ".join(f"'a{item}': app" for item in range(count))
    return Things(module=f"apps = {{{elements}}}\n", app="apps['a1']")


def _functions(count: int, launch: Launch) -> str:
    calls = repeated("    serve{0}()\n", count)
    bodies = (f"    def serve{item}():\n        {launch(item)}\n" for item in range(count))
    return "".join(bodies) + calls


AXES: Final = (
    Axis("guards", _module("if __name__ == '__main__':\n    g{0} = {0}\n")),
    Axis("functions", _module("def f{0}(a, b=1):\n    return [a.x[b], {{a: b}}]\n")),
    Axis("functions in a chain", _chain),
    Axis("functions in a circle", _circle),
    Axis("late names", _guarded),
    Axis("late names in one statement", _late_in_one),
    Axis("stores on the application", _before("    app.state.x{0} = {0}\n")),
    Axis("routes", _module("@app.get('/{0}')\ndef route{0}():\n    return {0}\n")),
    Axis("calls on the application", _before("    app.include_router(r{0})\n")),
    Axis("globals", _before("    global G{0}\n    G{0} = {0}\n")),
    Axis("bindings", _module("app = FastAPI()\n")),
    Axis("bindings in branches", _module("if test({0}):\n    app = make({0})\n")),
    Axis("aliases", _aliases),
    Axis("attributes of aliases", _attributes),
    Axis("targets of one assignment", _targets),
    Axis("targets of one unpacking", _unpacked),
    Axis("heirs of one another", _heirs),
    Axis("heirs of one class", _brothers),
    Axis("private names", _private),
    Axis("returns", _returns),
    Axis("imports that may fail", _module(
        "try:\n    import m{0}\nexcept ImportError:\n    m{0} = None\n")),
    Axis("calls of one function", _before("    setup({0})\n", "def setup(n):\n    x.add(n)\n")),
    Axis("callers", _callers),
    Axis("carriers", _carriers),
    Axis("functions that forward", _forwarders),
    Axis("calls that are forwarded", _forwarding),
    Axis("items of a dict", _dict_items),
    Axis("dicts of dicts", _dicts),
    Axis("keys of a display", _display),
    Axis("applications in a dict", _members),
    Axis("exits", _before("    if args.x{0}:\n        sys.exit({0})\n")),
    Axis("asserts", _before("    assert args.y{0} < {0}\n")),
    Axis("handlers", _before(
        "    try:\n        f({0})\n    except OSError:\n        other = f({0})\n")),
    Axis("managers", _before("    with open(args.z{0}) as file{0}:\n        pass\n")),
    Axis("loops", _before("    for i in x:\n        if i == {0}:\n            break\n")),
    Axis("tests of releases", _before(
        "    if uvicorn.__version__ < '0.{0}':\n        return\n")),
    Axis("tests of types", _before(
        "    if isinstance(thing{0}, str):\n        raise TypeError({0})\n")),
    Axis("forced flags", _before("    if args.w{0}:\n        args.reload = False\n",
                                 more="reload=args.reload")),
    Axis("parsed arguments", _before("    parser.add_argument('--a{0}', type=int)\n")),
    Axis("environment", _before("    os.environ['X{0}'] = '{0}'\n")),
    Axis("threads", _before("    threading.Thread(target=work{0}).start()\n")),
    Axis("names of the module", _before("    globals()['n{0}'] = {0}\n")),
    Axis("settings in a flag", _settings),
    Axis("flags in a flag", _flags),
    Axis("letters of a text", _text),
    Axis("letters of a line", _long_line),
    Axis("names that look alike", _alike),
    Axis("launches", _placed("    {1}\n")),
    Axis("launches in elif", _placed(
        "    elif args.cmd == 'c{0}':\n        {1}\n", "    if args.cmd == 'c':\n        pass\n")),
    Axis("launches in cases", _placed(
        "        case 'c{0}':\n            {1}\n", "    match args.cmd:\n")),
    Axis("launches in branches", _placed("    if args.run{0}:\n        {1}\n")),
    Axis("launches in handlers", _placed(
        "    except Error{0}:\n        {1}\n", "    try:\n        f()\n")),
    Axis("launches in loops", _placed(
        "    while args.again{0}:\n        {1}\n        break\n")),
    Axis("launches in lambdas", _placed("    start{0} = lambda: {1}\n    start{0}()\n")),
    Axis("launches in functions", lambda count: Things(
        place=lambda _, launch: _functions(count, launch))),
    Axis("launches of their own", _placed(
        "    app{0} = FastAPI()\n    uvicorn.run(app{0}, reload=args.r{0})\n")),
    Axis("launches of strings", _placed("    uvicorn.run('main:app{0}', reload=True)\n")),
    Axis("servers", _placed(
        "    uvicorn.Server(uvicorn.Config(app, reload=args.r{0})).run()\n")),
)  # fmt: skip

_HEAD: Final = (
    "import os, sys, threading\nfrom functools import partial\n\nimport uvicorn\n"
    "from fastapi import FastAPI\n\napp = FastAPI()\nx = []\n"
)


def source(axes: Iterable[Axis], count: int) -> str:
    """Return the source that has so many things of each kind."""
    things = [axis.make(count) for axis in axes]
    app = next((item.app for item in things if item.app), "app")
    more = [item.more for item in things if item.more] or ["reload=True"]
    # What is long is given to one launch alone.
    given = more if len("".join(more)) < 100 else ["reload=True"]

    def launch(item: int) -> str:
        return f"uvicorn.run({', '.join([app, *(more if item == 0 else given)])})"

    places = [item.place(count, launch) for item in things if item.place is not None]
    body = "".join(item.before for item in things) + "".join(places or [f"    {launch(0)}\n"])
    module = "".join(item.module for item in things)
    return f"{_HEAD}{module}def main(args, parser):\n{body}if __name__ == '__main__':\n    main()\n"


class Growth(NamedTuple):
    """How a pair grows: seconds of the processor at 1x and at the end, as many as pyflakes
    takes at the end, bytes at most beside the tree, and letters of the source at the end."""

    titles: tuple[str, ...]
    small: float
    great: float
    pyflakes: float
    memory: int
    size: int

    @property
    def exponent(self) -> float:
        """The power of the number of things with which the time grows."""
        return math.log(self.great / self.small, FACTOR)


def measure(pair: Sequence[Axis], unit: int = UNIT) -> Growth:
    """Return how one pair grows."""
    times = []
    for count in (unit, unit * FACTOR):
        text = source(pair, count)
        tree = ast.parse(text)
        lines = text.splitlines(keepends=True)
        repeats = 3 if count == unit else 1
        times.append(min(_time(_check, tree, lines) for _ in range(repeats)))
    peer = _time(_pyflakes, ast.parse(text), lines)
    titles = tuple(axis.title for axis in pair)
    return Growth(titles, times[0], times[1], peer, _memory(tree, lines), len(text))


def pairs() -> list[tuple[Axis, ...]]:
    """Return each axis alone and each pair of two; what is one thing needs no other of it."""
    return [(axis,) for axis in AXES] + [*itertools.combinations(AXES, 2)]


def run(step: int = 1, unit: int = UNIT) -> list[Growth]:
    """Return how every so many-th pair grows, a hundred of them in a process of their own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=100) as pool:
        return pool.starmap(
            _measured, [(item, unit) for item in range(0, len(pairs()), step)], chunksize=1
        )


def _measured(item: int, unit: int) -> Growth:
    return measure(pairs()[item], unit)


def _time(call: Callable[[ast.AST, list[str]], object], tree: ast.AST, lines: list[str]) -> float:
    gc.collect()
    gc.disable()
    start = time.process_time()
    call(tree, lines)
    taken = time.process_time() - start
    gc.enable()
    return taken


def _check(tree: ast.AST, lines: list[str]) -> None:
    for _, _, text, _ in Plugin(tree, lines, "main.py").run():
        if text.startswith("UVI000"):
            raise RuntimeError(text)


def _pyflakes(tree: ast.AST, _: list[str]) -> None:
    from pyflakes.checker import Checker  # type: ignore[import-untyped]

    # It calls itself for each part of what is nested.
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    Checker(tree)
    sys.setrecursionlimit(limit)


def _memory(tree: ast.AST, lines: list[str]) -> int:
    """Return how many bytes the check takes at most, beside the tree."""
    tracemalloc.start()
    _check(tree, lines)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def table(found: Sequence[Growth], worst: int = 12) -> str:
    """Return the table of the worst pairs, by each of three measures, and of all in the middle."""
    rows: list[tuple[str, ...]] = [("what grows", "n^", "of pyflakes", "MB beside the tree", "kB")]
    for measured in (
        lambda item: item.exponent,
        lambda item: item.great / item.pyflakes,
        lambda item: item.memory,
    ):
        for item in sorted(found, key=measured, reverse=True)[:worst]:
            rows.append(_row(" and ".join(item.titles), item))
    middle = (
        f"{median(item.exponent for item in found):.2f}",
        number(median(item.great / item.pyflakes for item in found)),
        number(median(item.memory for item in found) / 1e6),
        number(median(item.size for item in found) / 1e3),
    )
    return layout([*dict.fromkeys(rows), (f"the middle of {len(found)}", *middle)], heads=1)


def _row(title: str, item: Growth) -> tuple[str, ...]:
    return (
        title,
        f"{item.exponent:.2f}",
        number(item.great / item.pyflakes),
        number(item.memory / 1e6),
        number(item.size / 1e3),
    )
