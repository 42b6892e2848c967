"""The arguments of a launch: where the application and the flags may stand."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "first-positional": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "app-first": """
        import uvicorn
        uvicorn.run(app=FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "app-last": """
        import uvicorn
        uvicorn.run(host="0.0.0.0", reload=True, app=FastAPI())  # error: 45 UVI001
        """,
    "app-between": """
        import uvicorn
        uvicorn.run(
            host="0.0.0.0",
            app=FastAPI(),  # error: 8 UVI001
            reload=True,
        )
        """,
    "app-on-its-own-line": """
        import uvicorn
        uvicorn.run(
            FastAPI(),  # error: 4 UVI001
            host="0.0.0.0",
            port=8000,
            reload=True,
        )
        """,
    "app-in-parentheses": """
        import uvicorn
        uvicorn.run((FastAPI()), reload=True)  # error: 13 UVI001
        """,
    "star-tuple": """
        import uvicorn
        uvicorn.run(*(FastAPI(),), reload=True)  # error: 0 UVI001
        """,
    "star-list": """
        import uvicorn
        uvicorn.run(*[FastAPI()], workers=2)  # error: 0 UVI001
        """,
    "star-name-of-tuple": """
        import uvicorn
        args = (FastAPI(),)
        uvicorn.run(*args, reload=True)  # error: 0 UVI001
        """,
    "star-name-of-list": """
        import uvicorn
        args = [FastAPI()]
        uvicorn.run(*args, reload=True)  # error: 0 UVI001
        """,
    "star-name-in-function": """
        import uvicorn
        args = (FastAPI(),)
        def main():
            uvicorn.run(*args, reload=True)  # error: 4 UVI001
        main()
        """,
    "empty-star-beside-app": """
        import uvicorn
        uvicorn.run(*(), app=FastAPI(), reload=True)  # error: 21 UVI001
        """,
    "kwargs-display": """
        import uvicorn
        uvicorn.run(FastAPI(), **{"reload": True})  # error: 12 UVI001
        """,
    "kwargs-dict-call": """
        import uvicorn
        uvicorn.run(FastAPI(), **dict(workers=4))  # error: 12 UVI001
        """,
    "kwargs-dict-call-of-display": """
        import uvicorn
        uvicorn.run(FastAPI(), **dict({"workers": 4}, host="::"))  # error: 12 UVI001
        """,
    "kwargs-name": """
        import uvicorn
        options = {"host": "0.0.0.0", "reload": True}
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-name-of-dict-call": """
        import uvicorn
        options = dict(host="0.0.0.0", reload=True)
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-annotated-name": """
        import uvicorn
        options: dict[str, object] = {"reload": True}
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-with-app": """
        import uvicorn
        uvicorn.run(**{"app": FastAPI(), "reload": True})  # error: 0 UVI001
        """,
    "kwargs-name-with-app": """
        import uvicorn
        options = dict(app=FastAPI(), reload=True)
        uvicorn.run(**options)  # error: 0 UVI001
        """,
    "kwargs-app-with-flag-beside": """
        import uvicorn
        options = {"app": FastAPI()}
        uvicorn.run(**options, reload=True)  # error: 0 UVI001
        """,
    "kwargs-twice": """
        import uvicorn
        one, two = {"reload": True}, {"host": "::"}
        uvicorn.run(FastAPI(), **one, **two)  # error: 12 UVI001
        """,
    "kwargs-nested-display": """
        import uvicorn
        uvicorn.run(FastAPI(), **{"host": "::", **{"reload": True}})  # error: 12 UVI001
        """,
    "kwargs-nested-name": """
        import uvicorn
        base = {"reload": True}
        uvicorn.run(FastAPI(), **{**base, "host": "::"})  # error: 12 UVI001
        """,
    "kwargs-nested-overrides": """
        import uvicorn
        uvicorn.run(FastAPI(), **{"reload": False, **{"reload": True}})  # error: 12 UVI001
        """,
    "kwargs-overrides-nested": """
        import uvicorn
        base = {"reload": False}
        options = {**base, "reload": True}
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-last-key-wins": """
        import uvicorn
        uvicorn.run(FastAPI(), **{"reload": False, "reload": True})  # error: 12 UVI001
        """,
    "kwargs-read-but-not-changed": """
        import uvicorn
        options = {"reload": True, "host": "::"}
        print(options, options["host"], options.get("port"), len(options))
        for key, value in options.items():
            pass
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-name-used-twice": """
        import uvicorn
        options = {"reload": True}
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        uvicorn.run(app=FastAPI(), **options)  # error: 16 UVI001
        """,
    "kwargs-rebound-after": """
        import uvicorn
        options = {"reload": True}
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        options = {}
        """,
    "kwargs-module-dict-in-function": """
        import uvicorn
        OPTIONS = {"reload": True}
        def main():
            uvicorn.run(FastAPI(), **OPTIONS)  # error: 16 UVI001
        main()
        """,
    "unknown-kwargs-cannot-take-a-flag-back": """
        import uvicorn
        def main(**options):
            uvicorn.run(FastAPI(), reload=True, **options)  # error: 16 UVI001
        main(host="::")
        """,
    "unknown-star-leaves-app-alone": """
        import uvicorn
        def main(*args):
            uvicorn.run(app=FastAPI(), reload=True, *args)  # error: 20 UVI001
        main()
        """,
    "kwargs-under-two-names": """
        import uvicorn
        options = shared = {"reload": True}
        print(shared)
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-of-a-thread": """
        from threading import Thread as T
        import uvicorn
        options = {"reload": True}
        t = T(target=print, kwargs={}, args=options)
        t.start(); t.join()
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-of-a-thread-by-its-place": """
        import threading, uvicorn
        options = {"reload": True}
        t = threading.Timer(0, print, [], options)
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-used-where-they-are-bound": """
        import uvicorn
        def other(**given):
            given.clear()
        other(**(options := {"reload": True}))
        uvicorn.run(FastAPI(), **options)  # error: 12 UVI001
        """,
    "kwargs-beside-another-global": """
        import uvicorn
        def main():
            global other
            other = {"reload": False}
            options = shared = {"reload": True}
            uvicorn.run(FastAPI(), **options)  # error: 16 UVI001
        main()
        """,
    "star-name-under-two-names": """
        import uvicorn
        args = others = [FastAPI()]
        uvicorn.run(*args, reload=True)  # error: 0 UVI001
        """,
    "several-flags-one-report": """
        import uvicorn
        uvicorn.run(FastAPI(), debug=True, workers=4, reload=True)  # error: 12 UVI001
        """,
    "launch-inside-a-launch": """
        import uvicorn
        uvicorn.run(uvicorn.run(FastAPI(), reload=True) or "main:app")  # error: 24 UVI001
        """,
    "two-on-one-line": """
        import uvicorn
        run = uvicorn.run
        run(FastAPI(), reload=1); run(FastAPI(), workers=2)  # error: 4 UVI001, 30 UVI001
        """,
}

SILENT = {
    "no-flags": """
        import uvicorn
        uvicorn.run(FastAPI())
        """,
    "no-app": """
        import uvicorn
        uvicorn.run(reload=True)
        """,
    "no-arguments": """
        import uvicorn
        uvicorn.run()
        """,
    "second-positional": """
        import uvicorn
        uvicorn.run(FastAPI(), 8000, reload=True)
        """,
    "second-positional-is-no-app": """
        import uvicorn
        uvicorn.run("main:app", FastAPI(), reload=True)
        """,
    "app-twice": """
        import uvicorn
        uvicorn.run(FastAPI(), app="main:app", reload=True)
        """,
    "app-of-another-call": """
        import uvicorn
        uvicorn.run(print(FastAPI(), file=None) or "main:app", reload=True)
        """,
    "star-string": """
        import uvicorn
        uvicorn.run(*("main:app",), reload=True)
        """,
    "star-two": """
        import uvicorn
        uvicorn.run(*(FastAPI(), 8000), reload=True)
        """,
    "star-and-positional": """
        import uvicorn
        uvicorn.run(FastAPI(), *(8000,), reload=True)
        """,
    "star-empty": """
        import uvicorn
        uvicorn.run(*(), reload=True)
        """,
    "star-parameter": """
        import uvicorn
        def main(*args):
            uvicorn.run(*args, reload=True)
        main("main:app")
        """,
    "star-changed-list": """
        import uvicorn
        args = [FastAPI()]
        args[0] = "main:app"
        uvicorn.run(*args, reload=True)
        """,
    "star-changed-by-method": """
        import uvicorn
        args = [FastAPI()]
        args.insert(0, "main:app")
        args.pop()
        uvicorn.run(*args, reload=True)
        """,
    "star-rebound-in-branch": """
        import uvicorn
        args = ("main:app",)
        if not args:
            args = (FastAPI(),)
        uvicorn.run(*args, reload=True)
        """,
    "star-of-a-string": """
        import uvicorn
        uvicorn.run(*"a", reload=True)
        """,
    "star-dict": """
        import uvicorn
        uvicorn.run(*{"main:app": FastAPI()}, reload=True)
        """,
    "star-in-star": """
        import uvicorn
        def main(*args):
            uvicorn.run(*(*args, FastAPI()), reload=True)
        main("main:app")
        """,
    "kwargs-string": """
        import uvicorn
        uvicorn.run(**{"app": "main:app", "reload": True})
        """,
    "kwargs-flag-off": """
        import uvicorn
        options = dict(workers=1, reload=False)
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-other-keys": """
        import uvicorn
        uvicorn.run(FastAPI(), **{"reload_delay": True, "workers_": 2})
        """,
    "kwargs-keys-that-are-no-strings": """
        import uvicorn
        uvicorn.run(FastAPI(), **{b"reload": True})
        """,
    "kwargs-key-through-name": """
        import uvicorn
        key = "reload_delay"
        uvicorn.run(FastAPI(), **{key: True})
        """,
    "kwargs-parameter": """
        import uvicorn
        def main(**options):
            uvicorn.run(FastAPI(), **options)
        main()
        """,
    "kwargs-function": """
        import uvicorn
        def options():
            return {"reload": False}
        uvicorn.run(FastAPI(), **options())
        """,
    "kwargs-attribute": """
        import uvicorn
        class Options:
            values = {"reload": True}
        Options.values = {}
        uvicorn.run(FastAPI(), **Options.values)
        """,
    "kwargs-changed-item": """
        import uvicorn
        options = {"reload": True}
        options["reload"] = False
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-by-update": """
        import uvicorn
        options = {"reload": True}
        options.update(reload=False)
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-item-popped": """
        import uvicorn
        options = {"reload": True}
        options.pop("reload")
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-item-deleted": """
        import uvicorn
        options = {"reload": True}
        del options["reload"]
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-cleared": """
        import uvicorn
        options = dict(reload=True)
        options.clear()
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-merged-in-place": """
        import uvicorn
        options = {"reload": True}
        options |= {"reload": False}
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-through-alias": """
        import uvicorn
        options = {"reload": True}
        same = options
        same["reload"] = False
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-under-another-name": """
        import uvicorn
        options = shared = {"reload": True}
        shared["reload"] = False
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-under-a-third-name": """
        import uvicorn
        options = shared = {"reload": True}
        first = options = {"reload": True}
        first.clear()
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-as-an-attribute": """
        import uvicorn
        class Settings: pass
        Settings.options = options = {"reload": True}
        Settings.options["reload"] = False
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-under-a-global-name": """
        import uvicorn
        def change():
            shared["reload"] = False
        def main():
            global shared
            options = shared = {"reload": True}
            change()
            uvicorn.run(FastAPI(), **options)
        main()
        """,
    "kwargs-changed-where-they-are-bound": """
        import uvicorn
        def change(given):
            given.clear()
        change(options := {"reload": True})
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-under-the-name-they-are-bound-to": """
        import uvicorn
        shared = (options := {"reload": True})
        shared.clear()
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-by-a-function-as-kwargs": """
        import uvicorn
        options = {"reload": True}
        def change(kwargs):
            kwargs.clear()
        change(kwargs=options)
        uvicorn.run(FastAPI(), **options)
        """,
    "star-changed-by-a-function-as-args": """
        import uvicorn
        args = [FastAPI()]
        def change(args):
            args[0] = "main:app"
        change(args=args)
        uvicorn.run(*args, reload=True)
        """,
    "star-changed-under-another-name": """
        import uvicorn
        args = others = [FastAPI()]
        others[0] = "main:app"
        uvicorn.run(*args, reload=True)
        """,
    "kwargs-changed-by-a-function": """
        import uvicorn
        options = {"reload": True}
        def prepare(given):
            given.clear()
        prepare(options)
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-changed-in-another-function": """
        import uvicorn
        OPTIONS = {"reload": True}
        def prepare():
            OPTIONS["reload"] = False
        def main():
            uvicorn.run(FastAPI(), **OPTIONS)
        prepare()
        main()
        """,
    "kwargs-changed-in-a-loop": """
        import uvicorn
        options = {"reload": True}
        for each in [options]:
            each["reload"] = False
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-rebound": """
        import uvicorn
        options = {"reload": True}
        options = {}
        uvicorn.run(FastAPI(), **options)
        """,
    "kwargs-nested-overrides": """
        import uvicorn
        uvicorn.run(FastAPI(), **{"reload": True, **{"reload": False}})
        """,
    "kwargs-nested-name-overrides": """
        import uvicorn
        base = {"reload": False}
        uvicorn.run(FastAPI(), **{"reload": True, **base})
        """,
    "kwargs-nested-unknown-may-override": """
        import uvicorn
        def main(**options):
            uvicorn.run(FastAPI(), **{"reload": True, **options})
        main(reload=False)
        """,
    "kwargs-last-key-wins": """
        import uvicorn
        uvicorn.run(FastAPI(), **{"reload": True, "reload": False})
        """,
    "kwargs-dict-keyword-wins": """
        import uvicorn
        uvicorn.run(FastAPI(), **dict({"reload": True}, reload=False))
        """,
    "kwargs-union": """
        import uvicorn
        uvicorn.run(FastAPI(), **({"reload": True} | {"reload": False}))
        """,
    "kwargs-comprehension": """
        import uvicorn
        uvicorn.run(FastAPI(), **{key: False for key in ["reload"]})
        """,
    "kwargs-dict-that-is-not-dict": """
        import uvicorn
        def dict(**kwargs):
            return {}
        uvicorn.run(FastAPI(), **dict(reload=True))
        """,
    "kwargs-dict-of-itself": """
        import uvicorn
        options = {}
        options = {**options}
        uvicorn.run(FastAPI(), **options)
        """,
    "flag-given-twice": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True, **{"reload": True})
        """,
    "flag-given-by-two-dicts": """
        import uvicorn
        one, two = {"reload": True}, dict(reload=True)
        uvicorn.run(FastAPI(), **one, **two)
        """,
    "app-given-twice-through-kwargs": """
        import uvicorn
        uvicorn.run(FastAPI(), **{"app": FastAPI(), "reload": True})
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")
