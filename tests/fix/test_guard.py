"""A launch of the module goes under the guard; what does not go with it is refused."""

from __future__ import annotations

import textwrap

import pytest

from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from flake8_uvicorn_import_string.rules.uvi007_launch_on_import import LaunchOnImport

TOP = "import uvicorn\nfrom web import app\n"


def fix(source: str) -> Outcome:
    text = TOP + textwrap.dedent(source).lstrip("\n")
    return rewrite(text, "main.py", lambda _lines: lambda report: not report.code.endswith("901"))


def fixed(source: str) -> str:
    """Return what comes of a source in which everything is fixed."""
    outcome = fix(source)
    assert outcome.fixed
    assert outcome.refused == outcome.left == []
    return outcome.text.removeprefix(TOP)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "uvicorn.run(app, reload=True)\n",
            'if __name__ == "__main__":\n    uvicorn.run("web:app", reload=True)\n',
        ),
        (
            "# coding\n\n# one\n# two\nuvicorn.run('web:app', reload=True)\n",
            "# coding\n\nif __name__ == '__main__':\n    # one\n    # two\n"
            "    uvicorn.run('web:app', reload=True)\n",
        ),
        # Two launches, of which the first never ends.
        (
            "uvicorn.run(app, reload=True)\nuvicorn.run(app, workers=2)\n",
            'if __name__ == "__main__":\n    uvicorn.run("web:app", reload=True)\n'
            '    uvicorn.run("web:app", workers=2)\n',
        ),
        # Definitions may stay behind.
        (
            "uvicorn.run(app, reload=True)\ndef f(): pass\nimport web\n",
            'if __name__ == "__main__":\n    uvicorn.run("web:app", reload=True)\n'
            "def f(): pass\nimport web\n",
        ),
        # A guard whose head has a comment, or goes on, stays as it is.
        (
            "uvicorn.run(app, reload=True)\nif __name__ == '__main__':  # x\n    print()\n",
            "if __name__ == '__main__':\n    uvicorn.run('web:app', reload=True)\n"
            "if __name__ == '__main__':  # x\n    print()\n",
        ),
        # One in a single line, or with another branch, is joined by nothing.
        (
            "if __name__ == '__main__': print()\nuvicorn.run(app, reload=True)\n",
            "if __name__ == '__main__': print()\n"
            "if __name__ == '__main__':\n    uvicorn.run('web:app', reload=True)\n",
        ),
        (
            "def f():\n  uvicorn.run(app, reload=True)\n  uvicorn.run(app, workers=2)\nf()\n",
            'def f():\n  uvicorn.run("web:app", reload=True)\n'
            '  uvicorn.run("web:app", workers=2)\nif __name__ == "__main__":\n  f()\n',
        ),
        (
            "x = 1\nuvicorn.run(app, root_path=f'''\n{x}\n''', reload=True)\n",
            'x = 1\nif __name__ == "__main__":\n'
            "    uvicorn.run(\"web:app\", root_path=f'''\n{x}\n''', reload=True)\n",
        ),
    ],
)
def test_guarded(old: str, new: str) -> None:
    assert fixed(old) == new


@pytest.mark.parametrize("last", ["", "\n"])
def test_guard_on_the_last_line(last: str) -> None:
    new = 'if __name__ == "__main__":\n    uvicorn.run("web:app", reload=True)'
    assert fixed(f"uvicorn.run(app, reload=True){last}") == new + last


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "x = 1; uvicorn.run('web:app', reload=True)",
            "other statements stand in the same line",
        ),
        (
            "uvicorn.run('web:app', reload=True); x = 1",
            "what stands behind the call would run before the server starts",
        ),
        (
            "uvicorn.run('web:app', reload=True)\nx = 1",
            "what stands behind the call would run before the server starts",
        ),
        (
            "def f():\n    uvicorn.run('web:app', reload=True)\nf()\nprint()\nf()",
            f"it would not be enough: {LaunchOnImport.message}",
        ),
        (
            "x = uvicorn.run('web:app', reload=True)\ndef f():\n    return x",
            "x, which would go under the guard, is used elsewhere",
        ),
        (
            "class A:\n    uvicorn.run('web:app', reload=True)",
            "the statement that leads to the call does more than that",
        ),
        (
            "with app:\n    def f(): pass\n    uvicorn.run('web:app', reload=True)",
            "what goes under the guard defines something",
        ),
        (
            "f\"{uvicorn.run('web:app', reload=True)}\"",
            "the call stands in an f-string",
        ),
    ],
)
def test_refused(source: str, reason: str) -> None:
    outcome = fix(source)
    assert outcome.fixed == []
    assert {refusal.report.code for refusal in outcome.refused} == {"UVI007"}
    assert {refusal.reason for refusal in outcome.refused} == {reason}


@pytest.mark.parametrize("calls", ["f()\nprint()\nf()", "if True:\n    f()"])
def test_not_one_statement_leads_there(calls: str) -> None:
    outcome = fix(f"def f():\n    uvicorn.run(app, reload=True)\n{calls}\n")
    assert outcome.fixed == []
    assert [refusal.reason for refusal in outcome.refused] == [
        'new processes only import this file: put the call under if __name__ == "__main__" '
        'and write "web:app"'
    ]


def test_a_guard_is_not_enough() -> None:
    outcome = fix("def f():\n    uvicorn.run(*[app], reload=True)\nf()\n")
    assert outcome.fixed == []
    assert [refusal.reason for refusal in outcome.refused] == [
        'new processes only import this file: put the call under if __name__ == "__main__" '
        'and write "web:app"'
    ]
