"""The other screens of the sample study, and those without any, by keys and for screen readers."""

from __future__ import annotations

import pytest

from tests.screenshots.screens import Screen
from tests.screenshots.stage import Stage
from tests.screenshots.studies import SAMPLE
from tests.ui.reaching import WITH_OTHERS, name_of, screens_of, unreached

STUDIES = (SAMPLE,)
_SCREENS = [one for one in screens_of(*STUDIES, "") if not one.name.startswith(WITH_OTHERS)]


@pytest.mark.parametrize("screen", _SCREENS, ids=name_of)
def test_every_control_of_a_screen_is_named_reached_and_ringed(stage: Stage, screen: Screen) -> None:
    assert not unreached(stage, screen)
