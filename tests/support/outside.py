"""Other people's tools, run for real on a project in a temporary directory.

They make environments of their own and install the plugin by its name and
version, as users have it.  A constraint makes pip take the wheel of this tree.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.support.tree import ROOT


# What the build of a wheel reads.
_SOURCES: Final = ("pyproject.toml", "README.rst", "LICENSE", "flake8_uvicorn_import_string")


def build_wheel(directory: Path) -> Path:
    """Build the wheel of this tree in a directory, from a copy of the sources."""
    sources = directory / "sources"
    sources.mkdir(parents=True)
    for name in _SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, sources)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "."]
    subprocess.run([*command, "sources"], cwd=directory, check=True, capture_output=True)
    (wheel,) = directory.glob("*.whl")
    return wheel


class Tools:
    """Runs tools in whose environments the plugin is the one of this tree."""

    def __init__(self, directory: Path) -> None:
        """Build the wheel, and keep all that the tools store in ``directory``."""
        wheel = build_wheel(directory)
        constraint = directory / "constraint.txt"
        constraint.write_text(f"flake8-uvicorn-import-string @ {wheel.as_uri()}\n", "utf-8")
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "PRE_COMMIT", "PYTEST_", "TOX_", "VIRTUAL_ENV"))
        } | {
            "PIP_CONSTRAINT": str(constraint),
            "PRE_COMMIT_HOME": str(directory / "pre-commit"),
            "PRE_COMMIT_COLOR": "never",
            "NO_COLOR": "1",
        }

    def run(self, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a command and return what came of it, its two outputs as one."""
        return subprocess.run(
            command,
            cwd=cwd,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def module(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a module of this Python."""
        return self.run(sys.executable, "-m", *arguments, cwd=cwd)

    def repository(self, directory: Path) -> None:
        """Make a git repository of a directory, with everything in it added."""
        for arguments in (["init", "--quiet"], ["add", "--all"]):
            done = self.run("git", *arguments, cwd=directory)
            assert done.returncode == 0, done.stdout
