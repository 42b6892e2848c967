"""The cells of a notebook, as nbqa gives them to flake8: no string names what they hold."""

from __future__ import annotations

from flake8_uvicorn_import_string.fix.rewrite import rewrite
from tests.support.marked import findings

# What nbqa 1.9 makes of a notebook of two cells, the first with a magic command.
CELLS = """\
# %%NBQA-CELL-SEP0e2121
hash("dd26a054")
import uvicorn
from fastapi import FastAPI
app = FastAPI()


# %%NBQA-CELL-SEP0e2121
uvicorn.run(app, reload=True)
"""
WORDS = "no module is a notebook: start the server from a file"


def test_notebook() -> None:
    (finding,) = findings(CELLS)
    assert (finding.code, finding.node.lineno, finding.node.col_offset) == ("UVI001", 9, 12)
    assert finding.message.endswith(f"; {WORDS}")


def test_module() -> None:
    """The same in a file that no nbqa has made."""
    (finding,) = findings(CELLS.replace("NBQA", "CELL"))
    assert WORDS not in finding.message


def test_nothing_is_written() -> None:
    for unsafe in (False, True):
        outcome = rewrite(CELLS, "nb.py", lambda _: lambda _report: True, unsafe=unsafe)
        assert outcome.text == CELLS
        assert [refusal.reason for refusal in outcome.left] == [WORDS]


def test_no_process_imports_a_notebook() -> None:
    """So what a cell launches runs once; in a file it would run again."""
    cells = CELLS.replace("uvicorn.run(app", 'uvicorn.run("web:app"')
    assert findings(cells) == []
    assert [item.code for item in findings(cells.replace("NBQA", "CELL"))] == ["UVI007"]
