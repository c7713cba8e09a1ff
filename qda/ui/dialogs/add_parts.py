"""Asks which products become parts of a report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from qda.core.exporters import Product
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.ticked_names import TickedNames


def ask_parts(parent: QWidget, products: Sequence[Product]) -> list[str]:
    """Return the names of the products that are ticked, "" among them for words alone; none where one goes back."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Add parts"))
    room = dialog.screen().availableSize()
    metrics = dialog.fontMetrics()
    dialog.resize(
        min(metrics.averageCharWidth() * 60, room.width() - 64), min(metrics.height() * 32, room.height() - 96)
    )
    words = Wrapped(_("Tick what goes into the report. Each comes after the last part; you can move it then."), dialog)
    names = [("", _("Words of your own")), *((one.name, one.title) for one in products)]
    listed = TickedNames(names, dialog)
    listed.setAccessibleName(_("Parts"))
    abouts = [_("A heading and paragraphs that you write."), *(one.about for one in products)]
    for row, about in enumerate(abouts):
        listed.item(row).setToolTip(about)
        listed.item(row).setData(Qt.ItemDataRole.AccessibleDescriptionRole, about)
    listed.setCurrentRow(0)
    box, add = buttons(dialog, _("Add them"))
    add.setEnabled(False)
    listed.itemChanged.connect(lambda _item: add.setEnabled(bool(listed.chosen())))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(8)
    for part in (words, listed, box):
        column.addWidget(part)
    column.setStretch(1, 1)
    listed.setFocus()
    chosen = listed.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else []
    dialog.deleteLater()
    return chosen
