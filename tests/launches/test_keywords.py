"""Keywords that are built step by step before the launch.

Each source begins with how it was run under uvicorn 0.54.0, and what came of it: ``# run``
with the environment and the arguments, ``# file`` with what stood beside it.
"""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "a key set below the display": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            options = {"host": "127.0.0.1", "port": 8000}
            options["reload"] = True
            uvicorn.run(app, **options)  # error: 16 UVI001
        """,
    "update with keywords": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main() -> None:
            kwargs = {}
            kwargs.update(host="0.0.0.0", port=8080)
            kwargs.update(reload=True, reload_dirs=["."])
            uvicorn.run(app, **kwargs)  # error: 16 UVI001


        main()
        """,
    "update with a display": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        server_config = {"host": "0.0.0.0", "port": 80, "workers": 1}
        server_config.update({"workers": 4, "proxy_headers": True})
        uvicorn.run(app, **server_config)  # error: 12 UVI001
        """,
    "a key set in a branch": """
        # run: serves
        # run -- --dev: refused
        import argparse

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            parser = argparse.ArgumentParser()
            parser.add_argument("--dev", action="store_true")
            args = parser.parse_args()
            options = {"host": "127.0.0.1", "port": 8000}
            if args.dev:
                options["reload"] = True
            uvicorn.run(app, **options)  # error: 16 UVI002
        """,
    "update in a branch of the environment": """
        # run: serves
        # run DEV=1: refused
        import os

        import uvicorn


        async def app(scope, receive, send):
            ...


        kwargs = dict(host="0.0.0.0", port=int(os.getenv("PORT", "8000")))
        if os.getenv("DEV"):
            kwargs.update(reload=True, reload_dirs=["src"])
        uvicorn.run(app, **kwargs)  # error: 12 UVI002
        """,
    "workers or reload by branch, with an early default": """
        # run: refused
        # run -- prod: serves
        import sys

        import uvicorn
        from api import app

        options = {"port": 8000, "reload": True}
        if "prod" in sys.argv:
            options["reload"] = False
            options["host"] = "0.0.0.0"
        uvicorn.run(app, **options)  # error: 12 UVI002
        """,
    "a loop over constant names": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        flags = {}
        for name in ("access_log", "use_colors", "reload"):
            flags[name] = True

        uvicorn.run(app, **flags)  # error: 12 UVI001
        """,
    "a loop over constant pairs": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main():
            options = {}
            for key, value in [("host", "127.0.0.1"), ("port", 5000), ("workers", 2)]:
                options[key] = value
            uvicorn.run(app, **options)  # error: 16 UVI001


        if __name__ == "__main__":
            main()
        """,
    "a copy of the defaults": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        DEFAULTS = {"host": "127.0.0.1", "port": 8000, "reload": True}

        app = FastAPI()

        if __name__ == "__main__":
            options = DEFAULTS.copy()
            options["port"] = 9000
            uvicorn.run(app, **options)  # error: 16 UVI001
        """,
    "dict() of the defaults, then a key": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        BASE = {"host": "0.0.0.0", "port": 80}
        app = FastAPI()


        def production() -> None:
            options = dict(BASE)
            options["workers"] = 8
            uvicorn.run(app, **options)  # error: 16 UVI001


        if __name__ == "__main__":
            production()
        """,
    "setdefault of a key that is not there": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"host": "127.0.0.1"}
        options.setdefault("port", 8000)
        options.setdefault("reload", True)
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "the union of two displays": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        COMMON = {"host": "127.0.0.1", "log_level": "info"}
        DEVELOPMENT = {"reload": True, "log_level": "debug"}

        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **(COMMON | DEVELOPMENT))  # error: 16 UVI001
        """,
    "in-place union": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve() -> None:
            kwargs = {"host": "0.0.0.0", "port": 8000}
            kwargs |= {"workers": 3}
            uvicorn.run(app, **kwargs)  # error: 16 UVI001


        serve()
        """,
    "in-place union in a branch": """
        # run: serves
        # run DEBUG=1: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        DEBUG = os.environ.get("DEBUG") == "1"
        uvicorn_config = {"host": "0.0.0.0", "port": 8000}
        if DEBUG:
            uvicorn_config |= {"reload": True, "log_level": "debug"}
        uvicorn.run(app, **uvicorn_config)  # error: 12 UVI002
        """,
    "two dicts changed and then unpacked": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        base, more = {"host": "127.0.0.1"}, {}
        base["port"] = 8001
        more["reload"] = True
        uvicorn.run(app, **{**base, **more})  # error: 12 UVI001
        """,
    "dict() of a changed dict with the flag beside": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main() -> None:
            base = {"host": "127.0.0.1"}
            base["port"] = 8000
            uvicorn.run(app, **dict(base, reload=True))  # error: 16 UVI001


        if __name__ == "__main__":
            main()
        """,
    "a comprehension that drops None": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def run(host=None, port=8000):
            options = {"host": host, "port": port, "workers": 2}
            uvicorn.run(app, **{k: v for k, v in options.items() if v})  # error: 16 UVI001


        if __name__ == "__main__":
            run()
        """,
    "a comprehension that drops None, of options of the command line": """
        # run: serves
        # run -- --reload: refused
        # run -- --workers 3: refused
        import argparse

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        parser = argparse.ArgumentParser()
        parser.add_argument("--port", type=int)
        parser.add_argument("--workers", type=int)
        parser.add_argument("--reload", action="store_true")
        args = parser.parse_args()
        options = {"port": args.port or 8000, "workers": args.workers, "reload": args.reload}
        options = {k: v for k, v in options.items() if v is not None}
        uvicorn.run(app, **options)  # error: 12 UVI002
        """,
    "a dict chosen by if, on in one": """
        # run: serves
        # run -- dev: refused
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            if "dev" in sys.argv:
                options = {"reload": True, "log_level": "debug"}
            else:
                options = {"host": "0.0.0.0", "port": 80}
            uvicorn.run(app, **options)  # error: 16 UVI002
        """,
    "a dict chosen by a ternary": """
        # run: serves
        # run DEBUG=1: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        DEV = {"reload": True, "port": 8000}
        PROD = {"host": "0.0.0.0", "port": 80}
        DEBUG = bool(os.getenv("DEBUG"))
        app = FastAPI()

        uvicorn.run(app, **(DEV if DEBUG else PROD))  # error: 12 UVI002
        """,
    "an empty dict or the flag": """
        # run: serves
        # run -- --reload: refused
        import sys

        import uvicorn
        from api import app

        uvicorn.run(app, **({"reload": True} if "--reload" in sys.argv else {}))  # error: 12 UVI002
        """,
    "a dict out of a dict of dicts": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        CONFIGS = {
            "development": {"host": "127.0.0.1", "reload": True},
            "production": {"host": "0.0.0.0", "workers": 1},
        }
        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **CONFIGS["development"])  # error: 16 UVI001
        """,
    "by a key of the environment": """
        # run: serves
        # run ENV=development: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        CONFIGS = {
            "development": {"reload": True},
            "production": {"host": "0.0.0.0"},
        }
        config = CONFIGS[os.environ.get("ENV", "production")]
        uvicorn.run(app, **config)  # error: 12 UVI002
        """,
    "get with a default from a dict of dicts": """
        # run: serves
        # run MODE=dev: refused
        # run MODE=stage: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        MODES = {"dev": {"reload": True}, "stage": {"workers": 2}}

        uvicorn.run(app, port=8000, **MODES.get(os.getenv("MODE"), {}))  # error: 12 UVI002
        """,
    "a section of a nested configuration": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        CONFIG = {
            "database": {"url": "sqlite://"},
            "server": {"host": "127.0.0.1", "port": 8000, "reload": True},
        }
        app = FastAPI()

        if __name__ == "__main__":
            server = CONFIG["server"]
            uvicorn.run(app, **server)  # error: 16 UVI001
        """,
    "a function that returns a display": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def server_options() -> dict:
            return {"host": "0.0.0.0", "port": 8000, "reload": True}


        if __name__ == "__main__":
            uvicorn.run(app, **server_options())  # error: 16 UVI001
        """,
    "a function that returns one display or another": """
        # run: serves
        # run APP_ENV=local: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def get_config():
            if os.getenv("APP_ENV") == "local":
                return {"host": "127.0.0.1", "reload": True}
            return {"host": "0.0.0.0", "port": 80}


        uvicorn.run(app, **get_config())  # error: 12 UVI002
        """,
    "a function that builds the dict step by step": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def build_options(port: int) -> dict:
            options = {"host": "0.0.0.0"}
            options["port"] = port
            options["workers"] = 4
            return options


        def main() -> None:
            uvicorn.run(app, **build_options(8000))  # error: 16 UVI001


        if __name__ == "__main__":
            main()
        """,
    "a function that puts its argument into the dict": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def options_for(debug: bool) -> dict:
            return {"host": "127.0.0.1", "reload": debug}


        if __name__ == "__main__":
            uvicorn.run(app, **options_for(True))  # error: 16 UVI001
        """,
    "asdict of a dataclass": """
        # run: refused
        from dataclasses import asdict, dataclass

        import uvicorn
        from fastapi import FastAPI


        @dataclass
        class ServerConfig:
            host: str = "127.0.0.1"
            port: int = 8000
            reload: bool = True


        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **asdict(ServerConfig()))  # error: 16 UVI001
        """,
    "asdict of a dataclass, the field given": """
        # run: refused
        import dataclasses

        import uvicorn
        from fastapi import FastAPI


        @dataclasses.dataclass(frozen=True)
        class Options:
            host: str
            port: int = 8000
            workers: int = 1


        app = FastAPI()
        options = Options("0.0.0.0", workers=4)
        uvicorn.run(app, **dataclasses.asdict(options))  # error: 12 UVI001
        """,
    "vars of the arguments": """
        # run: serves
        # run -- --reload: refused
        import argparse

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            parser = argparse.ArgumentParser()
            parser.add_argument("--host", default="127.0.0.1")
            parser.add_argument("--port", type=int, default=8000)
            parser.add_argument("--reload", action="store_true")
            uvicorn.run(app, **vars(parser.parse_args()))  # error: 16 UVI002
        """,
    "vars of a configuration object": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        class Config:
            def __init__(self, port=8000):
                self.host = "127.0.0.1"
                self.port = port
                self.reload = True


        app = FastAPI()
        uvicorn.run(app, **vars(Config(port=9000)))  # error: 12 UVI001
        """,
    "the _asdict of a named tuple": """
        # run: refused
        from typing import NamedTuple

        import uvicorn
        from fastapi import FastAPI


        class Server(NamedTuple):
            host: str = "0.0.0.0"
            port: int = 8000
            workers: int = 4


        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **Server()._asdict())  # error: 16 UVI001
        """,
    "the model_dump of a model": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI
        from pydantic import BaseModel


        class UvicornOptions(BaseModel):
            host: str = "127.0.0.1"
            port: int = 8000
            reload: bool = True


        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **UvicornOptions(port=8080).model_dump())  # error: 16 UVI001
        """,
    "the model_dump of settings that the environment fills": """
        # run: serves
        # run RELOAD=true: refused
        import uvicorn
        from fastapi import FastAPI
        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            host: str = "127.0.0.1"
            port: int = 8000
            reload: bool = False


        app = FastAPI()
        settings = Settings()
        uvicorn.run(app, **settings.model_dump())  # error: 12 UVI002
        """,
    "the application is put in as well": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        def main() -> None:
            options = {"host": "127.0.0.1", "port": 8000}
            options["app"] = FastAPI()
            options["reload"] = True
            uvicorn.run(**options)  # error: 4 UVI001


        if __name__ == "__main__":
            main()
        """,
    "another key is taken out": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        config = {"host": "127.0.0.1", "reload": True, "title": "Shop"}
        title = config.pop("title")
        print("starting", title)
        uvicorn.run(app, **config)  # error: 12 UVI001
        """,
    "a key set to what the environment says": """
        # run: serves
        # run RELOAD=1: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"host": "0.0.0.0"}
        options["reload"] = os.environ.get("RELOAD") == "1"
        options["log_level"] = os.environ.get("LOG_LEVEL", "info")
        uvicorn.run(app, **options)  # error: 12 UVI002
        """,
    "a key set where a module is there": """
        # run: serves
        # run @b: refused
        # file@b watchfiles.py: awatch = None
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"host": "127.0.0.1", "port": 8000}
        try:
            import watchfiles
        except ImportError:
            print("install watchfiles to reload")
        else:
            options["reload"] = True
        uvicorn.run(app, **options)  # error: 12 UVI002
        """,
    "a match statement fills the dict": """
        # run: serves
        # run -- dev: refused
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        kwargs = {"port": 8000}
        match sys.argv[1:]:
            case ["dev"]:
                kwargs["reload"] = True
            case ["prod", workers]:
                kwargs["host"] = "0.0.0.0"
        uvicorn.run(app, **kwargs)  # error: 12 UVI002
        """,
    "dict.fromkeys": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        switches = dict.fromkeys(("reload", "access_log"), True)
        uvicorn.run(app, **switches)  # error: 12 UVI001
        """,
    "a dict of pairs": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = dict([("host", "127.0.0.1"), ("port", 8000), ("workers", 2)])
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "a new dict from the old one under the same name": """
        # run: serves
        # run DEBUG=1: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main(debug: bool) -> None:
            options = {"host": "0.0.0.0", "port": 8000}
            if debug:
                options = {**options, "host": "127.0.0.1", "reload": True}
            uvicorn.run(app, **options)  # error: 16 UVI002


        main("DEBUG" in os.environ)
        """,
    "settings of a file beneath, the flag set here": """
        # run: refused
        import json
        from pathlib import Path

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        path = Path("server.json")
        options = json.loads(path.read_text()) if path.exists() else {}
        options["reload"] = True
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "only the port is read from a file": """
        # run: refused
        # file ./port.txt: 8001
        from pathlib import Path

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"reload": True}
        options["port"] = int(Path("port.txt").read_text())
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "a loop over sections, each merged": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        NETWORK = {"host": "0.0.0.0", "port": 8000}
        PROCESS = {"workers": 4}
        LOGGING = {"log_level": "info"}

        options = {}
        for section in (NETWORK, PROCESS, LOGGING):
            options.update(section)
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "a global dict that main fills": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        OPTIONS = {"host": "127.0.0.1"}


        def main() -> None:
            OPTIONS["reload"] = True
            uvicorn.run(app, **OPTIONS)  # error: 16 UVI001


        if __name__ == "__main__":
            main()
        """,
    "a walrus in the call": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        if (options := {"host": "127.0.0.1"}):
            options["workers"] = 2
            uvicorn.run(app, **options)  # error: 16 UVI001
        """,
}

# Refused in each run, but for another reason in each: only the dynamic flag is reported.
EITHER = {
    "on in both branches": """
        # run: refused
        # run ENV=prod: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main():
            options = {"host": "0.0.0.0"}
            if os.environ.get("ENV") == "prod":
                options["workers"] = 4
            else:
                options["reload"] = True
            uvicorn.run(app, **options)  # error: 16 UVI002


        if __name__ == "__main__":
            main()
        """,
    "a dict chosen by if, on in both": """
        # run: refused
        # run -- prod: refused
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            if sys.argv[1:] == ["prod"]:
                options = {"host": "0.0.0.0", "workers": 4}
            else:
                options = {"host": "127.0.0.1", "reload": True}
            uvicorn.run(app, **options)  # error: 16 UVI002
        """,
    "by a key, each on": """
        # run: refused
        # run ENV=production: refused
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        SERVER = {
            "local": dict(host="127.0.0.1", reload=True),
            "production": dict(host="0.0.0.0", workers=4),
        }


        def main():
            uvicorn.run(app, **SERVER[os.environ.get("ENV", "local")])  # error: 16 UVI002


        if __name__ == "__main__":
            main()
        """,
}

SILENT = {
    "a key set below the display, to off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            options = {"host": "127.0.0.1", "reload": True}
            options["reload"] = False
            uvicorn.run(app, **options)
        """,
    "update with keywords, the last one off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main() -> None:
            kwargs = {}
            kwargs.update(host="0.0.0.0", reload=True)
            kwargs.update(reload=False, port=8080)
            uvicorn.run(app, **kwargs)


        main()
        """,
    "update with a display of one worker": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        server_config = {"host": "0.0.0.0", "port": 80, "workers": 4}
        server_config.update({"workers": 1, "proxy_headers": True})
        uvicorn.run(app, **server_config)
        """,
    "another key set in a branch": """
        # run: serves
        # run -- --dev: serves
        import argparse

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            parser = argparse.ArgumentParser()
            parser.add_argument("--dev", action="store_true")
            args = parser.parse_args()
            options = {"host": "127.0.0.1", "port": 8000}
            if args.dev:
                options["log_level"] = "debug"
            uvicorn.run(app, **options)
        """,
    "the branch turns the flag off and the other leaves it out": """
        # run: serves
        # run DEV=1: serves
        import os

        import uvicorn


        async def app(scope, receive, send):
            ...


        kwargs = dict(host="0.0.0.0", port=int(os.getenv("PORT", "8000")))
        if os.getenv("DEV"):
            kwargs.update(reload=False, log_level="debug")
        uvicorn.run(app, **kwargs)
        """,
    "each branch sets another harmless key": """
        # run: serves
        # run ENV=prod: serves
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main():
            options = {"host": "0.0.0.0"}
            if os.environ.get("ENV") == "prod":
                options["workers"] = 1
            else:
                options["reload_dirs"] = ["src"]
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            main()
        """,
    "the branch passes the string as well": """
        # run: serves
        # run -- prod: serves
        import sys

        import uvicorn
        from api import app

        options = {"app": app, "port": 8000}
        if "dev" in sys.argv:
            options["app"] = "api:app"
            options["reload"] = True

        if __name__ == "__main__":
            uvicorn.run(**options)
        """,
    "a loop over constant names, no flag among them": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        flags = {}
        for name in ("access_log", "use_colors", "proxy_headers"):
            flags[name] = True

        uvicorn.run(app, **flags)
        """,
    "a loop over constant pairs, one worker": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main():
            options = {}
            for key, value in [("host", "127.0.0.1"), ("workers", 2), ("workers", 1)]:
                options[key] = value
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            main()
        """,
    "only the copy is changed": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        DEFAULTS = {"host": "127.0.0.1", "port": 8000}

        app = FastAPI()

        if __name__ == "__main__":
            development = DEFAULTS.copy()
            development["reload"] = True
            print("not used:", development)
            uvicorn.run(app, **DEFAULTS)
        """,
    "dict() of the defaults, then the flag taken off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        BASE = {"host": "0.0.0.0", "port": 80, "workers": 8}
        app = FastAPI()


        def production() -> None:
            options = dict(BASE)
            options["workers"] = None
            uvicorn.run(app, **options)


        if __name__ == "__main__":
            production()
        """,
    "setdefault of a key that is there": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"host": "127.0.0.1", "reload": False}
        options.setdefault("port", 8000)
        options.setdefault("reload", True)
        uvicorn.run(app, **options)
        """,
    "the union of two displays, the right one wins": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        COMMON = {"host": "127.0.0.1", "reload": False}
        DEVELOPMENT = {"reload": True, "log_level": "debug"}

        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **(DEVELOPMENT | COMMON))
        """,
    "in-place union, off again": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def serve() -> None:
            kwargs = {"host": "0.0.0.0", "workers": 3}
            kwargs |= {"workers": 1}
            uvicorn.run(app, **kwargs)


        serve()
        """,
    "the union in a branch is not used": """
        # run: serves
        # run DEBUG=1: serves
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        DEBUG = os.environ.get("DEBUG") == "1"
        uvicorn_config = {"host": "0.0.0.0", "port": 8000}
        if DEBUG:
            uvicorn_config | {"reload": True, "log_level": "debug"}
        uvicorn.run(app, **uvicorn_config)
        """,
    "two dicts unpacked, the later one off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        base, more = {"host": "127.0.0.1"}, {}
        base["reload"] = True
        more["reload"] = False
        uvicorn.run(app, **{**base, **more})
        """,
    "dict() of a changed dict with the flag off beside": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main() -> None:
            base = {"host": "127.0.0.1"}
            base["reload"] = True
            uvicorn.run(app, **dict(base, reload=False))


        if __name__ == "__main__":
            main()
        """,
    "a comprehension that drops the flag": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def run(host=None, port=8000):
            options = {"host": host, "port": port, "workers": 2}
            uvicorn.run(app, **{key: value for key, value in options.items() if key != "workers"})


        if __name__ == "__main__":
            run(host="127.0.0.1")
        """,
    "a comprehension over options without a flag": """
        # run: serves
        # run -- --port 8001: serves
        import argparse

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        parser = argparse.ArgumentParser()
        parser.add_argument("--host")
        parser.add_argument("--port", type=int)
        args = parser.parse_args()
        options = {"port": args.port, "host": args.host, "workers": None, "reload": False}
        options = {k: v for k, v in options.items() if v is not None}
        uvicorn.run(app, **options)
        """,
    "a dict chosen by if, off in both": """
        # run: serves
        # run -- prod: serves
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            if sys.argv[1:] == ["prod"]:
                options = {"host": "0.0.0.0", "workers": 1}
            else:
                options = {"host": "127.0.0.1", "reload": False}
            uvicorn.run(app, **options)
        """,
    "a dict chosen by if, together with the application": """
        # run: serves
        # run -- dev: reloads
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            if "dev" in sys.argv:
                options = {"app": "main:app", "reload": True}
            else:
                options = {"app": app, "host": "0.0.0.0", "port": 80}
            uvicorn.run(**options)
        """,
    "a dict chosen by a ternary, neither on": """
        # run: serves
        # run DEBUG=1: serves
        import os

        import uvicorn
        from fastapi import FastAPI

        DEV = {"log_level": "debug", "port": 8000}
        PROD = {"host": "0.0.0.0", "port": 80}
        DEBUG = bool(os.getenv("DEBUG"))
        app = FastAPI()

        uvicorn.run(app, **(DEV if DEBUG else PROD))
        """,
    "an empty dict or the port": """
        # run: serves
        # run -- --port: serves
        import sys

        import uvicorn
        from api import app

        uvicorn.run(app, reload=False, **({"port": 8001} if "--port" in sys.argv else {}))
        """,
    "the other dict out of a dict of dicts": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        CONFIGS = {
            "development": {"host": "127.0.0.1", "reload": True},
            "production": {"host": "0.0.0.0", "workers": 1},
        }
        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **CONFIGS["production"])
        """,
    "by a key of the environment, none on": """
        # run: serves
        # run ENV=development: serves
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        CONFIGS = {
            "development": {"reload": False, "log_level": "debug"},
            "production": {"host": "0.0.0.0"},
        }
        config = CONFIGS[os.environ.get("ENV", "production")]
        uvicorn.run(app, **config)
        """,
    "by a key, and each holds the string": """
        # run: reloads
        # run ENV=production: workers
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        SERVER = {
            "local": dict(app="main:app", reload=True),
            "production": dict(app="main:app", workers=4),
        }


        def main():
            uvicorn.run(**SERVER[os.environ.get("ENV", "local")])


        if __name__ == "__main__":
            main()
        """,
    "get of a key that is not there": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        MODES = {"dev": {"reload": True}, "stage": {"workers": 2}}

        uvicorn.run(app, port=8000, **MODES.get("production", {"workers": 1}))
        """,
    "another section of a nested configuration": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        CONFIG = {
            "watcher": {"reload": True},
            "server": {"host": "127.0.0.1", "port": 8000},
        }
        app = FastAPI()

        if __name__ == "__main__":
            server = CONFIG["server"]
            uvicorn.run(app, **server)
        """,
    "a function that returns a display without the flag": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def server_options() -> dict:
            return {"host": "0.0.0.0", "port": 8000, "reload_dirs": ["src"]}


        if __name__ == "__main__":
            uvicorn.run(app, **server_options())
        """,
    "a function that returns one display or another, neither on": """
        # run: serves
        # run APP_ENV=local: serves
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def get_config():
            if os.getenv("APP_ENV") == "local":
                return {"host": "127.0.0.1", "reload": False}
            return {"host": "0.0.0.0", "port": 80}


        uvicorn.run(app, **get_config())
        """,
    "a function that builds the dict and drops the flag": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def build_options(port: int) -> dict:
            options = {"host": "0.0.0.0", "workers": 4}
            options["port"] = port
            options.pop("workers")
            return options


        def main() -> None:
            uvicorn.run(app, **build_options(8000))


        if __name__ == "__main__":
            main()
        """,
    "a function that puts its argument into the dict, off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def options_for(debug: bool) -> dict:
            return {"host": "127.0.0.1", "reload": debug}


        if __name__ == "__main__":
            uvicorn.run(app, **options_for(False))
        """,
    "asdict of a dataclass, off": """
        # run: serves
        from dataclasses import asdict, dataclass

        import uvicorn
        from fastapi import FastAPI


        @dataclass
        class ServerConfig:
            host: str = "127.0.0.1"
            port: int = 8000
            reload: bool = True


        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **asdict(ServerConfig(reload=False)))
        """,
    "asdict of a dataclass, the field not given": """
        # run: serves
        import dataclasses

        import uvicorn
        from fastapi import FastAPI


        @dataclasses.dataclass(frozen=True)
        class Options:
            host: str
            port: int = 8000
            workers: int = 1


        app = FastAPI()
        options = Options("0.0.0.0", 8080)
        uvicorn.run(app, **dataclasses.asdict(options))
        """,
    "vars of arguments that hold no flag": """
        # run: serves
        # run -- --port 8001: serves
        import argparse

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()

        if __name__ == "__main__":
            parser = argparse.ArgumentParser()
            parser.add_argument("--host", default="127.0.0.1")
            parser.add_argument("--port", type=int, default=8000)
            parser.add_argument("--log-level", default="info")
            uvicorn.run(app, **vars(parser.parse_args()))
        """,
    "vars of a configuration object, off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        class Config:
            reload = True

            def __init__(self, port=8000):
                self.host = "127.0.0.1"
                self.port = port


        app = FastAPI()
        uvicorn.run(app, **vars(Config(port=9000)))
        """,
    "the _asdict of a named tuple, one worker": """
        # run: serves
        from typing import NamedTuple

        import uvicorn
        from fastapi import FastAPI


        class Server(NamedTuple):
            host: str = "0.0.0.0"
            port: int = 8000
            workers: int = 4


        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **Server(workers=1)._asdict())
        """,
    "the model_dump of a model without the flag": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI
        from pydantic import BaseModel


        class UvicornOptions(BaseModel):
            host: str = "127.0.0.1"
            port: int = 8000
            reload: bool = True


        app = FastAPI()

        if __name__ == "__main__":
            uvicorn.run(app, **UvicornOptions(port=8080).model_dump(exclude={"reload"}))
        """,
    "the model_dump of settings without a flag": """
        # run: serves
        # run PORT=8001: serves
        import uvicorn
        from fastapi import FastAPI
        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            host: str = "127.0.0.1"
            port: int = 8000
            log_level: str = "info"


        app = FastAPI()
        settings = Settings()
        uvicorn.run(app, **settings.model_dump())
        """,
    "the application is put in as a string": """
        # run: reloads
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main() -> None:
            options = {"app": app, "host": "127.0.0.1", "port": 8000}
            options["app"] = "main:app"
            options["reload"] = True
            uvicorn.run(**options)


        if __name__ == "__main__":
            main()
        """,
    "the flag is taken out": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        config = {"host": "127.0.0.1", "reload": True, "title": "Shop"}
        title = config.pop("title")
        del config["reload"]
        print("starting", title)
        uvicorn.run(app, **config)
        """,
    "a key set after the launch": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"host": "0.0.0.0"}
        uvicorn.run(app, **options)
        options["reload"] = True
        print("was run with", options)
        """,
    "a key taken out where a module is not there, and the string stays": """
        # run: serves
        # run @b: reloads
        # file@b watchfiles.py: awatch = None
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"app": "main:app", "reload": True}
        try:
            import watchfiles
        except ImportError:
            options.pop("reload")
            options["app"] = app

        if __name__ == "__main__":
            uvicorn.run(**options)
        """,
    "a match statement fills the dict with harmless keys": """
        # run: serves
        # run -- dev: serves
        import sys

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        kwargs = {"port": 8000}
        match sys.argv[1:]:
            case ["dev"]:
                kwargs["log_level"] = "debug"
            case ["prod", workers]:
                kwargs["host"] = "0.0.0.0"
        uvicorn.run(app, **kwargs)
        """,
    "dict.fromkeys, off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        switches = dict.fromkeys(("reload", "access_log"), False)
        uvicorn.run(app, **switches)
        """,
    "a dict of pairs, then off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = dict([("host", "127.0.0.1"), ("port", 8000), ("workers", 2)])
        options["workers"] = 1
        uvicorn.run(app, **options)
        """,
    "a dict in an attribute of self, off": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        class Server:
            def __init__(self) -> None:
                self.app = FastAPI()
                self.options = {"host": "127.0.0.1", "reload": True}
                self.options["reload"] = False

            def run(self) -> None:
                uvicorn.run(self.app, **self.options)


        if __name__ == "__main__":
            Server().run()
        """,
    "a dict in a class attribute, of another class": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI


        class Config:
            UVICORN = {"host": "127.0.0.1", "port": 8000}


        class Gunicorn:
            OPTIONS = {"workers": 2}


        Gunicorn.OPTIONS["workers"] = 4
        app = FastAPI()
        uvicorn.run(app, **Config.UVICORN)
        """,
    "a nested assignment to another section": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        config = {"server": {"host": "127.0.0.1"}, "tests": {}}
        config["tests"]["workers"] = 4
        config["tests"]["reload"] = True
        uvicorn.run(app, **config["server"])
        """,
    "a new dict without the flag under the same name": """
        # run: serves
        # run DEBUG=1: serves
        import os

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def main(debug: bool) -> None:
            options = {"host": "0.0.0.0", "port": 8000}
            if debug:
                options = {**options, "host": "127.0.0.1", "reload": False}
            uvicorn.run(app, **options)


        main("DEBUG" in os.environ)
        """,
    "what a function of another file may put in or take out": """
        # run: serves
        # run @b: refused
        # file tuning.py: def adjust(options): options["reload"] = False
        # file@b tuning.py: def adjust(options): pass
        # why: hidden
        import uvicorn
        from fastapi import FastAPI
        from tuning import adjust

        app = FastAPI()
        options = {"host": "127.0.0.1", "reload": True}
        adjust(options)
        uvicorn.run(app, **options)
        """,
    "a file is read over the flag": """
        # run: serves
        # run @b: refused
        # file ./server.json: {"reload": false}
        # file@b ./server.json: {"port": 8001}
        # why: hidden
        import json
        from pathlib import Path

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"reload": True}
        options.update(json.loads(Path("server.json").read_text()))
        uvicorn.run(app, **options)
        """,
    "the keys come from a file": """
        # run: refused
        # run @b: serves
        # file ./flags.json: ["reload"]
        # file@b ./flags.json: ["access_log"]
        # why: hidden
        import json
        from pathlib import Path

        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"port": 8000}
        for word in json.loads(Path("flags.json").read_text()):
            options[word] = True
        uvicorn.run(app, **options)
        """,
    "a copy under another name": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"port": 8000}
        shared = {**options}
        shared["workers"] = 4
        uvicorn.run(app, **options)
        """,
    "the list of arguments holds the string": """
        # run: reloads
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        args, kwargs = [], {}
        args.append("main:app")
        kwargs["reload"] = True

        if __name__ == "__main__":
            uvicorn.run(*args, **kwargs)
        """,
    "a loop over sections without flags": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        NETWORK = {"host": "0.0.0.0", "port": 8000}
        PROCESS = {"limit_concurrency": 4}
        LOGGING = {"log_level": "info"}

        options = {}
        for section in (NETWORK, PROCESS, LOGGING):
            options.update(section)
        uvicorn.run(app, **options)
        """,
    "a global dict that another function fills": """
        # run: no launch
        # run call=main(): refused
        # run call=configure();main(): serves
        # why: hidden
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        OPTIONS = {"host": "127.0.0.1", "reload": True}


        def configure() -> None:
            OPTIONS["reload"] = False


        def main() -> None:
            uvicorn.run(app, **OPTIONS)
        """,
    "popped into a variable and asked": """
        # run: serves
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"host": "127.0.0.1", "reload": True}
        reload = options.pop("reload")
        if reload:
            print("reload needs the command line: uvicorn main:app --reload")
        uvicorn.run(app, **options)
        """,
}

# Refused, and not reported: what was given up.
NOT_SEEN = {
    "a dict in an attribute of self": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        class Server:
            def __init__(self) -> None:
                self.app = FastAPI()
                self.options = {"host": "127.0.0.1"}
                self.options["reload"] = True

            def run(self) -> None:
                uvicorn.run(self.app, **self.options)


        if __name__ == "__main__":
            Server().run()
        """,
    "a dict in a class attribute, updated by name": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI


        class Config:
            UVICORN = {"host": "127.0.0.1", "port": 8000}


        Config.UVICORN["workers"] = 2
        app = FastAPI()
        uvicorn.run(app, **Config.UVICORN)
        """,
    "a nested assignment": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        config = {"server": {"host": "127.0.0.1"}, "database": {}}
        config["database"]["url"] = "sqlite://"
        config["server"]["reload"] = True
        uvicorn.run(app, **config["server"])
        """,
    "what a function of this file puts in": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()


        def enable_reload(options: dict) -> None:
            options["reload"] = True
            options["reload_dirs"] = ["src"]


        if __name__ == "__main__":
            options = {"host": "127.0.0.1"}
            enable_reload(options)
            uvicorn.run(app, **options)
        """,
    "two names for one dict": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        options = {"port": 8000}
        shared = options
        shared["workers"] = 4
        uvicorn.run(app, **options)
        """,
    "the list of arguments is appended to": """
        # run: refused
        import uvicorn
        from fastapi import FastAPI

        app = FastAPI()
        args, kwargs = [], {}
        args.append(app)
        kwargs["reload"] = True
        uvicorn.run(*args, **kwargs)
        """,
}


@each(FIRES | EITHER)
def test_fires(source: str) -> None:
    fires(source)


@each(SILENT | NOT_SEEN)
def test_silent(source: str) -> None:
    silent(source)
