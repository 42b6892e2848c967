"""UVI006: debug, which uvicorn no longer knows."""

from __future__ import annotations

import textwrap

import pytest

from tests.support.calls import in_function
from tests.support.marked import check, codes, each, texts

DEBUG = [
    "app, debug=True",
    "app, debug=False",
    "app, debug=None",
    "app, debug=args.debug",
    "'m:app', debug=False",
    "x, debug=x",
    "args.app, debug=x, **options",
    "app, **{'debug': False}",
]


@pytest.mark.parametrize("arguments", DEBUG)
def test_uvi006_fires(arguments: str) -> None:
    """Any value is too much."""
    found = texts(in_function(f"uvicorn.run({arguments})", "from api import app"))
    reload = ", write reload=True for its reloader" if arguments == "app, debug=True" else ""
    assert [text for text in found if not text.startswith("UVI001 ")] == [
        "UVI006 uvicorn removed debug in 0.19 and raises TypeError for any value; "
        f"remove it{reload}, and pass debug to the framework"
    ]


@pytest.mark.parametrize(
    "call",
    [
        "uvicorn.run(app, log_level='debug')",
        "uvicorn.run(FastAPI(debug=True))",
        "uvicorn.run(app, **options)",
        "app.run(debug=True)",
        "print(uvicorn, debug=True)",
    ],
)
def test_uvi006_is_silent(call: str) -> None:
    """Others may have a debug."""
    head = "from fastapi import FastAPI\nfrom api import app"
    assert not codes(in_function(call, head))


EXPECTED = {
    "TypeError is caught": """
        try:
            CALL
        except TypeError:
            uvicorn.run("m:app")
        """,
    "all is caught": "try:\n    CALL\nexcept:\n    pass",
    "every exception is caught": "try:\n    CALL\nexcept Exception:\n    pass",
    "it is one of two": "try:\n    CALL\nexcept (OSError, TypeError):\n    pass",
    "it is caught second": """
        try:
            CALL
        except OSError:
            pass
        except TypeError:
            pass
        """,
    "it may be caught by a name": "try:\n    CALL\nexcept errors:\n    pass",
    "a try around the try": """
        try:
            try:
                CALL
            finally:
                print()
        except BaseException:
            pass
        """,
    "it is suppressed": "with suppress(TypeError):\n    CALL",
    "a test is about it": "with pytest.raises(TypeError, match='debug'):\n    CALL",
    "a version is asked": "if uvicorn.__version__ < '0.19':\n    CALL",
    "it is asked otherwise": "if parse(version('uvicorn')) >= parse('0.19'): pass\nelse:\n    CALL",
    "it is asked in an elif": "if x: pass\nelif UVICORN_VERSION < (0, 19):\n    CALL",
    "it is asked in an expression": "VERSION < (0, 19) and CALL",
    "it was asked before": "old = version('uvicorn') < '0.19'\nif old:\n    CALL",
    "it is asked by a function": "if has_old_version():\n    CALL",
    "its parameters are asked": """
        if "debug" in inspect.signature(uvicorn.run).parameters:
            CALL
        """,
    "around a function": """
        if uvicorn.__version__ < "0.19":
            def serve():
                CALL
        """,
}
UNEXPECTED = {
    "another exception": "try:\n    CALL\nexcept (OSError, KeyboardInterrupt):\n    pass",
    "in the handler": "try:\n    pass\nexcept TypeError:\n    CALL",
    "in the else": "try:\n    pass\nexcept TypeError:\n    pass\nelse:\n    CALL",
    "in the finally": "try:\n    pass\nexcept TypeError:\n    pass\nfinally:\n    CALL",
    "no handler": "try:\n    CALL\nfinally:\n    pass",
    "another one suppressed": "with suppress(KeyboardInterrupt), other:\n    CALL",
    "behind the try": "try:\n    pass\nexcept TypeError:\n    pass\nCALL",
    "another question": "if x:\n    CALL",
    "asked behind it": "if x:\n    CALL\nelif uvicorn.__version__:\n    pass",
    "Python's version": "if sys.version_info >= (3, 10):\n    CALL",
    "Python's version in words": "if 'PyPy' in sys.version:\n    CALL",
    "Python's version asked": "if platform.python_version() > '3':\n    CALL",
    "a loop": "for _ in x:\n    CALL",
    "a loop with a question": "while uvicorn:\n    CALL",
    "a comprehension": "[CALL for _ in x]",
}


def around(shape: str) -> str:
    """Return a program with a call in the shape."""
    shape = textwrap.dedent(shape).replace("CALL", 'uvicorn.run("m:app", debug=True)')
    head = "import inspect, platform, sys, uvicorn\nfrom settings import *\n"
    return f"{head}def main(x, other, errors):\n{textwrap.indent(shape.strip(), '    ')}\n"


@each(EXPECTED)
def test_uvi006_leaves_code_for_old_releases_alone(source: str) -> None:
    assert codes(around(source)) == []


@each(UNEXPECTED)
def test_uvi006_needs_more_than_a_try_or_a_test(source: str) -> None:
    assert codes(around(source)) == ["UVI006"]


def test_uvi006_place() -> None:
    """At the keyword, or at the call where it is written elsewhere."""
    check(
        """
        import uvicorn
        from api import app
        def main():
            uvicorn.run(app, debug=True)  # error: 16 UVI001, 21 UVI006
            uvicorn.run("m:app", debug=False)  # error: 25 UVI006
            flags = {"debug": False}
            uvicorn.run(app, **flags)  # error: 4 UVI006
        """
    )
