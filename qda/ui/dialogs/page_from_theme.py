"""A new easy-read page: from a theme with chosen quotes, or empty under a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from qda.core.easyread.from_theme import Offered
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.tall_rows import TallRows

_ID = Qt.ItemDataRole.UserRole
_WHY = {
    True: "",
    False: _("Not to be quoted in easy read: this was refused."),
    None: _("Not to be quoted in easy read: nobody has asked. See the participants' consent, in Sources."),
}


@dataclass(frozen=True, slots=True)
class NewPage:
    """What was chosen: the theme with quotes by id, or no theme and a title."""

    theme_id: str
    quote_ids: tuple[str, ...]
    title: str


def ask_page(
    parent: QWidget | None, themes: Sequence[tuple[str, str]], quotes: Callable[[str], Sequence[Offered]]
) -> NewPage | None:
    """Ask what a new page is made from, of `themes` (id, name) with their `quotes`; None where the person went back."""
    dialog = PageFromThemeDialog(themes, quotes, parent)
    chosen = dialog.page() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return chosen


class PageFromThemeDialog(QDialog):
    """The theme is chosen above, its quotes are ticked below; what may not be printed can't be ticked, and says why."""

    def __init__(
        self,
        themes: Sequence[tuple[str, str]],
        quotes: Callable[[str], Sequence[Offered]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._quotes = quotes
        self.setWindowTitle(_("New page"))
        self.setMinimumSize(min(620, self.screen().availableSize().width() - 64), 440)
        self.theme = QComboBox(self)
        self.theme.setAccessibleName(_("Theme"))
        for theme_id, name in themes:
            self.theme.addItem(name, theme_id)
        self.theme.addItem(_("No theme: an empty page"), "")
        self.theme.currentIndexChanged.connect(lambda _row: self._fill())
        self.title = QLineEdit(self)
        self.title.setAccessibleName(_("Title of the page"))
        self.title.setPlaceholderText(_("Title of the page, in a few easy words"))
        self.about = Wrapped(parent=self)
        self.list = TallRows(_("Quotes chosen for the theme"), self, side=30)
        box, self.go = buttons(self, _("Make the page"))
        self.title.textChanged.connect(lambda _words: self._offer())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading(_("What is the page about?"), self))
        column.addWidget(self.theme)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        column.addWidget(box)
        self._fill()

    def _fill(self) -> None:
        theme_id = str(self.theme.currentData())
        self.title.setVisible(not theme_id)
        self.list.clear()
        offered = self._quotes(theme_id) if theme_id else ()
        for one in offered:
            words = f"“{one.quote.text}”"
            item = QListWidgetItem(f"{words}\n{_WHY[one.allowed]}" if _WHY[one.allowed] else words, self.list)
            item.setData(_ID, one.quote.id)
            if one.allowed:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            else:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self.list.setVisible(bool(offered))
        self.about.setText(
            _("It begins with the central idea of the theme, a statement for each sentence, and the ticked quotes.")
            if theme_id
            else _("Give it a title, and write its statements.")
        )
        self._offer()

    def _offer(self) -> None:
        self.go.setEnabled(bool(self.theme.currentData() or self.title.text().strip()))

    def page(self) -> NewPage:
        """Return what is chosen now."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked]
        return NewPage(str(self.theme.currentData()), tuple(ticked), self.title.text().strip())
