"""What flake8 knows of a project: which files it checks and which reports it wants.

flake8 has no public interface for that.  All that is used of its insides is
used here: how it reads its options (``parse_args``), walks directories
(``expand_paths``), decides about a code (``StyleGuideManager``) and finds the
line whose ``noqa`` counts (``FileProcessor``).  They are the same from flake8
6.0.0 on; ``tests/test_fix_command.py`` is run with the lowest and the newest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8.discover_files import expand_paths
from flake8.exceptions import ExecutionError
from flake8.options.parse_args import parse_args
from flake8.processor import FileProcessor
from flake8.style_guide import StyleGuideManager

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flake8_uvicorn_import_string.fix.source_text import Report


class Misconfigured(Exception):
    """flake8 cannot use its configuration."""


class Project:
    """The project in the working directory, with flake8's configuration of it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        """Read the configuration.

        In: arguments as the flake8 command takes them.  Raises Misconfigured.
        """
        try:
            _, self.options = parse_args(arguments)
            self.guide = StyleGuideManager(self.options, _Silent())
        except (ExecutionError, ValueError) as error:
            raise Misconfigured(str(error)) from error

    def files(self) -> list[str]:
        """Return the files to check, as flake8 names them, in order."""
        options = self.options
        found = expand_paths(
            paths=options.filenames,
            stdin_display_name=options.stdin_display_name,
            filename_patterns=options.filename,
            exclude=(*options.exclude, *options.extend_exclude),
        )
        return sorted(set(found))

    def name(self, file: str) -> str:
        """Return the name under which a file is reported."""
        return str(self.options.stdin_display_name) if file == "-" else file

    def selector(self, file: str, lines: Sequence[str]) -> Callable[[Report], bool]:
        """Return what says whether flake8 would show a report of a file with these lines."""
        name = self.name(file)
        processor = FileProcessor(name, self.options, lines=list(lines))
        if processor.should_ignore_file():
            return lambda report: False

        def wanted(report: Report) -> bool:
            line = processor.noqa_line_for(report.line)
            return bool(self.guide.handle_error(
                report.code, name, report.line, report.column, report.message, line
            ))

        return wanted


class _Silent:
    """A formatter that shows nothing."""

    def handle(self, error: object) -> None:
        """Take what would be shown."""
