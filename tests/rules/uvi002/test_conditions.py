"""UVI002: flags that may turn on later, and code that has already thought of it.

Each silent case stands beside a neighbour that fires.
"""

from __future__ import annotations

import ast
import textwrap

import pytest

from flake8_uvicorn_import_string.conditions.conditions import guard_truth
from tests.support.marked import check, expected, messages, reported

HEAD = """\
import argparse, os, sys, typer, click, uvicorn, multiprocessing
from app.config import settings
from fastapi import FastAPI
app = FastAPI()
"""


def uvi002(source: str) -> list[int]:
    """Return the lines, counted without the head, on which a source gets UVI002."""
    text = HEAD + textwrap.dedent(source).lstrip("\n")
    found = reported(text, select="UVI00")
    assert {code for _, _, code in found} <= {"UVI002"}
    return [line - HEAD.count("\n") for line, _, _ in found]


def fires(source: str) -> None:
    """Assert that the one launch of a source gets UVI002."""
    assert len(uvi002(source)) == 1


def silent(source: str) -> None:
    """Assert that a source gets nothing (the opt-in code apart)."""
    assert "uvicorn.run" in source
    assert not uvi002(source)


# What is dynamic

FLAGS = [
    "reload=settings.debug",
    "reload=settings.DEBUG",
    "reload=not settings.production",
    "reload=settings.env == 'dev'",
    "reload='--reload' in sys.argv",
    "reload=len(sys.argv) > 1",
    "reload=os.getenv('RELOAD') == '1'",
    "reload=os.getenv('RELOAD')",
    "reload=os.environ.get('RELOAD', False)",
    "reload=os.environ['RELOAD'] == 'true'",
    "reload=bool(int(os.getenv('RELOAD', '0')))",
    "reload=bool(os.getenv('RELOAD'))",
    "reload=settings.debug and settings.reload",
    "reload=settings.debug or False",
    "reload=True if settings.debug else False",
    "reload=False if settings.production else True",
    "reload=config['reload']",
    "reload=is_dev()",
    "reload=DEBUG",
    "workers=args.workers",
    "workers=settings.workers",
    "workers=os.cpu_count()",
    "workers=os.cpu_count() or 1",
    "workers=multiprocessing.cpu_count()",
    "workers=int(os.getenv('WORKERS', '1'))",
    "workers=int(os.environ['WORKERS'])",
    "workers=4 if settings.production else 1",
    "workers=1 if settings.debug else 4",
    "workers=max(1, settings.workers)",
    "workers=min(4, settings.workers)",
    "workers=get_number_of_workers()",
    "workers=settings.workers or 1",
    "reload=settings.debug, workers=args.workers",
    "reload=settings.debug, workers=1",
    "reload=False, workers=args.workers",
    "**{'reload': settings.debug}",
    "**dict(workers=args.workers)",
]


@pytest.mark.parametrize("flag", FLAGS)
def test_dynamic_flags(flag: str) -> None:
    """The value is not known here, and may be on."""
    fires(f"def main(args):\n    uvicorn.run(app, {flag})\n")


@pytest.mark.parametrize(
    "flag",
    [
        "reload=False if settings.debug else None",
        "reload=False and settings.debug",
        "reload=0",
        "workers=1 if settings.debug else None",
        "workers=1 if settings.debug else 0",
        "reload=False, workers=None",
        "",
        "port=settings.port, host=args.host",
        "reload_dirs=settings.dirs",
    ],
)
def test_flags_that_cannot_be_on(flag: str) -> None:
    """Whatever is chosen is off."""
    silent(f"def main(args):\n    uvicorn.run(app, {flag})\n")


@pytest.mark.parametrize(
    "flag",
    [
        "**options",
        "**settings.uvicorn",
        "**{name: value for name, value in options.items()}",
        "**{**options}",
        "**vars(args)",
        "**dict(options)",
        "port=1, **options",
    ],
)
def test_flags_that_may_come_through_an_opaque_mapping(flag: str) -> None:
    """Nobody sees what it holds; beside it, a visible flag is judged as ever."""
    silent(f"def main(args, **options):\n    uvicorn.run(app, {flag})\n")
    fires(f"def main(args, **options):\n    uvicorn.run(app, reload=args.reload, {flag})\n")


@pytest.mark.parametrize(
    "parameter",
    ["reload", "reload=False", "reload=None", "reload: bool", "reload: bool = False", "*, reload"],
)
def test_parameters(parameter: str) -> None:
    """A parameter may be on, whatever its default is."""
    fires(f"def main({parameter}):\n    uvicorn.run(app, reload=reload)\n")
    silent(f"def main({parameter}):\n    reload = False\n    uvicorn.run(app, reload=reload)\n")


@pytest.mark.parametrize(
    "source",
    [
        # click
        """
        @click.command()
        @click.option("--reload", is_flag=True, default=False)
        def main(reload):
            uvicorn.run(app, reload=reload)
        """,
        # typer
        """
        cli = typer.Typer()
        @cli.command()
        def main(workers: int = typer.Option(1)):
            uvicorn.run(app, workers=workers)
        """,
        # argparse
        """
        parser = argparse.ArgumentParser()
        parser.add_argument("--reload", action="store_true")
        args = parser.parse_args()
        uvicorn.run(app, reload=args.reload)
        """,
        # The values that reach are several.
        """
        reload = False
        if sys.argv[1:] == ["dev"]:
            reload = True
        uvicorn.run(app, reload=reload)
        """,
        """
        def main(production):
            if production:
                workers = 4
            else:
                workers = 1
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(names):
            reload = False
            for name in names:
                reload = reload or name == "reload"
            uvicorn.run(app, reload=reload)
        """,
        """
        try:
            import watchfiles
        except ImportError:
            reload = False
        else:
            reload = True
        uvicorn.run(app, reload=reload)
        """,
        # A default is no thought for the flag.
        """
        def main(workers=None):
            if workers is None:
                workers = os.cpu_count()
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(workers=None):
            if not workers:
                workers = 1
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(workers=None):
            workers = 1 if workers is None else workers
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(workers=None):
            workers = workers if workers else 1
            uvicorn.run(app, workers=workers)
        """,
        # The class of the configuration is here.
        """
        class Config:
            def __init__(self, reload):
                self.reload = reload
            def serve(self):
                uvicorn.run(app, reload=self.reload)
        """,
    ],
)
def test_options_and_names(source: str) -> None:
    """Where flags come from in real programs."""
    fires(source)


@pytest.mark.parametrize(
    ("flags", "codes"),
    [
        ("reload=True, workers=args.workers", ["UVI001"]),
        ("reload=settings.debug, workers=2", ["UVI001"]),
        ("reload=settings.debug, workers=args.workers", ["UVI002"]),
        ("debug=True, workers=args.workers", ["UVI001", "UVI006"]),
        ("debug=False, workers=args.workers", ["UVI002", "UVI006"]),
        ("debug=settings.debug", ["UVI006"]),
        ("reload=settings.debug, workers='4'", []),
    ],
)
def test_one_report_for_a_launch(flags: str, codes: list[str]) -> None:
    """UVI001 wins over UVI002, and UVI006 has its own keyword."""
    source = f"{HEAD}def main(args):\n    uvicorn.run(app, {flags})\n"
    assert [code for _, _, code in reported(source)] == codes


def test_place_of_the_report() -> None:
    """At the application, wherever it stands."""
    check(
        """
        import functools, threading, uvicorn
        from api import app
        def main(reload, workers):
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
            uvicorn.run(reload=reload, app=app)  # error: 35 UVI002
            uvicorn.run(
                app,  # error: 8 UVI002
                workers=workers,
            )
            functools.partial(uvicorn.run, app, reload=reload)()  # error: 35 UVI002
            threading.Thread(  # no report here
                target=uvicorn.run,
                args=(app,),  # error: 14 UVI002
                kwargs={"workers": workers},
            ).start()
        """,
        select="UVI002",
    )


def test_the_application_must_be_certain() -> None:
    """Of a string, or of what may be one, nothing is said."""
    for text in ('"main:app"', "application", "settings.app", '"m:app" if reload else app'):
        silent(f"def main(reload, application):\n    uvicorn.run({text}, reload=reload)\n")
    fires("def main(reload, application):\n    uvicorn.run(app, reload=reload)\n")


# Thought for the flag: the silent case, and its neighbour that fires

PAIRS: dict[str, tuple[str, str]] = {
    "the other branch passes a string": (
        """
        def main(reload):
            if reload:
                uvicorn.run("main:app", reload=True)
            else:
                uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload, colour):
            if colour:
                uvicorn.run("main:app", reload=True)
            else:
                uvicorn.run(app, reload=reload)
        """,
    ),
    "elif": (
        """
        def main(reload, x):
            if x:
                pass
            elif reload:
                uvicorn.run("main:app", reload=True)
            else:
                uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload, x):
            if x:
                uvicorn.run(app, reload=reload)
            elif reload:
                uvicorn.run("main:app", reload=True)
        """,
    ),
    "enclosing condition further out": (
        """
        def main(args):
            if not args.reload:
                with open("log"):
                    for _ in range(1):
                        uvicorn.run(app, reload=args.reload)
        """,
        """
        def main(args):
            if not args.colour:
                with open("log"):
                    for _ in range(1):
                        uvicorn.run(app, reload=args.reload)
        """,
    ),
    "the condition holds the flag among others": (
        """
        def main(args):
            if args.debug and not args.reload:
                uvicorn.run(app, reload=args.reload)
        """,
        """
        def main(args):
            if args.debug and not args.colour:
                uvicorn.run(app, reload=args.reload)
        """,
    ),
    "conditional expression around the call": (
        """
        def main(reload):
            uvicorn.run("m:app", reload=True) if reload else uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload, x):
            uvicorn.run("m:app", reload=True) if x else uvicorn.run(app, reload=reload)
        """,
    ),
    "and": (
        "def main(reload):\n    not reload and uvicorn.run(app, reload=reload)\n",
        "def main(reload, x):\n    not x and uvicorn.run(app, reload=reload)\n",
    ),
    "conditional application": (
        """
        def main(reload):
            uvicorn.run("m:app" if reload else app, reload=reload)
        """,
        """
        def main(reload):
            uvicorn.run(FastAPI() if reload else app, reload=reload)
        """,
    ),
    "early return": (
        """
        def main(reload):
            if reload:
                uvicorn.run("main:app", reload=True)
                return
            uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload):
            if reload:
                print("this will not work")
            uvicorn.run(app, reload=reload)
        """,
    ),
    "the return comes too late": (
        """
        def main(reload):
            if not reload:
                uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload):
            uvicorn.run(app, reload=reload)
            if reload:
                return
        """,
    ),
    "early return on something else": (
        """
        def main(reload, x):
            if x or reload:
                return
            uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload, x):
            if x:
                return
            uvicorn.run(app, reload=reload)
        """,
    ),
    "not on every way": (
        """
        def main(reload, x):
            if reload:
                sys.exit("no")
            if x:
                print(x)
            uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload, x):
            if x:
                if reload:
                    sys.exit("no")
            uvicorn.run(app, reload=reload)
        """,
    ),
    "exit": (
        """
        if settings.reload:
            sys.exit("use the command line")
        uvicorn.run(app, reload=settings.reload)
        """,
        """
        if settings.colour:
            sys.exit("use the command line")
        uvicorn.run(app, reload=settings.reload)
        """,
    ),
    "raise": (
        """
        def main(workers):
            if workers > 1:
                raise ValueError("one worker only")
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(workers, port):
            if port > 1:
                raise ValueError("one port only")
            uvicorn.run(app, workers=workers)
        """,
    ),
    "raise inside a block": (
        """
        def main(workers):
            if workers > 1:
                raise ValueError("one worker only")
            with open("log"):
                uvicorn.run(app, workers=workers)
        """,
        """
        def main(workers, log):
            with open("log"):
                uvicorn.run(app, workers=workers)
            if workers > 1:
                raise ValueError("one worker only")
        """,
    ),
    "assert": (
        "def main(reload):\n    assert not reload\n    uvicorn.run(app, reload=reload)\n",
        "def main(reload, x):\n    assert not x\n    uvicorn.run(app, reload=reload)\n",
    ),
    "parser.error": (
        """
        parser = argparse.ArgumentParser()
        args = parser.parse_args()
        if args.workers > 1:
            parser.error("one worker only")
        uvicorn.run(app, workers=args.workers)
        """,
        """
        parser = argparse.ArgumentParser()
        args = parser.parse_args()
        if args.port > 1:
            parser.error("one port only")
        uvicorn.run(app, workers=args.workers)
        """,
    ),
    "ctx.fail": (
        """
        def main(ctx, workers):
            if workers != 1:
                ctx.fail("one worker only")
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(ctx, workers):
            if workers != 1:
                ctx.note("one worker only")
            uvicorn.run(app, workers=workers)
        """,
    ),
    "the same environment variable": (
        """
        if os.getenv("RELOAD"):
            raise SystemExit("no")
        uvicorn.run(app, reload=os.getenv("RELOAD") == "1")
        """,
        """
        if os.getenv("COLOUR"):
            raise SystemExit("no")
        uvicorn.run(app, reload=os.getenv("RELOAD") == "1")
        """,
    ),
    "the same key": (
        """
        def main(config):
            if not config["reload"]:
                uvicorn.run(app, reload=config["reload"])
        """,
        """
        def main(config):
            if not config["colour"]:
                uvicorn.run(app, reload=config["reload"])
        """,
    ),
    "an attribute of what is called": (
        """
        def main(get_settings):
            if get_settings().server.reload:
                raise ValueError
            uvicorn.run(app, reload=get_settings().server.reload)
        """,
        """
        def main(get_settings):
            if get_settings().server.colour:
                raise ValueError
            uvicorn.run(app, reload=get_settings().server.reload)
        """,
    ),
    "what a method is called on": (
        """
        if os.environ["RELOAD"].lower() == "yes":
            raise ValueError
        uvicorn.run(app, reload=os.environ["RELOAD"].lower() == "yes")
        """,
        """
        if os.environ["COLOUR"].lower() == "yes":
            raise ValueError
        uvicorn.run(app, reload=os.environ["RELOAD"].lower() == "yes")
        """,
    ),
    "the same key of what is called": (
        """
        def main(load):
            if load()["reload"]:
                raise ValueError
            uvicorn.run(app, reload=load()["reload"])
        """,
        """
        def main(load):
            if load()["colour"]:
                raise ValueError
            uvicorn.run(app, reload=load()["reload"])
        """,
    ),
    "through a name": (
        """
        reload = settings.reload
        if settings.reload:
            sys.exit("no")
        uvicorn.run(app, reload=reload)
        """,
        """
        reload = settings.reload
        if settings.colour:
            sys.exit("no")
        uvicorn.run(app, reload=reload)
        """,
    ),
    "through the name of a condition": (
        """
        def main(workers):
            several = workers > 1
            if several:
                raise ValueError
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(workers, port):
            several = port > 1
            if several:
                raise ValueError
            uvicorn.run(app, workers=workers)
        """,
    ),
    "clamped by a condition": (
        """
        def main(reload, workers):
            workers = 1 if reload else workers
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(reload, workers):
            workers = 4 if reload else workers
            uvicorn.run(app, workers=workers)
        """,
    ),
    "clamped the other way round": (
        """
        def main(production, reload):
            reload = reload if not production else False
            uvicorn.run(app, reload=reload)
        """,
        """
        def main(production, reload):
            reload = reload if not production else True
            uvicorn.run(app, reload=reload)
        """,
    ),
    "clamped in the call": (
        """
        def main(reload, workers):
            uvicorn.run(app, workers=1 if reload else workers)
        """,
        """
        def main(reload, workers):
            uvicorn.run(app, workers=1 if reload else 4)
        """,
    ),
    "clamped by an if": (
        """
        def main(workers):
            if workers > 1:
                print("one worker only")
                workers = 1
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(workers, port):
            if port > 1:
                print("one worker only")
                workers = 1
            uvicorn.run(app, workers=workers)
        """,
    ),
    "clamped to something that is on": (
        """
        def main(workers):
            if workers > 4:
                workers = 1
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(workers):
            if workers > 4:
                workers = 4
            uvicorn.run(app, workers=workers)
        """,
    ),
    "clamped on every way": (
        """
        def main(reload, x, n):
            if x:
                workers = 1 if reload else n
            else:
                workers = 1
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(reload, x, n):
            if x:
                workers = 1 if reload else n
            else:
                workers = n
            uvicorn.run(app, workers=workers)
        """,
    ),
    "min": (
        "def main(workers):\n    uvicorn.run(app, workers=min(workers, 1))\n",
        "def main(workers):\n    uvicorn.run(app, workers=min(workers, 4))\n",
    ),
    "min, by name": (
        "def main(n):\n    workers = min(1, n)\n    uvicorn.run(app, workers=workers)\n",
        "def main(n):\n    workers = max(1, n)\n    uvicorn.run(app, workers=workers)\n",
    ),
    "cannot be on": (
        "def main(x):\n    uvicorn.run(app, reload=False if x else None)\n",
        "def main(x):\n    uvicorn.run(app, reload=False if x else x)\n"
        .replace("False if x", "True if x"),
    ),
    "the flag asks for the type": (
        "def main(reload):\n    uvicorn.run(app, reload=reload and isinstance(app, str))\n",
        "def main(reload):\n    uvicorn.run(app, reload=reload and hasattr(app, 'x'))\n",
    ),
    "the flag asks for the type, by name": (
        """
        def main(reload):
            reload = isinstance(app, str) and reload
            uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload):
            reload = callable(app) and reload
            uvicorn.run(app, reload=reload)
        """,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_thought_for_the_flag(name: str) -> None:
    """The code has thought of the flag, its neighbour has not."""
    quiet, loud = PAIRS[name]
    silent(quiet)
    fires(loud)


def test_each_flag_needs_its_own_thought() -> None:
    """Only the flags that nobody thought of are named."""
    source = """\
import uvicorn
from api import app
def main(reload, workers):
    workers = 1 if reload else workers
    uvicorn.run(app, reload=reload, workers=workers)  # error: 16 UVI002
def other(reload, workers):
    if reload:
        raise ValueError
    uvicorn.run(app, reload=reload, workers=workers)  # error: 16 UVI002
def both(reload, workers):
    if reload or workers > 1:
        raise ValueError
    uvicorn.run(app, reload=reload, workers=workers)
"""
    check(source, select="UVI002")
    assert len(expected(source)) == 2


# What a guard is

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
    assert guard_truth(ast.parse(test, mode="eval").body) is truth


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
    found = [text for _, _, text in messages(source)]
    assert bool(found) is only_there
    assert all("it is bound only under the __main__ guard" in text for text in found)


def test_long_chains_end() -> None:
    """A flag behind many names, and names that stand for one another."""
    chain = "".join(f"    a{i} = a{i - 1} or b{i}\n" for i in range(1, 300))
    fires(f"def main(a0):\n{chain}    uvicorn.run(app, reload=a299)\n")
    fires("def main(x):\n    a = x\n    b = a\n    a = b\n    uvicorn.run(app, reload=a)\n")
