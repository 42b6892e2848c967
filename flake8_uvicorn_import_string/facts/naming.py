"""The conventions of naming by which an imported thing is judged, for no other file can be read."""

from __future__ import annotations

import re
from typing import Final

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
# Of these, the words of a module that may hold an application's name instead of it.
_TARGET_MODULE_WORDS: Final = _SETTINGS_WORDS - frozenset(
    "arg args argument arguments cli context ctx env environ environment flags namespace parser "
    "state vars".split()
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


def module_holds_settings(module: str, name: str) -> bool:
    """Does a module hold settings, so that a thing of it with this name may be a text?

    What is called an application is one, in all modules but those of settings.
    """
    words = _SETTINGS_WORDS
    if name.split("_")[-1] in _FACTORY_ENDINGS:
        words = _TARGET_MODULE_WORDS
    return not words.isdisjoint(module.lower().split("_"))


def holds_text(name: str) -> bool:
    """Does a word of a lower-case name say that it may hold a text?"""
    return not _TEXTUAL_WORDS.isdisjoint(name.split("_"))


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
