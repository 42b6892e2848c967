"""UVI008: see the page beside this module."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from flake8_uvicorn_import_string.launches.judge import State
from flake8_uvicorn_import_string.rules.base import Finding, Fix, LaunchRule
from flake8_uvicorn_import_string.semantic.model import BindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Argument, Launch
    from flake8_uvicorn_import_string.rules.base import Context


class IgnoredFlags(LaunchRule):
    """UVI008: ``reload`` or ``workers`` of a Config that a Server runs."""

    code = "UVI008"
    message = "uvicorn.Server ignores {flags} and serves in one process; {advice}"

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for flags that are not certainly off, in a file without a supervisor of its own.

        In: a call of ``uvicorn.Config`` whose ``Server`` is run.  Whatever their value is,
        the server has no use for it.
        """
        judged = context.judge(launch)
        flags = [
            name
            for name in ("reload", "workers")
            if name in launch.arguments
            and judged.state(name) is not State.OFF
            and not _is_left_off(launch.arguments[name], context)
        ]
        # The file is searched last: that takes longer than all the rest.
        if flags and not context.has_supervisor:
            first = launch.arguments[flags[0]]
            details = {"flags": " and ".join(flags), "advice": _USE_RUN}
            # A string is as good for uvicorn.run.
            fix = Fix(launch) if judged.string is not None else None
            if judged.object is not None:
                details["advice"] = f"{_WITH_STRING}; "
                advice, fix = context.advise(cls, launch, **details)
                details["advice"] += advice
            yield Finding(cls, first.keyword or first.shown, details, fix)


def _is_left_off(flag: Argument, context: Context) -> bool:
    """Is a flag a parameter whose default is off, and which no call that is visible gives?"""
    if not isinstance(flag.node, ast.Name):
        return False
    bindings = context.table.lookup(flag.node.id, flag.place).bindings
    if len(bindings) != 1 or bindings[0].kind is not BindingKind.PARAMETER:
        return False
    default, function = bindings[0].value, bindings[0].scope
    if not isinstance(default, ast.Constant) or default.value:
        return False
    definition: Any = function.node
    if isinstance(definition, ast.Lambda):
        return True  # who calls it is not known
    names = [argument.arg for argument in (*definition.args.posonlyargs, *definition.args.args)]
    place = names.index(flag.node.id) if flag.node.id in names else len(names)
    calls = [*context.table.callers.by_name(function)]
    return bool(calls) and all(
        len(call.node.args) <= place
        and not any(isinstance(argument, ast.Starred) for argument in call.node.args)
        and not any(word.arg in {flag.node.id, None} for word in call.node.keywords)
        for call in calls
    )


_USE_RUN: Final = "use uvicorn.run or the uvicorn command"
_WITH_STRING: Final = "use uvicorn.run, with an import string"
