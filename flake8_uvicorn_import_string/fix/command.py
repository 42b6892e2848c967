"""The command ``flake8-uvicorn-import-string``: list, show or write the fixes; explain a code."""

from __future__ import annotations

import difflib
import os
import sys
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.fix.files import (
    Failed,
    decode,
    read,
    replace,
    unified_diff,
)
from flake8_uvicorn_import_string.fix.flake8_project import Misconfigured, Project
from flake8_uvicorn_import_string.fix.options import option_parser
from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from flake8_uvicorn_import_string.fix.source_text import Unfit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from flake8_uvicorn_import_string.fix.source_text import Report

NOTHING: Final = 0
FOUND: Final = 1
ERROR: Final = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    In: the arguments, by default those of the process.  Raises SystemExit for
    ``--help``, ``--version`` and wrong options, as argparse does.
    """
    parser = option_parser()
    options = parser.parse_args(argv)
    if options.explain is not None:
        if options.paths:
            parser.error("--explain takes one code, and no PATH")
        try:
            _say(sys.stdout, _explanation(options.explain))
        except ValueError as error:
            parser.error(str(error))
        return NOTHING
    if "-" in options.paths and len(options.paths) > 1:
        parser.error("- stands alone: standard input and files do not go together")
    # A path that looks like an option is none, also for flake8.
    paths = [
        f"./{path}" if path.startswith("-") and path != "-" else path for path in options.paths
    ]
    try:
        project = Project([*options.flake8, *paths])
    except Misconfigured as error:
        _say(sys.stderr, f"flake8 cannot use its configuration: {error}")
        return ERROR
    command = _Command(project, options.mode)
    for file in project.files():
        command.run(file)
    return command.status


def _explanation(code: str) -> str:
    """Return the page of a code, or a list of all codes for an empty one.

    Raises ValueError, with the nearest code, for one that does not exist.
    """
    from flake8_uvicorn_import_string.rules.pages import pages, title

    known = pages()
    if not code:
        return "\n".join(f"{code}  {title(page)}" for code, page in known.items())
    page = known.get(code.upper())
    if page is None:
        (nearest,) = difflib.get_close_matches(code.upper(), known, 1, 0)
        raise ValueError(f"there is no code {code}; the nearest is {nearest}")
    return page.rstrip("\n")


class _Command:
    """A run over the files of a project; ``status`` is its exit status so far."""

    def __init__(self, project: Project, mode: str | None) -> None:
        self.project = project
        self.mode = mode
        self.status = NOTHING

    def run(self, file: str) -> None:
        """Handle one file; whatever is wrong with it, the next one can be handled."""
        name = self.project.name(file)
        try:
            status = self.handle(file, name)
        except Failed as error:
            _say(sys.stderr, f"{name}: left alone: {error}")
            status = ERROR
        self.status = max(self.status, status)

    def handle(self, file: str, name: str) -> int:
        """Do what is asked with one file and return the status.  Raises Failed."""
        old = new = read(file)
        outcome = Outcome("", [], [], [])
        if b"uvicorn" in old:
            text, encoding = decode(old)
            outcome = self.rewritten(file, text)
            try:
                new = outcome.text.encode(encoding)
            except UnicodeError as error:
                raise Failed(f"the result cannot be encoded: {error}") from error
        if self.mode == "diff":
            _write(unified_diff(old, new, name))
        elif self.mode == "fix":
            if file == "-":
                _write(new)
            elif new != old:
                replace(file, old, new)
            stream = sys.stderr if file == "-" else sys.stdout
            for report in outcome.fixed:
                _say(stream, f"{_place(name, report)} fixed")
        else:
            for report in outcome.fixed:
                _say(sys.stdout, f"{_place(name, report)} {report.message}")
        refused = outcome.left if self.mode == "fix" else outcome.refused
        for report, reason in refused:
            _say(sys.stderr, f"{_place(name, report)} not fixed: {reason}")
        return FOUND if outcome.fixed or refused else NOTHING

    def rewritten(self, file: str, text: str) -> Outcome:
        """Return what comes of the text of a file.  Raises Failed."""
        try:
            return rewrite(
                text, _module_file(file), lambda lines: self.project.selector(file, lines)
            )
        except Unfit as error:
            raise Failed(f"Python cannot parse it: {error}") from error
        except Exception as error:  # noqa: BLE001 - it would end the whole run
            from flake8_uvicorn_import_string.rules.uvi000_plugin_fault import PluginFault

            report = PluginFault.of(error)
            raise Failed(f"{report.code} {report.message}") from error


def _place(name: str, report: Report) -> str:
    """Return where a report belongs, in flake8's default format, and its code."""
    return f"{name}:{report.line}:{report.column + 1}: {report.code}"


def _say(stream: TextIO, text: str) -> None:
    """Print a text, whatever characters the name of a file has."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)


def _write(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _module_file(file: str) -> str:
    """Return the name that says what a file can be imported as.

    Of a symbolic link it is that of the file behind it: there Python looks for
    modules when the link is run.  But ``__main__.py`` is run by this name.
    """
    if file == "-" or os.path.basename(file) == "__main__.py":
        return file
    real = os.path.realpath(file)
    return file if real == os.path.abspath(file) else real
