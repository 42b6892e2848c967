"""The command ``flake8-uvicorn-import-string``: list, show or write the fixes; explain a code."""

from __future__ import annotations

import difflib
import sys
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.fix.each_file import ERROR, FOUND, NOTHING, Command, say
from flake8_uvicorn_import_string.fix.files import (
    Failed,
    decode,
    module_file,
    replace,
    unified_diff,
)
from flake8_uvicorn_import_string.fix.flake8_project import Misconfigured, Project
from flake8_uvicorn_import_string.fix.options import option_parser
from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from flake8_uvicorn_import_string.fix.source_text import Report


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
            say(sys.stdout, _explanation(options.explain))
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
        say(sys.stderr, f"flake8 cannot use its configuration: {error}")
        return ERROR
    if options.output_format == "json":
        from flake8_uvicorn_import_string.fix.as_json import JsonCommand

        command: Command = JsonCommand(project)
    else:
        command = TextCommand(project, options.mode, unsafe=options.unsafe_fixes)
    for file in project.files():
        command.run(file)
    command.end()
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


class TextCommand(Command):
    """A run that lists, shows or writes the fixes."""

    def __init__(self, project: Project, mode: str | None, *, unsafe: bool) -> None:
        super().__init__(project)
        self.mode = mode
        self.unsafe = unsafe
        self.offered = 0

    def handle(self, file: str, name: str, old: bytes) -> int:
        """List, show or write the fixes of one file."""
        new = old
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
        self.tell(file, name, outcome)
        return FOUND if outcome.fixed or outcome.refused or outcome.left else NOTHING

    def tell(self, file: str, name: str, outcome: Outcome) -> None:
        """Print what came of a file, but for its text."""
        assumed = dict(outcome.assumed)
        for report in outcome.fixed:
            because = f", assuming that {assumed[report]}" if report in assumed else ""
            if self.mode == "fix":
                stream = sys.stderr if file == "-" else sys.stdout
                say(stream, f"{_place(name, report)} fixed{because}")
            elif self.mode is None:
                say(sys.stdout, f"{_place(name, report)} {report.message}")
            if because and self.mode != "fix":
                say(sys.stderr, f"{_place(name, report)} can be fixed{because}")
        for refusal in outcome.left if self.mode == "fix" else outcome.refused:
            say(sys.stderr, f"{_place(name, refusal.report)} not fixed: {refusal.reason}")
            self.offered += bool(refusal.assumption)

    def rewritten(self, file: str, text: str) -> Outcome:
        """Return what comes of the text of a file.  Raises Unfit."""
        return rewrite(
            text,
            module_file(file, self.project.name(file)),
            lambda lines: self.project.selector(file, lines),
            unsafe=self.unsafe,
        )

    def end(self) -> None:
        """Say how many more fixes there are."""
        if self.offered:
            fixes = "1 fix" if self.offered == 1 else f"{self.offered} fixes"
            say(sys.stderr, f"{fixes} available with --unsafe-fixes")


def _place(name: str, report: Report) -> str:
    """Return where a report belongs, in flake8's default format, and its code."""
    return f"{name}:{report.line}:{report.column + 1}: {report.code}"


def _write(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
