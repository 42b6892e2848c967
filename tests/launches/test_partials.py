"""Launches through ``functools.partial``."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "partial": """
        from functools import partial
        import uvicorn
        partial(uvicorn.run, FastAPI(), reload=True)()  # error: 21 UVI001
        """,
    "partial-by-module": """
        import functools, uvicorn
        functools.partial(uvicorn.run, FastAPI(), workers=2)()  # error: 31 UVI001
        """,
    "partial-renamed": """
        from functools import partial as later
        import uvicorn
        later(uvicorn.run, FastAPI(), reload=True)()  # error: 19 UVI001
        """,
    "partial-app-keyword": """
        from functools import partial
        import uvicorn
        partial(uvicorn.run, app=FastAPI(), reload=True)()  # error: 25 UVI001
        """,
    "partial-of-imported-run": """
        from functools import partial
        from uvicorn import run
        partial(run, FastAPI(), reload=True)()  # error: 13 UVI001
        """,
    "partial-of-alias": """
        from functools import partial
        import uvicorn
        serve = uvicorn.run
        partial(serve, FastAPI(), reload=True)()  # error: 15 UVI001
        """,
    "partial-kwargs": """
        from functools import partial
        import uvicorn
        options = {"reload": True}
        partial(uvicorn.run, FastAPI(), **options)()  # error: 21 UVI001
        """,
    "partial-app-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve(FastAPI())  # error: 6 UVI001
        """,
    "partial-flag-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI())  # error: 29 UVI001
        serve(reload=True)
        """,
    "partial-called-twice": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, app=FastAPI(), workers=1)  # error: 33 UVI001
        serve()
        serve(workers=2)
        """,
    "partial-flag-turned-on-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=False)
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
    "partial-called-at-once": """
        from functools import partial
        import uvicorn
        partial(uvicorn.run, workers=2)(FastAPI())  # error: 32 UVI001
        """,
    "partial-called-through-alias": """
        from functools import partial
        import uvicorn
        first = partial(uvicorn.run, reload=True)
        second = first
        second(app=FastAPI())  # error: 11 UVI001
        """,
    "partial-called-in-function": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        def main():
            serve(FastAPI())  # error: 10 UVI001
        main()
        """,
    "partial-reported-once": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)  # error: 29 UVI001
        serve()
        """,
    "partial-unknown-kwargs-beside-a-flag": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI())  # error: 29 UVI001
        def start(**options):
            serve(reload=True, **options)
        start()
        """,
    "partial-unknown-kwargs-in-one-of-two-calls": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)  # error: 29 UVI001
        def start(**options):
            serve(**options)
        start(reload=False)
        serve()
        """,
    "partials-with-app-in-two-branches": """
        from functools import partial
        import uvicorn
        if print():
            serve = partial(uvicorn.run, FastAPI(), reload=False)
        else:
            serve = partial(uvicorn.run, FastAPI(), reload=True)  # error: 33 UVI001
        serve()
        """,
    "partials-with-app-in-two-branches-flag-given-later": """
        from functools import partial
        import uvicorn
        if maybe():
            serve = partial(uvicorn.run, FastAPI(), reload=False)  # error: 33 UVI001
        else:
            serve = partial(uvicorn.run, FastAPI())  # error: 33 UVI001
        serve(reload=True)
        """,
    "partial-or-run-itself": """
        from functools import partial
        import uvicorn
        if print():
            serve = partial(uvicorn.run, reload=False)
        else:
            serve = uvicorn.run
        serve(FastAPI(), reload=True)  # error: 6 UVI001
        """,
}
SILENT = {
    "run-sync-of-a-partial-without-flag": """
        from functools import partial
        import uvicorn
        portal = type("Portal", (), {"run_sync": staticmethod(lambda call, *args: None)})()
        portal.run_sync(partial(uvicorn.run, port=80), FastAPI())
        """,
    "partial-string": """
        from functools import partial
        import uvicorn
        partial(uvicorn.run, "main:app", reload=True)()
        """,
    "partial-flag-off": """
        import functools, uvicorn
        functools.partial(uvicorn.run, FastAPI(), workers=1)()
        """,
    "partial-of-another-function": """
        from functools import partial
        import uvicorn
        partial(print, uvicorn.run, FastAPI(), reload=True)
        """,
    "partial-from-elsewhere": """
        from other import partial
        import uvicorn
        partial(uvicorn, FastAPI(), reload=True)()
        """,
    "partial-defined-here": """
        import uvicorn
        def partial(*args, **kwargs):
            return print
        partial(uvicorn.run, FastAPI(), reload=True)()
        """,
    "partial-rebound-run": """
        from functools import partial
        import uvicorn
        serve = uvicorn.run
        serve = print
        partial(serve, FastAPI(), reload=True)
        """,
    "partial-unknown-kwargs": """
        from functools import partial
        import uvicorn
        def serve(**options):
            partial(uvicorn.run, FastAPI(), **options)()
        serve()
        """,
    "partial-string-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve("main:app")
        """,
    "partial-flag-turned-off-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve(FastAPI(), reload=False)
        """,
    "partial-with-app-flag-turned-off-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)
        serve(reload=False)
        """,
    "partial-flag-off-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI())
        serve(reload=False)
        """,
    "partial-second-app": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve(FastAPI(), 8000)
        """,
    "partial-rebound": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        serve = print
        serve(FastAPI())
        """,
    "partial-app-parameter": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        def main(app):
            serve(app)
        main("main:app")
        """,
    "partial-as-argument-of-run": """
        from functools import partial
        import uvicorn
        uvicorn.run(partial(FastAPI(), reload=True))
        """,
    "partial-unknown-kwargs-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, FastAPI(), reload=True)
        def start(**options):
            serve(**options)
        start(reload=False)
        """,
    "partial-unknown-kwargs-may-hold-the-app": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, app=FastAPI())
        def start(**options):
            serve(reload=True, **options)
        start(app="main:app")
        """,
    "partial-app-and-unknown-kwargs-given-later": """
        from functools import partial
        import uvicorn
        serve = partial(uvicorn.run, reload=True)
        def start(**options):
            serve(FastAPI(), **options)
        start(reload=False)
        """,
    "partials-in-two-branches": """
        from functools import partial
        import uvicorn
        if print():
            serve = partial(uvicorn.run, reload=True)
        else:
            serve = partial(uvicorn.run, reload=False)
        serve(FastAPI())
        """,
    "partial-or-run-itself": """
        from functools import partial
        import uvicorn
        if print():
            serve = partial(uvicorn.run, reload=True)
        else:
            serve = uvicorn.run
        serve(FastAPI())
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")
