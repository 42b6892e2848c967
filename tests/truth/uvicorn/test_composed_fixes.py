"""Fixes on programs that nobody wrote, under real uvicorn (the recording oracle).

Two strategies: one that lays a call out in every way that Python allows, and the one of
``launch_programs.py``, whose programs take every way to a launch.  Of each program that is
fixed: nothing is left to fix, a second fix changes nothing, nothing differs outside of the
launches, and uvicorn accepts each launch that was fixed.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from hypothesis import event, given
from hypothesis import strategies as st

from flake8_uvicorn_import_string.fix.rewrite import Outcome as Fixed
from flake8_uvicorn_import_string.fix.rewrite import rewrite
from flake8_uvicorn_import_string.fix.source_text import Source
from tests.support.fixes import WEB
from tests.support.launch_programs import Program, Silence, launch_programs
from tests.support.oracle import Oracle, Outcome

Draw = Callable[[st.SearchStrategy[Any]], Any]

REJECTED = {Outcome.REFUSED, Outcome.TYPE_ERROR, Outcome.BAD_STRING}


def fix(text: str, filename: str = "main.py") -> Fixed:
    return rewrite(text, filename, lambda _lines: lambda _report: True)


# Calls in every layout


class Written(NamedTuple):
    """A program, the name of its file, and whether an import of it launches."""

    text: str
    filename: str
    guarded: bool


# An import, how the application is written, and lines before the call.
APPLICATIONS: Sequence[tuple[str, str, str]] = (
    ("from web import app", "app", ""),
    ("import web as w", "w.app", ""),
    ("import web", "web. app", ""),
    ("from web import Application; app = Application()", "app", ""),
    ("from web import create_app", "create_app()", ""),
    ("from web import create_app", "create_app (\n)", ""),
    ("from web import create_app", "app", "app = create_app()"),
    ("from web import Application", "Application()", ""),
    ("from web import app as answer\ndef make(): return answer", "make()", ""),
    ("", "'web:app'", ""),
    ("", '"web.py:app"', ""),
    ("", "'web: app'", ""),
    ("", '"web:create_app()"', ""),
)
FLAGS = ("reload=True", "workers = 2", "reload=bool(FLAG)", "debug=True", "debug=(\n    False)")
OTHERS = (
    "port=8000",
    "log_level='info'",
    'root_path="/é"',
    "headers=[('a', 'b, c'),\n ]",
    "access_log=(1 ==\n 1)",
    "date_header=(lambda a, b: a)(True, 0)",
    "**EXTRA",
)
BREAKS = ("", " ", "\n        ", "  # é, (\n        ", " \\\n    ", "\n# c\n\n\t")


def mixed(draw: Draw, items: Sequence[str], at_most: int) -> list[str]:
    """Draw some of the items, each at most once for each keyword."""
    count = draw(st.integers(0, at_most))
    drawn = draw(st.lists(st.sampled_from(items), min_size=count, max_size=count))
    return list({item.partition("=")[0].strip(): item for item in drawn}.values())


def call(draw: Draw, application: str) -> str:
    """Compose a call of uvicorn.run."""
    arguments = [*mixed(draw, FLAGS, 3), *mixed(draw, OTHERS, 3)]
    arguments = draw(st.permutations(arguments))
    if draw(st.integers(0, 4)) == 0:
        application = f"( {application} )"
    if draw(st.integers(0, 2)) == 0:
        place = draw(st.integers(0, len(arguments)))
        arguments.insert(place, f"app={application}")
    else:
        arguments.insert(0, application)
    if draw(st.booleans()):  # in one style
        gap = draw(st.sampled_from(BREAKS))
        start = end = gap
        between = [f",{gap or ' '}"] * (len(arguments) - 1)
    else:
        some = st.sampled_from(BREAKS)
        start, end = draw(some), draw(some)
        between = [f"{draw(some)},{draw(some)}" for _ in arguments[1:]]
    comma = draw(st.sampled_from(("", "", ",", " ,", "\n,")))
    body = arguments[0] + "".join(
        gap + argument for gap, argument in zip(between, arguments[1:], strict=True)
    )
    return f"uvicorn.run({start}{body}{comma}{end})"


@st.composite
def calls(draw: Draw) -> Written:
    """Compose a program of one or two launches."""
    lines = ["import uvicorn", "FLAG = int('1')", "EXTRA = {'use_colors': False}"]
    launches = []
    for number in range(draw(st.sampled_from((1, 1, 2)))):
        top, application, before = draw(st.sampled_from(APPLICATIONS))
        lines += [top] if top else []
        launch = call(draw, application)
        before = before and f"    {before}\n"
        prefix = draw(st.sampled_from(("", "é = '𝄞'; ", "x =(")))
        suffix = ")" if prefix == "x =(" else draw(st.sampled_from(("", "; y = 1", "  # é")))
        launches.append(f"def start{number}():\n{before}    {prefix}{launch}{suffix}")
    strings = st.sampled_from(("'s'", '"s"', "'\"'", '"""s"""', "f's'"))
    lines += [f"s = {string}" for string in draw(st.lists(strings, max_size=4))]
    lines += launches
    guarded = draw(st.integers(0, 5)) > 0
    if guarded:
        lines.append("if __name__ == '__main__':")
    lines += [f"{'    ' * guarded}start{number}()" for number in range(len(launches))]
    newline = draw(st.sampled_from(("\n", "\n", "\r\n", "\r")))
    text = "\n".join([*lines, ""]).replace("\n", newline)
    filename = draw(st.sampled_from(("main.py", "main.py", "pkg/main.py")))
    return Written(text, filename, guarded)


def outside(text: str) -> str:
    """Return a text without its calls of uvicorn.run."""
    source = Source(text)
    spans = sorted(
        source.span(node)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("run")
    )
    pieces = []
    done = 0
    for start, end in spans:
        if start >= done:
            pieces.append(text[done:start])
            done = end
    return "()".join([*pieces, text[done:]])


def unguarded(text: str) -> str:
    """Return a program of :func:`calls` without the guard that a fix gave it."""
    text = re.sub(r"if __name__ == (['\"])__main__\1:(\r\n?|\n)", "", text)
    return re.sub(r"(?<![^\r\n]) +(start\d\(\))", r"\1", text)


def comments(text: str) -> list[str]:
    lines = io.StringIO("".join(Source(text).lines))
    return [
        token.string
        for token in tokenize.generate_tokens(lines.readline)
        if token.type == tokenize.COMMENT
    ]


def ask_stable(old: str, fixed: Fixed, filename: str) -> None:
    """Assert what is true of every fix."""
    ast.parse(fixed.text)
    again = fix(fixed.text, filename)
    assert again.text == fixed.text
    assert again.fixed == []
    assert again.refused == again.left == fixed.left
    assert (old == fixed.text) is (not fixed.fixed)
    around = outside(fixed.text)
    assert (around if "__main__" in old else unguarded(around)) == outside(old)
    before, after = comments(old), comments(fixed.text)
    if not any(report.code == "UVI006" for report in fixed.fixed):
        assert before == after
    assert len(before) - len(after) <= len(fixed.fixed)
    for flag in ("\r\n", "\r", "\n"):
        assert (flag in old) or (flag not in fixed.text)


@given(calls())
def test_layouts(oracle: Oracle, written: Written) -> None:
    try:
        Source(written.text)
    except ValueError:
        event("no Python")
        return
    fixed = fix(written.text, written.filename)
    ask_stable(written.text, fixed, written.filename)
    event(f"{len(fixed.fixed)} fixed, {len(fixed.left)} left")
    if not written.guarded or fixed.left:
        return
    verdict = oracle.judge(fixed.text, filename=written.filename, modules={"web": WEB})
    assert verdict.launches
    assert not REJECTED.intersection(verdict.outcomes), (verdict, fixed.text)


@given(launch_programs())
def test_ways_to_a_launch(oracle: Oracle, program: Program) -> None:
    fixed = fix(program.source)
    if not fixed.fixed:
        event("nothing fixed")
        return
    event("fixed")
    again = fix(fixed.text)
    assert (again.text, again.fixed) == (fixed.text, [])
    before = {ast.dump(node) for node in ast.walk(ast.parse(program.source))}
    changed = {
        node.lineno
        for node in ast.walk(ast.parse(fixed.text))
        if isinstance(node, ast.Call) and ast.dump(node) not in before
    }
    assert changed
    # With a string, workers=2.25 is a TypeError; the message says so where it can see it.
    hidden = "element" in program.ingredients or any(
        Silence.REFLECTION in site.silences for site in program.sites
    )
    hidden_float = hidden and any(map(re.compile("workers=.*[./]").match, program.ingredients))
    for launch in oracle.judge(fixed.text, modules=program.modules).launches:
        if launch.line in changed and not hidden_float:
            assert launch.outcome not in REJECTED, (launch, fixed.text)
