"""What to write instead of an application object."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from flake8_uvicorn_import_string.advice.derive import PACKAGE_MAIN, Deriver, Passed
from flake8_uvicorn_import_string.advice.handed_on import HandedOn
from flake8_uvicorn_import_string.advice.import_string import ImportString
from flake8_uvicorn_import_string.advice.new_process import NewProcess
from flake8_uvicorn_import_string.advice.on_import import OnImport
from flake8_uvicorn_import_string.advice.words import (
    GUARD_THE_CALL,
    NEEDS_MAIN_THREAD,
    NEEDS_MODULE_LEVEL,
    NEEDS_NO_CONDITION,
    NEEDS_FILE,
    NEEDS_NO_FLAGS,
    NEEDS_OTHER_MODULE,
    WHOLE_WORKERS,
    lines_to_move,
    steps,
)
from flake8_uvicorn_import_string.inference.values import MODULE_NAME, PACKAGE_NAME, Kind, is_object
from flake8_uvicorn_import_string.launches.judge import State, are_applications
from flake8_uvicorn_import_string.semantic.model import BindingKind
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.advice.new_process import Effect
    from flake8_uvicorn_import_string.advice.this_file import ThisFile
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.conditions.judgement import Judgement
    from flake8_uvicorn_import_string.launches.launch import Launch
    from flake8_uvicorn_import_string.semantic.model import Place


class Advice(NamedTuple):
    """What to write instead of an object.

    ``forms`` say it, the first in full, the others shorter; or they say the way out
    where there is no such string.  ``string`` is what can be written in place of the
    object, once what ``preconditions`` say is done (empty if nothing is); ``lines`` are
    those that go to module level before, if that can be said of all that is lacking.
    """

    forms: tuple[str, ...]
    string: ImportString | None = None
    preconditions: str = ""
    lines: tuple[int, ...] = ()

    def within(self, room: int) -> str:
        """Return the fullest form that has no more than so many characters, or the shortest."""
        return next((form for form in self.forms if len(form) <= room), self.forms[-1])


class Adviser:
    """Knows what to write instead of the application objects of one file."""

    def __init__(self, analysis: Analysis, file: ThisFile) -> None:
        self.analysis = analysis
        self.file = file
        self.new_process = NewProcess(analysis, is_main=file.is_main)
        self.deriver = Deriver(analysis, file, self.new_process)
        self._handed_on = HandedOn(analysis.table)
        self._known: dict[ast.Call, Advice] = {}

    def instead_of_object(self, judged: Judgement) -> Advice:
        """Return what to write instead of an application that is an object."""
        known = self._known.get(judged.launch.call)
        if known is None:
            known = self._known[judged.launch.call] = self._advise(judged)
        return known

    def _advise(self, judged: Judgement) -> Advice:
        launch, app = judged.launch, judged.launch.arguments["app"]
        if launch.indirect_launcher not in {None, "partial"} or self._handed_on.leads_to(launch):
            return Advice((NEEDS_MAIN_THREAD,))
        if self.file.is_notebook:
            return Advice((NEEDS_FILE,))
        if self._speaks_of_frozen and self._is_frozen(launch.place):
            return Advice((NEEDS_NO_FLAGS,))
        func = launch.call.func
        if len(app.sources) > 1 or (isinstance(func, ast.Attribute) and func.value is app.node):
            # No one string would do, or none can take the place of ``self``.
            return Advice((NEEDS_MODULE_LEVEL,))
        has_factory = launch.argument("factory") is not None
        factory = judged.state("factory") is State.ON
        is_instance = factory and are_applications(judged.values("app"))
        found = self.deriver.derive(app.node, app.place, factory=factory and not is_instance)
        if isinstance(found, ImportString) and has_factory and not factory and found.factory:
            found = NEEDS_MODULE_LEVEL
        if isinstance(found, str):
            return Advice(self._guarded_too(found, launch))
        if isinstance(found, Passed):
            return self._passed(judged, found)
        effects = self.effects(launch, found)
        if found.module == PACKAGE_MAIN and (effects or self._as_module.reaches_out):
            # Without flags the file runs twice in one process, and all this with it.
            return Advice((NEEDS_OTHER_MODULE,))
        advice = self._written(judged, found, effects)
        if not is_instance:
            return advice
        # What the call has is no factory, and UVI009 says so too: two things must change.
        forms = advice.forms
        if not found.factory:
            forms = tuple(f"{form} without factory=True" for form in forms)
        return Advice(forms, None, advice.preconditions, advice.lines)

    def _passed(self, judged: Judgement, found: Passed) -> Advice:
        """Return the advice to give a function a string, once the rest is done."""
        effects = self.effects(judged.launch, found.string)
        if found.string.module == PACKAGE_MAIN and (effects or self._as_module.reaches_out):
            return Advice((NEEDS_OTHER_MODULE,))
        string = self._here(found.string, judged.launch, effects)
        todo = self._steps(judged, string, effects)
        if not todo:
            return Advice((found.words.format(string=string.source()),))
        words = found.short.format(string=string.source())
        return Advice(tuple(_joined(first, words) for first in todo), None, todo[0])

    def _here(
        self, found: ImportString, launch: Launch, effects: list[Effect]
    ) -> ImportString:
        """Return a string as it is written where more than the string is to be done."""
        if found.module == self.file.stem and (effects or self._may_be_another(launch)):
            # As the module that runs already: moved code would run in it and in its twin.
            return found._replace(module=MODULE_NAME)
        return found

    def _steps(
        self, judged: Judgement, found: ImportString, effects: list[Effect]
    ) -> list[str]:
        """Return what is to be done before a string is written, in its forms."""
        # A new process does not run a __main__.py, unless the string says to import it.
        is_main = self.file.is_main and found.module != PACKAGE_MAIN
        return [*steps(effects, self._todo(judged, found), is_main=is_main)]

    def of_string(self, judged: Judgement, found: ImportString) -> Advice:
        """Return what to write where a launch has a wrong string, and this one is right."""
        return self._written(judged, found, self.effects(judged.launch, found))

    def _written(
        self, judged: Judgement, found: ImportString, effects: list[Effect]
    ) -> Advice:
        """Return the advice to write a string, once the rest is done."""
        found = self._here(found, judged.launch, effects)
        words = f"write {found.source()}{', factory=True' if found.factory else ''}"
        todo = self._steps(judged, found, effects)
        if not todo:
            return Advice((words,), found)
        is_main = self.file.is_main and found.module != PACKAGE_MAIN
        return Advice(
            tuple(_joined(first, words) for first in todo),
            found,
            todo[0],
            () if is_main else lines_to_move(effects),
        )

    @cached_property
    def only_application(self) -> ImportString | None:
        """The string of the one application that this file binds, or imports.

        None if there are several, or none.
        """
        table, module = self.analysis.table, self.analysis.table.module
        here: list[str] = []
        imported: list[ImportString] = []
        for name in module.bindings:
            bindings = table.at_end(name)
            if len(bindings) != 1 or self.analysis.guards.hold(bindings[0].region):
                continue
            values = self.analysis.inference.binding_values(bindings[0])
            named = name in _APPLICATION_NAMES or name.endswith(("_app", "_application"))
            if bindings[0].kind is BindingKind.IMPORT:
                found = self.deriver.named(ast.Name(name, ast.Load()), module.end)
                if named and isinstance(found, ImportString):
                    imported.append(found)
            elif are_applications(values) or (
                named
                and isinstance(bindings[0].value, ast.Call)
                and values
                and all(map(is_object, values))
            ):
                here.append(name)
        if len(here) == 1:
            found = self.deriver.named(ast.Name(here[0], ast.Load()), module.end)
            return found if isinstance(found, ImportString) else None
        return imported[0] if len(imported) == 1 and not here else None

    def effects(self, launch: Launch, found: ImportString) -> list[Effect]:
        """Return what a new process lacks that gets its application by a string."""
        own = found.module in {self.file.stem, MODULE_NAME, PACKAGE_MAIN}
        process = self._as_module if found.module == PACKAGE_MAIN else self.new_process
        name = found.attributes.partition(".")[0]
        factories = process.functions(name) if own and found.factory else []
        effects = process.effects(
            launch,
            factories[0] if factories else None,
            found.module.replace(PACKAGE_NAME, ""),
            found.attributes,
            calls=found.factory,
        )
        if own:
            return effects
        # Another module has its application whatever the functions of this one lack.
        return [effect for effect in effects if effect.kind != "name"]

    def _todo(self, judged: Judgement, found: ImportString) -> list[str]:
        """Return what else must be done for an import string to work."""
        todo = []
        if self._may_run_again(judged.launch, found):
            todo.append(GUARD_THE_CALL)
        if _workers_may_be_float(judged):
            todo.append(WHOLE_WORKERS)
        return todo

    @cached_property
    def _as_module(self) -> NewProcess:
        """What a new process lacks that imports this ``__main__.py`` as a module."""
        return NewProcess(self.analysis)

    def _may_run_again(self, launch: Launch, found: ImportString | None = None) -> bool:
        """May a new process launch again when it imports this file?"""
        if launch.indirect_launcher is not None:
            return False
        if self.file.is_main and (found is None or found.module != PACKAGE_MAIN):
            return False
        return self._again.may_run(launch.place.region)

    @cached_property
    def _again(self) -> OnImport:
        return OnImport(self.analysis, self.new_process)

    def _guarded_too(self, words: str, launch: Launch) -> tuple[str, ...]:
        """Return a way out in its forms, with the guard where that is needed as well."""
        if words in {NEEDS_MODULE_LEVEL, NEEDS_NO_CONDITION} and self._may_run_again(launch):
            first = words.partition(", or")[0]
            return f"{words}, and {GUARD_THE_CALL}", f"{first}, and {GUARD_THE_CALL}"
        return (words,)

    def _may_be_another(self, launch: Launch) -> bool:
        """May the stem of this file name another one, no module at all, or one too many?"""
        return (
            self.file.may_be_hidden(launch)
            or self.new_process.reaches_out
            or self._speaks_of_frozen
        )

    @cached_property
    def _speaks_of_frozen(self) -> bool:
        return "frozen" in self.analysis.text.lower()

    @staticmethod
    def _is_frozen(place: Place) -> bool:
        """Does a place run only in a frozen program?"""
        for around in place.around():
            construct = around.region.construct
            for test, truth in construct.outcomes(around.region) if construct else ():
                while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
                    test, truth = test.operand, not truth
                if truth and isinstance(test, (ast.Name, ast.Attribute, ast.Call)):
                    words = {last_name(test).lower(), *map(_constant, getattr(test, "args", ()))}
                    if not words.isdisjoint({"frozen", "is_frozen"}):
                        return True
        return False


_APPLICATION_NAMES: Final = frozenset({"app", "application", "api", "asgi_app"})


def _joined(first: str, words: str) -> str:
    """Return what to do first and what to write, as one sentence."""
    return f"{first} and {words}" if " and " not in first else f"{first}, and {words}"


def _constant(node: ast.expr) -> object:
    return getattr(node, "value", None)


def _workers_may_be_float(judged: Judgement) -> bool:
    """May ``workers`` be a float?  Once there is a string, that is a TypeError."""
    return any(
        value.kind in {Kind.CONSTANT, Kind.NUMBER} and isinstance(value.data, float)
        for value in judged.values("workers")
    )
