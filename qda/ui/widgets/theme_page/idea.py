"""What a theme says: name, level, status, what it is to the question, central idea, definition and what it is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from qda.core.themes.outline import STATUSES, ThemeRow
from qda.core.themes.stances import stances
from qda.core.themes.words_for import FIELD_WORDS, STATUS_WORDS
from qda.i18n import _
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace

_TEXTS = (
    ("idea", _("What is this theme about, in a sentence or two?")),
    ("definition", _("What belongs to it?")),
    ("boundaries", _("Where does it end, and which theme begins there?")),
)


class Idea(Part):
    """Fields that are saved as they are left. Signal: `edited(theme id, field, value)`."""

    edited = Signal(str, str, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        inside = QWidget(self)
        form = QFormLayout(inside)
        form.setContentsMargins(8, 8, 8, 8)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.name = QLineEdit(inside)
        self.name.editingFinished.connect(self.commit)
        self.level, self.status, self.stance = (_narrow(QComboBox(inside)) for _number in range(3))
        for status in STATUSES:
            self.status.addItem(STATUS_WORDS[status], status)
        self.level.activated.connect(lambda _row: self._say("level_id", self.level.currentData() or None))
        self.status.activated.connect(lambda _row: self._say("status", self.status.currentData()))
        self.stance.setEditable(True)
        self.stance.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.stance.activated.connect(lambda _row: self._take_stance())
        line = self.stance.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("neither"))
        line.setAccessibleName(_("Barrier or enabler"))
        line.editingFinished.connect(self._take_stance)
        self.core = QCheckBox(_("Core category"), inside)
        self.core.setToolTip(_("The one theme that binds the others"))
        self.core.clicked.connect(lambda on: self._say("core", on))
        named = (_("Name"), self.name), (_("Level"), self.level), (_("Status"), self.status)
        for title, field in (*named, (_("Barrier or enabler"), self.stance)):
            field.setAccessibleName(title)
        form.addRow(_("Name"), self.name)
        choices = QHBoxLayout()
        choices.addWidget(self.level, 1)
        choices.addWidget(self.status, 1)
        form.addRow(_("Level and status"), choices)
        form.addRow(_("Barrier or enabler"), self.stance)
        form.addRow(self.core)
        self.fields = [self.name, self.level, self.status, self.stance]
        self.texts: dict[str, QPlainTextEdit] = {}
        for key, hint in _TEXTS:
            box = QPlainTextEdit(inside)
            box.setPlaceholderText(hint)
            box.setAccessibleName(FIELD_WORDS[key])
            box.setTabChangesFocus(True)
            box.installEventFilter(self)
            self.texts[key] = box
            form.addRow(FIELD_WORDS[key], box)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(scroll)
        self.show_theme(None)

    def fit(self) -> None:
        """Give the texts room for some lines, too."""
        super().fit()
        for box in self.texts.values():
            box.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 24)

    def set_levels(self, levels: Sequence[tuple[str, str]]) -> None:
        """Offer these levels."""
        self.level.clear()
        self.level.addItem(_("no level"), "")
        for key, name in levels:
            self.level.addItem(name, key)

    def show_theme(self, row: ThemeRow | None) -> None:
        """Show a theme; what is being typed into it is left alone unless another theme is shown."""
        same = row is not None and self.row is not None and row.id == self.row.id
        if not same:
            self.commit()
        self.row = row
        self.setEnabled(row is not None)
        if not (same and self.name.isModified()):
            self.name.setText(row.name if row else "")
            self.name.setModified(False)
        self.level.setCurrentIndex(max(0, self.level.findText(row.level)) if row and row.level else 0)
        self.status.setCurrentIndex(max(0, self.status.findData(row.status)) if row else 0)
        self.core.setChecked(bool(row and row.core))
        self._show_stance(row, same)
        for key, box in self.texts.items():
            words = getattr(row, key) if row else ""
            if not (same and box.document().isModified()):
                if box.toPlainText() != words:
                    box.setPlainText(words)
                box.document().setModified(False)

    def _show_stance(self, row: ThemeRow | None, same: bool) -> None:
        line = self.stance.lineEdit()
        assert line is not None
        if same and line.isModified():
            return
        known = self.workspace.read(stances) if self.workspace.is_open else []
        self.stance.clear()
        self.stance.addItem("", "")
        for stance in known:
            self.stance.addItem(_(stance), stance)
        self.stance.setCurrentIndex(max(0, self.stance.findData(row.stance)) if row else 0)
        line.setModified(False)

    def _take_stance(self) -> None:
        line = self.stance.lineEdit()
        assert line is not None
        written = line.text().strip()
        known = self.stance.findText(written)
        value = str(self.stance.itemData(known)) if known >= 0 else written
        line.setModified(False)
        if self.row is not None and value != self.row.stance:
            self._say("stance", value)

    def commit(self) -> None:
        """Hand over every field that was changed and not yet saved."""
        row = self.row
        if row is None:
            return
        name = self.name.text().strip()
        if self.name.isModified() and name and name != row.name:
            self.name.setModified(False)
            self._say("name", name)
        line = self.stance.lineEdit()
        if line is not None and line.isModified():
            self._take_stance()
        for key, box in self.texts.items():
            if box.document().isModified() and box.toPlainText().strip() != getattr(row, key):
                box.document().setModified(False)
                self.edited.emit(row.id, key, box.toPlainText().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched in self.texts.values():
            self.commit()
        return super().eventFilter(watched, event)

    def _say(self, field: str, value: object) -> None:
        if self.row is not None:
            self.edited.emit(self.row.id, field, value)


def _narrow(box: QComboBox) -> QComboBox:
    """Return a list of choices that may be as narrow as the page."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box
