"""The golden fixes that take something for granted, and their neighbours that are refused."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from tests.support.unsafe_fixes import UNSAFE, Unsafe


def fix(text: str, *, unsafe: bool) -> Outcome:
    return rewrite(
        text, "main.py", lambda _: lambda report: report.code != "UVI901", unsafe=unsafe
    )


@pytest.mark.parametrize("unsafe", UNSAFE, ids=str)
def test_golden(unsafe: Unsafe) -> None:
    old, new = unsafe.golden.old, unsafe.golden.new
    outcome = fix(old, unsafe=False)
    assert (outcome.text, outcome.fixed) == (old, [])
    assert {item.assumption for item in outcome.refused} <= {unsafe.assumption, ""}
    outcome = fix(old, unsafe=True)
    assert outcome.text == new
    assert unsafe.assumption in {assumption for _, assumption in outcome.assumed}
    assert outcome.left == []
    again = fix(new, unsafe=True)
    assert (again.text, again.fixed, again.left) == (new, [], [])


HEAD = "import asyncio\nimport uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
GUARD = 'if __name__ == "__main__":\n'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        # The coroutine form.
        (
            "from uvicorn import run\nasync def main():\n    run(app)\nasyncio.run(main())\n",
            "uvicorn.run is not called by its full name",
        ),
        (
            "async def main():\n    uvicorn.run(app, app_dir='src')\nasyncio.run(main())\n",
            "app_dir is no argument of uvicorn.Config",
        ),
        (
            "async def main(o):\n    await uvicorn.run(app, **o)\nasyncio.run(main({}))\n",
            "call it without await, outside of the coroutine",
        ),
        (
            "def go():\n    uvicorn.run(app)\n\nasync def main():\n    go()\nasyncio.run(main())\n",
            "the call stands in no coroutine, but in a function that one calls",
        ),
        (
            "async def main():\n    asyncio.create_task(uvicorn.run(app))\nasyncio.run(main())\n",
            "the call is a part of an expression",
        ),
        # Lines that cannot move.
        (
            "L = {}\n@app.get('/')\ndef l(): return L\ndef main():\n    if L is not None:\n"
            "        global L2\n        L['a'] = 1\n"
            f"    uvicorn.run(app, reload=True)\n{GUARD}    main()\n",
            "move line 9 to module level",
        ),
        (
            "L = {}\n@app.get('/')\ndef l(): return L\ndef main(x):\n    L['a'] = x\n"
            f"    uvicorn.run(app, reload=True)\n{GUARD}    main(1)\n",
            "do at module level what line 9 does",
        ),
        (
            "L = {}\n@app.get('/')\ndef l(): return L\nclass A:\n    def main(self):\n"
            f"        L['a'] = 1\n        uvicorn.run(app, reload=True)\n{GUARD}    A().main()\n",
            "move line 10 to module level",
        ),
        (
            "L = {}\n@app.get('/')\ndef l(): return L\ndef main():\n    L['a'] = 1\n"
            f"    uvicorn.run(app, reload=True)\n{GUARD}    L['b'] = 1\n    main()\n",
            "move lines 9 and 12 to module level",
        ),
        (
            "L = {}\n@app.get('/')\ndef l(): return L\ndef p(): return 1\ndef main():\n"
            f"    l = 1; L['a'] = l\n    uvicorn.run(app, reload=True)\n{GUARD}    main()\n",
            "move line 10 to module level",
        ),
        (
            "L = {}\n@app.get('/')\ndef l(): return L\ndef main():\n"
            f"    n = 1\n    L['a'] = n\n    uvicorn.run(app, reload=True)\n{GUARD}    main()\n"
            "def other(): return n\n",
            "move lines 9 and 10 to module level",
        ),
    ],
)
def test_refused(source: str, reason: str) -> None:
    outcome = fix(HEAD + source, unsafe=True)
    assert outcome.text == HEAD + source
    assert len(outcome.left) == 1
    assert reason in outcome.left[0].reason


@pytest.mark.parametrize(
    "call",
    [
        # Nothing but one expression is written as another.
        "print(uvicorn.Server(uvicorn.Config('main:app', port=1, reload=True)).run())",
        "uvicorn.Server(uvicorn.Config('main:app', port=1, reload=True)).run(sockets=[])",
        "uvicorn.Server(  # x\n        uvicorn.Config('main:app', port=1, reload=True)).run()",
        "uvicorn.Server(uvicorn.Config('main:app', port=1, reload=True)  # x\n    ).run()",
        # No string is certain.
        "uvicorn.Server(uvicorn.Config(FastAPI(), port=1, reload=True)).run()",
        "uvicorn.Server(uvicorn.Config(make(), port=1, reload=True)).run()",
    ],
)
def test_flags_go(call: str) -> None:
    source = f"{HEAD}def make():\n    return FastAPI()\n{GUARD}    {call}\n"
    outcome = fix(source, unsafe=True)
    assert outcome.text == source.replace(", reload=True", "")
    assert [why for _, why in outcome.assumed] == ["one process that does not reload is meant"]


def test_flags_go_where_an_import_serves() -> None:
    source = f"{HEAD}uvicorn.Server(uvicorn.Config('web:app', port=1, reload=True)).run()\n"
    outcome = fix(source, unsafe=True)
    assert outcome.text == source.replace(", reload=True", "")


def test_both_flags_of_a_server() -> None:
    call = "uvicorn.Server(uvicorn.Config(app, reload=True, workers=2)).run()"
    outcome = fix(f"{HEAD}{GUARD}    {call}\n", unsafe=True)
    # Then reload wins.
    assert outcome.text == f'{HEAD}{GUARD}    uvicorn.run("main:app", reload=True)\n'
    assert [why for _, why in outcome.assumed] == ["reload and workers are meant"]
