"""What functions give, when they run, and what their parameters may be."""

from __future__ import annotations

import sys

import pytest

from tests.support.inferred import DEFINED, inferred

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
    "a-chain-of-59-calls": ("def f():\n    return f\nf" + "()" * 59, "function f true"),
    "a-chain-of-60-calls": ("def f():\n    return f\nf" + "()" * 60, "unknown"),
    "a-chain-of-60-items": ("[0]" + "[0]" * 60, "unknown"),
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
    "all-that-is-left": ("def f(*a, **b):\n    return a, b\nf()", "display (a, b) true"),
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
CASES = FUNCTIONS | PARAMETERS


@pytest.mark.parametrize(("source", "words"), CASES.values(), ids=CASES)
def test_definitions(source: str, words: str) -> None:
    """What is made of the classes and the functions of a file may be just this."""
    assert inferred(f"{DEFINED}{source}\n") == words


# A function of which no call is seen may run at any time.
ANY_TIME = {
    "one-binding": ("'a:b'", "'c:d'; 'a:b'"),
    "a-partial": ("partial(y, 4)", "'c:d'; unknown"),
    "a-thing-of-another-module": ("lib.app", "'c:d'; reference lib.app through lib"),
    "a-thing-of-uvicorn": ("uvicorn.run", "'c:d'; unknown"),
    "a-thing-inside-uvicorn": ("main.x", "'c:d'; unknown"),
}


@pytest.mark.parametrize(("value", "words"), ANY_TIME.values(), ids=ANY_TIME)
def test_any_time(value: str, words: str) -> None:
    """What a name was before counts too, but makes no call a launch."""
    source = (
        "import lib, uvicorn\nimport uvicorn.main as main\nfrom functools import partial\n"
        f"app = {value}\ndef f(): return app\napp = 'c:d'\n(f if y else f)()\n"
    )
    assert inferred(f"from values import input_value as y\n{source}") == words


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
def test_a_self_of_a_generic_method() -> None:
    """Type parameters stand between the class and its method."""
    source = "class A:\n    x = 'a:b'\n    def f[T](self):\n        return self.x\nA().f()\n"
    assert inferred(source) == "'a:b'"
