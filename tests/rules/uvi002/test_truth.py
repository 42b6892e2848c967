"""What ``and``, ``or`` and a question for the type leave open."""

from __future__ import annotations

import pytest

from tests.support.marked import check

HEAD = "import uvicorn\nfrom api import app\ndef main(x, y):\n    "

FLAGS = [
    ("reload=x and False", ""),
    ("reload=x and y", "UVI002"),
    ("reload=(x and False) or None", ""),
    ("reload=(x and False) or y", "UVI002"),
    ("reload=x or True", "UVI001"),
    ("reload=x or False", "UVI002"),
    ("reload=not (x or True)", ""),
    ("reload=not (x and False)", "UVI001"),
    ("workers=x and 0", ""),
    ("workers=x and 4", "UVI002"),
    ("workers=x or 4", "UVI002"),
    ("workers=x and 4 and 0", ""),
]


@pytest.mark.parametrize(("flag", "code"), FLAGS)
def test_parts_left_open(flag: str, code: str) -> None:
    """What stops an ``and`` is false, what stops an ``or`` is true, whatever it is."""
    marker = f"  # error: 16 {code}" if code else ""
    check(f"{HEAD}uvicorn.run(app, {flag}){marker}\n", select="UVI00")


QUESTIONS = [
    ("if isinstance(app, str):\n        ", ""),
    ("if x and isinstance(app, (str, bytes)):\n        ", ""),
    ("while not isinstance(app, str):\n        ", ""),
    ("if type(app) is str:\n        ", ""),
    ("if not callable(app):\n        ", ""),
    ("if not isinstance(app, str):\n        return\n    ", ""),
    ("if type(app) != str:\n        exit()\n    ", ""),
    ("assert isinstance(app, str)\n    ", ""),
    ("match app:\n        case str():\n            ", ""),
    ("match x, app:\n        case _, str():\n            ", ""),
    ("match x:\n        case str():\n            ", "24 UVI001"),
    ("match x():\n        case 1:\n            ", "24 UVI001"),
    ("if callable(x):\n        ", "20 UVI001"),
    ("if type(app) is FastAPI:\n        ", "20 UVI001"),
    ("if not isinstance(x, str):\n        return\n    ", "16 UVI001"),
    ("if isinstance(app, str):\n        pass\n    ", "16 UVI001"),
    ("assert isinstance(app, FastAPI)\n    ", "16 UVI001"),
    ("if isinstance(app, FastAPI):\n        ", "20 UVI001"),
    ("if isinstance(x, str):\n        ", "20 UVI001"),
    ("if str(app):\n        ", "20 UVI001"),
]


@pytest.mark.parametrize(("condition", "report"), QUESTIONS)
def test_question_for_type(condition: str, report: str) -> None:
    """Code that asks whether its application is a string knows more than its names say."""
    marker = f"  # error: {report}" if report else ""
    check(f"{HEAD}{condition}uvicorn.run(app, reload=True){marker}\n", select="UVI00")
