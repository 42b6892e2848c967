"""Programs around one call."""

from __future__ import annotations


def in_function(call: str, head: str = "") -> str:
    """Return a program that makes one call in a function."""
    return f"import uvicorn\n{head}\ndef main(x, y, args, **options):\n    {call}\n"


def guarded(call: str, head: str = "") -> str:
    """Return a program that makes one call under the guard."""
    return f'import uvicorn\n{head}\nif __name__ == "__main__":\n    {call}\n'
