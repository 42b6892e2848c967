"""Fixes that take something for granted, and findings that have none: no silence."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from tests.support.command import Command, Result

TOP = "import uvicorn\nfrom web import app\n\n\ndef main():\n"


def fix(call: str, *, unsafe: bool, code: str) -> Outcome:
    text = f"{TOP}    {call}\n"
    return rewrite(text, "main.py", lambda _: lambda report: report.code == code, unsafe=unsafe)


@pytest.mark.parametrize(
    ("code", "old", "new", "assumption"),
    [
        (
            "UVI003",
            "uvicorn.run('web:app', reload=True, workers=2)",
            "uvicorn.run('web:app', reload=True)",
            "reload is meant, and workers are not",
        ),
        (
            "UVI003",
            "uvicorn.run('web:app', **{'reload': True, 'workers': 2})",
            "uvicorn.run('web:app', **{'reload': True})",
            "reload is meant, and workers are not",
        ),
        (
            "UVI008",
            "uvicorn.Server(uvicorn.Config('web:app', reload=True, port=1)).run()",
            "uvicorn.run('web:app', reload=True, port=1)",
            "reload is meant",
        ),
        (
            "UVI008",
            "s = uvicorn.Server(uvicorn.Config('web:app', reload=1, port=1, workers=2)); s.run()",
            "s = uvicorn.Server(uvicorn.Config('web:app', port=1)); s.run()",
            "one process that does not reload is meant",
        ),
        (
            "UVI901",
            "uvicorn.run(app)",
            "uvicorn.run(app, workers=1)",
            "one process is meant, whatever WEB_CONCURRENCY says",
        ),
        (
            "UVI901",
            "uvicorn.run(app, workers=None, port=1)",
            "uvicorn.run(app, workers=1, port=1)",
            "one process is meant, whatever WEB_CONCURRENCY says",
        ),
    ],
)
def test_unsafe(code: str, old: str, new: str, assumption: str) -> None:
    outcome = fix(old, unsafe=False, code=code)
    assert (outcome.text, outcome.fixed) == (f"{TOP}    {old}\n", [])
    (refusal,) = outcome.refused
    assert refusal.reason == f"--unsafe-fixes would, assuming that {assumption}"
    assert refusal.assumption == assumption
    outcome = fix(old, unsafe=True, code=code)
    assert outcome.text == f"{TOP}    {new}\n"
    assert [(report.code, why) for report, why in outcome.assumed] == [(code, assumption)]
    assert outcome.refused == outcome.left == []


@pytest.mark.parametrize(
    ("code", "call", "reason"),
    [
        ("UVI005", "uvicorn.run('main:nothing')", "no one thing is sure to be meant"),
        ("UVI004", "uvicorn.run('other')", "no one thing is sure to be meant"),
        (
            "UVI008",
            "s = uvicorn.Server(uvicorn.Config('web:app', reload=(x := True))); s.run()",
            "the value of reload does more than say what reload is",
        ),
        (
            "UVI901",
            "uvicorn.run(app, **{'workers': None})",
            "workers is not written in the call itself",
        ),
        (
            "UVI009",
            "uvicorn.run(lambda x: app, factory=True)",
            "a factory takes none: let it read the environment or settings",
        ),
    ],
)
def test_no_silence(code: str, call: str, reason: str) -> None:
    outcome = fix(call, unsafe=True, code=code)
    assert (outcome.text, outcome.fixed) == (f"{TOP}    {call}\n", [])
    assert [(item.report.code, item.reason) for item in outcome.left] == [(code, reason)]


def test_command(command: Command) -> None:
    old = f"{TOP}    uvicorn.run('web:app', reload=True, workers=2)\n"
    command.write(text=old)
    place, assumed = "./main.py:6:49: UVI003", "assuming that reload is meant, and workers are not"
    offered = (
        f"{place} not fixed: --unsafe-fixes would, {assumed}\n"
        "1 fix available with --unsafe-fixes\n"
    )
    for mode in ([], ["--diff"], ["--fix"]):
        assert command(*mode) == Result(1, "", offered)
        assert command.read() == old
    listed = command("--unsafe-fixes")
    assert listed.out.startswith(f"{place} these workers never start")
    assert listed.err == f"{place} can be fixed, {assumed}\n"
    shown = command("--unsafe-fixes", "--diff")
    assert "+    uvicorn.run('web:app', reload=True)\n" in shown.out
    assert shown.err == listed.err
    assert command.read() == old
    assert command("--unsafe-fixes", "--fix") == Result(1, f"{place} fixed, {assumed}\n", "")
    assert command.read() == old.replace(", workers=2", "")
    assert command("--unsafe-fixes", "--fix") == Result(0, "", "")


def test_several_are_counted(command: Command) -> None:
    command.write(text=f"{TOP}    uvicorn.run('web:app', reload=True, workers=2)\n" * 2)
    assert command("--fix").err.endswith("\n2 fixes available with --unsafe-fixes\n")
