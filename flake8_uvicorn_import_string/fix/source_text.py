"""A source text for those who change it: its lines, tokens and tree, and the ways between."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from bisect import bisect_left, bisect_right
from functools import cached_property
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
        self._findings: dict[str, list[Finding]] = {}

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
        """Return what the rules find in the text, if it is that of a file of this name."""
        found = self._findings.get(filename)
        if found is None:
            found = [*check(self.tree, filename, "".join(self.lines))]
            self._findings[filename] = found
        return found

    def report(self, finding: Finding) -> Report:
        """Return a finding as flake8 reports it."""
        node = finding.node
        column = self.index(node.lineno, node.col_offset) - self.starts[node.lineno - 1]
        return Report(node.lineno, column, finding.code, finding.message)

    def index(self, line: int, offset: int) -> int:
        """Return the place of an offset in a line, in the bytes of UTF-8 as the tree has it."""
        return self.starts[line - 1] + column_of(self.lines[line - 1], offset)

    def line_and_column(self, place: int) -> tuple[int, int]:
        """Return the line, from 1, and the column, from 0 in characters, of a place."""
        number = max(bisect_right(self.starts, place), 1)
        return number, place - self.starts[number - 1]

    def span(self, node: ast.expr | ast.keyword | ast.stmt) -> tuple[int, int]:
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

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the text, without line breaks and indentation; raises Unfit."""
        try:
            return [
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

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie between two places."""
        first = bisect_left(self._token_starts, start)
        tokens = self.tokens[first : bisect_right(self._token_starts, end)]
        while tokens and tokens[-1].end > end:
            tokens.pop()
        return tokens

    @cached_property
    def newline(self) -> str:
        """The line break of the text."""
        return next(filter(None, self.ends), "\n")

    @cached_property
    def indent(self) -> str:
        """By what a statement of the module indents its first statement."""
        for statement in self.tree.body:
            first = next(iter(getattr(statement, "body", ())), None)
            if first is not None and first.lineno > statement.lineno:
                line = self.lines[first.lineno - 1]
                return str(line[: len(line) - len(line.lstrip())])
        return "    "

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node in which each node stands."""
        parents: dict[ast.AST, ast.AST] = {}
        pending: list[ast.AST] = [self.tree]
        while pending:
            parent = pending.pop()
            for node in ast.iter_child_nodes(parent):
                parents[node] = parent
                pending.append(node)
        return parents

    @cached_property
    def mentions(self) -> dict[str, list[ast.AST]]:
        """Where each name is mentioned, as a name or in a global statement and its like."""
        found: dict[str, list[ast.AST]] = {}
        for node in self.parents:
            names = (
                [node.id]
                if isinstance(node, ast.Name)
                else node.names
                if isinstance(node, (ast.Global, ast.Nonlocal))
                else []
            )
            for name in names:
                found.setdefault(name, []).append(node)
        return found

    @cached_property
    def in_formatted_strings(self) -> set[ast.AST]:
        """The calls that stand within f-strings and their like."""
        found: set[ast.AST] = set()
        pending: list[tuple[ast.AST, bool]] = [(self.tree, False)]
        while pending:
            node, inside = pending.pop()
            if inside and isinstance(node, ast.Call):
                found.add(node)
            inside = inside or formatted(node)
            pending += [(child, inside) for child in ast.iter_child_nodes(node)]
        return found

    @cached_property
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


def formatted(node: ast.AST) -> bool:
    """Is a node an f-string or its like, within which places are not to be relied on?"""
    return type(node).__name__ in _FORMATTED


class Token(NamedTuple):
    """A token with its places in the text."""

    start: int
    end: int
    kind: int
    text: str


_FORMATTED: Final = frozenset({"JoinedStr", "TemplateStr"})
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LAYOUT: Final = frozenset(
    {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)
# A string that could as well have the other quotes.
_PLAIN_STRING: Final = re.compile(r"""[rRuUbB]{0,2}(["'])[^"'\\]*\1""")
