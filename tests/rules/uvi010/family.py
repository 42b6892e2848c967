"""UVI010: programs that launch in coroutines, each with what uvicorn 0.54.0 does with it."""

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
# uvicorn: exit 1
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    uvicorn.run("main:app", port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    await uvicorn.run(app, port=8000)  # error: 10 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: flags that are off
async def main() -> None:
    uvicorn.run("main:app", port=8000, reload=False, workers=1)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    await asyncio.sleep(0)
    try:
        uvicorn.run(app, port=8000)  # error: 8 UVI010
    finally:
        print("done")


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: a plain function that only the coroutine calls
def serve() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


async def main() -> None:
    serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.get_event_loop().run_until_complete(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.new_event_loop().run_until_complete(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    with asyncio.Runner() as runner:
        runner.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def web() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


async def bot() -> None:
    await asyncio.sleep(1)


async def main() -> None:
    await asyncio.gather(web(), bot())


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def web() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


async def main() -> None:
    task = asyncio.create_task(web())
    await task


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: hangs
async def web() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    loop.create_task(web())
    loop.run_forever()
""",
    _HEAD
    + """\
# uvicorn: exit 1
class Service:
    async def start(self) -> None:
        await self.serve()

    async def serve(self) -> None:
        uvicorn.run(app, port=8000)  # error: 8 UVI010


if __name__ == "__main__":
    asyncio.run(Service().start())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(web())


async def web() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: at module level
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: anyio runs on asyncio unless it is told otherwise
import anyio
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    anyio.run(main)
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    options = {"port": 8000, "log_level": "info"}
    uvicorn.run(app, **options)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    from uvicorn import run

    run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    with open(__file__) as file:
        file.read()
    uvicorn.run(app=app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 3
async def main() -> None:
    uvicorn.run(app, port=8000, reload=True)  # error: 16 UVI001


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 3
async def main() -> None:
    await uvicorn.run(app, port=8000, workers=2)  # error: 22 UVI001


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: child
# why: TypeError, exit 1, when it is stopped
async def main() -> None:
    await uvicorn.run("main:app", port=8000, reload=True)  # error: 10 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: children
# why: TypeError, exit 1, when it is stopped
async def main() -> None:
    await uvicorn.run("main:app", port=8000, workers=2)  # error: 10 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: child
# env: DEV=1
# why: on or off, it is a TypeError at the latest at the end
async def main() -> None:
    result = await uvicorn.run("main:app", port=8000, reload=os.environ.get("DEV") == "1")  # error: 19 UVI010
    print(result)


if __name__ == "__main__":
    asyncio.run(main())
""",  # noqa: E501
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main=main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.runners.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 0, no server
# why: wait does not raise what its tasks do
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


async def top() -> None:
    await asyncio.wait([asyncio.ensure_future(main())])


if __name__ == "__main__":
    asyncio.run(top())
""",
    _HEAD
    + """\
# uvicorn: exit 1
async def main() -> None:
    uvicorn.run(app, port=8000)  # error: 4 UVI010


async def top() -> None:
    await asyncio.gather(*[main()])


if __name__ == "__main__":
    asyncio.run(top())
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: the run of a server, not its serve
async def main() -> None:
    uvicorn.Server(uvicorn.Config(app, port=8000)).run()  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: the run of a server, not its serve
async def main() -> None:
    config = uvicorn.Config("main:app", port=8000)
    server = uvicorn.Server(config)
    server.run()  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 1
# why: the run of a server, not its serve
def serve() -> None:
    uvicorn.Server(uvicorn.Config(app, port=8000)).run()  # error: 4 UVI010


async def main() -> None:
    await asyncio.sleep(0)
    serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
]

SILENT = [
    _HEAD
    + """\
# uvicorn: child
# why: the reloader's child has a loop of its own
async def main() -> None:
    uvicorn.run("main:app", port=8000, reload=True)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: children
async def main() -> None:
    uvicorn.run("main:app", port=8000, workers=2)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: child
# env: DEV=1
# why: it may be on
async def main() -> None:
    uvicorn.run("main:app", port=8000, reload=os.environ.get("DEV") == "1")


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
async def main() -> None:
    await uvicorn.Server(uvicorn.Config(app, port=8000)).serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
async def main() -> None:
    await asyncio.to_thread(uvicorn.run, app, port=8000)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
async def main() -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, lambda: uvicorn.run(app, port=8000))


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
# why: trio is no asyncio
import trio
async def main() -> None:
    uvicorn.run(app, port=8000)


if __name__ == "__main__":
    trio.run(main)
""",
    _HEAD
    + """\
# uvicorn: serves
import anyio
async def main() -> None:
    uvicorn.run(app, port=8000)


if __name__ == "__main__":
    anyio.run(main, backend="trio")
""",
    _HEAD
    + """\
# why: it helps up to 0.35.0
import nest_asyncio
nest_asyncio.apply()


async def main() -> None:
    uvicorn.run(app, port=8000)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
async def main() -> None:
    thread = threading.Thread(target=uvicorn.run, args=(app,), kwargs={"port": 8000})
    thread.start()
    thread.join()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
def serve() -> None:
    uvicorn.run(app, port=8000)


async def main() -> None:
    await asyncio.to_thread(serve)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
# why: the plain function is called outside as well
def serve() -> None:
    uvicorn.run(app, port=8000)


async def main() -> None:
    if os.environ.get("INSIDE"):
        serve()


if __name__ == "__main__":
    asyncio.run(main())
    serve()
""",
    _HEAD
    + """\
# uvicorn: serves
# why: the loop is over
async def prepare() -> None:
    await asyncio.sleep(0)


if __name__ == "__main__":
    asyncio.run(prepare())
    uvicorn.run(app, port=8000)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: the exception is expected
async def main() -> None:
    try:
        uvicorn.run(app, port=8000)
    except RuntimeError:
        await uvicorn.Server(uvicorn.Config(app, port=8000)).serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: exit 0
# why: nobody here runs the coroutine: trio may
async def main() -> None:
    uvicorn.run(app, port=8000)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: a nested plain function that a thread calls
async def main() -> None:
    def serve() -> None:
        uvicorn.run(app, port=8000)

    await asyncio.to_thread(serve)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: child
async def main() -> None:
    process = multiprocessing.Process(target=uvicorn.run, args=(app,), kwargs={"port": 8000})
    process.start()
    process.join()


if __name__ == "__main__":
    import multiprocessing

    multiprocessing.set_start_method("fork")
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
# why: no loop runs
async def main() -> None:
    uvicorn.run(app, port=8000)


if __name__ == "__main__":
    try:
        main().send(None)
    except StopIteration:
        pass
""",
    _HEAD
    + """\
# uvicorn: serves
# why: the loop is set, and does not run
if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    uvicorn.run(app, port=8000)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: called when the loop is over
async def main() -> None:
    def serve() -> None:
        uvicorn.run(app, port=8000)

    globals()["later"] = serve


if __name__ == "__main__":
    asyncio.run(main())
    later()
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
# uvicorn: serves
# why: another run
async def run(target: str) -> None:
    await uvicorn.Server(uvicorn.Config(target, port=8000)).serve()


async def main() -> None:
    await run("main:app")


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
async def main() -> None:
    await uvicorn.Server(uvicorn.Config(app, port=8000)).serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
async def main() -> None:
    server = uvicorn.Server(uvicorn.Config(app, port=8000))
    await asyncio.to_thread(server.run)


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
def main() -> None:
    uvicorn.Server(uvicorn.Config(app, port=8000)).run()


if __name__ == "__main__":
    main()
""",
    _HEAD
    + """\
# uvicorn: serves
# why: the exception is expected
async def main() -> None:
    server = uvicorn.Server(uvicorn.Config(app, port=8000))
    try:
        server.run()
    except RuntimeError:
        await server.serve()


if __name__ == "__main__":
    asyncio.run(main())
""",
    _HEAD
    + """\
# uvicorn: serves
# why: nobody runs the coroutine
async def main() -> None:
    await asyncio.sleep(0)


async def other() -> None:
    uvicorn.Server(uvicorn.Config(app, port=8000)).run()


if __name__ == "__main__":
    asyncio.run(main())
    uvicorn.run(app, port=8000)
""",
    _HEAD
    + """\
# uvicorn: serves
# why: trio is no asyncio
import trio


async def main() -> None:
    uvicorn.Server(uvicorn.Config(app, port=8000)).run()


if __name__ == "__main__":
    trio.run(main)
""",
]
