"""The report itself: its place, its words, and where there is none."""

from __future__ import annotations

import pytest

from tests.support.marked import each, fires, messages, reported, silent

PLACES = {
    "one-line": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001
        """,
    "argument-on-its-own-line": """
        import uvicorn
        uvicorn.run(
            host="::",
            app=create_app(  # error: 8 UVI001
                debug=True,
            ),
            reload=True,
        )
        """,
    "after-text-that-is-not-ascii": """
        import uvicorn
        größe = "ßß"; uvicorn.run(FastAPI(), reload=True)  # error: 26 UVI001
        """,
    "after-wide-characters": """
        import uvicorn
        '日本語 😀'; uvicorn.run(FastAPI(), reload=True)  # error: 21 UVI001
        """,
    "after-combining-characters": """
        import uvicorn
        'e\u0301'; uvicorn.run(FastAPI(), reload=True)  # error: 18 UVI001
        """,
    "text-that-is-not-ascii-behind": """
        import uvicorn
        uvicorn.run(FastAPI(), reload=True, host="größe")  # error: 12 UVI001
        """,
    "on-an-earlier-line": """
        import uvicorn
        uvicorn.run(host="größe", app=(
            FastAPI()), reload=True)  # error: 4 UVI001
        """,
    "behind-a-tab": """
        import uvicorn
        if True:
        \tuvicorn.run(FastAPI(), reload=True)  # error: 13 UVI001
        """,
    "behind-a-backslash": """
        import uvicorn
        uvicorn.run \\
            (FastAPI(), reload=True)  # error: 5 UVI001
        """,
    "in-another-string-of-the-line": """
        import uvicorn
        print(f"{'ä'}", uvicorn.run(FastAPI(), reload=True))  # error: 28 UVI001
        """,
}


@each(PLACES)
def test_place(source: str) -> None:
    fires(source, "UVI001")


def test_carriage_returns_and_form_feeds() -> None:
    source = "import uvicorn\n\f\nuvicorn.run(FastAPI(), reload=True)  # error: 12 UVI001\n"
    assert reported(source, select="UVI001") == [(3, 12, "UVI001")]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        "# uvicorn",
        "'''uvicorn.run(app, reload=True)'''",
        "import uvicorn",
        "uvicorn",
        "uvicorn.run",
        "def f(): 'uvicorn.run(FastAPI(), reload=True)'",
        "x = 'import uvicorn; uvicorn.run(FastAPI(), reload=True)'",
        "run(FastAPI(), reload=True)",
    ],
)
def test_nothing_to_report(source: str) -> None:
    silent(source, "UVI001")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ("reload=True", "reload needs"),
        ("workers=2", "workers needs"),
        ("workers=2, reload=1", "reload and workers need"),
        ("workers=1, reload=1", "reload needs"),
        ("reload=False, workers=3", "workers needs"),
        ("reload=True, workers=None", "reload needs"),
    ],
)
def test_names_the_flags(arguments: str, named: str) -> None:
    [(line, column, text)] = [
        item
        for item in messages(f"import uvicorn\nuvicorn.run(FastAPI(), {arguments})\n")
        if item[2].startswith("UVI001")
    ]
    assert (line, column) == (2, 12)
    assert named in text
    assert "start" in text
    assert "import string" in text


@pytest.mark.parametrize(
    "arguments",
    ["debug=True, workers=2, reload=True", "workers=2, reload=True, debug=True"],
)
def test_flags_in_order(arguments: str) -> None:
    [text] = [
        text
        for _, _, text in messages(f"import uvicorn\nuvicorn.run(FastAPI(), {arguments})\n")
        if text.startswith("UVI001")
    ]
    places = [text.index(flag) for flag in ("reload", "workers", "debug")]
    assert places == sorted(places)
