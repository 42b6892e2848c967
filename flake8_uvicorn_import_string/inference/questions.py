"""The questions that inference answers, and how they are asked without recursion.

A question is made by one of the functions below, which say what is asked and take what it is
asked of; :class:`~.expressions.Inference` knows who answers.  What answers is a generator that
yields the questions whose answers it needs and is sent these; it waits on a stack of its own, so
that no depth of the source can exhaust Python's.  Who needs no other answer may give his own
at once.  Answers are kept; a question that needs its own answer gets "unknown".
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from flake8_uvicorn_import_string.inference.values import UNKNOWN, Values

if TYPE_CHECKING:
    import ast

    from flake8_uvicorn_import_string.inference.values import Value
    from flake8_uvicorn_import_string.semantic.model import Binding, Place, Scope
    from flake8_uvicorn_import_string.semantic.notes import AttributeStore

# The name of a question, and what it is asked of.
Question = tuple[Any, ...]
Answer = Generator[Question, Values, Values]

Found = TypeVar("Found")
# What finds something that is no answer itself, and asks on its way.
Search = Generator[Question, Values, Found]


# Expressions and bindings


def expression(node: ast.expr, place: Place) -> Question:
    """What may an expression be at a place?"""
    return "expression", node, place


def binding(made: Binding) -> Question:
    """What may a binding bind?"""
    return "binding", made


# Calls


def returned(function: Scope) -> Question:
    """What does a call of a function of this file give: a coroutine, a generator, its result?"""
    return "returned", function


def produced(function: Scope) -> Question:
    """What does the code of a function of this file return?"""
    return "produced", function


# Annotations: OBJECT, TEXT or UNKNOWN


def admitted(annotation: ast.expr, place: Place) -> Question:
    """What does an annotation admit?"""
    return "admitted", annotation, place


def stated(scope: Scope, name: str) -> Question:
    """What do the annotations of a name say that it is?"""
    return "stated", scope, name


# Classes


def instance(owner: Scope) -> Question:
    """What does a call of a class of this file give?"""
    return "instance", owner


def textual(owner: Scope) -> Question:
    """Are the instances of a class ``str`` (TEXT), surely not (OBJECT), or UNKNOWN?"""
    return "textual", owner


def textual_self(owner: Scope) -> Question:
    """The same of what the methods of a class get as ``self``."""
    return "textual_self", owner


# Attributes


def class_attribute(owner: Scope, name: str) -> Question:
    """What may an attribute of just this class be?"""
    return "class_attribute", owner, name


def overriding(owner: Scope, name: str) -> Question:
    """What is an attribute in the classes of the file that derive from this one?"""
    return "overriding", owner, name


def attribute(owner: Scope, name: str) -> Question:
    """What may an attribute of a class be, or of one that derives from it?"""
    return "attribute", owner, name


def instance_attribute(owner: Value, name: str) -> Question:
    """What may an attribute of an instance, or of a ``self``, be?"""
    return "instance_attribute", owner, name


def stored(store: AttributeStore) -> Question:
    """What does a binding of an attribute bind?"""
    return "stored", store


def changed_by_others(owner: Scope) -> Question:
    """UNKNOWN if a metaclass or a hook of its bases may change a class, else nothing."""
    return "changed_by_others", owner


class Answers:
    """Runs questions, and keeps their answers.

    In: by the name of a question, who answers it.
    """

    def __init__(self, handlers: Mapping[str, Callable[..., Answer | Values]]) -> None:
        self._handlers = handlers
        self._answers: dict[Question, Values] = {}

    def ask(self, question: Question) -> Values:
        """Answer a question, and all those whose answers that needs."""
        handlers, answers = self._handlers, self._answers
        stack: list[tuple[Question, Answer]] = []
        active: set[Question] = set()
        answer: Any
        while True:
            if question in answers:
                answer = answers[question]
            elif question in active:
                answer = (UNKNOWN,)
            else:
                started = handlers[question[0]](*question[1:])
                if isinstance(started, tuple):
                    answer = answers[question] = started
                else:
                    active.add(question)
                    stack.append((question, started))
                    answer = None
            while stack:
                waiting, running = stack[-1]
                try:
                    question = running.send(answer)
                    break
                except StopIteration as stop:
                    stack.pop()
                    answer = answers[waiting] = stop.value
            else:
                return answer  # type: ignore[no-any-return]
