"""The transcript for every reader: screen readers, sizes, widths, directions, themes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import (
    QAccessible,
)
from PySide6.QtWidgets import QApplication

from qda.ui import theme as themes
from qda.ui.widgets.transcript import TranscriptView
from tests.ui.reading import INTERVIEW, Key, Shift, mark, press, show, span

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# Screen readers


def test_the_text_interface_of_qt_is_still_there(view: TranscriptView) -> None:
    show(view, "N: mask")
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.textInterface() is not None
    assert interface.textInterface().text(0, 7) == "N: mask"
    assert interface.text(QAccessible.Text.Name) == "Transcript"


def test_the_codes_of_the_current_line_are_said(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    theirs = mark(INTERVIEW, "show weakness", "toughness", coder_initials="AN", mine=False)
    view.set_codings([mark(INTERVIEW, "prison mask"), theirs])
    assert view.accessibleDescription() == "Line 1: no codes"
    press(view, Key.Key_Down)
    assert view.accessibleDescription() == "Line 2: prison mask, toughness · AN"
    view.select(*span(INTERVIEW, "weakness"))
    assert view.accessibleDescription() == "Line 2: toughness · AN"
    view.remove_mark("toughness")
    assert view.accessibleDescription() == "Line 2: no codes"


# Space


def test_the_column_has_66_to_80_characters_and_the_size_of_the_words_is_their_own(view: TranscriptView) -> None:
    text = "All the words of the participants are here and are read from left to right. " * 60
    view.resize(1600, 900)
    for points in (10.0, 12.0, 18.0):
        view.set_text_size(points)
        show(view, text)
        view.grab()
        lengths = [row.end - row.start for row in view.visible_rows().rows[:-1]]
        assert 62 <= sum(lengths) / len(lengths) <= 80, points
        assert view._gutter.font().pointSizeF() < QApplication.font().pointSizeF()


def test_right_to_left_text_has_its_numbers_at_the_right_and_stripes_at_the_left(view: TranscriptView) -> None:
    show(view, "דובר: שלום לכולם, בואו נתחיל.\n\nדוברת: תודה רבה לכם.")
    assert view.mirrored and view._margin.x() < view.viewport().x() < view._gutter.x()
    show(view, INTERVIEW)
    assert not view.mirrored and view._gutter.x() < view.viewport().x() < view._margin.x()


@pytest.mark.parametrize("width", [320, 500, 800, 1200, 2400])
def test_everything_fits_at_any_width(view: TranscriptView, width: int) -> None:
    show(view, INTERVIEW)
    view.resize(width, 600)
    QApplication.processEvents()
    gutter, words, margin = (each.geometry() for each in (view._gutter, view.viewport(), view._margin))
    assert gutter.right() < words.left() and words.right() < margin.left() <= margin.right() < width
    assert words.width() >= min(width // 3, 500) and words.width() <= 700


def test_an_empty_source_and_a_source_without_lines_can_be_shown(view: TranscriptView) -> None:
    view.show_source("")
    view.grab()
    press(view, Key.Key_Down)
    press(view, Key.Key_Down, Shift)
    assert view.selection() == view.passage() == (0, 0) and view.line_number() == 0
    view.show_source("no lines at all")
    view.focus_line(3)
    view.select(3, 8)
    assert view.text[slice(*view.passage())] == "lines"


def test_another_theme_repaints_the_words(view: TranscriptView, qapp: QApplication) -> None:
    show(view, INTERVIEW)
    themes.apply(qapp, "dark")
    try:
        assert view.theme.name == "dark"
        dark = themes.load("dark")
        assert (
            view.viewport().grab().toImage().pixelColor(view.viewport().width() - 4, 690).name().upper() == dark.surface
        )
    finally:
        themes.apply(qapp, "light")
