"""The command ``flake8-uvicorn-import-string``: list, show or write the fixes."""

from __future__ import annotations

import argparse
import difflib
import errno
import io
import os
import re
import stat
import sys
import tempfile
import tokenize
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string import __version__
from flake8_uvicorn_import_string.fix.flake8_project import Misconfigured, Project
from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from flake8_uvicorn_import_string.fix.source_text import Unfit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from flake8_uvicorn_import_string.fix.source_text import Report

NOTHING: Final = 0
FOUND: Final = 1
ERROR: Final = 2

_DESCRIPTION: Final = """\
Rewrite calls of uvicorn.run() that exit at start-up, where it is sure what to
write: the import string for an application object (UVI001, UVI002), a
corrected import string (UVI004), and nothing in place of debug= (UVI006).
Without --diff or --fix, list the findings that have a fix.
"""

_EPILOG: Final = """\
Files are chosen as flake8 chooses them, and what its configuration, or a noqa
comment, does not select is left alone.  A finding whose fix is known but not
safe is never fixed; it is shown on standard error, with the reason.

exit status:
  0  there is nothing to do
  1  something was found, or fixed
  2  an error: a wrong option, or a file that cannot be read or written
"""

# Options that are handed to flake8 as they are: name, metavar, help.
_FLAKE8_OPTIONS: Final = (
    ("config", "FILE", "read this file instead of setup.cfg, tox.ini or .flake8"),
    ("append-config", "FILE", "read this file as well"),
    ("select", "CODES", "codes to look for"),
    ("extend-select", "CODES", "more codes to look for"),
    ("ignore", "CODES", "codes to leave alone"),
    ("extend-ignore", "CODES", "more codes to leave alone"),
    ("exclude", "PATTERNS", "files and directories to leave out"),
    ("extend-exclude", "PATTERNS", "more files and directories to leave out"),
    ("stdin-display-name", "NAME", "what to call standard input"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    In: the arguments, by default those of the process.  Raises SystemExit for
    ``--help``, ``--version`` and wrong options, as argparse does.
    """
    parser = _parser()
    options = parser.parse_args(argv)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="flake8-uvicorn-import-string",
        usage="%(prog)s [--diff | --fix] [option ...] [PATH ...]",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="a file, a directory, or - for standard input (default: the working directory)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--diff",
        dest="mode",
        action="store_const",
        const="diff",
        help="print the fixes as a unified diff",
    )
    mode.add_argument(
        "--fix",
        dest="mode",
        action="store_const",
        const="fix",
        help="write the fixes; of standard input, to standard output",
    )
    group = parser.add_argument_group("options of flake8, which mean what they mean there")
    for name, metavar, words in _FLAKE8_OPTIONS:
        group.add_argument(
            f"--{name}",
            dest="flake8",
            metavar=metavar,
            action="append",
            default=[],
            type=f"--{name}={{}}".format,
            help=words,
        )
    group.add_argument(
        "--isolated",
        dest="flake8",
        action="append_const",
        default=[],
        const="--isolated",
        help="read no configuration",
    )
    return parser


class _Failed(Exception):
    """Why a file is left alone."""


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
        except _Failed as error:
            _say(sys.stderr, f"{name}: left alone: {error}")
            status = ERROR
        self.status = max(self.status, status)

    def handle(self, file: str, name: str) -> int:
        """Do what is asked with one file and return the status.  Raises _Failed."""
        old = new = _read(file)
        outcome = Outcome("", [], [], [])
        if b"uvicorn" in old:
            text, encoding = _decode(old)
            try:
                outcome = rewrite(
                    text, _module_file(file), lambda lines: self.project.selector(file, lines)
                )
                new = outcome.text.encode(encoding)
            except Unfit as error:
                raise _Failed(f"Python cannot parse it: {error}") from error
            except UnicodeError as error:
                raise _Failed(f"the result cannot be encoded: {error}") from error
        if self.mode == "diff":
            _write(_diff(old, new, name))
        elif self.mode == "fix":
            if file == "-":
                _write(new)
            elif new != old:
                _replace(file, old, new)
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


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise _Failed(f"it cannot be read: {error.strerror}") from error


def _decode(data: bytes) -> tuple[str, str]:
    """Return a source's text, with its line ends, and its encoding."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeError) as error:
        raise _Failed(f"it cannot be decoded: {error}") from error
    if text.encode(encoding) != data:
        raise _Failed(f"it would not stay as it is: {encoding} can say the same in several ways")
    return text, encoding


def _diff(old: bytes, new: bytes, name: str) -> bytes:
    """Return a unified diff, empty if nothing differs, in the encoding of the file."""
    path = os.fsencode(os.path.normpath(name))
    before, after = _LINES.findall(old), _LINES.findall(new)
    lines = difflib.diff_bytes(difflib.unified_diff, before, after, path, path)
    return b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in lines
    )


_LINES: Final = re.compile(rb"[^\n]*\n|[^\n]+")


def _replace(file: str, old: bytes, new: bytes) -> None:
    """Put new content into a file, all at once, unless it no longer has the old.

    A symbolic link stays one; the file behind it keeps its mode, and where that
    is allowed its owner.
    Raises _Failed.
    """
    path = os.path.realpath(file)
    temporary = None
    try:
        if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        descriptor, temporary = tempfile.mkstemp(
            prefix=f".{os.path.basename(path)}.", dir=os.path.dirname(path)
        )
        with open(descriptor, "wb") as stream:
            stream.write(new)
        like = os.stat(path)
        with suppress(AttributeError, OSError):  # not on every system, nor for everyone
            os.chown(temporary, like.st_uid, like.st_gid)
        os.chmod(temporary, stat.S_IMODE(like.st_mode))
        if _read(path) != old:
            raise _Failed("it changed meanwhile")
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise _Failed(f"it cannot be written: {error.strerror}") from error
    finally:
        if temporary is not None:
            os.unlink(temporary)
