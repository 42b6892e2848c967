"""What the rules are made of: a rule, what it finds, how that is mended, and whom it asks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from flake8_plugin_utils import Error

from flake8_uvicorn_import_string.conditions.analysis import Analysis
from flake8_uvicorn_import_string.conditions.judgement import Judgement

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from flake8_uvicorn_import_string.advice.advice import Adviser
    from flake8_uvicorn_import_string.advice.import_string import ImportString, Problem
    from flake8_uvicorn_import_string.advice.module_names import ModuleNames
    from flake8_uvicorn_import_string.advice.this_file import ThisFile
    from flake8_uvicorn_import_string.conditions.elsewhere import Elsewhere
    from flake8_uvicorn_import_string.launches.launch import Launch


# So many characters has a message, its code included, unless names in it are very long.
MESSAGE_LIMIT: Final = 199


class Rule(Error):
    """A code, and the template of its message; an instance is one report.

    The docstring begins with the code and is the title of the page beside the module.
    ``opt_in`` is True for a code that is reported only to those who select it.
    """

    opt_in: ClassVar[bool] = False


class LaunchRule(Rule, ABC):
    """A rule about the launches of a file, or about the configurations that it serves.

    ``judges_callers`` is True for a rule that looks at the calls of a function of the file,
    too, which hands its parameters on to a launch.
    """

    judges_callers: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def check(cls, launch: Launch, context: Context) -> Iterator[Finding]:
        """Yield what is wrong with a launch; nothing where that is not certain."""


class Fix(NamedTuple):
    """What to change in a launch: write a string, or remove a keyword.

    ``why_not`` says what must be done instead, or before the string is written; ``lines``
    are those that go to module level before.
    """

    launch: Launch
    string: ImportString | None = None
    remove: ast.keyword | None = None
    why_not: str | None = None
    lines: tuple[int, ...] = ()


class Finding(NamedTuple):
    """A rule, the node to report it at, what its message needs, and a fix.

    ``launch`` is the one that it is about; whoever runs the rules sets it.
    """

    rule: type[Rule]
    node: ast.expr | ast.keyword
    details: dict[str, Any]
    fix: Fix | None = None
    launch: Launch | None = None

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def message(self) -> str:
        """What is reported, without the code."""
        return self.rule.formatted_message(**self.details)


class Context(Analysis):
    """What a rule may ask about a file; each service is made when it is first asked.

    Their modules are loaded then, too: few files need them all.
    """

    _judged: Judgement | None = None
    _problem: tuple[str, Problem | None] | None = None

    @cached_property
    def kept(self) -> dict[tuple[type[LaunchRule], str], Any]:
        """What rules keep of a name for all launches of the file."""
        return {}

    def judge(self, launch: Launch) -> Judgement:
        """Return what uvicorn makes of a launch; all rules about it share the answers."""
        if self._judged is None or self._judged.launch is not launch:
            self._judged = Judgement(launch, self)
        return self._judged

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """Where the launches run: in a loop, away from the main thread."""
        from flake8_uvicorn_import_string.conditions.elsewhere import Elsewhere

        return Elsewhere(self)

    @cached_property
    def file(self) -> ThisFile:
        """By which names the file is imported."""
        from flake8_uvicorn_import_string.advice.this_file import ThisFile

        return ThisFile(self)

    @cached_property
    def module_names(self) -> ModuleNames:
        """Which names the file has as a module."""
        from flake8_uvicorn_import_string.advice.module_names import ModuleNames

        return ModuleNames(self)

    @cached_property
    def adviser(self) -> Adviser:
        from flake8_uvicorn_import_string.advice.advice import Adviser

        return Adviser(self, self.file)

    def advise(self, rule: type[Rule], launch: Launch, **details: str) -> tuple[str, Fix]:
        """Return what to write instead of an application object, in words and as a fix.

        In: the rule whose message the words end, and what else that message needs.
        """
        said = len(rule.code) + 1 + len(rule.formatted_message(**{"advice": "", **details}))
        advice = self.adviser.instead_of_object(self.judge(launch))
        words = advice.within(MESSAGE_LIMIT - said)
        is_enough = advice.string is not None and not advice.preconditions
        why_not = None if is_enough else words
        return words, Fix(launch, advice.string, why_not=why_not, lines=advice.lines)

    @cached_property
    def has_supervisor(self) -> bool:
        """May the file have a supervisor of its own?"""
        from flake8_uvicorn_import_string.launches.servers import has_supervisor

        return has_supervisor(self.table, self.configs)

    def problem(self, launch: Launch) -> Problem | None:
        """Return why uvicorn cannot import the string of a launch, None if it may."""
        text = self.judge(launch).text
        if text is None:
            return None
        if self._problem is None or self._problem[0] != text:
            from flake8_uvicorn_import_string.advice.import_string import find_problem

            self._problem = text, find_problem(text)
        return self._problem[1]
