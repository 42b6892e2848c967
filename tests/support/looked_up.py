"""What a lookup finds, as words that stand behind a call of ``look`` in the source itself."""

from __future__ import annotations

import ast
import re

from flake8_uvicorn_import_string.launches.mentions import WATCHED
from flake8_uvicorn_import_string.semantic.builder import build


def looked_up(source: str) -> str:
    """Return what a lookup of the name in the source's only call of ``look`` finds."""
    table = build(ast.parse(source), WATCHED)
    (call,) = table.calls["look"]
    (name,) = call.node.args
    assert isinstance(name, ast.Name)
    found = table.lookup(name.id, call.place)
    parts = ["nobody"]
    if found.owner is not None:
        parts = [getattr(found.owner.node, "name", found.owner.kind.name.lower())]
    parts += [str(getattr(binding.node, "lineno", 0)) for binding in found.bindings]
    if found.possible_later:
        parts += ["?", *(str(getattr(b.node, "lineno", 0)) for b in found.possible_later)]
    if found.unbound:
        parts.append("unbound")
    if not found.complete:
        parts.append("incomplete")
    if found.may_be_hidden:
        parts.append("unseen")
    return " ".join(parts)


def sources(*groups: str) -> list[str]:
    """Return the sources of groups, which a blank line parts."""
    return [f"{source.strip()}\n" for group in groups for source in group.split("\n\n")]


def check_lookup(source: str) -> None:
    """Assert that the lookup in a source finds what stands behind it."""
    (wanted,) = re.findall("look.*# (.+)", source)
    assert looked_up(source) == wanted
