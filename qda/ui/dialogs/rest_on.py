"""What a statement rests on: the theme of its page, that theme's codes, and its quotes, to be ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidgetItem, QVBoxLayout, QWidget

from qda.core.easyread.trace import KINDS, Trace
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.tall_rows import TallRows

_LINK = Qt.ItemDataRole.UserRole


def ask_what_it_rests_on(parent: QWidget | None, statement: str, trace: Trace) -> list[tuple[str, str]] | None:
    """Ask what a statement rests on, (kind, id) each; None where the person went back."""
    dialog = RestOnDialog(statement, trace, parent)
    chosen = dialog.ticked() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return chosen


class RestOnDialog(QDialog):
    """Space ticks a row. What is ticked is for the study's own record; it is never printed."""

    def __init__(self, statement: str, trace: Trace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What the statement rests on"))
        self.setMinimumSize(min(620, self.screen().availableSize().width() - 64), 440)
        words = _("“{statement}” rests on what is ticked. It is not printed.").format(statement=statement)
        self.list = TallRows(_("Theme, codes and quotes"), self, side=30)
        order = list(KINDS)
        for link in sorted((*trace.links, *trace.offered), key=lambda one: order.index(one.kind)):
            item = QListWidgetItem(f"{KINDS[link.kind]}: {link.words}", self.list)
            item.setData(_LINK, (link.kind, link.thing_id))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if link in trace.links else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        box, _primary = buttons(self, _("Keep"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(Wrapped(words, self))
        column.addWidget(self.list, 1)
        column.addWidget(box)

    def ticked(self) -> list[tuple[str, str]]:
        """Return what is ticked now."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [tuple(item.data(_LINK)) for item in items if item.checkState() == Qt.CheckState.Checked]
