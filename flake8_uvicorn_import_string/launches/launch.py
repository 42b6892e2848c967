"""What a launch is: a call that reaches ``uvicorn.run``, and what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast

    from flake8_uvicorn_import_string.semantic.model import Call, Place


class Argument(NamedTuple):
    """An argument, where it is evaluated, and the node to report it at.

    ``keyword`` is the keyword node where the argument is written as one in the
    call itself.
    """

    node: ast.expr
    place: Place
    shown: ast.expr
    keyword: ast.keyword | None = None


class Arguments:
    """The arguments of a call, or of several put together.

    ``open_keywords`` is True when there may be more keywords than are visible,
    ``clash`` when something is given twice.
    """

    __slots__ = ("clash", "keywords", "open_keywords", "positional")

    def __init__(self) -> None:
        self.positional: list[Argument] = []
        self.keywords: dict[str, Argument] = {}
        self.open_keywords = False
        self.clash = False

    def add(self, name: str, argument: Argument) -> None:
        """Add one that is given by keyword."""
        self.clash |= name in self.keywords
        self.keywords[name] = argument

    def then(self, later: Arguments) -> Arguments:
        """Return these with those of a later call, as ``functools.partial`` does."""
        both = Arguments()
        both.positional = [*self.positional, *later.positional]
        # What is not visible of the later ones may hold any of these.
        earlier = {} if later.open_keywords else self.keywords
        both.keywords = {**earlier, **later.keywords}
        both.open_keywords = self.open_keywords or later.open_keywords
        both.clash = self.clash or later.clash
        return both

    def shown_at(self, node: ast.Call) -> Arguments:
        """Return these as a partial's, to be reported at ``node``; but the application stays."""
        moved = Arguments().then(self)
        moved.keywords = {
            name: item if name == "app" else item._replace(shown=node, keyword=None)
            for name, item in moved.keywords.items()
        }
        return moved


class Launch:
    """One call that reaches ``uvicorn.run``, or one of ``uvicorn.Config``, with its arguments.

    ``call`` is the node, ``place`` its place.  ``is_type_error`` is True
    when the call is a ``TypeError`` in any case (more than one positional
    argument, an argument given twice).  ``may_have_more`` is True when
    ``**options`` may hold more than the visible arguments.  ``indirect_launcher`` is
    the name of what the call hands ``uvicorn.run`` on to (``partial``, ``Thread`` …),
    None when it calls it itself.  ``is_config`` is True for a ``uvicorn.Config``; ``served`` is
    then the call that starts the server that gets it, if one surely does.
    """

    __slots__ = (
        "arguments", "call", "indirect_launcher", "is_config", "is_type_error", "may_have_more",
        "place", "served",
    )  # fmt: skip

    def __init__(
        self,
        call: Call,
        arguments: Arguments,
        indirect_launcher: str | None = None,
        *,
        is_config: bool = False,
        served: Call | None = None,
    ) -> None:
        self.call = call.node
        self.place = call.place
        self.indirect_launcher = indirect_launcher
        self.is_config = is_config
        self.served = served
        self.arguments = dict(arguments.keywords)
        positional = arguments.positional
        self.is_type_error = (
            arguments.clash
            or len(positional) > 1 and not is_config
            or bool(positional and "app" in self.arguments)
        )
        if positional:
            self.arguments["app"] = positional[0]
        self.may_have_more = arguments.open_keywords

    def argument(self, name: str) -> Argument | None:
        """Return what is visibly given for a parameter of ``uvicorn.run``, None if nothing is."""
        return self.arguments.get(name)
