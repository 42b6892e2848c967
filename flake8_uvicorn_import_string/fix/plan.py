"""Plan what to change in a text for one finding."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.fix.changes import Change, Edit, Give, Refused, Step, Write
from flake8_uvicorn_import_string.fix.forms import coroutine_form, run_form
from flake8_uvicorn_import_string.fix.guard import guard_of
from flake8_uvicorn_import_string.fix.parameters import only_launches
from flake8_uvicorn_import_string.fix.removal import ACTIVE, EMPTY, Removal, has_comment

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.advice.import_string import ImportString
    from flake8_uvicorn_import_string.fix.source_text import Source, Token
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Finding


class Unprepared(Refused):
    """A finding that is not fixed before something else is done."""


# What an unsafe fix takes for granted.
_ASSUMED: Final = {
    "UVI003": "reload is meant, and workers are not",
    "UVI008": "one process that does not reload is meant",
    "UVI901": "one process is meant, whatever WEB_CONCURRENCY says",
}


class Planner:
    """Plans the edits for one finding; what is not plain is refused.

    ``deeper`` is by how much the call is to be indented besides.
    """

    def __init__(self, source: Source, finding: Finding, *, deeper: str = "") -> None:
        assert finding.launch is not None
        self.source = source
        self.finding = finding
        self.code = finding.code
        self.fix = finding.fix
        self.launch: Launch = finding.launch
        self.call = self.launch.call
        self.deeper = deeper
        self.assumption = _ASSUMED.get(self.code, "")

    def plan(self) -> Change:
        """Return the change; raises Refused, Unprepared or Unfit."""
        if self.call in self.source.in_formatted_strings:
            raise Refused("the call stands in an f-string")
        if self.code == "UVI003":
            return self.removal("workers")
        if self.code == "UVI006":
            return self.removal("debug")
        if self.code == "UVI007":
            raise Unprepared("the call is not under a guard")
        if self.code == "UVI008":
            return self.served()
        if self.code == "UVI009":
            if "leave factory=True out" not in self.finding.details.values():
                raise Refused(str(self.finding.details["advice"]))
            return self.removal("factory")
        if self.code == "UVI010":
            if "await uvicorn.Server" not in str(self.finding.details["advice"]):
                raise Refused(str(self.finding.details["advice"]))
            return coroutine_form(self.source, self.launch)
        if self.code == "UVI901":
            return self.one_worker()
        if self.fix is None or self.fix.why_not is not None or self.fix.string is None:
            raise Unprepared(self.why_not())
        return self.replacement(self.fix.string)

    def why_not(self) -> str:
        """Return why there is no string that can be written as things are."""
        if self.fix is not None and self.fix.why_not is not None:
            return self.fix.why_not
        advice = str(self.finding.details.get("advice", ""))
        return advice or "no one thing is sure to be meant"

    # Write a string

    def replacement(self, string: ImportString) -> Change:
        if self.launch.indirect_launcher is not None and not self.is_called_in_place():
            raise Refused(
                "uvicorn.run is only handed on here, and what calls it decides whether this works"
            )
        if self.launch.is_forwarded and not only_launches(self.source, self.launch):
            raise Refused("a function of this file takes the application, and may need the object")
        app = self.launch.argument("app")
        assert app is not None
        node = app.shown
        if node not in (*self.call.args, *(word.value for word in self.call.keywords)):
            raise Refused("the application is not written in the call itself")
        start, end = self.source.span(node)
        if self.code in {"UVI004", "UVI005"}:
            quote = self.quote_of(node)
        else:
            self.ask_harmless(node)
            quote = self.source.quote
        literal = string.source(quote)
        text = f"{string.module}:{string.attributes}"
        if not literal.startswith("f") and _value(literal) != text:
            raise Refused(f"{literal} would have to be written in another way")
        edits = [Edit(start, end, literal)]
        add = string.factory and self.lacks_factory()
        if add:
            edits += self.addition("factory=True")
        steps: list[Step] = [Write(node, literal)]
        if add:
            steps.append(Give(self.call, "factory", "True"))
        return Change(self.call, edits, tuple(steps))

    def quote_of(self, node: ast.expr) -> str:
        """Return the quote of a string that is one plain literal."""
        start, end = self.source.span(node)
        text = self.source.text[start:end]
        if not _SIMPLE_STRING.fullmatch(text):
            raise Refused("the string is not a plain literal in the call")
        return text[0]

    def ask_harmless(self, node: ast.expr) -> None:
        """Raise Refused if more than a name of the application would be lost."""
        if any(isinstance(part, ACTIVE) for part in ast.walk(node)):
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

    def addition(self, argument: str) -> list[Edit]:
        """Return the edits that add an argument behind the last one."""
        text = self.source.text
        arguments: list[ast.expr | ast.keyword] = [*self.call.args, *self.call.keywords]
        last = max(map(self.source.span, arguments))
        end, comma = self.behind(last[1])
        line, _, _ = self.source.line_at(last[0])
        indent = text[line:last[0]]
        anchor = comma.end if comma else end
        if indent.strip():
            return [Edit(anchor, anchor, f" {argument}," if comma else f", {argument}")]
        newline = self.source.line_at(line - 1)[2]
        added = f"{newline}{self.deeper}{indent}{argument}"
        _, line_end, _ = self.source.line_at(anchor)
        if comma:
            if EMPTY.fullmatch(text, anchor, line_end):
                anchor = line_end
            return [Edit(anchor, anchor, f"{added},")]
        if text[anchor:line_end].strip() and EMPTY.fullmatch(text, anchor, line_end):
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

    # Give workers

    def one_worker(self) -> Change:
        given = self.launch.argument("workers")
        if given is None:
            edits = self.addition("workers=1")
            step: Step = Give(self.call, "workers", "1")
        elif given.keyword in self.call.keywords:
            edits = [Edit(*self.source.span(given.node), "1")]
            step = Write(given.node, "1")
        else:
            raise Refused("workers is not written in the call itself")
        return Change(self.call, edits, (step,), self.assumption)

    # Serve with uvicorn.run

    def served(self) -> Change:
        """Return the change to ``uvicorn.run``, or where that is not certain, without flags."""
        flags = str(self.finding.details["flags"])
        if self.fix is not None and self.fix.why_not is None and self.is_deferred():
            string = self.fix.string
            literal = string.source(self.source.quote) if string is not None else None
            if string is None or not string.factory:
                try:
                    return run_form(self.source, self.launch, flags, literal)
                except Refused:
                    pass
        return self.removal(*flags.split(" and "))

    def is_deferred(self) -> bool:
        """Does the call stand in a function, or under a guard?"""
        node: ast.AST = self.call
        while not isinstance(node, ast.Module):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or guard_of(node):
                return True
            node = self.source.parents[node]
        return False

    # Remove arguments

    def removal(self, *names: str) -> Change:
        """Return the change that takes arguments out."""
        removal = Removal(self.source, self.launch)
        arguments = []
        for name in names:
            argument = self.launch.arguments[name]
            if any(isinstance(part, ACTIVE) for part in ast.walk(argument.node)):
                raise Refused(f"the value of {name} does more than say what {name} is")
            arguments.append(argument)
        removal.take_out(arguments)
        return Change(
            self.call,
            removal.edits,
            tuple(removal.steps),
            self.assumption,
            may_start=self.code in {"UVI006", "UVI009"},
        )

    def is_called_in_place(self) -> bool:
        """Is it a partial that is called where it is made?"""
        parent = self.source.parents[self.call]
        return (
            self.launch.indirect_launcher == "partial"
            and isinstance(parent, ast.Call)
            and parent.func is self.call
        )

    def has_comment(self, start: int, end: int) -> bool:
        return has_comment(self.source, start, end)


_SIMPLE_STRING: Final = re.compile(r"""(["'])[^"'\\]*\1""")


def _value(literal: str) -> object:
    try:
        return ast.literal_eval(literal)
    except (SyntaxError, ValueError):
        return None
