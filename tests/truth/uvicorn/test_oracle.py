"""The recording oracle against the rows of the table of uvicorn's behaviour."""

from __future__ import annotations

import os
import sys
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.oracle import (
    AVAILABLE,
    MAX_LAUNCHES,
    REFUSAL,
    Oracle,
    OracleError,
    Outcome,
    Verdict,
    behaviour,
    judge,
    uvicorn_version,
)

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="the oracle needs os.fork")

APP = "import uvicorn\nasync def app(scope, receive, send): ...\n"
GUARD = "if __name__ == '__main__':\n    "
FACTORY = "import uvicorn\ndef create_app():\n    async def app(s, r, t): ...\n    return app\n"


def program(call: str, *, guard: bool = False, head: str = APP) -> str:
    """Return a program that makes one call, under a guard if asked."""
    return head + (GUARD if guard else "") + call + "\n"


@dataclass(frozen=True)
class Row:
    """A program, and what uvicorn does with it."""

    name: str
    source: str
    outcomes: list[Outcome]
    text: str = ""
    workers: int | None = None
    env: dict[str, str] = field(default_factory=dict)


R = Outcome
STRING = "uvicorn.run('main:app'"
NOT_ORDERED = "'>' not supported between instances of 'str' and 'int'"
NOT_WHOLE = "'float' object cannot be interpreted as an integer"
BOOTSTRAP = "before the current process has finished its bootstrapping phase"
UNGUARDED = [R.ERROR, R.ERROR] if behaviour("eager import") else [R.ERROR]
IN_THREAD = "signal only works in main thread"

ROWS = [
    # An app object.
    Row("plain object", program("uvicorn.run(app)"), [R.SERVES]),
    Row("by keyword", program("uvicorn.run(app=app, reload=True)"), [R.REFUSED], REFUSAL),
    Row("object + reload", program("uvicorn.run(app, reload=True)"), [R.REFUSED], REFUSAL),
    Row("object + workers", program("uvicorn.run(app, workers=2)"), [R.REFUSED], REFUSAL),
    Row("silent", program("uvicorn.run(app, reload=1, log_level='critical')"), [R.REFUSED]),
    Row("no log config", program("uvicorn.run(app, workers=2, log_config=None)"), [R.REFUSED]),
    Row("under a guard", program("uvicorn.run(app, reload=True)", guard=True), [R.REFUSED]),
    # Values.
    Row("reload='false'", program("uvicorn.run(app, reload='false')"), [R.REFUSED]),
    Row("reload=[]", program("uvicorn.run(app, reload=[])"), [R.SERVES]),
    Row("workers=1", program("uvicorn.run(app, workers=1)"), [R.SERVES]),
    Row("workers=True", program("uvicorn.run(app, workers=True)"), [R.SERVES]),
    Row("workers=None", program("uvicorn.run(app, workers=None)"), [R.SERVES]),
    Row("workers=2.0", program("uvicorn.run(app, workers=2.0)"), [R.REFUSED]),
    Row("workers='2'", program("uvicorn.run(app, workers='2')"), [R.TYPE_ERROR], NOT_ORDERED),
    Row("string + 2.0", program(f"{STRING}, workers=2.0)", guard=True), [R.TYPE_ERROR], NOT_WHOLE),
    # The environment.
    Row("concurrency", program("uvicorn.run(app)"), [R.REFUSED], env={"WEB_CONCURRENCY": "2"}),
    Row(
        "concurrency, workers=1",
        program("uvicorn.run(app, workers=1)"),
        [R.SERVES],
        env={"WEB_CONCURRENCY": "2"},
    ),
    Row(
        "concurrency + string",
        program(f"{STRING})", guard=True),
        [R.WORKERS],
        workers=3,
        env={"WEB_CONCURRENCY": "3"},
    ),
    Row(
        "concurrency is no number",
        program("uvicorn.run(app)"),
        [R.ERROR],
        "ValueError",
        env={"WEB_CONCURRENCY": "abc"},
    ),
    # Arguments that do not fit.
    Row("debug=False", program("uvicorn.run(app, debug=False)"), [behaviour("debug=")], "'debug'"),
    Row("unknown", program("uvicorn.run(app, relaod=True)"), [R.TYPE_ERROR], "'relaod'"),
    Row("positional", program("uvicorn.run(app, '::')"), [R.TYPE_ERROR], "run() takes 1 pos"),
    Row("no app", program("uvicorn.run()"), [R.TYPE_ERROR], "missing 1 required positional"),
    Row("own TypeError", program("len(5)"), [], "TypeError: object of type 'int' has no len()"),
    # Import strings.
    Row("string", program(f"{STRING})", guard=True), [R.SERVES]),
    Row("string + reload", program(f"{STRING}, reload=True)", guard=True), [R.RELOADS]),
    Row("string + workers", program(f"{STRING}, workers=2)", guard=True), [R.WORKERS], workers=2),
    Row(
        "string + both",
        program(f"{STRING}, reload=True, workers=2)", guard=True),
        [R.RELOADS],
    ),
    Row(
        "name of the module",
        program("uvicorn.run(f'{__name__}:app', workers=2)", guard=True),
        [R.WORKERS],
        workers=2,
    ),
    Row(
        "str subclass",
        "class S(str): ...\n" + program("uvicorn.run(S('main:app'), workers=2)", guard=True),
        [R.WORKERS],
        workers=2,
    ),
    Row("unguarded reload", program(f"{STRING}, reload=True)"), UNGUARDED, BOOTSTRAP),
    Row("unguarded workers", program(f"{STRING}, workers=2)"), UNGUARDED, BOOTSTRAP),
    Row(
        "bound under the guard only",
        "import uvicorn\n" + GUARD + "app = print; uvicorn.run('main:app', reload=True)",
        [R.BAD_STRING],
        'Attribute "app" not found in module "main"',
    ),
    Row(
        "broken module",
        program("uvicorn.run('broken:app', reload=True)", guard=True),
        [R.ERROR],
        "ZeroDivisionError",
    ),
    Row("other module", program("uvicorn.run('api:app', reload=True)"), [R.ERROR], BOOTSTRAP),
    Row("other, guarded", program("uvicorn.run('api:app', reload=1)", guard=True), [R.RELOADS]),
    # Other app objects.
    Row("path", "from pathlib import Path\n" + program("uvicorn.run(Path('a'))"), [R.SERVES]),
    Row("bytes + reload", program("uvicorn.run(b'main:app', reload=True)"), [R.REFUSED]),
    Row("bytes", program("uvicorn.run(b'main:app')"), [R.SERVES]),
    Row("None", program("uvicorn.run(None)"), [R.SERVES]),
    Row("None + workers", program("uvicorn.run(None, workers=2)"), [R.REFUSED]),
    # Factories.
    Row("factory", program("uvicorn.run(create_app, factory=True)", head=FACTORY), [R.SERVES]),
    Row(
        "factory + reload",
        program("uvicorn.run(create_app, factory=True, reload=True)", head=FACTORY),
        [R.REFUSED],
    ),
    Row(
        "factory string + workers",
        program(
            "uvicorn.run('main:create_app', factory=True, workers=4)", guard=True, head=FACTORY
        ),
        [R.WORKERS],
        workers=4,
    ),
    Row(
        "no factory",
        program("uvicorn.run(app, factory=True)"),
        [R.ERROR],
        "Error loading ASGI app factory",
    ),
    # Ways to call.
    Row(
        "partial",
        "import functools\n" + program("functools.partial(uvicorn.run, app, reload=True)()"),
        [R.REFUSED],
    ),
    Row(
        "thread",
        "import threading as t\n"
        + program("t.Thread(target=uvicorn.run, args=(app,), kwargs={'workers': 2}).start()"),
        [R.REFUSED],
    ),
    Row(
        "daemon thread, TypeError",
        "import threading as t\n"
        + program("t.Thread(target=uvicorn.run, args=(app, 1), daemon=True).start()"),
        [R.TYPE_ERROR],
    ),
    Row(
        "thread, string + reload",
        "import threading as t\n"
        + program(
            "t.Thread(target=uvicorn.run, args=['main:app'], kwargs={'reload': True}).start()",
            guard=True,
        ),
        [R.ERROR],
        IN_THREAD,
    ),
    Row(
        "executor",
        "from concurrent.futures import ThreadPoolExecutor\n"
        + program("ThreadPoolExecutor().submit(uvicorn.run, app, reload=True)"),
        [R.REFUSED],
    ),
    Row(
        "executor, TypeError",
        "from concurrent.futures import ThreadPoolExecutor\n"
        + program("ThreadPoolExecutor().submit(uvicorn.run, app, debug=True)"),
        [R.TYPE_ERROR],
    ),
    Row(
        "to_thread",
        "import asyncio\n" + program("asyncio.run(asyncio.to_thread(uvicorn.run, app, workers=2))"),
        [R.REFUSED],
    ),
    Row(
        "process",
        "import multiprocessing as m\n"
        + program(
            "m.Process(target=uvicorn.run, args=(app,), kwargs={'reload': 1}).start()", guard=True
        ),
        [R.REFUSED],
    ),
    Row(
        "process pool",
        "import concurrent.futures as c\n"
        + program("c.ProcessPoolExecutor().submit(uvicorn.run, app, reload=True)", guard=True),
        [R.REFUSED],
    ),
    Row(
        "spawned and terminated process",
        "import multiprocessing as m\n"
        + program(
            "p = m.get_context('spawn').Process(target=uvicorn.run, args=(app,)); p.start(); "
            "p.terminate()",
            guard=True,
        ),
        [R.SERVES],
    ),
    Row(
        "at exit",
        "import atexit\n" + program("atexit.register(uvicorn.run, app, reload=True)"),
        [R.REFUSED],
    ),
    Row(
        "in a running loop",
        "import asyncio\n" + program("async def main(): uvicorn.run(app)\nasyncio.run(main())"),
        [R.ERROR],
        "RuntimeError",
    ),
    Row("command", program("uvicorn.main(['main:app', '--reload'])", guard=True), [R.RELOADS]),
    # Config and Server.
    Row(
        "server",
        program("uvicorn.Server(uvicorn.Config(app, reload=True, workers=4)).run()"),
        [R.SERVES],
    ),
    Row(
        "serve",
        "import asyncio\n"
        + program("asyncio.run(uvicorn.Server(uvicorn.Config('nope:app')).serve())"),
        [R.BAD_STRING],
    ),
    Row("config", program("uvicorn.Config(app, debug=True)"), [R.TYPE_ERROR], "Config.__init__()"),
    # No launch, or something else.
    Row("no launch", program("print(app)"), []),
    Row("exit", program("raise SystemExit('bye')"), []),
    Row("own error", program("1 / 0"), [], "ZeroDivisionError: division by zero"),
    Row("syntax error", "def", [], "SyntaxError"),
    Row("starts a process", program("import os; os.system('true')"), [], "RuntimeError"),
    Row("dies", program("import os; os.kill(os.getpid(), 9)"), [], "ended by itself, status 9"),
    # Several launches.
    Row(
        "refusal handled",
        program(
            "try:\n    uvicorn.run(app, reload=True)\nexcept SystemExit:\n    uvicorn.run(app)"
        ),
        [R.REFUSED, R.SERVES],
    ),
    Row(
        "TypeError handled",
        program("try:\n    uvicorn.run(app, debug=1)\nexcept TypeError:\n    uvicorn.run(app)"),
        [R.TYPE_ERROR, R.SERVES],
    ),
    Row("in a loop", program("while True: uvicorn.run(app)"), [R.SERVES] * MAX_LAUNCHES),
]

MODULES = {
    "api": "async def app(scope, receive, send): ...\n",
    "broken": "1 / 0\n",
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_rows(oracle: Oracle, row: Row) -> None:
    """Every kind of row gives the outcomes that the table of behaviour says."""
    verdict = oracle.judge(row.source, modules=MODULES, env=row.env)
    assert verdict.outcomes == row.outcomes, verdict
    assert row.text in (verdict.first.text if row.outcomes else verdict.text)
    if row.outcomes:
        assert verdict.outcome is row.outcomes[0]
        assert verdict.workers == row.workers
    else:
        assert verdict.outcome is (Outcome.ERROR if row.text else Outcome.NO_LAUNCH)


@pytest.mark.parametrize(
    "string",
    [
        *["main", "main.app", "main:", ":app", "", ":"],
        *["main.py:app", "src/main:app", "main :app", "MAIN:app", "nope:app", "main.nope:app"],
        *["main:app()", "main:app.sub", "main: app", "main:app ", "main::app", "main:nope"],
        *["./main:app", ".main:app", "nopkg.main:app"],
    ],
)
@pytest.mark.parametrize("how", ["", ", reload=True", ", workers=2"])
def test_malformed_strings(oracle: Oracle, string: str, how: str) -> None:
    """A string that cannot be loaded is a bad string in all three modes."""
    verdict = oracle.judge(program(f"uvicorn.run({string!r}{how})", guard=True))
    assert verdict.outcomes == [Outcome.BAD_STRING], verdict
    if not how and not string.startswith((".", "nopkg")):
        assert verdict.first.exit_code == behaviour("bad string exit code", verdict.uvicorn)


@pytest.mark.parametrize("filename", ["main.v2.py", "my-app.py", "serve", "pkg/main.py"])
@pytest.mark.parametrize("how", ["", ", reload=True", ", workers=2"])
def test_file_names(oracle: Oracle, filename: str, how: str) -> None:
    """The name of the module works under any file name, run by its path."""
    source = program("uvicorn.run(f'{__name__}:app'" + how + ")", guard=True)
    verdict = oracle.judge(source, filename=filename)
    assert verdict.outcome in (Outcome.SERVES, Outcome.RELOADS, Outcome.WORKERS), verdict
    assert verdict.first.file == filename


def test_unguarded_string(oracle: Oracle) -> None:
    """An unguarded plain string is an error, or by accident a nested server."""
    verdict = oracle.judge(program("uvicorn.run('main:app')"))
    assert verdict.outcome is behaviour("unguarded string", verdict.uvicorn)


def test_place_exit_code_and_messages(oracle: Oracle) -> None:
    """A launch tells its place, its exit code and what uvicorn logged."""
    source = APP + "def start():\n    uvicorn.run(\n        app, reload=True, workers=2)\nstart()\n"
    launch = oracle.judge(source, filename="pkg/run.py").first
    assert (launch.file, launch.line) == ("pkg/run.py", 4)
    assert launch.exit_code == behaviour("refusal exit code")
    warned = '"workers" flag is ignored when reloading is enabled.' in launch.messages
    assert warned is behaviour("workers ignored warning")
    assert launch.messages[-1].startswith(REFUSAL)


def test_fake_and_shadowing_modules(oracle: Oracle) -> None:
    """Modules beside the program are found, and hide installed ones of the same name."""
    modules = {
        "fastapi": "class FastAPI:\n    def __call__(self, scope): ...\n",
        "fastapi.responses": "from fastapi import FastAPI as Response\n",
        "pkg/web.py": "from fastapi import FastAPI\nfrom fastapi.responses import Response\n"
        "app = FastAPI()\n",
    }
    source = program(
        "uvicorn.run('pkg.web:app', workers=2)", guard=True, head="import uvicorn, pkg.web\n"
    )
    assert oracle.judge(source, modules=modules).outcome is Outcome.WORKERS
    fake = {"uvicorn": "def run(app, **options): ...\n"}
    source = program("uvicorn.run(app, reload=True)")
    assert oracle.judge(source, modules=fake).outcome is Outcome.NO_LAUNCH
    assert oracle.judge(source, filename="uvicorn.py").outcome is Outcome.ERROR
    assert oracle.judge(source).outcome is Outcome.REFUSED


def test_python_path(oracle: Oracle) -> None:
    """PYTHONPATH works as it does for a new interpreter."""
    source = program("uvicorn.run('api:app', reload=True)", guard=True)
    modules = {"lib/api.py": "app = print\n"}
    assert oracle.judge(source, modules=modules).outcome is Outcome.BAD_STRING
    found = oracle.judge(source, modules=modules, env={"PYTHONPATH": "lib"})
    assert found.outcome is Outcome.RELOADS


def test_programs_do_not_see_each_other(oracle: Oracle) -> None:
    """What one program changes is gone for the next one."""
    oracle.judge("import os, uvicorn\nos.environ['WEB_CONCURRENCY'] = '2'\nuvicorn.run = print\n")
    assert oracle.judge(program("uvicorn.run(app)")).outcome is Outcome.SERVES


def test_a_program_that_hangs(oracle: Oracle) -> None:
    """A hanging program is ended in time, and keeps the launches it had."""
    with Oracle(timeout=0.2) as impatient:
        verdict = impatient.judge("while True: pass\n")
        assert (verdict.outcome, verdict.timed_out) == (Outcome.ERROR, True)
        assert verdict.text == "the program did not end within 0.2 s"
    verdict = oracle.judge(program("uvicorn.run(app)") + "import time; time.sleep(60)\n")
    assert (verdict.outcomes, verdict.timed_out) == ([Outcome.SERVES], True)
    assert oracle.judge(program("uvicorn.run(app)")).timed_out is False


def test_leaves_no_processes_and_no_files(tmp_path: Path) -> None:
    """Processes that a program leaves behind are ended; its directory is removed."""
    note = tmp_path / "pid"
    source = f"""
        import multiprocessing, os, time
        def stay():
            os.setsid()
            with open({str(note)!r}, "w") as file:
                file.write(f"{{os.getpid()}} {{os.getcwd()}}")
            time.sleep(60)
        multiprocessing.Process(target=stay).start()
        while not os.path.exists({str(note)!r}):
            time.sleep(0.01)
        time.sleep(0.1)
        os._exit(0)
    """
    with Oracle() as oracle:
        verdict = oracle.judge(textwrap.dedent(source))
        assert verdict.text == "the program's process ended by itself, status 0"
        pid, home = note.read_text().split()
        assert not Path(home).exists()
        if sys.platform == "linux":
            with pytest.raises(ProcessLookupError):
                os.kill(int(pid), 0)
        else:
            os.kill(int(pid), 9)
        root = Path(home).parent
        assert root.exists()
    assert not root.exists()


def test_judge_one_program(tmp_path: Path) -> None:
    """The one-shot function takes a text or a file, and agrees with the long-lived oracle."""
    file = tmp_path / "anything.py"
    file.write_bytes(program("uvicorn.run(app, reload=True)").encode() + b"# \xff\n")
    verdict = judge(program("uvicorn.run(app, reload=True)"), env={"X": "1"})
    assert isinstance(verdict, Verdict)
    assert (verdict.outcome, verdict.uvicorn) == (Outcome.REFUSED, uvicorn_version())
    assert judge(file).outcome is Outcome.ERROR  # not UTF-8
    file.write_bytes(b"# coding: latin-1\n" + file.read_bytes())
    assert judge(file).outcome is Outcome.REFUSED


def test_an_interpreter_without_uvicorn(tmp_path: Path) -> None:
    """An interpreter that cannot import uvicorn is an error of the oracle."""
    script = tmp_path / "python"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n')
    script.chmod(0o755)
    with pytest.raises(OracleError, match="uvicorn"):
        judge("", python=str(script))


def test_a_dead_oracle_comes_back() -> None:
    """After its process died the oracle raises once at most, and works again."""
    with Oracle() as oracle:
        with pytest.raises(OracleError):
            oracle.judge("import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(1)\n")
        assert oracle.judge(program("uvicorn.run(app)")).outcome is Outcome.SERVES
    oracle.close()


@pytest.mark.parametrize("name", ["../main.py", "/main.py"])
def test_file_names_stay_below_the_directory(oracle: Oracle, name: str) -> None:
    """A file name cannot leave the directory of the program."""
    with pytest.raises(ValueError, match="not a path below"):
        oracle.judge("", modules={name: ""})


def test_behaviour_table() -> None:
    """The table answers by release, and for no release before its first row."""
    assert behaviour("refusal exit code", "0.49.0") == 1
    assert behaviour("refusal exit code", "0.50.0") == 3
    assert behaviour("refusal exit code", "1.0rc1") == 3
    with pytest.raises(LookupError):
        behaviour("refusal exit code", "0.10.5")
    with pytest.raises(KeyError):
        behaviour("nothing of the kind")
