"""UVI011: see the page beside this module."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.facts.effects import APPLICATION_MUTATORS
from flake8_uvicorn_import_string.facts.naming import is_capwords
from flake8_uvicorn_import_string.inference.values import MODULE_NAME
from flake8_uvicorn_import_string.launches.judge import State, are_applications
from flake8_uvicorn_import_string.rules.base import MESSAGE_LIMIT, Finding, Fix, LaunchRule
from flake8_uvicorn_import_string.syntax import last_name, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.new_process import Effect
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.rules.base import Context
    from flake8_uvicorn_import_string.semantic.model import Binding

# Past so many calls or bindings of one name nobody looks for routes, or what it is.
CALL_LIMIT: Final = 200


class SetupLeftBehind(LaunchRule):
    """UVI011: an import string to an application that only the launching process sets up."""

    code = "UVI011"
    message = "what uvicorn imports by this string is not set up; {advice}"

    @classmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Fire for what code that an import does not run surely does to what the string names.

        In a new process, or in the second copy of the file that its own name leads to.
        """
        judged = context.judge(launch)
        app = judged.string
        if app is None or judged.text is None or context.problem(launch) is not None:
            return
        module, _, attributes = judged.text.partition(":")
        if not context.file.is_imported_as(module, launch):
            return
        is_this_copy = module in {MODULE_NAME, "__main__"}
        starts = not launch.is_config and any(
            judged.state(flag) is not State.OFF for flag in ("reload", "workers")
        )
        if is_this_copy and not starts:
            return
        if launch.indirect_launcher is not None or _is_expected(context):
            return
        name = attributes.partition(".")[0]
        if launch.is_config and context.module_names.missing(name, as_main=False):
            return
        from flake8_uvicorn_import_string.advice.import_string import ImportString
        from flake8_uvicorn_import_string.advice.words import lines_to_move, steps

        string = ImportString(module, attributes, factory=judged.state("factory") is State.ON)
        missed = context.kept.get((cls, name))
        if missed is None:
            missed = context.kept[cls, name] = _Missed(context, name)
        effects = [
            effect
            for effect in context.adviser.effects(launch, string)
            if missed.is_sure(effect)
        ]
        movable = lines_to_move(effects)
        effects += (anew := [*missed.bound_anew(launch)])
        if not effects and not missed.is_none:
            return
        room = MESSAGE_LIMIT - len(cls.code) - 1 - len(cls.formatted_message(advice=""))
        forms = [f"bind {name} at module level"]
        if effects:
            forms = [*steps(effects, [], is_main=context.file.is_main)]
        advice = next((form for form in forms if len(form) <= room), forms[-1])
        fix = Fix(launch, why_not=advice, lines=() if anew else movable)
        yield Finding(cls, app.shown, {"advice": advice}, fix)


class _Missed:
    """Knows which of the things are surely missed that only the launching process does.

    ``name`` is what the string names in this file; all launches with it share the answers.
    """

    def __init__(self, context: Context, name: str) -> None:
        self.context = context
        self.table = context.table
        self.name = name
        self._bound_here: dict[str, tuple[set[int], bool]] = {}

    def is_sure(self, effect: Effect) -> bool:
        if effect.kind == "name":
            return effect.certain and self.is_bound_here_alone(effect)
        if effect.line in self.lines_of_routes:
            return True
        if not effect.certain:
            return False
        of_application = effect.kind == "attribute" and effect.name == self.name
        return (
            of_application
            or effect.kind == "application"
            or effect.name.startswith(f"{self.name}.")
        )

    def bound_anew(self, launch: Launch) -> Iterator[Effect]:
        """Yield what gives the application's name to another object, for this process alone.

        What an import binds the name to is there as well, and is what the string leads to.
        """
        from flake8_uvicorn_import_string.advice.new_process import Effect

        module, import_time = self.table.module, self.context.import_time
        found = self.table.lookup(self.name, launch.place)
        here = [item for item in found.bindings if self._makes_here_alone(item)]
        if not here or here != found.bindings or not found.complete:
            return
        lasting = self.table.reaching(module, self.name, module.end)
        others = module.bound_elsewhere.get(self.name, ())
        if len(others) > CALL_LIMIT or all(map(self._is_guarded, lasting.bindings)):
            return
        if not any(import_time.may_run_on_import(item.region) for item in others):
            for binding in here:
                line = getattr(binding.node, "lineno", 0)
                yield Effect(line, True, "application", self.name, (line,))

    def _is_guarded(self, binding: Binding) -> bool:
        return self.context.guards.hold(binding.region)

    def _makes_here_alone(self, binding: Binding) -> bool:
        """Does a binding bind a new object of a class, where no import comes to it?"""
        value = binding.value
        return (
            isinstance(value, ast.Call)
            and is_capwords(last_name(value.func))
            and not self.context.import_time.may_run_on_import(binding.region)
            and self.table.lookup(self.name, binding.place).owner is self.table.module
        )

    def is_bound_here_alone(self, effect: Effect) -> bool:
        """Is a name that functions read bound by nothing else that a new process runs?"""
        found = self._bound_here.get(effect.name)
        if found is None:
            found = self._bound_here[effect.name] = self._bound_elsewhere(effect.name)
        lines, may_be_alone = found
        return may_be_alone and lines <= {effect.line}

    def _bound_elsewhere(self, name: str) -> tuple[set[int], bool]:
        """Return the lines on which functions bind a name, and whether an import does not."""
        module = self.table.module
        others = module.bound_elsewhere.get(name, ())
        plain = [
            binding
            for binding in module.bindings.get(name, ())
            if not self.context.guards.hold(binding.region)
        ]
        # What a function binds again may have been a placeholder before.
        is_placeholder = bool(others) and all(
            isinstance(binding.value, ast.Constant) for binding in plain
        )
        lines = {getattr(binding.node, "lineno", 0) for binding in others}
        return lines, not plain or is_placeholder

    @cached_property
    def lines_of_routes(self) -> set[int]:
        """The lines on which something is added to the application that the string names."""
        return {
            call.node.lineno
            for method in APPLICATION_MUTATORS
            for call in self.table.calls.get(method, ())[:CALL_LIMIT]
            if isinstance(call.node.func, ast.Attribute)
            and plain_name(call.node.func.value) == self.name
            and are_applications(self.context.inference.values(call.node.func.value, call.place))
        }

    @cached_property
    def is_none(self) -> bool:
        """Is the application None for whoever only imports the file?"""
        module, name = self.table.module, self.name
        reaching = self.table.reaching(module, name, module.end)
        lasting = reaching.bindings
        if not lasting or not reaching.complete or reaching.may_be_hidden or reaching.start:
            return False
        plain = [item for item in lasting if not self.context.guards.hold(item.region)]
        if not plain or not all(_is_none(item) for item in plain):
            return False
        made = [*module.bound_elsewhere.get(name, ()), *(set(lasting) - set(plain))]
        return bool(made) and not any(
            self.context.import_time.may_run_on_import(item.region)
            or getattr(item.region.scope.node, "decorator_list", [])
            for item in made
        )


def _is_none(binding: Binding) -> bool:
    value = binding.value
    return isinstance(value, ast.Constant) and value.value is None


def _is_expected(context: Context) -> bool:
    """Does the file count on names that are missing?"""
    return "NameError" in context.text
