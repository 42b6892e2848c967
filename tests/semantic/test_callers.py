"""Where a name comes from when calls run the code: what was bound before, and how many count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flake8_uvicorn_import_string.semantic.callers import CALLER_LIMIT, closure
from flake8_uvicorn_import_string.semantic.reaching import BINDING_LIMIT
from tests.support.looked_up import check_lookup, looked_up, sources

# A function sees its surroundings as they are when it is called.
CALLS = """
def f():
    look(app)  # module 3
app = 1

app = 1
def f():
    look(app)  # module 4 ? 1
app = 2

app = 1
def f():
    look(app)  # module ? 1 4 unbound
app = 2
del app

app = 1
def f():
    look(app)  # module 6 4
app = 2
f()
app = 3

app = 1
def f():
    look(app)  # module 5 1
f()
app = 2

app = 1
def f():
    look(app)  # module 8 6
def g():
    f()
app = 2
g()
app = 3

app = 1
def f():
    look(app)  # module 7 ? 1 6
def g():
    f()
app = 2
app = 3

app = 1
x = lambda: look(app)  # module 3 1
app = 2

def f():
    app = 1
    look(app)  # f 2
app = 2

def f():
    if y:
        app = 1
    look(app)  # f 3 unbound
app = 2

def f():
    app = 1
    class A:
        app = 2
        look(app)  # A 4

def f():
    app = 1
    class A:
        if y:
            app = 2
        look(app)  # A 5 unbound

app = 0
def f():
    app = 1
    class A:
        if y:
            app = 2
        look(app)  # A 6 1

app = 1
def f():
    class A:
        look(app)  # module 5
app = 2
f()

def f():
    [app := 1 for _ in y]
    look(app)  # f 2 unbound

def f():
    look(app)  # module 4 unseen
from lib import *
app = 1

from lib import *
def f():
    look(app)  # module 4 unseen
app = 1

app = 1
from lib import *
def f():
    look(app)  # module 1 unseen

app = 1
def f():
    look(app)  # module 1 unseen
    exec(y)

app: int
def f():
    app: int
    look(app)  # f unbound

app = 1
class A:
    def f(self):
        look(app)  # module 7 5
app = 2
A().f()
app = 3

app = 1
class A:
    def f(self):
        look(app)  # module 7 ? 1 5
app = 2
f()
app = 3

app = 1
def f():
    look(app)  # module 6 ? 1 4
app = 2
y.f()
app = 3

app = 1
f()
app = 2
def f():
    look(app)  # module 8 1 6
app = 3
f()
app = 4

def f():
    app = 1
    def g():
        look(app)  # f 7 5
    app = 2
    g()
    app = 3

def f():
    app = 1
    def g():
        look(app)  # f 5 ? 2
    app = 2
    return g

def f():
    def h():
        look(app)  # f 6 4
    app = 1
    h()
    app = 2
f()

app = 1
def f():
    def g():
        look(app)  # module 8 6
    g()
app = 2
f()
app = 3

app = 1
def f():
    app = 9
    def g():
        def h():
            look(app)  # f 10 8
        h()
    app = 10
    g()
    app = 12

app = 1
async def f():
    look(app)  # module 6 4
app = 2
f()
app = 3

app = 1
def f():
    look(app)  # module 5 ? 1
    f()
app = 2

app = 1
def f():
    g()
def g():
    f()
    look(app)  # module 7 ? 1
app = 2

class A:
    app = 1
    x = lambda: look(app)  # module 4 unbound
app = 2

app = 1
def f():
    look(app)  # module 8 ? 1 5
y(f)
app = 2
y(f)
del app
app = 3

app = 1
def f():
    look(app)  # module 6 1
if y:
    f()
app = 2

if y:
    app = 1
def f():
    look(app)  # module 2 unbound

def f(app):
    look(app)  # f 1

def f(app):
    def g():
        look(app)  # f 1
    return g
"""


@pytest.mark.parametrize("source", sources(CALLS))
def test_lookup(source: str) -> None:
    """The owner, the bindings and the doubts are just these."""
    check_lookup(source)


def _foreign(count: int) -> str:
    setters = "".join(f"def set_{n}():\n    global app\n    app = {n}\n" for n in range(count))
    return f"{setters}look(app)\n"


def _called(count: int) -> str:
    calls = "".join(f"app = {n}\nf()\n" for n in range(count))
    return f"def f():\n    look(app)\n{calls}app = 0\n"


def _doubtful(count: int) -> str:
    return "def f():\n    look(app)\n" + "app = 1\n" * count


@pytest.mark.parametrize(
    ("make", "most"),
    [(_foreign, BINDING_LIMIT), (_doubtful, BINDING_LIMIT)],
)
def test_very_many_bindings(make: Callable[[int], str], most: int) -> None:
    """Past a limit the answer is not complete, and says so."""
    assert not looked_up(make(most)).endswith("incomplete")
    assert looked_up(make(most + 1)).endswith("incomplete")


def test_very_many_calls() -> None:
    """Of a function that is called very often, the first calls count, and the end."""
    last, *others = looked_up(_called(CALLER_LIMIT + 9)).split()[1:]
    assert last == str(3 + 2 * (CALLER_LIMIT + 9))
    assert others == [str(3 + 2 * number) for number in range(CALLER_LIMIT)]


FOREIGN = "def g():\n    global app\n    app = 1\n"


@pytest.mark.parametrize("foreign", ["", FOREIGN])
def test_one_place_that_is_not_complete(foreign: str) -> None:
    """What is not known of one place is not known at all."""
    branches = "if y:\n    app = 1\n" * (BINDING_LIMIT + 1)
    source = f"def f():\n    look(app)\napp = 0\nf()\n{foreign}{branches}"
    assert looked_up(source).endswith("incomplete")


def _chained(count: int) -> str:
    chain = "".join(f"def f{n}():\n    f{n + 1}()\n" for n in range(count))
    return f"app = 1\n{chain}def f{count}():\n    look(app)\napp = 2\nf0()\napp = 3\n"


def test_calls_share_one_budget() -> None:
    """The calls of the callers count against the same limit."""
    assert " ? " not in looked_up(_chained(CALLER_LIMIT - 1))
    assert " ? " in looked_up(_chained(CALLER_LIMIT))


# From a number to those that it leads to.
_LEADS = {1: [2, 3], 2: [4], 3: [1, 4], 4: [5], 5: [6], 6: []}


@pytest.mark.parametrize(
    ("starts", "limit", "wanted"),
    [
        ([1], 50, [1, 3, 4, 5, 6, 2]),
        ([4, 6], 50, [6, 4, 5]),
        ([1], 3, [1, 3, 2]),
        ([1, 2, 3], 2, [3, 2, 1]),
        ([], 50, []),
    ],
)
def test_closure(starts: list[int], limit: int, wanted: list[int]) -> None:
    """Each item once, the last found first, no more than the limit but what it starts with."""
    assert [*closure(starts, _LEADS.__getitem__, limit)] == wanted
