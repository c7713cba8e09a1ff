"""The same morning by mouse: only names and memos are written, everything else is clicked, dragged and dropped."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from qda.core import memos, retrieval
from qda.core.check import check
from qda.ui.dialogs.split_code import SplitDialog
from qda.ui.main_window import MainWindow
from qda.ui.widgets.transcript_drops import passage_data
from tests.storage.study import dump
from tests.ui.conftest import answer, drop_on, idle, in_front, press, wait_until
from tests.ui.test_main_window import button
from tests.ui.test_room_by_keys import LINES, NEW, quoted

LEFT = Qt.MouseButton.LeftButton


def click_in_menu(begins: str) -> None:
    """Click, as soon as a menu stands open, on what begins so in it."""
    timer = QTimer(QApplication.instance())
    timer.setInterval(5)

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            timer.stop()
            timer.deleteLater()
            wanted = next(one for one in menu.actions() if one.text().replace("&", "").startswith(begins))
            QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(wanted).center())

    timer.timeout.connect(look)
    timer.start()


def right_click(widget: QWidget, place: QPoint, begins: str) -> None:
    """Ask for the menu at `place` and click on what begins so."""
    click_in_menu(begins)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    wait_until(lambda: QApplication.activePopupWidget() is None, "the menu to go")


def menu_bar(window: MainWindow, title: str, begins: str) -> None:
    """Choose from the menu bar by two clicks."""
    bar = window.menuBar()
    head = next(one for one in bar.actions() if one.text().replace("&", "") == title)
    click_in_menu(begins)
    QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(head).center())
    wait_until(lambda: QApplication.activePopupWidget() is None, "the menu to go")


class Morning:
    """A window with the sample study, and what a hand with a mouse does in it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.view = window.code.view
        self.tree = window.code.tree

    def free_line(self) -> QPoint:
        """Return where the next line without a code is, and scroll or open the next transcript to come to one."""
        bar, chooser = self.view.verticalScrollBar(), self.window.code.chooser
        for _page in range(60):
            visible = self.view.visible_rows()
            for row in visible.rows:
                here = self.view.lines.at(row.start)
                start, end = self.view.lines.spans[here or 0]
                if row.start != start or self.view.index.between(start, end) or self.view.said(start, end) is None:
                    continue
                if 0 <= row.top < self.view.viewport().height() - 2 * visible.height:
                    return QPoint(60, round(row.top + visible.height / 2))
            if bar.value() < bar.maximum():
                bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
            else:
                chooser.setCurrentIndex(chooser.currentIndex() + 1)
                chooser.activated.emit(chooser.currentIndex())
            idle(self.window)
        raise AssertionError("every line has a code")

    def take_line(self) -> QPoint:
        """Click on the number of a free line; return where it is in the words."""
        place = self.free_line()
        QTest.mouseClick(self.view._gutter, LEFT, pos=QPoint(8, place.y()))
        return place

    def rect(self, name: str) -> QPointF:
        code_id = next(row.id for row in self.tree.model.rows() if row.name == name)
        self.tree.tree.scrollTo(self.tree._index(code_id))
        return QPointF(self.tree.tree.visualRect(self.tree._index(code_id)).center())

    def choose(self, name: str) -> None:
        QTest.mouseClick(self.tree.tree.viewport(), LEFT, pos=self.rect(name).toPoint())
        QTest.qWait(QApplication.doubleClickInterval() + 10)
        idle(self.window)

    # Four ways to code a line ----------------------------------------------------------------------------------------

    def code_onto_line(self, name: str) -> None:
        place = self.free_line()
        index = self.tree.model.index_of(next(row.id for row in self.tree.model.rows() if row.name == name))
        drop_on(self.view.viewport(), QPointF(place), self.tree.model.mimeData([index]))

    def line_onto_code(self, name: str) -> None:
        self.take_line()
        drop_on(self.tree.tree.viewport(), self.rect(name), passage_data(self.view, self.view.passage()))

    def double_click(self, name: str) -> None:
        self.take_line()
        place = self.rect(name).toPoint()
        # As a hand does it: the first click chooses, the second one soon after is the double.
        QTest.mouseClick(self.tree.tree.viewport(), LEFT, pos=place)
        QTest.mouseDClick(self.tree.tree.viewport(), LEFT, pos=place)

    def by_menu(self, name: str) -> None:
        place = self.take_line()
        right_click(self.view.viewport(), place, "Code this passage")
        palette = self.window.code.palette_box
        QTest.keyClicks(palette.field, name)
        first = palette.list.visualRect(palette.list.model().index(0, 0)).center()
        QTest.mouseClick(palette.list.viewport(), LEFT, pos=first)


def start(window: MainWindow) -> Morning:
    QTest.mouseClick(button(window, "Open the sample study"), LEFT)
    idle(window)
    in_front(window)
    return Morning(window)


def split_by_mouse(morning: Morning, name: str, other: str) -> None:
    morning.choose(name)

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, SplitDialog)
        for row in range(2):
            rect = dialog.list.visualRect(dialog.model.index(row))
            QTest.mouseClick(dialog.list.viewport(), LEFT, pos=QPoint(rect.left() + 14, rect.center().y()))
        assert len(dialog.model.chosen()) == 2
        QTest.keyClicks(dialog.other, other)
        wait_until(dialog.split.isEnabled, "the numbers")
        QTest.mouseClick(dialog.split, LEFT)

    answer(act)
    menu_bar(morning.window, "Code", "Split code")
    in_front(morning.window)


def until_greyed(window: MainWindow, name: str, begins: str) -> int:
    times = 0
    while window.action(name).isEnabled():
        menu_bar(window, "Edit", begins)
        idle(window)
        times += 1
        assert times < 100
    return times


def test_a_morning_by_mouse_and_all_the_way_back(window: MainWindow) -> None:
    morning = start(window)
    project = window.workspace.project
    begun, before = dump(project), project.history(1)[0].seq
    rail = {one.text(): one for one in window.findChildren(QToolButton)}
    QTest.mouseClick(rail["Code"], LEFT)

    known = [row.name for row in morning.tree.model.rows() if row.codable and row.kind == "code"][:3]
    new = [name.rpartition("> ")[2] for name in NEW]
    count = len(window.workspace.read(retrieval.quotes))
    for name in new:
        morning.by_menu(name)
    ways: list[Callable[[str], None]] = [morning.code_onto_line, morning.line_onto_code, morning.double_click]
    for way, name, _line in zip(cycle(ways), cycle([*known, *new]), range(LINES - len(new)), strict=False):
        way(name)
        idle(window)
    assert len(window.workspace.read(retrieval.quotes)) == count + LINES
    assert project.history(1)[0].seq == before + LINES

    moved = quoted(window, "phone calls")
    index = morning.tree.model.index_of(next(row.id for row in morning.tree.model.rows() if row.name == "phone calls"))
    click_in_menu("Merge")
    answer(press("Merge"))
    drop_on(morning.tree.tree.viewport(), morning.rect("who pays"), morning.tree.model.mimeData([index]))
    wait_until(lambda: set(quoted(window, "who pays")) >= set(moved), "the merge")
    in_front(window)

    whole = quoted(window, "who pays")
    split_by_mouse(morning, "who pays", "who answers")
    assert quoted(window, "who answers") == whole[:2]

    morning.choose("morning tablets")
    quotes, first = window.code.quotes.list, quoted(window, "morning tablets")[0]
    place = quotes.visualRect(quotes.model().index(0, 0)).center()
    QTest.mouseClick(quotes.viewport(), LEFT, pos=place)
    right_click(quotes.viewport(), place, "Give another code")
    palette = window.code.palette_box
    QTest.keyClicks(palette.field, "small vict")
    at = palette.list.visualRect(palette.list.model().index(0, 0)).center()
    QTest.mouseClick(palette.list.viewport(), LEFT, pos=at)
    assert first in quoted(window, "small victories")

    for number in range(2):
        right_click(morning.view.viewport(), morning.take_line(), "Memo")
        in_front(window)
        QTest.keyClicks(window.code.memo_writing.panel().body, f"Memo {number}: nobody says this aloud.")
        QTest.mouseClick(window.code.memo_writing.panel().close_button, LEFT)
    written = [memo.body for memo in window.workspace.read(memos.memos)][:2]
    assert written == ["Memo 1: nobody says this aloud.", "Memo 0: nobody says this aloud."]

    done, changes = dump(project), project.history(1)[0].seq - before
    assert changes == LINES + 3 + 2
    for _change in range(changes):
        menu_bar(window, "Edit", "Undo")
        idle(window)
    assert dump(project) == begun
    assert until_greyed(window, "redo", "Redo") == changes
    assert dump(project) == done
    assert check(project) == []
