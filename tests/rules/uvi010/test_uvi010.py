"""UVI010: uvicorn.run inside a running event loop."""

from __future__ import annotations

import pytest

from tests.rules.uvi010.family import FIRES, SILENT
from tests.support.marked import codes, expected, reported, texts


@pytest.mark.parametrize("source", [*FIRES, *SILENT])
def test_family(source: str) -> None:
    """Each program gets the reports that it is marked with; each was run under uvicorn."""
    assert reported(source) == expected(source)


HEAD = "import asyncio\nimport uvicorn\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "async def main():\n    uvicorn.run('m:app')\nasyncio.run(main())\n",
            "UVI010 uvicorn.run raises RuntimeError here, where an event loop is running already; "
            "write await uvicorn.Server(uvicorn.Config(…)).serve()",
        ),
        (
            "async def main():\n    await uvicorn.run('m:app')\n",
            "UVI010 uvicorn.run gives nothing to await, which is a TypeError once the server ends; "
            "write await uvicorn.Server(uvicorn.Config(…)).serve()",
        ),
        (
            "async def main():\n    await uvicorn.run('m:app', reload=True)\n",
            "UVI010 uvicorn.run gives nothing to await, which is a TypeError once the server ends; "
            "call it without await, outside of the coroutine",
        ),
        (
            "import trio\nasync def main():\n    await uvicorn.run('m:app')\ntrio.run(main)\n",
            "UVI010 uvicorn.run gives nothing to await, which is a TypeError once the server ends; "
            "call it without await, outside of the coroutine",
        ),
    ],
)
def test_words(source: str, text: str) -> None:
    """The message names the cure that works there."""
    assert texts(HEAD + source) == [text]


CALL = "await uvicorn.run('m:app')"


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        (f"try:\n        {CALL}\n    except Exception as error:\n        print(error)", True),
        (f"try:\n        {CALL}\n    except:\n        print(1)", True),
        (f"try:\n        {CALL}\n    except (OSError, KeyboardInterrupt):\n        pass", True),
        (f"try:\n        {CALL}\n    finally:\n        print(1)", True),
        (f"try:\n        {CALL}\n    except RuntimeError:\n        pass", False),
        (f"try:\n        {CALL}\n    except (OSError, TypeError):\n        pass", False),
        (f"try:\n        {CALL}\n    except Exception:\n        await other()", False),
        (f"with suppress(RuntimeError):\n        {CALL}", False),
    ],
)
def test_expected_errors(body: str, fires: bool) -> None:
    """Code that counts on the error is left alone; what only reports it is not."""
    source = f"{HEAD}async def main():\n    {body}\n"
    assert codes(source) == ["UVI010"] * fires


def test_an_await_fails_whichever_way_a_flag_falls() -> None:
    """So it comes before a flag that may turn on."""
    app = "from fastapi import FastAPI\napp = FastAPI()\n"
    call = "uvicorn.run(app, reload=settings.reload)"
    source = f"{HEAD}{app}async def main():\n    {{}}\nasyncio.run(main())\n"
    assert codes(source.format(f"await {call}")) == ["UVI010"]
    assert codes(source.format(call)) == ["UVI002"]


@pytest.mark.parametrize(
    ("start", "fires"),
    [
        ("anyio.run(main)", True),
        ("anyio.run(other)", False),
        ("anyio.run(main, 'trio')", False),
        ("async def top():\n    await main()\n    await main()\nasyncio.run(top())", True),
    ],
)
def test_what_runs_a_coroutine(start: str, fires: bool) -> None:
    """Another function, or another loop, is no reason."""
    main = "import anyio\nfrom other import other\nasync def main():\n    uvicorn.run('m:app')\n"
    assert codes(f"{HEAD}{main}{start}\n") == ["UVI010"] * fires
