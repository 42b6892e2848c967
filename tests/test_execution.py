"""What a name is when a program runs: CPython itself as the oracle.

Made-up programs are run (see ``execution.py``).  Whatever binding a load gets must be
among those that the lookup gives, and where a name has no value, the lookup must have
said that this may be.
"""

from __future__ import annotations

import ast

from hypothesis import given

from tests.bytecode import spot
from tests.execution import Program
from tests.loads import read_with_loads
from tests.programs import programs

RUNS = 4


@given(programs())
def test_generated_programs(source: str) -> None:
    table, loads = read_with_loads(ast.parse(source))
    answers = {spot(load.node): load.lookup(table) for load in loads}
    names = {spot(load.node): load.node.id for load in loads}
    program = Program(source)
    for seed in range(RUNS):
        for seen in program.run(seed):
            answer = answers[seen.spot]
            where = f"{names[seen.spot]} at {seen.spot} in run {seed}"
            if not answer.complete:
                continue
            if not seen.bound:
                assert answer.unbound, f"{where} has no value"
            elif seen.spots is not None:
                given = {spot(binding.node) for binding in (*answer.bindings, *answer.doubtful)}
                assert given & seen.spots, f"{where} was bound at {sorted(seen.spots)}"
