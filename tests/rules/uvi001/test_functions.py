"""Applications that functions give or are given: results, parameters, annotations."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

OBJECT = {
    "def": """
        import uvicorn
        def app(environ, start_response):
            return []
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "async-def": """
        import uvicorn
        async def app(scope, receive, send):
            pass
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "decorated-def": """
        import uvicorn
        @asgi
        async def app(scope, receive, send):
            pass
        uvicorn.run(app, workers=2)  # error: 12 UVI001
        """,
    "named-lambda": """
        import uvicorn
        app = lambda: FastAPI()
        uvicorn.run(app, factory=True, reload=True)  # error: 12 UVI001
        """,
    "function-result": """
        import uvicorn
        def get():
            return FastAPI()
        uvicorn.run(get(), reload=True)  # error: 12 UVI001
        """,
    "function-result-all-returns": """
        import uvicorn
        def get(debug):
            if debug:
                return Starlette()
            app = FastAPI()
            return app
        uvicorn.run(get(1), reload=True)  # error: 12 UVI001
        """,
    "function-result-or-none": """
        import uvicorn
        def get(debug):
            if debug:
                return FastAPI()
        uvicorn.run(get(1), reload=True)  # error: 12 UVI001
        """,
    "function-result-annotated": """
        import uvicorn
        def get(x) -> FastAPI:
            return x
        uvicorn.run(get(1), reload=True)  # error: 12 UVI001
        """,
    "function-result-through-name": """
        import uvicorn
        def get():
            return FastAPI()
        app = get()
        def main():
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "function-result-cached": """
        import functools, uvicorn
        @functools.lru_cache(maxsize=None)
        def get():
            return FastAPI()
        uvicorn.run(get(), reload=True)  # error: 12 UVI001
        """,
    "method-result": """
        import uvicorn
        class Server:
            def make(self):
                return FastAPI()
            def run(self):
                uvicorn.run(self.make(), reload=True)  # error: 20 UVI001
        """,
    "coroutine": """
        import uvicorn
        async def get():
            return "main:app"
        uvicorn.run(get(), reload=True)  # error: 12 UVI001
        """,
    "awaited-result": """
        import uvicorn
        async def get():
            return FastAPI()
        async def main():
            uvicorn.run(await get(), reload=True)  # error: 16 UVI001
        """,
    "generator": """
        import uvicorn
        def get():
            yield "main:app"
        uvicorn.run(get(), reload=True)  # error: 12 UVI001
        """,
    "annotated-name": """
        import uvicorn
        app: FastAPI = load()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "annotated-name-assigned-later": """
        import uvicorn
        app: FastAPI | None
        app = load()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "annotated-parameter-with-default": """
        import uvicorn
        def main(app: FastAPI = None):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "annotated-keyword-only": """
        import uvicorn
        def main(*, app: FastAPI):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "star-parameters": """
        import uvicorn
        def main(*apps, **options):
            uvicorn.run(apps, reload=True)  # error: 16 UVI001
            uvicorn.run(options, reload=True)  # error: 16 UVI001
        """,
    "annotated-with-a-later-class": """
        import uvicorn
        class Server:
            def run(self, app: "app_type"):
                uvicorn.run(app, reload=True)  # error: 20 UVI001
        class app_type: pass
        """,
    "annotated-with-a-later-import": """
        from __future__ import annotations
        import uvicorn
        def main(app: types.Application):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        from main import types
        """,
}
NOT_OBJECT = {
    "def-rebound": """
        import uvicorn
        def app(scope, receive, send): pass
        app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "function-result-string": """
        import uvicorn
        def create_app():
            return "main:app"
        uvicorn.run(create_app(), reload=True)
        """,
    "function-result-one-string": """
        import uvicorn
        def create_app(x):
            if x:
                return FastAPI()
            return "main:app"
        uvicorn.run(create_app(1), reload=True)
        """,
    "function-result-parameter": """
        import uvicorn
        def create_app(x):
            return x
        uvicorn.run(create_app("main:app"), reload=True)
        """,
    "function-result-annotated-string": """
        import uvicorn
        def create_app() -> str:
            return load()
        uvicorn.run(create_app(), reload=True)
        """,
    "function-result-annotated-open": """
        import uvicorn
        def create_app(x) -> "str | FastAPI":
            return x
        uvicorn.run(create_app(1), reload=True)
        """,
    "function-decorated": """
        import uvicorn
        @command
        def create_app():
            return FastAPI()
        uvicorn.run(create_app(), reload=True)
        """,
    "function-stub": """
        import uvicorn
        def create_app():
            raise NotImplementedError
        uvicorn.run(create_app(), reload=True)
        """,
    "method-result-string": """
        import uvicorn
        class Server:
            def create_app(self):
                return "main:app"
            def run(self):
                uvicorn.run(self.create_app(), reload=True)
        """,
    "awaited-string": """
        import uvicorn
        async def get():
            return "main:app"
        async def main():
            uvicorn.run(await get(), reload=True)
        """,
    "awaited-unknown": """
        import uvicorn
        async def main(x):
            uvicorn.run(await x, reload=True)
        """,
    "next-of-generator": """
        import uvicorn
        def get():
            yield "main:app"
        uvicorn.run(next(get()), reload=True)
        """,
    "recursive-function": """
        import uvicorn
        def get(x):
            return get(x - 1) if x else "main:app"
        uvicorn.run(get(1), reload=True)
        """,
    "annotated-name-open": """
        import uvicorn
        app: str | FastAPI = load()
        uvicorn.run(app, reload=True)
        """,
    "annotated-with-a-later-class": """
        import uvicorn
        class Server:
            def run(self, app: "App"):
                uvicorn.run(app, reload=True)
        class App(str): pass
        """,
    "annotated-with-a-later-import": """
        from __future__ import annotations
        import uvicorn
        def main(app: App):
            uvicorn.run(app, reload=True)
        from main import AppName as App
        """,
    "annotation-belied": """
        import uvicorn
        app: FastAPI = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "annotated-parameter-with-string-default": """
        import uvicorn
        def main(app: FastAPI = "main:app"):
            uvicorn.run(app, reload=True)
        """,
    "parameter": """
        import uvicorn
        def main(app):
            uvicorn.run(app, reload=True)
        """,
    "parameter-with-object-default": """
        import uvicorn
        def main(app=None):
            uvicorn.run(app, reload=True)
        """,
    "lambda-parameter": """
        import uvicorn
        main = lambda app: uvicorn.run(app, reload=True)
        """,
}


@each(OBJECT)
def test_becomes_object(source: str) -> None:
    fires(source, "UVI001")


@each(NOT_OBJECT)
def test_may_be_string(source: str) -> None:
    silent(source, "UVI001")
