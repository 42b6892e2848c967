"""How advice is said: the reason first, what to write last, and no more than fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flake8_uvicorn_import_string.advice.new_process import Effect

# Why there is no import string for an application, as the way out.
NEEDS_MAIN_THREAD: Final = (
    "call uvicorn.run in the main thread of the main process, with an import string"
)
NEEDS_MODULE_LEVEL: Final = "bind the application at module level, or name a factory in the string"
NEEDS_OTHER_MODULE: Final = "define the application in a module that is not __main__.py"
NEEDS_NO_GUARD: Final = (
    "new processes do not run the __main__ guard: bind the application outside of it"
)
NEEDS_NO_CONDITION: Final = (
    "bind the application at module level under no condition, or name a factory in the string"
)
NEEDS_STRING_PARAMETER: Final = (
    "the application is a parameter: have the callers pass an import string"
)
PASS_STRING: Final = "have the caller pass {string}"
DEFAULT_STRING: Final = "make {string} the default"
STRING_FOR_PARAMETER: Final = "the application is a parameter: have its caller pass {string}"
STRING_AS_DEFAULT: Final = "the application is a parameter: make {string} its default"
NEEDS_FACTORY_HERE: Final = "bind the factory at module level and name it in the string"
NEEDS_FILE: Final = "no module is a notebook: start the server from a file"
NEEDS_NO_FLAGS: Final = "a frozen program has no module to import: leave reload and workers out"
TAKES_NO_ARGUMENTS: Final = (
    "a factory takes no arguments: let it read the environment or settings, {then}"
)

GUARD_THE_CALL: Final = 'put the call under if __name__ == "__main__"'
WHOLE_WORKERS: Final = "make workers a whole number"

_REASON: Final = "new processes only import this file: "
_MAIN_REASON: Final = "new processes do not run __main__.py: "
# How many lines and names are said, from the fullest form on to the shortest.
_FORMS: Final = (
    (4, 4, True), (3, 3, True), (2, 2, True), (1, 1, True), (2, 2, False), (1, 1, False)
)  # fmt: skip


def listed(items: Sequence[str]) -> str:
    """Return texts as a list in a sentence."""
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


def steps(
    effects: Sequence[Effect], more: Sequence[str], *, is_main: bool
) -> Iterator[str]:
    """Yield what must be done before a string is written, from the longest form to the shortest.

    In: what a new process lacks, and what is to be done beside that.
    """
    for lines, names, reasoned in _FORMS:
        parts = [*_effects(effects, lines, names, is_main=is_main), *more]
        needs_reason = reasoned and (effects or GUARD_THE_CALL in more)
        reason = (_MAIN_REASON if is_main else _REASON) if needs_reason else ""
        if parts:
            yield reason + listed(parts)
    if more:
        certain = [effect for effect in effects if effect.certain]
        yield listed([*_effects(certain, 1, 1, is_main=is_main), *more])


def lines_to_move(effects: Sequence[Effect]) -> tuple[int, ...]:
    """Return all lines that go to module level; none if that is not enough."""
    if any(effect.kind == "environment" or not effect.lines for effect in effects):
        return ()
    return tuple(sorted({line for effect in effects for line in effect.lines}))


def _effects(
    effects: Sequence[Effect], lines: int, names: int, *, is_main: bool
) -> Iterator[str]:
    """Yield what must be done about the effects, as parts of a sentence."""
    bound = [*dict.fromkeys(effect.name for effect in effects if effect.kind == "name")]
    others = [effect for effect in effects if effect.kind != "name"]
    certain = [effect for effect in others if effect.certain]
    doubtful = [effect for effect in others if not effect.certain]
    if certain or (doubtful and bound):
        yield _move(others, lines, is_main=is_main)
    elif doubtful:
        yield f"{_move(doubtful, lines, is_main=is_main)} if the application needs it"
    if bound:
        yield f"bind {listed(_some(bound, names))} {'there' if others else 'at module level'}"


def _move(effects: Sequence[Effect], limit: int, *, is_main: bool) -> str:
    where = "where the application is made" if is_main else "at module level"
    if is_main or not all(effect.lines for effect in effects):
        does = "does" if len({effect.line for effect in effects}) == 1 else "do"
        return f"do {where} what {_lines(effects, limit, whole=False)} {does}"
    return f"move {_lines(effects, limit)} to module level"


def _lines(effects: Sequence[Effect], limit: int, *, whole: bool = True) -> str:
    """Return the lines of effects, those that go with them included if ``whole``."""
    numbers = sorted(
        {line for effect in effects for line in (whole and effect.lines or (effect.line,))}
    )
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {listed(_some([str(number) for number in numbers], limit))}"


def _some(items: list[str], limit: int) -> list[str]:
    """Return so many of some texts, and how many are left out."""
    if len(items) <= limit + 1:
        return items[: limit + 1]
    return [*items[:limit], f"{len(items) - limit} more"]
