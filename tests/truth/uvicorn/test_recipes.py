"""The recipes on the page of UVI001, run: a factory gets what it needs without arguments."""

from __future__ import annotations

import importlib.util
import re
import textwrap

import pytest

from flake8_uvicorn_import_string.rules.pages import pages
from tests.support.live import AVAILABLE, launch
from tests.support.marked import codes
from tests.support.tree import ROOT

# A framework that answers with its title.
FASTAPI = '''\
class FastAPI:
    def __init__(self, title="none", lifespan=None):
        self.title = title
        self.lifespan = lifespan and lifespan(self)

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            while True:
                message = await receive()
                if self.lifespan and message["type"] == "lifespan.startup":
                    await self.lifespan.__aenter__()
                await send({"type": message["type"] + ".complete"})
                if message["type"] == "lifespan.shutdown":
                    return
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": self.title.encode()})
'''
FILES = {
    "fastapi.py": FASTAPI,
    "shop/__init__.py": "",
    "shop/api.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
    ".env": "TITLE=shop\n",
}
BLOCK = re.compile(
    r"^\.\. code-block:: python\n   :name: ((?:by|recipe)-\S+)\n\n((?:   .*\n|\n)+)", re.M
)
README = (ROOT / "README.rst").read_text(encoding="utf-8")
RECIPES = {
    name: textwrap.dedent(text).strip() + "\n"
    for name, text in BLOCK.findall(pages()["UVI001"] + README)
}
# They serve in one process.
ALONE = {"recipe-coroutine", "recipe-test"}


def test_recipes_are_silent() -> None:
    """They are what the plugin advises."""
    assert len(RECIPES) == 10
    assert [codes(text) for text in RECIPES.values()] == [[]] * 10


@pytest.mark.live
@pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups")
@pytest.mark.parametrize("flag", ["", "reload=True", "workers=2"])
@pytest.mark.parametrize("name", sorted(RECIPES.keys() - ALONE))
def test_recipes(name: str, flag: str) -> None:
    """Each serves what it was given, in each mode."""
    if name == "by-file" and importlib.util.find_spec("dotenv") is None:
        pytest.skip("python-dotenv is not installed")
    source = re.sub(r"(reload=True|workers=4)\)", f"port=PORT, {flag})", RECIPES[name])
    with launch({**FILES, "main.py": source}, ["main.py"]) as live:
        assert live.get("/") == (200, "shop")


@pytest.mark.live
@pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups")
def test_coroutine() -> None:
    """It serves within the running loop."""
    source = RECIPES["recipe-coroutine"].replace("8000", "PORT")
    with launch({**FILES, "main.py": source}, ["main.py"]) as live:
        assert live.get("/") == (200, "shop")


@pytest.mark.live
@pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups")
def test_test() -> None:
    """It passes, and ends."""
    source = f"{RECIPES['recipe-test']}\n\ntest_shop()\nprint('passed')\n"
    source = re.sub(r"\b8000\b", "PORT", source)
    with launch({**FILES, "main.py": source}, ["main.py"]) as live:
        assert live.exit_code() == 0
        assert "passed" in live.output()
