"""UVI001 and UVI002: where the exit is expected, and under a constant false condition.

Each source begins with its title and with how it was run under uvicorn 0.54.0, and what came
of it.
"""

from __future__ import annotations

FIRES = [
    """\
# another exception is caught around the call
# run: refused
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    try:
        uvicorn.run(app, reload=True)  # error: 20 UVI001
    except KeyboardInterrupt:
        print("stopped")
""",
    """\
# others are caught
# run: refused
import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    try:
        uvicorn.run(app, workers=4)  # error: 20 UVI001
    except (OSError, RuntimeError) as error:
        print("uvicorn ended:", error)


main()
""",
    """\
# Exception is caught
# run: refused
import logging

import uvicorn
from fastapi import FastAPI

app = FastAPI()

try:
    uvicorn.run(app, reload=True)  # error: 16 UVI001
except Exception:
    logging.exception("uvicorn did not start")
""",
    """\
# nothing is caught
# run: refused
import uvicorn
from fastapi import FastAPI

app = FastAPI()

try:
    uvicorn.run(app, reload=True)  # error: 16 UVI001
finally:
    print("done")
""",
    """\
# pytest.raises of something else
# run call=test_object_with_reload(): refused
import pytest
import uvicorn
from fastapi import FastAPI


def test_object_with_reload() -> None:
    with pytest.raises(SystemError) as info:
        uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
    assert info.value
""",
    """\
# warns, imported by name
# run call=test_workers(2): refused
# run call=test_workers(1): serves
import contextlib

import uvicorn
from api import app


def test_workers(workers):
    with contextlib.suppress(ValueError):
        uvicorn.run(app, workers=workers)  # error: 20 UVI002
""",
    """\
# pytest.raises around another call
# run call=test_helper(): refused
import pytest
import uvicorn
from fastapi import FastAPI


def test_helper():
    app = FastAPI()
    with pytest.raises(SystemExit):
        raise SystemExit(1)
    uvicorn.run(app, reload=True)  # error: 16 UVI001
""",
    """\
# a callable that is called by hand
# run call=test_callable(): refused
import uvicorn
from fastapi import FastAPI


def test_callable():
    function = uvicorn.run
    function(FastAPI(), reload=True)  # error: 13 UVI001
""",
    """\
# assertLogs
# run call=unittest.main(argv=["x"],exit=False): refused
import unittest

import uvicorn
from fastapi import FastAPI


class TestStart(unittest.TestCase):
    def test_reload(self) -> None:
        with self.assertLogs("uvicorn.error", level="WARNING"):
            uvicorn.run(FastAPI(), reload=True, log_config=None)  # error: 24 UVI001
""",
    """\
# something else suppressed
# run: refused
import contextlib

import uvicorn
from fastapi import FastAPI

app = FastAPI()

with contextlib.suppress(KeyboardInterrupt, ConnectionError):
    uvicorn.run(app, reload=True)  # error: 16 UVI001
print("the demonstration goes on")
""",
    """\
# expected at another call
# run: refused
import sys

import uvicorn
from fastapi import FastAPI


def parse(argv):
    if argv:
        sys.exit("no arguments are taken")


if __name__ == "__main__":
    try:
        parse(sys.argv[1:])
    except SystemExit as error:
        print("exit status", error.code)
    uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
""",
    """\
# not caught, with an open flag
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = os.getenv("RELOAD") == "1"

try:
    uvicorn.run(app, reload=reload)  # error: 16 UVI002
except OSError:
    print("could not start with reload =", reload)
""",
    """\
# in the handler, not in the body
# run: refused
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()

try:
    if len(sys.argv) < 2:
        raise SystemExit
except SystemExit:
    uvicorn.run(app, workers=2)  # error: 16 UVI001
""",
    """\
# in the else of a try
# run: refused
import uvicorn
from fastapi import FastAPI

app = FastAPI()

try:
    port = int("8000")
except SystemExit:
    port = 8001
else:
    uvicorn.run(app, port=port, reload=True)  # error: 16 UVI001
""",
    """\
# within the test's own context manager that lets it pass
# run call=test_exit(): refused
import contextlib
import time

import uvicorn
from fastapi import FastAPI


@contextlib.contextmanager
def timed():
    begin = time.perf_counter()
    try:
        yield
    finally:
        print(time.perf_counter() - begin)


def test_exit():
    with timed():
        uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
""",
    """\
# under a constant that is true
# run: refused
import uvicorn
from fastapi import FastAPI

DEVELOPMENT = True
app = FastAPI()

if __name__ == "__main__":
    if DEVELOPMENT:
        uvicorn.run(app, reload=True)  # error: 20 UVI001
    else:
        uvicorn.run(app, host="0.0.0.0")
""",
    """\
# under if True
# run: refused
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if True:
    uvicorn.run(app, reload=True)  # while developing  # error: 16 UVI001
uvicorn.run(app)
""",
    """\
# under if 1 and
# run: refused
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()

if 1 and sys.argv:
    uvicorn.run(app, workers=8)  # error: 16 UVI001
elif sys.argv:
    uvicorn.run(app)
""",
    """\
# under not TYPE_CHECKING
# run: refused
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

app = FastAPI()

if not TYPE_CHECKING:
    uvicorn.run(app, reload=True)  # error: 16 UVI001
""",
    """\
# a mode that is this one
# run: refused
import uvicorn
from fastapi import FastAPI

MODE = "development"
app = FastAPI()


def main() -> None:
    if MODE == "development":
        uvicorn.run(app, reload=True)  # error: 20 UVI001
    elif MODE == "production":
        uvicorn.run(app, host="0.0.0.0", workers=1)


main()
""",
    """\
# behind a constant return that is not taken
# run: refused
import uvicorn
from fastapi import FastAPI

USE_RELOAD = True
app = FastAPI()


def main() -> None:
    if not USE_RELOAD:
        uvicorn.run(app)
        return
    uvicorn.run(app, reload=True)  # error: 16 UVI001


main()
""",
    """\
# a loop that is entered
# run: refused
import uvicorn
from fastapi import FastAPI

app = FastAPI()

while True:
    uvicorn.run(app, reload=True)  # error: 16 UVI001
    break
""",
    """\
# an open flag under a constant that is true
# run: serves
# run RELOAD=1: refused
import os

import uvicorn
from fastapi import FastAPI

ALLOW_RELOAD = True
app = FastAPI()

if ALLOW_RELOAD:
    uvicorn.run(app, reload="RELOAD" in os.environ)  # error: 16 UVI002
else:
    uvicorn.run(app)
""",
]

SILENT = [
    """\
# the exit is caught around the call
# run: refused + serves
# why: expected
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if __name__ == "__main__":
    try:
        uvicorn.run(app, reload=True)
    except SystemExit:
        print("no import string: starting without reload")
        uvicorn.run(app)
""",
    """\
# the exit is caught with others
# run: refused
# why: expected
import uvicorn
from fastapi import FastAPI

app = FastAPI()


def main() -> None:
    try:
        uvicorn.run(app, workers=4)
    except (SystemExit, KeyboardInterrupt) as error:
        print("uvicorn ended:", error)


main()
""",
    """\
# BaseException is caught
# run: refused
# why: expected
import logging

import uvicorn
from fastapi import FastAPI

app = FastAPI()

try:
    uvicorn.run(app, reload=True)
except BaseException:
    logging.exception("uvicorn did not start")
""",
    """\
# everything is caught
# run: refused + serves
# why: expected
import uvicorn
from fastapi import FastAPI

app = FastAPI()

try:
    uvicorn.run(app, reload=True)
except:  # noqa: E722
    uvicorn.run(app)
""",
    """\
# pytest.raises
# run call=test_object_with_reload(): refused
# why: expected
import pytest
import uvicorn
from fastapi import FastAPI


def test_object_with_reload() -> None:
    with pytest.raises(SystemExit) as info:
        uvicorn.run(FastAPI(), reload=True)
    assert info.value.code
""",
    """\
# raises, imported by name
# run call=test_workers(2): refused
# why: expected
import pytest
import uvicorn
from api import app
from pytest import raises


@pytest.mark.parametrize("workers", [2, 4])
def test_workers(workers):
    with raises(SystemExit):
        uvicorn.run(app, workers=workers)
""",
    """\
# pytest.raises around a helper
# run call=test_helper(): refused
# why: expected
import pytest
import uvicorn
from fastapi import FastAPI


def start(**options):
    uvicorn.run(FastAPI(), **options)


def test_helper():
    with pytest.raises(SystemExit):
        start(reload=True)
""",
    """\
# pytest.raises with a callable
# run call=test_callable(): refused
# why: expected
import pytest
import uvicorn
from fastapi import FastAPI


def test_callable():
    pytest.raises(SystemExit, uvicorn.run, FastAPI(), reload=True)
""",
    """\
# assertRaises
# run call=unittest.main(argv=["x"],exit=False): refused
# why: expected
import unittest

import uvicorn
from fastapi import FastAPI


class TestStart(unittest.TestCase):
    def test_reload(self) -> None:
        with self.assertRaises(SystemExit):
            uvicorn.run(FastAPI(), reload=True)
""",
    """\
# suppressed
# run: refused
# why: expected
import contextlib

import uvicorn
from fastapi import FastAPI

app = FastAPI()

with contextlib.suppress(SystemExit):
    uvicorn.run(app, reload=True)
print("the demonstration goes on")
""",
    """\
# expected at the caller of the function
# run: refused
# why: expected
import sys

import uvicorn
from fastapi import FastAPI


def main() -> None:
    uvicorn.run(FastAPI(), reload=True)


if __name__ == "__main__":
    try:
        main()
    except SystemExit as error:
        print("exit status", error.code)
        sys.exit(0)
""",
    """\
# caught, with an open flag
# run: serves
# run RELOAD=1: refused
# why: expected
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
reload = os.getenv("RELOAD") == "1"

try:
    uvicorn.run(app, reload=reload)
except SystemExit:
    print("could not start with reload =", reload)
""",
    """\
# in the body, not in the handler
# run: refused + serves
# why: expected
import uvicorn
from fastapi import FastAPI

app = FastAPI()

try:
    uvicorn.run(app, workers=2)
except SystemExit:
    uvicorn.run(app, workers=1)
""",
    """\
# caught by a thread that is watched
# run: refused
# why: expected
import threading

import uvicorn
from fastapi import FastAPI

result = []


def serve() -> None:
    try:
        uvicorn.run(FastAPI(), reload=True)
    except SystemExit as error:
        result.append(error.code)


thread = threading.Thread(target=serve)
thread.start()
thread.join()
print(result)
""",
    """\
# caught by the test's own context manager
# run call=test_exit(): refused
# why: expected
import contextlib

import uvicorn
from fastapi import FastAPI


@contextlib.contextmanager
def exits():
    try:
        yield
    except SystemExit:
        return
    raise AssertionError("did not exit")


def test_exit():
    with exits():
        uvicorn.run(FastAPI(), reload=True)
""",
    """\
# under a constant that is false
# run: serves
import uvicorn
from fastapi import FastAPI

DEVELOPMENT = False
app = FastAPI()

if __name__ == "__main__":
    if DEVELOPMENT:
        uvicorn.run(app, reload=True)
    else:
        uvicorn.run(app, host="0.0.0.0")
""",
    """\
# under if False
# run: serves
import uvicorn
from fastapi import FastAPI

app = FastAPI()

if False:
    uvicorn.run(app, reload=True)  # while developing
uvicorn.run(app)
""",
    """\
# under if 0 and
# run: serves
import sys

import uvicorn
from fastapi import FastAPI

app = FastAPI()

if 0 and sys.argv:
    uvicorn.run(app, workers=8)
elif sys.argv:
    uvicorn.run(app)
""",
    """\
# under TYPE_CHECKING
# run: serves
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

app = FastAPI()

if TYPE_CHECKING:
    uvicorn.run(app, reload=True)
uvicorn.run(app)
""",
    """\
# a mode that is another
# run: serves
import uvicorn
from fastapi import FastAPI

MODE = "production"
app = FastAPI()


def main() -> None:
    if MODE == "development":
        uvicorn.run(app, reload=True)
    elif MODE == "production":
        uvicorn.run(app, host="0.0.0.0", workers=1)


main()
""",
    """\
# behind a constant return
# run: serves
import uvicorn
from fastapi import FastAPI

USE_RELOAD = False
app = FastAPI()


def main() -> None:
    if not USE_RELOAD:
        uvicorn.run(app)
        return
    uvicorn.run(app, reload=True)


main()
""",
    """\
# a loop that is never entered
# run: serves
import uvicorn
from fastapi import FastAPI

app = FastAPI()

while False:
    uvicorn.run(app, reload=True)
else:
    uvicorn.run(app)
""",
    """\
# an open flag under a constant that is false
# run: serves
# run RELOAD=1: serves
import os

import uvicorn
from fastapi import FastAPI

ALLOW_RELOAD = False
app = FastAPI()

if ALLOW_RELOAD:
    uvicorn.run(app, reload="RELOAD" in os.environ)
else:
    uvicorn.run(app)
""",
]
