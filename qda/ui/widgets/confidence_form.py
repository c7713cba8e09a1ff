"""What people say of their confidence in a finding: a level, why, and the four components of CERQual."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qda.core.confidence import COMPONENTS, CONCERNS, LEVELS, SCALES, Component, ConfidenceRow
from qda.i18n import _
from qda.ui.widgets.labels import Wrapped, heading, muted

_NOT_SAID = _("Not said yet")


class ConfidenceForm(QScrollArea):
    """Signal: `said(theme id, values)` when something else is said; the values are those of `set_confidence`."""

    said = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_id = ""
        self._row = ConfidenceRow("")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(self)
        self.title = heading("", page, 1.1)
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.statement = Wrapped(parent=page)
        self.statement.setTextFormat(Qt.TextFormat.PlainText)
        self.level = QComboBox(page)
        self.level.setAccessibleName(_("Confidence"))
        self.why = _Words(page)
        self.why.setAccessibleName(_("Why this confidence"))
        self.who = QLabel(page)
        self.who.setProperty("muted", True)
        self.who.setWordWrap(True)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(4)
        form.addRow(_("Confidence"), self.level)
        form.addRow(_("Why"), self.why)
        self.concerns: dict[str, QComboBox] = {}
        self.reasons: dict[str, QLineEdit] = {}
        for name, title in COMPONENTS.items():
            concern, reason = QComboBox(page), QLineEdit(page)
            concern.setAccessibleName(title)
            concern.addItem(_NOT_SAID, "")
            for key, words in CONCERNS.items():
                concern.addItem(words, key)
            reason.setAccessibleName(_("{component}: why").format(component=title))
            reason.setPlaceholderText(_("Why"))
            concern.currentTextChanged.connect(concern.setToolTip)
            concern.activated.connect(lambda _at, name=name: self._component(name))
            reason.editingFinished.connect(lambda name=name: self._component(name))
            form.addRow(title, concern)
            form.addRow(reason)
            self.concerns[name], self.reasons[name] = concern, reason
        for box in (self.level, *self.concerns.values()):
            # They give way where there is little room; the tooltip has the words whole.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.statement)
        column.addLayout(form)
        column.addWidget(self.who)
        column.addWidget(muted(_("People set the confidence; it is never worked out from the figures."), page))
        column.addStretch(1)
        self.setWidget(page)
        self.level.activated.connect(lambda _at: self._tell(level=str(self.level.currentData())))
        self.why.left.connect(lambda: self._tell(why=self.why.toPlainText().strip()))

    def show_finding(
        self, theme_id: str, name: str, statement: str, row: ConfidenceRow | None, scale: str, *, writable: bool
    ) -> None:
        """Show what is said of a theme on a scale; nothing can be said where it can't be written."""
        self.commit()
        self._theme_id, self._row = theme_id, row or ConfidenceRow(theme_id)
        self.title.setText(name or _("Choose a theme"))
        self.statement.setText(statement if statement != name else "")
        self.level.clear()
        self.level.addItem(_NOT_SAID, "")
        for key in SCALES[scale][1]:
            self.level.addItem(LEVELS[key], key)
        # A level that was given on another scale stays, and is shown.
        if self.level.findData(self._row.level) < 0:
            self.level.addItem(LEVELS.get(self._row.level, self._row.level), self._row.level)
        self.level.setCurrentIndex(self.level.findData(self._row.level))
        self.why.setPlainText(self._row.why)
        for key in COMPONENTS:
            said = self._row.component(key)
            self.concerns[key].setCurrentIndex(max(0, self.concerns[key].findData(said.concern)))
            self.reasons[key].setText(said.why)
            self.reasons[key].setCursorPosition(0)
            self.reasons[key].setToolTip(said.why)
        self.who.setText(_who(self._row))
        for part in (self.level, self.why, *self.concerns.values(), *self.reasons.values()):
            part.setEnabled(writable and bool(theme_id))

    def commit(self) -> None:
        """Say what was typed and not yet told."""
        if not self._theme_id:
            return
        if self.why.toPlainText().strip() != self._row.why:
            self._tell(why=self.why.toPlainText().strip())
        for name in COMPONENTS:
            self._component(name)

    def _component(self, name: str) -> None:
        given = Component(str(self.concerns[name].currentData() or ""), self.reasons[name].text().strip())
        if self._theme_id and given != self._row.component(name):
            known: Mapping[str, Component] = self._row.components or {}
            self._row = ConfidenceRow(
                self._theme_id, self._row.level, self._row.why, {**known, name: given}, self._row.coder, self._row.at
            )
            self.said.emit(self._theme_id, {"components": {name: given}})

    def _tell(self, *, level: str | None = None, why: str | None = None) -> None:
        row = self._row
        if not self._theme_id or (level in (None, row.level) and why in (None, row.why)):
            return
        self._row = ConfidenceRow(
            self._theme_id,
            row.level if level is None else level,
            row.why if why is None else why,
            row.components,
            row.coder,
            row.at,
        )
        self.said.emit(self._theme_id, {"level": level} if level is not None else {"why": why})


def _who(row: ConfidenceRow) -> str:
    if not row.at:
        return ""
    day = datetime.fromtimestamp(row.at / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return _("Said by {name}, {day}.").format(name=row.coder or _("somebody"), day=day)


class _Words(QPlainTextEdit):
    """A few lines of words. Signal: `left()` when the keyboard goes elsewhere."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 12)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
