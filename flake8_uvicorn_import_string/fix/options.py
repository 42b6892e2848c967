"""The options of the command and its help."""

from __future__ import annotations

import argparse
from typing import Final

from flake8_uvicorn_import_string import __version__

_DESCRIPTION: Final = """\
Rewrite calls of uvicorn.run() that fail, where it is sure what to write: the
import string for an application object (UVI001, UVI002), a corrected import
string (UVI004, UVI005), nothing in place of debug= (UVI006) and factory=True
(UVI009), and the call under if __name__ == "__main__": (UVI007).
Without --diff or --fix, list the findings that have a fix.  --explain CODE
prints the page of a code: what it reports, why, and what to write instead.
"""

_EPILOG: Final = """\
Files are chosen as flake8 chooses them, and what its configuration, or a noqa
comment, does not select is left alone.  A fix that takes something for granted
is made with --unsafe-fixes alone: an application, or what sets it up, moves to
module level (UVI001, UVI002, UVI011), workers go beside reload (UVI003), a
Server becomes uvicorn.run() or loses its flags (UVI008), a call in a coroutine
awaits a Server (UVI010), and workers=1 is written (UVI901).
What is not fixed is shown on standard error, with the reason.

What --output-format=json prints is described by the JSON Schema findings.json,
in the package flake8_uvicorn_import_string.fix.

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


def option_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="flake8-uvicorn-import-string",
        usage="%(prog)s [--diff | --fix] [--unsafe-fixes] [option ...] [PATH ...]\n"
        "       %(prog)s --output-format=json [option ...] [PATH ...]\n"
        "       %(prog)s --explain [CODE]",
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
    _add_modes(parser)
    _add_flake8_options(parser)
    return parser


def _add_modes(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is done with the findings."""
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
    parser.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="make also the fixes that take something for granted, and say what",
    )
    mode.add_argument(
        "--output-format",
        choices=("text", "json"),
        default="text",
        help="json: print the findings and their edits as json, for tools",
    )
    mode.add_argument(
        "--explain",
        metavar="CODE",
        nargs="?",
        const="",
        help="print the page of a code, or list all codes",
    )


def _add_flake8_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that are handed to flake8, ready as its arguments in ``flake8``."""
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
