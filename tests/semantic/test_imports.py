"""Which imports bind uvicorn's ``run``."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "import": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "import-as": """
        import uvicorn as u
        u.run(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "import-submodule": """
        import uvicorn.config
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "import-click-command-binds-package": """
        import uvicorn.main
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "import-several": """
        import os, uvicorn, sys
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "from-import": """
        from uvicorn import run
        run(FastAPI(), reload=True)  # error: 4 UVI001
        """,
    "from-import-as": """
        from uvicorn import run as serve
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "from-import-several": """
        from uvicorn import Config, run, Server
        run(FastAPI(), reload=True)  # error: 4 UVI001
        """,
    "from-main-module": """
        from uvicorn.main import run
        run(FastAPI(), reload=True)  # error: 4 UVI001
        """,
    "from-main-module-as": """
        from uvicorn.main import run as r
        r(FastAPI(), reload=True)  # error: 2 UVI001
        """,
    "star": """
        from uvicorn import *
        run(FastAPI(), reload=True)  # error: 4 UVI001
        """,
    "in-function": """
        def main():
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        main()
        """,
    "in-async-function": """
        import asyncio
        async def main():
            from uvicorn import run
            run(FastAPI(), reload=True)  # error: 8 UVI001
        asyncio.run(main())
        """,
    "in-class": """
        class Server:
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "in-method": """
        class Server:
            def run(self):
                import uvicorn
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        Server().run()
        """,
    "in-guard": """
        if __name__ == "__main__":
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "in-try": """
        try:
            import uvicorn
        except ImportError:
            uvicorn = None
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "in-except": """
        try:
            import no_such_server as uvicorn
        except ImportError:
            import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "in-try-else": """
        try:
            import uvicorn
        except ImportError:
            raise SystemExit
        else:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "in-suppress": """
        from contextlib import suppress
        with suppress(ImportError):
            import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "in-if-else": """
        if maybe():
            import other as server
        else:
            import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "under-global": """
        def load():
            global uvicorn
            import uvicorn
        load()
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "under-global-in-class": """
        class Load:
            global uvicorn
            import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "local-name-main": """
        from uvicorn import run as main
        main(FastAPI(), reload=True)  # error: 5 UVI001
        """,
}
SILENT = {
    "click-command": """
        import uvicorn
        uvicorn.main.run(FastAPI(), reload=True)
        """,
    "click-command-imported": """
        import uvicorn.main
        uvicorn.main.run(FastAPI(), reload=True)
        """,
    "click-command-as": """
        import uvicorn.main as m
        m.run(FastAPI(), reload=True)
        """,
    "click-command-from": """
        from uvicorn import main
        main.run(FastAPI(), reload=True)
        """,
    "click-command-called": """
        from uvicorn import main
        def never():
            main(FastAPI(), reload=True)
        """,
    "config-module": """
        import uvicorn.config as c
        c.run(FastAPI(), reload=True)
        """,
    "config-attribute": """
        import uvicorn
        uvicorn.config.run(FastAPI(), reload=True)
        """,
    "from-config": """
        from uvicorn.config import run
        run(FastAPI(), reload=True)
        """,
    "server-module-attribute": """
        import uvicorn.server
        uvicorn.server.run(FastAPI(), reload=True)
        """,
    "relative": """
        from . import uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "relative-parent": """
        from .. import uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "relative-module": """
        from .uvicorn import run
        run(FastAPI(), reload=True)
        """,
    "other": """
        from other import uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "other-submodule": """
        import other.uvicorn
        other.uvicorn.run(FastAPI(), reload=True)
        """,
    "other-as-uvicorn": """
        import other as uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "other-star": """
        from other.uvicorn import *
        run(FastAPI(), reload=True)
        """,
    "star-of-a-submodule": """
        from uvicorn.config import *
        run(FastAPI(), reload=True)
        """,
    "star-binds-nothing-else": """
        from uvicorn import *
        uvicorn.run(FastAPI(), reload=True)
        """,
    "never-imported": """
        'uvicorn'
        uvicorn.run(FastAPI(), reload=True)
        """,
    "as-hides-the-name": """
        import uvicorn as u
        uvicorn.run(FastAPI(), reload=True)
        """,
    "from-hides-the-module": """
        from uvicorn import run
        uvicorn.run(FastAPI(), reload=True)
        """,
    "similar-module": """
        import uvicorn_worker as uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "other-function": """
        import uvicorn
        uvicorn.runner(FastAPI(), reload=True)
        """,
    "attribute-of-run": """
        import uvicorn
        uvicorn.run.run(FastAPI(), reload=True)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")
