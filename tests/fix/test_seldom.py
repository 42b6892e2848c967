"""Findings in places that are seldom: nothing is written where it is not certain."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.fix import parameters
from flake8_uvicorn_import_string.fix.changes import Refused
from flake8_uvicorn_import_string.fix.proof import Prover
from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from flake8_uvicorn_import_string.fix.source_text import Source
from flake8_uvicorn_import_string.rules.base import Finding
from tests.support.marked import findings

HEAD = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
GUARD = 'if __name__ == "__main__":\n    '
LAUNCH = "uvicorn.run(app, reload=True)"


def fix(source: str) -> Outcome:
    return rewrite(
        HEAD + source, "main.py", lambda _: lambda report: report.code != "UVI901", unsafe=True
    )


@pytest.mark.parametrize(
    "source",
    [
        # What leads to the launch stands in an f-string.
        "def main():\n    uvicorn.run('web:app', reload=True)\nf'{main()}'\n",
        # debug is another's as well, or nobody sees whose.
        f"def make(**k): return k\n{GUARD}uvicorn.run('web:app', **make(debug=True))\n",
        f"{GUARD}for o in [{{'debug': True}}]:\n        uvicorn.run('web:app', **o)\n",
        f"{GUARD}a = b = {{'debug': True}}\n    uvicorn.run('web:app', **a)\n",
        f"{GUARD}a.b = {{'debug': True}}\n    uvicorn.run('web:app', **a.b)\n",
        # A function hands the application on in another way.
        f"def serve(a):\n    uvicorn.run(**{{'app': a}}, reload=True)\n{GUARD}serve(app)\n",
        f"def serve(a):\n    uvicorn.run(a or None, reload=True)\n{GUARD}serve(app)\n",
        f"def serve(a):\n    uvicorn.run(a, reload=True)\n{GUARD}serve(*[app])\n",
        "".join(f"def f{n}(a):\n    f{n + 1}(a)\n" for n in range(4))
        + f"def f4(a: FastAPI):\n    uvicorn.run(a, reload=True)\n{GUARD}f0(app)\n",
    ],
)
def test_refused(source: str) -> None:
    outcome = fix(source)
    assert (outcome.text, outcome.fixed) == (HEAD + source, [])


def test_lines_of_two_launches() -> None:
    """They move once, and then both launches get the string."""
    source = (
        "L = {}\n@app.get('/')\ndef l(): return L\ndef main():\n    L['a'] = 1\n"
        f"    {LAUNCH}\n    {LAUNCH}\n{GUARD}main()\n"
    )
    outcome = fix(source)
    assert outcome.left == []
    assert outcome.text == (
        f"{HEAD}L = {{}}\n@app.get('/')\ndef l(): return L\nL['a'] = 1\n\n\ndef main():\n"
        "    uvicorn.run('main:app', reload=True)\n    uvicorn.run('main:app', reload=True)\n"
        f"{GUARD}main()\n"
    )


def test_lines_and_guard_of_two_launches() -> None:
    """Two functions would have to give lines at once: that is left to a person."""
    source = (
        "L = {}\n@app.get('/')\ndef l(): return L\n"
        f"def a():\n    L['a'] = 1\n    {LAUNCH}\ndef b():\n    L['b'] = 1\n    {LAUNCH}\n"
        "def main():\n    a()\n    b()\nmain()\n"
    )
    outcome = fix(source)
    assert (outcome.text, outcome.fixed) == (HEAD + source, [])
    assert ["move line 8" in outcome.left[0].reason, "move line 11" in outcome.left[1].reason] == [
        True, True,
    ]  # fmt: skip


def test_hops(monkeypatch: pytest.MonkeyPatch) -> None:
    """An application is followed through so many functions."""
    source = (
        "def f(a):\n    g(a)\ndef g(a):\n    h(a)\n"
        f"def h(a):\n    uvicorn.run(a, reload=True)\n{GUARD}f(app)\n"
    )
    assert fix(source).text == HEAD + source.replace("f(app)", 'f("main:app")')
    monkeypatch.setattr(parameters, "HOP_LIMIT", 2)
    assert fix(source).text == HEAD + source


SERVED = f"{GUARD}s = uvicorn.Server(uvicorn.Config({{}}))\n    s.config\n    s.run()\n"


@pytest.mark.parametrize(
    "arguments",
    [
        "'web:app', reload=True,  # c\n        workers=2",
        "'web:app'\n, reload=True\n, # c\nworkers=2\n",
    ],
)
def test_arguments_too_close(arguments: str) -> None:
    source = SERVED.format(arguments)
    outcome = fix(source)
    assert outcome.text == HEAD + source
    assert [item.reason for item in outcome.left] == [
        "what would be removed is written too closely together"
    ]


def test_arguments_apart() -> None:
    outcome = fix(SERVED.format("'web:app', reload=True, port=1,  # c\n        workers=2"))
    assert outcome.text == HEAD + SERVED.format("'web:app', port=1  # c\n        ")
    assert outcome.left == []


def test_debug_of_a_dataclass() -> None:
    source = (
        "from dataclasses import asdict, dataclass\n@dataclass\nclass R:\n    debug: bool\n"
        f"{GUARD}uvicorn.run('web:app', **asdict(R(debug=True)))\n"
    )
    outcome = fix(source)
    assert outcome.text == HEAD + source
    assert [item.reason for item in outcome.left] == ["it is not written in the call itself"]


@pytest.mark.parametrize(
    "options", ["dict(port=1, **{'workers': 2})", "{'port': 1, **{'workers': 2}}"]
)
def test_flag_in_a_dict_within_a_dict(options: str) -> None:
    source = SERVED.format(f"'web:app', **{options}")
    outcome = fix(source)
    assert outcome.text == HEAD + source
    assert [item.reason for item in outcome.left] == ["it is not written in the call itself"]


def test_applications_of_two_functions() -> None:
    outcome = fix(
        "def main():\n    api = FastAPI()\n    uvicorn.run(api, reload=True)\n"
        "def other():\n    web = FastAPI()\n    uvicorn.run(web, reload=True)\nmain(), other()\n"
    )
    assert outcome.left == []
    assert outcome.text == (
        f'{HEAD}api = FastAPI()\n\n\ndef main():\n    uvicorn.run("main:api", reload=True)\n'
        f'web = FastAPI()\n\n\ndef other():\n    uvicorn.run("main:web", reload=True)\n'
        f"{GUARD}main(), other()\n"
    )


def test_applications_of_one_function() -> None:
    """Both move, and the one call of the function is guarded once."""
    outcome = fix(
        "def main():\n    api = FastAPI()\n    uvicorn.run(api, reload=True)\n"
        "    web = FastAPI()\n    uvicorn.run(web, reload=True)\nmain()\n"
    )
    assert outcome.left == []
    assert outcome.text == (
        f"{HEAD}api = FastAPI()\n\n\nweb = FastAPI()\n\n\ndef main():\n"
        '    uvicorn.run("main:api", reload=True)\n    uvicorn.run("main:web", reload=True)\n'
        f"{GUARD}main()\n"
    )


MOVED = f"def main():\n    api = FastAPI()\n    uvicorn.run(api, reload=True)\n{GUARD}main()\n"


def test_moves_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fix(MOVED).left == []

    def refuse(*_: object) -> None:
        raise Refused("the tree is another one")

    monkeypatch.setattr(Prover, "changed", refuse)
    outcome = fix(MOVED)
    assert outcome.text == HEAD + MOVED
    assert len(outcome.left) == 1


def test_new_finding_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fix is refused that would bring another finding somewhere else."""
    check = Source.check
    (other,) = findings("import uvicorn\nuvicorn.run('web:app', reload=True)\n")

    def found(self: Source, filename: str) -> list[Finding]:
        return [*check(self, filename), *([other] if '"main:app"' in self.text else ())]

    assert fix(f"{GUARD}{LAUNCH}\n").left == []
    monkeypatch.setattr(Source, "check", found)
    outcome = fix(f"{GUARD}{LAUNCH}\n")
    assert outcome.text == f"{HEAD}{GUARD}{LAUNCH}\n"
    assert [item.reason.partition(":")[0] for item in outcome.left] == ["it would not be enough"]
