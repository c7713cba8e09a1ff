"""The three themes: every pair of colours can be read, and the window really wears them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QToolButton,
    QTreeView,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qda import resources
from qda.ui import theme as themes
from tests.screenshots.contrast import contrast, too_faint

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, undressed again afterwards."""
    before = qapp.styleSheet(), QPalette(qapp.palette()), qapp.font()
    yield qapp
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])


@pytest.fixture(params=themes.NAMES)
def theme(request: pytest.FixtureRequest) -> themes.Theme:
    return themes.load(request.param)


def test_no_control_is_lower_than_its_words_where_there_is_little_room(app: QApplication, qtbot: QtBot) -> None:
    for scale, least in ((1.0, 20), (3.0, 40)):
        themes.apply(app, "light", scale)
        box = QComboBox()
        qtbot.addWidget(box)
        box.ensurePolished()
        assert box.minimumHeight() >= max(least, box.fontMetrics().height() + 10)


def test_the_formula_gives_the_published_extremes() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_words_rings_and_stripes_stand_out_on_every_ground(theme: themes.Theme) -> None:
    assert not too_faint(theme)


def test_a_colour_that_is_too_faint_is_named(theme: themes.Theme) -> None:
    grey = replace(theme, muted=theme.blend(theme.muted, theme.surface, 0.5))
    assert any("muted on surface" in line for line in too_faint(grey))
    ring = replace(theme, focus=theme.surface)
    assert any("focus on surface" in line for line in too_faint(ring))


def test_code_colours_differ_from_each_other(theme: themes.Theme) -> None:
    assert len({code.tint for code in theme.codes.values()}) == 16
    assert len({code.stripe for code in theme.codes.values()}) == 16


def test_an_unknown_code_colour_looks_like_slate_and_an_unknown_theme_is_refused(theme: themes.Theme) -> None:
    assert theme.code("ultraviolet") == theme.codes["slate"]
    with pytest.raises(KeyError):
        themes.load("sepia")


def test_every_name_in_the_style_sheet_is_filled_and_every_drawing_is_there(
    app: QApplication, theme: themes.Theme
) -> None:
    themes.apply(app, theme)
    sheet = app.styleSheet()
    assert "$" not in sheet
    drawings = set(re.findall(r"url\((.+?)\)", sheet))
    assert drawings
    for drawing in drawings:
        assert not QImage(drawing).isNull(), drawing


def test_every_colour_in_the_sheet_comes_from_the_theme() -> None:
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", resources.path("themes", "app.qss").read_text(encoding="utf-8"))


def test_the_window_wears_the_theme_and_current_tells_which(app: QApplication) -> None:
    for name in themes.NAMES:
        worn = themes.apply(app, name)
        assert themes.current() is worn is themes.load(name)
        assert app.palette().color(QPalette.ColorRole.Window).name().upper() == worn.bg
        assert app.palette().color(QPalette.ColorRole.Highlight).name().upper() == worn.selection


def test_what_is_built_undressed_wears_the_theme_afterwards(app: QApplication) -> None:
    themes.apply(app, "light")
    light = app.styleSheet()
    with themes.undressed(app):
        themes.apply(app, "dark")
        assert app.styleSheet() == light
        assert themes.current() is themes.load("dark")
    assert app.styleSheet() != light and themes.load("dark").surface in app.styleSheet()


def test_a_primary_button_is_painted_in_the_accent(app: QApplication, qtbot: QtBot) -> None:
    worn = themes.apply(app, "light")
    button = QPushButton("Import 12 files")
    button.setProperty("primary", True)
    qtbot.addWidget(button)
    button.resize(160, 30)
    assert button.grab().toImage().pixelColor(10, 15).name().upper() == worn.accent


def test_the_focus_ring_is_two_pixels_and_moves_nothing(app: QApplication, qtbot: QtBot) -> None:
    worn = themes.apply(app, "light")
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(200, 30)
    field.show()
    before = field.sizeHint()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    picture = field.grab().toImage()
    assert [picture.pixelColor(100, y).name().upper() for y in (0, 1)] == [worn.focus] * 2
    assert field.sizeHint() == before


@pytest.mark.parametrize("kind", [QTreeView, QListView])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_rows_are_28_pixels_and_grow_with_the_text(
    app: QApplication, qtbot: QtBot, kind: type[QTreeView | QListView], scale: float
) -> None:
    points = themes.apply(app, "light") and app.font().pointSizeF()
    themes.apply(app, "light", scale)
    assert app.font().pointSizeF() == pytest.approx(points * scale)
    page = QMainWindow()
    qtbot.addWidget(page)
    view = kind(page)
    model = QStandardItemModel(view)
    model.appendRow(QStandardItem("prison mask"))
    view.setModel(model)
    view.setCurrentIndex(model.index(0, 0))
    page.setCentralWidget(view)
    page.show()
    QApplication.processEvents()
    assert view.visualRect(model.index(0, 0)).height() == round(28 * scale)


def test_system_follows_the_system_and_a_chosen_theme_does_not(app: QApplication) -> None:
    hints = app.styleHints()
    assert themes.apply(app, themes.SYSTEM) == themes.of_scheme(hints.colorScheme())
    for scheme, name in ((Qt.ColorScheme.Dark, "dark"), (Qt.ColorScheme.Light, "light")):
        hints.colorSchemeChanged.emit(scheme)
        assert themes.current().name == name
        assert app.palette().color(QPalette.ColorRole.Window).name().upper() == themes.load(name).bg
    themes.apply(app, "contrast")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert themes.current().name == "contrast"


KINDS = (
    *(QPushButton, QToolButton, QLineEdit, QComboBox, QCheckBox, QRadioButton, QSpinBox, QPlainTextEdit),
    *(QListWidget, QTreeWidget, QTableWidget),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_control_shows_that_it_has_the_keyboard_and_that_it_can_not_be_used(
    app: QApplication, theme: themes.Theme, qtbot: QtBot, kind: type[QWidget]
) -> None:
    themes.apply(app, theme)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(240, 90)
    control = kind(page)
    if isinstance(control, QPushButton | QToolButton | QCheckBox | QRadioButton):
        control.setText("Words")
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.setGeometry(20, 10, 200, 60)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.show()
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    usual = page.grab().toImage()
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    focused = page.grab().toImage()
    control.setEnabled(False)
    disabled = page.grab().toImage()
    assert usual != focused and usual != disabled


def test_every_kind_of_control_shows_that_the_mouse_is_on_it() -> None:
    sheet = resources.path("themes", "app.qss").read_text(encoding="utf-8")
    for kind in (
        "QPushButton",
        "QToolButton",
        "QLineEdit",
        "QSpinBox",
        "QComboBox",
        "QTabBar::tab",
        "QScrollBar::handle",
    ):
        assert f"{kind}:hover" in sheet, kind
    for kind in ("QTreeView::item", "QListView::item", "QTableView::item", "QSplitter::handle", "QHeaderView::section"):
        assert f"{kind}:hover" in sheet, kind
    for kind in ("QCheckBox::indicator", "QRadioButton::indicator"):
        assert f"{kind}:hover" in sheet, kind
