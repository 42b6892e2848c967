"""UVI003 to UVI009 and UVI901: each fact on both sides, and the words of every message."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from flake8_uvicorn_import_string.advice import module_names
from flake8_uvicorn_import_string.advice.import_string import find_problem
from tests.support.marked import check, expected, messages, reported
from tests.support.pairs import each


def texts(source: str, filename: str = "main.py") -> list[str]:
    """Return what the plugin says about a source, all codes that are on by default."""
    return [text for _, _, text in messages(textwrap.dedent(source), filename)]


def codes(source: str, filename: str = "main.py") -> list[str]:
    """Return the codes that a source gets, in order."""
    return [code for _, _, code in reported(textwrap.dedent(source), filename)]


def in_function(call: str, head: str = "") -> str:
    """Return a program that makes one call in a function."""
    return f"import uvicorn\n{head}\ndef main(x, y, args, **options):\n    {call}\n"


def guarded(call: str, head: str = "") -> str:
    """Return a program that makes one call under the guard."""
    return f'import uvicorn\n{head}\nif __name__ == "__main__":\n    {call}\n'


# UVI003: reload and workers together

BOTH_ON = [
    "'m:app', reload=True, workers=2",
    "'m:app', workers=2, reload=True",
    "'m:app', reload=1, workers=2.5",
    "'m:app', reload='false', workers=4",
    "'m:app', reload=[x], workers=8 // 2",
    "x, reload=True, workers=2",
    "args.app, reload=True, workers=2",
    "f'{x}:app', reload=True, workers=2",
    "'m:app', **{'reload': True, 'workers': 2}",
    "'m:app', reload=True, workers=2, **options",
]


@pytest.mark.parametrize("arguments", BOTH_ON)
def test_uvi003_fires(arguments: str) -> None:
    """Both flags are certainly on, whatever the application is."""
    assert texts(in_function(f"uvicorn.run({arguments})")) == [
        "UVI003 these workers never start: uvicorn ignores workers while reload is on; "
        "keep one of the two"
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        "'m:app', reload=True, workers=1",
        "'m:app', reload=True, workers=None",
        "'m:app', reload=True, workers=True",
        "'m:app', reload=True, workers='2'",
        "'m:app', reload=False, workers=2",
        "'m:app', reload=0, workers=2",
        "'m:app', reload=x, workers=2",
        "'m:app', reload=True, workers=x",
        "'m:app', reload=True",
        "'m:app', workers=2",
        "'m:app', reload=True, **options",
        "'m:app', reload=not x, workers=2 if x else 1",
    ],
)
def test_uvi003_is_silent(arguments: str) -> None:
    """One of the two is off, or not known."""
    assert not codes(in_function(f"uvicorn.run({arguments})"))


def test_uvi003_is_not_for_objects() -> None:
    """A launch that exits at start-up has one fault that counts."""
    source = in_function("uvicorn.run(app, reload=True, workers=2)", "from api import app")
    assert codes(source) == ["UVI001"]


def test_uvi003_place() -> None:
    """At the value of workers."""
    check(
        """
        import uvicorn
        def main(x):
            uvicorn.run("m:app", reload=True, workers=2)  # error: 46 UVI003
            uvicorn.run(
                "m:app",
                workers=4,  # error: 16 UVI003
                reload=True,
            )
            flags = {"reload": True, "workers": 2}
            uvicorn.run("m:app", **flags)  # error: 4 UVI003
        """
    )


# UVI004: a string that cannot be imported

NO_COLON = 'it has no colon, the form is "module:attribute"'
MALFORMED = [
    ("main", f'"main": {NO_COLON}'),
    ("main.app", f'"main.app": {NO_COLON}'),
    ("", f'"": {NO_COLON}'),
    ("main:", '"main:": nothing stands behind the colon, the form is "module:attribute"'),
    (":app", '":app": nothing stands before the colon, the form is "module:attribute"'),
    (":", '":": nothing stands before the colon, the form is "module:attribute"'),
    ("main.py:app", '"main.py:app": a module is named without .py; write "main:app"'),
    ("src/main:app", '"src/main:app": a module is named with dots, not by a path'),
    ("src/main.py:app", '"src/main.py:app": a module is named with dots, not by a path'),
    ("/main:app", '"/main:app": a module is named with dots, not by a path'),
    ("./main:app", '"./main:app": a module is named with dots, not by a path'),
    ("src\\main:app", '"src\\\\main:app": a module is named with dots, not by a path'),
    (".main:app", '".main:app": it is relative, and uvicorn imports only absolute names'),
    ("..pkg:app", '"..pkg:app": it is relative, and uvicorn imports only absolute names'),
    ("main :app", '"main :app": it contains white space; write "main:app"'),
    (" main:app", '" main:app": it contains white space; write "main:app"'),
    ("main: app", '"main: app": it contains white space; write "main:app"'),
    ("main:app ", '"main:app ": it contains white space; write "main:app"'),
    ("main:app\n", '"main:app\\n": it contains white space; write "main:app"'),
    ("main:my app", '"main:my app": it contains white space'),
    (" : ", '" : ": it contains white space'),
    ("pkg. main:app", '"pkg. main:app": it contains white space; write "pkg.main:app"'),
    ("main:app:x", '"main:app:x": it has a second colon'),
    ("main::app", '"main::app": it has a second colon'),
    (
        "main:create_app()",
        '"main:create_app()": attributes are only looked up, not called; '
        'write "main:create_app", factory=True',
    ),
    ("main:app()", '"main:app()": attributes are only looked up, not called'),
    ("main:build()", '"main:build()": attributes are only looked up, not called'),
    ("main:create_app(1)", '"main:create_app(1)": attributes are only looked up, not called'),
    ("main.py:create_app()", '"main.py:create_app()": a module is named without .py'),
    ("main.:app", '"main.:app": a name is missing beside a dot'),
    ("main..x:app", '"main..x:app": a name is missing beside a dot'),
    ("main:app.", '"main:app.": a name is missing beside a dot'),
    ("main:.app", '"main:.app": a name is missing beside a dot'),
]


@pytest.mark.parametrize(("string", "words"), MALFORMED)
def test_uvi004_fires(string: str, words: str) -> None:
    """The message says what is wrong, and what to write where that is certain."""
    source = in_function(f"uvicorn.run({string!r})")
    assert texts(source, "other.py") == [f"UVI004 uvicorn cannot import {words}"]
    assert codes(in_function(f"uvicorn.run({string!r}, reload=True)"), "x.py") == ["UVI004"]


@pytest.mark.parametrize(
    "string",
    [
        "main:app",
        "pkg.main:app",
        "pkg.main:holder.app",
        "my-app:app",
        "MAIN:app",
        "my app:app",
        "main(1):app",
        "main:create_app",
        "__main__:app",
        "py:app",
        "main.pyw:app",
        "ünï:app",
    ],
)
def test_uvi004_is_silent(string: str) -> None:
    """Such modules and attributes there may be, in another file."""
    assert find_problem(string) is None
    assert not codes(in_function(f"uvicorn.run({string!r})"), "other.py")


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("'main'", '"main"'),
        ("'main' + '.py:app'", '"main.py:app"'),
        ("f'{\"main\"}'", '"main"'),
        ("f'{__name__}'", 'f"{__name__}"'),
        ("__name__", 'f"{__name__}"'),
        ("f'{__name__}.py:app'", 'f"{__name__}.py:app"'),
        ("f'{__package__}/web:app'", 'f"{__package__}/web:app"'),
        ("NAME", '"main.app"'),
        (r"'a\\b:app'", r'"a\\b:app"'),
        ("'say \"x\"'", r'"say \"x\""'),
        ('"it\'s"', '"it\'s"'),
        (r"'main\n'", r'"main\n"'),
        (r"'main\\n'", r'"main\\n"'),
        ("'{main}'", '"{main}"'),
        ("f'{__name__}.{{main}}'", 'f"{__name__}.{{main}}"'),
    ],
)
def test_uvi004_in_other_words(expression: str, shown: str) -> None:
    """A string that is known, however it is written."""
    (text,) = texts(in_function(f"uvicorn.run({expression})", "NAME = 'main.app'"), "other.py")
    assert text.startswith(f"UVI004 uvicorn cannot import {shown}: ")


@pytest.mark.parametrize(
    "expression",
    ["x", "f'{x}'", "'main' if x else 'app'", "args.app", "x + '.py'", "str(x)", "NAME"],
)
def test_uvi004_needs_one_known_string(expression: str) -> None:
    """Of what is not known, or may be several things, nothing is said."""
    assert not codes(in_function(f"uvicorn.run({expression})", "from config import NAME"))


FACTORY_CALLS = {
    "a factory of this file": ("def create_app(): ...", True),
    "one with defaults": ("def create_app(x=1): ...", True),
    "one that needs an argument": ("def create_app(x): ...", False),
    "none of this file": ("", False),
}


@pytest.mark.parametrize("name", FACTORY_CALLS)
def test_uvi004_looks_up_a_factory_here(name: str) -> None:
    """``factory=True`` is advised only for what can be called so."""
    head, fits = FACTORY_CALLS[name]
    source = in_function('uvicorn.run("main:create_app()")', head)
    (text,) = texts(source)
    assert text.endswith('; write "main:create_app", factory=True') is fits
    (text,) = texts(source, "other.py")
    assert text.endswith('; write "main:create_app", factory=True')


def test_uvi004_place() -> None:
    """At the string; and nothing is said of its target then."""
    check(
        """
        import uvicorn
        def main():
            uvicorn.run("main.py:nothing", reload=True)  # error: 16 UVI004
            uvicorn.run(app="main")  # error: 20 UVI004
            name = "main"
            uvicorn.run(name)  # error: 16 UVI004
        """
    )


# UVI005: a string of this file with an attribute that it does not have

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
        ("pkg/main.py", "main:app"),
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


# UVI006: debug

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
    assert [text for text in found if not text.startswith("UVI001 ")] == [
        "UVI006 uvicorn removed debug in 0.19 and raises TypeError for any value; "
        "remove it, and pass debug to the framework"
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


# UVI007: a launch that runs again in the process that it starts

AGAIN = {
    "module level": 'uvicorn.run("api:app", reload=True)  # error: 0 UVI007',
    "workers": 'uvicorn.run("api:app", workers=2)  # error: 0 UVI007',
    "this module": 'uvicorn.run("main:app")  # error: 0 UVI007',
    "this module, reload": 'uvicorn.run("main:app", reload=True)  # error: 0 UVI007',
    "name of the module": 'uvicorn.run(f"{__name__}:app", reload=True)  # error: 0 UVI007',
    "unknown string": 'uvicorn.run(f"{x}", reload=True)  # error: 0 UVI007',
    "the guard lets children in": """
        if __name__ in ("__main__", "__mp_main__"):
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "the guard lets children in, in other words": """
        if __name__ == "__main__" or __name__ == "__mp_main__":
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "in a try": """
        try:
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        except KeyboardInterrupt:
            pass
        """,
    "in a with": """
        with open(__file__):
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "under a condition that always holds": """
        if True:
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "in a class": """
        class A:
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "a function that is called": """
        def main():
            uvicorn.run("api:app", reload=True)
        main()  # error: 0 UVI007
        """,
    "a function that is called by another": """
        def main():
            serve()
        def serve():
            uvicorn.run("api:app", workers=2)
        main()  # error: 0 UVI007
        """,
    "a nested function": """
        def main():
            def serve():
                uvicorn.run("api:app", workers=2)
            serve()
        main()  # error: 0 UVI007
        """,
    "a function that exits at the end": """
        import sys
        def main():
            uvicorn.run("api:app", workers=2)
        sys.exit(main())  # error: 9 UVI007
        """,
    "the guard stands beside it": """
        if __name__ == "__main__":
            print("starts")
        uvicorn.run("api:app", reload=True)  # error: 0 UVI007
        """,
    "a harmless check before": """
        import sys
        if sys.argv[1:]:
            print("starts")
        uvicorn.run("api:app", reload=True)  # error: 0 UVI007
        """,
    "by a partial": """
        import functools
        run = functools.partial(uvicorn.run, reload=True)
        run("api:app")  # error: 0 UVI007
        """,
}

ONCE = {
    "guard": """
        if __name__ == "__main__":
            uvicorn.run("api:app", reload=True)
        """,
    "guard the other way round": """
        if "__main__" == __name__:
            uvicorn.run("api:app", reload=True)
        """,
    "guard with a condition": """
        if __name__ == "__main__" and x:
            uvicorn.run("api:app", reload=True)
        """,
    "guard as a tuple": """
        if __name__ in ("__main__",):
            uvicorn.run("api:app", reload=True)
        """,
    "else": """
        if __name__ != "__main__":
            pass
        else:
            uvicorn.run("api:app", reload=True)
        """,
    "guard further out": """
        if __name__ == "__main__":
            try:
                uvicorn.run("api:app", reload=True)
            finally:
                pass
        """,
    "guard as an and": '__name__ == "__main__" and uvicorn.run("api:app", reload=True)',
    "guard as an expression": """
        uvicorn.run("api:app", reload=True) if __name__ == "__main__" else None
        """,
    "guard with a name": """
        is_main = __name__ == "__main__"
        if is_main:
            uvicorn.run("api:app", reload=True)
        """,
    "early exit": """
        import sys
        if __name__ != "__main__":
            sys.exit("run me")
        uvicorn.run("api:app", reload=True)
        """,
    "early raise": """
        if __name__ != "__main__":
            raise ImportError("run me")
        uvicorn.run("api:app", reload=True)
        """,
    "function": """
        def main():
            uvicorn.run("api:app", reload=True)
        """,
    "function called under the guard": """
        def main():
            uvicorn.run("api:app", reload=True)
        if __name__ == "__main__":
            main()
        """,
    "guard in the function": """
        def main():
            if __name__ == "__main__":
                uvicorn.run("api:app", reload=True)
        main()
        """,
    "condition on the command line": """
        import sys
        if sys.argv[1:] == ["serve"]:
            uvicorn.run("api:app", reload=True)
        """,
    "condition on the stack": """
        import inspect
        if not inspect.stack()[-2].filename.endswith("spawn.py"):
            uvicorn.run("api:app", reload=True)
        """,
    "a function with a condition": """
        import sys
        def main():
            if len(sys.argv) > 1:
                return
            uvicorn.run("api:app", reload=True)
        main()
        """,
    "a function that is decorated": """
        import click
        @click.command()
        def main():
            uvicorn.run("api:app", reload=True)
        main()
        """,
    "a coroutine that nobody awaits": """
        async def main():
            uvicorn.run("api:app", reload=True)
        main()
        """,
    "a generator that nobody runs": """
        def main():
            uvicorn.run("api:app", reload=True)
            yield
        main()
        """,
    "another function of the name": """
        def main():
            uvicorn.run("api:app", reload=True)
        from other import main
        main()
        """,
    "a handler": """
        try:
            import x
        except ImportError:
            uvicorn.run("api:app", reload=True)
        """,
    "a loop": """
        for port in ():
            uvicorn.run("api:app", reload=True)
        """,
    "a comprehension": '[uvicorn.run("api:app", reload=True) for _ in ()]',
    "the else of a try": """
        try:
            import x
        except ImportError:
            pass
        else:
            uvicorn.run("api:app", reload=True)
        """,
    "a method of the name": """
        class A:
            def main(self): ...
        def main():
            uvicorn.run("api:app", reload=True)
        A().main()
        """,
    "a lambda": 'main = lambda: uvicorn.run("api:app", reload=True)',
    "plain, another module": 'uvicorn.run("api:app")',
    "plain, dynamic flag": 'uvicorn.run("api:app", reload=x)',
    "flags off": 'uvicorn.run("api:app", reload=False, workers=1)',
    "plain, by the name of the module": 'uvicorn.run(f"{__name__}:app")',
    "this name, another directory": 'uvicorn.run("main:app", app_dir="src")',
    "an object": "uvicorn.run(app)",
    "unknown application": "uvicorn.run(x, reload=True)",
    "a thread": """
        import threading
        threading.Thread(
            target=uvicorn.run, args=("api:app",), kwargs={"reload": True}
        ).start()
        """,
}

START = "import uvicorn\nfrom api import app\nfrom settings import x\n"


@each(AGAIN)
def test_uvi007_fires(source: str) -> None:
    """An import of this file starts the server again."""
    source = START + textwrap.dedent(source)
    assert expected(source)
    check(source)


@each(ONCE)
def test_uvi007_is_silent(source: str) -> None:
    """An import does not, or perhaps not."""
    check(START + textwrap.dedent(source))


@pytest.mark.parametrize("filename", ["__main__.py", "pkg/__main__.py"])
def test_uvi007_leaves_main_modules_alone(filename: str) -> None:
    """No child imports ``__main__.py``."""
    source = START + 'uvicorn.run("api:app", reload=True)\n'
    assert not codes(source, filename)
    assert codes(source, "pkg/main.py") == ["UVI007"]


@pytest.mark.parametrize(
    ("filename", "string"), [("pkg/main.py", "pkg.main:app"), ("my-app.py", "my-app:app")]
)
def test_uvi007_names_of_this_file(filename: str, string: str) -> None:
    """A plain launch counts only if it names this very file."""
    assert codes(f"{START}uvicorn.run({string!r})\n", filename) == ["UVI007"]
    assert not codes(f"{START}uvicorn.run({string!r})\n", "other.py")


def test_uvi007_gives_up() -> None:
    """A function that many call is looked up only so often."""
    head = 'def f0():\n    uvicorn.run("api:app", reload=True)\n'
    chain = "".join(f"def f{i}():\n    f{i - 1}()\n" for i in range(1, 60))
    assert codes(f"{START}{head}{chain}f10()\n") == ["UVI007"]
    assert not codes(f"{START}{head}{chain}f59()\n")


def test_uvi007_words() -> None:
    """The whole message."""
    assert texts(START + 'uvicorn.run("api:app", reload=True)\n') == [
        "UVI007 this call runs again when uvicorn, or a process it starts, imports this file; "
        'put it under if __name__ == "__main__":'
    ]


def test_uvi007_many_callers() -> None:
    """Functions that call one another end, however many there are."""
    chain = "".join(f"def f{i}():\n    f{i + 1}()\n    f{i - 1}()\n" for i in range(1, 200))
    last = 'def f200():\n    uvicorn.run("api:app", reload=True)\nf199()\n'
    assert codes(START + chain + last) == ["UVI007"]


# UVI008: a Config with flags, and a Server

IGNORED = {
    "in one expression": """
        uvicorn.Server(uvicorn.Config("m:app", reload=True)).run()  # error: 39 UVI008
        """,
    "workers": """
        uvicorn.Server(uvicorn.Config("m:app", workers=4)).run()  # error: 39 UVI008
        """,
    "an object": """
        uvicorn.Server(uvicorn.Config(app, reload=True)).run()  # error: 35 UVI008
        """,
    "by names": """
        config = uvicorn.Config("m:app", reload=True)  # error: 33 UVI008
        server = uvicorn.Server(config)
        server.run()
        """,
    "by keyword": """
        config = uvicorn.Config(app="m:app", reload=True)  # error: 37 UVI008
        server = uvicorn.Server(config=config)
        server.run()
        """,
    "both": """
        config = uvicorn.Config("m:app", workers=4, reload=True)  # error: 44 UVI008
        uvicorn.Server(config).run()
        """,
    "by imported names": """
        from uvicorn import Config, Server
        config = Config("m:app", workers=2)  # error: 25 UVI008
        Server(config).run()
        """,
    "by the module's names": """
        import uvicorn.config, uvicorn.server
        config = uvicorn.config.Config("m:app", workers=2)  # error: 40 UVI008
        uvicorn.server.Server(config).run()
        """,
    "await serve": """
        import asyncio
        async def main():
            config = uvicorn.Config("m:app", reload=True)  # error: 37 UVI008
            server = uvicorn.Server(config)
            await server.serve()
        asyncio.run(main())
        """,
    "asyncio.run": """
        import asyncio
        server = uvicorn.Server(uvicorn.Config("m:app", reload=True))  # error: 48 UVI008
        asyncio.run(server.serve())
        """,
    "a task": """
        import asyncio
        async def main():
            server = uvicorn.Server(uvicorn.Config("m:app", reload=True))  # error: 52 UVI008
            await asyncio.create_task(server.serve())
        asyncio.run(main())
        """,
    "sockets": """
        config = uvicorn.Config("m:app", reload=True)  # error: 33 UVI008
        uvicorn.Server(config).run(sockets=[])
        """,
    "by a dict": """
        options = {"reload": True}
        config = uvicorn.Config("m:app", **options)  # error: 9 UVI008
        uvicorn.Server(config).run()
        """,
}

HONOURED = {
    "flags off": 'uvicorn.Server(uvicorn.Config("m:app", reload=False, workers=1)).run()',
    "no flags": 'uvicorn.Server(uvicorn.Config("m:app")).run()',
    "dynamic flags": """
        def main(reload):
            uvicorn.Server(uvicorn.Config("m:app", reload=reload)).run()
        """,
    "no server": 'config = uvicorn.Config("m:app", reload=True)',
    "not started": """
        config = uvicorn.Config("m:app", reload=True)
        server = uvicorn.Server(config)
        """,
    "another server": """
        class Server(uvicorn.Server): ...
        Server(uvicorn.Config("m:app", workers=4)).run()
        """,
    "another configuration": """
        class Config(uvicorn.Config): ...
        uvicorn.Server(Config("m:app", workers=4)).run()
        """,
    "another class": """
        from other import Config, Server
        Server(Config("m:app", reload=True)).run()
        """,
    "one of two": """
        def main(x):
            config = uvicorn.Config("m:app", reload=True)
            if x:
                config = uvicorn.Config("m:app")
            uvicorn.Server(config).run()
        """,
    "ChangeReload": """
        from uvicorn.supervisors import ChangeReload
        config = uvicorn.Config("m:app", reload=True)
        server = uvicorn.Server(config)
        ChangeReload(config, target=server.run, sockets=[config.bind_socket()]).run()
        server.run()
        """,
    "Multiprocess": """
        from uvicorn.supervisors import Multiprocess
        config = uvicorn.Config("m:app", workers=4)
        server = uvicorn.Server(config)
        Multiprocess(config, target=server.run, sockets=[]).run()
        server.run()
        """,
    "BaseReload": """
        from uvicorn.supervisors.basereload import BaseReload
        class Mine(BaseReload): ...
        config = uvicorn.Config("m:app", reload=True)
        uvicorn.Server(config).run()
        """,
    "should_reload": """
        config = uvicorn.Config("m:app", reload=True)
        server = uvicorn.Server(config)
        if config.should_reload:
            supervise(config)
        else:
            server.run()
        """,
    "processes of its own": """
        import multiprocessing
        config = uvicorn.Config("m:app", workers=4)
        server = uvicorn.Server(config)
        for _ in range(config.workers):
            multiprocessing.Process(target=server.run).start()
        server.run()
        """,
    "forks": """
        import os
        config = uvicorn.Config("m:app", workers=4)
        server = uvicorn.Server(config)
        os.fork()
        server.run()
        """,
    "uvicorn.run itself": 'uvicorn.run("m:app", workers=2) if __name__ == "__main__" else 0',
}


@each(IGNORED)
def test_uvi008_fires(source: str) -> None:
    """The server looks at neither flag."""
    source = "import uvicorn\nfrom api import app\n" + textwrap.dedent(source)
    assert expected(source)
    check(source)


@each(HONOURED)
def test_uvi008_is_silent(source: str) -> None:
    """Nothing is on, or something else may look at it."""
    check("import uvicorn\nfrom api import app\n" + textwrap.dedent(source))


@pytest.mark.parametrize(
    ("flags", "shown"),
    [
        ("reload=True", "reload"),
        ("workers=2", "workers"),
        ("workers=2, reload=True", "reload and workers"),
    ],
)
def test_uvi008_words(flags: str, shown: str) -> None:
    """The whole message."""
    source = f"import uvicorn\nuvicorn.Server(uvicorn.Config('m:app', {flags})).run()\n"
    assert texts(source) == [
        f"UVI008 uvicorn.Server ignores {shown} and serves in one process; "
        "use uvicorn.run or the uvicorn command"
    ]


def test_uvi008_reports_a_configuration_once() -> None:
    """However many servers get it."""
    check(
        """
        import uvicorn
        config = uvicorn.Config("m:app", reload=True)  # error: 33 UVI008
        uvicorn.Server(config).run()
        uvicorn.Server(config).run()
        """
    )


# UVI009: factory=True with an application

CLASSES = """\
from fastapi import FastAPI
from starlette.applications import Starlette
import litestar
app = FastAPI()
star = Starlette()
lite = litestar.Litestar([])
def create_app():
    return FastAPI()
"""

WITH_FACTORY = [
    ("app", "this"),
    ("star", "this"),
    ("lite", "this"),
    ("create_app()", "this"),
    ("FastAPI()", "this"),
    ("FastAPI(title='x')", "this"),
    ("'main:app'", "app"),
    ("'main:star'", "star"),
    ("f'{__name__}:lite'", "lite"),
]


@pytest.mark.parametrize(("application", "what"), WITH_FACTORY)
def test_uvi009_fires(application: str, what: str) -> None:
    """An application is called without arguments."""
    source = in_function(f"uvicorn.run({application}, factory=True)", CLASSES)
    assert texts(source) == [
        f"UVI009 uvicorn exits at start-up: factory=True calls {what} without arguments, "
        "and it is an application, not a factory; leave factory=True out"
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        "create_app, factory=True",
        "FastAPI, factory=True",
        "lambda: app, factory=True",
        "make_app(), factory=True",
        "other, factory=True",
        "x, factory=True",
        "app, factory=x",
        "app, factory=False",
        "app",
        "app, **options",
        "'main:create_app', factory=True",
        "'main:app', factory=x",
        "'main:app.state.factory', factory=True",
        "'main:either', factory=True",
        "'other:app', factory=True",
        "f'{x}:app', factory=True",
    ],
)
def test_uvi009_is_silent(arguments: str) -> None:
    """A factory, or what may be one."""
    head = f"{CLASSES}from other import make_app, x, other\n"
    head += "either = FastAPI()\nif x:\n    either = create_app\n"
    assert not codes(in_function(f"uvicorn.run({arguments})", head))


@pytest.mark.parametrize(
    "line",
    [
        "def setup():\n    global app\n    app = create_app",
        "globals()['app'] = create_app",
        "from other import *",
        "this = sys.modules[__name__]",
    ],
)
def test_uvi009_knows_the_name(line: str) -> None:
    """Something else may stand there when the string is followed."""
    launch = in_function("uvicorn.run('main:app', factory=True)", f"{CLASSES}{line}\n")
    assert not codes(launch)
    assert codes(launch.replace(line, "x = 1")) == ["UVI009"]


def test_uvi009_stands_beside_uvi001() -> None:
    """Both faults must go."""
    source = in_function("uvicorn.run(app, factory=True, reload=True)", CLASSES)
    assert codes(source) == ["UVI001", "UVI009"]
    assert texts(source)[0].endswith('write "main:app" without factory=True')


def test_uvi009_place() -> None:
    """At the application."""
    check(
        """
        import uvicorn
        from fastapi import FastAPI
        app = FastAPI()
        def main():
            uvicorn.run(app, factory=True)  # error: 16 UVI009
            uvicorn.run("main:app", factory=True)  # error: 16 UVI009
            uvicorn.run(factory=True, app=app)  # error: 34 UVI009
        """
    )


# Calls that fail anyway


@pytest.mark.parametrize(
    "call",
    [
        "uvicorn.run()",
        "uvicorn.run(app, '127.0.0.1', reload=True)",
        "uvicorn.run(app, app=app, reload=True)",
        "uvicorn.run(app, reload=True, **{'reload': True})",
        "uvicorn.run(app, workers='4', reload=True)",
        "uvicorn.run('main', workers='4')",
    ],
)
def test_other_type_errors(call: str) -> None:
    """A TypeError of another kind is not ours."""
    assert not codes(in_function(call, "from api import app"))


# UVI901: opt-in

OPTED = """\
import uvicorn
from api import app
if __name__ == "__main__":
    uvicorn.run(app)
"""


def flake8(cwd: Path, *arguments: str) -> list[str]:
    """Return the codes that the real command reports for main.py."""
    result = subprocess.run(
        [sys.executable, "-m", "flake8", *arguments, "main.py"],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )
    assert result.stderr == ""
    return [line.split()[1] for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "on"),
    [
        ([], False),
        (["--select=UVI"], False),
        (["--select=E,F,UVI"], False),
        (["--extend-select=UVI"], False),
        (["--extend-select=E,UVI0"], False),
        (["--extend-select=UVI9"], True),
        (["--extend-select=UVI90"], True),
        (["--extend-select=UVI901"], True),
        (["--select=UVI9"], True),
        (["--select=UVI901"], True),
        (["--select=E,F,UVI,UVI9"], True),
        (["--select=UVI", "--extend-select=UVI901"], True),
        (["--extend-select=UVI902"], False),
        (["--extend-select=UVI9", "--ignore=UVI901"], False),
        (["--extend-select=UVI9", "--extend-ignore=UVI901"], False),
    ],
)
def test_uvi901_is_opt_in(tmp_path: Path, arguments: list[str], on: bool) -> None:
    """Only a selection of UVI9 or more turns it on."""
    (tmp_path / "main.py").write_text(OPTED)
    assert flake8(tmp_path, "--isolated", *arguments) == ["UVI901"] * on


@pytest.mark.parametrize(
    ("lines", "on"),
    [
        ("", False),
        ("select = UVI", False),
        ("select = E,F,UVI", False),
        ("extend-select = UVI9", True),
        ("extend-select =\n    UVI9", True),
        ("extend-select = E, UVI901", True),
        ("select = UVI, UVI901", True),
    ],
)
@pytest.mark.parametrize("name", ["setup.cfg", "tox.ini", ".flake8"])
def test_uvi901_by_configuration(tmp_path: Path, name: str, lines: str, on: bool) -> None:
    """The files that flake8 reads count as the command line does."""
    (tmp_path / "main.py").write_text(OPTED)
    (tmp_path / name).write_text(f"[flake8]\n{lines}\n")
    assert flake8(tmp_path) == ["UVI901"] * on


CONCURRENT = """\
import uvicorn, sys
from fastapi import FastAPI
app = FastAPI()
def create_app(): return FastAPI()
def main(x, reload, **options):
    uvicorn.run(app)  # on: 16
    uvicorn.run(app, workers=None)  # on: 16
    uvicorn.run(app, reload=False)  # on: 16
    uvicorn.run(create_app, factory=True)  # on: 16
    uvicorn.run(app=app, port=1)  # on: 20
    uvicorn.run(app, workers=1)
    uvicorn.run(app, workers=0)
    uvicorn.run(app, workers=x or 1)
    uvicorn.run(app, workers=None if x else 1)
    uvicorn.run(app, **options)
    uvicorn.run("main:app")
    uvicorn.run(x)
    if reload:
        sys.exit(1)
    uvicorn.run(app, reload=reload)  # on: 16
"""


def test_uvi901_facts(tmp_path: Path) -> None:
    """An object, and no workers."""
    (tmp_path / "main.py").write_text(CONCURRENT)
    result = subprocess.run(
        [sys.executable, "-m", "flake8", "--isolated", "--select=UVI901", "main.py"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    marked = [
        (number, int(line.rpartition("# on: ")[2]) + 1)
        for number, line in enumerate(CONCURRENT.splitlines(), 1)
        if "# on: " in line
    ]
    reports = [line.split(":", 3) for line in result.stdout.splitlines()]
    assert [(int(line), int(column)) for _, line, column, _ in reports] == marked
    start = "uvicorn exits at start-up if WEB_CONCURRENCY is above 1 in the environment: workers "
    assert reports[0][3] == (
        f' UVI901 {start}need an import string, and the application is an object; '
        'write workers=1, or write "main:app"'
    )


def test_uvi901_words_without_a_string(tmp_path: Path) -> None:
    """The way out stands behind the cure."""
    (tmp_path / "main.py").write_text(
        "import uvicorn\nfrom fastapi import FastAPI\ndef main(app: FastAPI):\n"
        "    uvicorn.run(app)\n"
    )
    result = subprocess.run(
        [sys.executable, "-m", "flake8", "--isolated", "--select=UVI901", "main.py"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert result.stdout.endswith(
        "write workers=1, or bind the application at module level, or give uvicorn a factory\n"
    )


@pytest.mark.parametrize("arguments", ["app, reload=True", "app, reload=x", "app, workers=2"])
def test_uvi901_gives_way(tmp_path: Path, arguments: str) -> None:
    """UVI001 and UVI002 say it better."""
    source = in_function(f"uvicorn.run({arguments})", "from api import app")
    (tmp_path / "main.py").write_text(source)
    assert flake8(tmp_path, "--isolated", "--select=UVI,UVI9") in (["UVI001"], ["UVI002"])
