"""A caller passes the string, if the function needs the application for its launch alone."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from tests.support.marked import advice

HEAD = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
GUARD = 'if __name__ == "__main__":\n    '
LAUNCH = "    uvicorn.run(a, reload=True)\n"


def fix(source: str) -> Outcome:
    return rewrite(
        HEAD + source, "main.py", lambda _: lambda report: report.code != "UVI901"
    )


@pytest.mark.parametrize(
    "source",
    [
        f"def serve(a, b):\n{LAUNCH}{GUARD}serve(app, 1)\n",
        f"def serve(b, a):\n{LAUNCH}{GUARD}serve(1, app)\n",
        f"def serve(b, *, a):\n{LAUNCH}{GUARD}serve(1, a=app)\n",
        f"def serve(a):\n    uvicorn.run(app=a, reload=True)\n{GUARD}serve(app)\n",
        f"def serve(a):\n    go(a)\ndef go(a):\n{LAUNCH}{GUARD}serve(app)\n",
        f"def serve(a):\n    go(a=a)\ndef go(*, a):\n{LAUNCH}{GUARD}serve(app)\n",
        f"def serve(a, b):\n{LAUNCH}def main():\n    serve(app, 1)\n{GUARD}main()\n",
        f"def serve(b, a):\n{LAUNCH}{GUARD}serve(b=1, a=app)\n",
    ],
)
def test_passed(source: str) -> None:
    outcome = fix(source)
    head, _, tail = source.rpartition("app")
    assert outcome.text == f'{HEAD}{head}"main:app"{tail}'
    assert outcome.left == []


@pytest.mark.parametrize(
    "source",
    [
        # The function needs the object as well.
        f"def serve(a, b):\n    print(a.title)\n{LAUNCH}{GUARD}serve(app, 1)\n",
        f"def serve(a):\n    a = a\n{LAUNCH}{GUARD}serve(app)\n",
        f"def serve(a):\n    b = a\n    uvicorn.run(b, reload=True)\n{GUARD}serve(app)\n",
        # The annotation says so.
        f"def serve(a):\n    go(a)\ndef go(a: FastAPI):\n{LAUNCH}{GUARD}serve(app)\n",
        f"def serve(a: FastAPI, b):\n{LAUNCH}{GUARD}serve(app, 1)\n",
        # What gets it cannot be told, or only after a long way.
        f"def serve(*a):\n    uvicorn.run(*a, reload=True)\n{GUARD}serve(*[app])\n",
        "".join(f"def f{n}(a):\n    f{n + 1}(a)\n" for n in range(6))
        + f"def f6(a):\n{LAUNCH}{GUARD}f0(app)\n",
        f"def serve(*a):\n    uvicorn.run(*a, reload=True)\n{GUARD}serve(app)\n",
        f"class A:\n    def serve(self, a):\n    {LAUNCH}{GUARD}A().serve(app)\n",
        f"def wrap(f): return f\n@wrap\ndef serve(a):\n{LAUNCH}{GUARD}serve(app)\n",
        f"def serve(a):\n    [lambda: go(a)][0]()\ndef go(a):\n{LAUNCH}{GUARD}serve(app)\n",
    ],
)
def test_not_passed(source: str) -> None:
    outcome = fix(source)
    assert (outcome.text, outcome.fixed) == (HEAD + source, [])
    assert outcome.left == outcome.refused


def test_what_else_is_to_be_done() -> None:
    """The string is not said alone where the new process would lack something."""
    source = f"L = {{}}\ndef l(): return L\ndef serve(a: FastAPI):\n{LAUNCH}{GUARD}L['a'] = 1\n"
    alone = source.replace("L['a'] = 1", "serve(app)")
    assert advice(HEAD + alone) == (
        'the application is a parameter: have its caller pass "main:app"'
    )
    assert advice(HEAD + source + "    serve(app)\n") == (
        "new processes only import this file: move line 9 to module level and have the caller "
        'pass f"{__name__}:app"'
    )
    assert fix(alone).left[0].reason == advice(HEAD + alone)
    default = source.replace("serve(a: FastAPI)", "serve(a: FastAPI = app)")
    assert advice(HEAD + default.replace("L['a'] = 1", "serve()")) == (
        'the application is a parameter: make "main:app" its default'
    )
    assert advice(f"{HEAD}{default}    serve()\n").endswith(
        'move line 9 to module level and make f"{__name__}:app" the default'
    )
