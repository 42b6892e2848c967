"""The samples: what the plugin reports in them."""

from __future__ import annotations

import ast

import pytest

from flake8_uvicorn_import_string.plugin import Config, Plugin
from flake8_uvicorn_import_string.rules import RULES
from tests.support.marked import expected
from tests.support.samples import SAMPLES, Sample

# No source is known that makes the plugin fail (UVI000).
SAMPLED = [rule.code for rule in RULES if rule.code != "UVI000"]


class OptedIn(Plugin):
    """The plugin as it is when somebody has selected UVI9."""

    config = Config(opted_in=("UVI9",))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_reports(sample: Sample) -> None:
    """Each program gets the reports that it is marked with."""
    kind = OptedIn if sample.rule == "uvi901" else Plugin
    lines = sample.source.splitlines(keepends=True)
    found = kind(ast.parse(sample.source), lines, sample.filename).run()
    reports = [(line, column, text.split()[0]) for line, column, text, _ in found]
    assert sorted(reports) == expected(sample.source)


def test_there_is_a_file_for_each_code() -> None:
    """No code without samples, no samples without a code."""
    assert {sample.rule for sample in SAMPLES} == set(map(str.lower, SAMPLED))


@pytest.mark.parametrize("code", SAMPLED)
def test_files_hold_both_sides(code: str) -> None:
    """Each file has programs that are reported, that are not, and that are run, under titles."""
    mine = [sample for sample in SAMPLES if sample.rule == code.lower()]
    assert any(code in {found for _, _, found in expected(sample.source)} for sample in mine)
    assert any(not expected(sample.source) for sample in mine)
    assert any("uvicorn" in sample.notes for sample in mine)
    assert len({sample.title for sample in mine}) == len(mine)
