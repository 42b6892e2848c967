"""An application moves into the module, where nothing that it needs stays behind."""

from __future__ import annotations

import pytest

from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite

TOP = "import uvicorn\nfrom fastapi import FastAPI\nimport os\n\n\n"
GUARD = '\n\nif __name__ == "__main__":\n    main()\n'


def fix(source: str, *, unsafe: bool = True) -> Outcome:
    return rewrite(
        TOP + source + GUARD,
        "main.py",
        lambda _lines: lambda report: not report.code.endswith("901"),
        unsafe=unsafe,
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "def main():\n    print(1)\n    uvicorn.run(FastAPI(), reload=True)\n",
            "app = FastAPI()\n\n\ndef main():\n    print(1)\n"
            '    uvicorn.run("main:app", reload=True)\n',
        ),
        (
            "# The server.\n# Ours.\ndef main():\n    uvicorn.run(FastAPI(), reload=True)\n",
            "app = FastAPI()\n\n\n# The server.\n# Ours.\ndef main():\n"
            '    uvicorn.run("main:app", reload=True)\n',
        ),
        (
            "def f(app): pass\ndef main():\n    uvicorn.run(FastAPI(), reload=True)\n",
            "def f(app): pass\napplication = FastAPI()\n\n\ndef main():\n"
            '    uvicorn.run("main:application", reload=True)\n',
        ),
        (
            "def main():\n    name = os.name\n    port = 1\n    app = FastAPI(title=name)  # it\n"
            "    uvicorn.run(app, port=port, reload=True)\n",
            "name = os.name\napp = FastAPI(title=name)  # it\n\n\ndef main():\n    port = 1\n"
            '    uvicorn.run("main:app", port=port, reload=True)\n',
        ),
        (
            'def main():\n    app = FastAPI(\n        title="""\n    x\n""",\n    )\n'
            '    @app.get("/")\n    def root():\n        return {}\n'
            "    if os.name:\n        uvicorn.run(app, reload=True)\n",
            'app = FastAPI(\n    title="""\n    x\n""",\n)\n@app.get("/")\ndef root():\n'
            "    return {}\n\n\ndef main():\n    if os.name:\n"
            '        uvicorn.run("main:app", reload=True)\n',
        ),
    ],
)
def test_moved(old: str, new: str) -> None:
    outcome = fix(old)
    assert outcome.text == TOP + new + GUARD
    ((report, why),) = outcome.assumed
    assert report.code in {"UVI001"}
    assert why.endswith(" can as well run whenever the file is imported")
    assert outcome.left == []
    kept = fix(old, unsafe=False)
    assert kept.text == TOP + old + GUARD
    assert kept.left[0].assumption == why


def test_out_of_the_guard() -> None:
    old = (
        'import uvicorn\nfrom fastapi import FastAPI\n\nif __name__ == "__main__":\n'
        "    app = FastAPI()\n    print(1)\n    uvicorn.run(app, reload=True)\n"
    )
    outcome = rewrite(old, "main.py", lambda _lines: lambda _report: True, unsafe=True)
    assert outcome.text == (
        "import uvicorn\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n"
        'if __name__ == "__main__":\n    print(1)\n    uvicorn.run("main:app", reload=True)\n'
    )


@pytest.mark.parametrize(
    "source",
    [
        # What the application needs is not there.
        "def main(x='x'):\n    app = FastAPI(title=x)\n    uvicorn.run(app, reload=True)\n",
        "def main(x='x'):\n    uvicorn.run(FastAPI(title=x), reload=True)\n",
        "def main():\n    uvicorn.run(FastAPI(title=LATER), reload=True)\nLATER = '1'\n",
        # The name has another meaning.
        "def other():\n    app = 1\n    print(app)\n"
        "def main():\n    app = FastAPI()\n    uvicorn.run(app, reload=True)\n",
        "def main():\n    app = FastAPI()\n    uvicorn.run(app, reload=True)\n    app = 1\n",
        "def app(): pass\ndef application(): pass\n"
        "def main():\n    uvicorn.run(FastAPI(), reload=True)\n",
        # More is done than to make it.
        "def main():\n    app = FastAPI()\n    if not app:\n        return\n"
        "    uvicorn.run(app, reload=True)\n",
        "def main():\n    uvicorn.run(FastAPI(title=(t := 'x')), reload=True)\n    print(t)\n",
        # It is written in a way that does not move.
        "def main():\n    x = 1; app = FastAPI()\n    uvicorn.run(app, reload=True)\n",
        "def main():\n    app = FastAPI(); x = 1\n    uvicorn.run(app, reload=True)\n",
        "def main():\n    uvicorn.run(FastAPI(\n    ), reload=True)\n",
        "def main():\n    return f'{uvicorn.run(FastAPI(), reload=True)}'\n",
        # The block is none of the module.
        "class A:\n    def main(self):\n        uvicorn.run(FastAPI(), reload=True)\n",
        "def main():\n    def f():\n        uvicorn.run(FastAPI(), reload=True)\n    f()\n",
        "def main():\n    if os:\n        app = FastAPI()\n        uvicorn.run(app, reload=True)\n",
    ],
)
def test_refused(source: str) -> None:
    outcome = fix(source)
    assert outcome.text == TOP + source + GUARD
    assert outcome.fixed == []
    assert outcome.left == outcome.refused
    assert outcome.left
