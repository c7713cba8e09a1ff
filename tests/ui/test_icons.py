"""The icons: one set, one stroke, tinted from the theme, sharp at every resolution."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from qda import resources
from qda.ui import icons
from qda.ui import theme as themes

FOLDER = resources.path("icons")
NAMES = sorted(file.stem for file in FOLDER.glob("*.svg") if file.stem != "themeloom")
WANTED = """sources code themes memos compare review easy-read report import export add remove search undo redo settings
open new recent star quote note user merge moon sun help left right up down close check warning drag folder file"""
pytestmark = pytest.mark.usefixtures("qapp")


def colours(image: QImage) -> set[str]:
    """The colours of the pixels that are fully painted."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


def test_the_set_is_complete() -> None:
    assert not set(WANTED.split()) - set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_has_one_stroke_and_takes_its_colour_from_outside(name: str) -> None:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in drawing and 'stroke="currentColor"' in drawing
    assert re.findall(r'stroke-width="([^"]+)"', drawing) == ["1.6"]
    assert not re.search(r"#[0-9a-fA-F]{3}", drawing)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_painted_whole_inside_its_square(name: str) -> None:
    image = icons.drawing(name, "#000000", 80)
    assert colours(image) == {"#000000"}
    edge = [*((x, y) for x in range(80) for y in (0, 79)), *((x, y) for y in range(80) for x in (0, 79))]
    assert all(image.pixelColor(*at).alpha() == 0 for at in edge), "cut off at the edge"


def test_no_two_icons_look_the_same() -> None:
    assert len({bytes(icons.drawing(name, "#000000", 40).constBits()) for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("theme", [themes.load(name) for name in themes.NAMES], ids=themes.NAMES)
def test_icons_are_tinted_by_theme_and_state(theme: themes.Theme) -> None:
    plain = icons.icon("add", theme)
    size = QSize(40, 40)
    assert colours(plain.pixmap(size).toImage()) == {theme.text}
    assert colours(plain.pixmap(size, QIcon.Mode.Disabled).toImage()) == {theme.muted}
    assert colours(plain.pixmap(size, QIcon.Mode.Selected).toImage()) == {theme.text}
    assert colours(plain.pixmap(size, QIcon.Mode.Normal, QIcon.State.On).toImage()) == {theme.accent}
    assert colours(icons.icon("add", theme, "danger").pixmap(size).toImage()) == {theme.danger}


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
@pytest.mark.parametrize("side", [16, 20, 24])
def test_icons_are_drawn_for_the_screen_not_blown_up(side: int, ratio: float) -> None:
    pixmap = icons.icon("search", themes.load("light")).pixmap(QSize(side, side), ratio)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (side * ratio, ratio)


def test_icons_are_drawn_once() -> None:
    theme = themes.load("dark")
    assert icons.icon("star", theme).cacheKey() == icons.icon("star", theme).cacheKey()


def test_a_name_that_was_never_drawn_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("unicorn", themes.load("light"))


def test_the_programs_icon_is_readable_when_tiny_and_the_png_is_up_to_date(qapp: QApplication) -> None:
    assert len(colours(icons.drawing("themeloom", "", 16))) >= 5  # ground, warp and three wefts
    png = Path(__file__).resolve().parents[2] / "packaging" / "themeloom.png"
    if not png.is_file():
        pytest.skip("an installed program has no packaging folder")
    kept, drawn = QImage(str(png)), icons.drawing("themeloom", "", 256)
    assert kept.size() == QSize(256, 256)
    for at in ((128, 128), (64, 68), (188, 128), (128, 68)):
        assert QColor(kept.pixelColor(*at)) == QColor(drawn.pixelColor(*at))
