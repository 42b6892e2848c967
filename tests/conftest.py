"""What holds for all tests.

How many programs Hypothesis makes up: choose with ``--hypothesis-profile``.  And a
fault of the plugin (UVI000) fails the test that meets it, whatever that looks at.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from flake8_uvicorn_import_string.rules.uvi000_plugin_fault import PluginFault

# To explain a failure takes minutes.
_PHASES = [phase for phase in Phase if phase is not Phase.explain]

# The same programs at each run, so that nobody's change fails by bad luck.
settings.register_profile(
    "default",
    max_examples=100,
    derandomize=True,
    deadline=None,
    phases=_PHASES,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep",
    max_examples=10_000,
    deadline=None,
    phases=_PHASES,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
settings.load_profile("default")

# What every report of a fault says.
FAULT = PluginFault.message.partition("{")[0]

_of = PluginFault.of
_run = subprocess.run


def _raise(error: Exception) -> PluginFault:
    raise error


def _run_without_fault(*args: Any, **options: Any) -> subprocess.CompletedProcess[Any]:
    """Run a process as ``subprocess.run`` does; what it says must be of no fault."""
    done = _run(*args, **options)
    for output in (done.stdout, done.stderr):
        text = output.decode(errors="replace") if isinstance(output, bytes) else output
        assert FAULT not in (text or ""), text
    return done


@pytest.fixture(scope="session", autouse=True)
def faults_are_failures() -> Iterator[None]:
    """Let no fault become a mere report, in this process or in one that a test runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PluginFault, "of", _raise)
        patch.setattr(subprocess, "run", _run_without_fault)
        yield


@pytest.fixture
def faults_are_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let faults be reported in this test, as for users."""
    monkeypatch.setattr(PluginFault, "of", _of)
    monkeypatch.setattr(subprocess, "run", _run)
