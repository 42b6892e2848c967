"""Where a name comes from, place by place: owner, bindings, doubts.

Each source calls ``look`` with a name.  Behind the call stand the owner of the name and the lines
of its bindings; behind ``?`` come those that are doubtful.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable

import pytest

from flake8_uvicorn_import_string.semantic.builder import read
from flake8_uvicorn_import_string.semantic.model import mangle
from flake8_uvicorn_import_string.semantic.reaching import BINDING_LIMIT
from flake8_uvicorn_import_string.semantic.table import ACTIVATION_LIMIT


def looked_up(source: str) -> str:
    """Return what a lookup of the name in the source's only call of ``look`` finds."""
    table = read(ast.parse(source))
    (call,) = table.calls["look"]
    (name,) = call.node.args
    assert isinstance(name, ast.Name)
    found = table.lookup(name.id, call.place)
    parts = ["nobody"]
    if found.owner is not None:
        parts = [getattr(found.owner.node, "name", found.owner.kind.name.lower())]
    parts += [str(getattr(binding.node, "lineno", 0)) for binding in found.bindings]
    if found.possible_later:
        parts += ["?", *(str(getattr(b.node, "lineno", 0)) for b in found.possible_later)]
    if found.unbound:
        parts.append("unbound")
    if not found.complete:
        parts.append("incomplete")
    if found.may_be_hidden:
        parts.append("unseen")
    return " ".join(parts)


# What reaches the place in the code around it.
READS = """
app = 1
look(app)  # module 1

if y:
    app = 1
look(app)  # module 2 unbound

look(app)  # nobody unbound

look(app)  # module unbound
app = 1

app = 1
del app
look(app)  # module unbound

app = 1
if y:
    del app
look(app)  # module 1 unbound

app = 1
[look(app) for _ in y]  # module 1

app = 1
[look(app) for app in y]  # comprehension 2

from lib import *
look(app)  # nobody unbound

from lib import *
app = 1
look(app)  # module 2

app = 1
from lib import *
look(app)  # module 1 unseen

app = 1
if y:
    from lib import *
else:
    app = 2
look(app)  # module 1 5 unseen

app = 1
look(app)  # module 1
exec(y)

app = 1
try:
    exec(y)
finally:
    look(app)  # module 1 unseen

del app
exec(y)
look(app)  # module unbound unseen

app = 1
def f(x=look(app)):  # module 1
    app = 3

app = 1
@look(app)  # module 1
def f():
    app = 3

try:
    app = 1
except E as app:
    look(app)  # module 3
"""
# ``global`` and ``nonlocal`` names belong to another scope.
DECLARED = """
app = 1
def f():
    global app
    app = 2
look(app)  # module 4 1

app = 1
def f():
    global app
    look(app)  # module 5 ? 1
app = 2

app = 1
def f():
    global app
    app = 3
    look(app)  # module 4
app = 2

app = 1
def f():
    global app
    if y:
        app = 3
    look(app)  # module 5 7 ? 1
app = 2

def f():
    app = 1
    def g():
        nonlocal app
        app = 2
    g()
    look(app)  # f 5 2

def f():
    app = 1
    def g():
        nonlocal app
        look(app)  # f 7 2
    g()
    app = 3

def f():
    app = 1
    class A:
        nonlocal app
        app = 2
    look(app)  # f 5 2

def f():
    app = 1
    class A:
        app = 3
        def h():
            nonlocal app
            look(app)  # f 2

def f():
    global app
    app = 3
def g():
    look(app)  # module 3 unbound

def f():
    global app
    def g():
        look(app)  # module 5
app = 1

def f():
    global app
    class A:
        look(app)  # module 5
app = 1

def f():
    app = 1
    def g():
        global app
        app = 2
        look(app)  # module 5
    app = 3

app = 1
def f():
    def g():
        global app
        look(app)  # module 9 7
    y(g)
app = 2
f()
app = 3

app = 1
class A:
    global app
    look(app)  # module 1
app = 2
"""
# What a class binds is seen in its own code, not in what stands inside.
CLASSES = """
class A:
    app = 1
    look(app)  # A 2

app = 1
class A:
    if y:
        app = 2
    look(app)  # A 4 1

app = 1
class A:
    app = 2
    del app
    look(app)  # A 1 unbound

app = 1
class A:
    app = 2
    def f(self):
        look(app)  # module 1

app = 1
class A:
    look(app)  # module 1
app = 2

class A:
    app = 1
    [look(app) for _ in y]  # module unbound
app = 2

class A:
    app = 1
    [y for _ in look(app)]  # A 2
app = 2

app = 1
class A(look(app)):  # module 1
    app = 3

app = 1
class A:
    def __init__(self):
        look(app)  # module 7 5
app = 2
A()
app = 3

app = 1
class A:
    def __init__(self):
        look(app)  # module 7 5
app = 2
A().__init__()
app = 3

class A:
    __app = 1
    look(__app)  # A 2

class A:
    def f(self):
        __app = 3
        look(__app)  # f 3

_A__app = 1
class A:
    def f(self):
        look(__app)  # module 1

app = 1
class A:
    class B:
        app = 2
        def f(self):
            look(app)  # module 1
"""
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
# The scopes of type parameters let a class show through.
TYPE_PARAMETERS = """
app = 1
class A:
    def f[T](self):
        look(app)  # module 7 5
app = 2
A().f()
app = 3

class A[T]:
    look(T)  # A 1

def f[T](x: look(T)): pass  # f 1

class A[__T]:
    look(__T)  # A 1

class A[__T](look(__T)): pass  # A 1

__T = 1
class A[T](look(__T)): pass  # module 1

class A:
    app = 1
    def f[T](self, x: look(app)): pass  # A 2
app = 2

class A:
    app = 1
    class B[T](look(app)): pass  # A 2
app = 2

class A:
    app = 1
    class B[T]:
        look(app)  # module unbound
app = 2
"""


def _sources(*groups: str) -> list[str]:
    return [f"{source.strip()}\n" for group in groups for source in group.split("\n\n")]


def _check(source: str) -> None:
    (wanted,) = re.findall("look.*# (.+)", source)
    assert looked_up(source) == wanted


@pytest.mark.parametrize("source", _sources(READS, DECLARED, CLASSES, CALLS))
def test_lookup(source: str) -> None:
    """The owner, the bindings and the doubts are just these."""
    _check(source)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
@pytest.mark.parametrize("source", _sources(TYPE_PARAMETERS))
def test_lookup_among_type_parameters(source: str) -> None:
    """The scopes of type parameters are no obstacle."""
    _check(source)


@pytest.mark.parametrize(
    ("name", "private", "stored"),
    [
        ("__x", "A", "_A__x"),
        ("__x", "__A_", "_A___x"),
        ("__x", "__", "__x"),
        ("__x", "", "__x"),
        ("_x", "A", "_x"),
        ("x__", "A", "x__"),
        ("__x__", "A", "__x__"),
        ("__x_", "A", "_A__x_"),
        ("__a.b", "A", "__a.b"),
    ],
)
def test_private_names(name: str, private: str, stored: str) -> None:
    """Python stores a private name with that of its class."""
    assert mangle(name, private) == stored


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
    last, *others = looked_up(_called(ACTIVATION_LIMIT + 9)).split()[1:]
    assert last == str(3 + 2 * (ACTIVATION_LIMIT + 9))
    assert others == [str(3 + 2 * number) for number in range(ACTIVATION_LIMIT)]


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
    assert " ? " not in looked_up(_chained(ACTIVATION_LIMIT - 1))
    assert " ? " in looked_up(_chained(ACTIVATION_LIMIT))
