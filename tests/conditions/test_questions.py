"""What a question for the type of the application leaves open."""

from __future__ import annotations

import pytest

from tests.support.marked import check

HEAD = "import uvicorn\nfrom api import app\ndef main(x, y):\n    "
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
    check(f"{HEAD}{condition}uvicorn.run(app, reload=True){marker}\n")
