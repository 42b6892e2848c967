# UVI008: reload or workers of a Config that a Server runs.

# %% workers
# uvicorn: serves
import uvicorn

config = uvicorn.Config("api:app", workers=4)  # error: 35 UVI008
server = uvicorn.Server(config)
server.run()

# %% reload, in a running loop
# uvicorn: serves
import asyncio

from uvicorn import Config, Server


async def main() -> None:
    await Server(Config("api:app", reload=True)).serve()  # error: 35 UVI008


asyncio.run(main())

# %% by the function that looks at them
# uvicorn: workers
import uvicorn

if __name__ == "__main__":
    uvicorn.run("api:app", workers=4)

# %% off
# uvicorn: serves
import uvicorn

uvicorn.Server(uvicorn.Config("api:app", workers=1, reload=False)).run()

# %% a supervisor looks at them
import uvicorn
from uvicorn.supervisors import Multiprocess

if __name__ == "__main__":
    config = uvicorn.Config("api:app", workers=4)
    server = uvicorn.Server(config)
    if config.workers > 1:
        Multiprocess(config, target=server.run, sockets=[config.bind_socket()]).run()
    else:
        server.run()
