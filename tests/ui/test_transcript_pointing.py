"""What is pointed at is framed and named: by the mouse over words and stripes, and from the list beside the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from qda.ui import theme as themes
from qda.ui.main_window import MainWindow
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.transcript import TranscriptView
from tests.ui.coding_room import code, colleague, open_interview
from tests.ui.conftest import wait_until
from tests.ui.reading import INTERVIEW, Key, Plain, mark, place_of, show, span

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def tip(widget: QWidget, place: QPoint) -> str:
    """What a tooltip says at a place of a widget."""
    wait_until(lambda: not QToolTip.isVisible(), "the last tooltip to go")
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
    words = QToolTip.text() if QToolTip.isVisible() else ""
    QToolTip.hideText()
    return words


def hover(widget: QWidget, place: QPoint) -> None:
    """Move the mouse over a place of a widget; QTest says nothing to a widget where the mouse was there before."""
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(widget.mapToGlobal(place)), none, none, Plain)
    QApplication.sendEvent(widget, event)


def area_of(view: TranscriptView, name: str, stripe: bool = False) -> QPoint:
    view._margin.grab()
    placed = [each for each in view._margin._placed if each.marks[0].name == name and len(each.marks) == 1]
    return next(each for each in placed if (each.area.width() < 12) == stripe).area.center().toPoint()


def framed(view: TranscriptView) -> str:
    found = view.pointing.framed()
    return found.name if found else ""


def test_the_mouse_over_coded_words_frames_the_shortest_coding_and_names_all(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    view.set_codings(
        [
            mark(INTERVIEW, "wearing a prison mask.", "culture", coder="Ann Noor"),
            mark(INTERVIEW, "prison mask", "mask", coder="Ben Ode", coder_initials="BO", mine=False),
        ]
    )
    view.grab()
    inside, before, outside = (place_of(view, INTERVIEW.index(word)) for word in ("mask", "wearing", "weakness"))
    for place, name, said in (
        (inside, "mask", "culture · Ann Noor\nmask · Ben Ode"),
        (before, "culture", "culture · Ann Noor"),
        (outside, "", ""),
    ):
        hover(view.viewport(), place)
        assert framed(view) == name and tip(view.viewport(), place) == said
    hover(view.viewport(), inside)
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert framed(view) == ""


def test_the_frame_is_painted_around_the_coded_words_only(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    view.set_codings([mark(INTERVIEW, "prison mask", "mask", colour="teal")])
    view.focus_line(1)
    stripe = themes.current().code("teal").stripe
    view.grab()
    place = place_of(view, INTERVIEW.index("mask"))

    def painted() -> set[int]:
        image = view.viewport().grab().toImage()
        band = range(place.y() - 13, place.y() + 14)
        return {x for x in range(image.width()) for y in band if image.pixelColor(x, y).name().upper() == stripe}

    assert not painted()
    hover(view.viewport(), place)
    left, right = place_of(view, INTERVIEW.index("prison")), place_of(view, INTERVIEW.index("mask") + 3)
    assert painted() and left.x() - 9 <= min(painted()) <= left.x() and right.x() <= max(painted()) <= right.x() + 9


def test_the_mouse_over_a_stripe_or_a_name_frames_its_coding(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    view.set_codings([mark(INTERVIEW, "prison mask", "mask"), mark(INTERVIEW, "Nobody?", "nobody")])
    for name in ("mask", "nobody"):
        for stripe in (True, False):
            hover(view._margin, area_of(view, name, stripe))
            assert framed(view) == name
    hover(view._margin, QPoint(view._margin.width() - 2, view._margin.height() - 2))
    assert framed(view) == ""


def test_codings_of_one_code_are_named_once_with_all_their_coders(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, INTERVIEW)
    people = (("", "Ann Noor"), ("BO", "Ben Ode"), ("ER", "Eva Ruiz"))
    marks = [
        mark(INTERVIEW, "You cannot show weakness", "mask", coder_initials=initials or "AN", coder=name)._replace(
            id=name, mine=not initials
        )
        for initials, name in people
    ]
    view.set_codings(marks)
    view._margin.grab()
    names = [each for each in view._margin._placed if each.area.width() >= 12]
    assert [[one.coder for one in each.marks] for each in names] == [["Ann Noor", "Ben Ode", "Eva Ruiz"]]
    place = names[0].area.center().toPoint()
    assert tip(view._margin, place) == "mask · Ann Noor\nmask · Ben Ode\nmask · Eva Ruiz"
    QTest.mouseClick(view._margin, Qt.MouseButton.LeftButton, Plain, place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(view.codingClicked) as clicked:
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[1]).center())
    assert clicked.args == ["Ben Ode"]


def test_the_next_line_says_the_same_code_again(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    view.set_codings(
        [mark(INTERVIEW, "wearing", "mask")._replace(id="1"), mark(INTERVIEW, "Nobody?", "mask")._replace(id="2")]
    )
    view._margin.grab()
    assert len([each for each in view._margin._placed if each.area.width() >= 12]) == 2


def test_what_found_no_room_is_listed_by_a_click_on_the_number(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    line = span(INTERVIEW, "You are wearing a prison mask.")
    view.set_codings([Mark(f"{at:02}", *line, f"code {at}", "rose", coder="Ann Noor") for at in range(40)])
    view._margin.grab()
    more = next(each for each in view._margin._placed if len(each.marks) > 1)
    QTest.mouseClick(view._margin, Qt.MouseButton.LeftButton, Plain, more.area.center().toPoint())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and len(menu.actions()) == len(more.marks) > 20
    last = menu.actions()[-1]
    menu.setActiveAction(last)
    assert framed(view) == more.marks[-1].name
    last.trigger()
    menu.close()
    assert view.pointing.chosen() == more.marks[-1]
    wait_until(lambda: QApplication.activePopupWidget() is None)


def test_an_entry_at_the_cursor_frames_its_coding_and_enter_chooses_it(project_window: MainWindow) -> None:
    open_interview(project_window)
    code(project_window, "prison mask", "mask")
    code(project_window, "show weakness", "weakness", colleague(project_window))
    view, entries = project_window.code.view, project_window.code.at_cursor.list
    view.focus_line(2)
    assert [entries.item(row).text() for row in range(2)] == ["mask  ·  AN  ·  2", "weakness  ·  BO  ·  2"]
    assert entries.item(1).toolTip() == "weakness, coded by Ben Ode, lines 2"
    entries.setFocus()
    QTest.keyClick(entries, Key.Key_Home)
    assert framed(view) == "mask"
    QTest.keyClick(entries, Key.Key_Down)
    assert framed(view) == "weakness"
    QTest.keyClick(entries, Key.Key_Return)
    assert view.hasFocus() and view.selection() == span(INTERVIEW, "show weakness")
    chosen = view.pointing.chosen()
    assert chosen is not None and chosen.name == "weakness"


def test_the_menu_of_the_transcript_has_all_that_can_be_done_with_a_passage(project_window: MainWindow) -> None:
    from qda.ui.actions import NAMED, PASSAGE_ACTIONS

    assert {"code_selection", "code_in_vivo", "repeat_code", "change_code", "remove_coding"} <= set(PASSAGE_ACTIONS)
    assert {"end_later", "begin_earlier", "divide_passage"} <= set(PASSAGE_ACTIONS)
    menu = project_window.code.menu_of(PASSAGE_ACTIONS)
    assert [action.text() for action in menu.actions()] == [NAMED[name].text for name in PASSAGE_ACTIONS]
    menu.close()
