"""Golden fixes: each shows in one text what a file is and what it becomes.

A line that begins with ``-`` is in the old file only, one with ``+`` in the new
one only; the others, indented by two, are in both.  All of it runs: ``web`` is a
module beside the file (see ``WEB``), and the word PORT stands for a port.
"""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from tests.support.live import ASGI_CLASS

WEB = f"""\
{ASGI_CLASS}
def create_app():
    return answer
"""
"""The module that the golden files import their application from."""

FASTAPI = "from web import Application as FastAPI\n"
"""What stands for fastapi beside the golden files."""


class Golden(NamedTuple):
    """A golden fix; ``filename`` is where the file lies, ``argv`` is how it is run.

    ``flag`` is what turns reload on in the new file.
    """

    name: str
    text: str
    filename: str = "main.py"
    argv: tuple[str, ...] = ("main.py",)
    flag: str = "reload=True"

    def __str__(self) -> str:
        return self.name

    @property
    def old(self) -> str:
        return self._side("-")

    @property
    def new(self) -> str:
        return self._side("+")

    def _side(self, mark: str) -> str:
        lines = textwrap.dedent(self.text).lstrip("\n").splitlines()
        return "".join(f"{line[2:]}\n" for line in lines if line[:1] in {mark, " ", ""})


def _in_main(name: str, call: str, *, top: str = "from web import app", **more: str) -> Golden:
    """Return a golden fix of which only the import and the call are of interest."""
    call = textwrap.dedent(call).strip("\n")
    indented = "\n".join(f"{line[:2]}    {line[2:]}".rstrip() for line in call.splitlines())
    text = f"  import uvicorn\n  {top}\n\n  if __name__ == '__main__':\n{indented}\n"
    return Golden(name, text, flag=more.get("flag", "reload=True"))


_MAKE = "from web import create_app"

GOLDEN = [
    # An application becomes a string.
    Golden(
        "import",
        """
          import uvicorn
          from web import app


          def main() -> None:
        -     uvicorn.run(app, host="127.0.0.1", port=PORT, reload=True)
        +     uvicorn.run("web:app", host="127.0.0.1", port=PORT, reload=True)


          if __name__ == "__main__":
              main()
        """,
    ),
    Golden(
        "this-file",
        """
          import uvicorn
          from web import Application

          app = Application()

          if __name__ == "__main__":
        -     uvicorn.run(app=app, port=PORT, reload=True)
        +     uvicorn.run(app="main:app", port=PORT, reload=True)
        """,
    ),
    Golden(
        "package",
        """
          import uvicorn
          from .web import Application

          app = Application()

          if __name__ == "__main__":
        -     uvicorn.run(app, port=PORT, reload=True)
        +     uvicorn.run(f"{__name__}:app", port=PORT, reload=True)
        """,
        filename="pkg/main.py",
        argv=("-m", "pkg.main"),
    ),
    Golden(
        "single-quotes",
        """
          import uvicorn
          import web

          if __name__ == '__main__':
        -     uvicorn.run(web.app, host='127.0.0.1', port=PORT, reload=True, log_level="info")
        +     uvicorn.run('web:app', host='127.0.0.1', port=PORT, reload=True, log_level="info")
        """,
    ),
    Golden(
        "quotes-with-a-reason-do-not-count",
        """
          import uvicorn
          import web

          '''doc'''
          NAMES = ['say "hi"', 'a\\\\b', f'{1}', '"']

          if __name__ == "__main__":
        -     uvicorn.run(web.app, port=PORT, reload=True)
        +     uvicorn.run("web:app", port=PORT, reload=True)
        """,
    ),
    Golden(
        "dynamic-flag",
        """
          import os
          import uvicorn
          from web import app

          RELOAD = os.getenv("RELOAD") == "1"

          if __name__ == "__main__":
        -     uvicorn.run(app, port=PORT, reload=RELOAD)
        +     uvicorn.run("web:app", port=PORT, reload=RELOAD)
        """,
        flag="reload=RELOAD",
    ),
    Golden(
        "two-launches",
        """
          import sys
          import uvicorn
          from web import app

          if __name__ == "__main__":
              if "-v" in sys.argv:
        -         uvicorn.run(app, port=PORT, reload=True, log_level="debug")
        +         uvicorn.run("web:app", port=PORT, reload=True, log_level="debug")
        -     uvicorn.run(app, port=PORT, reload=True)
        +     uvicorn.run("web:app", port=PORT, reload=True)
        """,
    ),
    _in_main(
        "multi-line",
        """
          uvicorn.run(  # one
        -     app,  # two
        +     'web:app',  # two
              # three
              port=PORT,
              reload=True,
          )  # four
        """,
    ),
    _in_main(
        "tabs",
        """
          uvicorn.run(
        - \tcreate_app(),
        + \t'web:create_app',
          \tport=PORT,
          \treload=True,
        + \tfactory=True,
          )
        """,
        top="from web import create_app",
    ),
    _in_main(
        "parentheses",
        """
        - uvicorn . run ( ( app ) , port = PORT, reload=True , )
        + uvicorn . run ( ( 'web:app' ) , port = PORT, reload=True , )
        """,
    ),
    _in_main(
        "not-ascii",
        """
        - é = 'ß€𝄞'; uvicorn.run(app, port=PORT, reload=True); ü = 'é'
        + é = 'ß€𝄞'; uvicorn.run('web:app', port=PORT, reload=True); ü = 'é'
        """,
    ),
    _in_main(
        "keywords-from-elsewhere",
        """
          options = {'port': PORT, 'reload': True}
        - uvicorn.run(app, **options)
        + uvicorn.run('web:app', **options)
        """,
        flag="'reload': True",
    ),
    _in_main(
        "last-line-of-several",
        """
          uvicorn.run(port=PORT, reload=True, app=(
        -     web.
        -     app
        +     'web:app'
          ))
        """,
        top="import web",
    ),
    # A call of a factory becomes a string and factory=True.
    _in_main(
        "factory",
        """
        - uvicorn.run(create_app(), port=PORT, reload=True)
        + uvicorn.run('web:create_app', port=PORT, reload=True, factory=True)
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-as-it-is",
        """
        - uvicorn.run(create_app, port=PORT, factory=True, reload=True)
        + uvicorn.run('web:create_app', port=PORT, factory=True, reload=True)
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-trailing-comma",
        """
          uvicorn.run(
        -     create_app(),
        +     'web:create_app',
              port=PORT,
              reload=True,  # while we work on it
        +     factory=True,
              # workers=2,
          )
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-no-trailing-comma",
        """
          uvicorn.run(
        -     create_app(),
        +     'web:create_app',
              port=PORT,
        -     reload=True
        +     reload=True,
        +     factory=True
          )
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-no-trailing-comma-but-a-comment",
        """
          uvicorn.run(
        -     create_app(),
        +     'web:create_app',
              port=PORT,
        -     reload=True  # while we work on it
        +     reload=True,  # while we work on it
        +     factory=True
          )
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-aligned",
        """
        - uvicorn.run(create_app(),
        + uvicorn.run('web:create_app',
                      port=PORT,
        -             reload=True)  # while we work on it
        +             reload=True,
        +             factory=True)  # while we work on it
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-aligned-trailing-comma",
        """
        - uvicorn.run(create_app(),
        + uvicorn.run('web:create_app',
                      port=PORT,
        -             reload=True,)
        +             reload=True,
        +             factory=True,)
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-filled-lines",
        """
          uvicorn.run(
        -     create_app(), port=PORT, reload=True
        +     'web:create_app', port=PORT, reload=True, factory=True
          )
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-filled-lines-trailing-comma",
        """
          uvicorn.run(
        -     create_app(), port=PORT, reload=True,  # while we work on it
        +     'web:create_app', port=PORT, reload=True, factory=True,  # while we work on it
          )
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-last-argument-of-several-lines",
        """
          uvicorn.run(
        -     create_app(),
        +     'web:create_app',
              port=PORT,
              reload=True,
              headers=[
                  ('x', 'y'),
              ],
        +     factory=True,
          )
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-comma-first",
        """
        - uvicorn.run(create_app()
        + uvicorn.run('web:create_app'
                      , port=PORT
        -             , reload=True)
        +             , reload=True, factory=True)
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-comma-on-its-own-line",
        """
          uvicorn.run(
        -     create_app(), port=PORT,
        +     'web:create_app', port=PORT,
              reload=True  # while we work on it
        -     , )
        +     ,
        +     factory=True, )
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-backslash",
        """
          uvicorn.run(
        -     create_app(), port=PORT, \\
        -     reload=True \\
        +     'web:create_app', port=PORT, \\
        +     reload=True,
        +     factory=True \\
          )
        """,
        top=_MAKE,
    ),
    _in_main(
        "factory-behind-keywords",
        """
          options = {'port': PORT, 'reload': True}
        - uvicorn.run(create_app(), **options)
        + uvicorn.run('web:create_app', **options, factory=True)
        """,
        top=_MAKE,
        flag="'reload': True",
    ),
    _in_main(
        "factory-in-parentheses",
        """
          serve = functools.partial(uvicorn.run, port=PORT, reload=True)
          serve(
        -     (create_app())
        +     ('web:create_app'), factory=True
          )
        """,
        top="import functools; from web import create_app",
    ),
    Golden(
        "local-variable",
        """
          import uvicorn
          from web import create_app


          def main():
              app = create_app()
        -     uvicorn.run(app, port=PORT, reload=True)
        +     uvicorn.run('web:create_app', port=PORT, reload=True, factory=True)


          if __name__ == '__main__':
              main()
        """,
    ),
    # A string is corrected.
    _in_main(
        "string-with-suffix",
        """
        - uvicorn.run("web.py:app", port=PORT, reload=True)
        + uvicorn.run("web:app", port=PORT, reload=True)
        """,
    ),
    _in_main(
        "string-with-white-space",
        """
        - uvicorn.run('web: app', port=PORT, reload=True)
        + uvicorn.run('web:app', port=PORT, reload=True)
        """,
        top='import web  # "',
    ),
    _in_main(
        "string-that-calls",
        """
          uvicorn.run(
        -     "web:create_app()",
        +     "web:create_app",
              port=PORT,
              reload=True,
        +     factory=True,
          )
        """,
    ),
    _in_main(
        "string-that-calls-with-factory",
        """
        - uvicorn.run("web:create_app()", factory=True, port=PORT, reload=True)
        + uvicorn.run("web:create_app", factory=True, port=PORT, reload=True)
        """,
    ),
    # debug= goes.
    _in_main(
        "debug-in-the-middle",
        """
        - uvicorn.run('web:app', port=PORT, debug=True, reload=True)
        + uvicorn.run('web:app', port=PORT, reload=True)
        """,
    ),
    _in_main(
        "debug-first",
        """
        - uvicorn.run( debug=False , app='web:app', port=PORT, reload=True)
        + uvicorn.run( app='web:app', port=PORT, reload=True)
        """,
    ),
    _in_main(
        "debug-last",
        """
        - uvicorn.run('web:app', port=PORT, reload=True, debug=False)
        + uvicorn.run('web:app', port=PORT, reload=True)
        """,
    ),
    _in_main(
        "debug-last-trailing-comma",
        """
        - uvicorn.run('web:app', port=PORT, reload=True, debug=False,)
        + uvicorn.run('web:app', port=PORT, reload=True,)
        """,
    ),
    _in_main(
        "debug-on-its-own-line",
        """
          uvicorn.run(
              # where
              'web:app',
              # how
        -     debug=(
        -         1 == 1
        -     ),  # gone in 0.19
              reload=True,  # while we work on it
              port=PORT
          )
        """,
    ),
    _in_main(
        "debug-on-the-last-line",
        """
          uvicorn.run(
              'web:app',
              reload=True,
              port=PORT,
        -     debug=True,
          )
        """,
    ),
    _in_main(
        "debug-on-the-last-line-no-trailing-comma",
        """
          uvicorn.run(
              'web:app',
              reload=True,
        -     port=PORT,  # of ours
        -     debug=True  # gone in 0.19
        +     port=PORT  # of ours
          )
        """,
    ),
    _in_main(
        "debug-aligned-last",
        """
          uvicorn.run('web:app',
                      reload=True,
        -             port=PORT,
        -             debug=True)  # go
        +             port=PORT)  # go
        """,
    ),
    _in_main(
        "debug-aligned-last-behind-a-comment",
        """
          uvicorn.run('web:app',
                      reload=True,
        -             port=PORT,  # of ours
        -             debug=True)  # go
        +             port=PORT  # of ours
        +             )  # go
        """,
    ),
    _in_main(
        "debug-at-the-end-of-a-line",
        """
        - uvicorn.run('web:app', debug=True,  # of ours
        + uvicorn.run('web:app',  # of ours
                      port=PORT, reload=True)
        """,
    ),
    _in_main(
        "debug-at-the-start-of-a-line",
        """
          uvicorn.run(
              'web:app',
        -     debug=True, port=PORT, reload=True
        +     port=PORT, reload=True
          )
        """,
    ),
    _in_main(
        "debug-alone-between-the-stars",
        """
          options = {'port': PORT, 'reload': True}
        - uvicorn.run(debug=True, **options, app='web:app')
        + uvicorn.run(**options, app='web:app')
        """,
        flag="'reload': True",
    ),
    _in_main(
        "debug-and-an-object",
        """
        - uvicorn.run(app, port=PORT, reload=True, debug=True)
        + uvicorn.run('web:app', port=PORT, reload=True)
        """,
    ),
    _in_main(
        "debug-and-a-factory",
        """
        - uvicorn.run(create_app(), port=PORT, reload=True, debug=True)
        + uvicorn.run('web:create_app', port=PORT, reload=True, factory=True)
        """,
        top=_MAKE,
    ),
    # Arguments from elsewhere.
    _in_main(
        "debug-in-a-dict",
        """
          options = {
              'port': PORT,
        -     'debug': True,  # gone in 0.19
              'reload': True,
          }
          uvicorn.run('web:app', **options)
        """,
        flag="'reload': True",
    ),
    _in_main(
        "debug-in-a-dict-of-the-call",
        """
        - uvicorn.run('web:app', **{'port': PORT, 'reload': True, 'debug': True})
        + uvicorn.run('web:app', **{'port': PORT, 'reload': True})
        """,
        flag="'reload': True",
    ),
    _in_main(
        "debug-in-a-call-of-dict",
        """
        - options = dict(debug=True, port=PORT, reload=True)
        + options = dict(port=PORT, reload=True)
          uvicorn.run('web:app', **options)
        """,
    ),
    _in_main(
        "partial-called-in-place",
        """
        - functools.partial(uvicorn.run, app, port=PORT, reload=True)()
        + functools.partial(uvicorn.run, 'web:app', port=PORT, reload=True)()
        """,
        top="import functools; from web import app",
    ),
    # An application is no factory.
    Golden(
        "application-with-factory",
        """
          import uvicorn
          from fastapi import FastAPI

          app = FastAPI()

          if __name__ == "__main__":
        -     uvicorn.run("main:app", port=PORT, reload=True, factory=True)
        +     uvicorn.run("main:app", port=PORT, reload=True)
        """,
    ),
    Golden(
        "name-that-is-nearly-right",
        """
          import uvicorn
          from fastapi import FastAPI

          application = FastAPI()

          if __name__ == "__main__":
        -     uvicorn.run("main:aplication", port=PORT, reload=True)
        +     uvicorn.run("main:application", port=PORT, reload=True)
        """,
    ),
    # A launch of the module goes under the guard.
    Golden(
        "guard-string",
        """
          import uvicorn
          from web import app

        - uvicorn.run("web:app", port=PORT, reload=True)
        + if __name__ == "__main__":
        +     uvicorn.run("web:app", port=PORT, reload=True)
        """,
    ),
    Golden(
        "guard-application",
        """
          import uvicorn
          from web import Application

          app = Application()

        - # Serve it.
        - uvicorn.run(app, port=PORT, reload=True)  # for now
        - print("bye")
        + if __name__ == "__main__":
        +     # Serve it.
        +     uvicorn.run("main:app", port=PORT, reload=True)  # for now
        +     print("bye")
        """,
    ),
    Golden(
        "guard-several-lines",
        '''
          import uvicorn
          from web import create_app

          def nothing():
            pass

        - uvicorn.run(
        -   create_app(),
        -   root_path="""
        + if __name__ == "__main__":
        +   uvicorn.run(
        +     "web:create_app",
        +     root_path="""
          /api""".strip(),

        -   # While we work on it.
        -   reload=True,
        -   port=PORT,
        - )
        +     # While we work on it.
        +     reload=True,
        +     port=PORT,
        +     factory=True,
        +   )
        ''',
    ),
    Golden(
        "guard-function",
        """
          import uvicorn
          from web import app

          def main():
        -     uvicorn.run(app, port=PORT, reload=True)
        +     uvicorn.run("web:app", port=PORT, reload=True)

        - main()
        + if __name__ == "__main__":
        +     main()
        """,
    ),
    Golden(
        "guard-that-follows",
        """
          import uvicorn
          from web import app

        - uvicorn.run(app, port=PORT, reload=True)
        + if __name__ == "__main__":
        +     uvicorn.run("web:app", port=PORT, reload=True)

        - if __name__ == "__main__":
              print("done")
        """,
    ),
    Golden(
        "guard-that-goes-before",
        """
          import uvicorn
          from web import app

          if "__main__" == __name__:
            print("start")

        - uvicorn.run(app, port=PORT, reload=True)
        +   uvicorn.run("web:app", port=PORT, reload=True)
        """,
    ),
    Golden(
        "guard-around-a-condition",
        """
          import uvicorn
          from web import app

        - if app:
        -     uvicorn.run(app, port=PORT, reload=True)
        + if __name__ == "__main__":
        +     if app:
        +         uvicorn.run("web:app", port=PORT, reload=True)
        """,
    ),
    Golden(
        "guard-and-debug",
        """
          import uvicorn

        - uvicorn.run("web:app", port=PORT, reload=True, debug=True)
        + if __name__ == "__main__":
        +     uvicorn.run("web:app", port=PORT, reload=True)
        """,
    ),
]
