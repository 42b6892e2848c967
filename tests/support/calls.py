"""Programs around one call."""

from __future__ import annotations


def in_function(call: str, head: str = "") -> str:
    """Return a program that makes one call in a function."""
    return f"import uvicorn\n{head}\ndef main(x, y, args, **options):\n    {call}\n"


def guarded(call: str, head: str = "") -> str:
    """Return a program that makes one call under the guard."""
    return f'import uvicorn\n{head}\nif __name__ == "__main__":\n    {call}\n'


def program(head: str, application: str, *, more: str = "", where: str = "guard") -> str:
    """Return a program: some lines, then a launch in a function or under the guard."""
    start = {"guard": 'if __name__ == "__main__":', "function": "def main():"}[where]
    return f"import uvicorn\n{head}\n{start}\n    uvicorn.run({application}, reload=True{more})\n"
