"""Something that the launching code of a composed program does."""

from __future__ import annotations

from typing import NamedTuple


class Action(NamedTuple):
    """Something that launching code does.

    ``top`` stands at module level, ``body`` in the launching code, ``read`` is what a route
    answers with; ``needs_guard`` is True if ``body`` binds a name of the module.
    """

    name: str
    top: str
    body: str
    read: str
    needs_guard: bool = False
