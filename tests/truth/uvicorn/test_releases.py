"""The pages' tables of what uvicorn does, release by release, and uvicorn itself.

``tox -e truth`` runs the whole table and prints it; elsewhere the column of the installed
release is measured.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flake8_uvicorn_import_string.rules import RULES
from tests.support.live import AVAILABLE
from tests.support.marked import findings
from tests.support.oracle import uvicorn_version
from tests.truth.uvicorn.releases import PACKAGES, RELEASES, ROWS, Row, installed, measure, shown

live_only = pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups")
# What a row shows beside what is reported: what serves, or what has no report of its own.
SOUND = {
    "await server.serve()", "WEB_CONCURRENCY=2, run(app, workers=1)",
}  # fmt: skip


@pytest.mark.parametrize("rule", [rule.code for rule in RULES if rule.code != "UVI000"])
def test_page_shows_the_rows(rule: str) -> None:
    """Each page has its rows, in their order, with a cell for each release."""
    rows = shown(rule)
    assert [*rows] == [row.label for row in ROWS if row.code == rule]
    assert {len(cells) for cells in rows.values()} == {len(RELEASES)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.code} {row.label}")
def test_row_is_reported(row: Row) -> None:
    """Each program gets the code under which it stands, unless it is the cure."""
    codes = {item.code for item in findings(row.source, row.file, opt_in=row.code == "UVI901")}
    assert (row.code in codes) is (row.label not in SOUND)


@pytest.mark.live
@live_only
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.code} {row.label}")
def test_installed_release(row: Row) -> None:
    """The installed release does what its column says; a newer one what the last one says."""
    version = uvicorn_version()
    newer = [*map(int, version.split("."))] > [*map(int, RELEASES[-1].split("."))]
    release = RELEASES[-1] if newer else version
    if release not in RELEASES:
        pytest.skip(f"no page has a column for {version}")
    assert measure(row) == shown(row.code)[row.label][RELEASES.index(release)]


@pytest.mark.live
@live_only
@pytest.mark.skipif(PACKAGES not in os.environ, reason=f"{PACKAGES} names no folder")
def test_table() -> None:
    """All rows under all releases, as the pages show them; the table is printed."""
    folder = Path(os.environ[PACKAGES])
    packages = [installed(release, folder) for release in RELEASES]
    print("", *RELEASES, sep="\t")
    wrong = []
    for row in ROWS:
        cells = [measure(row, package) for package in packages]
        print(f"{row.code} {row.label}", *cells, sep="\t", flush=True)
        if cells != shown(row.code).get(row.label):
            wrong.append(f"{row.code} {row.label}")
    assert not wrong
