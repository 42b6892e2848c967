"""``WEB_CONCURRENCY`` that the code itself sets: uvicorn takes it for ``workers``."""

from __future__ import annotations

import textwrap

import pytest

from tests.support.marked import each, fires, silent

HEAD = """\
import os
import sys
import uvicorn
from fastapi import FastAPI
app = FastAPI()
"""
FIRES = {
    "an item": """
        os.environ["WEB_CONCURRENCY"] = "4"
        uvicorn.run(app)  # error: 12 UVI001
        """,
    "an item of the environment by its name": """
        from os import environ
        environ["WEB_CONCURRENCY"] = "4"
        uvicorn.run(app, workers=None)  # error: 12 UVI001
        """,
    "the last of two": """
        os.environ["WEB_CONCURRENCY"] = "1"
        os.environ["WEB_CONCURRENCY"] = "4"
        uvicorn.run(app)  # error: 12 UVI001
        """,
    "an update with a keyword": """
        os.environ.update(WEB_CONCURRENCY="2", PORT="80")
        uvicorn.run(app)  # error: 12 UVI001
        """,
    "an update with a dict": """
        os.environ.update({"PORT": "80", "WEB_CONCURRENCY": "2"})
        uvicorn.run(app)  # error: 12 UVI001
        """,
    "a number as a text": """
        COUNT = 3
        os.environ["WEB_CONCURRENCY"] = str(COUNT)
        uvicorn.run(app)  # error: 12 UVI001
        """,
    "the environment is read": """
        os.environ["WEB_CONCURRENCY"] = "4"
        load_dotenv()
        print(sorted(os.environ), "PORT" in os.environ, {**os.environ}, os.environ.copy())
        subprocess.run(["ls"], env=os.environ)
        uvicorn.run(app)  # error: 12 UVI001
        """,
    "in the function": """
        def main():
            os.environ["WEB_CONCURRENCY"] = "4"
            uvicorn.run(app)  # error: 16 UVI001
        main()
        """,
    "before the function is called": """
        def main():
            uvicorn.run(app)  # error: 16 UVI001
        os.environ["WEB_CONCURRENCY"] = "4"
        main()
        """,
    "before the function is called, under the guard": """
        def main():
            uvicorn.run(app)  # error: 16 UVI002
        if __name__ == "__main__":
            os.environ["WEB_CONCURRENCY"] = "4"
            main()
        """,
    "in the function around": """
        def main():
            os.environ["WEB_CONCURRENCY"] = "4"
            def serve():
                uvicorn.run(app)  # error: 20 UVI001
            serve()
        main()
        """,
    "in a branch": """
        if "prod" in sys.argv:
            os.environ["WEB_CONCURRENCY"] = "4"
        uvicorn.run(app)  # error: 12 UVI002
        """,
    "one of two": """
        os.environ["WEB_CONCURRENCY"] = "4" if "prod" in sys.argv else "1"
        uvicorn.run(app)  # error: 12 UVI002
        """,
    "a number that is given": """
        os.environ["WEB_CONCURRENCY"] = sys.argv[1]
        uvicorn.run(app)  # error: 12 UVI002
        """,
    "a text of a number that is given": """
        os.environ["WEB_CONCURRENCY"] = f"{len(sys.argv)}"
        uvicorn.run(app)  # error: 12 UVI002
        """,
    "a default": """
        os.environ.setdefault("WEB_CONCURRENCY", "4")
        uvicorn.run(app)  # error: 12 UVI002
        """,
    "a test of something else": """
        os.environ["WEB_CONCURRENCY"] = sys.argv[1]
        if sys.argv[2:]:
            raise SystemExit("one argument")
        uvicorn.run(app)  # error: 12 UVI002
        """,
    "in a branch, before the function is called": """
        def main():
            uvicorn.run(app)  # error: 16 UVI002
        if "prod" in sys.argv:
            os.environ["WEB_CONCURRENCY"] = "4"
        main()
        """,
    "the file as a name of the module's": """
        import os as system
        system.environ["WEB_CONCURRENCY"] = "4"
        uvicorn.run(app)  # error: 12 UVI001
        """,
}
SILENT = {
    "one": """
        os.environ["WEB_CONCURRENCY"] = "1"
        uvicorn.run(app)
        """,
    "another variable": """
        os.environ["CONCURRENCY"] = "4"
        uvicorn.run(app)
        """,
    "another dict": """
        environ = {}
        environ["WEB_CONCURRENCY"] = "4"
        environ.update(WEB_CONCURRENCY="4")
        uvicorn.run(app)
        """,
    "an environment for others": """
        environment = {**os.environ}
        environment["WEB_CONCURRENCY"] = "4"
        uvicorn.run(app)
        """,
    "the process behind Python's back": """
        os.putenv("WEB_CONCURRENCY", "4")
        uvicorn.run(app)
        """,
    "the call decides": """
        os.environ["WEB_CONCURRENCY"] = "4"
        uvicorn.run(app, workers=1)
        """,
    "the call may decide": """
        os.environ["WEB_CONCURRENCY"] = "4"
        uvicorn.run(app, **options)
        """,
    "no number": """
        os.environ["WEB_CONCURRENCY"] = "all"
        uvicorn.run(app)
        """,
    "no text": """
        os.environ["WEB_CONCURRENCY"] = 4
        uvicorn.run(app)
        """,
    "too late": """
        uvicorn.run(app)
        os.environ["WEB_CONCURRENCY"] = "4"
        """,
    "taken back": """
        os.environ["WEB_CONCURRENCY"] = "4"
        del os.environ["WEB_CONCURRENCY"]
        uvicorn.run(app)
        os.environ["WEB_CONCURRENCY"] = "4"
        os.environ.pop("WEB_CONCURRENCY", None)
        uvicorn.run(app)
        os.environ["WEB_CONCURRENCY"] = "4"
        os.environ.clear()
        uvicorn.run(app)
        """,
    "taken back by one": """
        os.environ["WEB_CONCURRENCY"] = "4"
        os.environ["WEB_CONCURRENCY"] = "1"
        uvicorn.run(app)
        """,
    "updated with anything": """
        os.environ["WEB_CONCURRENCY"] = "4"
        os.environ.update(settings)
        uvicorn.run(app)
        """,
    "perhaps taken back": """
        os.environ["WEB_CONCURRENCY"] = "4"
        for name in [*os.environ]:
            del os.environ[name]
        uvicorn.run(app)
        """,
    "perhaps popped": """
        os.environ["WEB_CONCURRENCY"] = "4"
        os.environ.pop(sys.argv[1], None)
        uvicorn.run(app)
        """,
    "by another name": """
        env = os.environ
        os.environ["WEB_CONCURRENCY"] = "4"
        env["WEB_CONCURRENCY"] = "1"
        uvicorn.run(app)
        """,
    "by an import with another name": """
        from os import environ as env
        os.environ["WEB_CONCURRENCY"] = "4"
        env.pop("WEB_CONCURRENCY")
        uvicorn.run(app)
        """,
    "another environment": """
        os.environ["WEB_CONCURRENCY"] = "4"
        os.environ = {}
        uvicorn.run(app)
        """,
    "for a while": """
        from unittest import mock
        os.environ["WEB_CONCURRENCY"] = "4"
        with mock.patch.dict(os.environ, {"WEB_CONCURRENCY": "1"}):
            uvicorn.run(app)
        """,
    "from a file": """
        os.environ["WEB_CONCURRENCY"] = "4"
        load_dotenv(override=True)
        uvicorn.run(app)
        """,
    "updated with what says nothing of it": """
        os.environ.update({"PORT": "80"}, HOST="::")  # no WEB_CONCURRENCY
        uvicorn.run(app)
        """,
    "popped for another": """
        os.environ.pop("PORT", None)
        os.environ.setdefault("WEB_CONCURRENCY")
        uvicorn.run(app)
        """,
    "on the other side": """
        if "prod" in sys.argv:
            os.environ["WEB_CONCURRENCY"] = "4"
            uvicorn.run("main:app")
        else:
            uvicorn.run(app)
        """,
    "in another function": """
        def prod():
            os.environ["WEB_CONCURRENCY"] = "4"
            uvicorn.run("main:app")
        def main():
            uvicorn.run(app)
        main()
        """,
    "in two other functions": """
        def prod():
            os.environ["WEB_CONCURRENCY"] = "4"
        def stage():
            os.environ["WEB_CONCURRENCY"] = "2"
        def main():
            uvicorn.run(app)
        main()
        """,
    "in this function and in another": """
        def reset():
            os.environ["WEB_CONCURRENCY"] = "1"
        def main():
            os.environ["WEB_CONCURRENCY"] = "4"
            reset()
            def serve():
                uvicorn.run(app)
            serve()
        main()
        """,
    "what it was": """
        os.environ["WEB_CONCURRENCY"] = os.environ.get("WEB_CONCURRENCY", "1")
        uvicorn.run(app)
        """,
    "a default of one": """
        os.environ.setdefault("WEB_CONCURRENCY", "1")
        uvicorn.run(app)
        """,
    "a default that is given": """
        os.environ.setdefault("WEB_CONCURRENCY", sys.argv[1])
        uvicorn.run(app)
        """,
    "a default beside more": """
        os.environ["WEB_CONCURRENCY"] = "1"
        os.environ.setdefault("WEB_CONCURRENCY", "4")
        uvicorn.run(app)
        """,
    "a test of it": """
        os.environ["WEB_CONCURRENCY"] = sys.argv[1]
        if int(os.environ["WEB_CONCURRENCY"]) > 1:
            uvicorn.run("main:app")
        else:
            uvicorn.run(app)
        """,
    "a test of what it is": """
        wanted = int(sys.argv[1])
        os.environ["WEB_CONCURRENCY"] = str(wanted)
        if wanted > 1:
            raise SystemExit("one worker only")
        uvicorn.run(app)
        """,
    "a configuration": """
        os.environ["WEB_CONCURRENCY"] = "4"
        uvicorn.Server(uvicorn.Config(app)).run()
        """,
    "both, of which one is ignored": """
        os.environ["WEB_CONCURRENCY"] = "4"
        uvicorn.run("main:app", reload=True, workers=None)
        """,
}


@each(FIRES)
def test_set(source: str) -> None:
    fires(HEAD + textwrap.dedent(source), "UVI00")


@each(SILENT)
def test_not_set(source: str) -> None:
    source = HEAD + textwrap.dedent(source)
    for code in ("UVI001", "UVI002", "UVI003"):
        silent(source, code)


@pytest.mark.parametrize("count", range(2, 70, 33))
def test_set_often(count: int) -> None:
    """What is set very often may be anything."""
    sets = "if x: os.environ['WEB_CONCURRENCY'] = '4'\n" * count
    source = f"{HEAD}{sets}uvicorn.run(app)"
    (fires if count < 60 else silent)(f"{source}  # error: 12 UVI002" if count < 60 else source)
