"""What the code around says of a value: annotations, and how it is used."""

from __future__ import annotations

import pytest

from tests.support.inferred import DEFINED, inferred

# What has been used as no str can be is an object.
USES = {
    "used-before": ("a = y.get()\na.routes\na", "object"),
    "used-behind": ("a = y.get()\na\nb = a\na.routes\nb", "unknown"),
    "used-as-a-str-can-be": ("a = y.get()\na.upper\na", "unknown"),
    "never-used": ("a = y.get()\na", "unknown"),
    "used-before-it-was-bound-again": ("a = y.get()\na.routes\na = y.get()\na", "unknown"),
    "used-after-it-was-bound-again": (
        "a = y.get()\na.routes\na = y.get()\na.routes\na",
        "object",
    ),
    "used-twice": ("a = y.get()\na.routes\na.routes\na", "object"),
    "used-in-a-branch": ("a = y.get()\nif y:\n    a.routes\na", "unknown"),
    "used-before-a-branch": (
        "a = y.get()\na.routes\nif y:\n    b = a\nelse:\n    b = a\nb",
        "object",
    ),
    "used-and-bound-in-a-branch": (
        "a = y.get()\na.routes\nif y:\n    a = y.get()\na",
        "unknown",
    ),
    "made-by-a-star-import": ("free.routes\nfree", "object"),
    "made-again-by-a-star-import": ("free.routes\nfrom lib import *\nfree", "unseen free"),
    "of-two-things-one-is-known": (
        "if y:\n    a = y.get()\nelse:\n    a = 'a:b'\na.routes\na",
        "object; 'a:b'",
    ),
}


@pytest.mark.parametrize(("source", "words"), USES.values(), ids=USES)
def test_definitions(source: str, words: str) -> None:
    """What is made of the classes and the functions of a file may be just this."""
    assert inferred(f"{DEFINED}{source}\n") == words


ANNOTATIONS = {
    "str": "string",
    "int": "object",
    "object": "unknown",
    "print": "unknown",
    "None": "object",
    "FastAPI": "object",
    "AnyStr": "unknown",
    "lib.App": "object",
    "lib.AppType": "unknown",
    "4": "unknown",
    "...": "unknown",
    "y()": "unknown",
    "int | None": "object",
    "int | str": "unknown",
    "str | str": "string",
    "int & None": "unknown",
    "Optional[FastAPI]": "object",
    "Optional[str]": "string",
    "Union[int, FastAPI]": "object",
    "Union[int, str]": "unknown",
    "typing.Union[int, FastAPI]": "object",
    "Annotated[str, FastAPI]": "string",
    "Annotated[int, y]": "object",
    "Final[FastAPI]": "object",
    "ClassVar[FastAPI]": "object",
    "Required[FastAPI]": "object",
    "Final": "unknown",
    "Optional[Later]": "object",
    "Later[int]": "object",
    "LaterStr[int]": "string",
    "list[str]": "object",
    "Callable[[str], str]": "object",
    "Other[str]": "object",
    "'str'": "string",
    "' FastAPI '": "object",
    "'int | None'": "object",
    "'a b'": "unknown",
    "''": "unknown",
    "'str\\0'": "unknown",
    f"'{'-' * 1500}1'": "unknown",
    f"'{'(' * 1500}'": "unknown",
    "'Later'": "object",
    "LaterStr": "string",
    "NONE": "object",
    "FOUR": "unknown",
    f"'{'int' + ' ' * 1996}'": "object",
    f"'{'int' + ' ' * 1997}'": "unknown",
}


@pytest.mark.parametrize(("annotation", "words"), ANNOTATIONS.items())
def test_annotation(annotation: str, words: str) -> None:
    """An annotation admits a string, an object or either."""
    source = (
        "from lib import *\nimport lib, typing\nfrom values import input_value as y\n"
        f"NONE = None\nFOUR = 4\nvalue: {annotation} = y.get()\n"
        "class Later: pass\nclass LaterStr(str): pass\nvalue\n"
    )
    assert inferred(source) == words


# What is bound to an annotated name is as true as ever.
TRUTHS = {
    "nothing-known": ("a: Any = y.get()\na", "unknown"),
    "always-true": ("a: Any = y.get() or 'x'\na", "unknown true; 'x'"),
    "never-true": ("a: Any = y.get() and 0\na", "unknown false; 0"),
    "a-str-that-may-be-empty": ("a: str = y.get()\na", "string"),
    "a-str-that-is-never-empty": ("a: str = y.get() or 'x'\na", "string true; 'x'"),
    "an-object-that-is-never-true": ("a: FastAPI = y.get() and None\na", "object false; None"),
}


@pytest.mark.parametrize(("source", "words"), TRUTHS.values(), ids=TRUTHS)
def test_truth_of_an_annotated_name(source: str, words: str) -> None:
    assert inferred(f"{source}\n") == words
