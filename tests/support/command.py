"""The command that lists and fixes, run in this process."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from flake8_uvicorn_import_string.fix import command as fix

OLD = """\
import uvicorn
from web import app

if __name__ == "__main__":
    uvicorn.run(app, reload=True)
"""
NEW = OLD.replace("(app", '("web:app"')
DIFF = """\
--- {0}
+++ {0}
@@ -2,4 +2,4 @@
 from web import app
\x20
 if __name__ == "__main__":
-    uvicorn.run(app, reload=True)
+    uvicorn.run("web:app", reload=True)
"""


class Result(NamedTuple):
    """What came of a run of the command."""

    status: int
    out: str
    err: str


class Command:
    """Runs the command in this process, in an empty directory."""

    def __init__(self, root: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.root = root
        self.capture = capture

    def write(self, name: str = "main.py", text: str = OLD) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def read(self, name: str = "main.py") -> str:
        return (self.root / name).read_bytes().decode()

    def __call__(self, *arguments: str) -> Result:
        self.capture.readouterr()
        try:
            status = fix.main(arguments)
        except SystemExit as error:
            assert isinstance(error.code, int)
            status = error.code
        captured = self.capture.readouterr()
        return Result(status, os.fsdecode(captured.out), os.fsdecode(captured.err))
