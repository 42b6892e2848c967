"""Launches through threads, processes, executors and timers."""

from __future__ import annotations

import pytest

from tests.support.marked import each, fires, reported, silent

FIRES = {
    "thread-with-computed-keywords": """
        from threading import Thread
        import uvicorn
        options = {"re" + "load": True}
        Thread(target=uvicorn.run, args=(FastAPI(),), kwargs=options).start()  # error: 33 UVI001
        """,
    "a-launcher's-name-taken-over": """
        from threading import Thread as serve
        import uvicorn
        serve = uvicorn.run
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "partial-with-app-in-thread": """
        from functools import partial
        from threading import Thread
        import uvicorn
        serve = partial(uvicorn.run, FastAPI())  # error: 29 UVI001
        t = Thread(target=serve, kwargs={"reload": True})
        t.start(); t.join()
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
    "submit-by-keyword": """
        import uvicorn
        pool = type("Pool", (), {"submit": lambda self, fn: None})()
        pool.submit(fn=uvicorn.run)
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
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")


@pytest.mark.parametrize(("number", "launches"), [(14, 1), (15, 1), (16, 0), (20, 0)])
def test_class_far_from_thread(number: int, launches: int) -> None:
    """So many bases are followed from a class to Thread."""
    source = (
        "import uvicorn\nfrom threading import Thread\nfrom fastapi import FastAPI\n"
        "app = FastAPI()\nclass T0(Thread): ...\n"
        + "".join(f"class T{i}(T{i - 1}): ...\n" for i in range(1, number + 1))
        + f"T{number}(target=uvicorn.run, args=(app,), kwargs={{'reload': True}}).start()\n"
    )
    assert [code for _, _, code in reported(source)] == ["UVI001"] * launches
