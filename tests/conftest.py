"""How many programs Hypothesis makes up: choose with ``--hypothesis-profile``."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

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
