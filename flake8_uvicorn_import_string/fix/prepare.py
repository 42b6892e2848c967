"""Do what must be done before a string can be written, as part of the fix.

The change that prepares is made first by itself: only where the rules then say that
the string is enough, both together are the fix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.fix.changes import Change, Moved, Refused, Taken, Write
from flake8_uvicorn_import_string.fix.guard import guarded
from flake8_uvicorn_import_string.fix.hoist import hoisted, relocated
from flake8_uvicorn_import_string.fix.plan import Planner, Unprepared
from flake8_uvicorn_import_string.fix.proof import key_of
from flake8_uvicorn_import_string.fix.source_text import Unfit

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from flake8_uvicorn_import_string.fix.proof import Prover
    from flake8_uvicorn_import_string.rules.base import Finding


def prepared(prover: Prover, findings: Mapping[int, Finding]) -> dict[int, Change | str]:
    """Return the changes for findings that must be prepared, or why there is none."""
    answers: dict[int, Change | str] = {}
    changes: dict[int, Change] = {}
    covered: set[ast.stmt] = set()
    for number, finding in findings.items():
        try:
            change = guarded(prover.source, finding, covered)
        except (Refused, Unfit) as refused:
            if finding.code == "UVI007":
                answers[number] = str(refused)
            continue
        if change is None:
            continue
        if finding.code == "UVI007":
            answers[number] = change
        else:
            changes[number] = change
    done = _completed(prover, findings, changes)
    others = {
        number: finding
        for number, finding in findings.items()
        if number not in done and finding.code in {"UVI001", "UVI002", "UVI011"}
    }
    moves = _moves(prover, others)
    done |= _completed(prover, others, moves)
    # There the string stands already.
    done |= {key: move for key, move in moves.items() if others[key].code == "UVI011"}
    both = _guarded_too(prover, others, {key: moves[key] for key in moves.keys() - done.keys()})
    return answers | done | _completed(prover, others, both)


def _moves(prover: Prover, findings: Mapping[int, Finding]) -> dict[int, Change]:
    """Return the changes that move things into the module, of those that do not overlap.

    These are the lines that the advice names, or the application.
    """
    changes: dict[int, Change] = {}
    taken = Taken()
    tried: set[tuple[ast.AST, str]] = set()
    for number, finding in findings.items():
        try:
            if finding.code == "UVI011" or (finding.fix is not None and finding.fix.lines):
                change = relocated(prover.source, finding)
            else:
                change = hoisted(prover.source, finding, tried)
        except (Refused, Unfit):
            continue
        if taken.take(change):
            changes[number] = change
    return changes


def _guarded_too(
    prover: Prover, findings: Mapping[int, Finding], moves: Mapping[int, Change]
) -> dict[int, Change]:
    """Return the changes that move things and put the launch under a guard besides."""
    changes: dict[int, Change] = {}
    covered: set[ast.stmt] = set()
    for number, move in sorted(moves.items()):
        try:
            guard = guarded(prover.source, findings[number], covered)
        except (Refused, Unfit):
            continue
        if guard is not None:
            changes[number] = _put_together(move, guard)
    return changes


def _put_together(move: Change, guard: Change) -> Change:
    """Return the change that makes both; what both insert at one place is one edit."""
    first, *edits = move.edits
    for edit in guard.edits:
        if (edit.start, edit.end) == (first.start, first.end):
            first = first._replace(text=first.text + edit.text)
        else:
            edits.append(edit)
    return move._replace(
        edits=[first, *edits], steps=(*move.steps, *guard.steps), deeper=guard.deeper
    )


def _completed(
    prover: Prover, findings: Mapping[int, Finding], changes: Mapping[int, Change]
) -> dict[int, Change]:
    """Return the changes that write a string once the findings are prepared by others."""
    if not changes:
        return {}
    try:
        new = prover.changed([*changes.values()])
    except Refused:
        return {}
    moved = Moved(sorted(edit for change in changes.values() for edit in change.edits))
    now = {key_of(new, finding): finding for finding in new.check(prover.filename)}
    done: dict[int, Change] = {}
    for number, change in changes.items():
        code, start, end = key_of(prover.source, findings[number])
        found = now.get((code, moved(start), moved(end)))
        if found is None or found.fix is None:
            continue
        finding = findings[number]._replace(fix=found.fix)
        try:
            written = Planner(prover.source, finding, deeper=change.deeper).plan()
        except (Refused, Unprepared, Unfit):
            continue
        done[number] = _joined(change, written)
    return done


def _joined(change: Change, written: Change) -> Change:
    """Return the change that makes both; what the second writes over is left out of the first."""
    nodes = [step.node for step in written.steps if isinstance(step, Write)]
    steps = [
        step for step in change.steps if not (isinstance(step, Write) and step.node in nodes)
    ]
    places = {(edit.start, edit.end) for edit in written.edits}
    edits = [edit for edit in change.edits if (edit.start, edit.end) not in places]
    return change._replace(
        edits=[*edits, *written.edits], steps=(*steps, *written.steps)
    )
