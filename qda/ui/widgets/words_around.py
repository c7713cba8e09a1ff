"""A card with the words around a quote, the quote itself in semibold."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from qda.core.comparing import Around
from qda.i18n import _
from qda.ui import keys
from qda.ui.widgets.labels import heading

_BEFORE = 2


class WordsAround(QWidget):
    """Shows a passage within its surroundings; the words can be read and copied by keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(_("Words around the quote"))
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        keys.tip(self, _("Words around the quote"), "words_around")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self.title = heading(_("Words around"), self)
        column.addWidget(self.title)
        column.addWidget(self.text, 1)

    def show_words(self, found: Around | None, direction: str = "ltr") -> None:
        """Show a passage with what stands around it; None: there is no quote to show it of."""
        if found is None:
            self.text.setPlainText(_("Choose a quote to read what was said before and after it."))
            return
        before, words, after = (escape(part).replace("\n", "<br>") for part in (found.before, found.words, found.after))
        # Weight, an underline and the place in the text set the quote apart, no colour.
        quote = f'<a name="quote"></a><span style="font-weight:600; text-decoration:underline">{words}</span>'
        self.text.setHtml(f'<div dir="{direction}">{before}{quote}{after}</div>')
        # A few lines of what was said before stay in sight.
        self.text.scrollToAnchor("quote")
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() - _BEFORE * self.text.fontMetrics().lineSpacing())
