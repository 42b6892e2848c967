"""What to write instead of an application that is imported."""

from __future__ import annotations

import textwrap

import pytest

from tests.support.calls import program
from tests.support.marked import advice
from tests.support.ways_out import MAIN, NONE

LAUNCH = "uvicorn.run({}, reload=True)"

ABSOLUTE = [
    ("from pkg.api import app", "app", '"pkg.api:app"'),
    ("from pkg.api import app as web", "web", '"pkg.api:app"'),
    ("from api import app", "app", '"api:app"'),
    ("import api", "api.app", '"api:app"'),
    ("import pkg.api", "pkg.api.app", '"pkg.api:app"'),
    ("import pkg.api as api", "api.app", '"pkg.api:app"'),
    ("import a.b as c", "c.app", '"a.b:app"'),
    ("import a.b.c.d", "a.b.c.d.app", '"a.b.c.d:app"'),
    ("import pkg.api", "pkg.api.server.app", '"pkg.api:server.app"'),
    ("import pkg.api as api", "api.server.app", '"pkg.api:server.app"'),
    ("import pkg", "pkg.api.app", '"pkg:api.app"'),
    ("import pkg, pkg.api", "pkg.api.app", '"pkg.api:app"'),
    ("from pkg.api import app\nweb = app", "web", '"main:web"'),
    ("from pkg import api", "api.app", '"main:api.app"'),
    ("from pkg.api import server", "server.app", '"main:server.app"'),
]


@pytest.mark.parametrize("filename", ["main.py", "pkg/main.py", "__main__.py", "-"])
@pytest.mark.parametrize(("head", "application", "string"), ABSOLUTE)
def test_absolute_imports(head: str, application: str, string: str, filename: str) -> None:
    """An absolute import names the application, wherever the file lies."""
    if string.startswith('"main:'):
        if filename == "__main__.py":
            assert advice(program(head, application), filename) == MAIN
            return
        if filename != "main.py":
            string = string.replace('"main:', 'f"{__name__}:')
    assert advice(program(head, application), filename) == f"write {string}"


@pytest.mark.parametrize("where", ["guard", "function"])
@pytest.mark.parametrize(("head", "application", "string"), ABSOLUTE[:12])
def test_absolute_imports_anywhere(
    head: str, application: str, string: str, where: str
) -> None:
    """It may stand under the guard or in the function, too."""
    start = {"guard": 'if __name__ == "__main__":', "function": "def main():"}[where]
    lines = f"import uvicorn\n{head}\n{LAUNCH.format(application)}\n"
    source = f"{start}\n" + textwrap.indent(lines, "    ")
    assert advice(source, "pkg/__main__.py") == f"write {string}"


def test_a_submodule_in_a_function_has_no_string() -> None:
    """``from pkg import api``: nothing says that pkg has it in another process."""
    source = """
        import uvicorn
        def main():
            from pkg import api
            uvicorn.run(api.app, reload=True)
    """
    assert advice(source) == NONE


RELATIVE = [
    ("from .web import app", "app", 'f"{__name__}:app"'),
    ("from .web import app as web", "web", 'f"{__name__}:web"'),
    ("from . import web", "web.app", 'f"{__name__}:web.app"'),
    ("from ..web import app", "app", 'f"{__name__}:app"'),
]


@pytest.mark.parametrize("filename", ["pkg/main.py", "main.py", "-", "/elsewhere/pkg/main.py"])
@pytest.mark.parametrize(("head", "application", "string"), RELATIVE)
def test_relative_imports(head: str, application: str, string: str, filename: str) -> None:
    """What a module has by a relative import it has in a child too."""
    assert advice(program(head, application), filename) == f"write {string}"


IN_FUNCTION = [
    ("from .web import app", "app", 'write f"{__package__}.web:app"'),
    ("from .web.api import app as web", "web", 'write f"{__package__}.web.api:app"'),
    ("from . import app", "app", 'write f"{__package__}:app"'),
    ("from . import web", "web.app", NONE),
    ("from ..web import app", "app", NONE),
]


@pytest.mark.parametrize("filename", ["pkg/main.py", "pkg/__main__.py", "main.py"])
@pytest.mark.parametrize(("head", "application", "words"), IN_FUNCTION)
def test_relative_imports_in_a_function(
    head: str, application: str, words: str, filename: str
) -> None:
    """In a function the package leads to it, one level up."""
    source = f"import uvicorn\ndef main():\n    {head}\n    {LAUNCH.format(application)}\n"
    assert advice(source, filename) == words


@pytest.mark.parametrize(
    ("head", "application", "words"),
    [
        ("from .web import app", "app", 'write f"{__package__}.web:app"'),
        ("from . import app", "app", 'write f"{__package__}:app"'),
        ("from . import web", "web.app", 'write f"{__package__}.__main__:web.app"'),
        ("from ..web import app", "app", 'write f"{__package__}.__main__:app"'),
    ],
)
def test_relative_imports_of_a_main_module(head: str, application: str, words: str) -> None:
    """A child does not import ``__main__.py``, but it can import what that imports."""
    assert advice(program(head, application), "pkg/__main__.py") == words
