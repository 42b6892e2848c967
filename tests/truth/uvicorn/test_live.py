"""Real servers: which form of the app argument works in which layout."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.live import (
    ASGI_APP,
    ASGI_CLASS,
    ASGI_FACTORY,
    AVAILABLE,
    Live,
    NoAnswer,
    free_port,
    launch,
)
from tests.support.oracle import REFUSAL, behaviour

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups"),
]

MODES = ["reload=True", "workers=2"]


def run(app: str, more: str = "") -> str:
    """Return a guarded launch of an expression; MODE stands for a further argument."""
    call = f"uvicorn.run({app}, port=PORT, MODE{more})"
    return f"\nimport uvicorn\nif __name__ == '__main__':\n    {call}\n"


def start(layout: dict[str, str], mode: str) -> dict[str, str]:
    """Return a layout with its mode filled in."""
    return {name: source.replace("MODE", mode) for name, source in layout.items()}


def answers(live: Live, mode: str) -> bool:
    """Return whether the server answers, from two processes if it has workers."""
    want = 2 if mode == "workers=2" else 1
    found = live.pids(want)
    return len(found) == want and live.process.pid not in found


@dataclass(frozen=True)
class Layout:
    """Files, and the command that starts them."""

    name: str
    files: dict[str, str]
    argv: list[str]
    cwd: str = "."
    env: dict[str, str] = field(default_factory=dict)


NAMED = run('f"{__name__}:app"')

WORKING = [
    Layout("literal in a root script", {"main.py": ASGI_APP + run('"main:app"')}, ["main.py"]),
    Layout("root script", {"main.py": ASGI_CLASS + NAMED}, ["main.py"]),
    Layout("dashed script", {"my-app.py": ASGI_APP + NAMED}, ["my-app.py"]),
    Layout(
        "package, -m",
        {"pkg/__init__.py": "", "pkg/main.py": ASGI_APP + NAMED},
        ["-m", "pkg.main"],
    ),
    Layout(
        "package, by path",
        {"pkg/__init__.py": "", "pkg/main.py": ASGI_CLASS + NAMED},
        ["pkg/main.py"],
    ),
    Layout("src layout, by path", {"src/pkg/main.py": ASGI_APP + NAMED}, ["src/pkg/main.py"]),
    Layout("other directory", {"main.py": ASGI_APP + NAMED, "x/y": ""}, ["../main.py"], cwd="x"),
    Layout(
        "absolute import, name",
        {"pkg/web.py": ASGI_APP, "pkg/main.py": "from pkg.web import app\n" + NAMED},
        ["-m", "pkg.main"],
    ),
    Layout(
        "absolute import, literal",
        {"pkg/web.py": ASGI_APP, "main.py": "from pkg.web import app\n" + run('"pkg.web:app"')},
        ["main.py"],
    ),
    Layout(
        "import as, literal",
        {"a/b.py": ASGI_APP, "main.py": "import a.b as c\n" + run('"a.b:app"')},
        ["main.py"],
    ),
    Layout(
        "import as, name",
        {"a/b.py": ASGI_APP, "main.py": "import a.b as c\n" + run('f"{__name__}:c.app"')},
        ["main.py"],
    ),
    Layout(
        "relative import",
        {
            "pkg/__init__.py": "",
            "pkg/web.py": ASGI_APP,
            "pkg/main.py": "from .web import app\n" + run('f"{__package__}.web:app"'),
        },
        ["-m", "pkg.main"],
    ),
    Layout(
        "relative import from above",
        {
            "pkg/web.py": ASGI_APP,
            "pkg/sub/main.py": "from ..web import app\n"
            + run("f\"{__package__.rpartition('.')[0]}.web:app\""),
        },
        ["-m", "pkg.sub.main"],
    ),
    Layout(
        "factory here",
        {"main.py": ASGI_FACTORY + run('f"{__name__}:create_app"', ", factory=True")},
        ["main.py"],
    ),
    Layout(
        "factory imported",
        {
            "pkg/web.py": ASGI_FACTORY,
            "pkg/main.py": "from pkg.web import create_app\n"
            + run('"pkg.web:create_app"', ", factory=True"),
        },
        ["-m", "pkg.main"],
    ),
]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("layout", WORKING, ids=lambda layout: layout.name)
def test_strings_that_work(layout: Layout, mode: str) -> None:
    """The server answers, from children of the process that was started."""
    with launch(start(layout.files, mode), layout.argv, cwd=layout.cwd, env=layout.env) as live:
        assert answers(live, mode), live.output()


@pytest.mark.parametrize("source", [ASGI_APP, ASGI_CLASS], ids=["function", "instance"])
@pytest.mark.parametrize("mode", MODES)
def test_an_app_object_exits_with_the_warning(source: str, mode: str) -> None:
    """An app object with reload or workers is refused."""
    with launch(start({"main.py": source + run("app")}, mode), ["main.py"]) as live:
        assert live.exit_code() == behaviour("refusal exit code")
        assert REFUSAL in live.output()
        with pytest.raises(NoAnswer, match="exited with"):
            live.get()


@pytest.mark.parametrize("mode", MODES)
def test_the_name_of_a_main_module_fails(mode: str) -> None:
    """In ``__main__.py`` the name of the module leads the children to another module."""
    files = {"pkg/__init__.py": "", "pkg/__main__.py": ASGI_APP + NAMED}
    with launch(start(files, mode), ["-m", "pkg"]) as live:
        assert live.wait_for('Attribute "app" not found in module "__main__"'), live.output()
        with pytest.raises(NoAnswer):
            live.get(timeout=0.5)


@pytest.mark.parametrize("mode", MODES)
def test_a_string_in_a_thread_fails(mode: str) -> None:
    """Neither supervisor can start outside of the main thread."""
    call = f"Thread(target=uvicorn.run, args=['main:app'], kwargs=dict(port=PORT, {mode})).start()"
    guarded = f"\nif __name__ == '__main__':\n    {call}\n"
    source = f"import uvicorn\nfrom threading import Thread\n{ASGI_APP}{guarded}"
    with launch({"main.py": source}, ["main.py"]) as live:
        assert live.exit_code() == 0
        assert "ValueError: signal only works in main thread" in live.output()


def test_plain_server_is_one_process() -> None:
    """A plain launch answers from the very process, and runs until it is ended."""
    with launch({"main.py": ASGI_APP + run("app").replace("MODE", "")}, ["main.py"]) as live:
        assert live.get() == (200, str(live.process.pid))
        assert live.pids(2, timeout=0.2) == {live.process.pid}
        assert live.exit_code(0.1) is None
        assert not live.wait_for("no such text", timeout=0.1)
    assert live.process.returncode is not None


def test_nothing_is_left_behind() -> None:
    """A child that ignores SIGTERM is ended, and the files are removed."""
    source = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if sys.argv[1:]:
    print("child", os.getpid())
    time.sleep(60)
subprocess.Popen([sys.executable, __file__, "child"])
"""
    with launch({"main.py": source}, ["main.py"]) as live:
        assert live.exit_code() == 0
        while not live.output().endswith("\n"):
            time.sleep(0.01)
        child = int(live.output().split()[1])
        os.kill(child, 0)
        root = live.root
        assert root.exists()
    assert not root.exists()
    if sys.platform == "linux":
        stat = Path(f"/proc/{child}/stat")
        assert not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] in "ZX"


def test_a_silent_port_is_no_answer() -> None:
    """Without a server there is no answer, in time."""
    with launch({"main.py": "import time\ntime.sleep(60)\n"}, ["main.py"], timeout=0.2) as live:
        with pytest.raises(NoAnswer, match="no answer within 0.2 s"):
            live.get()


def test_port_and_environment() -> None:
    """PORT is replaced as a word only, and the environment is passed on."""
    source = "import os\nIMPORTANT = PORT\nprint(IMPORTANT, os.environ['X'])\n"
    with launch({"main.py": source}, ["main.py"], env={"X": "y"}) as live:
        assert live.exit_code() == 0
        assert live.output().split() == [str(live.port), "y"]
    assert free_port() > 0
