"""A code's sheet: all that the codebook says of it, to read and to write; of several codes what they can share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.codebook import KINDS, ORIGINS, STANCES, CodeRow
from qda.core.codebook_places import COLOURS
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.models.codebook_model import chip
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.labels import heading, muted
from qda.ui.workspace import Workspace

_TEXTS = (
    ("definition", _("Definition"), _("What does the code mean?")),
    ("include", _("When to use"), _("What is to be coded with it?")),
    ("exclude", _("When not to use"), _("What is not, though it seems so?")),
    ("example", _("Example"), _("A typical passage, in the person's words.")),
)
_WORDS: dict[object, str] = {
    True: _("for passages"),
    False: _("only a heading over other codes"),
    "code": _("code"),
    "category": _("category"),
    "inductive": _("inductive"),
    "a priori": _("a priori"),
    "in vivo": _("in vivo"),
}
_DIFFERENT = _("different ones")


class CodeSheet(QFrame):
    """Signals: `edited(field, value)` when a field that was changed is left, `closed()` by Esc or its button."""

    edited = Signal(str, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CodeRow, ...] = ()
        self.title = heading("", self)
        self.title.setWordWrap(True)
        self.close_button = QToolButton(self)
        self.close_button.setAccessibleName(_("Close the sheet"))
        self.close_button.setToolTip(_("Close the sheet (Esc)"))
        self.close_button.clicked.connect(self._leave)
        self.about = muted("", self)
        for label in (self.title, self.about):
            label.setTextFormat(Qt.TextFormat.PlainText)
        inside = QWidget(self)
        self.form = QFormLayout(inside)
        self.form.setContentsMargins(8, 0, 8, 8)
        self.form.setSpacing(6)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.name = QLineEdit(inside)
        self.name.setMinimumWidth(1)
        self.name.editingFinished.connect(self.commit)
        self._add(_("Name"), self.name)
        self.texts: dict[str, QPlainTextEdit] = {}
        for key, words, hint in _TEXTS:
            box = QPlainTextEdit(inside)
            box.setPlaceholderText(hint)
            box.setTabChangesFocus(True)
            box.installEventFilter(self)
            self.texts[key] = box
            self._add(words, box)
        self.choices = {
            "colour": self._choice(_("Colour"), COLOURS),
            "kind": self._choice(_("Kind"), KINDS),
            "origin": self._choice(_("Origin"), ORIGINS),
            "codable": self._choice(_("Use"), (True, False)),
            "stance": self._choice(_("Barrier or enabler"), ("", *STANCES), own=True),
        }
        self.exclusive = QCheckBox(_("exclude each other"), inside)
        self.exclusive.setToolTip(
            _("A passage should have only one of them. Agreement of coders is then told over all of them together.")
        )
        self.exclusive.clicked.connect(lambda on: self.edited.emit("exclusive", on))
        # The words in two parts, so that they find room in a narrow sheet with large words.
        self.form.addRow(_("Codes below"), self.exclusive)
        self.exclusive.setAccessibleName(_("Codes below exclude each other"))
        self._lay_out(inside)
        self.show_codes((), "", ())

    def _add(self, words: str, field: QWidget) -> None:
        field.setAccessibleName(words)
        self.form.addRow(words, field)

    def _choice(self, words: str, values: Sequence[str] | Sequence[bool], own: bool = False) -> QComboBox:
        """Return a list of values for a field; with `own`, others can be written in it."""
        box = QComboBox(self)
        # As wide as the sheet, be that as narrow as it may.
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.setEditable(own)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for value in values:
            box.addItem(_WORDS.get(value) or (_(str(value)) if value else ""), value)
        self._add(words, box)
        box.activated.connect(lambda _row: self._choose(box))
        line = box.lineEdit()
        if line is not None:
            line.setAccessibleName(words)
            line.editingFinished.connect(lambda: self._choose(box))
        return box

    def _lay_out(self, inside: QWidget) -> None:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 0)
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        middle = QHBoxLayout()
        middle.setContentsMargins(8, 0, 8, 0)
        middle.addWidget(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(scroll, 1)
        on_escape(self, self._leave)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_codes(self, rows: Sequence[CodeRow], about: str, stances: Sequence[str]) -> None:
        """Show one code or what several share; what is being typed is left alone unless other codes are shown.

        `about` says where it stands and how often it is used, `stances` are those that there are in the project.
        """
        same = bool(rows) and [row.id for row in rows] == [row.id for row in self._rows]
        if not same:
            self.commit()
        self._rows = tuple(rows)
        one = rows[0] if len(rows) == 1 else None
        self.title.setText(one.name if one else n_("{n} code", "{n} codes", len(rows)) if rows else _("No code"))
        self.about.setText(about if rows else _("Choose a code at the left to read and write what it means."))
        for field in (self.name, *self.texts.values()):
            self.form.setRowVisible(field, one is not None)
        for box in self.choices.values():
            self.form.setRowVisible(box, bool(rows))
        self.form.setRowVisible(self.exclusive, False)
        if one is not None:
            self._show_words(one, same)
        self._show_choices(stances)

    def show_exclusive(self, exclusive: bool) -> None:
        """Offer to say of the one category shown whether its codes exclude each other."""
        self.exclusive.setChecked(exclusive)
        self.form.setRowVisible(self.exclusive, True)

    def _show_words(self, row: CodeRow, same: bool) -> None:
        if not (same and self.name.isModified()):
            self.name.setText(row.name)
            self.name.setCursorPosition(0)
        for key, box in self.texts.items():
            if not (same and box.document().isModified()):
                words = getattr(row, key)
                if box.toPlainText() != words:
                    box.setPlainText(words)
                box.document().setModified(False)

    def _show_choices(self, stances: Sequence[str]) -> None:
        box = self.choices["stance"]
        for value in stances:
            if box.findData(value) < 0:
                box.addItem(value, value)
        for key, box in self.choices.items():
            values = {getattr(row, key) for row in self._rows}
            shared = values.pop() if len(values) == 1 else None
            if shared is not None and box.findData(shared) < 0:
                box.addItem(shared, shared)
            box.setCurrentIndex(-1 if shared is None else box.findData(shared))
            box.setPlaceholderText(_DIFFERENT)
            line = box.lineEdit()
            if line is not None:
                line.setPlaceholderText(_DIFFERENT if shared is None and self._rows else _("neither"))
                line.setModified(False)

    def hint_by(self, workspace: Workspace) -> None:
        """Let the project's word list say something under what is written here; a person's own words are left alone."""
        from qda.ui.widgets.wording_hint import hint_under

        hint_under(workspace, self.name, lambda: any(row.origin == "in vivo" for row in self._rows))
        for key in ("definition", "include", "exclude"):
            hint_under(workspace, self.texts[key])

    # Saving ----------------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Hand over every field of words that was changed and not yet saved."""
        if len(self._rows) != 1:
            return
        row = self._rows[0]
        name = self.name.text().strip()
        if self.name.isModified() and name != row.name:
            self.name.setModified(False)
            self.edited.emit("name", name)
        for key, box in self.texts.items():
            words = box.toPlainText().strip()
            if box.document().isModified() and words != getattr(row, key):
                box.document().setModified(False)
                self.edited.emit(key, words)

    def rows(self) -> Sequence[CodeRow]:
        """Return the codes that are shown."""
        return self._rows

    def put_back(self, field: str, value: object) -> None:
        """Keep a name that was refused in its field, for another try."""
        if field == "name":
            self.name.setText(str(value))
            self.name.setModified(True)

    def _choose(self, box: QComboBox) -> None:
        """Hand over a value that was chosen or, where that can be, written."""
        field = next(key for key, other in self.choices.items() if other is box)
        line = box.lineEdit()
        value = box.currentData()
        if line is not None:
            written = line.text().strip()
            known = box.findText(written)
            value = box.itemData(known) if known >= 0 else written
            if not line.isModified() and box.currentIndex() < 0:
                # Several codes with different values, and nothing was written.
                return
        if self._rows and value is not None and any(getattr(row, field) != value for row in self._rows):
            self.edited.emit(field, value)

    def _leave(self) -> None:
        self.commit()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched in self.texts.values():
            self.commit()
        return super().eventFilter(watched, event)

    # Looks -----------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """Give every field the height that its words need in the size the interface has now, and colours theirs."""
        line = self.fontMetrics().lineSpacing()
        for key, box in self.texts.items():
            box.setFixedHeight(line * (4 if key == "definition" else 3) + 14)
        for field in (self.name, *self.choices.values()):
            field.setFixedHeight(line + 14)
        self.close_button.setIcon(icon("close", theme.current()))
        colours = self.choices["colour"]
        for row in range(colours.count()):
            colours.setItemIcon(row, chip(colours.itemData(row)))
