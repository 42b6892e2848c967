"""Programs that fail as people report it, and what they become when the messages are followed.

``tests/truth/uvicorn/failures.txt`` holds them: under a name each, the file that launches, how
it is started, and what was wanted ("reload", "workers", "here" or "child", for the process that
serves).  Then come the other files, the program, its messages, what it becomes when these are
followed, with its messages in turn, and last the program that serves.  One without messages says
why nothing can be said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent.parent / "truth" / "uvicorn" / "failures.txt"


@dataclass(frozen=True)
class Round:
    """A program, and the messages that it gets."""

    source: str
    messages: list[str]


@dataclass(frozen=True)
class Failure:
    """A program that fails: its rounds, and what serves in the end, None if nothing is said."""

    name: str
    file: str
    argv: tuple[str, ...]
    wanted: str
    others: dict[str, str]
    rounds: list[Round]
    served: str | None

    def __str__(self) -> str:
        """Return the name, for pytest."""
        return self.name


def failures() -> list[Failure]:
    """Return all of them."""
    texts = FILE.read_text(encoding="utf-8").split("######## ")[1:]
    return [_read(text) for text in texts]


def _read(text: str) -> Failure:
    head, *parts = re.split(r"^==== ", text, flags=re.MULTILINE)
    name, *lines = head.splitlines()
    known = dict(line.split(": ", 1) for line in lines)
    others: dict[str, str] = {}
    rounds: list[Round] = []
    served = None
    for part in parts:
        title, _, body = part.partition("\n")
        if title == "program":
            rounds.append(Round(body, []))
        elif title == "messages":
            rounds[-1].messages.extend(body.splitlines())
        elif title == "served":
            served = body
        else:
            others[title] = body
    argv = tuple(known.get("argv", "").split())
    return Failure(name, known["file"], argv, known.get("serves", ""), others, rounds, served)
