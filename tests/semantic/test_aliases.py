"""Other names for uvicorn's ``run``."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "module": """
        import uvicorn
        u = uvicorn
        u.run(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "function": """
        import uvicorn
        serve = uvicorn.run
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "chained": """
        import uvicorn
        a = uvicorn
        b = a.run
        c = b
        c(FastAPI(), reload=True)  # error: 2 UVI001
        """,
    "several-targets": """
        import uvicorn
        a = b = uvicorn
        b.run(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "unpacked": """
        import uvicorn
        server, number = uvicorn, 3
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "annotated": """
        import uvicorn
        serve: object = uvicorn.run
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "walrus": """
        import uvicorn
        (serve := uvicorn.run)(FastAPI(), reload=True)  # error: 23 UVI001
        serve(FastAPI(), workers=2)  # error: 6 UVI001
        """,
    "conditional-expression": """
        import uvicorn
        server = uvicorn if maybe() else other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "or": """
        import uvicorn
        server = None or uvicorn
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "before-rebinding": """
        import uvicorn
        u = uvicorn
        uvicorn = other
        u.run(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "import-module": """
        import importlib
        server = importlib.import_module("uvicorn")
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "dunder-import": """
        server = __import__("uvicorn")
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "called-in-the-same-expression": """
        import uvicorn
        (uvicorn.run if maybe() else print)(FastAPI(), reload=True)  # error: 36 UVI001
        """,
    "private-name-in-class": """
        import uvicorn
        class Server:
            __server = uvicorn
            __server.run(FastAPI(), reload=True)  # error: 17 UVI001
        """,
    "private-walrus-in-class": """
        import uvicorn
        class Server:
            print(__server := uvicorn)
            __server.run(FastAPI(), reload=True)  # error: 17 UVI001
        """,
    "cycle-beside-the-import": """
        import uvicorn
        if maybe():
            a = uvicorn
            while maybe():
                b = a
                a = b
            a.run(FastAPI(), reload=True)  # error: 10 UVI001
        """,
}
SILENT = {
    "module-of-another-name": """
        import uvicorn
        u = other
        u.run(FastAPI(), reload=True)
        """,
    "another-function": """
        import uvicorn
        serve = uvicorn.Config
        serve(FastAPI(), reload=True)
        """,
    "chain-broken": """
        import uvicorn
        a = uvicorn
        b = a.main
        c = b
        def never():
            c.run(FastAPI(), reload=True)
        """,
    "several-targets-rebound": """
        import uvicorn
        a = b = uvicorn
        b = other
        b.run(FastAPI(), reload=True)
        """,
    "unpacked-other-part": """
        import uvicorn
        number, server = uvicorn, other
        server.run(FastAPI(), reload=True)
        """,
    "annotation-without-value": """
        import uvicorn
        def main():
            uvicorn: object
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "walrus-rebinds": """
        import uvicorn
        print(uvicorn := other)
        uvicorn.run(FastAPI(), reload=True)
        """,
    "conditional-expression": """
        import uvicorn
        server = other if uvicorn else print
        server.run(FastAPI(), reload=True)
        """,
    "and": """
        import uvicorn
        server = uvicorn and other
        server.run(FastAPI(), reload=True)
        """,
    "augmented": """
        import uvicorn
        uvicorn += other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "import-module-other": """
        import importlib
        server = importlib.import_module("other.uvicorn")
        server.run(FastAPI(), reload=True)
        """,
    "dunder-import-other": """
        server = __import__("other")  # not uvicorn
        server.run(FastAPI(), reload=True)
        """,
    "result-of-the-call": """
        import uvicorn
        def never():
            uvicorn.run("main:app")(FastAPI(), reload=True)
        """,
    "private-name-outside-class": """
        import uvicorn
        class Server:
            __server = uvicorn
        __server = other
        __server.run(FastAPI(), reload=True)
        """,
    "private-name-of-another-class": """
        import uvicorn
        class Server:
            __server = uvicorn
            class Inner:
                __server = other
                __server.run(FastAPI(), reload=True)
        """,
    "cycle": """
        'uvicorn'
        def never():
            a = b
            b = a
            a.run(FastAPI(), reload=True)
        never()
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")
