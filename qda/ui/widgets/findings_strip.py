"""A strip above a preview: what should be looked at before the product leaves, folded away where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.core.privacy.standing import KINDS, Finding
from qda.i18n import _, n_
from qda.ui.widgets.labels import Wrapped

_LINES = 3  # of the list in sight; it scrolls


class FindingsStrip(QWidget):
    """A sentence with the number of findings, and a list of them; tooltips say where they stand and what mends them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = Wrapped(parent=self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("To look at before it leaves"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.told)
        column.addWidget(self.list)
        self.hide()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show what was found; nothing at all where there is nothing."""
        self.list.clear()
        for one in found:
            item = QListWidgetItem(f"⚠ {KINDS[one.kind]}: {one.words}", self.list)
            item.setToolTip(one.sentence)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, one.sentence)
        said = n_("{n} thing to look at before this leaves.", "{n} things to look at before this leaves.", len(found))
        mending = " ".join(dict.fromkeys(one.mending for one in found))
        self.told.setText(f"{said} {mending}")
        rows = min(_LINES, max(1, len(found)))
        height = self.list.sizeHintForRow(0) if found else self.fontMetrics().height()
        self.list.setFixedHeight(rows * height + 2 * self.list.frameWidth() + 4)
        self.setVisible(bool(found))
