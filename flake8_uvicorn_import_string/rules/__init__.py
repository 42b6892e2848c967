"""The rules: one module for each code and, beside it, the page that explains it.

Whoever adds a rule adds its class here, to the row where it belongs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flake8_uvicorn_import_string.rules.uvi000_plugin_fault import PluginFault
from flake8_uvicorn_import_string.rules.uvi001_application_object import ApplicationObject
from flake8_uvicorn_import_string.rules.uvi002_dynamic_flag import DynamicFlag
from flake8_uvicorn_import_string.rules.uvi003_ignored_workers import IgnoredWorkers
from flake8_uvicorn_import_string.rules.uvi004_unimportable_string import UnimportableString
from flake8_uvicorn_import_string.rules.uvi005_missing_name import MissingName
from flake8_uvicorn_import_string.rules.uvi006_removed_debug import RemovedDebug
from flake8_uvicorn_import_string.rules.uvi007_launch_on_import import LaunchOnImport
from flake8_uvicorn_import_string.rules.uvi008_ignored_flags import IgnoredFlags
from flake8_uvicorn_import_string.rules.uvi009_application_as_factory import ApplicationAsFactory
from flake8_uvicorn_import_string.rules.uvi010_running_loop import RunningLoop
from flake8_uvicorn_import_string.rules.uvi011_setup_left_behind import SetupLeftBehind
from flake8_uvicorn_import_string.rules.uvi012_away_from_main import AwayFromMain
from flake8_uvicorn_import_string.rules.uvi901_web_concurrency import WebConcurrency

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.rules.base import LaunchRule, Rule

# Of the rules of one row, a launch gets the first that finds something.
LAUNCH_RULES: Final[tuple[tuple[type[LaunchRule], ...], ...]] = (
    (RemovedDebug,),
    (ApplicationObject, RunningLoop, DynamicFlag, WebConcurrency),
    (AwayFromMain, IgnoredWorkers),
    (UnimportableString,),
    (MissingName, SetupLeftBehind),
    (LaunchOnImport,),
    (ApplicationAsFactory,),
)

# The same for a uvicorn.Config that a uvicorn.Server serves: what must be mended first.
SERVED_RULES: Final[tuple[tuple[type[LaunchRule], ...], ...]] = (
    (
        RemovedDebug,
        UnimportableString,
        MissingName,
        LaunchOnImport,
        ApplicationAsFactory,
        # With a flag that counts, what UVI008 says to write works in a coroutine, too.
        IgnoredFlags,
        RunningLoop,
    ),
    (SetupLeftBehind,),
)
# For one whose application is loaded, and served by nobody who can be seen.
LOADED_RULES: Final[tuple[tuple[type[LaunchRule], ...], ...]] = (
    (RemovedDebug, UnimportableString, MissingName, ApplicationAsFactory),
)
# And for one of which nobody sees what becomes.
CONFIG_RULES: Final[tuple[tuple[type[LaunchRule], ...], ...]] = ((RemovedDebug,),)

RULES: Final[tuple[type[Rule], ...]] = tuple(
    sorted(
        (
            PluginFault,  # found by no rule, but by whoever runs them
            *{rule for rows in (LAUNCH_RULES, SERVED_RULES) for row in rows for rule in row},
        ),
        key=lambda rule: rule.code,
    )
)
