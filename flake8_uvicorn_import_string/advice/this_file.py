"""By which names uvicorn imports the very file that launches it."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.advice.import_string import SourceFile
from flake8_uvicorn_import_string.inference.values import MODULE_NAME
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.advice.import_string import ImportString
    from flake8_uvicorn_import_string.launches.launch import Launch

_CELL: Final = "# %%NBQA-CELL-SEP"


class ThisFile(SourceFile):
    """A file as a module that its own launches may import."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(
            analysis.filename, relative_imports=analysis.table.relative_imports
        )
        self._analysis = analysis
        # nbqa gives the cells of a notebook as one file, with this above each.
        self.is_notebook = analysis.text.startswith(_CELL)

    def is_imported_as(self, module: str, launch: Launch) -> bool:
        """Is it sure that a launch with this module in its string imports this very file?"""
        if not self.is_named_by(module):
            return False
        if module == "__main__":
            return self._analysis.import_time.run_by_script(launch.place.region)
        return module != self.dotted or not self.may_be_hidden(launch)

    @property
    def own_modules(self) -> set[str]:
        """The modules of the strings that are written for names of this file."""
        return {self.stem or MODULE_NAME, MODULE_NAME}

    def is_spoken_of(self, text: str, found: ImportString) -> bool:
        """Does a text that is no import string speak of the module of an application?

        In: the text, and the right string of the application.
        """
        module, _, attribute = text.replace("\\", "/").strip().partition(":")
        path = module.removeprefix("./").lstrip("/.").removesuffix(".py").replace("/", ".")
        name = found.attributes
        if found.module in self.own_modules:
            known = {self.stem, self.dotted, self.own_name}
        else:
            known = {found.module}
        spoken = {path} if attribute else {path, path.removesuffix(f".{name}")}
        return attribute in {"", name} and not spoken.isdisjoint(known - {None, ""})

    def may_be_hidden(self, launch: Launch) -> bool:
        """May another file of this one's name lie where uvicorn looks first?"""
        return bool(launch.argument("app_dir") or launch.may_have_more or self._moves_path)

    @cached_property
    def _moves_path(self) -> bool:
        """May the file put something before itself on ``sys.path``?"""
        table = self._analysis.table
        stores, inserts = table.stores.get("path", ()), table.calls.get("insert", ())
        return any(last_name(store.target.value) == "sys" for store in stores) or any(
            isinstance(call.node.func, ast.Attribute) and last_name(call.node.func.value) == "path"
            for call in inserts
        )
