"""What classes make, and what their instances, members and fields may be."""

from __future__ import annotations

import pytest

from tests.support.inferred import DEFINED, inferred

# What a source may give at its end.
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
        "None; object",
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
    "a-member-of-an-enum": (
        "from enum import Enum\nclass A(Enum):\n    X = 4\nA.X",
        "object A.X true",
    ),
    "a-member-of-a-flag": ("from enum import Flag\nclass A(Flag):\n    X = 4\nA.X", "object A.X"),
    "a-member-of-an-enum-from-a-star": (
        "from enum import *\nclass A(Enum):\n    X = 0\nA.X", "object A.X true"
    ),
    "a-member-of-a-flag-from-a-star": (
        "from enum import *\nclass A(Flag):\n    X = 0\nA.X", "object A.X"
    ),
    "a-member-of-another-enum": ("from lib import MyEnum\nclass A(MyEnum):\n    X = 4\nA.X",
                                 "object A.X"),
    "a-member-of-an-enum-of-text": (
        "from lib import TextEnum\nclass A(TextEnum):\n    X = 'a:b'\nA.X",
        "unknown",
    ),
    "a-member-of-a-mixture-with-an-object": (
        "from lib import MyEnum, Mixin\nclass A(Mixin, MyEnum):\n    X = 4\nA.X",
        "object A.X",
    ),
    "a-member-of-a-mixture-with-a-local-object": (
        "from lib import MyEnum\nclass M: pass\nclass A(M, MyEnum):\n    X = 4\nA.X",
        "object A.X",
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
        "string",
    ),
    "a-self-in-a-class-with-many-heirs": (
        "class A:\n    def f(self):\n        return self\n"
        + "".join(f"class B{n}(A): pass\n" for n in range(63))
        + "A().f()",
        "instance A true",
    ),
    "a-self-in-a-class-with-too-many-heirs": (
        "class A:\n    def f(self):\n        return self\n"
        + "".join(f"class B{n}(A): pass\n" for n in range(64))
        + "A().f()",
        "unknown",
    ),
    "a-member-of-a-str-enum": (
        "from enum import StrEnum\nclass A(StrEnum):\n    X = 'a:b'\nA.X",
        "string A.X",
    ),
    "a-member-of-a-str-and-enum": (
        "from enum import Enum\nclass A(str, Enum):\n    X = 'a:b'\nA.X",
        "string A.X",
    ),
}
FIELDS = {
    "of-too-many-bases": (
        "@dataclass\nclass A0:\n    x: int = 4\n"
        + "".join(f"class A{n + 1}(A{n}): pass\n" for n in range(64))
        + "A64().x",
        "unknown",
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
CASES = CLASSES | FIELDS


@pytest.mark.parametrize(("source", "words"), CASES.values(), ids=CASES)
def test_definitions(source: str, words: str) -> None:
    """What is made of the classes and the functions of a file may be just this."""
    assert inferred(f"{DEFINED}{source}\n") == words
