"""Versions of a thing side by side: as it was, as it is here and in the copy, with the differing words marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from qda.core.trail.word_changes import word_changes
from qda.i18n import _
from qda.ui.widgets.labels import heading
from qda.ui.widgets.word_difference import WordDifference

_TITLES = (_("Before"), _("Mine (here)"), _("Theirs (in the copy)"))


class Versions(QWidget):
    """Three columns: what differs from how it was is struck through and underlined in the two at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles = [heading(title, self) for title in _TITLES]
        self.texts = [WordDifference(title, self) for title in _TITLES]
        grid = self._grid = QGridLayout(self)
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
        """Show three wordings, each of the two at the right marked against how it was before.

        Where that isn't known, or theirs has hardly a word of it, theirs is marked against mine.
        """
        before, mine, yours = self.texts
        for part in (self.titles[0], before):
            part.setVisible(bool(base))
        self._grid.setColumnStretch(0, int(bool(base)))
        before.setPlainText(base)
        _show(mine, base, ours)
        from_base = bool(base) and (theirs == base or _alike(base, theirs))
        _show(yours, base if from_base else ours, theirs)
        against_mine = not from_base and _alike(ours, theirs)
        self.titles[2].setText(_("Theirs, against mine") if against_mine else _TITLES[2])

    def clear(self) -> None:
        """Show nothing."""
        for text in self.texts:
            text.clear()


def _show(text: WordDifference, before: str, after: str) -> None:
    """Show words with what differs marked; words that are all new, or all as they were, need no marks."""
    if _alike(before, after):
        text.show_words(before, after)
    else:
        text.setPlainText(after)


def _alike(before: str, after: str) -> bool:
    """Tell whether two wordings differ, and still have words in common."""
    return before != after and any(part.what == "same" and part.text.strip() for part in word_changes(before, after))
