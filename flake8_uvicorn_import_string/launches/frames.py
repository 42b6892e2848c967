"""What the parameters of a function are in one call of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.inference.expressions import Inference
from flake8_uvicorn_import_string.inference.values import OBJECT, merge
from flake8_uvicorn_import_string.launches.contents import Contents, Item, Source
from flake8_uvicorn_import_string.launches.launch import Argument

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_uvicorn_import_string.inference.questions import Answer
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.launch import Arguments
    from flake8_uvicorn_import_string.semantic.model import Binding, Call, Place, Scope
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

    AttributeOf = Callable[[ast.Attribute, Place, "Frame"], Item | None]


class Frame(Inference):
    """Inference inside of one call of a function: its parameters are what the call gives.

    ``given`` holds the arguments by parameter, ``positional`` what ``*args`` gets, None if
    that is not visible, and ``keywords`` what ``**kwargs`` gets.  ``call`` is the call,
    ``shown`` leads from what it gives to the nodes to report that at, and ``defaults`` are
    what it leaves to the function.  ``is_lost`` is True when an attribute of an object that
    is given turned out not to be known.
    """

    def __init__(self, table: SymbolTable, call: Call) -> None:
        super().__init__(table)
        self.call = call
        self.shown: dict[ast.expr, ast.expr] = {}
        self.defaults: set[ast.expr] = set()
        self.is_lost = False
        self.attribute_of: AttributeOf | None = None
        self.given: dict[ast.arg, Argument] = {}
        self.star: ast.arg | None = None
        self.stars: ast.arg | None = None
        self.positional: list[Argument] | None = None
        self.keywords = Contents({})

    def expression(self, node: ast.expr, place: Place) -> Answer | Values:
        """Return what an expression may be at a place."""
        if isinstance(node, ast.Attribute) and self.attribute_of is not None:
            item = self.attribute_of(node, place, self)
            if item is not None and not item.is_optional:
                return merge(*(source.values for source in item.sources))
        return super().expression(node, place)

    def _parameter(self, binding: Binding) -> Answer:
        argument: Any = binding.node
        given = self.given.get(argument)
        if given is not None:
            return merge(*(source.values for source in given.sources))
        if argument is self.star or argument is self.stars:
            return (OBJECT,)
        return (yield from super()._parameter(binding))


def parameters_of(function: Scope) -> list[ast.arg]:
    """Return the parameters of a function."""
    node: Any = function.node
    takes: ast.arguments = node.args
    return [
        parameter
        for parameter in (
            *takes.posonlyargs, *takes.args, takes.vararg, *takes.kwonlyargs, takes.kwarg
        )
        if parameter is not None
    ]


def names_of_parameters(function: Scope) -> set[str]:
    """Return the names of the parameters of a function."""
    return {parameter.arg for parameter in parameters_of(function)}


def enter(
    function: Scope,
    arguments: Arguments,
    call: Call,
    inference: Inference,
    *,
    is_bound: bool = False,
) -> Frame | None:
    """Return what the parameters of a function are in a call with these arguments.

    ``inference`` is that of the file; ``is_bound`` says that the first parameter is the
    object whose method is called.  None if the call is a ``TypeError``.
    """
    node: Any = function.node
    assert function.place is not None
    frame = Frame(inference.table, call)
    takes: ast.arguments = node.args
    frame.star, frame.stars = takes.vararg, takes.kwarg
    positional = [*takes.posonlyargs, *takes.args]
    by_place: set[str] = {argument.arg for argument in takes.posonlyargs}
    defaults: dict[str, ast.expr] = {
        argument.arg: default
        for argument, default in (
            *zip(reversed(positional), reversed(takes.defaults), strict=False),
            *zip(takes.kwonlyargs, takes.kw_defaults, strict=True),
        )
        if default is not None
    }
    if is_bound:
        del positional[:1]
    rest = [*arguments.positional]
    keywords = dict(arguments.keywords)
    for parameter in [*positional, *takes.kwonlyargs]:
        given: Argument | None = None
        if rest and parameter in positional:
            given = rest.pop(0)
            if parameter.arg in keywords and parameter.arg not in by_place:
                return None
        elif parameter.arg in keywords and parameter.arg not in by_place:
            given = keywords.pop(parameter.arg)
        may_be_given = arguments.open_keywords or arguments.open_positional
        default = defaults.get(parameter.arg)
        if given is None and default is not None and not may_be_given:
            given = Argument((Source(default, function.place, inference),), default)
            frame.defaults.add(default)
        elif given is not None and given.is_optional:
            if default is None:
                continue
            given = given._replace(
                sources=(*given.sources, Source(default, function.place, inference)),
                is_optional=False,
            )
        if given is not None:
            frame.given[parameter] = given
        elif default is None and not may_be_given:
            return None
    if (rest and takes.vararg is None) or (keywords and takes.kwarg is None):
        return None
    for argument in (*arguments.positional, *arguments.keywords.values()):
        frame.shown[argument.sources[0].node] = argument.shown
    frame.positional = None if arguments.open_positional else rest
    items = {
        name: Item(item.sources, item.is_optional, item.tests, item.resets)
        for name, item in keywords.items()
    }
    frame.keywords = Contents(items, arguments.open_keywords)
    return frame
