"""UVI012: programs that launch in threads and processes, each with what uvicorn 0.54.0 does."""

from __future__ import annotations

_HEAD = """\
import asyncio
import multiprocessing
import os
import threading

import uvicorn
from fastapi import FastAPI

app = FastAPI()


"""

FIRES = [
    _HEAD
    + """\
# uvicorn: exit 0
if __name__ == "__main__":
    threading.Thread(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True}).start()  # error: 4 UVI012
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 0
if __name__ == "__main__":
    thread = threading.Thread(target=uvicorn.run, args=["main:app"], kwargs=dict(port=8000, workers=2))  # error: 13 UVI012
    thread.start()
    thread.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 0
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


if __name__ == "__main__":
    threading.Thread(target=serve).start()
""",
    _HEAD
    + """\
# uvicorn: hangs
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


if __name__ == "__main__":
    threading.Thread(target=serve, daemon=True).start()
    while True:
        threading.Event().wait(1)
""",
    _HEAD
    + """\
# uvicorn: exit 0
if __name__ == "__main__":
    threading.Thread(target=lambda: uvicorn.run("main:app", port=8000, workers=4)).start()  # error: 36 UVI012
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 0
class Web(threading.Thread):
    def run(self) -> None:
        uvicorn.run("main:app", port=8000, reload=True)  # error: 8 UVI012


if __name__ == "__main__":
    Web().start()
""",
    _HEAD
    + """\
# uvicorn: exit 0
if __name__ == "__main__":
    threading.Timer(0.1, uvicorn.run, ["main:app"], {"port": 8000, "reload": True}).start()  # error: 4 UVI012
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 0
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


if __name__ == "__main__":
    threading.Timer(0.1, serve).start()
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    await asyncio.to_thread(uvicorn.run, "main:app", port=8000, reload=True)  # error: 10 UVI012


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


async def main() -> None:
    await asyncio.to_thread(serve)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


async def main() -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, serve)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: not a word of it
if __name__ == "__main__":
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        pool.submit(uvicorn.run, "main:app", port=8000, workers=2)  # error: 8 UVI012
""",
    _HEAD
    + """\
# uvicorn: exit 1
if __name__ == "__main__":
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        future = pool.submit(uvicorn.run, "main:app", port=8000, reload=True)  # error: 17 UVI012
        future.result()
""",
    _HEAD
    + """\
# uvicorn: exit 1
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


if __name__ == "__main__":
    from multiprocessing.pool import ThreadPool

    ThreadPool(1).apply(serve)
""",
    _HEAD
    + """\
# uvicorn: exit 1
import anyio
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


async def main() -> None:
    await anyio.to_thread.run_sync(serve)


if __name__ == "__main__":
    anyio.run(main)
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: whatever the string names
if __name__ == "__main__":
    threading.Thread(target=uvicorn.run, args=("api:app",), kwargs={"port": 8000, "workers": 3}).start()  # error: 4 UVI012
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 0
if __name__ == "__main__":
    process = multiprocessing.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True}, daemon=True)  # error: 14 UVI012
    process.start()
    process.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 0
if __name__ == "__main__":
    process = multiprocessing.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True})  # error: 14 UVI012
    process.daemon = True
    process.start()
    process.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 0
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True}, daemon=True)  # error: 14 UVI012
    process.start()
    process.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 0
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


if __name__ == "__main__":
    process = multiprocessing.Process(target=serve, daemon=True)
    process.start()
    process.join()
""",
    _HEAD
    + """\
# uvicorn: fails
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)  # error: 4 UVI012


if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        pool.apply(serve)
""",
    _HEAD
    + """\
# uvicorn: fails
if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        pool.apply(uvicorn.run, ("main:app",), {"port": 8000, "reload": True})  # error: 8 UVI012
""",
    _HEAD
    + """\
# uvicorn: exit 0
if __name__ == "__main__":
    from multiprocessing import Process

    server = Process(daemon=True, target=uvicorn.run, kwargs={"app": "api:app", "port": 8000, "workers": 2})  # error: 13 UVI012
    server.start()
    server.join()
""",  # noqa: E501
]

SILENT = [
    _HEAD
    + """\
# uvicorn: serves
# why: no flags
if __name__ == "__main__":
    threading.Thread(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000}).start()
""",
    _HEAD
    + """\
# uvicorn: serves
# why: flags that are off
if __name__ == "__main__":
    threading.Thread(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "workers": 1, "reload": False}).start()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: serves
# why: a flag that may be off
if __name__ == "__main__":
    reload = os.environ.get("DEV") == "1"
    threading.Thread(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": reload}).start()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: serves
if __name__ == "__main__":
    threading.Thread(target=uvicorn.run, args=(app,), kwargs={"port": 8000}).start()
""",
    _HEAD
    + """\
# uvicorn: serves
if __name__ == "__main__":
    server = uvicorn.Server(uvicorn.Config("main:app", port=8000))
    threading.Thread(target=server.run).start()
""",
    _HEAD
    + """\
# uvicorn: children
# why: the launch stands in the main thread
if __name__ == "__main__":
    threading.Thread(target=print).start()
    uvicorn.run("main:app", port=8000, workers=2)
""",
    _HEAD
    + """\
# uvicorn: child
if __name__ == "__main__":
    threading.Timer(0.1, print, ["open the browser"]).start()
    uvicorn.run("main:app", port=8000, reload=True)
""",
    _HEAD
    + """\
# uvicorn: child
# why: run() is called, in this very thread
if __name__ == "__main__":
    threading.Thread(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True}).run()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: child
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)


if __name__ == "__main__":
    serve()
""",
    _HEAD
    + """\
# uvicorn: child
# why: a scheduler is no thread
if __name__ == "__main__":
    import sched

    scheduler = sched.scheduler()
    scheduler.enter(0, 1, uvicorn.run, ("main:app",), {"port": 8000, "reload": True})
    scheduler.run()
""",
    _HEAD
    + """\
# uvicorn: child
# why: called in the main thread as well
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)


if __name__ == "__main__":
    if os.environ.get("THREAD"):
        threading.Thread(target=serve).start()
    else:
        serve()
""",
    _HEAD
    + """\
# uvicorn: child
async def main() -> None:
    uvicorn.run("main:app", port=8000, reload=True)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: child
if __name__ == "__main__":
    import subprocess
    import sys

    subprocess.run([sys.executable, "-m", "uvicorn", "main:app", "--port", "8000", "--reload"])
""",
    _HEAD
    + """\
# uvicorn: child
# why: another Thread
if __name__ == "__main__":
    class Thread:
        def __init__(self, target: object, args: tuple[str], kwargs: dict[str, object]) -> None:
            self.call = lambda: target(*args, **kwargs)

        def start(self) -> None:
            self.call()


    Thread(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True}).start()
""",
    _HEAD
    + """\
# uvicorn: child
# why: a pool that is none
def serve() -> None:
    uvicorn.run("main:app", port=8000, reload=True)


class Pool:
    def submit(self, function: object) -> None:
        function()


pool = Pool()


if __name__ == "__main__":
    pool.submit(serve)
""",
    _HEAD
    + """\
# uvicorn: serves
if __name__ == "__main__":
    try:
        threading.Thread(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000}).start()
    except ValueError:
        pass
""",
    _HEAD
    + """\
# uvicorn: child
# why: no daemon: it works when it is forked
if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    process = multiprocessing.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True})
    process.start()
    process.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: hangs
# why: no daemon: it hangs when it is spawned, by the number of a file descriptor
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    process = multiprocessing.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True})
    process.start()
    process.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: child
# why: no flags
if __name__ == "__main__":
    process = multiprocessing.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000}, daemon=True)
    process.start()
    process.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: child
# why: no flags
def serve() -> None:
    uvicorn.run("main:app", port=8000)


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(1) as pool:
        pool.apply(serve)
""",
    _HEAD
    + """\
# uvicorn: child
if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    process = multiprocessing.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True}, daemon=False)
    process.start()
    process.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: child
# why: a daemon, or not
if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    process = multiprocessing.Process(target=uvicorn.run, args=("main:app",), kwargs={"port": 8000, "reload": True}, daemon=bool(os.environ.get("DAEMON")))
    process.start()
    process.join()
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: children
if __name__ == "__main__":
    worker = multiprocessing.Process(target=print, daemon=True)
    worker.start()
    uvicorn.run("main:app", port=8000, workers=2)
""",
    _HEAD
    + """\
# uvicorn: child
if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        pool.apply(print)
    uvicorn.run("main:app", port=8000, reload=True)
""",
]
