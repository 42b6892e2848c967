"""A context manager that may swallow the exception of a block: what was before may hold."""

from __future__ import annotations

import pytest

from tests.support.marked import fires, silent
from tests.support.tables import lines

_BLOCK = """
import contextlib, uvicorn
from contextlib import asynccontextmanager, contextmanager
@contextmanager
def local(): yield
@asynccontextmanager
async def local_async(): yield
@other
def plain(): yield
class Manager:
    def __enter__(self): pass
    def __exit__(self, *args): return True
class AsyncManager:
    async def __aenter__(self): pass
    async def __aexit__(self, *args): return True
class Plain: pass
class Server:
    @contextmanager
    def method(self): yield
    def local_async(self): yield
    async def run(self, app="main:app"):
        {} {}:
            connect()
            app = FastAPI()
        uvicorn.run(app, reload=True)"""
PASSING = """
    with open("log")
    with session()
    with session() as quiet
    with contextlib.nullcontext()
    with plain()
    with self.plain()
    with self.run()
    with tempfile.TemporaryDirectory()
    with (yield_to())()
    with (x or y)
    with managers[0]
    with Plain()
    with App()
    async with lifespan()
    """
SWALLOWING = """
    with suppress(OSError)
    with contextlib.suppress(OSError)
    with quiet
    with self.quiet
    with managers.quiet as q
    async with quiet
    with ignored(OSError)
    with ignore_errors()
    with swallow()
    with helpers.swallowing(OSError)
    with Quiet()
    with be_quietly()
    with silenced_errors()
    with catch(OSError)
    with catch_errors()
    with exceptions.Catch()
    with ExitStack()
    async with contextlib.AsyncExitStack() as stack
    with stack.enter_context(x)
    async with await_(), stack.enter_async_context(x)
    with pytest.raises(OSError)
    with self.assertRaises(OSError)
    with session(), quiet
    with local()
    async with local_async()
    with self.method()
    with Manager()
    async with AsyncManager()
    """


@pytest.mark.parametrize("line", lines(PASSING))
def test_context_lets_exceptions_pass(line: str) -> None:
    word, _, context = line.partition("with ")
    fires(_BLOCK.format(f"{word}with", context) + "  # error: 20 UVI001", "UVI001")


@pytest.mark.parametrize("line", lines(SWALLOWING))
def test_context_may_swallow_exceptions(line: str) -> None:
    word, _, context = line.partition("with ")
    silent(_BLOCK.format(f"{word}with", context), "UVI001")
