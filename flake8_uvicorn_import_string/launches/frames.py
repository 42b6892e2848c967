"""What the parameters of a function are in one call of it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.inference.expressions import Inference
from flake8_uvicorn_import_string.inference.values import OBJECT, merge
from flake8_uvicorn_import_string.launches.contents import Contents, Source
from flake8_uvicorn_import_string.launches.launch import Argument

if TYPE_CHECKING:
    from collections.abc import Callable

    from flake8_uvicorn_import_string.inference.questions import Answer
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.contents import Item
    from flake8_uvicorn_import_string.launches.launch import Arguments
    from flake8_uvicorn_import_string.semantic.model import Binding, Call, Place, Scope

    AttributeOf = Callable[[ast.Attribute, Place, "Frame"], Item | None]


class Frame(Inference):
    """Inference inside of one call of a function: its parameters are what the call gives.

    ``given`` holds the arguments by parameter, ``positional`` what ``*args`` gets, None if
    that is not visible, and ``keywords`` what ``**kwargs`` gets.  ``call`` is the call,
    ``shown`` leads from what it gives to the nodes to report that at, and ``defaults`` are
    what it leaves to the function, ``level`` is how many calls lie in one another.
    ``is_lost`` is True when an attribute of an object that
    is given turned out not to be known.
    """

    def __init__(self, function: Scope, inference: Inference, call: Call) -> None:
        super().__init__(inference.table, inference.changes)
        self.fields = inference.fields
        self.call = call
        self._function = function
        self._outside = inference
        self.shown: dict[ast.expr, ast.expr] = {}
        self.defaults: set[ast.expr] = set()
        self.is_lost = False
        self.level = 1
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
        if self._function not in place.scope.around():
            # What stands elsewhere is the same in each call.
            return self._outside.values(node, place)
        return super().expression(node, place)

    def by_default(self, default: ast.expr) -> Argument:
        """Return what a parameter is that the call does not give."""
        assert self._function.place is not None
        self.defaults.add(default)
        return Argument((Source(default, self._function.place, self._outside),), default)

    def or_default(self, given: Argument, default: ast.expr | None) -> Argument | None:
        """Return what a parameter is that the call may not give, None if that is not known."""
        if default is None:
            return None
        sources = (*given.sources, *self.by_default(default).sources)
        return given._replace(sources=sources, is_optional=False)

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


def first_parameter(function: Scope) -> str:
    """Return the name of the first parameter of a function, empty if it has none."""
    takes = function.function.args
    first = (*takes.posonlyargs, *takes.args)[:1]
    return first[0].arg if first else ""


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
    takes = function.function.args
    frame = Frame(function, inference, call)
    frame.star, frame.stars = takes.vararg, takes.kwarg
    positional = [*takes.posonlyargs, *takes.args][int(is_bound) :]
    rest, keywords = [*arguments.positional], dict(arguments.keywords)
    may_be_given = arguments.is_open
    for parameter in (*positional, *takes.kwonlyargs):
        default = _default_of(takes, parameter)
        given: Argument | None = None
        by_keyword = parameter.arg in keywords and parameter not in takes.posonlyargs
        if rest and parameter in positional:
            if by_keyword:
                return None
            given = rest.pop(0)
        elif by_keyword:
            given = keywords.pop(parameter.arg)
        if given is not None and given.is_optional:
            given = frame.or_default(given, default)
        elif given is None and not may_be_given:
            if default is None:
                return None
            given = frame.by_default(default)
        if given is not None:
            frame.given[parameter] = given
    if (rest and takes.vararg is None) or (keywords and takes.kwarg is None):
        return None
    for argument in (*arguments.positional, *arguments.keywords.values()):
        frame.shown[argument.node] = argument.shown
    frame.positional = None if arguments.open_positional else rest
    items = {name: argument.item for name, argument in keywords.items()}
    frame.keywords = Contents(items, arguments.open_keywords)
    return frame


def _default_of(takes: ast.arguments, parameter: ast.arg) -> ast.expr | None:
    """Return the default of a parameter."""
    if parameter in takes.kwonlyargs:
        return takes.kw_defaults[takes.kwonlyargs.index(parameter)]
    positional = [*takes.posonlyargs, *takes.args]
    place = positional.index(parameter) - len(positional) + len(takes.defaults)
    return takes.defaults[place] if place >= 0 else None
