"""Run a command over the files of a project: none of them ends the run for the others."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.fix.files import Failed, read
from flake8_uvicorn_import_string.fix.source_text import Unfit

if TYPE_CHECKING:
    from typing import TextIO

    from flake8_uvicorn_import_string.fix.flake8_project import Project
    from flake8_uvicorn_import_string.rules.uvi000_plugin_fault import PluginFault

NOTHING: Final = 0
FOUND: Final = 1
ERROR: Final = 2


class Command(ABC):
    """A run over the files of a project; ``status`` is its exit status so far."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.status = NOTHING

    def run(self, file: str) -> None:
        """Handle one file; whatever is wrong with it, the next one can be handled."""
        name = self.project.name(file)
        status = ERROR
        try:
            status = self.handle(file, name, read(file))
        except Failed as error:
            self.failed(name, str(error))
        except Unfit as error:
            self.failed(name, f"Python cannot parse it: {error}")
        except Exception as error:  # noqa: BLE001 - it would end the whole run
            from flake8_uvicorn_import_string.rules.uvi000_plugin_fault import PluginFault

            self.crashed(name, PluginFault.of(error))
        self.status = max(self.status, status)

    @abstractmethod
    def handle(self, file: str, name: str, old: bytes) -> int:
        """Do what is asked with one file, given its content, and return the status.

        Raises Failed or Unfit.
        """

    def failed(self, name: str, reason: str) -> None:
        """Say why a file is left alone."""
        say(sys.stderr, f"{name}: left alone: {reason}")

    def crashed(self, name: str, report: PluginFault) -> None:
        """Say that the plugin itself failed on a file."""
        self.failed(name, f"{report.code} {report.message}")

    def end(self) -> None:
        """Say what is to be said behind all files."""


def say(stream: TextIO, text: str) -> None:
    """Print a text, whatever characters the name of a file has."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)
