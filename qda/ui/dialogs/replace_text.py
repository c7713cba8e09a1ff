"""A transcript is about to be replaced by a corrected file: where both differ, and what becomes of the passages."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from qda.core.correcting.boundaries import Preview
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.passage_changes import PassageChanges
from qda.ui.widgets.text_differences import TextDifferences


class ReplaceDialog(QDialog):
    """Shows a `preview` of the text of `file` in the place of `text`, that of the transcript called `name`."""

    def __init__(
        self, name: str, text: str, file: str, preview: Preview, whose: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Replace “{name}” by a corrected file").format(name=name))
        title = heading(self.windowTitle(), self, 1.15)
        title.setWordWrap(True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        words = _(
            "The text of {file} takes the place of the present one, and passages go where their words went. What finds "
            "no place is listed; the present text stays a version; a backup is made before; and it can be undone."
        )
        about = Wrapped(words.format(file=file), self)
        self.differences = TextDifferences(_("Where the texts differ"), self)
        self.differences.show_differences(text, preview.text, preview.swaps)
        self.passages = PassageChanges(self)
        self.passages.show_preview(preview, whose)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        left = QWidget(both)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(heading(_("Where the texts differ"), left))
        column.addWidget(self.differences, 1)
        both.addWidget(self.passages)
        box, primary = buttons(self, _("Replace"))
        primary.setEnabled(bool(preview.swaps))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(12)
        for part in (title, about):
            whole.addWidget(part)
        whole.addWidget(both, 1)
        whole.addWidget(box)
        room = self.screen().availableSize()
        letter = self.fontMetrics().averageCharWidth()
        self.resize(
            min(letter * 150, room.width() - 80), min(self.fontMetrics().lineSpacing() * 36, room.height() - 80)
        )
