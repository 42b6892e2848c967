"""Questions that need the answers to others, asked without recursion.

A question is a *task*: a tuple of a generator function and what it is given.  The
generator yields the tasks whose answers it needs and is sent these; they wait on a
stack of their own, so that no depth of the source can exhaust Python's.  Answers
are kept; a question that needs its own answer gets "unknown".
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from flake8_uvicorn_import_string.values import UNKNOWN, Values

Task = tuple[Any, ...]
Answer = Generator[Task, Values, Values]


class Tasks:
    """Runs tasks, and keeps their answers."""

    def __init__(self) -> None:
        self._answers: dict[Task, Values] = {}

    def ask(self, task: Task) -> Values:
        """Run a task and all the tasks that it needs."""
        answers = self._answers
        if task in answers:
            return answers[task]
        stack: list[tuple[Task, Answer]] = [(task, task[0](*task[1:]))]
        active = {task}
        answer: Any = None
        while stack:
            task, running = stack[-1]
            try:
                wanted = running.send(answer)
            except StopIteration as stop:
                stack.pop()
                answer = answers[task] = stop.value
                continue
            if wanted in answers:
                answer = answers[wanted]
            elif wanted in active:
                answer = (UNKNOWN,)
            else:
                active.add(wanted)
                stack.append((wanted, wanted[0](*wanted[1:])))
                answer = None
        return answers[task]
