"""UVI012: an import string with reload or workers in a thread or a daemon process."""

from __future__ import annotations

import pytest

from tests.rules.uvi012.family import FIRES, SILENT
from tests.support.marked import expected, reported, texts


@pytest.mark.parametrize("source", [*FIRES, *SILENT])
def test_family(source: str) -> None:
    """Each program gets the reports that it is marked with; each was run under uvicorn."""
    assert reported(source) == expected(source)


HEAD = "import multiprocessing\nimport threading\nimport uvicorn\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "threading.Thread(target=uvicorn.run, args=('m:app',), kwargs={'reload': True})\n",
            "UVI012 nothing is served from here: with reload uvicorn sets signal handlers, which "
            "only the main thread may; call uvicorn.run in the main thread of the main process",
        ),
        (
            "def serve():\n    uvicorn.run('m:app', workers=4)\n"
            "multiprocessing.Process(target=serve, daemon=True)\n",
            "UVI012 nothing is served from here: with workers uvicorn starts processes, which a "
            "daemon process may not; call uvicorn.run in the main thread of the main process",
        ),
    ],
)
def test_words(source: str, text: str) -> None:
    """The message says what the place does not allow."""
    assert texts(HEAD + source) == [text]


@pytest.mark.parametrize(
    ("method", "fires"),
    [
        ("call_soon(", False),
        ("call_later(1, ", False),
        ("run_in_executor(None, ", True),
        ("run_in_executor(futures.ThreadPoolExecutor(), ", True),
    ],
)
def test_called_by_the_loop(method: str, fires: bool) -> None:
    """What it does not hand to a thread it calls where it runs itself."""
    source = (
        "import asyncio, uvicorn\nfrom concurrent import futures\n"
        "from functools import partial\nasync def main():\n"
        f"    asyncio.get_running_loop().{method}partial(uvicorn.run, reload=True), 'shop:app')\n"
        "if __name__ == '__main__':\n    asyncio.run(main())\n"
    )
    assert [code for _, _, code in reported(source, select="UVI012")] == ["UVI012"] * fires
