"""The golden fixes that take something for granted, run: the answer before and after."""

from __future__ import annotations

import pytest

from tests.support.live import AVAILABLE, NoAnswer, launch
from tests.support.prepared_actions import MICRO, STORE
from tests.support.unsafe_fixes import UNSAFE, Unsafe

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not AVAILABLE, reason="the harness needs process groups"),
]

PLAIN = "access_log=False"


def answer(text: str, timeout: float = 20) -> tuple[int, str] | None:
    """Return what a program answers; None if it does not."""
    files = {"main.py": text, "micro.py": MICRO, "store.py": STORE}
    try:
        with launch(files, ["main.py"], timeout=timeout) as live:
            return live.get()
    except NoAnswer:
        return None


@pytest.mark.parametrize("unsafe", UNSAFE, ids=str)
def test_unsafe(unsafe: Unsafe) -> None:
    """What answered without flags, answers the same with them; what failed, serves."""
    old, new = unsafe.golden.old, unsafe.golden.new
    before = answer(old.replace("reload=True", PLAIN))
    assert (before is not None) is unsafe.serves
    modes = [PLAIN, "reload=True", "workers=2"] if "reload=True" in new else ["reload=True"]
    for mode in modes:
        text = new if "workers=" in new else new.replace("reload=True", mode)
        after = answer(text)
        assert after == (before or (200, "[]"))
