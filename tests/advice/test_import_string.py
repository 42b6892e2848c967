"""Import strings and the rules around them: what goes with a report, what sets it off."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.advice import module_names
from flake8_uvicorn_import_string.advice.words import NEEDS_MAIN_THREAD
from flake8_uvicorn_import_string.advice.import_string import (
    ImportString,
    Problem,
    SourceFile,
    find_problem,
)
from flake8_uvicorn_import_string.inference.values import MODULE_NAME, PACKAGE_NAME
from tests.support.marked import findings
from tests.support.ways_out import PUT, UNDER_GUARD, takes_none

HEAD = "import uvicorn\nfrom fastapi import FastAPI\n"


# What is wrong with a string

CALLED = "attributes are only looked up, not called"
SPACE = "it contains white space"
PATH = "a module is named with dots, not by a path"
PY = "a module is named without .py"
RELATIVE = "it is relative, and uvicorn imports only absolute names"
DOT = "a name is missing beside a dot"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("main:(app", Problem(CALLED)),
        ("main:app)", Problem(CALLED)),
        ("main:()", Problem(CALLED)),
        ("main:app()", Problem(CALLED)),
        ("main:a.create_app()", Problem(CALLED)),
        ("main:create_app()", Problem(CALLED, ImportString("main", "create_app", factory=True))),
        ("main..a:create_app()", Problem(CALLED)),
        ("main:create_app(", Problem(CALLED)),
        ("main:create_app)", Problem(CALLED)),
        (" main:app", Problem(SPACE, ImportString("main", "app"))),
        ("main:app\n", Problem(SPACE, ImportString("main", "app"))),
        ("a. b : c .d", Problem(SPACE, ImportString("a.b", "c.d"))),
        ("main: a b", Problem(SPACE)),
        ("main:a b", Problem(SPACE)),
        ("main: ", Problem(SPACE)),
        (" main:app()", Problem(SPACE)),
        ("my main:app", None),
        ("main:app:x", Problem("it has a second colon")),
        ("a/main:app", Problem(PATH)),
        ("a\\main:app", Problem(PATH)),
        (".main:app", Problem(RELATIVE)),
        (".py:app", Problem(RELATIVE)),
        ("main.py:app", Problem(PY, ImportString("main", "app"))),
        ("main.py:app()", Problem(PY)),
        ("main..py:app", Problem(PY)),
        ("main.:app", Problem(DOT)),
        ("main:app.", Problem(DOT)),
        ("main.py.x:app", None),
        (f"{MODULE_NAME}:app", None),
        ("main:a.b.c", None),
    ],
)
def test_find_problem(text: str, problem: Problem | None) -> None:
    """What to write instead is said only where it has no problem itself."""
    assert find_problem(text) == problem


@pytest.mark.parametrize(
    ("filename", "module", "named"),
    [
        ("main.py", "main", True),
        ("main.py", "other", False),
        ("main.py", "__main__", True),
        ("main.py", MODULE_NAME, True),
        ("main.py", PACKAGE_NAME, False),
        ("a/main.py", "a.main", True),
        ("a/main.py", "main", False),
        ("a/__init__.py", "a", False),
        ("a/__init__.py", MODULE_NAME, False),
        ("a/__main__.py", "__main__", False),
        ("-", "main", False),
    ],
)
def test_files_that_are_named(filename: str, module: str, named: bool) -> None:
    """A string names a file by its path, or by what the module is called when it runs."""
    assert SourceFile(filename, relative_imports=False).is_named_by(module) is named


# What goes with a report


@pytest.mark.parametrize(
    ("text", "advice", "string"),
    [
        ("main.py:app", '; write "main:app"', ImportString("main", "app")),
        (
            "api:create_app()",
            '; write "api:create_app", factory=True',
            ImportString("api", "create_app", factory=True),
        ),
        ("main", "", None),
    ],
)
def test_fix_of_a_string(text: str, advice: str, string: ImportString | None) -> None:
    """The fix writes what the words say."""
    (finding,) = findings(f"import uvicorn\ndef main():\n    uvicorn.run({text!r})\n")
    assert finding.details["advice"] == advice
    assert (finding.fix and finding.fix.string) == string
    if finding.fix is not None:
        assert finding.fix.launch.call.lineno == 3
        assert finding.fix.remove is None


def places(source: str, filename: str = "main.py") -> list[tuple[str, int]]:
    """Return the codes of all findings, opt-in ones too, and the columns of their places."""
    found = findings(source, filename, opt_in=True)
    return [(item.code, item.node.col_offset) for item in found]


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        ("app", True),
        ("app, workers=None", True),
        ("app, workers=None, reload=False", True),
        ("app, workers=1", False),
        ("app, workers=0", False),
        ("app, workers=None if x else 1", False),
        ("app, **x", False),
        ("app, workers=None, **x", False),
        ("'main:app'", False),
        ("x", False),
    ],
)
def test_environment(arguments: str, reported: bool) -> None:
    """The environment decides where nothing says how many workers there are."""
    source = f"{HEAD}app = FastAPI()\ndef main(x):\n    uvicorn.run({arguments})\n"
    assert places(source) == [("UVI901", 16)] * reported
    assert not findings(source)
    if reported:
        (finding,) = findings(source, opt_in=True)
        assert finding.details == {"advice": 'write "main:app"'}


def test_a_string_that_is_not_known_names_no_file() -> None:
    """Of a string that is not known nobody knows what it imports."""
    source = 'import uvicorn\nuvicorn.run(f"{x}:app")\n'
    for filename in ("-", "main.py"):
        assert not places(source, filename)
    assert places(f"{source}uvicorn.run(str(x), reload=True)\n", "-") == [("UVI007", 0)]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("if x:\n    app = 1\n    raise x\n", []),
        ("app = 1\ndel app\n", ["it is deleted again"]),
        ("app = 1\nif x:\n    del app\n", []),
        ("app: int\n", ["nothing binds it"]),
        ("def f():\n    app: int\n", ["it is local to a function"]),
        ("def f():\n    global app\n    app = 1\n", []),
        ("class A:\n    app = 1\n", ["nothing binds it"]),
        ("globals()\n", []),
        ("x.globals()\n", ["nothing binds it"]),
        ("def __getattr__(name): ...\n", []),
        ("from lib import *\n", []),
        ("x.app = 1\n", ["nothing binds it"]),
        ("sys.modules[__name__].app = 1\n", []),
    ],
)
def test_what_a_module_lacks(head: str, words: list[str]) -> None:
    """A name is missing only where nothing may bind it."""
    source = f'import uvicorn\n{head}def main():\n    uvicorn.run("main:app")\n'
    assert [item.details["problem"] for item in findings(source)] == words


def test_near_misses_are_counted_for_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """All launches of a file share the comparisons, and no name is compared twice."""
    names = ("app", "aps", "app", "appss")
    source = "import uvicorn\napps = make()\ndef main():\n" + "".join(
        f'    uvicorn.run("main:{name}")\n' for name in names
    )
    monkeypatch.setattr(module_names, "COMPARISON_LIMIT", 4)
    near = [item.details["near"] for item in findings(source)]
    assert near == [', or write "main:apps"'] * 3 + [""]


@pytest.mark.parametrize(("length", "found"), [(40, True), (41, False)])
def test_long_names_are_compared_with_none(length: int, found: bool) -> None:
    """That takes as long as the lengths of both, multiplied."""
    name = "a" * (length - 1)
    source = f"import uvicorn\n{name}b = make()\ndef main():\n    uvicorn.run('main:{name}c')\n"
    assert [bool(item.details["near"]) for item in findings(source)] == [found]


def test_near_misses_are_there_to_import() -> None:
    """What only the guard binds is no way out."""
    source = (
        'import uvicorn\nif __name__ == "__main__":\n    apps = make()\n'
        'def main():\n    uvicorn.run("main:app")\n'
    )
    assert [item.details["near"] for item in findings(source)] == [""]


# What to write instead of an object

LEVEL = "bind the application at module level, or name a factory in the string"


@pytest.mark.parametrize(
    ("head", "application", "advice"),
    [
        ("import api.app as app\n", "app", 'write "api:app"'),
        ("import api.main as m\n", "m.app", 'write "api.main:app"'),
        ("import api.main\n", "api.main.app", 'write "api.main:app"'),
        ("import api.main\n", "api.other.app", 'write "api:other.app"'),
        ("import api\n", "api.main.app", 'write "api:main.app"'),
        ("class A:\n    app = FastAPI()\n", "A.app", 'write "main:A.app"'),
        (
            "class A:\n    def __new__(self):\n        self.app = FastAPI()\na = A()\n",
            "a.app",
            None,
        ),
        (
            "class A:\n    app = FastAPI()\n    def __new__(cls):\n        cls.app = FastAPI()\n",
            "A.app",
            'write "main:A.app"',
        ),
        (
            "class A:\n    def __init__(self):\n        self.app = FastAPI()\na = A()\n",
            "a.app",
            'write "main:a.app"',
        ),
        (
            "class A:\n    def start(self):\n        self.app = FastAPI()\na = A()\n",
            "a.app",
            LEVEL,
        ),
        (
            "class A:\n    app = FastAPI()\n    @classmethod\n"
            "    def start(cls):\n        cls.app = FastAPI()\n",
            "A.app",
            LEVEL,
        ),
        (
            "class A:\n    app = FastAPI()\n    (lambda: A)().app = 1\n",
            "A.app",
            'write f"{__name__}:A.app"',
        ),
        ("def make():\n    return FastAPI()\n", "make()", 'write "main:make", factory=True'),
        ("def make(x=1):\n    return FastAPI()\n", "make()", 'write "main:make", factory=True'),
        ("def make(x=1):\n    return FastAPI()\n", "make(2)", takes_none('"main:make"')),
        ("def make(**x):\n    return FastAPI()\n", "make(**x)", takes_none('"main:make"')),
        ("async def make():\n    return FastAPI()\n", "await make()", LEVEL),
        (
            "if x:\n    def make():\n        return FastAPI()\n"
            "else:\n    def make():\n        return 1\n",
            "make()",
            LEVEL,
        ),
        ("make = lambda: FastAPI()\n", "make()", LEVEL),
        ("if x:\n    app = FastAPI()\nelse:\n    app = FastAPI(x=1)\n", "app", 'write "main:app"'),
        ("if x:\n    from a import app\nelse:\n    from b import app\n", "app", 'write "main:app"'),
        ("from a import app\nif x:\n    app = FastAPI()\n", "app", 'write "main:app"'),
    ],
)
def test_advice(head: str, application: str, advice: str | None) -> None:
    """A string is written only if it is sure to work."""
    source = f"{HEAD}{head}async def main(x):\n    uvicorn.run({application}, reload=True)\n"
    found_here = [item.details["advice"] for item in findings(source) if "advice" in item.details]
    assert found_here == ([] if advice is None else [advice])


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        ("app = make()\n    uvicorn.run(app, reload=True)", 'write "main:make", factory=True'),
        ("m = make\n    uvicorn.run(m(), reload=True)", LEVEL),
        ("app = make()\n    x(app)\n    uvicorn.run(app, reload=True)", LEVEL),
        ("app = make()\n    b = app\n    uvicorn.run(b, reload=True)",
         'write "main:make", factory=True'),
        ("app = make()\n    b = app\n    x(b)\n    uvicorn.run(b, reload=True)", LEVEL),
        ("uvicorn.run((app := make()), reload=True)", 'write "main:make", factory=True'),
        ("if x:\n        app = make()\n    else:\n        app = make()\n"
         "    uvicorn.run(app, reload=True)", LEVEL),
        (
            "app, b = make(), 1\n    uvicorn.run(app, reload=True)",
            'write "main:make", factory=True',
        ),
    ],
)
def test_advice_for_a_local_name(body: str, advice: str) -> None:
    """What a function makes for its launch alone, a factory may make."""
    source = f"{HEAD}def make():\n    return FastAPI()\ndef main(x):\n    {body}\n"
    assert [item.details["advice"] for item in findings(source)] == [advice]


def test_a_name_of_a_class_is_not_made_for_a_launch_alone() -> None:
    """Others can reach what a class holds."""
    source = (
        f"{HEAD}def make():\n    return FastAPI()\n"
        "class A:\n    app = make()\n    uvicorn.run(app, reload=True)\n"
    )
    assert [item.details["advice"] for item in findings(source)] == [f"{LEVEL}, and {PUT}"]


@pytest.mark.parametrize("flag", ["reload=True", "reload=x", "workers=x", "workers=2"])
def test_fix_of_an_object(flag: str) -> None:
    """The fix writes the string, whether the flag is on for sure or not."""
    source = f"{HEAD}from api import app\ndef main(x):\n    uvicorn.run(app, {flag})\n"
    (finding,) = findings(source)
    assert finding.fix is not None
    assert finding.fix.string == ImportString("api", "app")
    assert finding.fix.why_not is None


def test_fix_that_needs_something_first() -> None:
    """The fix says what must be done before."""
    (finding,) = findings(
        f"{HEAD}from api import app\ndef main():\n    uvicorn.run(app, workers=2.5)\n"
    )
    assert finding.fix is not None
    words = 'make workers a whole number and write "api:app"'
    assert finding.fix.why_not == finding.details["advice"] == words


def test_no_fix_beside_an_instance_for_a_factory() -> None:
    """Where ``factory=True`` must go as well, nothing is written by itself."""
    call = "uvicorn.run(app, reload=True, factory=True)"
    source = f"{HEAD}app = FastAPI()\ndef main():\n    {call}\n"
    fixes = {item.code: item.fix for item in findings(source)}
    assert fixes["UVI009"] is None
    assert fixes["UVI001"] is not None
    assert fixes["UVI001"].string is None
    assert fixes["UVI001"].why_not == 'write "main:app" without factory=True'


@pytest.mark.parametrize(("flag", "removed"), [("debug=True", True), ("**{'debug': True}", False)])
def test_fix_of_debug(flag: str, removed: bool) -> None:
    """A keyword that is written can be removed."""
    source = f"import uvicorn\ndef main(x):\n    uvicorn.run(x, {flag})\n"
    (finding,) = findings(source)
    assert finding.code == "UVI006"
    remove = finding.fix and finding.fix.remove
    assert (remove is not None and remove.arg == "debug") is removed
    assert (finding.node is remove) is removed


@pytest.mark.parametrize(
    ("call", "advice"),
    [
        ("partial(main)()", f'{UNDER_GUARD}write "api:app"'),
        ("Thread(target=main).start()", NEEDS_MAIN_THREAD),
        ("Thread(target=other).start()", 'write "api:app"'),
    ],
)
def test_functions_that_are_handed_on(call: str, advice: str) -> None:
    """A partial runs where it is called, a thread elsewhere."""
    source = (
        "import uvicorn\nfrom functools import partial\nfrom threading import Thread\n"
        f"from api import app\ndef main():\n    uvicorn.run(app, reload=True)\n{call}\n"
    )
    assert [item.details["advice"] for item in findings(source)] == [advice]
