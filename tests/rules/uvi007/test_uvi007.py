"""UVI007: a launch that runs again in the process that it starts."""

from __future__ import annotations

import textwrap

import pytest

from tests.support.marked import codes, each, fires, silent, texts

AGAIN = {
    "module level": 'uvicorn.run("api:app", reload=True)  # error: 0 UVI007',
    "workers": 'uvicorn.run("api:app", workers=2)  # error: 0 UVI007',
    "this module": 'uvicorn.run("main:app")  # error: 0 UVI007',
    "this module, reload": 'uvicorn.run("main:app", reload=True)  # error: 0 UVI007',
    "name of the module": 'uvicorn.run(f"{__name__}:app", reload=True)  # error: 0 UVI007',
    "unknown string": 'uvicorn.run(f"{x}", reload=True)  # error: 0 UVI007',
    "the guard lets children in": """
        if __name__ in ("__main__", "__mp_main__"):
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "the guard lets children in, in other words": """
        if __name__ == "__main__" or __name__ == "__mp_main__":
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "in a try": """
        try:
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        except KeyboardInterrupt:
            pass
        """,
    "in a with": """
        with open(__file__):
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "under a condition that always holds": """
        if True:
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "in a class": """
        class A:
            uvicorn.run("api:app", reload=True)  # error: 4 UVI007
        """,
    "a function that is called": """
        def main():
            uvicorn.run("api:app", reload=True)
        main()  # error: 0 UVI007
        """,
    "a function that is called by another": """
        def main():
            serve()
        def serve():
            uvicorn.run("api:app", workers=2)
        main()  # error: 0 UVI007
        """,
    "a nested function": """
        def main():
            def serve():
                uvicorn.run("api:app", workers=2)
            serve()
        main()  # error: 0 UVI007
        """,
    "a function that exits at the end": """
        import sys
        def main():
            uvicorn.run("api:app", workers=2)
        sys.exit(main())  # error: 9 UVI007
        """,
    "the guard stands beside it": """
        if __name__ == "__main__":
            print("starts")
        uvicorn.run("api:app", reload=True)  # error: 0 UVI007
        """,
    "a harmless check before": """
        import sys
        if sys.argv[1:]:
            print("starts")
        uvicorn.run("api:app", reload=True)  # error: 0 UVI007
        """,
    "by a partial": """
        import functools
        run = functools.partial(uvicorn.run, reload=True)
        run("api:app")  # error: 0 UVI007
        """,
}
ONCE = {
    "guard": """
        if __name__ == "__main__":
            uvicorn.run("api:app", reload=True)
        """,
    "guard the other way round": """
        if "__main__" == __name__:
            uvicorn.run("api:app", reload=True)
        """,
    "guard with a condition": """
        if __name__ == "__main__" and x:
            uvicorn.run("api:app", reload=True)
        """,
    "guard as a tuple": """
        if __name__ in ("__main__",):
            uvicorn.run("api:app", reload=True)
        """,
    "else": """
        if __name__ != "__main__":
            pass
        else:
            uvicorn.run("api:app", reload=True)
        """,
    "guard further out": """
        if __name__ == "__main__":
            try:
                uvicorn.run("api:app", reload=True)
            finally:
                pass
        """,
    "guard as an and": '__name__ == "__main__" and uvicorn.run("api:app", reload=True)',
    "guard as an expression": """
        uvicorn.run("api:app", reload=True) if __name__ == "__main__" else None
        """,
    "guard with a name": """
        is_main = __name__ == "__main__"
        if is_main:
            uvicorn.run("api:app", reload=True)
        """,
    "early exit": """
        import sys
        if __name__ != "__main__":
            sys.exit("run me")
        uvicorn.run("api:app", reload=True)
        """,
    "early raise": """
        if __name__ != "__main__":
            raise ImportError("run me")
        uvicorn.run("api:app", reload=True)
        """,
    "function": """
        def main():
            uvicorn.run("api:app", reload=True)
        """,
    "function called under the guard": """
        def main():
            uvicorn.run("api:app", reload=True)
        if __name__ == "__main__":
            main()
        """,
    "guard in the function": """
        def main():
            if __name__ == "__main__":
                uvicorn.run("api:app", reload=True)
        main()
        """,
    "condition on the command line": """
        import sys
        if sys.argv[1:] == ["serve"]:
            uvicorn.run("api:app", reload=True)
        """,
    "condition on the stack": """
        import inspect
        if not inspect.stack()[-2].filename.endswith("spawn.py"):
            uvicorn.run("api:app", reload=True)
        """,
    "a function with a condition": """
        import sys
        def main():
            if len(sys.argv) > 1:
                return
            uvicorn.run("api:app", reload=True)
        main()
        """,
    "a function that is decorated": """
        import registry
        @registry.command()
        def main():
            uvicorn.run("api:app", reload=True)
        main()
        """,
    "a coroutine that nobody awaits": """
        async def main():
            uvicorn.run("api:app", reload=True)
        main()
        """,
    "a generator that nobody runs": """
        def main():
            uvicorn.run("api:app", reload=True)
            yield
        main()
        """,
    "another function of the name": """
        def main():
            uvicorn.run("api:app", reload=True)
        from other import main
        main()
        """,
    "a handler": """
        try:
            import x
        except ImportError:
            uvicorn.run("api:app", reload=True)
        """,
    "a loop": """
        for port in ():
            uvicorn.run("api:app", reload=True)
        """,
    "a comprehension": '[uvicorn.run("api:app", reload=True) for _ in ()]',
    "the else of a try": """
        try:
            import x
        except ImportError:
            pass
        else:
            uvicorn.run("api:app", reload=True)
        """,
    "a method of the name": """
        class A:
            def main(self): ...
        def main():
            uvicorn.run("api:app", reload=True)
        A().main()
        """,
    "a lambda": 'main = lambda: uvicorn.run("api:app", reload=True)',
    "plain, another module": 'uvicorn.run("api:app")',
    "plain, dynamic flag": 'uvicorn.run("api:app", reload=x)',
    "flags off": 'uvicorn.run("api:app", reload=False, workers=1)',
    "plain, by the name of the module": 'uvicorn.run(f"{__name__}:app")',
    "this name, another directory": 'uvicorn.run("main:app", app_dir="src")',
    "an object": "uvicorn.run(app)",
    "unknown application": "uvicorn.run(x, reload=True)",
}
START = "import uvicorn\nfrom api import app\nfrom settings import x\n"


@each(AGAIN)
def test_uvi007_fires(source: str) -> None:
    """An import of this file starts the server again."""
    fires(START + textwrap.dedent(source))


@each(ONCE)
def test_uvi007_is_silent(source: str) -> None:
    """An import does not, or perhaps not."""
    silent(START + textwrap.dedent(source))


@pytest.mark.parametrize("filename", ["__main__.py", "pkg/__main__.py"])
def test_uvi007_leaves_main_modules_alone(filename: str) -> None:
    """No child imports ``__main__.py``."""
    source = START + 'uvicorn.run("api:app", reload=True)\n'
    assert not codes(source, filename)
    assert codes(source, "pkg/main.py") == ["UVI007"]


@pytest.mark.parametrize(
    ("filename", "string"), [("pkg/main.py", "pkg.main:app"), ("my-app.py", "my-app:app")]
)
def test_uvi007_names_of_this_file(filename: str, string: str) -> None:
    """A plain launch counts only if it names this very file."""
    assert codes(f"{START}uvicorn.run({string!r})\n", filename) == ["UVI007"]
    assert not codes(f"{START}uvicorn.run({string!r})\n", "other.py")


def test_uvi007_gives_up() -> None:
    """A function that many call is looked up only so often."""
    head = 'def f0():\n    uvicorn.run("api:app", reload=True)\n'
    chain = "".join(f"def f{i}():\n    f{i - 1}()\n" for i in range(1, 60))
    assert codes(f"{START}{head}{chain}f10()\n") == ["UVI007"]
    assert not codes(f"{START}{head}{chain}f59()\n")


def test_uvi007_words() -> None:
    """The whole message."""
    assert texts(START + 'uvicorn.run("api:app", reload=True)\n') == [
        "UVI007 this call runs again when uvicorn, or a process it starts, imports this file; "
        'put it under if __name__ == "__main__":'
    ]


def test_uvi007_many_callers() -> None:
    """Functions that call one another end, however many there are."""
    chain = "".join(f"def f{i}():\n    f{i + 1}()\n    f{i - 1}()\n" for i in range(1, 200))
    last = 'def f200():\n    uvicorn.run("api:app", reload=True)\nf199()\n'
    assert codes(START + chain + last) == ["UVI007"]
