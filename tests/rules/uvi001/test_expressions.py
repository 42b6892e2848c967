"""When is an expression alone certainly an object, and when may it be a string?"""

from __future__ import annotations

import pytest

from tests.support.marked import fires, silent
from tests.support.tables import lines


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


@pytest.mark.parametrize("expression", lines(OBJECTS))
def test_object(expression: str) -> None:
    fires(_source(expression, error=True), "UVI001")


@pytest.mark.parametrize("expression", lines(STRINGS))
def test_string(expression: str) -> None:
    silent(_source(expression, error=False), "UVI001")


@pytest.mark.parametrize("expression", lines(UNKNOWN))
def test_unknown(expression: str) -> None:
    silent(_source(expression, error=False), "UVI001")


@pytest.mark.parametrize("expression", lines(STRINGS))
def test_python_makes_a_string(expression: str) -> None:
    names = {
        "FastAPI": object, "app": None, "module": "m", "name": "n", "x": "x", "input": str,
    }  # fmt: skip
    assert isinstance(eval(expression, names), str)
