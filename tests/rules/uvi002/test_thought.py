"""UVI002: code that has already thought of the flag, each beside a neighbour that has not."""

from __future__ import annotations

import textwrap

import pytest

from tests.support.marked import fires, silent
from tests.support.settings import HEAD

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
                uvicorn.run(app, reload=reload)  # error: 20 UVI002
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
                uvicorn.run(app, reload=reload)  # error: 20 UVI002
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
                        uvicorn.run(app, reload=args.reload)  # error: 28 UVI002
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
                uvicorn.run(app, reload=args.reload)  # error: 20 UVI002
        """,
    ),
    "conditional expression around the call": (
        """
        def main(reload):
            uvicorn.run("m:app") if reload else uvicorn.run(app, reload=reload)
        """,
        """
        def main(reload, x):
            uvicorn.run("m:app") if x else uvicorn.run(app, reload=reload)  # error: 47 UVI002
        """,
    ),
    "and": (
        "def main(reload):\n    not reload and uvicorn.run(app, reload=reload)\n",
        "def main(reload, x):\n    not x and uvicorn.run(app, reload=reload)  # error: 26 UVI002\n",
    ),
    "conditional application": (
        """
        def main(reload):
            uvicorn.run("m:app" if reload else app, reload=reload)
        """,
        """
        def main(reload):
            uvicorn.run(FastAPI() if reload else app, reload=reload)  # error: 16 UVI002
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
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
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
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
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
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
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
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
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
        uvicorn.run(app, reload=settings.reload)  # error: 12 UVI002
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
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
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
                uvicorn.run(app, workers=workers)  # error: 20 UVI002
            if workers > 1:
                raise ValueError("one worker only")
        """,
    ),
    "assert": (
        "def main(reload):\n    assert not reload\n    uvicorn.run(app, reload=reload)\n",
        "def main(reload, x):\n    assert not x\n"
        "    uvicorn.run(app, reload=reload)  # error: 16 UVI002\n",
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
        uvicorn.run(app, workers=args.workers)  # error: 12 UVI002
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
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
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
        uvicorn.run(app, reload=os.getenv("RELOAD") == "1")  # error: 12 UVI002
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
                uvicorn.run(app, reload=config["reload"])  # error: 20 UVI002
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
            uvicorn.run(app, reload=get_settings().server.reload)  # error: 16 UVI002
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
        uvicorn.run(app, reload=os.environ["RELOAD"].lower() == "yes")  # error: 12 UVI002
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
            uvicorn.run(app, reload=load()["reload"])  # error: 16 UVI002
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
        uvicorn.run(app, reload=reload)  # error: 12 UVI002
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
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
    ),
    "clamped by a condition": (
        """
        def main(reload, workers):
            workers = 1 if workers > 1 else workers
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(reload, workers):
            workers = 1 if reload else workers
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
    ),
    "clamped the other way round": (
        """
        def main(production, workers):
            workers = workers if not workers > 1 else False
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(production, reload):
            reload = reload if not production else False
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
        """,
    ),
    "clamped in the call": (
        """
        def main(reload, workers):
            uvicorn.run(app, workers=1 if workers >= 2 else workers)
        """,
        """
        def main(reload, workers):
            uvicorn.run(app, workers=1 if reload else workers)  # error: 16 UVI002
        """,
    ),
    "clamped by a test that has a name": (
        """
        def main(workers, port):
            several = workers > 1
            uvicorn.run(app, workers=1 if several else workers)
        """,
        """
        def main(workers, port):
            several = port > 1
            uvicorn.run(app, workers=1 if several else workers)  # error: 16 UVI002
        """,
    ),
    "clamped by a test of a function": (
        """
        def main(workers, port):
            uvicorn.run(app, workers=1 if too_many(workers) else workers)
        """,
        """
        def main(workers, port):
            uvicorn.run(app, workers=1 if too_many(port) else workers)  # error: 16 UVI002
        """,
    ),
    "clamped by more than the number": (
        """
        def main(workers, x):
            uvicorn.run(app, workers=1 if workers > 1 or x else workers)
        """,
        """
        def main(workers, x):
            uvicorn.run(app, workers=1 if workers > 4 and x else os.cpu_count())  # error: 16 UVI002
        """,
    ),
    "a flag that is on with something else": (
        """
        def main(reload, x):
            uvicorn.run(app, reload=False if reload or x else reload)
        """,
        """
        def main(reload, x):
            uvicorn.run(app, reload=reload if reload and x else False)  # error: 16 UVI002
        """,
    ),
    "a number that the environment has": (
        """
        def main():
            count = int(os.environ["COUNT"])
            uvicorn.run(app, workers=1 if count > 1 else count)
        """,
        """
        def main():
            uvicorn.run(
                app,  # error: 8 UVI002
                workers=int(os.environ["COUNT"]) if os.environ["COUNT"] in os.environ else 1,
            )
        """,
    ),
    "a number that the environment has, by get": (
        """
        def main():
            count = int(os.environ["COUNT"])
            uvicorn.run(app, workers=count if count <= 1 else 1)
        """,
        """
        def main():
            uvicorn.run(
                app,  # error: 8 UVI002
                workers=int(os.environ["COUNT"]) if os.environ.get("COUNT") else 1,
            )
        """,
    ),
    "a number that the environment has, by getenv": (
        """
        def main():
            count = int(os.environ["COUNT"])
            uvicorn.run(app, workers=count if count <= 1 else 1)
        """,
        """
        def main():
            uvicorn.run(
                app,  # error: 8 UVI002
                workers=int(os.environ["COUNT"]) if os.getenv("COUNT") else 1,
            )
        """,
    ),
    "a number that the environment has, by not": (
        """
        def main():
            count = int(os.environ["COUNT"])
            uvicorn.run(app, workers=count if count <= 1 else 1)
        """,
        """
        def main():
            uvicorn.run(
                app,  # error: 8 UVI002
                workers=1 if not os.getenv("COUNT") else int(os.environ["COUNT"]),
            )
        """,
    ),
    "a number that the environment has, by an empty text": (
        """
        def main():
            count = int(os.environ["COUNT"])
            uvicorn.run(app, workers=count if count <= 1 else 1)
        """,
        """
        def main():
            uvicorn.run(
                app,  # error: 8 UVI002
                workers=int(os.environ["COUNT"]) if os.getenv("COUNT") != "" else 1,
            )
        """,
    ),
    "a number that the environment has, by None": (
        """
        def main():
            count = int(os.environ["COUNT"])
            uvicorn.run(app, workers=count if count <= 1 else 1)
        """,
        """
        def main():
            uvicorn.run(
                app,  # error: 8 UVI002
                workers=int(os.environ["COUNT"]) if os.getenv("COUNT") is not None else 1,
            )
        """,
    ),
    "a number that the environment has, by an item": (
        """
        def main():
            count = int(os.environ["COUNT"])
            uvicorn.run(app, workers=count if count <= 1 else 1)
        """,
        """
        def main():
            uvicorn.run(
                app,  # error: 8 UVI002
                workers=int(os.environ["COUNT"]) if os.environ["COUNT"] else 1,
            )
        """,
    ),
    "clamped by a function of this file": (
        """
        def bounded(n, x):
            if n > 4:
                return 1
            return n
        def main(workers):
            uvicorn.run(app, workers=bounded(workers, 1))
        """,
        """
        def bounded(n, x):
            if x > 4:
                return 1
            if x:
                return
            return n
        def main(workers):
            uvicorn.run(app, workers=bounded(workers, 1))  # error: 16 UVI002
        """,
    ),
    "set to one before": (
        """
        def main(args):
            args.workers = 1
            uvicorn.run(app, workers=args.workers)
        """,
        """
        def main(args):
            args.workers = 4 if args.many else 1
            uvicorn.run(app, workers=args.workers)  # error: 16 UVI002
        """,
    ),
    "set to one last": (
        """
        def main(args, x):
            args.workers = x
            args.workers = 1
            uvicorn.run(app, workers=args.workers)
        """,
        """
        def main(args, x):
            args.workers = 1
            args.workers = x
            uvicorn.run(app, workers=args.workers)  # error: 16 UVI002
        """,
    ),
    "set to one too late": (
        """
        def main(args):
            args.workers = 1
            uvicorn.run(app, workers=args.workers)
        """,
        """
        def main(args):
            uvicorn.run(app, workers=args.workers)  # error: 16 UVI002
            args.workers = 1
        """,
    ),
    "set to one in any case": (
        """
        def main(args, x):
            args.workers = 1
            if x:
                uvicorn.run(app, workers=args.workers)
        """,
        """
        def main(args, x):
            if x:
                args.workers = 1
            uvicorn.run(app, workers=args.workers)  # error: 16 UVI002
        """,
    ),
    "an attribute of another thing": (
        """
        def main(args, other):
            args.workers = 1
            uvicorn.run(app, workers=args.workers)
        """,
        """
        def main(args, other):
            other.workers = 1
            uvicorn.run(app, workers=args.workers)  # error: 16 UVI002
        """,
    ),
    "an item that is set to off": (
        """
        def main(options):
            options["reload"] = False
            uvicorn.run(app, reload=options["reload"])
        """,
        """
        def main(options):
            options["colour"] = False
            uvicorn.run(app, reload=options["reload"])  # error: 16 UVI002
        """,
    ),
    "an item that is set to off last": (
        """
        def main(options, x):
            options[x] = True
            options["reload"] = False
            uvicorn.run(app, reload=options["reload"])
        """,
        """
        def main(options, x):
            options["reload"] = False
            options[x] = True
            uvicorn.run(app, reload=options["reload"])  # error: 16 UVI002
        """,
    ),
    "an item under a key that is worked out": (
        """
        def main(options, x):
            options["reload"] = False
            uvicorn.run(app, reload=options["reload"])
        """,
        """
        def main(options, x):
            options[x] = False
            uvicorn.run(app, reload=options[x])  # error: 16 UVI002
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
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
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
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
    ),
    "clamped on every way": (
        """
        def main(reload, x, n):
            if x:
                workers = 1 if n > 1 else n
            else:
                workers = 1
            uvicorn.run(app, workers=workers)
        """,
        """
        def main(reload, x, n):
            if x:
                workers = 1 if n > 1 else n
            else:
                workers = n
            uvicorn.run(app, workers=workers)  # error: 16 UVI002
        """,
    ),
    "min": (
        "def main(workers):\n    uvicorn.run(app, workers=min(workers, 1))\n",
        "def main(workers):\n    uvicorn.run(app, workers=min(workers, 4))  # error: 16 UVI002\n",
    ),
    "min, by name": (
        "def main(n):\n    workers = min(1, n)\n    uvicorn.run(app, workers=workers)\n",
        "def main(n):\n    workers = max(1, n)\n"
        "    uvicorn.run(app, workers=workers)  # error: 16 UVI002\n",
    ),
    "cannot be on": (
        "def main(x):\n    uvicorn.run(app, reload=False if x else None)\n",
        "def main(x):\n    uvicorn.run(app, reload=True if x else x)  # error: 16 UVI002\n",
    ),
    "the flag asks for the type": (
        "def main(reload):\n    uvicorn.run(app, reload=reload and isinstance(app, str))\n",
        "def main(reload):\n"
        "    uvicorn.run(app, reload=reload and hasattr(app, 'x'))  # error: 16 UVI002\n",
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
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
        """,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_thought_for_the_flag(name: str) -> None:
    """The code has thought of the flag, its neighbour has not."""
    quiet, loud = PAIRS[name]
    silent(HEAD + textwrap.dedent(quiet))
    fires(HEAD + textwrap.dedent(loud))


def test_each_flag_needs_its_own_thought() -> None:
    """Only the flags that nobody thought of are named."""
    source = """\
import uvicorn
from api import app
def main(reload, workers):
    workers = 1 if workers > 1 else workers
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
    fires(source, "UVI002")
