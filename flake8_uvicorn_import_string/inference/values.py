"""What an expression may be: the values that inference reasons with.

A :class:`Value` is one possibility; an expression has a tuple of them.  The
conventions of naming by which an imported thing is judged stand here too, for
no other file can be read.
"""

from __future__ import annotations

import builtins
import enum
import re
import sys
from typing import Any, Final, NamedTuple


class Kind(enum.Enum):
    """The kinds of value; ``data`` of a :class:`Value` is given beside each."""

    UNKNOWN = enum.auto()
    CONSTANT = enum.auto()  # the constant itself
    STRING = enum.auto()  # its text, with placeholders, or None
    NUMBER = enum.auto()  # the least that it can be
    # not a str, or a bool of which nothing more is known: the path of its class, a Call of
    # one of uvicorn's own, or None
    OBJECT = enum.auto()
    REFERENCE = enum.auto()  # a Reference: what an import names
    BUILTIN = enum.auto()  # a name that no scope binds
    # a name that nothing in the file binds, or that a star import, exec … may have bound again
    UNSEEN = enum.auto()
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
    through which it is reached here.
    """

    module: str
    attributes: tuple[str, ...]
    root: str

    @property
    def path(self) -> str:
        """The dotted path, module and attributes."""
        return ".".join((self.module, *self.attributes))

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.attributes[-1] if self.attributes else self.module.rpartition(".")[2]


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


def merge(*groups: Values) -> Values:
    """Return the possibilities of several expressions together."""
    if len(groups) == 1 and len(groups[0]) == 1:
        return groups[0]  # nearly always
    values = tuple(dict.fromkeys(value for group in groups for value in group))
    return values if len(values) <= VALUE_LIMIT else (UNKNOWN,)


BUILTINS: Final = frozenset(
    name for name in dir(builtins) if not name.startswith("_") or name == "__import__"
)
TYPE_BUILTINS: Final = frozenset(
    name
    for name in BUILTINS
    if isinstance(getattr(builtins, name), type) and name not in {"str", "object"}
)

STR_ATTRIBUTES: Final = frozenset(dir(str))
# What a member of an enum that is a str, or a class derived from str, may have as well.
LIKELY_ATTRIBUTES: Final = STR_ATTRIBUTES | frozenset(
    "label name value _name_ _value_ __annotations__ __call__ __dict__ __file__ __members__ "
    "__module__ __name__ __objclass__ __path__ __qualname__ __slots__ __version__ __weakref__ "
    "__wrapped__".split()
)

# What launches, a plain function.
RUN: Final = "uvicorn.run"

# What it is as a method: it gets the instance too, and two arguments are a TypeError.
BOUND_RUN: Final = Value(Kind.OBJECT, RUN, True)

# Classes whose instances take scope, receive and send, never no argument.
FRAMEWORKS: Final = frozenset(
    {
        "fastapi.FastAPI",
        "fastapi.applications.FastAPI",
        "starlette.applications.Starlette",
        "litestar.Litestar",
        "litestar.app.Litestar",
        "quart.Quart",
        "quart.app.Quart",
        "blacksheep.Application",
        "falcon.asgi.App",
        "sanic.Sanic",
    }
)

# Conventions of naming

# No regular expressions here but for the rare: compiling them took a third of the
# time that a file with a launch costs at first.

# Classes named so may be, or derive from, str.
_TEXTUAL_ENDINGS: Final = (
    "Str", "Pathstr", "String", "Text", "Uri", "Url", "URI", "URL", "Markup", "Name", "Enum",
    "Literal", "Secret", "Email",
)  # fmt: skip
# Words of the name of a class that may derive from str, wherever they stand in it.
_TEXT_WORDS: Final = frozenset({"str", "string", "strings", "text", "texts"})
# Types named so may be unions or variables that admit str.
_LOOSE_ENDINGS: Final = (
    "Type", "T", "Like", "Spec", "Arg", "Alias", "Union", "Ref", "Input", "Target", "Param",
    "Value", "Import", "Identifier",
)  # fmt: skip
_LOOSE_TYPING_NAMES: Final = frozenset(
    "Any AnyStr Collection Container Final ClassVar Generic Hashable Iterable LiteralString "
    "Literal NewType Optional Protocol Required NotRequired ReadOnly Reversible Self Sequence "
    "Sized SupportsIndex Text Union Annotated Unpack Concatenate TypeGuard TypeIs".split()
)
# Words of a lower-case name that may hold a text.
_TEXTUAL_WORDS: Final = frozenset(
    "address arg argument choice cmd command default dotted entry entrypoint env file filename "
    "fqn fullname host id identifier import input key label location locator loc mod modname "
    "module name option param path pathname prefix qualname ref reference spec specifier str "
    "string suffix target text title uri url value variable version".split()
)
# Words of the name of a type that may admit str.
_TEXT_TYPE_WORDS: Final = _TEXTUAL_WORDS | {"or"}
# Holders of settings: what they hold may well be a text.
_SETTINGS_WORDS: Final = frozenset(
    "arg args argument arguments cfg conf config configs configuration constants const consts "
    "context ctx cli defaults env environ environment flags names namespace opt option options "
    "opts param params parameters parser paths preferences pref prefs setting settings state "
    "vars".split()
)
_FACTORY_ENDINGS: Final = frozenset({"app", "application"})
# Verbs after which "app" is not what the call gives.
_NAMING_VERBS: Final = frozenset(
    "choose describe detect discover find format guess identify load locate lookup name parse "
    "pick prompt read resolve select which".split()
)


def is_capwords(name: str) -> bool:
    """Is the name written as classes are?"""
    letters = name.lstrip("_")
    return (
        letters.isascii()
        and letters.isalnum()
        and letters[0].isupper()
        and letters != letters.upper()
    )


def is_lower_case(name: str) -> bool:
    """Is the name written as functions and variables are?"""
    letters = name.removeprefix("_")
    return (
        letters.isascii()
        and letters[:1].isalpha()
        and letters.replace("_", "").isalnum()
        and letters == letters.lower()
    )


def _words(name: str) -> list[str]:
    """Return the words of a name that is written as classes are, in small letters."""
    return [word.lower() for word in re.findall("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)]


def says_text(name: str) -> bool:
    """Does a word of the name of a class say that it is about text?"""
    folded = name.lower()
    return ("str" in folded or "text" in folded) and not _TEXT_WORDS.isdisjoint(_words(name))


def class_makes_objects(name: str) -> bool:
    """Does a class of this name, defined elsewhere, make anything but a ``str``?"""
    return is_capwords(name) and not name.endswith(_TEXTUAL_ENDINGS) and not says_text(name)


def type_excludes_str(name: str) -> bool:
    """Does an annotation with a type of this name, defined elsewhere, exclude ``str``?"""
    return (
        class_makes_objects(name)
        and name not in _LOOSE_TYPING_NAMES
        and not name.endswith(_LOOSE_ENDINGS)
        and "Str" not in name
        and "Any" not in name
        and not re.fullmatch("T[A-Z]?[a-z]?", name)  # a type variable
        and not _names_text(_words(name))
    )


def _names_text(words: list[str]) -> bool:
    """Do the words of a type's name say that a text is admitted?

    A word that stands alone is the name of a class: ``Path``, ``Module``.
    """
    return len(words) > 1 and not _TEXT_TYPE_WORDS.isdisjoint(words)


def holds_settings(name: str) -> bool:
    """Is a thing of this name a holder of settings?"""
    return not _SETTINGS_WORDS.isdisjoint(name.lower().split("_"))


def makes_application(name: str) -> bool:
    """Does the name of a function say that it makes an application?"""
    words = name.split("_")
    return (
        is_lower_case(name)
        and len(words) > 1
        and words[-1] in _FACTORY_ENDINGS
        and _NAMING_VERBS.isdisjoint(words)
        and _TEXTUAL_WORDS.isdisjoint(words)
    )


def reference_is_object(reference: Reference) -> bool:
    """Is what an import names certainly not a ``str``?

    By two conventions to which real code holds no counter-example: constants
    that hold an import string are written in upper case or named for what they
    are, and applications, modules and functions in lower case.
    """
    if not reference.attributes:
        return True  # a module
    if reference.module.partition(".")[0] in sys.stdlib_module_names:
        return False
    name = reference.name
    if is_capwords(name):
        return class_makes_objects(name)
    holders = (reference.root, *reference.attributes[:-1], reference.module.rpartition(".")[2])
    return (
        is_lower_case(name)
        and _TEXTUAL_WORDS.isdisjoint(name.split("_"))
        and not any(map(holds_settings, (name, *holders)))
    )
