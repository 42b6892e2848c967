"""Whatever a file holds: no exception, no output, and the tree stays as it was.

The first half feeds trees to the checker itself, with the text gate out of the way;
the second half runs flake8 on files that are hard to read.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import textwrap
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_uvicorn_import_string.check import check
from tests.support import real_code
from tests.support.commands import flake8
from tests.support.programs import programs

CODE = "import uvicorn\nfrom api import app\nuvicorn.run(app, reload=True)\n"
ERROR = "3:13: UVI001"
# Names that ``ast`` has lost in 3.14, or will lose.
DEPRECATED = (
    "AugLoad",
    "AugStore",
    "Bytes",
    "Ellipsis",
    "ExtSlice",
    "Index",
    "NameConstant",
    "Num",
    "Param",
    "Str",
    "Suite",
)


def programs_of_hypothesmith() -> st.SearchStrategy[str]:
    """Return a strategy for anything that the grammar allows; ours, where there is none."""
    try:
        import hypothesmith
    except ImportError:
        return programs()
    strategy: st.SearchStrategy[str] = hypothesmith.from_node()
    return strategy


class Later(ast.expr):
    """A kind of node that this Python does not have."""

    _fields = ("part", "parts", "plain")


def check_tree(tree: ast.AST) -> None:
    """Check a tree, and see that nothing happens to it."""
    before = ast.dump(tree, include_attributes=True)
    for finding in check(tree, "main.py"):
        assert finding.node.lineno > 0
    assert ast.dump(tree, include_attributes=True) == before


def check_source(source: str | bytes) -> bool:
    """Check a source as it is and with uvicorn imported; can this Python parse it?"""
    tree = real_code.parse(source)
    if tree is None:
        return False
    check_tree(tree)
    head = ast.parse("import uvicorn\nfrom uvicorn import *\nrun = app = uvicorn.run").body
    # The names of the program are anything but uvicorn: let them be so now and then.
    tail = ast.parse("uvicorn.run(app, reload=True)\nrun(a, workers=b)").body
    check_tree(ast.Module([*head, *tree.body, *tail], []))
    return True


@pytest.mark.deep
@given(programs())
def test_programs_with_scopes(source: str) -> None:
    assert check_source(source)


@given(source=programs_of_hypothesmith())
def test_programs_of_hypothesmith(source: str) -> None:
    check_source(source)


@given(programs())
def test_programs_in_which_all_is_uvicorn(source: str) -> None:
    for name, word in (("a", "uvicorn"), ("b", "run"), ("c", "app"), ("x", "run")):
        source = source.replace(f" {name} ", f" {word} ").replace(f"{name}(", f"{word}(")
    check_source(source)


def check_files(
    paths: Iterable[Path], capfd: pytest.CaptureFixture[str], *, few: int = 0
) -> int:
    """Check files, and return how many this Python can parse."""
    parsed = 0
    for path in paths:
        try:
            parsed += check_source(path.read_bytes())
        except Exception as error:
            raise AssertionError(path) from error
    assert capfd.readouterr() == ("", "")
    assert parsed > few
    return parsed


def test_sample_of_real_code(capfd: pytest.CaptureFixture[str]) -> None:
    check_files(real_code.sample(2), capfd, few=10)


@pytest.mark.deep
@pytest.mark.parametrize("directory", [real_code.STDLIB, real_code.INSTALLED])
@pytest.mark.parametrize("number", range(real_code.SLICES))
def test_real_code(directory: Path, number: int, capfd: pytest.CaptureFixture[str]) -> None:
    parsed = check_files(real_code.files(directory, number, real_code.SLICES), capfd)
    print(parsed)


REPORTED = [
    pytest.param(b"\xef\xbb\xbf" + CODE.encode(), ERROR, id="byte order mark"),
    pytest.param(
        "# coding: latin-1\nimport uvicorn\ndef app(): 'é'\n"
        "x = 'é'; uvicorn.run(app, reload=True)\n".encode("latin-1"),
        "4:22: UVI001",
        id="latin-1",
    ),
    pytest.param(CODE.replace("\n", "\r\n").encode(), ERROR, id="CRLF"),
    pytest.param(CODE.replace("\n", "\r").encode(), ERROR, id="CR"),
    pytest.param(CODE.replace("\nuv", "\n\fuv").encode(), "3:14: UVI001", id="form feed"),
    pytest.param(
        b"import uvicorn\nif True:\n\tfrom api import app\n\tuvicorn.run(app, reload=True)\n",
        "4:14: UVI001",
        id="tabs",
    ),
    pytest.param(CODE.rstrip().encode(), ERROR, id="no final newline"),
    pytest.param(CODE.encode() + b"# \xc3\xa9", ERROR, id="comment at the end"),
    # What it cannot decode, flake8 takes for latin-1.
    pytest.param(CODE.encode() + b"# \xff\n", ERROR, id="not UTF-8"),
    pytest.param(b"# coding: no-such-codec\n" + CODE.encode(), "4:13: UVI001", id="codec"),
]


@pytest.mark.parametrize(("content", "expected"), REPORTED)
def test_readable_files(content: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(content)
    run = flake8("--isolated", "--select=UVI", "x.py", cwd=tmp_path)
    assert [line.removeprefix("x.py:")[: len(expected)] for line in run.lines] == [expected]
    assert run.err == ""


# What flake8 itself says of them differs from release to release.
UNREADABLE = [
    pytest.param(b"", [], id="empty"),
    pytest.param(b"\n\n \n", [], id="blank"),
    pytest.param(CODE.encode() + b"\0\n", ["E902", "E999"], id="NUL"),
    pytest.param(b"\0", ["E902", "E999"], id="only NUL"),
    pytest.param(CODE.encode() + b"def (:\n", ["E902", "E999"], id="syntax error"),
    pytest.param(CODE.encode() + b"x = '''\n", ["E902", "E999"], id="no end of string"),
    pytest.param(CODE.encode() + b"  x = 1\n", ["E902", "E999"], id="indentation"),
    pytest.param(b"%matplotlib inline\n!ls\n" + CODE.encode(), ["E902", "E999"], id="magics"),
    pytest.param(b"x = " + b"(" * 500 + b"\n" + CODE.encode(), ["E902", "E999"], id="nested"),
]


@pytest.mark.parametrize(("content", "expected"), UNREADABLE)
def test_unreadable_files(content: bytes, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(content)
    run = flake8("--isolated", "--select=E9,UVI", "x.py", cwd=tmp_path)
    assert {*run.codes} <= {*expected}
    # Before 3.12, flake8 itself gave up on NUL.
    assert bool(run.lines) is bool(expected) or "null bytes" in run.err
    assert "flake8_uvicorn_import_string" not in run.err


def test_directory_with_a_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.py").mkdir()
    (tmp_path / "x.py" / "y.py").write_text(CODE)
    run = flake8("--isolated", "--select=E9,UVI", ".", cwd=tmp_path)
    inside = os.path.join(".", "x.py", "y.py")
    assert [line for line in run.lines if "UVI" in line] == [
        line for line in run.lines if line.startswith(f"{inside}:{ERROR}")
    ]
    assert len(run.lines) == 1
    assert run.err == ""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable to root"
)
def test_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(CODE)
    (tmp_path / "x.py").chmod(0)
    run = flake8("--isolated", "--select=E9,UVI", "x.py", cwd=tmp_path)
    assert run.codes == ["E902"]
    assert run.err == ""


def test_missing_file(tmp_path: Path) -> None:
    run = flake8("--isolated", "--select=E9,UVI", "x.py", cwd=tmp_path)
    assert run.codes == ["E902"]
    assert run.err == ""


@pytest.mark.parametrize(
    ("options", "name"),
    [([], "stdin"), (["--stdin-display-name=src/main.py"], "src/main.py")],
)
def test_stdin(options: list[str], name: str, tmp_path: Path) -> None:
    run = flake8("--isolated", "--select=UVI", *options, "-", cwd=tmp_path, stdin=CODE.encode())
    assert [line[: len(f"{name}:{ERROR}")] for line in run.lines] == [f"{name}:{ERROR}"]
    assert run.err == ""


def test_jobs(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"x{number}.py").write_text(CODE)
    run = flake8("--isolated", "--select=UVI", "--jobs=4", ".", cwd=tmp_path)
    assert sorted(line[: len(f"./x0.py:{ERROR}")] for line in run.lines) == [
        f"{os.curdir}{os.sep}x{number}.py:{ERROR}" for number in range(8)
    ]
    assert run.err == ""


@pytest.mark.parametrize("options", [["-W", "error"], ["-I"], ["-O"], ["-X", "dev"]])
def test_options_of_python(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(CODE)
    run = flake8("--isolated", "--select=UVI", "x.py", cwd=tmp_path, python=options)
    assert [line[: len(f"x.py:{ERROR}")] for line in run.lines] == [f"x.py:{ERROR}"]
    assert run.err == ""


def test_unknown_node() -> None:
    """A later Python's node is read through, for its parts may hold a launch."""
    tree = ast.parse(CODE)
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    later: Any = Later()
    later.part, later.parts, later.plain = last.value, [ast.Constant(1)], 4
    last.value = ast.copy_location(later, last.value)
    assert [finding.code for finding in check(tree, "main.py")] == ["UVI001"]


def test_nonlocal_of_no_one() -> None:
    """``ast.parse`` takes what the compiler does not."""
    check_tree(ast.parse("import uvicorn\ndef f():\n nonlocal a\n uvicorn.run(a, reload=True)\n"))


def test_without_deprecated_names_of_ast(tmp_path: Path) -> None:
    """Every module of the package works without the names that Python 3.14 has not."""
    script = f"""
        import ast
        import importlib
        import pkgutil
        import sys
        import warnings

        import flake8_plugin_utils

        # Before the package is imported: it may not even look at them.
        for name in {DEPRECATED!r}:
            for holder in (vars(ast), vars(ast).get("_deprecated_globals", {{}})):
                holder.pop(name, None)
        getattr(ast, "_const_types", {{}}).clear()
        for name in {DEPRECATED!r}:
            assert not hasattr(ast, name), name
        warnings.simplefilter("error")

        import flake8_uvicorn_import_string as package

        for module in pkgutil.iter_modules(package.__path__):
            if module.name != "__main__":
                importlib.import_module(f"{{package.__name__}}.{{module.name}}")

        from flake8_uvicorn_import_string.plugin import Plugin

        for path in sys.argv[1:]:
            with open(path, encoding="utf-8") as file:
                source = file.read()
            tree = ast.parse(source)
            for report in Plugin(tree, source.splitlines(True), path).run():
                print(report[0], report[1], report[2][:6])
    """
    (tmp_path / "x.py").write_text(CODE)
    (tmp_path / "y.py").write_text(
        "import uvicorn\nx = [1, 'a', b'a', None, True, ..., x[1], x[1:2, 3], -1, f'{x}']\n"
        "uvicorn.run(app=lambda: x, workers=1 + 1, reload=not None, host='h', port=1)\n"
        "uvicorn.run('main:app'[0:], **{'reload': True})\n"
    )
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script), "x.py", "y.py"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert result.stderr == ""
    assert result.stdout.splitlines()[0] == "3 12 UVI001"


_Trees = Callable[[], ast.Module]


HUGE = "0x" + "F" * 5000
# More digits than Python turns into a text, and more than a float can be.
NUMBERS = [
    "s[HUGE]", "s[-HUGE]", "s[HUGE:HUGE]", "s.get(HUGE)", "os.environ.get(HUGE)",
    "getattr(s, HUGE)", "-HUGE", "~HUGE", "not HUGE", "HUGE / 2", "HUGE * 1.5", "HUGE + 0.5",
    "2 ** HUGE", "1 << HUGE", "HUGE == 1.5", "HUGE > 0.5", "HUGE in (HUGE,)", "'a' * HUGE",
    "'a' + HUGE", "'%d' % HUGE", "float(HUGE)", "int(HUGE)", "round(HUGE)", "abs(HUGE)",
    "bool(HUGE)", "str(HUGE)", "repr(HUGE)", "f'{HUGE}'", "f'{HUGE!s}'", "f'{HUGE!r}'",
    "f'{HUGE:d}'", "max(HUGE, 0.5)", "min(HUGE, 1)", "(os.cpu_count() + HUGE) / 2",
    "(os.cpu_count() + HUGE) * 1.5", "(os.cpu_count() + HUGE) + 0.5",
    "(os.cpu_count() + HUGE) - 0.5", "(os.cpu_count() + HUGE) // 0.5", "os.cpu_count() / HUGE",
    "max(os.cpu_count(), HUGE) + 0.5", "float(max(os.cpu_count(), HUGE))", "os.cpu_count() > HUGE",
    "os.cpu_count() * 1.5 > HUGE", "int(max(os.cpu_count(), 1e999))", "os.cpu_count() * 1e999",
    "round(max(os.cpu_count(), 1e999) - 1e999)", "os.cpu_count() // 5e-324", "[HUGE]",
    "{HUGE: HUGE}",
]  # fmt: skip


def check_number(source: str) -> None:
    """Check a source with a number that ``ast.dump`` cannot write either."""
    for finding in check(ast.parse(source), "main.py"):
        assert finding.message


@pytest.mark.parametrize("number", NUMBERS)
def test_huge_numbers(number: str) -> None:
    number = number.replace("HUGE", HUGE)
    head = "import os, uvicorn\nfrom api import app, s\n"
    for keyword in ("workers", "reload", "debug", "factory"):
        launch = f"uvicorn.run(app, {keyword}={number})\n"
        check_number(f"{head}{launch}")
        check_number(f"{head}value = {number}\nif value: pass\nassert value\n{launch}")
        check_number(f"{head}if {number}:\n    {launch}")


@pytest.mark.parametrize(
    "statement",
    [
        "setattr(s, HUGE, 1)",
        "setattr(HUGE, 'run', HUGE)",
        "s.__dict__[HUGE] = vars(s)[HUGE] = globals()[HUGE] = 1",
        "sys.modules[HUGE] = HUGE",
        "patch(HUGE)",
        "patch.dict(sys.modules, {HUGE: HUGE})",
        "match s:\n    case HUGE: pass\n    case {HUGE: 1}: pass",
        "import importlib\ns = importlib.import_module(HUGE)",
        "def f(x: HUGE = HUGE) -> HUGE: return HUGE\ns = f()",
        "uvicorn.run(HUGE, **{HUGE: True})",
        "if __name__ in (HUGE, HUGE): s = 1",
    ],
)
def test_huge_numbers_in_statements(statement: str) -> None:
    head = "import sys, uvicorn\nfrom api import app, s\n"
    check_number(f"{head}{statement.replace('HUGE', HUGE)}\nuvicorn.run(app, reload=s)\n")


@pytest.mark.parametrize("first", ["10", "os.cpu_count() * 10", "os.cpu_count() * 1.5"])
def test_numbers_that_grow(first: str) -> None:
    """Sixty squares would fill more memory than there is."""
    squares = "x = x * x\n" * 60
    check_tree(ast.parse(f"import os, uvicorn\nx = {first}\n{squares}uvicorn.run(1, workers=x)\n"))


@pytest.mark.parametrize(
    "source",
    [
        "def main(app: \"Annotated[FastAPI, '\\\\d+']\"):\n uvicorn.run(app, reload=True)\n",
        "def main(app: \"Annotated[FastAPI, 1if 2 else 3]\"):\n uvicorn.run(app, reload=True)\n",
        "app = FastAPI()\nuvicorn.run(app, reload=~True)\n",
    ],
)
def test_no_warnings(source: str) -> None:
    """What Python warns of in a part of a file is the business of the file alone."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tree = ast.parse(f"import uvicorn\nfrom fastapi import FastAPI\n{source}")
        found = [finding.code for finding in check(tree, "main.py")]
    assert caught == []
    assert "UVI001" in found


@pytest.mark.parametrize(
    "make",
    [
        lambda: ast.Module([], []),
        lambda: ast.Module([ast.Expr(ast.Constant(None))], []),
        lambda: ast.Module([ast.Break(), ast.Continue(), ast.Return(None)], []),
        lambda: ast.parse("nonlocal x\nglobal y\nreturn uvicorn\nyield uvicorn"),
    ],
)
def test_odd_trees(make: _Trees) -> None:
    """Trees that the parser makes though the compiler refuses them, or never makes."""
    assert [*check(make(), "main.py")] == []
