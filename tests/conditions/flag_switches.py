"""UVI001 and UVI002: a test on a flag that chooses the application, and what it forgets.

Each source begins with its title and with how it was run under uvicorn 0.54.0, and what came
of it.
"""

from __future__ import annotations

FIRES = [
    """\
# a switch that covers reload and forgets workers
# run: serves
# run -- --reload: reloads
# run -- --workers 4: refused
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--reload", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    if args.reload:
        uvicorn.run("main:app", reload=True)
    else:
        uvicorn.run(app, workers=args.workers)  # error: 20 UVI002
""",
    """\
# a chosen application that forgets workers
# run: serves
# run RELOAD=1: reloads
# run WORKERS=4: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = bool(os.getenv("RELOAD"))
workers = int(os.getenv("WORKERS", "1"))

if __name__ == "__main__":
    target = "main:app" if reload else app
    uvicorn.run(target, reload=reload, workers=workers)  # error: 16 UVI002
""",
    """\
# an early return that forgets workers
# run: serves
# run RELOAD=1: reloads
# run WORKERS=2: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    if os.getenv("RELOAD"):
        uvicorn.run("main:app", reload=True)
        return
    uvicorn.run(app, workers=int(os.getenv("WORKERS", "1")))  # error: 16 UVI002


if __name__ == "__main__":
    main()
""",
    """\
# a switch the wrong way round
# run: serves
# run -- --reload: refused
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = "--reload" in sys.argv

if __name__ == "__main__":
    uvicorn.run(app if reload else "main:app", reload=reload)  # error: 16 UVI002
""",
    """\
# branches the wrong way round
# run: serves
# run -- --reload: refused
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = "--reload" in sys.argv

if __name__ == "__main__":
    if reload:
        uvicorn.run(app, reload=reload)  # error: 20 UVI001
    else:
        uvicorn.run("main:app", reload=reload)
""",
    """\
# several workers, the wrong way round
# run: serves
# run WORKERS=4: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
workers = int(os.environ.get("WORKERS", "1"))

if __name__ == "__main__":
    if workers > 1:
        uvicorn.run(app, workers=workers)  # error: 20 UVI001
    else:
        uvicorn.run("main:app", workers=workers)
""",
    """\
# a return on the wrong outcome
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    reload = os.getenv("RELOAD") == "1"
    if not reload:
        uvicorn.run("main:app")
        return
    uvicorn.run(app, reload=reload)  # error: 16 UVI001


if __name__ == "__main__":
    main()
""",
    """\
# the wrong name of the target
# run: serves
# run DEV=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
dev = "DEV" in os.environ

if __name__ == "__main__":
    if dev:
        target = app
    else:
        target = "main:app"
    uvicorn.run(target, reload=dev)  # error: 16 UVI002
""",
]

SILENT = [
    """\
# a switch that covers reload and workers
# run: serves
# run -- --reload: reloads
# run -- --workers 4: workers
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--reload", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    if args.reload or args.workers > 1:
        uvicorn.run("main:app", reload=args.reload, workers=args.workers)
    else:
        uvicorn.run(app, workers=args.workers)
""",
    """\
# a chosen application that covers both
# run: serves
# run RELOAD=1: reloads
# run WORKERS=4: workers
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = bool(os.getenv("RELOAD"))
workers = int(os.getenv("WORKERS", "1"))

if __name__ == "__main__":
    target = "main:app" if reload or workers > 1 else app
    uvicorn.run(target, reload=reload, workers=workers)
""",
    """\
# an early return for each flag
# run: serves
# run RELOAD=1: reloads
# run WORKERS=2: workers
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    workers = int(os.getenv("WORKERS", "1"))
    if os.getenv("RELOAD"):
        return uvicorn.run("main:app", reload=True)
    if workers > 1:
        return uvicorn.run("main:app", workers=workers)
    return uvicorn.run(app, workers=workers)


if __name__ == "__main__":
    main()
""",
    """\
# a switch the right way round
# run: serves
# run -- --reload: reloads
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = "--reload" in sys.argv

if __name__ == "__main__":
    uvicorn.run("main:app" if reload else app, reload=reload)
""",
    """\
# branches the right way round
# run: serves
# run -- --reload: reloads
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = "--reload" in sys.argv

if __name__ == "__main__":
    if not reload:
        uvicorn.run(app, reload=reload)
    else:
        uvicorn.run("main:app", reload=reload)
""",
    """\
# several workers, the right way round
# run: serves
# run WORKERS=4: workers
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
workers = int(os.environ.get("WORKERS", "1"))

if __name__ == "__main__":
    if workers > 1:
        uvicorn.run("main:app", workers=workers)
    else:
        uvicorn.run(app, workers=workers)
""",
    """\
# a return on the right outcome
# run: serves
# run RELOAD=1: reloads
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    reload = os.getenv("RELOAD") == "1"
    if reload:
        uvicorn.run("main:app", reload=True)
        return
    uvicorn.run(app, reload=reload)


if __name__ == "__main__":
    main()
""",
    """\
# the right name of the target
# run: serves
# run DEV=1: reloads
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
dev = "DEV" in os.environ

if __name__ == "__main__":
    if dev:
        target = "main:app"
    else:
        target = app
    uvicorn.run(target, reload=dev)
""",
]
