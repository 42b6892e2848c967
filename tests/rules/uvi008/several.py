"""UVI008: several servers, in lists and loops, and the neighbours that serve none of these."""

from __future__ import annotations

from typing import Final

HEAD: Final = """\
import asyncio
import uvicorn
from uvicorn import Config, Server

"""
TAIL: Final = """
asyncio.run(main())
"""

SERVED = {
    "list and gather": """\
async def main():
    servers = [Server(Config("api:app", workers=4))]  # error: 40 UVI008
    await asyncio.gather(*(server.serve() for server in servers))
""",
    "list that is made of ports": """\
async def main():
    servers = [Server(Config("api:app", port=p, workers=4)) for p in (1, 2)]  # error: 48 UVI008
    await asyncio.gather(*[server.serve() for server in servers])
""",
    "loop": """\
async def main():
    a = Server(Config("api:app", reload=True))  # error: 33 UVI008
    b = Server(Config("api:app", port=8001))
    for server in (a, b):
        await server.serve()
""",
    "list that grows": """\
async def main():
    servers = []
    servers.append(Server(Config("api:app", workers=4)))  # error: 44 UVI008
    await asyncio.gather(*[server.serve() for server in servers])
""",
    "list of configurations": """\
async def main():
    configs = [
        Config("api:app", workers=4),  # error: 26 UVI008
        Config("api:app", reload=True),  # error: 26 UVI008
    ]
    await asyncio.gather(*(Server(config).serve() for config in configs))
""",
    "another name for the list": """\
async def main():
    configs = [Config("api:app", workers=4)]  # error: 33 UVI008
    wanted = configs
    for config in wanted:
        await Server(config).serve()
""",
    "at once": """\
async def main():
    for config in [Config("api:app", workers=4)]:  # error: 37 UVI008
        await Server(config).serve()
""",
    "parts of what is in the list": """\
async def main():
    for config, other in [(Config("api:app", workers=4), 1)]:  # error: 45 UVI008
        await Server(config).serve()
""",
}
NOT_SERVED = {
    "list and gather": """\
async def main():
    servers = [Server(Config("api:app", workers=1))]
    await asyncio.gather(*(server.serve() for server in servers))
""",
    "list that is made of ports": """\
async def main():
    servers = [Server(Config("api:app", port=p, workers=4)) for p in (1, 2)]
    await asyncio.gather(*[server.shutdown() for server in servers])
""",
    "loop over something else": """\
async def main():
    a = Server(Config("api:app", reload=True))
    b = Server(Config("api:app", port=8001))
    for server in (b, a.config):
        await server.serve()
""",
    "another list grows": """\
async def main():
    servers, others = [], []
    others.append(Server(Config("api:app", workers=4)))
    servers.append()
    append(others)
    await asyncio.gather(*[server.serve() for server in servers])
""",
    "list of configurations for another server": """\
from other import Server
async def main():
    configs = [Config("api:app", workers=4), Config("api:app", reload=True)]
    await asyncio.gather(*(Server(config).serve() for config in configs))
""",
    "another name for another list": """\
async def main():
    configs = [Config("api:app", workers=4)]
    wanted = configs[1:]
    for config in wanted:
        await Server(config).serve()
""",
    "what is in the list is in a list": """\
async def main():
    for config in [[Config("api:app", workers=4)]]:
        await Server(config).serve()
""",
    "other parts of what is in the list": """\
async def main():
    for other, config in [(Config("api:app", workers=4), 1)]:
        await Server(config).serve()
""",
    "names that are made of names": """\
async def main():
    servers = [server for server in other]
    for server in servers:
        await server.serve()
    with Config("api:app", workers=4) as config:
        await Server(config).serve()
""",
    "names that lead to one another": """\
async def main():
    a = b = []
    c = d = a
    e = c
    f = e
    g = f
    h = g
    i = h
    for config in i:
        await Server(config).serve()
    for config in f:
        await Server(config).serve()
    for config in unknown:
        await Server(config).serve()
    for config in config:
        await Server(config).serve()
""",
    "a dict of servers": """\
async def main():
    servers = {Server(Config("api:app", workers=4)): 1}
    for server in servers:
        await server.serve()
""",
}
