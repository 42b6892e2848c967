"""What is known beforehand of calls and assignments: whether they change what is served.

What stays when the process ends (the environment, the working directory, files, what
other processes are told) reaches a new process too, and what a terminal shows is not
served.  What is left is the state of modules.
"""

from __future__ import annotations

from typing import Final

# Modules of the standard library change nothing in the process, but for these parts.
STATEFUL: Final = frozenset(
    "asyncio.set_event_loop_policy bisect.insort bisect.insort_left bisect.insort_right "
    "builtins codecs.register copyreg csv.register_dialect ctypes decimal.getcontext "
    "decimal.setcontext email.charset gc.disable gc.enable gc.freeze gc.set_threshold "
    "gettext.bindtextdomain gettext.install gettext.textdomain heapq importlib.import_module "
    "importlib.reload locale.setlocale logging.addLevelName logging.basicConfig "
    "logging.captureWarnings logging.config logging.disable logging.root "
    "logging.setLogRecordFactory logging.setLoggerClass mimetypes.add_type mimetypes.init "
    "operator pkgutil.extend_path random.seed random.setstate random.shuffle runpy "
    "shutil.register_archive_format shutil.register_unpack_format socket.setdefaulttimeout "
    "sqlite3.register_adapter sqlite3.register_converter ssl sys.meta_path sys.modules "
    "sys.path_hooks sys.set_int_max_str_digits sys.setrecursionlimit threading.setprofile "
    "threading.settrace unittest.mock urllib.request.install_opener "
    "xml.etree.ElementTree.register_namespace zoneinfo.reset_tzpath".split()
)
# What may be assigned to, of the standard library: the process hands it on, or it is its own.
INHERITED: Final = frozenset(
    "os.environ sys.argv sys.excepthook sys.frozen sys.path sys.stderr sys.stdin sys.stdout "
    "sys.dont_write_bytecode sys.tracebacklimit".split()
)
# Packages whose objects and base classes add to nothing when they are made or derived from.
BUILDING_PACKAGES: Final = frozenset(
    "aiohttp attr attrs blacksheep falcon fastapi httpx jinja2 litestar loguru msgspec pydantic "
    "pydantic_settings quart redis sanic sqlmodel starlette structlog websockets".split()
)
# Packages that print, ask, read or serve, and change nothing of the application.
QUIET_PACKAGES: Final = frozenset(
    "art click colorama debugpy decouple docopt dotenv environs fire humanize psutil pyfiglet "
    "questionary requests rich rich_click setproctitle tabulate termcolor toml tomli tqdm typer "
    "uvicorn yaml".split()
) | {"tomllib", "annotationlib", "compression"}  # of the standard library, on newer Pythons
# Modules whose objects are values, or know only of the command line and the file system.
PLAIN_MODULES: Final = frozenset(
    "argparse click datetime decimal fractions ipaddress optparse pathlib re rich time typer "
    "uuid".split()
)
# Methods of lists, dicts and sets that change them.
MUTATORS: Final = frozenset(
    "add append appendleft clear discard extend extendleft insert pop popitem popleft remove "
    "reverse setdefault sort update __setitem__ __delitem__ difference_update "
    "intersection_update symmetric_difference_update".split()
)
# Calls that make a list, a dict, a set or their like.
CONTAINERS: Final = frozenset(
    "list dict set defaultdict OrderedDict deque Counter bytearray SimpleNamespace".split()
)
# Methods of applications that add to them.
APPLICATION_MUTATORS: Final = frozenset(
    "add_api_route add_api_websocket_route add_event_handler add_exception_handler "
    "add_middleware add_route add_websocket_route api_route delete exception_handler get head "
    "host include_router middleware mount on_event options patch post put register_blueprint "
    "route trace websocket websocket_route".split()
)
# Methods that are called for their result alone.
READERS: Final = frozenset(
    "as_dict copy count dict dump dumps encode exists format index is_set items join json keys "
    "lower model_dump model_dump_json openapi partial replace split startswith endswith strip "
    "title to_dict to_json upper url_for url_path_for values".split()
)
# Verbs of functions that by convention only look, or tell people something.
READING_VERBS: Final = frozenset(
    "calculate can check choose compute count describe detect display echo ensure_free exists "
    "find format get has is list log parse pick ping print prompt read resolve select should "
    "show validate wait warn".split()
)
# What a function loads or makes that by its verb alone might change something.
SETTINGS_VERBS: Final = frozenset({"build", "load", "make", "init", "new"})
# Classes named so hold settings, and making one changes nothing.
SETTINGS_CLASSES: Final = (
    "Settings", "Config", "Configuration", "Options", "Arguments", "Args", "Parser", "Namespace",
    "Params", "Parameters",
)  # fmt: skip
# Classes named so make what is served, and are made for that.
SERVED_CLASSES: Final = ("App", "Application", "API", "Api", "Router", "Middleware", "Blueprint")
# Methods of a logger that write, and those that only ask.
LOG_METHODS: Final = frozenset(
    "critical debug error exception fatal getChild getEffectiveLevel info isEnabledFor log "
    "success trace warn warning".split()
)
# Builtins that change what they are given, or run what nobody can see.
OPEN_BUILTINS: Final = frozenset({"exec", "eval", "compile", "__import__"})
ATTRIBUTE_SETTERS: Final = frozenset({"setattr", "delattr"})
# What gives a part of what it is given.
SHARING_CALLS: Final = frozenset("getattr vars next min max getLogger cast type".split())
# What gives something new that holds the parts of what it is given.
COPYING_CALLS: Final = frozenset(
    "iter list tuple set dict sorted reversed enumerate zip filter map".split()
)
# Words of a helper's name, or of a decorator's, that says it runs what it is given elsewhere.
ELSEWHERE_WORDS: Final = frozenset(
    "background daemon daemonize executor fork forked spawn spawned thread threaded threads "
    "threadpool asynchronously".split()
)
# Verbs of methods and functions that keep what they are given for later.
KEEPING_VERBS: Final = frozenset("add register set on subscribe include connect command".split())
# Decorators that keep a function as it is: nobody but its callers runs it.
KEEPING_DECORATORS: Final = frozenset(
    "cache cached_property classmethod contextmanager asynccontextmanager lru_cache override "
    "property staticmethod wraps".split()
)
