"""Applications that classes make or are: instances, self, members of enumerations."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

OBJECT = {
    "class": """
        import uvicorn
        class App:
            async def __call__(self, scope, receive, send): pass
        uvicorn.run(App, reload=True)  # error: 12 UVI001
        """,
    "class-that-is-a-string": """
        import uvicorn
        class App(str): pass
        uvicorn.run(App, reload=True)  # error: 12 UVI001
        """,
    "instance-of-class": """
        import uvicorn
        class App: pass
        uvicorn.run(App(), reload=True)  # error: 12 UVI001
        """,
    "instance-of-derived-class": """
        import uvicorn
        from fastapi import FastAPI
        class App(FastAPI): pass
        uvicorn.run(App(), reload=True)  # error: 12 UVI001
        """,
    "instance-of-lower-case-class": """
        import uvicorn
        class app: pass
        uvicorn.run(app(), reload=True)  # error: 12 UVI001
        """,
    "instance-of-dataclass": """
        import uvicorn
        from dataclasses import dataclass
        @dataclass
        class App:
            name: str
        uvicorn.run(App("main:app"), reload=True)  # error: 12 UVI001
        """,
    "plain-enum-member": """
        import enum, uvicorn
        class App(enum.Enum):
            MAIN = "main:app"
        uvicorn.run(App.MAIN, reload=True)  # error: 12 UVI001
        """,
    "self": """
        import uvicorn
        class App:
            def run(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
        """,
    "self-of-derived-class": """
        import uvicorn
        class App(FastAPI):
            def run(this):
                uvicorn.run(this, workers=2)  # error: 20 UVI001
        """,
    "self-in-closure": """
        import uvicorn
        class App:
            def run(self):
                def spawn():
                    uvicorn.run(self, reload=True)  # error: 24 UVI001
                spawn()
        """,
    "cls": """
        import uvicorn
        class App:
            @classmethod
            def run(cls):
                uvicorn.run(cls, reload=True)  # error: 20 UVI001
        """,
    "instance-of-cls": """
        import uvicorn
        class App:
            @classmethod
            def run(cls):
                uvicorn.run(cls(), reload=True)  # error: 20 UVI001
        """,
    "bound-method": """
        import uvicorn
        class Server:
            async def app(self, scope, receive, send): pass
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "method-of-a-string-enum": """
        import uvicorn
        from enum import Enum
        class Service(str, Enum):
            API = "api"
        uvicorn.run(Service.API.encode(), reload=True)  # error: 12 UVI001
        """,
    "method-of-a-string-subclass": """
        import uvicorn
        class Name(str):
            pass
        uvicorn.run(Name("main:app").split(":"), reload=True)  # error: 12 UVI001
        """,
    "self-of-a-command": """
        import click, uvicorn
        class Cli:
            @click.command()
            def run(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
        """,
    "cls-by-the-decorator": """
        import uvicorn
        class Commands:
            @classmethod
            def serve(owner):
                uvicorn.run(owner, reload=True)  # error: 20 UVI001
        """,
    "self-beside-another-staticmethod": """
        import uvicorn
        class Commands:
            def serve(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
            def other(app): pass
            other = staticmethod(other)
        """,
    "member-of-an-enum-of-another-file": """
        import uvicorn
        from lib import StrictEnum
        class Apps(StrictEnum):
            MAIN = "main:app"
        uvicorn.run(Apps.MAIN, reload=True)  # error: 12 UVI001
        """,
    "self-with-an-heir-that-is-an-object": """
        import uvicorn
        class Runnable:
            def run(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
        class Name(Runnable, dict):
            pass
        """,
    "self-with-an-heir-of-another-class-that-is-text": """
        import uvicorn
        class Runnable:
            def run(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
        class Other: pass
        class Name(Other, str):
            pass
        """,
}
NOT_OBJECT = {
    "string-subclass": """
        import uvicorn
        class Target(str): pass
        uvicorn.run(Target("main:app"), reload=True)
        """,
    "string-subclass-derived": """
        import uvicorn
        class Base(str): pass
        class Target(Base): pass
        uvicorn.run(Target("main:app"), reload=True)
        """,
    "string-subclass-among-bases": """
        import uvicorn
        class StrApp(str, App): pass
        uvicorn.run(StrApp("main:app"), reload=True)
        """,
    "user-string": """
        import uvicorn
        from collections import UserString
        class Target(UserString): pass
        def main(target: Target):
            uvicorn.run(str(target), reload=True)
        """,
    "string-enum-member": """
        import enum, uvicorn
        class App(str, enum.Enum):
            MAIN = "main:app"
        uvicorn.run(App.MAIN, reload=True)
        """,
    "string-enum-value": """
        import enum, uvicorn
        class App(enum.Enum):
            MAIN = "main:app"
        uvicorn.run(App.MAIN.value, reload=True)
        """,
    "str-enum-member": """
        import enum, uvicorn
        class App(enum.StrEnum):
            MAIN = "main:app"
        uvicorn.run(App.MAIN, reload=True)
        """,
    "imported-enum-member": """
        import uvicorn
        from enums import App
        uvicorn.run(App.MAIN, reload=True)
        """,
    "class-that-makes-anything": """
        import uvicorn
        class App:
            def __new__(cls, target):
                return target
        uvicorn.run(App("main:app"), reload=True)
        """,
    "class-with-metaclass": """
        import uvicorn
        class App(metaclass=Meta): pass
        uvicorn.run(App("main:app"), reload=True)
        """,
    "class-of-unknown-base": """
        import uvicorn
        from main import BaseStr
        class App(BaseStr): pass
        uvicorn.run(App("main:app"), reload=True)
        """,
    "decorated-class": """
        import uvicorn
        @register
        class App: pass
        uvicorn.run(App(), reload=True)
        """,
    "self-of-a-string": """
        import uvicorn
        class App(str):
            def run(self):
                uvicorn.run(self, reload=True)
        """,
    "self-of-a-perhaps-string": """
        import uvicorn
        from main import Name
        class App(Name):
            def run(self):
                uvicorn.run(self, reload=True)
        """,
    "self-of-static-method": """
        import uvicorn
        class App:
            @staticmethod
            def run(self):
                uvicorn.run(self, reload=True)
        """,
    "self-of-a-function": """
        import uvicorn
        def run(self):
            uvicorn.run(self, reload=True)
        """,
    "second-parameter-of-method": """
        import uvicorn
        class App:
            def run(self, app):
                uvicorn.run(app, reload=True)
        """,
    "method-of-a-string-enum": """
        import uvicorn
        from enum import Enum
        class Service(str, Enum):
            API = "api"
            def import_string(self):
                return f"{self.value}.main:app"
        uvicorn.run(Service.API.import_string(), reload=True)
        """,
    "method-of-a-string-subclass": """
        import uvicorn
        class Name(str):
            def full(self):
                return "main:" + self
        uvicorn.run(Name("app").full(), reload=True)
        """,
    "parameter-of-a-command-in-a-class": """
        import click, uvicorn
        class Cli:
            @click.command()
            @click.argument("app")
            def run(app):
                uvicorn.run(app, reload=True)
        """,
    "parameter-of-a-function-in-a-class": """
        import uvicorn
        class Commands:
            def serve(app):
                uvicorn.run(app, reload=True)
        Commands.serve("main:app")
        """,
    "parameter-of-an-old-staticmethod": """
        import uvicorn
        class Commands:
            def serve(self):
                uvicorn.run(self, reload=True)
            serve = staticmethod(serve)
        """,
    "member-of-an-enum-of-text-of-another-file": """
        import uvicorn
        from lib import StringEnum
        class Apps(StringEnum):
            MAIN = "main:app"
        uvicorn.run(Apps.MAIN, reload=True)
        """,
    "instance-of-a-class-named-for-text": """
        import uvicorn
        from lib import StringMixin
        class Name(StringMixin):
            pass
        uvicorn.run(Name("main:app"), reload=True)
        """,
    "self-with-an-heir-that-is-text": """
        import uvicorn
        class Runnable:
            def run(self):
                uvicorn.run(self, reload=True)
        class Name(Runnable, str):
            pass
        Name("main:app").run()
        """,
    "self-with-a-far-heir-that-is-text": """
        import uvicorn
        class Runnable:
            def run(self):
                uvicorn.run(self, reload=True)
        class Named(Runnable):
            pass
        class Name(str, Named):
            pass
        """,
}


@each(OBJECT)
def test_becomes_object(source: str) -> None:
    fires(source, "UVI001")


@each(NOT_OBJECT)
def test_may_be_string(source: str) -> None:
    silent(source, "UVI001")
