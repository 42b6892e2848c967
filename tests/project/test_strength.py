"""Sources of a size and depth that no person writes: whatever parses gets its answer.

Nothing here measures time; but an algorithm that is not linear would not end.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable

import pytest

from flake8_uvicorn_import_string.plugin import Plugin
from tests.support.marked import Report, each, reported

RUN = "uvicorn.run(FastAPI(), reload=True)\n"


def found(source: str) -> list[Report]:
    """Return the UVI001 of a source."""
    return reported(source, select="UVI001")


def found_in(tree: ast.Module, source: str) -> list[Report]:
    """Return the UVI001 of a tree that no parser made; ``source`` is the text it stands for."""
    plugin = Plugin(tree, source.splitlines(keepends=True), "main.py")
    return [(line, column, text[:6]) for line, column, text, _ in plugin.run() if "UVI001" in text]


def deepest(make: Callable[[int], str], wanted: int) -> str:
    """Return the source of the greatest depth up to ``wanted`` that this Python parses."""
    while True:
        source = make(wanted)
        try:
            ast.parse(source)
        except (MemoryError, RecursionError, SyntaxError):
            wanted = wanted * 7 // 8
            assert wanted > 20
        else:
            return source


def launch(flag: str, value: str) -> str:
    return f"import uvicorn\nuvicorn.run(FastAPI(), {flag}={value})\n"


REPORT = [(2, 12, "UVI001")]

# Each makes an expression of a size; it is 2 or more, and true.
WIDE: dict[str, Callable[[int], str]] = {
    "or": lambda size: " or ".join(["0"] * size + ["2"]),
    "and": lambda size: " and ".join(["2"] * size),
    "sum": lambda size: " + ".join(["1"] * size),
    "product-and-sum": lambda size: " + ".join(["1 * 1"] * size),
    "conditional": lambda size: "2 if 1 else " * size + "1",
    "conditional-last": lambda size: "1 if 0 else " * size + "2",
    "negations": lambda size: "-" * (2 * size) + "2",
    "parentheses": lambda size: "(" * size + "2" + ")" * size,
    "max": lambda size: f"max({', '.join(['1'] * size + ['2'])})",
}
# Each makes an expression whose value cannot be known.
UNKNOWN: dict[str, Callable[[int], str]] = {
    "or": lambda size: " or ".join(["x"] * size),
    "sum": lambda size: " + ".join(["x"] * size),
    "comparison": lambda size: " < ".join(["x"] * size),
    "comparison-of-constants": lambda size: " < ".join(["x", *map(str, range(size))]),
    "conditional": lambda size: "x if x else " * size + "0",
    "conditional-test": lambda size: "(0 if " * size + "x" + " else x)" * size,
    "attributes": lambda size: "x" + ".x" * size,
    "subscripts": lambda size: "x" + "[0]" * size,
    "calls": lambda size: "x" + "()" * size,
    "methods": lambda size: "x" + ".x()" * size,
    "nested-calls": lambda size: "x(" * size + ")" * size,
    "nested-not": lambda size: "not " * size + "x",
    "called-lambdas": lambda size: "(lambda: " * size + "x" + ")()" * size,
    "nested-lists": lambda size: "[*" * size + "x" + "]" * size,
    "nested-comprehensions": lambda size: "[0 for _ in " * size + "x" + "]" * size,
    "nested-walrus": lambda size: "(y := " * size + "x" + ")" * size,
    "f-string": lambda size: "f'" + "{x}" * (size // 10) + "'",  # parsing these is slow
    "arguments": lambda size: f"x({', '.join(['x'] * size)})",
    "keywords": lambda size: f"x({', '.join(f'x{number}=x' for number in range(size))})",
    "max": lambda size: f"max({', '.join(['x'] * size)})",
}


@pytest.mark.parametrize("make", WIDE.values(), ids=WIDE)
def test_long_expression(make: Callable[[int], str]) -> None:
    assert found(deepest(lambda size: launch("workers", make(size)), 50_000)) == REPORT


@pytest.mark.parametrize("make", UNKNOWN.values(), ids=UNKNOWN)
def test_long_unknown_expression(make: Callable[[int], str]) -> None:
    assert found(deepest(lambda size: launch("reload", make(size)), 50_000)) == []


@pytest.mark.parametrize("make", UNKNOWN.values(), ids=UNKNOWN)
def test_long_unknown_application(make: Callable[[int], str]) -> None:
    # An f-string is a string; whatever else stands here, it must not fire.
    source = deepest(lambda size: f"import uvicorn\nuvicorn.run({make(size)}, reload=1)\n", 5_000)
    report = found(source)
    assert report in ([], REPORT)
    assert (report == REPORT) == any(mark in source for mark in ("not ", "<", "[*", "[0 for"))


def _sum(size: int) -> ast.expr:
    tree: ast.expr = ast.Constant(1)
    for _ in range(size):
        tree = ast.BinOp(tree, ast.Add(), ast.Constant(1))
    return tree


def _sum_to_the_right(size: int) -> ast.expr:
    tree: ast.expr = ast.Constant(1)
    for _ in range(size):
        tree = ast.BinOp(ast.Constant(1), ast.Add(), tree)
    return tree


def _conditional(size: int) -> ast.expr:
    tree: ast.expr = ast.Constant(2)
    for _ in range(size):
        tree = ast.IfExp(ast.Name("x", ast.Load()), ast.Constant(2), tree)
    return tree


def _negations(size: int) -> ast.expr:
    tree: ast.expr = ast.Constant(2)
    for _ in range(2 * size):
        tree = ast.UnaryOp(ast.USub(), tree)
    return tree


def _calls_of_int(size: int) -> ast.expr:
    tree: ast.expr = ast.Constant(2)
    for _ in range(size):
        tree = ast.Call(ast.Name("int", ast.Load()), [tree], [])
    return tree


def _walrus(size: int) -> ast.expr:
    tree: ast.expr = ast.Constant(2)
    for _ in range(size):
        tree = ast.NamedExpr(ast.Name("y", ast.Store()), tree)
    return tree


def _nested_or(size: int) -> ast.expr:
    tree: ast.expr = ast.Constant(2)
    for _ in range(size):
        tree = ast.BoolOp(ast.Or(), [ast.Constant(0), tree])
    return tree


@pytest.mark.parametrize(
    "make",
    [_sum, _sum_to_the_right, _conditional, _negations, _calls_of_int, _walrus, _nested_or],
)
def test_deep_tree(make: Callable[[int], ast.expr]) -> None:
    # Deeper than the parser of some Pythons goes.
    source = launch("workers", "1")
    tree = ast.parse(source)
    statement = tree.body[1]
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Call)
    statement.value.keywords[0].value = make(50_000)
    assert found_in(tree, source) == REPORT


def _words(size: int) -> list[str]:
    return ["if", *["elif"] * (size - 1)]


def test_elif_chain() -> None:
    source = deepest(
        lambda size: "import uvicorn\n"
        + "".join(f"{word} x:\n    y = {n}\n" for n, word in enumerate(_words(size)))
        + RUN,
        2_000,
    )
    assert found(source) == [(source.count("\n"), 12, "UVI001")]


def test_elif_chain_of_imports() -> None:
    source = deepest(
        lambda size: "".join(f"{word} x:\n    import uvicorn\n" for word in _words(size)) + RUN,
        2_000,
    )
    assert found(source) == [(source.count("\n"), 12, "UVI001")]


def test_elif_chain_of_applications() -> None:
    source = deepest(
        lambda size: "import uvicorn\n"
        + "".join(f"{word} x:\n    app = FastAPI()\n" for word in _words(size))
        + "else:\n    app = 'main:app'\nuvicorn.run(app, reload=True)\n",
        2_000,
    )
    assert found(source) == []


@pytest.mark.parametrize(
    "head",
    [
        "if x:", "for x in y:", "while x:", "with x:", "def f():", "class C:", "async def f():",
        "match x:\n{indent} case 1:", "try: pass\n{indent}finally:",
    ],
)  # fmt: skip
def test_nested_blocks(head: str) -> None:
    step = 2 if "case" in head else 1

    def make(size: int) -> str:
        lines = [head.format(indent=" " * step * n) for n in range(size)]
        lines = [f"{' ' * step * n}{line}\n" for n, line in enumerate(lines)]
        indent = " " * step * size
        return "".join([*lines, indent, "import uvicorn\n", indent, RUN])

    source = deepest(make, 2_000)
    lines = source.splitlines()
    assert found(source) == [(len(lines), lines[-1].index("(") + 1, "UVI001")]


ATTRIBUTES = {
    "application": "import uvicorn, x\nuvicorn.run({}, reload=True)\n",
    "module-alias": "import uvicorn, x\ny = {}\ny.run(FastAPI(), reload=True)\n",
    "callee": "import uvicorn\nuvicorn.{}.run(FastAPI(), reload=True)\n",
}


@each(ATTRIBUTES)
def test_deep_attributes(source: str) -> None:
    deep = deepest(lambda size: source.format("x" + ".x" * size), 2_000)
    assert found(deep) == []


@pytest.mark.parametrize(("size", "fires"), [(20, True), (21, False)])
def test_attributes_are_followed_so_far(size: int, fires: bool) -> None:
    source = ATTRIBUTES["application"].format("x" + ".x" * size)
    assert found(source) == (REPORT if fires else [])


def test_many_lines() -> None:
    source = "import uvicorn\n" + "x = 1\n" * 100_000 + RUN
    assert found(source) == [(100_002, 12, "UVI001")]


def test_many_functions() -> None:
    body = "".join(
        f"def f{n}(x, y=1):\n    if x:\n        return y + {n}\n    return f{n - 1}(x)\n\n"
        for n in range(20_000)
    )
    source = f"import uvicorn\n{body}{RUN}"
    assert found(source) == [(100_002, 12, "UVI001")]


def test_many_imports() -> None:
    source = "import uvicorn\n" * 10_000 + RUN
    assert found(source) == [(10_001, 12, "UVI001")]


def test_many_imports_in_branches() -> None:
    source = "if x:\n    import uvicorn\n" * 10_000 + RUN
    assert found(source) == [(20_001, 12, "UVI001")]


def test_many_names_of_uvicorn() -> None:
    source = "".join(f"import uvicorn as u{n}\n" for n in range(10_000)) + f"u9{RUN[7:]}"
    assert found(source) == [(10_001, 7, "UVI001")]


def test_many_launches() -> None:
    source = "import uvicorn\n" + RUN * 10_000
    assert found(source) == [(line, 12, "UVI001") for line in range(2, 10_002)]


def test_many_launches_of_one_name() -> None:
    source = "import uvicorn\napp = FastAPI()\nflag = True\n"
    source += "uvicorn.run(app, reload=flag)\n" * 10_000
    assert found(source) == [(line, 12, "UVI001") for line in range(4, 10_004)]


def test_many_launches_in_functions() -> None:
    source = "import uvicorn\napp = FastAPI()\n"
    source += "".join(f"def f{n}():\n    uvicorn.run(app, workers=2)\n" for n in range(10_000))
    assert found(source) == [(line, 16, "UVI001") for line in range(4, 20_004, 2)]


def test_many_launches_with_rebinding() -> None:
    source = "import uvicorn\n" + "app = FastAPI()\nuvicorn.run(app, reload=True)\n" * 10_000
    assert found(source) == [(line, 12, "UVI001") for line in range(3, 20_003, 2)]


def test_many_rebindings_in_branches() -> None:
    source = "import uvicorn\napp = FastAPI()\n"
    source += "if x:\n    app = 'main:app'\n" * 10_000 + "uvicorn.run(app, reload=True)\n"
    assert found(source) == []


def test_chain_of_modules() -> None:
    links = "".join(f"u{n + 1} = u{n}\n" for n in range(10_000))
    source = f"import uvicorn as u0\n{links}u10000.run(FastAPI(), reload=True)\n"
    assert found(source) == [(10_002, 11, "UVI001")]


def test_chain_of_functions() -> None:
    links = "".join(f"r{n + 1} = r{n}\n" for n in range(10_000))
    source = f"from uvicorn import run as r0\n{links}r10000(FastAPI(), reload=True)\n"
    assert found(source) == [(10_002, 7, "UVI001")]


def test_chain_of_applications_and_flags() -> None:
    links = "".join(f"a{n + 1}, b{n + 1} = a{n}, b{n}\n" for n in range(10_000))
    source = f"import uvicorn\na0 = FastAPI()\nb0 = True\n{links}"
    source += "uvicorn.run(a10000, reload=b10000)\n"
    assert found(source) == [(10_004, 12, "UVI001")]


@pytest.mark.parametrize(("size", "fires"), [(50, True), (10_000, False)])
def test_chain_of_dicts(size: int, fires: bool) -> None:
    # No person nests dicts so deep: a long chain may be given up, but it must end.
    links = "".join(f"d{n + 1} = {{**d{n}}}\n" for n in range(size))
    source = f"import uvicorn\nd0 = {{'reload': True}}\n{links}uvicorn.run(FastAPI(), **d{size})\n"
    assert found(source) == ([(size + 3, 12, "UVI001")] if fires else [])


def test_chain_of_factories() -> None:
    links = "".join(f"def f{n + 1}():\n    return f{n}()\n" for n in range(10_000))
    source = f"import uvicorn\ndef f0(): return FastAPI()\n{links}uvicorn.run(f10000(), reload=1)\n"
    assert found(source) == [(20_003, 12, "UVI001")]


def test_chain_of_classes() -> None:
    links = "".join(f"class C{n + 1}(C{n}): pass\n" for n in range(10_000))
    source = f"import uvicorn\nclass C0: app = FastAPI()\n{links}"
    source += "uvicorn.run(C10000(), reload=True)\nuvicorn.run(C10000.app, reload=True)\n"
    assert found(source) == [(10_003, 12, "UVI001"), (10_004, 12, "UVI001")]


def test_chain_through_partials() -> None:
    links = "".join(f"s{n + 1} = s{n}\n" for n in range(10_000))
    source = "import uvicorn\nfrom functools import partial\ns0 = partial(uvicorn.run, reload=1)\n"
    source += f"{links}s10000(FastAPI())\n"
    assert found(source) == [(10_004, 7, "UVI001")]


CYCLES = {
    "two": "while x:\n    a = b\n    b = a\n{}",
    "itself": "while x:\n    a = b = a\n{}",
    "functions": "def a(): return b()\ndef b(): return a()\na = a()\n{}",
    "classes": "while x:\n    class a(b): pass\n    class b(a): pass\n{}",
    "attributes": "class C:\n def f(self):\n  self.a = self.b\n  self.b = self.a\na = C().a\n{}",
    "dicts": "while x:\n    a = {{**b}}\n    b = {{**a}}\n{}",
    "augmented": "while x:\n    a += b\n    b += a\n{}",
    "defaults": "def f(a=b): return f(a)\nb = a = f()\n{}",
    "calls": "a = b = lambda: a()\na = a()\n{}",
    "annotations": "class a:\n    a: a\na = a().a.a\n{}",
}
USES = {
    "module": "a.run(FastAPI(), reload=True)\n",
    "function": "a(FastAPI(), reload=True)\n",
    "application": "uvicorn.run(a, reload=True)\n",
    "flag": "uvicorn.run(FastAPI(), reload=a)\n",
    "workers": "uvicorn.run(FastAPI(), workers=a)\n",
    "kwargs": "uvicorn.run(FastAPI(), **a)\n",
    "args": "uvicorn.run(*a, reload=True)\n",
}


@pytest.mark.parametrize(("cycle", "use"), [*itertools.product(CYCLES, USES)])
def test_cycle_ends(cycle: str, use: str) -> None:
    source = "import uvicorn\n" + CYCLES[cycle].format(USES[use])
    report = found(source)
    if (cycle, use) in {("classes", "flag"), ("classes", "application"), ("dicts", "application")}:
        # These are objects whatever their cycle holds.
        assert [line for line, _, _ in report] in ([], [source.count("\n")])
    else:
        assert report == []


def test_long_cycle() -> None:
    links = "".join(f"    a{n} = a{(n + 1) % 10_000}\n" for n in range(10_000))
    source = f"import uvicorn\nwhile x:\n{links}a0.run(a1, reload=a2)\nuvicorn.run(a3, reload=a4)\n"
    assert found(source) == []


# uvicorn.run takes no such keywords: it raises a TypeError before it looks at the application.


def test_great_dict() -> None:
    items = "".join(f"    'k{n}': {n},\n" for n in range(100_000))
    source = f"import uvicorn\nd = {{\n{items}    'reload': True,\n}}\n"
    source += "uvicorn.run(FastAPI(), **d)\nuvicorn.run(d, reload=True)\n"
    assert found(source) == [(100_006, 12, "UVI001")]


def test_great_dict_inline() -> None:
    items = "".join(f"'k{n}': {n}, " for n in range(100_000))
    source = f"import uvicorn\nuvicorn.run(FastAPI(), **{{{items} 'reload': True}})\n"
    assert found(source) == []


def test_great_dict_call() -> None:
    items = "".join(f"k{n}={n}, " for n in range(100_000))
    source = f"import uvicorn\nuvicorn.run(FastAPI(), **dict({items} reload=True))\n"
    assert found(source) == []


def test_great_dict_many_times() -> None:
    items = "".join(f"'k{n}': {n}, " for n in range(1_000))
    source = f"import uvicorn\nd = {{{items} 'reload': True}}\n"
    source += "uvicorn.run(FastAPI(), **d)\n" * 1_000
    assert found(source) == []


def test_great_list_of_arguments() -> None:
    source = f"import uvicorn\na = [{'FastAPI(), ' * 100_000}]\n"
    source += "uvicorn.run(*a, reload=True)\n" * 100
    assert found(source) == []


def test_dict_used_many_times() -> None:
    source = "import uvicorn\nd = {'host': '::', 'port': 8000, 'reload': True}\n"
    source += "uvicorn.run(FastAPI(), **d)\n" * 5_000
    assert found(source) == [(line, 12, "UVI001") for line in range(3, 5_003)]


def test_great_class() -> None:
    methods = "".join(f"    def m{n}(self):\n        self.a{n} = {n}\n" for n in range(20_000))
    source = f"import uvicorn\nclass Server:\n{methods}"
    source += "    def run(self):\n        self.app = FastAPI()\n"
    source += "        uvicorn.run(self.app, reload=True)\n"
    assert found(source) == [(40_005, 20, "UVI001")]


@pytest.mark.parametrize(("count", "fires"), [(50, True), (5_000, False)])
def test_attribute_bound_many_times(count: int, fires: bool) -> None:
    """Past a limit nobody can say what the attribute is, and no time is spent on it."""
    methods = "".join(f"    def m{n}(self):\n        self.app = FastAPI()\n" for n in range(count))
    source = f"import uvicorn\nclass Server:\n{methods}"
    source += "    def run(self):\n" + "        uvicorn.run(self.app, reload=True)\n" * 100
    lines = range(2 * count + 4, 2 * count + 104)
    assert found(source) == ([(line, 20, "UVI001") for line in lines] if fires else [])


def test_function_called_many_times() -> None:
    source = "import uvicorn\ndef main():\n    uvicorn.run(FastAPI(), reload=True)\n"
    source += "main()\nuvicorn = uvicorn\n" * 10_000
    assert found(source) == [(3, 16, "UVI001")]


def test_name_used_many_times() -> None:
    source = "import uvicorn\napp = load()\n" + "app.route\n" * 50_000
    source += "uvicorn.run(app, reload=True)\n" * 1_000
    assert found(source) == [(line, 12, "UVI001") for line in range(50_003, 51_003)]


def test_long_string() -> None:
    text = "x" * 1_000_000
    source = f"import uvicorn\nuvicorn.run('{text}' + '{text}', reload='{text}')\n"
    assert found(source) == []


@pytest.mark.parametrize(
    "value", ["10 ** 10 ** 10", "1 << 10 ** 10", "2 ** 2 ** 2 ** 2 ** 2 ** 2", "'x' * 10 ** 10"]
)
def test_arithmetic_that_would_not_end(value: str) -> None:
    assert found(launch("workers", value)) == []


def test_product_of_possibilities() -> None:
    # Each name has two values: a sum of all would have two to the power of their number.
    names = "".join(f"n{n} = {n} if x else {n + 1}\n" for n in range(1_000))
    source = f"import uvicorn\n{names}uvicorn.run(FastAPI(), workers="
    source += " + ".join(f"n{n}" for n in range(1_000)) + ")\n"
    assert found(deepest(lambda _: source, 100)) == []


def test_many_targets() -> None:
    targets = " = ".join(f"a{n}" for n in range(10_000))
    source = f"import uvicorn\n{targets} = uvicorn\na9999.run(FastAPI(), reload=True)\n"
    assert found(source) == [(3, 10, "UVI001")]


def test_many_parameters() -> None:
    names = ", ".join(f"a{n}=uvicorn" for n in range(10_000))
    source = f"import uvicorn\ndef main({names}):\n    a9999.run(FastAPI(), reload=True)\n"
    assert found(source) == []


def test_many_cases() -> None:
    cases = "".join(f"    case {n}:\n        app = FastAPI()\n" for n in range(10_000))
    source = f"import uvicorn\nmatch x:\n{cases}uvicorn.run(FastAPI(), reload=True)\n"
    assert found(source) == [(20_003, 12, "UVI001")]


def test_many_handlers() -> None:
    handlers = "".join(f"except E{n}:\n    uvicorn = None\n" for n in range(5_000))
    source = f"try:\n    import uvicorn\n{handlers}{RUN}"
    assert found(source) == [(10_003, 12, "UVI001")]
