"""Import strings as texts: written in Python, judged, and the names of a file in them.

uvicorn splits the string at the first colon, imports what is before it and
follows the attributes behind it (``uvicorn/importer.py``).
"""

from __future__ import annotations

import os
import sys
from pathlib import PurePath
from typing import NamedTuple

from flake8_uvicorn_import_string.facts.naming import makes_application
from flake8_uvicorn_import_string.inference.values import MODULE_NAME, PACKAGE_NAME


class ImportString(NamedTuple):
    """An import string to write: ``module:attributes``, or one made of a name.

    ``module`` may begin with a placeholder, then the string is an f-string.
    ``factory`` is True when ``factory=True`` must stand beside it.
    """

    module: str
    attributes: str
    factory: bool = False

    def source(self, quote: str = '"') -> str:
        """Return the string as Python writes it."""
        return as_source(f"{self.module}:{self.attributes}", quote)


def as_source(text: str, quote: str = '"') -> str:
    """Return a text with placeholders as Python writes it: an f-string if there are any."""
    text = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    if MODULE_NAME not in text and PACKAGE_NAME not in text:
        return f"{quote}{text}{quote}"
    text = text.replace("{", "{{").replace("}", "}}")
    text = text.replace(MODULE_NAME, "{__name__}").replace(PACKAGE_NAME, "{__package__}")
    return f"f{quote}{text}{quote}"


class SourceFile:
    """What can be known of a module from its file's name alone.

    ``stem`` is the name by which a file at the root can be imported, else None;
    ``dotted`` is its path from the root as a dotted name, else None.  The root
    is the directory in which flake8 runs.
    """

    def __init__(self, filename: str, *, relative_imports: bool) -> None:
        path = PurePath(filename)
        parts: tuple[str, ...] = ()
        if path.suffix == ".py":
            parts = self.from_root(path).with_suffix("").parts
        self.relative_imports = relative_imports
        self.is_main = path.name == "__main__.py"
        self.is_package = path.name == "__init__.py"
        # The name by which it is a module of whatever folder it lies in.
        self.own_name = path.stem if path.suffix == ".py" else ""
        self.stem: str | None = None
        self.dotted: str | None = None
        if self._is_hidden(path):
            # app.py beside a folder app: the folder comes first.
            parts = ()
        if len(parts) == 1 and not relative_imports and self._importable(parts[0]):
            self.stem = self.dotted = parts[0]
        elif len(parts) > 1 and all(part.isidentifier() for part in parts):
            self.dotted = ".".join(parts)

    @staticmethod
    def from_root(path: PurePath) -> PurePath:
        """Return a path as seen from the root; one that is elsewhere stays absolute."""
        if not path.is_absolute():
            return PurePath(os.path.normpath(path))
        try:
            return path.relative_to(os.getcwd())  # noqa: PTH109 - nothing is read from disk
        except (OSError, ValueError):
            return path

    @staticmethod
    def _is_hidden(path: PurePath) -> bool:
        """Does a folder of the same name lie beside a file?"""
        return path.suffix == ".py" and os.path.isdir(path.with_suffix(""))

    @staticmethod
    def _importable(stem: str) -> bool:
        """Is ``import_module(stem)`` sure to find a file of this name beside the script?"""
        return (
            stem not in {"__main__", "__init__"}
            and stem not in sys.stdlib_module_names
            and not any(character in ".:/\\" or character.isspace() for character in stem)
        )

    def is_named_by(self, module: str) -> bool:
        """Does the module part of an import string name this file?"""
        if self.is_package or self.is_main:
            return False
        return module in {MODULE_NAME, "__main__"} or module == self.dotted


def file_on_standard_input(name: str) -> str:
    """Return which file the text on standard input is that of, ``-`` if none is known.

    In: the name that it is displayed by.  An editor gives that of the file that it
    has open; only that of one which lies below the root counts.
    """
    path = SourceFile.from_root(PurePath(name))
    if path.is_absolute() or path.parts[:1] == ("..",) or not os.path.isfile(path):
        return "-"
    return str(path)


class Problem(NamedTuple):
    """What is wrong with an import string, and what to write where that is certain."""

    what: str
    instead: ImportString | None = None


def find_problem(text: str) -> Problem | None:
    """Return why uvicorn cannot import a string, None if it may.

    In: the text, with placeholders for ``__name__`` and ``__package__``.
    Measured on uvicorn 0.9.1 to 0.54.0.
    """
    problem = _first_problem(text)
    if problem is None or problem.instead is None:
        return problem
    instead = problem.instead
    sound = _first_problem(f"{instead.module}:{instead.attributes}") is None
    return problem if sound else Problem(problem.what)


def _first_problem(text: str) -> Problem | None:
    """Return the first problem of a string, with what to write if that has no problem either."""
    module, colon, attributes = text.partition(":")
    if not colon:
        return Problem('it has no colon, the form is "module:attribute"')
    if not module or not attributes:
        side = "before" if not module else "behind"
        return Problem(f'nothing stands {side} the colon, the form is "module:attribute"')
    parts = module.split("."), attributes.split(".")
    # The name of a file may hold a space, though it does not begin or end with one.
    if any(name != name.strip() for name in parts[0]) or any(map(str.isspace, attributes)):
        tight = [".".join(name.strip() for name in side) for side in parts]
        instead = ":".join(tight)
        return Problem("it contains white space", _parted(instead) if instead != text else None)
    if ":" in attributes:
        return Problem("it has a second colon")
    if "/" in module or "\\" in module:
        return Problem("a module is named with dots, not by a path")
    if module.startswith("."):
        return Problem("it is relative, and uvicorn imports only absolute names")
    if module.endswith(".py"):
        return Problem("a module is named without .py", ImportString(module[:-3], attributes))
    if "(" in attributes or ")" in attributes:
        name = attributes.removesuffix("()")
        factory = ImportString(module, name, factory=True) if makes_application(name) else None
        return Problem("attributes are only looked up, not called", factory)
    if "" in parts[0] or "" in parts[1]:
        return Problem("a name is missing beside a dot")
    return None


def _parted(text: str) -> ImportString:
    module, _, attributes = text.partition(":")
    return ImportString(module, attributes)
