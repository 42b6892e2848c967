"""What is known of Python beforehand: names of builtins, methods, decorators and calls."""

from __future__ import annotations

import builtins
import re
from typing import Final

BUILTINS: Final = frozenset(
    name for name in dir(builtins) if not name.startswith("_") or name == "__import__"
)
TYPE_BUILTINS: Final = frozenset(
    name
    for name in BUILTINS
    if isinstance(getattr(builtins, name), type) and name not in {"str", "object"}
)
TEXT_BUILTINS: Final = frozenset(
    {"str", "repr", "ascii", "format", "chr", "hex", "oct", "bin", "input"}
)
OBJECT_BUILTINS: Final = TYPE_BUILTINS - {"type", "super", "property"} | {
    "all", "any", "callable", "hash", "id", "isinstance", "issubclass", "len", "ord", "open",
    "pow", "print", "sorted", "sum", "globals", "locals", "vars", "dir", "divmod", "iter",
    "compile",
}  # fmt: skip
STR_ATTRIBUTES: Final = frozenset(dir(str))
# What a member of an enum that is a str, or a class derived from str, may have as well.
LIKELY_ATTRIBUTES: Final = STR_ATTRIBUTES | frozenset(
    "label name value _name_ _value_ __annotations__ __call__ __dict__ __file__ __members__ "
    "__module__ __name__ __objclass__ __path__ __qualname__ __slots__ __version__ __weakref__ "
    "__wrapped__".split()
)
TEXT_METHODS: Final = frozenset(
    "capitalize casefold center expandtabs format format_map join ljust lower lstrip "
    "removeprefix removesuffix replace rjust rstrip strip swapcase title translate upper "
    "zfill __str__ __repr__ __add__ __mod__ __rmod__ __mul__ __rmul__ __getitem__ "
    "__format__".split()
)
PARTIALS: Final = frozenset({"functools.partial"})
CPU_COUNTS: Final = frozenset(
    {"os.cpu_count", "os.process_cpu_count", "multiprocessing.cpu_count", "psutil.cpu_count"}
)
IMPORTERS: Final = frozenset({"importlib.import_module", "pytest.importorskip"})
# Calls whose result may stand for what their arguments name.
WRAPPERS: Final = frozenset({"partial", "import_module", "__import__", "importorskip"})
# Calls that may bind an attribute.
STORING_CALLS: Final = frozenset({"setattr", "__setattr__", "update"})
# Calls that can give a module a name without a binding.
NAME_MAKERS: Final = frozenset({"globals", "exec", "locals", "vars", "setattr"})
# Calls that end the process: nothing behind them runs.
# Those of os that begin with "exec" put another program in its place (the documentation of os).
_REPLACING: Final = ("execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe")
EXITS: Final = frozenset(
    {"exit", "quit", "sys.exit", "os._exit", "os.abort", *(f"os.{name}" for name in _REPLACING)}
)
EXIT_NAMES: Final = frozenset({"exit", "quit", "_exit", "abort", *_REPLACING})
EXIT_MODULES: Final = frozenset({"os", "sys"})
# Other methods that may end it, or at least complain (parser.error, ctx.fail …).
REFUSALS: Final = frozenset({"error", "exit", "fail", "abort"})
# Context managers that may swallow an exception raised in their block: by their names, and
# by what their names say.
SUPPRESSORS: Final = frozenset(
    "raises assertRaises assertRaisesRegex ExitStack AsyncExitStack enter_context "
    "enter_async_context".split()
)
SUPPRESSING: Final = re.compile("suppress|ignor|swallow|quiet|silence|catch", re.IGNORECASE)
# What makes a context manager of a function or a class.
MANAGERS: Final = frozenset({"contextmanager", "asynccontextmanager", "__exit__", "__aexit__"})
# Functions that run a coroutine, or an async function, and give what it returns.
RUNNERS: Final = frozenset({"asyncio.run", "anyio.run", "trio.run", "uvloop.run"})
# Decorators that give the same thing at each call.
KEEPING_DECORATORS: Final = frozenset({"cache", "lru_cache"})
TRANSPARENT_DECORATORS: Final = frozenset(
    {"cache", "lru_cache", "wraps", "staticmethod", "classmethod", "override", "final"}
)
CLASS_DECORATORS: Final = frozenset(
    {"dataclass", "final", "total_ordering", "runtime_checkable", "unique", "define", "frozen"}
)
PROPERTIES: Final = frozenset({"property", "cached_property"})
CLASS_NAMES: Final = frozenset({"cls", "_cls", "mcs", "mcls", "metacls"})
SELF_NAMES: Final = CLASS_NAMES | {"self", "_self", "__self", "this", "_this"}
# Names that are used as receivers everywhere and are never asked about.
RECEIVERS: Final = frozenset({"self", "cls"})
# Calls that are given a class for its type.
TYPING_CALLS: Final = frozenset({"cast", "TypeVar", "NewType"})
ENUM_ENDINGS: Final = ("Enum", "Flag")
PLAIN_BASES: Final = frozenset({"ABC", "Enum", "IntEnum", "Flag", "IntFlag"})
# A flag that asks for the application's type decides for itself.
TYPE_QUESTIONS: Final = frozenset({"isinstance", "type", "issubclass"})
CATCHES_TYPE_ERROR: Final = frozenset({"TypeError", "Exception", "BaseException"})
CATCHES_EXIT: Final = frozenset({"SystemExit", "BaseException"})
# Calls that change nothing of what they are given, or are methods of.
HARMLESS_CALLS: Final = frozenset(
    {"print", "isinstance", "len", "repr", "str", "id", "type", "hasattr", "getattr", "callable",
     "debug", "info", "warning", "openapi", "url_path_for", "partial"}
)  # fmt: skip
# Methods of dicts and lists that change nothing, and builtins that do not either.
READING_METHODS: Final = frozenset({"get", "items", "keys", "values", "copy", "index", "count"})
READING_BUILTINS: Final = frozenset(
    {"print", "len", "repr", "str", "sorted", "bool", "pprint", "dict", "list", "tuple"}
)
# Methods that only say what they are given, of loggers, consoles and formats.
TELLING_METHODS: Final = frozenset(
    "debug info warning error critical exception log dumps pformat pprint echo secho print "
    "format".split()
)
# Calls by name that leave alone what they are given.
READING_CALLS: Final = frozenset({"uvicorn.run", "uvicorn.Config"})
# Those of them that hold what lies in the other one as well.
COPYING_BUILTINS: Final = frozenset({"dict", "list", "tuple", "sorted"})
# Functions that give a copy.
COPIES: Final = frozenset({"copy.copy", "copy.deepcopy"})
# Classes that take the arguments as a tuple or list and a dict, and change neither.
THREADS: Final = frozenset({"Thread", "Process", "Timer"})
# Methods of dicts that say what they change.
CHANGING_METHODS: Final = frozenset({"update", "setdefault", "pop", "popitem", "clear"})
# Calls that put something else in the place of an attribute (unittest.mock, pytest) …
PATCHES: Final = ("patch", "object", "multiple", "setattr")
# … or of an item.
ITEM_SETTERS: Final = ("dict", "setitem", "setdefault", "update")
