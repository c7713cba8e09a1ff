"""Two people who code one text of a thousand characters."""

from __future__ import annotations

import pytest

from tests.core.agreement.team import Team


@pytest.fixture
def pair(s) -> Team:
    """Ann and Ben, a source "One" of 1,000 characters without spaces, and the code "Mask"."""
    team = Team(s)
    team.source("One", "x" * 1000)
    team.code("Mask")
    return team
