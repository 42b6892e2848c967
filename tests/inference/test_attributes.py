"""What an attribute may be that something stores."""

from __future__ import annotations

import pytest

from tests.support.inferred import DEFINED, inferred

INIT = "class A:\n    def __init__(self):\n        self.x = FastAPI()\n"
STORES = {
    "too-many-under-any-name": (
        "class A:\n    x = 4\n" + "setattr(y, y, 'a:b')\n" * 65 + "A.x",
        "unknown",
    ),
    "many-under-any-name": (
        "class A:\n    x = 4\n" + "setattr(y, y, 'a:b')\n" * 3 + "A.x",
        "4",
    ),
    "a-setattr-without-a-value": ("class A:\n    x = 4\nsetattr(A, 'x')\nA.x", "4"),
    "a-starred-unpacking": ("*b, a = 1, 2\na", "2"),
    "an-unpacking": ("b, a = 1, 2\na", "2"),
    "an-update-of-nothing": ("class A:\n    x = 4\nupdate(A())\nA.x", "4"),
    "by-the-class-itself": (f"{INIT}A().x", "object"),
    "by-an-unrelated-class": (
        f"{INIT}class B:\n    def __init__(self):\n        self.x = 'a:b'\nA().x",
        "object",
    ),
    "by-a-base": (
        "class B:\n    def __init__(self):\n        self.x = 'a:b'\n"
        "class A(B):\n    def use(self):\n        self.x = 4\nA().x",
        "'a:b'; object",
    ),
    "by-a-derived-class": (
        f"{INIT}class B(A):\n    def use(self):\n        self.x = 'a:b'\nA().x",
        "object; 'a:b'",
    ),
    "in-the-order-of-the-source": (
        "class A:\n    def a(self):\n        self.x = 'a:b'\n    def b(self):\n"
        "        self.x = 'c:d'\nA().x",
        "'a:b'; 'c:d'",
    ),
    "on-anything": (f"{INIT}y.x = 'a:b'\nA().x", "object; 'a:b'"),
    "on-a-local-name": (
        f"{INIT}def use(a):\n    a = y\n    a.x = 'a:b'\nA().x", "object; 'a:b'"
    ),
    "on-what-a-call-gives": (f"{INIT}y().x = 'a:b'\nA().x", "object; 'a:b'"),
    "on-what-may-be-self": (
        "class B:\n    def use(self):\n        if y:\n            self = y\n"
        f"        self.x = 'a:b'\n{INIT}A().x",
        "'a:b'; object",
    ),
    "on-a-parameter-that-is-no-self": (
        "class B:\n    def use(self, a):\n        a.x = 'a:b'\n" + f"{INIT}A().x",
        "'a:b'; object",
    ),
    "in-a-static-method": (
        "class B:\n    @staticmethod\n    def use(a):\n        a.x = 'a:b'\n" + f"{INIT}A().x",
        "'a:b'; object",
    ),
    "by-setattr": (f"{INIT}setattr(y, 'x', 'a:b')\nA().x", "object; 'a:b'"),
    "by-setattr-on-self": (
        f"{INIT}        setattr(self, y, 'a:b')\nA().x", "object; 'a:b'"
    ),
    "by-setattr-on-the-class": (
        "class A:\n    x = 'a:b'\nfor k, v in y:\n    setattr(A, k, v)\nA.x",
        "'a:b'; unknown",
    ),
    "by-setattr-on-another-class": (
        "class A:\n    x = 'a:b'\nclass B: pass\nfor k, v in y:\n    setattr(B, k, v)\nA.x",
        "'a:b'",
    ),
    "by-setattr-on-an-instance": (
        "class A:\n    x = 'a:b'\na = A()\nfor k, v in y:\n    setattr(a, k, v)\na.x",
        "unknown; 'a:b'",
    ),
    "by-setattr-on-a-base": (
        "class B: pass\nclass A(B):\n    x = 'a:b'\nfor k, v in y:\n    setattr(B, k, v)\nA.x",
        "'a:b'; unknown",
    ),
    "by-setattr-on-itself": (
        "class A:\n    x = 'a:b'\nsetattr(A.x, y, y)\nA.x",
        "'a:b'",
    ),
    "by-update-of-the-names-of-a-class": (
        "class A:\n    x = 'a:b'\nvars(A).update(y)\nA.x",
        "'a:b'; unknown",
    ),
    "by-a-call-that-gets-the-class": ("class A:\n    x = 'a:b'\nload(A)\nA.x", "'a:b'; unknown"),
    "by-a-call-that-gets-the-class-by-keyword": (
        "class A:\n    x = 'a:b'\ny.load(y, to=A)\nA.x",
        "'a:b'; unknown",
    ),
    "by-a-call-that-gets-something-of-the-class": (
        "class A:\n    x = 'a:b'\nload(A.x, A())\nA.x",
        "'a:b'",
    ),
    "by-a-builtin-that-gets-the-class": (
        "class A:\n    x = 'a:b'\nprint(A)\nisinstance(y, A)\ncast(A, y)\nA.x",
        "'a:b'",
    ),
    "a-method-by-a-call-that-gets-the-class": (
        "class A:\n    def x(self): pass\nload(A)\nA.x",
        "function x true",
    ),
    "by-a-decorator": ("@y\nclass A:\n    x = 'a:b'\nA.x", "unknown"),
    "by-a-decorator-that-does-no-harm": ("@dataclass\nclass A:\n    x = 'a:b'\nA.x", "'a:b'"),
    "by-a-decorator-of-a-base": (
        "@y\nclass B: pass\nclass A(B):\n    x = 'a:b'\nA.x",
        "'a:b'",
    ),
    "by-a-metaclass": ("class A(metaclass=y):\n    x = 'a:b'\nA.x", "unknown"),
    "by-the-metaclass-of-a-base": (
        "class B(metaclass=y): pass\nclass A(B):\n    x = 'a:b'\nA.x",
        "unknown",
    ),
    "by-a-hook-of-a-base": (
        "class B:\n    def __init_subclass__(cls): pass\nclass A(B):\n    x = 'a:b'\nA.x",
        "unknown",
    ),
    "by-a-hook-for-others": (
        "class A:\n    x = 'a:b'\n    def __init_subclass__(cls): pass\nA.x",
        "'a:b'",
    ),
    "by-setattr-on-another-self": (
        f"{INIT}class B:\n    def use(self):\n        setattr(self, y, 'a:b')\nA().x",
        "object",
    ),
    "by-setattr-of-any-name-on-anything": (
        f"{INIT}setattr(y, y, 'a:b')\nA().x", "object"
    ),
    "after-setattr-of-any-name-on-anything": (
        f"setattr(y, y, 'a:b')\n{INIT}        setattr(self, y, 'c:d')\nA().x",
        "object; 'c:d'",
    ),
    "by-update": (f"{INIT}        self.__dict__.update(y)\nA().x", "object; unknown"),
    "by-update-of-vars": (f"{INIT}        vars(self).update(y)\nA().x", "object; unknown"),
    "by-item": (f"{INIT}        self.__dict__['x'] = 'a:b'\nA().x", "object; 'a:b'"),
    "by-item-of-vars": (f"{INIT}        vars(self)['x'] = 'a:b'\nA().x", "object; 'a:b'"),
    "by-another-item": (f"{INIT}        self.__dict__['y'] = self.d['x'] = y\nA().x", "object"),
    "by-any-item": (f"{INIT}        self.__dict__[y] = str(y)\nA().x", "object; string"),
    "by-item-of-nobody": (f"{INIT}        vars()['x'] = y\nA().x", "object"),
    "by-dict": (f"{INIT}        self.__dict__ = {{1: 2}}\nA().x", "object; unknown"),
    "by-a-loop": (f"{INIT}        for self.x in y: pass\nA().x", "object; unknown"),
    "with-an-annotation": (
        "class A:\n    def __init__(self):\n        self.x: str = y()\nA().x", "string"
    ),
    "with-an-annotation-that-says-nothing": (
        "class A:\n    def __init__(self):\n        self.x: Any = 'a:b'\nA().x", "'a:b'"
    ),
    "beside-a-constant-of-the-class": (f"{INIT}    x = 'a:b'\nA().x", "object; 'a:b'"),
    "beside-an-annotation-of-the-class": (f"{INIT}    x: str\nA().x", "object; string"),
    "too-often": (
        INIT + "".join(f"        self.x = {number}\n" for number in range(65)) + "A().x",
        "unknown",
    ),
    "often": (
        INIT + "        self.x = 1\n" * 63 + "A().x",
        "object",
    ),
    "by-any-name-too-often": (INIT + "        vars(self).update(y)\n" * 65 + "A().x", "unknown"),
}


@pytest.mark.parametrize(("source", "words"), STORES.values(), ids=STORES)
def test_definitions(source: str, words: str) -> None:
    """What is made of the classes and the functions of a file may be just this."""
    assert inferred(f"{DEFINED}{source}\n") == words
