"""What a fix writes, and what it refuses to write."""

from __future__ import annotations

import ast
import textwrap
import tokenize
from collections.abc import Callable, Iterator

import pytest

from flake8_uvicorn_import_string import check
from flake8_uvicorn_import_string.fix import changes, proof, source_text
from flake8_uvicorn_import_string.fix import rewrite as rounds
from flake8_uvicorn_import_string.fix.changes import Change, Meant
from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from flake8_uvicorn_import_string.fix.source_text import Report, Unfit
from flake8_uvicorn_import_string.rules.base import Finding
from tests.support.fixes import GOLDEN, Golden


def fix(text: str, filename: str = "main.py") -> Outcome:
    """Return what comes of a text if every report is wanted."""
    return rewrite(text, filename, lambda _lines: lambda _report: True)


def places(reports: list[Report]) -> list[tuple[int, int, str]]:
    return [report[:3] for report in reports]


def refused(source: str, filename: str = "main.py") -> list[str]:
    """Return why nothing is fixed in a source, once for each finding."""
    text = textwrap.dedent(source).lstrip("\n")
    outcome = fix(text, filename)
    assert outcome.text == text
    assert outcome.fixed == []
    assert outcome.left == outcome.refused
    return [refusal.reason for refusal in outcome.refused if not refusal.assumption]


@pytest.mark.parametrize("golden", GOLDEN, ids=str)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_golden(golden: Golden, newline: str) -> None:
    old, new = (text.replace("\n", newline) for text in (golden.old, golden.new))
    outcome = fix(old, golden.filename)
    assert outcome.text == new
    assert outcome.fixed
    assert outcome.refused == outcome.left == []
    again = fix(new, golden.filename)
    assert again == Outcome(new, [], [], [])


@pytest.mark.parametrize("golden", GOLDEN, ids=str)
def test_golden_without_last_line_break(golden: Golden) -> None:
    assert fix(golden.old.rstrip("\n"), golden.filename).text == golden.new.rstrip("\n")


def test_mixed_line_ends() -> None:
    old = (
        "import uvicorn\r\nfrom web import create_app\ndef main():\r"
        "    uvicorn.run(create_app(),\n        port=1,\r        reload=True)\r\n"
    )
    new = (
        "import uvicorn\r\nfrom web import create_app\ndef main():\r"
        '    uvicorn.run("web:create_app",\n        port=1,\r        reload=True,\r'
        "        factory=True)\r\n"
    )
    assert fix(old).text == new


def test_nothing_to_do() -> None:
    for text in ("", "\n", "import uvicorn\n", "\x0c", "uvicorn = 1\r"):
        assert fix(text) == Outcome(text, [], [], [])


def test_places_are_characters() -> None:
    line = "def main(): 'é𝄞'; uvicorn.run(app, reload=True)\n"
    source = f"import uvicorn\nfrom web import app\n{line}"
    assert places(fix(source).fixed) == [(3, 30, "UVI001")]


def test_only_what_is_selected() -> None:
    source = """\
import uvicorn
from web import app
def main():
    uvicorn.run(app, reload=True)
    uvicorn.run(app, reload=True)
    uvicorn.run("web:app", debug=True)
"""
    seen = []

    def selector(lines: list[str]) -> Callable[[Report], bool]:
        seen.append(lines)
        return lambda report: report.line == 5

    outcome = rewrite(source.replace("\n", "\r\n"), "main.py", selector)
    assert outcome.text == source.replace("app, ", '"web:app", ').replace(
        '"web:app", ', "app, ", 1
    ).replace("\n", "\r\n")
    assert seen[0] == source.splitlines(keepends=True)
    assert places(outcome.fixed) == [(5, 16, "UVI001")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("uvicorn.run(\n", r"'\(' was never closed \(line 1\)|unexpected EOF"),
        ("uvicorn\0", "null bytes"),
        ("uvicorn" + "(" * 300, "too many nested|was never closed"),
        ("-" * 1_000_000 + "uvicorn", "."),
    ],
)
def test_unfit(text: str, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        fix(text)


# Refusals


@pytest.mark.parametrize("workers", ["1.5", "2.0", "1 if input() else 4 / 2"])
def test_half_a_worker(workers: str) -> None:
    """With an object uvicorn only compares the number; with a string it counts to it."""
    source = f"""
        import uvicorn
        from web import app
        def main():
            uvicorn.run(app, workers={workers})
    """
    assert refused(source) == ['make workers a whole number and write "web:app"']


def test_unguarded_string_that_starts_no_child() -> None:
    source = 'import uvicorn\nuvicorn.run("web.py:app", debug=True)\n'
    assert fix(source).text == 'import uvicorn\nuvicorn.run("web:app")\n'


@pytest.mark.parametrize(
    "call",
    [
        "uvicorn.run(*[app], reload=True)",
        "uvicorn.run(*ARGS, reload=True)",
        "uvicorn.run(**{'app': app, 'reload': True})",
        "uvicorn.run(**dict(app=app), reload=True)",
        "start(reload=True)",
    ],
)
def test_application_elsewhere(call: str) -> None:
    source = f"""
        import uvicorn
        from functools import partial
        from web import app
        ARGS = (app,)
        start = partial(uvicorn.run, app)
        def main():
            {call}
    """
    assert refused(source) == ["the application is not written in the call itself"]


def test_handed_on() -> None:
    source = """
        import uvicorn
        from functools import partial
        from web import app
        def main():
            return partial(uvicorn.run, app, reload=True)
    """
    assert refused(source) == [
        "uvicorn.run is only handed on here, and what calls it decides whether this works"
    ]


def test_debug_that_is_handed_on() -> None:
    source = "import asyncio\nfrom uvicorn import run\nasyncio.to_thread(run, 'web:app'{})\n"
    assert fix(source.format(", debug=1")).text == source.format("")


@pytest.mark.parametrize("call", ["uvicorn.run(app, reload=True)", "uvicorn.run('a:b', debug=1)"])
def test_in_a_formatted_string(call: str) -> None:
    source = f"""
        import uvicorn
        from web import app
        def main():
            return f"{{{call}}}"
    """
    assert refused(source) == ["the call stands in an f-string"]


def test_replaced_expression_does_more() -> None:
    source = """
        import uvicorn
        from web import app
        def main():
            uvicorn.run((mine := app), reload=True)
            return mine
    """
    assert refused(source) == ["the expression does more than give the application"]


def test_comment_within_the_application() -> None:
    source = """
        import uvicorn
        import web
        def main():
            uvicorn.run(
                web.  # of ours
                app,
                reload=True,
            )
    """
    assert refused(source) == ["a comment stands within what would be replaced"]


def test_factory_may_be_given_twice() -> None:
    source = """
        import uvicorn
        from web import create_app
        def main(**options):
            uvicorn.run(create_app(), reload=True, **options)
    """
    assert refused(source) == ["factory=True is needed, and the ** argument may hold factory"]


@pytest.mark.parametrize("factory", ["False", "None", "1 == 1", "FACTORY"])
def test_factory_is_given_otherwise(factory: str) -> None:
    source = f"""
        import uvicorn
        FACTORY = bool(input())
        def main():
            uvicorn.run("web:create_app()", reload=True, factory={factory})
    """
    assert refused(source) == ["factory=True is needed, and the call gives factory another value"]


@pytest.mark.parametrize(
    "literal", ["APP", "'web.py' ':app'", "'''web.py:app'''", "r'web.py:app'", "'web.py\\x3aapp'"]
)
def test_string_is_no_plain_literal(literal: str) -> None:
    source = f"""
        import uvicorn
        APP = "web.py:app"
        def main():
            uvicorn.run({literal}, reload=True)
    """
    assert refused(source) == ["the string is not a plain literal in the call"]


@pytest.mark.parametrize(
    "more", ["print(OPTIONS)", "OPTIONS['x'] = 1", "uvicorn.run('web:app', **OPTIONS)"]
)
def test_debug_in_a_dict_that_others_get(more: str) -> None:
    source = f"""
        import uvicorn
        OPTIONS = {{"debug": True, "port": 1}}
        def main():
            uvicorn.run("web:app", **OPTIONS)
        def other():
            {more}
    """
    assert set(refused(source)) <= {"it is not written in the call itself"}


def test_debug_of_a_thread() -> None:
    source = """
        import uvicorn
        from threading import Thread
        Thread(target=uvicorn.run, args=("web:app",), kwargs={"debug": True}).start()
    """
    assert refused(source) == ["it is not written in the call itself"]


def test_debug_is_all_there_is() -> None:
    source = """\
import uvicorn
from functools import partial
start = partial(uvicorn.run, "web:app")
def main():
    start({})
"""
    assert fix(source.format("debug=1")).text == source.format("")
    assert fix(source.format("debug=1,")).text == source.format("")


def test_value_of_debug_does_more() -> None:
    source = """
        import uvicorn
        def main():
            uvicorn.run("web:app", debug=(debug := True))
            return debug
    """
    assert refused(source) == ["the value of debug does more than say what debug is"]


def test_comment_within_debug() -> None:
    source = """
        import uvicorn
        def main():
            uvicorn.run(
                "web:app",
                debug=(
                    # off
                    False
                ),
            )
    """
    assert refused(source) == ["a comment stands within what would be removed"]


def test_name_of_the_file_has_a_quote() -> None:
    source = """
        import uvicorn
        app = FastAPI()
        def main():
            uvicorn.run(app, reload=True)
    """
    text = textwrap.dedent(source)
    assert fix(text, 'ma"in.py').text == text.replace("app, ", r'"ma\"in:app", ')


def test_name_of_the_file_is_no_text() -> None:
    source = """
        import uvicorn
        app = FastAPI()
        def main():
            uvicorn.run(app, reload=True)
    """
    reason = '"ma\udc80in:app" would have to be written in another way'
    assert refused(source, "ma\udc80in.py") == [reason]


# Together


def test_refused_and_fixed() -> None:
    source = """\
import uvicorn
from web import app
def main():
    uvicorn.run(*[app], workers=2, debug=True)
"""
    outcome = fix(source)
    # Without debug= the call is as it was: it exits, and starts nothing.
    assert outcome.text == source.replace(", debug=True", "")
    assert places(outcome.fixed) == [(4, 35, "UVI006")]
    reasons = ["the application is not written in the call itself"]
    assert [refusal.reason for refusal in outcome.refused] == reasons
    assert [refusal.reason for refusal in outcome.left] == reasons


def test_debug_alone_goes_and_the_object_stays() -> None:
    source = "import uvicorn\nfrom web import app\ndef main():\n    uvicorn.run(app{})\n"
    outcome = fix(source.format(", debug=True"))
    assert outcome.text == source.format("")
    assert places(outcome.fixed) == [(4, 16, "UVI001"), (4, 21, "UVI006")]


def test_launch_in_a_launch() -> None:
    source = "import uvicorn\nfrom web import app\ndef main():\n    {}\n"
    inner = outer = "uvicorn.run(app, reload=True, x=0)"
    new = inner.replace("app", '"web:app"')
    for _ in range(5):
        outer = f"uvicorn.run(app, reload=True, x=lambda: {outer})"
        new = f'uvicorn.run("web:app", reload=True, x=lambda: {new})'
    assert fix(source.format(outer)).text == source.format(new)


def test_one_by_one_if_not_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_at_a_time(tree: ast.Module, made: list[Change]) -> Meant:
        return Meant(tree if len(made) == 1 else ast.parse("0"), made[: len(made) == 1])

    monkeypatch.setattr(proof, "Meant", one_at_a_time)
    head = "import uvicorn\nfrom web import app\ndef main():\n"
    source = head + "    uvicorn.run({}, workers=2)\n" * 3
    assert fix(source.format("app", "app", "app")).text == source.format(*['"web:app"'] * 3)


def test_what_does_not_overlap_is_proven_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof checks the whole file: there are as many for 40 calls as for 4."""
    checked = []

    def counted(tree: ast.AST, filename: str, text: str) -> Iterator[Finding]:
        checked.append(filename)
        return check.check(tree, filename, text)

    monkeypatch.setattr(source_text, "check", counted)
    calls = """\
    uvicorn.run(app, reload=True)
    uvicorn.run(app, reload=True, debug=True)
    uvicorn.run(app, workers=1.5)
    uvicorn.run(*[app], reload=True)
    uvicorn.run("web:app", reload=True, workers=2)
"""
    counts = []
    for times in (1, 10):
        checked.clear()
        outcome = fix("import uvicorn\nfrom web import app\ndef main():\n" + calls * times)
        assert len(outcome.fixed) == 3 * times
        assert len(outcome.refused) == 3 * times
        counts.append(len(checked))
    assert counts[0] == counts[1] < 10


def test_rounds_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "ROUNDS", 1)
    source = "import uvicorn\nfrom web import app\ndef f():\n    uvicorn.run(app, {}reload=True)\n"
    outcome = fix(source.format("debug=1, "))
    assert outcome.text == source.format("")
    again = "something else is fixed first: run this once more"
    assert [refusal.reason for refusal in outcome.left] == [again]


def test_what_is_not_meant_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    source = """
        import uvicorn
        from web import app
        def main():
            uvicorn.run(app, reload=True)
    """
    monkeypatch.setattr(proof, "apply", lambda text, _edits: text + "\n0\n")
    assert refused(source) == ["the call is written in a way that cannot be changed safely"]
    monkeypatch.setattr(proof, "apply", lambda text, _edits: text + "(")
    (reason,) = refused(source)
    assert reason.startswith("the result would not be valid: ")
    monkeypatch.undo()
    monkeypatch.setattr(proof, "same", lambda _one, _other: True)
    monkeypatch.setattr(proof, "apply", lambda text, _edits: text)
    assert refused(source) == ["it would not be enough: there would be UVI001 elsewhere"]


def test_tokens_are_not_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_readline: object) -> None:
        raise tokenize.TokenError("EOF in multi-line statement", (1, 0))

    monkeypatch.setattr(tokenize, "generate_tokens", fail)
    source = """
        import uvicorn
        from web import app
        def main():
            uvicorn.run(app, reload=True)
    """
    (reason,) = refused(source)
    assert reason.startswith("the file cannot be split into tokens: ")


def test_deep_code_elsewhere() -> None:
    """What the parser accepts is answered, however deep."""
    deep = "x = " + " + ".join(["1"] * 900) + "\n"
    main = "def main():\n    uvicorn.run(app, reload=1)\n"
    source = f"import uvicorn\nfrom web import app\n{deep}{main}"
    assert fix(source).text == source.replace("(app", '("web:app"')


def test_trees_are_compared() -> None:
    one = ast.parse("a = 1")
    assert changes.same(one, ast.parse("a=  1  # x"))
    for other in ("a = 1.0", "a = 2", "a = b", "a = 1; a = 1", "a += 1"):
        assert not changes.same(one, ast.parse(other))
