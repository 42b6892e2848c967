"""UVI007: calls that come to a launch through a library, a decorator, a loop or a process."""

from __future__ import annotations

from tests.rules.uvi007.ways import AGAIN, CALL, HEAD, ONCE, PROCESSES
from tests.support.marked import each, fires, silent


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
