"""What a test on ``__name__`` says, and what runs only when the file is ``__main__``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.semantic.model import Place
from flake8_uvicorn_import_string.syntax import plain_name, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flake8_uvicorn_import_string.semantic.model import Construct, Region
    from flake8_uvicorn_import_string.semantic.table import SymbolTable

_MAIN: Final = "__main__"
# The name of the file in a process that multiprocessing starts (CPython, spawn.py).
_CHILD: Final = "__mp_main__"


class Outcomes(NamedTuple):
    """What a test comes out as, by the name the module has; None if that is not known.

    ``main`` is for a script, ``child`` for a process that it starts, ``imported``
    for a module under any other name.
    """

    main: bool | None = None
    child: bool | None = None
    imported: bool | None = None

    @property
    def guard(self) -> bool | None:
        """The outcome that only a script has, None if there is none."""
        for outcome in (True, False):
            if self.child is self.imported is (not outcome) is not self.main:
                return outcome
        return None


_UNKNOWN: Final = Outcomes()


class Guards:
    """Knows which regions run only when the module is ``__main__``."""

    def __init__(self, table: SymbolTable) -> None:
        # IS_MAIN = __name__ == "__main__"
        self._named = {
            name: outcomes
            for name, (binding, *others) in table.module.bindings.items()
            if isinstance(binding.value, ast.Compare) and not others
            if name not in table.module.bound_elsewhere
            if (outcomes := _compared(binding.value)) != _UNKNOWN
        }
        self._outcomes: dict[ast.expr, Outcomes] = {}
        self._answers: dict[Region, bool] = {}
        self._first_guards: dict[Construct, int] = {}

    def hold(self, region: Region) -> bool:
        """Is the region entered only when the module is run as a script?"""
        passed: list[Region] = []
        answer = False
        for around, _ in Place(region, 0).around():
            if around in self._answers:
                answer = self._answers[around]
                break
            passed.append(around)
            if self._is_guarded(around):
                answer = True
                break
        self._answers.update(dict.fromkeys(passed, answer))
        return answer

    def _is_guarded(self, branch: Region) -> bool:
        """Do the tests that lead into a branch come out so for a script only?"""
        construct = branch.construct
        if construct is None or not isinstance(
            construct.node, (ast.If, ast.IfExp, ast.BoolOp, ast.While)
        ):
            return False
        # Those before the last one have failed, but for "and".
        passed = branch.tests_before - branch.last_test_holds
        first = self._first_guards.get(construct)
        if first is None:
            wanted = isinstance(construct.node, ast.BoolOp) and isinstance(
                construct.node.op, ast.And
            )
            first = self._first_guards[construct] = next(
                (at for at, test in enumerate(construct.tests) if self.truth(test) is wanted),
                len(construct.tests),
            )
        return first < passed or (
            branch.last_test_holds and self.truth(construct.tests[passed]) is True
        )

    def truth(self, test: ast.expr) -> bool | None:
        """Return which outcome of a test means that the module is ``__main__``."""
        return self.outcomes(test).guard

    def lets_child_pass(self, test: ast.expr) -> bool:
        """Is a test true for a script and for the processes that it starts?"""
        outcomes = self.outcomes(test)
        return outcomes.main is True and outcomes.child is True

    def outcomes(self, test: ast.expr) -> Outcomes:
        """Return what a test comes out as, by the name of the module."""
        outcomes = self._outcomes.get(test)
        if outcomes is None:
            outcomes = self._outcomes[test] = evaluate(test, self._named)
        return outcomes


def evaluate(test: ast.expr, named: Mapping[str, Outcomes] | None = None) -> Outcomes:
    """Return what a test comes out as, by the name of the module.

    ``named`` holds the outcomes of names that stand for such a test.
    """
    parts = [test]
    for part in parts:  # grows: what is looked at comes before its operands
        if isinstance(part, ast.BoolOp):
            parts += part.values
        elif isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
            parts.append(part.operand)
    known: dict[ast.expr, Outcomes] = {}
    for part in reversed(parts):
        if isinstance(part, ast.BoolOp):
            decisive = isinstance(part.op, ast.Or)
            columns = zip(*(known[value] for value in part.values), strict=True)
            known[part] = Outcomes(*(_joined(column, decisive) for column in columns))
        elif isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
            known[part] = _negated(known[part.operand])
        elif isinstance(part, ast.Compare):
            known[part] = _compared(part)
        else:
            known[part] = (named or {}).get(plain_name(part), _UNKNOWN)
    return known[test]


def _joined(parts: tuple[bool | None, ...], decisive: bool) -> bool | None:
    """Return the outcome of ``or`` (True is decisive) or ``and`` (False is)."""
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _negated(outcomes: Outcomes) -> Outcomes:
    return Outcomes(*(None if outcome is None else not outcome for outcome in outcomes))


def _compared(test: ast.Compare) -> Outcomes:
    """Return what ``__name__ == "…"`` comes out as, or ``__name__ in ("…", …)``."""
    if len(test.ops) != 1:
        return _UNKNOWN
    left, operator, right = test.left, test.ops[0], test.comparators[0]
    if isinstance(operator, (ast.Eq, ast.NotEq)):
        if plain_name(left) != "__name__":
            left, right = right, left
        names = [text_of(right)]
    elif isinstance(operator, (ast.In, ast.NotIn)) and isinstance(
        right, (ast.Tuple, ast.List, ast.Set)
    ):
        names = [*map(text_of, right.elts)]
    else:
        return _UNKNOWN
    if plain_name(left) != "__name__":
        return _UNKNOWN
    unlisted = None if None in names else False
    outcomes = Outcomes(
        main=True if _MAIN in names else unlisted,
        child=True if _CHILD in names else unlisted,
        imported=None if {*names} - {_MAIN, _CHILD} else False,
    )
    return outcomes if isinstance(operator, (ast.Eq, ast.In)) else _negated(outcomes)
