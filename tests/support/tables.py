"""Tables of cases, written as text."""

from __future__ import annotations


def lines(text: str) -> list[str]:
    """Return the lines of a table, of which no two may be the same."""
    found = [line.strip() for line in text.strip().splitlines()]
    assert len(found) == len(set(found))
    return found
