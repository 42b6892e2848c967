"""Does the code around a launch deal with old releases of uvicorn on purpose?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.facts.python import CATCHES_TYPE_ERROR
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.conditions.conditions import Conditions
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Construct, Place, Region


def minds_releases(launch: Launch, conditions: Conditions) -> bool:
    """Is a launch under a question about a version, or where a TypeError is expected?"""
    for arm in _arms(launch.place):
        construct = arm.construct
        assert construct is not None
        if _expects_type_error(construct, launch.call):
            return True
        for test in construct.tests[: arm.tests_before]:
            words = conditions.subjects(test, construct.place)
            words |= {last_name(part.func) for part in ast.walk(test) if isinstance(part, ast.Call)}
            if any(map(_speaks_of_releases, words)):
                return True
    return False


def _arms(place: Place) -> Iterator[Region]:
    """Yield the arms around a place, those around the functions that hold it too."""
    while True:
        yield from (around.region for around in place.around() if around.region.construct)
        outer = place.scope.place
        if outer is None:
            return
        place = outer


def _expects_type_error(construct: Construct, call: ast.Call) -> bool:
    """Is a TypeError of the call caught by this very construct?"""
    node: Any = construct.node
    if isinstance(node, (ast.With, ast.AsyncWith)):
        calls = [item.context_expr for item in node.items]
        return any(_may_be_type_error(part) for made in calls for part in getattr(made, "args", ()))
    handlers = getattr(node, "handlers", ())
    # What stands behind the body is not guarded.
    return bool(handlers) and call.lineno <= node.body[-1].end_lineno and any(
        handler.type is None or _may_be_type_error(handler.type) for handler in handlers
    )


def _may_be_type_error(node: ast.expr) -> bool:
    """May TypeError be among what an expression names, such as a name for several errors?"""
    for part in node.elts if isinstance(node, ast.Tuple) else [node]:
        name = last_name(part)
        if name in CATCHES_TYPE_ERROR or not is_capwords(name):
            return True
    return False


def _speaks_of_releases(word: str) -> bool:
    """Does a test with this subject ask for a version, or about uvicorn?"""
    if word in _OF_UVICORN:
        return True
    word = word.lower()
    return "version" in word and not any(other in word for other in _OF_PYTHON)


# version("uvicorn"), signature(uvicorn.run)
_OF_UVICORN: Final = frozenset({"'uvicorn'", "uvicorn.run", "uvicorn.Config"})
_OF_PYTHON: Final = ("sys.", "version_info", "python")
