"""What launching code does before it launches, harmless or not; and the modules that it uses."""

from __future__ import annotations

from typing import Final

from tests.support.prepared_action import Action
from tests.support.prepared_more import MORE_HARMFUL, MORE_HARMLESS


MICRO: Final = '''\
import json


class App:
    def __init__(self, title="app"):
        self.title = title
        self.routes = []
        self.state = {}
        self.wrappers = []

    def get(self, function):
        self.routes.append(function)
        return function

    def mount(self, function):
        self.routes.append(function)

    def add_middleware(self, function):
        self.wrappers.append(function)

    def openapi(self):
        return {"routes": len(self.routes)}

    def answer(self):
        found = []
        for function in self.routes:
            try:
                found.append(function())
            except Exception as error:
                found.append(type(error).__name__)
        for wrapper in self.wrappers:
            found = wrapper(found)
        return json.dumps(found, default=repr).encode()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            while True:
                message = await receive()
                await send({"type": message["type"] + ".complete"})
                if message["type"] == "lifespan.shutdown":
                    return
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": self.answer()})
'''

STORE: Final = '''\
PATH = "unset"
OLD = 1
ITEMS = []
HANDLERS = {}


class Options:
    level = 0


options = Options()


def register(name, value=True):
    HANDLERS[name] = value


def get_path():
    return PATH


class Engine:
    def __init__(self):
        self.words = []

    def load(self, *words):
        self.words.extend(words)

    def is_ready(self):
        return bool(self.words)


engine = Engine()


class Worker:
    def __init__(self, name):
        HANDLERS["worker"] = name

    def start(self):
        ITEMS.append("started")
'''

EXTRA: Final = '''\
import store

store.HANDLERS["extra"] = 1
NAME = "extra"
'''

HARMLESS: Final = (
    Action("nothing", "", "pass", "0"),
    Action(
        "argparse", "import argparse",
        "parser = argparse.ArgumentParser()\nparser.add_argument('--port', type=int, default=1)\n"
        "args = parser.parse_args()\nprint(args.port)", "1",
    ),
    Action(
        "environ", "import os", "os.environ['MODE_OF_SHOP'] = 'dev'",
        "__import__('os').environ.get('MODE_OF_SHOP')",
    ),
    Action("setdefault", "import os", "os.environ.setdefault('CURRENCY', 'EUR')",
           "__import__('os').getenv('CURRENCY')"),
    Action("banner", "import sys\nTITLE = 'shop'",
           "width = len(TITLE) + 4\nprint('=' * width)\nprint(f'{TITLE} {sys.platform}')", "TITLE"),
    Action("log", "import logging\nlogger = logging.getLogger('shop')",
           "logger.info('starting')\nlog = logging.getLogger(__name__)\nlog.warning('up')",
           "logger.level"),
    Action("folder", "import os, tempfile",
           "folder = tempfile.mkdtemp()\nos.makedirs(os.path.join(folder, 'a'), exist_ok=True)",
           "2"),
    Action("path constant", "from pathlib import Path\nBASE = Path(__file__).parent",
           "(BASE / 'uploads').mkdir(exist_ok=True)\n(BASE / 'uploads' / 'x').write_text('x')",
           "sorted(p.name for p in (BASE / 'uploads').iterdir())"),
    Action("local list", "", "lines = []\nlines.append('x')\nlines.extend(['y'])", "3"),
    Action("local dict", "", "config = {'a': 1}\nconfig['b'] = 2\nconfig.update(c=3)", "4"),
    Action("signal", "import signal",
           "signal.signal(signal.SIGUSR1, signal.SIG_IGN)", "5"),
    Action("atexit", "import atexit", "atexit.register(print, 'bye')", "6"),
    Action("timer", "import threading", "threading.Timer(60, print, ['x']).cancel()", "7"),
    Action("socket", "import socket",
           "with socket.socket() as probe:\n    probe.bind(('127.0.0.1', 0))\n"
           "    print(probe.getsockname())", "8"),
    Action("loop", "", "total = 0\nfor number in range(3):\n    total += number", "9"),
    Action("condition of arguments", "import sys",
           "if len(sys.argv) > 5:\n    raise SystemExit('too many')\nelse:\n    print(sys.argv)",
           "len(__import__('sys').argv)"),
    Action("read store", "import store", "print(store.PATH, store.get_path())", "store.PATH"),
    Action("read options", "from store import options", "level = options.level + 1\nprint(level)",
           "options.level"),
    Action("json", "import json", "data = json.loads('{\"a\": 1}')\ndata['b'] = 2", "10"),
    Action("sqlite file", "import sqlite3",
           "connection = sqlite3.connect('shop.db')\n"
           "connection.execute('create table if not exists t (a)')\nconnection.close()",
           "__import__('os').path.exists('shop.db')"),
    Action("dataclass",
           "import dataclasses\n\n\n@dataclasses.dataclass\nclass Run:\n    port: int = 1",
           "run = Run()\nrun.port = 5\nprint(run)", "Run().port"),
    Action("coroutine",
           "import asyncio\n\n\nasync def check():\n    await asyncio.sleep(0)\n    return 1",
           "print(asyncio.run(check()))", "11"),
    Action("helper with a result", "def number():\n    return 7", "print(number() + 1)",
           "number()"),
    Action("helper of a local name",
           "def fill(target):\n    target['a'] = 1\n    target.setdefault('b', 2)",
           "mine = {}\nfill(mine)\nprint(mine)", "12"),
    Action("class of its own",
           "class Banner:\n    def __init__(self):\n        self.lines = []\n\n"
           "    def add(self, line):\n        self.lines.append(line)\n        return self",
           "banner = Banner()\nbanner.add('x').add('y')\nprint(banner.lines)", "13"),
    Action("openapi", "", "print(app.openapi(), app.title)", "app.title"),
    Action("working directory", "import os", "os.umask(0o022)\nos.chdir(os.getcwd())",
           "__import__('os').getcwd() != ''"),
    Action("module path", "import sys", "sys.path.insert(0, 'vendor')", "14"),
    Action("freeze", "import multiprocessing", "multiprocessing.freeze_support()", "15"),
    Action("warnings", "import warnings", "warnings.filterwarnings('ignore')", "16"),
    Action("constant rebound locally", "PORT_OF_SHOP = 1",
           "port = PORT_OF_SHOP\nport += 1\nprint(port)", "PORT_OF_SHOP"),
    Action("try", "import socket",
           "try:\n    print(socket.gethostbyname('localhost'))\nexcept OSError as error:\n"
           "    print(error)", "17"),
    Action("subprocess", "import subprocess, sys",
           "subprocess.run([sys.executable, '-c', ''], check=True)", "18"),
    Action("list read by nobody", "STEPS = []", "STEPS.append('x')", "19"),
    Action("standard import", "", "import calendar\nprint(calendar.isleap(2024))", "20"),
    Action("uvicorn config", "from uvicorn.config import LOGGING_CONFIG",
           "LOGGING_CONFIG['formatters']['default']['fmt'] = '%(message)s'", "21"),
    *MORE_HARMLESS,
)

HARMFUL: Final = (
    Action("item", "LIMITS = {'max': 1}", "LIMITS['max'] = 50", "LIMITS"),
    Action("append", "TOPICS = ['a']", "TOPICS.append('b')", "TOPICS"),
    Action("update", "CACHE = {}", "CACHE.update(a=1)", "CACHE"),
    Action("augmented list", "LEVELS = ['low']\n\n\ndef levels():\n    return LEVELS",
           "found = LEVELS\nfound += ['high']", "levels()"),
    Action("module attribute", "import store", "store.PATH = 'here'", "store.PATH"),
    Action("object attribute", "from store import options", "options.level = 5", "options.level"),
    Action("setattr", "from store import options", "setattr(options, 'level', 6)", "options.level"),
    Action("dunder dict", "from store import options", "options.__dict__.update(level=7)",
           "options.level"),
    Action("alias", "import store", "handlers = store.HANDLERS\nhandlers['a'] = 1",
           "sorted(store.HANDLERS)"),
    Action("for target", "import store\nstore.ITEMS.extend([{}, {}])",
           "for item in store.ITEMS:\n    item['on'] = True", "store.ITEMS"),
    Action("call", "import store", "store.register('csv')", "sorted(store.HANDLERS)"),
    Action("imported call", "from store import HANDLERS, register", "register('b', 2)",
           "sorted(HANDLERS)"),
    Action("engine", "from store import engine", "engine.load('a', 'b')", "engine.words"),
    Action("engine here", "from store import Engine\nmotor = Engine()", "motor.load('c')",
           "motor.words"),
    Action("worker", "import store", "worker = store.Worker('w')\nworker.start()",
           "[store.ITEMS, sorted(store.HANDLERS)]"),
    Action("constructor", "from store import HANDLERS, Worker", "Worker('x')", "sorted(HANDLERS)"),
    Action("import for effect", "import store", "import extra", "sorted(store.HANDLERS)"),
    Action("import by name", "import importlib, store", "importlib.import_module('extra')",
           "sorted(store.HANDLERS)"),
    Action("class attribute", "class Settings:\n    debug = False", "Settings.debug = True",
           "Settings.debug"),
    Action("instance here", "class Box:\n    size = 1\n\n\nbox = Box()", "box.size = 3",
           "box.size"),
    Action("method here",
           "class Bus:\n    def __init__(self):\n        self.known = []\n\n"
           "    def subscribe(self, name):\n        self.known.append(name)\n\n\nbus = Bus()",
           "bus.subscribe('x')", "bus.known"),
    Action("helper here", "TOOLS = {}\n\n\ndef register_tool(name):\n    TOOLS[name] = True",
           "register_tool('add')", "sorted(TOOLS)"),
    Action("helper of a parameter", "BAG = []\n\n\ndef put(target, item):\n    target.append(item)",
           "put(BAG, 1)", "BAG"),
    Action("thread", "import threading\nPRICES = {}\n\n\ndef poll():\n    PRICES['gold'] = 1",
           "thread = threading.Thread(target=poll)\nthread.start()\nthread.join()", "PRICES"),
    Action("global", "CONF = None\n\n\ndef conf():\n    return CONF",
           "global CONF\nCONF = {'a': 1}", "conf()"),
    Action("global in a helper", "LANGUAGE = 'en'\n\n\ndef switch():\n    global LANGUAGE\n"
           "    LANGUAGE = 'de'", "switch()", "LANGUAGE"),
    Action("random", "import random", "random.seed(3)",
           "__import__('random').getstate()[1][0]"),
    Action("timeout", "import socket", "socket.setdefaulttimeout(4)",
           "__import__('socket').getdefaulttimeout()"),
    Action("logging", "import logging", "logging.basicConfig(level=logging.INFO)",
           "__import__('logging').getLogger().level"),
    Action("log level", "import logging\nlogs = logging.getLogger('orders')",
           "logs.setLevel(logging.ERROR)", "logs.level"),
    Action("mime type", "import mimetypes", "mimetypes.add_type('image/x-y', '.xy')",
           "__import__('mimetypes').guess_type('a.xy')[0]"),
    Action("memory database", "import sqlite3\n"
           "db = sqlite3.connect(':memory:', check_same_thread=False)",
           "db.execute('create table t (a)')",
           "db.execute('select count(*) from sqlite_master').fetchone()"),
    Action("context variable", "from contextvars import ContextVar\n"
           "tenant = ContextVar('tenant', default='public')", "tenant.set('acme')",
           "tenant.get()"),
    Action("environment read on import", "import os\nSTAGE = os.environ.get('STAGE_OF_SHOP', 'no')",
           "os.environ['STAGE_OF_SHOP'] = 'yes'", "STAGE"),
    Action("function replaced", "import store", "store.get_path = lambda: 'fake'",
           "store.get_path()"),
    Action("deleted", "import store", "del store.OLD", "hasattr(store, 'OLD')"),
    Action("condition", "QUEUE = []\n\n\ndef push(item):\n    QUEUE.append(item)\n    return 1",
           "if push('a'):\n    print(f\"{push('b')}\")", "QUEUE"),
    Action("comprehension", "NAMES = []", "print([NAMES.append(n) for n in 'ab'])", "NAMES"),
    Action("walrus", "import store", "print((it := store.ITEMS).append(1))", "store.ITEMS"),
    Action("with", "import contextlib, store\n\n\n@contextlib.contextmanager\ndef scope(name):\n"
           "    store.HANDLERS[name] = 1\n    yield", "with scope('t'):\n    print('in')",
           "sorted(store.HANDLERS)"),
    Action("mounted", "def extra_route():\n    return 'extra'", "app.mount(extra_route)", "22"),
    Action("middleware", "def double(found):\n    return [found, found]",
           "app.add_middleware(double)", "23"),
    Action("state", "", "app.state['x'] = 1", "app.state"),
    Action("decorated route", "", "@app.get\ndef late():\n    return 'late'", "24"),
    Action("name under the guard", "", "prefix = 'p' * 2", "prefix", needs_guard=True),
    Action("default", "SEEN = []", "def unused(x=SEEN.append(1)): ...", "SEEN"),
    *MORE_HARMFUL,
)
