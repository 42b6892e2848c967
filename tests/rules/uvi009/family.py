"""UVI009: programs with a factory, each with what uvicorn 0.54.0 does with it."""

from __future__ import annotations

_HEAD = """\
import os

import uvicorn
from fastapi import FastAPI

"""

FIRES = [
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()
app.get("/")(os.getpid)


if __name__ == "__main__":
    uvicorn.run(app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()
app.get("/")(os.getpid)


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: hangs
app = FastAPI()
app.get("/")(os.getpid)


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, factory=True, reload=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
app = FastAPI()
app.get("/")(os.getpid)


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, factory=True, workers=2)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app(), port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


app = create_app()


if __name__ == "__main__":
    uvicorn.run(app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


app = create_app()


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


app = create_app()


if __name__ == "__main__":
    uvicorn.run(f"{__name__}:app", port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


def main() -> None:
    app = create_app()
    uvicorn.run(app, port=8000, factory=True)  # error: 16 UVI009


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: fails
# why: a coroutine function with three parameters is an application
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(os.getpid()).encode()})


if __name__ == "__main__":
    uvicorn.run(app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(os.getpid()).encode()})


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
class App(FastAPI):
    pass


app = App()


if __name__ == "__main__":
    uvicorn.run(app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
if __name__ == "__main__":
    uvicorn.run(FastAPI(), port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
from starlette.applications import Starlette
app = Starlette()


if __name__ == "__main__":
    uvicorn.run(app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run("main:create_app", port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(f"{__name__}:create_app", port=8000, factory=True, workers=2)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app(*, title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: hangs
def create_app(*, title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run("main:create_app", port=8000, factory=True, reload=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def create_app(title: str, debug: bool = False) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
make = lambda title: FastAPI(title=title)


if __name__ == "__main__":
    uvicorn.run(make, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
if __name__ == "__main__":
    uvicorn.run(lambda title: FastAPI(title=title), port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
async def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
class Needy(FastAPI):
    def __init__(self, path: str) -> None:
        super().__init__(root_path=path)


if __name__ == "__main__":
    uvicorn.run(Needy, port=8000, factory=True)  # error: 16 UVI009
""",
    _HEAD
    + """\
# uvicorn: fails
def build(settings: dict[str, str]) -> FastAPI:
    return FastAPI(**settings)


def main() -> None:
    uvicorn.run(build, port=8000, factory=True)  # error: 16 UVI009


if __name__ == "__main__":
    main()
""",
]

SILENT = [
    _HEAD
    + """\
# uvicorn: works
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run("main:create_app", port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(f"{__name__}:create_app", port=8000, factory=True, reload=True)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(lambda: create_app(), port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
app = FastAPI()
app.get("/")(os.getpid)


if __name__ == "__main__":
    uvicorn.run(app, port=8000, factory=False)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app(), port=8000)
""",
    _HEAD
    + """\
# uvicorn: works
class App(FastAPI):
    def __init__(self) -> None:
        super().__init__()
        self.get("/")(os.getpid)


if __name__ == "__main__":
    uvicorn.run(App, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
# why: it may be off
app = FastAPI()
app.get("/")(os.getpid)


if __name__ == "__main__":
    factory = bool(os.environ.get("FACTORY"))
    uvicorn.run("main:app", port=8000, factory=factory)
""",
    _HEAD
    + """\
# uvicorn: fails
# why: another file: not looked into
if __name__ == "__main__":
    uvicorn.run("api:app", port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: fails
# why: imported: by its name alone it may be a factory
if __name__ == "__main__":
    from api import app

    uvicorn.run(app, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: a class of its own that can be called without arguments
async def answer(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(os.getpid()).encode()})


class Both:
    def __call__(self, *given):
        return answer(*given) if given else answer


app = Both()


if __name__ == "__main__":
    uvicorn.run(app, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
# why: the result is a factory
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


def pick():
    return create_app


make = pick()


if __name__ == "__main__":
    uvicorn.run(make, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
import functools
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


make = functools.partial(create_app, "shop")


if __name__ == "__main__":
    uvicorn.run(make, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: the module makes it
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


def __getattr__(name: str) -> object:
    return create_app


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app(title: str = "shop") -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app(*, title: str = "shop") -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run("main:create_app", port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app(*args: str, **options: str) -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
# why: the decorator gives the argument
import functools
from collections.abc import Callable
def given(function: Callable[[str], FastAPI]) -> Callable[[], FastAPI]:
    return lambda: function("shop")


@given
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
class Factory:
    def make(self) -> FastAPI:
        app = FastAPI()
        app.get("/")(os.getpid)
        return app


if __name__ == "__main__":
    uvicorn.run(Factory().make, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
class Factory:
    @staticmethod
    def make() -> FastAPI:
        app = FastAPI()
        app.get("/")(os.getpid)
        return app


if __name__ == "__main__":
    uvicorn.run("main:Factory.make", port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
class Factory:
    @classmethod
    def make(cls) -> FastAPI:
        app = FastAPI()
        app.get("/")(os.getpid)
        return app


if __name__ == "__main__":
    uvicorn.run("main:Factory.make", port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(lambda: create_app("shop"), port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app("shop"), port=8000)
""",
    _HEAD
    + """\
# uvicorn: works
# why: the last definition counts
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


def create_app() -> FastAPI:  # noqa: F811
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: its defaults are set afterwards
def create_app(title: str) -> FastAPI:
    app = FastAPI(title=title)
    app.get("/")(os.getpid)
    return app


create_app.__defaults__ = ("shop",)


if __name__ == "__main__":
    uvicorn.run("main:create_app", port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
class App(FastAPI):
    def __init__(self, title: str = "shop") -> None:
        super().__init__(title=title)
        self.get("/")(os.getpid)


if __name__ == "__main__":
    uvicorn.run(App, port=8000, factory=True)
""",
    _HEAD
    + """\
# uvicorn: works
import functools
@functools.lru_cache
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run(create_app, port=8000, factory=True)
""",
]
