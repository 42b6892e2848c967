"""UVI011: programs whose launching code sets something up, each run under uvicorn 0.54.0."""

from __future__ import annotations

_HEAD = """\
import os
import sys

import uvicorn
from fastapi import APIRouter, FastAPI, Request

"""

FIRES = [
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run(f"{__name__}:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run(f"{__name__}:app", port=8000, workers=2)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
# env: DEV=1
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run(f"{__name__}:app", port=8000, reload=os.environ.get("DEV") == "1")  # error: 16 UVI011
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return args.name


if __name__ == "__main__":
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="shop")
    args = parser.parse_args()
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 200 null
# ask: /x
# why: 1 was wanted
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


VALUE = None


@app.get("/x")
def x():
    return VALUE


def main() -> None:
    global VALUE
    VALUE = 1
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
# why: read in a function that the route calls
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def check() -> int:
    return LIMIT + 1


@app.get("/x")
def x():
    return check()


if __name__ == "__main__":
    LIMIT = 9
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def main(greeting: str) -> None:
    global GREETING
    GREETING = greeting
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011


@app.get("/x")
def x():
    return GREETING


if __name__ == "__main__":
    main("hi")
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: the factory itself reads it
from fastapi import FastAPI
def create_app() -> FastAPI:
    app = FastAPI(title=CONFIG["title"])
    return app


if __name__ == "__main__":
    CONFIG = {"title": "shop"}
    uvicorn.run("main:create_app", factory=True, port=8000)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
# why: one report that names both lines
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return settings["a"] + limits["b"]


if __name__ == "__main__":
    settings = {"a": 1}
    limits = {"b": 2}
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.middleware("http")
async def stamp(request: Request, call_next):
    response = await call_next(request)
    response.headers["X-Version"] = VERSION
    return response


if __name__ == "__main__":
    VERSION = "1"
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
# why: an import under the guard binds a name too
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return json.loads("1")


if __name__ == "__main__":
    import json

    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


if __name__ == "__main__":
    app.include_router(router)
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


def main() -> None:
    app.include_router(router)
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


if __name__ == "__main__":
    app.include_router(router)
    uvicorn.run(f"{__name__}:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x(request: Request):
    return request.app.state.value


if __name__ == "__main__":
    app.state.value = 1
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x(request: Request):
    return request.app.state.value


def main() -> None:
    app.state.value = 1
    uvicorn.run(f"{__name__}:app", port=8000, workers=2)  # error: 16 UVI011


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x(request: Request):
    return request.app.state.value


def main() -> None:
    app.state.value = 1
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: child
# why: the middleware is absent
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    from starlette.middleware.cors import CORSMiddleware

    app.add_middleware(CORSMiddleware, allow_origins=["*"])
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x/docs
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    app.mount("/x", FastAPI())
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x
# env: DEV=1
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


if __name__ == "__main__":
    app.include_router(router)
    uvicorn.run(f"{__name__}:app", port=8000, reload=os.environ.get("DEV") == "1")  # error: 16 UVI011
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: 500
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x(request: Request):
    return request.app.state.value


if __name__ == "__main__":
    app.dependency_overrides[pid] = lambda: 1
    app.state.value = 1
    uvicorn.run("main:app", port=8000, workers=2)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    init()
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    init()
    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    init()
    uvicorn.run(f"{__name__}:app", port=8000, reload=True)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    init()
    uvicorn.run(f"{__name__}:app", port=8000, workers=2)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 500
# env: DEV=1
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    init()
    uvicorn.run(f"{__name__}:app", port=8000, reload=os.environ.get("DEV") == "1")  # error: 16 UVI011
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: 500
from fastapi import FastAPI
app: FastAPI | None = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


def main() -> None:
    init()
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 500
from fastapi import FastAPI
app = None


def main() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)
    uvicorn.run("main:app", port=8000, workers=2)  # error: 16 UVI011


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 500
# why: None in the module, the application under the guard
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    app = FastAPI()
    app.get("/")(os.getpid)
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x
# why: bound anew
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    app = FastAPI()

    @app.get("/x")
    def x() -> int:
        return 1

    uvicorn.run("main:app", port=8000)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x
# why: bound anew
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def main() -> None:
    global app
    app = FastAPI()
    @app.get("/x")
    def x() -> int:
        return 1

    uvicorn.run("main:app", port=8000, reload=True)  # error: 16 UVI011


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x
# why: bound anew
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    inner = FastAPI()
    inner.mount("/", app)
    app = FastAPI()
    @app.get("/x")
    def x() -> int:
        return 1

    uvicorn.run(f"{__name__}:app", port=8000, workers=2)  # error: 16 UVI011
""",
    _HEAD
    + """\
# uvicorn: 404
# ask: /x
# why: a Server imports, too
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    @app.get("/x")
    def x() -> int:
        return 1

    uvicorn.Server(uvicorn.Config("main:app", port=8000)).run()  # error: 34 UVI011
""",
    _HEAD
    + """\
# uvicorn: 200 FastAPI
# ask: /x
# why: Shop was wanted
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x() -> str:
    return app.title


if __name__ == "__main__":
    app.title = "Shop"
    uvicorn.run("main:app", port=8000)  # error: 16 UVI011
""",
]

SILENT = [
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: this very module is served
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run(f"{__name__}:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: the object
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run(app, port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: bound at module level
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


VALUE = 1


if __name__ == "__main__":

    uvicorn.run("main:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 true
# ask: /x
# why: bound at module level by an import: Part 9 doubts
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return callable(VALUE)


from builtins import id as VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 "1"
# ask: /x
# why: the environment goes along
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return os.environ["VALUE"]


if __name__ == "__main__":
    os.environ["VALUE"] = "1"
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 2
# ask: /x
# why: no function reads it
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return 2


if __name__ == "__main__":
    VALUE = 1
    print(VALUE)
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 2
# ask: /x
# why: only a function that this process calls reads it
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return 2


def report() -> None:
    print(VALUE)


if __name__ == "__main__":
    VALUE = 1
    report()
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 null
# ask: /x
# why: it reckons with the name not being there
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return globals().get("VALUE")


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 0
# ask: /x
# why: the NameError is expected
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    try:
        return VALUE
    except NameError:
        return 0


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: a start-up function binds it
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.on_event("startup")
def start() -> None:
    global VALUE
    VALUE = 1


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 0
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: a local name
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    VALUE = 1
    return VALUE


if __name__ == "__main__":
    VALUE = 2
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: works
# why: another file is served
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    VALUE = 1
    uvicorn.run("api:app", port=8000, workers=2)
""",
    _HEAD
    + """\
# uvicorn: child
# why: a local of the function that launches
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def main() -> None:
    port = 8000
    uvicorn.run("main:app", port=port, reload=True)


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 200 2
# ask: /x
# why: bound for the import, too
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    VALUE = 1
else:
    VALUE = 2


@app.get("/x")
def x():
    return VALUE


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


if __name__ == "__main__":
    app.include_router(router)
    uvicorn.run(f"{__name__}:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


if __name__ == "__main__":
    app.include_router(router)
    uvicorn.run(app, port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


app.include_router(router)

if __name__ == "__main__":

    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: child
# why: only read
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    print(app.title, len(app.routes))
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: only read
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    print(app.url_path_for("pid"))
    uvicorn.run("main:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: child
# why: only read
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    import json

    json.dumps(app.openapi())
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: an import runs it
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


def configure() -> None:
    app.include_router(router)


configure()

if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: child
# why: another application
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


if __name__ == "__main__":
    other = FastAPI()
    other.include_router(router)
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: child
# why: a local of the same name
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


def main() -> None:
    app = FastAPI()
    app.include_router(router)
    uvicorn.run("main:app", port=8000, reload=True)


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


@app.on_event("startup")
def start() -> None:
    app.include_router(router)


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: child
# why: another application, and afterwards
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


router = APIRouter()


@router.get("/x")
def x():
    return 1


if __name__ == "__main__":
    uvicorn.run("api:app", port=8000, reload=True)
    app.include_router(router)
""",
    _HEAD
    + """\
# uvicorn: child
# why: set after the server has ended
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x(request: Request):
    return request.app.state.value


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
    app.state.value = 1
""",
    _HEAD
    + """\
# uvicorn: 200 2
# ask: /x
# why: set at module level
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if os.environ.get("DEBUG"):
    app.state.value = 1
else:
    app.state.value = 2


@app.get("/x")
def x(request: Request):
    return request.app.state.value


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: this very module is served
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    init()
    uvicorn.run(f"{__name__}:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: serves
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    init()
    uvicorn.run(app, port=8000)
""",
    _HEAD
    + """\
# uvicorn: child
# why: an import runs it
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


init()

if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: child
# why: a decorator runs it
from fastapi import FastAPI
app = None


@(lambda function: function())
def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: child
from fastapi import FastAPI
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


if __name__ == "__main__":
    uvicorn.run("main:create_app", factory=True, port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: child
# why: the same again: bound at module level, too
from fastapi import FastAPI
def create_app() -> FastAPI:
    app = FastAPI()
    app.get("/")(os.getpid)
    return app


app = create_app()

if __name__ == "__main__":
    app = create_app()
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: works
# why: another file
from fastapi import FastAPI
app = None


def init() -> None:
    global app
    app = FastAPI()
    app.get("/")(os.getpid)


if __name__ == "__main__":
    init()
    uvicorn.run("api:app", port=8000, workers=2)
""",
    _HEAD
    + """\
# uvicorn: child
# why: it may be bound
from fastapi import FastAPI
app = None
if os.environ.get("FULL", "1") == "1":
    app = FastAPI()
    app.get("/")(os.getpid)

if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: works
from api import app
if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, workers=2)
""",
    _HEAD
    + """\
# uvicorn: child
try:
    from api import app
except ImportError:
    app = None

if __name__ == "__main__":
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: this very module is served
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    app = FastAPI()

    @app.get("/x")
    def x() -> int:
        return 1

    uvicorn.run(f"{__name__}:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: the object
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    app = FastAPI()

    @app.get("/x")
    def x() -> int:
        return 1

    uvicorn.run(app, port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: a local of the name
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def main() -> None:
    app = FastAPI()
    app.title
    uvicorn.run("main:app", port=8000, reload=True)


@app.get("/x")
def x() -> int:
    return 1


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: an import binds it, too
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


def make() -> None:
    global app
    app = FastAPI()
    @app.get("/x")
    def x() -> int:
        return 1


make()
if __name__ == "__main__":
    uvicorn.run("main:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: bound after the server has ended
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x() -> int:
    return 1


if __name__ == "__main__":
    uvicorn.run("main:app", port=8000)
    app = FastAPI()
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: another name
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x() -> int:
    return 1


if __name__ == "__main__":
    other = FastAPI()
    uvicorn.run("main:app", port=8000)
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: this very module is served
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


if __name__ == "__main__":
    @app.get("/x")
    def x() -> int:
        return 1

    uvicorn.Server(uvicorn.Config(f"{__name__}:app", port=8000)).run()
""",
    _HEAD
    + """\
# uvicorn: 200 1
# ask: /x
# why: the same object
app = FastAPI()


@app.get("/")
def pid() -> int:
    return os.getpid()


@app.get("/x")
def x() -> int:
    return 1


if __name__ == "__main__":
    app = app
    uvicorn.run("main:app", port=8000)
""",
]
