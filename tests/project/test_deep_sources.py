"""Sources as deeply nested as Python's parser allows: no helper recurses as deep.

Each kind of nesting is put into each place that the plugin looks at.  The parser's own
limit differs from release to release; of the depths, the greatest that it takes is checked.
So that moderate depths do, the plugin gets a stack that is smaller than that.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from types import FrameType
from typing import cast

import pytest

from flake8_uvicorn_import_string.advice.import_string import ImportString, Problem, find_problem
from flake8_uvicorn_import_string.check import check
from flake8_uvicorn_import_string.conditions.main_guard import evaluate
from flake8_uvicorn_import_string.fix.rewrite import rewrite
from tests.support import real_code

# How many calls within one another the plugin gets, which needs at most half of them.
FRAMES = 80
DEPTHS = (300, 190, 95)
HEAD = "import os, sys, uvicorn\nfrom functools import partial\nfrom api import app, f, x, A\n"

Nesting = Callable[[int, str], str]


def around(before: str, after: str) -> Nesting:
    """Return the nesting that puts texts before and behind an expression, at each level."""
    return lambda depth, inner: before * depth + inner + after * depth


NESTINGS: dict[str, Nesting] = {
    "not": around("not ", ""),
    "minus": around("-", ""),
    "attribute": around("", ".a"),
    "subscript": around("", "[0]"),
    "index": around("x[", "]"),
    "slice": around("x[", ":]"),
    "call": around("", "()"),
    "argument": around("f(", ")"),
    "keyword": around("f(a=", ")"),
    "star": around("f(*", ")"),
    "stars": around("f(**", ")"),
    "sum": around("", " + 1"),
    "union": around("", " | x"),
    "power": around("2 ** ", ""),
    "right operand": around("(1 + ", ")"),
    "and": around("(x and ", ")"),
    "or": around("(x or ", ")"),
    "both": around("(x or (x and ", "))"),
    "long and": around("", " and x"),
    "comparison": around("(", " == 1)"),
    "long comparison": around("", " < 1"),
    "body": around("(", " if x else 1)"),
    "test": around("(1 if ", " else 0)"),
    "else": around("1 if x else ", ""),
    "lambda": around("lambda: ", ""),
    "default": around("(lambda a=", ": a)"),
    "called lambda": around("(lambda: ", ")()"),
    "tuple": around("(", ",)"),
    "list": around("[", "]"),
    "set": around("{", "}"),
    "dict": around("{1: ", "}"),
    "key": around("{", ": 1}"),
    "merged dict": around("{**", "}"),
    "element": around("[", " for q in x]"),
    "iterable": around("[q for q in ", "]"),
    "condition": around("[q for q in x if ", "]"),
    "generator": around("(", " for q in x)"),
    "item": around("{1: ", " for q in x}"),
    "walrus": around("(w := ", ")"),
    "yield": around("(yield ", ")"),
    "await": around("(await ", ")"),
    "partial": around("partial(", ")"),
    "dict call": around("dict(", ")"),
    "max": around("max(1, ", ")"),
    "bool": around("bool(", ")"),
    "f-string": around("f'{", "}'"),
    "concatenation": around("", " + 'a'"),
}

# What is nested: nothing known, an application, a guard, the module, an object, a launch.
CORES = [
    "x", "app", "(__name__ == '__main__')", "uvicorn", "uvicorn.run", "A()", "'main:app'",
    "uvicorn.run(app, reload=x)",
]  # fmt: skip

LAUNCH = (
    "uvicorn.run(app, reload=True, debug=x)\n"
    "    uvicorn.run('main:app', reload=x, workers=2)\n"
)

PLACES = {
    "application": "uvicorn.run({0}, reload=True)\n",
    "flag": "uvicorn.run(app, reload={0}, workers={0}, debug={0}, factory={0})\n",
    "arguments": "uvicorn.run(*{0}, **{0})\n",
    "callee": "({0})(app, reload=True)\n({0}).run(app, reload=True)\n",
    "if": f"if {{0}}:\n    {LAUNCH}else:\n    {LAUNCH}",
    "elif": f"if x:\n    pass\nelif {{0}}:\n    {LAUNCH}",
    "while": f"while {{0}}:\n    {LAUNCH}",
    "for": f"for app in {{0}}:\n    {LAUNCH}",
    "with": f"with {{0}} as app:\n    {LAUNCH}",
    "except": f"try:\n    {LAUNCH}except {{0}}:\n    pass\n",
    "match": f"match {{0}}:\n  case x if {{0}}:\n    {LAUNCH}",
    "assert": f"def f(x, app):\n    assert {{0}}\n    {LAUNCH}",
    "raise": f"def f(x, app):\n    if {{0}}:\n        raise {{0}}\n    {LAUNCH}",
    "name": f"app = x = {{0}}\nif x:\n    {LAUNCH}",
    "guard": f"app = {{0}}\nif __name__ == '__main__':\n    {LAUNCH}",
    "own guard": f"app = A()\nif {{0}}:\n    app.b = {{0}}\n    {LAUNCH}",
    "augmented": f"app += {{0}}\nif app:\n    {LAUNCH}",
    "function": f"def f(app={{0}}):\n    {LAUNCH}    return {{0}}\nuvicorn.run(f(), reload=f())\n",
    "annotation": (
        f"def f(app: {{0}}, x: {{1}}) -> {{1}}:\n    {LAUNCH}uvicorn.run(f(), reload=f())\n"
    ),
    "variable": "app: {0} = x\ny: {1}\nuvicorn.run(app, reload=y)\n",
    "decorator": (
        "@{0}\ndef f(): return app\n@{0}\nclass C: a = app\nuvicorn.run(f(), reload=C().a)\n"
    ),
    "class": (
        "class C({0}, metaclass={0}):\n    a = {0}\n    b: {1} = {0}\n"
        "    def f(self):\n        self.c: {1} = {0}\n        uvicorn.run(self.c, reload=self.b)\n"
        "uvicorn.run(C.a, reload=C().b)\n"
    ),
    "base": (
        "class C({0}):\n    a = app\n"
        "uvicorn.run(C(), reload=True)\nuvicorn.run(C.a, reload=x)\n"
    ),
    "store": (
        "x.a[{0}].b = {0}\nsys.modules[{0}] = {0}\nsetattr({0}, 'run', {0})\n"
        "uvicorn.run(x.b, reload=True)\n"
    ),
    "patch": "patch({0}, {0})\npatch.dict({0}, {0})\nuvicorn.run(app, reload=True)\n",
    "thread": "Thread(target={0}, args={0}, kwargs={0}).start()\nuvicorn.run(app, reload=True)\n",
    "server": "uvicorn.Server(uvicorn.Config({0}, reload={0})).run()\n",
    "string": "uvicorn.run('main:app', reload={0}, app_dir={0})\n",
}


@contextmanager
def small_stack() -> Iterator[None]:
    """Allow only ``FRAMES`` more calls within one another."""
    depth, frame = 0, cast(FrameType | None, sys._getframe())
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + FRAMES)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def check_deep(make: Callable[[int], str]) -> int:
    """Check a source at the greatest depth that this Python takes, and return that, or 0."""
    for depth in DEPTHS:
        source = make(depth)
        tree = real_code.parse(source)
        if tree is not None:
            # What is loaded only when it is needed has a right to more.
            list(check(ast.parse(make(1)), "main.py"))
            with small_stack():
                findings = [*check(tree, "main.py", source)]
            for finding in findings:
                assert finding.message
            return depth
    return 0


def test_small_stack_is_small() -> None:
    """A helper that recurses would be found out, one that does not is left alone."""

    def recurse(depth: int) -> int:
        return 0 if depth == 0 else recurse(depth - 1)

    with small_stack():
        assert recurse(FRAMES // 2) == 0
        with pytest.raises(RecursionError):
            recurse(min(DEPTHS))
    assert recurse(min(DEPTHS)) == 0


@pytest.mark.parametrize("nesting", NESTINGS)
def test_deep_expressions(nesting: str) -> None:
    depths = []
    for number, template in enumerate(PLACES.values()):
        core = CORES[number % len(CORES)]

        def make(depth: int, core: str = core, template: str = template) -> str:
            deep = NESTINGS[nesting](depth, core)
            return HEAD + template.format(deep, repr(deep))

        depths.append(check_deep(make))
    assert max(depths) or nesting == "f-string"


@pytest.mark.deep
@pytest.mark.parametrize("nesting", NESTINGS)
def test_all_deep_expressions(nesting: str) -> None:
    for template in PLACES.values():
        for core in CORES:

            def make(depth: int, core: str = core, template: str = template) -> str:
                deep = NESTINGS[nesting](depth, core)
                return HEAD + template.format(deep, repr(deep))

            check_deep(make)


def stairs(heads: list[str], body: str) -> str:
    """Return blocks within one another; at the innermost place stands a statement."""
    lines = [" " * number + head for number, head in enumerate(heads)]
    return HEAD + "\n".join([*lines, " " * len(heads) + body, ""])


@pytest.mark.parametrize(
    "head",
    [
        "if x:", "if __name__ == '__main__':", "while x:", "for app in x:", "with x:",
        "with suppress(x) as app:", "def f(app):", "async def f(app):", "class C:", "class C(A):",
        "def f(app=x, *, y: 'A' = x):",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "body", ["uvicorn.run(app, reload=x)", "uvicorn.run('main:app', reload=True, workers=2)"]
)
def test_deep_blocks(head: str, body: str) -> None:
    # Python takes 100 levels of indentation, and some releases 20 loops and the like.
    assert check_deep(lambda depth: stairs([head] * (depth if depth < 100 else 1000), body)) or (
        check_deep(lambda depth: stairs([head] * 19, body))
    )


CHAINS: dict[str, Callable[[int], str]] = {
    "aliases": lambda n: (
        "a0 = app\n" + "".join(f"a{i + 1} = a{i}\n" for i in range(n))
        + f"uvicorn.run(a{n}, reload=a{n})\n"
    ),
    "functions": lambda n: (
        "def f0(): return app\n" + "".join(f"def f{i + 1}(): return f{i}()\n" for i in range(n))
        + f"uvicorn.run(f{n}(), reload=f{n}())\n"
    ),
    "callers": lambda n: (
        "".join(f"def f{i}(): f{i + 1}()\n" for i in range(n))
        + f"def f{n}(): uvicorn.run('main:app', reload=True)\nf0()\n"
    ),
    "guarded callers": lambda n: (
        "app = A()\n" + "".join(f"def f{i}(): f{i + 1}()\n" for i in range(n))
        + f"def f{n}(): uvicorn.run(app, reload=True)\nif __name__ == '__main__':\n    f0()\n"
    ),
    "classes": lambda n: (
        "class C0:\n    a = None\n" + "".join(f"class C{i + 1}(C{i}): pass\n" for i in range(n))
        + f"uvicorn.run(C{n}.a, reload=C{n}().a)\nuvicorn.run(C{n}(), reload=True)\n"
    ),
    "elif": lambda n: "if x: pass\n" + "elif x: pass\n" * n + "else: uvicorn.run(app, reload=x)\n",
    "targets": lambda n: "y = " * n + "app\nuvicorn.run(y, reload=y)\n",
    "alternatives": lambda n: f"match x:\n  case {'1 | ' * n}2:\n    uvicorn.run(app, reload=x)\n",
    "patterns": lambda n: f"match x:\n  case {'[' * n}y{']' * n}:\n    uvicorn.run(y, reload=y)\n",
    "tuples": lambda n: f"{'[' * n}y{']' * n} = x\nuvicorn.run(y, reload=y)\n",
    "modules": lambda n: f"import uvicorn{'.a' * n} as u\nu.run(app, reload=x)\n",
    "quoted": lambda n: f"y: '{'Optional[' * n}A{']' * n}' = x\nuvicorn.run(y, reload=True)\n",
    "suffixes": lambda n: f"uvicorn.run('a{'.py' * min(n, 600)}:app')\n",
    "called strings": lambda n: f"uvicorn.run('a:create_app{'()' * min(n, 600)}')\n",
    "spaces": lambda n: f"uvicorn.run('a{' .b' * min(n, 600)} : {'c .' * 60}c', reload=True)\n",
}


@pytest.mark.parametrize("chain", CHAINS)
def test_long_chains(chain: str) -> None:
    assert check_deep(lambda depth: HEAD + CHAINS[chain](depth))


# What was found


@pytest.mark.parametrize(("count", "truth"), [(1000, True), (1001, False)])
def test_guard_behind_many_negations(count: int, truth: bool) -> None:
    """Built here, for not every Python parses so many."""
    test: ast.expr = ast.parse('__name__ == "__main__"', mode="eval").body
    *_, test = accumulate([test, *[ast.Not()] * count], ast_not)
    assert evaluate(test).guard is truth
    other: ast.expr
    *_, other = accumulate([ast.Name("x", ast.Load()), *[ast.Not()] * count], ast_not)
    assert evaluate(other).guard is None


def ast_not(operand: object, op: object) -> ast.expr:
    """Return the negation of an expression."""
    assert isinstance(operand, ast.expr)
    assert isinstance(op, ast.Not)
    return ast.UnaryOp(op, operand)


@pytest.mark.parametrize(
    ("shape", "truth"),
    [
        ("(__name__ == '__main__' and {})", True),
        ("(x and {})", True),
        ("(not not {})", True),
        ("(x or {})", None),
        ("(x or (x and {}))", None),
    ],
)
def test_guard_in_many_operands(shape: str, truth: bool | None) -> None:
    before, after = shape.split("{}")
    for depth in DEPTHS:
        tree = real_code.parse(f"{before * depth}__name__ == '__main__'{after * depth}")
        if tree is not None:
            break
    assert tree is not None
    (statement,) = tree.body
    assert isinstance(statement, ast.Expr)
    assert evaluate(statement.value).guard is truth


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("main.py:app", ImportString("main", "app")),
        (f"main{'.py' * 1000}:app", None),
        ("main.py:create_app()", None),
        ("main:create_app()", ImportString("main", "create_app", factory=True)),
    ],
)
def test_string_with_many_problems(text: str, instead: ImportString | None) -> None:
    problem = find_problem(text)
    assert isinstance(problem, Problem)
    assert problem.instead == instead


def test_rewriting_a_deep_source() -> None:
    """The command reads such a source, proves its change, and makes it."""
    deep = "not " * 500 + "x"
    source = f"{HEAD}if __name__ == '__main__' and ({deep}):\n    uvicorn.run(app, reload=True)\n"
    assert real_code.parse(source) is not None
    outcome = rewrite(source, "main.py", lambda lines: lambda report: True)
    assert outcome.text == source.replace("run(app", "run('api:app'").replace("''", "'")
    assert [report.code for report in outcome.fixed] == ["UVI001"]
