"""An application, and what reaches its name unseen: the module's namespace, exec, star imports."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

OBJECT = {
    "setattr-of-another-module": """
        import sys
        import uvicorn
        app = FastAPI()
        setattr(sys.modules["other"], "app", "main:app")
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "attribute-of-another-module": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules["other"].app = "main:app"
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "another-module-replaced": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules["other"] = load()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "locals-given-away": """
        import sys
        import uvicorn
        app = FastAPI()
        configure(locals)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "keyword-given-away": """
        import sys
        import uvicorn
        app = FastAPI()
        configure(names=names)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "exec-in-other-names": """
        import sys
        import uvicorn
        app = FastAPI()
        exec("app = 'main:app'", names)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "names-of-another-module-updated": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules["other"].__dict__.update(app="main:app")
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "another-module-by-another-name": """
        import sys
        import uvicorn
        app = FastAPI()
        this = sys.modules["other"]; this.app = "main:app"
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "list-with-the-name": """
        import sys
        import uvicorn
        app = FastAPI()
        names[__name__] = "main:app"
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "star-import-before": """
        import uvicorn
        from settings import *
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "star-import-of-a-class": """
        import uvicorn
        from fastapi import FastAPI
        from models import *
        app = FastAPI()
        def main():
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "star-import-before-a-use": """
        import uvicorn
        app = FastAPI()
        from routes import *
        app.include_router(router)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "star-import-after-the-call": """
        import uvicorn
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        from routes import *
        """,
    "star-import-and-local-name": """
        import uvicorn
        from routes import *
        def main():
            app = FastAPI()
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "star-import-and-class-defined-here": """
        import uvicorn
        class App:
            pass
        from routes import *
        uvicorn.run(App(), reload=True)  # error: 12 UVI001
        """,
    "star-import-and-class-derived": """
        import uvicorn
        from fastapi import FastAPI
        from routes import *
        class App(FastAPI):
            pass
        uvicorn.run(App(), reload=True)  # error: 12 UVI001
        """,
    "star-import-and-annotation": """
        import uvicorn
        from fastapi import FastAPI
        from routes import *
        def main(app: FastAPI):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "exec-before": """
        import uvicorn
        exec(open("settings.py").read())
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "exec-in-a-namespace": """
        import uvicorn
        app = FastAPI()
        exec("app = 'main:app'", {})
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "exec-of-another": """
        import uvicorn
        app = FastAPI()
        session.exec("select")
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "globals-read": """
        import uvicorn
        app = FastAPI()
        names = globals()["app"], globals().keys()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
}
NOT_OBJECT = {
    "setattr-of-the-module": """
        import sys
        import uvicorn
        app = FastAPI()
        setattr(sys.modules[__name__], "app", "main:app")
        uvicorn.run(app, reload=True)
        """,
    "attribute-of-the-module": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules[__name__].app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "module-replaced": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules[__name__] = load()
        uvicorn.run(app, reload=True)
        """,
    "globals-given-away": """
        import sys
        import uvicorn
        app = FastAPI()
        configure(globals())
        uvicorn.run(app, reload=True)
        """,
    "globals-given-away-by-keyword": """
        import sys
        import uvicorn
        app = FastAPI()
        configure(names=globals())
        uvicorn.run(app, reload=True)
        """,
    "exec-in-globals": """
        import sys
        import uvicorn
        app = FastAPI()
        exec("app = 'main:app'", globals())
        uvicorn.run(app, reload=True)
        """,
    "names-of-the-module-updated": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules[__name__].__dict__.update(app="main:app")
        uvicorn.run(app, reload=True)
        """,
    "module-by-another-name": """
        import sys
        import uvicorn
        app = FastAPI()
        this = sys.modules[__name__]; this.app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "globals-by-another-name": """
        import uvicorn
        names = globals()
        app = FastAPI()
        names["app"] = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "star-import-after": """
        import uvicorn
        app = FastAPI()
        from settings import *
        uvicorn.run(app, reload=True)
        """,
    "star-import-after-in-a-try": """
        import uvicorn
        app = FastAPI()
        try:
            from local_settings import *
        except ImportError:
            pass
        uvicorn.run(app, reload=True)
        """,
    "star-import-after-read-in-a-function": """
        import uvicorn
        app = FastAPI()
        from settings import *
        def main():
            uvicorn.run(app, reload=True)
        """,
    "star-import-after-a-use": """
        import uvicorn
        app = FastAPI()
        app.include_router(router)
        from settings import *
        uvicorn.run(app, reload=True)
        """,
    "star-import-after-a-factory": """
        import uvicorn
        def make():
            return FastAPI()
        from settings import *
        uvicorn.run(make(), reload=True)
        """,
    "star-import-in-a-loop": """
        import uvicorn
        app = FastAPI()
        while maybe():
            uvicorn.run(app, reload=True)
            from settings import *
        """,
    "exec-after": """
        import uvicorn
        app = FastAPI()
        exec("app = 'main:app'")
        uvicorn.run(app, reload=True)
        """,
    "exec-in-a-function": """
        import uvicorn
        app = FastAPI()
        def configure():
            exec("app = 'main:app'", )
        uvicorn.run(app, reload=True)
        """,
    "globals-item": """
        import uvicorn
        app = FastAPI()
        globals()["app"] = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "globals-item-in-a-function": """
        import uvicorn
        app = FastAPI()
        def configure(name, value):
            globals()[name] = value
        def main():
            uvicorn.run(app, reload=True)
        """,
    "globals-update": """
        import uvicorn
        app = FastAPI()
        globals().update(app="main:app")
        uvicorn.run(app, reload=True)
        """,
    "globals-update-in-a-function": """
        import uvicorn
        app = FastAPI()
        def configure(**settings):
            globals().update(settings)
        uvicorn.run(app, reload=True)
        """,
    "exec": """
        import uvicorn
        exec("app = 'main:app'")
        uvicorn.run(app, reload=True)
        """,
    "star-import": """
        import uvicorn
        from main import *
        uvicorn.run(app, reload=True)
        """,
    "star-import-uvicorn-alone": """
        from uvicorn import *
        run(app, reload=True)
        """,
    "used-before-exec-in-a-function": """
        import uvicorn
        app = load()
        def setup():
            exec(text)
        app.state.x = 1
        setup()
        uvicorn.run(app, reload=True)
        """,
}


@each(OBJECT)
def test_becomes_object(source: str) -> None:
    fires(source, "UVI001")


@each(NOT_OBJECT)
def test_may_be_string(source: str) -> None:
    silent(source, "UVI001")
