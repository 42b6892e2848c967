"""Names of applications, and what they were bound to on the way."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

OBJECT = {
    "name": """
        import uvicorn
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "name-in-function": """
        import uvicorn
        app = FastAPI()
        def main():
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "local-name": """
        import uvicorn
        def main():
            app = FastAPI()
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "chain-of-names": """
        import uvicorn
        a = FastAPI()
        b = a
        c = b
        uvicorn.run(c, reload=True)  # error: 12 UVI001
        """,
    "named-in-the-call": """
        import uvicorn
        uvicorn.run((app := FastAPI()), reload=True)  # error: 13 UVI001
        """,
    "wrapped": """
        import uvicorn
        app = FastAPI()
        app = CORSMiddleware(app)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "branches-both-objects": """
        import uvicorn
        if x:
            app = FastAPI()
        else:
            app = Starlette()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "string-before": """
        import uvicorn
        app = "main:app"
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "string-after": """
        import uvicorn
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        app = "main:app"
        """,
    "string-in-other-scope": """
        import uvicorn
        app = FastAPI()
        def other():
            app = "main:app"
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "string-branch-returns": """
        import uvicorn
        def main(x):
            app = FastAPI()
            if x:
                app = "main:app"
                return
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "shadows-imported-constant": """
        import uvicorn
        from main import APP
        def main():
            APP = FastAPI()
            uvicorn.run(APP, reload=True)  # error: 16 UVI001
        """,
    "with-target-annotated": """
        import uvicorn
        app: FastAPI
        with load() as app:
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "exception": """
        import uvicorn
        try:
            pass
        except ValueError as app:
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "decided-condition": """
        import uvicorn
        uvicorn.run(FastAPI() if True else "main:app", reload=True)  # error: 12 UVI001
        """,
    "module-of-the-file": """
        import uvicorn
        import app.main
        uvicorn.run(app.main, reload=True)  # error: 12 UVI001
        """,
    "import-in-branches": """
        import uvicorn
        try:
            from main import app
        except ImportError:
            from .main import app
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "typing-cast-free-instance-call": """
        import uvicorn
        class Factory:
            def make_app(self): return FastAPI()
        factory = Factory()
        uvicorn.run(factory.make_app(), reload=True)  # error: 12 UVI001
        """,
}
NOT_OBJECT = {
    "name": """
        import uvicorn
        app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "name-in-function": """
        import uvicorn
        app = "main:app"
        def main():
            uvicorn.run(app, reload=True)
        """,
    "local-name": """
        import uvicorn
        def main():
            app = f"{__name__}:app"
            uvicorn.run(app, reload=True)
        """,
    "chain-of-names": """
        import uvicorn
        a = "main:app"
        b = a
        c = b
        uvicorn.run(c, reload=True)
        """,
    "built-up": """
        import uvicorn
        app = "main"
        app += ":app"
        uvicorn.run(app, reload=True)
        """,
    "method-of-a-name": """
        import uvicorn
        template = "{}:app"
        app = template.format("main")
        uvicorn.run(app, reload=True)
        """,
    "shadows-imported-object": """
        import uvicorn
        from main import app
        def main():
            app = "main:app"
            uvicorn.run(app, reload=True)
        """,
    "shadows-module-object": """
        import uvicorn
        app = FastAPI()
        def main(app):
            uvicorn.run(app, reload=True)
        """,
    "shadows-in-comprehension": """
        import uvicorn
        app = FastAPI()
        [uvicorn.run(app, reload=True) for app in ["main:app"]]
        """,
    "branch-string": """
        import uvicorn
        if x:
            app = FastAPI()
        else:
            app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "branch-unknown": """
        import uvicorn
        app = FastAPI()
        if x:
            app = load()
        uvicorn.run(app, reload=True)
        """,
    "loop-rebinds": """
        import uvicorn
        app = FastAPI()
        for app in load():
            pass
        uvicorn.run(app, reload=True)
        """,
    "string-through-global": """
        import uvicorn
        app = FastAPI()
        def configure():
            global app
            app = "main:app"
        def main():
            uvicorn.run(app, reload=True)
        """,
    "string-through-nonlocal": """
        import uvicorn
        def main():
            app = FastAPI()
            def configure():
                nonlocal app
                app = "main:app"
            configure()
            uvicorn.run(app, reload=True)
        """,
    "except-branch-string": """
        import uvicorn
        try:
            from main import app
        except ImportError:
            app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "string-after-in-function": """
        import uvicorn
        app = FastAPI()
        def main():
            uvicorn.run(app, reload=True)
        app = "main:app"
        main()
        """,
    "decided-condition": """
        import uvicorn
        uvicorn.run("main:app" if True else FastAPI(), reload=True)
        """,
    "with-target": """
        import uvicorn
        with load() as app:
            uvicorn.run(app, reload=True)
        """,
    "unpacked": """
        import uvicorn
        app, path = load()
        uvicorn.run(app, reload=True)
        """,
    "popped": """
        import uvicorn
        from main import app
        def launch(**kwargs):
            uvicorn_app = kwargs.pop("app", "main:app")
            uvicorn.run(uvicorn_app, reload=True)
        """,
    "match-capture": """
        import uvicorn
        match load():
            case {"app": app}:
                uvicorn.run(app, reload=True)
        """,
    "cycle": """
        import uvicorn
        def main():
            for _ in load():
                a = b
                b = a
            uvicorn.run(a, reload=True)
        """,
    "cast": """
        import typing, uvicorn
        app = typing.cast("str", load())
        uvicorn.run(app, reload=True)
        """,
    "subscript-of-known-list": """
        import uvicorn
        apps = [FastAPI(), "main:app"]
        uvicorn.run(apps[1], reload=True)
        """,
}


@each(OBJECT)
def test_becomes_object(source: str) -> None:
    fires(source, "UVI001")


@each(NOT_OBJECT)
def test_may_be_string(source: str) -> None:
    silent(source, "UVI001")
