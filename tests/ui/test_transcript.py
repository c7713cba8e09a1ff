"""The transcript, driven with keys and mouse: what is selected, shown and said is what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QInputMethodEvent,
    QInputMethodQueryEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qda.core import text as texts
from qda.ui import theme as themes
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.transcript import TranscriptView
from tests.ui.reading import INTERVIEW, Control, Key, Plain, Shift, mark, place_of, press, show, span

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def kept_view(qapp: QApplication) -> Iterator[TranscriptView]:
    """One view for all examples of a property."""
    widget = TranscriptView()
    widget.resize(900, 600)
    yield widget
    widget.deleteLater()


# What is selected is what is stored

SIGNS = ["e\u0301", "\U0001f600", "\U0001f469\u200d\U0001f467", "\u2028", "\u00a0", "\ufffc", "\u200f"]
WORDS = ["word ", "שלום ", "مرحبا ", "医院。", "long stretch of words. " * 300]
PIECES = st.sampled_from([*"ab .\n\t", *SIGNS, *WORDS])


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join).map(texts.canonical), st.data())
def test_select_and_selection_agree_in_any_text(kept_view: TranscriptView, text: str, data: st.DataObject) -> None:
    show(kept_view, text)
    for _ in range(4):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        kept_view.select(start, end)
        assert kept_view.selection() == (start, end)
        assert kept_view.createMimeDataFromSelection().text() == text[start:end]
    assert kept_view.text == text


def test_a_selection_across_the_cuts_of_a_long_paragraph_is_one_passage(view: TranscriptView) -> None:
    text = "One sentence follows another here. " * 1_000
    show(view, text)
    view.select(10, 30_000)
    assert view.selection() == (10, 30_000)
    press(view, Key.Key_C, Control)
    assert QGuiApplication.clipboard().text(QClipboard.Mode.Clipboard) == text[10:30_000]


def test_line_separators_and_hard_spaces_are_copied_as_they_are(view: TranscriptView) -> None:
    text = "N: first\u2028second\u00a0half\ttab"
    show(view, text)
    press(view, Key.Key_A, Control)
    press(view, Key.Key_C, Control)
    assert view.selection() == (0, len(text))
    assert QGuiApplication.clipboard().text() == text


@pytest.mark.parametrize(
    "file",
    ["derived/qmsum_education_4.txt", "divekit-roadmap/nnProf_transkript.md", "knesset-committees/20_ptv_317899.txt"],
)
def test_words_selected_by_mouse_in_real_transcripts_are_those_under_the_mouse(
    view: TranscriptView, shared: Path, file: str
) -> None:
    text = texts.canonical((shared / "data" / "transcripts" / file).read_bytes().decode("utf-8", errors="replace"))
    show(view, text)
    words = [found.span() for found in re.finditer(r"[^\W\d_]{6,}", text)]
    for start, end in words[len(words) // 3 :: len(words) // 12]:
        view.scroll_to(start)
        QApplication.processEvents()
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Plain, place_of(view, start + 2))
        selected = view.selection()
        assert selected[0] <= start and selected[1] >= end and len(text[slice(*selected)].split()) <= 2
        QTest.qWait(QApplication.doubleClickInterval() // 100)


def test_dragging_selects_exactly_from_character_to_character(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    start, end = span(INTERVIEW, "prison mask. You cannot show weakness. 😀 Then")
    boxes = [place_of(view, point) for point in (start, end)]
    first, last = (box - QPoint(3, 0) for box in boxes)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Plain, first)
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Plain, last)
    assert view.selection() == (start, end)


def test_a_click_in_the_air_between_rows_is_a_click_on_the_row(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    point = INTERVIEW.index("either") + 300
    for air in (-11, 0, 11):  # rows are 25 px apart, words 22 px high
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Plain, place_of(view, point) + QPoint(0, air))
        assert abs(view.selection()[0] - point) <= 1


# Going by lines


def test_up_and_down_go_by_citable_lines_whatever_the_window_wraps(view: TranscriptView, qtbot: QtBot) -> None:
    lines = show(view, INTERVIEW)
    told: list[int] = []
    view.lineChanged.connect(told.append)
    assert view.passage() == lines[0] and view.line_number() == 1
    for _ in range(5):
        press(view, Key.Key_Down)
    assert told == [2, 3, 4] and view.passage() == lines[3]
    press(view, Key.Key_Up)
    assert view.passage() == lines[2] and view.selection() == (lines[2][0],) * 2


def test_shift_selects_by_lines_and_back(view: TranscriptView) -> None:
    lines = show(view, INTERVIEW)
    told: list[tuple[int, int]] = []
    view.selectionChangedPoints.connect(lambda start, end: told.append((start, end)))
    view.focus_line(2)
    press(view, Key.Key_Down, Shift)
    assert view.selection() == (lines[1][0], lines[2][1]) == told[-1]
    press(view, Key.Key_Down, Shift)
    assert view.selection() == (lines[1][0], lines[3][1])
    press(view, Key.Key_Up, Shift)
    press(view, Key.Key_Up, Shift)
    assert view.selection()[0] == lines[1][0] and view.selection()[1] < lines[2][1]
    press(view, Key.Key_Down)
    assert view.selection()[0] == view.selection()[1]


def test_shift_up_selects_the_current_line_and_the_one_before(view: TranscriptView) -> None:
    lines = show(view, INTERVIEW, "sentence")
    view.focus_line(4)
    press(view, Key.Key_Up, Shift)
    assert view.selection() == (lines[2][0], lines[3][1])


def test_words_are_selected_with_shift_and_the_arrow_keys(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    view.focus_line(2)
    press(view, Key.Key_Right, Control)
    for _ in range(3):
        press(view, Key.Key_Right, Shift)
    start, end = view.selection()
    assert end - start == 3


def test_the_current_line_is_brought_on_the_screen_whole(view: TranscriptView) -> None:
    text = "\n".join(f"P{turn}: " + "words and more words " * 20 for turn in range(200))
    lines = show(view, text)
    for number in (150, 3, 200, 199):
        view.focus_line(number)
        visible = view.visible_rows()
        assert visible.hold(*lines[number - 1], view.viewport().height()) and view.line_number() == number


def test_scrolling_to_a_place_moves_neither_the_cursor_nor_what_is_there_already(view: TranscriptView) -> None:
    text = "\n".join(f"P{turn}: words" for turn in range(2_000))
    show(view, text)
    view.scroll_to(text.index("P1500"))
    visible = view.visible_rows()
    assert visible.start < text.index("P1500") < visible.end and view.line_number() == 1
    before = view.verticalScrollBar().value()
    view.scroll_to(text.index("P1502"))
    assert view.verticalScrollBar().value() == before


def test_a_click_on_a_line_number_takes_the_line_and_shift_takes_several(view: TranscriptView) -> None:
    lines = show(view, INTERVIEW)
    visible = view.visible_rows()
    rows = {number: visible.rows[visible.reach(*lines[number - 1])[0]] for number in (2, 4)}  # type: ignore[index]
    places = {number: QPoint(20, round(row.top + 10)) for number, row in rows.items()}
    QTest.mouseClick(view._gutter, Qt.MouseButton.LeftButton, Plain, places[2])
    assert view.passage() == lines[1]
    QTest.mouseClick(view._gutter, Qt.MouseButton.LeftButton, Shift, places[4])
    assert view.selection() == (lines[1][0], lines[3][1])


def test_the_gutter_names_several_lines_that_begin_on_one_row(view: TranscriptView) -> None:
    show(view, INTERVIEW, "sentence")
    labels = [view.lines.beginning(row.start, row.end) for row in view.visible_rows().rows]
    assert [lines for lines in labels if len(lines) > 1]
    assert [number for lines in labels for number in lines] == list(range(len(view.lines.spans)))


# Keys that are not the transcript's


def test_the_first_letter_goes_to_the_palette_by_key_and_by_input_method(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, INTERVIEW)
    typed: list[str] = []
    view.typed.connect(typed.append)
    QTest.keyClicks(view, "mM?")
    for words in ("é", "監獄", " "):
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(view, event)
    QTest.keyClick(view, Key.Key_Space)
    QTest.keyClick(view, Key.Key_Z, Control)
    assert typed == ["m", "M", "?", "é", "監獄"]
    assert view.text == INTERVIEW


def test_input_methods_are_switched_on_though_nothing_can_be_written(view: TranscriptView) -> None:
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(view, query)
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert query.value(Qt.InputMethodQuery.ImEnabled) is True


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape, Key.Key_Delete, Key.Key_F3, Key.Key_Backspace])
def test_other_keys_are_left_to_the_owner(view: TranscriptView, key: Qt.Key) -> None:
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, key, Plain)
    view.keyPressEvent(event)
    assert not event.isAccepted()


def test_the_context_menu_is_asked_of_the_owner(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, INTERVIEW)
    with qtbot.waitSignal(view.menuRequested) as asked:
        place = QPoint(30, 40)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args == [view.viewport().mapToGlobal(place)]


# Codings


def colours_in(image: QImage, band: range) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in band}


def test_a_coding_is_painted_under_its_words_and_nowhere_else(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    tint = themes.current().code("teal").tint
    view.set_codings([mark(INTERVIEW, "prison mask", colour="teal")])
    image = view.viewport().grab().toImage()
    start, end = span(INTERVIEW, "prison mask")
    for point, painted in ((start - 2, False), (start, True), (end - 1, True), (end + 1, False)):
        place = place_of(view, point)
        column = {
            image.pixelColor(place.x() + dx, place.y() + dy).name().upper() for dx in (-4, 0, 4) for dy in range(-9, 9)
        }
        assert (tint in column) == painted, INTERVIEW[point]
    view.remove_mark("prison mask")
    assert tint not in colours_in(view.viewport().grab().toImage(), range(200))


def test_overlapping_codings_show_the_shortest_as_tint_and_the_other_as_stroke(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    theme = themes.current()
    view.focus_line(4)
    view.set_codings(
        [
            mark(INTERVIEW, "You are wearing a prison mask. You cannot show weakness.", "long", colour="violet"),
            mark(INTERVIEW, "prison mask", "short", colour="amber"),
        ]
    )
    image = view.viewport().grab().toImage()
    place = place_of(view, INTERVIEW.index("prison mask") + 3)
    column = {image.pixelColor(place.x(), place.y() + dy).name().upper() for dy in range(-12, 13)}
    assert theme.code("amber").tint in column and theme.code("violet").stripe in column
    assert theme.code("violet").tint not in column


def test_a_passage_with_letters_of_both_directions_is_painted_where_its_letters_are(view: TranscriptView) -> None:
    text = "N: he said שלום עולם to me"
    show(view, text)
    visible = view.visible_rows()
    row = visible.rows[0]
    both = visible.stretches(row, text.index("d ש"), text.index("ל") + 2)
    assert len(both) == 2 and both[0][1] <= both[1][0]
    assert len(visible.stretches(row, *span(text, "שלום עולם"))) == 1


def test_a_click_on_a_stripe_or_its_name_chooses_the_coding(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, INTERVIEW)
    chosen = mark(INTERVIEW, "You cannot show weakness", "toughness")
    view.set_codings([mark(INTERVIEW, "N: You are wearing"), chosen])
    view._margin.grab()
    areas = [placed.area for placed in view._margin._placed if placed.marks == [chosen]]
    assert len(areas) == 2  # the stripe and the name
    for area in areas:
        view.focus_line(1)
        with qtbot.waitSignal(view.codingClicked) as clicked:
            QTest.mouseClick(view._margin, Qt.MouseButton.LeftButton, Plain, area.center().toPoint())
        assert clicked.args == ["toughness"] and view.selection() == (chosen.start, chosen.end)


def test_forty_codings_on_one_line_stay_apart_and_the_rest_is_counted(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, INTERVIEW)
    line = span(INTERVIEW, "You are wearing a prison mask.")
    view.set_codings([Mark(f"{at:02}", *line, f"code {at}", themes.CODE_COLOURS[at % 16]) for at in range(40)])
    view._margin.grab()
    placed = view._margin._placed
    stripes = [each.area for each in placed if each.area.width() < 12]
    assert len(stripes) >= 6 and all(area.right() < view._margin.width() for area in stripes)
    assert len({round(area.left()) for area in stripes}) == len(stripes)
    more = next(each for each in placed if len(each.marks) > 1)
    place = more.area.center().toPoint()
    help_event = QHelpEvent(QEvent.Type.ToolTip, place, view._margin.mapToGlobal(place))
    QApplication.sendEvent(view._margin, help_event)
    assert QToolTip.text().count("code") == 20 and "more" in QToolTip.text()
    QToolTip.hideText()


def test_codings_at_a_place_follow_what_is_added_and_removed(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    start, end = span(INTERVIEW, "prison mask")
    view.add_mark(mark(INTERVIEW, "prison mask"))
    assert (
        [each.name for each in view.codings_at(start)]
        == ["prison mask"]
        == [each.name for each in view.codings_at(end - 1)]
    )
    assert view.codings_at(end) == []
    view.remove_mark("prison mask")
    assert view.codings_at(start) == []


def test_interviewers_turns_get_a_quiet_ground_of_their_own(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    view.focus_line(4)
    ground = view.tints.interviewer.name().upper()
    assert ground != themes.current().surface
    view.set_interviewers(["I"])
    image = view.viewport().grab().toImage()
    rows = {line: place_of(view, span(INTERVIEW, line)[0]).y() for line in ("I: And", "N: You", "I: Nobody")}
    at_the_edge = {line: image.pixelColor(image.width() - 5, y).name().upper() == ground for line, y in rows.items()}
    assert at_the_edge == {"I: And": True, "N: You": False, "I: Nobody": True}


def test_speaker_labels_are_set_apart_without_touching_the_text(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    view.grab()
    block = view.document().findBlock(INTERVIEW.index("N: You"))
    label = block.layout().formats()[0]
    assert (label.start, label.length) == (0, 2)
    assert label.format.foreground().color().name().upper() == themes.current().muted
    assert label.format.fontWeight() > 500
