"""UVI005: a string of this file with an attribute that it does not have."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.advice import module_names
from tests.support.calls import guarded, in_function
from tests.support.marked import check, codes, each, texts

MISSING = {
    "nothing": "",
    "misspelt": "ap = object()",
    "local to a function": "def create():\n    app = object()",
    "a parameter": "def create(app): ...",
    "deleted": "app = object()\ndel app",
    "under the guard": 'if __name__ == "__main__":\n    app = object()',
    "under the guard, other way round": 'if "__main__" == __name__:\n    app = object()',
    "in the else of no guard": 'if __name__ != "__main__":\n    pass\nelse:\n    app = object()',
    "only annotated": "app: object",
    "an attribute of something": "class A: ...\na = A()\na.app = object()",
    "of a class": "class A:\n    app = object()",
    "in a comprehension": "[app for app in ()]",
    "in a lambda": "f = lambda app: app",
    "of a caught exception": "try: ...\nexcept ValueError as app: ...",
    "sqlmodel's exec is not exec": "session.exec(1)\nmonkeypatch.setattr(a, 'app', 1)",
}
PRESENT = {
    "assigned": "app = object()",
    "annotated": "app: object = object()",
    "imported": "from api import app",
    "imported as": "import api as app",
    "a function": "def app(): ...",
    "a class": "class app: ...",
    "in one branch": "if x:\n    app = object()",
    "in a handler": "try: ...\nexcept ValueError:\n    app = object()",
    "unpacked": "app, y = f()",
    "of a loop": "for app in apps: ...",
    "of a with": "with f() as app: ...",
    "a walrus": "print(app := 1)",
    "of a match": "match x:\n    case [app]: ...",
    "deleted in one branch": "app = object()\nif x:\n    del app",
    "bound again": "app = object()\ndel app\napp = object()",
    "global in a function": "def create():\n    global app\n    app = object()",
    "no guard": 'if __name__ == "main":\n    app = object()',
    "a guard that children pass": 'if __name__ in {"__main__", "__mp_main__"}:\n    app = object()',
    "both sides of the guard": 'if __name__ == "__main__":\n    app = 1\nelse:\n    app = 2',
    "module __getattr__": "def __getattr__(name): ...",
    "star import": "from api import *",
    "globals": "globals()['app'] = object()",
    "globals().update": "globals().update(app=object())",
    "exec": "exec('app = object()')",
    "vars": "vars()['app'] = 1",
    "setattr": "setattr(sys.modules[__name__], 'app', object())",
    "in too many places": "if x:\n    app = object()\n" * 100,
    "sys.modules": "sys.modules[__name__].app = object()",
    "an attribute of what a call gives": "import_module(__name__).app = object()",
    "sys.modules by another name": "this = sys.modules[__name__]\nthis.app = object()",
    "another module in its place": "sys.modules[__name__] = object()",
    "another class of module": "sys.modules[__name__].__class__ = Lazy",
    "names of sys.modules": "sys.modules[__name__].__dict__.update(app=object())",
}


@pytest.mark.parametrize("form", ['"main:app"', 'f"{__name__}:app"', '"main:app.sub.x"'])
@pytest.mark.parametrize("name", MISSING)
def test_uvi005_fires(name: str, form: str) -> None:
    """The module has no such name once it is imported."""
    head = f"import sys\n{MISSING[name]}"
    assert codes(in_function(f"uvicorn.run({form}, reload=True)", head)) == ["UVI005"]


@pytest.mark.parametrize("form", ['"main:app"', 'f"{__name__}:app"', '"main:app.sub.x"'])
@pytest.mark.parametrize("name", PRESENT)
def test_uvi005_is_silent(name: str, form: str) -> None:
    """The module may have the name."""
    head = f"import sys\n{PRESENT[name]}"
    assert not codes(in_function(f"uvicorn.run({form}, reload=True)", head))


@pytest.mark.parametrize(
    ("filename", "string"),
    [
        ("main.py", "main:app"),
        ("./main.py", "main:app"),
        ("my-app.py", "my-app:app"),
        ("pkg/main.py", "pkg.main:app"),
        ("src/pkg/main.py", "src.pkg.main:app"),
    ],
)
def test_uvi005_names_of_this_file(filename: str, string: str) -> None:
    """The stem at the root, the dotted path below it, and what holds for every file."""
    assert codes(in_function(f"uvicorn.run({string!r})"), filename) == ["UVI005"]
    assert codes(in_function("uvicorn.run(f'{__name__}:app')"), filename) == ["UVI005"]
    assert codes(guarded("uvicorn.run('__main__:app')"), filename) == ["UVI005"]


@pytest.mark.parametrize(
    ("filename", "string"),
    [
        ("main.py", "other:app"),
        ("main.py", "pkg.main:app"),
        ("main.py", "Main:app"),
        ("src/pkg/main.py", "pkg.main:app"),
        ("-", "main:app"),
        ("json.py", "json:app"),
        ("main.v2.py", "main.v2:app"),
        ("/elsewhere/main.py", "main:app"),
        ("pkg/__init__.py", "pkg:app"),
        ("pkg/__main__.py", "pkg.__main__:app"),
        ("__main__.py", "__main__:app"),
    ],
)
def test_uvi005_names_of_other_files(filename: str, string: str) -> None:
    """Another file may have that name, or this one another."""
    assert not codes(guarded(f"uvicorn.run({string!r})"), filename)


@pytest.mark.parametrize("filename", ["pkg/__main__.py", "pkg/__init__.py"])
def test_uvi005_leaves_files_alone_whose_name_leads_elsewhere(filename: str) -> None:
    """In them ``__name__`` may be that of a module which holds more than the file."""
    assert not codes(guarded("uvicorn.run(f'{__name__}:app')"), filename)


ELSEWHERE = {
    "app_dir": guarded("uvicorn.run('main:app', app_dir='src')"),
    "options": in_function("uvicorn.run('main:app', **options)"),
    "sys.path": guarded("uvicorn.run('main:app')", "import sys\nsys.path.insert(0, 'src')"),
    "path": guarded("uvicorn.run('main:app')", "from sys import path\npath.insert(0, 'src')"),
    "new path": guarded("uvicorn.run('main:app')", "import sys\nsys.path = ['src', *sys.path]"),
}


@each(ELSEWHERE)
def test_uvi005_minds_the_search_path(source: str) -> None:
    """Another file of the name may come first."""
    assert not codes(source)
    named = source.replace("'main:app'", "f'{__name__}:app'")
    assert codes(named) == ["UVI005"]


def test_uvi005_minds_a_search_path_that_is_another() -> None:
    """What comes behind this file's directory, or is no search path, does not matter."""
    for line in ("sys.path.append('src')", "names.insert(0, 'src')", "self.path = 'src'"):
        assert codes(guarded("uvicorn.run('main:app')", line)) == ["UVI005"]


def test_uvi005_main_of_another_program() -> None:
    """``__main__`` is this file only when this file is the program."""
    assert codes(guarded("uvicorn.run('__main__:app')")) == ["UVI005"]
    assert not codes(in_function("uvicorn.run('__main__:app')"))
    called = in_function("uvicorn.run('__main__:app')") + '\nif __name__ == "__main__":\n    '
    assert codes(called + "main(1, 2, 3)\n") == ["UVI005"]
    start = "def start():\n    main(1, 2, 3)\n    main(1, 2, 3)\n    start()\n"
    assert codes(start + called + "start()\n") == ["UVI005"]
    assert not codes(start + called + "pass\n")
    assert not codes("import uvicorn\nuvicorn.run('__main__:app')\n")


def test_uvi005_what_the_process_itself_has() -> None:
    """A name under the guard is there for a plain launch by ``__name__``, and only for that."""
    head = 'if __name__ == "__main__":\n    app = object()'
    for string in ("f'{__name__}:app'", "'__main__:app'"):
        assert not codes(guarded(f"uvicorn.run({string})", head))
        assert not codes(guarded(f"uvicorn.run({string}, reload=x)", head))
        assert codes(guarded(f"uvicorn.run({string}, reload=True)", head)) == ["UVI005"]
        assert codes(guarded(f"uvicorn.run({string}, workers=2)", head)) == ["UVI005"]
    assert codes(guarded("uvicorn.run('main:app')", head)) == ["UVI005"]


BINDS = "def create():\n    global app\n    app = object()\n"
CALLED = {
    "by the guard": (BINDS, "create()", True),
    "by what the guard calls": (f"{BINDS}def go():\n    create()\n", "go()", True),
    "in a coroutine": (f"import asyncio\nasync {BINDS}", "asyncio.run(create())", True),
    "twice": (BINDS, "create(); create()", True),
    "under the guard, too": (
        f"{BINDS}if __name__ == '__main__':\n    app = 1\n", "create()", True,
    ),
    "only annotated": (f"app: object\n{BINDS}", "create()", True),
    "by an import": (f"{BINDS}create()\n", "create()", False),
    "by what an import calls": (f"{BINDS}def go():\n    create()\ngo()\n", "go()", False),
    "by nobody": (BINDS, "pass", False),
    "by another name": (f"{BINDS}go = create\n", "go()", False),
    "by a decorator": (f"from a import deco\n@deco\n{BINDS}", "create()", False),
    "by a class": (
        "class A:\n    def create(self):\n        global app\n        app = 1\n",
        "A().create()",
        False,
    ),
    "by a lambda": (f"{BINDS}go = lambda: create()\n", "go()", False),
    "bound by an import": (f"{BINDS}app = 1\n", "create()", False),
    "bound for a reason": (f"{BINDS}if x:\n    app = 1\n", "create()", False),
    "by many": (
        BINDS + "".join(f"def f{i}():\n    create()\n" for i in range(60)), "f1()", False,
    ),
    "through many": (
        f"{BINDS}def f0():\n    create()\n"
        + "".join(f"def f{i}():\n    f{i - 1}()\n" for i in range(1, 60)), "f59()", False,
    ),
    "in too many places": (BINDS * 60, "create()", False),
}  # fmt: skip


@pytest.mark.parametrize(("head", "call", "fires"), CALLED.values(), ids=CALLED)
def test_uvi005_what_a_function_binds(head: str, call: str, fires: bool) -> None:
    """It is there only if an import calls the function."""
    source = guarded(f"{call}\n    uvicorn.run('main:app', reload=True)", head)
    assert codes(source) == ["UVI005"] * fires
    assert not codes(source.replace("'main:app', reload=True", "f'{__name__}:app'"))


WORDS = [
    ("", "nothing binds it; bind it at module level"),
    ("app_ = make()", 'nothing binds it; bind it at module level, or write "main:app_"'),
    ("App = 1", "nothing binds it; bind it at module level"),
    ("apps = make()", 'nothing binds it; bind it at module level, or write "main:apps"'),
    ("def apps(): ...", 'nothing binds it; bind it at module level, or write "main:apps"'),
    ("from a import apps", 'nothing binds it; bind it at module level, or write "main:apps"'),
    ("import apps", "nothing binds it; bind it at module level"),
    ("apps = [make()]", "nothing binds it; bind it at module level"),
    ("apps = 'api:app'", "nothing binds it; bind it at module level"),
    ("def f():\n    app = 1", "it is local to a function; bind it at module level"),
    ("app = 1\ndel app", "it is deleted again; bind it at module level"),
    (
        f"{BINDS}if __name__ == '__main__':\n    create()\n",
        "only code binds it that an import does not run; bind it at module level",
    ),
    (
        'if __name__ == "__main__":\n    app = 1',
        "it is bound only under the __main__ guard; bind it at module level",
    ),
]


@pytest.mark.parametrize(("head", "words"), WORDS)
def test_uvi005_words(head: str, words: str) -> None:
    """Why the name is missing, and what looks like it."""
    assert texts(in_function("uvicorn.run('main:app')", head)) == [
        f"UVI005 uvicorn finds no app when it imports this module: {words}"
    ]


def test_uvi005_compares_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for a near miss ends, the report stays."""
    source = in_function("uvicorn.run('main:app')", "apps = make()")
    assert texts(source)[0].endswith(', or write "main:apps"')
    monkeypatch.setattr(module_names, "COMPARISON_LIMIT", 0)
    assert texts(source)[0].endswith("bind it at module level")


def test_uvi005_place() -> None:
    """At the string."""
    check(
        """
        import uvicorn
        def main():
            uvicorn.run("main:nothing", reload=True)  # error: 16 UVI005
            uvicorn.run(app=f"{__name__}:nothing.x")  # error: 20 UVI005
            uvicorn.run("main:__doc__")
        """
    )
