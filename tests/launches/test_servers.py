"""A supervisor of a file's own is seen in its code, not in what its comments say."""

from __future__ import annotations

import ast

from flake8_uvicorn_import_string.launches.servers import has_supervisor
from flake8_uvicorn_import_string.semantic.table import SymbolTable
from tests.support.marked import each

SUPERVISORS = {
    "subprocess": "import subprocess",
    "part-of-a-package": "from multiprocessing import Process as P",
    "own-reloader": "class WatchGodReload: pass",
    "stat-reload": "StatReload(config).run()",
    "by-path": 'cls = load("uvicorn.supervisors:ChangeReload")',
    "parameter": "def run(supervisor): pass",
    "keyword": "run(supervisor=None)",
    "fork": "os.fork()",
    "process": "WorkerProcess().start()",
    "flag-read": "print(config.workers)",
    "alias": "import watcher as supervisor",
}

NO_SUPERVISORS = {
    "comment": "# not a subprocess, no supervisor\n",
    "docstring": '"""Serve without a supervisor or a subprocess."""',
    "message": 'print("subprocess is not needed")',
    "keyword-of-the-config": "Config(app, workers=4, reload=True)",
    "process-named": "process = 1",
    "other-reload": "Reload = StatReader = 1",
    "star": "from watchers import *\nfrom . import x\nprint(**{})",
}


@each(SUPERVISORS)
def test_supervisor(source: str) -> None:
    assert has_supervisor(SymbolTable(ast.parse(source)))


@each(NO_SUPERVISORS)
def test_no_supervisor(source: str) -> None:
    assert not has_supervisor(SymbolTable(ast.parse(source)))
