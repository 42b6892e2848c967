"""Names of which the code around shows that they are no strings."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

OBJECT = {
    "used-by-route": """
        import uvicorn
        app = load()
        @app.get("/")
        def index(): pass
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "used-by-method": """
        import uvicorn
        app = load()
        app.include_router(router)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "used-by-attribute": """
        import uvicorn
        app = load()
        app.state.database = None
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "parameter-used": """
        import uvicorn
        def main(app):
            app.add_middleware(CORSMiddleware)
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "used-before-branch": """
        import uvicorn
        def main(app):
            app.mount("/", other)
            if app.debug:
                uvicorn.run(app, reload=True)  # error: 20 UVI001
        """,
    "used-before-a-launch-in-the-binding-function": """
        import uvicorn
        def main():
            global app
            app = load()
            app.include_router(router)
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "used-beside-a-function-that-binds-another": """
        import uvicorn
        app = load()
        def setup():
            global other
            other = "main:app"
        app.state.x = 1
        setup()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "used-beside-a-function-that-binds-a-local-name": """
        import uvicorn
        def main():
            app = load()
            def setup():
                app = "main:app"
            app.state.x = 1
            setup()
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "imported-from-settings": """
        import uvicorn
        from config import app
        app.include_router(router)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "imported-constant-used-by-route": """
        import uvicorn
        from main import APP
        @APP.get("/")
        def index(): pass
        uvicorn.run(APP, reload=True)  # error: 12 UVI001
        """,
    "imported-and-used-before-a-function": """
        import uvicorn
        from config import app
        app.include_router(router)
        def main():
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "used-in-the-function-around": """
        import uvicorn
        def main():
            app = load()
            app.include_router(router)
            def serve():
                uvicorn.run(app, reload=True)  # error: 20 UVI001
            serve()
        """,
    "from-a-star-import": """
        import uvicorn
        from main import *
        app.include_router(router)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "from-a-star-import-in-a-function": """
        import uvicorn
        from main import *
        def main():
            app.include_router(router)
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "from-a-star-import-before-a-function": """
        import uvicorn
        from main import *
        from other import *
        app.include_router(router)
        def main():
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
}
NOT_OBJECT = {
    "used-as-a-string": """
        import uvicorn
        app = load()
        app.strip()
        app.format
        uvicorn.run(app, reload=True)
        """,
    "used-after-the-call": """
        import uvicorn
        def main(app, serve):
            if serve:
                uvicorn.run(app, reload=True)
            else:
                app.mount("/", other)
        """,
    "used-in-another-scope": """
        import uvicorn
        def configure(app):
            app.include_router(router)
        def main(app):
            uvicorn.run(app, reload=True)
        """,
    "used-in-one-branch": """
        import uvicorn
        def main(app):
            if not isinstance(app, str):
                app.include_router(router)
            uvicorn.run(app, reload=True)
        """,
    "used-before-rebinding": """
        import uvicorn
        def main(app):
            app.include_router(router)
            app = load()
            uvicorn.run(app, reload=True)
        """,
    "used-under-a-condition-in-one-expression": """
        import uvicorn
        def main(app):
            isinstance(app, str) or app.include_router(router)
            uvicorn.run(app, reload=True)
        """,
    "used-before-another-function-binds-it": """
        import os, uvicorn
        def setup():
            global app
            app = os.environ["APP"]
        app = FastAPI()
        app.state.x = 1
        setup()
        uvicorn.run(app, reload=True)
        """,
    "used-in-a-function-before-another-binds-it": """
        import os, uvicorn
        app = load()
        def setup():
            global app
            app = os.environ["APP"]
        def main():
            app.state.x = 1
            setup()
            uvicorn.run(app, reload=True)
        """,
    "used-before-an-inner-function-binds-it": """
        import os, uvicorn
        def main():
            app = load()
            def setup():
                nonlocal app
                app = os.environ["APP"]
            app.state.x = 1
            setup()
            uvicorn.run(app, reload=True)
        """,
    "used-as-a-member-of-an-enum": """
        import uvicorn
        app = load()
        print(app.name, app.value)
        uvicorn.run(app, reload=True)
        """,
    "used-for-what-classes-have": """
        import uvicorn
        app = load()
        print(app.__dict__, app.__module__)
        uvicorn.run(app, reload=True)
        """,
    "used-and-declared-nonlocal-of-nothing": """
        import uvicorn
        def main():
            nonlocal app
            app = load()
            app.state.x = 1
            uvicorn.run(app, reload=True)
        """,
    "imported-from-settings": """
        import uvicorn
        from config import app
        app.strip()
        uvicorn.run(app, reload=True)
        """,
    "attribute-of-what-is-used": """
        import uvicorn
        from config import settings
        settings.load()
        uvicorn.run(settings.app, reload=True)
        """,
    "imported-and-used-behind-a-function": """
        import uvicorn
        from config import app
        def main():
            uvicorn.run(app, reload=True)
        main()
        app.include_router(router)
        """,
    "imported-again-behind-the-use": """
        import uvicorn
        from config import app
        app.include_router(router)
        from other_config import app
        uvicorn.run(app, reload=True)
        """,
    "imported-and-bound-by-another-function": """
        import uvicorn
        from config import app
        app.include_router(router)
        def change():
            global app
            app = "main:app"
        def main():
            uvicorn.run(app, reload=True)
        """,
    "used-in-the-function-around-too-late": """
        import uvicorn
        def main():
            app = load()
            def serve():
                uvicorn.run(app, reload=True)
            serve()
            app.include_router(router)
        """,
    "from-a-star-import-before-another": """
        import uvicorn
        from main import *
        app.include_router(router)
        from other import *
        uvicorn.run(app, reload=True)
        """,
    "from-a-star-import-in-a-branch": """
        import sys, uvicorn
        if sys.argv:
            from main import *
        app.include_router(router)
        uvicorn.run(app, reload=True)
        """,
    "from-nowhere": """
        import uvicorn
        app.include_router(router)
        uvicorn.run(app, reload=True)
        """,
    "from-a-star-import-and-anything": """
        import uvicorn
        from main import *
        def load(names):
            globals().update(names)
        app.include_router(router)
        uvicorn.run(app, reload=True)
        """,
}


@each(OBJECT)
def test_becomes_object(source: str) -> None:
    fires(source, "UVI001")


@each(NOT_OBJECT)
def test_may_be_string(source: str) -> None:
    silent(source, "UVI001")
