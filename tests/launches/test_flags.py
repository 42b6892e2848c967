"""When a flag is certainly on: as uvicorn itself decides it.

Where an expression needs nothing around it, Python evaluates it too, so that what is called on
here is on for uvicorn.
"""

from __future__ import annotations

import ast
import textwrap
from typing import Any

import pytest

from tests.support.marked import check, each, fires, silent

# Truth decides about reload and debug.
TRUE = """
    True; 1; 2; -1; 0.5; 1j; "yes"; "false"; "0"; " "; b"no"; ...; ["src"]; (0,); {0}; {"a": None};
    [[]]; (None, None); not False; not 0; not None; not ""; not []; not (); not {}; not not 1;
    True and 1; False or 2; 0 or "" or [1]; 1 and 2 and "x"; True and not False;
    (None or False) or 1; 1 == 1; 1 != 2; 2 > 1; 1 <= 1; 0 < 1 < 2; "a" == "a"; "a" in "abc";
    "z" not in "abc"; None is None; True is not None; 1 + 1; 2 - 1; 2 * 3; 7 // 2; 7 % 4; 2 ** 3;
    1 << 2; 8 >> 1; 6 & 2; 4 | 1; 5 ^ 1; ~0; +1; 1 / 2; "a" + "b"; True + True;
    1 if True else 0; 0 if False else 1; (1 if 0 else 0) or 1; int("4"); int(1.5); int(True);
    bool(1); bool("x"); bool([0]); bool(not 0); float("1.5"); abs(-1); round(1.6); max(0, 1);
    min(1, 2); max(-1, 0, 3); lambda: 0; (x for x in ()); object(); f"a{0}";
    print; int; f"{1}" f"x"
    """
FALSE = """
    False; 0; None; 0.0; 0j; ""; b""; []; (); {}; not True; not 1; not "a"; not [0]; not object();
    False and 1; 0 and x; None or 0; "" or [] or 0; 1 and 0; 1 and "" and 2; True and not 1;
    (1 and None) or False; 1 == 2; 1 != 1; 2 < 1; 1 >= 2; 0 < 1 < 1; "a" == "b"; "z" in "abc";
    "a" not in "abc"; None is not None; True is None; 1 - 1; 0 * 3; 1 // 2; 4 % 2; 0 ** 3;
    0 << 2; 1 >> 1; 4 & 2; 0 | 0; 5 ^ 5; ~-1; +0; 0 / 2; "" + ""; False + False;
    0 if True else 1; 1 if False else 0; (1 if 0 else 0) or 0; int("0"); int(0.5); int(False);
    bool(0); bool(""); bool([]); bool(not 1); float("0"); abs(0); round(0.4); max(0, -1); min(0, 1);
    max(-1, 0); min(2, 1, 0); f""; not (lambda: 0); True - 1; "" and 1; 3 % 3;
    not "false"; not ["src"]; not ...; not -1; not (0,); 0 and print; 1 and 2 and 0; False or None;
    int("-0"); bool(None); bool({}); None and True; 2 > 3; 1 <= 0; not 2 > 1
    """
# No value of the source decides these: any of them may be on in one run and off in the next.
DYNAMIC = """
    x; x.y; x[0]; x(); x.y(); not x; -x; x + 1; 1 + x; x == 1; 1 == x; x is None; x and 1; 0 or x;
    1 and x; x or 0; x if True else 1; 0 if x else 1; 1 if x else 0; int(x); int("x"); bool(x);
    float(x); 1 / 0; 1 % 0; "a" + 1; [*x]; {**x}; (*x,); [y for y in x]; {y for y in x};
    {y: y for y in x}; f"{x}"; str(x); "{}".format(x); x.strip(); "a" * x; sum(x); len(x); any(x);
    all(x); list(x); dict(x); set(x); tuple(x); sorted(x); isinstance(x, int); callable(x); id(x);
    hash(x); x < 1 < 2; __debug__; __doc__; __file__; __name__ == "__main__"; 1 if __debug__ else 0;
    int("1", base=x); max(x, 0); min(1, x); max(x); max(*x, 1); (y := x); max([0], key=x); x << 1;
    os.environ.get("A"); os.environ["A"]; os.getenv("A"); os.getenv("A", "1"); sys.argv;
    "x" in sys.argv; bool(os.getenv("A")); args.reload; settings.reload; config["reload"];
    getattr(x, "y", True); parser.parse_args().reload; sys.platform == "linux";
    sys.version_info > 1; os.name == "nt"; input(); eval("1"); globals()["x"]; not sys.argv;
    next(x); open("a").read();
    2 ** 100000; 1 << 100000; ("a" * 100000000) and x; 10 ** 10 ** 10
    """
# For workers, uvicorn asks (workers or 1) > 1.
WORKERS = """
    2; 4; 1000; 1.5; 2.0; True + 1; 1 + 1; 2 * 2; 9 // 2; 5 - 3; 2 ** 2; 1 << 1; 0 or 2; None or 4;
    1 and 2; 2 if True else 1; 1 if False else 2; int("4"); int(2.9); float("2"); round(1.6);
    abs(-3); max(1, 2); min(2, 3); max(0, 1, 5); -(-2); ~-3; +2; 3 % 4;
    os.cpu_count() + 1; os.cpu_count() * 2; os.cpu_count() * 2 + 1; 2 * os.cpu_count() + 1;
    1 + os.cpu_count(); (os.cpu_count() or 1) * 2 + 1; (os.cpu_count() or 1) + 1;
    max(os.cpu_count(), 2); max(2, os.cpu_count()); max(2, x); os.cpu_count() * 4 // 2;
    os.cpu_count() * 4 / 2; int(os.cpu_count() * 2); 4 * os.cpu_count() - 1;
    int(os.cpu_count() * 2.5); int(os.cpu_count() * 1.5) + 1; round(os.cpu_count() * 1.5);
    min(os.cpu_count() + 1, 4); min(8, os.cpu_count() * 2 + 1); max(4, min(x, 8));
    multiprocessing.cpu_count() * 2 + 1; len(os.sched_getaffinity(0)) + 1;
    psutil.cpu_count() + 1; cpus() * 2 + 1; cpus() + cpus()
    """
FEW_WORKERS = """
    1; 0; None; True; False; -1; -2; 0.5; 1.0; ""; []; {}; (); not 2; 1 + 0; 1 * 1; 3 // 2; 2 - 1;
    1 ** 2; 1 << 0; 0 or 1; None or 0; 2 and 1; 1 if True else 2; 2 if False else 1; int("1");
    int(1.9); float("1"); round(1.4); abs(-1); max(0, 1); min(1, 2); -2; ~-2; +1; 4 % 3;
    bool(4); 2 > 1; not False; 2 and 0
    """
# More than one on some machines only; or a TypeError before uvicorn looks at the application.
PERHAPS_WORKERS = """
    os.cpu_count(); os.cpu_count() or 1; os.cpu_count() - 1; os.cpu_count() // 2;
    os.cpu_count() / 2; os.cpu_count() * 1; os.cpu_count() + 0; os.cpu_count() * 0.5;
    os.cpu_count() % 4;
    min(os.cpu_count(), 4); max(1, os.cpu_count()); max(os.cpu_count() // 2, 1); cpus();
    multiprocessing.cpu_count(); len(os.sched_getaffinity(0)); int(os.cpu_count() / 2);
    int(os.cpu_count() * 1.5); int(os.cpu_count() / 2) + 1; round(os.cpu_count() / 2);
    round(os.cpu_count() * 1.4); int(os.cpu_count() * 0.75) + 1;
    min(4, os.cpu_count() + 1, x); 2 * os.cpu_count() - 1; os.cpu_count() if x else 1; max(x, 1);
    4 if x else 1; x or 4; x and 4; x; x + 1; int(x); int(os.environ["WORKERS"]);
    int(os.getenv("WORKERS", 4)); args.workers; settings.workers; len(x); 1 + x; x * 2; min(2, x);
    "2"; "1"; "abc"; "4" + "2"; str(4); f"4"; b"4"; -os.cpu_count(); os.cpu_count() * -2;
    1 - os.cpu_count(); os.cpu_count() + x; os.cpu_count() * x; os.cpu_count(x) if x else None
    """
PREAMBLE = """
    import multiprocessing, os, psutil, sys, uvicorn
    from multiprocessing import cpu_count as cpus
    def main(x, args, settings, config, parser):
        uvicorn.run(FastAPI(), {}={})
"""


def _expressions(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(";")]


def _source(flag: str, expression: str, *, error: bool) -> str:
    source = textwrap.dedent(PREAMBLE).format(flag, expression).rstrip()
    return f"{source}  # error: 16 UVI001" if error else source


@pytest.mark.parametrize("flag", ["reload", "debug"])
@pytest.mark.parametrize("expression", _expressions(TRUE))
def test_true(flag: str, expression: str) -> None:
    assert eval(expression)
    fires(_source(flag, expression, error=True), "UVI001")


@pytest.mark.parametrize("flag", ["reload", "debug"])
@pytest.mark.parametrize("expression", _expressions(FALSE))
def test_false(flag: str, expression: str) -> None:
    assert not eval(expression, {"x": True})
    silent(_source(flag, expression, error=False), "UVI001")


@pytest.mark.parametrize("flag", ["reload", "workers", "debug"])
@pytest.mark.parametrize("expression", _expressions(DYNAMIC))
def test_dynamic(flag: str, expression: str) -> None:
    ast.parse(expression)
    silent(_source(flag, expression, error=False), "UVI001")


class _Cpus:
    """What a machine with so many processors answers."""

    def __init__(self, count: int) -> None:
        self.count = count

    def cpu_count(self) -> int:
        return self.count

    def sched_getaffinity(self, _pid: int) -> range:
        return range(self.count)


def _workers(expression: str, count: int) -> Any:
    machine = _Cpus(count)
    names = {
        "os": machine, "psutil": machine, "multiprocessing": machine,
        "cpus": machine.cpu_count, "x": 7,
    }  # fmt: skip
    return eval(expression, names)


@pytest.mark.parametrize("expression", _expressions(WORKERS))
def test_workers(expression: str) -> None:
    for count in (1, 2, 3, 64):
        assert (_workers(expression, count) or 1) > 1
    fires(_source("workers", expression, error=True), "UVI001")


@pytest.mark.parametrize("expression", _expressions(FEW_WORKERS))
def test_few_workers(expression: str) -> None:
    assert not (_workers(expression, 1) or 1) > 1
    silent(_source("workers", expression, error=False), "UVI001")


@pytest.mark.parametrize("expression", _expressions(PERHAPS_WORKERS))
def test_perhaps_workers(expression: str) -> None:
    silent(_source("workers", expression, error=False), "UVI001")


NAMED = {
    "module-constant": """
        import uvicorn
        RELOAD = True
        uvicorn.run(FastAPI(), reload=RELOAD)  # error: 12 UVI001
        """,
    "module-constant-in-function": """
        import uvicorn
        WORKERS = 4
        def main():
            uvicorn.run(FastAPI(), workers=WORKERS)  # error: 16 UVI001
        """,
    "local-constant": """
        import uvicorn
        def main():
            reload = True
            uvicorn.run(FastAPI(), reload=reload)  # error: 16 UVI001
        """,
    "annotated-constant": """
        import uvicorn
        from typing import Final
        RELOAD: Final = True
        uvicorn.run(FastAPI(), reload=RELOAD)  # error: 12 UVI001
        """,
    "chain-of-names": """
        import uvicorn
        A = 2
        B = A
        C = B * A
        uvicorn.run(FastAPI(), workers=C)  # error: 12 UVI001
        """,
    "both-branches-on": """
        import uvicorn
        if print():
            workers = 2
        else:
            workers = 4
        uvicorn.run(FastAPI(), workers=workers)  # error: 12 UVI001
        """,
    "both-arms-on": """
        import uvicorn
        uvicorn.run(FastAPI(), workers=2 if print() else 4)  # error: 12 UVI001
        """,
    "rebound-to-on": """
        import uvicorn
        reload = False
        reload = True
        uvicorn.run(FastAPI(), reload=reload)  # error: 12 UVI001
        """,
    "rebound-after-call": """
        import uvicorn
        reload = True
        uvicorn.run(FastAPI(), reload=reload)  # error: 12 UVI001
        reload = False
        """,
    "class-constant": """
        import uvicorn
        class Config:
            workers = 4
        uvicorn.run(FastAPI(), workers=Config.workers)  # error: 12 UVI001
        """,
    "class-constant-of-base": """
        import uvicorn
        class Base:
            RELOAD = True
        class Config(Base):
            PORT = 8000
        uvicorn.run(FastAPI(), reload=Config.RELOAD)  # error: 12 UVI001
        """,
    "class-constant-used-in-class": """
        import uvicorn
        class Config:
            RELOAD = True
            uvicorn.run(FastAPI(), reload=RELOAD)  # error: 16 UVI001
        """,
    "augmented": """
        import uvicorn
        workers = 1
        workers += 1
        uvicorn.run(FastAPI(), workers=workers)  # error: 12 UVI001
        """,
    "walrus": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=(reload := True))  # error: 12 UVI001
        """,
    "unpacked": """
        import uvicorn
        reload, workers = True, 1
        uvicorn.run(FastAPI(), reload=reload, workers=workers)  # error: 12 UVI001
        """,
    "another-constant-on-the-other-side": """
        import uvicorn
        debug = True
        if print():
            uvicorn.run("main:app", reload=debug)
        else:
            uvicorn.run(FastAPI(), reload=debug)  # error: 16 UVI001
        """,
    "on-the-side-of-the-constant": """
        import uvicorn
        debug = True
        if debug:
            uvicorn.run(FastAPI(), reload=debug)  # error: 16 UVI001
        """,
    "stopped-on-the-other-side": """
        import uvicorn
        def main():
            workers = 4
            if workers < 2:
                return
            uvicorn.run(FastAPI(), workers=workers)  # error: 16 UVI001
        """,
    "asserted-constant": """
        import uvicorn
        workers = 4
        assert workers
        uvicorn.run(FastAPI(), workers=workers)  # error: 12 UVI001
        """,
    "gone-on-on-both-sides": """
        import uvicorn
        debug = True
        if debug:
            print()
        uvicorn.run(FastAPI(), reload=debug)  # error: 12 UVI001
        """,
    "stopped-later": """
        import uvicorn
        def main():
            debug = True
            if debug:
                print()
            uvicorn.run(FastAPI(), reload=debug)  # error: 16 UVI001
            if debug:
                return
        """,
    "on-beside-a-dynamic-one": """
        import uvicorn
        def main(workers):
            uvicorn.run(FastAPI(), reload=True, workers=workers)  # error: 16 UVI001
        """,
    "cpu-count-imported": """
        from os import cpu_count
        import uvicorn
        uvicorn.run(FastAPI(), workers=cpu_count() + 1)  # error: 12 UVI001
        """,
    "cpu-count-through-name": """
        import multiprocessing as mp, uvicorn
        cores = mp.cpu_count()
        uvicorn.run(FastAPI(), workers=cores * 2 + 1)  # error: 12 UVI001
        """,
}
NAMED_SILENT = {
    "module-constant-off": """
        import uvicorn
        RELOAD = False
        uvicorn.run(FastAPI(), reload=RELOAD)
        """,
    "module-constant-changed-by-global": """
        import uvicorn
        RELOAD = True
        def configure():
            global RELOAD
            RELOAD = False
        def main():
            uvicorn.run(FastAPI(), reload=RELOAD)
        """,
    "parameter-with-default": """
        import uvicorn
        def main(reload=True):
            uvicorn.run(FastAPI(), reload=reload)
        """,
    "annotated-parameter": """
        import uvicorn
        def main(reload: bool = True, workers: int = 4):
            uvicorn.run(FastAPI(), reload=reload, workers=workers)
        """,
    "constant-on-the-other-side": """
        import uvicorn
        debug = True
        if debug:
            uvicorn.run("main:app", reload=debug)
        else:
            uvicorn.run(FastAPI(), reload=debug)
        """,
    "constant-on-the-other-side-of-a-choice": """
        import uvicorn
        debug = True
        debug or uvicorn.run(FastAPI(), reload=debug)
        """,
    "number-on-the-other-side": """
        import uvicorn
        workers = 4
        if workers == 1:
            uvicorn.run(FastAPI(), workers=workers)
        """,
    "stopped-on-the-constant": """
        import uvicorn
        def main():
            workers = 4
            if workers > 1:
                uvicorn.run("main:app", workers=workers)
                return
            uvicorn.run(FastAPI(), workers=workers)
        """,
    "stopped-on-the-second-condition": """
        import uvicorn
        def main():
            workers = 4
            assert workers
            if workers == 1:
                print()
            elif workers == 4:
                return
            uvicorn.run(FastAPI(), workers=workers)
        """,
    "both-on-the-other-side": """
        import uvicorn
        debug = True
        if not debug:
            uvicorn.run("main:app", reload=debug, workers=4)
        """,
    "imported-constant": """
        import uvicorn
        from settings import RELOAD, WORKERS
        uvicorn.run(FastAPI(), reload=RELOAD, workers=WORKERS)
        """,
    "one-branch-off": """
        import uvicorn
        if print():
            workers = 2
        else:
            workers = 1
        uvicorn.run(FastAPI(), workers=workers)
        """,
    "one-branch-dynamic": """
        import uvicorn
        reload = True
        if print():
            reload = input()
        uvicorn.run(FastAPI(), reload=reload)
        """,
    "star-import-after": """
        import uvicorn
        reload = True
        try:
            from local_settings import *
        except ImportError:
            pass
        uvicorn.run(FastAPI(), reload=reload)
        """,
    "rebound-to-off": """
        import uvicorn
        reload = True
        reload = False
        uvicorn.run(FastAPI(), reload=reload)
        """,
    "rebound-in-loop": """
        import uvicorn
        reload = True
        for reload in input():
            pass
        uvicorn.run(FastAPI(), reload=reload)
        """,
    "class-constant-off": """
        import uvicorn
        class Config:
            workers = 1
        uvicorn.run(FastAPI(), workers=Config.workers)
        """,
    "class-constant-set-elsewhere": """
        import uvicorn
        class Config:
            reload = True
        Config.reload = False
        uvicorn.run(FastAPI(), reload=Config.reload)
        """,
    "class-constant-hidden-from-method": """
        import uvicorn
        class Config:
            reload = True
            def run(self, reload):
                uvicorn.run(FastAPI(), reload=reload)
        """,
    "setting-of-an-instance": """
        import uvicorn
        class Settings(BaseSettings):
            reload: bool = True
            workers: int = 4
        settings = Settings()
        uvicorn.run(FastAPI(), reload=settings.reload, workers=settings.workers)
        """,
    "augmented-unknown": """
        import uvicorn
        workers = 2
        workers -= int(input())
        uvicorn.run(FastAPI(), workers=workers)
        """,
    "except-target": """
        import uvicorn
        reload = True
        try:
            import watchfiles
        except ImportError:
            reload = False
        uvicorn.run(FastAPI(), reload=reload)
        """,
    "function-result": """
        import uvicorn
        def workers(x):
            return 2 if x else 1
        uvicorn.run(FastAPI(), workers=workers(1))
        """,
    "cycle": """
        import uvicorn
        for _ in input():
            a = b
            b = a
        uvicorn.run(FastAPI(), reload=a, workers=b)
        """,
    "cpu-count-of-something-else": """
        import uvicorn
        from machine import cpu_count
        uvicorn.run(FastAPI(), workers=cpu_count() * 2 + 1)
        """,
}


@each(NAMED)
def test_named(source: str) -> None:
    fires(source, "UVI001")


@each(NAMED_SILENT)
def test_named_silent(source: str) -> None:
    silent(source, "UVI001")


@pytest.mark.parametrize("workers", ['"2"', '"1"', "b'4'", "[2]", "{2}"])
def test_workers_that_do_not_compare(workers: str) -> None:
    # A TypeError comes first; it is another mistake than the application's.
    check(f"import uvicorn\nuvicorn.run(FastAPI(), workers={workers})", select="UVI001")
