"""Realistic programs: what people write to start a server, and what uvicorn makes of it.

``rules/realistic_programs`` holds programs in groups, each beginning at a line ``# %% TITLE``.  A
line that is reported ends in ``# error: COLUMN CODE``.  Comments below the title say more:

* ``# run [NAME=VALUE …]: OUTCOME …``: what the recording oracle finds for the launches of the
  program in an environment with these variables;
* ``# module PATH: TEXT``: a module beside it, in the place of the one of that name;
* ``# open: WHY``: what the runs show is not all that there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parents[1] / "rules" / "realistic_programs"
_RUN: Final = re.compile(r"^# run(?: (.*))?: (.+)$", re.MULTILINE)
_MODULE: Final = re.compile(r"^# module (\S+): (.+)$", re.MULTILINE)

_APPLICATION: Final = """\
class FastAPI:
    def __init__(self, *args, **kwargs): ...
    def get(self, *args): return lambda function: function
    def include_router(self, router): ...
    async def __call__(self, scope, receive, send): ...


class APIRouter: ...
"""
_API: Final = """\
from fastapi import APIRouter, FastAPI

app = APP = FastAPI()
router = APIRouter()
"""
MODULES: Final = {
    "fastapi.py": _APPLICATION,
    "shop/__init__.py": "",
    "shop/api.py": _API,
    "shop/config.py": _API,
    "shop/cli_api.py": _API,
    "shop/env.py": f"""\
{_API}

class ServerEnv:
    app = "shop.api:app"

    @staticmethod
    def create_app():
        return FastAPI()
""",
}


@dataclass(frozen=True)
class Run:
    """One run of a program: the variables of its environment, and what came of its launches."""

    env: dict[str, str]
    outcomes: list[str]


@dataclass(frozen=True)
class Realistic:
    """One program, with the modules beside it that are its own."""

    group: str
    title: str
    source: str

    @property
    def name(self) -> str:
        """What a test of the program is called."""
        return f"{self.group}: {self.title}"

    @property
    def runs(self) -> list[Run]:
        """How it is run, and what comes of that."""
        return [
            Run(dict(pair.split("=", 1) for pair in env.split()), outcomes.split(", "))
            for env, outcomes in _RUN.findall(self.source)
        ]

    @property
    def is_open(self) -> bool:
        """May more become of it than its runs show, so that these do not decide?"""
        return "\n# open: " in self.source

    @property
    def modules(self) -> dict[str, str]:
        """What lies beside it."""
        return {**MODULES, **dict(_MODULE.findall(self.source))}


def _read(path: Path) -> Iterator[Realistic]:
    """Yield the programs of one group."""
    cells = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for cell in cells:
        yield Realistic(path.stem, cell.partition("\n")[0], "# " + cell)


PROGRAMS: Final = [program for path in sorted(_FOLDER.glob("*.txt")) for program in _read(path)]
