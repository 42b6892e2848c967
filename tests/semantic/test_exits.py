"""Which bindings reach a place behind an exception, a return or a ``finally``."""

from __future__ import annotations

import sys

import pytest

from tests.support.marked import each, fires, silent

FIRES = {
    "except-name-not-raised": """
        import uvicorn
        try:
            maybe()
        except ValueError as uvicorn:
            pass
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "except-star": """
        server = other
        try:
            int("x")
        except ValueError:
            import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "except-sees-part-of-try": """
        server = other
        try:
            import uvicorn as server
            int("x")
            server = other
        except ValueError:
            server.run(FastAPI(), reload=True)  # error: 15 UVI001
        """,
    "except-sees-state-before-try": """
        import uvicorn
        try:
            int("x")
            uvicorn = other
        except ValueError:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "finally-runs": """
        try:
            pass
        finally:
            import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "finally-sees-unfinished-try": """
        import uvicorn
        try:
            int("x")
            uvicorn = other
        finally:
            uvicorn.run(FastAPI(), reload=True)  # error: 16 UVI001
        """,
    "finally-after-return": """
        import uvicorn
        def main():
            try:
                return
            finally:
                uvicorn.run(FastAPI(), reload=True)  # error: 20 UVI001
        main()
        """,
    "finally-after-break": """
        server = other
        while True:
            try:
                break
            finally:
                import uvicorn as server
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "finally-after-continue": """
        server = other
        for _ in some():
            server.run(FastAPI(), reload=True)  # error: 15 UVI001
            try:
                continue
            finally:
                import uvicorn as server
        """,
    "finally-inside-finally-after-break": """
        server = other
        while True:
            try:
                try:
                    break
                finally:
                    import uvicorn as server
            finally:
                pass
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "break-in-finally": """
        server = other
        while True:
            try:
                server = print
            finally:
                import uvicorn as server
                break
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "early-return": """
        import uvicorn
        def main():
            server = uvicorn
            if maybe():
                server = other
                return
            server.run(FastAPI(), reload=True)  # error: 15 UVI001
        main()
        """,
    "early-raise": """
        import uvicorn as server
        if maybe():
            server = other
            raise SystemExit
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "early-exit": """
        import sys
        import uvicorn as server
        if maybe():
            server = other
            sys.exit()
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
    "suppress-keeps-what-was": """
        from contextlib import suppress
        import uvicorn as server
        with suppress(ValueError):
            int("x")
            server = other
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """,
}
SILENT = {
    "except-name": """
        import uvicorn
        try:
            int("x")
        except ValueError as uvicorn:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "except-name-is-deleted": """
        import uvicorn
        def main():
            try:
                raise ValueError
            except ValueError as uvicorn:
                pass
            else:
                return
            uvicorn.run(FastAPI(), reload=True)
        main()
        """,
    "except-sees-no-else": """
        server = other
        try:
            int("x")
        except ValueError:
            server.run(FastAPI(), reload=True)
        else:
            import uvicorn as server
        """,
    "else-sees-whole-try": """
        import uvicorn
        try:
            uvicorn = other
        except ValueError:
            pass
        else:
            uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-inside-finally-after-break": """
        import uvicorn
        while True:
            try:
                try:
                    break
                finally:
                    pass
            finally:
                uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-around-the-loop": """
        import uvicorn
        try:
            while True:
                break
        finally:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-rebinds": """
        import uvicorn
        try:
            maybe()
        finally:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-after-return": """
        def main():
            server = other
            if maybe():
                try:
                    return
                finally:
                    import uvicorn as server
            server.run(FastAPI(), reload=True)
        main()
        """,
    "finally-after-break": """
        import uvicorn
        while True:
            try:
                break
            finally:
                uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "finally-after-continue": """
        import uvicorn
        for _ in some():
            try:
                continue
            finally:
                uvicorn = other
        else:
            uvicorn = other
        uvicorn.run(FastAPI(), reload=True)
        """,
    "early-return": """
        import uvicorn
        def main():
            server = other
            if maybe():
                server = uvicorn
                return
            server.run(FastAPI(), reload=True)
        main()
        """,
    "early-raise": """
        server = other
        if maybe():
            import uvicorn as server
            raise SystemExit
        server.run(FastAPI(), reload=True)
        """,
    "early-exit": """
        import sys
        server = other
        if maybe():
            import uvicorn as server
            sys.exit()
        server.run(FastAPI(), reload=True)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(source, "UVI001")


@each(SILENT)
def test_silent(source: str) -> None:
    silent(source, "UVI001")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="except* came with Python 3.11")
def test_exception_groups() -> None:
    source = """
        server = other
        try:
            raise ExceptionGroup("", [ValueError()])
        except* ValueError as error:
            import uvicorn as server
            error.run(FastAPI(), reload=True)
        server.run(FastAPI(), reload=True)  # error: 11 UVI001
        """
    fires(source, "UVI001")
