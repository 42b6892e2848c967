"""UVI007: calls that come to a launch through a library, a decorator, a loop or a process."""

from __future__ import annotations

import pytest

from tests.rules.uvi007.ways import AGAIN, CALL, HEAD, ONCE, PROCESSES
from tests.support.marked import each, fires, reported, silent


def program(source: str) -> str:
    """Return a whole program."""
    return HEAD + source.replace("CALL", CALL)


@each(AGAIN | PROCESSES)
def test_fires(source: str) -> None:
    """An import comes to the launch as surely as the program does."""
    fires(program(source))


@each(ONCE)
def test_is_silent(source: str) -> None:
    """It does not, or perhaps not."""
    silent(program(source))


@each(AGAIN)
def test_guard_is_the_cure(source: str) -> None:
    """Under the guard nothing is reported."""
    lines = program(source).splitlines()
    (number,) = (at for at, line in enumerate(lines) if "# error" in line)
    # The with statement around goes with it.
    first = number - lines[number].startswith(" ")
    guarded = [*lines[:first], 'if __name__ == "__main__":']
    guarded += [f"    {line.partition('#')[0]}" for line in lines[first:]]
    silent("\n".join(guarded))


SERVED = """\
import asyncio
import uvicorn
async def app(scope, receive, send): ...
async def main():
    await uvicorn.Server(uvicorn.Config(APP)).serve()
asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("application", "fires"),
    [("'main:app'", True), ("'api:app'", False), ("app", False), ("f'{__name__}:app'", False)],
)
def test_served_in_a_coroutine(application: str, fires: bool) -> None:
    """A server that imports this very file comes to its own start, in a running loop."""
    found = reported(SERVED.replace("APP", application))
    assert found == [(6, 0, "UVI007")] * fires


@pytest.mark.parametrize("filename", ["shop/main.py", "src/shop/main.py"])
def test_own_stem_below_the_root(filename: str) -> None:
    """A script below the root imports itself by its bare name."""
    call = "uvicorn.run('main:app')\n"
    head = "import uvicorn\napp = object()\n"
    assert reported(head + call, filename) == [(3, 0, "UVI007")]
    assert reported(f"from . import api\n{head}{call}", filename) == []
    assert reported(head + call.replace("main:", "api:"), filename) == []
