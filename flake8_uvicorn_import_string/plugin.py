"""The flake8 adapter: text gate, options, and errors in flake8's own form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flake8_plugin_utils

from flake8_uvicorn_import_string import __version__

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Sequence


class Plugin(flake8_plugin_utils.Plugin[None]):
    """The plugin as flake8 loads it, made once for each file."""

    name = "flake8-uvicorn-import-string"
    version = __version__

    def __init__(self, tree: ast.AST, lines: Sequence[str], filename: str) -> None:
        """Take what flake8 gives: the tree it shares, the file's lines and its name."""
        super().__init__(tree)
        self._lines = lines
        self._filename = filename

    def run(self) -> Iterator[tuple[int, int, str, Any]]:
        """Yield the errors: line from 1, column from 0 in characters, text, plugin."""
        if "uvicorn" not in "".join(self._lines):
            return
        from flake8_uvicorn_import_string.rules import check

        for error, node, details in check(self._tree, self._filename):
            column = self._column(node.lineno, node.col_offset)
            yield self._error(error(node.lineno, column, **details))

    def _column(self, line: int, offset: int) -> int:
        """Return the column in characters of an offset in UTF-8 bytes."""
        if not 0 < line <= len(self._lines):
            return offset
        text = self._lines[line - 1]
        if text.isascii():
            return offset
        return len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "replace"))
