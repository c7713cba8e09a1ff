"""How long hypothesis looks: seconds every day, hours when somebody asks for it."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

SHORT = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LONG = settings(SHORT, max_examples=1_000, derandomize=False, phases=(*SHORT.phases, Phase.shrink))
