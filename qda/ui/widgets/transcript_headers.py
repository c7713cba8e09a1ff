"""What stands in small letters above a turn: who that is in the project, and when it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from qda.core.text import Turn
from qda.ui.widgets.transcript_rows import Row

_TIME = re.compile(r"\d:[0-5]\d")
_MARGIN = 12.0  # of the page, left and right of its words


class Headers:
    """Says what stands above a turn; the words of the source are left as they are, so are its line numbers.

    `people` are the pseudonyms of those who speak, by their label in the file; `text` is set anew when it changes.
    """

    def __init__(self, text: str = "", people: Mapping[str, str] | None = None) -> None:
        self.text = text
        self._people = {label: name for label, name in (people or {}).items() if name != label}

    def above(self, turn: Turn) -> str:
        """Return what stands above `turn`; nothing where the text says it all by itself."""
        parts = [self._people.get(turn.speaker or "", "")]
        if turn.begin_ms is not None and not _TIME.search(self.text, turn.start, turn.speech):
            parts.append(moment(turn.begin_ms))
        return " · ".join(part for part in parts if part)


def height(font: QFont) -> float:
    """Return how many pixels a header in `font` takes above its turn."""
    return float(round(QFontMetricsF(font).height()))


def paint(
    painter: QPainter, rows: Sequence[tuple[Row, str]], font: QFont, colour: QColor, width: float, mirrored: bool
) -> None:
    """Write what stands above rows, on the side where their words begin; `width` is that of the column."""
    painter.setFont(font)
    painter.setPen(colour)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    high = height(font)
    for row, words in rows:
        area = QRectF(_MARGIN, row.top - high, width - 2 * _MARGIN, high)
        painter.drawText(area, side | Qt.AlignmentFlag.AlignBottom, words)


def moment(milliseconds: int) -> str:
    """Return a time of a recording as people write it: ``02:05``, ``1:02:05``."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
