"""The recording oracle: what the installed uvicorn really decides about a small program.

The program runs as ``__main__`` in a process of its own, under the real ``uvicorn.run`` and the
real ``uvicorn.Config``. Replaced by recorders are only the ends of the road: the serving loop,
the listening socket and the processes that the reloader and the workers would start. No socket
is bound and no uvicorn process is started.

``judge`` answers for one program. ``Oracle`` keeps one process with uvicorn imported and forks
it once per program, which takes a few milliseconds; use it for many programs.

What is recorded, and how:

* ``uvicorn.run`` refuses an app object: it logs a warning and raises ``SystemExit``. Both are
  seen at the source (the logger's ``warning`` method, whatever the log level, and a trace
  function for exceptions), so it does not matter whether a thread, an executor or the program
  itself swallows them.
* ``uvicorn.run`` rejects its arguments: the ``TypeError`` is seen in the same way.
* a supervisor starts: the oracle forks and loads the app as the child would, with the program
  imported a second time as ``__mp_main__``.
* a server starts: the app is loaded by uvicorn itself, but its lifespan does not run.

Not seen: values that only a real socket rejects (``host``, ``port``, ``fd``), threads started
with ``_thread``, and launches through another process than ``multiprocessing`` starts (the
program gets a ``RuntimeError`` when it tries). ``multiprocessing`` always forks here.

Needs ``os.fork``: see ``AVAILABLE``.
"""

from __future__ import annotations

import atexit
import ctypes
import enum
import gc
import importlib
import importlib.metadata
import importlib.util
import json
import os
import pickle
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

AVAILABLE = hasattr(os, "fork")
"""Whether the oracle works on this system."""

TIMEOUT = 5.0
"""Seconds a program gets until its first launch."""

SETTLE = 2.0
"""Seconds a program gets after a launch for the next one, or for its end."""

LINGER = 0.5
"""Seconds that daemon threads and terminated processes of a program get to reach a launch."""

MAX_LAUNCHES = 20
"""A program that launches more often than this (``while True``) is ended."""

REFUSAL = "You must pass the application as an import string"
"""How the warning starts that uvicorn logs before it exits."""

Version = tuple[int, ...]


class Outcome(enum.Enum):
    """What came of one launch, or of a program without any."""

    REFUSED = "refused"  # the import-string warning, then SystemExit
    TYPE_ERROR = "type error"  # uvicorn raised TypeError about its arguments
    BAD_STRING = "bad string"  # the import string cannot be loaded
    RELOADS = "reloads"  # the reloader starts and its child can load the app
    WORKERS = "workers"  # several workers start and can load the app
    SERVES = "serves"  # one server starts, in this process
    NO_LAUNCH = "no launch"  # the program ended without reaching uvicorn
    ERROR = "error"  # anything else, see the text


BEHAVIOUR: Mapping[str, tuple[tuple[Version, Any], ...]] = {
    # What changed between releases: (first release that behaves so, behaviour), oldest first.
    # The exit code after the import-string warning.
    "refusal exit code": (((0, 10, 6), 1), ((0, 50, 0), 3)),
    # The exit code of a plain launch whose import string cannot be loaded.
    "bad string exit code": (((0, 9, 1), 1), ((0, 50, 0), 3)),
    # debug=True or debug=False with an app object, without reload and workers.
    "debug=": (((0, 5, 1), Outcome.SERVES), ((0, 19, 0), Outcome.TYPE_ERROR)),
    # Whether reload=True together with workers=2 is warned about.
    "workers ignored warning": (((0, 0), False), ((0, 20, 0), True)),
    # uvicorn.run("main:app") at module level of main.py, without a guard.
    "unguarded string": (((0, 9, 1), Outcome.ERROR), ((0, 47, 0), Outcome.SERVES)),
    # Whether the parent imports the app before it starts a reloader or workers. Then a bad string
    # ends it, and an unguarded launch is reached twice, nested.
    "eager import": (((0, 9, 1), False), ((0, 47, 0), True), ((0, 50, 0), False)),
}
"""Behaviour that differs between releases of uvicorn, in one place."""


def uvicorn_version() -> str:
    """Return the version of the uvicorn installed for the running interpreter.

    Raises importlib.metadata.PackageNotFoundError if there is none.
    """
    return importlib.metadata.version("uvicorn")


def behaviour(name: str, version: str | None = None) -> Any:
    """Return what ``BEHAVIOUR`` says about ``name`` for a release of uvicorn.

    ``version`` is the release, by default the installed one. Raises KeyError for an unknown
    name and LookupError for a release older than the first row.
    """
    release = _release(uvicorn_version() if version is None else version)
    answers = [value for first, value in BEHAVIOUR[name] if first <= release]
    if not answers:
        raise LookupError(f"{name!r} is not known for uvicorn {version}")
    return answers[-1]


def _release(version: str) -> Version:
    numbers: list[int] = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)


@dataclass(frozen=True)
class Launch:
    """One launch: a call that reached uvicorn, or was rejected by it.

    ``workers`` is the number of processes (WORKERS only), ``exit_code`` the code of the
    SystemExit that uvicorn raised, ``text`` the message or exception, ``messages`` the
    warnings and errors that uvicorn logged, ``file`` and ``line`` the innermost place in the
    program (None in a thread that started right inside uvicorn).
    """

    outcome: Outcome
    workers: int | None = None
    exit_code: int | None = None
    text: str = ""
    messages: tuple[str, ...] = ()
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer for one program.

    ``outcome`` is that of the first launch; without a launch it is NO_LAUNCH, or ERROR if the
    program failed by itself. ``launches`` are all launches in order, ``text`` is the exception
    that ended the program (empty if none), ``timed_out`` tells that the program was ended by
    the oracle, ``uvicorn`` is the version that was asked.
    """

    outcome: Outcome
    launches: tuple[Launch, ...]
    text: str
    timed_out: bool
    uvicorn: str

    @property
    def outcomes(self) -> list[Outcome]:
        """Return the outcome of every launch, in order."""
        return [launch.outcome for launch in self.launches]

    @property
    def first(self) -> Launch:
        """Return the first launch. Raises IndexError if there was none."""
        return self.launches[0]

    @property
    def workers(self) -> int | None:
        """Return the number of workers of the first launch, None if it started none."""
        return self.launches[0].workers if self.launches else None


class OracleError(RuntimeError):
    """The oracle itself failed: no uvicorn, no fork, or its process died."""


def judge(
    source: str | Path,
    *,
    filename: str = "main.py",
    modules: Mapping[str, str] | None = None,
    env: Mapping[str, str] | None = None,
    python: str = sys.executable,
    timeout: float = TIMEOUT,
) -> Verdict:
    """Return what uvicorn does with one program, run by its path as ``__main__``.

    ``source`` is the text of the program, or a file to read it from. ``filename`` is the name
    it gets, ``modules`` holds more files: keys are relative paths (``"pkg/web.py"``) or dotted
    module names (``"fastapi"``). ``env`` is added to the environment, in which WEB_CONCURRENCY,
    PYTHON* and UVICORN_* are otherwise unset; of PYTHON* only PYTHONPATH has an effect.
    ``python`` is the interpreter that has uvicorn, ``timeout`` the seconds until a launch.

    Raises OracleError if that interpreter cannot import uvicorn, ValueError for a file name
    that leaves the directory of the program.
    """
    with Oracle(python=python, timeout=timeout) as oracle:
        return oracle.judge(source, filename=filename, modules=modules, env=env)


class Oracle:
    """One process that has imported uvicorn and judges any number of programs.

    A context manager; the process starts on entry and is gone on exit. Safe to use from
    several threads, one program at a time.
    """

    def __init__(self, *, python: str = sys.executable, timeout: float = TIMEOUT) -> None:
        """Prepare; ``python`` is the interpreter, ``timeout`` the seconds for one program."""
        self.uvicorn = ""
        self._python = python
        self._timeout = timeout
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._root: tempfile.TemporaryDirectory[str] | None = None
        self._buffer = b""

    def __enter__(self) -> Oracle:
        """Start the process and return self. Raises OracleError if it does not come up."""
        with self._lock:
            self._start()
        return self

    def __exit__(self, *_exc: object) -> None:
        """Stop the process."""
        self.close()

    def close(self) -> None:
        """Stop the process and whatever it runs, and remove its files."""
        with self._lock:
            self._stop()

    def judge(
        self,
        source: str | Path,
        *,
        filename: str = "main.py",
        modules: Mapping[str, str] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Verdict:
        """Return what uvicorn does with one program; arguments and errors as for ``judge``."""
        text = source if isinstance(source, str) else _decode(source.read_bytes())
        files = _layout(filename, text, modules or {})
        request = {
            "filename": filename,
            "files": files,
            "env": dict(env or {}),
            "timeout": self._timeout,
        }
        line = json.dumps(request).encode() + b"\n"
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._stop()
                self._start()
            try:
                answer = self._ask(line, self._timeout + MAX_LAUNCHES * SETTLE + 10)
            except OracleError:
                self._stop()
                raise
        return _verdict(answer, self.uvicorn)

    def _start(self) -> None:
        if not AVAILABLE:
            raise OracleError("the oracle needs os.fork")
        self._root = tempfile.TemporaryDirectory(prefix="oracle-")
        env = {
            key: value
            for key, value in os.environ.items()
            if key not in ("WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS")
            and not key.startswith(("PYTHON", "UVICORN_"))
        }
        self._buffer = b""
        self._process = subprocess.Popen(
            [self._python, str(Path(__file__).resolve()), "--serve", self._root.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=env,
            cwd=self._root.name,
            start_new_session=True,
        )
        try:
            hello = self._ask(b"", 60)
        except OracleError:
            self._stop()
            raise
        if "error" in hello:
            self._stop()
            raise OracleError(str(hello["error"]))
        self.uvicorn = str(hello["uvicorn"])

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.close()
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            process.stdout.close()
        if self._root is not None:
            self._root.cleanup()
            self._root = None

    def _ask(self, line: bytes, timeout: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None and self._process.stdout is not None
        deadline = time.monotonic() + timeout
        try:
            view = memoryview(line)
            while view:
                sent = os.write(self._process.stdin.fileno(), view)
                view = view[sent:]
        except OSError as exc:
            raise OracleError("the oracle's process died") from exc
        fd = self._process.stdout.fileno()
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([fd], [], [], max(0.0, deadline - time.monotonic()))
            data = os.read(fd, 65536) if ready else b""
            if not data:
                self._process.kill()
                raise OracleError("the oracle's process died" if ready else "no answer in time")
            self._buffer += data
        reply, _, self._buffer = self._buffer.partition(b"\n")
        answer: dict[str, Any] = json.loads(reply)
        return answer


def _verdict(answer: Mapping[str, Any], version: str) -> Verdict:
    launches = tuple(
        Launch(
            outcome=Outcome[item["outcome"]],
            workers=item["workers"],
            exit_code=item["exit_code"],
            text=item["text"],
            messages=tuple(item["messages"]),
            file=item["file"],
            line=item["line"],
        )
        for item in answer["launches"]
    )
    text = str(answer["text"])
    if launches:
        outcome = launches[0].outcome
    else:
        outcome = Outcome.ERROR if text else Outcome.NO_LAUNCH
    return Verdict(outcome, launches, text, bool(answer["timed_out"]), version)


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _layout(filename: str, text: str, modules: Mapping[str, str]) -> dict[str, str]:
    """Return the files to write, by relative path."""
    beside = PurePosixPath(filename).parent
    files: dict[str, str] = {}
    for key, value in modules.items():
        if key.endswith(".py") or "/" in key:
            path = PurePosixPath(key)
        elif any(other.startswith(key + ".") for other in modules):
            path = beside.joinpath(*key.split("."), "__init__.py")
        else:
            path = beside.joinpath(*key.split(".")).with_name(key.split(".")[-1] + ".py")
        files[str(path)] = value
    files[str(PurePosixPath(filename))] = text
    for name in files:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ValueError(f"not a path below the program's directory: {name}")
    return files


# Everything below runs in the oracle's process (the server) or in the programs it forks.

_BOOTSTRAPPING = (
    "An attempt has been made to start a new process before the current process has finished "
    "its bootstrapping phase."
)
_BLOCKED = frozenset(
    [
        "os.exec",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.system",
        "pty.spawn",
        "socket.bind",
        "socket.connect",
        "subprocess.Popen",
    ]
)
_LIMIT = 400  # characters of one text: a record stays below PIPE_BUF, so writes are atomic


class _Recorder:
    """Records the launches of one program; shared by all of its threads and forks."""

    def __init__(self) -> None:
        self.fd = -1  # where records go
        self.home = ""  # directory of the program, with a slash at the end
        self.main = ""  # path of the program
        self.in_child = False  # inside a load that a supervisor's child would do
        self.count = 0
        self.codes: set[types.CodeType] = set()  # functions whose escaping exceptions count
        self.marks: dict[str, str] = {}  # marked names in binding errors -> their real names
        self.run_code: types.CodeType | None = None
        self.importer_file = ""
        self._said = threading.local()
        self._seen: list[BaseException] = []
        self._done: list[types.FrameType] = []

    # What uvicorn logs.

    def said(self) -> list[str]:
        """Return the warnings and errors logged by this thread since its last launch."""
        lines: list[str] | None = getattr(self._said, "lines", None)
        if lines is None:
            lines = self._said.lines = []
        return lines

    def hear(self, real: Callable[..., None]) -> Callable[..., None]:
        """Return a replacement of a logger's method that also keeps the text."""

        def method(msg: object, *args: object, **kwargs: Any) -> None:
            try:
                text = str(msg) % args if args else str(msg)
            except Exception:
                text = str(msg)
            self.said().append(text)
            real(msg, *args, **kwargs)

        return method

    # Records.

    def launched(
        self,
        outcome: Outcome,
        frame: types.FrameType | None,
        *,
        workers: int | None = None,
        exit_code: int | None = None,
        text: str = "",
    ) -> None:
        """Write the record of one launch that was seen in ``frame``."""
        messages = list(self.said())
        self.said().clear()
        place = frame
        while place is not None and not place.f_code.co_filename.startswith(self.home):
            place = place.f_back
        while frame is not None:
            if frame.f_code is self.run_code:
                self._done.append(frame)
                break
            frame = frame.f_back
        self.write(
            {
                "outcome": outcome.name,
                "workers": workers,
                "exit_code": exit_code,
                "text": self.clean(text),
                "messages": [self.clean(message) for message in messages[:4]],
                "file": place and place.f_code.co_filename.removeprefix(self.home),
                "line": place and place.f_lineno,
            }
        )
        self.count += 1
        if self.count >= MAX_LAUNCHES and not self.in_child:
            self.write({"end": True, "text": "", "timed_out": True})
            os._exit(0)

    def write(self, record: Mapping[str, Any]) -> None:
        """Write one record, unless this is the load that a child would do."""
        if not self.in_child:
            os.write(self.fd, json.dumps(record).encode() + b"\n")

    def clean(self, text: str) -> str:
        """Return a text without the program's directory, bounded."""
        for mark, name in self.marks.items():
            text = text.replace(mark, name)
        text = text.replace(self.home, "").encode("ascii", "backslashreplace").decode()
        return text if len(text) <= _LIMIT else text[:_LIMIT] + "..."

    # Exceptions.

    def trace(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        """Trace function: watch every frame for exceptions, and nothing else."""
        frame.f_trace_lines = False
        return _watch

    def caught(
        self, frame: types.FrameType, exc: BaseException, tb: types.TracebackType | None
    ) -> None:
        """Look at an exception that has just reached ``frame``, and record a failed launch."""
        inner = tb.tb_next if tb is not None else None
        if inner is None:
            if type(exc) is not TypeError or not str(exc).startswith(tuple(self.marks)):
                return
        elif inner.tb_frame.f_code not in self.codes or inner.tb_frame in self._done:
            return
        if isinstance(exc, (StopIteration, GeneratorExit)):
            return
        if any(exc is other for other in self._seen):
            return
        self._seen.append(exc)
        outcome, text, code = self.classify(exc, inner)
        self.launched(outcome, inner.tb_frame if inner else frame, exit_code=code, text=text)

    def classify(
        self, exc: BaseException, tb: types.TracebackType | None
    ) -> tuple[Outcome, str, int | None]:
        """Return outcome, text and exit code for an exception out of uvicorn.

        ``tb`` is its traceback from uvicorn's outermost frame on, None if the call itself failed.
        """
        said = self.said()
        text = f"{type(exc).__name__}: {exc}"
        if isinstance(exc, SystemExit):
            code = exc.code if isinstance(exc.code, int) else None
            for line in said:
                if line.startswith(REFUSAL):
                    return Outcome.REFUSED, line, code
                if line.startswith("Error loading ASGI app. "):
                    return Outcome.BAD_STRING, line, code
            return Outcome.ERROR, said[-1] if said else text, code
        importing = machinery = own = False
        while tb is not None:
            file = tb.tb_frame.f_code.co_filename
            if file == self.importer_file:
                importing = machinery = True
            elif not file.startswith("<frozen importlib") and file != importlib.__file__:
                machinery = False
            own = own or file.startswith(self.home)
            tb = tb.tb_next
        if importing and machinery and not isinstance(exc, SyntaxError):
            return Outcome.BAD_STRING, text, None
        if isinstance(exc, TypeError) and not own:
            return Outcome.TYPE_ERROR, text, None
        return Outcome.ERROR, text, None

    # Supervisors.

    def supervised(
        self, config: Any, outcome: Outcome, frame: types.FrameType, workers: int | None = None
    ) -> None:
        """Record a supervisor that has started its processes: can they load the app?"""
        failure = self.load_as_child(config)
        if failure is None:
            self.launched(outcome, frame, workers=workers)
        else:
            self.launched(Outcome[failure[0]], frame, text=failure[1])

    def load_as_child(self, config: Any) -> tuple[str, str] | None:
        """Load the app in a fork, as a spawned child would; None, or the failure and its text."""
        if self.in_child:
            return None
        state = pickle.dumps(config)
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            failure: tuple[str, str] | None = ("ERROR", "the child died")
            try:
                os.close(read)
                failure = self._child(state)
            finally:
                os.write(write, json.dumps(failure).encode())
                os._exit(0)
        os.close(write)
        with open(read, "rb") as pipe:
            data = pipe.read()
        os.waitpid(pid, 0)
        answer = json.loads(data) if data else ("ERROR", "the child died")
        return None if answer is None else (answer[0], answer[1])

    def _child(self, state: bytes) -> tuple[str, str] | None:
        from multiprocessing import spawn

        sys.settrace(None)
        threading.settrace(None)
        self.in_child = True
        self.said().clear()
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if name not in _baseline and (file is None or file.startswith(self.home)):
                del sys.modules[name]
        sys.modules["__main__"] = types.ModuleType("__main__")
        os.chdir(self.home)
        step = "importing the program as __mp_main__"
        try:
            getattr(spawn, "_fixup_main_from_path")(self.main)
            step = "loading the app"
            config = pickle.loads(state)
            config.load()
        except BaseException as exc:
            inner = exc.__traceback__.tb_next if exc.__traceback__ else None
            outcome, text, _code = self.classify(exc, inner)
            if step != "loading the app" or outcome is not Outcome.BAD_STRING:
                outcome, text = Outcome.ERROR, f"{step}: {text}"
            return outcome.name, self.clean(text)
        return None


_recorder = _Recorder()
_baseline: set[str] = set()  # modules loaded before any program
_exits: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = []
_private: list[int] = []  # the server's pipes to its client


def _watch(frame: types.FrameType, event: str, arg: Any) -> Any:
    if event == "exception":
        _recorder.caught(frame, arg[1], arg[2])
    return _watch


class _Stub:
    """Stands for the bound socket, and for a process that a supervisor starts."""

    pid = 0
    exitcode = None

    def start(self) -> None:
        if _recorder.in_child:
            raise RuntimeError(_BOOTSTRAPPING)

    def is_alive(self) -> bool:
        return True

    def close(self) -> None:
        return

    terminate = kill = join = close


def _install() -> str:
    """Put the recorders into uvicorn and return its version."""
    import logging

    import uvicorn
    import uvicorn.config
    import uvicorn.importer
    import uvicorn.server
    from uvicorn.supervisors import basereload, multiprocess

    for name in (
        "asyncio",
        "concurrent.futures.thread",
        "runpy",
        "multiprocessing.spawn",
        "multiprocessing.popen_fork",
        "uvicorn.lifespan.off",
        "uvicorn.lifespan.on",
        "uvicorn.loops.asyncio",
        "uvicorn.loops.auto",
        "uvicorn.protocols.http.auto",
        "uvicorn.protocols.http.h11_impl",
        "uvicorn.protocols.websockets.auto",
    ):
        try:
            importlib.import_module(name)
        except ImportError:
            pass

    server: Any = uvicorn.Server
    config: Any = uvicorn.Config

    async def startup(self: Any, sockets: Any = None) -> None:
        self.started = True
        _recorder.launched(Outcome.SERVES, sys._getframe())

    async def nothing(self: Any, *_args: Any, **_kwargs: Any) -> None:
        return

    def reload(self: Any) -> None:
        self.startup()
        _recorder.supervised(self.config, Outcome.RELOADS, sys._getframe())

    def work(self: Any) -> None:
        start = self.init_processes if hasattr(self, "init_processes") else self.startup
        start()
        count = len(self.processes)
        _recorder.supervised(self.config, Outcome.WORKERS, sys._getframe(), count)

    def stub(*_args: Any, **_kwargs: Any) -> _Stub:
        return _Stub()

    _recorder.run_code = uvicorn.run.__code__
    _recorder.importer_file = uvicorn.importer.__file__
    for function in (uvicorn.run, config.__init__, config.load, server.run, server.serve):
        _recorder.codes.add(function.__code__)
    # Python names the function in the TypeError of a call that does not fit: make it unmistakable,
    # by a name under which pickle still finds it.
    for owner, function in ((sys.modules["uvicorn.main"], uvicorn.run), (config, config.__init__)):
        name = function.__qualname__
        mark = name.replace(function.__name__, f"uvicorn_{function.__name__}")
        setattr(owner, f"uvicorn_{function.__name__}", function)
        function.__qualname__ = mark
        _recorder.marks[f"{mark}()"] = f"{name}()"
    server.startup = startup
    server.main_loop = server.shutdown = nothing
    config.bind_socket = stub
    setattr(basereload.BaseReload, "run", reload)
    setattr(multiprocess.Multiprocess, "run", work)
    setattr(basereload, "get_subprocess", stub)
    setattr(multiprocess, "get_subprocess", stub)
    logger: Any = logging.getLogger("uvicorn.error")
    logger.warning = _recorder.hear(logger.warning)
    logger.error = _recorder.hear(logger.error)
    _tame_multiprocessing()
    return uvicorn.__version__


def _tame_multiprocessing() -> None:
    """Make every process fork, and let it live for a moment before it is terminated."""
    import multiprocessing.context as context
    from multiprocessing.process import BaseProcess

    multiprocessing = importlib.import_module("multiprocessing")
    multiprocessing.set_start_method("fork", force=True)
    for kind in ("SpawnProcess", "ForkServerProcess"):
        setattr(getattr(context, kind), "_Popen", vars(context.ForkProcess)["_Popen"])
    for name in ("terminate", "kill"):
        real = getattr(BaseProcess, name)

        def patient(self: BaseProcess, real: Callable[[BaseProcess], None] = real) -> None:
            self.join(LINGER)
            real(self)

        setattr(BaseProcess, name, patient)


def _audit(event: str, _args: Any) -> None:
    if event == "os.fork":
        file = sys._getframe(1).f_code.co_filename
        if file != __file__ and not file.endswith("popen_fork.py"):
            raise RuntimeError("the oracle does not let a program fork")
    elif event in _BLOCKED:
        raise RuntimeError(f"the oracle does not let a program do this: {event}")


def _die_with_parent() -> None:
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    except (AttributeError, OSError):
        pass


def _run_program(request: Mapping[str, Any], home: str, fd: int) -> NoReturn:
    """Run one program in this fork and write its records; never return."""
    text = ""
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(null, number)
        _recorder.fd = fd
        _recorder.home = home + "/"
        _recorder.main = f"{home}/{request['filename']}"
        code = _prepare(request, home)
        module = sys.modules["__main__"]
        threading.settrace(_recorder.trace)
        sys.settrace(_recorder.trace)
        exec(code, module.__dict__)
    except SystemExit:
        pass
    except BaseException as exc:
        text = _recorder.clean(f"{type(exc).__name__}: {exc}")
    try:
        _finish()
    except BaseException as exc:
        text = text or _recorder.clean(f"{type(exc).__name__}: {exc}")
    _recorder.write({"end": True, "text": text, "timed_out": False})
    os._exit(0)


def _prepare(request: Mapping[str, Any], home: str) -> types.CodeType:
    """Write the files, set up what ``python FILE`` sets up, and return the compiled program."""
    for name, source in request["files"].items():
        path = f"{home}/{name}"
        if "/" in name:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(source.encode("utf-8", "surrogateescape"))
    os.chdir(home)
    folder = os.path.dirname(_recorder.main)
    search = [part or home for part in request["env"].get("PYTHONPATH", "").split(os.pathsep)]
    sys.path[:0] = [folder, *(search if "PYTHONPATH" in request["env"] else ())]
    sys.argv[:] = [request["filename"]]
    sys.dont_write_bytecode = True
    os.environ.update(request["env"])
    _unload(_shadowed(folder))
    module = types.ModuleType("__main__")
    module.__file__ = _recorder.main
    vars(module)["__builtins__"] = sys.modules["builtins"]
    sys.modules["__main__"] = module
    with open(_recorder.main, "rb") as file:
        source = file.read()
    importlib.util.decode_source(source)  # compile() does not look at the bytes of comments
    code: types.CodeType = compile(source, _recorder.main, "exec", dont_inherit=True)
    setattr(atexit, "register", _at_exit)
    sys.addaudithook(_audit)
    return code


def _shadowed(folder: str) -> set[str]:
    """Return the loaded top-level modules that a file of the program hides."""
    names = set()
    for entry in os.listdir(folder):
        name, suffix = os.path.splitext(entry)
        if suffix == ".py" or os.path.exists(os.path.join(folder, entry, "__init__.py")):
            names.add(name)
    return {name for name in names if name in sys.modules and name not in sys.builtin_module_names}


def _unload(names: Iterable[str]) -> None:
    for top in names:
        for name in list(sys.modules):
            if name == top or name.startswith(top + "."):
                del sys.modules[name]


def _finish() -> None:
    """End the program as the interpreter would, but let what it has started come to its end."""
    deadline = time.monotonic() + LINGER
    for thread in threading.enumerate():
        if thread.daemon and thread is not threading.current_thread():
            _join(thread, deadline)
    getattr(threading, "_shutdown")()
    for child in importlib.import_module("multiprocessing").active_children():
        if child.daemon:
            child.join(max(0.0, deadline - time.monotonic()))
    while _exits:
        function, args, kwargs = _exits.pop()
        try:
            function(*args, **kwargs)
        except BaseException:
            pass
    getattr(atexit, "_run_exitfuncs")()


def _join(thread: threading.Thread, deadline: float) -> None:
    while time.monotonic() < deadline:
        try:
            return thread.join(max(0.0, deadline - time.monotonic()))
        except RuntimeError:  # still being started by another thread
            time.sleep(0.001)


def _at_exit(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Callable[..., Any]:
    """Stand for atexit.register: the real one would hide exceptions from the trace function."""
    _exits.append((function, args, kwargs))
    return function


def _handle(request: Mapping[str, Any], home: str) -> dict[str, Any]:
    """Fork for one program, collect its records within its time, and leave nothing behind."""
    os.mkdir(home)
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        _die_with_parent()
        for number in (read, *_private):
            os.close(number)
        _run_program(request, home, write)
    try:
        os.setpgid(pid, pid)
    except OSError:
        pass  # the child did it first, or is gone
    os.close(write)
    answer: dict[str, Any] = {"launches": [], "text": "", "timed_out": False}
    try:
        ended = _collect(pid, read, answer, float(request["timeout"]))
        if not ended and not answer["timed_out"]:
            status = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            code = status.si_status if status else 0
            answer["text"] = f"the program's process ended by itself, status {code}"
    finally:
        os.close(read)
        try:
            os.killpg(pid, signal.SIGKILL)
        except OSError:
            pass
        os.waitpid(pid, 0)
        _reap()
        shutil.rmtree(home, ignore_errors=True)
    return answer


def _collect(pid: int, fd: int, answer: dict[str, Any], timeout: float) -> bool:
    """Read records into ``answer``; return whether the program told its end."""
    deadline = time.monotonic() + timeout
    data = b""
    while True:
        gone = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None
        wait = 0.0 if gone else min(0.05, max(0.0, deadline - time.monotonic()))
        ready, _, _ = select.select([fd], [], [], wait)
        if not ready:
            if gone:
                return False  # but somebody else still holds the pipe
            if time.monotonic() < deadline:
                continue
            answer["timed_out"] = True
            if not answer["launches"]:
                answer["text"] = f"the program did not end within {timeout:g} s"
            return False
        chunk = os.read(fd, 65536)
        if not chunk:
            return False
        data += chunk
        *lines, data = data.split(b"\n")
        for line in lines:
            record = json.loads(line)
            if "end" in record:
                answer["text"], answer["timed_out"] = record["text"], record["timed_out"]
                return True
            answer["launches"].append(record)
            deadline = time.monotonic() + SETTLE


def _reap() -> None:
    """End the processes that a program left outside of its process group."""
    for _ in range(100):
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            listing = Path(f"/proc/self/task/{threading.get_native_id()}/children")
            try:
                strays = [int(word) for word in listing.read_text().split()]
            except OSError:
                return
            for stray in strays:
                os.kill(stray, signal.SIGKILL)
            time.sleep(0.005)


def _serve(root: str) -> None:
    """Answer requests, one JSON line each, until standard input ends."""
    here = Path(__file__).resolve().parent
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != here]
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.dup(1)
    _private.extend([requests.fileno(), replies])
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)

    def reply(answer: Mapping[str, Any]) -> None:
        os.write(replies, json.dumps(answer).encode() + b"\n")

    try:
        version = _install()
    except Exception as exc:
        reply({"error": f"cannot prepare uvicorn: {type(exc).__name__}: {exc}"})
        return
    try:
        ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: orphans come here
    except (AttributeError, OSError):
        pass
    _baseline.update(sys.modules)
    gc.collect()
    gc.freeze()
    reply({"uvicorn": version})
    root = os.path.realpath(root)
    for count, line in enumerate(requests):
        reply(_handle(json.loads(line), f"{root}/{count}"))


if __name__ == "__main__":
    if sys.argv[1:2] != ["--serve"]:
        sys.exit("usage: oracle.py --serve DIRECTORY")
    _serve(sys.argv[2])
