"""What a source does when it runs, with a recorder in the place of uvicorn's ``run``.

So the tests need not trust their author: on which lines does a source call ``uvicorn.run``, how
often is its application refused?
"""

from __future__ import annotations

import builtins
import contextlib
import multiprocessing
import sys
import textwrap
import threading
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import uvicorn

# A run that asks for more choices than this is given up: it is in a loop.
CHOICE_LIMIT = 8


class _Enough(BaseException):
    """A run has made so many choices that it need not go on."""


class _Choices:
    """Answers ``maybe()`` differently in every run, until all ways were gone."""

    def __init__(self) -> None:
        self.pending: list[list[bool]] = [[]]
        self.path: list[bool] = []
        self.made = 0

    def maybe(self) -> bool:
        """Return True in one run and False in another."""
        if self.made == CHOICE_LIMIT:
            raise _Enough
        if self.made == len(self.path):
            self.pending.append([*self.path, True])
            self.path.append(False)
        self.made += 1
        return self.path[self.made - 1]

    def some(self) -> Iterator[int]:
        """Yield nothing, one thing or two."""
        for number in range(2):
            if not self.maybe():
                return
            yield number

    def runs(self) -> Iterator[None]:
        """Yield once for each way."""
        while self.pending:
            self.path = self.pending.pop()
            self.made = 0
            yield


class _Application:
    """What ``FastAPI()`` makes in a source that runs."""


class _Other(types.ModuleType):
    """A module that is not uvicorn, though every name of it looks so."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Other(name)

    def __call__(self, *_args: object, **_kwargs: object) -> None:
        """Do nothing, whatever is called."""


def _run_all_ways(source: str, run: Callable[..., None]) -> None:
    """Run a source in all ways, with ``run`` in the place of ``uvicorn.run``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 3.14 has one for a "break" in a "finally"
        code = compile(textwrap.dedent(source), "source", "exec", dont_inherit=True)
    choices = _Choices()
    other = _Other("other")
    names = {"FastAPI": _Application, "maybe": choices.maybe, "some": choices.some, "other": other}
    with (
        mock.patch.object(uvicorn, "run", run),
        mock.patch.object(sys.modules["uvicorn.main"], "run", run),
        mock.patch.dict(sys.modules, {"other": other, "other.uvicorn": other.uvicorn}),
        # A child process could not tell what it called.
        mock.patch.object(multiprocessing, "Process", threading.Thread),
        mock.patch.object(threading, "excepthook"),
    ):
        for _ in choices.runs():
            scope = {"__name__": "__main__", "__builtins__": {**vars(builtins), **names}}
            with contextlib.suppress(Exception, SystemExit, _Enough):
                exec(code, scope)


def called_lines(source: str) -> set[int]:
    """Return the lines from which a source, run in all ways, calls ``uvicorn.run``."""
    lines: set[int] = set()

    def run(*_args: object, **_kwargs: object) -> None:
        frame = sys._getframe(1)
        while frame.f_code.co_filename != "source":
            assert frame.f_back is not None
            frame = frame.f_back
        lines.add(frame.f_lineno)

    _run_all_ways(source, run)
    return lines


def refusals(source: str) -> int:
    """Return how often a source, run in all ways, makes uvicorn refuse an object."""
    refused: list[object] = []

    def run(
        app: object,
        *,
        reload: object = False,
        workers: Any = None,
        debug: object = False,
        **_kwargs: object,
    ) -> None:
        # As uvicorn does it: ``run`` and ``Config.__init__``, 0.10.6 to 0.54.0.
        if (reload or (workers or 1) > 1 or debug) and not isinstance(app, str):
            refused.append(app)

    _run_all_ways(source, run)
    return len(refused)
