"""What the messages say to do, in full: the tests do not take it from the code."""

from __future__ import annotations

NONE = "bind the application at module level, or name a factory in the string"
GUARD = "new processes do not run the __main__ guard: bind the application outside of it"
THREAD = "call uvicorn.run in the main thread of the main process, with an import string"
MAIN = "define the application in a module that is not __main__.py"
NAMED = 'write f"{__name__}:app"'

PARAMETER = "the application is a parameter: have the callers pass an import string"
FACTORY = "bind the factory at module level and name it in the string"
PUT = 'put the call under if __name__ == "__main__"'
REASON = "new processes only import this file: "
UNDER_GUARD = f"{REASON}{PUT} and "


def takes_none(string: str) -> str:
    """Return the way out for a factory that is given arguments, or needs some."""
    words = "a factory takes no arguments: let it read the environment or settings, then write "
    return f"{words}{string}, factory=True"
