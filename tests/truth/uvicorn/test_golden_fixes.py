"""The golden fixes under real uvicorn: each is started with the reloader and with two workers.

Those that differ in layout alone are one program.
"""

from __future__ import annotations

import ast

import pytest

from tests.support.fixes import FASTAPI, GOLDEN, WEB, Golden
from tests.support.live import AVAILABLE, launch

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups"),
]

PROGRAMS = {ast.dump(ast.parse(golden.new)): golden for golden in reversed(GOLDEN)}


@pytest.mark.parametrize("mode", ["reload=True", "workers=2"])
@pytest.mark.parametrize("golden", [*PROGRAMS.values()], ids=str)
def test_golden(golden: Golden, mode: str) -> None:
    name, _, value = mode.partition("=")
    quote = golden.flag[0] if golden.flag[0] in "\"'" else ""
    flag = f"{quote}{name}{quote}: {value}" if quote else mode
    assert golden.flag in golden.new
    source = golden.new.replace(golden.flag, flag)
    web = golden.filename.replace("main.py", "web.py")
    files = {golden.filename: source, web: WEB, "fastapi.py": FASTAPI}
    with launch(files, golden.argv) as live:
        status, process = live.get()
        assert status == 200
        # The server is another process than the program.
        assert int(process) != live.process.pid
