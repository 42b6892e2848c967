"""What is known of uvicorn beforehand: its paths, its exports, and the frameworks it serves."""

from __future__ import annotations

from typing import Final

# What launches, a plain function.
RUN: Final = "uvicorn.run"
# uvicorn's own classes, by every path that leads to them.
CONFIGS: Final = frozenset({"uvicorn.Config", "uvicorn.config.Config"})
SERVERS: Final = frozenset({"uvicorn.Server", "uvicorn.server.Server"})
CLASSES: Final = CONFIGS | SERVERS
PACKAGE: Final = "uvicorn"
# What ``from uvicorn import *`` binds: ``__all__`` of uvicorn/__init__.py.
EXPORTS: Final = ("main", "run", "Config", "Server")
# The modules of which that is known; that of uvicorn.main is the same.
STAR_IMPORTS: Final = {"uvicorn": EXPORTS, "uvicorn.main": EXPORTS}
# What may be replaced so that no launch is what it says.
PARTS: Final = ("run", "Config", "Server")
# The flags with which a supervisor starts processes that import the application.
SUPERVISED: Final = ("reload", "workers")
FLAGS: Final = frozenset({"reload", "workers", "debug"})
# The variable of the environment that is read for ``workers`` where the call gives none.
WEB_CONCURRENCY: Final = "WEB_CONCURRENCY"
# Classes whose instances take scope, receive and send, never no argument.
FRAMEWORKS: Final = frozenset(
    {
        "fastapi.FastAPI",
        "fastapi.applications.FastAPI",
        "starlette.applications.Starlette",
        "litestar.Litestar",
        "litestar.app.Litestar",
        "quart.Quart",
        "quart.app.Quart",
        "blacksheep.Application",
        "falcon.asgi.App",
        "sanic.Sanic",
    }
)
# Signs of a supervisor, with which a Config's reload and workers may count: what stands in a
# name, and how the name of a call ends.
SUPERVISOR_WORDS: Final = (
    "ChangeReload", "Multiprocess", "BaseReload", "should_reload", "supervisor", "Supervisor",
    "bind_socket", "multiprocessing", "subprocess",
)  # fmt: skip
SUPERVISOR_CALLS: Final = ("Process", "fork")
