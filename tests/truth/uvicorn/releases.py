"""What uvicorn does with the programs that the rules report, release by release.

``ROWS`` are the claims of the messages and pages, each a program; ``measure`` runs one and says
in a word or two what came of it.  The pages show the same rows: ``shown`` reads them there.

"hangs" and "respawns" stand for a program that is alive and never answers; in the second case
new processes fail without end.  "serves, 2 new" means that two processes answer, neither of
which is the program itself.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from docutils import nodes

from tests.support.documents import page_of, read
from tests.support.live import ASGI_APP, Live, NoAnswer, launch

RELEASES: Final = ("0.19.0", "0.30.6", "0.40.0", "0.54.0")
"""The columns: the oldest that is supported, two between, and the newest that was measured."""

PACKAGES: Final = "UVICORN_RELEASES"
"""The variable that names the folder in which each of them is installed, by its number."""

# So many seconds has a program to come to its end or to an answer, and then to respawn.
WINDOW: Final = 4.0
SETTLING: Final = 6.0
# So many processes at most fail where none is started again.
WORKERS: Final = 2
_REASONS: Final = ("Error loading ASGI app", "finished its bootstrapping phase")

_HTTP: Final = '    if scope["type"] == "http":\n'
STATE: Final = ASGI_APP.replace(_HTTP, f"{_HTTP}        print(VALUE)\n")


@dataclass(frozen=True)
class Row:
    """A program, as the pages show it in one line, and what it is run with."""

    code: str
    label: str
    source: str
    env: Mapping[str, str] = field(default_factory=dict)
    file: str = "main.py"
    argv: tuple[str, ...] = ("main.py",)


def _guarded(call: str, head: str = ASGI_APP) -> str:
    return f"{head}\nimport uvicorn\nif __name__ == '__main__':\n    {call}\n"


def _plain(code: str, call: str, **env: str) -> Row:
    """Return a row whose label is its environment and its call."""
    said = "".join(f"{name}={value}, " for name, value in env.items())
    return Row(code, f"{said}{call}", _guarded(f"uvicorn.{call[:-1]}, port=PORT)"), env)


def _modes(code: str, string: str) -> list[Row]:
    """Return the rows of one string: plain, with the reloader, with workers."""
    return [
        _plain(code, f'run("{string}"{flag})') for flag in ("", ", reload=True", ", workers=2")
    ]


def _unguarded(flag: str) -> Row:
    call = f'run("main:app"{flag})'
    source = f"{ASGI_APP}\nimport uvicorn\nuvicorn.{call[:-1]}, port=PORT)\n"
    return Row("UVI007", call, source)


def _in_coroutine(label: str, call: str) -> Row:
    head = f"{ASGI_APP}\nimport asyncio, uvicorn\nasync def main():\n    {call}\n"
    return Row("UVI010", label, f"{head}if __name__ == '__main__':\n    asyncio.run(main())\n")


def _elsewhere(label: str, start: str) -> Row:
    head = f"import multiprocessing, threading\n{ASGI_APP}"
    given = "target=uvicorn.run, args=('main:app',), kwargs={'port': PORT, 'reload': True}"
    return Row("UVI012", label, _guarded(start.format(given), head))


def _started(call: str, file: str, *argv: str) -> Row:
    """Return a row of a file below the root, and how it is started."""
    label = f"python {' '.join(argv)}, {call}"
    return Row("UVI005", label, _guarded(f"uvicorn.{call[:-1]}, port=PORT)"), {}, file, argv)


def _in_file(label: str, code: str, text: str) -> Row:
    return Row(code, label, f"{ASGI_APP}\nimport click, multiprocessing, uvicorn\n{text}")


_COMMAND: Final = """\
@click.command()
def cli():
    uvicorn.run("main:app", port=PORT, reload=True)
cli()
"""
_PROCESS: Final = """\
context = multiprocessing.get_context("spawn")
process = context.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": PORT})
process.start()
process.join()
"""

ROWS: Final = (
    _plain("UVI001", "run(app, reload=True)"),
    _plain("UVI001", "run(app, workers=2)"),
    _plain("UVI002", 'run(app, reload="RELOAD" in os.environ)'),
    _plain("UVI002", 'run(app, reload="RELOAD" in os.environ)', RELOAD="1"),
    _plain("UVI003", 'run("main:app", reload=True, workers=2)'),
    *_modes("UVI004", "main.py:app"),
    *_modes("UVI005", "main:ap"),
    _started('run("main:ap")', "shop/main.py", "shop/main.py"),
    _started('run("main:ap")', "shop/main.py", "-m", "shop.main"),
    _started('run(f"{__name__}:app", reload=True)', "shop/__main__.py", "-m", "shop"),
    _plain("UVI006", "run(app, debug=True)"),
    _plain("UVI006", "run(app, debug=False)"),
    *(_unguarded(flag) for flag in ("", ", reload=True", ", workers=2")),
    _in_file("in a click command, with reload=True", "UVI007", _COMMAND),
    _in_file("in a Process that is spawned", "UVI007", _PROCESS),
    Row(
        "UVI008",
        'Config("main:app", reload=True)',
        _guarded('uvicorn.Server(uvicorn.Config("main:app", port=PORT, reload=True)).run()'),
    ),
    Row(
        "UVI008",
        'Config("main:app", workers=2)',
        _guarded('uvicorn.Server(uvicorn.Config("main:app", port=PORT, workers=2)).run()'),
    ),
    _plain("UVI009", "run(app, factory=True)"),
    _in_coroutine("run(app)", "uvicorn.run(app, port=PORT)"),
    _in_coroutine("await run(app)", "await uvicorn.run(app, port=PORT)"),
    _in_coroutine("server.run()", "uvicorn.Server(uvicorn.Config(app, port=PORT)).run()"),
    _in_coroutine(
        "await server.serve()", "await uvicorn.Server(uvicorn.Config(app, port=PORT)).serve()"
    ),
    *(
        Row(
            "UVI011",
            f'run("main:app"{flag})',
            _guarded(f'VALUE = 1; uvicorn.run("main:app", port=PORT{flag})', STATE),
        )
        for flag in ("", ", reload=True", ", workers=2")
    ),
    _elsewhere("in a Thread", "threading.Thread({}).start()"),
    _elsewhere(
        "in a daemon Process",
        "p = multiprocessing.Process({}, daemon=True); p.start(); p.join()",
    ),
    _plain("UVI901", "run(app)"),
    _plain("UVI901", "run(app)", WEB_CONCURRENCY="2"),
    _plain("UVI901", "run(app, workers=1)", WEB_CONCURRENCY="2"),
)


def measure(row: Row, packages: Path | None = None) -> str:
    """Return what a program does, under the uvicorn that is installed, or in a folder."""
    env = {**row.env, **({"PYTHONPATH": str(packages)} if packages else {})}
    with launch({row.file: row.source}, row.argv, env=env) as live:
        deadline = time.monotonic() + WINDOW
        while time.monotonic() < deadline and live.process.poll() is None:
            try:
                status, body = live.get(timeout=0.3)
            except NoAnswer:
                continue
            return _answered(live, status, body)
        deadline = time.monotonic() + SETTLING
        while live.process.poll() is None and time.monotonic() < deadline:
            if _failures(live) > WORKERS:
                return "respawns"
            time.sleep(0.1)
        code = live.process.poll()
        return "hangs" if code is None else f"exit {code}"


def _failures(live: Live) -> int:
    """Return how many processes have told why they cannot serve."""
    return sum(map(live.output().count, _REASONS))


def _answered(live: Live, status: int, body: str) -> str:
    if status != 200:
        return f"status {status}"
    own = str(live.process.pid)
    if body == own:
        return "serves"
    return f"serves, {len(live.pids(2, timeout=1.5))} new"


def shown(code: str) -> dict[str, list[str]]:
    """Return the rows that the page of a code shows, by their labels: a cell for each release."""
    for table in read(page_of(code)).findall(nodes.table):
        head, *rows = [
            [entry.astext() for entry in row.findall(nodes.entry)]
            for row in table.findall(nodes.row)
        ]
        if head[1:] == [*RELEASES]:
            return {label: cells for label, *cells in rows}
    return {}


def installed(release: str, folder: Path) -> Path:
    """Return the folder that holds a release, installed there if it is not yet."""
    packages = folder / release
    if not packages.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(packages)]
        subprocess.run([*pip, f"uvicorn=={release}"], check=True)
    return packages
