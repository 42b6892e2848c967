"""Which bindings reach a place behind branches, ``match``, ``with`` and ``del``."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "with-target-after-call": """
        import uvicorn
        with open(__import__("os").devnull) as file:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "match-subject": """
        import uvicorn
        match uvicorn.run(FastAPI(), reload=True):  # error: 18 UVI001
            case uvicorn:
                pass
        """,
    "match-one-case": """
        server = other
        match maybe():
            case True:
                import uvicorn as server
            case False:
                pass
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "match-no-case": """
        import uvicorn as server
        match maybe():
            case True:
                server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "match-guard-fails": """
        import uvicorn as server
        match 1:
            case 1 if maybe():
                server = other
            case _:
                pass
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "match-captures-subject": """
        import uvicorn
        match 0:
            case other_name:
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        """,
    "branch-imports": """
        server = other
        if maybe():
            import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "elif-imports": """
        server = other
        if maybe():
            pass
        elif maybe():
            import uvicorn as server
        else:
            server = print
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "walrus-in-test": """
        import uvicorn
        if (server := uvicorn) and maybe():
            server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "conditional-expression-branch": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True) if maybe() else None  # error: 12 UVI001
        """,
    "conditional-expression-walrus": """
        import uvicorn
        server = other
        (server := uvicorn) if maybe() else None
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "and-walrus": """
        import uvicorn
        server = other
        maybe() and (server := uvicorn)
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "deleted-after-call": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        del uvicorn
        """,
    "deleted-in-branch": """
        import uvicorn
        if maybe():
            del uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "deleted-and-imported-again": """
        import uvicorn
        del uvicorn
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "rebound-after-call": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        uvicorn = other
        """,
    "order-inside-a-statement": """
        import uvicorn
        print(uvicorn.run(FastAPI(), reload=True), uvicorn := other)  # error: 18 UVI001
        """,
    "assignment-reads-first": """
        import uvicorn
        uvicorn = uvicorn.run(FastAPI(), reload=True)  # error: 22 UVI001
        """,
}
SILENT = {
    "with-target": """
        import contextlib, uvicorn
        with contextlib.nullcontext(other) as uvicorn:
            uvicorn.run(FastAPI(), reload=True)
        uvicorn.run(FastAPI(), reload=True)
        """,
    "with-unpacking-target": """
        import contextlib, uvicorn
        with contextlib.nullcontext((1, other)) as (number, uvicorn):
            uvicorn.run(FastAPI(), reload=True)
        """,
    "async-with-target": """
        import asyncio, contextlib, uvicorn
        async def main():
            async with contextlib.nullcontext(other) as uvicorn:
                uvicorn.run(FastAPI(), reload=True)
        asyncio.run(main())
        """,
    "match-capture": """
        import uvicorn
        match other:
            case uvicorn:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-as": """
        import uvicorn
        match 1:
            case 1 as uvicorn:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-star": """
        import uvicorn
        match [1, 2]:
            case [1, *uvicorn]:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-mapping-rest": """
        import uvicorn
        match {"a": 1}:
            case {**uvicorn}:
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-class-keyword": """
        import uvicorn
        match 1j:
            case complex(real=uvicorn):
                uvicorn.run(FastAPI(), reload=True)
        """,
    "match-all-cases-rebind": """
        import uvicorn
        match maybe():
            case True:
                uvicorn = other
            case _:
                uvicorn = print
        uvicorn.run(FastAPI(), reload=True)
        """,
    "all-branches-rebind": """
        import uvicorn as server
        if maybe():
            server = other
        elif maybe():
            server = print
        else:
            raise SystemExit
        server.run(FastAPI(), reload=True)
        """,
    "other-branch-imports": """
        server = other
        if maybe():
            import uvicorn as server
        else:
            server.run(FastAPI(), reload=True)
        """,
    "walrus-in-test": """
        import uvicorn
        if (uvicorn := other) and maybe():
            pass
        uvicorn.run(FastAPI(), reload=True)
        """,
    "conditional-expression-other-branch": """
        import uvicorn
        server = other
        (server := uvicorn) if maybe() else server.run(FastAPI(), reload=True)
        """,
    "conditional-expression-both-rebind": """
        import uvicorn
        (uvicorn := other) if maybe() else (uvicorn := print)
        uvicorn.run(FastAPI(), reload=True)
        """,
    "or-stops": """
        import uvicorn
        server = other
        server.run(FastAPI(), reload=True) or (server := uvicorn)
        """,
    "deleted": """
        import uvicorn
        del uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "deleted-local": """
        import uvicorn
        def main():
            import uvicorn
            del uvicorn
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "deleted-among-others": """
        import os, uvicorn
        del (os, [uvicorn])
        uvicorn.run(FastAPI(), reload=True)
        """,
    "rebound": """
        import uvicorn
        uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "rebound-by-import": """
        import uvicorn
        import other as uvicorn
        uvicorn.run(FastAPI(), reload=True)
        """,
    "order-inside-a-statement": """
        import uvicorn
        print(uvicorn := other, uvicorn.run(FastAPI(), reload=True))
        """,
    "assignment-rebinds": """
        import uvicorn
        uvicorn = other.run(uvicorn)
        uvicorn.run(FastAPI(), reload=True)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")
