"""What strings, parts of expressions and imported things may be."""

from __future__ import annotations

import pytest

from tests.support.inferred import HEAD, inferred

STRINGS = {
    "f''": "''",
    "f'a'": "'a'",
    "f'{1}b'": "'1b'",
    "f'{None}'": "'None'",
    "f'{1!s}'": "'1'",
    "f'{1!r}'": "string",
    "f'{1!a}'": "string",
    "f'{1:02}'": "string",
    "f'{1!s:02}'": "string",
    "f'{\"a\"}:{\"b\"}'": "'a:b'",
    "f'{__name__}:app'": "string __name__:app true",
    "f'{x}'": "string",
    "f'{x}{y}'": "string",
    "f'a{x}'": "string true",
    "f'{x}a'": "string true",
    "f'{x}a{y}'": "string true",
    "f'{\"a\" if x else \"b\"}'": "string",
    "f'{[0]}'": "string",
    "'abc'[0]": "string",
    "('a' if x else 'b')[0]": "string",
    "('a' if x else y)[0]": "unknown",
    "x[0]": "unknown",
    "[0][0]": "0",
    "'a'.upper()": "string",
    "'a'.split()": "object",
    "'a'.encode": "object true",
    "'a'.nothing": "unknown",
    "'a'.nothing()": "unknown",
    "'a'.encode()": "object",
    "'a'.__getitem__(0)": "string",
    "'a'.__mul__(2)": "string",
    "'a'.__len__()": "object",
    "('a' if x else y).upper()": "unknown",
}
PARTS = {
    "1 if True else 2": "1",
    "1 if False else 2": "2",
    "1 if x else 2": "1; 2",
    "1 if x else 1": "1",
    "0 or 2": "2",
    "1 or 2": "1",
    "1 and 2": "2",
    "0 and 2": "0",
    "(0 if x else 3) or 2": "3; 2",
    "(0 if x else 3) and 2": "0; 2",
    "str(x) or 2": "string true; 2",
    "str(x) and 2": "string false; 2",
    "1 and str(x) and 2": "string false; 2",
    "[x]": "display [x] true",
    "[*x]": "display [*x]",
    "[*x, 1]": "display [*x, 1] true",
    "{**x}": "display {**x}",
    "{**x, 1: 2}": "display {**x, 1: 2} true",
    "[]": "display [] false",
    "[y for y in x]": "object",
    "(y for y in x)": "object true",
    "lambda: 0": "function lambda true",
    "(lambda: 4)()": "4",
    "(z := 4)": "4",
    "await x": "unknown",
    "(yield)": "unknown",
    "b'ab'": "b'ab'",
}
IMPORTED = {
    "importlib.import_module('a.b')": "reference a.b through a.b",
    "__import__('a')": "reference a through a",
    "__import__('a.b')": "reference a through a",
    "__import__('a.b').app": "reference a.app through a",
    "__import__('a', x)": "unknown",
    "__import__(x)": "unknown",
    "importlib.import_module('a.b').app": "reference a.b.app through a.b",
    "importlib.import_module('a', 'b')": "unknown",
    "importlib.import_module('a', package='b')": "unknown",
    "importlib.import_module()": "unknown",
    "importlib.import_module(name='a')": "unknown",
    "importlib.import_module(__name__)": "unknown",
    "importlib.import_module('a' if x else 'b')": "unknown",
    "importlib.import_module(4)": "unknown",
    "os.environ": "reference os.environ through os",
    "partial(x, 4)": "partial partial(x, 4) true",
    "__name__": "string __name__ true",
    "__package__": "string __package__ true",
    "print": "builtin print true",
    "__file__": "unseen __file__",
}


@pytest.mark.parametrize(("expression", "words"), (STRINGS | PARTS | IMPORTED).items())
def test_expression(expression: str, words: str) -> None:
    """An expression may be just this."""
    assert inferred(f"{HEAD}{expression}\n") == words
