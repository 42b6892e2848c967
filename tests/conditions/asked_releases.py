"""UVI006: a test of the release behind a name or in a helper of this file.

Each source begins with its title and with how it was run under uvicorn 0.54.0, and what came
of it.
"""

from __future__ import annotations

FIRES = [
    """\
# the test of something else has a name
# run: type error
import sys

import uvicorn
from api import app

OLD = sys.version_info < (3, 99)

if OLD:
    uvicorn.run(app, debug=False)  # error: 21 UVI006
else:
    uvicorn.run(app)
""",
    """\
# the helper tests something else
# run: type error
import os

import uvicorn
from api import app


def accepts_debug() -> bool:
    return os.environ.get("ENV", "dev") == "dev"


def main() -> None:
    if accepts_debug():
        uvicorn.run(app, debug=False)  # error: 25 UVI006
    else:
        uvicorn.run(app)


main()
""",
    """\
# the version of another distribution behind a name
# run: type error
from importlib.metadata import version

import uvicorn
from api import app

PIP = version("h11")

if PIP:
    uvicorn.run(app, debug=False)  # error: 21 UVI006
else:
    uvicorn.run(app, log_level="debug")
""",
    """\
# the signature of something else behind a name
# run: type error
import inspect

import uvicorn
from api import app


def setup(debug):
    print("debug is", debug)


parameters = inspect.signature(setup).parameters

if "debug" in parameters:
    uvicorn.run(app, debug=False)  # error: 21 UVI006
else:
    uvicorn.run(app)
""",
    """\
# a helper with the name of a setting
# run: type error
import uvicorn
from api import app

FEATURES = {"debug", "docs"}


def supports(name: str) -> bool:
    return name in FEATURES


if supports("debug"):
    uvicorn.run(app, debug=False)  # error: 21 UVI006
else:
    uvicorn.run(app)
""",
    """\
# a return on something else before
# run: type error
import sys

import uvicorn
from api import app


def is_quiet() -> bool:
    return "--quiet" in sys.argv


def main() -> None:
    if is_quiet():
        uvicorn.run(app)
        return
    uvicorn.run(app, debug=False)  # error: 21 UVI006


main()
""",
    """\
# packaging's Version of Python behind a name
# run: type error
# file packaging/__init__.py:
# file packaging/version.py: class Version(tuple):
# file packaging/version.py:  def __new__(cls, text):
# file packaging/version.py:   return super().__new__(cls, map(int, text.split(".")))
import platform

import uvicorn
from packaging.version import Version

from api import app

PYTHON = Version(platform.python_version())
RECENT = PYTHON >= Version("3.8.0")

if RECENT:
    uvicorn.run(app, debug=False)  # error: 21 UVI006
else:
    uvicorn.run(app)
""",
    """\
# an attribute of a class about something else
# run: type error
import uvicorn
from api import app


class Flags:
    has_debug = True


if Flags.has_debug:
    uvicorn.run(app, debug=False)  # error: 21 UVI006
else:
    uvicorn.run(app)
""",
    """\
# a ValueError is expected
# run: type error
import uvicorn
from api import app


def start() -> None:
    uvicorn.run(app, debug=False)  # error: 21 UVI006


try:
    start()
except ValueError:
    uvicorn.run(app)
""",
    """\
# options by the environment
# run DEBUG=1: type error
import os

import uvicorn
from api import app

if os.environ.get("DEBUG"):
    options = {"port": 8000, "debug": False}
    uvicorn.run(app, **options)  # error: 4 UVI006
""",
    """\
# a dict without a condition
# run: type error
import uvicorn
from api import app

extra = {"debug": False, "log_level": "debug"}

if __name__ == "__main__":
    uvicorn.run(app, **extra)  # error: 4 UVI006
""",
    """\
# a match on the command line
# run: type error
import sys

import uvicorn
from api import app

match sys.argv[1:]:
    case []:
        uvicorn.run(app, debug=False)  # error: 25 UVI006
    case _:
        uvicorn.run(app)
""",
    """\
# a name of a name of something else
# run: type error
import uvicorn as server
from api import app

release = "2024.1"
minor = int(release.split(".")[1])
old = minor < 19

if old:
    server.run(app, debug=False)  # error: 20 UVI006
else:
    server.run(app)
""",
    """\
# a method with another test
# run: type error
import uvicorn
from api import app


class Launcher:
    def _takes_debug(self) -> bool:
        return hasattr(app, "__call__")

    def run(self) -> None:
        if self._takes_debug():
            uvicorn.run(app, debug=False)  # error: 29 UVI006
        else:
            uvicorn.run(app)


Launcher().run()
""",
    """\
# an early exit on something else in a helper
# run -- legacy: type error
import sys

import uvicorn
from api import app


def require_arguments() -> None:
    if len(sys.argv) < 2:
        sys.exit("usage: main.py MODE")


require_arguments()
if "legacy" in sys.argv:
    uvicorn.run(app, debug=False)  # error: 21 UVI006
else:
    uvicorn.run(app)
""",
]

SILENT = [
    """\
# the test has a name
# run: serves
import uvicorn
from api import app

OLD = tuple(map(int, uvicorn.__version__.split(".")[:2])) < (0, 19)

if OLD:
    uvicorn.run(app, debug=True)
else:
    uvicorn.run(app)
""",
    """\
# the test is a helper
# run: serves
import uvicorn
from api import app


def accepts_debug() -> bool:
    return tuple(int(part) for part in uvicorn.__version__.split(".")[:2]) < (0, 19)


def main() -> None:
    if accepts_debug():
        uvicorn.run(app, debug=False)
    else:
        uvicorn.run(app)


main()
""",
    """\
# the version of the distribution behind a name
# run: serves
from importlib.metadata import version

import uvicorn
from api import app

MAJOR, MINOR = (int(part) for part in version("uvicorn").split(".")[:2])

if (MAJOR, MINOR) < (0, 19):
    uvicorn.run(app, debug=False)
else:
    uvicorn.run(app, log_level="debug")
""",
    """\
# the signature behind a name
# run: serves
import inspect

import uvicorn
from api import app

parameters = inspect.signature(uvicorn.run).parameters

if "debug" in parameters:
    uvicorn.run(app, debug=False)
else:
    uvicorn.run(app)
""",
    """\
# a helper with the signature
# run: serves
import inspect

import uvicorn
from api import app


def supports(name: str) -> bool:
    return name in inspect.signature(uvicorn.run).parameters


if supports("debug"):
    uvicorn.run(app, debug=False)
else:
    uvicorn.run(app)
""",
    """\
# a return in a helper's test before
# run: serves
import uvicorn
from api import app


def is_new() -> bool:
    major, minor, *_ = map(int, uvicorn.__version__.split("."))
    return (major, minor) >= (0, 19)


def main() -> None:
    if is_new():
        uvicorn.run(app)
        return
    uvicorn.run(app, debug=False)


main()
""",
    """\
# packaging's Version behind a name
# run: serves
# file packaging/__init__.py:
# file packaging/version.py: class Version(tuple):
# file packaging/version.py:  def __new__(cls, text):
# file packaging/version.py:   return super().__new__(cls, map(int, text.split(".")))
import uvicorn
from packaging.version import Version

from api import app

UVICORN = Version(uvicorn.__version__)
HAS_DEBUG = UVICORN < Version("0.19.0")

if HAS_DEBUG:
    uvicorn.run(app, debug=False)
else:
    uvicorn.run(app)
""",
    """\
# an attribute of a class
# run: serves
import uvicorn
from api import app


class Compat:
    uvicorn_version = tuple(map(int, uvicorn.__version__.split(".")[:2]))
    has_debug = uvicorn_version < (0, 19)


if Compat.has_debug:
    uvicorn.run(app, debug=False)
else:
    uvicorn.run(app)
""",
    """\
# a TypeError is expected in the helper that is called
# run: type error + serves
# why: expected
import uvicorn
from api import app


def start() -> None:
    uvicorn.run(app, debug=False)


try:
    start()
except TypeError:
    uvicorn.run(app)
""",
    """\
# options by the release
# run: serves
import uvicorn
from api import app

LEGACY = uvicorn.__version__.startswith(("0.1.", "0.17.", "0.18."))
options = {"port": 8000}
if LEGACY:
    options["debug"] = False
uvicorn.run(app, **options)
""",
    """\
# a conditional expression on a name
# run: serves
import uvicorn
from api import app

OLD = tuple(map(int, uvicorn.__version__.split(".")[:2])) < (0, 19)
extra = {"debug": False} if OLD else {"log_level": "debug"}

if __name__ == "__main__":
    uvicorn.run(app, **extra)
""",
    """\
# a match on the release
# run: serves
import uvicorn
from api import app

version = tuple(map(int, uvicorn.__version__.split(".")[:2]))
match version:
    case (0, minor) if minor < 19:
        uvicorn.run(app, debug=False)
    case _:
        uvicorn.run(app)
""",
    """\
# a name of a name
# run: serves
import uvicorn as server
from api import app

release = server.__version__
minor = int(release.split(".")[1])
old = minor < 19

if old:
    server.run(app, debug=False)
else:
    server.run(app)
""",
    """\
# a method with the test
# run: serves
import uvicorn
from api import app


class Launcher:
    def _takes_debug(self) -> bool:
        return int(uvicorn.__version__.split(".")[1]) < 19

    def run(self) -> None:
        if self._takes_debug():
            uvicorn.run(app, debug=False)
        else:
            uvicorn.run(app)


Launcher().run()
""",
    """\
# an early exit in a helper
# run: serves
import sys

import uvicorn
from api import app


def require_old() -> None:
    if int(uvicorn.__version__.split(".")[1]) >= 19:
        sys.exit("uvicorn 0.18 is needed")


if "legacy" in sys.argv:
    require_old()
    uvicorn.run(app, debug=False)
else:
    uvicorn.run(app)
""",
]
