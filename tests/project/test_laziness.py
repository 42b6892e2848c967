"""Which packages are loaded at each stage: most files need only the first ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

# Run the plugin over one source, and print which of its modules have been loaded.
_PROGRAM: Final = """
import ast, sys
from flake8_uvicorn_import_string.plugin import Plugin

source = sys.stdin.read()
found = list(Plugin(ast.parse(source), source.splitlines(True), "main.py").run())
print(*(text[:6] for _, _, text, _ in found))
print(*sorted(name for name in sys.modules if name.startswith("flake8_uvicorn_import_string.")))
"""

GATE: Final = {"plugin"}
READING: Final = GATE | {"check", "facts", "inference", "launches", "semantic", "syntax"}
RULES: Final = READING | {"conditions", "rules"}
STRING: Final = {"import_string", "this_file"}
OBJECT: Final = STRING | {
    "advice", "callees", "derive", "effects", "functions", "handed_on", "lacking",
    "launching_code", "moves", "new_process", "on_import", "only_launched", "readers",
    "roots", "stores", "targets", "things", "words",
}  # fmt: skip

LAUNCH: Final = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"


@pytest.mark.parametrize(
    ("source", "codes", "packages", "advice"),
    [
        pytest.param("print('no word of it')\n", [], GATE, set(), id="no mention"),
        pytest.param("import uvicorn\n", [], READING, set(), id="no launch"),
        pytest.param(f"{LAUNCH}uvicorn.run(app)\n", [], RULES, set(), id="no finding"),
        pytest.param(
            f'{LAUNCH}uvicorn.run("shop.api:app")\n',
            [],
            RULES | {"advice"},
            STRING,
            id="a string without finding",
        ),
        pytest.param(
            f'{LAUNCH}if __name__ == "__main__":\n    uvicorn.run("main:ap")\n',
            ["UVI005"],
            RULES | {"advice"},
            STRING | {"module_names"},
            id="a string that names this file",
        ),
        pytest.param(
            f"{LAUNCH}uvicorn.run(app, reload=True)\n",
            ["UVI001"],
            RULES | {"advice"},
            OBJECT,
            id="an object with a finding",
        ),
        pytest.param(
            f"{LAUNCH}def serve(x):\n    uvicorn.Server(uvicorn.Config(x, reload=True)).run()\n",
            ["UVI008"],
            RULES,
            set(),
            id="a finding without advice",
        ),
    ],
)
def test_loaded_packages(
    source: str, codes: list[str], packages: set[str], advice: set[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=source,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=True,
    )
    found, loaded = done.stdout.splitlines()
    assert found.split() == codes
    names = [name.split(".")[1:] for name in loaded.split()]
    assert {name[0] for name in names} == packages
    assert {name[1] for name in names if name[0] == "advice" and len(name) > 1} == advice
