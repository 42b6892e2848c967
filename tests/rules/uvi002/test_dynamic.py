"""UVI002: flags that may turn on later."""

from __future__ import annotations

import textwrap

import pytest

from tests.support.marked import codes, fires, silent
from tests.support.settings import HEAD

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
    fires(f"{HEAD}def main(args):\n    uvicorn.run(app, {flag})  # error: 16 UVI002\n")


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
    silent(f"{HEAD}def main(args):\n    uvicorn.run(app, {flag})\n")


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
    start = f"{HEAD}def main(args, **options):\n"
    silent(f"{start}    uvicorn.run(app, {flag})\n")
    fires(f"{start}    uvicorn.run(app, reload=args.reload, {flag})  # error: 16 UVI002\n")


@pytest.mark.parametrize(
    "parameter",
    ["reload", "reload=False", "reload=None", "reload: bool", "reload: bool = False", "*, reload"],
)
def test_parameters(parameter: str) -> None:
    """A parameter may be on, whatever its default is."""
    start, launch = f"{HEAD}def main({parameter}):\n", "    uvicorn.run(app, reload=reload)"
    fires(f"{start}{launch}  # error: 16 UVI002\n")
    silent(f"{start}    reload = False\n{launch}\n")


@pytest.mark.parametrize(
    "source",
    [
        # click
        """
        @click.command()
        @click.option("--reload", is_flag=True, default=False)
        def main(reload):
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
        """,
        # typer
        """
        cli = typer.Typer()
        @cli.command()
        def main(workers: int = typer.Option(1)):
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
        # argparse
        """
        parser = argparse.ArgumentParser()
        parser.add_argument("--reload", action="store_true")
        args = parser.parse_args()
        uvicorn.run(app, reload=args.reload)  # error: 12 UVI002
        """,
        # The values that reach are several.
        """
        reload = False
        if sys.argv[1:] == ["dev"]:
            reload = True
        uvicorn.run(app, reload=reload)  # error: 12 UVI002
        """,
        """
        def main(production):
            if production:
                workers = 4
            else:
                workers = 1
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
        """
        def main(names):
            reload = False
            for name in names:
                reload = reload or name == "reload"
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
        """,
        """
        try:
            import watchfiles
        except ImportError:
            reload = False
        else:
            reload = True
        uvicorn.run(app, reload=reload)  # error: 12 UVI002
        """,
        # A default is no thought for the flag.
        """
        def main(workers=None):
            if workers is None:
                workers = os.cpu_count()
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
        """
        def main(workers=None):
            if not workers:
                workers = 1
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
        """
        def main(workers=None):
            workers = 1 if workers is None else workers
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
        """
        def main(workers=None):
            workers = workers if workers else 1
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
        # The class of the configuration is here.
        """
        class Config:
            def __init__(self, reload):
                self.reload = reload
            def serve(self):
                uvicorn.run(app, reload=self.reload)  # error: 20 UVI002
        """,
    ],
)
def test_options_and_names(source: str) -> None:
    """Where flags come from in real programs."""
    fires(HEAD + textwrap.dedent(source))


@pytest.mark.parametrize(
    ("flags", "wanted"),
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
def test_one_report_for_a_launch(flags: str, wanted: list[str]) -> None:
    """UVI001 wins over UVI002, and UVI006 has its own keyword."""
    source = f"{HEAD}def main(args):\n    uvicorn.run(app, {flags})\n"
    assert codes(source) == wanted


def test_place_of_the_report() -> None:
    """At the application, wherever it stands."""
    fires(
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
        "UVI002",
    )


def test_the_application_must_be_certain() -> None:
    """Of a string, or of what may be one, nothing is said."""
    start = f"{HEAD}def main(reload, application):\n"
    for text in ('"main:app"', "application", "settings.app", '"m:app" if reload else app'):
        silent(f"{start}    uvicorn.run({text}, reload=reload)\n")
    fires(f"{start}    uvicorn.run(app, reload=reload)  # error: 16 UVI002\n")


def test_long_chains_end() -> None:
    """A flag behind many names, and names that stand for one another."""
    chain = "".join(f"    a{i} = a{i - 1} or b{i}\n" for i in range(1, 300))
    launch = "uvicorn.run(app, reload={})  # error: 16 UVI002\n"
    fires(f"{HEAD}def main(a0):\n{chain}    {launch.format('a299')}")
    circle = "    a = x\n    b = a\n    a = b\n"
    fires(f"{HEAD}def main(x):\n{circle}    {launch.format('a')}")
