"""Constants that are bytes, under ``python -b``: nothing is said, and no verdict differs.

There, to compare ``bytes`` with ``str`` or ``int`` warns, and so does ``str()`` of them; with
``-bb`` both raise.  Sets and dicts compare too: ``b"a"`` and ``"a"`` have the same hash.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_uvicorn_import_string.inference.values import Kind, Value, constant, merge
from tests.support.inferred import inferred
from tests.support.marked import check

HEAD = """\
import sys, threading, uvicorn
from unittest.mock import patch
from api import app, c, s
"""
CONSTANTS = [
    'b""', 'b"a"', 'b"1"', 'b"__main__"', 'b"sys.modules"', '""', '"a"', '"main:app"', "0", "1",
    "97", "1.0", "None", "True", "c",
]  # fmt: skip
OPERATORS = ["+", "*", "%", "==", "!=", "<", "is", "in", "not in", "and", "or", "if c else"]
OF_ONE = [
    "f'{{{0}}}'", "f'{{{0}!s}}'", "f'{{{0}!r}}'", "f'{{{0}:s}}'", "f'a{{{0}}}:app'", "-{0}", "~{0}",
    "not {0}", "{0}[0]", "{0}.x", "int({0})", "float({0})", "bool({0})", "abs({0})", "round({0})",
    "str({0})", "repr({0})", "len({0})", "max({0}, 1)", "min({0}, 1)", "min(c, {0})",
    "(lambda x={0}: x)()", "{{{0}: {0}}}", "[{0}]", "s[{0}]", "s.get({0})", "getattr(s, {0})",
]  # fmt: skip
LAUNCHES = """\
uvicorn.run({0}, reload=True)
uvicorn.run(app, reload={0}, debug={0})
uvicorn.run(app, workers={0})
v = {0}
if v == b'a' or v != 'a': uvicorn.run(app, reload=v)
if {0}: uvicorn.run('main:app', reload=c, workers=2)
"""
STATEMENTS = [
    "if __name__ == {0}: app = c\nuvicorn.run(app, reload=True)",
    "if __name__ != {0}: uvicorn.run(app, reload=True)",
    "if __name__ in ({0}, '__main__'): uvicorn.run('main:app', reload=True)",
    "if __name__ in ('__mp_main__', '__main__', {0}): uvicorn.run('main:app', reload=True)",
    "if __name__ in {0}: uvicorn.run(app, reload=True)",
    "patch({0})\nuvicorn.run(app, reload=True)",
    "patch.object(s, {0}, {0})\nuvicorn.run(app, reload=True)",
    "patch.dict({0}, {{{0}: 1}})\nuvicorn.run(app, reload=True)",
    "setattr(s, {0}, {0})\nuvicorn.run(s.app, reload=True)",
    "s.__dict__[{0}] = 1\nuvicorn.run(s.app, reload=True)",
    "sys.modules[{0}] = 1\nuvicorn.run(app, reload=True)",
    "sys.modules.update({{{0}: 1}})\nuvicorn.run(app, reload=True)",
    "uvicorn.run(app, **{{{0}: True, 'reload': {0}}})",
    "threading.Thread(target=uvicorn.run, args=(app,), kwargs={{{0}: True}}).start()",
    "def f(app: {0}) -> {0}: uvicorn.run(app, reload=True)",
    "class A:\n  x = {0}\n  def f(self): uvicorn.run(app, reload=self.x == {0})",
    "class A:\n  x = {0}\n  def __init__(self): self.x = ''\n  def f(self): uvicorn.run(self.x)",
    "s = __import__({0})\ns.run(app, reload=True)",
    "assert s == {0}\nuvicorn.run(app, reload=s)",
    "def f(s):\n  if s == {0}: raise E\n  uvicorn.run(app, reload=s)",
    "if s is {0}: uvicorn.run(app, reload=s)\nelse: uvicorn.run(app, workers=s)",
    "uvicorn.run('main:app', factory={0}, app_dir={0})",
    "import os\nos.environ.get({0}, {0})\nuvicorn.run(app, reload=os.environ[{0}])",
    "x = {0}\nx = x or ''\nif c: x = 0\nuvicorn.run(app, reload=x, workers=x)",
    "uvicorn.Server(uvicorn.Config({0}, reload={0}, workers={0})).run()",
]


def sources() -> Iterator[str]:
    """Yield launches with bytes in every place where a constant is looked at."""
    expressions = [
        f"{pair[0]} {op} {pair[1]}"
        for op in OPERATORS
        for some in ('b""', 'b"a"')
        for other in ('b"a"', '""', '"a"', "0", "97", "True", "None", "c")
        for pair in ((some, other), (other, some))
    ]
    expressions += [part.format(f"({a})") for part in OF_ONE for a in CONSTANTS[:2]]
    for expression in expressions:
        yield HEAD + LAUNCHES.format(f"({expression})")
    for statement in STATEMENTS:
        for a in CONSTANTS:
            yield f"{HEAD}{statement.format(a)}\n"


# Says of each source what is found.
SCRIPT = """
import ast, json, sys, warnings
from flake8_uvicorn_import_string.check import check

for source in json.load(sys.stdin):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
    print([
        (found.code, found.node.lineno, found.message)
        for found in check(tree, "main.py", source)
    ])
"""


def run(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the checker on all the sources in a Python with these options."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", *options, "-c", SCRIPT],
        input=json.dumps([*sources()]),
        capture_output=True,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"},
        check=False,
    )


def test_bytes_are_compared_with_nothing_else() -> None:
    """Not even where what that raises would be caught: then a verdict would differ."""
    usual, loud, strict = run(), run("-b"), run("-bb")
    assert (usual.stderr, loud.stderr, strict.stderr) == ("", "", "")
    lines = usual.stdout.splitlines()
    assert len(lines) == len([*sources()])
    # Both sides are there.
    assert 20 < sum("UVI002" in line for line in lines) < len(lines) - 20
    assert strict.stdout == loud.stdout == usual.stdout


@pytest.mark.parametrize("option", ["-b", "-bb"])
@pytest.mark.parametrize("program", ["flake8", "flake8_uvicorn_import_string"])
def test_programs(option: str, program: str, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(
        f"{HEAD}app = b'a' if c else 'a'\nif __name__ == b'__main__' or b'a' == 'a':\n    pass\n"
        "if __name__ == '__main__':\n    uvicorn.run(c, reload=True, debug=b'' == '')\n"
    )
    command = [sys.executable, option, "-m", program, "--isolated", "--select=UVI", "main.py"]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False
    )
    assert done.stderr == ""
    assert [line[: len("main.py:8:17: UVI001")] for line in done.stdout.splitlines()] == [
        "main.py:8:17: UVI001",
        "main.py:8:33: UVI006",
    ]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('b"a" == "a"', "False"),
        ('"a" == b"a"', "False"),
        ('b"a" != "a"', "True"),
        ('b"" == 0', "False"),
        ('0 != b""', "True"),
        ('b"a" == b"a"', "True"),
        ('b"a" != b"a"', "False"),
        ('b"a" == b"b"', "False"),
        ('b"" == None', "False"),
        ('"a" == "a"', "True"),
        ("1 == 1.0", "True"),
        ("1 != True", "False"),
        ('b"a" in b"ab"', "True"),
        ('97 not in b"a"', "False"),
        ('b"a" if x else "a"', "b'a'; 'a'"),
        ('b"" if x else 0', "b''; 0"),
        ("1 if x else True", "1; True"),
        ("1 if x else 1.0", "1; 1.0"),
        ("1 if x else 1", "1"),
        ('b"a" if x else b"a"', "b'a'"),
        ("f\"{b'a'}\"", '"b\'a\'"'),
        ("f\"{'a'}\"", "'a'"),
        ('f"{1}"', "'1'"),
        ('f"{1 if x else True}"', "string"),
        ('int(b"2")', "2"),
    ],
)
def test_constants(expression: str, expected: str) -> None:
    """As Python decides it."""
    assert inferred(f"from input import path_value as x\n{expression}") == expected


def test_merge_by_type() -> None:
    assert merge((constant(b""),), (constant(""), constant(b""))) == (
        Value(Kind.CONSTANT, b"", False),
        Value(Kind.CONSTANT, "", False),
    )


def test_guard_in_bytes() -> None:
    """A module is never called by bytes."""
    check(
        """
        import uvicorn
        if __name__ == b"__main__":
            late = FastAPI()
        if __name__ == "__main__":
            later = FastAPI()
        def serve():
            uvicorn.run("main:late")
            uvicorn.run("main:later")  # error: 16 UVI005
        """
    )


def test_least_of_bytes() -> None:
    """Only a number bounds the workers."""
    check(
        """
        import uvicorn
        from fastapi import FastAPI
        def serve(n, app: FastAPI):
            uvicorn.run(app, workers=min(n, b"1"))  # error: 16 UVI002
            uvicorn.run(app, workers=min(n, 1))
        """
    )
