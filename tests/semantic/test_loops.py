"""Which bindings reach a place in or behind a loop."""

from __future__ import annotations

from tests.support.marked import each, fires, silent

FIRES = {
    "for-target-after-call": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        for uvicorn in some():
            pass
        """,
    "for-target-of-empty-loop": """
        import uvicorn
        for uvicorn in some():
            pass
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "for-iterable": """
        import uvicorn
        for uvicorn in [uvicorn.run(FastAPI(), reload=True)]:  # error: 28 UVI001
            pass
        """,
    "loop-carries-round": """
        server = other
        for _ in some():
            server.run(FastAPI(), reload=True)  # error: 15 UVI001
            import uvicorn as server
        """,
    "loop-break-keeps": """
        import uvicorn
        while True:
            if maybe():
                break
            uvicorn = other
            break
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "loop-continue-skips": """
        import uvicorn
        for _ in some():
            if maybe():
                continue
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "loop-else-skipped-by-break": """
        import uvicorn
        for _ in some():
            break
        else:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "loop-else-reached": """
        server = other
        for _ in some():
            break
        else:
            import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "loop-else-break-leaves-outer-loop": """
        import uvicorn as server
        for _ in some():
            for _ in some():
                pass
            else:
                break
            server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "while-test-walrus": """
        import uvicorn
        while (server := uvicorn) and maybe():
            server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "while-else": """
        import uvicorn
        while maybe():
            uvicorn = other
        else:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "while-true-broken": """
        while True:
            import uvicorn
            break
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
}
SILENT = {
    "for-target": """
        import uvicorn
        for uvicorn in [other]:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "async-for-target": """
        import asyncio, uvicorn
        async def servers():
            yield other
        async def main():
            async for uvicorn in servers():
                uvicorn.run(FastAPI(), reload=True)
        asyncio.run(main())
        """,
    "for-unpacking-target": """
        import uvicorn
        for number, (uvicorn, *rest) in [(1, (other, 2))]:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "loop-does-not-carry-back-over-rebinding": """
        for _ in some():
            server = other
            server.run(FastAPI(), reload=True)
            import uvicorn as server
        """,
    "loop-always-rebinds-before-break": """
        import uvicorn
        while True:
            uvicorn = other
            if maybe():
                break
        uvicorn.run(FastAPI(), reload=True)
        """,
    "loop-code-after-continue": """
        server = other
        for _ in some():
            continue
            import uvicorn as server
        server.run(FastAPI(), reload=True)
        """,
    "loop-code-after-break": """
        server = other
        for _ in some():
            break
            import uvicorn as server
        server.run(FastAPI(), reload=True)
        """,
    "loop-else-always-reached": """
        import uvicorn
        for _ in some():
            pass
        else:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "loop-else-break-leaves-outer-loop": """
        server = other
        for _ in some():
            for _ in some():
                pass
            else:
                break
            import uvicorn as server
        server.run(FastAPI(), reload=True)
        """,
    "while-test-walrus": """
        import uvicorn
        while (uvicorn := other) and maybe():
            pass
        uvicorn.run(FastAPI(), reload=True)
        """,
    "while-true-never-ends": """
        server = other
        while maybe():
            while True:
                if maybe():
                    raise SystemExit
            import uvicorn as server
        server.run(FastAPI(), reload=True)
        """,
    "while-true-rebound": """
        import uvicorn
        while True:
            uvicorn = other
            break
        uvicorn.run(FastAPI(), reload=True)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")
