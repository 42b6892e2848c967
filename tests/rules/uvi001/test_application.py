"""When is the application certainly an object, and when may it be a string?

Each source launches with ``reload=True``; only what the application is differs.
"""

from __future__ import annotations

import textwrap

import pytest

from tests.support.marked import reported
from tests.support.pairs import each, fires, silent


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def _source(expression: str, *, error: bool) -> str:
    source = f"import uvicorn\nuvicorn.run({expression}, reload=True)"
    return f"{source}  # error: 12 UVI001" if error else source


# Expressions alone, one a line.
OBJECTS = """
    None
    True
    42
    1.5
    2j
    ...
    b"main:app"
    b"main" + b":app" if False else b"main:app"
    not "main:app"
    lambda scope, receive, send: None
    lambda: "main:app"
    ["main:app"]
    ("main:app",)
    {"main:app"}
    {"main": "app"}
    [x for x in "main:app"]
    {x for x in "main:app"}
    {x: x for x in "main:app"}
    (x for x in "main:app")
    []
    ()
    {}
    FastAPI()
    Starlette(debug=True)
    Flask(__name__)
    CORSMiddleware(FastAPI())
    WsgiToAsgi(app="main:app")
    CORSMiddleware(app, allow_origins=["*"])
    Litestar([index])
    Sanic("app")
    Quart("main:app")
    _Application()
    FastAPI() if x else Starlette()
    FastAPI() if x else None
    None or FastAPI()
    FastAPI() and Starlette()
    create_app()
    create_app("main:app")
    make_app(debug=True)
    build_app()
    get_asgi_application()
    create_asgi_app()
    build_web_application()
    server.build_app()
    server.http.create_app()
    django.core.asgi.get_asgi_application()
    object()
    int("1")
    list("main:app")
    dict(app="main:app")
    set("main:app")
    bytes("main:app", "utf-8")
    len("main:app")
    "main:app".encode()
    "main:app".split(":")
    "main:app".partition(":")
    "main:app".isidentifier()
    "main:app" == "main:app"
    not x
    x == 1
    x is None
    """
STRINGS = """
    "main:app"
    ""
    "main"
    "main" ":app"
    '''main:app'''
    r"main:app"
    u"main:app"
    f"main:app"
    f"{__name__}:app"
    f"{module}:{app}"
    f"{x}"
    f"{FastAPI()}"
    "main" + ":app"
    "main:" + name
    module + ":app"
    "main" + ":" + "app"
    "%s:app" % module
    "%s:%s" % (module, "app")
    "{}:app".format(module)
    "main:app".strip()
    "main:APP".lower()
    "MAIN:app".replace("MAIN", "main")
    "main.app".replace(".", ":", 1)
    ":".join(["main", "app"])
    "".join("main:app")
    "main:app".removesuffix(".py")
    "main:app".removeprefix("src.")
    "main:app".upper()
    "main:app".title()
    "main:app".capitalize()
    "main:app".casefold()
    "main:app".center(1)
    "main:app".ljust(1)
    "main:app".rjust(1)
    "main:app".lstrip()
    "main:app".rstrip()
    "main:app".swapcase()
    "main:app".expandtabs()
    "main:app".translate({})
    "main:app".zfill(1)
    "main:app".format_map({})
    "main:app".__str__()
    "main:app" * 1
    1 * "main:app"
    "main:app"[:]
    "xmain:app"[1:]
    "main:app" if x else "api:app"
    "main:app" or app
    "main:app" and "api:app"
    None or "main:app"
    (app := "main:app")
    str(app)
    str(FastAPI())
    repr("main:app")
    format("main:app")
    ascii("main:app")
    chr(97)
    input()
    str("main") + ":app"
    (lambda: "main:app")()
    "a" "b".join(x)
    f"{'main'}:app"
    "main:%s" % "app"
    """
UNKNOWN = """
    app
    application
    x.app
    settings.app
    settings.APP
    args.app
    config.app
    options.application
    self.app
    apps[0]
    apps["main"]
    os.environ["APP"]
    os.environ.get("APP")
    os.getenv("APP", "main:app")
    sys.argv[1]
    getattr(module, "app")
    getattr(FastAPI(), "app")
    globals()["app"]
    locals()["app"]
    vars()["app"]
    eval("app")
    x()
    x().y
    run()
    main()
    app()
    get()
    load()
    APP
    MAIN_APP
    module.APP
    find_app()
    resolve_app("main:app")
    locate_app()
    get_app_path()
    get_app_name()
    app_module()
    import_app_string()
    parser.parse_args().app
    app if x else "main:app"
    FastAPI() if x else "main:app"
    "main:app" if x else FastAPI()
    FastAPI() if not reload else "main:app"
    x or "main:app"
    x or FastAPI()
    app or "main:app"
    x and "main:app"
    x + ":app"
    x % y
    x * 2
    -x
    x[1:]
    next(iter(x))
    max(x)
    min("main:app", "api:app")
    type(x)("main:app")
    URLStr("main:app")
    ImportString("main:app")
    MyStr("main:app")
    AppName("main:app")
    Text("main:app")
    """


def _different(text: str) -> list[str]:
    lines = _lines(text)
    assert len(lines) == len(set(lines))
    return lines


@pytest.mark.parametrize("expression", _different(OBJECTS))
def test_object(expression: str) -> None:
    fires(_source(expression, error=True))


@pytest.mark.parametrize("expression", _different(STRINGS))
def test_string(expression: str) -> None:
    silent(_source(expression, error=False))


@pytest.mark.parametrize("expression", _different(UNKNOWN))
def test_unknown(expression: str) -> None:
    silent(_source(expression, error=False))


@pytest.mark.parametrize("expression", _different(STRINGS))
def test_python_makes_a_string(expression: str) -> None:
    names = {
        "FastAPI": object, "app": None, "module": "m", "name": "n", "x": "x", "input": str,
    }  # fmt: skip
    assert isinstance(eval(expression, names), str)


# Imported names, one import a line; ``app`` stands for what is imported.
IMPORTED_OBJECTS = """
    from main import app
    from app.main import app
    from .main import app
    from . import app
    from .. import app
    from ..server.api import application as app
    from main import api as app
    from main import my_app as app
    from main import asgi_app as app
    from main import server as app
    from main import _app as app
    from main import FastAPI as app
    from main import Application as app
    from api.v1 import router as app
    from addresses import app
    from constant_app import app
    from pathlike import app
    import app
    import main as app
    import package.app as app
    """
IMPORTED_UNKNOWN = """
    from main import APP as app
    from main import APP_PATH as app
    from main import ASGI_APPLICATION as app
    from main import MAIN as app
    from .constants import APP as app
    from settings import app
    from config import app
    from .settings import app
    from package.config import app
    from main import app_path as app
    from main import app_name as app
    from main import app_module as app
    from main import import_string as app
    from main import app_fullname as app
    from main import app_qualname as app
    from main import app_modname as app
    from main import app_fqn as app
    from main import app_address as app
    from main import app_dotted as app
    from main import app_spec as app
    from main import import_path as app
    from consts import app
    from package.paths import app
    from .constants import app
    from names import app
    from main import app_location as app
    from main import target as app
    from main import default_app as app
    from os import environ as app
    from main import *
    """
CALLED_OBJECTS = """
    from fastapi import FastAPI | FastAPI()
    from fastapi import FastAPI as F | F()
    import fastapi | fastapi.FastAPI()
    import fastapi as f | f.FastAPI()
    import a.b | a.b.c.ProxyHeadersMiddleware(app, trusted_hosts="*")
    import starlette.applications | starlette.applications.Starlette()
    from pathlib import Path | Path("main:app")
    import pathlib | pathlib.Path("main:app")
    from main import create_app | create_app()
    from main import create_app as make | make()
    from main import build_asgi_app | build_asgi_app("x")
    from django.core.asgi import get_asgi_application | get_asgi_application()
    import server | server.build_app()
    import main | main.app
    import main | main.api.app
    import app.main | app.main.app
    from package import main | main.app
    from . import main | main.application
    from main import api | api.app
    import main as m | m.server.asgi_app
    from main import Api | Api.app
    from main import StrictApp | StrictApp()
    from main import ContextApp | ContextApp()
    from main import StreamApp | StreamApp()
    from main import FastAPI, x | FastAPI() if x else None
    """
CALLED_UNKNOWN = """
    from main import StrApp | AppUrl()
    from main import AppName | AppName()
    from main import StrApp | StrApp()
    from main import StringMixin | StringMixin()
    from main import TextChoices | TextChoices()
    from main import CIStrBase | CIStrBase()
    from main import APP_CLASS | APP_CLASS()
    from enum import StrEnum | StrEnum()
    from main import get_app_path | get_app_path()
    from main import find_app | find_app()
    from main import resolve_app | resolve_app()
    from main import app_string | app_string()
    from main import main | main()
    from main import load | load()
    from main import choose_app | choose_app()
    import server | server.app_path
    import server | server.APP
    import server | server.settings.app
    import settings | settings.app
    import config | config.app
    from main import config | config.app
    from main import args | args.app
    from main import settings | settings.create_app()
    import os | os.environ["APP"]
    import sys | sys.argv[1]
    """


@pytest.mark.parametrize("statement", _different(IMPORTED_OBJECTS))
def test_imported_object(statement: str) -> None:
    fires(f"import uvicorn\n{statement}\nuvicorn.run(app, reload=True)  # error: 12 UVI001")


@pytest.mark.parametrize("statement", _different(IMPORTED_UNKNOWN))
def test_imported_unknown(statement: str) -> None:
    silent(f"import uvicorn\n{statement}\nuvicorn.run(app, reload=True)")


@pytest.mark.parametrize("line", _different(CALLED_OBJECTS))
def test_imported_maker_of_objects(line: str) -> None:
    statement, expression = line.split(" | ")
    fires(f"{statement}\nimport uvicorn\nuvicorn.run({expression}, reload=1)  # error: 12 UVI001")


@pytest.mark.parametrize("line", _different(CALLED_UNKNOWN))
def test_imported_maker_of_anything(line: str) -> None:
    statement, expression = line.split(" | ")
    silent(f"{statement}\nimport uvicorn\nuvicorn.run({expression}, reload=1)")


# Parameters by their annotation, one a line.
OBJECT_TYPES = """
    FastAPI
    Starlette
    fastapi.FastAPI
    "FastAPI"
    'fastapi.FastAPI'
    FastAPI | None
    FastAPI | Starlette
    "FastAPI | None"
    Optional[FastAPI]
    Optional["FastAPI"]
    Union[FastAPI, Starlette]
    Union[FastAPI, None]
    typing.Optional[FastAPI]
    Annotated[FastAPI, "doc"]
    None
    int
    bytes
    bool
    list[str]
    dict[str, str]
    tuple[str, ...]
    list
    Path
    Application
    Service
    Module
    DirectoryApp
    ContextApp
    Callable
    Callable[[], str]
    Callable[..., FastAPI]
    "Callable[..., FastAPI]"
    type[FastAPI]
    Local
    "Local"
    Local | None
    """
OPEN_TYPES = """
    str
    "str"
    str | FastAPI
    FastAPI | str
    "str | FastAPI"
    Union[str, FastAPI]
    Union[FastAPI, "str"]
    Optional[str]
    str | None
    Any
    typing.Any
    "Any"
    object
    T
    AppType
    ASGIAppType
    AppLike
    AppSpec
    AppPath
    AppName
    ImportString
    ImportPathType
    AppPathOrObject
    AppOrFactory
    ModuleApp
    DottedApp
    AppFQN
    AppAddress
    TextApp
    Literal["main:app"]
    LiteralString
    Annotated[str, "doc"]
    AnyStr
    Sequence[str]
    Hashable
    LocalStr
    "LocalStr"
    LocalEnum
    Type[FastAPI] | str
    Optional[Union[str, FastAPI]]
    Optional["str | FastAPI"]
    not a type
    """
_TYPED = """
import enum, fastapi, uvicorn
class Local: pass
class LocalStr(str): pass
class LocalEnum(str, enum.Enum):
    APP = "main:app"
def main(app: {}):
    uvicorn.run(app, reload=True)"""


@pytest.mark.parametrize("annotation", _different(OBJECT_TYPES))
def test_annotated_object(annotation: str) -> None:
    fires(_TYPED.format(annotation) + "  # error: 16 UVI001")


@pytest.mark.parametrize("annotation", _different(OPEN_TYPES))
def test_annotated_open(annotation: str) -> None:
    silent(_TYPED.format(repr(annotation) if annotation == "not a type" else annotation))


OBJECT = {
    "setattr-of-another-module": """
        import sys
        import uvicorn
        app = FastAPI()
        setattr(sys.modules["other"], "app", "main:app")
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "attribute-of-another-module": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules["other"].app = "main:app"
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "another-module-replaced": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules["other"] = load()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "locals-given-away": """
        import sys
        import uvicorn
        app = FastAPI()
        configure(locals)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "keyword-given-away": """
        import sys
        import uvicorn
        app = FastAPI()
        configure(names=names)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "exec-in-other-names": """
        import sys
        import uvicorn
        app = FastAPI()
        exec("app = 'main:app'", names)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "names-of-another-module-updated": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules["other"].__dict__.update(app="main:app")
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "another-module-by-another-name": """
        import sys
        import uvicorn
        app = FastAPI()
        this = sys.modules["other"]; this.app = "main:app"
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "list-with-the-name": """
        import sys
        import uvicorn
        app = FastAPI()
        names[__name__] = "main:app"
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "star-import-before": """
        import uvicorn
        from settings import *
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "star-import-of-a-class": """
        import uvicorn
        from fastapi import FastAPI
        from models import *
        app = FastAPI()
        def main():
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "star-import-before-a-use": """
        import uvicorn
        app = FastAPI()
        from routes import *
        app.include_router(router)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "star-import-after-the-call": """
        import uvicorn
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        from routes import *
        """,
    "star-import-and-local-name": """
        import uvicorn
        from routes import *
        def main():
            app = FastAPI()
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "star-import-and-class-defined-here": """
        import uvicorn
        class App:
            pass
        from routes import *
        uvicorn.run(App(), reload=True)  # error: 12 UVI001
        """,
    "star-import-and-class-derived": """
        import uvicorn
        from fastapi import FastAPI
        from routes import *
        class App(FastAPI):
            pass
        uvicorn.run(App(), reload=True)  # error: 12 UVI001
        """,
    "star-import-and-annotation": """
        import uvicorn
        from fastapi import FastAPI
        from routes import *
        def main(app: FastAPI):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "exec-before": """
        import uvicorn
        exec(open("settings.py").read())
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "exec-in-a-namespace": """
        import uvicorn
        app = FastAPI()
        exec("app = 'main:app'", {})
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "exec-of-another": """
        import uvicorn
        app = FastAPI()
        session.exec("select")
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "globals-read": """
        import uvicorn
        app = FastAPI()
        names = globals()["app"], globals().keys()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "name": """
        import uvicorn
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "name-in-function": """
        import uvicorn
        app = FastAPI()
        def main():
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "local-name": """
        import uvicorn
        def main():
            app = FastAPI()
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "chain-of-names": """
        import uvicorn
        a = FastAPI()
        b = a
        c = b
        uvicorn.run(c, reload=True)  # error: 12 UVI001
        """,
    "named-in-the-call": """
        import uvicorn
        uvicorn.run((app := FastAPI()), reload=True)  # error: 13 UVI001
        """,
    "wrapped": """
        import uvicorn
        app = FastAPI()
        app = CORSMiddleware(app)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "def": """
        import uvicorn
        def app(environ, start_response):
            return []
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "async-def": """
        import uvicorn
        async def app(scope, receive, send):
            pass
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "decorated-def": """
        import uvicorn
        @asgi
        async def app(scope, receive, send):
            pass
        uvicorn.run(app, workers=2)  # error: 12 UVI001
        """,
    "named-lambda": """
        import uvicorn
        app = lambda: FastAPI()
        uvicorn.run(app, factory=True, reload=True)  # error: 12 UVI001
        """,
    "class": """
        import uvicorn
        class App:
            async def __call__(self, scope, receive, send): pass
        uvicorn.run(App, reload=True)  # error: 12 UVI001
        """,
    "class-that-is-a-string": """
        import uvicorn
        class App(str): pass
        uvicorn.run(App, reload=True)  # error: 12 UVI001
        """,
    "instance-of-class": """
        import uvicorn
        class App: pass
        uvicorn.run(App(), reload=True)  # error: 12 UVI001
        """,
    "instance-of-derived-class": """
        import uvicorn
        from fastapi import FastAPI
        class App(FastAPI): pass
        uvicorn.run(App(), reload=True)  # error: 12 UVI001
        """,
    "instance-of-lower-case-class": """
        import uvicorn
        class app: pass
        uvicorn.run(app(), reload=True)  # error: 12 UVI001
        """,
    "instance-of-dataclass": """
        import uvicorn
        from dataclasses import dataclass
        @dataclass
        class App:
            name: str
        uvicorn.run(App("main:app"), reload=True)  # error: 12 UVI001
        """,
    "plain-enum-member": """
        import enum, uvicorn
        class App(enum.Enum):
            MAIN = "main:app"
        uvicorn.run(App.MAIN, reload=True)  # error: 12 UVI001
        """,
    "self": """
        import uvicorn
        class App:
            def run(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
        """,
    "self-of-derived-class": """
        import uvicorn
        class App(FastAPI):
            def run(this):
                uvicorn.run(this, workers=2)  # error: 20 UVI001
        """,
    "self-in-closure": """
        import uvicorn
        class App:
            def run(self):
                def spawn():
                    uvicorn.run(self, reload=True)  # error: 24 UVI001
                spawn()
        """,
    "cls": """
        import uvicorn
        class App:
            @classmethod
            def run(cls):
                uvicorn.run(cls, reload=True)  # error: 20 UVI001
        """,
    "instance-of-cls": """
        import uvicorn
        class App:
            @classmethod
            def run(cls):
                uvicorn.run(cls(), reload=True)  # error: 20 UVI001
        """,
    "self-app": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-assigned-twice": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = None
            def start(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-annotated": """
        import uvicorn
        class Server:
            def __init__(self, app):
                self.app: FastAPI = app
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-from-annotated-parameter": """
        import uvicorn
        class Server:
            def __init__(self, app: FastAPI):
                self.app = app
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-in-class-body": """
        import uvicorn
        class Server:
            app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-of-base": """
        import uvicorn
        class Base:
            def __init__(self):
                self.app = FastAPI()
        class Server(Base):
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-in-the-same-method": """
        import uvicorn
        class Server:
            def run(self):
                self.app = create_app()
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "self-app-property": """
        import uvicorn
        class Server:
            @property
            def app(self):
                return FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "attribute-of-instance": """
        import uvicorn
        class API:
            def __init__(self):
                self.app = FastAPI()
        api = API()
        uvicorn.run(api.app, reload=True)  # error: 12 UVI001
        """,
    "attribute-of-class": """
        import uvicorn
        class API:
            app = FastAPI()
        uvicorn.run(API.app, reload=True)  # error: 12 UVI001
        """,
    "bound-method": """
        import uvicorn
        class Server:
            async def app(self, scope, receive, send): pass
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "function-result": """
        import uvicorn
        def get():
            return FastAPI()
        uvicorn.run(get(), reload=True)  # error: 12 UVI001
        """,
    "function-result-all-returns": """
        import uvicorn
        def get(debug):
            if debug:
                return Starlette()
            app = FastAPI()
            return app
        uvicorn.run(get(1), reload=True)  # error: 12 UVI001
        """,
    "function-result-or-none": """
        import uvicorn
        def get(debug):
            if debug:
                return FastAPI()
        uvicorn.run(get(1), reload=True)  # error: 12 UVI001
        """,
    "function-result-annotated": """
        import uvicorn
        def get(x) -> FastAPI:
            return x
        uvicorn.run(get(1), reload=True)  # error: 12 UVI001
        """,
    "function-result-through-name": """
        import uvicorn
        def get():
            return FastAPI()
        app = get()
        def main():
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "function-result-cached": """
        import functools, uvicorn
        @functools.lru_cache(maxsize=None)
        def get():
            return FastAPI()
        uvicorn.run(get(), reload=True)  # error: 12 UVI001
        """,
    "method-result": """
        import uvicorn
        class Server:
            def make(self):
                return FastAPI()
            def run(self):
                uvicorn.run(self.make(), reload=True)  # error: 20 UVI001
        """,
    "coroutine": """
        import uvicorn
        async def get():
            return "main:app"
        uvicorn.run(get(), reload=True)  # error: 12 UVI001
        """,
    "awaited-result": """
        import uvicorn
        async def get():
            return FastAPI()
        async def main():
            uvicorn.run(await get(), reload=True)  # error: 16 UVI001
        """,
    "generator": """
        import uvicorn
        def get():
            yield "main:app"
        uvicorn.run(get(), reload=True)  # error: 12 UVI001
        """,
    "annotated-name": """
        import uvicorn
        app: FastAPI = load()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "annotated-name-assigned-later": """
        import uvicorn
        app: FastAPI | None
        app = load()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "annotated-parameter-with-default": """
        import uvicorn
        def main(app: FastAPI = None):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "annotated-keyword-only": """
        import uvicorn
        def main(*, app: FastAPI):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "star-parameters": """
        import uvicorn
        def main(*apps, **options):
            uvicorn.run(apps, reload=True)  # error: 16 UVI001
            uvicorn.run(options, reload=True)  # error: 16 UVI001
        """,
    "annotated-with-a-later-class": """
        import uvicorn
        class Server:
            def run(self, app: "app_type"):
                uvicorn.run(app, reload=True)  # error: 20 UVI001
        class app_type: pass
        """,
    "annotated-with-a-later-import": """
        from __future__ import annotations
        import uvicorn
        def main(app: types.Application):
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        from main import types
        """,
    "used-by-route": """
        import uvicorn
        app = load()
        @app.get("/")
        def index(): pass
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "used-by-method": """
        import uvicorn
        app = load()
        app.include_router(router)
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "used-by-attribute": """
        import uvicorn
        app = load()
        app.state.database = None
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "parameter-used": """
        import uvicorn
        def main(app):
            app.add_middleware(CORSMiddleware)
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "used-before-branch": """
        import uvicorn
        def main(app):
            app.mount("/", other)
            if app.debug:
                uvicorn.run(app, reload=True)  # error: 20 UVI001
        """,
    "branches-both-objects": """
        import uvicorn
        if x:
            app = FastAPI()
        else:
            app = Starlette()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "string-before": """
        import uvicorn
        app = "main:app"
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "string-after": """
        import uvicorn
        app = FastAPI()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        app = "main:app"
        """,
    "string-in-other-scope": """
        import uvicorn
        app = FastAPI()
        def other():
            app = "main:app"
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "string-branch-returns": """
        import uvicorn
        def main(x):
            app = FastAPI()
            if x:
                app = "main:app"
                return
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "shadows-imported-constant": """
        import uvicorn
        from main import APP
        def main():
            APP = FastAPI()
            uvicorn.run(APP, reload=True)  # error: 16 UVI001
        """,
    "with-target-annotated": """
        import uvicorn
        app: FastAPI
        with load() as app:
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "exception": """
        import uvicorn
        try:
            pass
        except ValueError as app:
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "decided-condition": """
        import uvicorn
        uvicorn.run(FastAPI() if True else "main:app", reload=True)  # error: 12 UVI001
        """,
    "module-of-the-file": """
        import uvicorn
        import app.main
        uvicorn.run(app.main, reload=True)  # error: 12 UVI001
        """,
    "import-in-branches": """
        import uvicorn
        try:
            from main import app
        except ImportError:
            from .main import app
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "typing-cast-free-instance-call": """
        import uvicorn
        class Factory:
            def make_app(self): return FastAPI()
        factory = Factory()
        uvicorn.run(factory.make_app(), reload=True)  # error: 12 UVI001
        """,
    "method-of-a-string-enum": """
        import uvicorn
        from enum import Enum
        class Service(str, Enum):
            API = "api"
        uvicorn.run(Service.API.encode(), reload=True)  # error: 12 UVI001
        """,
    "method-of-a-string-subclass": """
        import uvicorn
        class Name(str):
            pass
        uvicorn.run(Name("main:app").split(":"), reload=True)  # error: 12 UVI001
        """,
    "self-of-a-command": """
        import click, uvicorn
        class Cli:
            @click.command()
            def run(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
        """,
    "cls-by-the-decorator": """
        import uvicorn
        class Commands:
            @classmethod
            def serve(owner):
                uvicorn.run(owner, reload=True)  # error: 20 UVI001
        """,
    "self-beside-another-staticmethod": """
        import uvicorn
        class Commands:
            def serve(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
            def other(app): pass
            other = staticmethod(other)
        """,
    "used-before-a-launch-in-the-binding-function": """
        import uvicorn
        def main():
            global app
            app = load()
            app.include_router(router)
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "used-beside-a-function-that-binds-another": """
        import uvicorn
        app = load()
        def setup():
            global other
            other = "main:app"
        app.state.x = 1
        setup()
        uvicorn.run(app, reload=True)  # error: 12 UVI001
        """,
    "used-beside-a-function-that-binds-a-local-name": """
        import uvicorn
        def main():
            app = load()
            def setup():
                app = "main:app"
            app.state.x = 1
            setup()
            uvicorn.run(app, reload=True)  # error: 16 UVI001
        """,
    "member-of-an-enum-of-another-file": """
        import uvicorn
        from lib import StrictEnum
        class Apps(StrictEnum):
            MAIN = "main:app"
        uvicorn.run(Apps.MAIN, reload=True)  # error: 12 UVI001
        """,
    "self-with-an-heir-that-is-an-object": """
        import uvicorn
        class Runnable:
            def run(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
        class Name(Runnable, dict):
            pass
        """,
    "self-with-an-heir-of-another-class-that-is-text": """
        import uvicorn
        class Runnable:
            def run(self):
                uvicorn.run(self, reload=True)  # error: 20 UVI001
        class Other: pass
        class Name(Other, str):
            pass
        """,
    "placeholder-with-a-type": """
        import uvicorn
        class Server:
            app: FastAPI | None = None
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "placeholder-set-in-a-method": """
        import uvicorn
        class Server:
            app = None
            def start(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        """,
    "placeholder-set-by-a-derived-class": """
        import uvicorn
        class Server:
            app = None
            def run(self):
                uvicorn.run(self.app, reload=True)  # error: 20 UVI001
        class Shop(Server):
            app = FastAPI()
        """,
    "hook-that-gives-something": """
        import uvicorn
        class Server:
            def create(self):
                if x:
                    return FastAPI()
            def run(self):
                uvicorn.run(self.create(), reload=True)  # error: 20 UVI001
        """,
    "class-attribute-beside-setattr-on-another-class": """
        import os, uvicorn
        class Settings: pass
        class Server:
            app = FastAPI()
        for key, value in os.environ.items():
            setattr(Settings, key, value)
        uvicorn.run(Server.app, reload=True)  # error: 12 UVI001
        """,
    "class-attribute-of-a-dataclass": """
        import uvicorn
        from dataclasses import dataclass
        @dataclass
        class Server:
            app = FastAPI()
        uvicorn.run(Server.app, reload=True)  # error: 12 UVI001
        """,
    "class-attribute-and-what-gets-an-instance": """
        import uvicorn
        class Server:
            app = FastAPI()
        register(Server(), Server.app)
        print(Server)
        uvicorn.run(Server.app, reload=True)  # error: 12 UVI001
        """,
}

NOT_OBJECT = {
    "setattr-of-the-module": """
        import sys
        import uvicorn
        app = FastAPI()
        setattr(sys.modules[__name__], "app", "main:app")
        uvicorn.run(app, reload=True)
        """,
    "attribute-of-the-module": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules[__name__].app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "module-replaced": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules[__name__] = load()
        uvicorn.run(app, reload=True)
        """,
    "globals-given-away": """
        import sys
        import uvicorn
        app = FastAPI()
        configure(globals())
        uvicorn.run(app, reload=True)
        """,
    "globals-given-away-by-keyword": """
        import sys
        import uvicorn
        app = FastAPI()
        configure(names=globals())
        uvicorn.run(app, reload=True)
        """,
    "exec-in-globals": """
        import sys
        import uvicorn
        app = FastAPI()
        exec("app = 'main:app'", globals())
        uvicorn.run(app, reload=True)
        """,
    "names-of-the-module-updated": """
        import sys
        import uvicorn
        app = FastAPI()
        sys.modules[__name__].__dict__.update(app="main:app")
        uvicorn.run(app, reload=True)
        """,
    "module-by-another-name": """
        import sys
        import uvicorn
        app = FastAPI()
        this = sys.modules[__name__]; this.app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "globals-by-another-name": """
        import uvicorn
        names = globals()
        app = FastAPI()
        names["app"] = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "star-import-after": """
        import uvicorn
        app = FastAPI()
        from settings import *
        uvicorn.run(app, reload=True)
        """,
    "star-import-after-in-a-try": """
        import uvicorn
        app = FastAPI()
        try:
            from local_settings import *
        except ImportError:
            pass
        uvicorn.run(app, reload=True)
        """,
    "star-import-after-read-in-a-function": """
        import uvicorn
        app = FastAPI()
        from settings import *
        def main():
            uvicorn.run(app, reload=True)
        """,
    "star-import-after-a-use": """
        import uvicorn
        app = FastAPI()
        app.include_router(router)
        from settings import *
        uvicorn.run(app, reload=True)
        """,
    "star-import-after-a-factory": """
        import uvicorn
        def make():
            return FastAPI()
        from settings import *
        uvicorn.run(make(), reload=True)
        """,
    "star-import-in-a-loop": """
        import uvicorn
        app = FastAPI()
        while maybe():
            uvicorn.run(app, reload=True)
            from settings import *
        """,
    "exec-after": """
        import uvicorn
        app = FastAPI()
        exec("app = 'main:app'")
        uvicorn.run(app, reload=True)
        """,
    "exec-in-a-function": """
        import uvicorn
        app = FastAPI()
        def configure():
            exec("app = 'main:app'", )
        uvicorn.run(app, reload=True)
        """,
    "globals-item": """
        import uvicorn
        app = FastAPI()
        globals()["app"] = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "globals-item-in-a-function": """
        import uvicorn
        app = FastAPI()
        def configure(name, value):
            globals()[name] = value
        def main():
            uvicorn.run(app, reload=True)
        """,
    "globals-update": """
        import uvicorn
        app = FastAPI()
        globals().update(app="main:app")
        uvicorn.run(app, reload=True)
        """,
    "globals-update-in-a-function": """
        import uvicorn
        app = FastAPI()
        def configure(**settings):
            globals().update(settings)
        uvicorn.run(app, reload=True)
        """,
    "name": """
        import uvicorn
        app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "name-in-function": """
        import uvicorn
        app = "main:app"
        def main():
            uvicorn.run(app, reload=True)
        """,
    "local-name": """
        import uvicorn
        def main():
            app = f"{__name__}:app"
            uvicorn.run(app, reload=True)
        """,
    "chain-of-names": """
        import uvicorn
        a = "main:app"
        b = a
        c = b
        uvicorn.run(c, reload=True)
        """,
    "built-up": """
        import uvicorn
        app = "main"
        app += ":app"
        uvicorn.run(app, reload=True)
        """,
    "def-rebound": """
        import uvicorn
        def app(scope, receive, send): pass
        app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "method-of-a-name": """
        import uvicorn
        template = "{}:app"
        app = template.format("main")
        uvicorn.run(app, reload=True)
        """,
    "shadows-imported-object": """
        import uvicorn
        from main import app
        def main():
            app = "main:app"
            uvicorn.run(app, reload=True)
        """,
    "shadows-module-object": """
        import uvicorn
        app = FastAPI()
        def main(app):
            uvicorn.run(app, reload=True)
        """,
    "shadows-in-comprehension": """
        import uvicorn
        app = FastAPI()
        [uvicorn.run(app, reload=True) for app in ["main:app"]]
        """,
    "string-subclass": """
        import uvicorn
        class Target(str): pass
        uvicorn.run(Target("main:app"), reload=True)
        """,
    "string-subclass-derived": """
        import uvicorn
        class Base(str): pass
        class Target(Base): pass
        uvicorn.run(Target("main:app"), reload=True)
        """,
    "string-subclass-among-bases": """
        import uvicorn
        class StrApp(str, App): pass
        uvicorn.run(StrApp("main:app"), reload=True)
        """,
    "user-string": """
        import uvicorn
        from collections import UserString
        class Target(UserString): pass
        def main(target: Target):
            uvicorn.run(str(target), reload=True)
        """,
    "string-enum-member": """
        import enum, uvicorn
        class App(str, enum.Enum):
            MAIN = "main:app"
        uvicorn.run(App.MAIN, reload=True)
        """,
    "string-enum-value": """
        import enum, uvicorn
        class App(enum.Enum):
            MAIN = "main:app"
        uvicorn.run(App.MAIN.value, reload=True)
        """,
    "str-enum-member": """
        import enum, uvicorn
        class App(enum.StrEnum):
            MAIN = "main:app"
        uvicorn.run(App.MAIN, reload=True)
        """,
    "imported-enum-member": """
        import uvicorn
        from enums import App
        uvicorn.run(App.MAIN, reload=True)
        """,
    "class-that-makes-anything": """
        import uvicorn
        class App:
            def __new__(cls, target):
                return target
        uvicorn.run(App("main:app"), reload=True)
        """,
    "class-with-metaclass": """
        import uvicorn
        class App(metaclass=Meta): pass
        uvicorn.run(App("main:app"), reload=True)
        """,
    "class-of-unknown-base": """
        import uvicorn
        from main import BaseStr
        class App(BaseStr): pass
        uvicorn.run(App("main:app"), reload=True)
        """,
    "decorated-class": """
        import uvicorn
        @register
        class App: pass
        uvicorn.run(App(), reload=True)
        """,
    "self-of-a-string": """
        import uvicorn
        class App(str):
            def run(self):
                uvicorn.run(self, reload=True)
        """,
    "self-of-a-perhaps-string": """
        import uvicorn
        from main import Name
        class App(Name):
            def run(self):
                uvicorn.run(self, reload=True)
        """,
    "self-of-static-method": """
        import uvicorn
        class App:
            @staticmethod
            def run(self):
                uvicorn.run(self, reload=True)
        """,
    "self-of-a-function": """
        import uvicorn
        def run(self):
            uvicorn.run(self, reload=True)
        """,
    "second-parameter-of-method": """
        import uvicorn
        class App:
            def run(self, app):
                uvicorn.run(app, reload=True)
        """,
    "self-app-string": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = "main:app"
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-one-string": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = FastAPI()
            def lazy(self):
                self.app = "main:app"
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-parameter": """
        import uvicorn
        class Server:
            def __init__(self, app):
                self.app = app
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-open-annotation": """
        import uvicorn
        class Server:
            def __init__(self, app):
                self.app: str | FastAPI = app
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-class-default-string": """
        import uvicorn
        class Server:
            app = "main:app"
            def configure(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-assigned-by-base": """
        import uvicorn
        class Base:
            def __init__(self):
                self.app = "main:app"
        class Server(Base):
            def late(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-assigned-from-outside": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = FastAPI()
            def run(self):
                uvicorn.run(self.app, reload=True)
        server = Server()
        server.app = "main:app"
        """,
    "self-app-never-assigned": """
        import uvicorn
        class Server(Base):
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-unpacked": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app, self.path = load()
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-property-string": """
        import uvicorn
        class Server:
            @property
            def app(self):
                return "main:app"
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "self-app-set-by-setattr": """
        import uvicorn
        class Server:
            def __init__(self, **given):
                for name, value in given.items():
                    setattr(self, name, value)
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "attribute-of-instance-string": """
        import uvicorn
        class API:
            def __init__(self):
                self.app = "main:app"
        api = API()
        uvicorn.run(api.app, reload=True)
        """,
    "attribute-of-class-string": """
        import uvicorn
        class API:
            app = "main:app"
        uvicorn.run(API.app, reload=True)
        """,
    "attribute-of-parameter": """
        import uvicorn
        def main(api):
            uvicorn.run(api.app, reload=True)
        """,
    "attribute-of-loop-variable": """
        import uvicorn
        for each in load():
            uvicorn.run(each.app, reload=True)
        """,
    "function-result-string": """
        import uvicorn
        def create_app():
            return "main:app"
        uvicorn.run(create_app(), reload=True)
        """,
    "function-result-one-string": """
        import uvicorn
        def create_app(x):
            if x:
                return FastAPI()
            return "main:app"
        uvicorn.run(create_app(1), reload=True)
        """,
    "function-result-parameter": """
        import uvicorn
        def create_app(x):
            return x
        uvicorn.run(create_app("main:app"), reload=True)
        """,
    "function-result-annotated-string": """
        import uvicorn
        def create_app() -> str:
            return load()
        uvicorn.run(create_app(), reload=True)
        """,
    "function-result-annotated-open": """
        import uvicorn
        def create_app(x) -> "str | FastAPI":
            return x
        uvicorn.run(create_app(1), reload=True)
        """,
    "function-decorated": """
        import uvicorn
        @command
        def create_app():
            return FastAPI()
        uvicorn.run(create_app(), reload=True)
        """,
    "function-stub": """
        import uvicorn
        def create_app():
            raise NotImplementedError
        uvicorn.run(create_app(), reload=True)
        """,
    "method-result-string": """
        import uvicorn
        class Server:
            def create_app(self):
                return "main:app"
            def run(self):
                uvicorn.run(self.create_app(), reload=True)
        """,
    "awaited-string": """
        import uvicorn
        async def get():
            return "main:app"
        async def main():
            uvicorn.run(await get(), reload=True)
        """,
    "awaited-unknown": """
        import uvicorn
        async def main(x):
            uvicorn.run(await x, reload=True)
        """,
    "next-of-generator": """
        import uvicorn
        def get():
            yield "main:app"
        uvicorn.run(next(get()), reload=True)
        """,
    "recursive-function": """
        import uvicorn
        def get(x):
            return get(x - 1) if x else "main:app"
        uvicorn.run(get(1), reload=True)
        """,
    "annotated-name-open": """
        import uvicorn
        app: str | FastAPI = load()
        uvicorn.run(app, reload=True)
        """,
    "annotated-with-a-later-class": """
        import uvicorn
        class Server:
            def run(self, app: "App"):
                uvicorn.run(app, reload=True)
        class App(str): pass
        """,
    "annotated-with-a-later-import": """
        from __future__ import annotations
        import uvicorn
        def main(app: App):
            uvicorn.run(app, reload=True)
        from main import AppName as App
        """,
    "annotation-belied": """
        import uvicorn
        app: FastAPI = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "annotated-parameter-with-string-default": """
        import uvicorn
        def main(app: FastAPI = "main:app"):
            uvicorn.run(app, reload=True)
        """,
    "parameter": """
        import uvicorn
        def main(app):
            uvicorn.run(app, reload=True)
        """,
    "parameter-with-object-default": """
        import uvicorn
        def main(app=None):
            uvicorn.run(app, reload=True)
        """,
    "lambda-parameter": """
        import uvicorn
        main = lambda app: uvicorn.run(app, reload=True)
        """,
    "used-as-a-string": """
        import uvicorn
        app = load()
        app.strip()
        app.format
        uvicorn.run(app, reload=True)
        """,
    "used-after-the-call": """
        import uvicorn
        def main(app, serve):
            if serve:
                uvicorn.run(app, reload=True)
            else:
                app.mount("/", other)
        """,
    "used-in-another-scope": """
        import uvicorn
        def configure(app):
            app.include_router(router)
        def main(app):
            uvicorn.run(app, reload=True)
        """,
    "used-in-one-branch": """
        import uvicorn
        def main(app):
            if not isinstance(app, str):
                app.include_router(router)
            uvicorn.run(app, reload=True)
        """,
    "used-before-rebinding": """
        import uvicorn
        def main(app):
            app.include_router(router)
            app = load()
            uvicorn.run(app, reload=True)
        """,
    "used-under-a-condition-in-one-expression": """
        import uvicorn
        def main(app):
            isinstance(app, str) or app.include_router(router)
            uvicorn.run(app, reload=True)
        """,
    "branch-string": """
        import uvicorn
        if x:
            app = FastAPI()
        else:
            app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "branch-unknown": """
        import uvicorn
        app = FastAPI()
        if x:
            app = load()
        uvicorn.run(app, reload=True)
        """,
    "loop-rebinds": """
        import uvicorn
        app = FastAPI()
        for app in load():
            pass
        uvicorn.run(app, reload=True)
        """,
    "string-through-global": """
        import uvicorn
        app = FastAPI()
        def configure():
            global app
            app = "main:app"
        def main():
            uvicorn.run(app, reload=True)
        """,
    "string-through-nonlocal": """
        import uvicorn
        def main():
            app = FastAPI()
            def configure():
                nonlocal app
                app = "main:app"
            configure()
            uvicorn.run(app, reload=True)
        """,
    "except-branch-string": """
        import uvicorn
        try:
            from main import app
        except ImportError:
            app = "main:app"
        uvicorn.run(app, reload=True)
        """,
    "string-after-in-function": """
        import uvicorn
        app = FastAPI()
        def main():
            uvicorn.run(app, reload=True)
        app = "main:app"
        main()
        """,
    "exec": """
        import uvicorn
        exec("app = 'main:app'")
        uvicorn.run(app, reload=True)
        """,
    "star-import": """
        import uvicorn
        from main import *
        uvicorn.run(app, reload=True)
        """,
    "star-import-uvicorn-alone": """
        from uvicorn import *
        run(app, reload=True)
        """,
    "decided-condition": """
        import uvicorn
        uvicorn.run("main:app" if True else FastAPI(), reload=True)
        """,
    "with-target": """
        import uvicorn
        with load() as app:
            uvicorn.run(app, reload=True)
        """,
    "unpacked": """
        import uvicorn
        app, path = load()
        uvicorn.run(app, reload=True)
        """,
    "popped": """
        import uvicorn
        from main import app
        def launch(**kwargs):
            uvicorn_app = kwargs.pop("app", "main:app")
            uvicorn.run(uvicorn_app, reload=True)
        """,
    "match-capture": """
        import uvicorn
        match load():
            case {"app": app}:
                uvicorn.run(app, reload=True)
        """,
    "cycle": """
        import uvicorn
        def main():
            for _ in load():
                a = b
                b = a
            uvicorn.run(a, reload=True)
        """,
    "cast": """
        import typing, uvicorn
        app = typing.cast("str", load())
        uvicorn.run(app, reload=True)
        """,
    "subscript-of-known-list": """
        import uvicorn
        apps = [FastAPI(), "main:app"]
        uvicorn.run(apps[1], reload=True)
        """,
    "method-of-a-string-enum": """
        import uvicorn
        from enum import Enum
        class Service(str, Enum):
            API = "api"
            def import_string(self):
                return f"{self.value}.main:app"
        uvicorn.run(Service.API.import_string(), reload=True)
        """,
    "method-of-a-string-subclass": """
        import uvicorn
        class Name(str):
            def full(self):
                return "main:" + self
        uvicorn.run(Name("app").full(), reload=True)
        """,
    "parameter-of-a-command-in-a-class": """
        import click, uvicorn
        class Cli:
            @click.command()
            @click.argument("app")
            def run(app):
                uvicorn.run(app, reload=True)
        """,
    "parameter-of-a-function-in-a-class": """
        import uvicorn
        class Commands:
            def serve(app):
                uvicorn.run(app, reload=True)
        Commands.serve("main:app")
        """,
    "parameter-of-an-old-staticmethod": """
        import uvicorn
        class Commands:
            def serve(self):
                uvicorn.run(self, reload=True)
            serve = staticmethod(serve)
        """,
    "used-before-another-function-binds-it": """
        import os, uvicorn
        def setup():
            global app
            app = os.environ["APP"]
        app = FastAPI()
        app.state.x = 1
        setup()
        uvicorn.run(app, reload=True)
        """,
    "used-in-a-function-before-another-binds-it": """
        import os, uvicorn
        app = load()
        def setup():
            global app
            app = os.environ["APP"]
        def main():
            app.state.x = 1
            setup()
            uvicorn.run(app, reload=True)
        """,
    "used-before-an-inner-function-binds-it": """
        import os, uvicorn
        def main():
            app = load()
            def setup():
                nonlocal app
                app = os.environ["APP"]
            app.state.x = 1
            setup()
            uvicorn.run(app, reload=True)
        """,
    "used-before-exec-in-a-function": """
        import uvicorn
        app = load()
        def setup():
            exec(text)
        app.state.x = 1
        setup()
        uvicorn.run(app, reload=True)
        """,
    "used-as-a-member-of-an-enum": """
        import uvicorn
        app = load()
        print(app.name, app.value)
        uvicorn.run(app, reload=True)
        """,
    "used-for-what-classes-have": """
        import uvicorn
        app = load()
        print(app.__dict__, app.__module__)
        uvicorn.run(app, reload=True)
        """,
    "used-and-declared-nonlocal-of-nothing": """
        import uvicorn
        def main():
            nonlocal app
            app = load()
            app.state.x = 1
            uvicorn.run(app, reload=True)
        """,
    "member-of-an-enum-of-text-of-another-file": """
        import uvicorn
        from lib import StringEnum
        class Apps(StringEnum):
            MAIN = "main:app"
        uvicorn.run(Apps.MAIN, reload=True)
        """,
    "instance-of-a-class-named-for-text": """
        import uvicorn
        from lib import StringMixin
        class Name(StringMixin):
            pass
        uvicorn.run(Name("main:app"), reload=True)
        """,
    "self-with-an-heir-that-is-text": """
        import uvicorn
        class Runnable:
            def run(self):
                uvicorn.run(self, reload=True)
        class Name(Runnable, str):
            pass
        Name("main:app").run()
        """,
    "self-with-a-far-heir-that-is-text": """
        import uvicorn
        class Runnable:
            def run(self):
                uvicorn.run(self, reload=True)
        class Named(Runnable):
            pass
        class Name(str, Named):
            pass
        """,
    "placeholder": """
        import uvicorn
        class Server:
            app = None
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "placeholder-of-cls": """
        import uvicorn
        class Server:
            app = None
            @classmethod
            def run(cls):
                uvicorn.run(cls.app, reload=True)
        """,
    "placeholder-of-a-class": """
        import uvicorn
        class Server:
            app = None
        uvicorn.run(Server.app, reload=True)
        """,
    "placeholder-in-init": """
        import uvicorn
        class Server:
            def __init__(self):
                self.app = None
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "placeholder-of-an-instance": """
        import uvicorn
        class Server:
            app = None
        server = Server()
        uvicorn.run(server.app, reload=True)
        """,
    "placeholder-with-an-open-type": """
        import uvicorn
        class Server:
            app: str | FastAPI | None = None
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "hook-that-logs": """
        import logging, uvicorn
        class Server:
            def create(self):
                logging.warning("override me")
            def run(self):
                uvicorn.run(self.create(), reload=True)
        """,
    "hook-that-is-a-property": """
        import uvicorn
        class Server:
            @property
            def app(self):
                return None
            def run(self):
                uvicorn.run(self.app, reload=True)
        """,
    "hook-that-is-awaited": """
        import uvicorn
        class Server:
            async def create(self):
                return None
            async def run(self):
                uvicorn.run(await self.create(), reload=True)
        """,
    "class-attribute-set-by-setattr": """
        import os, uvicorn
        class Server:
            app = FastAPI()
        for key, value in os.environ.items():
            setattr(Server, key, value)
        uvicorn.run(Server.app, reload=True)
        """,
    "instance-attribute-set-by-setattr": """
        import os, uvicorn
        class Server:
            app = FastAPI()
        server = Server()
        for key, value in os.environ.items():
            setattr(server, key, value)
        uvicorn.run(server.app, reload=True)
        """,
    "class-attribute-of-a-decorated-class": """
        import uvicorn
        @from_env
        class Server:
            app = FastAPI()
        uvicorn.run(Server.app, reload=True)
        """,
    "class-attribute-of-a-class-with-a-metaclass": """
        import uvicorn
        class Server(metaclass=FromEnvironment):
            app = FastAPI()
        uvicorn.run(Server.app, reload=True)
        """,
    "class-attribute-of-a-class-that-a-call-gets": """
        import uvicorn
        class Server:
            app = FastAPI()
        load_into(Server)
        uvicorn.run(Server.app, reload=True)
        """,
}


# A context manager that may swallow the exception of a block: what was before may hold.

_BLOCK = """
import contextlib, uvicorn
from contextlib import asynccontextmanager, contextmanager
@contextmanager
def local(): yield
@asynccontextmanager
async def local_async(): yield
@other
def plain(): yield
class Manager:
    def __enter__(self): pass
    def __exit__(self, *args): return True
class AsyncManager:
    async def __aenter__(self): pass
    async def __aexit__(self, *args): return True
class Plain: pass
class Server:
    @contextmanager
    def method(self): yield
    def local_async(self): yield
    async def run(self, app="main:app"):
        {} {}:
            connect()
            app = FastAPI()
        uvicorn.run(app, reload=True)"""
PASSING = """
    with open("log")
    with session()
    with session() as quiet
    with contextlib.nullcontext()
    with plain()
    with self.plain()
    with self.run()
    with tempfile.TemporaryDirectory()
    with (yield_to())()
    with (x or y)
    with managers[0]
    with Plain()
    with App()
    async with lifespan()
    """
SWALLOWING = """
    with suppress(OSError)
    with contextlib.suppress(OSError)
    with quiet
    with self.quiet
    with managers.quiet as q
    async with quiet
    with ignored(OSError)
    with ignore_errors()
    with swallow()
    with helpers.swallowing(OSError)
    with Quiet()
    with be_quietly()
    with silenced_errors()
    with catch(OSError)
    with catch_errors()
    with exceptions.Catch()
    with ExitStack()
    async with contextlib.AsyncExitStack() as stack
    with stack.enter_context(x)
    async with await_(), stack.enter_async_context(x)
    with pytest.raises(OSError)
    with self.assertRaises(OSError)
    with session(), quiet
    with local()
    async with local_async()
    with self.method()
    with Manager()
    async with AsyncManager()
    """


@pytest.mark.parametrize("line", _different(PASSING))
def test_context_lets_exceptions_pass(line: str) -> None:
    word, _, context = line.partition("with ")
    fires(_BLOCK.format(f"{word}with", context) + "  # error: 20 UVI001")


@pytest.mark.parametrize("line", _different(SWALLOWING))
def test_context_may_swallow_exceptions(line: str) -> None:
    word, _, context = line.partition("with ")
    silent(_BLOCK.format(f"{word}with", context))


@each(OBJECT)
def test_becomes_object(source: str) -> None:
    fires(source)


@each(NOT_OBJECT)
def test_may_be_string(source: str) -> None:
    silent(source)


# The report itself.

PLACES = {
    "one-line": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "argument-on-its-own-line": """
        import uvicorn
        uvicorn.run(
            host="::",
            app=create_app(  # error: 8 UVI001
                debug=True,
            ),
            reload=True,
        )
        """,
    "after-text-that-is-not-ascii": """
        import uvicorn
        größe = "ßß"; uvicorn.run(FastAPI(), reload=True)  # error: 26 UVI001
        """,
    "after-wide-characters": """
        import uvicorn
        '日本語 😀'; uvicorn.run(FastAPI(), reload=True)  # error: 21 UVI001
        """,
    "after-combining-characters": """
        import uvicorn
        'e\u0301'; uvicorn.run(FastAPI(), reload=True)  # error: 18 UVI001
        """,
    "text-that-is-not-ascii-behind": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True, host="größe")  # error: 12 UVI001
        """,
    "on-an-earlier-line": """
        import uvicorn
        uvicorn.run(host="größe", app=(
            FastAPI()), reload=True)  # error: 4 UVI001
        """,
    "behind-a-tab": """
        import uvicorn
        if True:
        \tuvicorn.run(FastAPI(), reload=True)  # error: 13 UVI001
        """,
    "behind-a-backslash": """
        import uvicorn
        uvicorn.run \\
            (FastAPI(), reload=True)  # error: 5 UVI001
        """,
    "in-another-string-of-the-line": """
        import uvicorn
        print(f"{'ä'}", uvicorn.run(FastAPI(), reload=True))  # error: 28 UVI001
        """,
}


@each(PLACES)
def test_place(source: str) -> None:
    fires(source)


def test_carriage_returns_and_form_feeds() -> None:
    source = "import uvicorn\n\f\nuvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001\n"
    assert reported(source, select="UVI001") == [(3, 12, "UVI001")]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        "# uvicorn",
        "'''uvicorn.run(app, reload=True)'''",
        "import uvicorn",
        "uvicorn",
        "uvicorn.run",
        "def f(): 'uvicorn.run(FastAPI(), reload=True)'",
        "x = 'import uvicorn; uvicorn.run(FastAPI(), reload=True)'",
        "run(FastAPI(), reload=True)",
    ],
)
def test_nothing_to_report(source: str) -> None:
    silent(textwrap.dedent(source))
