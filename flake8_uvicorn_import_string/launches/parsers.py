"""What the namespace holds that a parser of this file gives: the options that it was told of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.syntax import plain_name, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.contents import Source
    from flake8_uvicorn_import_string.launches.shapes import Shapes
    from flake8_uvicorn_import_string.semantic.model import Call
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# A parser with more options is not looked into.
OPTION_LIMIT: Final = 100

_PARSERS: Final = frozenset({"argparse.ArgumentParser"})
# Actions that end the program.
_ENDING: Final = frozenset({"help", "version"})


class Parsers:
    """Knows which options the parsers of one file have."""

    def __init__(self, table: SymbolTable, shapes: Shapes) -> None:
        self._shapes = shapes
        self._options: dict[str, list[Call]] = {}
        for call in table.calls.get("add_argument", ()):
            func = call.node.func
            if isinstance(func, ast.Attribute):
                self._options.setdefault(plain_name(func.value), []).append(call)

    def destinations(self, name: str, made: Source) -> Iterator[str]:
        """Yield the attributes that a parser fills, by the name that it has and what made it.

        Not those whose values are only a few.
        """
        maker: Any = made.node
        if isinstance(maker, ast.Call) and self._shapes.path(maker.func, made.place) in _PARSERS:
            options = self._options.get(name, ())
            for call in options if len(options) <= OPTION_LIMIT else ():
                destination = _destination(call.node)
                if destination is not None:
                    yield destination


def _destination(node: ast.Call) -> str | None:
    """Return the attribute to which an option leads, None where its values are few."""
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if not given.keys().isdisjoint({"choices", None}) or text_of(given.get("action")) in _ENDING:
        return None
    if "dest" in given:
        return text_of(given["dest"])
    names = [text_of(argument) for argument in node.args]
    texts = [name for name in names if name]
    if not texts or len(texts) < len(names):
        return None
    longest = [name for name in texts if name.startswith("--")] or texts
    return longest[0].lstrip("-").replace("-", "_")
