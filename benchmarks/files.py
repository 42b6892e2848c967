"""The files that the checkers are timed on."""

from __future__ import annotations

import importlib.metadata
import sysconfig
from pathlib import Path
from typing import Final, NamedTuple

EXAMPLES: Final = Path(__file__).parents[1] / "examples"

# What people write at the end of a module that can be started by itself: without
# reload, with an import string, and with the mistake that the plugin is for.
_START: Final = '''

import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def index() -> dict[str, str]:
    return {"hello": "world"}


if __name__ == "__main__":
'''
LAUNCHES: Final = tuple(
    f"{_START}    uvicorn.run({arguments})\n"
    for arguments in (
        'app, host="0.0.0.0", port=8000, log_level="info"',
        '"main:app", host="127.0.0.1", port=int(os.environ.get("PORT", "8000")), reload=True',
        'app, host="127.0.0.1", port=8000, reload=True',
    )
)

# Neither of these embeds uvicorn: its own code, and this plugin's.
_NOT_REAL: Final = frozenset({"uvicorn", "flake8-uvicorn-import-string"})
# Left out of the standard library, for not every interpreter brings them.
_TESTS: Final = frozenset({"test", "tests", "idle_test", "site-packages", "dist-packages"})


class Corpus(NamedTuple):
    """A collection of files, and what is added to them in turn."""

    title: str
    paths: tuple[Path, ...]
    added: tuple[str, ...] = ("",)

    def every(self, step: int) -> Corpus:
        """Return every ``step``-th file of it."""
        return self._replace(paths=self.paths[::step])


def corpora(step: int = 1) -> list[Corpus]:
    """Return what is measured; of the standard library, every ``step``-th file."""
    library = Corpus("The standard library as it is", _standard_library()).every(step)
    return [
        library,
        library._replace(title="The same with a launch of uvicorn in each file", added=LAUNCHES),
        Corpus("Real files that mention uvicorn", _real_files()),
    ]


def _standard_library() -> tuple[Path, ...]:
    root = Path(sysconfig.get_path("stdlib"))
    return tuple(
        path
        for path in sorted(root.rglob("*.py"))
        if _TESTS.isdisjoint(path.relative_to(root).parts)
        and b"uvicorn" not in path.read_bytes()
        and path.stat().st_size
    )


def _real_files() -> tuple[Path, ...]:
    """Return this project's examples and what installed packages do with uvicorn."""
    paths = {*EXAMPLES.glob("*.py")}
    for distribution in importlib.metadata.distributions():
        if distribution.metadata["name"] in _NOT_REAL:
            continue
        for file in distribution.files or ():
            path = Path(str(distribution.locate_file(file)))
            if path.suffix == ".py" and path.is_file() and b"uvicorn" in path.read_bytes():
                # An editable installation of this plugin has a finder in its name.
                if "flake8_uvicorn_import_string" not in path.name:
                    paths.add(path)
    return tuple(sorted(paths))
