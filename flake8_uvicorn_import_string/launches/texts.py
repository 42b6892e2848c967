"""The text that an import string is, where it is computed: of the file's own path, by methods
of ``str``, by a function of the file.

Inference knows that these are texts, and keeps only the simple ones.  What is computed here is
certain: where a part is not, there is no text.
"""

from __future__ import annotations

import ast
import posixpath
import re
import string as formats
from collections.abc import Callable, Generator
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.inference.values import TEXT_LIMIT, Kind, is_text
from flake8_uvicorn_import_string.semantic.model import BindingKind

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Value
    from flake8_uvicorn_import_string.semantic.model import Place, Scope

# A text of more parts than this is not computed.
STEP_LIMIT: Final = 200

# Stands for the folders around the file that nobody knows.
_FOLDER: Final = "\0folder\0"
# Methods that give a text, or several, whatever stands in it: but not of placeholders.
_METHODS: Final = frozenset(
    "lower upper strip lstrip rstrip replace removeprefix removesuffix split rsplit partition "
    "rpartition".split()
)
_PATHS: Final = frozenset({"pathlib.Path", "pathlib.PurePath"})
# These give a whole path as it is.
_KEEPING: Final = frozenset({"str", "os.fspath", "os.path.abspath", "os.path.realpath"})
_OF_PATHS: Final[dict[str, Callable[[str], Any]]] = {
    "os.path.basename": posixpath.basename,
    "os.path.dirname": posixpath.dirname,
    "os.path.splitext": posixpath.splitext,
}
_PATH_PARTS: Final = frozenset({"stem", "name", "parent"})
_PLAIN_CONVERSIONS: Final = re.compile(r"(?:[^%]|%%|%(?:\(\w+\))?s)*")

# A part of the text: where it is evaluated, and in which call of a function.
Asked = tuple[ast.expr, "Place", "_Frame | None"]
# None is what nobody knows.
Computing = Generator[Asked, Any, Any]


class _Frame(NamedTuple):
    """A call of a function of the file: what its parameters are."""

    function: Scope
    given: dict[str, Asked]


class Texts:
    """Computes the texts of one file.

    In: its inference, and its name as flake8 gives it.
    """

    def __init__(self, inference: Inference, filename: str) -> None:
        self.table = inference.table
        self.inference = inference
        path = PurePath(filename)
        parts = path.parts[1:] if path.is_absolute() else path.parts
        self.path = None
        if path.suffix == ".py":
            known = path.parts[-1:] if ".." in parts else parts
            self.path = PurePosixPath(f"/{_FOLDER}", *known)

    def text(self, node: ast.expr, place: Place) -> str | None:
        """Return the text that an expression surely is, with placeholders; else None."""
        found: Any = None
        stack: list[Computing] = [self._compute(node, place, None)]
        for _ in range(STEP_LIMIT):
            try:
                asked = stack[-1].send(found)
            except StopIteration as stop:
                stack.pop()
                found = stop.value
                if not stack:
                    break
            else:
                stack.append(self._compute(*asked))
                found = None
        if stack or not isinstance(found, str) or _FOLDER in found:
            return None
        return found

    def _compute(self, node: ast.expr, place: Place, frame: _Frame | None) -> Computing:
        values = self.inference.values(node, place)
        if len(values) == 1 and _is_known(values[0]):
            return values[0].data
        handler = _HANDLERS.get(type(node))
        if handler is None:
            return None
        found = yield from handler(self, node, place, frame)
        return None if isinstance(found, str) and len(found) > TEXT_LIMIT else found

    def _name(self, node: ast.Name, place: Place, frame: _Frame | None) -> Computing:
        found = self.table.lookup(node.id, place)
        if not found.bindings and node.id == "__file__":
            return str(self.path) if self.path else None
        if len(found.bindings) != 1 or found.possible_later or found.may_be_hidden:
            return None
        binding = found.bindings[0]
        if binding.kind is BindingKind.PARAMETER and frame and binding.scope is frame.function:
            given = frame.given.get(node.id)
            return None if given is None else (yield given)
        if binding.kind is not BindingKind.ASSIGNMENT or not isinstance(binding.value, ast.expr):
            return None
        if not found.complete or found.unbound:
            return None
        inner = frame if frame and binding.scope is frame.function else None
        return (yield binding.value, binding.read_place, inner)

    def _joined(self, node: ast.JoinedStr, place: Place, frame: _Frame | None) -> Computing:
        pieces: list[str] = []
        for part in node.values:
            piece: Any = getattr(part, "value", None)
            if isinstance(part, ast.FormattedValue):
                if part.conversion not in {-1, 115} or part.format_spec is not None:
                    return None
                piece = yield part.value, place, frame
            if not isinstance(piece, (str, int)):
                return None
            pieces.append(str(piece))
        return "".join(pieces)

    def _binary(self, node: ast.BinOp, place: Place, frame: _Frame | None) -> Computing:
        left = yield node.left, place, frame
        if isinstance(node.op, ast.Add):
            right = yield node.right, place, frame
            return left + right if isinstance(left, str) and isinstance(right, str) else None
        if not isinstance(node.op, ast.Mod) or not isinstance(left, str):
            return None
        if not _PLAIN_CONVERSIONS.fullmatch(left):
            return None
        parts: Any
        if isinstance(node.right, ast.Dict):
            names = [getattr(key, "value", None) for key in node.right.keys]
            values = yield from self._all(node.right.values, place, frame)
            parts = values and dict(zip(names, values, strict=True))
        else:
            whole = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
            parts = yield from self._all(whole, place, frame)
            parts = parts and tuple(parts)
        return _tried(lambda: left % parts) if parts else None

    def _all(self, nodes: list[ast.expr], place: Place, frame: _Frame | None) -> Computing:
        """Return the texts and numbers that expressions are, None unless all are known."""
        found: list[str | int] = []
        for node in nodes:
            part = yield node, place, frame
            if not isinstance(part, (str, int)):
                return None
            found.append(part)
        return found

    def _attribute(self, node: ast.Attribute, place: Place, frame: _Frame | None) -> Computing:
        if node.attr not in _PATH_PARTS:
            return None
        owner = yield node.value, place, frame
        return getattr(owner, node.attr) if isinstance(owner, PurePath) else None

    def _subscript(self, node: ast.Subscript, place: Place, frame: _Frame | None) -> Computing:
        owner = yield node.value, place, frame
        if isinstance(owner, str) and "\0" in owner or not isinstance(owner, (str, list, tuple)):
            return None
        if not isinstance(node.slice, ast.Slice):
            at = yield node.slice, place, frame
            return _tried(lambda: owner[at])
        bounds: list[int | None] = []
        for part in (node.slice.lower, node.slice.upper, node.slice.step):
            bound = None if part is None else (yield part, place, frame)
            if part is not None and not isinstance(bound, int):
                return None
            bounds.append(bound)
        return _tried(lambda: owner[slice(*bounds)])

    def _named(self, node: ast.NamedExpr, place: Place, frame: _Frame | None) -> Computing:
        return (yield node.value, place, frame)

    def _call(self, node: ast.Call, place: Place, frame: _Frame | None) -> Computing:
        values = self.inference.values(node.func, place)
        if len(values) == 1 and values[0].kind is Kind.FUNCTION:
            called = _called(values[0].data, node, place, frame)
            return None if called is None else (yield called)
        keywords = [word.value for word in node.keywords]
        names = [word.arg for word in node.keywords]
        given = yield from self._given(node.args, place, frame)
        named = yield from self._all(keywords, place, frame)
        if given is None or named is None or None in names:
            return None
        if len(values) == 1 and values[0].kind in {Kind.REFERENCE, Kind.BUILTIN}:
            path = values[0].data
            path = path if isinstance(path, str) else path.path
            return None if names else _of_path(path, given)
        if not isinstance(node.func, ast.Attribute):
            return None
        owner = yield node.func.value, place, frame
        keyed = dict(zip(names, named, strict=True))
        return _of_method(owner, node.func.attr, given, keyed)

    def _given(self, nodes: list[ast.expr], place: Place, frame: _Frame | None) -> Computing:
        """Return what the arguments of a call are, None unless all are known."""
        found: list[Any] = []
        for node in nodes:
            parts = node.elts if isinstance(node, (ast.List, ast.Tuple)) else None
            part = (yield from self._all(parts, place, frame)) if parts else (
                yield node, place, frame
            )
            if part is None:
                return None
            found.append(part)
        return found


def _is_known(value: Value) -> bool:
    """Is a value a text that inference knows, or a whole number?"""
    if is_text(value):
        return isinstance(value.data, str)
    return value.kind is Kind.CONSTANT and type(value.data) is int


def _called(function: Scope, node: ast.Call, place: Place, frame: _Frame | None) -> Asked | None:
    """Return what a call of a function of the file gives, if that is one expression."""
    definition = function.node
    if isinstance(definition, ast.Lambda):
        body, at = definition.body, function.end
    elif isinstance(definition, ast.FunctionDef) and not (
        definition.decorator_list or function.generator or function.root.falls_through
    ):
        returns = function.returns
        if len(returns) != 1 or returns[0].value is None:
            return None
        body, at = returns[0].value, returns[0].place
    else:
        return None
    arguments = definition.args
    names = [item.arg for item in (*arguments.posonlyargs, *arguments.args)]
    words = [word.arg for word in node.keywords]
    if (
        arguments.vararg or arguments.kwarg or len(node.args) > len(names) or None in words
        or any(isinstance(item, ast.Starred) for item in node.args)
    ):  # fmt: skip
        return None
    assert function.place is not None
    defaults = zip(reversed(names), reversed(arguments.defaults), strict=False)
    given: dict[str, Asked] = {name: (value, function.place, None) for name, value in defaults}
    given |= {
        item.arg: (value, function.place, None)
        for item, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if value is not None
    }
    given |= {name: (value, place, frame) for name, value in zip(names, node.args, strict=False)}
    given |= {word.arg: (word.value, place, frame) for word in node.keywords if word.arg}
    return body, at, _Frame(function, given)


def _of_path(path: str, given: list[Any]) -> Any:
    """Return what a function of ``os.path``, a class of ``pathlib`` or ``str`` makes."""
    if len(given) != 1 or not isinstance(given[0], (str, PurePath)):
        return None
    text = str(given[0])
    if path in _PATHS:
        return PurePosixPath(text)
    if path in _KEEPING:
        is_whole = path in {"str", "os.fspath"} or text.startswith(f"/{_FOLDER}")
        return text if is_whole else None
    compute = _OF_PATHS.get(path)
    return None if compute is None else compute(text)


def _of_method(owner: Any, method: str, given: list[Any], named: dict[Any, Any]) -> Any:
    """Return what a method of a text or of a path gives, None if that is not certain."""
    if isinstance(owner, PurePath):
        if method in {"resolve", "absolute"}:
            return owner
        return _tried(lambda: owner.with_suffix(*given)) if method == "with_suffix" else None
    if not isinstance(owner, str):
        return None
    if method == "format":
        plain = _are_plain_fields(owner)
        return _tried(lambda: owner.format(*given, **named)) if plain else None
    if method == "join":
        return _tried(lambda: owner.join(*given))
    if method not in _METHODS or any("\0" in str(part) for part in (owner, *given)):
        return None
    return _tried(lambda: getattr(owner, method)(*given, **named))


def _are_plain_fields(template: str) -> bool:
    """Does a template put in only whole texts, as they are?"""
    try:
        fields = [*formats.Formatter().parse(template)]
    except ValueError:
        return False
    return all(
        name is None or (not name or name.isalnum() or name.isidentifier())
        and not spec and conversion in {None, "s"}
        for _, name, spec, conversion in fields
    )  # fmt: skip


def _tried(compute: Callable[[], Any]) -> Any:
    """Return what a computation gives, None where the program would raise."""
    try:
        return compute()
    except Exception:  # noqa: BLE001 - whatever the program would meet there
        return None


_HANDLERS: Final[dict[type, Callable[..., Computing]]] = {
    ast.Name: Texts._name,
    ast.JoinedStr: Texts._joined,
    ast.BinOp: Texts._binary,
    ast.Attribute: Texts._attribute,
    ast.Subscript: Texts._subscript,
    ast.NamedExpr: Texts._named,
    ast.Call: Texts._call,
}
