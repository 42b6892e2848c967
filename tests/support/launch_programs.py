"""A Hypothesis strategy for whole programs that launch uvicorn, or nearly do.

A program is composed of an import of ``uvicorn``, an application, flags, a call, and the
scopes and blocks around them.  Each value takes *routes* on its way to the call: it is
named, renamed, branched over, shadowed, rebound, handed through classes and functions.
Whether uvicorn refuses is not decided here: the oracle runs the program.  What is known
here is only

* where the launches stand and where a report may point (marks, removed from the source),
* that every launch is reached, unless a name on the way to it is missing or not uvicorn's,
* whether something on the way is one that the plugin leaves undecided by design: a
  ``Silence``.  The list is closed.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]


class Silence(enum.Enum):
    """Why the plugin may be silent about a launch that uvicorn refuses."""

    PARAMETER = "a parameter without an annotation, or a flag that is a parameter"
    MIXED = "branches merge, and one of them makes it a string, or turns the flag off"
    TARGET = "the target of a for, with or match, or a part of an unpacking"
    ELEMENT = "an element taken out of a container"
    REFLECTION = "getattr, setattr, exec and star imports of other modules"
    FOREIGN = "uvicorn imported from another module than itself"
    CARRIED = "uvicorn.run kept in an attribute, or returned by a function"
    CHANGED = "a dict or list that is changed after it is made, or whose making is not visible"
    INSTANCE_FLAG = "a flag in an attribute of an instance, which a derived class may change"
    PLACEHOLDER = "a class that holds or gives None alone, which a derived class may change"
    UNCOMPARED = "workers that no number compares with: before 0.20 reload is looked at first"
    LATER = "a name that a function reads and that is something else when the module has ended"
    BYPASSED = "a name rebound in a block that may be left out, and read by a function there"
    UNSEEN = "a name rebound before a function that reads it is called in a way not to be seen"
    EXPECTED = "the exit is caught around the call"


@dataclass(frozen=True)
class Site:
    """One launch: the line of the call that reaches uvicorn, and where a report may stand.

    ``deferred`` is True if a thread may call uvicorn without a line of the program.
    """

    line: int
    spots: frozenset[tuple[int, int]]
    deferred: bool
    silences: frozenset[Silence]


@dataclass(frozen=True)
class Program:
    """A program, the modules beside it, its launches, and the names of its ingredients."""

    source: str
    modules: Mapping[str, str]
    sites: tuple[Site, ...]
    ingredients: tuple[str, ...]


# What the modules beside a program hold.
SERVICE: Final = """\
import enum
import uvicorn


async def app(scope, receive, send): ...


application = app
TARGET = "service:app"
RELOAD = True


class Api:
    async def __call__(self, scope, receive, send): ...


class Middleware:
    def __init__(self, app): ...

    async def __call__(self, scope, receive, send): ...


def create_app():
    return Api()


def get_target():
    return "service:app"
"""
FAKE: Final = """\
def run(*args, **kwargs): ...


def main(*args, **kwargs): ...
"""

# Conditions that nobody can decide from the source, true and false at run time.
YES: Final = ("len(sys.argv) > 0", "sys.argv", "os.getpid() > 0", "sys.maxsize > 5", "os.sep")
NO: Final = ("len(sys.argv) > 99", "not sys.argv", "os.getpid() < 0", "sys.platform == '?'")
TRUE: Final = ("True", "1 < 2", "not 0", "'a' == 'a'", "1 and 'x'", "2 > 1 > 0")
FALSE: Final = ("False", "2 < 1", "not 1", "'a' != 'a'", "0", "None", "''")

OBJECTS: Final = ("None", "object()", "b'service:app'", "(lambda scope: None)", "[]", "7")
STRINGS: Final = (
    "'service:app'",
    "f'{__name__}:app'",
    "'service' + ':app'",
    "'%s:app' % 'service'",
)
STUBS: Final = ("(lambda *args, **kwargs: None)", "dict.fromkeys", "Stub.run")
RUNS: Final = ("__import__('uvicorn').run", "importlib.import_module('uvicorn').run")
STUB: Final = "class Stub:\n    def run(*args, **kwargs): ..."

RELOAD_ON: Final = (
    "True", "1", "2", "'yes'", "'false'", "['src']", "object()", "b'x'", "(0,)", "{'a': 1}", "1.5",
    "not False", "not ''", "1 < 2", "'a' == 'a'", "True and 1", "0 or 'y'", "None or [1]",
    "1 + 1", "bool(1)", "bool('False')", "int('4')", "True if 1 else 0", "-1", "...", "5 - 4",
    "lambda: 0", "f'{1}'", "'a' in 'abc'", "1 is not None", "0 if '' else 3", "{0}", "int",
    "not not 'x'", "3 % 2", "float('0.5')", "abs(-1)", "~0", "2 ** 3", "'a' 'b'",
    "len(('a',))", "len({'a': 1}) == 1", "(0, 1)[1]", "{'a': 1}['a']", "{'a': 0}.get('b', 3)",
    "os.environ.get('NOWHERE') or 'no'", "{'a': 1, 'b': 2}[min('a', 'b')]",
)  # fmt: skip
RELOAD_OFF: Final = (
    "False", "None", "0", "''", "[]", "{}", "()", "b''", "0.0", "not True", "not 'x'", "2 < 1",
    "'a' != 'a'", "False or 0", "1 and ''", "[] or None", "1 - 1", "bool(0)", "bool('')",
    "int('0')", "False if 1 else True", "0 * 5", "set()", "f''", "'b' in 'a'", "1 is None",
    "1 if '' else 0", "bool()", "int()", "str()", "''.strip()", "dict()", "list()", "-0", "0j",
    "' '.strip()", "float('0')", "not not 0", "4 % 2", "range(0)", "1 > 2 < 3",
    "frozenset()", "'x' and 0", "Empty()", "Denied()", "len('')", "max(0, 0)", "'' * 3",
    "len(())", "len([1]) > 1", "(0, 1)[0]", "{'a': 0}['a']", "{'a': 1}.get('b')", "[1, 0][-1]",
    "{'a': 0, 'b': ''}[min('a', 'b')]",
)  # fmt: skip
WORKERS_ON: Final = (
    "2", "4", "1.5", "2.0", "1 + 1", "2 * 2", "int('4')", "8 // 2", "None or 2", "1 and 3",
    "2 if True else 1", "-(-2)", "True + True", "1 << 1", "os.cpu_count() + 1", "max(2, 1)",
    "os.cpu_count() * 2 + 1", "abs(-3)", "float('2')", "10 % 4", "5 - 2", "0 or 4", "round(2.6)",
    "float('inf')", "2 ** 2", "int(3.7)", "min(2, 3)", "6 | 1", "0 if False else 2", "9 / 4",
    "len((1, 2))", "len('ab')", "[4][0]", "{'a': 3}['a']", "{'a': 1}.get('b', 2)",
)  # fmt: skip
WORKERS_OFF: Final = (
    "1", "0", "None", "True", "False", "-1", "0.5", "''", "[]", "1.0", "int('1')", "bool(2)",
    "2 > 1", "not 0", "2 - 1", "2 // 2", "None or 1", "2 and 1", "1 if True else 2", "()",
    "int(1.9)", "min(1, 2)", "{}", "-4", "0 and 2", "float('nan')", "3 % 2", "1 / 2", "-2 + 3",
    "round(0.6)", "True or 2", "not None", "bool('4')", "max(0, 1)", "abs(-1)", "Empty()",
    "len((1,))", "len('')", "[1][0]", "{'a': 1}['a']", "{'a': 4}.get('b')", "(4, 1)[-1]",
)  # fmt: skip
WORKERS_ERROR: Final = ("'2'", "'1'", "[1]", "(2,)", "{1: 2}", "b'2'", "object()", "'four'", "2j")

EMPTY: Final = "class Empty:\n    def __len__(self):\n        return 0"
DENIED: Final = "class Denied:\n    def __bool__(self):\n        return False"

# Blocks that run their body once, in the scope that they stand in.
BLOCKS: Final = {
    "guard": 'if __name__ == "__main__":\n    BODY',
    "if": "if YES:\n    BODY",
    "if else": "if YES:\n    BODY\nelse:\n    pass",
    "else": "if NO:\n    pass\nelse:\n    BODY",
    "elif": "if NO:\n    pass\nelif YES:\n    BODY\nelse:\n    pass",
    "if true": "if TRUE:\n    BODY",
    "else of false": "if FALSE:\n    pass\nelse:\n    BODY",
    "try finally": "try:\n    BODY\nfinally:\n    pass",
    "finally": "try:\n    pass\nfinally:\n    BODY",
    "finally of except": "try:\n    pass\nexcept ValueError:\n    raise\nfinally:\n    BODY",
    "try except": "try:\n    BODY\nexcept ValueError as error:\n    print(error)",
    "try exit": "try:\n    BODY\nexcept SystemExit:\n    pass",
    "except": "try:\n    raise ValueError\nexcept ValueError:\n    BODY",
    "except as": "try:\n    int('x')\nexcept ValueError as error:\n    BODY",
    "try else": "try:\n    pass\nexcept ValueError:\n    pass\nelse:\n    BODY",
    "with": "with contextlib.nullcontext():\n    BODY",
    "with as": "with contextlib.nullcontext(1) as held:\n    BODY",
    "suppress": "with contextlib.suppress(SystemExit):\n    BODY",
    "for": "for _ in range(1):\n    BODY",
    "for break": "for _ in range(3):\n    BODY\n    break",
    "for continue": "for index in range(2):\n    if index == 0:\n        continue\n    BODY",
    "for else": "for _ in range(2):\n    pass\nelse:\n    BODY",
    "for break else": "for _ in ():\n    break\nelse:\n    BODY",
    "while": "while True:\n    BODY\n    break",
    "while count": "turns = 0\nwhile turns < 1:\n    turns += 1\n    BODY",
    "while else": "while NO:\n    pass\nelse:\n    BODY",
    "match": "match 1:\n    case 1:\n        BODY\n    case _:\n        pass",
    "match other": "match 'a':\n    case 1:\n        pass\n    case other:\n        BODY",
    "match guard": "match len(sys.argv):\n    case 99:\n        pass\n    case n if n > 0:\n"
    "        BODY",
    "early exit": "if NO:\n    sys.exit(2)\nBODY",
    "early raise": "if NO:\n    raise RuntimeError\nBODY",
    "early return": "if NO:\n    return\nBODY",
    "late return": "if YES:\n    BODY\n    return\nprint()",
    "assert": "assert YES\nBODY",
}

# Those of them that say that uvicorn's exit is expected …
EXPECTING: Final = frozenset({"try exit", "suppress"})
# … and how to go on behind it without saying so: this may raise it again, but never does.
UNEXPECTED: Final = ("except BaseException:", "    if not __name__:", "        raise")

# Scopes: how the body is defined, and how it is run.  Nothing is run behind a class.
SCOPES: Final = {
    "function": ("def NAME(PARAMS):\n    BODY", "NAME(ARGS)"),
    "function with return": ("def NAME(PARAMS):\n    BODY\n    return None", "NAME(ARGS)"),
    "async function": ("async def NAME(PARAMS):\n    BODY", "asyncio.run(NAME(ARGS))"),
    "generator": ("def NAME(PARAMS):\n    BODY\n    yield", "list(NAME(ARGS))"),
    "method": (
        "class CLASS:\n    ATTRIBUTES\n    INIT\n    def NAME(self, PARAMS):\n        BODY",
        "CLASS().NAME(ARGS)",
    ),
    "init": ("class CLASS:\n    def __init__(self, PARAMS):\n        BODY", "CLASS(ARGS)"),
    "call": ("class CLASS:\n    def __call__(self, PARAMS):\n        BODY", "CLASS()(ARGS)"),
    "static method": (
        "class CLASS:\n    @staticmethod\n    def NAME(PARAMS):\n        BODY",
        "CLASS.NAME(ARGS)",
    ),
    "class method": (
        "class CLASS:\n    ATTRIBUTES\n    @classmethod\n    def NAME(cls, PARAMS):\n        BODY",
        "CLASS.NAME(ARGS)",
    ),
    "property": (
        "class CLASS:\n    ATTRIBUTES\n    INIT\n    @property\n    def NAME(self):\n        BODY",
        "CLASS().NAME",
    ),
    "class": ("class CLASS:\n    BODY", ""),
    "wrapped": (
        "def wrap(function):\n    @functools.wraps(function)\n    def inner(*args, **kwargs):\n"
        "        return function(*args, **kwargs)\n    return inner\n"
        "@wrap\ndef NAME(PARAMS):\n    BODY",
        "NAME(ARGS)",
    ),
    "cached": ("@functools.lru_cache\ndef NAME(PARAMS):\n    BODY", "NAME(ARGS)"),
    "called by name": ("def NAME(PARAMS):\n    BODY", "globals().get('', NAME)(ARGS)"),
    "called through a dict": ("def NAME(PARAMS):\n    BODY", "{'x': NAME}['x'](ARGS)"),
    "called through an alias": ("def NAME(PARAMS):\n    BODY", "again = NAME\nagain(ARGS)"),
    "called in a loop": (
        "def NAME(PARAMS):\n    BODY",
        "for step in (NAME,):\n    step(ARGS)",
    ),
    "called by a partial": ("def NAME(PARAMS):\n    BODY", "functools.partial(NAME, ARGS)()"),
    "called by a function": (
        "def NAME(PARAMS):\n    BODY\ndef then(*args, **kwargs):\n"
        "    return NAME(*args, **kwargs)",
        "then(ARGS)",
    ),
    "called by map": ("def NAME(PARAMS):\n    BODY", "list(map(lambda _: NAME(ARGS), [0]))"),
    "called by a thread": (
        "def NAME(PARAMS):\n    BODY",
        "thread = threading.Thread(target=lambda: NAME(ARGS))\nthread.start()\nthread.join()",
    ),
    "called at exit": ("def NAME():\n    BODY", "atexit.register(NAME)"),
    "called by a decorator": (
        "def now(function):\n    function()\n    return function\n@now\ndef NAME():\n    BODY",
        "",
    ),
}
# These call the function from another one, which cannot see the names of a class.
_CALLED_INSIDE: Final = frozenset({"called by a function", "called by map", "called by a thread"})
CLASSES: Final = frozenset({"class"})
# Blocks whose body always runs, and runs to its end.
STRAIGHT: Final = frozenset(
    {"try finally", "with", "with as", "early exit", "early raise", "early return", "assert"}
)
UNSEEN: Final = (
    frozenset(form for form in SCOPES if form in {"call", "property"} or form.startswith("called "))
    - _CALLED_INSIDE
)
# Here the launch is not in the function whose call can be seen.
ATTRIBUTED: Final = frozenset({"method", "property", "class method"})

# What may stand around the expression that launches.
WRAPPINGS: Final = {
    "statement": "CALL",
    "bound": "result = CALL",
    "annotated": "result: object = CALL",
    "walrus": "(result := CALL)",
    "argument": "print(CALL)",
    "in a tuple": "(0, CALL)",
    "list": "[CALL for _ in range(1)]",
    "nested list": "[[CALL for _ in range(1)] for _ in range(1)]",
    "generator": "list(CALL for _ in (1,) if True)",
    "dict": "{_: CALL for _ in range(1)}",
    "condition": "[_ for _ in range(1) if CALL]",
    "iterable": "[_ for _ in (CALL,)]",
    "lambda": "(lambda: CALL)()",
    "later lambda": "launch = lambda: CALL\nlaunch()",
    "lambda in a lambda": "(lambda: (lambda: CALL)())()",
    "ternary": "CALL if YES else None",
    "ternary else": "None if NO else CALL",
    "and": "YES and CALL",
    "or": "NO or CALL",
    "compared": "CALL is None",
    "not": "not CALL",
    "default": "def helper(result=CALL):\n    return result",
    "base": "class Helper(CALL or object):\n    pass",
    "test": "if CALL:\n    pass",
    "loop test": "while CALL:\n    break",
    "loop": "for _ in (CALL,):\n    pass",
    "context": "with contextlib.nullcontext(CALL):\n    pass",
    "subject": "match CALL:\n    case _:\n        pass",
    "raise": "raise SystemExit(CALL)",
    "element": "{'x': CALL}['x']",
    "starred": "print(*[CALL])",
    "assertion": "assert not CALL",
    "index": "{}.get(CALL)",
    "non-ASCII": "'Grüße, 世界'; CALL",
    "in brackets": "(\n    CALL\n)",
    "return": "return CALL",
    "yield": "yield CALL",
}
_LAMBDAS: Final = frozenset({"lambda", "later lambda", "lambda in a lambda"})
_EXPRESSION_SCOPES: Final = _LAMBDAS | {
    "list", "nested list", "generator", "dict", "condition",
}  # fmt: skip

IMPORTS: Final = {
    "asyncio.": "import asyncio",
    "atexit.": "import atexit",
    "concurrent.": "import concurrent.futures",
    "contextlib.": "import contextlib",
    "dataclasses.": "import dataclasses",
    "enum.": "import enum",
    "functools.": "import functools",
    "importlib.": "import importlib",
    "json.": "import json",
    "os.": "import os",
    "pathlib.": "import pathlib",
    "sys.": "import sys",
    "(sys,": "import sys",
    "threading.": "import threading",
    "types.": "import types",
    "typing.": "import typing",
    "Stub": STUB,
    "Empty()": EMPTY,
    "Denied()": DENIED,
}

_POOLS: Final = {
    "app": ("app", "api", "web", "asgi", "site"),
    "run": ("serve", "launch_server", "start_server", "go"),
    "reload": ("reload", "debug_mode", "RELOAD", "watch"),
    "workers": ("workers", "count", "WORKERS", "processes"),
    "function": ("main", "start", "boot", "cli"),
    "class": ("Runner", "Backend", "Application", "Command"),
    "box": ("Settings", "Holder", "Box", "State"),
    "helper": ("make_app", "make", "build", "get"),
}


@dataclass
class _Slot:
    """A place for statements on the way to the launch.

    ``scope`` is the number of the scope whose code it is, ``kind`` that scope's kind,
    ``after`` the statements of the same block behind the launch.
    """

    scope: int
    kind: str
    lines: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass
class _Frame:
    """A block or scope around the launch; ``between`` runs when a scope is there, uncalled."""

    form: str
    body: _Slot
    between: _Slot | None = None
    name: str = ""
    class_name: str = ""
    parameters: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    init: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)


@dataclass
class _Value:
    """A value on its way to the launch.

    ``expr`` reads it, ``same`` and ``other`` are expressions of the same and of another
    kind, to be read anywhere.  A ``steady`` value is never replaced, and goes no way on
    which the plugin loses it; a ``foreign`` one is bound by another scope than its own, and
    a ``layered`` one was something else before, in a block that may be left out.  ``name`` is
    the name that holds it, bound in ``slot``.  ``real`` is False for what stands where
    ``uvicorn.run`` should, for a string and for a flag that is off.
    """

    role: str
    expr: str
    same: Sequence[str]
    other: Sequence[str]
    truth: bool | None = None
    real: bool = True
    steady: bool = False
    foreign: bool = False
    layered: bool = False
    empty: bool = False
    name: str = ""
    slot: _Slot | None = None

    def turn(self) -> None:
        """Note that the value is now one of the other kind."""
        self.same, self.other = self.other, self.same
        self.truth = None
        self.real = not self.real


class _Names:
    """Gives names that a program has not used yet."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.used: set[str] = set()

    def fresh(self, pool: str) -> str:
        names = [name for name in _POOLS[pool] if name not in self.used]
        if names:
            name = str(self.draw(st.sampled_from(names)))
        else:
            name = _POOLS[pool][0]
            number = 2
            while f"{name}{number}" in self.used:
                number += 1
            name = f"{name}{number}"
        self.used.add(name)
        return name


class _Part:
    """Composes one launch with everything around it."""

    def __init__(
        self, draw: Draw, names: _Names, number: int, *, last: bool, may_defer: bool
    ) -> None:
        self.draw = draw
        self.names = names
        self.number = number
        self.last = last
        self.may_defer = may_defer
        self.call_mark = chr(0xE000 + 2 * number)
        self.spot_mark = chr(0xE001 + 2 * number)
        self.silences: set[Silence] = set()
        self.ingredients: list[str] = []
        self.modules: dict[str, str] = {"service.py": SERVICE}
        self.deferred = False
        self.frames: list[_Frame] = []
        self.slots: list[_Slot] = []
        self.wrapping = "statement"
        self.way: Callable[..., tuple[list[str], str]] = self.direct

    # Choices

    def below(self, count: int) -> int:
        return int(self.draw(st.integers(0, count - 1)))

    def chance(self, out_of: int) -> bool:
        """Return True once in so many times; simplest is False."""
        return self.below(out_of) == out_of - 1

    def pick(self, items: Sequence[str]) -> str:
        return items[self.below(len(items))]

    def choose(self, *ways: Callable[..., Any]) -> Callable[..., Any]:
        way = ways[self.below(len(ways))]
        self.ingredients.append(way.__name__)
        return way

    # The whole

    def compose(self) -> list[str]:
        """Return the lines of the part."""
        self.open_frames()
        self.choose_way()
        run = self.travel(self.run_value())
        app = self.travel(self.app_value())
        flags = [
            self.travel(self.flag_value(name, on=self.below(3) < 2))
            for name in ("reload", "workers")
            if self.below(4)
        ]
        self.disturb([run, app, *flags])
        if self.chance(2):
            flags.reverse()
        self.set_environment([flag.role for flag in flags])
        arguments = [(flag.role, flag.expr) for flag in flags]
        if self.chance(4):
            extra = self.pick(
                ("host='127.0.0.1'", "port=8000", "log_level='critical'", "log_config=None",
                 "access_log=False", "reload_dirs=['.']", "factory=False", "limit_concurrency=9")
            )  # fmt: skip
            name, _, value = extra.partition("=")
            arguments.insert(self.below(len(arguments) + 1), (name, value))
        body = self.launch(run.expr, app, arguments)
        if not self.last:
            body = ["try:", *_indented(body), *UNEXPECTED]
        return self.render(body)

    def set_environment(self, given: Sequence[str]) -> None:
        """Set the variable that uvicorn takes for the number of workers, now and then."""
        if "workers" in given or self.number or not self.last or not self.chance(8):
            return
        count = self.pick(("4", "2", "1", "0", "1"))
        line = self.pick(
            (
                f"os.environ['WEB_CONCURRENCY'] = '{count}'",
                f"os.environ['WEB_CONCURRENCY'] = str({count})",
                f"os.environ.update(WEB_CONCURRENCY='{count}')",
                f"os.environ['WEB_CONCURRENCY'] = '5'\nos.environ['WEB_CONCURRENCY'] = '{count}'",
                f"os.environ['WEB_CONCURRENCY'] = '{count}'\ndel os.environ['WEB_CONCURRENCY']",
                f"os.environ['WEB_CONCURRENCY'] = '{count}'\n"
                "os.environ.pop('WEB_CONCURRENCY', None)",
            )
        )
        self.ingredients.append("WEB_CONCURRENCY")
        self.slots[-1].lines += line.split("\n")

    def open_frames(self) -> None:
        """Choose the blocks and scopes around the launch."""
        self.slots = [_Slot(0, "module")]
        forms: list[str] = []
        for _ in range(self.below(4)):
            pool = [*BLOCKS, *SCOPES] if self.chance(3) else [*SCOPES] * self.below(3) or [*BLOCKS]
            form = self.pick(pool)
            here = self.slots[-1]
            if (
                (form == "guard" and (here.kind != "module" or "guard" in forms))
                or (form == "async function" and "async function" in forms)
                or (here.kind == "class" and form in _CALLED_INSIDE)
                or (form in {"early return", "late return"} and here.kind != "function")
            ):
                continue
            forms.append(form)
            self.ingredients.append(form)
            if form in EXPECTING:
                self.silences.add(Silence.EXPECTED)
            if form in BLOCKS:
                slot = _Slot(here.scope, here.kind)
                frame = _Frame(form, slot)
            else:
                scope = max(slot.scope for slot in self.slots) + 1
                slot = _Slot(scope, "class" if form in CLASSES else "function")
                frame = _Frame(form, slot, name=self.names.fresh("function"))
                frame.class_name = self.names.fresh("class")
                if SCOPES[form][1]:
                    frame.between = _Slot(here.scope, here.kind)
                    self.slots.append(frame.between)
            self.slots.append(slot)
            self.frames.append(frame)
        here = self.slots[-1]
        innermost = [frame.form for frame in self.frames if frame.form in SCOPES][-1:]
        for _ in range(self.below(3)):
            self.wrapping = self.pick([*WRAPPINGS])
            if self.wrapping == "return" and here.kind != "function":
                self.wrapping = "statement"
            if self.wrapping == "yield" and innermost != ["generator"]:
                self.wrapping = "statement"
        self.ingredients.append(self.wrapping)

    def choose_way(self) -> None:
        """Choose how uvicorn is called."""
        ways: list[Callable[[str, str, list[tuple[str, str]]], tuple[list[str], str]]] = [
            self.direct, self.direct, self.by_keyword, self.star, self.double_star,
            self.partial_now, self.partial_later, self.wrongly,
        ]  # fmt: skip
        if self.may_defer and not any(frame.form == "called at exit" for frame in self.frames):
            ways += [self.in_thread, self.to_thread, self.submitted, self.in_executor]
        self.way = self.choose(*ways)

    def render(self, body: list[str]) -> list[str]:
        """Return the lines of all frames around ``body``."""
        slots = iter(reversed(self.slots))
        slot = next(slots)
        lines = [*slot.lines, *body, *slot.after]
        for frame in reversed(self.frames):
            if frame.form in BLOCKS:
                lines = _fill(self.filled(BLOCKS[frame.form]), {"BODY": lines})
            else:
                define, _ = SCOPES[frame.form]
                method = ["def __init__(self):", *_indented(frame.init)] if frame.init else []
                blanks = {"BODY": lines, "ATTRIBUTES": frame.attributes, "INIT": method}
                lines = _fill(self.named(define, frame), blanks)
                if frame.between is not None:
                    between = next(slots)
                    lines += [*between.lines, *frame.calls, *between.after]
            slot = next(slots)
            lines = [*slot.lines, *lines, *slot.after]
        return lines

    def filled(self, text: str) -> str:
        """Replace the conditions in a template."""
        for word, pool in (("YES", YES), ("NO", NO), ("TRUE", TRUE), ("FALSE", FALSE)):
            while word in text:
                text = text.replace(word, self.pick(pool), 1)
        return text

    @staticmethod
    def named(text: str, frame: _Frame) -> str:
        text = text.replace("CLASS", frame.class_name).replace("NAME", frame.name)
        for hole, parts in (("PARAMS", frame.parameters), ("ARGS", frame.arguments)):
            joined = ", ".join(parts)
            text = text.replace(f", {hole}", f", {joined}" if joined else "")
            text = text.replace(hole, joined)
        return text

    # Values: uvicorn.run

    def run_value(self) -> _Value:
        """Bring in ``uvicorn.run``, or something that looks like it."""
        slot = self.start()
        if self.last and not self.number and self.below(8) == 7:
            return self.impostor(slot)
        lines, expr, name = self.genuine(slot)
        slot.lines += lines
        value = _Value("run", expr, RUNS, STUBS, True, name=name, slot=slot)
        return value

    def genuine(self, slot: _Slot) -> tuple[list[str], str, str]:
        """Return lines that import uvicorn, an expression for its run, and the name bound."""
        alias = self.names.fresh("run")
        if self.number:
            # Of another part the functions may still read the usual names.
            others: list[tuple[list[str], str, str]] = [
                ([f"from uvicorn import run as {alias}"], alias, alias),
                ([f"import uvicorn as {alias}"], f"{alias}.run", alias),
                ([f"{alias} = __import__('uvicorn')"], f"{alias}.run", alias),
                ([], "importlib.import_module('uvicorn').run", ""),
            ]
            return others[self.below(4)]
        forms: list[tuple[list[str], str, str]] = [
            (["import uvicorn"], "uvicorn.run", "uvicorn"),
            (["import uvicorn as u"], "u.run", "u"),
            (["from uvicorn import run"], "run", "run"),
            ([f"from uvicorn import run as {alias}"], alias, alias),
            (["from uvicorn.main import run"], "run", "run"),
            ([f"from uvicorn.main import run as {alias}, main as cli_main"], alias, alias),
            (["import uvicorn.config"], "uvicorn.run", "uvicorn"),
            (["import uvicorn.config, uvicorn.main"], "uvicorn.run", "uvicorn"),
            (["from uvicorn import Config, run, Server"], "run", "run"),
            (_try("import uvicorn", "uvicorn = None"), "uvicorn.run", "uvicorn"),
            (_try("import uvicorn", "raise"), "uvicorn.run", "uvicorn"),
            (_try(f"from uvicorn import run as {alias}", f"{alias} = None"), alias, alias),
            (_try("import nowhere as u", "import uvicorn as u"), "u.run", "u"),
            (
                ["try:", "    import uvicorn", "finally:", "    pass"],
                "uvicorn.run",
                "uvicorn",
            ),
            (
                [f"if {self.pick(YES)}:", "    import uvicorn", "else:", "    uvicorn = None"],
                "uvicorn.run",
                "uvicorn",
            ),
            (
                [
                    f"if {self.pick(NO)}:",
                    "    import json as u",
                    "else:",
                    "    import uvicorn as u",
                ],
                "u.run",
                "u",
            ),
            (["u = importlib.import_module('uvicorn')"], "u.run", "u"),
            (["from importlib import import_module as load"], "load('uvicorn').run", ""),
            ([], "importlib.import_module('uvicorn').run", ""),
            (["u = __import__('uvicorn')"], "u.run", "u"),
            ([], "__import__('uvicorn').run", ""),
            (["import uvicorn as first", "u = first"], "u.run", "u"),
            (["import uvicorn", f"{alias} = uvicorn.run"], alias, alias),
            (["import uvicorn", f"if ({alias} := uvicorn.run):", "    pass"], alias, alias),
            (["import uvicorn", "u, other = uvicorn, None"], "u.run", "u"),
            (["import uvicorn, json"], "(u := uvicorn).run", ""),
        ]
        if slot.kind == "module" and "main" not in self.names.used:
            self.names.used.add("main")
            forms.append((["from uvicorn import *"], "run", "run"))
            forms.append((["from uvicorn.main import *"], "run", "run"))
        form = forms[self.below(len(forms))]
        if slot.kind == "class" and ":=" in form[1]:
            form = forms[0]
        self.ingredients.append("; ".join(form[0][:2]))
        if self.chance(30):
            self.silences.add(Silence.FOREIGN)
            return ["from service import uvicorn"], "uvicorn.run", "uvicorn"
        return form

    def impostor(self, slot: _Slot) -> _Value:
        """Bring in what is not uvicorn's run, though it looks so."""
        forms: list[tuple[list[str], str, str]] = [
            (["def run(*args, **kwargs): ..."], "run", "run"),
            (["import fake as uvicorn"], "uvicorn.run", "uvicorn"),
            (["from fake import run"], "run", "run"),
            (["import uvicorn", "from fake import run"], "run", "run"),
            (["from fake import run as serve, main"], "serve", "serve"),
            (["class uvicorn:", "    def run(*args, **kwargs): ..."], "uvicorn.run", "uvicorn"),
            (["uvicorn = types.SimpleNamespace(run=print)"], "uvicorn.run", "uvicorn"),
            (["import uvicorn"], "uvicorn.main.run", "uvicorn"),
            (["import uvicorn.main"], "uvicorn.main.run", "uvicorn"),
            (["from uvicorn import main"], "main.run", "main"),
            (["import uvicorn.main as m"], "m.run", "m"),
            (["import uvicorn.config as c"], "c.run", "c"),
            (["from uvicorn import Config as run"], "run", "run"),
            (["import uvicorn"], "uvicorn.Config", "uvicorn"),
            (["from uvicorn import run", "run = Stub.run"], "run", "run"),
            (["import uvicorn", "uvicorn = Stub"], "uvicorn.run", "uvicorn"),
            (["import uvicorn as u", "import fake as u"], "u.run", "u"),
            (["import uvicorn", "import fake as uvicorn"], "uvicorn.run", "uvicorn"),
            (["import uvicorn", "def uvicorn(): ...", "uvicorn.run = print"], "uvicorn.run", ""),
            (["import uvicorn", "uvicorn.run = Stub.run"], "uvicorn.run", "uvicorn"),
            (["import uvicorn", "del uvicorn"], "uvicorn.run", ""),
            (["from uvicorn import run", "run = (lambda run: run)(Stub.run)"], "run", "run"),
            (["import uvicorn", "run = Stub.run"], "run", "run"),
            (["import uvicorn", "class run(dict): ..."], "run", "run"),
            (["import uvicorn", "uvicorn = importlib.import_module('fake')"], "uvicorn.run", ""),
            (["import asyncio as uvicorn"], "uvicorn.run", "uvicorn"),
            (["from asyncio import run"], "run", "run"),
        ]
        lines, expr, name = forms[self.below(len(forms))]
        if self.is_bypassed(slot):
            lines, expr, name = forms[0]
        self.ingredients.append("; ".join(lines[-2:]))
        self.modules["fake.py"] = FAKE
        slot.lines += lines
        value = _Value("run", expr, STUBS, RUNS, real=False, name=name, slot=slot)
        # It fails where it is read, so that nothing behind it runs.
        value.steady = expr in {"uvicorn.main.run", "main.run", "m.run", "c.run"} or not name
        return value

    # Values: the application

    def app_value(self) -> _Value:
        """Make an application, or an import string."""
        slot = self.start()
        if self.below(3) < 2:
            value = _Value("app", "", OBJECTS, STRINGS)
            way = self.choose(
                self.function_app, self.async_app, self.instance_app, self.lambda_app,
                self.factory_app, self.module_app, self.imported_app, self.plain_object,
                self.held_object, self.wrapped_app, self.built_app, self.new_app,
                self.awaited_app, self.used_app,
            )  # fmt: skip
        else:
            value = _Value("app", "", STRINGS, OBJECTS, truth=True, real=False)
            way = self.choose(
                self.literal, self.formatted, self.made_string, self.str_subclass,
                self.enum_member, self.imported_string, self.read_string, self.held_string,
                self.built_app, self.new_string, self.awaited_app, self.unused_string,
            )  # fmt: skip
        value.slot = slot
        way(value, slot)
        return value

    def bound(self, value: _Value, slot: _Slot, name: str, lines: Sequence[str]) -> None:
        slot.lines += lines
        value.expr = value.name = name

    def function_app(self, value: _Value, slot: _Slot) -> None:
        name = self.names.fresh("app")
        self.bound(value, slot, name, [f"def {name}(scope, receive=None, send=None): ..."])

    def async_app(self, value: _Value, slot: _Slot) -> None:
        name = self.names.fresh("app")
        self.bound(value, slot, name, [f"async def {name}(scope, receive, send): ..."])

    def lambda_app(self, value: _Value, slot: _Slot) -> None:
        value.expr = "(lambda scope, receive, send: None)"

    def app_class(self, slot: _Slot) -> str:
        name = self.names.fresh("class")
        base = self.pick(("", "", "(object)", "(dict)", "(Exception)", "(typing.Generic[T])"))
        if "Generic" in base:
            slot.lines.append("T = typing.TypeVar('T')")
        slot.lines += [
            f"class {name}{base}:",
            "    async def __call__(self, scope=None, receive=None, send=None): ...",
        ]
        return name

    def instance_app(self, value: _Value, slot: _Slot) -> None:
        name = self.app_class(slot)
        value.expr = self.pick((f"{name}()", name))

    def factory_app(self, value: _Value, slot: _Slot) -> None:
        made = self.pick(("object()", "(lambda scope: None)", "inner", "None", "{'app': 1}"))
        name = self.names.fresh("helper")
        body = self.pick(
            (
                f"return {made}",
                f"app = {made}\n    return app",
                f"if {self.pick(YES)}:\n        return {made}\n    return inner",
                f"try:\n        return {made}\n    finally:\n        print()",
                "yield inner",
                "pass",
                "return",
                f"app = None\n    for _ in range(1):\n        app = {made}\n    return app",
                f"with contextlib.nullcontext():\n        return {made}",
                f"match 1:\n        case 1:\n            return {made}\n    return None",
                f"while True:\n        return {made}",
            )
        )
        head = self.pick(("def ", "def ", "async def ", "@functools.lru_cache\ndef "))
        if "yield" in body:
            head = "def "
        inner = "    async def inner(scope, receive, send): ..."
        slot.lines += [*f"{head}{name}():".split("\n"), inner, *f"    {body}".split("\n")]
        value.expr = f"{name}()"
        value.empty = made == "None" or body in {"pass", "return"}

    def module_app(self, value: _Value, slot: _Slot) -> None:
        self.modules["site_package/__init__.py"] = ""
        self.modules["site_package/web.py"] = SERVICE
        name = self.names.fresh("app")
        line, value.expr, value.name = (
            ("import service", "service.app", "service"),
            ("import service as s", "s.application", "s"),
            ("import site_package.web", "site_package.web.app", ""),
            ("import site_package.web as w", "w.app", "w"),
            ("from site_package import web as w", "w.app", "w"),
            ("import service", "service.Api()", "service"),
            ("import service", "service.create_app()", "service"),
            (f"import service as {name}", name, name),
            ("import site_package.web", "site_package.web", ""),
        )[self.below(9)]
        slot.lines.append(line)
        if value.expr != value.name:
            value.name = ""

    def imported_app(self, value: _Value, slot: _Slot) -> None:
        name = self.names.fresh("app")
        line, value.expr = (
            (f"from service import app as {name}", name),
            (f"from service import application as {name}", name),
            ("from service import create_app as factory", "factory()"),
            ("from service import create_app", "create_app()"),
            ("from service import Api", "Api()"),
            ("from service import Api", "Api"),
            ("from service import Middleware", "Middleware('service:app')"),
            ("from service import create_app", "create_app"),
        )[self.below(8)]
        slot.lines.append(line)
        value.name = value.expr if value.expr == name else ""

    def plain_object(self, value: _Value, slot: _Slot) -> None:
        value.expr = self.pick(
            ("None", "7", "1.5", "b'service:app'", "pathlib.Path('main.py')", "[]",
             "('service:app',)",
             "{'app': 1}", "set()", "...", "True", "object()", "[x for x in 'ab']", "2j",
             "(x for x in 'ab')", "types.SimpleNamespace()", "bytes(3)", "{1}", "not 'service:app'",
             "'service:app' == 'service:app'", "len('service:app')", "-1", "lambda: 'service:app'",
             "'service:app'.encode()", "'service:app'.split(':')", "'service:app'.startswith('m')",
             "functools.partial(print)", "1 + 1", "f'{1}'.encode()", "'a' 'b'.isalpha()", "sys",
             "list('service:app')", "dict(app='service:app')", "bytearray(b'x')", "range(3)")
        )  # fmt: skip
        value.empty = value.expr == "None"
        if value.expr.startswith("lambda"):
            value.expr = f"({value.expr})"

    def built_app(self, value: _Value, slot: _Slot) -> None:
        """Build an application, or a string, in steps that give the builder again."""
        name = self.names.fresh("class")
        made = self.pick(value.same)
        slot.lines += [
            f"class {name}:",
            f"    def using(self, it=None){self.pick((f' -> {name!r}', '', ' -> typing.Any'))}:",
            "        return self",
            f"    def build(self){self.pick(('', ' -> typing.Any'))}:",
            f"        return {made}",
        ]
        value.expr = f"{name}().using(1).using().build()"
        if made == "None":
            self.silences.add(Silence.PLACEHOLDER)

    def new_app(self, value: _Value, slot: _Slot) -> None:
        """Make an instance in a ``__new__``."""
        name = self.names.fresh("class")
        body = self.pick(
            (
                "return super().__new__(cls)",
                "return object.__new__(cls)",
                "made = super().__new__(cls)\n        return made",
                "if cls.one is None:\n            cls.one = super().__new__(cls)\n"
                "        return cls.one",
                "return 7",
            )
        )
        slot.lines += [
            f"class {name}:",
            "    one = None",
            "    def __new__(cls, *args):",
            *f"        {body}".split("\n"),
        ]
        value.expr = f"{name}({self.pick(('', '1'))})"

    def new_string(self, value: _Value, slot: _Slot) -> None:
        """Make a string in a ``__new__``."""
        name = self.names.fresh("class")
        base, body = (
            ("", "return 'service:app'"),
            ("str", "return super().__new__(cls, 'service:app')"),
            ("str", "return str.__new__(cls, 'service:app')"),
            ("", "cls.one = cls.one or 'service:app'\n        return cls.one"),
            ("", "one = object.__new__(cls)\n        return str(one)"),
        )[self.below(5)]
        slot.lines += [
            f"class {name}({base}):",
            "    one = None",
            "    def __new__(cls, *args):",
            *f"        {body}".split("\n"),
        ]
        value.expr = f"{name}()"

    def awaited_app(self, value: _Value, slot: _Slot) -> None:
        """Run an async function to its end."""
        if self.is_async():
            value.expr = self.pick(value.same)
            value.empty = value.expr == "None"
            return
        name = self.names.fresh("helper")
        made = self.pick(value.same)
        loop = "asyncio.new_event_loop().run_until_complete"
        run = self.pick(("asyncio.run", loop))
        app = self.names.fresh("app")
        # It is made before the call, which may stand in a coroutine.
        lines = [f"async def {name}():", f"    return {made}", f"{app} = {run}({name}())"]
        self.bound(value, slot, app, lines)
        value.empty = made == "None"

    def used_app(self, value: _Value, slot: _Slot) -> None:
        """Import an application by a doubtful name, and use it as no string can be."""
        self.modules["config.py"] = self.modules["cli_service.py"] = SERVICE
        if any(frame.between is slot for frame in self.frames):
            self.silences.add(Silence.UNSEEN)  # a function that is above reads it
        name = self.names.fresh("app")
        if slot.kind == "module" and self.chance(3):
            self.silences.add(Silence.UNSEEN)  # what may be left out, it may have bound, too
            self.modules["stars.py"] = SERVICE.replace("import uvicorn\n", "")
            slot.lines += ["from stars import *", "app.__defaults__"]
            value.expr, value.steady = "app", True
            self.names.used.add("app")
            return
        if self.chance(3):
            self.bound(value, slot, name, [f"from cli_service import app as {name}"])
        else:
            self.bound(
                value, slot, name, [f"from config import app as {name}", f"{name}.__defaults__"]
            )

    def unused_string(self, value: _Value, slot: _Slot) -> None:
        """Import a string by a name that may as well be an application's."""
        self.modules["conf.py"] = "app = 'service:app'\nclass Settings:\n    app = app\n"
        name = self.names.fresh("app")
        line, value.expr = (
            (f"from conf import app as {name}", name),
            ("import conf", "conf.app"),
            ("from conf import Settings", "Settings.app"),
            ("import conf", "conf.Settings.app"),
        )[self.below(4)]
        slot.lines.append(line)

    def held_object(self, value: _Value, slot: _Slot) -> None:
        expr = self.pick(OBJECTS)
        if expr == "None":
            self.silences.add(Silence.PLACEHOLDER)
        self.hold(value, slot, expr)

    def wrapped_app(self, value: _Value, slot: _Slot) -> None:
        inner = self.app_class(slot)
        name = self.names.fresh("class")
        slot.lines += [
            f"class {name}:",
            "    def __init__(self, app, **options):",
            "        self.app = app",
        ]
        value.expr = self.pick(
            (f"{name}({inner}())", f"{name}(app='service:app')", f"{name}({name})")
        )

    def literal(self, value: _Value, slot: _Slot) -> None:
        value.expr = self.pick(
            ("'service:app'", '"""service:app"""', "'service' ':app'", "r'service:app'")
        )

    def formatted(self, value: _Value, slot: _Slot) -> None:
        value.expr = self.pick(
            ("f'{__name__}:app'", "f'{\"service\"}:{\"app\"!s}'", "'service' + ':app'",
             "'%s:app' % 'service'",
             "'{}:{}'.format('service', 'app')", "':'.join(['service', 'app'])",
             "__name__ + ':app'",
             "'%(m)s:app' % {'m': 'service'}", "'service:app' * 1", "str('service:app')",
             "str.join(':', 'ab')",
             "'{m}:app'.format_map({'m': 'service'})", "f'{1}'", "'service:' + str('app')",
             "f'{object()}'")
        )  # fmt: skip

    def made_string(self, value: _Value, slot: _Slot) -> None:
        value.expr = self.pick(
            ("' service:app '.strip()", "'Service:App'.lower()", "'service:app'[:]",
             "'service:app x'.split()[0]",
             "b'service:app'.decode()", "json.loads('\"service:app\"')", "repr('service:app')",
             "'service:app' or 7",
             "pathlib.Path('service.py').stem + ':app'", "os.environ.get('NOWHERE', 'service:app')",
             "getattr(sys, 'nowhere', 'service:app')", "max('service:app', 'a')",
             "next(iter(['service:app']))",
             "typing.cast(str, 'service:app')", "format('service:app')",
             "'x.app'.replace('.', ':')",
             "(lambda: 'service:app')()", "{'a': 'service:app'}['a']",
             "dict(a='service:app').get('a')",
             "'service:app'.partition('-')[0]", "('service:app',)[0]", "sys.argv[0]",
             "sys.platform",
             "type('T', (str,), {})('service:app')", "str.strip('service:app')",
             "'service:app' and 'service:app'",
             "functools.reduce(lambda a, b: a + b, 'service:app')", "[*['service:app']][0]",
             "os.getcwd()",
             "eval(\"'service:app'\")", "'service:app'.removesuffix('x')", "f'{1}'.zfill(3)",
             "str()",
             "''.join(c for c in 'service:app')", "None or 'service:app'", "'' or 'service:app'",
             "chr(65)",
             "'service:app' if sys.argv else 'service:application'", "asyncio.__name__",
             "sys.version", "hex(3)",
             "os.path.join('a', 'b')", "'service:app'.__str__()", "input.__name__", "__name__")
        )  # fmt: skip

    def str_subclass(self, value: _Value, slot: _Slot) -> None:
        name = self.names.fresh("class")
        slot.lines += self.pick(
            (
                f"class {name}(str): ...",
                f"class Base(str):\n    pass\nclass {name}(Base):\n    pass",
                f"class {name}(str, typing.Generic[typing.TypeVar('T')]): ...",
                f"class {name}(dict if not sys.argv else str): ...",
                f"class Mixin: ...\nclass {name}(Mixin, str): ...",
                f"{name} = str",
                f"{name} = type('{name}', (str,), {{}})",
                f"class Meta(type): ...\nclass {name}(str, metaclass=Meta): ...",
                f"class {name}:\n    def __new__(cls, text): return text",
                f"def {name}(text): return text",
                f"class Meta(type):\n    def __call__(cls, text): return text\n"
                f"class {name}(metaclass=Meta): ...",
                f"def textual(cls): return str\n@textual\nclass {name}: ...",
                f"base = str\nclass {name}(base): ...",
                f"import builtins\nclass {name}(builtins.str): ...",
            )
        ).split("\n")
        value.expr = f"{name}('service:app')"

    def enum_member(self, value: _Value, slot: _Slot) -> None:
        name = self.names.fresh("class")
        bases = ["str, enum.Enum", "str, enum.Enum", "enum.Enum"]
        if sys.version_info >= (3, 11):
            bases += ["enum.StrEnum", "str, enum.ReprEnum"]
        base = self.pick(bases)
        slot.lines += [
            f"class {name}({base}):",
            "    APP = 'service:app'",
            "    API = 'service:application'",
        ]
        reads = [f"{name}.APP.value"]
        if base != "enum.Enum":
            reads += [f"{name}.APP", f"{name}('service:app')", f"{name}['APP']", f"list({name})[0]"]
        value.expr = self.pick(reads)

    def imported_string(self, value: _Value, slot: _Slot) -> None:
        name = self.names.fresh("app")
        line, value.expr = (
            ("from service import TARGET", "TARGET"),
            (f"from service import TARGET as {name}", name),
            ("import service", "service.TARGET"),
            ("import service", "service.get_target()"),
            ("from service import get_target", "get_target()"),
            ("from service import *", "TARGET"),
            ("import service", "vars(service)['TARGET']"),
            ("import service", "getattr(service, 'TARGET')"),
        )[self.below(8)]
        if "*" in line and slot.kind != "module":
            line = line.replace("*", "TARGET")
        slot.lines.append(line)
        value.name = value.expr if value.expr in {name, "TARGET"} else ""

    def read_string(self, value: _Value, slot: _Slot) -> None:
        name = self.names.fresh("helper")
        body = self.pick(
            (
                "return 'service:app'",
                f"if {self.pick(NO)}:\n        return object()\n    return 'service:app'",
                f"if {self.pick(YES)}:\n        return 'service:app'",
                "app = object()\n    app = 'service:app'\n    return app",
                "try:\n        return object()\n    finally:\n        return 'service:app'",
                "try:\n        int('x')\n    except ValueError:\n        return 'service:app'",
                "for app in ['service:app']:\n        return app",
                "return (lambda app: app)('service:app')",
                "def inner(): return 'service:app'\n    return inner()",
                "app = []\n    app = app or 'service:app'\n    return app",
                "app = 'service'\n    app += ':app'\n    return app",
                "app = ['service:app']\n    return app.pop()",
                f"return object() if {self.pick(NO)} else 'service:app'",
            )
        )
        slot.lines += [f"def {name}(app=None):", *f"    {body}".split("\n")]
        value.expr = f"{name}()"

    def held_string(self, value: _Value, slot: _Slot) -> None:
        self.hold(value, slot, "'service:app'")

    def hold(self, value: _Value, slot: _Slot, expr: str) -> None:
        """Put an application into an attribute of a class or instance."""
        name = self.names.fresh("box")
        other = self.pick(value.other)
        ways = [
            (f"class {name}:\n    app = {expr}", f"{name}.app"),
            (f"class {name}:\n    app = {expr}", f"{name}().app"),
            (f"class {name}:\n    def __init__(self):\n        self.app = {expr}", f"{name}().app"),
            (f"class {name}:\n    @property\n    def app(self): return {expr}", f"{name}().app"),
            (f"class {name}:\n    def make(self): return {expr}", f"{name}().make()"),
            (f"class {name}:\n    @staticmethod\n    def make(): return {expr}", f"{name}.make()"),
            (
                f"class {name}:\n    @classmethod\n    def make(cls): return {expr}",
                f"{name}.make()",
            ),
            (f"class Base:\n    app = {expr}\nclass {name}(Base): ...", f"{name}.app"),
            (
                f"class Base:\n    app = {other}\nclass {name}(Base):\n    app = {expr}",
                f"{name}.app",
            ),
            (f"class {name}:\n    app = {other}\n    app = {expr}", f"{name}.app"),
            (f"class {name}:\n    def app(): ...\n    app = {expr}", f"{name}.app"),
        ]
        if not value.real:
            # Strings in disguise: what the class says first is not what is read.
            ways += [
                (f"class {name}:\n    app = None\n{name}.app = {expr}", f"{name}.app"),
                (f"class {name}:\n    app = None\nheld = {name}()\nheld.app = {expr}", "held.app"),
                (f"class {name}:\n    app = None\nsetattr({name}, 'app', {expr})", f"{name}.app"),
                (
                    f"@dataclasses.dataclass\nclass {name}:\n    app: typing.Any = None",
                    f"{name}({expr}).app",
                ),
                (
                    f"@dataclasses.dataclass\nclass {name}:\n    app: object",
                    f"{name}(app={expr}).app",
                ),
                (
                    f"class {name}:\n    app = None\n    def __init__(self, **options):\n"
                    "        self.__dict__.update(options)",
                    f"{name}(app={expr}).app",
                ),
                (
                    f"class {name}(typing.NamedTuple):\n    app: typing.Any = None",
                    f"{name}({expr}).app",
                ),
                (
                    f"class {name}:\n    app = None\n    def __getattribute__(self, name):\n"
                    f"        return {expr}",
                    f"{name}().app",
                ),
                (f"{name} = types.SimpleNamespace(app={expr})", f"{name}.app"),
                (
                    f"class Base:\n    app = None\n    def read(self): return self.app\n"
                    f"class {name}(Base):\n    app = {expr}",
                    f"{name}().read()",
                ),
                (
                    f"class Base:\n    def make(self): return None\n"
                    f"    def read(self): return self.make()\n"
                    f"class {name}(Base):\n    def make(self): return {expr}",
                    f"{name}().read()",
                ),
                (
                    f"class Field:\n    def __get__(self, *args): return {expr}\n"
                    f"class {name}:\n    app = Field()",
                    f"{name}.app",
                ),
                (
                    f"class Meta(type):\n    app = {expr}\nclass {name}(metaclass=Meta): ...",
                    f"{name}.app",
                ),
            ]
        lines, value.expr = ways[self.below(len(ways))]
        slot.lines += lines.split("\n")

    # Values: flags

    def flag_value(self, role: str, *, on: bool) -> _Value:
        """Write a flag that is on or off, or (workers) one that is an error."""
        slot = self.start()
        table = {
            ("reload", True): RELOAD_ON,
            ("reload", False): RELOAD_OFF,
            ("workers", True): WORKERS_ON,
            ("workers", False): WORKERS_OFF,
        }
        expr = self.pick(table[role, on])
        same, other = table[role, on][:4], table[role, not on][:4]
        steady = False
        if role == "workers" and self.chance(12):
            expr, same, steady = self.pick(WORKERS_ERROR), WORKERS_ERROR[:2], True
            self.silences.add(Silence.UNCOMPARED)
        if not steady and slot.kind != "class" and self.chance(6):
            expr = self.held_flag(role, slot, same, other, on=on)
        self.ingredients.append(f"{role}={expr}")
        simple = expr.isidentifier() or expr.isdigit() or expr[0] in "'[{(" and expr[-1] in "']})"
        value = _Value(role, expr if simple else f"({expr})", same, other, real=on, slot=slot)
        value.steady = steady
        if role == "reload":
            value.truth = on
        return value

    def held_flag(
        self, role: str, slot: _Slot, same: Sequence[str], other: Sequence[str], *, on: bool
    ) -> str:
        """Keep a flag in a field, or make it by a function or by a comparison of members."""
        box, helper = self.names.fresh("box"), self.names.fresh("helper")
        expr, wrong = self.pick(same), self.pick(other)
        field = f"    flag: typing.Any = {self.pick((expr, wrong))}"
        dataclass = f"@dataclasses.dataclass\nclass {box}:\n"
        named = f"class {box}(typing.NamedTuple):\n"
        default = f"    flag: typing.Any = {expr}"
        given = f"{box}({self.pick(('', 'flag='))}{expr}).flag"
        plain = f"class {box}:\n    def __init__(self, flag={expr}):\n        self.flag = flag"
        ways = [
            (dataclass + default, f"{box}().flag"),
            (dataclass + field, given),
            (named + default, f"{box}().flag"),
            (named + field, given),
            (f"{dataclass}{default}\nheld{self.number} = {box}()", f"held{self.number}.flag"),
            (plain, f"{box}().flag"),
            (plain, given),
            (f"def {helper}() -> int:\n    return {expr}", f"{helper}()"),
            (f"def {helper}() -> typing.Any:\n    return {expr}, {wrong}", f"{helper}()[0]"),
        ]
        if role == "reload":
            members = f"class {box}(enum.Enum):\n    A = 1\n    B = 2\n    C = 1"
            texts = f"class {box}(str, enum.Enum):\n    A = 'a'\n    B = 'b'\n    C = 'a'"
            right, left = ("A", "C") if on else ("A", "B")
            sign = self.pick(("is", "=="))
            ways += [(lines, f"{box}.{left} {sign} {box}.{right}") for lines in (members, texts)]
            ways += [(members, f"{box}.{right} is {'not ' * (not on)}{box}.{right}")]
        changed = f"{dataclass}    flag: typing.Any = {wrong}\nheld{self.number} = {box}()"
        if self.chance(4):
            self.silences.add(Silence.INSTANCE_FLAG)
            ways = [
                (f"{changed}\nheld{self.number}.flag = {expr}", f"held{self.number}.flag"),
                (f"{changed}\nsetattr(held{self.number}, 'flag', {expr})",
                 f"held{self.number}.flag"),
                (f"{changed}\nvars(held{self.number}).update(flag={expr})",
                 f"held{self.number}.flag"),
                (f"{changed}\ndef {helper}(it):\n    it.flag = {expr}\n"
                 f"{helper}(held{self.number})", f"held{self.number}.flag"),
            ]  # fmt: skip
        lines, read = ways[self.below(len(ways))]
        slot.lines += lines.split("\n")
        return read

    # Routes

    def start(self) -> _Slot:
        """Choose where a value begins."""
        return self.open_slots()[self.below(len(self.open_slots()))]

    def open_slots(self, after: _Slot | None = None) -> list[_Slot]:
        """Return the slots whose names the launch can read, from one on."""
        slots = self.slots
        if after is not None:
            slots = slots[_index(slots, after) :]
        last = self.slots[-1]
        return [slot for slot in slots if slot.kind != "class" or slot.scope == last.scope]

    def travel(self, value: _Value) -> _Value:
        """Take a value through some routes, and shadow or rebind it now and then."""
        assert value.slot is not None
        slot = value.slot
        for _ in range(self.below(4)):
            slots = self.open_slots(slot)
            slot = slots[self.below(len(slots))]
            self.step(value, slot)
            if _index(self.slots, value.slot) > _index(self.slots, slot):
                slot = value.slot
        if value.name and not value.steady and self.chance(4):
            slots = self.open_slots(slot)
            self.override(value, slots[self.below(len(slots))])
        if value.steady:
            value.name = ""
        return value

    def step(self, value: _Value, slot: _Slot) -> None:
        ways: list[Callable[[_Value, _Slot], None]] = [
            self.named_route, self.chain, self.pair, self.rebound, self.walrus, self.deleted,
            self.arms, self.fallback, self.ternary, self.boolean, self.tried, self.block,
            self.through_global, self.several, self.annotated,
        ]  # fmt: skip
        if value.steady:
            ways = [self.named_route, self.chain, self.rebound, self.ternary, self.arms, self.block]
        elif slot.kind != "class":
            if value.role != "run":
                ways += [self.returned, self.class_constant]
            if value.role == "app":
                ways.append(self.attribute)
            if value.role != "run":
                ways.append(self.contained)
            if slot.kind == "function":
                ways.append(self.through_nonlocal)
        if not value.steady and self.chance(8):
            ways = [self.mixed, self.target]
            if slot.kind != "class":
                ways += [
                    self.parameter, self.element, self.attribute, self.returned,
                    self.class_constant,
                ]  # fmt: skip
        way = self.choose(*ways)
        way(value, slot)

    def hang(self, value: _Value, slot: _Slot, text: str, name: str | None = None) -> None:
        """Write statements that give the value to a name: NAME, EXPR, SAME, OTHER in ``text``."""
        name = name or self.names.fresh(value.role)
        if any(word in text for word in ("OTHER", "def NAME", "as NAME")):
            self.doubt(slot)
            value.layered |= self.is_optional(slot)
            if self.is_bypassed(slot):
                if value.role != "run":
                    self.silences.add(Silence.BYPASSED)
                elif not value.real and "nonlocal" not in text and "global" not in text:
                    text = "NAME = EXPR"  # for one branch is enough
        slot.lines += self.written(value, text, name).split("\n")
        value.expr = value.name = name
        value.slot = slot
        value.foreign = "global" in text or "nonlocal" in text

    def carry(self, value: _Value) -> None:
        """Note that a function of its own reads the value."""
        if value.layered:
            self.silences.add(Silence.BYPASSED)

    def doubt(self, slot: _Slot) -> None:
        """Note a rebinding between a function and a call of it that cannot be seen."""
        if any(frame.between is slot and frame.form in UNSEEN for frame in self.frames):
            self.silences.add(Silence.UNSEEN)

    def is_crossing(self, slot: _Slot) -> bool:
        """Is there a function between a place and the launch?"""
        return (
            slot.scope != self.slots[-1].scope
            or self.wrapping in _LAMBDAS
            or self.way.__name__ in {"to_thread", "in_executor"}
        )

    def is_bypassed(self, slot: _Slot) -> bool:
        """May a function with the launch see the names without this code, or with half of it?"""
        return self.is_crossing(slot) and self.is_optional(slot)

    def is_optional(self, slot: _Slot) -> bool:
        """May this code be left out, or left in the middle, as far as anyone can see?"""
        place = _index(self.slots, slot)
        return any(
            frame.form in BLOCKS
            and frame.form not in STRAIGHT
            and frame.body.scope == slot.scope
            and _index(self.slots, frame.body) <= place
            for frame in self.frames
        )

    def written(self, value: _Value, text: str, name: str) -> str:
        text = self.filled(text).replace("NAME", name)
        for word, pool in (("SAME", value.same), ("OTHER", value.other)):
            while word in text:
                text = text.replace(word, self.pick(pool), 1)
        return text.replace("EXPR", value.expr)

    def named_route(self, value: _Value, slot: _Slot) -> None:
        self.hang(value, slot, "NAME = EXPR")

    def chain(self, value: _Value, slot: _Slot) -> None:
        self.hang(value, slot, "NAME = EXPR")
        self.hang(value, slot, "NAME = EXPR")

    def several(self, value: _Value, slot: _Slot) -> None:
        self.hang(value, slot, "NAME = first = EXPR")

    def annotated(self, value: _Value, slot: _Slot) -> None:
        self.hang(value, slot, self.pick(("NAME: typing.Any = EXPR", "NAME: object\nNAME = EXPR")))

    def pair(self, value: _Value, slot: _Slot) -> None:
        text = ("NAME, rest = EXPR, OTHER", "[NAME] = [EXPR]", "(rest, (NAME,)) = OTHER, (EXPR,)")
        self.hang(value, slot, self.pick(text))

    def rebound(self, value: _Value, slot: _Slot) -> None:
        texts = (
            "NAME = OTHER\nNAME = EXPR",
            "NAME = OTHER\nif YES:\n    NAME = SAME\nNAME = EXPR",
            "for NAME in (OTHER,):\n    pass\nNAME = EXPR",
            "def NAME(): ...\nNAME = EXPR",
            "import json as NAME\nNAME = EXPR",
            "NAME = OTHER\nfor _ in range(2):\n    NAME = EXPR\n    break\nelse:\n    NAME = EXPR",
        )
        self.hang(value, slot, self.pick(texts))

    def walrus(self, value: _Value, slot: _Slot) -> None:
        if value.role == "run" and self.below(2):
            name = self.names.fresh("run")
            if self.slots[-1].kind != "class":
                value.expr, value.name = f"({name} := {value.expr})", ""
                return
        texts = ["(NAME := EXPR)", "if (NAME := EXPR) is not 5.5:\n    pass", "print(NAME := EXPR)"]
        if slot.kind != "class":
            texts.append("[NAME := EXPR for _ in range(1)]")
        self.hang(value, slot, self.pick([text.replace("is not 5.5", "or YES") for text in texts]))

    def deleted(self, value: _Value, slot: _Slot) -> None:
        self.hang(value, slot, "NAME = OTHER\ndel NAME\nNAME = EXPR")

    def arms(self, value: _Value, slot: _Slot) -> None:
        self.hang(
            value,
            slot,
            self.pick(
                (
                    "if YES:\n    NAME = EXPR\nelse:\n    NAME = SAME",
                    "if NO:\n    NAME = SAME\nelse:\n    NAME = EXPR",
                    "if NO:\n    NAME = SAME\nelif YES:\n    NAME = EXPR\nelse:\n    NAME = SAME",
                    "if NO:\n    sys.exit()\nelse:\n    NAME = EXPR",
                    "if NO:\n    raise SystemExit\nNAME = EXPR",
                    "match len(sys.argv):\n    case 99:\n        NAME = SAME\n"
                    "    case _:\n        NAME = EXPR",
                )
            ),
        )

    def fallback(self, value: _Value, slot: _Slot) -> None:
        self.hang(
            value,
            slot,
            self.pick(
                (
                    "NAME = SAME\nif YES:\n    NAME = EXPR",
                    "NAME = SAME\nfor _ in range(1):\n    NAME = EXPR",
                    "NAME = EXPR\nif NO:\n    NAME = SAME",
                    "NAME = EXPR\nwhile NO:\n    NAME = SAME",
                    "NAME = OTHER\nif YES:\n    NAME = EXPR\nelse:\n    NAME = SAME",
                    "NAME = EXPR\nif NO:\n    NAME = OTHER\n    sys.exit()",
                    "NAME = EXPR\nif NO:\n    NAME = OTHER\n    raise RuntimeError",
                    "NAME = EXPR\nif NO:\n    del NAME",
                )
            ),
        )

    def ternary(self, value: _Value, slot: _Slot) -> None:
        text = self.pick(
            (
                "(EXPR if TRUE else OTHER)",
                "(OTHER if FALSE else EXPR)",
                "(EXPR if YES else SAME)",
                "(SAME if NO else EXPR)",
                "(EXPR if not FALSE and TRUE else OTHER)",
            )
        )
        value.expr, value.name = self.written(value, text, ""), ""

    def boolean(self, value: _Value, slot: _Slot) -> None:
        texts = ["(TRUE and EXPR)", "(FALSE or EXPR)"]
        if value.truth is True:
            texts += ["(EXPR or OTHER)", "(EXPR or OTHER or OTHER)"]
        elif value.truth is False:
            texts += ["(EXPR and OTHER)"]
        value.expr, value.name = self.written(value, self.pick(texts), ""), ""

    def tried(self, value: _Value, slot: _Slot) -> None:
        self.hang(
            value,
            slot,
            self.pick(
                (
                    "try:\n    NAME = EXPR\nfinally:\n    pass",
                    "try:\n    NAME = OTHER\nfinally:\n    NAME = EXPR",
                    "try:\n    NAME = EXPR\nexcept ValueError:\n    NAME = SAME",
                    "try:\n    int('x')\nexcept ValueError:\n    NAME = EXPR\n"
                    "else:\n    NAME = SAME",
                    "try:\n    pass\nexcept ValueError:\n    NAME = SAME\nelse:\n    NAME = EXPR",
                    "try:\n    NAME = EXPR\nexcept ValueError:\n    raise",
                    "try:\n    NAME = OTHER\n    int('x')\nexcept ValueError:\n    NAME = EXPR\n"
                    "else:\n    NAME = EXPR",
                    "NAME = OTHER\ntry:\n    int('x')\nexcept ValueError as NAME:\n    pass\n"
                    "NAME = EXPR",
                    "try:\n    NAME = OTHER\n    NAME = EXPR\nexcept ValueError:\n    sys.exit()",
                )
            ),
        )

    def block(self, value: _Value, slot: _Slot) -> None:
        self.hang(
            value,
            slot,
            self.pick(
                (
                    "for _ in range(1):\n    NAME = EXPR",
                    "for _ in range(2):\n    if NO:\n        continue\n    NAME = EXPR\n    break",
                    "for _ in ():\n    pass\nelse:\n    NAME = EXPR",
                    "while True:\n    NAME = EXPR\n    break",
                    "while True:\n    NAME = OTHER\n    NAME = EXPR\n    if YES:\n        break",
                    "with contextlib.nullcontext():\n    NAME = EXPR",
                    "with contextlib.suppress(ValueError):\n    NAME = EXPR",
                    "match 1:\n    case 1:\n        NAME = EXPR",
                    "match 'b':\n    case 'a':\n        NAME = SAME\n"
                    "    case _:\n        NAME = EXPR",
                    "if TRUE:\n    NAME = EXPR",
                    "if FALSE:\n    NAME = SAME\nelse:\n    NAME = EXPR",
                )
            ),
        )

    def through_global(self, value: _Value, slot: _Slot) -> None:
        self.carry(value)
        name = self.names.fresh(value.role)
        setter = self.names.fresh("helper")
        if slot.kind == "function":
            self.hang(value, slot, "global NAME\nNAME = EXPR", name)
        else:
            text = f"def {setter}():\n    global NAME\n    NAME = EXPR\n{setter}()"
            if slot.kind == "module":
                self.hang(value, slot, text, name)
            else:
                self.hang(value, slot, "NAME = EXPR", name)

    def through_nonlocal(self, value: _Value, slot: _Slot) -> None:
        self.carry(value)
        setter = self.names.fresh("helper")
        first = self.pick(("SAME", "SAME", "OTHER"))
        if first == "OTHER" and value.role != "run":
            self.silences.add(Silence.MIXED)
        elif first == "OTHER" and not value.real:
            first = "SAME"
        self.hang(
            value,
            slot,
            f"NAME = {first}\ndef {setter}():\n    nonlocal NAME\n    NAME = EXPR\n{setter}()",
        )

    def mixed(self, value: _Value, slot: _Slot) -> None:
        if value.role == "run":
            if not value.real:
                return  # one branch is enough
        else:
            self.silences.add(Silence.MIXED)
        self.hang(
            value,
            slot,
            self.pick(
                (
                    "if YES:\n    NAME = EXPR\nelse:\n    NAME = OTHER",
                    "NAME = OTHER\nif YES:\n    NAME = EXPR",
                    "NAME = EXPR if YES else OTHER",
                    "try:\n    NAME = EXPR\nexcept ValueError:\n    NAME = OTHER",
                    "NAME = OTHER\nfor _ in range(1):\n    NAME = EXPR",
                    "NAME = OTHER\nwith contextlib.suppress(ValueError):\n    NAME = EXPR",
                    "if TRUE:\n    NAME = EXPR\nelse:\n    NAME = OTHER",
                    "NAME = EXPR\nif NO:\n    NAME = OTHER",
                    "match 1:\n    case 1:\n        NAME = EXPR\n    case _:\n        NAME = OTHER",
                    "while YES:\n    NAME = EXPR\n    break\nelse:\n    NAME = OTHER",
                )
            ),
        )

    def target(self, value: _Value, slot: _Slot) -> None:
        self.silences.add(Silence.TARGET)
        self.hang(
            value,
            slot,
            self.pick(
                (
                    "for NAME in (EXPR,):\n    pass",
                    "with contextlib.nullcontext(EXPR) as NAME:\n    pass",
                    "match [EXPR]:\n    case [NAME]:\n        pass",
                    "NAME, *rest = EXPR, 1, 2",
                    "NAME, rest = (EXPR, 1)[:2]",
                )
            ),
        )

    def contained(self, value: _Value, slot: _Slot) -> None:
        """Put the value into a container, and get it out again."""
        self.carry(value)
        helper = self.names.fresh("helper")
        held = f"held_by_{helper}"
        texts = [
            f"{held} = EXPR, OTHER\nNAME, rest = {held}",
            "rest, *_, NAME = OTHER, 1, 2, EXPR",
            "for NAME in (EXPR,):\n    pass",
            "for NAME in (SAME, EXPR):\n    pass",
            f"{held} = [SAME, EXPR]\nfor NAME in {held}:\n    break",
            "for _, NAME in {'x': EXPR}.items():\n    pass",
            "for NAME in {'x': EXPR}.values():\n    pass",
            "for _, NAME in enumerate([EXPR]):\n    pass",
            "for NAME, _ in [(EXPR, OTHER)]:\n    pass",
            "for _, NAME in zip((OTHER,), (EXPR,)):\n    pass",
            f"{held} = {{'x': EXPR, 'y': OTHER}}\nNAME = {held}['x']",
            f"{held} = [OTHER, EXPR]\nNAME = {held}[1]",
            f"{held} = [OTHER, EXPR]\nprint(len({held}))\nNAME = {held}[-1]",
            f"{held} = {{'x': EXPR}}\nNAME = {held}.get('x')",
            f"{held} = {{'x': OTHER}}\nNAME = {held}.get('y', EXPR)",
            f"{held} = {{'x': EXPR, 'y': SAME}}\nNAME = {held}['x' if YES else 'y']",
            f"{held} = {{'x': EXPR, 'y': SAME}}\nNAME = {held}[min('x', 'y')]",
            f"{held} = {{'x': {{'app': EXPR}}}}\n{held}x = {held}['x']\nNAME = {held}x['app']",
            f"def {helper}():\n    return EXPR, OTHER\nNAME, rest = {helper}()",
            f"def {helper}():\n    return OTHER, (OTHER, EXPR)\n_, (_, NAME) = {helper}()",
            f"def {helper}() -> tuple:\n    made = EXPR\n    return made, 1\nNAME = {helper}()[0]",
            f"class {held}:\n    parts = (OTHER, EXPR)\n_, NAME = {held}.parts",
        ]
        if self.chance(4):
            self.silences.add(Silence.CHANGED)
            texts = [
                f"{held} = [OTHER]\n{held}[0] = EXPR\nNAME = {held}[0]",
                f"{held} = [OTHER]\n{held}.insert(0, EXPR)\nNAME = {held}[0]",
                f"{held} = [OTHER]\n{held} += [EXPR]\nNAME = {held}[1]",
                f"{held} = [OTHER]\n{held}.append(EXPR)\nfor NAME in {held}:\n    pass",
                f"{held} = {{'x': OTHER}}\n{held}.update(x=EXPR)\nNAME = {held}['x']",
                f"{held} = {{'x': OTHER}}\n{held}.update(x=EXPR)\nfor NAME in {held}.values():\n"
                "    pass",
                f"{held} = also = [OTHER]\nalso[0] = EXPR\nNAME = {held}[0]",
                f"{held} = [OTHER]\nalso = {held}\nalso[0] = EXPR\nNAME = {held}[0]",
                f"{held} = [[OTHER]]\nfor also in {held}:\n    also[0] = EXPR\n"
                f"NAME = {held}[0][0]",
                f"{held} = ([OTHER],)\n{held}[0][0] = EXPR\n(NAME,) = {held}[0]",
                f"def {helper}(it):\n    it[0] = EXPR\n{held} = [OTHER]\n{helper}({held})\n"
                f"NAME = {held}[0]",
                f"{held} = [OTHER]\ndef {helper}(it={held}):\n    it[0] = EXPR\n    return it\n"
                f"NAME = {helper}()[0]",
                f"@functools.lru_cache\ndef {helper}():\n    return [OTHER]\n"
                f"{helper}()[0] = EXPR\nNAME = {helper}()[0]",
                f"class {held}:\n    parts = [OTHER]\n{held}.parts[0] = EXPR\n"
                f"NAME = {held}.parts[0]",
            ]
        text = texts[self.below(len(texts))]
        self.hang(value, slot, text)

    def element(self, value: _Value, slot: _Slot) -> None:
        self.silences.add(Silence.ELEMENT)
        text = self.pick(("[EXPR][0]", "{'x': EXPR}['x']", "(EXPR,)[-1]", "dict(x=EXPR).get('x')"))
        value.expr, value.name = self.written(value, text, ""), ""

    def returned(self, value: _Value, slot: _Slot) -> None:
        self.carry(value)
        if value.role == "run":
            self.silences.add(Silence.CARRIED)
        helper = self.names.fresh("helper")
        text = self.pick(
            (
                f"def {helper}():\n    return EXPR",
                f"{helper} = lambda: EXPR",
                f"def {helper}():\n    result = EXPR\n    return result",
                f"def {helper}():\n    if NO:\n        return SAME\n    return EXPR",
            )
        )
        slot.lines += self.written(value, text, "").split("\n")
        value.expr, value.name = f"{helper}()", ""

    def place(self, value: _Value) -> None:
        """Note that a class will hold what may be None alone."""
        if value.empty:
            self.silences.add(Silence.PLACEHOLDER)

    def class_constant(self, value: _Value, slot: _Slot) -> None:
        self.place(value)
        if value.role == "run":
            self.silences.add(Silence.CARRIED)
        box, name = self.names.fresh("box"), self.names.fresh(value.role)
        text = f"class {box}:\n    {name} = EXPR"
        slot.lines += self.written(value, text, "").split("\n")
        value.expr, value.name = f"{box}.{name}", ""
        if self.chance(8):
            value.expr = f"getattr({box}, '{name}')"
            self.silences.add(Silence.REFLECTION)

    def attribute(self, value: _Value, slot: _Slot) -> None:
        """Keep the value in an attribute of an instance."""
        self.carry(value)
        self.place(value)
        if value.role != "app":
            self.silences.add(Silence.CARRIED if value.role == "run" else Silence.INSTANCE_FLAG)
        name = self.names.fresh(value.role)
        index = _index(self.slots, slot)
        for frame in self.frames:
            inner = frame.form in ATTRIBUTED and _index(self.slots, frame.body) > index
            if inner and frame.body.scope == self.slots[-1].scope:
                receiver = "cls" if frame.form == "class method" else "self"
                if frame.form == "class method" or self.chance(2):
                    frame.attributes.append(self.written(value, "NAME = EXPR", name))
                else:
                    frame.init.append(self.written(value, "self.NAME = EXPR", name))
                value.expr, value.name = f"{receiver}.{name}", ""
                value.slot = frame.body
                return
        box = self.names.fresh("box")
        text = f"class {box}:\n    def __init__(self):\n        self.NAME = EXPR"
        slot.lines += self.written(value, text, name).split("\n")
        value.expr, value.name = f"{box}().{name}", ""

    def parameter(self, value: _Value, slot: _Slot) -> None:
        """Give the value to a scope around the launch as an argument."""
        index = _index(self.slots, slot)
        for frame in self.frames:
            if (
                frame.between is not None
                and "PARAMS" in SCOPES[frame.form][0]
                and _index(self.slots, frame.between) >= index
                and frame.form != "cached"
            ):
                break
        else:
            return
        name = self.names.fresh(value.role)
        self.silences.add(Silence.PARAMETER)
        frame.arguments.append(f"{name}={value.expr}")
        frame.parameters.append(self.pick((name, f"{name}: typing.Any")))
        frame.parameters.sort(key=lambda parameter: "=" in parameter)
        value.expr = value.name = name
        value.slot = frame.body

    # Shadows and rebindings

    def override(self, value: _Value, slot: _Slot) -> None:
        """Give the name of a value to something else, further on."""
        assert value.slot is not None
        name = value.name
        if value.role == "run" and value.expr != name:
            value.other = ("None", "Stub", "fake", "types.SimpleNamespace(run=print)")
            value.same = RUNS_OF_MODULE if value.real else value.other
            if not value.real:
                value.other = RUNS_OF_MODULE
            if "fake" in (*value.same, *value.other):
                self.modules["fake.py"] = FAKE
                slot.lines.append("import fake")
        way = self.below(10)
        if way not in {5, 6}:
            self.doubt(slot)
        if value.foreign:
            if value.role == "run":
                return
            self.silences.add(Silence.MIXED)
        if way not in {5, 6} and self.is_bypassed(slot):
            if value.role == "run":
                return
            self.silences.add(Silence.BYPASSED)
        if way < 5:
            text = self.pick(
                (
                    "NAME = OTHER",
                    "(NAME := OTHER)",
                    "NAME, rest = OTHER, SAME",
                    "try:\n    NAME = OTHER\nfinally:\n    pass",
                    "del NAME\nNAME = OTHER" if slot.scope == value.slot.scope else "NAME = OTHER",
                )
            )
            slot.lines += self.written(value, text, name).split("\n")
            value.layered |= self.is_optional(slot)
            value.turn()
        elif way < 7:
            slot.lines += self.written(value, "NAME = SAME", name).split("\n")
        elif way == 7:
            if slot.scope != value.slot.scope or value.foreign or value.role not in {"run", "app"}:
                return
            slot.lines.append(f"del {name}")
            value.name = ""
        elif way == 8 and slot.kind == "module" and value.role == "app" and value.expr == name:
            self.silences.add(Silence.REFLECTION)
            slot.lines.append("from service import *")
        elif value.role == "app" and value.expr == name:
            slot.lines.append(f"class {name}: ...")
            if not value.real:
                value.turn()
        else:
            return
        self.ingredients.append(f"override {way}")
        value.slot = slot

    def disturb(self, values: list[_Value]) -> None:
        """Write things that use the names of the values and change nothing, or change it later."""
        for value in values:
            if value.name and self.chance(3):
                slots = self.open_slots(value.slot)
                slot = slots[self.below(len(slots))]
                text = self.pick(
                    (
                        "def unused(NAME):\n    return NAME",
                        "[NAME for NAME in ()]",
                        "{NAME: NAME for NAME in ()}",
                        "unused = lambda NAME: NAME",
                        "class Unused:\n    NAME = OTHER",
                        "def unused():\n    NAME = OTHER\n    return NAME",
                        "def unused():\n    for NAME in (): pass",
                        "def unused(NAME=OTHER): ...",
                        "class Unused:\n    def method(self, NAME):\n        self.NAME = NAME",
                        "print(*(NAME for NAME in (OTHER,)))",
                        "(lambda NAME: NAME)(OTHER)",
                        "def unused():\n    def inner():\n        nonlocal NAME\n"
                        "        NAME = OTHER\n"
                        "    NAME = OTHER\n    inner()\nunused()",
                        "class Unused:\n    for NAME in (OTHER,): pass",
                        "print(NAME)",
                        "if NO:\n    sys.exit(str(NAME))",
                        "assert [NAME]",
                    )
                )
                self.ingredients.append(text)
                slot.lines += self.written(value, text, value.name).split("\n")
        for value in values:
            if value.name and value.slot is not None and self.chance(4):
                self.later(value, value.slot)
        for frame in self.frames:
            if frame.between is not None:
                self.run_frame(frame, values)

    def later(self, value: _Value, slot: _Slot) -> None:
        """Rebind a name behind the launch."""
        text = self.pick(("NAME = OTHER", "NAME = SAME", "del NAME", "(NAME := OTHER)"))
        if value.role == "run" and any(frame.form == "called at exit" for frame in self.frames):
            return
        if value.role == "run" and value.expr != value.name:
            text = self.pick(("NAME = None", "del NAME", "NAME = object()"))
        loops = any(frame.form.startswith(("for", "while")) for frame in self.frames)
        if loops and value.role != "run" and "OTHER" in text:
            self.silences.add(Silence.LATER)  # the next round would see it
        if "SAME" not in text and any(frame.form in UNSEEN for frame in self.frames):
            self.silences.add(Silence.UNSEEN)
        if self.is_crossing(slot):
            if value.role != "run" and "OTHER" in text:
                self.silences.add(Silence.LATER)
            elif not value.real and "OTHER" in text:
                return  # what is uvicorn's in the end may be called then
        self.ingredients.append(f"later {text}")
        slot.after += self.written(value, text, value.name).split("\n")

    def run_frame(self, frame: _Frame, values: list[_Value]) -> None:
        """Write the call of a scope around the launch, or two with a rebinding between them."""
        call = self.named(SCOPES[frame.form][1], frame)
        one = call.split("\n")
        again = self.below(8) == 7
        names = [
            value
            for value in values
            if value.name
            and value.slot is not None
            and frame.between is not None
            and value.slot.scope == frame.between.scope
            and (value.role != "run" or (value.real and value.name == value.expr))
        ]
        if again and names and frame.form not in {"called at exit", "cached"}:
            value = names[self.below(len(names))]
            text = self.pick(("NAME = OTHER", "NAME = OTHER", "NAME = SAME"))
            if "OTHER" in text:
                self.silences.add(Silence.LATER)
            self.ingredients.append("called again")
            one = [
                "try:",
                *_indented(one),
                *UNEXPECTED,
                *self.written(value, text, value.name).split("\n"),
                *one,
            ]
        frame.calls = one

    # The call

    def launch(self, run: str, app: _Value, flags: list[tuple[str, str]]) -> list[str]:
        """Return the statements that call ``uvicorn.run``."""
        lines, expr = self.way(run, app.expr, flags)
        comprehended = self.wrapping in _EXPRESSION_SCOPES and self.slots[-1].kind == "class"
        if ":=" in expr and (comprehended or self.wrapping == "iterable"):
            self.wrapping = "statement"  # there it is a syntax error
        wrapping = WRAPPINGS[self.wrapping]
        if "await" in expr and self.wrapping not in {"statement", "bound", "return", "non-ASCII"}:
            wrapping = "CALL"
        return [*lines, *self.filled(wrapping).replace("CALL", expr).split("\n")]

    @staticmethod
    def keywords(flags: list[tuple[str, str]]) -> list[str]:
        return [f"{name}={value}" for name, value in flags]

    def joined(self, parts: list[str]) -> str:
        """Join arguments, on lines of their own now and then."""
        return ", ".join(parts) if not self.chance(8) else "\n    " + ",\n    ".join(parts) + "\n"

    def direct(self, run: str, app: str, flags: list[tuple[str, str]]) -> tuple[list[str], str]:
        arguments = self.joined([f"{self.spot_mark}{app}", *self.keywords(flags)])
        return [], f"{self.call_mark}{run}({arguments})"

    def by_keyword(self, run: str, app: str, flags: list[tuple[str, str]]) -> tuple[list[str], str]:
        parts = self.keywords(flags)
        parts.insert(self.below(len(parts) + 1), f"app={self.spot_mark}{app}")
        return [], f"{self.call_mark}{run}({self.joined(parts)})"

    def star(self, run: str, app: str, flags: list[tuple[str, str]]) -> tuple[list[str], str]:
        keywords = "".join(f", {keyword}" for keyword in self.keywords(flags))
        way = self.below(4)
        if way == 0:
            both = f"{self.call_mark}{self.spot_mark}{run}(*({self.spot_mark}{app},){keywords})"
            return [], both
        made = (f"({app},)", f"[{app}]", f"[{app}]")[way - 1]
        args = f"args{self.number or ''}"
        lines = [f"{args} = {made}"]
        if way == 3:
            changed = f"{args}.append(1)\n{args}.pop()" if self.chance(2) else f"{args} += []"
            lines.append(changed)
            self.silences.add(Silence.CHANGED)
        lines = "\n".join(lines).split("\n")
        return lines, f"{self.call_mark}{self.spot_mark}{run}(*{args}{keywords})"

    def double_star(
        self, run: str, app: str, flags: list[tuple[str, str]]
    ) -> tuple[list[str], str]:
        whole = [("app", app), *flags]
        head = f"{self.call_mark}{self.spot_mark}{run}"
        display = "{" + ", ".join(f"{name!r}: {value}" for name, value in flags) + "}"
        full = "{" + ", ".join(f"{name!r}: {value}" for name, value in whole) + "}"
        call = f"dict({', '.join(self.keywords(flags))})"
        full_call = f"dict({', '.join(self.keywords(whole))})"
        spot = self.spot_mark
        options = f"options{self.number or ''}"
        way = self.below(13)
        if way >= 9:
            self.ingredients.append(f"** {way}")
        if way == 0:
            return [], f"{head}({spot}{app}, **{display})"
        if way == 1:
            return [], f"{head}({spot}{app}, **{call})"
        if way == 2:
            return [], f"{head}(**{full})"
        if way == 3:
            return [], f"{head}(**{full_call})"
        if way == 4:
            return [f"{options} = {full}"], f"{head}(**{options})"
        if way == 5:
            return [f"{options} = {call}"], f"{head}({spot}{app}, **{options})"
        if way == 6:
            self.silences.add(Silence.CHANGED)  # two names may change it
            return [f"first = {display}", f"{options} = first"], f"{head}({spot}{app}, **{options})"
        if way == 7:
            return [f"{options} = {display}"], f"{head}({spot}{app}, **dict({options}))"
        if way == 8:
            return [f"{options} = {display}"], f"{head}({spot}{app}, **{{**{options}}})"
        self.silences.add(Silence.CHANGED)
        if way == 9:
            name, value = flags[0] if flags else ("reload", "True")
            rest = "{" + ", ".join(f"{name!r}: {value}" for name, value in flags[1:]) + "}"
            return [f"{options} = {rest}", f"{options}[{name!r}] = {value}"], (
                f"{head}({spot}{app}, **{options})"
            )
        if way == 10:
            return [f"{options} = {display}", f"{options}.update(port=1)"], (
                f"{head}({spot}{app}, **{options})"
            )
        if way == 11:
            return [
                f"{options} = {display}",
                f"{options}.clear()",
            ], f"{head}({spot}{app}, **{options})"
        off = "{'reload': False, 'workers': 1}"
        return [f"{options} = {display}"], f"{head}({spot}{app}, **{{**{options}, **{off}}})"

    def partial_now(
        self, run: str, app: str, flags: list[tuple[str, str]]
    ) -> tuple[list[str], str]:
        imports, partial = self.partial()
        arguments = self.joined([f"{self.spot_mark}{app}", *self.keywords(flags)])
        return imports, f"{self.call_mark}{partial}({run}, {arguments})()"

    def partial(self) -> tuple[list[str], str]:
        if self.chance(3):
            return ["from functools import partial"], "partial"
        if self.chance(4):
            return ["from functools import partial as bind"], "bind"
        return [], "functools.partial"

    def partial_later(
        self, run: str, app: str, flags: list[tuple[str, str]]
    ) -> tuple[list[str], str]:
        imports, partial = self.partial()
        keywords = self.keywords(flags)
        spot, mark = self.spot_mark, self.call_mark
        if self.slots[-1].kind == "class":
            self.wrapping = "statement"  # the name is to be seen
        way = self.below(6)
        all_of = ", ".join([run, f"{spot}{app}", *keywords])
        without = ", ".join([run, *keywords])
        self.ingredients.append(f"partial {way}")
        if way == 0:
            return [*imports, f"bound = {partial}({all_of})"], f"{mark}bound()"
        if way == 1:
            return [*imports, f"bound = {partial}({without})"], f"{mark}bound({spot}{app})"
        if way == 2:
            given = ", ".join([f"{spot}{app}", *keywords])
            return [*imports, f"bound = {partial}({run})"], f"{mark}bound({given})"
        if way == 3:
            lines = [*imports, f"bound = {spot}{partial}({run}, {spot}{app})"]
            return lines, f"{mark}{spot}bound({', '.join(keywords)})"
        if way == 4:
            lines = [*imports, f"bound = {spot}{partial}({all_of})"]
            return lines, f"{mark}{spot}bound(reload=False, workers=1)"
        lines = [*imports, f"bound = {spot}{partial}({without})"]
        return lines, f"{mark}{spot}bound({spot}{app}, reload={self.pick(('0', '1'))})"

    def in_thread(self, run: str, app: str, flags: list[tuple[str, str]]) -> tuple[list[str], str]:
        self.deferred = True
        spot, mark = self.spot_mark, self.call_mark
        display = "{" + ", ".join(f"{name!r}: {value}" for name, value in flags) + "}"
        full = "{" + ", ".join(f"{n!r}: {v}" for n, v in (("app", spot + app), *flags)) + "}"
        thread = self.pick(("threading.Thread", "Thread"))
        lines = [] if "." in thread else ["from threading import Thread"]
        given = ""
        way = self.below(7)
        if way == 0:
            given = f"target={run}, args=({spot}{app},), kwargs={display}"
        elif way == 1:
            given = f"kwargs={display}, args=[{spot}{app}], target={run}, daemon=False"
        elif way == 2:
            given = f"target={run}, kwargs={full}"
        elif way == 3:
            given = f"None, {run}, None, ({spot}{app},), {display}"
        elif way == 4:
            args, options = f"args{self.number or ''}", f"options{self.number or ''}"
            lines += [f"{args} = ({app},)", f"{options} = {display}"]
            given = f"target={run}, args={args}, kwargs={options}"
        elif way == 5:
            keywords = ", ".join(self.keywords(flags))
            given = f"target={run}, args=({spot}{app},), kwargs=dict({keywords})"
        else:
            imports, partial = self.partial()
            lines += imports
            keywords = ", ".join([run, f"{spot}{app}", *self.keywords(flags)])
            given = f"target={partial}({keywords})"
        if self.chance(2):
            lines.append(f"thread = {mark}{spot}{thread}({given})")
            lines.append("thread.start()")
            return lines, "thread.join()"
        return lines, f"{mark}{spot}{thread}({given}).start()"

    def is_async(self) -> bool:
        return any(frame.form == "async function" for frame in self.frames)

    def to_thread(self, run: str, app: str, flags: list[tuple[str, str]]) -> tuple[list[str], str]:
        self.deferred = True
        given = ", ".join([run, f"{self.spot_mark}{app}", *self.keywords(flags)])
        call = f"{self.call_mark}asyncio.to_thread({given})"
        return self.awaited([], call)

    def awaited(self, lines: list[str], call: str) -> tuple[list[str], str]:
        """Await something: in the async function around, or in one made for it."""
        innermost = [frame for frame in self.frames if frame.form in SCOPES][-1:]
        if innermost and innermost[0].form == "async function":
            return lines, f"await {call}"
        if self.is_async():
            return self.direct_again(lines)
        if "await" in call or "get_running_loop" in call or self.chance(2):
            if self.slots[-1].kind == "class":
                return self.direct_again(lines)
            return [*lines, "async def launching():", f"    await {call}"], (
                "asyncio.run(launching())"
            )
        return lines, f"asyncio.run({call})"

    def direct_again(self, lines: list[str]) -> tuple[list[str], str]:
        """Where nothing can be awaited there is no launch."""
        self.deferred = False
        return lines, "print()"

    def submitted(self, run: str, app: str, flags: list[tuple[str, str]]) -> tuple[list[str], str]:
        self.deferred = True
        given = ", ".join([run, f"{self.spot_mark}{app}", *self.keywords(flags)])
        lines = self.pick(
            (
                "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)",
                "pool = concurrent.futures.ThreadPoolExecutor()",
            )
        ).split("\n")
        if self.slots[-1].kind == "class" and self.wrapping in _EXPRESSION_SCOPES:
            self.wrapping = "statement"
        return lines, f"{self.call_mark}pool.submit({given})"

    def in_executor(
        self, run: str, app: str, flags: list[tuple[str, str]]
    ) -> tuple[list[str], str]:
        self.deferred = True
        imports, partial = self.partial()
        given = ", ".join([run, f"{self.spot_mark}{app}", *self.keywords(flags)])
        if not flags and self.chance(2):
            what = f"{run}, {self.spot_mark}{app}"
        elif self.chance(3):
            keywords = ", ".join([run, *self.keywords(flags)])
            what = f"{partial}({keywords}), {self.spot_mark}{app}"
        else:
            what = f"{partial}({given})"
        head = f"{self.call_mark}{self.spot_mark}"
        call = f"{head}asyncio.get_running_loop().run_in_executor(None, {what})"
        return self.awaited(imports, call)

    def wrongly(self, run: str, app: str, flags: list[tuple[str, str]]) -> tuple[list[str], str]:
        """Call it in a way that is a TypeError."""
        spot = self.spot_mark
        head = f"{self.call_mark}{spot}{run}"
        keywords = self.keywords(flags)
        display = "{" + ", ".join(f"{name!r}: {value}" for name, value in flags) + "}"
        way = self.below(6)
        first = [f"{spot}{app}", *keywords]
        given = (
            keywords,
            [f"{spot}{app}", "'127.0.0.1'", *keywords],
            [*first, f"app={app}"],
            [*first, "**{'app': None}"],
            [*first, *([f"**{display}"] if flags else ["**{'app': 1}"])],
            ["*[]", *keywords],
        )[way]
        return [], f"{head}({', '.join(given)})"


RUNS_OF_MODULE: Final = ("__import__('uvicorn')", "importlib.import_module('uvicorn')")


def _index(slots: list[_Slot], slot: _Slot) -> int:
    return next(number for number, other in enumerate(slots) if other is slot)


def _try(one: str, other: str) -> list[str]:
    return ["try:", f"    {one}", "except ImportError:", f"    {other}"]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _fill(text: str, blanks: Mapping[str, list[str]]) -> list[str]:
    """Return the lines of a template with the lines for its blanks."""
    filled: list[str] = []
    for line in text.split("\n"):
        word = line.strip()
        if word in blanks:
            indent = line[: len(line) - len(word)]
            filled += [indent + part for part in blanks[word]]
        else:
            filled.append(line)
    return filled


def _place(text: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """Take the marks out of a source; return it and the places (line, column) of each."""
    places: dict[str, list[tuple[int, int]]] = {}
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        clean = ""
        waiting: list[str] = []
        for character in line:
            if "\ue000" <= character <= "\uf8ff":
                waiting.append(character)
                places.setdefault(character, []).append((number, len(clean)))
                continue
            clean += character
            if character != "(":
                waiting = []
            # Brackets around an expression do not belong to its node.
            for mark in waiting:
                places[mark].append((number, len(clean)))
        lines.append(clean)
    return "\n".join(lines), places


@st.composite
def launch_programs(draw: Draw) -> Program:
    """Compose a program of one part, or of two of which the first cannot end it."""
    names = _Names(draw)
    count = 2 if draw(st.integers(0, 5)) == 5 else 1
    parts: list[_Part] = []
    lines: list[str] = []
    for number in range(count):
        # Of the launches in threads no more than one, for they all look alike.
        deferred = any(part.deferred for part in parts)
        part = _Part(draw, names, number, last=number == count - 1, may_defer=not deferred)
        lines += part.compose()
        parts.append(part)
    text = "\n".join(lines)
    head = [line for word, line in IMPORTS.items() if word in text]
    source, places = _place("\n".join([*"\n".join(head).split("\n"), *lines, ""]))
    sites = []
    for part in parts:
        if part.call_mark in places:
            sites.append(
                Site(
                    line=places[part.call_mark][0][0],
                    spots=frozenset(places[part.spot_mark]),
                    deferred=part.deferred,
                    silences=frozenset(part.silences),
                )
            )
    modules = {name: module for part in parts for name, module in part.modules.items()}
    ingredients = tuple(name for part in parts for name in part.ingredients)
    return Program(source, modules, tuple(sites), ingredients)
