"""The live harness: a real program with a real uvicorn server, on the loopback interface.

``launch`` writes a few files to a temporary directory, starts Python on them in a session of its
own, and lets a test ask the server. When it is left, every process of the session's group is
ended, first with SIGTERM and then with SIGKILL. All waiting is bounded.

The word ``PORT`` in the files stands for a free port. The ``ASGI_*`` sources are small apps
without a dependency, which answer every request with the id of the process that serves it.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ASGI_APP = """\
import os

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    if scope["type"] == "http":
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": str(os.getpid()).encode()})
"""
"""Source of a module whose ``app`` is an ASGI application, a plain coroutine function."""

ASGI_CLASS = f"""\
{ASGI_APP.replace("async def app", "async def answer")}

class Application:
    async def __call__(self, scope, receive, send):
        await answer(scope, receive, send)

app = Application()
"""
"""Source of a module whose ``app`` is an instance of a class, as with FastAPI."""

ASGI_FACTORY = f"""\
{ASGI_APP.replace("async def app", "async def answer")}

def create_app():
    return answer
"""
"""Source of a module whose ``create_app`` makes an application; there is no ``app``."""

AVAILABLE = hasattr(os, "killpg")
"""Whether the harness works on this system."""

POLL = 0.02
GRACE = 0.3
"""Seconds between two looks, and between SIGTERM and SIGKILL."""


class NoAnswer(AssertionError):
    """The server did not answer: it exited, or the time was up. The text holds the output."""


class Live:
    """A running program. Made by ``launch``."""

    def __init__(
        self, process: subprocess.Popen[bytes], root: Path, port: int, log: Path, timeout: float
    ) -> None:
        """Take the process, the directory of its files, its port, and the file of its output.

        ``timeout`` is what the methods wait for at most, unless they are told otherwise.
        """
        self.process = process
        self.root = root
        self.port = port
        self.timeout = timeout
        self._log = log

    def get(self, path: str = "/", timeout: float | None = None) -> tuple[int, str]:
        """Return status and body for a path, as soon as the server answers.

        Raises NoAnswer when the program has exited or ``timeout`` seconds are over.
        """
        timeout = self.timeout if timeout is None else timeout
        deadline = time.monotonic() + timeout
        while True:
            running = self.process.poll() is None
            try:
                return self._ask(path, max(POLL, deadline - time.monotonic()))
            except (OSError, http.client.HTTPException):
                pass
            if not running:
                raise NoAnswer(f"exited with {self.process.returncode}:\n{self.output()}")
            if time.monotonic() >= deadline:
                raise NoAnswer(f"no answer within {timeout:g} s:\n{self.output()}")
            time.sleep(POLL)

    def pids(self, want: int = 1, timeout: float | None = None) -> set[int]:
        """Return the ids of the processes that answer, as soon as ``want`` different ones did.

        After ``timeout`` seconds it returns those it has seen. Raises NoAnswer as ``get`` does,
        if there is no answer at all.
        """
        timeout = self.timeout if timeout is None else timeout
        deadline = time.monotonic() + timeout
        found = {int(self.get("/", timeout)[1])}
        while len(found) < want and time.monotonic() < deadline:
            try:
                found.update(self._ask_together(4))
            except (OSError, http.client.HTTPException):
                time.sleep(POLL)
        return found

    def exit_code(self, timeout: float | None = None) -> int | None:
        """Return the exit code, or None if the program still runs after ``timeout`` seconds."""
        try:
            return self.process.wait(self.timeout if timeout is None else timeout)
        except subprocess.TimeoutExpired:
            return None

    def output(self) -> str:
        """Return what the program and its children have written so far, both streams."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, text: str, timeout: float | None = None) -> bool:
        """Return whether ``text`` shows up in the output within ``timeout`` seconds."""
        deadline = time.monotonic() + (self.timeout if timeout is None else timeout)
        while True:
            running = self.process.poll() is None
            if text in self.output():
                return True
            if not running or time.monotonic() >= deadline:
                return False
            time.sleep(POLL)

    def _ask(self, path: str, timeout: float) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers={"Connection": "close"})
            response = connection.getresponse()
            return response.status, response.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def _ask_together(self, count: int) -> set[int]:
        """Ask over several connections at once, so that more than one process gets to work."""
        connections = []
        found = set()
        try:
            for _ in range(count):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connections.append(connection)
                connection.request("GET", "/", headers={"Connection": "close"})
            for connection in connections:
                found.add(int(connection.getresponse().read()))
        finally:
            for connection in connections:
                connection.close()
        return found


@contextmanager
def launch(
    layout: Mapping[str, str],
    argv: Sequence[str],
    *,
    cwd: str = ".",
    env: Mapping[str, str] | None = None,
    timeout: float = 20,
    python: str = sys.executable,
) -> Iterator[Live]:
    """Write files, start ``python *argv`` in their directory, and yield the running program.

    ``layout`` maps relative paths to sources; the word PORT in them becomes the port. ``cwd`` is
    relative to the directory. ``env`` is added to the environment, in which WEB_CONCURRENCY,
    UVICORN_*, PYTHONPATH and PYTHONWARNINGS are otherwise unset. ``timeout``
    bounds each wait of Live, in seconds. ``python`` is the interpreter that has uvicorn.

    Raises OSError if the program cannot be started. Leaves no process and no file behind.
    """
    port = free_port()
    dropped = ("PYTHONPATH", "PYTHONWARNINGS", "PYTHONDEVMODE", "WEB_CONCURRENCY")
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in dropped and not key.startswith("UVICORN_")
    }
    environment.update({"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"})
    environment.update(env or {})
    with tempfile.TemporaryDirectory(prefix="live-", ignore_cleanup_errors=True) as directory:
        root = Path(directory, "root").resolve()
        log = root.with_name("output")
        for name, source in layout.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(re.sub(r"\bPORT\b", str(port), source), encoding="utf-8")
        with log.open("wb") as output:
            process = subprocess.Popen(
                [python, *argv],
                cwd=root / cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield Live(process, root, port, log, timeout)
        finally:
            _end(process)


def free_port() -> int:
    """Return a port that was free on the loopback interface a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its whole group."""
    for number, seconds in ((signal.SIGTERM, GRACE), (signal.SIGKILL, 5)):
        if not _members(process):
            break
        os.killpg(process.pid, number)
        deadline = time.monotonic() + seconds
        while _members(process) and time.monotonic() < deadline:
            time.sleep(POLL)
    process.wait(5)


def _members(process: subprocess.Popen[bytes]) -> bool:
    """Return whether a process of the group is alive; zombies do not count where we can tell."""
    process.poll()
    if not os.path.isdir("/proc/self/task"):
        try:
            os.killpg(process.pid, 0)
        except OSError:
            return False
        return True
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stat = Path("/proc", name, "stat").read_bytes()
            except OSError:
                continue
            state, _parent, group = stat.rpartition(b")")[2].split()[:3]
            if int(group) == process.pid and state not in (b"Z", b"X"):
                return True
    return False
