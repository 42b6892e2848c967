"""Launches through something that calls ``uvicorn.run`` later: threads, executors, partials.

Every source also runs, with uvicorn's ``run`` replaced by a recorder: the errors a source asks
for are as many as the applications that uvicorn would refuse.
"""

from __future__ import annotations

from tests.support.marked import expected
from tests.support.pairs import each, fires, refusals, silent

FIRES = {
    "run-sync-of-a-partial": """
        from functools import partial
        import uvicorn
        portal = type("Portal", (), {"run_sync": staticmethod(lambda call, *args: call(*args))})()
        portal.run_sync(partial(uvicorn.run, reload=True), FastAPI())  # error: 51 UVI001
        """,
    "a-carrier's-name-taken-over": """
        from threading import Thread as serve
        import uvicorn
        serve = uvicorn.run
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "another-run-replaced": """
        import uvicorn
        server = type("Server", (), {})()
        server.run = print
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "partial": """
        from functools import partial
        import uvicorn
        partial(uvicorn.run, FastAPI(), reload=True)()  # error: 21 UVI001
        """,
    "partial-by-module": """
        import functools, uvicorn
        functools.partial(uvicorn.run, FastAPI(), workers=2)()  # error: 31 UVI001
        """,
    "partial-renamed": """
        from functools import partial as later
        import uvicorn
        later(uvicorn.run, FastAPI(), reload=True)()  # error: 19 UVI001
        """,
    "partial-app-keyword": """
        from functools import partial
        import uvicorn
        partial(uvicorn.run, app=FastAPI(), reload=True)()  # error: 25 UVI001
        """,
    "partial-of-imported-run": """
        from functools import partial
        from uvicorn import run
        partial(run, FastAPI(), reload=True)()  # error: 13 UVI001
        """,
    "partial-of-alias": """
        from functools import partial
        import uvicorn
        serve = uvicorn.run
        partial(serve, FastAPI(), reload=True)()  # error: 15 UVI001
        """,
    "partial-kwargs": """
        from functools import partial
        import uvicorn
        options = {"reload": True}
        partial(uvicorn.run, FastAPI(), **options)()  # error: 21 UVI001
        """,
    "partial-app-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve(FastAPI())  # error: 6 UVI001
        """,
    "partial-flag-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI())  # error: 29 UVI001
        serve(reload=True)
        """,
    "partial-called-twice": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, app=FastAPI(), workers=1)  # error: 33 UVI001
        serve()
        serve(workers=2)
        """,
    "partial-with-app-in-thread": """
        from functools import partial
        from threading import Thread
        import uvicorn
        serve = partial(uvicorn.run, FastAPI())  # error: 29 UVI001
        t = Thread(target=serve, kwargs={"reload": True})
        t.start(); t.join()
        """,
    "partial-flag-turned-on-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=False)
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "partial-called-at-once": """
        from functools import partial
        import uvicorn
        partial(uvicorn.run, workers=2)(FastAPI())  # error: 32 UVI001
        """,
    "partial-called-through-alias": """
        from functools import partial
        import uvicorn
        first = partial(uvicorn.run, reload=True)
        second = first
        second(app=FastAPI())  # error: 11 UVI001
        """,
    "partial-called-in-function": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        def main():
            serve(FastAPI())  # error: 10 UVI001
        main()
        """,
    "partial-reported-once": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)  # error: 29 UVI001
        serve()
        """,
    "thread-of-a-walrus": """
        import threading
        import uvicorn
        threading.Thread(
            target=(start := uvicorn.run),
            args=(FastAPI(),),  # error: 10 UVI001
            kwargs={"reload": True},
        ).start()
        """,
    "thread": """
        import threading, uvicorn
        thread = threading.Thread(
            target=uvicorn.run,
            args=(FastAPI(),),  # error: 10 UVI001
            kwargs={"reload": True},
        )
        thread.start(); thread.join()
        """,
    "thread-imported": """
        from threading import Thread
        import uvicorn
        t = Thread(target=uvicorn.run, args=[FastAPI()], kwargs=dict(workers=2))  # error: 37 UVI001
        t.start(); t.join()
        """,
    "thread-renamed": """
        from threading import Thread as T
        import uvicorn
        t = T(target=uvicorn.run, args=(FastAPI(),), kwargs={"debug": 1})  # error: 32 UVI001
        t.start(); t.join()
        """,
    "thread-keywords-in-another-order": """
        from threading import Thread
        from uvicorn import run
        t = Thread(name="", kwargs={"reload": 1}, args=(FastAPI(),), target=run)  # error: 48 UVI001
        t.start(); t.join()
        """,
    "thread-positional": """
        from threading import Thread
        import uvicorn
        t = Thread(None, uvicorn.run, None, (FastAPI(),), {"reload": True})  # error: 37 UVI001
        t.start(); t.join()
        """,
    "thread-app-in-kwargs": """
        from threading import Thread
        import uvicorn
        t = Thread(target=uvicorn.run, kwargs={"app": FastAPI(), "reload": 1})  # error: 46 UVI001
        t.start(); t.join()
        """,
    "thread-arguments-through-names": """
        from threading import Thread
        import uvicorn
        given = (FastAPI(),)
        options = {"reload": True}
        t = Thread(target=uvicorn.run, args=given, kwargs=options)  # error: 4 UVI001
        t.start(); t.join()
        """,
    "thread-of-partial": """
        from functools import partial
        from threading import Thread
        import uvicorn
        t = Thread(target=partial(uvicorn.run, FastAPI(), reload=True))  # error: 39 UVI001
        t.start(); t.join()
        """,
    "thread-of-partial-with-app": """
        from functools import partial
        from threading import Thread
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        t = Thread(target=serve, args=(FastAPI(),))  # error: 31 UVI001
        t.start(); t.join()
        """,
    "thread-of-lambda": """
        from threading import Thread
        import uvicorn
        t = Thread(target=lambda: uvicorn.run(FastAPI(), reload=True))  # error: 38 UVI001
        t.start(); t.join()
        """,
    "thread-started-at-once": """
        import threading, uvicorn
        threading.Thread(
            target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": 1}  # error: 30 UVI001
        ).start()
        """,
    "process": """
        import multiprocessing, uvicorn
        p = multiprocessing.Process(
            target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": True}  # error: 30 UVI001
        )
        p.start(); p.join()
        """,
    "process-as": """
        import multiprocessing as mp, uvicorn
        run = uvicorn.run
        p = mp.Process(target=run, args=(FastAPI(),), kwargs={"workers": 4})  # error: 33 UVI001
        p.start(); p.join()
        """,
    "to-thread": """
        import asyncio, uvicorn
        async def main():
            await asyncio.to_thread(uvicorn.run, FastAPI(), reload=True)  # error: 41 UVI001
        asyncio.run(main())
        """,
    "to-thread-imported": """
        import asyncio
        from asyncio import to_thread
        from uvicorn import run
        asyncio.run(to_thread(run, app=FastAPI(), workers=2))  # error: 31 UVI001
        """,
    "submit": """
        from concurrent.futures import ThreadPoolExecutor
        import uvicorn
        with ThreadPoolExecutor() as pool:
            pool.submit(uvicorn.run, FastAPI(), reload=True)  # error: 29 UVI001
        """,
    "submit-of-temporary-pool": """
        import concurrent.futures, uvicorn
        concurrent.futures.ThreadPoolExecutor().submit(
            uvicorn.run, FastAPI(), workers=2  # error: 17 UVI001
        ).result()
        """,
    "something-else-mocked": """
        from unittest import mock
        import uvicorn
        with mock.patch.object(uvicorn.Server, "run"):
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "run-in-executor": """
        import asyncio
        from functools import partial
        import uvicorn
        async def main():
            loop = asyncio.get_running_loop()
            run = uvicorn.run
            await loop.run_in_executor(None, partial(run, FastAPI(), reload=1))  # error: 50 UVI001
        asyncio.run(main())
        """,
    "run-in-executor-of-named-partial": """
        import asyncio
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        async def main():
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, serve, FastAPI())  # error: 44 UVI001
        asyncio.run(main())
        """,
    "timer": """
        import threading, uvicorn
        t = threading.Timer(0, uvicorn.run, [FastAPI()], {"reload": True})  # error: 37 UVI001
        t.start(); t.join()
        """,
    "timer-by-keyword": """
        from threading import Timer as T
        import uvicorn
        t = T(0, function=uvicorn.run, args=[FastAPI()], kwargs={"reload": 1})  # error: 37 UVI001
        t.start(); t.join()
        """,
    "timer-arguments-through-names": """
        from threading import Timer
        import uvicorn
        given = [FastAPI()]
        options = {"reload": True}
        t = Timer(0, uvicorn.run, given, options)  # error: 4 UVI001
        t.start(); t.join()
        """,
    "partial-unknown-kwargs-beside-a-flag": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI())  # error: 29 UVI001
        def start(**options):
            serve(reload=True, **options)
        start()
        """,
    "partial-unknown-kwargs-in-one-of-two-calls": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)  # error: 29 UVI001
        def start(**options):
            serve(**options)
        start(reload=False)
        serve()
        """,
    "partials-with-app-in-two-branches": """
        from functools import partial
        import uvicorn
        if print():
            serve = partial(uvicorn.run, FastAPI(), reload=False)
        else:
            serve = partial(uvicorn.run, FastAPI(), reload=True)  # error: 33 UVI001
        serve()
        """,
    "partials-with-app-in-two-branches-flag-given-later": """
        from functools import partial
        import uvicorn
        if maybe():
            serve = partial(uvicorn.run, FastAPI(), reload=False)  # error: 33 UVI001
        else:
            serve = partial(uvicorn.run, FastAPI())  # error: 33 UVI001
        serve(reload=True)
        """,
    "partial-or-run-itself": """
        from functools import partial
        import uvicorn
        if print():
            serve = partial(uvicorn.run, reload=False)
        else:
            serve = uvicorn.run
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "partial-or-run-itself-in-a-thread": """
        from functools import partial
        from threading import Thread
        import uvicorn
        if print():
            serve = partial(uvicorn.run, reload=False)
        else:
            serve = uvicorn.run
        t = Thread(target=serve, args=[FastAPI()], kwargs={"reload": 1})  # error: 31 UVI001
        t.start(); t.join()
        """,
    "names-of-loggers": """
        import logging, uvicorn
        logging.getLogger("uvicorn.error").setLevel(10)
        logging.getLogger("uvicorn.run").setLevel(10)
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "something-else-set": """
        import os, sys, uvicorn
        setattr(os, "note", "uvicorn.run is called by Config")
        setattr(uvicorn, "note", "run it")
        os.environ.setdefault("uvicorn", "1")
        os.environ["uvicorn"] = "1"
        sys.modules.setdefault("other.uvicorn", os)
        sys.modules["other"] = os
        uvicorn.__dict__["runs"] = vars(uvicorn)["ran"] = 1
        vars()["run"] = {"uvicorn": dict(run=uvicorn)}
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "something-else-patched": """
        import sys
        from unittest.mock import patch
        import uvicorn
        patches = [
            patch("os.getcwd"),
            patch("uvicorn.workers.UvicornWorker"),
            patch("main.run"),
            patch.object(target=uvicorn, attribute="main"),
            patch.multiple("os", run=1),
            patch.dict("os.environ", {"uvicorn": "1"}),
            patch.dict(sys.modules, {"other": None, **{}}),
        ]
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "run-in-executor-of-lambda": """
        import asyncio, uvicorn
        async def main():
            loop = asyncio.get_running_loop()
            run = uvicorn.run
            await loop.run_in_executor(None, lambda: run(FastAPI(), reload=1))  # error: 49 UVI001
        asyncio.run(main())
        """,
}

SILENT = {
    "thread-with-more-arguments": """
        from threading import Thread
        import uvicorn
        Thread(*(), target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": True})
        """,
    "thread-with-more-keywords": """
        from threading import Thread
        import uvicorn
        Thread(target=uvicorn.run, **{"args": (FastAPI(),), "kwargs": {"reload": True}})
        """,
    "thread-with-computed-keywords": """
        from threading import Thread
        import uvicorn
        Thread(target=uvicorn.run, args=(FastAPI(),), kwargs={"re" + "load": True})
        """,
    "submit-by-keyword": """
        import uvicorn
        pool = type("Pool", (), {"submit": lambda self, fn: None})()
        pool.submit(fn=uvicorn.run)
        """,
    "run-sync-of-a-partial-without-flag": """
        from functools import partial
        import uvicorn
        portal = type("Portal", (), {"run_sync": staticmethod(lambda call, *args: None)})()
        portal.run_sync(partial(uvicorn.run, port=80), FastAPI())
        """,
    "partial-string": """
        from functools import partial
        import uvicorn
        partial(uvicorn.run, "main:app", reload=True)()
        """,
    "partial-flag-off": """
        import functools, uvicorn
        functools.partial(uvicorn.run, FastAPI(), workers=1)()
        """,
    "partial-of-another-function": """
        from functools import partial
        import uvicorn
        partial(print, uvicorn.run, FastAPI(), reload=True)
        """,
    "partial-from-elsewhere": """
        from other import partial
        import uvicorn
        partial(uvicorn, FastAPI(), reload=True)()
        """,
    "partial-defined-here": """
        import uvicorn
        def partial(*args, **kwargs):
            return print
        partial(uvicorn.run, FastAPI(), reload=True)()
        """,
    "partial-rebound-run": """
        from functools import partial
        import uvicorn
        serve = uvicorn.run
        serve = print
        partial(serve, FastAPI(), reload=True)
        """,
    "partial-unknown-kwargs": """
        from functools import partial
        import uvicorn
        def serve(**options):
            partial(uvicorn.run, FastAPI(), **options)()
        serve()
        """,
    "partial-string-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve("main:app")
        """,
    "partial-flag-turned-off-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve(FastAPI(), reload=False)
        """,
    "partial-with-app-flag-turned-off-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)
        serve(reload=False)
        """,
    "partial-flag-off-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI())
        serve(reload=False)
        """,
    "partial-second-app": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve(FastAPI(), 8000)
        """,
    "partial-rebound": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve = print
        serve(FastAPI())
        """,
    "partial-app-parameter": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        def main(app):
            serve(app)
        main("main:app")
        """,
    "partial-as-argument-of-run": """
        from functools import partial
        import uvicorn
        uvicorn.run(partial(FastAPI(), reload=True))
        """,
    "thread-string": """
        import threading, uvicorn
        thread = threading.Thread(
            target=uvicorn.run,
            args=("main:app",),
            kwargs={"reload": True},
        )
        thread.start(); thread.join()
        """,
    "thread-flag-off": """
        from threading import Thread
        import uvicorn
        t = Thread(target=uvicorn.run, args=[FastAPI()], kwargs=dict(workers=1))
        t.start(); t.join()
        """,
    "thread-without-flags": """
        from threading import Thread as T
        import uvicorn
        t = T(target=uvicorn.run, args=(FastAPI(),))
        t.start(); t.join()
        """,
    "thread-own-keywords-are-no-flags": """
        from threading import Thread
        from uvicorn import run
        t = Thread(target=run, args=(FastAPI(),), daemon=True, name="reload")
        t.start(); t.join()
        """,
    "thread-positional-name-is-no-app": """
        from threading import Thread
        import uvicorn
        t = Thread(None, uvicorn.run, "name", ("main:app",), {"reload": True})
        t.start(); t.join()
        """,
    "thread-of-another-target": """
        from threading import Thread
        import uvicorn
        t = Thread(target=print, args=(uvicorn.run, FastAPI()), kwargs={"reload": 1})
        t.start(); t.join()
        """,
    "thread-unknown-arguments": """
        from threading import Thread
        import uvicorn
        def main(given, options):
            t = Thread(target=uvicorn.run, args=given, kwargs=options)
            t.start(); t.join()
        main(("main:app",), {})
        """,
    "thread-changed-kwargs": """
        from threading import Thread
        import uvicorn
        options = {"reload": True}
        options["reload"] = False
        t = Thread(target=uvicorn.run, args=(FastAPI(),), kwargs=options)
        t.start(); t.join()
        """,
    "thread-two-positional": """
        from threading import Thread
        import uvicorn
        t = Thread(target=uvicorn.run, args=(FastAPI(), 8000), kwargs={"reload": True})
        t.start(); t.join()
        """,
    "thread-defined-here": """
        import uvicorn
        class Thread:
            def __init__(self, **kwargs): pass
        Thread(target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": True})
        """,
    "thread-of-other-server": """
        from threading import Thread
        from other import uvicorn
        Thread(target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": True})
        """,
    "process-string": """
        import multiprocessing, uvicorn
        p = multiprocessing.Process(
            target=uvicorn.run, args=("main:app",), kwargs={"reload": True}
        )
        p.start(); p.join()
        """,
    "process-flag-off": """
        import multiprocessing as mp, uvicorn
        p = mp.Process(target=uvicorn.run, args=(FastAPI(),), kwargs={"workers": 0})
        p.start(); p.join()
        """,
    "to-thread-string": """
        import asyncio, uvicorn
        async def main():
            await asyncio.to_thread(uvicorn.run, "main:app", reload=True)
        asyncio.run(main())
        """,
    "to-thread-of-another-function": """
        import asyncio
        from asyncio import to_thread
        from uvicorn import run
        asyncio.run(to_thread(print, run, FastAPI()))
        """,
    "submit-string": """
        from concurrent.futures import ThreadPoolExecutor
        import uvicorn
        with ThreadPoolExecutor() as pool:
            pool.submit(uvicorn.run, "main:app", reload=True)
        """,
    "submit-flag-off": """
        import concurrent.futures, uvicorn
        concurrent.futures.ThreadPoolExecutor().submit(uvicorn.run, FastAPI(), workers=1).result()
        """,
    "run-in-executor-string": """
        import asyncio
        from functools import partial
        import uvicorn
        async def main():
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, partial(uvicorn.run, "main:app", reload=True))
        asyncio.run(main())
        """,
    "run-in-executor-without-flags": """
        import asyncio, uvicorn
        async def main():
            await asyncio.get_running_loop().run_in_executor(None, uvicorn.run, FastAPI())
        asyncio.run(main())
        """,
    "run-in-executor-two-positional": """
        import asyncio
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        async def main():
            await asyncio.get_running_loop().run_in_executor(None, serve, FastAPI(), 8000)
        asyncio.run(main())
        """,
    "inspected": """
        import inspect, uvicorn
        app = FastAPI()
        reload = "reload" in inspect.signature(uvicorn.run).parameters
        """,
    "mocked": """
        from unittest import mock
        import uvicorn
        def never():
            with mock.patch.object(uvicorn, "run") as run:
                run(FastAPI(), reload=True)
        """,
    "mocked-module": """
        from unittest import mock
        import uvicorn
        with mock.patch.object(uvicorn, "run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path": """
        from unittest.mock import patch
        import uvicorn
        with patch("uvicorn.run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "timer-string": """
        from threading import Timer
        import uvicorn
        t = Timer(0, uvicorn.run, ["main:app"], {"reload": True})
        t.start(); t.join()
        """,
    "timer-flag-off": """
        from threading import Timer
        import uvicorn
        t = Timer(0, uvicorn.run, args=[FastAPI()], kwargs={"reload": False})
        t.start(); t.join()
        """,
    "timer-of-another-kind": """
        from timeit import Timer
        import uvicorn
        Timer(uvicorn.run, FastAPI(), kwargs={"reload": True})
        """,
    "partial-unknown-kwargs-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)
        def start(**options):
            serve(**options)
        start(reload=False)
        """,
    "partial-unknown-kwargs-may-hold-the-app": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, app=FastAPI())
        def start(**options):
            serve(reload=True, **options)
        start(app="main:app")
        """,
    "partial-app-and-unknown-kwargs-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        def start(**options):
            serve(FastAPI(), **options)
        start(reload=False)
        """,
    "partial-unknown-kwargs-in-thread": """
        from functools import partial
        from threading import Thread
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)
        def start(options):
            t = Thread(target=serve, kwargs=options)
            t.start(); t.join()
        start({"reload": False})
        """,
    "partials-in-two-branches": """
        from functools import partial
        import uvicorn
        if print():
            serve = partial(uvicorn.run, reload=True)
        else:
            serve = partial(uvicorn.run, reload=False)
        serve(FastAPI())
        """,
    "partials-in-two-branches-in-thread": """
        from functools import partial
        from threading import Thread
        import uvicorn
        if print():
            serve = partial(uvicorn.run, reload=True)
        else:
            serve = partial(uvicorn.run, reload=False)
        t = Thread(target=serve, args=(FastAPI(),))
        t.start(); t.join()
        """,
    "partial-or-run-itself": """
        from functools import partial
        import uvicorn
        if print():
            serve = partial(uvicorn.run, reload=True)
        else:
            serve = uvicorn.run
        serve(FastAPI())
        """,
    "mocked-path-by-keyword": """
        from unittest.mock import patch
        import uvicorn
        with patch(target="uvicorn.run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path-by-another-name": """
        from unittest.mock import patch as p
        import uvicorn
        with p("uvicorn.run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path-in-a-name": """
        from unittest import mock
        import uvicorn
        TARGET = "uvicorn.run"
        with mock.patch(TARGET):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path-of-another-module": """
        from unittest.mock import patch
        import uvicorn
        with patch("shop.uvicorn.run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-module-of-another-module": """
        from unittest.mock import patch
        import uvicorn
        with patch("shop.uvicorn"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-name-of-this-module": """
        from unittest.mock import patch
        from uvicorn import run as serve
        if __name__ != "__main__":
            with patch(f"{__name__}.serve"):
                serve(FastAPI(), reload=True)
        """,
    "mocked-name-of-the-main-module": """
        from unittest.mock import patch
        from uvicorn import run as serve
        if not __name__:
            with patch("__main__.serve"):
                serve(FastAPI(), reload=True)
        """,
    "mocked-by-its-attribute": """
        from unittest import mock
        import uvicorn
        with mock.patch.object(target=uvicorn, attribute="run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "several-mocked": """
        from unittest.mock import patch
        import uvicorn
        with patch.multiple(uvicorn, run=print):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "several-mocked-by-path": """
        from unittest.mock import patch
        import uvicorn
        with patch.multiple("uvicorn", run=print):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced": """
        import sys
        from unittest.mock import MagicMock
        sys.modules["uvicorn"] = MagicMock()
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced-for-a-while": """
        import sys
        from unittest.mock import MagicMock, patch
        with patch.dict(sys.modules, {"uvicorn": MagicMock()}):
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced-by-path": """
        from unittest.mock import MagicMock, patch
        with patch.dict("sys.modules", uvicorn=MagicMock()):
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced-by-monkeypatch": """
        import sys
        from unittest.mock import MagicMock
        def test(monkeypatch):
            monkeypatch.setitem(sys.modules, "uvicorn", MagicMock())
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced-by-a-method": """
        from sys import modules
        from unittest.mock import MagicMock
        modules.update({"uvicorn": MagicMock(), **{}})
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "replaced-in-the-dict": """
        import uvicorn
        uvicorn.__dict__["run"] = print
        uvicorn.run(FastAPI(), reload=True)
        """,
    "replaced-in-vars": """
        import uvicorn
        vars(uvicorn)["run"] = print
        uvicorn.run(FastAPI(), reload=True)
        """,
    "replaced": """
        import uvicorn
        uvicorn.run = print
        uvicorn.run(FastAPI(), reload=True)
        """,
    "handed-to-something-unknown": """
        import uvicorn
        other.schedule(uvicorn.run, FastAPI(), reload=True)
        """,
}

# Here uvicorn's own ``run`` is called, and something that it needs is not uvicorn's.
PARTS = {
    "configuration": """
        from unittest.mock import patch
        import uvicorn
        with patch("uvicorn.main.Config"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "server": """
        from unittest.mock import patch
        import uvicorn
        with patch("uvicorn.Server"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "by-name": """
        import uvicorn
        def test(monkeypatch):
            monkeypatch.setattr(uvicorn, "Config", print)
            uvicorn.run(FastAPI(), reload=True)
        """,
    "by-name-in-its-module": """
        from unittest.mock import patch
        import uvicorn
        import uvicorn.main as main
        with patch.object(main, "Config"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "by-path-and-name": """
        from unittest.mock import patch
        import uvicorn
        with patch.multiple("uvicorn.main", Config=print):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "by-assignment": """
        import uvicorn
        uvicorn.Config = print
        uvicorn.run(FastAPI(), reload=True)
        """,
}


@each(PARTS)
def test_silent_where_a_part_is_replaced(source: str) -> None:
    silent(source)


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source)


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source)


@each(FIRES | SILENT)
def test_uvicorn_agrees(source: str) -> None:
    assert refusals(source) == len(expected(source))
