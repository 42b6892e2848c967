"""The rules: from a launch to the errors it deserves."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_uvicorn_import_string import errors
from flake8_uvicorn_import_string.inference import (
    Inference,
    State,
    Verdict,
    judge_application,
    judge_switch,
    judge_workers,
)
from flake8_uvicorn_import_string.launches import Launch, find_launches
from flake8_uvicorn_import_string.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_plugin_utils import Error

    from flake8_uvicorn_import_string.launches import Argument


class Finding(NamedTuple):
    """An error class, the node to report it at, and what its message needs."""

    error: type[Error]
    node: ast.expr | ast.keyword
    details: dict[str, Any]


def check(tree: ast.AST, filename: str) -> Iterator[Finding]:
    """Yield the findings of a file, launch by launch."""
    table = read(tree)
    inference = Inference(table)
    for launch in find_launches(table, inference):
        yield from _Rules(launch, inference).check()


class _Rules:
    def __init__(self, launch: Launch, inference: Inference) -> None:
        self.launch = launch
        self.inference = inference
        self.app = (
            Verdict.UNKNOWN if launch.app is None else judge_application(self.values(launch.app))
        )
        self.reload = self.state(launch.reload)
        self.workers = self.state(launch.workers, workers=True)
        self.debug = self.state(launch.debug)

    def values(self, argument: Argument) -> Any:
        return self.inference.values(argument.node, argument.region, argument.at)

    def state(self, argument: Argument | None, *, workers: bool = False) -> State:
        if argument is None:
            return State.OFF
        return (judge_workers if workers else judge_switch)(self.values(argument))

    def check(self) -> Iterator[Finding]:
        launch = self.launch
        if launch.fails or launch.app is None:
            return
        if self.app is Verdict.OBJECT and self.workers is not State.ERROR:
            flags = [
                name
                for name in ("reload", "workers", "debug")
                if getattr(self, name) is State.ON
            ]
            if flags:
                yield Finding(
                    errors.UVI001,
                    launch.app.shown,
                    {
                        "flags": " and ".join(flags),
                        "need": "needs" if len(flags) == 1 else "need",
                        "advice": "write its import string",
                    },
                )
