"""What the messages claim, beside what uvicorn does with the same source.

Every code has a test that lets the plugin and real uvicorn judge one program, and another with
the program as the message wants it.  The recording oracle answers where it can; where only a
real process shows the failure (a parent that hangs without a server, children without end, one
process where there should be several), the live harness does.

The tests hold for uvicorn 0.19 and later: see ``BEHAVIOUR`` in ``oracle.py`` for what differs.
"""

from __future__ import annotations

import asyncio
import re
import textwrap
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from flake8_uvicorn_import_string.rules import RULES
from tests.rules.uvi003.test_uvi003 import BOTH_ON
from tests.rules.uvi004.test_uvi004 import MALFORMED
from tests.rules.uvi005 import computed
from tests.rules.uvi005.test_uvi005 import CALLED, MISSING
from tests.rules.uvi007 import ways
from tests.rules.uvi007.test_uvi007 import AGAIN, ONCE, START
from tests.rules.uvi008 import several
from tests.rules.uvi008.test_uvi008 import IGNORED
from tests.rules.uvi009.test_uvi009 import CLASSES, WITH_FACTORY
from tests.support.frameworks import MODULES
from tests.support.live import ASGI_APP, ASGI_CLASS, Live, NoAnswer, launch
from tests.support.live import AVAILABLE as LIVE_AVAILABLE
from tests.support.marked import codes, messages
from tests.support.oracle import (
    AVAILABLE,
    REFUSAL,
    Oracle,
    Outcome,
    Verdict,
    behaviour,
    uvicorn_version,
)

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="the oracle needs os.fork")

live_only = pytest.mark.skipif(not LIVE_AVAILABLE, reason="the harness needs process groups")

R = Outcome
BOOTSTRAP = "process has finished its bootstrapping phase"
FACTORY_ERROR = "Error loading ASGI app factory"

APP = "import uvicorn\nasync def app(scope, receive, send): ...\n"


def judge(
    oracle: Oracle, source: str, env: Mapping[str, str] | None = None, filename: str = "main.py"
) -> Verdict:
    """Return what uvicorn does with a source beside some modules that it may import."""
    return oracle.judge(source, filename=filename, modules=MODULES, env=env or {})


def guarded(call: str, head: str = APP) -> str:
    """Return a program that makes one call under the guard."""
    return f'{head}if __name__ == "__main__":\n    {call}\n'


def in_coroutine(statement: str) -> str:
    """Return a program that runs one statement in a coroutine of asyncio's."""
    body = f"async def main():\n    {statement}\n"
    return guarded("asyncio.run(main())", f"import asyncio\n{APP}{body}")


# One program for each code, and the same as the message wants it


@dataclass(frozen=True)
class Claim:
    """A source with one code, and one without; what uvicorn does with each."""

    code: str
    wrong: str
    outcome: Outcome
    right: str
    cured: Outcome
    text: str = ""
    env: dict[str, str] = field(default_factory=dict)


CLAIMS = [
    Claim(
        "UVI001",
        guarded("uvicorn.run(app, reload=True)"),
        R.REFUSED,
        guarded('uvicorn.run("main:app", reload=True)'),
        R.RELOADS,
        REFUSAL,
    ),
    Claim(
        "UVI001",
        guarded("uvicorn.run(app, workers=2)"),
        R.REFUSED,
        guarded('uvicorn.run("main:app", workers=2)'),
        R.WORKERS,
        REFUSAL,
    ),
    Claim(
        "UVI002",
        guarded('uvicorn.run(app, reload=os.getenv("RELOAD") == "1")', "import os\n" + APP),
        R.REFUSED,
        guarded('uvicorn.run("main:app", reload=os.getenv("RELOAD") == "1")', "import os\n" + APP),
        R.RELOADS,
        REFUSAL,
        {"RELOAD": "1"},
    ),
    Claim(
        "UVI002",
        guarded('uvicorn.run(app, workers=int(os.getenv("N", "1")))', "import os\n" + APP),
        R.REFUSED,
        guarded('uvicorn.run("main:app", workers=int(os.getenv("N", "1")))', "import os\n" + APP),
        R.WORKERS,
        REFUSAL,
        {"N": "3"},
    ),
    Claim(
        "UVI003",
        guarded('uvicorn.run("main:app", reload=True, workers=2)'),
        R.RELOADS,
        guarded('uvicorn.run("main:app", workers=2)'),
        R.WORKERS,
    ),
    Claim(
        "UVI004",
        guarded('uvicorn.run("main.py:app")'),
        R.BAD_STRING,
        guarded('uvicorn.run("main:app")'),
        R.SERVES,
        'Could not import module "main.py"',
    ),
    Claim(
        "UVI004",
        guarded('uvicorn.run("main:create_app()")', "import uvicorn\ndef create_app(): return 1\n"),
        R.BAD_STRING,
        guarded(
            'uvicorn.run("main:create_app", factory=True)',
            "import uvicorn\ndef create_app(): return 1\n",
        ),
        R.SERVES,
        'Attribute "create_app()" not found',
    ),
    Claim(
        "UVI005",
        guarded('uvicorn.run("main:ap")'),
        R.BAD_STRING,
        guarded('uvicorn.run("main:app")'),
        R.SERVES,
        'Attribute "ap" not found in module "main"',
    ),
    Claim(
        "UVI006",
        guarded("uvicorn.run(app, debug=False)"),
        R.TYPE_ERROR,
        guarded("uvicorn.run(app)"),
        R.SERVES,
        "unexpected keyword argument 'debug'",
    ),
    Claim(
        "UVI007",
        f'{APP}uvicorn.run("main:app", reload=True)\n',
        R.ERROR,
        guarded('uvicorn.run("main:app", reload=True)'),
        R.RELOADS,
        BOOTSTRAP,
    ),
    Claim(
        "UVI008",
        guarded("uvicorn.Server(uvicorn.Config('main:app', workers=2)).run()"),
        R.SERVES,
        guarded("uvicorn.run('main:app', workers=2)"),
        R.WORKERS,
    ),
    Claim(
        "UVI009",
        guarded(
            "uvicorn.run(app, factory=True)",
            "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n",
        ),
        R.ERROR,
        guarded(
            "uvicorn.run(app)", "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        ),
        R.SERVES,
        FACTORY_ERROR,
    ),
    Claim(
        "UVI010",
        in_coroutine("uvicorn.run(app)"),
        R.ERROR,
        in_coroutine("await uvicorn.Server(uvicorn.Config(app)).serve()"),
        R.SERVES,
        "RuntimeError",
    ),
    Claim(
        "UVI011",
        guarded('X = 1; uvicorn.run("main:make", factory=True)',
                APP + "def make():\n    return X\n"),
        R.ERROR,
        guarded('uvicorn.run("main:make", factory=True)', APP + "X = app\ndef make():\n"
                "    return X\n"),
        R.SERVES,
        "NameError",
    ),
    Claim(
        "UVI012",
        guarded('threading.Thread(target=uvicorn.run, args=("main:app",), '
                'kwargs={"reload": True}).start()', "import threading\n" + APP),
        R.ERROR,
        guarded('uvicorn.run("main:app", reload=True)'),
        R.RELOADS,
        "signal only works in main thread",
    ),
    Claim(
        "UVI901",
        guarded("uvicorn.run(app)"),
        R.REFUSED,
        guarded("uvicorn.run(app, workers=1)"),
        R.SERVES,
        REFUSAL,
        {"WEB_CONCURRENCY": "2"},
    ),
]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.code)
def test_claim(oracle: Oracle, claim: Claim) -> None:
    """The program that is reported fails as the message says, the other does not."""
    wanted = [] if claim.code == "UVI901" else [claim.code]
    assert codes(claim.wrong) == wanted
    verdict = judge(oracle, claim.wrong, claim.env)
    assert verdict.outcome is claim.outcome, verdict
    assert claim.text in verdict.first.text
    assert verdict.workers is None
    assert not codes(claim.right)
    verdict = judge(oracle, claim.right, claim.env)
    assert verdict.outcomes == [claim.cured], verdict


def test_every_code_has_a_claim() -> None:
    """Codes without a differential test there are none."""
    assert {claim.code for claim in CLAIMS} == {rule.code for rule in RULES} - {"UVI000"}


@pytest.mark.parametrize("claim", [c for c in CLAIMS if c.env], ids=lambda claim: claim.code)
def test_claim_depends_on_the_environment(oracle: Oracle, claim: Claim) -> None:
    """Without the flag the program serves: that is why nobody notices."""
    assert judge(oracle, claim.wrong).outcomes == [R.SERVES]


# UVI001 and UVI002: flags

ON = ["reload=True", "reload=1", "reload='false'", "workers=2", "workers=1.5", "reload=[0]"]
OFF = ["reload=False", "reload=0", "reload=''", "workers=1", "workers=None", "workers=True", ""]


@pytest.mark.parametrize("flag", ON + OFF)
def test_flags(oracle: Oracle, flag: str) -> None:
    """UVI001 exactly where uvicorn refuses; UVI002 where it would."""
    on = flag in ON
    source = guarded(f"uvicorn.run(app, {flag})")
    assert codes(source) == ["UVI001"] * on
    assert judge(oracle, source).outcomes == [R.REFUSED if on else R.SERVES]
    name, _, value = flag.partition("=")
    if name:
        dynamic = guarded(f"uvicorn.run(app, {name}=f())", f"def f(): return {value}\n{APP}")
        # The plugin looks into the function; hide its value in an attribute that nobody sees set.
        hidden = dynamic.replace("=f())", "=f.value)").replace(
            f"f(): return {value}", f"f(): ...\nsetattr(f, 'val' + 'ue', {value})"
        )
        assert codes(hidden) == ["UVI002"]
        assert judge(oracle, hidden).outcomes == [R.REFUSED if on else R.SERVES]


# UVI003

RUNNABLE = [arguments for arguments in BOTH_ON if arguments.startswith("'m:app'")]


@pytest.mark.parametrize("arguments", RUNNABLE)
def test_uvi003(oracle: Oracle, arguments: str) -> None:
    """The reloader starts, and no workers."""
    head = "import uvicorn\nx, options = 'm', {}\n"
    source = guarded(f"uvicorn.run({arguments})", head)
    assert codes(source) == ["UVI003"]
    verdict = judge(oracle, source)
    assert verdict.outcomes == [R.RELOADS]
    warned = any('"workers" flag is ignored' in text for text in verdict.first.messages)
    assert warned is behaviour("workers ignored warning", verdict.uvicorn)


# UVI004

HERE = f"{APP}def create_app(): return app\n"


@pytest.mark.parametrize("mode", ["", ", reload=True", ", workers=2"])
@pytest.mark.parametrize("string", [string for string, _ in MALFORMED])
def test_uvi004(oracle: Oracle, string: str, mode: str) -> None:
    """What is called malformed cannot be loaded, and what is to be written instead can."""
    source = guarded(f"uvicorn.run({string!r}{mode})", HERE)
    ((_, _, text),) = messages(source)
    assert text.startswith("UVI004 ")
    verdict = judge(oracle, source)
    assert verdict.outcomes == [R.BAD_STRING], verdict
    advice = re.search(r"; write (.*)$", text)
    # Only this layout's names can be tried.
    if advice and '"main:' in advice[1]:
        cured = guarded(f"uvicorn.run({advice[1]}{mode})", HERE)
        assert not codes(cured)
        assert judge(oracle, cured).outcome in (R.SERVES, R.RELOADS, R.WORKERS)


@pytest.mark.parametrize("filename", ["my app.py", "main(1).py", "my-app.py", "MAIN.py", "ünï.py"])
def test_uvi004_spares_odd_names(oracle: Oracle, filename: str) -> None:
    """A file may be called so."""
    source = guarded(f"uvicorn.run({filename[:-3] + ':app'!r}, reload=True)")
    assert not codes(source, filename)
    assert judge(oracle, source, filename=filename).outcomes == [R.RELOADS]


# UVI005

# Whatever the heads of test_uvi005.py use.
PRELUDE = """\
import sys, uvicorn
from unittest.mock import MagicMock
session = monkeypatch = a = MagicMock()
"""


@pytest.mark.parametrize("form", ['"main:app"', 'f"{__name__}:app"', '"__main__:app"'])
@pytest.mark.parametrize("name", MISSING)
def test_uvi005(oracle: Oracle, name: str, form: str) -> None:
    """What is called missing is missing in the process that would serve."""
    for mode in ("reload=True", "workers=2"):
        source = guarded(f"uvicorn.run({form}, {mode})", f"{PRELUDE}{MISSING[name]}\n")
        assert codes(source) == ["UVI005"]
        verdict = judge(oracle, source)
        assert verdict.outcomes == [R.BAD_STRING], verdict
        assert 'Attribute "app" not found' in verdict.first.text


LAUNCH = 'if __name__ == "__main__":\n    uvicorn.run({}, reload=True)\n'


@pytest.mark.parametrize("string", computed.LEADING)
def test_uvi005_computed(oracle: Oracle, string: str) -> None:
    """What is computed is the text that the plugin computes."""
    source = computed.HEAD + LAUNCH.replace("{}", string)
    verdict = judge(oracle, source)
    assert verdict.outcomes == [R.BAD_STRING], verdict
    assert 'Attribute "app" not found' in verdict.first.text
    cured = source.replace("\nNAME", "\napp = print\nNAME", 1)
    assert judge(oracle, cured).outcomes == [R.RELOADS]


@pytest.mark.parametrize("name", [name for name in CALLED if CALLED[name][2]])
def test_uvi005_what_a_function_binds(oracle: Oracle, name: str) -> None:
    """An import does not call what binds the name, though this process has."""
    head, call, _ = CALLED[name]
    source = guarded(f"{call}; uvicorn.run('main:app', reload=True)", f"import uvicorn\n{head}\n")
    verdict = judge(oracle, source)
    assert verdict.outcomes == [R.BAD_STRING], verdict
    here = source.replace("'main:app', reload=True", "f'{__name__}:app'")
    assert judge(oracle, here).outcomes == [R.SERVES]


@pytest.mark.parametrize("mode", ["", ", reload=True", ", workers=2"])
def test_uvi005_below_the_root(oracle: Oracle, mode: str) -> None:
    """A script has its own folder first on the path, whatever lies at the root."""
    source = guarded(f"uvicorn.run('main:app'{mode})", "import uvicorn\n")
    assert codes(source, "shop/main.py") == ["UVI005"]
    verdict = oracle.judge(source, filename="shop/main.py")
    assert verdict.outcomes == [R.BAD_STRING], verdict


def test_uvi005_in_the_process_itself(oracle: Oracle) -> None:
    """A plain launch finds what the guard binds, if it asks for the process's own module."""
    head = 'import uvicorn\nif __name__ == "__main__":\n    app = print\n'
    for form, there in (('"main:app"', False), ('f"{__name__}:app"', True)):
        source = guarded(f"uvicorn.run({form})", head)
        assert codes(source) == ([] if there else ["UVI005"])
        assert judge(oracle, source).outcomes == [R.SERVES if there else R.BAD_STRING]


def test_uvi005_minds_the_search_path(oracle: Oracle) -> None:
    """Another file of the same name may be found first."""
    other = {"src/main.py": APP}
    for source in (
        guarded("uvicorn.run('main:app', app_dir='src')", "import uvicorn\n"),
        guarded("uvicorn.run('main:app')", "import sys, uvicorn\nsys.path.insert(0, 'src')\n"),
    ):
        assert not codes(source)
        assert oracle.judge(source, modules=other).outcomes == [R.SERVES]


def test_uvi005_main_of_another_program(oracle: Oracle) -> None:
    """``__main__`` is the program, wherever the launch stands."""
    source = "import uvicorn\ndef serve():\n    uvicorn.run('__main__:app', reload=True)\n"
    program = f"import serving\n{APP}if __name__ == '__main__':\n    serving.serve()\n"
    assert not codes(source, "serving.py")
    assert oracle.judge(program, modules={"serving.py": source}).outcomes == [R.RELOADS]


def test_uvi005_near_miss(oracle: Oracle) -> None:
    """The name that looks alike is there."""
    source = guarded("uvicorn.run('main:aplication')", APP.replace("app(", "application("))
    ((_, _, text),) = messages(source)
    assert text.endswith(', or write "main:application"')
    cured = source.replace("aplication", "application")
    assert not codes(cured)
    assert judge(oracle, cured).outcomes == [R.SERVES]


# UVI006


@pytest.mark.parametrize("value", ["True", "False", "None", "0", "x"])
@pytest.mark.parametrize("application", ["app", "'main:app'"])
def test_uvi006(oracle: Oracle, application: str, value: str) -> None:
    """Any value is a TypeError, for any application."""
    source = guarded(f"uvicorn.run({application}, debug={value})", f"x = 0\n{APP}")
    assert "UVI006" in codes(source)
    verdict = judge(oracle, source)
    assert verdict.outcomes == [behaviour("debug=", verdict.uvicorn)] == [R.TYPE_ERROR]
    assert "'debug'" in verdict.first.text


# UVI007


@pytest.mark.parametrize("name", AGAIN)
def test_uvi007(oracle: Oracle, name: str) -> None:
    """An import of the program starts the server again."""
    source = START + textwrap.dedent(AGAIN[name])
    assert codes(source) == ["UVI007"]
    verdict = judge(oracle, source)
    if "reload=" in source or "workers=" in source:
        assert verdict.outcome is R.ERROR, verdict
        assert BOOTSTRAP in verdict.first.text
    else:
        assert verdict.outcome is behaviour("unguarded string", verdict.uvicorn)
        # Where it serves, it does so inside of its own import, and once more behind it.
        assert verdict.outcome is R.ERROR or len(verdict.launches) == 2


@pytest.mark.parametrize("name", ways.AGAIN)
def test_uvi007_ways(oracle: Oracle, name: str) -> None:
    """So it does through a command, a decorator, a loop."""
    source = ways.HEAD + ways.AGAIN[name].replace("CALL", ways.CALL)
    assert {*codes(source)} == {"UVI007"}
    if "asyncio.Runner" in source and not hasattr(asyncio, "Runner"):
        pytest.skip("asyncio.Runner came with Python 3.11")
    if "typer" in ways.AGAIN[name]:
        pytest.importorskip("typer")
    else:
        source = source.replace("import typer\n", "")
    # What the command line says is the same in the new process.
    said = 'import sys\nsys.argv[1:] = ["serve"]\n' if name.startswith("command of a") else ""
    verdict = judge(oracle, f"{said}{source}")
    assert verdict.outcome is R.ERROR, verdict
    assert BOOTSTRAP in verdict.first.text


SAFE = [name for name in ONCE if name.startswith("guard") or name.endswith("the guard")]


@pytest.mark.parametrize("name", SAFE)
def test_uvi007_spares_guards(oracle: Oracle, name: str) -> None:
    """Behind a guard of any form the server starts once."""
    source = START + textwrap.dedent(ONCE[name])
    assert not codes(source)
    assert judge(oracle, source).outcomes == [R.RELOADS]


# UVI008


@pytest.mark.parametrize("name", IGNORED)
def test_uvi008(oracle: Oracle, name: str) -> None:
    """One server serves, in the process itself."""
    source = "import uvicorn\nfrom api import app\n" + textwrap.dedent(IGNORED[name])
    assert codes(source) == ["UVI008"]
    verdict = judge(oracle, source)
    assert verdict.outcomes == [R.SERVES], verdict
    assert verdict.workers is None


@pytest.mark.parametrize("name", several.SERVED)
def test_uvi008_several(oracle: Oracle, name: str) -> None:
    """Each of several servers serves in the process itself."""
    source = several.HEAD + several.SERVED[name] + several.TAIL
    assert {*codes(source)} == {"UVI008"}
    verdict = judge(oracle, source)
    assert {*verdict.outcomes} == {R.SERVES}, verdict
    assert verdict.workers is None


LOADED = [
    ("Config('main.py:app')", "UVI004", R.BAD_STRING),
    ("Config('main:nope')", "UVI005", R.BAD_STRING),
    ("Config(app, factory=True)", "UVI009", R.ERROR),
]


@pytest.mark.parametrize(("config", "code", "outcome"), LOADED)
def test_load_of_a_configuration(
    oracle: Oracle, config: str, code: str, outcome: Outcome
) -> None:
    """A configuration loads as a server would; what it makes otherwise is no error."""
    head = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
    source = guarded(f"config = uvicorn.{config}\n    config.load()", head)
    assert codes(source) == [code]
    assert judge(oracle, source).outcome in {outcome, R.NO_LAUNCH}
    assert not codes(guarded(f"config = uvicorn.{config}\n    config.other()", head))
    for sound in ("Config(app, reload=True)", "Config('main:app', workers=2)"):
        assert not codes(guarded(f"uvicorn.{sound}.load()", head))
    assert not codes(f"{head}uvicorn.Config('main:app', reload=True).load()\n")
    assert codes(guarded(f"{config.partition('(')[0]}().load()", head)) == []


# UVI009


@pytest.mark.parametrize("application", [application for application, _ in WITH_FACTORY])
def test_uvi009(oracle: Oracle, application: str) -> None:
    """An application is no factory; without factory=True it serves."""
    head = f"import uvicorn\n{CLASSES}"
    source = guarded(f"uvicorn.run({application}, factory=True)", head)
    assert codes(source) == ["UVI009"]
    verdict = judge(oracle, source)
    assert verdict.outcomes == [R.ERROR]
    assert FACTORY_ERROR in verdict.first.text
    cured = source.replace(", factory=True)", ")")
    assert not codes(cured)
    assert judge(oracle, cured).outcomes == [R.SERVES]


# UVI901


@pytest.mark.parametrize("arguments", ["app", "app, workers=None", "app, reload=False"])
def test_uvi901(oracle: Oracle, arguments: str) -> None:
    """Some hosts set WEB_CONCURRENCY; workers=1 is the cure, a string another."""
    env = {"WEB_CONCURRENCY": "2"}
    assert judge(oracle, guarded(f"uvicorn.run({arguments})"), env).outcomes == [R.REFUSED]
    assert judge(oracle, guarded(f"uvicorn.run({arguments})")).outcomes == [R.SERVES]
    assert judge(oracle, guarded("uvicorn.run(app, workers=1)"), env).outcomes == [R.SERVES]
    assert judge(oracle, guarded("uvicorn.run('main:app')"), env).outcomes == [R.WORKERS]


# What only real processes show


def live_source(call: str, head: str = ASGI_APP) -> str:
    """Return a program for the live harness that makes one call under the guard."""
    return f"{head}\nimport uvicorn\nif __name__ == '__main__':\n    {call}\n"


def hangs(live: Live, error: str) -> None:
    """Assert that the program tells its error, serves nothing, and does not end."""
    assert live.wait_for(error), live.output()
    with pytest.raises(NoAnswer):
        live.get(timeout=0.5)
    assert live.exit_code(0.5) is None, live.output()


def exits(live: Live, error: str) -> None:
    """Assert that the program ends with its error."""
    assert live.exit_code() not in {None, 0}, live.output()
    assert error in live.output()


@pytest.mark.live
@live_only
@pytest.mark.parametrize("flag", ["reload=True", "workers=2"])
def test_live_uvi001_exits(flag: str) -> None:
    """The program ends at once; without a log not even the warning is seen."""
    for more, warned in ("", True), (", log_level='critical'", False):
        source = live_source(f"uvicorn.run(app, port=PORT, {flag}{more})")
        assert codes(source) == ["UVI001"]
        with launch({"main.py": source}, ["main.py"]) as live:
            assert live.exit_code() == behaviour("refusal exit code")
            assert (REFUSAL in live.output()) is warned


@pytest.mark.live
@live_only
def test_live_uvi002_exits_when_the_flag_turns_on() -> None:
    """Until then it serves."""
    source = live_source("uvicorn.run(app, port=PORT, reload='RELOAD' in os.environ)")
    assert codes(source) == ["UVI002"]
    with launch({"main.py": source}, ["main.py"]) as live:
        assert live.get()[0] == 200
    with launch({"main.py": source}, ["main.py"], env={"RELOAD": "1"}) as live:
        exits(live, REFUSAL)


@pytest.mark.live
@live_only
def test_live_uvi003_starts_no_workers() -> None:
    """One server answers; with workers alone several do."""
    source = live_source("uvicorn.run('main:app', port=PORT, reload=True, workers=2)")
    assert codes(source) == ["UVI003"]
    with launch({"main.py": source}, ["main.py"]) as live:
        assert len(live.pids(2, timeout=3)) == 1
    with launch({"main.py": source.replace("reload=True, ", "")}, ["main.py"]) as live:
        assert len(live.pids(2)) == 2


@pytest.mark.live
@live_only
@pytest.mark.parametrize(
    ("string", "code", "error"),
    [
        ("main.py:app", "UVI004", 'Could not import module "main.py"'),
        ("main:ap", "UVI005", 'Attribute "ap" not found in module "main"'),
    ],
)
def test_live_bad_strings(string: str, code: str, error: str) -> None:
    """A plain launch exits; with the reloader the parent hangs, and nothing serves."""
    source = live_source(f"uvicorn.run({string!r}, port=PORT)")
    assert codes(source) == [code]
    with launch({"main.py": source}, ["main.py"]) as live:
        exits(live, error)
    source = source.replace("PORT)", "PORT, reload=True)")
    assert codes(source) == [code]
    with launch({"main.py": source}, ["main.py"]) as live:
        (exits if behaviour("eager import") else hangs)(live, error)


@pytest.mark.live
@live_only
def test_live_uvi006_raises() -> None:
    """The program ends with a TypeError."""
    source = live_source("uvicorn.run(app, port=PORT, debug=False)")
    assert codes(source) == ["UVI006"]
    with launch({"main.py": source}, ["main.py"]) as live:
        exits(live, "TypeError: run() got an unexpected keyword argument 'debug'")


@pytest.mark.live
@live_only
@pytest.mark.parametrize("flag", ["reload=True", "workers=2"])
def test_live_uvi007_hangs(flag: str) -> None:
    """The child dies on its way here; with workers it is started again and again."""
    source = f"{ASGI_APP}\nimport uvicorn\nuvicorn.run('main:app', port=PORT, {flag})\n"
    assert codes(source) == ["UVI007"]
    with launch({"main.py": source}, ["main.py"]) as live:
        hangs(live, BOOTSTRAP)
        if flag == "workers=2" and respawns():
            deadline = time.monotonic() + 15
            while live.output().count(BOOTSTRAP) < 4 and time.monotonic() < deadline:
                time.sleep(0.1)
            assert live.output().count(BOOTSTRAP) >= 4


def respawns() -> bool:
    """Does the installed uvicorn start workers again that have died (since 0.30)?"""
    return tuple(map(int, uvicorn_version().split(".")[:2])) >= (0, 30)


@pytest.mark.live
@live_only
@pytest.mark.parametrize("flag", ["reload=True", "workers=4"])
def test_live_uvi008_is_one_process(flag: str) -> None:
    """The process itself answers, and no other."""
    source = live_source(f"uvicorn.Server(uvicorn.Config('main:app', port=PORT, {flag})).run()")
    assert codes(source) == ["UVI008"]
    with launch({"main.py": source}, ["main.py"]) as live:
        assert live.pids(2, timeout=3) == {live.process.pid}


@pytest.mark.live
@live_only
def test_live_uvi009_exits() -> None:
    """The program ends; without factory=True it serves."""
    framework = ASGI_CLASS.replace("Application", "FastAPI")
    source = live_source(
        "uvicorn.run(app, port=PORT, factory=True)",
        "from fastapi import FastAPI\napp = FastAPI()\n",
    )
    files = {"main.py": source, "fastapi.py": framework}
    assert codes(source) == ["UVI009"]
    with launch(files, ["main.py"]) as live:
        exits(live, FACTORY_ERROR)
    files["main.py"] = source.replace(", factory=True", "")
    with launch(files, ["main.py"]) as live:
        assert live.get()[0] == 200


@pytest.mark.live
@live_only
def test_live_uvi901_exits_on_some_hosts() -> None:
    """Where WEB_CONCURRENCY is set."""
    files = {"main.py": live_source("uvicorn.run(app, port=PORT)")}
    with launch(files, ["main.py"]) as live:
        assert live.get()[0] == 200
    with launch(files, ["main.py"], env={"WEB_CONCURRENCY": "2"}) as live:
        exits(live, REFUSAL)
