"""How questions about dicts are asked without recursion.

A question is what answers it and what that is given: a generator that yields the questions
whose answers it needs, as those of inference are, so that no depth of the source can exhaust
Python's.  A question that needs its own answer, as in a loop, gets None: that way adds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.launches.contents import OPEN

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.launches.contents import Answer, Contents, Question

# Past so many questions for one dict nobody can call an answer certain.
STEP_LIMIT: Final = 400


class Asking:
    """Asks questions, and keeps the answers that rest on no missing one."""

    def __init__(self) -> None:
        self._answers: dict[Question, Contents | None] = {}

    def ask(self, question: Question) -> Contents | None:
        """Return the answer to a question, and to all that it needs."""
        answers = self._answers
        stack: list[tuple[Question, Answer]] = []
        depths: dict[Question, int] = {}
        # The questions on the stack that rest on an answer that was left out.
        unsure: set[int] = set()
        answer: Contents | None
        for _ in range(STEP_LIMIT):
            if question in answers:
                answer = answers[question]
            elif question in depths:
                answer = None
                unsure.update(range(depths[question] + 1, len(stack)))
            else:
                depths[question] = len(stack)
                stack.append((question, question[0](*question[1:])))
                answer = None
            while stack:
                waiting, running = stack[-1]
                try:
                    question = running.send(answer)
                    break
                except StopIteration as stop:
                    stack.pop()
                    del depths[waiting]
                    answer = stop.value
                    if len(stack) in unsure:
                        unsure.discard(len(stack))
                    else:
                        answers[waiting] = answer
            else:
                return answer
        # What was asked for on the way is given up as well, or each launch would ask it anew.
        answers.update((waiting, OPEN) for waiting, _ in stack)
        return OPEN
