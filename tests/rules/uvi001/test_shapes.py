"""Shapes of launches found in released packages, and what would make each of them an error.

The silent ones work, or may work: names of packages stand beside them. Each has a neighbour,
the same shape with the mistake in it.
"""

from __future__ import annotations

from tests.support.marked import each, fires, silent

WORKS = {
    "esmerald: the application depends on the flags": """
        import uvicorn
        def run(env, app, reload, workers):
            uvicorn.run(
                app=app if not reload and not workers else env.path,
                reload=reload,
                workers=workers,
            )
        """,
    "strawberry: a name like an application's that holds a string": """
        import uvicorn
        def dev(app_dir):
            asgi_app = "strawberry.cli.dev_server:app"
            uvicorn.run(asgi_app, reload=True, reload_dirs=[app_dir])
        """,
    "openbb: the application is taken from the keyword arguments": """
        import uvicorn
        app = FastAPI()
        def launch_api(**uvicorn_kwargs):
            uvicorn_kwargs["reload"] = True
            uvicorn_app = uvicorn_kwargs.pop("app", "openbb_core.api.rest_api:app")
            uvicorn.run(uvicorn_app, **uvicorn_kwargs)
        """,
    "zenml: the dict is updated in both branches": """
        import uvicorn
        def run(self, settings, app_path):
            uvicorn_kwargs = dict(workers=4, reload=True)
            if settings.lazy:
                uvicorn_kwargs.update(dict(app=app_path, factory=True))
            else:
                uvicorn_kwargs.update(dict(app=self.build_asgi_app(), reload=False, workers=1))
            uvicorn.run(**uvicorn_kwargs)
        """,
    "connexion: a string in the branch that reloads": """
        import uvicorn
        class App:
            def run(self, import_string=None, **kwargs):
                app: "str | App"
                if import_string is not None:
                    app = import_string
                    kwargs.setdefault("reload", True)
                else:
                    app = self
                uvicorn.run(app, **kwargs)
        """,
    "nonebot: or": """
        import uvicorn
        class Driver:
            @property
            def server_app(self) -> FastAPI:
                return self._server_app
            def run(self, app: str | None = None, **kwargs):
                uvicorn.run(app or self.server_app, reload=self.config.reload, **kwargs)
        """,
    "flama: a quoted union and fields of a dataclass": """
        import dataclasses, uvicorn
        @dataclasses.dataclass
        class Uvicorn:
            reload: bool = True
            def run(self, app: "str | types.App"):
                uvicorn.run(app, **dataclasses.asdict(self))
        """,
    "flama: a parameter called uvicorn": """
        from flama._cli.config.uvicorn import Uvicorn
        def run(app: FastAPI, uvicorn: Uvicorn):
            uvicorn.run(app, reload=True)
        """,
    "prefect: workers only for the string": """
        import uvicorn
        def start(workers):
            if workers == 1:
                uvicorn.run(app=create_app(final=True), app_dir="prefect")
            else:
                uvicorn.run(app="prefect.server:create_app", factory=True, workers=workers)
        """,
    "bentoml: a cast, and one worker in the options": """
        import typing as t, uvicorn
        def main(runner):
            app = t.cast("ASGI3Application", RunnerAppFactory(runner)())
            uvicorn_options: dict[str, t.Any] = {"workers": 1}
            uvicorn_options["loop"] = "asyncio"
            uvicorn.run(app, uds="x", **uvicorn_options)
        """,
    "khoj: a parameter shadows the module's application": """
        import uvicorn
        app = FastAPI()
        def start_server(app, state):
            uvicorn.run(app, workers=2, **state.ssl_config if state.ssl_config else {})
        """,
    "open-interpreter: made by a coroutine": """
        import asyncio, uvicorn
        app = asyncio.run(main())
        uvicorn.run(app, reload=True)
        """,
    "reflex: an f-string of a call": """
        import uvicorn
        uvicorn.run(app=f"{get_app_instance()}", factory=True, reload=True)
        """,
    "fasthtml: a parameter whose default is a string": """
        def serve(appname=None, app='app', reload=True, **kwargs):
            from uvicorn import run
            run(f'{appname}:{app}', reload=True, **kwargs)
            run(app, reload=True)
        """,
    "mlflow: a conditional expression of strings": """
        import uvicorn
        def _run(using_fastapi):
            app = "mlflow.server.fastapi_app:app" if using_fastapi else f"{__name__}:app"
            uvicorn.run(app, workers=4)
        """,
    "shiny: a tuple from a function": """
        import uvicorn
        def run(app, app_dir, resolve_app):
            app, app_dir = resolve_app(app, app_dir)
            uvicorn.run(app, reload=True, app_dir=app_dir)
        """,
    "flama: a class that looks like an application and is a string": """
        import uvicorn
        class StrApp(str, App):
            pass
        uvicorn.run(StrApp("main:app"), reload=True)
        """,
    "streamlit: an attribute that may be a string": """
        import uvicorn
        class Server:
            def __init__(self, app: str | ASGIApp):
                self._app = app
            def run(self):
                uvicorn.run(self._app, reload=True)
        """,
    "responder: flags of the caller": """
        import uvicorn
        class API:
            def serve(self, *, debug=False, **options):
                def spawn():
                    uvicorn.run(self, **options)
                spawn()
        """,
    "langgraph: uvicorn.run is only looked at": """
        import inspect, uvicorn
        def run(app: FastAPI, **kwargs):
            known = inspect.signature(uvicorn.run).parameters
            uvicorn.run(app, **{k: v for k, v in kwargs.items() if k in known})
        """,
    "mcp: a launch in a docstring": '''
        def sse():
            """
            import uvicorn
            uvicorn.run(app, reload=True)
            """
        ''',
    "aim: a launch through a process": """
        import subprocess, sys
        subprocess.Popen([sys.executable, "-m", "uvicorn", "main:app", "--reload"])
        """,
    "uvicorn: in its own tests": """
        import pytest
        from uvicorn.main import run
        async def app(scope, receive, send): ...
        def test_run_invalid_app_config_combination():
            with pytest.raises(SystemExit) as exit_exception:
                run(app, reload=True)
        """,
}

FAILS = {
    "esmerald: the same condition the wrong way round": """
        import uvicorn
        def run(env, app: FastAPI, reload, workers):
            uvicorn.run(
                app=app if not reload else create_app(),  # error: 12 UVI001
                reload=True,
                workers=workers,
            )
        """,
    "strawberry: the application itself": """
        import uvicorn
        from strawberry.cli.dev_server import app as asgi_app
        def dev(app_dir):
            uvicorn.run(asgi_app, reload=True, reload_dirs=[app_dir])  # error: 16 UVI001
        """,
    "openbb: the module's application": """
        import uvicorn
        app = FastAPI()
        def launch_api(**uvicorn_kwargs):
            uvicorn_kwargs.pop("app", "openbb_core.api.rest_api:app")
            uvicorn.run(app, reload=True, **uvicorn_kwargs)  # error: 16 UVI001
        """,
    "zenml: a dict for each branch": """
        import uvicorn
        def run(self, settings, app_path):
            if settings.lazy:
                uvicorn_kwargs = dict(app=app_path, factory=True)
                uvicorn.run(**uvicorn_kwargs)
            else:
                uvicorn_kwargs = dict(app=self.build_asgi_app(), reload=True)
                uvicorn.run(**uvicorn_kwargs)  # error: 8 UVI001
        """,
    "connexion: self in both branches": """
        import uvicorn
        class App:
            def run(self, import_string=None, **kwargs):
                app: "App"
                if import_string is not None:
                    app = create_app(import_string)
                else:
                    app = self
                uvicorn.run(app, reload=True, **kwargs)  # error: 20 UVI001
        """,
    "nonebot: or without a string": """
        import uvicorn
        class Driver:
            @property
            def server_app(self) -> FastAPI:
                return self._server_app
            def run(self, app: FastAPI | None = None, **kwargs):
                uvicorn.run(app or self.server_app, reload=True, **kwargs)  # error: 20 UVI001
        """,
    "flama: a quoted union of objects": """
        import dataclasses, uvicorn
        @dataclasses.dataclass
        class Uvicorn:
            reload: bool = True
            def run(self, app: "types.App | None"):
                uvicorn.run(app, reload=True)  # error: 20 UVI001
        import types
        """,
    "flama: a parameter of another name": """
        import uvicorn
        from flama._cli.config.uvicorn import Uvicorn
        def run(app: FastAPI, server: Uvicorn):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "prefect: workers for the object": """
        import uvicorn
        def start(workers):
            if workers == 1:
                uvicorn.run(app=create_app(final=True), workers=2)  # error: 24 UVI001
            else:
                uvicorn.run(app="prefect.server:create_app", factory=True, workers=workers)
        """,
    "bentoml: four workers in the options": """
        import typing as t, uvicorn
        def main(runner):
            app = RunnerApp(runner)
            uvicorn_options: dict[str, t.Any] = {"workers": 4}
            uvicorn.run(app, uds="x", **uvicorn_options)  # error: 16 UVI001
        """,
    "khoj: the module's application": """
        import uvicorn
        app = FastAPI()
        def start_server(state):
            ssl = state.ssl_config
            uvicorn.run(app, workers=2, **ssl if ssl else {})  # error: 16 UVI001
        """,
    "open-interpreter: made by a coroutine of this file": """
        import asyncio, uvicorn
        async def make():
            return FastAPI()
        async def main():
            uvicorn.run(await make(), reload=True)  # error: 16 UVI001
        """,
    "reflex: the call itself": """
        import uvicorn
        uvicorn.run(app=create_app(), factory=True, reload=True)  # error: 16 UVI001
        """,
    "fasthtml: a parameter annotated as an object": """
        def serve(appname=None, app: FastHTML = None, reload=True, **kwargs):
            from uvicorn import run
            run(app, reload=True)  # error: 8 UVI001
        """,
    "mlflow: a conditional expression of objects": """
        import uvicorn
        from mlflow.server import fastapi_app, flask_app
        def _run(using_fastapi):
            app = fastapi_app.app if using_fastapi else WSGIMiddleware(flask_app)
            uvicorn.run(app, workers=4)  # error: 16 UVI001
        """,
    "shiny: a tuple of visible things": """
        import uvicorn
        def run(app_dir):
            app, app_dir = App(app_dir), None
            uvicorn.run(app, reload=True, app_dir=app_dir)  # error: 16 UVI001
        """,
    "flama: a class that looks like a string and is an application": """
        import uvicorn
        class StrApp(App):
            pass
        uvicorn.run(StrApp("main:app"), reload=True)  # error: 12 UVI001
        """,
    "streamlit: an attribute that is no string": """
        import uvicorn
        class Server:
            def __init__(self, app: ASGIApp):
                self._app = app
            def run(self):
                uvicorn.run(self._app, reload=True)  # error: 20 UVI001
        """,
    "responder: self in a closure": """
        import uvicorn
        class API:
            def serve(self, *, debug=False, **options):
                def spawn():
                    uvicorn.run(self, reload=True, **options)  # error: 24 UVI001
                spawn()
        """,
    "fish-speech: attribute of an instance made just above": """
        import uvicorn
        class API:
            def __init__(self):
                self.app = Kui(routes=[])
        if __name__ == "__main__":
            api = API()
            uvicorn.run(api.app, workers=2)  # error: 16 UVI001
        """,
    "fastapi-jsonrpc: under the guard": """
        import fastapi_jsonrpc as jsonrpc
        app = jsonrpc.API()
        app.bind_entrypoint(entry)
        if __name__ == '__main__':
            import uvicorn
            uvicorn.run(app, port=5000, debug=True, access_log=False)  # error: 16 UVI001
        """,
}


@each(WORKS)
def test_works(source: str) -> None:
    silent(source, "UVI001")


@each(FAILS)
def test_fails(source: str) -> None:
    fires(source, "UVI001")
