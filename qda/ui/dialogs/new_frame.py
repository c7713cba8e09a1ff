"""Making a framework matrix: its name, what its rows are made of, and what its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from qda.core.attributes import AttributeRow
from qda.core.codebook import CodeRow
from qda.core.tables.frameworks import CASES
from qda.core.themes.outline import ThemeRow
from qda.i18n import _
from qda.ui.dialogs.question import buttons

_CODES, _THEMES, _LINES = "codes", "themes", "lines"


@dataclass(frozen=True, slots=True)
class NewFrame:
    """What was said: the name, and how it is made (the arguments of :func:`qda.core.tables.frame_making.add_frame`)."""

    name: str
    how: dict[str, Any] = field(default_factory=dict)


class NewFrameDialog(QDialog):
    """Asks for a framework matrix; :meth:`answer` says what was said."""

    def __init__(
        self,
        book: Sequence[CodeRow],
        outline: Sequence[ThemeRow],
        attributes: Sequence[AttributeRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New framework matrix"))
        self._book, self._outline = book, outline
        self.setMinimumWidth(
            min(self.fontMetrics().averageCharWidth() * 70, self.screen().availableSize().width() - 64)
        )
        self.name = QLineEdit(self)
        self.rows = QComboBox(self)
        self.columns = QComboBox(self)
        self.lines = QPlainTextEdit(self)
        self.lines.setPlaceholderText(_("One heading a line; indent those that belong below the one before."))
        self.lines.setTabChangesFocus(True)
        self.headings = QLineEdit(self)
        self.headings.setPlaceholderText(_("Facilitators; Barriers"))
        self.headings.setToolTip(_("Parted by semicolons. Without any there is one column."))
        self._offer(attributes)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setSpacing(8)
        for title, part in (
            (_("Name"), self.name),
            (_("Rows"), self.rows),
            (_("Headings of the rows"), self.lines),
            (_("Columns"), self.columns),
            (_("Headings of the columns"), self.headings),
        ):
            part.setAccessibleName(title)
            form.addRow(title, part)
        self._form = form
        box, self._make = buttons(self, _("Make framework matrix"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(box)
        self.name.textChanged.connect(self._fit)
        self.rows.currentIndexChanged.connect(self._fit)
        self.columns.currentIndexChanged.connect(self._fit)
        self._fit()
        self.name.setFocus()

    def _offer(self, attributes: Sequence[AttributeRow]) -> None:
        if self._book:
            self.rows.addItem(_("All codes"), (_CODES, None))
        for code in self._book:
            if any(other.parent == code.id for other in self._book):
                self.rows.addItem(_("“{name}” and its codes").format(name=code.path), (_CODES, code.path))
        if self._outline:
            self.rows.addItem(_("Themes"), (_THEMES, None))
        self.rows.addItem(_("A list of headings"), (_LINES, None))
        for cases in ("participant", "source"):
            self.columns.addItem(CASES[cases], (cases, None))
        for one in attributes:
            self.columns.addItem(_("Groups by “{name}”").format(name=one.name), ("value", one.id))
        self.columns.addItem(_("Headings of your own, or none"), ("free", None))

    def _fit(self) -> None:
        """Ask only for what belongs to what is chosen."""
        self._form.setRowVisible(self.lines, self.rows.currentData()[0] == _LINES)
        self._form.setRowVisible(self.headings, self.columns.currentData()[0] == "free")
        self._make.setEnabled(bool(self.name.text().strip()))

    def answer(self) -> NewFrame:
        """Return what was said."""
        rows, path = self.rows.currentData()
        cases, attribute_id = self.columns.currentData()
        how: dict[str, Any] = {"cases": cases, "attribute_id": attribute_id}
        if rows == _CODES:
            inside = (path, f"{path} > ")
            how["code_ids"] = [
                code.id for code in self._book if path is None or code.path == path or code.path.startswith(inside[1])
            ]
        elif rows == _THEMES:
            how["theme_ids"] = [theme.id for theme in self._outline if theme.status != "set aside"]
        else:
            how["lines"] = self.lines.toPlainText()
        if cases == "free":
            how["headings"] = self.headings.text().split(";")
        return NewFrame(self.name.text().strip(), how)
