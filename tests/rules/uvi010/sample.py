# UVI010: uvicorn.run inside a running event loop.

# %% in a coroutine
# uvicorn: error
import asyncio

import uvicorn
from fastapi import FastAPI

app = FastAPI()


async def main():
    uvicorn.run(app)  # error: 4 UVI010


if __name__ == "__main__":
    asyncio.run(main())

# %% awaited
# uvicorn: error
import asyncio

import uvicorn
from fastapi import FastAPI

app = FastAPI()


async def main():
    await uvicorn.run(app)  # error: 10 UVI010


if __name__ == "__main__":
    asyncio.run(main())

# %% the coroutine form
# uvicorn: serves
import asyncio

import uvicorn
from fastapi import FastAPI

app = FastAPI()


async def main():
    await uvicorn.Server(uvicorn.Config(app)).serve()


if __name__ == "__main__":
    asyncio.run(main())

# %% with a supervisor it works
# uvicorn: reloads
import asyncio

import uvicorn
from fastapi import FastAPI

app = FastAPI()


async def main():
    uvicorn.run("main:app", reload=True)


if __name__ == "__main__":
    asyncio.run(main())
