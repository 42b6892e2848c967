"""What ``uvicorn.run`` is called here: imports, aliases, scopes and flow of control.

The truth is CPython's: every source also runs, with uvicorn's ``run`` replaced by a recorder,
in all ways that its ``maybe()`` and ``some()`` leave open. A line deserves an error if one of
these ways calls ``uvicorn.run`` there.
"""

from __future__ import annotations

import sys

import pytest

from tests.support.marked import expected
from tests.support.pairs import called_lines, each, fires, silent

IMPORTED = {
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

NOT_IMPORTED = {
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

ALIASED = {
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

NOT_ALIASED = {
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

SEEN = {
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

HIDDEN = {
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

REACHED = {
    "for-target-after-call": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        for uvicorn in some():
            pass
        """,
    "for-target-of-empty-loop": """
        import uvicorn
        for uvicorn in some():
            pass
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "for-iterable": """
        import uvicorn
        for uvicorn in [uvicorn.run(FastAPI(), reload=True)]:  # error: 28 UVI001
            pass
        """,
    "loop-carries-round": """
        server = other
        for _ in some():
            server.run(FastAPI(), reload=True)  # error: 15 UVI001
            import uvicorn as server
        """,
    "loop-break-keeps": """
        import uvicorn
        while True:
            if maybe():
                break
            uvicorn = other
            break
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "loop-continue-skips": """
        import uvicorn
        for _ in some():
            if maybe():
                continue
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "loop-else-skipped-by-break": """
        import uvicorn
        for _ in some():
            break
        else:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "loop-else-reached": """
        server = other
        for _ in some():
            break
        else:
            import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "loop-else-break-leaves-outer-loop": """
        import uvicorn as server
        for _ in some():
            for _ in some():
                pass
            else:
                break
            server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "while-test-walrus": """
        import uvicorn
        while (server := uvicorn) and maybe():
            server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "while-else": """
        import uvicorn
        while maybe():
            uvicorn = other
        else:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "while-true-broken": """
        while True:
            import uvicorn
            break
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "with-target-after-call": """
        import uvicorn
        with open(__import__("os").devnull) as file:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "except-name-not-raised": """
        import uvicorn
        try:
            maybe()
        except ValueError as uvicorn:
            pass
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "except-star": """
        server = other
        try:
            int("x")
        except ValueError:
            import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "except-sees-part-of-try": """
        server = other
        try:
            import uvicorn as server
            int("x")
            server = other
        except ValueError:
            server.run(FastAPI(), reload=True)  # error: 15 UVI001
        """,
    "except-sees-state-before-try": """
        import uvicorn
        try:
            int("x")
            uvicorn = other
        except ValueError:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "finally-runs": """
        try:
            pass
        finally:
            import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "finally-sees-unfinished-try": """
        import uvicorn
        try:
            int("x")
            uvicorn = other
        finally:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "finally-after-return": """
        import uvicorn
        def main():
            try:
                return
            finally:
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        main()
        """,
    "finally-after-break": """
        server = other
        while True:
            try:
                break
            finally:
                import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "finally-after-continue": """
        server = other
        for _ in some():
            server.run(FastAPI(), reload=True)  # error: 15 UVI001
            try:
                continue
            finally:
                import uvicorn as server
        """,
    "finally-inside-finally-after-break": """
        server = other
        while True:
            try:
                try:
                    break
                finally:
                    import uvicorn as server
            finally:
                pass
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "break-in-finally": """
        server = other
        while True:
            try:
                server = print
            finally:
                import uvicorn as server
                break
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "match-subject": """
        import uvicorn
        match uvicorn.run(FastAPI(), reload=True):  # error: 18 UVI001
            case uvicorn:
                pass
        """,
    "match-one-case": """
        server = other
        match maybe():
            case True:
                import uvicorn as server
            case False:
                pass
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "match-no-case": """
        import uvicorn as server
        match maybe():
            case True:
                server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "match-guard-fails": """
        import uvicorn as server
        match 1:
            case 1 if maybe():
                server = other
            case _:
                pass
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "match-captures-subject": """
        import uvicorn
        match 0:
            case other_name:
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        """,
    "early-return": """
        import uvicorn
        def main():
            server = uvicorn
            if maybe():
                server = other
                return
            server.run(FastAPI(), reload=True)  # error: 15 UVI001
        main()
        """,
    "early-raise": """
        import uvicorn as server
        if maybe():
            server = other
            raise SystemExit
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "early-exit": """
        import sys
        import uvicorn as server
        if maybe():
            server = other
            sys.exit()
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "branch-imports": """
        server = other
        if maybe():
            import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "elif-imports": """
        server = other
        if maybe():
            pass
        elif maybe():
            import uvicorn as server
        else:
            server = print
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "walrus-in-test": """
        import uvicorn
        if (server := uvicorn) and maybe():
            server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "conditional-expression-branch": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True) if maybe() else None  # error: 12 UVI001
        """,
    "conditional-expression-walrus": """
        import uvicorn
        server = other
        (server := uvicorn) if maybe() else None
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "and-walrus": """
        import uvicorn
        server = other
        maybe() and (server := uvicorn)
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "deleted-after-call": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        del uvicorn
        """,
    "deleted-in-branch": """
        import uvicorn
        if maybe():
            del uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "deleted-and-imported-again": """
        import uvicorn
        del uvicorn
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "rebound-after-call": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        uvicorn = other
        """,
    "order-inside-a-statement": """
        import uvicorn
        print(uvicorn.run(FastAPI(), reload=True), uvicorn := other)  # error: 18 UVI001
        """,
    "assignment-reads-first": """
        import uvicorn
        uvicorn = uvicorn.run(FastAPI(), reload=True)  # error: 22 UVI001
        """,
    "suppress-keeps-what-was": """
        from contextlib import suppress
        import uvicorn as server
        with suppress(ValueError):
            int("x")
            server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
}

NOT_REACHED = {
    "for-target": """
        import uvicorn
        for uvicorn in [other]:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "async-for-target": """
        import asyncio, uvicorn
        async def servers():
            yield other
        async def main():
            async for uvicorn in servers():
                uvicorn.run(FastAPI(), reload=True)
        asyncio.run(main())
        """,
    "for-unpacking-target": """
        import uvicorn
        for number, (uvicorn, *rest) in [(1, (other, 2))]:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "loop-does-not-carry-back-over-rebinding": """
        for _ in some():
            server = other
            server.run(FastAPI(), reload=True)
            import uvicorn as server
        """,
    "loop-always-rebinds-before-break": """
        import uvicorn
        while True:
            uvicorn = other
            if maybe():
                break
        uvicorn.run(FastAPI(), reload=True)
        """,
    "loop-code-after-continue": """
        server = other
        for _ in some():
            continue
            import uvicorn as server
        server.run(FastAPI(), reload=True)
        """,
    "loop-code-after-break": """
        server = other
        for _ in some():
            break
            import uvicorn as server
        server.run(FastAPI(), reload=True)
        """,
    "loop-else-always-reached": """
        import uvicorn
        for _ in some():
            pass
        else:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "loop-else-break-leaves-outer-loop": """
        server = other
        for _ in some():
            for _ in some():
                pass
            else:
                break
            import uvicorn as server
        server.run(FastAPI(), reload=True)
        """,
    "while-test-walrus": """
        import uvicorn
        while (uvicorn := other) and maybe():
            pass
        uvicorn.run(FastAPI(), reload=True)
        """,
    "while-true-never-ends": """
        server = other
        while maybe():
            while True:
                if maybe():
                    raise SystemExit
            import uvicorn as server
        server.run(FastAPI(), reload=True)
        """,
    "while-true-rebound": """
        import uvicorn
        while True:
            uvicorn = other
            break
        uvicorn.run(FastAPI(), reload=True)
        """,
    "with-target": """
        import contextlib, uvicorn
        with contextlib.nullcontext(other) as uvicorn:
            uvicorn.run(FastAPI(), reload=True)
        uvicorn.run(FastAPI(), reload=True)
        """,
    "with-unpacking-target": """
        import contextlib, uvicorn
        with contextlib.nullcontext((1, other)) as (number, uvicorn):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "async-with-target": """
        import asyncio, contextlib, uvicorn
        async def main():
            async with contextlib.nullcontext(other) as uvicorn:
                uvicorn.run(FastAPI(), reload=True)
        asyncio.run(main())
        """,
    "except-name": """
        import uvicorn
        try:
            int("x")
        except ValueError as uvicorn:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "except-name-is-deleted": """
        import uvicorn
        def main():
            try:
                raise ValueError
            except ValueError as uvicorn:
                pass
            else:
                return
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "except-sees-no-else": """
        server = other
        try:
            int("x")
        except ValueError:
            server.run(FastAPI(), reload=True)
        else:
            import uvicorn as server
        """,
    "else-sees-whole-try": """
        import uvicorn
        try:
            uvicorn = other
        except ValueError:
            pass
        else:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-inside-finally-after-break": """
        import uvicorn
        while True:
            try:
                try:
                    break
                finally:
                    pass
            finally:
                uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-around-the-loop": """
        import uvicorn
        try:
            while True:
                break
        finally:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-rebinds": """
        import uvicorn
        try:
            maybe()
        finally:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-after-return": """
        def main():
            server = other
            if maybe():
                try:
                    return
                finally:
                    import uvicorn as server
            server.run(FastAPI(), reload=True)
        main()
        """,
    "finally-after-break": """
        import uvicorn
        while True:
            try:
                break
            finally:
                uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-after-continue": """
        import uvicorn
        for _ in some():
            try:
                continue
            finally:
                uvicorn = other
        else:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "match-capture": """
        import uvicorn
        match other:
            case uvicorn:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-as": """
        import uvicorn
        match 1:
            case 1 as uvicorn:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-star": """
        import uvicorn
        match [1, 2]:
            case [1, *uvicorn]:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-mapping-rest": """
        import uvicorn
        match {"a": 1}:
            case {**uvicorn}:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-class-keyword": """
        import uvicorn
        match 1j:
            case complex(real=uvicorn):
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-all-cases-rebind": """
        import uvicorn
        match maybe():
            case True:
                uvicorn = other
            case _:
                uvicorn = print
        uvicorn.run(FastAPI(), reload=True)
        """,
    "early-return": """
        import uvicorn
        def main():
            server = other
            if maybe():
                server = uvicorn
                return
            server.run(FastAPI(), reload=True)
        main()
        """,
    "early-raise": """
        server = other
        if maybe():
            import uvicorn as server
            raise SystemExit
        server.run(FastAPI(), reload=True)
        """,
    "early-exit": """
        import sys
        server = other
        if maybe():
            import uvicorn as server
            sys.exit()
        server.run(FastAPI(), reload=True)
        """,
    "all-branches-rebind": """
        import uvicorn as server
        if maybe():
            server = other
        elif maybe():
            server = print
        else:
            raise SystemExit
        server.run(FastAPI(), reload=True)
        """,
    "other-branch-imports": """
        server = other
        if maybe():
            import uvicorn as server
        else:
            server.run(FastAPI(), reload=True)
        """,
    "walrus-in-test": """
        import uvicorn
        if (uvicorn := other) and maybe():
            pass
        uvicorn.run(FastAPI(), reload=True)
        """,
    "conditional-expression-other-branch": """
        import uvicorn
        server = other
        (server := uvicorn) if maybe() else server.run(FastAPI(), reload=True)
        """,
    "conditional-expression-both-rebind": """
        import uvicorn
        (uvicorn := other) if maybe() else (uvicorn := print)
        uvicorn.run(FastAPI(), reload=True)
        """,
    "or-stops": """
        import uvicorn
        server = other
        server.run(FastAPI(), reload=True) or (server := uvicorn)
        """,
    "deleted": """
        import uvicorn
        del uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "deleted-local": """
        import uvicorn
        def main():
            import uvicorn
            del uvicorn
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "deleted-among-others": """
        import os, uvicorn
        del (os, [uvicorn])
        uvicorn.run(FastAPI(), reload=True)
        """,
    "rebound": """
        import uvicorn
        uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "rebound-by-import": """
        import uvicorn
        import other as uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "order-inside-a-statement": """
        import uvicorn
        print(uvicorn := other, uvicorn.run(FastAPI(), reload=True))
        """,
    "assignment-rebinds": """
        import uvicorn
        uvicorn = other.run(uvicorn)
        uvicorn.run(FastAPI(), reload=True)
        """,
}

TYPE_PARAMETERS = {
    "function": """
        import uvicorn
        def main[T]():
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        main()
        """,
    "class": """
        import uvicorn
        class Server[T]:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
            def run(self):
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        Server().run()
        """,
    "outside-their-scope": """
        import uvicorn
        def main[uvicorn]():
            pass
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "decorator-and-default": """
        import uvicorn
        @(uvicorn.run(FastAPI(), reload=True) or print)  # error: 14 UVI001
        def main[uvicorn](x=uvicorn.run(FastAPI(), reload=True)):  # error: 32 UVI001
            pass
        """,
    "class-scope-seen-through-them": """
        class Server:
            import uvicorn
            class Inner[T]((uvicorn.run(FastAPI(), reload=True), object)[1]):  # error: 32 UVI001
                pass
        """,
    "bound-is-evaluated-when-asked-for": """
        import uvicorn
        def main[T: uvicorn.run(FastAPI(), reload=True)]():  # error: 24 UVI001
            pass
        print(main.__type_params__[0].__bound__)
        """,
    "type-alias-elsewhere": """
        import uvicorn
        type Server = int
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
}

TYPE_PARAMETERS_HIDE = {
    "function": """
        import uvicorn
        def main[uvicorn]():
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "class-body": """
        import uvicorn
        class Server[uvicorn]:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "method": """
        import uvicorn
        class Server[uvicorn]:
            def run(self):
                uvicorn.run(FastAPI(), reload=True)
        Server().run()
        """,
    "annotation": """
        import uvicorn
        def main[uvicorn](x: uvicorn.run(FastAPI(), reload=True)):
            pass
        print(main.__annotations__)
        """,
    "class-base": """
        import uvicorn
        class Server[uvicorn](uvicorn.run(FastAPI(), reload=True)):
            pass
        """,
    "tuple-of-types": """
        import uvicorn
        def main[*uvicorn, **P]():
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "type-alias": """
        import uvicorn
        type uvicorn = int
        uvicorn.run(FastAPI(), reload=True)
        """,
}

FIRING = {
    f"{group}-{name}": source
    for group, cases in (
        ("imported", IMPORTED),
        ("aliased", ALIASED),
        ("seen", SEEN),
        ("reached", REACHED),
    )
    for name, source in cases.items()
}
SILENT = {
    f"{group}-{name}": source
    for group, cases in (
        ("not-imported", NOT_IMPORTED),
        ("not-aliased", NOT_ALIASED),
        ("hidden", HIDDEN),
        ("not-reached", NOT_REACHED),
    )
    for name, source in cases.items()
}

# CPython evaluates annotations where they stand up to 3.13, later only when asked.
needs_type_parameters = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="type parameters came with Python 3.12"
)


@each(FIRING)
def test_fires(source: str) -> None:
    fires(source)


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source)


@each(FIRING | SILENT)
def test_cpython_agrees(source: str) -> None:
    assert called_lines(source) == {line for line, _, _ in expected(source)}


@needs_type_parameters
@each(TYPE_PARAMETERS)
def test_type_parameters(source: str) -> None:
    fires(source)


@needs_type_parameters
@each(TYPE_PARAMETERS_HIDE)
def test_type_parameters_hide(source: str) -> None:
    silent(source)


@needs_type_parameters
@each(
    {f"seen-{name}": source for name, source in TYPE_PARAMETERS.items()}
    | {f"hidden-{name}": source for name, source in TYPE_PARAMETERS_HIDE.items()}
)
def test_cpython_agrees_on_type_parameters(source: str) -> None:
    assert called_lines(source) == {line for line, _, _ in expected(source)}


@pytest.mark.skipif(sys.version_info < (3, 11), reason="except* came with Python 3.11")
def test_exception_groups() -> None:
    source = """
        server = other
        try:
            raise ExceptionGroup("", [ValueError()])
        except* ValueError as error:
            import uvicorn as server
            error.run(FastAPI(), reload=True)
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """
    fires(source)
