"""Flags and applications in the fields of objects that a visible call makes."""

from __future__ import annotations

import textwrap

from tests.support.marked import each, fires, silent

HEAD = """\
import dataclasses, typing, uvicorn
from fastapi import FastAPI
app = FastAPI()
@dataclasses.dataclass
class Settings:
    reload: bool = True
    target: typing.Any = None
"""
FIRES = {
    "a default": """
        settings = Settings()
        uvicorn.run(app, reload=settings.reload)  # error: 12 UVI001
        """,
    "at once": """
        uvicorn.run(app, reload=Settings().reload)  # error: 12 UVI001
        """,
    "given by place": """
        settings = Settings(2)
        uvicorn.run(app, reload=settings.reload)  # error: 12 UVI001
        """,
    "an application": """
        settings = Settings(target=FastAPI())
        uvicorn.run(settings.target, reload=settings.reload)  # error: 12 UVI001
        """,
    "a field of a field": """
        first = Settings(True)
        second = Settings(first.reload)
        uvicorn.run(app, reload=second.reload)  # error: 12 UVI001
        """,
    "in a function": """
        settings = Settings()
        def main():
            uvicorn.run(app, reload=settings.reload)  # error: 16 UVI001
        main()
        """,
    "a plain class": """
        class Options:
            workers = 4
            def __init__(self, reload):
                self.reload = reload
        options = Options(True)
        uvicorn.run(app, reload=options.reload)  # error: 12 UVI001
        uvicorn.run(app, workers=options.workers)  # error: 12 UVI001
        """,
    "given away": """
        settings = Settings(False)
        configure(settings)
        uvicorn.run(app, reload=settings.reload)  # error: 12 UVI002
        """,
    "changed": """
        settings = Settings(False)
        if app.title:
            settings.reload = True
        uvicorn.run(app, reload=settings.reload)  # error: 12 UVI002
        """,
    "one of two": """
        settings = Settings() if app.title else Settings(False)
        uvicorn.run(app, reload=settings.reload)  # error: 12 UVI002
        """,
    "of something that is given": """
        def main(settings: Settings):
            uvicorn.run(app, reload=settings.reload)  # error: 16 UVI002
        """,
    "of what a function gives": """
        def get_settings() -> Settings:
            return Settings()
        uvicorn.run(app, reload=get_settings().reload)  # error: 12 UVI001
        settings = get_settings()
        uvicorn.run(app, reload=settings.reload)  # error: 12 UVI001
        """,
    "of what a decorated function may give": """
        @remember
        def get_settings():
            return Settings(False)
        uvicorn.run(app, reload=get_settings().reload)  # error: 12 UVI002
        """,
    "of what a function gives now and then": """
        def get_settings():
            if app.title:
                return Settings(False)
        uvicorn.run(app, reload=get_settings().reload)  # error: 12 UVI002
        """,
    "made by a factory": """
        @dataclasses.dataclass
        class Server:
            app: FastAPI = dataclasses.field(default_factory=FastAPI)
            workers: int = dataclasses.field(default_factory=lambda: 2)
        server = Server()
        uvicorn.run(server.app, workers=server.workers)  # error: 12 UVI001
        """,
    "a field without a default": """
        @dataclasses.dataclass
        class Server:
            workers: int = dataclasses.field(repr=False)
        uvicorn.run(app, workers=Server().workers)  # error: 12 UVI002
        """,
    "from the class": """
        @dataclasses.dataclass
        class More(Settings):
            workers: int = 4
        uvicorn.run(app, workers=More().workers)  # error: 12 UVI001
        """,
}
SILENT = {
    "given": """
        settings = Settings(False)
        uvicorn.run(app, reload=settings.reload)
        """,
    "given by keyword": """
        uvicorn.run(app, reload=Settings(reload=False).reload)
        """,
    "of what a function gives": """
        def get_settings():
            return Settings(False)
        uvicorn.run(app, reload=get_settings().reload)
        """,
    "of what a function that is kept gives": """
        import functools
        @functools.lru_cache
        def get_settings():
            return Settings(False)
        uvicorn.run(app, reload=get_settings().reload)
        """,
    "made by a factory": """
        @dataclasses.dataclass
        class Server:
            target: str = dataclasses.field(default_factory=lambda: "main:app")
            workers: int = dataclasses.field(default_factory=int)
        server = Server()
        uvicorn.run(server.target, reload=True)
        uvicorn.run(app, workers=server.workers)
        """,
    "none": """
        settings = Settings(reload=None)
        uvicorn.run(app, reload=settings.reload, workers=settings.target)
        """,
    "a string": """
        settings = Settings(target="main:app")
        uvicorn.run(settings.target, reload=settings.reload)
        """,
    "a placeholder": """
        settings = Settings()
        uvicorn.run(settings.target, reload=settings.reload)
        """,
    "a string in a plain class": """
        class Options:
            def __init__(self, target):
                self.target = target
        options = Options("main:app")
        uvicorn.run(options.target, reload=True)
        """,
    "a field of a field": """
        first = Settings(False)
        second = Settings(first.reload)
        uvicorn.run(app, reload=second.reload)
        """,
    "a field in a method of a field": """
        class Options:
            def __init__(self, other):
                self.reload = other.reload
        class Others:
            def __init__(self, other):
                self.reload = other.reload
        options = Others(Options(Others(Settings(False))))
        if options.reload:
            raise SystemExit
        uvicorn.run(app, reload=options.reload)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(HEAD + textwrap.dedent(source), "UVI00")


@each(SILENT)
def test_silent(source: str) -> None:
    for code in ("UVI001", "UVI002"):
        silent(HEAD + textwrap.dedent(source), code)
