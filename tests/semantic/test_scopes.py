"""In which scope a name is looked up."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "function-sees-module": """
        import uvicorn
        def main():
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        main()
        """,
    "import-after-definition": """
        def main():
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        import uvicorn
        main()
        """,
    "function-called-before-rebinding": """
        import uvicorn
        def main():
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        main()
        uvicorn = other
        """,
    "function-called-through-another": """
        import uvicorn
        def inner():
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        def outer():
            inner()
        outer()
        uvicorn = other
        """,
    "closure": """
        def outer():
            import uvicorn
            def inner():
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
            inner()
        outer()
        """,
    "closure-bound-later": """
        def outer():
            def inner():
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
            import uvicorn
            inner()
        outer()
        """,
    "lambda": """
        import uvicorn
        main = lambda: uvicorn.run(FastAPI(), reload=True)  # error: 27 UVI001
        main()
        """,
    "lambda-other-parameter": """
        import uvicorn
        (lambda u: uvicorn.run(FastAPI(), reload=True))(other)  # error: 23 UVI001
        """,
    "default-of-parameter": """
        import uvicorn
        def main(uvicorn=uvicorn.run(FastAPI(), reload=True)):  # error: 29 UVI001
            pass
        """,
    "decorator": """
        import uvicorn
        @uvicorn.run(FastAPI(), reload=True)  # error: 13 UVI001
        def uvicorn():
            pass
        """,
    "class-base": """
        import uvicorn
        class uvicorn(uvicorn.run(FastAPI(), reload=True) or object):  # error: 26 UVI001
            pass
        """,
    "annotation": """
        import uvicorn
        def main(uvicorn: uvicorn.run(FastAPI(), reload=True)):  # error: 30 UVI001
            pass
        print(main.__annotations__)
        """,
    "comprehension-element": """
        import uvicorn
        [uvicorn.run(FastAPI(), reload=True) for _ in some()]  # error: 13 UVI001
        """,
    "comprehension-first-iterable": """
        import uvicorn
        [0 for uvicorn in [uvicorn.run(FastAPI(), reload=True)]]  # error: 31 UVI001
        """,
    "comprehension-leaves-name-alone": """
        import uvicorn
        [uvicorn for uvicorn in some()]
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "generator-expression": """
        import uvicorn
        list(uvicorn.run(FastAPI(), reload=True) for _ in some())  # error: 17 UVI001
        """,
    "set-and-dict-comprehension": """
        import uvicorn
        {uvicorn.run(FastAPI(), reload=True) for _ in some()}  # error: 13 UVI001
        {0: uvicorn.run(FastAPI(), reload=True) for _ in some()}  # error: 16 UVI001
        """,
    "comprehension-condition": """
        import uvicorn
        [0 for _ in some() if uvicorn.run(FastAPI(), reload=True)]  # error: 34 UVI001
        """,
    "comprehension-in-class-first-iterable": """
        class Server:
            import uvicorn
            [0 for _ in [uvicorn.run(FastAPI(), reload=True)]]  # error: 29 UVI001
        """,
    "walrus-in-comprehension-binds-outside": """
        import uvicorn as u
        [uvicorn := u for _ in some()]
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "class-body": """
        import uvicorn
        class Server:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
            uvicorn = other
        """,
    "class-body-reads-module-not-function": """
        import uvicorn
        def outer():
            uvicorn = other
            class Server:
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
                uvicorn = other
        def shadow():
            uvicorn = other
            class Server:
                uvicorn.run(FastAPI(), reload=True)
        outer()
        shadow()
        """,
    "class-attribute-hidden-from-method": """
        import uvicorn
        class Server:
            uvicorn = other
            def run(self):
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        Server().run()
        """,
    "method-name-run-hidden": """
        from uvicorn import run
        class Server:
            def run(self):
                run(FastAPI(), reload=True)  # error: 12 UVI001
        Server().run()
        """,
    "method-sees-module": """
        import uvicorn
        class Server:
            def run(self):
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        Server().run()
        """,
    "global": """
        import uvicorn
        def outer():
            uvicorn = other
            def inner():
                global uvicorn
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
            inner()
        outer()
        """,
    "nonlocal": """
        def outer():
            import other as uvicorn
            def load():
                nonlocal uvicorn
                import uvicorn
            load()
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        outer()
        """,
    "nonlocal-skips-class": """
        def outer():
            import uvicorn
            class Server:
                uvicorn = other
                def run(self):
                    nonlocal uvicorn
                    uvicorn.run(FastAPI(), reload=True)  # error: 24 UVI001
            Server().run()
        outer()
        """,
    "global-in-class-body": """
        import uvicorn
        def outer():
            uvicorn = other
            class Server:
                global uvicorn
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        outer()
        """,
    "recursion": """
        import uvicorn
        def main(depth):
            if depth:
                main(depth - 1)
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        main(1)
        """,
}
SILENT = {
    "parameter": """
        import uvicorn
        def main(uvicorn):
            uvicorn.run(FastAPI(), reload=True)
        main(other)
        """,
    "positional-only-parameter": """
        import uvicorn
        def main(uvicorn, /):
            uvicorn.run(FastAPI(), reload=True)
        main(other)
        """,
    "keyword-only-parameter": """
        import uvicorn
        def main(*, uvicorn):
            uvicorn.run(FastAPI(), reload=True)
        main(uvicorn=other)
        """,
    "star-parameter": """
        import uvicorn
        def main(*uvicorn):
            uvicorn.run(FastAPI(), reload=True)
        main(other)
        """,
    "double-star-parameter": """
        import uvicorn
        def main(**uvicorn):
            uvicorn.run(FastAPI(), reload=True)
        main(other=other)
        """,
    "parameter-of-outer-function": """
        import uvicorn
        def outer(uvicorn):
            def inner():
                uvicorn.run(FastAPI(), reload=True)
            inner()
        outer(other)
        """,
    "lambda-parameter": """
        import uvicorn
        (lambda uvicorn: uvicorn.run(FastAPI(), reload=True))(other)
        """,
    "nested-lambda-parameter": """
        import uvicorn
        (lambda uvicorn: lambda: uvicorn.run(FastAPI(), reload=True))(other)()
        """,
    "local-assigned-later": """
        import uvicorn
        def main():
            uvicorn.run(FastAPI(), reload=True)
            uvicorn = other
        main()
        """,
    "local-imported-later": """
        import uvicorn
        def main():
            uvicorn.run(FastAPI(), reload=True)
            import uvicorn
        main()
        """,
    "rebound-before-function-runs": """
        import uvicorn
        def main():
            uvicorn.run(FastAPI(), reload=True)
        uvicorn = other
        main()
        """,
    "never-called-before-rebinding": """
        import uvicorn
        def main():
            uvicorn.run(FastAPI(), reload=True)
        uvicorn = other
        """,
    "import-in-another-function": """
        def load():
            import uvicorn
        def main():
            uvicorn.run(FastAPI(), reload=True)
        load()
        main()
        """,
    "import-in-class-for-method": """
        class Server:
            import uvicorn
            def run(self):
                uvicorn.run(FastAPI(), reload=True)
        Server().run()
        """,
    "import-in-class-for-nested-class": """
        class Server:
            import uvicorn
            class Inner:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "import-in-class-for-lambda": """
        class Server:
            import uvicorn
            run = lambda self: uvicorn.run(FastAPI(), reload=True)
        Server().run()
        """,
    "import-in-class-for-comprehension": """
        class Server:
            import uvicorn
            [uvicorn.run(FastAPI(), reload=True) for _ in some()]
        """,
    "import-in-class-for-module": """
        class Server:
            import uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "comprehension-target": """
        import uvicorn
        [uvicorn.run(FastAPI(), reload=True) for uvicorn in [other]]
        """,
    "comprehension-target-in-condition": """
        import uvicorn
        [0 for uvicorn in [other] if uvicorn.run(FastAPI(), reload=True)]
        """,
    "comprehension-second-iterable": """
        import uvicorn
        [0 for uvicorn in [other] for _ in [uvicorn.run(FastAPI(), reload=True)]]
        """,
    "generator-expression-target": """
        import uvicorn
        list(uvicorn.run(FastAPI(), reload=True) for uvicorn in [other])
        """,
    "dict-comprehension-unpacking-target": """
        import uvicorn
        {k: uvicorn.run(FastAPI(), reload=True) for k, uvicorn in [(1, other)]}
        """,
    "walrus-in-comprehension": """
        import uvicorn
        [(uvicorn := other) and uvicorn.run(FastAPI(), reload=True) for _ in [1]]
        """,
    "class-body-rebinds": """
        import uvicorn
        class Server:
            uvicorn = other
            uvicorn.run(FastAPI(), reload=True)
        """,
    "class-body-sees-function": """
        import uvicorn
        def outer(uvicorn):
            class Server:
                uvicorn.run(FastAPI(), reload=True)
        outer(other)
        """,
    "global-of-nothing": """
        def outer():
            import uvicorn
            def inner():
                global uvicorn
                uvicorn.run(FastAPI(), reload=True)
            inner()
        outer()
        """,
    "global-rebinds": """
        import uvicorn
        uvicorn = other
        def outer():
            import uvicorn
            def inner():
                global uvicorn
                uvicorn.run(FastAPI(), reload=True)
            inner()
        outer()
        """,
    "nonlocal-parameter": """
        import uvicorn
        def outer(uvicorn):
            def inner():
                nonlocal uvicorn
                uvicorn.run(FastAPI(), reload=True)
            inner()
        outer(other)
        """,
    "function-of-this-name": """
        from uvicorn import run
        def run(*args, **kwargs): pass
        run(FastAPI(), reload=True)
        """,
    "async-function-of-this-name": """
        from uvicorn import run
        async def run(*args, **kwargs): pass
        run(FastAPI(), reload=True).close()
        """,
    "class-of-this-name": """
        import uvicorn
        class uvicorn:
            def run(*args, **kwargs): pass
        uvicorn.run(FastAPI(), reload=True)
        """,
    "nested-function-of-this-name": """
        from uvicorn import run
        def main():
            def run(*args, **kwargs): pass
            run(FastAPI(), reload=True)
        main()
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")
