"""Applications that classes and instances hold."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

OBJECT = {
    "self-app": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-assigned-twice": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = None
            def start(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-annotated": """
        import uvicorn
        class Server:
            def __init__(self, app):
                self.app: FastAPI = app
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-from-annotated-parameter": """
        import uvicorn
        class Server:
            def __init__(self, app: FastAPI):
                self.app = app
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-in-class-body": """
        import uvicorn
        class Server:
            app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-of-base": """
        import uvicorn
        class Base:
            def __init__(self):
                self.app = FastAPI()
        class Server(Base):
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-in-the-same-method": """
        import uvicorn
        class Server:
            def run(self):
                self.app = create_app()
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-property": """
        import uvicorn
        class Server:
            @property
            def app(self):
                return FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "attribute-of-instance": """
        import uvicorn
        class API:
            def __init__(self):
                self.app = FastAPI()
        api = API()
        uvicorn.run(api.app, reload=True)  # error: 12 UVI001
        """,
    "attribute-of-class": """
        import uvicorn
        class API:
            app = FastAPI()
        uvicorn.run(API.app, reload=True)  # error: 12 UVI001
        """,
    "placeholder-with-a-type": """
        import uvicorn
        class Server:
            app: FastAPI | None = None
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "placeholder-set-in-a-method": """
        import uvicorn
        class Server:
            app = None
            def start(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "placeholder-set-by-a-derived-class": """
        import uvicorn
        class Server:
            app = None
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        class Shop(Server):
            app = FastAPI()
        """,
    "hook-that-gives-something": """
        import uvicorn
        class Server:
            def create(self):
                if x:
                    return FastAPI()
            def run(self):
                uvicorn.run(self.create(), reload=True)  # error: 20 UVI001
        """,
    "class-attribute-beside-setattr-on-another-class": """
        import os, uvicorn
        class Settings: pass
        class Server:
            app = FastAPI()
        for key, value in os.environ.items():
            setattr(Settings, key, value)
        uvicorn.run(Server.app, reload=True)  # error: 12 UVI001
        """,
    "class-attribute-of-a-dataclass": """
        import uvicorn
        from dataclasses import dataclass
        @dataclass
        class Server:
            app = FastAPI()
        uvicorn.run(Server.app, reload=True)  # error: 12 UVI001
        """,
    "class-attribute-and-what-gets-an-instance": """
        import uvicorn
        class Server:
            app = FastAPI()
        register(Server(), Server.app)
        print(Server)
        uvicorn.run(Server.app, reload=True)  # error: 12 UVI001
        """,
}
NOT_OBJECT = {
    "self-app-string": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = "main:app"
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-one-string": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = FastAPI()
            def lazy(self):
                self.app = "main:app"
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-parameter": """
        import uvicorn
        class Server:
            def __init__(self, app):
                self.app = app
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-open-annotation": """
        import uvicorn
        class Server:
            def __init__(self, app):
                self.app: str | FastAPI = app
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-class-default-string": """
        import uvicorn
        class Server:
            app = "main:app"
            def configure(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-assigned-by-base": """
        import uvicorn
        class Base:
            def __init__(self):
                self.app = "main:app"
        class Server(Base):
            def late(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-assigned-from-outside": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)
        server = Server()
        server.app = "main:app"
        """,
    "self-app-never-assigned": """
        import uvicorn
        class Server(Base):
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-unpacked": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app, self.path = load()
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-property-string": """
        import uvicorn
        class Server:
            @property
            def app(self):
                return "main:app"
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-set-by-setattr": """
        import uvicorn
        class Server:
            def __init__(self, **given):
                for name, value in given.items():
                    setattr(self, name, value)
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "attribute-of-instance-string": """
        import uvicorn
        class API:
            def __init__(self):
                self.app = "main:app"
        api = API()
        uvicorn.run(api.app, reload=True)
        """,
    "attribute-of-class-string": """
        import uvicorn
        class API:
            app = "main:app"
        uvicorn.run(API.app, reload=True)
        """,
    "attribute-of-parameter": """
        import uvicorn
        def main(api):
            uvicorn.run(api.app, reload=True)
        """,
    "attribute-of-loop-variable": """
        import uvicorn
        for each in load():
            uvicorn.run(each.app, reload=True)
        """,
    "placeholder": """
        import uvicorn
        class Server:
            app = None
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "placeholder-of-cls": """
        import uvicorn
        class Server:
            app = None
            @classmethod
            def run(cls):
                uvicorn.run(cls.app, reload=True)
        """,
    "placeholder-of-a-class": """
        import uvicorn
        class Server:
            app = None
        uvicorn.run(Server.app, reload=True)
        """,
    "placeholder-in-init": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = None
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "placeholder-of-an-instance": """
        import uvicorn
        class Server:
            app = None
        server = Server()
        uvicorn.run(server.app, reload=True)
        """,
    "placeholder-with-an-open-type": """
        import uvicorn
        class Server:
            app: str | FastAPI | None = None
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "hook-that-logs": """
        import logging, uvicorn
        class Server:
            def create(self):
                logging.warning("override me")
            def run(self):
                uvicorn.run(self.create(), reload=True)
        """,
    "hook-that-is-a-property": """
        import uvicorn
        class Server:
            @property
            def app(self):
                return None
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "hook-that-is-awaited": """
        import uvicorn
        class Server:
            async def create(self):
                return None
            async def run(self):
                uvicorn.run(await self.create(), reload=True)
        """,
    "class-attribute-set-by-setattr": """
        import os, uvicorn
        class Server:
            app = FastAPI()
        for key, value in os.environ.items():
            setattr(Server, key, value)
        uvicorn.run(Server.app, reload=True)
        """,
    "instance-attribute-set-by-setattr": """
        import os, uvicorn
        class Server:
            app = FastAPI()
        server = Server()
        for key, value in os.environ.items():
            setattr(server, key, value)
        uvicorn.run(server.app, reload=True)
        """,
    "class-attribute-of-a-decorated-class": """
        import uvicorn
        @from_env
        class Server:
            app = FastAPI()
        uvicorn.run(Server.app, reload=True)
        """,
    "class-attribute-of-a-class-with-a-metaclass": """
        import uvicorn
        class Server(metaclass=FromEnvironment):
            app = FastAPI()
        uvicorn.run(Server.app, reload=True)
        """,
    "class-attribute-of-a-class-that-a-call-gets": """
        import uvicorn
        class Server:
            app = FastAPI()
        load_into(Server)
        uvicorn.run(Server.app, reload=True)
        """,
}


@each(OBJECT)
def test_becomes_object(source: str) -> None:
    fires(source, "UVI001")


@each(NOT_OBJECT)
def test_may_be_string(source: str) -> None:
    silent(source, "UVI001")
