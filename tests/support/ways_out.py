"""What the messages say to do, in full: the tests do not take it from the code."""

from __future__ import annotations

NONE = "bind the application at module level, or give uvicorn a factory"
GUARD = "bind the application outside the __main__ guard, for the new process does not run it"
THREAD = "call uvicorn.run in the main thread of the main process, with an import string"
MAIN = "define the application in a module that is not __main__.py"
NAMED = 'write f"{__name__}:app"'
