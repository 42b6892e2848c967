"""Apply fixes to a source text; nothing here touches a file.

:func:`rewrite` works in rounds: it checks the text, plans the edits of each
finding, proves each plan by itself and then all of them together, and goes on
with the new text until nothing is left to fix.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.rules import check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flake8_uvicorn_import_string.import_strings import ImportString
    from flake8_uvicorn_import_string.launches import Launch
    from flake8_uvicorn_import_string.rules import Finding


class Report(NamedTuple):
    """A finding as flake8 reports it: line from 1, column from 0, code and message."""

    line: int
    column: int
    code: str
    message: str


class Refusal(NamedTuple):
    """A finding whose fix is known and not applied, and why."""

    report: Report
    reason: str


class Outcome(NamedTuple):
    """What came of a text.

    ``text`` is the new text, ``fixed`` what was fixed in it and ``refused`` what
    was not, both at their places in the old text; ``left`` is what was not, at
    its places in the new one.
    """

    text: str
    fixed: list[Report]
    refused: list[Refusal]
    left: list[Refusal]


class Unfit(ValueError):
    """A text that cannot be worked on: Python cannot read it."""


# From the lines of a text to what says whether a report is wanted.
Selector = Callable[[list[str]], Callable[[Report], bool]]

# Two are enough but for launches within launches.
ROUNDS: Final = 20


def rewrite(text: str, filename: str, selector: Selector) -> Outcome:
    """Return a text with everything fixed that can be.

    In: the text with its own line ends; the name that says what the file can be
    imported as (``-`` if it has none); and what selects the reports, given the
    lines with their ends turned into ``\\n``.  Raises Unfit.
    """
    source = Source(text)
    first = now = _Round(source, filename, selector(source.lines))
    for _ in range(ROUNDS):
        if not now.changes:
            break
        source = now.result()
        now = _Round(source, filename, selector(source.lines))
    return Outcome(source.text, sorted(first.fixable), sorted(first.refused), sorted(now.refused))


class Edit(NamedTuple):
    """Put ``text`` in place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str = ""


class Change(NamedTuple):
    """The edits of one launch, and what they do to its tree.

    ``written`` puts an expression in the place of another one, ``factory`` adds
    ``factory=True`` behind the arguments, ``removed`` goes.
    """

    call: ast.Call
    edits: list[Edit]
    written: tuple[ast.expr, str] | None = None
    factory: bool = False
    removed: ast.keyword | None = None


class _Refused(Exception):
    """Why a finding is not fixed."""


class _Round:
    """What can be fixed in a text as it stands.

    ``fixable`` and ``refused`` are the findings whose fix is known; ``changes``
    holds at most one change for each launch, and none that overlaps another.
    """

    def __init__(self, source: Source, filename: str, wanted: Callable[[Report], bool]) -> None:
        self.source = source
        self.filename = filename
        self.findings = source.check(filename)
        self.fixable: list[Report] = []
        self.refused: list[Refusal] = []
        self.changes: list[Change] = []
        for finding in self.findings:
            if finding.fix is None:
                continue
            report = source.report(finding)
            if not wanted(report):
                continue
            try:
                change = _Planner(source, finding).plan()
                self.prove(finding, change)
            except _Refused as refused:
                self.refused.append(Refusal(report, str(refused)))
            else:
                self.fixable.append(report)
                if not any(_overlap(change, other) for other in self.changes):
                    self.changes.append(change)

    def result(self) -> Source:
        """Return the source with all changes made, or with the first if they do not go together."""
        try:
            return self.changed(self.changes)
        except _Refused:
            return self.changed(self.changes[:1])

    def changed(self, changes: list[Change]) -> Source:
        """Return the source with changes made; raises _Refused if it is not what was meant."""
        edits = sorted(edit for change in changes for edit in change.edits)
        try:
            new = Source(apply(self.source.text, edits))
        except Unfit as error:
            raise _Refused(f"the result would not be valid: {error}") from error
        if not _same(self.source.meant(changes), new.tree):
            raise _Refused("the call is written in a way that cannot be changed safely")
        return new

    def prove(self, finding: Finding, change: Change) -> None:
        """Raise _Refused unless a change alone removes the finding and brings no new one."""
        new = self.changed([change])
        start, end = self.source.span(change.call)
        end += len(new.text) - len(self.source.text)
        before = Counter(found.error.code for found in self.findings)
        after: Counter[str] = Counter()
        for found in new.check(self.filename):
            code = found.error.code
            after[code] += 1
            if (
                (code == finding.error.code and start <= new.span(found.node)[0] < end)
                or (code in _WORSE and after[code] > before[code])
                # Today the call fails; without debug it would start servers without end.
                or (code == "UVI007" and change.removed)
            ):
                raise _Refused(f"it would not be enough: {new.report(found).message}")


# What a fix must not bring about.  It may uncover other findings: where the string
# is right, UVI003 says that reload and workers exclude each other.
_WORSE: Final = frozenset({"UVI004", "UVI005", "UVI007", "UVI009"})


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made that are sorted and do not overlap."""
    pieces = []
    done = 0
    for edit in edits:
        pieces += [text[done:edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])


def _overlap(one: Change, other: Change) -> bool:
    """Do two changes belong to one launch, or touch the same text?"""
    return one.call is other.call or any(
        edit.start <= against.end and against.start <= edit.end
        for edit in one.edits
        for against in other.edits
    )


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
        return list(check(self.tree, filename, "".join(self.lines)))

    def report(self, finding: Finding) -> Report:
        error, node = finding.error, finding.node
        column = self.index(node.lineno, node.col_offset) - self.starts[node.lineno - 1]
        message = error.formatted_message(**finding.details)
        return Report(node.lineno, column, error.code, message)

    def index(self, line: int, offset: int) -> int:
        """Return the place of an offset in a line, in the bytes of UTF-8 as the tree has it."""
        text = self.lines[line - 1]
        if not text.isascii():
            offset = len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "replace"))
        return self.starts[line - 1] + offset

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
        """The tokens of the text, without line breaks and indentation."""
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
                raise _Refused(f"the file cannot be split into tokens: {error}") from error
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

    def meant(self, changes: list[Change]) -> ast.Module:
        """Return the tree that the text must have once changes are made."""
        tree = self.parse()
        calls = {
            _position(node): node for node in ast.walk(tree) if isinstance(node, ast.Call)
        }
        for change in changes:
            call = calls[_position(change.call)]
            if change.written is not None:
                node, literal = change.written
                new = ast.parse(literal, mode="eval").body
                call.args = [new if _position(arg) == _position(node) else arg for arg in call.args]
                for keyword in call.keywords:
                    if _position(keyword.value) == _position(node):
                        keyword.value = new
            if change.factory:
                call.keywords.append(ast.keyword("factory", ast.Constant(True)))
            if change.removed is not None:
                position = _position(change.removed)
                call.keywords = [word for word in call.keywords if _position(word) != position]
        return tree


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
# Only white space and perhaps a comment: the rest of a line that holds no code.
_EMPTY: Final = re.compile(r"\s*(?:#.*)?")


def _position(node: ast.AST) -> tuple[int, int, int, int]:
    place: Any = node
    return place.lineno, place.col_offset, place.end_lineno, place.end_col_offset


def _same(one: object, other: object) -> bool:
    """Are two trees equal but for the places of their nodes?"""
    pending = [(one, other)]
    while pending:
        one, other = pending.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, ast.AST):
            pending += [
                (getattr(one, name, None), getattr(other, name, None)) for name in one._fields
            ]
        elif isinstance(one, list):
            assert isinstance(other, list)
            if len(one) != len(other):
                return False
            pending += zip(one, other, strict=True)
        elif one != other:
            return False
    return True


class _Planner:
    """Plans the edits for one finding; what is not plain is refused."""

    def __init__(self, source: Source, finding: Finding) -> None:
        assert finding.fix is not None
        self.source = source
        self.code = finding.error.code
        self.fix = finding.fix
        self.launch: Launch = finding.fix.launch
        self.call = self.launch.call

    def plan(self) -> Change:
        """Return the change; raises _Refused."""
        if self.fix.why_not is not None:
            raise _Refused(f"first {self.fix.why_not}")
        if self.in_formatted_string():
            raise _Refused("the call stands in an f-string")
        if self.fix.string is not None:
            return self.replacement(self.fix.string)
        assert self.fix.remove is not None
        return self.removal(self.fix.remove)

    def in_formatted_string(self) -> bool:
        kinds = tuple(getattr(ast, name) for name in _FORMATTED if hasattr(ast, name))
        return any(
            self.call in ast.walk(node)
            for node in ast.walk(self.source.tree)
            if isinstance(node, kinds)
        )

    # Write a string

    def replacement(self, string: ImportString) -> Change:
        if self.launch.carrier:
            raise _Refused(
                "uvicorn.run is only handed on here, and what calls it decides whether this works"
            )
        app = self.launch.app
        assert app is not None
        node = app.shown
        if node not in (*self.call.args, *(word.value for word in self.call.keywords)):
            raise _Refused("the application is not written in the call itself")
        start, end = self.source.span(node)
        if self.code == "UVI004":
            quote = self.quote_of(node)
        else:
            self.ask_harmless(node)
            quote = self.source.quote()
        literal = string.source(quote)
        text = f"{string.module}:{string.attributes}"
        if not literal.startswith("f") and _value(literal) != text:
            raise _Refused(f"{literal} would have to be written in another way")
        edits = [Edit(start, end, literal)]
        add = string.factory and self.lacks_factory()
        if add:
            edits += self.addition()
        return Change(self.call, edits, (node, literal), add)

    def quote_of(self, node: ast.expr) -> str:
        """Return the quote of a string that is one plain literal."""
        start, end = self.source.span(node)
        text = self.source.text[start:end]
        if not _SIMPLE_STRING.fullmatch(text):
            raise _Refused("the string is not a plain literal in the call")
        return text[0]

    def ask_harmless(self, node: ast.expr) -> None:
        """Raise _Refused if more than a name of the application would be lost."""
        if any(isinstance(part, _ACTIVE) for part in ast.walk(node)):
            raise _Refused("the expression does more than give the application")
        if self.has_comment(*self.source.span(node)):
            raise _Refused("a comment stands within what would be replaced")

    def lacks_factory(self) -> bool:
        """Must ``factory=True`` be added?"""
        given = self.launch.factory
        if given is None:
            if self.launch.open:
                raise _Refused("factory=True is needed, and the ** argument may hold factory")
            return True
        # For an object, the rules have seen that it is on.
        if self.code == "UVI004" and getattr(given.node, "value", None) is not True:
            raise _Refused("factory=True is needed, and the call gives factory another value")
        return False

    def addition(self) -> list[Edit]:
        """Return the edits that add ``factory=True`` behind the last argument."""
        text = self.source.text
        arguments: list[ast.expr | ast.keyword] = [*self.call.args, *self.call.keywords]
        last = max(map(self.source.span, arguments))
        end, comma = self.behind(last[1])
        line, _, _ = self.source.line_at(last[0])
        indent = text[line:last[0]]
        anchor = comma.end if comma else end
        if indent.strip():
            return [Edit(anchor, anchor, " factory=True," if comma else ", factory=True")]
        newline = self.source.line_at(line - 1)[2]
        added = f"{newline}{indent}factory=True"
        _, line_end, _ = self.source.line_at(anchor)
        if comma:
            if _EMPTY.fullmatch(text, anchor, line_end):
                anchor = line_end
            return [Edit(anchor, anchor, f"{added},")]
        if text[anchor:line_end].strip() and _EMPTY.fullmatch(text, anchor, line_end):
            return [Edit(anchor, anchor, ","), Edit(line_end, line_end, added)]
        return [Edit(anchor, anchor, f",{added}")]

    def behind(self, place: int) -> tuple[int, Token | None]:
        """Return where the argument that ends at a place is over, and the comma behind it."""
        end = place
        for token in self.source.tokens_between(place, self.source.span(self.call)[1] - 1):
            if token.text == ",":
                return end, token
            if token.text == ")":
                end = token.end
        return end, None

    # Remove a keyword

    def removal(self, keyword: ast.keyword) -> Change:
        if keyword not in self.call.keywords:
            raise _Refused("it is not written in the call itself")
        if any(isinstance(part, _ACTIVE) for part in ast.walk(keyword.value)):
            raise _Refused("its value does more than say whether to debug")
        return Change(self.call, self.without(*self.source.span(keyword)), removed=keyword)

    def without(self, start: int, end: int) -> list[Edit]:
        """Return the edits that take out a keyword argument, its comma and its line."""
        text = self.source.text
        call_start, call_end = self.source.span(self.call)
        tokens = [
            token
            for token in self.source.tokens_between(call_start, call_end)
            if token.kind != tokenize.COMMENT
        ]
        before = [token for token in tokens if token.end <= start][-1]
        after, *others = [token for token in tokens if token.start >= end]
        stop = after.end if after.text == "," else end
        if self.has_comment(start, stop):
            raise _Refused("a comment stands within what would be removed")
        line, _, _ = self.source.line_at(start)
        _, line_end, newline = self.source.line_at(stop)
        first = not text[line:start].strip()
        alone = first and _EMPTY.fullmatch(text, stop, line_end) is not None
        if after.text == ",":
            if alone:
                return [Edit(line, line_end + len(newline))]
            if _EMPTY.fullmatch(text, stop, line_end):
                return [Edit(before.end, stop)]
            if len(others) == 1 and before.text == ",":
                return [Edit(before.end, stop)]
            return [Edit(start, others[0].start)]
        if before.text == "(":
            return [Edit(start, end)]
        if alone:
            return [Edit(before.start, before.end), Edit(line, line_end + len(newline))]
        if self.has_comment(before.end, start):
            return [Edit(before.start, before.end), Edit(start, end)]
        return [Edit(before.start, end)]

    def has_comment(self, start: int, end: int) -> bool:
        return any(
            token.kind == tokenize.COMMENT for token in self.source.tokens_between(start, end)
        )


_FORMATTED: Final = ("JoinedStr", "TemplateStr")
_ACTIVE: Final = (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)
_SIMPLE_STRING: Final = re.compile(r"""(["'])[^"'\\]*\1""")


def _value(literal: str) -> object:
    try:
        return ast.literal_eval(literal)
    except (SyntaxError, ValueError):
        return None
