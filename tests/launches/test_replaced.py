"""Launches of something that stands in uvicorn's place: mocks and other replacements."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "set-by-computed-names": """
        import sys, uvicorn
        class Thing: pass
        for name in sys.argv:
            setattr(Thing, name, sys)
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "another-run-replaced": """
        import uvicorn
        server = type("Server", (), {})()
        server.run = print
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "something-else-mocked": """
        from unittest import mock
        import uvicorn
        with mock.patch.object(uvicorn.Server, "run"):
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "names-of-loggers": """
        import logging, uvicorn
        logging.getLogger("uvicorn.error").setLevel(10)
        logging.getLogger("uvicorn.run").setLevel(10)
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "something-else-set": """
        import os, sys, uvicorn
        setattr(os, "note", "uvicorn.run is called by Config")
        setattr(uvicorn, "note", "run it")
        os.environ.setdefault("uvicorn", "1")
        os.environ["uvicorn"] = "1"
        sys.modules.setdefault("other.uvicorn", os)
        sys.modules["other"] = os
        uvicorn.__dict__["runs"] = vars(uvicorn)["ran"] = 1
        vars()["run"] = {"uvicorn": dict(run=uvicorn)}
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "something-else-patched": """
        import sys
        from unittest.mock import patch
        import uvicorn
        patches = [
            patch("os.getcwd"),
            patch("uvicorn.workers.UvicornWorker"),
            patch("main.run"),
            patch.object(target=uvicorn, attribute="main"),
            patch.multiple("os", run=1),
            patch.dict("os.environ", {"uvicorn": "1"}),
            patch.dict(sys.modules, {"other": None, **{}}),
        ]
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
}
SILENT = {
    "set-by-a-name-that-is-bound": """
        import uvicorn
        name = "run"
        setattr(uvicorn, name, print)
        uvicorn.run(FastAPI(), reload=True)
        """,
    "inspected": """
        import inspect, uvicorn
        app = FastAPI()
        reload = "reload" in inspect.signature(uvicorn.run).parameters
        """,
    "mocked": """
        from unittest import mock
        import uvicorn
        def never():
            with mock.patch.object(uvicorn, "run") as run:
                run(FastAPI(), reload=True)
        """,
    "mocked-module": """
        from unittest import mock
        import uvicorn
        with mock.patch.object(uvicorn, "run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path": """
        from unittest.mock import patch
        import uvicorn
        with patch("uvicorn.run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path-by-keyword": """
        from unittest.mock import patch
        import uvicorn
        with patch(target="uvicorn.run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path-by-another-name": """
        from unittest.mock import patch as p
        import uvicorn
        with p("uvicorn.run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path-in-a-name": """
        from unittest import mock
        import uvicorn
        TARGET = "uvicorn.run"
        with mock.patch(TARGET):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-path-of-another-module": """
        from unittest.mock import patch
        import uvicorn
        with patch("shop.uvicorn.run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-module-of-another-module": """
        from unittest.mock import patch
        import uvicorn
        with patch("shop.uvicorn"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "mocked-name-of-this-module": """
        from unittest.mock import patch
        from uvicorn import run as serve
        if __name__ != "__main__":
            with patch(f"{__name__}.serve"):
                serve(FastAPI(), reload=True)
        """,
    "mocked-name-of-the-main-module": """
        from unittest.mock import patch
        from uvicorn import run as serve
        if not __name__:
            with patch("__main__.serve"):
                serve(FastAPI(), reload=True)
        """,
    "mocked-by-its-attribute": """
        from unittest import mock
        import uvicorn
        with mock.patch.object(target=uvicorn, attribute="run"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "several-mocked": """
        from unittest.mock import patch
        import uvicorn
        with patch.multiple(uvicorn, run=print):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "several-mocked-by-path": """
        from unittest.mock import patch
        import uvicorn
        with patch.multiple("uvicorn", run=print):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced": """
        import sys
        from unittest.mock import MagicMock
        sys.modules["uvicorn"] = MagicMock()
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced-for-a-while": """
        import sys
        from unittest.mock import MagicMock, patch
        with patch.dict(sys.modules, {"uvicorn": MagicMock()}):
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced-by-path": """
        from unittest.mock import MagicMock, patch
        with patch.dict("sys.modules", uvicorn=MagicMock()):
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced-by-monkeypatch": """
        import sys
        from unittest.mock import MagicMock
        def test(monkeypatch):
            monkeypatch.setitem(sys.modules, "uvicorn", MagicMock())
            import uvicorn
            uvicorn.run(FastAPI(), reload=True)
        """,
    "module-replaced-by-a-method": """
        from sys import modules
        from unittest.mock import MagicMock
        modules.update({"uvicorn": MagicMock(), **{}})
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "replaced-in-the-dict": """
        import uvicorn
        uvicorn.__dict__["run"] = print
        uvicorn.run(FastAPI(), reload=True)
        """,
    "replaced-in-vars": """
        import uvicorn
        vars(uvicorn)["run"] = print
        uvicorn.run(FastAPI(), reload=True)
        """,
    "replaced": """
        import uvicorn
        uvicorn.run = print
        uvicorn.run(FastAPI(), reload=True)
        """,
    "handed-to-something-unknown": """
        import uvicorn
        other.schedule(uvicorn.run, FastAPI(), reload=True)
        """,
}

# Here uvicorn's own ``run`` is called, and something that it needs is not uvicorn's.
PARTS = {
    "configuration": """
        from unittest.mock import patch
        import uvicorn
        with patch("uvicorn.main.Config"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "server": """
        from unittest.mock import patch
        import uvicorn
        with patch("uvicorn.Server"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "by-name": """
        import uvicorn
        def test(monkeypatch):
            monkeypatch.setattr(uvicorn, "Config", print)
            uvicorn.run(FastAPI(), reload=True)
        """,
    "by-name-in-its-module": """
        from unittest.mock import patch
        import uvicorn
        import uvicorn.main as main
        with patch.object(main, "Config"):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "by-path-and-name": """
        from unittest.mock import patch
        import uvicorn
        with patch.multiple("uvicorn.main", Config=print):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "by-assignment": """
        import uvicorn
        uvicorn.Config = print
        uvicorn.run(FastAPI(), reload=True)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")


@each(PARTS)
def test_silent_where_a_part_is_replaced(source: str) -> None:
    silent(source, "UVI001")
