"""Before a project of another program comes in: what is new, what is here already, and what won't be as it was."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from qda.core.exchange.taking import Preview
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.foreign_report import ForeignReport
from qda.ui.widgets.labels import Wrapped


def ask_to_bring(parent: QWidget, preview: Preview, file: str) -> bool:
    """Show what a file would bring, and ask whether it is to come."""
    dialog = BringProjectDialog(preview, file, parent)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer


class BringProjectDialog(QDialog):
    """Who wrote the file, numbers and losses, and one button."""

    def __init__(self, preview: Preview, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Bring in a project"))
        room, line = self.screen().availableSize(), self.fontMetrics()
        wide, high = line.averageCharWidth() * 120, line.lineSpacing() * 28
        self.resize(min(wide, room.width() - 64), min(high, room.height() - 64))
        self.said = Wrapped(_told(preview, file), self)
        self.said.setProperty("muted", False)
        self.report = ForeignReport(self)
        self.report.show_report(preview.new, preview.known, preview.losses)
        hint = Wrapped(_hint(preview), self)
        box, self.primary = buttons(self, _("Bring in"))
        self.primary.setDefault(True)
        self.primary.setEnabled(not preview.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (self.said, self.report, hint, box):
            column.addWidget(part, int(part is self.report))
        # Until they are laid out, labels are a hundred pixels wide, and so tall that the dialog outgrew the screen.
        for label in self.findChildren(Wrapped):
            label.setMinimumHeight(0)
        (self.report.losses.table if preview.empty else self.primary).setFocus()


def _told(preview: Preview, file: str) -> str:
    words = _("{file}: “{title}”.") if preview.title else "{file}."
    written = _("Written by {program}.").format(program=preview.program) if preview.program else ""
    return " ".join(filter(None, (words.format(file=file, title=preview.title), written)))


def _hint(preview: Preview) -> str:
    if preview.empty:
        return _("Everything in it is here already; there is nothing to bring in.")
    lost = n_(
        "{n} line tells of something that won’t be as it was; the report of it stays in the project.",
        "{n} lines tell of something that won’t be as it was; the report of it stays in the project.",
        len(preview.losses),
    )
    kept = _("Nothing is written before you bring it in, and one Undo takes all of it back.")
    return f"{lost} {kept}" if preview.losses else kept
