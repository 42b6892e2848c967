"""Questions that need the answers to others, asked without recursion.

A question is a *task*: a tuple of a generator function and what it is given.  The
generator yields the tasks whose answers it needs and is sent these; they wait on a
stack of their own, so that no depth of the source can exhaust Python's.  A question
that asks nothing may give its answer instead of a generator.  Answers are kept; a
question that needs its own answer gets "unknown".
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from flake8_uvicorn_import_string.inference.values import UNKNOWN, Values

Task = tuple[Any, ...]
Answer = Generator[Task, Values, Values]


class Tasks:
    """Runs tasks, and keeps their answers."""

    def __init__(self) -> None:
        self._answers: dict[Task, Values] = {}

    def ask(self, task: Task) -> Values:
        """Run a task and all the tasks that it needs."""
        answers = self._answers
        stack: list[tuple[Task, Answer]] = []
        active: set[Task] = set()
        answer: Any
        while True:
            if task in answers:
                answer = answers[task]
            elif task in active:
                answer = (UNKNOWN,)
            else:
                started = task[0](*task[1:])
                if started.__class__ is tuple:
                    answer = answers[task] = started
                else:
                    active.add(task)
                    stack.append((task, started))
                    answer = None
            while stack:
                waiting, running = stack[-1]
                try:
                    task = running.send(answer)
                    break
                except StopIteration as stop:
                    stack.pop()
                    answer = answers[waiting] = stop.value
            else:
                return answer  # type: ignore[no-any-return]
