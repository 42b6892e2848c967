"""Composed programs under real uvicorn: UVI001 exactly where uvicorn refuses.

The strategy is in ``launch_programs.py``.  Each program runs under the recording oracle, and
for each launch in it:

* if uvicorn refused it, each time that it was reached, the plugin reports UVI001 there, once
  and at one of the places where a report may point, unless a reason of ``Silence`` applies
  (that list is closed: each reason is one of those for which the design is silent);
* if uvicorn did not refuse it, the plugin does not report it: there is no exception to that.

And nothing else in the program is reported.  ``debug`` is left out: what it did depends on the
release.  Not composed are programs for which the design says "reported" though this very run is
not refused:

* a launch in code that is never reached (``if False:``, behind a ``return`` …);
* one branch, or one exception, that would leave ``uvicorn.run`` in a name which at run time
  holds something else ("one branch that imports uvicorn is enough");
* what the conventions of naming exclude: an imported ``app`` that is a string;
* keyword arguments that the installed uvicorn does not know.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import event, given, settings

from tests.support.launch_programs import SERVICE, Program, Site, launch_programs
from tests.support.marked import expected, reported
from tests.support.oracle import AVAILABLE, Oracle, Outcome, Verdict

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="the oracle needs os.fork")

# The profile of this run (conftest.py), but some more than it asks for.
EXAMPLES = max(250, settings().max_examples)


class Count(NamedTuple):
    """One launch of one program, for the count of all: did uvicorn refuse, may we be silent?"""

    kind: str
    excused: bool


def outcomes(program: Program, verdict: Verdict) -> dict[Site, list[Outcome]]:
    """Return what came of each launch, each time that it was reached."""
    lines = {site.line: site for site in program.sites}
    deferred = [site for site in program.sites if site.deferred]
    reached: dict[Site, list[Outcome]] = {site: [] for site in program.sites}
    for launch in verdict.launches:
        site = lines.get(launch.line or 0)
        if site is None and launch.line is None and len(deferred) == 1:
            site = deferred[0]
        assert site is not None, f"a launch from nowhere: {launch}"
        reached[site].append(launch.outcome)
    return reached


def disagreements(program: Program, verdict: Verdict) -> list[str]:
    """Return where the plugin and uvicorn do not agree."""
    reports = {(line, column) for line, column, _ in reported(program.source, select="UVI001")}
    found = []
    refused = Outcome.REFUSED in verdict.outcomes
    for site, results in outcomes(program, verdict).items():
        here = reports & site.spots
        reports -= site.spots
        if not results:
            # Behind the end of the program anything may be true.
            ended = refused or (verdict.text and site is not program.sites[0])
            if here and not ended:
                found.append(f"line {site.line}: reported, but uvicorn was not reached")
        elif set(results) == {Outcome.REFUSED}:
            if not here and not site.silences:
                found.append(f"line {site.line}: refused, but not reported")
        elif here:
            found.append(f"line {site.line}: reported, but uvicorn says {results}")
        if len(here) > 1:
            found.append(f"line {site.line}: reported more than once")
    return found + [f"stray report at {report}" for report in sorted(reports)]


def test_composed_programs(oracle: Oracle) -> None:
    """Plugin and uvicorn agree on composed programs, of which enough are of each kind."""
    counts: Counter[Count] = Counter()

    @settings(max_examples=EXAMPLES)
    @given(launch_programs())
    def agree(program: Program) -> None:
        verdict = oracle.judge(program.source, modules=program.modules)
        if verdict.timed_out:  # a busy machine, or a composed endless loop
            counts[Count("timed out", False)] += 1
            return
        if verdict.text.startswith("NameError") and not verdict.launches:
            counts[Count("broken", False)] += 1  # composed in an order that binds too late
            return
        for site, results in outcomes(program, verdict).items():
            kinds = {result.value for result in results} or {"not reached"}
            kind = kinds.pop() if len(kinds) == 1 else "not always the same"
            counts[Count(kind, bool(site.silences))] += 1
            event(kind)
        found = disagreements(program, verdict)
        assert not found, "\n".join([*found, program.source, *map(str, verdict.launches)])

    agree()
    assert counts[Count("timed out", False)] <= EXAMPLES // 100, counts
    refused = counts[Count("refused", True)] + counts[Count("refused", False)]
    assert 0.15 < refused / counts.total() < 0.6, counts
    # Much of what uvicorn refuses has to be reported, without excuse.
    assert counts[Count("refused", False)] > refused / 3, counts
    print(f"{EXAMPLES} programs, uvicorn {oracle.uvicorn}:", *counts.items(), sep="\n")


# Disagreements that this test has found.  ``# error:`` says what is reported now.
REGRESSIONS = {
    "dataclass-field-with-default": """
        import dataclasses, typing, uvicorn
        @dataclasses.dataclass
        class Settings:
            app: typing.Any = None
        uvicorn.run(Settings("service:app").app, workers=2.0)
        """,
    "dataclass-field-of-a-base": """
        import dataclasses, typing, uvicorn
        @dataclasses.dataclass
        class Base:
            app: typing.Any = None
        @dataclasses.dataclass
        class Settings(Base): ...
        uvicorn.run(Settings("service:app").app, workers=2.0)
        """,
    "named-tuple-field-with-default": """
        import typing, uvicorn
        class Settings(typing.NamedTuple):
            app: typing.Any = None
        uvicorn.run(Settings("service:app").app, workers=2.0)
        """,
    "attributes-updated": """
        import uvicorn
        class Settings:
            app = None
            def __init__(self, **options):
                self.__dict__.update(options)
        uvicorn.run(Settings(app="service:app").app, workers=2.0)
        """,
    "run-as-a-method": """
        from uvicorn import run
        class Command:
            serve = run
            def start(self):
                (serve := self.serve)(object(), workers=2.0)
        Command().start()
        """,
    "run-as-a-method-in-a-branch": """
        import sys
        from uvicorn import run
        class Command:
            serve = run
            def start(self):
                serve = self.serve if sys.argv else run
                serve(object(), workers=2.0)
        Command().start()
        """,
    "run-as-a-method-of-the-class": """
        from uvicorn import run
        class Command:
            serve = run
        (serve := Command.serve)(object(), workers=2.0)  # error: 25 UVI001
        """,
    "run-of-an-instance": """
        from uvicorn import run
        class Command:
            def __init__(self):
                self.serve = run
            def start(self):
                (serve := self.serve)(object(), workers=2.0)  # error: 30 UVI001
        Command().start()
        """,
    "run-of-a-module-of-a-class": """
        import uvicorn
        class Command:
            server = uvicorn
            def start(self):
                (server := self.server).run(object(), workers=2.0)  # error: 36 UVI001
        Command().start()
        """,
    "attributes-of-vars-updated": """
        import uvicorn
        class Settings:
            app = None
            def __init__(self, **options):
                vars(self).update(options)
        uvicorn.run(Settings(app="service:app").app, workers=2.0)
        """,
    "attributes-replaced": """
        import uvicorn
        class Settings:
            app = None
            def __init__(self, **options):
                self.__dict__ = options
        uvicorn.run(Settings(app="service:app").app, workers=2.0)
        """,
    "setattr-in-a-loop": """
        import uvicorn
        class Settings:
            app = None
            def __init__(self, **options):
                for name, value in options.items():
                    setattr(self, name, value)
        uvicorn.run(Settings(app="service:app").app, workers=2.0)
        """,
    "setattr-of-a-class": """
        import uvicorn
        class Settings:
            app = None
        setattr(Settings, "app", "service:app")
        uvicorn.run(Settings.app, workers=2.0)
        """,
    "setattr-of-another-name": """
        import uvicorn
        class Settings:
            app = object()
        setattr(Settings, "title", "service:app")
        uvicorn.run(Settings.app, workers=2.0)  # error: 12 UVI001
        """,
    "getattribute": """
        import uvicorn
        class Settings:
            app = None
            def __getattribute__(self, name):
                return "service:app"
        uvicorn.run(Settings().app, workers=2.0)
        """,
    "descriptor": """
        import uvicorn
        class Field:
            def __get__(self, *owner):
                return "service:app"
        class Settings:
            app = Field()
        uvicorn.run(Settings.app, workers=2.0)
        """,
    "property-of-a-decorator-of-its-own": """
        import uvicorn
        class lazy:
            def __init__(self, function): ...
            def __get__(self, *owner):
                return "service:app"
        class Settings:
            @lazy
            def app(self): ...
        uvicorn.run(Settings().app, workers=2.0)
        """,
    "overridden-by-a-derived-class": """
        import uvicorn
        class Base:
            app = None
            def start(self):
                uvicorn.run(self.app, workers=2.0)
        class Derived(Base):
            app = "service:app"
        Derived().start()
        """,
    "overridden-further-down": """
        import uvicorn
        class Base:
            app = None
            @classmethod
            def start(cls):
                uvicorn.run(cls.app, workers=2.0)
        class Middle(Base): ...
        class Derived(Middle):
            app = "service:app"
        Derived.start()
        """,
    "method-overridden": """
        import uvicorn
        class Base:
            def make(self):
                return None
            def start(self):
                uvicorn.run(self.make(), workers=2.0)
        class Derived(Base):
            def make(self):
                return "service:app"
        Derived().start()
        """,
    "attribute-of-an-unrelated-class": """
        import uvicorn
        class Settings:
            app = object()
        class Wrapper:
            def __init__(self, app):
                self.app = app
        uvicorn.run(Settings.app, workers=2.0)  # error: 12 UVI001
        """,
    "value-of-a-text-enum": """
        import enum, uvicorn
        class Target(str, enum.Enum):
            APP = "service:app"
        app = Target.APP.value
        uvicorn.run(app, workers=2.0)
        """,
    "called-unseen-before-a-rebinding": """
        import uvicorn
        app = "service:app"
        def main():
            uvicorn.run(app, workers=2.0)
        for step in (main,):
            try:
                step()
            except TypeError:
                pass
        app = object()
        """,
    "method-called-before-a-rebinding": """
        import uvicorn
        app = "service:app"
        class Server:
            def start(self):
                uvicorn.run(app, workers=2.0)
        try:
            Server().start()
        except TypeError:
            pass
        app = object()
        """,
    "made-by-a-star-import-when-called": """
        import uvicorn
        from service import *
        def main():
            uvicorn.run(TARGET, workers=2.0)
        for step in (main,):
            try:
                step()
            except TypeError:
                pass
        TARGET = 7
        """,
    "called-in-a-lambda": """
        import uvicorn
        run = uvicorn.run
        def main():
            run(object(), reload=True)  # error: 8 UVI001
        try:
            list(map(lambda _: main(), [0]))
        except SystemExit:
            if not __name__:
                raise
        run = print
        """,
    "alias-ends-after-a-method-call": """
        import uvicorn
        run = uvicorn.run
        class Server:
            def start(self):
                run(object(), reload=True)  # error: 12 UVI001
        try:
            Server().start()
        except SystemExit:
            if not __name__:
                raise
        run = print
        """,
    "method-called-in-the-body-of-its-class": """
        import uvicorn
        flag = "yes"
        class Server:
            def start():
                uvicorn.run(object(), reload=flag)  # error: 20 UVI001
            try:
                start()
            except SystemExit:
                if not __name__:
                    raise
        del flag
        """,
    "conditional-inside-a-partial": """
        import functools, uvicorn
        run = uvicorn.run
        functools.partial(run or print, object(), reload=True)()  # error: 32 UVI001
        """,
    "import-module-renamed": """
        from importlib import import_module as load
        run = load("uvicorn").run
        run(object(), reload=True)  # error: 4 UVI001
        """,
    "import-module-inside-a-partial": """
        import functools, importlib
        start = functools.partial(
            importlib.import_module("uvicorn").run,
            object(),  # error: 4 UVI001
            workers=2,
        )
        start()
        """,
    "copy-of-a-dict": """
        import uvicorn
        options = {"reload": True}
        uvicorn.run(object(), **dict(options))  # error: 12 UVI001
        """,
    "formatted-constant": """
        import uvicorn
        uvicorn.run(object(), reload=f"{1}")  # error: 12 UVI001
        """,
    "partial-of-what-may-be-a-method": """
        import functools, sys, uvicorn
        class Runner:
            launch = uvicorn.run
            def main(self):
                start = self.launch if sys.argv else uvicorn.run
                functools.partial(start, object(), reload=True)()
        try:
            Runner().main()
        except TypeError:
            pass
        """,
    "partial-whose-flag-is-turned-off": """
        import functools, uvicorn
        start = functools.partial(uvicorn.run, object(), reload=True)
        start(reload=False)
        """,
}


@pytest.mark.parametrize("source", REGRESSIONS.values(), ids=REGRESSIONS)
def test_regressions(source: str, oracle: Oracle) -> None:
    """What has once been a disagreement is none any more."""
    source = textwrap.dedent(source)
    assert reported(source, select="UVI001") == expected(source)
    verdict = oracle.judge(source, modules={"service.py": SERVICE})
    assert verdict.launches
    is_error = bool(expected(source))
    assert {outcome is Outcome.REFUSED for outcome in verdict.outcomes} == {is_error}
