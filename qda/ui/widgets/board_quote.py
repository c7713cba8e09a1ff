"""The first quote of a card, opened beside it on demand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from qda.core.retrieval import QuoteRow
from qda.i18n import _
from qda.ui.widgets.board_canvas import BoardCanvas
from qda.ui.widgets.floating import beside

_LETTERS, _MOST = 42, 420


class CardQuote(QFrame):
    """Floats over the canvas below its card, and goes when the board is scrolled, or the card is left."""

    def __init__(self, canvas: BoardCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.card: tuple[str | None, str | None] | None = None
        self.setProperty("card", True)
        self.setAccessibleName(_("First quote of the card"))
        self._words = QLabel(self)
        self._whose = QLabel(self)
        self._whose.setProperty("muted", True)
        for label in (self._words, self._whose):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(self._whose)
        self.hide()
        for bar in (canvas.horizontalScrollBar(), canvas.verticalScrollBar()):
            bar.valueChanged.connect(self.close_quote)
        canvas.zoomed.connect(self.close_quote)

    def open_quote(self, card: tuple[str | None, str | None], quote: QuoteRow | None) -> None:
        """Show a quote of a card, or that it has none."""
        self.card = card
        words = " ".join(quote.text.split()) if quote is not None else ""
        cut = words if len(words) <= _MOST else words[:_MOST].rsplit(" ", 1)[0] + " …"
        self._words.setText(f"“{cut}”" if quote is not None else _("Nothing is coded with it yet."))
        self._whose.setVisible(quote is not None)
        if quote is not None:
            people = ", ".join(quote.participants)
            line = _("line {lines}").format(lines=quote.lines) if quote.lines else ""
            self._whose.setText(" · ".join(part for part in (people, quote.source, line) if part))
        self.setAccessibleDescription(self._words.text())
        self._stand()

    def _stand(self) -> None:
        """Stand beside the card, as high as the words need."""
        canvas = self._canvas
        wide = min(self.fontMetrics().averageCharWidth() * _LETTERS, canvas.viewport().width() - 8)
        inside = wide - 26
        high = 18
        for label in (self._words, self._whose):
            label.ensurePolished()
            label.setFixedWidth(inside)
            if not label.isHidden():
                label.setFixedHeight(label.heightForWidth(inside))
                high += label.height() + 4
        assert self.card is not None
        seen = canvas.mapFromScene(canvas.head_of(self.card)).boundingRect()
        near = QRect(canvas.viewport().mapTo(canvas, seen.topLeft()), seen.size())
        room = QRect(canvas.viewport().mapTo(canvas, QPoint(0, 0)), canvas.viewport().size()).adjusted(4, 4, -4, -4)
        self.setGeometry(beside(room, near, wide, high))
        self.show()
        self.raise_()

    def close_quote(self) -> bool:
        """Go; tell whether it was there."""
        shown, self.card = not self.isHidden(), None
        self.hide()
        return shown

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.hide()
