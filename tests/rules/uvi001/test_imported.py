"""What an imported name, by itself or called, says of the application."""

from __future__ import annotations

import pytest

from tests.support.marked import fires, silent
from tests.support.tables import lines

# Imported names, one import a line; ``app`` stands for what is imported.
IMPORTED_OBJECTS = """
    from main import app
    from app.main import app
    from .main import app
    from . import app
    from .. import app
    from ..server.api import application as app
    from main import api as app
    from main import my_app as app
    from main import asgi_app as app
    from main import server as app
    from main import _app as app
    from main import FastAPI as app
    from main import Application as app
    from api.v1 import router as app
    from addresses import app
    from constant_app import app
    from pathlike import app
    from cli import app
    from shop.cli_api import app
    from shop.env import app
    from .context import application as app
    from server.state import my_app as app
    import app
    import main as app
    import package.app as app
    """
IMPORTED_UNKNOWN = """
    from main import APP as app
    from main import APP_PATH as app
    from main import ASGI_APPLICATION as app
    from main import MAIN as app
    from .constants import APP as app
    from settings import app
    from config import app
    from .settings import app
    from package.config import app
    from main import app_path as app
    from main import app_name as app
    from main import app_module as app
    from main import import_string as app
    from main import app_fullname as app
    from main import app_qualname as app
    from main import app_modname as app
    from main import app_fqn as app
    from main import app_address as app
    from main import app_dotted as app
    from main import app_spec as app
    from main import import_path as app
    from consts import app
    from package.paths import app
    from .constants import app
    from names import app
    from cli import target_app, target as app
    from cli import api as app
    from env import server as app
    from cli_settings import app
    from main import app_location as app
    from main import target as app
    from main import default_app as app
    from os import environ as app
    from main import *
    """
CALLED_OBJECTS = """
    from fastapi import FastAPI | FastAPI()
    from fastapi import FastAPI as F | F()
    import fastapi | fastapi.FastAPI()
    import fastapi as f | f.FastAPI()
    import a.b | a.b.c.ProxyHeadersMiddleware(app, trusted_hosts="*")
    import starlette.applications | starlette.applications.Starlette()
    from pathlib import Path | Path("main:app")
    import pathlib | pathlib.Path("main:app")
    from main import create_app | create_app()
    from main import create_app as make | make()
    from main import build_asgi_app | build_asgi_app("x")
    from django.core.asgi import get_asgi_application | get_asgi_application()
    import server | server.build_app()
    import main | main.app
    import main | main.api.app
    import app.main | app.main.app
    from package import main | main.app
    from . import main | main.application
    from main import api | api.app
    import main as m | m.server.asgi_app
    from main import StrictApp | StrictApp()
    from main import ContextApp | ContextApp()
    from main import StreamApp | StreamApp()
    from main import FastAPI, x | FastAPI() if x else None
    """
CALLED_UNKNOWN = """
    from main import StrApp | AppUrl()
    from main import AppName | AppName()
    from main import StrApp | StrApp()
    from main import StringMixin | StringMixin()
    from main import TextChoices | TextChoices()
    from main import CIStrBase | CIStrBase()
    from main import APP_CLASS | APP_CLASS()
    from enum import StrEnum | StrEnum()
    from main import get_app_path | get_app_path()
    from main import find_app | find_app()
    from main import resolve_app | resolve_app()
    from main import app_string | app_string()
    from main import main | main()
    from main import load | load()
    from main import choose_app | choose_app()
    import server | server.app_path
    import server | server.APP
    import server | server.settings.app
    import settings | settings.app
    import config | config.app
    from main import config | config.app
    from main import args | args.app
    from main import settings | settings.create_app()
    from main import Api | Api.app
    from main import ServerEnv | ServerEnv.app
    import main | main.Api.app
    from main import Api as api | api.app
    import os | os.environ["APP"]
    import sys | sys.argv[1]
    """


@pytest.mark.parametrize("statement", lines(IMPORTED_OBJECTS))
def test_imported_object(statement: str) -> None:
    source = f"import uvicorn\n{statement}\nuvicorn.run(app, reload=True)"
    fires(f"{source}  # error: 12 UVI001", "UVI001")


@pytest.mark.parametrize("statement", lines(IMPORTED_UNKNOWN))
def test_imported_unknown(statement: str) -> None:
    silent(f"import uvicorn\n{statement}\nuvicorn.run(app, reload=True)", "UVI001")


@pytest.mark.parametrize("line", lines(CALLED_OBJECTS))
def test_imported_maker_of_objects(line: str) -> None:
    statement, expression = line.split(" | ")
    source = f"{statement}\nimport uvicorn\nuvicorn.run({expression}, reload=1)"
    fires(f"{source}  # error: 12 UVI001", "UVI001")


@pytest.mark.parametrize("line", lines(CALLED_UNKNOWN))
def test_imported_maker_of_anything(line: str) -> None:
    statement, expression = line.split(" | ")
    silent(f"{statement}\nimport uvicorn\nuvicorn.run({expression}, reload=1)", "UVI001")
