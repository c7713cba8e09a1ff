"""The three themes: every pair of colours can be read, and the window really wears them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMainWindow, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from qda import resources
from qda.ui import theme as themes

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
GROUNDS = ("bg", "surface", "raised", "selection")


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


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2): 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_published_extremes() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("token", "ground"), list(product(("text", "muted"), GROUNDS)))
def test_words_can_be_read_on_every_ground(theme: themes.Theme, token: str, ground: str) -> None:
    assert contrast(getattr(theme, token), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("token", ["accent", "danger", "success", "warning"])
def test_words_of_meaning_can_be_read_on_pages(theme: themes.Theme, token: str) -> None:
    for ground in ("bg", "surface", "raised"):
        assert contrast(getattr(theme, token), getattr(theme, ground)) >= 4.5


def test_buttons_and_focus_ring_stand_out(theme: themes.Theme) -> None:
    assert contrast(theme.accent_text, theme.accent) >= 4.5
    for ground in GROUNDS:
        assert contrast(theme.focus, getattr(theme, ground)) >= 3


def test_every_code_colour_leaves_words_readable_and_its_stripe_visible(theme: themes.Theme) -> None:
    assert tuple(theme.codes) == themes.CODE_COLOURS and len(theme.codes) == 16
    least = 6.6 if theme.dark else 4.4
    for name, code in theme.codes.items():
        assert contrast(theme.text, code.tint) >= 7, name
        assert contrast(theme.muted, code.tint) >= 4.5, name  # speaker labels lie under tints too
        assert contrast(code.stripe, theme.surface) >= least, name


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
