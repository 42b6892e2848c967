"""What a name is when a program runs: CPython itself as the oracle.

Made-up programs are run (see ``execution.py``).  Whatever binding a load gets must be
among those that the lookup gives, and where a name has no value, the lookup must have
said that this may be.
"""

from __future__ import annotations

import ast

import pytest
from hypothesis import given

from tests.support.bytecode import spot
from tests.support.execution import Program
from tests.support.loads import read_with_loads
from tests.support.programs import HAS_EXCEPT_STAR, programs

RUNS = 4


@given(programs())
def test_generated_programs(source: str) -> None:
    table, loads = read_with_loads(ast.parse(source))
    by_spot = {spot(load.node): load for load in loads}
    program = Program(source)
    for seed in range(RUNS):
        for seen in program.run(seed):
            load = by_spot[seen.spot]
            answer = load.lookup(table)
            owner = answer.owner
            where = f"{load.node.id} at {seen.spot} in run {seed}"
            given = [*answer.bindings, *answer.possible_later]
            # Of calls by another name than the function's own, the lookup sees none.
            hidden = owner is not None and not seen.direct and not load.runs_in(owner)
            if hidden:
                assert owner is not None
                name = load.place.scope.mangled(load.node.id)
                given += owner.bindings.get(name, [])
            if not answer.complete:
                continue
            if not seen.bound:
                assert answer.unbound or hidden, f"{where} has no value"
            elif seen.spots is not None:
                spots = {spot(binding.node) for binding in given}
                assert spots & seen.spots, f"{where} was bound at {sorted(seen.spots)}"


# What the oracles found wrong once: the lines that may have bound ``a`` at its last load.
FAULTS = [
    pytest.param(
        "a = 1\ndef f():\n global a\n del a\nf()\nprint(a)", [1], True, id="del of a global"
    ),
    pytest.param(
        "a = 1\nwith suppress(E), b() as a:\n pass\nprint(a)", [1, 2], False, id="with items"
    ),
    pytest.param(
        "a = 1\nclass C:\n a = 2\n del a\n print(a)", [1], True, id="del in a class"
    ),
    pytest.param("[0 for b in c for a in a]", [1], True, id="comprehension goes round"),
    pytest.param(
        "match b:\n case (\n  [a]\n  | {1: a}\n ):\n  print(a)", [3, 4], False, id="or-pattern"
    ),
    pytest.param(
        "a = 0\nmatch b:\n case [a] if c: pass\n case 1 if c: pass\nprint(a)",
        [1, 3],
        False,
        id="guards",
    ),
    pytest.param(
        "def f():\n a = 1\n def g():\n  print(a)\n if b:\n  return g\n a = 2\n return g\n"
        "def h(g): g()",
        [2, 7],
        False,
        id="early return of a closure",
    ),
    pytest.param(
        "a = 1\nwhile b:\n a = 2\n raise\n break\nprint(a)", [1], False, id="dead break"
    ),
    pytest.param(
        "def f():\n print(a)\nf()\na = 1", [4], True, id="called before the binding"
    ),
]
if HAS_EXCEPT_STAR:
    FAULTS.append(
        pytest.param(
            "a = 0\ntry:\n b()\nexcept* D:\n a = 1\nexcept* E:\n print(a)",
            [1, 5],
            False,
            id="except*",
        )
    )


@pytest.mark.parametrize(("source", "lines", "unbound"), FAULTS)
def test_found_faults(source: str, lines: list[int], unbound: bool) -> None:
    table, loads = read_with_loads(ast.parse(source))
    answer = [load for load in loads if load.node.id == "a"][-1].lookup(table)
    bindings = (*answer.bindings, *answer.possible_later)
    assert sorted(spot(binding.node)[0] for binding in bindings) == lines
    assert answer.unbound is unbound
