"""The advice on realistic programs, held against what was measured by running them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.advised_programs import Measured, programs
from tests.support.marked import findings

PROGRAMS = programs()

# No string is right for these, and nothing of it can be seen: what the module does
# elsewhere each time that it is imported.
UNSEEN = {"lock_at_module_level", "rows_inserted_at_module_level"}
# More is said than is needed: what another function does, or another system, cannot be seen,
# or the launching function would lose its parameter.
CAREFUL = {
    "windows_policy", "annotated_parameter", "annotated_parameter_imported",
    "application_from_a_dict", "dunder_main_sets_up", "tables_at_module_level",
    "created_and_bound_by_the_caller",
}  # fmt: skip


def told(program: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, bool]:
    """Return what the one launch of a program is told, and whether that is all."""
    for name, source in program.files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    monkeypatch.chdir(tmp_path / program.root)
    found = [
        item
        for item in findings(program.source, program.filename)
        if item.code in {"UVI001", "UVI002"}
    ]
    if not found:
        return "", False
    (finding, *_) = found
    assert finding.fix is not None
    assert len(f"{finding.code} {finding.message}") < 200
    return str(finding.details["advice"]), finding.fix.why_not is None


@pytest.mark.parametrize("program", PROGRAMS, ids=str)
def test_programs(program: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A string alone is offered if it serves the same; where one does, it is offered."""
    words, alone = told(program, tmp_path, monkeypatch)
    if not words:
        assert program.name in SILENT
        return
    right = {string for string, same in program.strings.items() if same >= program.modes}
    string = words.rpartition("write ")[2]
    if alone:
        assert program.name in UNSEEN or string in right
        assert (program.name in UNSEEN) is (string not in right)
    else:
        assert (program.name in CAREFUL) is bool(right)


# Not certainly an object.
SILENT = {"asynchronous_factory", "event_loop_used_at_module_level"}


def test_names_of_the_exceptions() -> None:
    """Each exception is one of the programs."""
    assert {program.name for program in PROGRAMS} >= UNSEEN | CAREFUL | SILENT
    assert len(PROGRAMS) > 150
    lacking = [item for item in PROGRAMS if item.strings and not any(item.strings.values())]
    assert len(lacking) > 10
