"""The samples: what uvicorn does with them."""

from __future__ import annotations

import pytest

from tests.support.frameworks import MODULES
from tests.support.oracle import Oracle, Outcome
from tests.support.samples import SAMPLES, Sample

RUN = [sample for sample in SAMPLES if "uvicorn" in sample.notes]


@pytest.mark.parametrize("sample", RUN, ids=lambda sample: sample.name)
def test_outcomes(oracle: Oracle, sample: Sample) -> None:
    """Each program does what is said of it."""
    variable, _, value = sample.notes.get("env", "").partition("=")
    env = {variable: value} if variable else {}
    verdict = oracle.judge(sample.source, filename=sample.filename, modules=MODULES, env=env)
    assert verdict.outcome is Outcome(sample.notes["uvicorn"]), verdict
