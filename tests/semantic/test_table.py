"""Where a name comes from, place by place: owner, bindings, doubts.

Each source calls ``look`` with a name.  Behind the call stand the owner of the name and the lines
of its bindings; behind ``?`` come those that are doubtful.
"""

from __future__ import annotations

import sys

import pytest

from flake8_uvicorn_import_string.semantic.model import mangle
from tests.support.looked_up import check_lookup, sources

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


@pytest.mark.parametrize("source", sources(READS, DECLARED, CLASSES))
def test_lookup(source: str) -> None:
    """The owner, the bindings and the doubts are just these."""
    check_lookup(source)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
@pytest.mark.parametrize("source", sources(TYPE_PARAMETERS))
def test_lookup_among_type_parameters(source: str) -> None:
    """The scopes of type parameters are no obstacle."""
    check_lookup(source)


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
