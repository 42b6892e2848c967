"""What hands ``uvicorn.run`` on is known by what its names stand for, not by its last word.

The sources of ``ELSEWHERE`` need packages that may be missing, so they are never run.
"""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "loop-in-a-name": """
        import asyncio
        import uvicorn
        from functools import partial
        loop = asyncio.new_event_loop()
        loop.call_soon(uvicorn.run, FastAPI())
        serve = partial(uvicorn.run, reload=True)
        task = loop.run_in_executor(None, serve, FastAPI())  # error: 41 UVI001
        loop.run_until_complete(task)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        """,
    "call-later": """
        import asyncio
        from functools import partial
        import uvicorn
        loop = asyncio.new_event_loop()
        serve = partial(uvicorn.run, reload=True)
        loop.call_later(0, serve, FastAPI())  # error: 26 UVI001
        loop.call_later(0.1, loop.stop)
        loop.run_forever()
        loop.close()
        """,
    "call-at": """
        import asyncio
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, workers=2)
        loop = asyncio.new_event_loop()
        loop.call_at(loop.time(), serve, FastAPI())  # error: 33 UVI001
        loop.call_later(0.1, loop.stop)
        loop.run_forever()
        loop.close()
        """,
    "call-soon-in-a-coroutine": """
        import asyncio
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        async def main():
            asyncio.get_running_loop().call_soon(serve, FastAPI())  # error: 48 UVI001
            await asyncio.sleep(0.1)
        asyncio.run(main())
        """,
    "loop-as-an-attribute": """
        import asyncio
        from functools import partial
        import uvicorn
        class Host:
            def __init__(self):
                self.loop = asyncio.new_event_loop()
            def start(self):
                serve = partial(uvicorn.run, reload=1)
                self.loop.call_soon_threadsafe(serve, FastAPI())  # error: 46 UVI001
                self.loop.call_later(0.1, self.loop.stop)
                self.loop.run_forever()
                self.loop.close()
        Host().start()
        """,
    "loop-by-annotation": """
        import asyncio
        from functools import partial
        import uvicorn
        async def start(loop: asyncio.AbstractEventLoop):
            loop.call_soon(partial(uvicorn.run, reload=1), FastAPI())  # error: 51 UVI001
            await asyncio.sleep(0.1)
        async def main():
            await start(asyncio.get_running_loop())
        asyncio.run(main())
        """,
    "executor-in-a-with": """
        from concurrent.futures import ThreadPoolExecutor as Pool
        import uvicorn
        with open(__import__("os").devnull) as other, Pool() as pool:
            pool.submit(uvicorn.run, FastAPI(), workers=3).result()  # error: 29 UVI001
        """,
    "executor-of-either-kind": """
        import concurrent.futures as futures
        import uvicorn
        pool = futures.ThreadPoolExecutor()
        if not pool:
            pool = futures.ProcessPoolExecutor()
        pool.submit(uvicorn.run, FastAPI(), reload=True).result()  # error: 25 UVI001
        """,
    "executor-by-walrus": """
        from concurrent.futures import ThreadPoolExecutor
        import uvicorn
        (pool := ThreadPoolExecutor()).submit(uvicorn.run, FastAPI(), reload=1)  # error: 51 UVI001
        pool.shutdown()
        """,
    "process-of-a-context": """
        import multiprocessing
        import uvicorn
        multiprocessing.get_context = lambda method: multiprocessing
        context = multiprocessing.get_context("spawn")
        more = {"reload": True}
        p = context.Process(target=uvicorn.run, args=[FastAPI()], kwargs=more)  # error: 46 UVI001
        p.start(); p.join()
        """,
    "derived-thread": """
        import threading
        import uvicorn
        class Daemon(threading.Thread):
            daemon = False
        class Server(Daemon):
            pass
        t = Server(target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": 1})  # error: 37 UVI001
        t.start(); t.join()
        """,
    "derived-timer": """
        from threading import Timer
        import uvicorn
        class Soon(Timer):
            def describe(self):
                return "soon"
        t = Soon(0, uvicorn.run, [FastAPI()], {"workers": 2})  # error: 26 UVI001
        t.start(); t.join()
        """,
}

SILENT = {
    "unknown-run-sync": """
        import other
        import uvicorn
        from functools import partial
        other.run_sync(partial(uvicorn.run, reload=True), FastAPI())
        """,
    "unknown-portal": """
        from functools import partial
        import uvicorn
        portal = type("Portal", (), {"run_sync": staticmethod(lambda *args: None)})()
        portal.run_sync(partial(uvicorn.run, reload=True), FastAPI())
        """,
    "unknown-to-thread": """
        import other
        import uvicorn
        other.to_thread(uvicorn.run, FastAPI(), reload=True)
        """,
    "form-that-submits": """
        import other
        import uvicorn
        form = other.Form()
        form.submit(uvicorn.run, FastAPI(), reload=True)
        """,
    "form-of-a-parameter": """
        import uvicorn
        class Form:
            def submit(self, *_args, **_kwargs):
                pass
        def send(form):
            form.submit(uvicorn.run, FastAPI(), reload=True)
        send(Form())
        """,
    "executor-or-something-else": """
        from concurrent.futures import ThreadPoolExecutor
        import other
        import uvicorn
        pool = other.Pool() if other else ThreadPoolExecutor()
        pool.submit(uvicorn.run, FastAPI(), reload=True)
        """,
    "executor-or-something-else-by-branch": """
        from concurrent.futures import ThreadPoolExecutor
        import other
        import uvicorn
        pool = ThreadPoolExecutor()
        if other:
            pool = other.Pool()
        pool.submit(uvicorn.run, FastAPI(), reload=True)
        """,
    "unpacked": """
        import other
        import uvicorn
        pool, = [other.Pool()][:1]
        pool.submit(uvicorn.run, FastAPI(), reload=True)
        """,
    "attribute-of-anything": """
        import other
        import uvicorn
        class Host:
            pass
        host = Host()
        other.Host().pool = host.pool = other.Pool()
        host.pool.submit(uvicorn.run, FastAPI(), reload=True)
        other.queue.submit(uvicorn.run, FastAPI(), reload=True)
        """,
    "thread-of-another-package": """
        from other import Thread
        import uvicorn
        Thread(target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": True})
        """,
    "thread-with-its-own-init": """
        import threading
        import uvicorn
        class Quiet(threading.Thread):
            def __init__(self, target=None, args=(), kwargs=None):
                super().__init__(target=print)
        t = Quiet(target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": True})
        t.start(); t.join()
        """,
    "thread-with-two-bases": """
        import threading
        import uvicorn
        class Mute:
            def run(self):
                pass
        class Quiet(Mute, threading.Thread):
            pass
        t = Quiet(target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": True})
        t.start(); t.join()
        """,
    "class-of-another-base": """
        from other import Thread
        import uvicorn
        class Daemon(Thread):
            daemon = False
        Daemon(target=uvicorn.run, args=(FastAPI(),), kwargs={"reload": True})
        """,
    "derived-thread-without-flags": """
        import threading
        import uvicorn
        class Daemon(threading.Thread):
            daemon = False
        t = Daemon(target=uvicorn.run, args=(FastAPI(),), kwargs={"port": 80})
        t.start(); t.join()
        """,
}

ELSEWHERE = {
    "anyio": """
        import anyio, uvicorn
        from functools import partial
        async def main():
            serve = partial(uvicorn.run, reload=True)
            await anyio.to_thread.run_sync(serve, FastAPI())  # error: 42 UVI001
        """,
    "anyio-by-name": """
        from functools import partial
        from anyio.to_thread import run_sync as offload
        import uvicorn
        async def main():
            await offload(partial(uvicorn.run, workers=2), FastAPI())  # error: 51 UVI001
        """,
    "trio": """
        from functools import partial
        from trio import to_thread
        import uvicorn
        async def main():
            await to_thread.run_sync(partial(uvicorn.run, workers=2), FastAPI())  # error: 62 UVI001
        """,
}


@each(FIRES | ELSEWHERE)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")
