"""What the plugin advises for a launch, as data: the string, and the lines to move."""

from __future__ import annotations

import ast
import re
from typing import Any, NamedTuple

from flake8_uvicorn_import_string.advice.launching_code import first_line
from flake8_uvicorn_import_string.advice.new_process import Effect
from flake8_uvicorn_import_string.inference.expressions import Inference
from flake8_uvicorn_import_string.launches.finder import find_launches
from flake8_uvicorn_import_string.launches.mentions import WATCHED
from flake8_uvicorn_import_string.rules.base import Context
from flake8_uvicorn_import_string.semantic.builder import build


class Told(NamedTuple):
    """The advice for the first launch of a source with an object.

    ``string`` is what to write, as Python writes it (None if nothing is), ``alone`` whether
    that is enough, ``effects`` what a new process lacks and ``words`` the longest form.
    """

    string: str | None
    factory: bool
    alone: bool
    effects: list[Effect]
    words: str


def advice_of(source: str, filename: str) -> Told | None:
    """Return what is advised; None if there is no launch with an object."""
    table = build(ast.parse(source), WATCHED)
    inference = Inference(table)
    launches = find_launches(table, inference)
    context = Context(inference, launches, filename, source)
    for launch in launches:
        judged = context.judge(launch)
        if judged.object is None:
            continue
        advice = context.adviser.instead_of_object(judged)
        found = advice.string
        effects = context.adviser.effects(launch, found) if found is not None else []
        return Told(
            found.source() if found is not None else None,
            found is not None and found.factory,
            found is not None and not advice.preconditions,
            effects,
            advice.forms[0],
        )
    return None


def written(
    source: str, application: str, string: str, *, factory: bool, flag: str, new: str
) -> str:
    """Return a launch with another application and another flag.

    In: how the application is written, the string to write, and the flag before and after.
    """
    call = re.compile(rf"uvicorn\.run\({re.escape(application)}, (.*?){re.escape(flag)}\)")
    more = ", factory=True" if factory else ""
    replaced, count = call.subn(
        lambda match: f"uvicorn.run({string}, {match[1]}{new}{more})", source
    )
    assert count == 1, source
    return replaced


def moved(source: str, effects: list[Effect]) -> str | None:
    """Return a source with the advised lines moved to module level; None if they cannot go."""
    if not effects or any(not effect.lines for effect in effects):
        return None
    wanted = {line for effect in effects for line in effect.lines}
    lines = source.splitlines(keepends=True)
    tree = ast.parse(source)
    found: dict[int, Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            found.setdefault(first_line(node), node)
    texts = []
    for line in sorted(wanted):
        node = found[line]
        block = lines[line - 1 : node.end_lineno]
        indent = len(block[0]) - len(block[0].lstrip())
        texts += [text[indent:] if text.strip() else text for text in block]
    holder = next(
        node for node in tree.body if node.lineno <= min(wanted) <= (node.end_lineno or 0)
    )
    for line in sorted(wanted, reverse=True):
        node = found[line]
        indent = " " * node.col_offset
        lines[line - 1 : node.end_lineno] = [f"{indent}pass\n"]
    place = first_line(holder)
    kept = [
        text
        for text in (re.sub(r"^(\s+)global .*", r"\1pass", text) for text in texts)
        if not text.startswith("global ")
    ]
    lines[place - 1 : place - 1] = [*kept, "\n\n"]
    return "".join(lines)
