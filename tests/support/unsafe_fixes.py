"""Golden fixes that take something for granted, in the form of ``fixes.py``.

``micro`` and ``store`` are modules beside the file, those of the composed programs.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.support.fixes import Golden


class Unsafe(NamedTuple):
    """A golden fix, what it takes for granted, and whether the old file serves without flags."""

    golden: Golden
    assumption: str
    serves: bool = True

    def __str__(self) -> str:
        return self.golden.name


UNSAFE: Final = (
    # An application moves into the module.
    Unsafe(
        Golden(
            "inline",
            """
              import uvicorn
              from micro import App

            + app = App("x")
            +
            +
              def main():
            -     uvicorn.run(App("x"), port=PORT, reload=True)
            +     uvicorn.run("main:app", port=PORT, reload=True)


              if __name__ == "__main__":
                  main()
            """,
        ),
        'App("x") can as well run whenever the file is imported',
    ),
    Unsafe(
        Golden(
            "inline-unguarded",
            """
              import uvicorn
              from micro import App

            - # Serve.
            - uvicorn.run(App("x"), port=PORT, reload=True)
            + app = App("x")
            +
            + if __name__ == "__main__":
            +     # Serve.
            +     uvicorn.run("main:app", port=PORT, reload=True)
            """,
        ),
        'App("x") can as well run whenever the file is imported',
    ),
    Unsafe(
        Golden(
            "local-unguarded",
            """
              import uvicorn
              from micro import App


            + app = App("x")
            + @app.get
            + def shop():
            +     return "shop"
            +
            +
              def main():
            -     app = App("x")
                  print("start")
            -     @app.get
            -     def shop():
            -         return "shop"
            -     uvicorn.run(app, port=PORT, reload=True)
            +     uvicorn.run("main:app", port=PORT, reload=True)


            - main()
            + if __name__ == "__main__":
            +     main()
            """,
        ),
        "what makes app can as well run whenever the file is imported",
    ),
    # Lines that set something up move into the module.
    Unsafe(
        Golden(
            "line",
            """
              import uvicorn
              from micro import App

              LIMITS = {"max": 1}
              app = App()


              @app.get
              def limits():
                  return LIMITS


            + LIMITS["max"] = 50
            +
            +
              def main():
            -     LIMITS["max"] = 50
                  print("start")
            -     uvicorn.run(app, port=PORT, reload=True)
            +     uvicorn.run("main:app", port=PORT, reload=True)


              if __name__ == "__main__":
                  main()
            """,
        ),
        "line 14 can as well run whenever the file is imported",
    ),
    Unsafe(
        Golden(
            "lines-under-the-guard",
            """
              import store
              import uvicorn
              from micro import App

              app = App()


              @app.get
              def path():
                  return store.PATH


            + where = "here"
            + store.PATH = where
            +
              if __name__ == "__main__":
            -     where = "here"
            -     store.PATH = where
            -     uvicorn.run(app, port=PORT, reload=True)
            +     uvicorn.run(f"{__name__}:app", port=PORT, reload=True)
            """,
        ),
        "lines 14, 15 can as well run whenever the file is imported",
    ),
    Unsafe(
        Golden(
            "line-and-guard",
            """
              import store
              import uvicorn
              from micro import App

              app = App()


              @app.get
              def handlers():
                  return sorted(store.HANDLERS)


            + store.register("csv")
            +
            +
              def main():
            -     store.register("csv")
            -     uvicorn.run(app, port=PORT, reload=True)
            +     uvicorn.run(f"{__name__}:app", port=PORT, reload=True)


            - main()
            + if __name__ == "__main__":
            +     main()
            """,
        ),
        "line 14 can as well run whenever the file is imported",
    ),
    # What a Server ignores.
    Unsafe(
        Golden(
            "server",
            """
              import uvicorn
              from micro import App

              app = App("x")

              if __name__ == "__main__":
            -     uvicorn.Server(uvicorn.Config("main:app", port=PORT, reload=True)).run()
            +     uvicorn.run("main:app", port=PORT, reload=True)
            """,
        ),
        "reload is meant",
    ),
    Unsafe(
        Golden(
            "server-of-several-lines",
            """
              import uvicorn
              from micro import App

              app = App("x")


              def main():
            -     uvicorn.Server(
            -         config=uvicorn.Config(
            -             app,
            +     uvicorn.run(
            +             "main:app",
                          port=PORT,  # ours
                          reload=True,
            -         )
            -     ).run()
            +         )


              if __name__ == "__main__":
                  main()
            """,
        ),
        "reload is meant",
    ),
    Unsafe(
        Golden(
            "server-with-a-name",
            """
              import uvicorn
              from micro import App

              app = App("x")

              if __name__ == "__main__":
            -     config = uvicorn.Config(app, port=PORT, reload=True, workers=4)
            +     config = uvicorn.Config(app, port=PORT)
                  server = uvicorn.Server(config)
                  server.run()
            """,
        ),
        "one process that does not reload is meant",
    ),
    Unsafe(
        Golden(
            "adjacent-lines",
            """
              import uvicorn
              from micro import App

              app = App("x")

              if __name__ == "__main__":
                  config = uvicorn.Config(
                      app,
            -         reload=True,
            -         workers=4,
                      port=PORT,
                  )
                  server = uvicorn.Server(config)
                  server.run()
            """,
        ),
        "one process that does not reload is meant",
    ),
    # In a coroutine.
    Unsafe(
        Golden(
            "coroutine",
            """
              import asyncio

              import uvicorn
              from micro import App

              app = App("x")


              async def main():
            -     uvicorn.run(
            +     await uvicorn.Server(uvicorn.Config(
                      app,  # ours
                      port=PORT,
            -     )
            +     )).serve()


              if __name__ == "__main__":
                  asyncio.run(main())
            """,
        ),
        "the coroutine is to wait until the server is down",
        serves=False,
    ),
    Unsafe(
        Golden(
            "coroutine-awaited",
            """
              import asyncio

              import uvicorn as server
              from micro import App

              app = App("x")


              async def main():
            -     return await server.run(app, port=PORT)
            +     return await server.Server(server.Config(app, port=PORT)).serve()


              if __name__ == "__main__":
                  asyncio.run(main())
            """,
        ),
        "the coroutine is to wait until the server is down",
        serves=False,
    ),
    # Keywords that have no use.
    Unsafe(
        Golden(
            "workers-beside-reload",
            """
              import uvicorn
              from micro import App

              app = App("x")

              if __name__ == "__main__":
            -     uvicorn.run("main:app", port=PORT, reload=True, workers=4)
            +     uvicorn.run("main:app", port=PORT, reload=True)
            """,
        ),
        "reload is meant, and workers are not",
    ),
)
