"""A figure in the window: in its colours, as wide as there is room, described for those who listen."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qda.core.figures import Figure, save
from qda.core.figures.looks import contrast
from qda.ui import theme
from qda.ui.widgets.figure_view import FigureArea, FigureView, look_of
from qda.ui.widgets.preview import Preview, _page


@pytest.fixture
def figure() -> Figure:
    drawn = Figure(200, 100, "Share of words coded", "Three bars, Marit the longest")
    drawn.box(10, 10, 180, 80, "s0")
    return drawn


@pytest.mark.parametrize("name", theme.NAMES)
def test_series_can_be_seen_in_every_theme(name: str) -> None:
    look = look_of(theme.load(name))
    assert all(contrast(one, look.ground) >= 3 for one in look.series)
    assert len(set(look.series)) == 6 and all(contrast(a, b) >= 1 for a, b in combinations(look.series, 2))
    assert contrast(look.ink, look.ground) >= 7


def test_a_figure_wears_the_theme_and_keeps_its_shape(qtbot: QtBot, qapp: QApplication, figure: Figure) -> None:
    theme.apply(qapp, "light")
    frame = QWidget()
    qtbot.addWidget(frame)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    shown = FigureView(frame)
    column.addWidget(shown)
    column.addStretch(1)
    frame.resize(240, 400)
    frame.show()
    shown.show_figure(figure)
    qapp.processEvents()
    assert (shown.width(), shown.height()) == (240, 120)
    assert shown.accessibleName() == "Share of words coded"
    assert shown.accessibleDescription() == "Three bars, Marit the longest"
    light = QColor(shown.grab().toImage().pixel(120, 60))
    assert light.name().upper() == theme.load("light").code("blue").stripe
    theme.apply(qapp, "dark")
    qapp.processEvents()
    dark = QColor(shown.grab().toImage().pixel(120, 60))
    assert dark.name().upper() == theme.load("dark").code("blue").stripe
    theme.apply(qapp, "light")
    frame.resize(900, 400)  # on a large screen it stops growing
    qapp.processEvents()
    usual = shown.fontInfo().pixelSize() / 10
    assert shown.height() == round(100 * usual * 1.3)
    shown.fit_into(20)  # nor does it shrink below what can be read
    assert shown.height() == round(100 * usual)
    shown.show_figure(None)
    assert shown.height() == 0


def test_a_frame_of_any_size_settles_with_or_without_a_bar(qtbot: QtBot, qapp: QApplication, figure: Figure) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    shown = FigureView(frame)
    area = FigureArea(shown, frame)
    shown.show_figure(figure)
    frame.show()
    bars = set()
    for width in (200, 220, 240, 320):
        for height in range(60, 260):
            area.resize(width, height)
            qapp.processEvents()
            bar = area.verticalScrollBar().isVisible()
            assert bar or shown.height() <= area.viewport().height()
            bars.add(bar)
    assert bars == {True, False}


def test_the_preview_shows_a_figure_as_it_will_be_on_paper(qtbot: QtBot, figure: Figure, tmp_path: Path) -> None:
    save(tmp_path / "a.png", figure)
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(400, 300)
    preview.show()
    note = preview.show_file(".png", (tmp_path / "a.png").read_bytes())
    assert note == "" and preview.toPlainText().strip().endswith("Three bars, Marit the longest")
    assert preview.accessibleDescription() == "Share of words coded. Three bars, Marit the longest"
    QApplication.processEvents()
    picture = preview.grab().toImage()
    whole = QImage(str(tmp_path / "a.png"))  # white to its corners, also where the window is dark
    corners = [(x, y) for x in (2, whole.width() - 3) for y in (2, whole.height() - 3)]
    assert {whole.pixelColor(x, y).name() for x, y in corners} == {"#ffffff"}
    colours = {QColor(picture.pixel(x, 60)).name().upper() for x in range(0, picture.width(), 4)}
    assert "#0072B2" in colours and "#FFFFFF" in colours


def test_a_preview_never_breaks_a_word_of_a_narrow_table(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(220, 300)
    heads = '<th scope="col">Participant</th><th scope="col" class="number">Interviews</th><th scope="col">Work</th>'
    cells = '<td>conversationalist</td><td class="number">6</td><td>housekeeping</td>'
    preview.show_file(".html", f"<html><body><table><tr>{heads}</tr><tr>{cells}</tr></table></body></html>")
    block, broken = preview.document().begin(), []
    while block.isValid():
        broken += [block.text()] if block.layout().lineCount() > 1 else []
        block = block.next()
    assert not broken
    assert "<th" not in _page(f"<table><tr>{heads}</tr></table>")
