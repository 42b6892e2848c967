"""UVI008: a Config with flags, and a Server that looks at none of them."""

from __future__ import annotations

import textwrap

import pytest

from tests.rules.uvi008 import several
from tests.rules.uvi008.family import FIRES, SILENT
from tests.support.marked import check, each, expected, fires, reported, silent, texts

IGNORED = {
    "dynamic flags": """
        def main(reload):
            uvicorn.Server(uvicorn.Config("m:app", reload=reload)).run()  # error: 43 UVI008
        main(True)
        """,
    "a server of this file": """
        class Server(uvicorn.Server): ...
        Server(uvicorn.Config("m:app", workers=4)).run()  # error: 31 UVI008
        """,
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
    "flags that are off": """
        def main(reload=False):
            uvicorn.Server(uvicorn.Config("m:app", reload=reload, workers=1)).run()
        main()
        """,
    "no server": 'config = uvicorn.Config("m:app", reload=True)',
    "not started": """
        config = uvicorn.Config("m:app", reload=True)
        server = uvicorn.Server(config)
        """,
    "another server": """
        class Server(uvicorn.Server):
            def run(self): ...
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
    fires("import uvicorn\nfrom api import app\n" + textwrap.dedent(source))


@each(HONOURED)
def test_uvi008_is_silent(source: str) -> None:
    """Nothing is on, or something else may look at it."""
    silent("import uvicorn\nfrom api import app\n" + textwrap.dedent(source))


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


@pytest.mark.parametrize("source", [*FIRES, *SILENT])
def test_configurations(source: str) -> None:
    """Each program with a Config gets the reports that it is marked with; each was run."""
    assert reported(source) == expected(source)


@each(several.SERVED)
def test_several_servers(source: str) -> None:
    """What is in a list, and what a loop goes through, is served in turn."""
    fires(several.HEAD + source + several.TAIL)


@each(several.NOT_SERVED)
def test_several_that_are_not_served(source: str) -> None:
    """Another list, or none that can be seen."""
    silent(several.HEAD + source + several.TAIL)


MADE = {
    "a name in the call": ("(server := Server(Config('m:app', workers=2))).run()", True),
    "a function": ("def make(): return Config('m:app', workers=2)\nServer(make()).run()", True),
    "a function with two ways": (
        "def make():\n    if x: return Config('m:app')\n    return Config('m:app', workers=2)\n"
        "Server(make()).run()",
        False,
    ),
    "a lambda": ("make = lambda: Config('m:app', workers=2)\nServer(make()).run()", False),
    "a decorated function": (
        "@x\ndef make(): return Config('m:app', workers=2)\nServer(make()).run()", False,
    ),
    "functions that call one another": (
        "def f0(): return Config('m:app', workers=2)\n"
        + "".join(f"def f{i}(): return f{i - 1}()\n" for i in range(1, 9))
        + "Server(f8()).run()",
        False,
    ),
    "a class of a class": (
        "class A(Server): ...\nclass B(A): ...\nB(Config('m:app', workers=2)).run()", True,
    ),
    "a class of many": (
        "class C0(Server): ...\n"
        + "".join(f"class C{i}(C{i - 1}): ...\n" for i in range(1, 9))
        + "C8(Config('m:app', workers=2)).run()",
        False,
    ),
    "a parameter with another default": (
        "def main(n=1 + 1): Server(Config('m:app', workers=n)).run()\nmain()", True,
    ),
    "a parameter of a lambda": (
        "main = lambda n=1: Server(Config('m:app', workers=n)).run()\nmain(2)", True,
    ),
    "a parameter of a lambda that is off": (
        "main = lambda on=False: Server(Config('m:app', reload=on)).run()\nmain()", False,
    ),
    "a name that is no parameter": (
        "from conf import n\non = n\nServer(Config('m:app', reload=on)).run()", True,
    ),
    "a name that is off": ("on = False\nServer(Config('m:app', reload=on)).run()", False),
}  # fmt: skip


@pytest.mark.parametrize(("source", "fires"), MADE.values(), ids=MADE)
def test_what_made_a_server(source: str, fires: bool) -> None:
    """So far it is followed, and no further."""
    found = [code for _, _, code in reported(f"from uvicorn import Config, Server\n{source}\n")]
    assert found == ["UVI008"] * fires
