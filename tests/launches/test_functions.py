"""Functions and methods of which the visible calls say what they launch, and which do not.

Each source stands behind the imports of uvicorn and an application ``app``.
"""

from __future__ import annotations

import textwrap

from tests.support.marked import each, fires, silent

HEAD = """\
import uvicorn
from fastapi import FastAPI
app = FastAPI()
"""

FIRES = {
    "what comes behind a star as a flag": """
        def serve(app, *rest, **more):
            uvicorn.run(app, reload=rest, workers=len(more))
        serve(app, 1)  # error: 6 UVI002
        """,
    "what comes behind a star itself": """
        def serve(*given):
            uvicorn.run(given, reload=True)  # error: 16 UVI001
        serve(1)
        """,
    "settings of another file as a parameter": """
        from shop import settings
        def serve(app, given):
            uvicorn.run(app, reload=given.reload)
        serve(app, settings)  # error: 6 UVI002
        """,
    "an attribute of what is no parameter": """
        from shop import settings
        def serve(app, port=1):
            uvicorn.run(app, port=port, reload=settings.reload)
        serve(app)  # error: 6 UVI002
        """,
    "an application that may be left to the default": """
        import sys
        def serve(given=app, reload=True):
            uvicorn.run(given, reload=reload)
        options = {}
        if "x" in sys.argv:
            options["given"] = FastAPI()
        serve(**options)  # error: 0 UVI001
        """,
    "a parameter that takes what may be missing": """
        import sys
        def serve(app, *, reload):
            uvicorn.run(app, reload=reload)
        options = {}
        if "x" in sys.argv:
            options["reload"] = True
        serve(app, **options)  # error: 6 UVI002
        """,
    "a key word for a star": """
        def serve(app, *rest):
            uvicorn.run(app, reload=len(rest) > 1 or True)
        serve(app, 1, 2)  # error: 6 UVI001
        """,
    "a method found in no class": """
        class A: pass
        class R(A):
            def run(self, app): uvicorn.run(app, reload=True)
            def start(self):
                super().run("m:app")
        R().run(app)  # error: 8 UVI001
        """,
    "called by an instance": """
        class R:
            def __call__(self, app, reload=False):
                uvicorn.run(app, reload=reload)
        class Q(R):
            pass
        Q()(app, reload=True)  # error: 4 UVI001
        """,
    "two ways with one application": """
        import sys
        def serve(app, reload):
            uvicorn.run(app, reload=reload)
        def main(reload):
            made = FastAPI()
            serve(made, reload)  # error: 10 UVI002
        if "x" in sys.argv:
            main(True)
        else:
            main(False)
        """,
    "in a with that swallows nothing": """
        from shop import measured
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        with measured():
            serve(app, reload=True)  # error: 10 UVI001
        """,
    "behind an assertion that holds": """
        def serve(app, reload=False):
            assert reload
            uvicorn.run(app, reload=reload)
        serve(app, reload=True)  # error: 6 UVI001
        """,
    "a method of a class by name and by self": """
        class R:
            def serve(self, app, reload):
                uvicorn.run(app, reload=reload)
            def main(self):
                self.serve(app, True)  # error: 19 UVI001
        R().main()
        R.serve(None, app, True)
        """,
    "an item that nobody needs": """
        def serve(app, **more):
            more.pop("extra", None)
            uvicorn.run(app, **more)
        serve(app, extra=1, workers=2)  # error: 6 UVI001
        """,
    "a factory with a default": """
        def make(): return FastAPI()
        def serve(factory=make, reload=True):
            uvicorn.run(factory(), reload=reload)  # error: 16 UVI001
        serve()
        """,
    "positional only": """
        def serve(app, /, reload=False, *, port=1, **more):
            uvicorn.run(app, reload=reload, port=port, **more)
        serve(app, True, app_dir=".")  # error: 6 UVI001
        """,
    "a method of an object in a name": """
        class R:
            def __init__(self, app, **kw):
                self.app = app
                self.kw = kw
            def run(self):
                uvicorn.run(self.app, **self.kw)
        r = R(app, reload=True)  # error: 6 UVI001
        r.run()
        """,
    "two classes with the same attributes": """
        class Q:
            def __init__(self):
                self.app = None
                self.reload = 0
        class R:
            def __init__(self, app, reload):
                self.app = app
                self.reload = reload
            def run(self):
                uvicorn.run(self.app, reload=self.reload)
        R(app, reload=True).run()  # error: 2 UVI001
        """,
    "a method that gives the options": """
        class R:
            reload = True
            def __init__(self, app):
                self.app = app
            def options(self): return {"reload": self.reload}
            def run(self):
                uvicorn.run(self.app, **self.options())
        R(app).run()  # error: 2 UVI001
        """,
    "some of the calls": """
        import sys
        def serve(reload=False):
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
        if "x" in sys.argv:
            serve(True)
        else:
            serve()
        """,
    "given away as well": """
        def serve(reload=False):
            uvicorn.run(app, reload=reload)  # error: 16 UVI002
        serve()
        print(serve)
        """,
    "in a try that expects something else": """
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        try:
            serve(app, reload=True)  # error: 10 UVI001
        except ValueError:
            pass
        """,
    "an option that may be missing": """
        import sys
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        options = {}
        if "x" in sys.argv:
            options["reload"] = True
        serve(app, **options)  # error: 6 UVI002
        """,
    "a tuple behind a star": """
        def serve(app, reload):
            uvicorn.run(app, reload=reload)
        given = (app, True)
        serve(*given)  # error: 0 UVI001
        """,
    "all that is given handed on": """
        def serve(*args, **kwargs):
            uvicorn.run(*args, **kwargs)
        serve(app, **{"workers": 2})  # error: 6 UVI001
        """,
    "default that is an application": """
        def serve(app=app, reload=True):
            uvicorn.run(app, reload=reload)  # error: 16 UVI001
        serve()
        """,
    "an instance of a derived class": """
        class R:
            workers = 1
            def __init__(self, app):
                self.app = app
            def run(self):
                uvicorn.run(self.app, workers=self.workers)
        class P(R):
            workers = 2
        class Q(P):
            pass
        Q(app).run()  # error: 2 UVI001
        """,
    "a class method": """
        class R:
            @classmethod
            def run(cls, app, reload):
                uvicorn.run(app, reload=reload)
        R.run(app, True)  # error: 6 UVI001
        """,
}

SILENT = {
    "expected by a test": """
        import pytest
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        with pytest.raises(SystemExit):
            serve(app, reload=True)
        """,
    "a method by its bare name": """
        class R:
            def run(app, reload): uvicorn.run(app, reload=reload)
            run("m:app", True)
        """,
    "an instance far from the method": """
        class A:
            def __call__(self, app): uvicorn.run(app, reload=True)
        class B(A): pass
        class C(B): pass
        class D(C): pass
        class E(D): pass
        class F(E): pass
        class G(F): pass
        class H(G): pass
        class I(H): pass
        class J(I): pass
        J()(app)
        """,
    "what comes behind a star that is no sequence": """
        given = 1
        uvicorn.run(*given, reload=True)
        """,
    "a star that a frame does not fill": """
        def serve(*given):
            uvicorn.run(*given, reload=True)
            for given in []:
                uvicorn.run(*given, reload=True)
        serve("m:app")
        """,
    "an instance that nobody calls": """
        class R:
            def __call__(self, app): uvicorn.run(app, reload=True)
        class Q:
            def __call__(self, app): pass
        Q()(app)
        from functools import partial
        def serve(app): uvicorn.run(app, reload=True)
        partial(print, serve)(app)
        partial()(app)
        """,
    "attributes that are not certain": """
        class R:
            def __init__(self, app): self.app = app
            if True:
                reload = True
            else:
                reload = False
            for workers in (4,): pass
            def run(self): uvicorn.run(self.app, workers=self.workers)
        R("m:app").run()
        class Q:
            def __init__(self, app): self.app = app
            def run(self): uvicorn.run(self.app, reload=self.other.reload)
        Q("m:app").run()
        """,
    "one that calls itself": """
        def serve(app, reload):
            uvicorn.run(app, reload=reload)
            serve(app, reload)
        """,
    "calls that are a TypeError": """
        def serve(app, /, reload):
            uvicorn.run(app, reload=reload)
        serve(app, True, 1)
        serve(app, True, port=1)
        serve(app=app, reload=True)
        serve(app, True, reload=True)
        serve(app)
        class R:
            def run(self, app, reload): uvicorn.run(app, reload=reload)
        R.run(app, True)
        R().run(app)
        """,
    "an option that may be missing, and has no default": """
        import sys
        def serve(app, reload):
            uvicorn.run("m:app", reload=reload)
        options = {}
        if "x" in sys.argv:
            options["reload"] = True
        serve(app, **options)
        """,
    "behind an assertion that fails": """
        def serve(app, reload=False):
            assert not reload
            uvicorn.run(app, reload=reload)
        serve(app, reload=True)
        """,
    "in a match": """
        def serve(app, mode, reload):
            match mode:
                case "dev":
                    uvicorn.run(app, reload=reload)
        serve(app, "prod", True)
        """,
    "handed to a thread as a method": """
        from threading import Thread
        class R:
            def run(self, app="m:app", reload=True): uvicorn.run(app, reload=reload)
        Thread(target=R().run, args=(app,))
        Thread()
        """,
    "an object that is not visible": """
        from shop import Base, runner
        class R(Base):
            def run(self, app, reload): uvicorn.run(app, reload=reload)
        class Q(R):
            def start(self): super().run("m:app", True)
            def other(): super().run("m:app", True)
            def more(self): super(R, self).run("m:app", True)
            def third(self): super().nothing("m:app", True)
        runner.run(app, True)
        super().run(app, True)
        """,
    "a registry that is not certain": """
        from shop import names
        def dev(app): uvicorn.run(app, reload=True)
        def prod(app): uvicorn.run(app)
        COMMANDS = {"dev": dev, "prod": prod, "other": print}
        COMMANDS["prod"](app)
        COMMANDS["other"](app)
        COMMANDS[names](app)
        names["dev"](app)
        """,
    "expected by a bare handler": """
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        try:
            serve(app, reload=True)
        except:
            pass
        """,
    "arguments behind a star that is not visible": """
        import sys
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        serve(*sys.argv)
        def rest(*given):
            uvicorn.run(*given, port=1)
        rest(*sys.argv)
        def nested(*given):
            def inner(): uvicorn.run(*given, reload=True)
            inner()
        nested("m:app")
        """,
    "forward mutated param": """
        def serve(app, reload):
            reload = False
            uvicorn.run(app, reload=reload)
        serve(app, True)
        """,
    "forward wrapped": """
        def serve(app, reload):
            if reload:
                app = "m:app"
            uvicorn.run(app, reload=reload)
        serve(app, True)
        """,
    "forward str()": """
        def serve(app, reload):
            uvicorn.run(f"{app}:x", reload=reload)
        serve(app, True)
        """,
    "forward lookup": """
        def serve(app, reload):
            uvicorn.run({"a": "m:a"}.get(app, "m:b"), reload=reload)
        serve(app, True)
        """,
    "forward ternary": """
        def serve(app, reload, target="m:app"):
            uvicorn.run(target if reload else app, reload=reload)
        serve(app, True)
        """,
    "class default": """
        class R:
            def __init__(self, app, **kw):
                self.app = app
                self.kw = kw
                self.kw["reload"] = False
            def run(self):
                uvicorn.run(self.app, **self.kw)
        R(app, reload=True).run()
        """,
    "class setter": """
        class R:
            def __init__(self, app, reload):
                self.app = app
                self.reload = reload
            def run(self):
                self.reload = False
                uvicorn.run(self.app, reload=self.reload)
        R(app, reload=True).run()
        """,
    "class property": """
        class R:
            def __init__(self, app, reload):
                self.app = app
                self._reload = reload
            @property
            def reload(self): return False
            def run(self):
                uvicorn.run(self.app, reload=self.reload)
        R(app, reload=True).run()
        """,
    "class override": """
        class R:
            def __init__(self, app, reload):
                self.app = app
                self.reload = reload
            def options(self): return {"reload": self.reload}
            def run(self):
                uvicorn.run(self.app, **self.options())
        class Q(R):
            def options(self): return {}
        Q(app, reload=True).run()
        """,
    "dataclass post": """
        from dataclasses import dataclass
        @dataclass
        class R:
            app: object
            reload: bool = False
            def __post_init__(self): self.reload = False
            def run(self): uvicorn.run(self.app, reload=self.reload)
        R(app, True).run()
        """,
    "dataclass field init": """
        from dataclasses import dataclass, field
        @dataclass
        class R:
            app: object
            reload: bool = field(default=False, init=False)
            workers: int = 1
            def run(self): uvicorn.run(self.app, reload=self.reload)
        R(app, 1).run()
        """,
    "kw only dataclass": """
        from dataclasses import dataclass, asdict
        @dataclass(kw_only=True)
        class R:
            reload: bool = True
            port: int = 8000
        uvicorn.run(app, **asdict(R(reload=False)))
        """,
    "setattr instance": """
        class R:
            def __init__(self, app, reload):
                self.app = app
                self.reload = reload
            def run(self):
                uvicorn.run(self.app, reload=self.reload)
        r = R(app, reload=True)
        setattr(r, "reload", False)
        r.run()
        """,
    "vars update instance": """
        class R:
            def __init__(self, app, reload):
                self.app = app
                self.reload = reload
            def run(self):
                uvicorn.run(self.app, reload=self.reload)
        r = R(app, reload=True)
        vars(r).update(reload=False)
        r.run()
        """,
    "thread caller": """
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        def later(f, *a, **k): pass
        later(serve, app, reload=True)
        """,
    "partial not called": """
        from functools import partial
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        p = partial(serve, reload=True)
        serve(app)
        """,
    "caught around caller": """
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        try:
            serve(app, reload=True)
        except SystemExit:
            pass
        """,
    "dead branch": """
        DEV = False
        def serve(app, reload=False):
            uvicorn.run(app, reload=reload)
        if DEV:
            serve(app, reload=True)
        else:
            serve(app)
        """,
    "recursive": """
        def serve(app, reload, depth=3):
            if depth:
                return serve("m:app", reload, depth - 1)
            uvicorn.run(app, reload=reload)
        serve(app, True)
        """,
    "locals func": """
        def main(reload=True, app=app):
            d = locals()
            d["reload"] = False
            uvicorn.run(**d)
        main()
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(HEAD + textwrap.dedent(source))


@each(SILENT)
def test_silent(source: str) -> None:
    silent(HEAD + textwrap.dedent(source))
