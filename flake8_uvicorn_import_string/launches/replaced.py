"""What may stand in the place of ``uvicorn.run``: mocks, assignments, other modules."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.facts.python import ITEM_SETTERS, PATCHES
from flake8_uvicorn_import_string.facts.uvicorn import PARTS
from flake8_uvicorn_import_string.inference.values import MODULE_NAME, Kind, is_text
from flake8_uvicorn_import_string.syntax import last_name, plain_name, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.mentions import AllCallers
    from flake8_uvicorn_import_string.semantic.model import Call, Place
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

# How a path to a name of this very file begins.
_THIS_MODULE: Final = ([MODULE_NAME], ["__main__"])


class Replacements:
    """Knows whether a file puts something else in the place of uvicorn's parts."""

    def __init__(self, table: SymbolTable, inference: Inference, mentions: AllCallers) -> None:
        self.table = table
        self.inference = inference
        self.mentions = mentions

    def any(self) -> bool:
        """May something else stand at ``uvicorn.run``: an assignment, a mock?"""
        stores = self.table.stores
        for name in PARTS:
            for store in stores.get(name, ()):
                owner = store.target.value
                if self.mentions.reaches(store.target) and self.is_module(owner, store.place):
                    return True
        if any(last_name(store.target.value) == "modules" for store in stores.get("uvicorn", ())):
            return True
        return any(map(self.is_patch, self.calls_of(PATCHES))) or any(
            map(self.is_swap, self.calls_of(ITEM_SETTERS))
        )

    def calls_of(self, names: tuple[str, ...]) -> Iterator[Call]:
        """Yield the calls of what has one of these names, under another one too."""
        for name in names:
            for used in self.table.names_for(name):
                yield from self.table.calls.get(used, ())

    def is_patch(self, call: Call) -> bool:
        """Does a call replace something of uvicorn's by its path, or by its name in the module?"""
        node = call.node
        parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        if plain_name(node.func) == "setattr" and not any(map(text_of, parts)):
            # The function of Python itself takes no path.
            if not self.mentions.in_arguments(node):
                return False
        texts = [text for part in parts for text in self.texts(part, call)]
        if any(map(self.is_path, texts)):
            return True
        names = {*texts, *(keyword.arg for keyword in node.keywords)}
        if names.isdisjoint(PARTS):
            return False
        if any(text.partition(".")[0] == "uvicorn" for text in texts):
            return True
        return self.mentions.in_arguments(node) and self.is_module(parts[0], call.place)

    def is_path(self, text: str) -> bool:
        """Does a dotted path lead to a part of uvicorn, or to the module where another has it?"""
        *holders, name = text.split(".")
        if "uvicorn" in holders:
            return name in PARTS
        return bool(holders) and (
            name == "uvicorn" or holders in _THIS_MODULE and name in self.mentions.names
        )

    def is_swap(self, call: Call) -> bool:
        """Does a call put something in the place of the module uvicorn?"""
        node = call.node
        holders = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(node.func, ast.Attribute):
            holders.append(node.func.value)
        if not any(
            last_name(holder) == "modules" or text_of(holder) == "sys.modules"
            for holder in holders
        ):
            return False
        keys = {keyword.arg for keyword in node.keywords}
        for part in holders:
            for key in part.keys if isinstance(part, ast.Dict) else (part,):
                keys.update(self.texts(key, call) if key is not None else ())
        return "uvicorn" in keys

    def texts(self, node: ast.expr, call: Call) -> list[str]:
        """Return the texts that an argument of a call may be."""
        values = self.inference.values(node, call.place)
        return [value.data for value in values if is_text(value) and value.data is not None]

    def is_module(self, node: ast.expr, place: Place) -> bool:
        """May an expression be a module, and not a class of uvicorn's?"""
        return not all(
            value.kind is Kind.REFERENCE
            and value.data.path.startswith("uvicorn.")
            and is_capwords(value.data.name)
            for value in self.inference.values(node, place)
        )
