"""One recording oracle for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.oracle import AVAILABLE, Oracle


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    """Yield one oracle for all tests of a module."""
    if not AVAILABLE:
        pytest.skip("the oracle needs os.fork")
    with Oracle() as running:
        yield running
