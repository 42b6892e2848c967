"""The project's documents, read by docutils: their sections, blocks, tables and links."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import core, nodes

from tests.support.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

README: Final = ROOT / "README.rst"
CHANGELOG: Final = ROOT / "CHANGELOG.rst"
CONTRIBUTING: Final = ROOT / "CONTRIBUTING.rst"
PAGES: Final = ROOT / "flake8_uvicorn_import_string" / "rules"

# Whatever docutils has to say about a document is an error, as with ``--strict``.
SETTINGS: Final = {
    "halt_level": 1,
    "report_level": 1,
    "input_encoding": "unicode",
    "output_encoding": "unicode",
    "embed_stylesheet": False,
}


def documents() -> list[Path]:
    """Return all documents of the project."""
    return [*sorted(ROOT.glob("*.rst")), *sorted(PAGES.glob("*.rst"))]


def page_of(code: str) -> Path:
    """Return the page that explains a code."""
    (page,) = PAGES.glob(f"{code.lower()}_*.rst")
    return page


@cache
def read(path: Path) -> nodes.document:
    """Return a document as a tree: its title is a section, code is plain text."""
    return core.publish_doctree(
        path.read_text("utf-8"),
        source_path=str(path),
        settings_overrides={**SETTINGS, "doctitle_xform": False, "syntax_highlight": "none"},
    )


def block(path: Path, name: str) -> str:
    """Return the text of the code block that is called ``name``."""
    found = [node for node in read(path).findall(nodes.literal_block) if name in node["names"]]
    assert len(found) == 1, f"{path.name} has {len(found)} blocks named {name}"
    return found[0].astext() + "\n"


def sections(document: nodes.document) -> dict[str, nodes.section]:
    """Return the sections below the title of a document by their own titles, in order."""
    whole = next(iter(document.findall(nodes.section)))
    return {title(part): part for part in whole.children if isinstance(part, nodes.section)}


def title(node: nodes.Element) -> str:
    """Return the title of a document or of a section."""
    return next(iter(node.findall(nodes.title))).astext()


def python_blocks(section: nodes.section) -> list[str]:
    """Return the texts of the Python blocks of a section."""
    return [
        node.astext() + "\n"
        for node in section.findall(nodes.literal_block)
        if "python" in node["classes"]
    ]


def rows(document: nodes.document, first: str) -> Iterator[list[str]]:
    """Yield the cells of the body of the table whose first column is headed ``first``."""
    for table in document.findall(nodes.table):
        head, *body = (
            [" ".join(entry.astext().split()) for entry in row.findall(nodes.entry)]
            for row in table.findall(nodes.row)
        )
        if head[0] == first:
            yield from body


def links(document: nodes.document) -> list[str]:
    """Return where a document leads to."""
    return [node["refuri"] for node in document.findall(nodes.reference) if "refuri" in node]
