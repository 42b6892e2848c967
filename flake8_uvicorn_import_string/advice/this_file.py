"""By which names uvicorn imports the very file that launches it."""

from __future__ import annotations

import ast
import os
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.advice.import_string import SourceFile
from flake8_uvicorn_import_string.inference.values import MODULE_NAME
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import imported_packages, last_name

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
        if self.is_named_by(module):
            if module == "__main__":
                return self._analysis.import_time.run_by_script(launch.place.region)
            return module != self.dotted or not self.may_be_hidden(launch)
        return (
            module == self.own_name
            and self.is_alone_in_its_name
            and self._is_program(launch)
            and not self.may_be_hidden(launch)
        )

    def is_module_main(self, module: str, launch: Launch) -> bool:
        """Does a module part surely mean a ``__main__.py`` that is started with ``-m``?

        New processes do not import that, and have another module of the name.
        """
        named = module in {MODULE_NAME, "__main__"}
        return named and self.is_main and self.dotted is not None and self._is_program(launch)

    def _is_program(self, launch: Launch) -> bool:
        """Is the launch surely made when this file is the program?"""
        served = launch.served
        place = served.place if served else launch.place
        call = served.node if served else launch.call
        import_time = self._analysis.import_time
        return (
            import_time.run_by_script(place.region)
            or import_time.imported_call(call, place) is not None
        )

    @cached_property
    def is_alone_in_its_name(self) -> bool:
        """Does a file below the root have a name that leads to no other file?

        As a script it has its own folder first on the path.  With ``-m`` that is the root or
        a folder on the way to the file, where its bare name must lead to nothing.
        """
        if self.relative_imports or self.dotted is None or self.is_main or self.is_package:
            return False
        if not self._importable(self.own_name) or self._imports_own_package:
            return False
        above = self.from_root(PurePath(self._analysis.filename)).parent.parents
        return not any(
            os.path.exists(folder / f"{self.own_name}{suffix}")
            for folder in above
            for suffix in ("", ".py")
        )

    @cached_property
    def _imports_own_package(self) -> bool:
        """Does the file import something of the package in which it lies, by its whole name?"""
        package = (self.dotted or "").partition(".")[0]
        return any(
            binding.kind is BindingKind.IMPORT and package in imported_packages(binding.value)
            for scope in self._analysis.table.scopes.values()
            for bindings in scope.bindings.values()
            for binding in bindings
        )

    def _has_neighbour(self, name: str) -> bool:
        """Does a module of a name lie beside the file?"""
        beside = self.from_root(PurePath(self._analysis.filename)).parent / name
        return any(os.path.exists(f"{beside}{suffix}") for suffix in ("", ".py"))

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
        if not attribute and module == name and not self._has_neighbour(name):
            return True
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
