"""The drawings that come along: made by packaging/make_pictures.py, in one style, large enough to be told at 2.5 cm."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from qda import resources

SCRIPT = Path(__file__).resolve().parents[1] / "packaging" / "make_pictures.py"
FOLDER = resources.path("pictures", "drawings")
SMALLEST = 60  # of 120: what is smaller than half the field is not told from afar


@pytest.mark.skipif(not SCRIPT.is_file(), reason="only in a checkout")
def test_the_drawings_are_those_that_the_script_draws(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True, timeout=60)
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert drawn == {path.name: path.read_bytes() for path in FOLDER.iterdir()}


def test_all_have_one_field_one_line_and_few_colours(qapp: object) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    colours: set[str] = set()
    for path in sorted(FOLDER.glob("*.svg")):
        text = path.read_text(encoding="utf-8")
        assert 'viewBox="0 0 120 120"' in text and 'stroke="#22252B" stroke-width="3"' in text, path.name
        assert "<text" not in text and "<image" not in text, path.name
        colours |= set(re.findall(r"#[0-9A-Fa-f]{6}", text))
        renderer = QSvgRenderer(str(path))
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, 60, 60))
        painter.end()
        inked = [(x, y) for x in range(60) for y in range(60) if image.pixelColor(x, y).lightness() < 200]
        wide = max(x for x, _y in inked) - min(x for x, _y in inked)
        high = max(y for _x, y in inked) - min(y for _x, y in inked)
        assert 2 * max(wide, high) >= SMALLEST, f"{path.name} is small"
    assert len(colours) <= 36
