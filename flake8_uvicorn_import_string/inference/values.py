"""What an expression may be: the values that inference reasons with.

A :class:`Value` is one possibility; an expression has a tuple of them.
"""

from __future__ import annotations

import enum
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.facts.naming import (
    class_makes_objects,
    holds_settings,
    holds_text,
    is_capwords,
    is_lower_case,
    module_holds_settings,
)
from flake8_uvicorn_import_string.facts.uvicorn import RUN

if TYPE_CHECKING:
    import ast

    from flake8_uvicorn_import_string.semantic.model import Place, Scope


class Kind(enum.Enum):
    """The kinds of value; ``data`` of a :class:`Value` is given beside each."""

    UNKNOWN = enum.auto()
    CONSTANT = enum.auto()  # the constant itself
    STRING = enum.auto()  # its text, with placeholders, a Member, or None
    NUMBER = enum.auto()  # the least that it can be
    # not a str, or a bool of which nothing more is known: the path of its class, a Call of
    # one of uvicorn's own, a Member, or None
    OBJECT = enum.auto()
    REFERENCE = enum.auto()  # a Reference: what an import names
    BUILTIN = enum.auto()  # a name that no scope binds
    # a name that nothing in the file binds, or that a star import, exec … may have bound again
    UNSEEN = enum.auto()
    DISPLAY = enum.auto()  # a Display: a tuple, list or dict
    FUNCTION = enum.auto()  # its Scope (lambdas as well)
    CLASS = enum.auto()  # its Scope
    INSTANCE = enum.auto()  # the Scope of its class
    SELF = enum.auto()  # the Scope of its class, or of a class derived from it
    COROUTINE = enum.auto()  # the Scope of the async function called
    PARTIAL = enum.auto()  # the Call of functools.partial, as the reader noted it


class Value(NamedTuple):
    """One thing that an expression may be; ``truth`` is None if not known."""

    kind: Kind
    data: Any = None
    truth: bool | None = None


class Reference(NamedTuple):
    """What an import names: ``attributes`` of the module ``module``.

    ``module`` begins with dots if the import is relative.  ``root`` is the name
    through which it is reached here; ``is_used`` says that it has been used as no ``str``
    can be.
    """

    module: str
    attributes: tuple[str, ...]
    root: str
    is_used: bool = False

    def attribute(self, name: str) -> Value:
        """Return an attribute of what is named."""
        if len(self.attributes) >= ATTRIBUTE_LIMIT:
            return UNKNOWN
        return Value(Kind.REFERENCE, Reference(self.module, (*self.attributes, name), self.root))

    @property
    def path(self) -> str:
        """The dotted path, module and attributes."""
        return ".".join((self.module, *self.attributes))

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.attributes[-1] if self.attributes else self.module.rpartition(".")[2]


class Display(NamedTuple):
    """A display, and where it is evaluated.

    What is not a tuple may have been changed since, unless whoever asks knows better.
    """

    node: ast.Tuple | ast.List | ast.Dict
    place: Place


class Member(NamedTuple):
    """A member of an enum of this file: the class, and the first of the names that it has."""

    owner: Scope
    name: str


# Stand-ins, in a known text, for what a module learns when it is imported.
MODULE_NAME: Final = "\0name\0"
PACKAGE_NAME: Final = "\0package\0"

UNKNOWN: Final = Value(Kind.UNKNOWN)
OBJECT: Final = Value(Kind.OBJECT)
TRUTHY: Final = Value(Kind.OBJECT, None, True)
TEXT: Final = Value(Kind.STRING)
NONE: Final = Value(Kind.CONSTANT, None, False)

Values = tuple[Value, ...]

# Past so many possibilities a value is unknown.
VALUE_LIMIT: Final = 16
# Of attributes of attributes of what an import names, so many are followed.
ATTRIBUTE_LIMIT: Final = 20
# Past so many characters a text is not kept, for texts may be joined to longer ones.
TEXT_LIMIT: Final = 2000


def constant(value: object) -> Value:
    """Return the value of a constant."""
    if isinstance(value, (str, bytes)) and len(value) > TEXT_LIMIT:
        return Value(Kind.STRING, None, True) if isinstance(value, str) else TRUTHY
    return Value(Kind.CONSTANT, value, bool(value))


def string(text: str | None, truth: bool | None = None) -> Value:
    """Return a ``str`` whose text is known (placeholders allowed) or not."""
    if text is None or len(text) > TEXT_LIMIT:
        return Value(Kind.STRING, None, truth)
    if "\0" in text:
        return Value(Kind.STRING, text, True)
    return constant(text)


def is_text(value: Value) -> bool:
    """Is the value certainly a ``str``?"""
    return value.kind is Kind.STRING or (
        value.kind is Kind.CONSTANT and isinstance(value.data, str)
    )


def is_object(value: Value) -> bool:
    """Is the value certainly not a ``str``?"""
    if value.kind is Kind.CONSTANT:
        return not isinstance(value.data, str)
    if value.kind is Kind.REFERENCE:
        return reference_is_object(value.data)
    return value.kind not in _OPEN


_OPEN: Final = frozenset({Kind.UNKNOWN, Kind.STRING, Kind.BUILTIN, Kind.UNSEEN})


def truth_of(values: Values) -> bool | None:
    """Return whether an expression with these values is surely true or false, else None."""
    truths = {value.truth for value in values}
    return truths.pop() if len(truths) == 1 else None


def merge(*groups: Values) -> Values:
    """Return the possibilities of several expressions together."""
    if len(groups) == 1 and len(groups[0]) == 1:
        return groups[0]  # nearly always
    # By type too: 1 is not True, and under "python -b" to compare b"" with "" warns.
    found = {(value.data.__class__, value): value for group in groups for value in group}
    values = tuple(found.values())
    return values if len(values) <= VALUE_LIMIT else (UNKNOWN,)


# What it is as a method: it gets the instance too, and two arguments are a TypeError.
BOUND_RUN: Final = Value(Kind.OBJECT, RUN, True)


def reference_is_object(reference: Reference) -> bool:
    """Is what an import names certainly not a ``str``?

    By two conventions to which real code holds no counter-example: constants
    that hold an import string are written in upper case or named for what they
    are, and applications, modules and functions in lower case.
    """
    if reference.is_used or not reference.attributes:
        return True  # a module
    if reference.module.partition(".")[0] in sys.stdlib_module_names:
        return False
    name = reference.name
    if is_capwords(name):
        return class_makes_objects(name)
    holders = reference.attributes[:-1]
    return (
        is_lower_case(name)
        and not holds_text(name)
        and not any(map(holds_settings, (name, reference.root, *holders)))
        # What a class holds is a setting often enough.
        and not any(map(is_capwords, holders))
        and not module_holds_settings(reference.module.rpartition(".")[2], name)
    )
