"""Linking a participant to whole transcripts, where no speaker's label says that they are in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import muted

_KEY = Qt.ItemDataRole.UserRole


def ask_sources(
    parent: QWidget, name: str, sources: Sequence[tuple[str, str]], linked: Collection[str]
) -> list[str] | None:
    """Ask to which of the `sources`, (id, name) each, a participant is linked; None where the person went back."""
    dialog = LinkSourcesDialog(name, sources, linked, parent)
    given = dialog.ticked() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return given


class LinkSourcesDialog(QDialog):
    """A list of transcripts to tick."""

    def __init__(
        self,
        name: str,
        sources: Sequence[tuple[str, str]],
        linked: Collection[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Transcripts of {name}").format(name=name))
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        room = self.screen().availableSize()
        self.resize(min(letter * 60, room.width() - 64), min(line * 24, room.height() - 64))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Transcripts"))
        for key, title in sources:
            item = QListWidgetItem(title, self.list)
            item.setData(_KEY, key)
            item.setCheckState(Qt.CheckState.Checked if key in linked else Qt.CheckState.Unchecked)
        box, primary = buttons(self, _("Link"))
        primary.setDefault(True)
        hint = _(
            "Tick the transcripts that are {name}'s as a whole. Where a speaker is linked, nothing is needed here."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(muted(hint.format(name=name), self))
        column.addWidget(self.list, 1)
        column.addWidget(box)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.list.setFocus()

    def ticked(self) -> list[str]:
        """Return the ids of the transcripts that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]
