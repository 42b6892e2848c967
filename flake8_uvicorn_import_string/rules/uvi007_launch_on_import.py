"""UVI007: see the page beside this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule
from flake8_uvicorn_import_string.semantic.model import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context


class LaunchOnImport(LaunchRule):
    """UVI007: a launch that runs again in the process it starts."""

    code = "UVI007"
    message = (
        "this call runs again when uvicorn, or a process it starts, imports this file; "
        'put it under if __name__ == "__main__":'
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for a call that an import of the file surely reaches, if uvicorn imports it.

        It does with an import string, either by the name of the file or because a
        supervisor starts processes; a string that cannot be imported ends before that.
        """
        judged = context.judge(launch)
        # A new process imports neither a __main__.py nor a notebook.
        if judged.string is None or context.file.is_main or context.file.is_notebook:
            return
        if launch.indirect_launcher not in {None, "Process", "partial"}:
            return
        if context.problem(launch) is not None:
            return
        module = (judged.text or "").partition(":")[0]
        names_itself = module in {
            context.file.dotted, context.file.own_name
        } and context.file.is_imported_as(module, launch)  # fmt: skip
        if names_itself or judged.starts_processes:
            for start in _starts(launch, context):
                call = context.import_time.imported_call(start.node, start.place)
                if call is not None:
                    yield Finding(cls, call, {})
                    return


def _starts(launch: Launch, context: Context) -> list[Call]:
    """Return the calls that start the server of a launch: itself, of what has it."""
    if launch.served is not None:
        return [launch.served]
    if launch.indirect_launcher is None:
        return [Call(launch.call, *launch.place)]
    if launch.indirect_launcher == "partial":
        return [*context.ways_in.calls_of_partial(launch.call, launch.place)]
    return [*context.ways_in.starts_of(launch.call)]
