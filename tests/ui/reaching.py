"""Every screen gone through by Tab. The sample's are in files of their own, since each file is tried in one process."""

from __future__ import annotations

from tests.screenshots import reach
from tests.screenshots.screens import SCREENS, Screen
from tests.screenshots.stage import Stage
from tests.screenshots.studies import ALL, SAMPLE

# The code palette and what finds links go when the keyboard leaves them, and Tab tells a definition there; a note in
# the margin closes then, and a name that is written on the board is taken; menus are gone through by arrows.
_NO_TABS = ("palette", "merge-code", "reading-note", "menu-", "memos-link", "board-naming")
OTHERS = tuple(name for name in ALL if name != SAMPLE)
WITH_OTHERS = ("review", "simple", "easyread", "study", "theme", "report", "together", "read", "people", "consent")
"""How the names of the screens begin in which a team, those who check and readers meet."""


def screens_of(*studies: str) -> list[Screen]:
    """Return the screens of some studies that are gone through by Tab."""
    return [one for one in SCREENS if one.study in studies and not one.name.startswith(_NO_TABS)]


def name_of(screen: Screen) -> str:
    """Return what the test of a screen is called."""
    return screen.name


def unreached(stage: Stage, screen: Screen) -> list[str]:
    """Show a screen and return what of it has no name, is not reached by Tab, or shows no ring."""
    found: list[str] = []
    screen.show(stage, lambda: found.extend(reach.findings(stage.front())))
    return found
