"""Values: what is kept of several, and of long texts."""

from __future__ import annotations

from flake8_uvicorn_import_string.inference.values import (
    MODULE_NAME,
    OBJECT,
    TEXT,
    TEXT_LIMIT,
    TRUTHY,
    UNKNOWN,
    VALUE_LIMIT,
    Kind,
    Value,
    constant,
    merge,
    string,
)


def test_merge() -> None:
    """Each possibility counts once, and very many are none."""
    assert merge((TEXT,)) == (TEXT,)
    assert merge((TEXT, OBJECT), (TEXT,)) == (TEXT, OBJECT)
    most = tuple(map(constant, range(VALUE_LIMIT)))
    assert merge(most) == most
    assert merge(most, (TEXT,)) == (UNKNOWN,)


def test_long_texts() -> None:
    """Of a long text only its truth is kept."""
    most = "a" * TEXT_LIMIT
    assert constant(most) == string(most) == Value(Kind.CONSTANT, most, True)
    assert constant(f"{most}a") == Value(Kind.STRING, None, True)
    assert constant(most.encode() + b"a") == TRUTHY
    assert string(f"{most}a", True) == Value(Kind.STRING, None, True)
    assert string(None) == TEXT
    assert string(f"{MODULE_NAME}:app") == Value(Kind.STRING, f"{MODULE_NAME}:app", True)
