"""What lies in tuples, lists and dicts, and what an unpacking or a loop takes out of them."""

from __future__ import annotations

import pytest

from tests.support.inferred import DEFINED, inferred

# ``y`` is a name of which nothing is known.
ITEMS = {
    "an-element": ("(1, 2)[1]", "2"),
    "an-element-from-the-end": ("[1, 2][-1]", "2"),
    "an-element-that-is-not-there": ("[1, 2][2]", "unknown"),
    "an-element-by-a-text": ("[1, 2]['a']", "unknown"),
    "any-element": ("[1, 2][y]", "1; 2"),
    "any-of-very-many": (f"[{'1, ' * 17}][y]", "unknown"),
    "one-of-very-many": (f"[{'1, ' * 201}][0]", "unknown"),
    "an-element-beside-a-star": ("[1, *y][0]", "unknown"),
    "a-slice": ("[1, 2][:1]", "object"),
    "a-slice-of-a-text": ("'ab'[:1]", "string"),
    "an-item": ("{'a': 1, 'b': 2}['b']", "2"),
    "an-item-that-is-not-there": ("{'a': 1}['b']", "unknown"),
    "an-item-that-is-there-twice": ("{'a': 1, 'a': 2}['a']", "2"),
    "any-item": ("{'a': 1, 'b': 2}[y]", "1; 2"),
    "an-item-under-any-key": ("{'a': 1, y: 2}['a']", "1; 2"),
    "an-item-under-bytes": ("{b'a': 1, 'b': 2}['b']", "1; 2"),
    "an-item-of-very-many": ("{" + "'a': 1, " * 201 + "}['a']", "unknown"),
    "the-length-of-very-many": ("len({" + "'a': 1, " * 201 + "})", "object"),
    "an-item-by-bytes": ("{'a': 1, 'b': 2}[b'a']", "1; 2"),
    "an-item-beside-a-star": ("{'a': 1, **y}['a']", "unknown"),
    "an-item-of-a-set": ("{1, 2}[0]", "unknown"),
    "an-item-of-two-containers": ("((1,) if y else [2])[0]", "1; 2"),
    "an-item-of-anything": ("(y or (1,))[0]", "unknown"),
    "get": ("{'a': 1}.get('a')", "1"),
    "get-of-what-is-not-there": ("{'a': 1}.get('b')", "None"),
    "get-with-a-default": ("{'a': 1}.get('b', 2)", "2"),
    "get-of-anything": ("{'a': 1}.get(y, 2)", "1; 2"),
    "get-with-a-keyword": ("{'a': 1}.get(key='a')", "unknown"),
    "get-with-a-star": ("{'a': 1}.get(*y)", "unknown"),
    "get-of-a-list": ("[1].get(0)", "unknown"),
    "get-of-an-empty-dict": ("{}.get(y)", "unknown"),
    "the-length-of-a-tuple": ("len((1, 2))", "2"),
    "the-length-of-a-dict": ("len({'a': 1, 'a': 2})", "1"),
    "the-length-of-any-dict": ("len({y: 1})", "object"),
    "the-length-of-any-list": ("len([*y])", "object"),
    "the-length-of-a-text": ("len('ab')", "2"),
    "the-length-of-anything": ("len(y)", "object"),
    "the-length-of-a-star": ("len(*y)", "object"),
    "an-item-of-an-item": ("a = {'x': {'y': 1}}\na['x']['y']", "1"),
    "an-item-of-an-item-of-an-item": ("a = {'x': {'y': {'z': 1}}}\na['x']['y']['z']", "unknown"),
    "an-item-of-an-item-that-is-changed": ("a = {'x': [1]}\na['x'][0] = y\na['x'][0]", "unknown"),
    "a-name-of-a-list": ("a = [1]\na[0]", "1"),
    "a-name-of-a-list-that-is-changed": ("a = [1]\na[0] = 2\na[0]", "unknown"),
    "a-name-of-a-list-that-grows": ("a = [1]\na.append(2)\nlen(a)", "object"),
    "a-name-of-a-list-that-is-given-away": ("a = [1]\ny(a)\na[0]", "unknown"),
    "a-name-of-a-list-that-is-printed": ("a = [1]\nprint(a)\na[0]", "1"),
    "a-name-of-a-tuple-that-is-given-away": ("a = (1,)\ny(a)\na[0]", "1"),
    "a-list-in-a-class": ("class A:\n    x = [1]\nA.x[0]", "unknown"),
    "a-list-in-a-class-as-a-truth": ("class A:\n    x = [1]\nnot A.x", "False"),
    "a-tuple-in-a-class": ("class A:\n    x = (1, 2)\nA.x[0]", "1"),
    "a-list-that-a-function-makes": ("def f(): return [1]\nf()[0]", "1"),
    "a-list-that-a-function-keeps": ("@cache\ndef f(): return [1]\nf()[0]", "unknown"),
    "a-tuple-that-a-function-keeps": ("@cache\ndef f(): return (1,)\nf()[0]", "1"),
}
PARTS = {
    "a-part-of-what-a-function-gives": ("def f(): return 1, 2\na, b = f()\nb", "2"),
    "a-part-of-one-of-two": ("a, b = (1, 2) if y else (3, 4)\na", "1; 3"),
    "a-part-of-too-little": ("x = 1,\na, b = x\nb", "unknown"),
    "a-part-of-anything": ("a, b = y\na", "unknown"),
    "a-part-of-a-text": ("x = 'ab'\na, b = x\na", "string"),
    "a-part-of-a-dict": ("x = {'k': 1}\na, = x\na", "unknown"),
    "a-part-before-a-star": ("x = 1, 2, 3\na, *b = x\na", "1"),
    "a-part-behind-a-star": ("x = 1, 2, 3\n*b, a = x\na", "3"),
    "the-star": ("x = 1, 2, 3\n*b, a = x\nb", "unknown"),
    "a-part-of-a-part": ("x = 1, (2, 3)\na, (b, c) = x\nc", "3"),
    "a-part-of-a-list-in-a-tuple": ("x = 1, [2, 3]\na, (b, c) = x\nc", "unknown"),
    "a-part-that-lies-deep": ("x = (((((1,),),),),)\n(((((a,),),),),) = x\na", "unknown"),
    "an-element": ("for a in (1, 2): pass\na", "1; 2"),
    "an-element-of-a-list": ("x = [1, 2]\nfor a in x: pass\na", "1; 2"),
    "an-element-of-a-list-that-grows": ("x = [1]\nx.append(2)\nfor a in x: pass\na", "unknown"),
    "a-list-unpacked-where-it-is-written": ("a, b = [1], 2\na", "object true"),
    "a-list-unpacked-from-a-name": ("x = [1], 2\na, b = x\na", "object"),
    "a-list-in-a-loop-where-it-is-written": ("for a in (2, [1]): pass\na", "object true; 2"),
    "a-list-in-a-loop-over-a-name": ("x = [1], []\nfor a in x: pass\na", "object"),
    "a-list-in-a-dict": ("for a in {1: [1]}.values(): pass\na", "object"),
    "an-element-of-nothing": ("for a in (): pass\na", "unknown"),
    "an-element-of-anything": ("for a in y: pass\na", "unknown"),
    "an-element-some-time": ("async def f():\n    async for a in (1,): return a\nawait f()",
                             "unknown; None"),
    "a-key": ("for a in {'k': 1}: pass\na", "'k'"),
    "a-key-by-name": ("for a in {'k': 1}.keys(): pass\na", "'k'"),
    "a-value": ("for a in {'k': 1}.values(): pass\na", "1"),
    "a-part-of-a-value": ("for a, b in {'k': (1, 2)}.values(): pass\nb", "2"),
    "a-list-as-a-value": ("for a in {'k': [1]}.values(): pass\na[0]", "unknown"),
    "a-value-of-an-item": ("for a, b in {'k': 1}.items(): pass\nb", "1"),
    "a-key-of-an-item": ("for a, b in {'k': 1}.items(): pass\na", "'k'"),
    "an-item": ("for a in {'k': 1}.items(): pass\na", "object"),
    "a-value-beside-a-star": ("for a in {'k': 1, **y}.values(): pass\na", "unknown"),
    "a-value-of-anything": ("for a in y.values(): pass\na", "unknown"),
    "a-value-of-a-list": ("for a in [1].values(): pass\na", "unknown"),
    "values-that-are-unpacked": ("a, = {'k': 1}.values()\na", "unknown"),
    "a-numbered-element": ("for a, b in enumerate([1]): pass\nb", "1"),
    "its-number": ("for a, b in enumerate([1]): pass\na", "object"),
    "a-numbered-pair": ("for a in enumerate([1]): pass\na", "unknown"),
    "a-part-of-a-numbered-element": ("for a, (b, c) in enumerate([(1, 2)]): pass\nc", "2"),
    "elements-side-by-side": ("for a, b in zip((1,), (2,)): pass\nb", "2"),
    "elements-side-by-side-with-one-missing": ("for a, b in zip((1,)): pass\nb", "unknown"),
    "what-a-function-goes-over": ("for a in y(1): pass\na", "unknown"),
    "a-context": ("with y as (a, b): pass\na", "unknown"),
}
MORE = {
    "a-coroutine-that-is-run": ("import asyncio\nasync def f(): return 1\nasyncio.run(f())", "1"),
    "a-function-that-is-run": ("import anyio\nasync def f(): return 1\nanyio.run(f)", "1"),
    "a-plain-function-that-is-run": ("import anyio\ndef f(): return 1\nanyio.run(f)", "unknown"),
    "nothing-that-is-run": ("import asyncio\nasyncio.run()", "unknown"),
    "anything-that-is-run": ("import asyncio\nasyncio.run(y)", "unknown"),
    "a-coroutine-that-a-loop-runs": (
        "async def f(): return 1\ny.run_until_complete(f())",
        "1",
    ),
    "a-text-of-a-number": ("str(4)", "'4'"),
    "a-text-of-bytes": ("str(b'a')", "string"),
    "a-text-of-anything": ("str(y)", "string"),
    "a-number-of-nothing": ("int()", "0"),
    "a-text-of-nothing": ("str()", "''"),
    "a-text-in-a-code": ("str(b'a', 'ascii')", "string"),
    "a-constant-behind-an-annotation": ("def f() -> int: return 4\nf()", "4"),
    "anything-behind-an-annotation": ("def f() -> int: return y\nf()", "object"),
    "a-text-behind-an-annotation": ("def f() -> int: return 'a'\nf()", "'a'"),
    "nothing-behind-an-annotation": ("def f() -> int:\n    if y: return 4\nf()", "4; None"),
    "a-stub-behind-an-annotation": ("def f() -> int: ...\nf()", "object"),
}
STEPS = {
    "of-one-class": (
        "class A:\n    x = 4\n    def f(self): return self\nA().f().f().x",
        "object",
    ),
    "of-the-class-below": (
        "class B:\n    def f(self): return self\nclass A(B):\n    def g(self): return 4\n"
        "A().f().g()",
        "4",
    ),
    "on-the-class-above": (
        "class B:\n    def f(self): return self\nclass A(B):\n    def g(self): return 4\n"
        "B().f().g()",
        "unknown",
    ),
    "with-another-result": (
        "class B:\n    def f(self):\n        if y: return self\n        return y\n"
        "class A(B):\n    def g(self): return 4\nA().f().g()",
        "unknown; object",
    ),
    "with-an-end": (
        "class B:\n    def f(self):\n        if y: return self\n"
        "class A(B):\n    def g(self): return 4\nA().f().g()",
        "unknown; object",
    ),
    "by-a-static-method": (
        "class A:\n    @staticmethod\n    def f(self): return self\n    def g(self): return 4\n"
        "A().f(y).g()",
        "unknown",
    ),
    "on-one-of-two": (
        "class B:\n    def f(self): return self\nclass A(B):\n    def g(self): return 4\n"
        "(A() if y else B()).f().g()",
        "unknown; object",
    ),
}
MADE = {
    "by-object": (
        "class A:\n    def __new__(cls): return object.__new__(cls)\nA()",
        "instance A true",
    ),
    "once": (
        "class A:\n    one = None\n    def __new__(cls):\n        if not cls.one:\n"
        "            cls.one = super().__new__(cls)\n        return cls.one\nA()",
        "instance A true",
    ),
    "as-something-else": ("class A:\n    def __new__(cls): return 7\nA()", "7"),
    "as-a-text": ("class A:\n    def __new__(cls): return 'a'\nA()", "unknown"),
    "as-anything": ("class A:\n    def __new__(cls): return y\nA()", "unknown"),
    "as-an-instance-of-another-class": (
        "class B: pass\nclass A:\n    def __new__(cls): return B()\nA()",
        "instance B true",
    ),
    "as-a-text-of-its-own": (
        "class A(str):\n    def __new__(cls): return super().__new__(cls)\nA()",
        "string",
    ),
    "by-one-that-is-decorated": (
        "class A:\n    @y\n    def __new__(cls): return super().__new__(cls)\nA()",
        "unknown",
    ),
    "by-a-static-method": (
        "class A:\n    @staticmethod\n    def __new__(cls): return super().__new__(cls)\nA()",
        "unknown",
    ),
    "by-one-of-two": (
        "class A:\n    if y:\n        def __new__(cls): return super().__new__(cls)\n"
        "    else:\n        def __new__(cls): return 'a'\nA()",
        "unknown",
    ),
    "by-its-base": (
        "class B:\n    def __new__(cls): return super().__new__(cls)\nclass A(B): pass\nA()",
        "object",
    ),
    "beside-one-that-is": (
        "class B:\n    def __new__(cls): return super().__new__(cls)\nclass A: pass\nA()",
        "instance A true",
    ),
    "by-hand": ("class A: pass\nA.__new__(A)", "instance A true"),
    "by-hand-of-anything": ("class A: pass\nA.__new__(y)", "unknown"),
}
MEMBERS = {
    "the-same": ("A.X is A.X", "True"),
    "another": ("A.X is A.Y", "False"),
    "not-another": ("A.X is not A.Y", "True"),
    "another-name-of-the-same": ("A.X is A.Z", "True"),
    "equal": ("A.X == A.X", "True"),
    "not-equal": ("A.X != A.Y", "True"),
    "greater": ("A.X > A.Y", "object"),
    "by-a-name": ("mode = A.Y\nmode is A.X", "False"),
    "of-another-enum": ("class B(Enum):\n    X = 1\nA.X is B.X", "False"),
    "equal-of-another-enum": ("class B(Enum):\n    X = 1\nA.X == B.X", "object"),
    "with-an-equality-of-its-own": (
        "class B(Enum):\n    X = 1\n    Y = 2\n    def __eq__(self, other): return y\nB.X == B.Y",
        "object",
    ),
    "counted": ("class B(Enum):\n    X = auto()\n    Y = auto()\nB.X is B.Y", "False"),
    "counted-and-not": ("class B(Enum):\n    X = auto()\n    Y = 1\nB.X is B.Y", "object"),
    "of-several-types": ("class B(Enum):\n    X = 1\n    Y = True\nB.X is B.Y", "object"),
    "made-by-calls": ("class B(Enum):\n    X = y()\n    Y = y()\nB.X is B.Y", "object"),
    "made-by-hand": (
        "class B(Enum):\n    X = 1\n    Y = 2\n    def __init__(self, x): pass\nB.X is B.Y",
        "object",
    ),
    "made-twice": ("class B(Enum):\n    X = 1\n    if y: X = 2\n    Y = 2\nB.X is B.Y", "object"),
    "a-method": ("class B(Enum):\n    X = 1\n    def f(self): pass\nB.f is B.X", "object"),
    "as-a-truth": ("not A.X", "False"),
    "as-a-truth-of-its-own": (
        "class B(Enum):\n    X = 1\n    def __bool__(self): return False\nnot B.X",
        "object",
    ),
    "with-texts": (
        "class B(str, Enum):\n    X = 'a'\n    Y = 'b'\nB.X is B.Y",
        "False",
    ),
    "with-numbers-of-any-length": (
        f"class B(Enum):\n    X = {'9' * 4300}\n    Y = 0x{'F' * 5000}\nB.X is B.Y",
        "False",
    ),
}
ENUM = "from enum import Enum, auto\nclass A(Enum):\n    X = 1\n    Y = 2\n    Z = 1\n"


@pytest.mark.parametrize(("source", "words"), ITEMS.values(), ids=ITEMS)
def test_items(source: str, words: str) -> None:
    assert inferred(DEFINED + source) == words


@pytest.mark.parametrize(("source", "words"), PARTS.values(), ids=PARTS)
def test_parts(source: str, words: str) -> None:
    assert inferred(f"from values import input_value as y\n{source}") == words


@pytest.mark.parametrize(("source", "words"), MORE.values(), ids=MORE)
def test_calls(source: str, words: str) -> None:
    assert inferred(DEFINED + source) == words


@pytest.mark.parametrize(("source", "words"), STEPS.values(), ids=STEPS)
def test_steps(source: str, words: str) -> None:
    assert inferred(DEFINED + source) == words


@pytest.mark.parametrize(("source", "words"), MADE.values(), ids=MADE)
def test_instances(source: str, words: str) -> None:
    assert inferred(DEFINED + source) == words


@pytest.mark.parametrize(("source", "words"), MEMBERS.values(), ids=MEMBERS)
def test_members(source: str, words: str) -> None:
    assert inferred(DEFINED + ENUM + source) == words
