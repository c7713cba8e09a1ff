"""Before codes become one: what moves where, in numbers, and which definition the one code has afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from qda.core import codebook_merge
from qda.core.codebook import TEXTS, CodeRow
from qda.core.codebook_merge import JOIN, KEEP, Merging, merged_texts
from qda.core.coding import WEIGHT_ANSWERS
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons
from qda.ui.workspace import Workspace

_NAMED = 3
_HEADS = {
    "definition": _("Definition"),
    "include": _("When to use"),
    "exclude": _("When not to use"),
    "example": _("Example"),
}


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """How to merge: what becomes of definitions, which weight stays where different ones meet, and what was shown."""

    definitions: str
    weights: str
    foretold: Merging


def ask_merge(parent: QWidget, workspace: Workspace, rows: Sequence[CodeRow], kept: CodeRow) -> MergeChoice | None:
    """Show what merging `rows` into `kept` does; None where the person went back or it can't be done."""
    try:
        foretold = workspace.read(codebook_merge.merging, [row.id for row in rows], kept.id)
    except QdaError as error:
        workspace.failed.emit(error.sentence)
        return None
    dialog = MergeDialog(rows, kept, foretold, parent)
    choice = dialog.choice() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return choice


class MergeDialog(QDialog):
    """Numbers first, then the choices that there are to make, and one button."""

    def __init__(
        self, rows: Sequence[CodeRow], kept: CodeRow, foretold: Merging, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Merge codes?"))
        self._rows, self._kept, self._foretold = rows, kept, foretold
        room = self.screen().availableSize()
        wide = min(self.fontMetrics().averageCharWidth() * 68, room.width() - 64)
        self.setMinimumWidth(wide)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        self.said = QLabel(self._words(), self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.ensurePolished()
        self.said.setMinimumHeight(self.said.heightForWidth(wide - 48))
        column.addWidget(self.said)
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.definitions, self.preview = QComboBox(self), QTextEdit(self)
        self._fill_definitions(form)
        self.weights = QComboBox(self)
        self._fill_weights(form)
        for part in (self.definitions, self.weights):
            # Measured before it is dressed, it would be too low for large words.
            part.ensurePolished()
            part.setMinimumHeight(part.sizeHint().height())
        column.addLayout(form)
        box, primary = buttons(self, _("Merge"))
        primary.setDefault(True)
        column.addWidget(box)
        primary.setFocus()

    def choice(self) -> MergeChoice:
        """Return what was chosen."""
        return MergeChoice(
            str(self.definitions.currentData() or JOIN), str(self.weights.currentData() or "ask"), self._foretold
        )

    def _words(self) -> str:
        named = ", ".join(f"“{row.name}”" for row in self._rows[:_NAMED]) + (" …" if len(self._rows) > _NAMED else "")
        what = self._foretold
        numbers = [
            n_("{n} passage moves.", "{n} passages move.", what.passages),
            n_(
                "{n} passage joins with one that it overlaps.",
                "{n} passages join with others that they overlap.",
                what.joined,
            ),
            n_("{n} place in a theme goes along.", "{n} places in themes go along.", what.themes),
            n_("{n} example goes along.", "{n} examples go along.", what.exemplars),
            n_("{n} link of a memo goes along.", "{n} links of memos go along.", what.memos),
            n_("{n} code below it moves.", "{n} codes below them move.", what.below),
        ]
        counts = (what.passages or 1, what.joined, what.themes, what.exemplars, what.memos, what.below)
        parts = [words for words, count in zip(numbers, counts, strict=True) if count]
        if not what.passages:
            parts[0] = _("No passage has it.") if len(self._rows) == 1 else _("No passage has them.")
        one, many = _("{names} becomes “{kept}”."), _("{names} become “{kept}”.")
        becomes = one if len(self._rows) == 1 else many
        return "\n".join([becomes.format(names=named, kept=self._kept.name), *(f"•  {part}" for part in parts)])

    def _fill_definitions(self, form: QFormLayout) -> None:
        """Offer what can become of the definitions, where there is more than one way."""
        ways = [
            (JOIN, _("Put together")),
            (KEEP, _("Those of “{name}”").format(name=self._kept.name)),
            *((row.id, _("Those of “{name}”").format(name=row.name)) for row in self._rows),
        ]
        different: dict[tuple[str, ...], tuple[str, str]] = {}
        for key, words in ways:
            different.setdefault(tuple(self._texts(key).values()), (key, words))
        for key, words in different.values():
            self.definitions.addItem(words, key)
        self.definitions.setAccessibleName(_("Definitions"))
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(_("The definition afterwards"))
        self.preview.setFixedHeight(self.fontMetrics().lineSpacing() * 7)
        several = self.definitions.count() > 1
        for part in (self.definitions, self.preview):
            part.setVisible(several)
        if several:
            form.addRow(_("Definitions"), self.definitions)
            form.addRow(self.preview)
            self.definitions.currentIndexChanged.connect(self._show_texts)
            self._show_texts()

    def _texts(self, way: str) -> dict[str, str]:
        kept = {field: getattr(self._kept, field) for field in TEXTS}
        others = {row.id: {field: getattr(row, field) for field in TEXTS} for row in self._rows}
        return merged_texts(kept, others, way)

    def _show_texts(self) -> None:
        texts = self._texts(str(self.definitions.currentData()))
        parts = [f"{_HEADS[field]}: {words}" for field, words in texts.items() if words]
        self.preview.setPlainText("\n".join(parts) or _("There will be no definition."))
        self.preview.moveCursor(QTextCursor.MoveOperation.Start)

    def _fill_weights(self, form: QFormLayout) -> None:
        """Ask which weight stays where passages of different weights become one."""
        self.weights.setVisible(bool(self._foretold.weights))
        self.weights.setAccessibleName(_("Weight"))
        if self._foretold.weights:
            for key, words in WEIGHT_ANSWERS:
                self.weights.addItem(words, key)
            met = ", ".join(map(str, self._foretold.weights))
            form.addRow(_("Weights {weights} meet").format(weights=met), self.weights)
