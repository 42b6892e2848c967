"""Run a composed program as it is, and with all that is advised or fixed, and compare."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Final

from flake8_uvicorn_import_string.advice.words import GUARD_THE_CALL
from flake8_uvicorn_import_string.fix.rewrite import rewrite
from tests.support.live import NoAnswer, launch
from tests.support.prepared_advice import Told, advice_of, moved, written
from tests.support.prepared_launches import Prepared

MODES: Final = ("access_log=False", "reload=True", "workers=2")
# What does not answer ends soon, but for what uvicorn starts again and again.
TIMEOUT: Final = 15
READ_ON_IMPORT: Final = "environment read on import"


class Differs(AssertionError):
    """A program serves something else than it does with the object in one process."""


def answer(program: Prepared, source: str) -> tuple[int, str] | str:
    """Return what a program answers with its launching file replaced, or its output."""
    files: Mapping[str, str] = {**program.files, program.filename: source}
    try:
        with launch(files, program.argv, cwd=program.cwd, timeout=TIMEOUT) as live:
            return live.get("/")
    except NoAnswer as error:
        return str(error)


def fixed(program: Prepared, *, unsafe: bool) -> str:
    """Return the launching file as the fixer leaves it."""
    source = program.files[program.filename]
    return rewrite(source, program.filename, lambda _: lambda _: True, unsafe=unsafe).text


def corrected(program: Prepared, told: Told) -> str | None:
    """Return the launching file after all that is advised but the string; None if unknown."""
    source = program.files[program.filename]
    if told.alone:
        return source
    # The environment was read before it was set: no advice can serve that.
    if READ_ON_IMPORT in program.ingredients:
        return None
    # A __main__.py is left alone, and where the application is made cannot be seen.
    if program.filename.endswith("__main__.py"):
        return None
    text = source if not told.effects else moved(source, told.effects)
    if text is not None and GUARD_THE_CALL in told.words:
        launch = re.compile(r"^(main\(\)|uvicorn\.run\(.*)$", re.MULTILINE)
        text, count = launch.subn(r'if __name__ == "__main__":\n    \1', text)
        assert count == 1
    return text


def ways(program: Prepared) -> Iterator[tuple[str, str]]:
    """Yield how a program can be mended, and its launching file then, flag as before."""
    source = program.files[program.filename]
    safe = fixed(program, unsafe=False)
    if safe != source:
        yield "fixed", safe
    unsafe = fixed(program, unsafe=True)
    if unsafe != safe and READ_ON_IMPORT not in program.ingredients:
        yield "unsafe", unsafe
    told = advice_of(source, program.filename)
    if told is None or "uvicorn.run(" not in source:
        return
    if safe != source or told.string is None:
        return
    text = corrected(program, told)
    if text is not None and f"uvicorn.run({program.application}, " in text:
        flag = program.flag
        yield "alone" if told.alone else "moved", written(
            text, program.application, told.string, factory=told.factory, flag=flag, new=flag
        )


def compare(program: Prepared) -> list[str]:
    """Return how a program could be mended.  Raises Differs where one serves something else."""
    source = program.files[program.filename]
    found = [*ways(program)]
    if not found:
        return []
    plain = source.replace(program.flag, MODES[0])
    wanted = answer(program, plain)
    for way, text in found:
        ast.parse(text)
        for mode in MODES:
            mended = text.replace(program.flag, mode)
            if answer(program, mended) == wanted:
                continue
            # Another server may have got the port: what differs must do so twice.
            wanted, got = answer(program, plain), answer(program, mended)
            if got != wanted:
                raise Differs(f"{way} {mode} {program.ingredients}\n{text}\n{wanted}\n{got}")
    assert not isinstance(wanted, str), (program.ingredients, wanted)
    return [way for way, _ in found]
