"""The whole analysis of a file: from its tree to its launches, from these to findings.

Each stage is loaded when it is first needed: of the files that mention uvicorn, few
launch it, and of those that do, few need advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.inference.expressions import Inference
from flake8_uvicorn_import_string.launches.finder import find_launches
from flake8_uvicorn_import_string.launches.mentions import WATCHED
from flake8_uvicorn_import_string.launches.servers import find_configs
from flake8_uvicorn_import_string.semantic.builder import build

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context, Finding, LaunchRule

    Rows = tuple[tuple[type[LaunchRule], ...], ...]


def check(
    tree: ast.AST, filename: str, text: str = "", *, opt_in: bool = True
) -> Iterator[Finding]:
    """Yield the findings of a file in the order of its launches.

    In: the tree of the file, its name as flake8 gives it (``-`` if it has
    none), its text, and whether the opt-in codes are wanted.
    """
    table = build(tree, WATCHED)
    inference = Inference(table)
    launches = find_launches(table, inference)
    configs = find_configs(table, inference)
    if not (launches or configs):
        return
    from flake8_uvicorn_import_string.rules import (
        CONFIG_RULES,
        LAUNCH_RULES,
        LOADED_RULES,
        SERVED_RULES,
    )
    from flake8_uvicorn_import_string.rules.base import Context

    context = Context(inference, launches, filename, text, configs)
    for launch in launches:
        yield from _findings(launch, LAUNCH_RULES, context, opt_in)
    for config in configs:
        rules = LOADED_RULES if config.is_loaded else CONFIG_RULES
        if config.served is not None:
            rules = SERVED_RULES
        yield from _findings(config, rules, context, opt_in)


def _findings(launch: Launch, rules: Rows, context: Context, opt_in: bool) -> Iterator[Finding]:
    """Yield what the rules find: of each row the first that finds something, no other."""
    for row in rules:
        for rule in row:
            if (opt_in or not rule.opt_in) and (rule.judges_callers or not launch.is_forwarded):
                findings = [*rule.check(launch, context)]
                if findings:
                    for finding in findings:
                        yield finding._replace(launch=launch)
                    break
