"""UVI007: what comes to a function without a plain call of it, and its silent neighbours."""

from __future__ import annotations

from typing import Final

HEAD: Final = """\
import asyncio
import functools
import multiprocessing
import threading
import click
import typer
import uvicorn
from multiprocessing import Process
from api import app

"""
CALL: Final = 'uvicorn.run("api:app", reload=True)'

_WRAPPING: Final = """\
def deco(f):
    @functools.wraps(f)
    def inner(*args, **options):
        {}
    return inner
@deco
def main():
    CALL
{}
"""

AGAIN = {
    "click command": "@click.command()\ndef cli():\n    CALL\ncli()  # error: 0 UVI007\n",
    "click command without a call": (
        "@click.command\ndef cli():\n    CALL\ncli()  # error: 0 UVI007\n"
    ),
    "click command with options": """\
@click.command()
@click.option("--port", default=8000)
@click.pass_context
def cli(context, port):
    CALL
cli(standalone_mode=False)  # error: 0 UVI007
""",
    "main of a click command": (
        "@click.command()\ndef cli():\n    CALL\ncli.main()  # error: 0 UVI007\n"
    ),
    "callback of a click command": (
        "@click.command()\ndef cli():\n    CALL\ncli.callback()  # error: 0 UVI007\n"
    ),
    "click group itself": """\
@click.group(invoke_without_command=True)
def cli():
    CALL
cli()  # error: 0 UVI007
""",
    "command of a click group": """\
@click.group()
def cli(): ...
@cli.command()
def serve():
    CALL
cli()  # error: 0 UVI007
""",
    "command of a group that is made": """\
cli = click.Group()
@cli.command("serve")
def serve():
    CALL
cli.main()  # error: 0 UVI007
""",
    "command of typer": """\
cli = typer.Typer()
@cli.command()
def serve(port: int = 8000):
    CALL
cli()  # error: 0 UVI007
""",
    "callback of typer": """\
cli = typer.Typer()
@cli.callback(invoke_without_command=True)
def serve():
    CALL
cli()  # error: 0 UVI007
""",
    "typer.run": "def serve():\n    CALL\ntyper.run(serve)  # error: 0 UVI007\n",
    "lambda": "serve = lambda: CALL\nserve()  # error: 0 UVI007\n",
    "lambda at once": "(lambda: 1)()\n(lambda: CALL)()  # error: 0 UVI007\n",
    "two launches through one command": """\
def serve():
    CALL
def again():
    CALL
@click.command
def cli():
    serve()
    again()
cli()  # error: 0 UVI007, 0 UVI007
""",
    "two lambdas": """\
one = lambda: CALL
two = lambda: CALL
print(one(), two())  # error: 6 UVI007, 13 UVI007
""",
    "lambda in a function": """\
def main():
    serve = lambda: CALL
    serve()
main()  # error: 0 UVI007
""",
    "cache": "@functools.lru_cache\ndef main():\n    CALL\nmain()  # error: 0 UVI007\n",
    "cache with a size": (
        "@functools.lru_cache(maxsize=1)\ndef main():\n    CALL\nmain()  # error: 0 UVI007\n"
    ),
    "wrapper that calls": _WRAPPING.format(
        "return f(*args, **options)", "main()  # error: 0 UVI007"
    ),
    "wrapper that calls in a try": """\
def deco(f):
    def inner():
        print("starts")
        f()
        print("ends")
    return inner
@deco
def main():
    CALL
main()  # error: 0 UVI007
""",
    "what a wrapper keeps": _WRAPPING.format("return 0", "main.__wrapped__()  # error: 0 UVI007"),
    "what a cache keeps": (
        "@functools.cache\ndef main():\n    CALL\nmain.__wrapped__()  # error: 0 UVI007\n"
    ),
    "asyncio.run": "async def main():\n    CALL\nasyncio.run(main())  # error: 0 UVI007\n",
    "loop that runs until it is complete": """\
async def main():
    CALL
asyncio.new_event_loop().run_until_complete(main())  # error: 0 UVI007
""",
    "runner": """\
async def main():
    CALL
with asyncio.Runner() as runner:
    runner.run(main())  # error: 4 UVI007
""",
    "coroutine in a coroutine": """\
async def serve():
    CALL
async def main():
    await serve()
asyncio.run(main())  # error: 0 UVI007
""",
    "method": """\
class Server:
    def main(self):
        CALL
Server().main()  # error: 0 UVI007
""",
    "static method": """\
class Server:
    @staticmethod
    def main():
        CALL
Server.main()  # error: 0 UVI007
""",
    "init": "class Server:\n    def __init__(self):\n        CALL\nServer()  # error: 0 UVI007\n",
    "partial": (
        'serve = functools.partial(uvicorn.run, "api:app", reload=True)\n'
        "serve()  # error: 0 UVI007\n"
    ),
}
# The oracle starts no process, so these were run by themselves: see the page.
PROCESSES = {
    "process": """\
process = Process(target=uvicorn.run, args=("api:app",), kwargs={"reload": True})
process.start()  # error: 0 UVI007
""",
    "process at once": """\
Process(target=uvicorn.run, args=("api:app",), kwargs={"workers": 2}).start()  # error: 0 UVI007
""",
    "process with this file": """\
process = Process(target=uvicorn.run, args=("main:app",))
process.start()  # error: 0 UVI007
process.join()
""",
    "process with a function": """\
def serve():
    CALL
process = multiprocessing.Process(target=serve)
process.start()  # error: 0 UVI007
""",
    "process of a context": """\
context = multiprocessing.get_context("spawn")
process = context.Process(target=uvicorn.run, args=("main:app",))
process.start()  # error: 0 UVI007
""",
    "process with a lambda": """\
process = Process(target=lambda: CALL)
process.start()  # error: 0 UVI007
""",
}
ONCE = {
    "click command under the guard": """\
@click.command()
def cli():
    CALL
if __name__ == "__main__":
    cli()
""",
    "click command that nobody calls": "@click.command\ndef cli():\n    CALL\n",
    "command with something unknown": """\
from other import option
@click.command()
@option("--port", default=8000)
def cli(port):
    CALL
cli(standalone_mode=False)
""",
    "help of a click command": "@click.command()\ndef cli():\n    CALL\ncli.get_help(None)\n",
    "parameters of a click command": "@click.command()\ndef cli():\n    CALL\ncli.params.clear()\n",
    "click group with a condition": """\
@click.group(invoke_without_command=True)
@click.pass_context
def cli(context):
    if context.invoked_subcommand is None:
        CALL
cli()
""",
    "command of another group": """\
@click.group()
def cli(): ...
@click.group()
def other(): ...
@cli.command()
def serve():
    CALL
other()
""",
    "group that is made anew": """\
cli = click.Group()
@cli.command("serve")
def serve():
    CALL
cli = click.Group()
cli.main()
""",
    "command of something unknown": """\
from other import Typer
cli = Typer()
@cli.command()
def serve(port: int = 8000):
    CALL
cli()
""",
    "command of what is no name": """\
@registry["a"].command()
def serve():
    CALL
registry["a"]()
""",
    "typer that nobody calls": "cli = typer.Typer()\n@cli.command()\ndef serve():\n    CALL\n",
    "typer.run of another": "def serve():\n    CALL\ndef other(): ...\ntyper.run(other)\n",
    "run of another typer": (
        "from other import run\ndef serve():\n    CALL\nrun(serve)\n"
    ),
    "lambda under the guard": 'serve = lambda: CALL\nif __name__ == "__main__":\n    serve()\n',
    "lambda that is kept": "print(lambda: CALL)\n",
    "lambda in a function that nobody calls": """\
def main():
    serve = lambda: CALL
    serve()
""",
    "one of two lambdas": "serve = lambda: CALL\nif x: serve = lambda: 1\nserve()\n",
    "cache that nobody asks": "@functools.lru_cache\ndef main():\n    CALL\nmain.cache_clear()\n",
    "context manager": """\
from contextlib import contextmanager
@contextmanager
def main():
    CALL
    yield
main()
""",
    "wrapper with a condition": _WRAPPING.format(
        "return f(*args, **options) if args else 0", "main()"
    ),
    "wrapper that does not call": """\
def deco(f):
    def inner():
        print(f)
    return inner
@deco
def main():
    CALL
main()
""",
    "wrapper that keeps nothing": """\
def deco(f):
    def inner(): ...
    return inner
@deco
def main():
    CALL
main.__wrapped__()
""",
    "what nobody calls of a wrapper": _WRAPPING.format("return 0", "main()"),
    "decorator without a parameter": """\
def deco():
    def inner(f): return f
    return inner
@deco()
def main():
    CALL
main()
""",
    "decorator that gives two": """\
def deco(f):
    if x: return f
    def inner(): f()
    return inner
@deco
def main():
    CALL
main()
""",
    "decorator that gives a number": (
        "def deco(f): return 1\n@deco\ndef main():\n    CALL\nmain()\n"
    ),
    "wrapper that is a coroutine": """\
def deco(f):
    async def inner(): f()
    return inner
@deco
def main():
    CALL
main()
""",
    "asyncio.run under the guard": """\
async def main():
    CALL
if __name__ == "__main__":
    asyncio.run(main())
""",
    "coroutine that is only planned": """\
async def main():
    CALL
asyncio.new_event_loop().create_task(main())
""",
    "runner of another": """\
async def main():
    CALL
async def other(): ...
with asyncio.Runner() as runner:
    runner.run(other())
""",
    "coroutine that nobody awaits": """\
async def serve():
    CALL
async def main():
    serve()
asyncio.run(main())
""",
    "method of another class": """\
class Server:
    def main(self):
        CALL
class Other:
    def main(self): ...
Other().main()
""",
    "static method under the guard": """\
class Server:
    @staticmethod
    def main():
        CALL
if __name__ == "__main__":
    Server.main()
""",
    "property": """\
class Server:
    @property
    def main(self):
        CALL
Server().main()
""",
    "class that nobody makes": (
        "class Server:\n    def __init__(self):\n        CALL\nprint(Server)\n"
    ),
    "init of another": """\
class Server:
    def __init__(self):
        CALL
class Other: ...
def Server(): ...
Server()
""",
    "partial that nobody calls": (
        'serve = functools.partial(uvicorn.run, "api:app", reload=True)\nprint(serve)\n'
    ),
    "partial with what turns it off": (
        'serve = functools.partial(uvicorn.run, "api:app", reload=True)\n'
        "serve(reload=False)\n"
    ),
    "partial whose name is another's": (
        'serve = functools.partial(uvicorn.run, "api:app", reload=True)\n'
        "serve = print\nserve()\n"
    ),
    "partial that somebody else calls": (
        'print(functools.partial(uvicorn.run, "api:app", reload=True))\n'
    ),
    "process under the guard": """\
process = Process(target=uvicorn.run, args=("api:app",), kwargs={"reload": True})
if __name__ == "__main__":
    process.start()
""",
    "process that nobody starts": """\
process = Process(target=uvicorn.run, args=("api:app",), kwargs={"workers": 2})
start()
""",
    "process with another file": """\
process = Process(target=uvicorn.run, args=("api:app",))
process.start()
""",
    "process with an object": (
        "process = Process(target=uvicorn.run, args=(app,))\nprocess.start()\n"
    ),
    "another process": """\
def serve():
    CALL
process = multiprocessing.Process(target=serve)
other = multiprocessing.Process(target=print)
other.start()
""",
    "process with a coroutine": """\
async def serve():
    CALL
process = multiprocessing.Process(target=serve)
process.start()
""",
    "process of something unknown": """\
from other import Process
def serve():
    CALL
process = Process(target=serve)
process.start()
""",
    "thread": 'threading.Thread(target=uvicorn.run, args=("main:app",)).start()\n',
    "start of a call": "def serve():\n    CALL\nmake(serve).start()\nstart()\n",
}
