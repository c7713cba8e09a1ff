"""Whose codings are shown: each coder in full, dimmed or hidden, as the one who is coding wants it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu

from qda.ui import theme as themes
from qda.ui.main_window import MainWindow
from qda.ui.widgets.marks import DIMMED, HIDDEN, SHOWN, Mark
from qda.ui.widgets.transcript_tints import TintPainter
from tests.ui.coding_room import code, colleague, open_interview
from tests.ui.conftest import idle

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def menu_of(window: MainWindow) -> dict[str, QMenu]:
    menu = window.code.coders_button.menu()
    menu.aboutToShow.emit()
    return {action.text(): action.menu() for action in menu.actions() if action.menu()}  # type: ignore[misc]


def choose(window: MainWindow, coder: str, shade: str) -> None:
    menu = menu_of(window)[coder]
    next(action for action in menu.actions() if action.text() == shade).trigger()


def shown(window: MainWindow) -> dict[str, str]:
    view = window.code.view
    return {mark.name: mark.shade for mark in view.index.between(0, len(view.text))}


def test_others_can_be_dimmed_and_hidden_and_that_is_remembered_per_coder(project_window: MainWindow) -> None:
    window = project_window
    open_interview(window)
    button = window.code.coders_button
    assert button.isHidden()  # alone there is nothing to choose
    ben, eva = colleague(window, "Ben Ode"), colleague(window, "Eva Ruiz")
    for coder, words in ((None, "prison mask"), (ben, "show weakness"), (eva, "a victim")):
        code(window, words, words, coder)
    assert not button.isHidden() and button.accessibleName() == "Coders" and not button.text()
    assert list(menu_of(window)) == ["Ann Noor (you)", "Ben Ode", "Eva Ruiz", "All others"]
    choose(window, "Ben Ode", "Hidden")
    choose(window, "Eva Ruiz", "Dimmed")
    assert shown(window) == {"prison mask": SHOWN, "a victim": DIMMED}
    assert button.text() == "1/3" and button.accessibleName() == "Coders: 1 dimmed, 1 hidden"
    assert button.toolTip().endswith("each coder: 1 dimmed, 1 hidden")
    window.code.view.focus_line(2)
    assert [mark.coder for mark in window.code.marks_here()] == ["Ann Noor", "Eva Ruiz"]
    assert window.code.view.accessibleDescription() == "Line 2: prison mask, a victim · ER"
    path, ann = window.workspace.project.path, window.workspace.coder_id
    assert ann is not None
    window.workspace.choose_coder(ben)
    assert set(shown(window).values()) == {SHOWN} and len(shown(window)) == 3
    window.workspace.choose_coder(ann)
    window.close_project()
    window.workspace.open(path)
    window.go_code()
    idle(window)
    assert shown(window) == {"prison mask": SHOWN, "a victim": DIMMED}
    choose(window, "All others", "Hidden")
    assert shown(window) == {"prison mask": SHOWN}
    assert [action.text() for action in menu_of(window)["Eva Ruiz"].actions() if action.isChecked()] == ["Hidden"]
    choose(window, "All others", "Shown")
    assert set(shown(window).values()) == {SHOWN} and button.accessibleName() == "Coders"


def test_a_hidden_coders_new_coding_stays_hidden(project_window: MainWindow) -> None:
    open_interview(project_window)
    ben = colleague(project_window)
    project_window.code.whose.shade([ben], HIDDEN)
    code(project_window, "prison mask", "mask", ben)
    assert shown(project_window) == {}
    project_window.workspace.undo()
    assert shown(project_window) == {}


def test_the_menu_of_coders_is_reached_by_the_command_too(project_window: MainWindow) -> None:
    open_interview(project_window)
    colleague(project_window)
    project_window.action("choose_coders").trigger()
    menu = project_window.code.coders_button.menu()
    assert menu.isVisible() and menu.actions()
    menu.close()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_a_dimmed_stripe_can_still_be_seen_and_is_told_from_a_shown_one(name: str) -> None:
    theme = themes.load(name)
    tints = TintPainter(theme)
    mark = Mark("a", 0, 1, "code", "rose", "BO", mine=False)
    full, dimmed = tints.look(mark), tints.look(mark._replace(shade=DIMMED))
    assert full[0] != dimmed[0] and full[1] != dimmed[1]
    assert contrast(dimmed[1], QColor(theme.surface)) >= 3


def contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
