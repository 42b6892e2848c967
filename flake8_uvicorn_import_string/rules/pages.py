"""The pages that explain the codes: they lie beside the rules and are installed with them."""

from __future__ import annotations

from importlib import resources


def pages() -> dict[str, str]:
    """Return the page of each code, as reStructuredText, in the order of the codes."""
    found = {
        file.name.partition("_")[0].upper(): file.read_text("utf-8")
        for file in resources.files("flake8_uvicorn_import_string.rules").iterdir()
        if file.name.endswith(".rst")
    }
    return dict(sorted(found.items()))


def title(page: str) -> str:
    """Return what a page says that its code reports, as plain text."""
    heading = page.partition("\n")[0]
    return heading.partition(": ")[2].replace("``", "")
