"""Plan what to change in a text for one finding."""

from __future__ import annotations

import ast
import re
import tokenize
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.advice.import_string import ImportString
    from flake8_uvicorn_import_string.rules.base import Finding
    from flake8_uvicorn_import_string.fix.source_text import Source, Token
    from flake8_uvicorn_import_string.launches.launch import Launch


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


class Refused(Exception):
    """Why a finding is not fixed."""


class Planner:
    """Plans the edits for one finding; what is not plain is refused."""

    def __init__(self, source: Source, finding: Finding) -> None:
        assert finding.fix is not None
        self.source = source
        self.code = finding.code
        self.fix = finding.fix
        self.launch: Launch = finding.fix.launch
        self.call = self.launch.call

    def plan(self) -> Change:
        """Return the change; raises Refused."""
        if self.fix.why_not is not None:
            raise Refused(f"first {self.fix.why_not}")
        if self.in_formatted_string():
            raise Refused("the call stands in an f-string")
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
        if self.launch.indirect_launcher is not None:
            raise Refused(
                "uvicorn.run is only handed on here, and what calls it decides whether this works"
            )
        app = self.launch.argument("app")
        assert app is not None
        node = app.shown
        if node not in (*self.call.args, *(word.value for word in self.call.keywords)):
            raise Refused("the application is not written in the call itself")
        start, end = self.source.span(node)
        if self.code == "UVI004":
            quote = self.quote_of(node)
        else:
            self.ask_harmless(node)
            quote = self.source.quote()
        literal = string.source(quote)
        text = f"{string.module}:{string.attributes}"
        if not literal.startswith("f") and _value(literal) != text:
            raise Refused(f"{literal} would have to be written in another way")
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
            raise Refused("the string is not a plain literal in the call")
        return text[0]

    def ask_harmless(self, node: ast.expr) -> None:
        """Raise Refused if more than a name of the application would be lost."""
        if any(isinstance(part, _ACTIVE) for part in ast.walk(node)):
            raise Refused("the expression does more than give the application")
        if self.has_comment(*self.source.span(node)):
            raise Refused("a comment stands within what would be replaced")

    def lacks_factory(self) -> bool:
        """Must ``factory=True`` be added?"""
        given = self.launch.argument("factory")
        if given is None:
            if self.launch.may_have_more:
                raise Refused("factory=True is needed, and the ** argument may hold factory")
            return True
        # For an object, the rules have seen that it is on.
        if self.code == "UVI004" and getattr(given.node, "value", None) is not True:
            raise Refused("factory=True is needed, and the call gives factory another value")
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
            raise Refused("it is not written in the call itself")
        if any(isinstance(part, _ACTIVE) for part in ast.walk(keyword.value)):
            raise Refused("its value does more than say whether to debug")
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
            raise Refused("a comment stands within what would be removed")
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


# Only white space and perhaps a comment: the rest of a line that holds no code.
_EMPTY: Final = re.compile(r"\s*(?:#.*)?")
_FORMATTED: Final = ("JoinedStr", "TemplateStr")
_ACTIVE: Final = (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)
_SIMPLE_STRING: Final = re.compile(r"""(["'])[^"'\\]*\1""")


def _value(literal: str) -> object:
    try:
        return ast.literal_eval(literal)
    except (SyntaxError, ValueError):
        return None
