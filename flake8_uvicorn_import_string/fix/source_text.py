"""A source text for those who change it: its lines, tokens and tree, and the ways between."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.check import check
from flake8_uvicorn_import_string.syntax import column_of

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.rules.base import Finding


class Report(NamedTuple):
    """A finding as flake8 reports it: line from 1, column from 0, code and message."""

    line: int
    column: int
    code: str
    message: str


class Unfit(ValueError):
    """A text that cannot be worked on: Python cannot read it."""


class Source:
    """A text, its tree and its tokens, and the way from their places to places in it.

    Raises Unfit if Python cannot read the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        raw = _LINE.findall(text)
        self.starts = [0, *accumulate(map(len, raw))]
        bare = [line.rstrip("\r\n") for line in raw]
        self.ends = [line.removeprefix(start) for line, start in zip(raw, bare, strict=True)]
        self.lines = [
            start + ("\n" if end else "") for start, end in zip(bare, self.ends, strict=True)
        ]
        self.tree = self.parse()
        self._tokens: list[Token] | None = None

    def parse(self) -> ast.Module:
        """Return the tree of the text, a new one each time."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse("".join(self.lines))
        except SyntaxError as error:
            where = f" (line {error.lineno})" if error.lineno else ""
            raise Unfit(f"{error.msg}{where}") from error
        except (ValueError, RecursionError, MemoryError) as error:
            raise Unfit(str(error) or type(error).__name__) from error

    def check(self, filename: str) -> list[Finding]:
        """Return what the rules find in the text."""
        return list(check(self.tree, filename, "".join(self.lines)))

    def report(self, finding: Finding) -> Report:
        """Return a finding as flake8 reports it."""
        node = finding.node
        column = self.index(node.lineno, node.col_offset) - self.starts[node.lineno - 1]
        return Report(node.lineno, column, finding.code, finding.message)

    def index(self, line: int, offset: int) -> int:
        """Return the place of an offset in a line, in the bytes of UTF-8 as the tree has it."""
        return self.starts[line - 1] + column_of(self.lines[line - 1], offset)

    def span(self, node: ast.expr | ast.keyword) -> tuple[int, int]:
        """Return where a node starts and ends."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self.index(node.lineno, node.col_offset),
            self.index(node.end_lineno, node.end_col_offset),
        )

    def line_at(self, place: int) -> tuple[int, int, str]:
        """Return where the line of a place starts and ends, and the line break behind it."""
        number = min(bisect_right(self.starts, place), len(self.ends)) - 1
        end = self.ends[number]
        return self.starts[number], self.starts[number + 1] - len(end), end

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the text, without line breaks and indentation; raises Unfit."""
        if self._tokens is None:
            try:
                self._tokens = [
                    Token(
                        self.starts[token.start[0] - 1] + token.start[1],
                        self.starts[token.end[0] - 1] + token.end[1],
                        token.type,
                        token.string,
                    )
                    for token in tokenize.generate_tokens(io.StringIO("".join(self.lines)).readline)
                    if token.type not in _LAYOUT
                ]
            except (tokenize.TokenError, SyntaxError) as error:
                raise Unfit(f"the file cannot be split into tokens: {error}") from error
        return self._tokens

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie between two places."""
        return [token for token in self.tokens if start <= token.start and token.end <= end]

    def quote(self) -> str:
        """Return the quote that most strings of the file have, of those that could have either."""
        counts = {'"': 0, "'": 0}
        depth = 0
        for token in self.tokens:
            name = tokenize.tok_name[token.kind]
            # From Python 3.12 on, an f-string is more than one token.
            depth += name.endswith("STRING_START") - name.endswith("STRING_END")
            if name == "STRING" and not depth:
                plain = _PLAIN_STRING.fullmatch(token.text)
                if plain:
                    counts[plain[1]] += 1
        return "'" if counts["'"] > counts['"'] else '"'


class Token(NamedTuple):
    """A token with its places in the text."""

    start: int
    end: int
    kind: int
    text: str


_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LAYOUT: Final = frozenset(
    {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)
# A string that could as well have the other quotes.
_PLAIN_STRING: Final = re.compile(r"""[rRuUbB]{0,2}(["'])[^"'\\]*\1""")
