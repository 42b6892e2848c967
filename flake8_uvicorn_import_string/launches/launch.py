"""What a launch is: a call that reaches ``uvicorn.run``, and what it is given."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, NamedTuple

from flake8_uvicorn_import_string.inference.values import merge
from flake8_uvicorn_import_string.launches.contents import Item

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference  # noqa: F401
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.contents import Source, Test
    from flake8_uvicorn_import_string.semantic.model import Call, Place


# A place through which a launch comes, and in whose sight its code is.
Way = tuple["Place", "Inference | None"]


class Argument(NamedTuple):
    """An argument: the expressions that it may be, and the node to report it at.

    ``keyword`` is the keyword node where the argument is written as one in the
    call itself.  ``is_optional`` is True when it may not be given at all; ``tests`` are
    the conditions that decide about it, ``resets`` those under which it was taken back.
    ``through`` are the parameters by which it came from a call of the function around,
    ``holder`` is the dict behind ``**`` that holds it.
    """

    sources: tuple[Source, ...]
    shown: ast.expr
    keyword: ast.keyword | None = None
    is_optional: bool = False
    tests: tuple[Test, ...] = ()
    resets: tuple[Test, ...] = ()
    through: tuple[Source, ...] = ()
    holder: ast.expr | None = None

    @property
    def node(self) -> ast.expr:
        """The expression that it is, or the first that it may be."""
        return self.sources[0].node

    @property
    def place(self) -> Place:
        """Where that expression is evaluated."""
        return self.sources[0].place

    @property
    def is_plain(self) -> bool:
        """Is it one expression, and no parameter that a visible call fills?"""
        return len(self.sources) == 1 and not self.is_optional and not self.through

    @property
    def item(self) -> Item:
        """The argument as an item of a dict."""
        return Item(self.sources, self.is_optional, self.tests, self.resets)

    def of(self, node: ast.expr, place: Place) -> Argument:
        """Return the same with one other expression."""
        return self._replace(sources=(self.sources[0]._replace(node=node, place=place),))

    @property
    def values(self) -> Values:
        """What it may be where it is given."""
        return merge(*(source.values for source in self.sources))


class Arguments:
    """The arguments of a call, or of several put together.

    ``open_keywords`` is True when there may be more keywords than are visible,
    ``open_positional`` the same for the others, ``clash`` when something is given twice.
    """

    __slots__ = ("clash", "keywords", "open_keywords", "open_positional", "positional")

    def __init__(self) -> None:
        self.positional: list[Argument] = []
        self.keywords: dict[str, Argument] = {}
        self.open_keywords = False
        self.open_positional = False
        self.clash = False

    @property
    def is_open(self) -> bool:
        """May there be more than is visible?"""
        return self.open_keywords or self.open_positional

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
        both.open_positional = self.open_positional or later.open_positional
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
    then the call that starts the server that gets it, if one surely does; ``is_loaded`` is True
    if its application is loaded by ``load()``.  ``is_forwarded``
    is True for a call of a function of this file that launches what it is given.

    ``ways`` are the places through which it comes, the innermost first, each with in whose
    sight its code is (None: the file's own).  ``activations`` are the same launch as each
    visible call of the function around it makes it, None where these do not matter; an empty
    tuple where it is judged at those calls.
    """

    __slots__ = (
        "activations", "arguments", "call", "indirect_launcher", "is_config", "is_forwarded",
        "is_loaded", "is_type_error", "may_have_more", "place", "served", "ways",
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
        self.is_loaded = False
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
        self.ways: tuple[Way, ...] = ((self.place, None),)
        self.activations: tuple[Launch, ...] | None = None
        self.is_forwarded = False

    def alone(self) -> Launch:
        """Return a copy of the launch that knows of no callers."""
        other = copy.copy(self)
        other.activations = None
        return other

    def places_around(self) -> Iterator[Place]:
        """Yield the places around the launch, and around the calls that lead to it."""
        for place, _ in self.ways:
            yield from place.around()

    def argument(self, name: str) -> Argument | None:
        """Return what is visibly given for a parameter of ``uvicorn.run``, None if nothing is."""
        return self.arguments.get(name)
