"""Small forms of what keeps a launch from being refused, each beside one that does not."""

from __future__ import annotations

import ast

import pytest

from flake8_uvicorn_import_string.conditions.implied import implied
from flake8_uvicorn_import_string.launches.judge import State
from tests.support.marked import codes, findings, fires, reported, silent

HEAD = """\
import contextlib, os, sys
import uvicorn
from fastapi import FastAPI
app = FastAPI()
reload = os.getenv("RELOAD") == "1"
workers = int(os.getenv("WORKERS", "1"))
"""
CALL = "uvicorn.run(app, reload=True)"


def around(form: str, call: str = CALL) -> str:
    """Return a program with a call of uvicorn in some lines."""
    return HEAD + form.replace("CALL", call)


EXPECTED = {
    "a tuple under a name": "ENDS = (SystemExit, OSError)\ntry:\n    CALL\nexcept ENDS:\n    pass",
    "a manager under a name": "quiet = contextlib.suppress(SystemExit)\nwith quiet:\n    CALL",
    "by keyword": "import pytest\nwith pytest.raises(expected_exception=SystemExit):\n    CALL",
    "another item": "with open('log'), contextlib.suppress(BaseException):\n    CALL",
    "a class": "class Quiet:\n    def __enter__(self): ...\n"
    "    def __exit__(self, *error):\n        return True\nwith Quiet():\n    CALL",
    "a function for all": "@contextlib.contextmanager\ndef quiet():\n    try:\n        yield\n"
    "    except:\n        pass\nwith quiet():\n    CALL",
    "a function for several": "@contextlib.contextmanager\ndef quiet():\n    try:\n        yield\n"
    "    except (OSError, SystemExit):\n        pass\nwith quiet():\n    CALL",
    "two callers": "def start():\n    CALL\ndef main():\n    start()\n"
    "try:\n    main()\nexcept SystemExit:\n    pass\nwith contextlib.suppress(SystemExit):\n"
    "    start()",
    "one that calls itself": "def start():\n    CALL\n    start()\n"
    "try:\n    start()\nexcept SystemExit:\n    pass",
    "in the body of a class": "try:\n    class Main:\n        CALL\nexcept SystemExit:\n    pass",
    "another error raised": "try:\n    CALL\nexcept SystemExit as error:\n"
    "    raise RuntimeError from error",
}
NOT_EXPECTED = {
    "raised again": "try:\n    CALL\nexcept SystemExit:\n    print()\n    raise",
    "raised again by name": "try:\n    CALL\nexcept BaseException as error:\n    raise error",
    "raised again by the first": "try:\n    CALL\nexcept SystemExit:\n    raise\n"
    "except BaseException:\n    pass",
    "in the finally": "try:\n    pass\nexcept SystemExit:\n    pass\nfinally:\n    CALL",
    "a manager that is not known": "from quiet import quiet\nwith quiet:\n    CALL",
    "a class that lets pass": "class Loud:\n    def __enter__(self): ...\n"
    "    def __exit__(self, *error):\n        return False\nwith Loud():\n    CALL",
    "a class without a method": "class Loud:\n    __exit__ = print\nwith Loud():\n    CALL",
    "a function that raises again": "@contextlib.contextmanager\ndef loud():\n    try:\n"
    "        yield\n    except SystemExit:\n        raise\nwith loud():\n    CALL",
    "a function for another": "@contextlib.contextmanager\ndef loud():\n    try:\n        yield\n"
    "    except OSError:\n        pass\nwith loud():\n    CALL",
    "a function that makes another": "@contextlib.contextmanager\ndef loud():\n"
    "    return open('log')\nwith loud():\n    CALL",
    "one of two callers": "def start():\n    CALL\ntry:\n    start()\nexcept SystemExit:\n"
    "    pass\nstart()",
    "one of several callers": "def start():\n    CALL\ndef main():\n    start()\n"
    "start()\nmain()",
    "nobody but itself": "def start():\n    CALL\n    start()",
    "a lambda": "try:\n    start = lambda: CALL\nexcept SystemExit:\n    pass",
    "where it is defined": "try:\n    def main():\n        CALL\nexcept SystemExit:\n    pass",
    "the caller of the caller": "def start():\n    CALL\ndef main():\n    start()\nmain()",
}


@pytest.mark.parametrize("form", EXPECTED.values(), ids=EXPECTED)
def test_expected(form: str) -> None:
    silent(around(form))


@pytest.mark.parametrize("form", NOT_EXPECTED.values(), ids=NOT_EXPECTED)
def test_not_expected(form: str) -> None:
    assert codes(around(form)) == ["UVI001"]


CAUGHT = "try:\n    CALL\nexcept SystemExit:\n    pass"


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("uvicorn.run('main:ap')", "UVI005"),
        ("uvicorn.run('main')", "UVI004"),
        ("uvicorn.run('main:app', factory=True)", "UVI009"),
    ],
)
def test_rules_that_mind_an_expected_exit(call: str, code: str) -> None:
    """In the process that the supervisor starts no handler of this file sees the exit."""
    guarded = "if __name__ == '__main__':\n    " + CAUGHT.replace("\n", "\n    ")
    assert codes(around("if __name__ == '__main__':\n    CALL", call)) == [code]
    assert codes(around(guarded, call)) == []
    assert codes(around(guarded, call.replace(")", ", reload=True)"))) == [code]


@pytest.mark.parametrize(("form", "found"), [("CALL", ["UVI901"]), (CAUGHT, [])])
def test_uvi901_minds_an_expected_exit(form: str, found: list[str]) -> None:
    reports = findings(around(form, "uvicorn.run(app)"), opt_in=True)
    assert [report.code for report in reports] == found


DEAD = {
    "a late branch": "if workers:\n    pass\nelif 0:\n    CALL",
    "behind a sure branch": "if workers == 7:\n    pass\nelif 1:\n    pass\nelse:\n    CALL",
    "and": "workers and 0 and CALL",
    "or": "workers or 1 or CALL",
    "a conditional expression": "CALL if False else None",
    "a function defined there": "if False:\n    def main():\n        CALL",
    "behind an exit": "if True:\n    sys.exit()\nCALL",
    "behind an else that ends": "if 0:\n    pass\nelse:\n    sys.exit()\nCALL",
    "around a loop": "while None:\n    for _ in 'ab':\n        CALL",
    "twice in it": "if 0:\n    if workers:\n        CALL\n    else:\n        CALL",
}
ALIVE = {
    "a late branch": "if workers:\n    pass\nelif 1:\n    CALL",
    "before a sure branch": "if workers == 7:\n    CALL\nelif 1:\n    pass",
    "and": "workers and 1 and CALL",
    "or": "workers or 0 or CALL",
    "a conditional expression": "CALL if True else None",
    "a function defined there": "if True:\n    def main():\n        CALL",
    "before an exit": "if True:\n    CALL\n    sys.exit()",
    "behind a loop": "while True:\n    if workers:\n        break\n    continue\nCALL",
    "the else of a loop": "while False:\n    pass\nelse:\n    CALL",
}


@pytest.mark.parametrize("form", DEAD.values(), ids=DEAD)
def test_dead(form: str) -> None:
    silent(around(form))


@pytest.mark.parametrize("form", ALIVE.values(), ids=ALIVE)
def test_alive(form: str) -> None:
    assert codes(around(form)) == ["UVI001"]


NEVER_ON = {
    "and": "workers=workers and 1",
    "a bounded sum of both": "workers=max(workers == 2, bool(workers))",
    "not": "workers=not workers",
    "an item": "workers={'a': 1}.get",
    "a dict": "workers=SIZES[os.name]",
    "a dict with a default": "workers=SIZES.get(os.name, 1)",
}
MAY_BE_ON = {
    "or": "workers=workers or 1",
    "a greater one of both": "workers=max(workers, 1)",
    "minus": "workers=-workers",
    "several names": "workers=MANY",
    "a dict": "workers=BIG[os.name]",
    "a dict with a default": "workers=SIZES.get(os.name, workers)",
    "a dict that is not shown": "workers=os.environ[os.name]",
    "a dict with more": "workers=MORE[os.name]",
    "one of two dicts": "workers=EITHER[os.name]",
    "many": "workers=" + " and ".join(["workers"] * 60),
    "min without a number": "workers=min(workers, 9)",
    "max of what is given": "workers=max(workers)",
    "another remainder": "workers=workers % 9",
}
SIZES = """\
SIZES = {"posix": 1, "nt": None}
BIG = {"posix": 2, "nt": 1}
MORE = {**os.environ, "nt": 1}
EITHER = SIZES
if workers:
    EITHER = BIG
MANY = 1
if sys.argv:
    MANY = workers
    MANY += 1
"""


@pytest.mark.parametrize(
    "flag", [flag for flag in NEVER_ON.values() if ".get" not in flag or "SIZES" in flag]
)
def test_never_on(flag: str) -> None:
    silent(around(f"{SIZES}CALL", f"uvicorn.run(app, {flag})"))


@pytest.mark.parametrize("flag", MAY_BE_ON.values(), ids=MAY_BE_ON)
def test_may_be_on(flag: str) -> None:
    assert codes(around(f"{SIZES}CALL", f"uvicorn.run(app, {flag})")) == ["UVI002"]


PARSER = (
    "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(OPTION)\n"
    "args = parser.parse_args()\nCALL"
)


@pytest.mark.parametrize(
    ("option", "found"),
    [
        ("'--workers', choices=(0, 1)", []),
        ("'-w', dest='workers', choices=[1], default=1", []),
        ("'--reload', action='store_false', default=False", []),
        ("'workers', choices=[1]", []),
        ("'--workers', choices=(1, 2)", ["UVI002"]),
        ("'-w', dest='workers', choices=[1], default=2", ["UVI002"]),
        ("'--reload', action='store_false'", ["UVI002"]),
        ("'--reload', dest=NAME, action='store_false', default=False", ["UVI002"]),
        ("*NAMES, choices=[1]", ["UVI002"]),
    ],
)
def test_options(option: str, found: list[str]) -> None:
    """An option of argparse that can only give what is off."""
    name = "reload" if "reload" in option else "workers"
    source = around(PARSER.replace("OPTION", option), f"uvicorn.run(app, {name}=args.{name})")
    assert codes(source) == found


ENDING = {
    "a helper that calls one": "def die():\n    sys.exit()\ndef stop():\n    die()\n"
    "if reload:\n    stop()",
    "a helper that asks for a name of the module": "def check():\n    if reload:\n"
    "        sys.exit()\ncheck()",
    "a helper that is given it by keyword": "def check(*, flag):\n    if flag:\n"
    "        sys.exit()\ncheck(flag=reload)",
    "in an expression": "def die():\n    sys.exit()\nreload and die()",
    "in the body of a class": "class Main:\n    def check(flag):\n        if flag:\n"
    "            sys.exit()\n    check(reload)\n    CALL",
    "two names for one": "one = two = reload\nif one or two:\n    sys.exit()",
    "os.execve": "if reload:\n    os.execve('uvicorn', sys.argv, {})",
    "execv by its name": "from os import execv\nif reload:\n    execv('uvicorn', sys.argv)",
    "exit by another name": "from sys import exit as leave\nif reload:\n    leave(1)",
    "os by another name": "import os as o\nif reload:\n    o.execv('uvicorn', sys.argv)",
}
GOING_ON = {
    "execv of another module": "from shop import execv\nif reload:\n    execv('uvicorn')",
    "a path of sys by another name": "from sys import path as leave\nif reload:\n    leave(1)",
    "another module by a short name": "import shop as o\nif reload:\n    o.execv('uvicorn')",
    "a helper that returns before": "def die():\n    sys.exit()\ndef stop():\n    if workers:\n"
    "        return\n    die()\nif reload:\n    stop()",
    "a helper that asks for its default": "def check(flag=False):\n    if flag:\n"
    "        sys.exit()\ncheck()",
    "a coroutine": "async def die():\n    sys.exit()\nif reload:\n    die()",
    "os.spawnve": "if reload:\n    os.spawnve(os.P_NOWAIT, 'uvicorn', sys.argv, {})",
}


@pytest.mark.parametrize("form", ENDING.values(), ids=ENDING)
def test_ending(form: str) -> None:
    form = form if "CALL" in form else f"{form}\nCALL"
    silent(around(form, "uvicorn.run(app, reload=reload)"))


@pytest.mark.parametrize("form", GOING_ON.values(), ids=GOING_ON)
def test_going_on(form: str) -> None:
    assert codes(around(f"{form}\nCALL", "uvicorn.run(app, reload=reload)")) == ["UVI002"]


FORCED = [
    ("if reload:\n    reload = False", []),
    ("if not reload:\n    pass\nelse:\n    reload = False", []),
    ("if reload is not None:\n    reload = False", []),
    ("if reload is None:\n    reload = False", ["UVI002"]),
    ("if not reload:\n    reload = False", ["UVI002"]),
    ("if reload is None:\n    reload = 0\nelif not reload:\n    reload = False", ["UVI002"]),
    ("if reload == 0:\n    reload = False", []),
    ("if not reload:\n    reload = False\nif not reload:\n    reload = None", ["UVI002"]),
]


@pytest.mark.parametrize(("form", "found"), FORCED)
def test_forced_off(form: str, found: list[str]) -> None:
    assert codes(around(f"{form}\nCALL", "uvicorn.run(app, reload=reload)")) == found


SWITCHED = {
    "set in a branch": "target = app\nif reload:\n    target = 'main:app'\n",
    "chosen": "target = app if not reload else 'main:app'\n",
    "by workers": "target = 'main:app' if workers > 1 else app\n",
}
UNSWITCHED = {
    "by something else": "target = 'main:app' if os.name else app\n",
    "by both": "target = 'main:app' if reload or workers > 1 else app\n",
    "two objects or strings": "target = 'main:app' if reload else 'main:application'\n",
    "in a loop": "target = app\nfor _ in sys.argv:\n    target = 'main:app'\n",
    "by one of three": "target = app\nif os.name:\n    pass\nelif reload:\n"
    "    target = 'main:app'\n",
    "in two places": "if os.name:\n    target = app\nif reload:\n    target = 'main:app'\n",
    "by an import": "target = app\nif reload:\n    from text import target\n",
    "not a name": "holder = [app, 'main:app']\ntarget = holder[reload]\n",
}


@pytest.mark.parametrize("form", SWITCHED.values(), ids=SWITCHED)
def test_switched(form: str) -> None:
    call = "uvicorn.run(target, reload=reload, workers=workers)  # error: 12 UVI002"
    fires(around(f"{form}CALL", call))


@pytest.mark.parametrize("form", UNSWITCHED.values(), ids=UNSWITCHED)
def test_unswitched(form: str) -> None:
    silent(around(f"{form}CALL", "uvicorn.run(target, reload=reload, workers=workers)"))


def test_switch_with_other_flags() -> None:
    """A flag that is certain, or off on the side of the object, is not forgotten."""
    head = "target = 'main:app' if reload else app\n"
    others = ("1", "2", "2 if reload else 1", "1 if not reload else workers")
    for workers in (*others, "1 if workers > 1 else workers"):
        silent(around(f"{head}CALL", f"uvicorn.run(target, reload=reload, workers={workers})"))
    expected = "uvicorn.run(target, reload=reload, workers=1 if reload else workers)"
    assert codes(around(f"{head}CALL", expected)) == ["UVI002"]
    assert reported(around(f"{head}{CAUGHT}", expected)) == []


def test_answers_that_are_kept() -> None:
    """Two launches behind the same tests get the same answers."""
    two = "CALL\nCALL".replace("CALL", "uvicorn.run(app, reload=reload, debug=True)")
    silent(HEAD + "if reload and uvicorn.__version__ < '0.19':\n    sys.exit()\n" + two)
    inside = "    " + two.replace("\n", "\n    ")
    silent(HEAD + "if workers or reload and uvicorn.__version__ < '0.19':\n" + inside)
    string = inside.replace("app,", "'main:app',")
    silent(HEAD + "old, older = find(uvicorn.__version__)\nif old.x or older.x:\n" + string)


WRONG_WAY = {
    "an attribute": "def main(args):\n    if args.reload:\n"
    "        uvicorn.run(app, reload=args.reload)",
    "an else that stops": "if reload:\n    print()\nelse:\n    sys.exit()\n"
    "uvicorn.run(app, reload=reload)",
    "is True": "if reload is True:\n    uvicorn.run(app, reload=reload)",
}
RIGHT_WAY = {
    "an attribute that is stored": "def main(args):\n    args.reload = bool(args.reload)\n"
    "    if args.reload:\n        uvicorn.run(app, reload=args.reload)",
    "both stop": "if workers:\n    if reload:\n        sys.exit()\n    elif reload:\n"
    "        sys.exit()\n    uvicorn.run(app, reload=reload)",
    "bound again": "if reload:\n    reload = os.getenv('X')\n    uvicorn.run(app, reload=reload)",
    "asked before": "if reload:\n    sys.exit()\nif reload:\n    uvicorn.run(app, reload=reload)",
    "not a name": "if os.getenv('X'):\n    uvicorn.run(app, reload=os.getenv('X'))",
    "many tests": "if os.name == '0':\n    pass\n"
    + "".join(f"elif os.name == '{number}':\n    pass\n" for number in range(1, 60))
    + "elif reload:\n    uvicorn.run(app, reload=reload)",
}


@pytest.mark.parametrize("form", WRONG_WAY.values(), ids=WRONG_WAY)
def test_wrong_way(form: str) -> None:
    assert codes(HEAD + form) == ["UVI001"]


@pytest.mark.parametrize("form", RIGHT_WAY.values(), ids=RIGHT_WAY)
def test_not_surely_the_wrong_way(form: str) -> None:
    silent(HEAD + form)


RELEASES = {
    "an attribute that is set": "class Main:\n    def __init__(self):\n"
    "        self.old = uvicorn.__version__ < '0.19'\n    def run(self):\n"
    "        if self.old:\n            uvicorn.run('main:app', debug=True)\n",
    "the name of the distribution": "OLD = find('uvicorn')\nif OLD:\n"
    "    uvicorn.run('main:app', debug=True)\n",
}
NO_RELEASES = {
    "an attribute without a value": "class Main:\n    old: bool\n    def run(self):\n"
    "        self.old: bool\n        if self.old:\n"
    "            uvicorn.run('main:app', debug=True)\n",
    "a helper without a value": "def old():\n    if workers:\n        return\n"
    "    return workers\nif old():\n"
    "    uvicorn.run('main:app', debug=True)\n",
    "the target of a loop": "for old in (1, 0):\n    if old:\n"
    "        uvicorn.run('main:app', debug=True)\n",
    "a name with itself": "old, _ = 1, 2\n(old, _), _ = find(old), old\nif old:\n"
    "    uvicorn.run('main:app', debug=True)\n",
}


@pytest.mark.parametrize("form", RELEASES.values(), ids=RELEASES)
def test_release(form: str) -> None:
    silent(HEAD + form)


@pytest.mark.parametrize("form", NO_RELEASES.values(), ids=NO_RELEASES)
def test_no_release(form: str) -> None:
    assert codes(HEAD + form) == ["UVI006"]


IMPLIED = [
    ("workers > 1", True, "workers", State.ON),
    ("workers > 1", False, "workers", State.OFF),
    ("1 < workers", True, "workers", State.ON),
    ("workers >= 2", True, "workers", State.ON),
    ("workers >= 1", True, "workers", None),
    ("workers < 2", True, "workers", State.OFF),
    ("workers <= 2", True, "workers", None),
    ("workers <= 1", False, "workers", State.ON),
    ("workers == 4", True, "workers", State.ON),
    ("workers != 1", False, "workers", State.OFF),
    ("workers != 1", True, "workers", None),
    ("workers == 1.5", True, "workers", None),
    ("workers is None", True, "workers", State.OFF),
    ("workers is not None", True, "workers", None),
    ("workers == True", True, "workers", State.OFF),
    ("workers", True, "workers", None),
    ("workers", False, "workers", State.OFF),
    ("not workers", True, "workers", State.OFF),
    ("workers in (2, 3)", True, "workers", None),
    ("1 < workers < 3", True, "workers", None),
    ("workers > x", True, "workers", None),
    ("x > 1", True, "workers", None),
    ("reload", True, "reload", State.ON),
    ("reload is True", True, "reload", State.ON),
    ("reload == False", True, "reload", State.OFF),
    ("reload == 'yes'", True, "reload", None),
    ("reload and x", True, "reload", State.ON),
    ("x > 1 and reload", True, "reload", State.ON),
    ("reload and x", False, "reload", None),
    ("reload or x", False, "reload", State.OFF),
    ("x or y", False, "reload", None),
]


@pytest.mark.parametrize(("test", "outcome", "name", "state"), IMPLIED)
def test_implied(test: str, outcome: bool, name: str, state: State | None) -> None:
    """What the outcome of a test says of a flag."""
    assert implied(ast.parse(test, mode="eval").body, outcome, name, name) is state
