"""UVI010: uvicorn.run inside a running event loop."""

from __future__ import annotations

import pytest

from tests.rules.uvi010.family import FIRES, SILENT
from tests.support.marked import expected, reported, texts


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
