"""UVI009: see the page beside this module."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.facts.python import TRANSPARENT_DECORATORS
from flake8_uvicorn_import_string.facts.uvicorn import FRAMEWORKS
from flake8_uvicorn_import_string.inference.values import Kind
from flake8_uvicorn_import_string.launches.judge import State, are_applications
from flake8_uvicorn_import_string.rules.base import Finding, LaunchRule
from flake8_uvicorn_import_string.semantic.model import BindingKind, ScopeKind
from flake8_uvicorn_import_string.syntax import decorator_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.inference.values import Value, Values
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context
    from flake8_uvicorn_import_string.semantic.model import Binding, Place, Scope


class _Problem(NamedTuple):
    """Why something is no factory, and what to do."""

    words: str
    advice: str


_APPLICATION: Final = _Problem("it is an application, not a factory", "leave factory=True out")
_NEEDS_ARGUMENTS: Final = _Problem(
    "it needs arguments", "a factory takes none: let it read the environment or settings"
)
# Attributes by which a function gets other defaults.
_DEFAULTS: Final = frozenset({"__defaults__", "__kwdefaults__", "__code__"})
# What an application is called with.
_SCOPE: Final = ["scope", "receive", "send"]


class ApplicationAsFactory(LaunchRule):
    """UVI009: ``factory=True`` with an application instead of a factory."""

    code = "UVI009"
    message = (
        "uvicorn exits at start-up: factory=True calls {what} without arguments, "
        "and {problem}; {advice}"
    )

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for an application, and for a function here that cannot be called so.

        Both are given as an object or named in a string.
        """
        judged = context.judge(launch)
        app = judged.app
        if app is None or judged.state("factory") is not State.ON:
            return
        what, problem = "this", None
        if judged.object is not None:
            factories = _Factories(context.inference)
            problem = factories.problem(judged.values("app"), app.node, app.place)
        elif judged.text is not None and not judged.is_exit_expected:
            what = judged.text.partition(":")[2]
            problem = _problem_of_string(judged.text, launch, context)
        if problem is not None:
            details = {"what": what, "problem": problem.words, "advice": problem.advice}
            yield Finding(cls, app.shown, details)


def _problem_of_string(text: str, launch: Launch, context: Context) -> _Problem | None:
    """Return what is wrong with the thing of this very file that an import string names."""
    module, _, name = text.partition(":")
    if not context.file.is_imported_as(module, launch):
        return None
    factories = _Factories(context.inference)
    problems = {factories.problem_of(binding) for binding in context.table.at_end(name)}
    return problems.pop() if len(problems) == 1 else None


class _Factories:
    """Knows what is no factory."""

    def __init__(self, inference: Inference) -> None:
        self.inference = inference

    def problem_of(self, binding: Binding) -> _Problem | None:
        """Return why what a binding binds is no factory, None if it may be one."""
        values = self.inference.binding_values(binding)
        made = binding.value if binding.kind is BindingKind.ASSIGNMENT else None
        node = made if isinstance(made, ast.expr) else None
        return self.problem(values, node, binding.read_place)

    def problem(self, values: Values, node: ast.expr | None, place: Place) -> _Problem | None:
        """Return why an expression with these values is no factory, None if it may be one."""
        if not _DEFAULTS.isdisjoint(self.inference.table.stores):
            return None
        if are_applications(values) or self.is_made_application(node, place):
            return _APPLICATION
        problems = {self.problem_of_value(value) for value in values}
        return problems.pop() if len(problems) == 1 else None

    def problem_of_value(self, value: Value) -> _Problem | None:
        if value.kind is Kind.INSTANCE:
            return _APPLICATION if self.is_framework_class(value.data) else None
        if value.kind is Kind.CLASS:
            methods = [item.node for item in value.data.bindings.get("__init__", ())]
            needs = len(methods) == 1 and _needs_arguments(methods[0], bound=1)
            return _NEEDS_ARGUMENTS if needs and self.is_framework_class(value.data) else None
        if value.kind is not Kind.FUNCTION:
            return None
        node, owner = value.data.node, value.data.parent
        if owner.kind is ScopeKind.CLASS or not _needs_arguments(node):
            return None
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        return _APPLICATION if names == _SCOPE else _NEEDS_ARGUMENTS

    def is_framework_class(self, scope: Scope) -> bool:
        """Does a class of this file derive from that of a framework, and change no call?"""
        bases = getattr(scope.node, "bases", [])
        if scope.place is None or not bases or {"__call__", "__new__"} & scope.bindings.keys():
            return False
        return self.is_framework(bases[0], scope.place)

    def is_framework(self, node: ast.expr, place: Place) -> bool:
        """Is an expression the class of a framework's applications?"""
        values = self.inference.values(node, place)
        return bool(values) and all(
            value.kind is Kind.REFERENCE and value.data.path in FRAMEWORKS for value in values
        )

    def is_made_application(self, node: ast.expr | None, place: Place) -> bool:
        """Is an expression what a function here makes that says that it makes an application?"""
        if isinstance(node, ast.Name):
            bindings = self.inference.table.lookup(node.id, place).bindings
            if len(bindings) != 1 or bindings[0].kind is not BindingKind.ASSIGNMENT:
                return False
            made = bindings[0].value
            node, place = made if isinstance(made, ast.expr) else None, bindings[0].read_place
        if not isinstance(node, ast.Call):
            return False
        callees = self.inference.values(node.func, place)
        if len(callees) != 1 or callees[0].kind is not Kind.FUNCTION:
            return False
        function: Scope = callees[0].data
        definition: Any = function.node
        return (
            isinstance(definition, ast.FunctionDef)
            and not definition.decorator_list
            and definition.returns is not None
            and function.place is not None
            and self.is_framework(definition.returns, function.place)
        )


def _needs_arguments(node: Any, bound: int = 0) -> bool:
    """Can a function not be called without arguments, but for the first ones, if bound?"""
    if not decorator_names(node) <= TRANSPARENT_DECORATORS:
        return False
    positional = len(node.args.posonlyargs) + len(node.args.args) - bound
    return positional > len(node.args.defaults) or None in node.args.kw_defaults
