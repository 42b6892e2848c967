"""The scopes of type parameters."""

from __future__ import annotations

import sys

import pytest

from tests.support.marked import each, fires, silent

FIRES = {
    "function": """
        import uvicorn
        def main[T]():
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        main()
        """,
    "class": """
        import uvicorn
        class Server[T]:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
            def run(self):
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        Server().run()
        """,
    "outside-their-scope": """
        import uvicorn
        def main[uvicorn]():
            pass
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "decorator-and-default": """
        import uvicorn
        @(uvicorn.run(FastAPI(), reload=True) or print)  # error: 14 UVI001
        def main[uvicorn](x=uvicorn.run(FastAPI(), reload=True)):  # error: 32 UVI001
            pass
        """,
    "class-scope-seen-through-them": """
        class Server:
            import uvicorn
            class Inner[T]((uvicorn.run(FastAPI(), reload=True), object)[1]):  # error: 32 UVI001
                pass
        """,
    "bound-is-evaluated-when-asked-for": """
        import uvicorn
        def main[T: uvicorn.run(FastAPI(), reload=True)]():  # error: 24 UVI001
            pass
        print(main.__type_params__[0].__bound__)
        """,
    "type-alias-elsewhere": """
        import uvicorn
        type Server = int
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
}
SILENT = {
    "function": """
        import uvicorn
        def main[uvicorn]():
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "class-body": """
        import uvicorn
        class Server[uvicorn]:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "method": """
        import uvicorn
        class Server[uvicorn]:
            def run(self):
                uvicorn.run(FastAPI(), reload=True)
        Server().run()
        """,
    "annotation": """
        import uvicorn
        def main[uvicorn](x: uvicorn.run(FastAPI(), reload=True)):
            pass
        print(main.__annotations__)
        """,
    "class-base": """
        import uvicorn
        class Server[uvicorn](uvicorn.run(FastAPI(), reload=True)):
            pass
        """,
    "tuple-of-types": """
        import uvicorn
        def main[*uvicorn, **P]():
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "type-alias": """
        import uvicorn
        type uvicorn = int
        uvicorn.run(FastAPI(), reload=True)
        """,
}
pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="type parameters came with Python 3.12"
)


@each(FIRES)
def test_type_parameters(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_type_parameters_hide(source: str) -> None:
    silent(source, "UVI001")
