"""Programs with a ``uvicorn.Config``, each with what uvicorn 0.54.0 does with it."""

from __future__ import annotations

_HEAD = """\
import asyncio
import os
import threading

import uvicorn
from fastapi import FastAPI

"""

FIRES = [
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config("main.app", port=8000)  # error: 28 UVI004
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main.py:app", port=8000)).run()  # error: 34 UVI004
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(config=uvicorn.Config(app="main:", port=8000)).run()  # error: 45 UVI004
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


async def main() -> None:
    config = uvicorn.Config("src/main:app", port=8000)  # error: 28 UVI004
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    from uvicorn import Config, Server

    Server(Config(".main:app")).run()  # error: 18 UVI004
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    options = {"port": 8000}
    server = uvicorn.Server(uvicorn.Config("main:app()", **options))  # error: 43 UVI004
    server.run()
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def main() -> None:
    config = uvicorn.Config(
        "main: app",  # error: 8 UVI004
        port=8000,
        reload=False,
    )
    asyncio.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: fails
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:app", port=8000)).run()  # error: 34 UVI005
""",
    _HEAD
    + """\
# uvicorn: fails
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    app = api
    uvicorn.Server(uvicorn.Config("main:app", port=8000)).run()  # error: 34 UVI005
""",
    _HEAD
    + """\
# uvicorn: fails
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


def main() -> None:
    app = api
    server = uvicorn.Server(uvicorn.Config("main:app", port=8000))  # error: 43 UVI005
    server.run()


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: fails
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


async def main() -> None:
    app = api
    config = uvicorn.Config("main:app", port=8000)  # error: 28 UVI005
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: fails
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(f"{__name__}:app", port=8000)).run()  # error: 34 UVI005
""",
    _HEAD
    + """\
# uvicorn: fails
# why: UVI005 before UVI008: it must be mended first
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:app", port=8000, reload=True)).run()  # error: 34 UVI005
""",
    _HEAD
    + """\
# uvicorn: fails
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    server = uvicorn.Server(uvicorn.Config("main:app", port=8000))  # error: 43 UVI005
    threading.Thread(target=server.run).start()
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:create_application", factory=True)).run()  # error: 34 UVI005
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 1
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config(app, port=8000, debug=True)  # error: 44 UVI006
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: exit 1
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config("main:app", port=8000, debug=False)  # error: 51 UVI006
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: the constructor itself raises
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Config(app, debug=True)  # error: 24 UVI006
""",
    _HEAD
    + """\
# uvicorn: exit 1
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


async def main() -> None:
    await uvicorn.Server(uvicorn.Config(app, port=8000, debug=os.getenv("DEBUG"))).serve()  # error: 56 UVI006


if __name__ == "__main__":
    asyncio.run(main())
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 1
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    from uvicorn.config import Config

    Config(app, debug=0)  # error: 16 UVI006
""",
    _HEAD
    + """\
# uvicorn: exit 1
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config(
        app,
        port=8000,
        debug=True,  # error: 8 UVI006
        log_level="debug",
    )
""",
    _HEAD
    + """\
# uvicorn: exit 1
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def build(debug: bool) -> uvicorn.Config:
    return uvicorn.Config(app, port=8000, debug=debug)  # error: 42 UVI006


if __name__ == "__main__":
    uvicorn.Server(build(True)).run()
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: the TypeError comes before the ignored flag
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    server = uvicorn.Server(uvicorn.Config("main:app", debug=True, reload=True))  # error: 55 UVI006
    server.run()
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


uvicorn.Server(uvicorn.Config("main:app", port=8000)).run()  # error: 0 UVI007
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


config = uvicorn.Config("main:app", port=8000)
server = uvicorn.Server(config)
server.run()  # error: 0 UVI007
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


config = uvicorn.Config("main:app", port=8000)
asyncio.run(uvicorn.Server(config).serve())  # error: 12 UVI007
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


config = uvicorn.Config("main:create_app", factory=True, port=8000)
uvicorn.Server(config).run()  # error: 0 UVI007
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def main() -> None:
    config = uvicorn.Config("main:app", port=8000)
    uvicorn.Server(config).run()


main()  # error: 0 UVI007
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(app, port=8000, factory=True)).run()  # error: 34 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:app", port=8000, factory=True)).run()  # error: 34 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(create_app(), port=8000, factory=True)).run()  # error: 34 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


async def main() -> None:
    await uvicorn.Server(uvicorn.Config(app, factory=True)).serve()  # error: 40 UVI009


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:create_app", factory=True)).run()  # error: 34 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    server = uvicorn.Server(uvicorn.Config(app, factory=True))  # error: 43 UVI009
    threading.Thread(target=server.run).start()
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    settings = type("Settings", (), {"reload": True})
    config = uvicorn.Config("main:app", port=8000, reload=settings.reload)  # error: 51 UVI008
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: serves
import argparse
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=3)
    args = parser.parse_args()
    config = uvicorn.Config("main:app", port=8000, workers=args.workers)  # error: 51 UVI008
    uvicorn.Server(config).run()
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


async def serve(reload: bool = True) -> None:
    config = uvicorn.Config("main:app", port=8000, reload=reload)  # error: 51 UVI008
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(serve())
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    class Server(uvicorn.Server):
        def install_signal_handlers(self) -> None:
            pass


    Server(uvicorn.Config(app, port=8000, workers=4)).run()  # error: 42 UVI008
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    server = uvicorn.Server(uvicorn.Config("main:app", port=8000, reload=True))  # error: 66 UVI008
    threading.Thread(target=server.run).start()
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def configure() -> uvicorn.Config:
    return uvicorn.Config("main:app", port=8000, reload=True)  # error: 49 UVI008


if __name__ == "__main__":
    uvicorn.Server(configure()).run()
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


class Web:
    def __init__(self) -> None:
        self.config = uvicorn.Config("main:app", port=8000, workers=4)  # error: 60 UVI008
        self.server = uvicorn.Server(self.config)

    def start(self) -> None:
        self.server.run()


if __name__ == "__main__":
    Web().start()
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


class Web:
    def config(self, workers: int) -> uvicorn.Config:
        return uvicorn.Config(app, port=8000, workers=workers)  # error: 46 UVI008

    async def serve(self) -> None:
        await uvicorn.Server(self.config(2)).serve()


if __name__ == "__main__":
    asyncio.run(Web().serve())
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config(
        "main:app",
        port=8000,
        reload=bool(os.environ.get("DEV", "1")),  # error: 8 UVI008
        workers=int(os.environ.get("WORKERS", "2")),
    )
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config("main:app", port=8000, workers=os.cpu_count())  # error: 51 UVI008
    config.load()
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


async def main() -> None:
    server = uvicorn.Server(uvicorn.Config(app, port=8000, reload=os.getenv("ENV") != "prod"))  # error: 59 UVI008
    task = asyncio.create_task(server.serve())
    await task


if __name__ == "__main__":
    asyncio.run(main())
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


class Background(threading.Thread):
    def run(self) -> None:
        config = uvicorn.Config(app, port=8000, workers=2)  # error: 48 UVI008
        uvicorn.Server(config).run()


if __name__ == "__main__":
    Background().start()
""",
    _HEAD
    + """\
# uvicorn: serves
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    from uvicorn import Config, Server

    server = Server(config=Config("main:app", port=8000, workers=int(os.environ.get("W", 4))))  # error: 57 UVI008
    server.run()
""",  # noqa: E501
]

SILENT = [
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:app", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: the Config is never loaded
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Config("main.app")
""",
    _HEAD
    + """\
# uvicorn: serves
# env: TARGET=main:app
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(os.environ["TARGET"], port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: another Config
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    from configparser import ConfigParser as Config

    print(Config({"app": "main.app"}))
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: another Config
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    class Config:
        def __init__(self, app: str, port: int) -> None:
            self.app = app


    print(Config("main.app", port=8000))
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(app, port=8000, root_path="main.app")).run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


async def main() -> None:
    await uvicorn.Server(uvicorn.Config(f"{__name__}:app", port=8000)).serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
# why: the Config is changed before it is loaded
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config("main.app", port=8000)
    config.app = "main:app"
    uvicorn.Server(config).run()
""",
    _HEAD
    + """\
# uvicorn: works
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:api", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: works
# why: this process looks it up in itself
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    app = api
    uvicorn.Server(uvicorn.Config(f"{__name__}:app", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("api:app", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: never loaded
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Config("main:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: fails
# why: another main may lie there
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    import sys

    sys.path.insert(0, "lib")
    uvicorn.Server(uvicorn.Config("main:app", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: works
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:create_app", factory=True, port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: works
api = FastAPI()


@api.get("/")
def pid() -> int:
    return os.getpid()


async def main() -> None:
    config = uvicorn.Config("main:api", port=8000)
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(app, port=8000, log_level="debug")).run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    try:
        config = uvicorn.Config(app, port=8000, debug=True)
    except TypeError:
        config = uvicorn.Config(app, port=8000)
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    import inspect

    options = {}
    if "debug" in inspect.signature(uvicorn.Config).parameters:
        config = uvicorn.Config(app, port=8000, debug=True)
    else:
        config = uvicorn.Config(app, port=8000)
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI(debug=True)


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(app, port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: another Config
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    from dataclasses import dataclass


    @dataclass
    class Config:
        app: object
        debug: bool


    print(Config(app, debug=True).debug)
""",
    _HEAD
    + """\
# uvicorn: works
# why: a subclass that takes it
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    class Config(uvicorn.Config):
        def __init__(self, app: object, debug: bool = False, **options: int) -> None:
            super().__init__(app, **options)


    uvicorn.Server(Config(app, debug=True, port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    debug = True
    uvicorn.Server(uvicorn.Config(app, port=8000, access_log=debug)).run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    options = {"debug": True, "port": 8000}
    options.pop("debug")
    uvicorn.Server(uvicorn.Config(app, **options)).run()
""",
    _HEAD
    + """\
# uvicorn: works
# why: the other module does not come back here
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


uvicorn.Server(uvicorn.Config("api:app", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: serves
# why: a Server starts no process: UVI008, not UVI007
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


uvicorn.Server(uvicorn.Config("api:app", port=8000, workers=2)).run()  # error: 52 UVI008
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


uvicorn.Server(uvicorn.Config(f"{__name__}:app", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


uvicorn.Server(uvicorn.Config(app, port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: a condition that may be false on import
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if os.environ.get("SERVE"):
    uvicorn.Server(uvicorn.Config("main:app", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: works
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(create_app, port=8000, factory=True)).run()
""",
    _HEAD
    + """\
# uvicorn: works
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:create_app", port=8000, factory=True)).run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(lambda: app, port=8000, factory=True)).run()
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config(app, port=8000, factory=False)).run()
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: never loaded
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Config(app, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    factory = os.environ.get("FACTORY") == "1"
    uvicorn.Server(uvicorn.Config("main:app", port=8000, factory=factory)).run()
""",
    _HEAD
    + """\
# uvicorn: serves
# why: certainly off
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:app", port=8000, reload=False)).run()
""",
    _HEAD
    + """\
# uvicorn: serves
# why: certainly off
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:app", port=8000, workers=1)).run()
""",
    _HEAD
    + """\
# uvicorn: serves
# why: certainly off
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Server(uvicorn.Config("main:app", port=8000, workers=None)).run()
""",
    _HEAD
    + """\
# uvicorn: serves
# why: a parameter that every visible call leaves off
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def build(reload: bool = False) -> uvicorn.Config:
    return uvicorn.Config("main:app", port=8000, reload=reload)


if __name__ == "__main__":
    uvicorn.Server(build()).run()
""",
    _HEAD
    + """\
# uvicorn: child
# why: a supervisor
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    from uvicorn.supervisors import ChangeReload

    config = uvicorn.Config("main:app", port=8000, reload=True)
    server = uvicorn.Server(config)
    ChangeReload(config, target=server.run, sockets=[config.bind_socket()]).run()
""",
    _HEAD
    + """\
# uvicorn: child
# why: a supervisor
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    from uvicorn.supervisors import ChangeReload

    config = uvicorn.Config("main:app", port=8000, reload=os.getenv("DEV", "1") == "1")
    server = uvicorn.Server(config)
    if config.should_reload:
        ChangeReload(config, target=server.run, sockets=[config.bind_socket()]).run()
    else:
        server.run()
""",
    _HEAD
    + """\
# uvicorn: children
# why: a supervisor of one's own reads config.workers
import multiprocessing
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def serve(config: uvicorn.Config) -> None:
    uvicorn.Server(config).run()


if __name__ == "__main__":
    config = uvicorn.Config(app, port=8000, workers=2)
    socket = config.bind_socket()
    children = [
        multiprocessing.Process(target=uvicorn.Server(config).run, args=([socket],))
        for _ in range(config.workers)
    ]
    for child in children:
        child.start()
""",
    _HEAD
    + """\
# uvicorn: works
# why: a subclass with a run of its own
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    class Server(uvicorn.Server):
        def run(self, sockets: list | None = None) -> None:
            if sockets is None and self.config.should_reload:
                from uvicorn.supervisors import ChangeReload

                sockets = [self.config.bind_socket()]
                ChangeReload(self.config, target=super().run, sockets=sockets).run()
            else:
                super().run(sockets)


    Server(uvicorn.Config("main:app", port=8000, reload=True)).run()
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: no Server
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.Config("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: no Server
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config("main:app", port=8000, workers=4)
    print(config.workers)
""",
    _HEAD
    + """\
# uvicorn: child
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=os.getenv("DEV", "1") == "1")
""",
    _HEAD
    + """\
# uvicorn: serves
# why: other keywords
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config("main:app", port=8000, reload_dirs=["src"], limit_concurrency=9)
    server = uvicorn.Server(config)
    server.run()
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: another Server
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    class Server:
        def __init__(self, config: object) -> None: ...

        def run(self) -> None: ...


    Server(uvicorn.Config("main:app", reload=True)).run()
""",
    _HEAD
    + """\
# uvicorn: children
# why: the flag is read
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    config = uvicorn.Config("main:app", port=8000, workers=2)
    uvicorn.run(config.app, port=config.port, workers=config.workers)
""",
]
