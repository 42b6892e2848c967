"""What uvicorn makes of one launch, under the conditions around it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.facts.uvicorn import WEB_CONCURRENCY
from flake8_uvicorn_import_string.inference.values import NONE, UNKNOWN, constant, merge
from flake8_uvicorn_import_string.launches.judge import (
    JUDGES,
    State,
    Verdict,
    judge_application,
    judge_switch,
)
from flake8_uvicorn_import_string.launches.launch import Argument

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.conditions.analysis import Analysis
    from flake8_uvicorn_import_string.inference.values import Values
    from flake8_uvicorn_import_string.launches.launch import Launch


class Judgement:
    """Answers what uvicorn makes of the arguments of a launch; each is judged once."""

    def __init__(self, launch: Launch, analysis: Analysis) -> None:
        self.launch = launch
        self._analysis = analysis
        self._values: dict[str, Values] = {}
        self._states: dict[str, State] = {}

    def values(self, name: str) -> Values:
        """Return what a parameter may be, nothing if it is not given."""
        values = self._values.get(name)
        if values is None:
            argument = self.launch.argument(name)
            values = () if argument is None else argument.values
            if argument is not None and argument.is_optional:
                # A flag that is not given is off; without an application there is no launch.
                values = merge(values, (UNKNOWN if name == "app" else constant(False),))
            self._values[name] = values
        return values

    def state(self, name: str) -> State:
        """Return what a flag is; one that is not given is off.

        Of what is not in ``JUDGES``, uvicorn asks whether it is true.
        """
        state = self._states.get(name)
        if state is None:
            given = name in self.launch.arguments
            state = JUDGES.get(name, judge_switch)(self.values(name)) if given else State.OFF
            if name == "workers" and self.by_environment is not None:
                state = self.by_environment
            self._states[name] = state
        return state

    @cached_property
    def by_environment(self) -> State | None:
        """What ``workers`` are by the environment that the code itself has set.

        None where the call gives them, and where nothing is set.
        """
        text = self._analysis.text
        if text and WEB_CONCURRENCY not in text:
            return None
        given = self.launch.argument("workers")
        if self.launch.is_config or self.launch.is_forwarded or self.launch.may_have_more:
            return None
        if given is not None and self.values("workers") != (NONE,):
            return None
        return self._analysis.environment.workers(self.launch.place)

    def on(self, *names: str) -> list[str]:
        """Return those of some flags that are certainly on."""
        return [name for name in names if self.state(name) is State.ON]

    @cached_property
    def has_flags(self) -> bool:
        """May a flag be on, as far as the launch itself says?  Most launches are given none."""
        return self.launch.activations is not None or any(
            self.state(name) in {State.ON, State.DYNAMIC} for name in ("reload", "workers", "debug")
        )

    @cached_property
    def starts_processes(self) -> bool:
        """Is a flag on with which a supervisor starts processes?  A ``Server`` never does."""
        return not self.launch.is_config and bool(self.on("reload", "workers"))

    def refused(self, *names: str) -> list[str]:
        """Return the flags that are on whenever the launch runs.

        They are where the one test on a flag leads there only if it is on, too.
        """
        if self._activations:
            groups = [part.refused(*names) for part in self._activations]
            return [name for name in names if all(groups) and any(name in g for g in groups)]
        turns_on = self._analysis.switches.turns_on
        return [
            name
            for name in names
            if self.state(name) is State.ON
            or self.state(name) is State.DYNAMIC
            and name in self.launch.arguments
            and turns_on(self.launch, name)
        ]

    @cached_property
    def is_dead(self) -> bool:
        """Can the launch never run, for a constant condition around or before it?"""
        is_dead = self._analysis.reachability.is_dead
        served = self.launch.served
        return any(is_dead(place) for place, _ in self.launch.ways) or (
            served is not None and is_dead(served.place)
        )

    def may_turn_on(self, name: str) -> bool:
        """May a flag be on, and has the code not thought of it?"""
        if self._activations:
            return any(
                part.refused(name) or part.may_turn_on(name) for part in self._activations
            )
        if self.state(name) is not State.DYNAMIC:
            return False
        flag_checks = self._analysis.flag_checks
        if name == "workers" and self.by_environment is not None:
            sources = self._analysis.environment.sources(self.launch.place)
            flag = Argument(sources, self.launch.call)
            return not flag_checks.is_asked(self.launch, flag, name)
        return not flag_checks.is_checked(self.launch, name)

    @cached_property
    def _activations(self) -> list[Judgement]:
        """The same launch as each visible call of the function around makes it."""
        return [Judgement(launch, self._analysis) for launch in self.launch.activations or ()]

    @cached_property
    def app(self) -> Argument | None:
        """The application that uvicorn comes to look at.

        None if no application is visible, the launch never runs, or the call ends
        before: as a ``TypeError``, or over ``workers`` that no number can be compared with.
        """
        if self.is_dead or self.launch.is_type_error:
            return None
        # A Config compares its workers with nothing.
        if not self.launch.is_config and self.state("workers") is State.ERROR:
            return None
        return self.launch.argument("app")

    @cached_property
    def verdict(self) -> Verdict:
        """What the application is."""
        verdict = judge_application(self.values("app"))
        if verdict is Verdict.UNKNOWN and self._computed is not None:
            return Verdict.STRING
        return verdict

    @cached_property
    def object(self) -> Argument | None:
        """The application that uvicorn comes to look at, if it surely is an object.

        None also where a condition around the launch asks for its type, where the exit of
        uvicorn is expected, and where it is judged at the calls of the function around.
        """
        app = self.app
        if self.launch.activations is not None:
            parts = [part.object for part in self._activations]
            return app if parts and None not in parts else None
        if app is None or self.verdict is not Verdict.OBJECT:
            return None
        if self._analysis.flag_checks.asks_for_type(self.launch, app):
            return None
        return None if self._analysis.expected.exit(self.launch) else app

    @cached_property
    def is_exit_expected(self) -> bool:
        """Is it expected that uvicorn exits over the string that it is given?

        With ``reload`` or ``workers`` it is the new process that does, which no handler sees.
        """
        return not self.starts_processes and self._analysis.expected.exit(self.launch)

    @cached_property
    def choice(self) -> Argument | None:
        """The application that uvicorn comes to look at, if it is now a string and now none."""
        app = self.app
        if app is None or self.verdict is not Verdict.UNKNOWN or not app.is_plain:
            return None
        return None if self._analysis.expected.exit(self.launch) else app

    @cached_property
    def string(self) -> Argument | None:
        """The application that uvicorn comes to look at, if it surely is a string."""
        return self.app if self.verdict is Verdict.STRING else None

    @cached_property
    def text(self) -> str | None:
        """The text of an application that is one certain string, with placeholders."""
        values = self.values("app")
        if self.string is None or len(values) != 1:
            return None
        text = values[0].data
        return text if isinstance(text, str) else self._computed

    @cached_property
    def _computed(self) -> str | None:
        """The text that the application is where it takes more than inference to know."""
        app = self.app
        if app is None or not app.is_plain:
            return None
        return self._analysis.texts.text(app.node, app.place)
