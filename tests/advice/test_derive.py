"""What to write instead of an application object: the words, layout by layout.

``test_suggestions.py`` runs every form that is suggested here under real uvicorn; this is the
thick layer on the tree alone.
"""

from __future__ import annotations

import ast
import textwrap

import pytest

from flake8_uvicorn_import_string.advice import words
from flake8_uvicorn_import_string.advice.derive import Deriver
from flake8_uvicorn_import_string.advice.import_string import (
    ImportString,
    as_source,
    find_problem,
)
from flake8_uvicorn_import_string.inference.values import MODULE_NAME, PACKAGE_NAME
from tests.support.calls import program
from tests.support.marked import advice, findings, texts
from tests.support.ways_out import (
    FACTORY,
    GUARD,
    MAIN,
    NONE,
    PARAMETER,
    PUT,
    THREAD,
    UNDER_GUARD,
)

# The words around the advice

FLAGS = [
    ("reload=True", "UVI001 uvicorn exits at start-up: reload needs"),
    ("workers=2", "UVI001 uvicorn exits at start-up: workers needs"),
    ("workers=2, reload=True", "UVI001 uvicorn exits at start-up: reload and workers need"),
    ("reload=on", "UVI002 uvicorn exits whenever reload is on: that needs"),
    ("workers=on", "UVI002 uvicorn exits whenever workers is above 1: that needs"),
    (
        "workers=n, reload=on",
        "UVI002 uvicorn exits whenever reload is on or workers is above 1: that needs",
    ),
    ("reload=True, workers=on", "UVI001 uvicorn exits at start-up: reload needs"),
    ("workers=2, reload=on", "UVI001 uvicorn exits at start-up: workers needs"),
]


@pytest.mark.parametrize(("flags", "start"), FLAGS)
def test_whole_message(flags: str, start: str) -> None:
    """The whole text of UVI001 and UVI002."""
    source = f"""
from fastapi import FastAPI
import uvicorn
app = FastAPI()
def main(on, n):
    uvicorn.run(app, {flags})
"""
    assert texts(source) == [
        f'{start} an import string, not an object; write "main:app"'
    ]


def test_whole_message_with_debug() -> None:
    """What debug once stood for is said, for uvicorn no longer knows it."""
    source = """
from fastapi import FastAPI
import uvicorn
app = FastAPI()
def main():
    uvicorn.run(app, debug=True)
"""
    assert texts(source) == [
        "UVI001 uvicorn exits at start-up: debug is gone since 0.19, and its reload needs "
        'an import string, not an object; write "main:app"',
        "UVI006 uvicorn removed debug in 0.19 and raises TypeError for any value; "
        "remove it, write reload=True for its reloader, and pass debug to the framework",
    ]


def test_workers_that_are_no_whole_number() -> None:
    """With a string a float would be a TypeError."""
    for workers in ("2.5", "2.0", "9 / 2"):
        source = program("from api import app", "app").replace("reload=True", f"workers={workers}")
        assert advice(source) == 'make workers a whole number and write "api:app"'
    for workers in ("2", "int(2.5)", "int(os.cpu_count() * 2.5)", "round(os.cpu_count() * 1.5)"):
        source = program("import os\nfrom api import app", "app")
        assert advice(source.replace("reload=True", f"workers={workers}")) == 'write "api:app"'


def test_the_ways_out() -> None:
    """The texts of this file are those of the code."""
    assert (NONE, GUARD) == (words.NEEDS_MODULE_LEVEL, words.NEEDS_NO_GUARD)
    assert (MAIN, THREAD) == (words.NEEDS_OTHER_MODULE, words.NEEDS_MAIN_THREAD)
    assert (PARAMETER, FACTORY) == (words.NEEDS_STRING_PARAMETER, words.NEEDS_FACTORY_HERE)
    assert PUT == words.GUARD_THE_CALL


# Other bindings, with and without a string

LAUNCH = "uvicorn.run({}, reload=True)"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            """
            app = FastAPI()
            def main():
                web = app
                uvicorn.run(web, reload=True)
            """,
            'write "main:app"',
        ),
        (
            """
            app = FastAPI()
            def main():
                one = app
                two = one
                uvicorn.run(two, reload=True)
            """,
            'write "main:app"',
        ),
        (
            """
            app = FastAPI()
            web = app
            def main():
                uvicorn.run(web, reload=True)
            """,
            'write "main:web"',
        ),
        (
            """
            class Holder:
                app = FastAPI()
            def main():
                uvicorn.run(Holder.app, reload=True)
            """,
            'write "main:Holder.app"',
        ),
        (
            """
            class Holder:
                def __init__(self):
                    self.app = FastAPI()
            holder = Holder()
            def main():
                uvicorn.run(holder.app, reload=True)
            """,
            'write "main:holder.app"',
        ),
        (
            """
            if debug:
                app = FastAPI(debug=True)
            else:
                app = FastAPI()
            def main():
                uvicorn.run(app, reload=True)
            """,
            'write "main:app"',
        ),
        (
            """
            def main():
                uvicorn.run(app := FastAPI(title="x"), reload=True)
            """,
            NONE,
        ),
        (
            """
            app = FastAPI()
            uvicorn.run(app, reload=True)
            """,
            f'{UNDER_GUARD}write "main:app"',
        ),
        (
            """
            app = FastAPI()
            def main():
                uvicorn.run(app, reload=True)
            main()
            """,
            f'{UNDER_GUARD}write "main:app"',
        ),
        (
            """
            async def app(scope, receive, send): ...
            def main():
                uvicorn.run(app, reload=True)
            """,
            'write "main:app"',
        ),
    ],
)
def test_names_with_a_string(source: str, words: str) -> None:
    """Names, attributes and aliases of the module."""
    head = "import uvicorn\nfrom fastapi import FastAPI\n"
    assert advice(head + textwrap.dedent(source)) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        # Local to a function.
        (
            """
            def main():
                app = FastAPI(title="x")
                uvicorn.run(app, reload=True)
            """,
            NONE,
        ),
        (
            """
            def main():
                app = FastAPI()
                @app.get("/")
                def root(): ...
                uvicorn.run(app, reload=True)
            """,
            NONE,
        ),
        # A closure.
        (
            """
            def outer():
                app = FastAPI(title="x")
                def serve():
                    uvicorn.run(app, reload=True)
                return serve
            """,
            NONE,
        ),
        # A parameter.
        (
            """
            def serve(app: FastAPI):
                uvicorn.run(app, reload=True)
            """,
            PARAMETER,
        ),
        # self, and what it has.
        (
            """
            class Service:
                def serve(self):
                    uvicorn.run(self, reload=True)
            """,
            NONE,
        ),
        (
            """
            class Service:
                def __init__(self):
                    self.app = FastAPI()
                def serve(self):
                    uvicorn.run(self.app, reload=True)
            """,
            NONE,
        ),
        # A lambda, and expressions of other kinds.
        ("uvicorn.run(lambda s, r, t: None, reload=True)", f"{NONE}, and {PUT}"),
        ("uvicorn.run(None, reload=True)", f"{NONE}, and {PUT}"),
        ("uvicorn.run(fastapi, reload=True)", f"{NONE}, and {PUT}"),
        ("def main():\n    app = lambda s, r, t: None\n    uvicorn.run(app, reload=True)", NONE),
        ("def main():\n    app: FastAPI = undefined.app\n    uvicorn.run(app, reload=True)", NONE),
        (
            "class A:\n    app = FastAPI()\n    uvicorn.run(app, reload=True)",
            f"{NONE}, and {PUT}",
        ),
        # Only under the guard.
        (
            """
            if __name__ == "__main__":
                app = FastAPI()
                uvicorn.run(app, reload=True)
            """,
            GUARD,
        ),
        (
            """
            def main():
                uvicorn.run(app, reload=True)
            if "__main__" == __name__:
                app = FastAPI()
                main()
            """,
            GUARD,
        ),
        (
            """
            app = FastAPI()
            if __name__ == "__main__":
                app = Wrapped(app)
                uvicorn.run(app, reload=True)
            """,
            GUARD,
        ),
        # Gone when the module has been read.
        (
            """
            app = FastAPI()
            if __name__ == "__main__":
                uvicorn.run(app, reload=True)
            del app
            """,
            NONE,
        ),
        (
            """
            app = FastAPI()
            if __name__ == "__main__":
                uvicorn.run(app, reload=True)
            app = Wrapped(app)
            """,
            NONE,
        ),
        # Set by code that a child does not run.
        (
            """
            def main():
                global app
                app = FastAPI()
                uvicorn.run(app, reload=True)
            """,
            NONE,
        ),
        (
            """
            class Holder:
                def set_up(self):
                    self.app = FastAPI()
            holder = Holder()
            if __name__ == "__main__":
                holder.set_up()
                uvicorn.run(holder.app, reload=True)
            """,
            NONE,
        ),
        (
            """
            class Holder: ...
            holder = Holder()
            if __name__ == "__main__":
                holder.app = FastAPI()
                uvicorn.run(holder.app, reload=True)
            """,
            NONE,
        ),
        (
            """
            import pkg.api as api
            if __name__ == "__main__":
                api.app = FastAPI()
                uvicorn.run(api.app, reload=True)
            """,
            NONE,
        ),
    ],
)
def test_names_without_a_string(source: str, words: str) -> None:
    """No string leads to them: the message gives the way out."""
    head = "import fastapi, uvicorn\nfrom fastapi import FastAPI\n"
    assert advice(head + textwrap.dedent(source)) == words


IN_THREAD = {
    "thread": "threading.Thread(target=uvicorn.run, args=(app,), kwargs={'reload': True}).start()",
    "process": "Process(target=uvicorn.run, args=(app,), kwargs={'workers': 2}).start()",
    "executor": "pool.submit(uvicorn.run, app, reload=True)",
    "to_thread": "await asyncio.to_thread(uvicorn.run, app, reload=True)",
    "run_in_executor": "loop.run_in_executor(None, partial(uvicorn.run, app, reload=True))",
    "partial in something unknown": "other.submit(partial(uvicorn.run, app, reload=True))",
    "function": "threading.Thread(target=serve).start()",
    "function in an executor": "pool.submit(serve)",
    "function in a function": "threading.Thread(target=outer).start()",
    "method": "threading.Thread(target=self.start).start()",
    "class": "",
}
AROUND = {
    "function": "def serve():\n    uvicorn.run(app, reload=True)\n",
    "function in an executor": "def serve():\n    uvicorn.run(app, reload=True)\n",
    "function in a function": (
        "def outer():\n    def serve():\n        uvicorn.run(app, reload=True)\n    serve()\n"
    ),
    "method": "class A:\n    def start(self):\n        uvicorn.run(app, reload=True)\n",
    "class": (
        "class A(threading.Thread):\n    def run(self):\n        uvicorn.run(app, reload=True)\n"
    ),
}


@pytest.mark.parametrize("name", IN_THREAD)
def test_threads(name: str) -> None:
    """Neither the reloader nor workers start outside of the main thread."""
    source = "import asyncio, threading, uvicorn\nfrom functools import partial\n"
    source += "from multiprocessing import Process\nfrom api import app\n"
    source += AROUND.get(name, "")
    source += "threading.Thread(name='x')\n"
    source += "from asyncio import AbstractEventLoop\nfrom concurrent.futures import Executor\n"
    source += "async def main(self, loop: AbstractEventLoop, pool: Executor):\n"
    source += f"    {IN_THREAD[name] or 'pass'}\n"
    assert advice(source) == THREAD


def test_not_in_a_thread() -> None:
    """Another function's thread does not matter, nor does a partial or a running loop."""
    source = "import functools, threading, uvicorn\nfrom api import app\n"
    other = "def other(): ...\ndef main():\n    threading.Thread(target=other).start()\n"
    partial = "functools.partial(uvicorn.run, app, reload=1)()"
    for call in ("uvicorn.run(app, reload=True)", partial):
        assert advice(f"{source}{other}    {call}\n") == 'write "api:app"'
        assert advice(f"{source}async def main():\n    {call}\n") == 'write "api:app"'


def test_a_long_chain_of_aliases_is_given_up() -> None:
    """Ten local names may stand for one another, no more."""
    chain = "".join(f"    a{i} = a{i - 1}\n" for i in range(1, 15))
    head = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
    chain = f"def main():\n    a0 = app\n{chain}"
    assert advice(f"{head}{chain}    uvicorn.run(a5, reload=True)\n") == 'write "main:app"'
    assert advice(f"{head}{chain}    uvicorn.run(a14, reload=True)\n") == NONE


# The fix that goes with the words


@pytest.mark.parametrize(
    ("more", "string"),
    [
        ("", ImportString("api", "app")),
        (", factory=True", ImportString("api", "app", factory=True)),
    ],
)
def test_fix(more: str, string: ImportString) -> None:
    """A finding holds the string itself."""
    source = program("from api import app", "app", more=more)
    fixes = [item.fix for item in findings(source, opt_in=True)]
    assert [fix.string for fix in fixes if fix] == [string]


def test_attributes_set_later() -> None:
    """What is set in one place is set for all launches."""
    source = """
import uvicorn
from fastapi import FastAPI
class Holder:
    def set_up(self):
        self.app = FastAPI()
one, two = Holder(), Holder()
def main():
    uvicorn.run(one.app, reload=True)
    uvicorn.run(two.app, reload=True)
"""
    assert [text.partition("; ")[2] for text in texts(source)] == [NONE, NONE]


def test_no_fix() -> None:
    """Nothing can be written where there is no string."""
    local = program("from fastapi import FastAPI", "FastAPI(title='x')")
    (finding,) = findings(local, opt_in=True)
    assert finding.fix is not None
    assert (finding.fix.string, finding.fix.why_not) == (None, NONE)


def test_source_of_an_import_string() -> None:
    """Placeholders become an f-string."""
    assert ImportString("main", "app").source() == '"main:app"'
    assert ImportString("main", "app").source("'") == "'main:app'"
    assert ImportString(MODULE_NAME, "app").source() == 'f"{__name__}:app"'
    assert ImportString(f"{PACKAGE_NAME}.web", "a.b").source() == 'f"{__package__}.web:a.b"'
    assert ImportString("{a}", "app").source() == '"{a}:app"'


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("module", ["it's", 'a"b', "a\\b", "a\\", "{a}", "a\\'\"b"])
def test_source_is_read_as_it_was_meant(module: str, quote: str) -> None:
    assert ast.literal_eval(as_source(module, quote)) == module
    written = as_source(f"{MODULE_NAME}{module}", quote)
    assert eval(written, {"__name__": "here."}) == f"here.{module}"


def test_a_file_with_a_quote_in_its_name() -> None:
    source = program("app = object()", "app")
    assert advice(source, 'a"b.py') == 'write "a\\"b:app"'


def test_derive_is_the_whole_of_it() -> None:
    """There are no other ways out than those tested here."""
    assert Deriver.derive.__doc__ is not None
    assert "test_suggestions.py" in Deriver.derive.__doc__
    assert find_problem("main:app") is None
