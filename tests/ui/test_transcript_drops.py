"""Passages are dragged out of the transcript and codes into it, and both land where they were shown to land."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.core import codebook
from qda.ui.main_window import MainWindow
from qda.ui.models.codebook_model import CODES_MIME
from qda.ui.widgets.passage_mime import PASSAGE_MIME, DraggedPassage, pack, unpack
from qda.ui.widgets.transcript import TranscriptView
from tests.ui.coding_room import open_interview, passages
from tests.ui.conftest import drop_on
from tests.ui.reading import INTERVIEW, Plain, place_of, span, turns_of

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LEFT = Qt.MouseButton.LeftButton


def codes(*ids: str) -> QMimeData:
    data = QMimeData()
    data.setData(CODES_MIME, "\n".join(ids).encode())
    return data


def show(view: TranscriptView) -> None:
    turns = turns_of(INTERVIEW)
    view.show_source(INTERVIEW, turns, [(turn.start, turn.end) for turn in turns], source_id="source")
    view.grab()


# Out


def test_selected_words_carry_themselves_and_their_place(view: TranscriptView) -> None:
    show(view)
    view.select(*span(INTERVIEW, "prison mask. You"))
    data = view.createMimeDataFromSelection()
    assert data.text() == "prison mask. You"
    assert unpack(data) == DraggedPassage("source", *span(INTERVIEW, "prison mask. You"))


def test_a_drag_of_selected_words_begins_in_the_words(view: TranscriptView, monkeypatch: pytest.MonkeyPatch) -> None:
    show(view)
    view.select(*span(INTERVIEW, "prison mask"))
    carried = catch_drags(monkeypatch)
    place = place_of(view, INTERVIEW.index("mask"))
    QTest.mousePress(view.viewport(), LEFT, Plain, place)
    move(view.viewport(), place + QPoint(40, 30))
    QTest.mouseRelease(view.viewport(), LEFT, Plain, place + QPoint(40, 30))
    assert [unpack(data) for data in carried] == [DraggedPassage("source", *span(INTERVIEW, "prison mask"))]
    assert view.selection() == span(INTERVIEW, "prison mask")


def test_a_click_on_selected_words_puts_the_cursor_there(view: TranscriptView) -> None:
    show(view)
    view.select(*span(INTERVIEW, "prison mask"))
    QTest.mouseClick(view.viewport(), LEFT, Plain, place_of(view, INTERVIEW.index("mask")) - QPoint(3, 0))
    assert view.selection() == (INTERVIEW.index("mask"),) * 2
    QTest.mouseDClick(view.viewport(), LEFT, Plain, place_of(view, INTERVIEW.index("mask")))
    assert view.selection() == span(INTERVIEW, "mask")


def catch_drags(monkeypatch: pytest.MonkeyPatch) -> list[QMimeData]:
    carried: list[QMimeData] = []

    def caught(drag: QDrag, *_actions: object) -> Qt.DropAction:
        carried.append(drag.mimeData())
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", caught)
    return carried


def move(widget: object, place: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(place), LEFT, LEFT, Plain)
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]


def number_of(view: TranscriptView, line: int) -> QPoint:
    visible = view.visible_rows()
    reached = visible.reach(*view.lines.spans[line - 1])
    assert reached is not None
    return QPoint(20, round(visible.rows[reached[0]].top + 10))


def test_a_line_is_dragged_sideways_by_its_number(view: TranscriptView, monkeypatch: pytest.MonkeyPatch) -> None:
    show(view)
    carried = catch_drags(monkeypatch)
    place = number_of(view, 2)
    QTest.mousePress(view._gutter, LEFT, Plain, place)
    move(view._gutter, place - QPoint(30, 2))
    QTest.mouseRelease(view._gutter, LEFT, Plain, place - QPoint(30, 2))
    passage = unpack(carried[0])
    assert passage is not None and len(carried) == 1
    # The label of who speaks is no part of what was said.
    assert INTERVIEW[passage.start : passage.end].startswith("You are wearing")
    assert view.line_number() == 2


def test_several_lines_are_selected_along_the_numbers_and_dragged_together(
    view: TranscriptView, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(view)
    carried = catch_drags(monkeypatch)
    QTest.mousePress(view._gutter, LEFT, Plain, number_of(view, 1))
    move(view._gutter, number_of(view, 3))
    QTest.mouseRelease(view._gutter, LEFT, Plain, number_of(view, 3))
    lines = view.lines.spans
    assert view.selection() == (lines[0][0], lines[2][1]) and not carried
    QTest.mousePress(view._gutter, LEFT, Plain, number_of(view, 2))
    assert view.selection() == (lines[0][0], lines[2][1])
    move(view._gutter, number_of(view, 2) - QPoint(30, 0))
    QTest.mouseRelease(view._gutter, LEFT, Plain, number_of(view, 2))
    passage = unpack(carried[0])
    assert passage is not None and (passage.start, passage.end) == (lines[0][0] + 3, lines[2][1])
    QTest.mouseClick(view._gutter, LEFT, Plain, number_of(view, 2))
    assert view.passage() == lines[1]


def test_what_only_calls_itself_a_passage_is_none() -> None:
    data = QMimeData()
    assert unpack(data) is None
    for wrong in (b"", b"[]", b'["a", 3, 2]', b'["a", -1, 2]', b"[1, 2, 3]", b"\xff"):
        data.setData(PASSAGE_MIME, wrong)
        assert unpack(data) is None, wrong
    pack(data, DraggedPassage("a", 1, 2))
    assert unpack(data) == DraggedPassage("a", 1, 2)


# In


def test_dragged_codes_show_the_passage_they_would_go_to(view: TranscriptView) -> None:
    show(view)
    data, action = codes("one"), Qt.DropAction.CopyAction
    place = place_of(view, INTERVIEW.index("weakness"))
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, action, data, LEFT, Plain))
    event = QDragMoveEvent(place, action, data, LEFT, Plain)
    QApplication.sendEvent(view.viewport(), event)
    assert event.isAccepted() and view._place().target == view.lines.spans[1]
    view.select(*span(INTERVIEW, "show weakness"))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(place, action, data, LEFT, Plain))
    assert view._place().target == span(INTERVIEW, "show weakness")
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view._place().target is None


def test_codes_are_dropped_on_a_line_or_on_the_selection_as_one_change(project_window: MainWindow) -> None:
    open_interview(project_window)
    work, view = project_window.workspace, project_window.code.view
    ids = [work.do("Make code", codebook.add_path, name).value for name in ("one", "two")]
    view.grab()
    drop_on(view.viewport(), QPointF(place_of(view, INTERVIEW.index("weakness"))), codes(*ids))
    said = INTERVIEW[INTERVIEW.index("You are") : INTERVIEW.index("\n\nI: Nobody")]
    assert passages(project_window) == [said, said]
    project_window.undo()
    assert passages(project_window) == []
    view.select(*span(INTERVIEW, "prison mask"))
    drop_on(view.viewport(), QPointF(place_of(view, INTERVIEW.index("mask"))), codes(ids[0]))
    assert passages(project_window) == ["prison mask"]
    drop_on(view.viewport(), QPointF(place_of(view, INTERVIEW.index("who would"))), codes(ids[0]))
    assert passages(project_window) == ["And who would you ask?", "prison mask"]


def test_files_are_left_to_the_window(view: TranscriptView) -> None:
    show(view)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/interview.txt")])
    event = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, Plain)
    QApplication.sendEvent(view.viewport(), event)
    assert not event.isAccepted()
