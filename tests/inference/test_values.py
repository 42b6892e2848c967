"""What an expression may be, value by value: what each step of the reasoning keeps.

The tables say for an expression all that it may be. ``x`` and ``y`` are names of which nothing is
known, as are names from a star import.
"""

from __future__ import annotations

import sys

import pytest

from tests.support.inferred import inferred

HEAD = """
import importlib, os
from functools import partial
from lib import *
from input import input_value as x, path_value as y
"""

# A bound says the least that a number can be; it is true if that is above nothing.
BOUNDS = {
    "os.cpu_count()": "number 1 true",
    "os.process_cpu_count()": "number 1 true",
    "len(os.sched_getaffinity(0))": "number 1 true",
    "len(os.listdir())": "object",
    "len(x)": "object",
    "os.cpu_count() + 1": "number 2 true",
    "1 + os.cpu_count()": "number 2 true",
    "os.cpu_count() + os.cpu_count()": "number 2 true",
    "os.cpu_count() + None": "unknown",
    "os.cpu_count() + x": "unknown",
    "os.cpu_count() - 1": "number 0",
    "os.cpu_count() - 2": "number -1",
    "os.cpu_count() - os.cpu_count()": "object",
    "2 - os.cpu_count()": "object",
    "os.cpu_count() * 2": "number 2 true",
    "os.cpu_count() * 1": "number 1 true",
    "0.5 * os.cpu_count()": "number 0.5 true",
    "(os.cpu_count() - 1) * 2": "object",
    "2 * (os.cpu_count() - 1)": "object",
    "os.cpu_count() * -1": "object",
    "os.cpu_count() // 2": "number 0",
    "os.cpu_count() // 1": "number 1 true",
    "os.cpu_count() * 3 // 2": "number 1 true",
    "os.cpu_count() // 0": "object",
    "os.cpu_count() // -1": "object",
    "8 // os.cpu_count()": "object",
    "os.cpu_count() / 2": "number 0.5 true",
    "os.cpu_count() / 1": "number 1.0 true",
    "os.cpu_count() / 0": "object",
    "os.cpu_count() / -1": "object",
    "os.cpu_count() % 2": "object",
    "os.cpu_count() ** 2": "object",
    "-os.cpu_count()": "unknown",
    "os.cpu_count() + 18446744073709551615": "number 18446744073709551616 true",
    "os.cpu_count() + 18446744073709551616": "object",
    "18446744073709551616 * os.cpu_count()": "object",
    "int(os.cpu_count())": "number 1 true",
    "int(os.cpu_count() * 1.5)": "number 1 true",
    "int(os.cpu_count() * 2.5)": "number 2 true",
    "int(os.cpu_count() / 2)": "number 0",
    "int(os.cpu_count() / 2) + 1": "number 1 true",
    "int(os.cpu_count() - 1.5)": "number 0",
    "int(os.cpu_count() - 2.5)": "number -1",
    "int(max(os.cpu_count(), 1e999))": "object",
    "round(os.cpu_count() / 2)": "number 0",
    "round(os.cpu_count() * 1.5)": "number 2 true",
    "float(os.cpu_count())": "number 1.0 true",
    "abs(os.cpu_count())": "number 1 true",
    "abs(os.cpu_count() - 3)": "number -2",
    "bool(os.cpu_count())": "True",
    "bool(os.cpu_count() - 1)": "object",
}
EXTREMES = {
    "max(1, 3)": "3",
    "min(1, 3)": "1",
    "max(1, 2.5)": "2.5",
    "max(os.cpu_count(), 3)": "number 3 true",
    "max(os.cpu_count(), os.cpu_count() * 2)": "number 2 true",
    "min(os.cpu_count() * 4, 3)": "number 3 true",
    "min(os.cpu_count(), 3)": "number 1 true",
    "max(x, 4)": "number 4 true",
    "max(4, x, 2)": "number 4 true",
    "min(x, 4)": "unknown",
    "max(x, y)": "unknown",
    "max(4 if x else 2, 1)": "number 2 true",
    "min(4 if x else 2, 3)": "number 2 true",
    "max(1 if x else 2, 4)": "number 4 true",
    "max(4 if x else y, 2)": "number 2 true",
    "max(5, None)": "number 5 true",
    "max(4, *x)": "unknown",
    "max(4, 5, key=x)": "unknown",
    "max(x)": "unknown",
    "max(4)": "unknown",
    "max(-1, x)": "number -1",
    "max(-3, -2)": "-2",
}
CONVERSIONS = {
    "int('4')": "4",
    "int('four')": "object",
    "int(x)": "object",
    "float('1.5')": "1.5",
    "bool(x)": "object",
    "bool([0])": "True",
    "bool('')": "False",
    "abs(-2)": "2",
    "round(1.6)": "2",
    "int(4, base=10)": "object",
    "int(*x)": "object",
    "int('4' if x else '2')": "4; 2",
    "str(x)": "string",
    "repr(4)": "string",
    "object()": "object true",
    "list(x)": "object",
    "getattr(x, 'y')": "unknown",
    "super()": "unknown",
    "type(x)": "unknown",
}
OPERATIONS = {
    "'a' + 'b'": "'ab'",
    "__name__ + ':app'": "string __name__:app true",
    "__package__ + '.main'": "string __package__.main true",
    "str(x) + 'a'": "string true",
    "'a' + str(x)": "string true",
    "str(x) + ''": "string",
    "str(x) + str(y)": "string",
    "x + 'a'": "unknown",
    "lib_app + 'a'": "string",
    "(lambda: 0) + 'a'": "string",
    "'%s' % x": "string",
    "'a' + x": "string",
    "'a' * 2": "string",
    "2 * 'a'": "string",
    "x * 2": "unknown",
    "b'a' + b'b'": "unknown",
    "b'a' * 3": "unknown",
    "None + 1": "unknown",
    "18446744073709551615 + 1": "18446744073709551616",
    "18446744073709551616 + 1": "unknown",
    "-18446744073709551616 + 1": "unknown",
    "1 + 18446744073709551616": "unknown",
    "2 ** 64": "18446744073709551616",
    "2 ** 65": "unknown",
    "1 << 64": "18446744073709551616",
    "1 << 65": "unknown",
    "2 ** -64": repr(2**-64),
    "2 ** -65": "unknown",
    "65 + 65": "130",
    "1 / 0": "unknown",
    "1 - 2": "-1",
    "x @ y": "unknown",
    "2 @ 3": "unknown",
    "(1 if x else 2) + (10 if x else 20)": "11; 21; 12; 22",
    "-(1 if x else 2)": "-1; -2",
    "not (1 if x else 0)": "False; True",
    "not x": "object",
    "-x": "unknown",
    "~1": "-2",
    "~True": "-2",
    "~1.5": "unknown",
    "+True": "1",
}
COMPARISONS = {
    "1 < 2": "True",
    "1 < 2 < 3": "True",
    "1 < 2 < 2": "False",
    "3 < 2 < x": "False",
    "1 < 2 < x": "object",
    "x < 2": "object",
    "(1 if x else 3) < 2": "object",
    "(1 if x else 2) < 3": "True",
    "'a' in 'abc'": "True",
    "'a' not in 'abc'": "False",
    "1 in 2": "object",
    "'a' is 'a'": "object",
    "None is None": "True",
    "True is not True": "False",
    "1 is None": "False",
    "1 is not None": "True",
    "None is not 'a'": "True",
    "str(x) is None": "False",
    "None is str(x)": "False",
    "[0] is None": "False",
    "None is not [0]": "True",
    "[] is None": "object",
    "x is None": "object",
    "x is x": "object",
    "[0] is 1": "object",
    "[0] == None": "object",
    "os.cpu_count() > 0": "True",
    "os.cpu_count() > 1": "object",
    "os.cpu_count() >= 1": "True",
    "os.cpu_count() >= 2": "object",
    "os.cpu_count() != 0": "True",
    "os.cpu_count() != 1": "object",
    "os.cpu_count() == 0": "object",
    "os.cpu_count() < 0": "object",
    "os.cpu_count() <= 0": "object",
    "os.cpu_count() > ''": "object",
    "2 > os.cpu_count()": "object",
    "os.cpu_count() > x": "object",
}
STRINGS = {
    "f''": "''",
    "f'a'": "'a'",
    "f'{1}b'": "'1b'",
    "f'{None}'": "'None'",
    "f'{1!s}'": "'1'",
    "f'{1!r}'": "string",
    "f'{1!a}'": "string",
    "f'{1:02}'": "string",
    "f'{1!s:02}'": "string",
    "f'{\"a\"}:{\"b\"}'": "'a:b'",
    "f'{__name__}:app'": "string __name__:app true",
    "f'{x}'": "string",
    "f'{x}{y}'": "string",
    "f'a{x}'": "string true",
    "f'{x}a'": "string true",
    "f'{x}a{y}'": "string true",
    "f'{\"a\" if x else \"b\"}'": "string",
    "f'{[0]}'": "string",
    "'abc'[0]": "string",
    "('a' if x else 'b')[0]": "string",
    "('a' if x else y)[0]": "unknown",
    "x[0]": "unknown",
    "[0][0]": "unknown",
    "'a'.upper()": "string",
    "'a'.split()": "object",
    "'a'.encode": "object true",
    "'a'.nothing": "unknown",
    "'a'.nothing()": "unknown",
    "'a'.encode()": "object",
    "'a'.__getitem__(0)": "string",
    "'a'.__mul__(2)": "string",
    "'a'.__len__()": "object",
    "('a' if x else y).upper()": "unknown",
}
PARTS = {
    "1 if True else 2": "1",
    "1 if False else 2": "2",
    "1 if x else 2": "1; 2",
    "1 if x else 1": "1",
    "0 or 2": "2",
    "1 or 2": "1",
    "1 and 2": "2",
    "0 and 2": "0",
    "(0 if x else 3) or 2": "3; 2",
    "(0 if x else 3) and 2": "0; 2",
    "str(x) or 2": "string true; 2",
    "str(x) and 2": "string false; 2",
    "1 and str(x) and 2": "string false; 2",
    "[x]": "object true",
    "[*x]": "object",
    "[*x, 1]": "object true",
    "{**x}": "object",
    "{**x, 1: 2}": "object true",
    "[]": "object false",
    "[y for y in x]": "object",
    "(y for y in x)": "object true",
    "lambda: 0": "function lambda true",
    "(lambda: 4)()": "4",
    "(z := 4)": "4",
    "await x": "unknown",
    "(yield)": "unknown",
    "b'ab'": "b'ab'",
}
IMPORTED = {
    "importlib.import_module('a.b')": "reference a.b through a.b",
    "__import__('a')": "reference a through a",
    "__import__('a.b')": "reference a through a",
    "__import__('a.b').app": "reference a.app through a",
    "__import__('a', x)": "unknown",
    "__import__(x)": "unknown",
    "importlib.import_module('a.b').app": "reference a.b.app through a.b",
    "importlib.import_module('a', 'b')": "unknown",
    "importlib.import_module('a', package='b')": "unknown",
    "importlib.import_module()": "unknown",
    "importlib.import_module(name='a')": "unknown",
    "importlib.import_module(__name__)": "unknown",
    "importlib.import_module('a' if x else 'b')": "unknown",
    "importlib.import_module(4)": "unknown",
    "os.environ": "reference os.environ through os",
    "partial(x, 4)": "partial partial(x, 4) true",
    "__name__": "string __name__ true",
    "__package__": "string __package__ true",
    "print": "builtin print true",
    "__file__": "unseen __file__",
}


def _cases(*tables: dict[str, str]) -> list[tuple[str, str]]:
    return [case for table in tables for case in table.items()]


@pytest.mark.parametrize(
    ("expression", "words"),
    _cases(
        BOUNDS,
        EXTREMES,
        CONVERSIONS,
        OPERATIONS,
        COMPARISONS,
        STRINGS,
        PARTS,
        IMPORTED,
    ),
)
def test_expression(expression: str, words: str) -> None:
    """An expression may be just this."""
    assert inferred(f"{HEAD}{expression}\n") == words


# What a source may give at its end; ``FastAPI`` is a class that a star import may bring.
CLASSES = {
    "derived-by-too-many": (
        "class A:\n    x = 4\n" + "".join(f"class B{n}(A): pass\n" for n in range(64)) + "A.x",
        "4; unknown",
    ),
    "derived-by-many": (
        "class A:\n    x = 4\n" + "".join(f"class B{n}(A): pass\n" for n in range(63)) + "A.x",
        "4",
    ),
    "a-plain-instance-is-true": ("class A:\n    x = 1\nA()", "instance A true"),
    "a-base-may-say-otherwise": ("class A(Base):\n    x = 1\nA()", "instance A"),
    "bool-may-say-otherwise": (
        "class A:\n    def __bool__(self):\n        return x\nA()",
        "instance A",
    ),
    "len-may-say-otherwise": (
        "class A:\n    def __len__(self):\n        return x\nA()",
        "instance A",
    ),
    "a-class-is-true": ("class A: pass\nA", "class A true"),
    "an-instance-of-a-str": ("class A(str): pass\nA()", "string"),
    "an-instance-of-a-str-through-a-base": ("class A(str): pass\nclass B(A): pass\nB()", "string"),
    "an-instance-of-a-dict": ("class A(dict): pass\nA()", "instance A"),
    "an-instance-of-a-generic": ("class A(Generic[T]): pass\nA()", "instance A"),
    "an-instance-of-a-generic-str": ("class A(str): pass\nclass B(A[int]): pass\nB()", "string"),
    "new-may-make-anything": ("class A:\n    def __new__(cls): pass\nA()", "unknown"),
    "a-metaclass-may-make-anything": ("class A(metaclass=M): pass\nA()", "unknown"),
    "a-decorator-may-make-anything": ("@x\nclass A: pass\nA()", "unknown"),
    "a-dataclass-makes-instances": ("@dataclass\nclass A: pass\nA()", "instance A true"),
    "a-base-named-for-text": ("class A(BaseStr): pass\nA()", "unknown"),
    "an-imported-base-named-for-text": ("from lib import AnyStr\nclass A(AnyStr): pass\nA()",
                                        "unknown"),
    "an-abstract-class": ("from abc import ABC\nclass A(ABC): pass\nA()", "instance A"),
    "an-imported-base": ("from lib import Base\nclass A(Base): pass\nA()", "instance A"),
    "a-base-that-is-called": ("class A(x()): pass\nA()", "unknown"),
    "an-attribute-of-a-class": ("class A:\n    x = 4\nA.x", "4"),
    "an-attribute-of-an-instance-may-be-set": ("class A:\n    x = 4\nA().x", "object"),
    "a-string-of-an-instance": ("class A:\n    x = 'a:b'\nA().x", "'a:b'"),
    "a-placeholder-of-an-instance": ("class A:\n    x = None\nA().x", "unknown"),
    "a-placeholder-of-a-class": ("class A:\n    x = None\nA.x", "unknown false"),
    "a-placeholder-of-a-cls": (
        "class A:\n    x = None\n    @classmethod\n    def f(cls):\n        return cls.x\nA.f()",
        "unknown false",
    ),
    "a-placeholder-with-a-type": ("class A:\n    x: FastAPI = None\nA().x", "object"),
    "a-placeholder-of-a-class-with-a-type": (
        "class A:\n    x: FastAPI = None\nA.x",
        "object false",
    ),
    "a-placeholder-with-a-type-that-says-nothing": (
        "class A:\n    x: Any = None\nA().x",
        "unknown",
    ),
    "a-placeholder-that-a-derived-class-sets": (
        "class A:\n    x = None\n    def f(self):\n        return self.x\n"
        "class B(A):\n    x = 4\nA().f()",
        "object",
    ),
    "an-attribute-of-the-base": ("class A:\n    x = 4\nclass B(A): pass\nB.x", "4"),
    "an-attribute-of-either-base": (
        "class A:\n    x = 4\nclass B(Other, A): pass\nB.x",
        "4; unknown",
    ),
    "an-attribute-of-no-base": ("class A: pass\nA.x", "unknown"),
    "an-attribute-that-a-derived-class-has": (
        "class A:\n    x = 4\nclass B(A):\n    x = 5\nA.x",
        "4; 5",
    ),
    "an-attribute-that-a-farther-class-has": (
        "class A:\n    x = 4\nclass B(A): pass\nclass C(B):\n    x = 5\nA.x",
        "4; 5",
    ),
    "an-attribute-of-a-class-named-as-its-base": (
        "class A:\n    x = 4\nclass A(A):\n    x = 5\nA.x",
        "5",
    ),
    "an-attribute-of-a-generic-base": (
        "class A:\n    x = 4\nclass B(A[int]):\n    x = 5\nA.x",
        "4; 5",
    ),
    "an-attribute-of-an-instance-is-not-overridden": (
        "class A:\n    x = 'a:b'\nclass B(A):\n    x = 'c:d'\nA().x",
        "'a:b'",
    ),
    "an-attribute-of-self-may-be-overridden": (
        "class A:\n    x = 'a:b'\n    def get(self):\n        return self.x\n"
        "class B(A):\n    x = 'c:d'\nA().get()",
        "'a:b'; 'c:d'",
    ),
    "an-attribute-with-an-annotation-alone": ("class A:\n    x: int\nA.x", "object"),
    "a-descriptor-gives-what-it-likes": (
        "class D:\n    def __get__(self, a, b): pass\nclass A:\n    x = D()\nA.x",
        "unknown",
    ),
    "an-instance-without-get": ("class D: pass\nclass A:\n    x = D()\nA.x", "instance D true"),
    "a-method": ("class A:\n    def x(self): pass\nA.x", "function x true"),
    "a-static-method": (
        "class A:\n    @staticmethod\n    def x(): pass\nA.x",
        "function x true",
    ),
    "a-decorated-method": ("class A:\n    @y\n    def x(self): pass\nA.x", "unknown"),
    "a-property": (
        "class A:\n    @property\n    def x(self):\n        return 'a:b'\nA().x",
        "'a:b'",
    ),
    "a-property-to-be-overridden": (
        "class A:\n    @property\n    def x(self):\n        return None\nA().x",
        "unknown",
    ),
    "a-method-to-be-overridden": (
        "class A:\n    def x(self): y()\n    def f(self):\n        return self.x()\nA().f()",
        "unknown",
    ),
    "a-class-method-to-be-overridden": (
        "class A:\n    @classmethod\n    def x(cls): y()\n    @classmethod\n"
        "    def f(cls):\n        return cls.x()\nA.f()",
        "unknown",
    ),
    "a-method-of-this-class": ("class A:\n    def x(self): y()\nA().x()", "None"),
    "a-method-that-a-derived-class-overrides": (
        "class A:\n    def x(self): y()\n    def f(self):\n        return self.x()\n"
        "class B(A):\n    def x(self):\n        return 4\nA().f()",
        "None; 4",
    ),
    "awaiting-a-method-to-be-overridden": (
        "class A:\n    async def x(self): y()\nawait A().x()",
        "unknown",
    ),
    "awaiting-a-function-that-gives-nothing": ("async def x(): y()\nawait x()", "None"),
    "a-method-that-is-called": (
        "class A:\n    def x(self):\n        return 4\nA().x()",
        "4",
    ),
    "attributes-by-hand": (
        "class A:\n    x = FastAPI()\n    def __getattribute__(self, name): pass\nA().x",
        "unknown",
    ),
    "a-member-of-an-enum": ("from enum import Enum\nclass A(Enum):\n    X = 4\nA.X", "object"),
    "a-member-of-a-flag": ("from enum import Flag\nclass A(Flag):\n    X = 4\nA.X", "object"),
    "a-member-of-an-enum-from-a-star": (
        "from enum import *\nclass A(Enum):\n    X = 0\nA.X", "object"
    ),
    "a-member-of-a-flag-from-a-star": (
        "from enum import *\nclass A(Flag):\n    X = 0\nA.X", "object"
    ),
    "a-member-of-another-enum": ("from lib import MyEnum\nclass A(MyEnum):\n    X = 4\nA.X",
                                 "object"),
    "a-member-of-an-enum-of-text": (
        "from lib import TextEnum\nclass A(TextEnum):\n    X = 'a:b'\nA.X",
        "unknown",
    ),
    "a-member-of-a-mixture-with-an-object": (
        "from lib import MyEnum, Mixin\nclass A(Mixin, MyEnum):\n    X = 4\nA.X",
        "object",
    ),
    "a-member-of-a-mixture-with-a-local-object": (
        "from lib import MyEnum\nclass M: pass\nclass A(M, MyEnum):\n    X = 4\nA.X",
        "object",
    ),
    "a-member-of-a-mixture-with-anything": (
        "from lib import MyEnum\nclass M(y): pass\nclass A(M, MyEnum):\n    X = 4\nA.X",
        "unknown",
    ),
    "a-member-of-a-mixture-with-an-unknown-base": (
        "from lib import MyEnum\nclass A(y, MyEnum):\n    X = 4\nA.X",
        "unknown",
    ),
    "a-member-of-a-str-that-is-made-by-hand": (
        "from enum import Enum\nclass A(str, Enum):\n"
        "    def __new__(cls, x): return str.__new__(cls, x)\n    X = 'a:b'\nA.X",
        "unknown",
    ),
    "a-self-in-a-class-with-many-heirs": (
        "class A:\n    def f(self):\n        return self\n"
        + "".join(f"class B{n}(A): pass\n" for n in range(63))
        + "A().f()",
        "self A",
    ),
    "a-self-in-a-class-with-too-many-heirs": (
        "class A:\n    def f(self):\n        return self\n"
        + "".join(f"class B{n}(A): pass\n" for n in range(64))
        + "A().f()",
        "unknown",
    ),
    "a-member-of-a-str-enum": (
        "from enum import StrEnum\nclass A(StrEnum):\n    X = 'a:b'\nA.X",
        "unknown",
    ),
    "a-member-of-a-str-and-enum": (
        "from enum import Enum\nclass A(str, Enum):\n    X = 'a:b'\nA.X",
        "string",
    ),
}
FIELDS = {
    "of-too-many-bases": (
        "@dataclass\nclass A0:\n    x: int = 4\n"
        + "".join(f"class A{n + 1}(A{n}): pass\n" for n in range(64))
        + "A64().x",
        "object; unknown",
    ),
    "of-many-bases": (
        "@dataclass\nclass A0:\n    x: int = 4\n"
        + "".join(f"class A{n + 1}(A{n}): pass\n" for n in range(63))
        + "A63().x",
        "object",
    ),
    "a-plain-class-has-none": ("class A:\n    x: Any = FastAPI()\nA().x", "object"),
    "a-dataclass": ("@dataclass\nclass A:\n    x: Any = FastAPI()\nA().x",
                    "object; unknown"),
    "a-model": ("class A(BaseModel):\n    x: Any = FastAPI()\nA().x", "object; unknown"),
    "a-model-with-a-type": ("class A(BaseModel):\n    x: str = FastAPI()\nA().x",
                            "object; string"),
    "the-base-is-a-dataclass": (
        "@dataclass\nclass A:\n    x: Any\nclass B(A):\n    x = FastAPI()\nB().x",
        "object; unknown",
    ),
    "the-class-is-a-dataclass": (
        "class A:\n    x: Any\n@dataclass\nclass B(A):\n    x = FastAPI()\nB().x",
        "object; unknown",
    ),
    "neither-is": (
        "class A:\n    x: Any\nclass B(A):\n    x = FastAPI()\nB().x",
        "object",
    ),
    "another-field": ("@dataclass\nclass A:\n    y: Any\n    x = FastAPI()\nA().x",
                      "object"),
    "bases-in-a-circle": (
        "for _ in y:\n    class A(B):\n        x: Any = FastAPI()\n"
        "    @dataclass\n    class B(A): pass\nA().x",
        "unknown",
    ),
    "two-ways-to-a-base": (
        "@dataclass\nclass A:\n    x: Any\nclass B(A): pass\nclass C(A): pass\n"
        "class D(B, C):\n    x = FastAPI()\nD().x",
        "object; unknown",
    ),
}
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
    "a-starred-unpacking": ("*b, a = 1, 2\na", "unknown"),
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
FUNCTIONS = {
    "a-return-without-a-value": ("def f(): return\nf()", "None"),
    "the-end-of-the-code": ("def f():\n    if y:\n        return 4\nf()", "4; None"),
    "no-end": ("def f():\n    if y:\n        return 4\n    return 5\nf()", "4; 5"),
    "a-stub": ("def f(): ...\nf()", "unknown"),
    "a-stub-with-words": ("def f():\n    'Words.'\n    pass\nf()", "unknown"),
    "a-stub-that-raises": ("def f():\n    raise y\nf()", "unknown"),
    "no-stub": ("def f():\n    'Words.'\n    y()\nf()", "None"),
    "no-stub-but-a-name": ("def f():\n    y\nf()", "None"),
    "an-annotation": ("def f() -> str:\n    return y\nf()", "string"),
    "an-annotation-that-says-nothing": ("def f() -> Any:\n    return 'a:b'\nf()", "'a:b'"),
    "an-annotation-that-says-none": ("def f() -> None:\n    return y\nf()", "None"),
    "a-method-to-be-overridden-that-says-so": (
        "class A:\n    def x(self) -> None: y()\n    def f(self):\n        return self.x()\n"
        "A().f()",
        "unknown",
    ),
    "a-coroutine": ("async def f():\n    return 'a:b'\nf()", "coroutine f true"),
    "what-is-awaited": ("async def f():\n    return 'a:b'\nawait f()", "'a:b'"),
    "a-generator": ("def f():\n    yield 4\nf()", "object true"),
    "a-decorated-function": ("@y\ndef f():\n    return 'a:b'\nf()", "unknown"),
    "a-cached-function": ("@cache\ndef f():\n    return 'a:b'\nf()", "'a:b'"),
    "a-cached-function-by-call": ("@functools.lru_cache()\ndef f():\n    return 4\nf()", "4"),
    "one-that-calls-itself": (
        "def f():\n    if y:\n        return f()\n    return 4\nf()",
        "unknown; 4",
    ),
    "awaiting-an-imported-maker": ("from lib import create_app\nawait create_app()", "object"),
    "awaiting-a-maker-of-something": ("await y.create_app()", "object"),
    "awaiting-an-imported-function": ("from lib import get_value\nawait get_value()", "unknown"),
    "awaiting-a-maker-that-makes-anything": (
        "def create_app():\n    return y\nawait create_app()",
        "unknown",
    ),
    "awaiting-no-call": ("from lib import create_app\nawait create_app", "unknown"),
    "a-maker": ("from lib import make_app\nmake_app()", "object"),
    "a-maker-of-settings": ("from lib import settings\nsettings.make_app()", "unknown"),
    "a-maker-of-what-holds-settings": ("from lib import a\na.config.make_app()", "unknown"),
    "a-maker-of-something": ("y.make_app()", "object"),
    "a-maker-of-an-unknown-holder-of-settings": ("y.config.make_app()", "unknown"),
    "a-maker-of-a-call": ("y().make_app()", "object"),
    "a-maker-of-a-parameter": ("(lambda settings: settings.make_app())(y)", "unknown"),
    "a-class-elsewhere": ("from lib import App\nApp()", "object lib.App"),
    "a-class-of-a-module-elsewhere": ("import lib\nlib.core.App()", "object lib.core.App"),
    "a-class-elsewhere-named-for-text": ("from lib import AppName\nAppName()", "unknown"),
    "a-class-from-a-star": ("App()", "object"),
    "a-class-from-a-star-named-for-text": ("AppName()", "unknown"),
    "a-count-from-a-star": ("cpu_count()", "number 1 true"),
    "a-configuration": (
        "import uvicorn\nuvicorn.Config(y)", "object uvicorn.Config(y)"
    ),
    "an-imported-thing-that-is-said-to-be-a-str": (
        "import lib\nv: str = lib.app\nv", "string"
    ),
    "an-imported-thing-of-a-type": (
        "import lib\nv: int = lib.app\nv", "reference lib.app through lib"
    ),
    "a-module-by-a-name-for-its-name": ("m = 'a'\n__import__(m)", "reference a through a"),
    "what-a-module-holds": ("import lib\nlib.app", "reference lib.app through lib"),
    "a-module": ("import a.b\na", "reference a through a true"),
    "a-module-by-another-name": ("import a.b as c\nc", "reference a.b through c true"),
    "a-name-of-a-module": ("from a.b import c\nc", "reference a.b.c through c"),
    "a-name-by-another-name": ("from a import b as c\nc", "reference a.b through c"),
    "a-relative-import": ("from ..a import b\nb", "reference ..a.b through b"),
    "uvicorn-by-its-inner-module": (
        "from uvicorn.main import run\nrun", "reference uvicorn.run through run"
    ),
    "the-command-of-uvicorn": (
        "from uvicorn.main import main\nmain", "reference uvicorn.main.main through main"
    ),
    "the-configuration-of-uvicorn": (
        "from uvicorn.config import Config\nConfig", "reference uvicorn.Config through Config"
    ),
    "the-server-of-uvicorn": (
        "from uvicorn.server import Server as S\nS", "reference uvicorn.Server through S"
    ),
    "another-name-of-uvicorn": (
        "from uvicorn.config import LOOPS\nLOOPS", "reference uvicorn.config.LOOPS through LOOPS"
    ),
}
PARAMETERS = {
    "a-default": ("def f(a: int = 'a:b'):\n    return a\nf()", "object; 'a:b'"),
    "a-default-of-the-type": ("def f(a: int = 4):\n    return a\nf()", "object"),
    "a-default-that-is-none": ("def f(a: str = None):\n    return a\nf()", "string; object"),
    "a-type-that-says-nothing": ("def f(a: Any = 4):\n    return a\nf()", "unknown"),
    "no-type": ("def f(a=4):\n    return a\nf()", "unknown"),
    "all-that-is-left": ("def f(*a, **b):\n    return a, b\nf()", "object true"),
    "the-places-left": ("def f(*a: str):\n    return a\nf()", "object"),
    "the-keywords-left": ("def f(**a: str):\n    return a\nf()", "object"),
    "two-types-in-quotes": (
        "def f(a: 'str', b: 'int'):\n    return a if y else b\nf()",
        "string; object",
    ),
    "a-class": (
        "class A:\n    x = 4\n    @classmethod\n    def f(own):\n        return own.x\nA.f()",
        "4",
    ),
    "a-class-by-its-name": (
        "class A:\n    x = 4\n    def f(cls):\n        return cls.x\nA.f()",
        "4",
    ),
    "a-metaclass-by-its-name": (
        "class A:\n    x = 4\n    def f(mcs):\n        return mcs.x\nA.f()",
        "4",
    ),
    "a-self": (
        "class A:\n    x = 4\n    def f(this):\n        return this.x\nA.f()",
        "object",
    ),
    "no-self-by-its-name": (
        "class A:\n    x = 4\n    def f(own):\n        return own.x\nA.f()",
        "unknown",
    ),
    "a-self-in-a-method-bound-again": (
        "class A:\n    x = 4\n    def f(self):\n        return self.x\n    f = cache(f)\nA.f()",
        "unknown",
    ),
    "a-class-by-its-private-name": (
        "class A:\n    x = 4\n    def f(_cls):\n        return _cls.x\nA.f()",
        "4",
    ),
    "no-self": (
        "class A:\n    x = 4\n    @staticmethod\n    def f(own):\n        return own.x\nA.f()",
        "unknown",
    ),
    "no-self-but-the-next": (
        "class A:\n    x = 4\n    def f(self, own):\n        return own.x\nA.f()",
        "unknown",
    ),
    "a-self-by-place-alone": (
        "class A:\n    x = 4\n    def f(self, /, a):\n        return self.x\nA.f()",
        "object",
    ),
    "a-lambda-in-a-class": (
        "class A:\n    x = 4\n    f = lambda self: self.x\nA.f()",
        "unknown",
    ),
    "a-self-that-is-a-str": ("class A(str):\n    def f(self):\n        return self\nA.f()",
                             "string"),
    "a-self-that-is-anything": ("class A(y):\n    def f(self):\n        return self\nA.f()",
                                "unknown"),
}
# A function of which no call is seen may run at any time.
ANY_TIME = {
    "one-binding": ("'a:b'", "'c:d'; 'a:b'"),
    "a-partial": ("partial(y, 4)", "'c:d'; unknown"),
    "a-thing-of-another-module": ("lib.app", "'c:d'; reference lib.app through lib"),
    "a-thing-of-uvicorn": ("uvicorn.run", "'c:d'; unknown"),
    "a-thing-inside-uvicorn": ("main.x", "'c:d'; unknown"),
}
# What has been used as no str can be is an object.
USES = {
    "used-before": ("a = y.get()\na.routes\na", "object"),
    "used-behind": ("a = y.get()\na\nb = a\na.routes\nb", "unknown"),
    "used-as-a-str-can-be": ("a = y.get()\na.upper\na", "unknown"),
    "never-used": ("a = y.get()\na", "unknown"),
    "used-before-it-was-bound-again": ("a = y.get()\na.routes\na = y.get()\na", "unknown"),
    "used-after-it-was-bound-again": (
        "a = y.get()\na.routes\na = y.get()\na.routes\na",
        "object",
    ),
    "used-twice": ("a = y.get()\na.routes\na.routes\na", "object"),
    "used-in-a-branch": ("a = y.get()\nif y:\n    a.routes\na", "unknown"),
    "used-before-a-branch": (
        "a = y.get()\na.routes\nif y:\n    b = a\nelse:\n    b = a\nb",
        "object",
    ),
    "used-and-bound-in-a-branch": (
        "a = y.get()\na.routes\nif y:\n    a = y.get()\na",
        "unknown",
    ),
    "bound-by-no-one": ("free.routes\nfree", "unseen free"),
    "of-two-things-one-is-known": (
        "if y:\n    a = y.get()\nelse:\n    a = 'a:b'\na.routes\na",
        "object; 'a:b'",
    ),
}
ANNOTATIONS = {
    "str": "string",
    "int": "object",
    "object": "unknown",
    "print": "unknown",
    "None": "object",
    "FastAPI": "object",
    "AnyStr": "unknown",
    "lib.App": "object",
    "lib.AppType": "unknown",
    "4": "unknown",
    "...": "unknown",
    "y()": "unknown",
    "int | None": "object",
    "int | str": "unknown",
    "str | str": "string",
    "int & None": "unknown",
    "Optional[FastAPI]": "object",
    "Optional[str]": "string",
    "Union[int, FastAPI]": "object",
    "Union[int, str]": "unknown",
    "typing.Union[int, FastAPI]": "object",
    "Annotated[str, FastAPI]": "string",
    "Annotated[int, y]": "object",
    "Final[FastAPI]": "object",
    "ClassVar[FastAPI]": "object",
    "Required[FastAPI]": "object",
    "Final": "unknown",
    "Optional[Later]": "object",
    "Later[int]": "object",
    "LaterStr[int]": "string",
    "list[str]": "object",
    "Callable[[str], str]": "object",
    "Other[str]": "object",
    "'str'": "string",
    "' FastAPI '": "object",
    "'int | None'": "object",
    "'a b'": "unknown",
    "''": "unknown",
    "'str\\0'": "unknown",
    f"'{'-' * 1500}1'": "unknown",
    f"'{'(' * 1500}'": "unknown",
    "'Later'": "object",
    "LaterStr": "string",
    "NONE": "object",
    "FOUR": "unknown",
    f"'{'int' + ' ' * 1996}'": "object",
    f"'{'int' + ' ' * 1997}'": "unknown",
}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        *CLASSES.values(),
        *FIELDS.values(),
        *STORES.values(),
        *FUNCTIONS.values(),
        *PARAMETERS.values(),
        *USES.values(),
    ],
    ids=[*CLASSES, *FIELDS, *STORES, *FUNCTIONS, *PARAMETERS, *USES],
)
def test_definitions(source: str, words: str) -> None:
    """What is made of the classes and the functions of a file may be just this."""
    assert inferred(f"from lib import *\nfrom values import input_value as y\n{source}\n") == words


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
def test_a_self_of_a_generic_method() -> None:
    """Type parameters stand between the class and its method."""
    source = "class A:\n    x = 'a:b'\n    def f[T](self):\n        return self.x\nA().f()\n"
    assert inferred(source) == "'a:b'"


@pytest.mark.parametrize(("annotation", "words"), ANNOTATIONS.items())
def test_annotation(annotation: str, words: str) -> None:
    """An annotation admits a string, an object or either."""
    source = (
        "from lib import *\nimport lib, typing\nfrom values import input_value as y\n"
        f"NONE = None\nFOUR = 4\nvalue: {annotation} = y.get()\n"
        "class Later: pass\nclass LaterStr(str): pass\nvalue\n"
    )
    assert inferred(source) == words


@pytest.mark.parametrize(("value", "words"), ANY_TIME.values(), ids=ANY_TIME)
def test_any_time(value: str, words: str) -> None:
    """What a name was before counts too, but makes no call a launch."""
    source = (
        "import lib, uvicorn\nimport uvicorn.main as main\nfrom functools import partial\n"
        f"app = {value}\ndef f(): return app\napp = 'c:d'\n(f if y else f)()\n"
    )
    assert inferred(f"from values import input_value as y\n{source}") == words
