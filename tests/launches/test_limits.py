"""Past its limits nothing is certain: what is too much gets no report."""

from __future__ import annotations

from tests.support.marked import each, silent

HEAD = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
RUN = "uvicorn.run(app, **options)\n"


def _repeated(text: str, count: int) -> str:
    """Return a text so many times, with the number of each in the place of ``%d``."""
    return "".join(text.replace("%d", str(number)) for number in range(count))


TOO_MUCH = {
    "keys": "options = {" + _repeated("'k%d': 1, ", 201) + "'reload': True}\n" + RUN,
    "words": "options = dict(" + _repeated("k%d=1, ", 201) + "reload=True)\n" + RUN,
    "pairs": (
        "options = dict([" + _repeated("('k%d', 1), ", 201) + "('reload', True)])\n" + RUN
    ),
    "keys of one value": (
        "options = dict.fromkeys([" + _repeated("'k%d', ", 201) + "'reload'], True)\n" + RUN
    ),
    "changes": "options = {'reload': True}\n" + _repeated("options['k%d'] = 1\n", 65) + RUN,
    "items together": (
        "a = {" + _repeated("'a%d': 1, ", 150) + "'reload': True}\n"
        "b = {" + _repeated("'b%d': 1, ", 150) + "}\noptions = {**a, **b}\n" + RUN
    ),
    "values": (
        "import os\noptions = {}\n"
        + _repeated("if os.sep == '%d': options['reload'] = os.getenv('%d')\n", 20)
        + RUN
    ),
    "dicts made of one another": (
        "options = {'reload': True}\n" + _repeated("options = options | {}\n", 201) + RUN
    ),
    "names for one dict": _repeated("a%d = ", 60) + "options = {'reload': True}\n" + RUN,
    "bases": (
        "class A:\n    def __init__(self): self.reload = True\n"
        + _repeated("class A(A): pass\n", 10)
        + "uvicorn.run(app, **vars(A()))\n"
    ),
    "names for one object": (
        "class A:\n    def __init__(self): self.reload = True\na = A()\n"
        + _repeated("a = a\n", 20)
        + "uvicorn.run(app, **vars(a))\n"
    ),
    "places that store an attribute": (
        "class A:\n    def __init__(self):\n"
        + _repeated("        self.reload = True\n", 65)
        + "uvicorn.run(app, **vars(A()))\n"
    ),
    "ways to call a function": (
        "def serve(app, reload=False):\n    uvicorn.run(app, reload=reload)\n"
        + _repeated("serve(app, reload=True)\n", 20)
    ),
    "names for one function": (
        "def serve(app, reload):\n    uvicorn.run(app, reload=reload)\nt0 = serve\n"
        + "".join(f"t{number + 1} = t{number}\n" for number in range(12))
        + "t12(app, True)\n"
    ),
    "conditions before a launch": (
        "def serve(app, mode):\n    if mode == 0: pass\n"
        + _repeated("    elif mode == %d + 1: pass\n", 60)
        + "    else: uvicorn.run(app, reload=True)\nserve(app, 500)\n"
    ),
    "functions that hand something on": (
        "def serve0(app, reload):\n    uvicorn.run(app, reload=reload)\n"
        + "".join(
            f"def serve{number + 1}(app, reload):\n    serve{number}(app, reload)\n"
            for number in range(5)
        )
        + "serve5(app, True)\n"
    ),
}


@each(TOO_MUCH)
def test_silent(source: str) -> None:
    silent(HEAD + source)
