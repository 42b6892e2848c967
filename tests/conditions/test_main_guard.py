"""What a ``__main__`` guard is, and what stands under it."""

from __future__ import annotations

import ast

import pytest

from flake8_uvicorn_import_string.conditions.main_guard import evaluate
from tests.support.marked import texts

GUARDS = [
    ('__name__ == "__main__"', True),
    ('"__main__" == __name__', True),
    ('__name__ != "__main__"', False),
    ('not __name__ == "__main__"', False),
    ('not (__name__ != "__main__")', True),
    ('__name__ == "__main__" and x', True),
    ('x and __name__ == "__main__"', True),
    ('__name__ != "__main__" or x', False),
    ('__name__ == "__main__" or x', None),
    ('__name__ != "__main__" and x', None),
    ('__name__ in ("__main__",)', True),
    ('__name__ in ["__main__"]', True),
    ('__name__ not in {"__main__"}', False),
    ('__name__ in ("__main__", "__mp_main__")', None),
    ('__name__ in ("__main__", x)', None),
    ('__name__ in "__main__"', None),
    ('__name__ in names', None),
    ('__name__ == "__mp_main__"', None),
    ('__name__ == x', None),
    ('__name__ < "__main__"', None),
    ('__name__ is "__main__"', None),
    ('__main__ == "__name__"', None),
    ('x == "__main__" == __name__', None),
    ('not x', None),
    ("x", None),
]


@pytest.mark.parametrize(("test", "truth"), GUARDS)
def test_guards(test: str, truth: bool | None) -> None:
    """Which outcome of a test says that the module is the program."""
    assert evaluate(ast.parse(test, mode="eval").body).guard is truth


BOUND = [
    ('if __name__ == "__main__":\n    app = 1', True),
    ('if __name__ == "__main__":\n    if x:\n        app = 1', True),
    ('if x:\n    if __name__ == "__main__":\n        app = 1', True),
    ('if x:\n    pass\nelif __name__ == "__main__":\n    app = 1', True),
    ('if __name__ != "__main__":\n    pass\nelif x:\n    app = 1', True),
    ('if __name__ != "__main__":\n    pass\nelse:\n    app = 1', True),
    ('while __name__ == "__main__":\n    app = 1', True),
    ('__name__ == "__main__" and (app := 1)', True),
    ('__name__ != "__main__" or (app := 1)', True),
    ('(app := 1) if __name__ == "__main__" else 0', True),
    ('if __name__ == "__main__":\n    for app in x: ...', True),
    ('if __name__ == "__main__":\n    pass\nelse:\n    app = 1', False),
    ('if __name__ == "__main__":\n    pass\nelif x:\n    app = 1', False),
    ('if x:\n    app = 1\nelif __name__ == "__main__":\n    pass', False),
    ('__name__ == "__main__" or (app := 1)', False),
    ('x and (app := 1)', False),
    ('for app in x: ...', False),
    ('if x == "__main__":\n    app = 1', False),
]


@pytest.mark.parametrize(("head", "only_there"), BOUND)
def test_what_stands_under_a_guard(head: str, only_there: bool) -> None:
    """Whatever branches may be a guard."""
    source = f"import uvicorn\n{head}\ndef main():\n    uvicorn.run('main:app')\n"
    found = texts(source)
    assert bool(found) is only_there
    assert all("it is bound only under the __main__ guard" in text for text in found)
