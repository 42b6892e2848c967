"""Launches in functions that hand their parameters on: each visible call of one is a launch.

The launch in the body is read once for each way in which the function is called, in a
:class:`Frame` where the parameters are what that call gives.  Where the application comes from
the call, the launch is judged there; where only flags do, it is judged in the body, by what all
the calls make of it.
"""

from __future__ import annotations

import ast
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flake8_uvicorn_import_string.facts.uvicorn import FLAGS
from flake8_uvicorn_import_string.launches.frames import Frame, names_of_parameters
from flake8_uvicorn_import_string.launches.judge import (
    JUDGES,
    State,
    Verdict,
    judge_application,
    judge_switch,
)
from flake8_uvicorn_import_string.launches.launch import Argument, Launch, Way
from flake8_uvicorn_import_string.semantic.model import (
    DEFERRED,
    BindingKind,
    Call,
    Construct,
    Place,
)
from flake8_uvicorn_import_string.syntax import last_name

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.arguments import ArgumentReader
    from flake8_uvicorn_import_string.launches.callers import Callers, VisibleCall
    from flake8_uvicorn_import_string.semantic.model import Scope

# So many functions hand a parameter on, one to another.
LEVEL_LIMIT: Final = 3
# A function that is called in more ways than this is judged as if nobody called it.
WAY_LIMIT: Final = 16
# Past so many launches in functions of one file, the others are judged so as well.
LAUNCH_LIMIT: Final = 32
# So many checks before a launch, and so many parts of what is given, are looked at.
CHECK_LIMIT: Final = 50

_EXITS: Final = frozenset({"SystemExit", "BaseException"})
# What a launch is judged by.
_JUDGED: Final = ("app", *sorted(FLAGS), "factory")


class Context(NamedTuple):
    """One way in which code runs: in whose sight, entered by which frames, from which places."""

    inference: Inference
    frames: tuple[Frame, ...] = ()
    ways: tuple[Way, ...] = ()


class Forwarding:
    """Finds the launches that are the calls of functions around launches."""

    def __init__(self, inference: Inference, reader: ArgumentReader, callers: Callers) -> None:
        self.inference = inference
        self.reader = reader
        self.callers = callers
        self._active: set[Scope] = set()

    def unfold(self, launches: list[Launch]) -> list[Launch]:
        """Return the launches that are added; those in the bodies learn of their callers.

        In: the launches that are plain calls of ``uvicorn.run``.
        """
        added: list[Launch] = []
        for launch in islice(filter(self._rests_on_callers, launches), LAUNCH_LIMIT):
            added += self._unfold(launch)
        return added

    def _rests_on_callers(self, launch: Launch) -> bool:
        """May what a function is given decide about the launch in it?"""
        function = launch.place.scope
        if function.kind not in DEFERRED or launch.is_type_error:
            return False
        if not names_of_parameters(function):
            return False
        app = launch.argument("app")
        if app is None:
            return launch.may_have_more
        verdict = judge_application(app.values)
        if verdict is Verdict.OBJECT:
            return launch.may_have_more or any(
                judge(argument.values) is State.DYNAMIC
                for name, judge in JUDGES.items()
                if (argument := launch.argument(name)) is not None
            )
        return verdict is Verdict.UNKNOWN

    def _unfold(self, launch: Launch) -> list[Launch]:
        function = launch.place.scope
        contexts = self._contexts(function, 1)
        in_body: list[Launch] = []
        elsewhere: dict[ast.expr, list[Launch]] = {}
        for context in contexts:
            variant = self._variant(launch, context)
            if variant is None:
                continue
            if variant.call is launch.call:
                in_body.append(variant)
            else:
                elsewhere.setdefault(variant.arguments["app"].shown, []).append(variant)
        if len(contexts) > WAY_LIMIT:
            return []
        if elsewhere and not in_body:
            launch.activations = ()
        elif in_body:
            if self.callers.may_have_others(function):
                in_body.append(launch.alone())
            launch.activations = tuple(in_body)
        added: list[Launch] = []
        for variants in elsewhere.values():
            first = variants[0]
            if len(variants) > 1:
                first = first.alone()
                first.activations = tuple(variants)
            added.append(first)
        return added

    # The ways in which a function is called

    def _contexts(self, function: Scope, level: int) -> list[Context]:
        """Return the ways in which a function is visibly called."""
        contexts: list[Context] = []
        if function in self._active:
            return contexts
        self._active.add(function)
        for visible in self.callers.of(function):
            for outer in self._outer(visible, level):
                context = self._entered(function, visible, outer)
                if context is not None:
                    contexts.append(context)
                if len(contexts) > WAY_LIMIT:
                    break
        self._active.discard(function)
        return contexts

    def _outer(self, visible: VisibleCall, level: int) -> list[Context]:
        """Return the ways in which the code around a call runs."""
        around = visible.call.place.scope
        alone = [Context(self.inference)]
        if around.kind not in DEFERRED or level >= LEVEL_LIMIT:
            return alone
        names = names_of_parameters(around)
        parts = (part for given in visible.parts() for part in ast.walk(given))
        read = {part.id for part in islice(parts, CHECK_LIMIT) if isinstance(part, ast.Name)}
        read &= around.bindings.keys()
        if not read or names.isdisjoint(around.bindings):
            return alone
        return self._contexts(around, level + 1) or alone

    def _entered(self, function: Scope, visible: VisibleCall, outer: Context) -> Context | None:
        place = visible.call.place
        if _expects_exit(place) or is_excluded(place, outer.inference):
            return None
        arguments = visible.read(self.reader, outer.inference)
        frame = self.reader.enter(
            function, arguments, visible.call, outer.inference, visible.receiver
        )
        if frame is None:
            return None
        return Context(frame, (frame, *outer.frames), ((place, outer.inference), *outer.ways))

    # The launch as one of them makes it

    def _variant(self, launch: Launch, context: Context) -> Launch | None:
        """Return a launch as it is in one way of calling its function, None if it is not known."""
        frame = context.inference
        if is_excluded(launch.place, frame):
            return None
        node, place = launch.call, launch.place
        call = Call(node, *place)
        arguments = self.reader.read(node.args, node.keywords, call, frame)
        variant = Launch(call, arguments)
        variant.ways = ((place, frame), *context.ways)
        app = variant.argument("app")
        if app is None:
            return None
        app, entered = self._surfaced(app, context)
        variant.arguments["app"] = app
        if entered is not None:
            variant.call, variant.place = entered.node, entered.place
            variant.is_forwarded = True
        for name in _JUDGED:
            argument = variant.argument(name)
            if argument is not None:
                argument.values  # noqa: B018
                if any(_is_lost(source.inference) for source in argument.sources):
                    return None
        return None if any(frame.is_lost for frame in context.frames) else variant

    def _surfaced(self, app: Argument, context: Context) -> tuple[Argument, Call | None]:
        """Return the application as a caller gives it, and the call that does."""
        entered: Call | None = None
        through = []
        while len(app.sources) == 1:
            source = app.sources[0]
            frame = source.inference
            if not isinstance(frame, Frame):
                break
            node = source.node
            given = None
            if isinstance(node, ast.Name):
                given = _given(node, source.place, frame)
            elif isinstance(node, ast.Attribute):
                item = self.reader.attribute(node, source.place, frame)
                if item is not None and len(item.sources) == 1 and not item.is_optional:
                    given = Argument(item.sources, app.shown)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                # uvicorn.run(factory())
                made = _given(node.func, source.place, frame)
                if made is not None and made.shown not in frame.defaults:
                    return app._replace(shown=made.shown), frame.call
            if given is None or given.shown in frame.defaults:
                break
            through.append(source)
            if isinstance(node, ast.Name):
                entered = frame.call
            app = given._replace(through=tuple(through))
        to_instance = self.reader.given_to_instance(app.node)
        if to_instance is not None:
            return app._replace(shown=to_instance[0]), to_instance[1]
        for frame in context.frames:
            shown = frame.shown.get(app.sources[0].node)
            if shown is not None:
                return app._replace(shown=shown), frame.call
        return app, entered


def _given(node: ast.Name, place: Place, frame: Frame) -> Argument | None:
    """Return what a call gives for the parameter that a name surely is."""
    bindings = frame.table.lookup(node.id, place).bindings
    if len(bindings) != 1 or bindings[0].kind is not BindingKind.PARAMETER:
        return None
    parameter: Any = bindings[0].node
    return frame.given.get(parameter)


def _is_lost(inference: Inference) -> bool:
    return isinstance(inference, Frame) and inference.is_lost


def _expects_exit(place: Place) -> bool:
    """May code around a place take the exit of uvicorn for what it waits for?"""
    for around in place.around():
        node = around.region.construct.node if around.region.construct else None
        if isinstance(node, (ast.With, ast.AsyncWith)):
            return True  # one that may swallow exceptions
        for handler in getattr(node, "handlers", ()):
            caught = [] if handler.type is None else [*ast.walk(handler.type)]
            if not caught or not _EXITS.isdisjoint(map(last_name, caught)):
                return True
    return False


def is_excluded(place: Place, inference: Inference) -> bool:
    """Do conditions surely keep code from a place, in the sight of ``inference``?

    Or may they, where what is matched is not known.
    """
    for around in place.around():
        construct = around.region.construct
        if construct is not None:
            if isinstance(construct.node, ast.Match) and isinstance(inference, Frame):
                return True
            outcomes = [*islice(construct.outcomes(around.region), CHECK_LIMIT)]
            if len(outcomes) == CHECK_LIMIT or any(
                _has(test, construct.place, not truth, inference) for test, truth in outcomes
            ):
                return True
        for at, check in around.region.checks[:CHECK_LIMIT]:
            if at <= around.at and _stops(check, Place(around.region, at), inference):
                return True
    return False


def _stops(check: ast.Assert | Construct, place: Place, inference: Inference) -> bool:
    """Does the code surely stop at an assertion, or in a branch?"""
    if isinstance(check, ast.Assert):
        return _has(check.test, place, False, inference)
    for branch in check.branches:
        outcomes = [] if branch.falls_through else [*islice(check.outcomes(branch), CHECK_LIMIT)]
        if 0 < len(outcomes) < CHECK_LIMIT and all(
            _has(test, check.place, truth, inference) for test, truth in outcomes
        ):
            return True
    return False


def _has(test: ast.expr, place: Place, truth: bool, inference: Inference) -> bool:
    """Has a test surely this outcome?"""
    return judge_switch(inference.values(test, place)) is (State.ON if truth else State.OFF)
