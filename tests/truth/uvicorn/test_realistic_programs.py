"""Realistic programs: what uvicorn does with them, and that their marks say so."""

from __future__ import annotations

import pytest

from tests.support.marked import expected
from tests.support.oracle import Oracle
from tests.support.realistic import PROGRAMS, Realistic


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_outcomes(oracle: Oracle, program: Realistic) -> None:
    """Each run does what is said of it."""
    for run in program.runs:
        verdict = oracle.judge(program.source, modules=program.modules, env=run.env)
        outcomes = [outcome.value for outcome in verdict.outcomes or [verdict.outcome]]
        assert outcomes == run.outcomes, (run, verdict.text)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_marks(program: Realistic) -> None:
    """What uvicorn always refuses is UVI001, what it refuses in some runs is UVI002."""
    assert program.runs
    refused = [run.outcomes[0] == "refused" for run in program.runs]
    code = ["UVI001"] if all(refused) else ["UVI002"] if any(refused) else []
    assert program.is_open or [item[2] for item in expected(program.source)] == code
