"""The rules: from a launch to the errors it deserves.

:func:`check` is the whole analysis of a file; each rule is a method of
:class:`_Rules`, named by its code, and yields at most a few findings.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.advice.import_string import (
    NEEDS_MAIN_THREAD,
    NEEDS_MODULE_LEVEL,
    Attributes,
    Deriver,
    ImportString,
    SourceFile,
    as_source,
    find_problem,
    needs_arguments,
)
from flake8_uvicorn_import_string.advice.new_process import FUNCTION_LIMIT, Launching
from flake8_uvicorn_import_string.conditions.conditions import Conditions, Guards
from flake8_uvicorn_import_string.conditions.releases import minds_releases
from flake8_uvicorn_import_string.facts.uvicorn import FRAMEWORKS
from flake8_uvicorn_import_string.inference.expressions import Inference
from flake8_uvicorn_import_string.inference.values import (
    MODULE_NAME,
    NONE,
    Kind,
    is_text,
)
from flake8_uvicorn_import_string.launches.finder import find_launches
from flake8_uvicorn_import_string.launches.indirect import CARRIERS
from flake8_uvicorn_import_string.launches.judge import (
    State,
    Verdict,
    judge_application,
    judge_switch,
    judge_workers,
)
from flake8_uvicorn_import_string.launches.servers import find_ignored_flags
from flake8_uvicorn_import_string.rules import errors
from flake8_uvicorn_import_string.semantic.builder import read
from flake8_uvicorn_import_string.semantic.table import ScopeKind
from flake8_uvicorn_import_string.syntax import last_name, plain_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_plugin_utils import Error

    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.arguments import Argument
    from flake8_uvicorn_import_string.launches.finder import Launch
    from flake8_uvicorn_import_string.semantic.table import Scope, SymbolTable


class Fix(NamedTuple):
    """What to change in a launch: write a string, or remove a keyword.

    ``why_not`` says what must be done before the string can be written.
    """

    launch: Launch
    string: ImportString | None = None
    remove: ast.keyword | None = None
    why_not: str | None = None


class Finding(NamedTuple):
    """An error class, the node to report it at, what its message needs, and a fix."""

    error: type[Error]
    node: ast.expr | ast.keyword
    details: dict[str, Any]
    fix: Fix | None = None


def check(
    tree: ast.AST, filename: str, text: str = "", *, opt_in: bool = True
) -> Iterator[Finding]:
    """Yield the findings of a file in the order of its launches.

    In: the tree of the file, its name as flake8 gives it (``-`` if it has
    none), its text, and whether the opt-in codes are wanted.
    """
    table = read(tree)
    inference = Inference(table)
    launches = find_launches(table, inference)
    if launches:
        file = SourceFile(filename, relative_imports=table.relative_imports)
        guards = Guards(table)
        context = _Context(
            inference,
            file,
            Deriver(table, inference, file, guards),
            Attributes(table, guards),
            Conditions(table, inference, guards),
            Launching(table, guards, launches, text),
            _moves_path(table),
            _handed_on(table),
            opt_in,
        )
        for launch in launches:
            yield from _Rules(launch, context).check()
    for node, flags in find_ignored_flags(table, inference, text):
        yield Finding(errors.UVI008, node, {"flags": _together(flags)})


class _Context(NamedTuple):
    """What the rules share for all launches of a file."""

    inference: Inference
    file: SourceFile
    deriver: Deriver
    attributes: Attributes
    conditions: Conditions
    launching: Launching
    moves_path: bool
    handed_on: set[str | ast.Lambda]
    opt_in: bool


class _Rules:
    """The rules for one launch."""

    def __init__(self, launch: Launch, context: _Context) -> None:
        self.launch = launch
        self.context = context
        self.app: Values = () if launch.app is None else self.values(launch.app)
        self.verdict = judge_application(self.app)
        self.states = {
            "reload": self.state(launch.reload),
            "workers": self.state(launch.workers, workers=True),
            "debug": self.state(launch.debug),
        }
        self.on = [name for name, state in self.states.items() if state is State.ON]

    def values(self, argument: Argument) -> Values:
        return self.context.inference.values(argument.node, argument.region, argument.at)

    def state(self, argument: Argument | None, *, workers: bool = False) -> State:
        if argument is None:
            return State.OFF
        return (judge_workers if workers else judge_switch)(self.values(argument))

    def check(self) -> Iterator[Finding]:
        launch = self.launch
        if launch.fails:
            return
        yield from self.uvi006()
        if launch.app is None or self.states["workers"] is State.ERROR:
            return
        if self.verdict is Verdict.OBJECT:
            if self.context.conditions.lets_strings_pass(launch, launch.app):
                return
            # Of these, a launch gets the first that applies.
            for rule in (self.uvi001, self.uvi002, self.uvi901):
                finding = rule(launch.app)
                if finding is not None:
                    yield finding
                    break
        elif launch.workers is not None and {"reload", "workers"} <= {*self.reached()}:
            yield Finding(errors.UVI003, launch.workers.shown, {})
        if self.verdict is Verdict.STRING:
            yield from self.of_string(launch.app)
        yield from self.uvi009(launch.app)

    def reached(self) -> list[str]:
        """Return the flags that are on where the conditions on them let the launch run."""
        arguments = {
            "reload": self.launch.reload,
            "workers": self.launch.workers,
            "debug": self.launch.debug,
        }
        return [
            name
            for name in self.on
            if (flag := arguments[name]) is not None
            and not self.context.conditions.contradicted(self.launch, flag)
        ]

    # An object

    def uvi001(self, app: Argument) -> Finding | None:
        on = self.reached()
        if not on:
            return None
        advice, fix = self.advice(app)
        if on == ["debug"]:
            flags = "debug is gone since 0.19, and the reload that it stood for needs"
        else:
            flags = f"{_together(on)} {'needs' if len(on) == 1 else 'need'}"
        return Finding(errors.UVI001, app.shown, {"flags": flags, "advice": advice}, fix)

    def uvi002(self, app: Argument) -> Finding | None:
        flags = [
            name
            for name, argument in (("reload", self.launch.reload), ("workers", self.launch.workers))
            if argument is not None
            and self.states[name] is State.DYNAMIC
            and not self.context.conditions.considered(self.launch, argument)
        ]
        if not flags:
            return None
        advice, fix = self.advice(app)
        return Finding(
            errors.UVI002,
            app.shown,
            {"flags": " or ".join(map(_TURNED_ON.__getitem__, flags)), "advice": advice},
            fix,
        )

    def uvi901(self, app: Argument) -> Finding | None:
        launch = self.launch
        if not self.context.opt_in or launch.open:
            return None
        if launch.workers is not None and not self.is_left_out(launch.workers):
            return None
        return Finding(errors.UVI901, app.shown, {"advice": self.advice(app)[0]})

    def is_left_out(self, workers: Argument) -> bool:
        """Is ``workers`` certainly None, so that the environment decides?"""
        return self.values(workers) == (NONE,)

    def workers_may_be_float(self) -> bool:
        """May ``workers`` be a float?  Once there is a string, that is a TypeError."""
        values = self.values(self.launch.workers) if self.launch.workers else ()
        return any(
            value.kind in {Kind.CONSTANT, Kind.NUMBER} and isinstance(value.data, float)
            for value in values
        )

    def advice(self, app: Argument) -> tuple[str, Fix | None]:
        """Return what to write instead of an object, in words and as a fix."""
        if self.launch.carrier not in {"", "partial"} or self.is_handed_on():
            return NEEDS_MAIN_THREAD, None
        has_factory = self.launch.factory is not None
        factory = has_factory and self.state(self.launch.factory) is State.ON
        is_instance = factory and self.is_application(self.app)
        found = self.context.deriver.derive(
            app.node, app.region, app.at, factory=factory and not is_instance
        )
        if isinstance(found, str):
            return found, None
        if found.module == self.context.file.stem and self.looks_elsewhere():
            found = found._replace(module=MODULE_NAME)
        if has_factory and not factory and found.factory:
            return NEEDS_MODULE_LEVEL, None
        words = f"write {found.source()}"
        if is_instance and not found.factory:
            words += " without factory=True"
        elif found.factory:
            words += ", factory=True"
        first = self.first(app, found)
        if not first:
            return words, None if is_instance else Fix(self.launch, found)
        return f"{words} and {first}", Fix(self.launch, found, why_not=first)

    def first(self, app: Argument, found: ImportString) -> str:
        """Return what must be done for an import string to work, empty if nothing."""
        launch, launching, file = self.launch, self.context.launching, self.context.file
        names = {plain_name(root_of(app.node))}
        todo: list[str] = []
        if found.module in {file.stem, MODULE_NAME}:
            name = found.attributes.partition(".")[0]
            names.add(name)
            factories = launching.functions(name) if found.factory else []
            lacking = launching.lacks(launch, factories[0] if factories else None)
            if lacking is not None:
                todo.append(f"set {lacking} at module level")
        if not found.factory and launching.changes(names - {""}, launch):
            todo.insert(0, "set the application up at module level")
        reason = ", for the new process only imports this file" if todo else ""
        if not (launch.carrier or file.is_main) and self.context.conditions.may_run_on_import(
            launch.region
        ):
            todo.append('put the call under if __name__ == "__main__":')
        if self.workers_may_be_float():
            todo.append("make workers a whole number")
        return " and ".join(todo) + reason

    def is_handed_on(self) -> bool:
        """Is a function that leads to the launch given to a thread, an executor or a process?"""
        pending, seen = [self.launch.region.scope], {self.launch.region.scope}
        while pending:
            scope: Scope | None = pending.pop()
            while scope is not None:
                if self.runs_elsewhere(scope):
                    return True
                if scope.kind is ScopeKind.FUNCTION and len(seen) < FUNCTION_LIMIT:
                    for call in self.context.inference.table.calls_of(scope, FUNCTION_LIMIT):
                        if call.region.scope not in seen:
                            seen.add(call.region.scope)
                            pending.append(call.region.scope)
                scope = scope.parent
        return False

    def runs_elsewhere(self, scope: Scope) -> bool:
        """Is a function, or the method of a class, what threads and their like run?"""
        node: Any = scope.node
        if scope.kind is ScopeKind.FUNCTION:
            return node.name in self.context.handed_on
        if scope.kind is ScopeKind.CLASS:
            return any(last_name(base) in CARRIERS for base in node.bases)
        return node in self.context.handed_on

    # A string

    def of_string(self, app: Argument) -> Iterator[Finding]:
        text = self.app[0].data if len(self.app) == 1 and is_text(self.app[0]) else None
        module = ""
        if isinstance(text, str):
            problem = find_problem(text)
            if problem is not None:
                yield from self.uvi004(app, text)
                return
            module, _, attributes = text.partition(":")
            yield from self.uvi005(app, module, attributes)
        yield from self.uvi007(module)

    def uvi004(self, app: Argument, text: str) -> Iterator[Finding]:
        problem = find_problem(text)
        assert problem is not None
        advice, fix = "", None
        instead = problem.instead
        if instead is not None and not (instead.factory and self.has_other(instead)):
            advice = f"; write {instead.source()}"
            if instead.factory:
                advice += ", factory=True"
            fix = Fix(self.launch, instead)
        yield Finding(
            errors.UVI004,
            app.shown,
            {"string": _on_one_line(as_source(text)), "problem": problem.what, "advice": advice},
            fix,
        )

    def has_other(self, factory: ImportString) -> bool:
        """Does this very file lack the factory, or hold one that needs arguments?"""
        if not self.names_this_file(factory.module):
            return False
        bindings = self.context.inference.table.at_end(factory.attributes)
        values = [
            value
            for binding in bindings
            for value in self.context.inference.binding_values(binding)
        ]
        return not values or any(map(needs_arguments, values))

    def uvi005(self, app: Argument, module: str, attributes: str) -> Iterator[Finding]:
        context = self.context
        if not self.names_this_file(module):
            return
        name, dot, rest = attributes.partition(".")
        # The process itself has what the guard binds, one that it starts has not.
        as_main = module != context.file.dotted and not {"reload", "workers"} & {*self.on}
        problem = context.attributes.missing(name, as_main=as_main)
        if problem is not None:
            near = context.attributes.near(name)
            instead = as_source(f"{module}:{near}{dot}{rest}")
            yield Finding(
                errors.UVI005,
                app.shown,
                {
                    "name": name,
                    "problem": problem,
                    "near": f", or write {instead}" if near else "",
                },
            )

    def names_this_file(self, module: str) -> bool:
        """Is it sure that this launch imports this very file under a name?"""
        file = self.context.file
        if not file.is_named_by(module):
            return False
        if module == "__main__":
            return self.context.conditions.run_by_script(self.launch.region)
        return module != file.dotted or not self.looks_elsewhere()

    def looks_elsewhere(self) -> bool:
        """May another file of this one's name lie where uvicorn looks first?"""
        return bool(self.launch.app_dir or self.launch.open or self.context.moves_path)

    def uvi007(self, module: str) -> Iterator[Finding]:
        names_itself = module == self.context.file.dotted and self.names_this_file(module)
        if self.context.file.is_main or not (names_itself or {"reload", "workers"} & {*self.on}):
            return
        call = self.runs_on_import()
        if call is not None:
            yield Finding(errors.UVI007, call, {})

    def runs_on_import(self) -> ast.Call | None:
        """Return the call by which an import of this file launches, None if none surely does."""
        if self.launch.carrier:
            return None
        return self.context.conditions.imported_call(
            self.launch.call, self.launch.region, self.launch.at
        )

    # Either

    def uvi006(self) -> Iterator[Finding]:
        debug = self.launch.debug
        if debug is not None and not minds_releases(self.launch, self.context.conditions):
            fix = Fix(self.launch, remove=debug.keyword) if debug.keyword else None
            yield Finding(errors.UVI006, debug.keyword or debug.shown, {}, fix)

    def uvi009(self, app: Argument) -> Iterator[Finding]:
        if self.launch.factory is None or self.state(self.launch.factory) is not State.ON:
            return
        if self.is_application(self.app):
            advice = "leave factory=True out"
            yield Finding(errors.UVI009, app.shown, {"what": "this", "advice": advice})
        elif self.verdict is Verdict.STRING and len(self.app) == 1:
            text = self.app[0].data
            if isinstance(text, str) and self.names_application(text):
                _, _, name = text.partition(":")
                advice = "leave factory=True out"
                yield Finding(errors.UVI009, app.shown, {"what": name, "advice": advice})

    def is_application(self, values: Values) -> bool:
        """Are these certainly instances of a framework's application class?"""
        return bool(values) and all(
            value.kind is Kind.OBJECT and value.data in FRAMEWORKS for value in values
        )

    def names_application(self, text: str) -> bool:
        """Does an import string name an application of this very file?"""
        module, _, name = text.partition(":")
        if not self.names_this_file(module):
            return False
        table = self.context.inference.table
        lookup = table.at_end(name)
        return bool(lookup) and all(
            self.is_application(self.context.inference.binding_values(binding))
            for binding in lookup
        )


def _moves_path(table: SymbolTable) -> bool:
    """May the file put something before itself on ``sys.path``?"""
    stores, inserts = table.stores.get("path", ()), table.calls.get("insert", ())
    return any(last_name(store.target.value) == "sys" for store in stores) or any(
        isinstance(call.node.func, ast.Attribute) and last_name(call.node.func.value) == "path"
        for call in inserts
    )


def _handed_on(table: SymbolTable) -> set[str | ast.Lambda]:
    """Return what is given to threads, executors and processes: its name, or a lambda."""
    handed: set[str | ast.Lambda] = set()
    for carrier in CARRIERS.keys() - {"partial"}:
        for name in table.names_for(carrier):
            for call in table.calls.get(name, ()):
                taken = CARRIERS[carrier](call.node)
                if taken is not None:
                    target = taken[0]
                    handed.add(target if isinstance(target, ast.Lambda) else last_name(target))
    return handed - {""}


_TURNED_ON: Final = {"reload": "reload is on", "workers": "workers is above 1"}


def _together(flags: list[str]) -> str:
    return " and ".join(flags)


def _on_one_line(text: str) -> str:
    """Return a text as it can stand in a report: no line breaks, nothing unprintable."""
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1] for character in text
    )
