"""What the fixer can do about realistic programs: safely, unsafely, or not, for a reason."""

from __future__ import annotations

from collections import Counter

import pytest

from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from tests.support.mended_programs import Mended, mended_programs
from tests.support.tree import ROOT

PROGRAMS = mended_programs()


def fix(item: Mended, *, unsafe: bool) -> Outcome:
    name = item.program.filename
    source = item.program.files[name]
    return rewrite(source, name, lambda _: lambda report: report.code != "UVI901", unsafe=unsafe)


@pytest.mark.parametrize("item", PROGRAMS, ids=str)
def test_programs(item: Mended) -> None:
    """Each finding is fixed, or it is said why it is not."""
    safe, unsafe = fix(item, unsafe=False), fix(item, unsafe=True)
    assert safe.fixed or safe.left
    assert all(refusal.reason for refusal in (*safe.left, *unsafe.left))
    if item.fix == "safe":
        assert (safe.left, unsafe.text) == ([], safe.text)
    elif item.fix == "unsafe":
        assert (safe.fixed, unsafe.left) == ([], [])
        assert [assumption for _, assumption in unsafe.assumed]
    else:
        assert (safe.fixed, unsafe.fixed) == ([], [])


def test_counts() -> None:
    """Half of them need more than a string, and none is left without a word."""
    counts = Counter(item.fix for item in PROGRAMS)
    assert counts == {"safe": 44, "unsafe": 42, "refused": 14}
    readme = " ".join((ROOT / "README.rst").read_text(encoding="utf-8").split())
    assert f"{counts['safe']} are fixed safely, {counts['unsafe']} with" in readme
    assert f"and {counts['refused']} are left with the reason" in readme
    assert len({str(item) for item in PROGRAMS}) == len(PROGRAMS) >= 100
