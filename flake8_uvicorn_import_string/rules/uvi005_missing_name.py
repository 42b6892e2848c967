"""UVI005: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.inference.values import MODULE_NAME
from flake8_uvicorn_import_string.launches.judge import are_applications
from flake8_uvicorn_import_string.rules.base import Finding, Fix, LaunchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Argument, Launch
    from flake8_uvicorn_import_string.rules.base import Context


_ON_IMPORT: Final = "when it imports this module: "
_IN_NEW_PROCESS: Final = "in a new process, "
_NOT_IMPORTED: Final = "which does not import a __main__.py started with -m"
_BIND: Final = "bind it at module level"
_MOVE: Final = "move it to another module, and name that in the string"


class MissingName(LaunchRule):
    """UVI005: an import string that names something this module does not have."""

    code = "UVI005"
    message = "uvicorn finds no {name} {where}{problem}; {cure}{near}"

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for one certain text that can be imported and surely leads to this file."""
        judged = context.judge(launch)
        app = judged.app
        if app is None or judged.text is None or context.problem(launch) is not None:
            return
        if judged.is_exit_expected:
            return
        module, _, attributes = judged.text.partition(":")
        name, dot, rest = attributes.partition(".")
        if judged.starts_processes and context.file.is_module_main(module, launch):
            yield _of_module_main(app, name, launch, context)
            return
        if not context.file.is_imported_as(module, launch):
            return
        # The process itself has what the guard binds, one that it starts has not.
        as_main = module in {MODULE_NAME, "__main__"} and not judged.starts_processes
        problem = context.module_names.missing(name, as_main=as_main)
        if problem is None:
            return
        from flake8_uvicorn_import_string.advice.import_string import ImportString, as_source

        near = context.module_names.near(name) or _other_name(name, context)
        instead = as_source(f"{module}:{near}{dot}{rest}")
        fix = None
        if near and _is_application(near, context):
            fix = Fix(launch, ImportString(module, f"{near}{dot}{rest}"))
        details = {
            "name": name,
            "where": _ON_IMPORT,
            "problem": problem,
            "cure": _BIND,
            "near": f", or write {instead}" if near else "",
        }
        yield Finding(cls, app.shown, details, fix)


def _of_module_main(app: Argument, name: str, launch: Launch, context: Context) -> Finding:
    """Return the finding of a ``__main__.py``; an application of another module has a string."""
    details = {
        "name": name,
        "where": _IN_NEW_PROCESS,
        "problem": _NOT_IMPORTED,
        "cure": _MOVE,
        "near": "",
    }
    only = context.adviser.only_application
    if only is None or only.attributes != name or only.module in context.file.own_modules:
        return Finding(MissingName, app.shown, details)
    details["cure"] = f"write {only.source()}"
    return Finding(MissingName, app.shown, details, Fix(launch, only))


def _is_application(name: str, context: Context) -> bool:
    """Is a name of this module, whatever runs, an application?"""
    return all(
        are_applications(context.inference.binding_values(binding))
        for binding in context.table.at_end(name)
    )


def _other_name(name: str, context: Context) -> str | None:
    """Return the name of the one application that this file binds itself."""
    only = context.adviser.only_application
    if only is None or only.module not in context.file.own_modules or only.attributes == name:
        return None
    return only.attributes
