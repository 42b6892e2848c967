"""Modules for the recording oracle: frameworks, as far as their applications matter."""

from __future__ import annotations

from typing import Final

_FRAMEWORK: Final = """\
class {}:
    def __init__(self, *args, **kwargs):
        pass
    async def __call__(self, scope, receive, send):
        pass
"""
MODULES: Final = {
    "fastapi": _FRAMEWORK.format("FastAPI"),
    "starlette.applications": _FRAMEWORK.format("Starlette"),
    "litestar": _FRAMEWORK.format("Litestar"),
    "api": "async def app(scope, receive, send): ...\n",
    "m": "async def app(scope, receive, send): ...\n",
    "settings": "x = 'api:app'\n",
}
