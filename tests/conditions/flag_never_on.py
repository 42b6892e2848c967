"""UVI002: a flag that is forced off, a process that is replaced or ends, a value never on.

Each source begins with its title and with how it was run under uvicorn 0.54.0, and what came
of it.
"""

from __future__ import annotations

FIRES = [
    """\
# forced off in some cases only
# run: serves
# run RELOAD=1: refused
# run RELOAD=1 CI=1: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = os.getenv("RELOAD") == "1"
if "CI" in os.environ:
    print("reload is not supported here, ignoring it")
    reload = False

uvicorn.run(app, reload=reload)  # error: 12 UVI002
""",
    """\
# another attribute forced off before
# run: serves
# run -- --reload: refused
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()
parser = argparse.ArgumentParser()
parser.add_argument("--reload", action="store_true")
args = parser.parse_args()
if args.reload:
    parser.print_usage()
    args.quiet = False
uvicorn.run(app, reload=args.reload)  # error: 12 UVI002
""",
    """\
# a parameter forced off too late
# run: serves
# run RELOAD=1: refused
import os
import warnings

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def serve(reload: bool) -> None:
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
    if reload:
        warnings.warn("reload needs an import string")
        reload = False


serve(bool(os.getenv("RELOAD")))
""",
    """\
# workers forced to two at least
# run: serves
# run WORKERS=4: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    workers = int(os.environ.get("WORKERS", "1"))
    if workers > 2:
        print(f"{workers} workers were asked for, starting two")
        workers = 2
    uvicorn.run(app, workers=workers)  # error: 16 UVI002


main()
""",
    """\
# the branch only sets the environment
# run: serves
# run -- --reload: refused
import os
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = "--reload" in sys.argv

if __name__ == "__main__":
    if reload:
        os.environ["MODE"] = "reload"
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
""",
    """\
# the process is replaced for another reason
# run: serves
# run WORKERS=4: refused
# run GUNICORN=1 WORKERS=4: replaced
# why: replaced
import os
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
workers = int(os.getenv("WORKERS", "1"))

if __name__ == "__main__":
    if os.getenv("GUNICORN"):
        command = [sys.executable, "-m", "gunicorn", "-k", "uvicorn_worker.Worker", "main:app"]
        os.execv(sys.executable, command)
    uvicorn.run(app, workers=workers)  # error: 16 UVI002
""",
    """\
# a helper that only says so
# run: serves
# run -- --dev: refused
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def restart_with_reload() -> None:
    print("better: uvicorn main:app --reload")


if __name__ == "__main__":
    dev = "--dev" in sys.argv
    if dev:
        restart_with_reload()
    uvicorn.run(app, reload=dev)  # error: 16 UVI002
""",
    """\
# a helper that ends the process in some cases
# run: serves
# run RELOAD=1: refused
import os
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def die(message: str) -> None:
    print(message, file=sys.stderr)
    if "STRICT" in os.environ:
        sys.exit(2)


reload = os.getenv("RELOAD") == "1"
if reload:
    die("use uvicorn main:app --reload")
uvicorn.run(app, reload=reload)  # error: 12 UVI002
""",
    """\
# a helper that raises on something else
# run: serves
# run -- --workers 2: refused
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def check(args: argparse.Namespace) -> None:
    if args.port < 1024:
        raise SystemExit("choose a port above 1023")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--port", type=int, default=8000)
    args = parser.parse_args()
    check(args)
    uvicorn.run(app, port=args.port, workers=args.workers)  # error: 16 UVI002
""",
    """\
# a helper that raises on its other parameter
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def forbid(flag: bool, name: str) -> None:
    if not name:
        raise RuntimeError(f"a flag without a name is {flag}")


def main() -> None:
    reload = "RELOAD" in os.environ
    forbid(reload, "reload")
    uvicorn.run(app, reload=reload)  # error: 16 UVI002


if __name__ == "__main__":
    main()
""",
    """\
# a method that ends the process on the flag and is not called
# run: serves
# run WORKERS=3: refused
import os
import sys

import uvicorn
from fastapi import FastAPI


class Server:
    def __init__(self) -> None:
        self.app = FastAPI()
        self.workers = int(os.getenv("WORKERS", "1"))

    def validate(self) -> None:
        if self.workers > 1:
            sys.exit("one worker only")

    def run(self) -> None:
        uvicorn.run(self.app, workers=self.workers)  # error: 20 UVI002


Server().run()
""",
    """\
# a helper that catches its own exit
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def usage() -> None:
    try:
        raise SystemExit("usage: uvicorn main:app --reload")
    except SystemExit as error:
        print(error)


if __name__ == "__main__":
    if os.getenv("RELOAD"):
        usage()
    uvicorn.run(app, reload=bool(os.getenv("RELOAD")))  # error: 16 UVI002
""",
    """\
# a helper that starts with the string and returns
# run: serves
# run -- --reload: reloads + refused
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def develop() -> None:
    uvicorn.run("main:app", reload=True)


if __name__ == "__main__":
    reload = "--reload" in sys.argv
    if reload:
        develop()
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
""",
    """\
# the value is bounded by two
# run: serves
# run WORKERS=4: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
workers = int(os.getenv("WORKERS", "1"))

uvicorn.run(app, workers=min(workers, 2))  # error: 12 UVI002
""",
    """\
# a truth as the number of workers, and one more
# run: serves
# run MANY=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
many = os.getenv("MANY") == "1"

uvicorn.run(app, workers=1 + many)  # error: 12 UVI002
""",
    """\
# a remainder of three
# run: serves
# run WORKERS=5: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
wanted = int(os.getenv("WORKERS", "1"))

uvicorn.run(app, workers=max(1, wanted % 3))  # error: 12 UVI002
""",
    """\
# all options but one drop the flag
# run: refused
# run -- --no-reload: serves
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()
parser = argparse.ArgumentParser()
parser.add_argument("--no-reload", dest="reload", action="store_false")
args = parser.parse_args()

uvicorn.run(app, reload=args.reload)  # error: 12 UVI002
""",
    """\
# the parser allows two workers
# run: serves
# run -- --workers 2: refused
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()
parser = argparse.ArgumentParser()
parser.add_argument("--workers", type=int, choices=[1, 2], default=1)
args = parser.parse_args()

uvicorn.run(app, workers=args.workers)  # error: 12 UVI002
""",
    """\
# one side of the environment is on
# run: serves
# run ENV=dev: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
RELOAD = {"dev": True, "prod": None}

uvicorn.run(app, reload=RELOAD.get(os.getenv("ENV")))  # error: 12 UVI002
""",
    """\
# a parameter with a value of the environment in its place
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def start(port: int, reload: bool = False) -> None:
    uvicorn.run(app, port=port, reload=reload)  # error: 16 UVI002


if __name__ == "__main__":
    start(8000, "RELOAD" in os.environ)
""",
    """\
# the workers are counted down to two
# run: serves
# run WORKERS=4: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
workers = int(os.getenv("WORKERS", "1"))
while workers > 2:
    print("too many workers:", workers)
    workers -= 1

uvicorn.run(app, workers=workers)  # error: 12 UVI002
""",
    """\
# an or that does not force it off
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = os.getenv("RELOAD") == "1"
reload = reload or False

uvicorn.run(app, reload=reload)  # error: 12 UVI002
""",
    """\
# no return in the branch
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = bool(os.getenv("RELOAD"))


def main() -> int:
    if reload:
        print("reload is for the command line")
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
""",
    """\
# the branch only sets a default of the environment
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = bool(os.getenv("RELOAD"))

if __name__ == "__main__":
    if reload:
        os.environ.setdefault("WATCHFILES_FORCE_POLLING", "1")
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
""",
    """\
# forced off under a test, launched under its opposite
# run: ends
# run FORKING=1: serves
# run RELOAD=1 FORKING=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
debug = os.getenv("RELOAD") == "1"
forking = os.getenv("FORKING") == "1"
reload = debug
if not forking:
    reload = False
if forking:
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
""",
    """\
# chosen and launched under one test
# run: ends
# run FORKING=1: serves
# run RELOAD=1 FORKING=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
debug = os.getenv("RELOAD") == "1"
forking = os.getenv("FORKING") == "1"
if forking:
    reload = debug
else:
    reload = False
if forking:
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
""",
    """\
# forced off under a test, launched under another
# run: serves
# run RELOAD=1 FORKING=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
debug = os.getenv("RELOAD") == "1"
forking = os.getenv("FORKING") == "1"
reload = debug
if not forking:
    reload = False
if not os.getenv("QUIET"):
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
""",
]

SILENT = [
    """\
# forced off before
# run: serves
# run RELOAD=1: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = os.getenv("RELOAD") == "1"
if reload:
    print("reload is not supported here, ignoring it")
    reload = False

uvicorn.run(app, reload=reload)
""",
    """\
# an attribute forced off before
# run: serves
# run -- --reload: serves
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()
parser = argparse.ArgumentParser()
parser.add_argument("--reload", action="store_true")
args = parser.parse_args()
if args.reload:
    parser.print_usage()
    args.reload = False
uvicorn.run(app, reload=args.reload)
""",
    """\
# a parameter forced off
# run: serves
# run RELOAD=1: serves
import os
import warnings

import uvicorn
from fastapi import FastAPI


def serve(app: FastAPI, reload: bool) -> None:
    if reload and not isinstance(app, str):
        warnings.warn("reload needs an import string")
        reload = False
    uvicorn.run(app, reload=reload)


serve(FastAPI(), bool(os.getenv("RELOAD")))
""",
    """\
# workers forced to one
# run: serves
# run WORKERS=4: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    workers = int(os.environ.get("WORKERS", "1"))
    if workers != 1:
        print(f"{workers} workers were asked for, starting one")
        workers = 1
    uvicorn.run(app, workers=workers)


main()
""",
    """\
# the process is replaced
# run: serves
# run -- --reload: replaced
# why: replaced
import os
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = "--reload" in sys.argv

if __name__ == "__main__":
    if reload:
        os.execvp("uvicorn", ["uvicorn", "main:app", "--reload"])
    uvicorn.run(app, reload=reload)
""",
    """\
# the process is replaced by os.execv
# run: serves
# run WORKERS=4: replaced
# why: replaced
import os
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
workers = int(os.getenv("WORKERS", "1"))

if __name__ == "__main__":
    if workers > 1:
        command = [sys.executable, "-m", "gunicorn", "-w", str(workers), "main:app"]
        os.execv(sys.executable, command)
    uvicorn.run(app, workers=workers)
""",
    """\
# a helper that replaces the process
# run: serves
# run -- --dev: replaced
# why: replaced
import os
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def restart_with_reload() -> None:
    os.execlp("uvicorn", "uvicorn", "main:app", "--reload")


if __name__ == "__main__":
    dev = "--dev" in sys.argv
    if dev:
        restart_with_reload()
    uvicorn.run(app, reload=dev)
""",
    """\
# a helper that ends the process
# run: serves
# run RELOAD=1: no launch
import os
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def die(message: str) -> None:
    print(message, file=sys.stderr)
    sys.exit(2)


reload = os.getenv("RELOAD") == "1"
if reload:
    die("use uvicorn main:app --reload")
uvicorn.run(app, reload=reload)
""",
    """\
# a helper that raises on the flag
# run: serves
# run -- --workers 2: no launch
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def check(args: argparse.Namespace) -> None:
    if args.workers > 1:
        raise SystemExit("several workers need: uvicorn main:app --workers N")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    check(args)
    uvicorn.run(app, workers=args.workers)
""",
    """\
# a helper that raises on its parameter
# run: serves
# run RELOAD=1: no launch
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def forbid(flag: bool, name: str) -> None:
    if flag:
        raise RuntimeError(f"{name} is not possible with an application object")


def main() -> None:
    reload = "RELOAD" in os.environ
    forbid(reload, "reload")
    uvicorn.run(app, reload=reload)


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as error:
        print(error)
""",
    """\
# a method that ends the process on the flag
# run: serves
# run WORKERS=3: no launch
import os
import sys

import uvicorn
from fastapi import FastAPI


class Server:
    def __init__(self) -> None:
        self.app = FastAPI()
        self.workers = int(os.getenv("WORKERS", "1"))

    def validate(self) -> None:
        if self.workers > 1:
            sys.exit("one worker only")

    def run(self) -> None:
        self.validate()
        uvicorn.run(self.app, workers=self.workers)


Server().run()
""",
    """\
# a helper annotated as never returning
# run: serves
# run RELOAD=1: no launch
import os
from typing import NoReturn

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def usage() -> NoReturn:
    raise SystemExit("usage: uvicorn main:app --reload")


if __name__ == "__main__":
    if os.getenv("RELOAD"):
        usage()
    uvicorn.run(app, reload=bool(os.getenv("RELOAD")))
""",
    """\
# a helper that starts with the string and ends
# run: serves
# run -- --reload: reloads
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()


def develop() -> None:
    uvicorn.run("main:app", reload=True)
    sys.exit(0)


if __name__ == "__main__":
    reload = "--reload" in sys.argv
    if reload:
        develop()
    uvicorn.run(app, reload=reload)
""",
    """\
# the value is bounded by one
# run: serves
# run WORKERS=4: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
workers = int(os.getenv("WORKERS", "1"))

uvicorn.run(app, workers=min(workers, 1))
""",
    """\
# a truth as the number of workers
# run: serves
# run MANY=1: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
many = os.getenv("MANY") == "1"

uvicorn.run(app, workers=many)
""",
    """\
# a remainder of two
# run: serves
# run WORKERS=5: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
wanted = int(os.getenv("WORKERS", "1"))

uvicorn.run(app, workers=max(1, wanted % 2))
""",
    """\
# all options drop the flag
# run: serves
# run -- --reload: serves
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()
parser = argparse.ArgumentParser()
parser.add_argument("--reload", action="store_false", default=False)
args = parser.parse_args()

uvicorn.run(app, reload=args.reload)
""",
    """\
# the parser allows one worker
# run: serves
# run -- --workers 1: serves
import argparse

import uvicorn
from fastapi import FastAPI

app = FastAPI()
parser = argparse.ArgumentParser()
parser.add_argument("--workers", type=int, choices=[1], default=1)
args = parser.parse_args()

uvicorn.run(app, workers=args.workers)
""",
    """\
# both sides of the environment are off
# run: serves
# run ENV=dev: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
RELOAD = {"dev": False, "prod": None}

uvicorn.run(app, reload=RELOAD.get(os.getenv("ENV")))
""",
    """\
# the workers are counted down to one
# run: serves
# run WORKERS=4: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
workers = int(os.getenv("WORKERS", "1"))
while workers > 1:
    print("too many workers:", workers)
    workers -= 1

uvicorn.run(app, workers=workers)
""",
    """\
# an item of the options forced off
# run: serves
# run RELOAD=1: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
options = {"reload": os.getenv("RELOAD") == "1", "port": 8000}
if options["reload"]:
    print("reload was asked for, ignored")
    options["reload"] = False
uvicorn.run(app, **options)
""",
    """\
# forced off by an and
# run: serves
# run RELOAD=1: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = os.getenv("RELOAD") == "1"
reload = reload and False

uvicorn.run(app, reload=reload)
""",
    """\
# an early return with a status
# run: serves
# run RELOAD=1: no launch
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = bool(os.getenv("RELOAD"))


def main() -> int:
    if reload:
        return print("reload is for the command line") or 2
    uvicorn.run(app, reload=reload)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
""",
    """\
# os._exit in the branch
# run: serves
# run RELOAD=1: replaced
# why: replaced
import os
import subprocess
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = bool(os.getenv("RELOAD"))

if __name__ == "__main__":
    if reload:
        os._exit(subprocess.call([sys.executable, "-m", "uvicorn", "main:app", "--reload"]))
    uvicorn.run(app, reload=reload)
""",
    """\
# forced off, and launched, under one test
# run: serves
# run RELOAD=1: serves
# run RELOAD=1 FORKING=1: ends
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
debug = os.getenv("RELOAD") == "1"
forking = os.getenv("FORKING") == "1"
reload = debug
if not forking:
    reload = False
if not forking:
    uvicorn.run(app, reload=reload)
""",
    """\
# chosen and launched under opposite tests
# run: serves
# run RELOAD=1: serves
# run RELOAD=1 FORKING=1: ends
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
debug = os.getenv("RELOAD") == "1"
forking = os.getenv("FORKING") == "1"
if forking:
    reload = debug
else:
    reload = False
if not forking:
    uvicorn.run(app, reload=reload)
""",
    """\
# launched in the other case with a string
# run: serves
# run RELOAD=1: serves
# run RELOAD=1 FORKING=1: serves
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
debug = os.getenv("RELOAD") == "1"
forking = os.getenv("FORKING") == "1"
reload = debug
if not forking:
    reload = False
if forking:
    uvicorn.run("main:app", reload=reload)
else:
    uvicorn.run(app, reload=reload)
""",
]
