"""Versions of a thing side by side: as it was, as it is here and in the copy, with the differing words marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from qda.i18n import _
from qda.ui.widgets.labels import heading
from qda.ui.widgets.word_difference import WordDifference

_TITLES = (_("Before"), _("Here (mine)"), _("In the copy (theirs)"))


class Versions(QWidget):
    """Three columns; in the two at the right the words that differ from the first one are marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles = [heading(title, self) for title in _TITLES]
        self.texts = [WordDifference(title, self) for title in _TITLES]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, (title, text) in enumerate(zip(self.titles, self.texts, strict=True)):
            text.setPlaceholderText(_("Nothing"))
            text.setMinimumHeight(text.fontMetrics().lineSpacing() * 4)
            text.setMinimumWidth(text.fontMetrics().averageCharWidth() * 14)
            grid.addWidget(title, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(text, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)

    def show_versions(self, base: str, ours: str, theirs: str) -> None:
        """Show three wordings; where it isn't known how it was before, what differs is marked against ours."""
        before, mine, yours = self.texts
        known = bool(base)
        self.titles[0].setVisible(known)
        before.setVisible(known)
        before.setPlainText(base)
        if known:
            _show(mine, base, ours)
            _show(yours, base, theirs)
        else:
            mine.setPlainText(ours)
            _show(yours, ours, theirs)

    def clear(self) -> None:
        """Show nothing."""
        for text in self.texts:
            text.clear()


def _show(text: WordDifference, before: str, after: str) -> None:
    if before == after or not before or not after:
        # Words that are all new, or all as they were, need no marks.
        text.setPlainText(after)
    else:
        text.show_words(before, after)
