"""Functions and methods of the file that hand their parameters on to uvicorn.run.

Each source begins with how it was run under uvicorn 0.54.0, and what came of it: ``# run``
with the environment and the arguments, ``# file`` with what stood beside it.
"""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "keywords handed on": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, **kwargs):
            uvicorn.run(app, host="0.0.0.0", **kwargs)


        if __name__ == "__main__":
            serve(app, reload=True)  # error: 10 UVI001
        """,
    "everything handed on": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def run_server(*args, **kwargs):
            print("starting")
            uvicorn.run(*args, **kwargs)


        if __name__ == "__main__":
            run_server(app, workers=4)  # error: 15 UVI001
        """,
    "named parameters": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        def start(application, port, reload):
            uvicorn.run(application, port=port, reload=reload)


        start(FastAPI(), 8000, True)  # error: 6 UVI001
        """,
    "a default that nobody overrides": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(application, port=8000, reload=True):
            uvicorn.run(application, port=port, reload=reload)


        if __name__ == "__main__":
            serve(app, port=9000)  # error: 10 UVI001
        """,
    "a default that is off and overridden": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(application: FastAPI, *, workers: int = 1) -> None:
            uvicorn.run(application, host="0.0.0.0", workers=workers)


        if __name__ == "__main__":
            serve(app, workers=4)  # error: 10 UVI001
        """,
    "two calls, one on": """
        # run: serves
        # run -- dev: refused
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, reload=False):
            uvicorn.run(app, host="127.0.0.1", reload=reload)


        if __name__ == "__main__":
            if "dev" in sys.argv:
                serve(app, reload=True)  # error: 14 UVI001
            else:
                serve(app)
        """,
    "an open flag handed on": """
        # run: serves
        # run -- --reload: refused
        import argparse

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, reload):
            uvicorn.run(app, port=8000, reload=reload)


        if __name__ == "__main__":
            parser = argparse.ArgumentParser()
            parser.add_argument("--reload", action="store_true")
            serve(app, parser.parse_args().reload)  # error: 10 UVI002
        """,
    "two levels": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def launch(application, **options):
            uvicorn.run(application, **options)


        def development(application, port=8000):
            launch(application, port=port, reload=True)


        if __name__ == "__main__":
            development(app)  # error: 16 UVI001
        """,
    "two levels, all handed on": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def _run(*args, **kwargs):
            kwargs.setdefault("host", "127.0.0.1")
            uvicorn.run(*args, **kwargs)


        def run(app, **kwargs):
            _run(app, log_level="info", **kwargs)


        if __name__ == "__main__":
            run(app, port=8000, workers=2)  # error: 8 UVI001
        """,
    "the helper adds the flag": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def run_dev(app, **kwargs):
            kwargs["reload"] = True
            kwargs.setdefault("port", 8000)
            uvicorn.run(app, **kwargs)


        if __name__ == "__main__":
            run_dev(app, host="127.0.0.1")  # error: 12 UVI001
        """,
    "the helper has a default for the flag": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def run(app, **kwargs):
            kwargs.setdefault("reload", True)
            uvicorn.run(app, **kwargs)


        if __name__ == "__main__":
            run(app, port=8000)  # error: 8 UVI001
        """,
    "merged with the defaults of the helper": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        DEFAULTS = {"host": "127.0.0.1", "port": 8000, "reload": False}
        app = FastAPI()


        def serve(app, **overrides):
            options = {**DEFAULTS, **overrides}
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(app, reload=True)  # error: 10 UVI001
        """,
    "a dict of options as a parameter": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, options):
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(app, {"port": 8000, "workers": 2})  # error: 10 UVI001
        """,
    "a method through self": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Server:
            def start(self, app, **options):
                self._launch(app, options)

            def _launch(self, app, options):
                uvicorn.run(app, host="127.0.0.1", **options)


        if __name__ == "__main__":
            Server().start(app, reload=True)  # error: 19 UVI001
        """,
    "a class that is made and run at once": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            def __init__(self, app, port=8000, reload=False):
                self.app = app
                self.port = port
                self.reload = reload

            def run(self):
                uvicorn.run(self.app, port=self.port, reload=self.reload)


        if __name__ == "__main__":
            Runner(app, reload=True).run()  # error: 11 UVI001
        """,
    "an instance with a name": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            def __init__(self, app, **options):
                self.app = app
                self.options = options

            def run(self):
                uvicorn.run(self.app, **self.options)


        if __name__ == "__main__":
            runner = Runner(app, workers=4)  # error: 20 UVI001
            runner.run()
        """,
    "the flag given to the method": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            def __init__(self, app):
                self.app = app

            def run(self, **options):
                uvicorn.run(self.app, **options)


        if __name__ == "__main__":
            Runner(app).run(port=8000, reload=True)  # error: 11 UVI001
        """,
    "super": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        class Base:
            def run(self, app, **options):
                uvicorn.run(app, **options)


        class Development(Base):
            def run(self, app, **options):
                print("development")
                super().run(app, reload=True, **options)


        if __name__ == "__main__":
            Development().run(FastAPI(), port=8000)  # error: 22 UVI001
        """,
    "super of __init__": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        class Runner:
            def __init__(self, app, reload):
                self.app, self.reload = app, reload

            def run(self):
                uvicorn.run(self.app, reload=self.reload)


        class DevRunner(Runner):
            def __init__(self, app):
                super().__init__(app, reload=True)


        if __name__ == "__main__":
            DevRunner(FastAPI()).run()  # error: 14 UVI001
        """,
    "a class attribute that a derived class sets": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            workers = 1

            def __init__(self, app):
                self.app = app

            def run(self):
                uvicorn.run(self.app, workers=self.workers)


        class Production(Runner):
            workers = 4


        if __name__ == "__main__":
            Production(app).run()  # error: 15 UVI001
        """,
    "a dataclass that runs": """
        # run: refused
        from dataclasses import dataclass
        from typing import Any

        import uvicorn
        from fastapi import FastAPI


        @dataclass
        class Launcher:
            app: Any
            host: str = "127.0.0.1"
            reload: bool = False

            def __call__(self) -> None:
                uvicorn.run(self.app, host=self.host, reload=self.reload)


        if __name__ == "__main__":
            Launcher(FastAPI(), reload=True)()  # error: 13 UVI001
        """,
    "a static method": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        class Commands:
            @staticmethod
            def serve(app, workers):
                uvicorn.run(app, workers=workers)

            @classmethod
            def production(cls, app):
                cls.serve(app, workers=8)


        if __name__ == "__main__":
            Commands.production(FastAPI())  # error: 24 UVI001
        """,
    "a registry of functions": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def development(app):
            uvicorn.run(app, reload=True)


        def production(app):
            uvicorn.run(app, host="0.0.0.0")


        COMMANDS = {"dev": development, "prod": production}

        if __name__ == "__main__":
            COMMANDS["dev"](app)  # error: 20 UVI001
        """,
    "a lambda": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        serve = lambda app, **options: uvicorn.run(app, host="127.0.0.1", **options)  # noqa: E731

        if __name__ == "__main__":
            serve(app, reload=True)  # error: 10 UVI001
        """,
    "a partial of the helper": """
        # run: refused
        from functools import partial

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, port=8000, reload=False):
            uvicorn.run(app, port=port, reload=reload)


        serve_dev = partial(serve, reload=True)

        if __name__ == "__main__":
            serve_dev(app, port=9000)  # error: 14 UVI001
        """,
    "a thread that runs the helper": """
        # run: refused
        import threading

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, **options):
            uvicorn.run(app, log_level="warning", **options)


        if __name__ == "__main__":
            thread = threading.Thread(
                target=serve, args=(app,), kwargs={"reload": True}  # error: 28 UVI001
            )
            thread.start()
            thread.join()
        """,
    "a coroutine that is run": """
        # run: refused
        import asyncio

        import uvicorn
        from fastapi import FastAPI


        async def serve(app, **options):
            await asyncio.sleep(0)
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            asyncio.run(serve(FastAPI(), reload=True))  # error: 22 UVI001
        """,
    "by a branch of the helper": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, debug):
            if debug:
                uvicorn.run(app, host="127.0.0.1", reload=True)
            else:
                uvicorn.run(app, host="0.0.0.0")


        if __name__ == "__main__":
            serve(app, debug=True)  # error: 10 UVI001
        """,
    "the flag is turned round": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, production=False):
            uvicorn.run(app, reload=not production)


        if __name__ == "__main__":
            serve(app)  # error: 10 UVI001
        """,
    "the helper does not mind the type": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, **options):
            if isinstance(app, str):
                print("serving", app)
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(app, reload=True)  # error: 10 UVI001
        """,
    "the helper is given another name": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def _serve(app, host="127.0.0.1", **options):
            uvicorn.run(app, host=host, **options)


        runserver = _serve

        if __name__ == "__main__":
            runserver(app, "0.0.0.0", workers=4)  # error: 14 UVI001
        """,
    "the application has a default of its own": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main(application=app, reload=True):
            uvicorn.run(application, reload=reload)  # error: 16 UVI001


        if __name__ == "__main__":
            main()
        """,
    "only the flag is handed on": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main(reload: bool = False) -> None:
            uvicorn.run(app, port=8000, reload=reload)  # error: 16 UVI001


        if __name__ == "__main__":
            main(reload=True)
        """,
    "only the flag is handed on, in two ways": """
        # run: serves
        # run -- dev: refused
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def start(reload: bool) -> None:
            uvicorn.run(app, port=8000, reload=reload)  # error: 16 UVI002


        if __name__ == "__main__":
            if sys.argv[1:] == ["dev"]:
                start(True)
            else:
                start(False)
        """,
    "only the flag is handed on, on in each call": """
        # run: refused
        # run -- many: refused
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def start(workers: int) -> None:
            uvicorn.run(app, host="0.0.0.0", workers=workers)  # error: 16 UVI001


        if __name__ == "__main__":
            if sys.argv[1:] == ["many"]:
                start(16)
            else:
                start(workers=4)
        """,
    "a command that a library calls": """
        # run call=main(False): serves
        # run call=main(True): refused
        import uvicorn
        from fastapi import FastAPI
        from shop.cli import command

        # file shop/cli.py: def command(function): return function
        app = FastAPI()


        @command
        def main(reload: bool = False) -> None:
            uvicorn.run(app, port=8000, reload=reload)  # error: 16 UVI002
        """,
    "through a method of the instance with the application": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        class Service:
            def __init__(self):
                self.asgi = FastAPI()

            def run(self, workers=1):
                uvicorn.run(self.asgi, workers=workers)  # error: 20 UVI001


        if __name__ == "__main__":
            service = Service()
            service.run(workers=4)
        """,
    "called with a dict that is visible": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        OPTIONS = {"port": 8000, "reload": True}
        app = FastAPI()


        def serve(app, **options):
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(app, **OPTIONS)  # error: 10 UVI001
        """,
    "with a try and finally around": """
        # run: refused
        import logging

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, reload):
            try:
                uvicorn.run(app, reload=reload)
            finally:
                logging.info("stopped")


        if __name__ == "__main__":
            serve(app, reload=True)  # error: 10 UVI001
        """,
    "a helper in a helper": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        def main() -> None:
            def run(application, **options):
                uvicorn.run(application, log_level="info", **options)

            run(FastAPI(), port=8000, workers=3)  # error: 8 UVI001


        if __name__ == "__main__":
            main()
        """,
    "an exit code is returned": """
        # run: refused
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, reload=False) -> int:
            uvicorn.run(app, reload=reload)
            return 0


        if __name__ == "__main__":
            sys.exit(serve(app, reload=True))  # error: 19 UVI001
        """,
    "factory made inside the helper": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        def create_app() -> FastAPI:
            return FastAPI()


        def serve(factory, **options):
            uvicorn.run(factory(), **options)


        if __name__ == "__main__":
            serve(create_app, port=8000, reload=True)  # error: 10 UVI001
        """,
    "an application by keyword": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        api = FastAPI(title="Shop")


        def serve(*, app, host="127.0.0.1", port=8000, reload=False, **more):
            uvicorn.run(app=app, host=host, port=port, reload=reload, **more)


        if __name__ == "__main__":
            serve(app=api, reload=True, log_level="debug")  # error: 14 UVI001
        """,
    "an annotated parameter and the flag in the body": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        def develop(app: FastAPI, port: int = 8000) -> None:
            uvicorn.run(app, port=port, reload=True)  # error: 16 UVI001


        def deploy(app: FastAPI, port: int = 80) -> None:
            uvicorn.run(app, host="0.0.0.0", port=port)


        if __name__ == "__main__":
            develop(FastAPI())
        """,
}

SILENT = {
    "keywords handed on, off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, **kwargs):
            uvicorn.run(app, host="0.0.0.0", **kwargs)


        if __name__ == "__main__":
            serve(app, reload=False)
        """,
    "everything handed on, and it is a string": """
        # run: workers
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def run_server(*args, **kwargs):
            print("starting")
            uvicorn.run(*args, **kwargs)


        if __name__ == "__main__":
            run_server("main:app", workers=4)
        """,
    "named parameters, in another order": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        def start(application, reload, port):
            uvicorn.run(application, port=port, reload=reload)


        start(FastAPI(), False, 8000)
        """,
    "a default that everybody overrides": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(application, port=8000, reload=True):
            uvicorn.run(application, port=port, reload=reload)


        if __name__ == "__main__":
            serve(app, port=9000, reload=False)
        """,
    "a default that is off and not overridden": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(application: FastAPI, *, workers: int = 1) -> None:
            uvicorn.run(application, host="0.0.0.0", workers=workers)


        if __name__ == "__main__":
            serve(app)
        """,
    "two calls, the one that is on gives a string": """
        # run: serves
        # run -- dev: reloads
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, reload=False):
            uvicorn.run(app, host="127.0.0.1", reload=reload)


        if __name__ == "__main__":
            if "dev" in sys.argv:
                serve("main:app", reload=True)
            else:
                serve(app)
        """,
    "an open flag that the helper does not hand on": """
        # run: serves
        # run -- --reload: serves
        import argparse

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, debug):
            uvicorn.run(app, port=8000, log_level="debug" if debug else "info")


        if __name__ == "__main__":
            parser = argparse.ArgumentParser()
            parser.add_argument("--reload", action="store_true")
            serve(app, parser.parse_args().reload)
        """,
    "two levels, on in a function that nobody calls": """
        # run: serves
        import uvicorn

        from shop.api import create_app


        def launch(application, **options):
            uvicorn.run(application, **options)


        def development(application, port=8000):
            launch(application, port=port, reload=True)


        def production(application, port=8000):
            launch(application, port=port, workers=1)


        if __name__ == "__main__":
            production(create_app())
        """,
    "two levels, the second drops the flag": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def _run(*args, workers=1, **kwargs):
            print("workers are left to gunicorn:", workers)
            uvicorn.run(*args, **kwargs)


        def run(app, **kwargs):
            _run(app, log_level="info", **kwargs)


        if __name__ == "__main__":
            run(app, port=8000, workers=2)
        """,
    "the helper takes the flag away": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def run_here(app, **kwargs):
            kwargs.pop("reload", None)
            kwargs.setdefault("port", 8000)
            uvicorn.run(app, **kwargs)


        if __name__ == "__main__":
            run_here(app, host="127.0.0.1", reload=True)
        """,
    "the helper has a default for the flag, and it is given": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def run(app, **kwargs):
            kwargs.setdefault("reload", True)
            uvicorn.run(app, **kwargs)


        if __name__ == "__main__":
            run(app, port=8000, reload=False)
        """,
    "the defaults of the helper win": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        FIXED = {"host": "127.0.0.1", "port": 8000, "reload": False}
        app = FastAPI()


        def serve(app, **overrides):
            options = {**overrides, **FIXED}
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(app, reload=True)
        """,
    "a dict of options as a parameter, of which one is read": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, options):
            uvicorn.run(app, port=options["port"])


        if __name__ == "__main__":
            serve(app, {"port": 8000, "workers": 2})
        """,
    "a method through self, without the flag": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Server:
            def start(self, app, **options):
                self._launch(app, {"port": options.get("port", 8000)})

            def _launch(self, app, options):
                uvicorn.run(app, host="127.0.0.1", **options)


        if __name__ == "__main__":
            Server().start(app, reload=True)
        """,
    "a class that is made and run at once, off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            def __init__(self, app, port=8000, reload=False):
                self.app = app
                self.port = port
                self.reload = reload

            def run(self):
                uvicorn.run(self.app, port=self.port, reload=self.reload)


        if __name__ == "__main__":
            Runner(app, 9000).run()
        """,
    "an instance with a name, that is not run": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            def __init__(self, app, **options):
                self.app = app
                self.options = options

            def run(self):
                uvicorn.run(self.app, **self.options)


        if __name__ == "__main__":
            unused = Runner(app, workers=4)
            Runner(app, workers=1).run()
        """,
    "the flag set on another instance": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            def __init__(self, app):
                self.app = app
                self.reload = False

            def run(self):
                uvicorn.run(self.app, reload=self.reload)


        if __name__ == "__main__":
            runner, other = Runner(app), Runner("main:app")
            other.reload = True
            runner.run()
        """,
    "the flag given to another method": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            def __init__(self, app):
                self.app = app

            def run(self, **options):
                uvicorn.run(self.app, **options)

            def describe(self, **options):
                print(self.app, options)


        if __name__ == "__main__":
            Runner(app).describe(port=8000, reload=True)
            Runner(app).run(port=8000)
        """,
    "super of a class that takes the flag away": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        class Base:
            def run(self, app, reload=False, **options):
                uvicorn.run(app, **options)


        class Development(Base):
            def run(self, app, **options):
                print("development")
                super().run(app, reload=True, **options)


        if __name__ == "__main__":
            Development().run(FastAPI(), port=8000)
        """,
    "a derived class that replaces run": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        class Runner:
            def __init__(self, app, reload):
                self.app, self.reload = app, reload

            def run(self):
                uvicorn.run(self.app, reload=self.reload)


        class PlainRunner(Runner):
            def run(self):
                uvicorn.run(self.app)


        if __name__ == "__main__":
            PlainRunner(FastAPI(), reload=True).run()
        """,
    "a class attribute that another derived class sets": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            workers = 1

            def __init__(self, app):
                self.app = app

            def run(self):
                uvicorn.run(self.app, workers=self.workers)


        class Production(Runner):
            workers = 4


        if __name__ == "__main__":
            Runner(app).run()
        """,
    "a dataclass that runs, off": """
        # run: serves
        from dataclasses import dataclass
        from typing import Any

        import uvicorn
        from fastapi import FastAPI


        @dataclass
        class Launcher:
            app: Any
            host: str = "127.0.0.1"
            reload: bool = False

            def __call__(self) -> None:
                uvicorn.run(self.app, host=self.host, reload=self.reload)


        if __name__ == "__main__":
            Launcher(FastAPI(), "0.0.0.0")()
        """,
    "a static method, one worker": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        class Commands:
            @staticmethod
            def serve(app, workers):
                uvicorn.run(app, workers=workers)

            @classmethod
            def production(cls, app):
                cls.serve(app, workers=1)


        if __name__ == "__main__":
            Commands.production(FastAPI())
        """,
    "another function of the registry": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def development(app):
            uvicorn.run(app, reload=True)


        def production(app):
            uvicorn.run(app, host="0.0.0.0")


        COMMANDS = {"dev": development, "prod": production}

        if __name__ == "__main__":
            COMMANDS["prod"](app)
        """,
    "a registry by the command line, none on": """
        # run -- dev: serves
        # run -- prod: serves
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def development(app):
            uvicorn.run(app, log_level="debug")


        def production(app):
            uvicorn.run(app, host="0.0.0.0")


        COMMANDS = {"dev": development, "prod": production}

        if __name__ == "__main__":
            COMMANDS[sys.argv[1]](app)
        """,
    "a decorator that does not call the function": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        def dry_run(function):
            def show(*args, **kwargs):
                print(function.__name__, args, kwargs)

            return show


        @dry_run
        def serve(app, **options):
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(FastAPI(), workers=2)
            uvicorn.run(FastAPI())
        """,
    "a decorator of another file": """
        # run: refused
        # run @b: serves
        # file plugins.py: def hook(function): return function
        # file@b plugins.py: def hook(function): return lambda app, **options: function(app)
        # why: hidden
        import uvicorn
        from fastapi import FastAPI
        from plugins import hook


        @hook
        def serve(app, **options):
            uvicorn.run(app, **options)


        serve(FastAPI(), reload=True)
        """,
    "a lambda with the string of its own": """
        # run: reloads
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        serve = lambda app, **options: uvicorn.run(f"main:{app}", **options)  # noqa: E731

        if __name__ == "__main__":
            serve("app", reload=True)
        """,
    "a partial of the helper, overridden": """
        # run: serves
        from functools import partial

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, port=8000, reload=False):
            uvicorn.run(app, port=port, reload=reload)


        serve_dev = partial(serve, reload=True)

        if __name__ == "__main__":
            serve_dev(app, reload=False)
        """,
    "a closure that is not called": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        def make_runner(app, **options):
            def run():
                uvicorn.run(app, **options)

            return run


        if __name__ == "__main__":
            run = make_runner(FastAPI(), workers=2)
            print("not started:", run)
            uvicorn.run(FastAPI())
        """,
    "a thread that runs the helper, off": """
        # run: serves
        import threading

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, **options):
            uvicorn.run(app, log_level="warning", **options)


        if __name__ == "__main__":
            thread = threading.Thread(target=serve, args=(app,), kwargs={"port": 8001})
            thread.start()
            thread.join()
        """,
    "a generator that is never started": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        def serve(app, **options):
            uvicorn.run(app, **options)
            yield "served"


        if __name__ == "__main__":
            server = serve(FastAPI(), reload=True)
            uvicorn.run(FastAPI())
        """,
    "by the other branch of the helper": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, debug):
            if debug:
                uvicorn.run("main:app", host="127.0.0.1", reload=True)
            else:
                uvicorn.run(app, host="0.0.0.0")


        if __name__ == "__main__":
            serve(app, debug=False)
        """,
    "the flag is turned round, and given": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, production=False):
            uvicorn.run(app, reload=not production)


        if __name__ == "__main__":
            serve(app, production=True)
        """,
    "the helper minds the type": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, **options):
            if not isinstance(app, str):
                options.pop("reload", None)
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(app, reload=True)
        """,
    "the name is bound again": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, **options):
            uvicorn.run(app, **options)


        def serve(app, reload=False, **options):  # noqa: F811
            print("reload is", reload)
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(app, reload=True)
        """,
    "the application has a default and a string is given": """
        # run: reloads
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main(application=app, reload=True):
            uvicorn.run(application, reload=reload)


        if __name__ == "__main__":
            main("main:app")
        """,
    "only the flag is handed on, and it stays off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main(reload: bool = False) -> None:
            uvicorn.run(app, port=8000, reload=reload)


        if __name__ == "__main__":
            main()
        """,
    "only the flag is handed on, off in each call": """
        # run: serves
        # run -- quiet: serves
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def start(level: str, reload: bool) -> None:
            uvicorn.run(app, log_level=level, reload=reload)


        if __name__ == "__main__":
            if sys.argv[1:] == ["quiet"]:
                start("error", False)
            else:
                start("info", False)
        """,
    "the parameter is rebound": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def start(workers: int) -> None:
            workers = 1
            uvicorn.run(app, host="0.0.0.0", workers=workers)


        if __name__ == "__main__":
            start(workers=4)
        """,
    "a function that nobody calls, off whatever is given": """
        # run call=main(True): serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main(debug: bool = False) -> None:
            uvicorn.run(app, port=8000, access_log=debug)
        """,
    "through a method of the instance, and one worker": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        class Service:
            def __init__(self):
                self.asgi = FastAPI()

            def run(self, workers=1):
                uvicorn.run(self.asgi, workers=workers)


        if __name__ == "__main__":
            service = Service()
            service.run()
        """,
    "an argument by its place behind a star, off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        def serve(port, *apps, reload=True):
            for app in apps:
                uvicorn.run(app, port=port, reload=reload)


        serve(8000, FastAPI(), reload=False)
        """,
    "called with a dict of another file": """
        # run: refused
        # run @b: serves
        # file shop/options.py: OPTIONS = {"reload": True}
        # file@b shop/options.py: OPTIONS = {"port": 8001}
        # why: hidden
        import uvicorn
        from fastapi import FastAPI
        from shop.options import OPTIONS

        app = FastAPI()


        def serve(app, **options):
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(app, **OPTIONS)
        """,
    "a helper of another file": """
        # run: refused
        # run @b: serves
        # file shop/serving.py: import uvicorn
        # file shop/serving.py: def serve(app, reload=False): uvicorn.run(app, reload=reload)
        # file@b shop/serving.py: import uvicorn
        # file@b shop/serving.py: def serve(app, reload=False): uvicorn.run(app)
        # why: hidden
        import uvicorn
        from fastapi import FastAPI
        from shop.serving import serve

        app = FastAPI()

        if __name__ == "__main__":
            print("uvicorn", uvicorn.__version__)
            serve(app, reload=True)
        """,
    "a helper in a helper with the same name outside": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        def run(application, **options):
            uvicorn.run(application, log_level="info", **options)


        def main() -> None:
            def run(application, **options):
                uvicorn.run(application, log_level="info")

            run(FastAPI(), port=8000, workers=3)


        if __name__ == "__main__":
            main()
        """,
    "the helper comes to its launch under the other condition": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve(app, reload=False) -> int:
            if reload:
                print("please start with: uvicorn main:app --reload")
                return 2
            uvicorn.run(app, reload=reload)
            return 0


        if __name__ == "__main__":
            serve(app, reload=True)
            serve(app)
        """,
    "the string made inside the helper": """
        # run: reloads
        import uvicorn
        from fastapi import FastAPI


        def create_app() -> FastAPI:
            return FastAPI()


        def serve(factory, **options):
            uvicorn.run(f"main:{factory.__name__}", factory=True, **options)


        if __name__ == "__main__":
            serve(create_app, port=8000, reload=True)
        """,
    "an application by keyword, held back": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        api = FastAPI(title="Shop")


        def serve(*, app, host="127.0.0.1", port=8000, reload=False, **more):
            if reload:
                raise ValueError("an import string is needed to reload")
            uvicorn.run(app=app, host=host, port=port, reload=reload, **more)


        if __name__ == "__main__":
            try:
                serve(app=api, reload=True, log_level="debug")
            except ValueError:
                serve(app=api)
        """,
    "an annotated parameter and no flag in the body": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        def develop(app: FastAPI, port: int = 8000) -> None:
            uvicorn.run(app, port=port, log_level="debug")


        def deploy(app: FastAPI, port: int = 80) -> None:
            uvicorn.run(app, host="0.0.0.0", port=port)


        if __name__ == "__main__":
            develop(FastAPI())
        """,
}

# Refused, and not reported: what was given up.
NOT_SEEN = {
    "the flag set on the instance": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        class Runner:
            def __init__(self, app):
                self.app = app
                self.reload = False

            def run(self):
                uvicorn.run(self.app, reload=self.reload)


        if __name__ == "__main__":
            runner = Runner(app)
            runner.reload = True
            runner.run()
        """,
    "a registry by the command line": """
        # run -- dev: refused
        # run -- prod: serves
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def development(app):
            uvicorn.run(app, reload=True)


        def production(app):
            uvicorn.run(app, host="0.0.0.0")


        COMMANDS = {"dev": development, "prod": production}

        if __name__ == "__main__":
            COMMANDS[sys.argv[1]](app)
        """,
    "a registry filled by a decorator": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        COMMANDS = {}


        def command(function):
            COMMANDS[function.__name__] = function
            return function


        @command
        def serve(app, **options):
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            serve(FastAPI(), workers=2)
        """,
    "a decorator of this file that calls the function": """
        # run: refused
        import functools

        import uvicorn
        from fastapi import FastAPI


        def announced(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                print("starting", function.__name__)
                return function(*args, **kwargs)

            return wrapper


        @announced
        def serve(app, **options):
            uvicorn.run(app, **options)


        serve(FastAPI(), reload=True)
        """,
    "a closure": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        def make_runner(app, **options):
            def run():
                uvicorn.run(app, **options)

            return run


        if __name__ == "__main__":
            run = make_runner(FastAPI(), workers=2)
            run()
        """,
    "an argument by its place behind a star": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        def serve(port, *apps, reload=True):
            for app in apps:
                uvicorn.run(app, port=port, reload=reload)


        serve(8000, FastAPI())
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source)


@each(SILENT | NOT_SEEN)
def test_silent(source: str) -> None:
    silent(source)
