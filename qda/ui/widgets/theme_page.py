"""One theme's page: name, level, status, central idea, definition and what it is not; saved as it is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qda.core.themes.outline import STATUSES, ThemeRow
from qda.i18n import _

_STATUS_WORDS = {
    "candidate": _("candidate"),
    "reviewed": _("reviewed"),
    "named": _("named"),
    "set aside": _("set aside"),
}
_TEXTS = (
    ("idea", _("Central idea"), _("What is this theme about, in a sentence or two?")),
    ("definition", _("Definition"), _("What belongs to it?")),
    ("boundaries", _("What it is not"), _("Where does it end, and which theme begins there?")),
)


class ThemePage(QWidget):
    """Signal: `edited(theme id, field, value)` when a field that was changed is left."""

    edited = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ThemeRow | None = None
        inside = QWidget(self)
        form = QFormLayout(inside)
        form.setContentsMargins(8, 8, 8, 8)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.name = QLineEdit(inside)
        self.name.editingFinished.connect(self.commit)
        self.level = QComboBox(inside)
        self.status = QComboBox(inside)
        for status in STATUSES:
            self.status.addItem(_STATUS_WORDS[status], status)
        self.level.activated.connect(lambda _row: self._say("level_id", self.level.currentData() or None))
        self.status.activated.connect(lambda _row: self._say("status", self.status.currentData()))
        for title, field in ((_("Name"), self.name), (_("Level"), self.level), (_("Status"), self.status)):
            field.setAccessibleName(title)
        form.addRow(_("Name"), self.name)
        choices = QHBoxLayout()
        choices.addWidget(self.level, 1)
        choices.addWidget(self.status, 1)
        form.addRow(_("Level and status"), choices)
        self.texts: dict[str, QPlainTextEdit] = {}
        for key, title, hint in _TEXTS:
            box = QPlainTextEdit(inside)
            box.setPlaceholderText(hint)
            box.setAccessibleName(title)
            box.setTabChangesFocus(True)
            box.installEventFilter(self)
            self.texts[key] = box
            form.addRow(title, box)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.show_theme(None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """Give every field the height that its words need in the size the interface has now."""
        line = self.fontMetrics().lineSpacing()
        for box in self.texts.values():
            box.setFixedHeight(line * 3 + 24)
        for field in (self.name, self.level, self.status):
            field.setFixedHeight(line + 14)

    def set_levels(self, levels: Sequence[tuple[str, str]]) -> None:
        """Offer these levels."""
        self.level.clear()
        self.level.addItem(_("no level"), "")
        for key, name in levels:
            self.level.addItem(name, key)

    def show_theme(self, row: ThemeRow | None) -> None:
        """Show a theme's page; what is being typed into it is left alone unless another theme is shown."""
        same = row is not None and self._row is not None and row.id == self._row.id
        if not same:
            self.commit()
        self._row = row
        self.setEnabled(row is not None)
        if not (same and self.name.isModified()):
            self.name.setText(row.name if row else "")
            self.name.setModified(False)
        self.level.setCurrentIndex(max(0, self.level.findText(row.level)) if row and row.level else 0)
        self.status.setCurrentIndex(max(0, self.status.findData(row.status)) if row else 0)
        for key, box in self.texts.items():
            words = getattr(row, key) if row else ""
            if not (same and box.document().isModified()):
                if box.toPlainText() != words:
                    box.setPlainText(words)
                box.document().setModified(False)

    def commit(self) -> None:
        """Hand over every field that was changed and not yet saved."""
        row = self._row
        if row is None:
            return
        name = self.name.text().strip()
        if self.name.isModified() and name and name != row.name:
            self.name.setModified(False)
            self._say("name", name)
        for key, box in self.texts.items():
            if box.document().isModified() and box.toPlainText().strip() != getattr(row, key):
                box.document().setModified(False)
                self.edited.emit(row.id, key, box.toPlainText().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched in self.texts.values():
            self.commit()
        return super().eventFilter(watched, event)

    def _say(self, field: str, value: object) -> None:
        if self._row is not None:
            self.edited.emit(self._row.id, field, value)
