"""Two wordings in one text: words that went are struck through, words that came underlined; colour is never alone."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from qda.core.trail.word_changes import word_changes
from qda.i18n import _
from qda.ui import theme


class WordDifference(QTextBrowser):
    """Shows what a text was and what it is, with what changed marked in it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("Choose a line whose words changed; they are shown here, before and after."))

    def show_words(self, before: str, after: str) -> None:
        """Show two wordings; with both empty there is nothing to show."""
        if not before and not after:
            self.clear()
            return
        worn = theme.current()
        looks = {
            "same": "{words}",
            "gone": f'<s style="color: {worn.danger}">{{words}}</s>',
            "new": f'<u style="color: {worn.success}; font-weight: 600">{{words}}</u>',
        }
        parts = word_changes(before, after)
        # What went and what came in its place would run into each other.
        shown = "".join(
            ("" if part.what == "same" else " ") + looks[part.what].format(words=_escaped(part.text)) for part in parts
        )
        said = _("Struck through: went. Underlined: came.") if before and after else ""
        if before and not after:
            said = _("These words went.")
        elif after and not before:
            said = _("These words came.")
        self.setHtml(f'<p>{shown}</p><p style="color: {worn.muted}">{escape(said)}</p>')


def _escaped(text: str) -> str:
    # Braces stay: words are put in by format, which never looks into what it puts in.
    return escape(text, quote=False).replace("\n", "<br>")
