"""Work on framework matrices as such: making, naming and deleting them, their rows and their columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMenu

from qda.core import attributes, codebook
from qda.core.tables import frame_making, frame_parts
from qda.core.themes import outline
from qda.i18n import _, n_
from qda.ui.dialogs.new_frame import NewFrameDialog
from qda.ui.dialogs.question import ask_text, confirm

if TYPE_CHECKING:
    from qda.ui.views.tabling.framework import FrameworkPage


class FrameWork:
    """What can be done with the framework matrix in front, its rows and columns; each is one change."""

    def __init__(self, page: FrameworkPage) -> None:
        self.page = page
        self.workspace = page.workspace

    # Menus -----------------------------------------------------------------------------------------------------------

    def fill_frame(self, menu: QMenu) -> None:
        """Offer what can be done with the matrix."""
        self._fill(menu, ((_("Rename…"), "", self.rename_frame), (_("Delete…"), "", self.delete_frame)))

    def fill_rows(self, menu: QMenu) -> None:
        """Offer what can be done with the row of the chosen cell."""
        rows: list[tuple[str, str, Callable[[], object]]] = [
            (_("Add a row…"), "", lambda: self.add_row(below=False)),
            (_("Add a row below this one…"), "", lambda: self.add_row(below=True)),
            (_("Rename row…"), "F2", self.rename_row),
            (_("What belongs in it…"), "", self.describe_row),
            (_("Move up"), "Alt+Shift+Up", lambda: self.move_row("up")),
            (_("Move down"), "Alt+Shift+Down", lambda: self.move_row("down")),
            (_("Further in"), "Alt+Shift+Right", lambda: self.move_row("in")),
            (_("Further out"), "Alt+Shift+Left", lambda: self.move_row("out")),
            (_("Delete row…"), "", self.delete_row),
        ]
        self._fill(menu, rows if self.page.place() else rows[:1])

    def fill_columns(self, menu: QMenu) -> None:
        """Offer what can be done with the column of the chosen cell."""
        columns: list[tuple[str, str, Callable[[], object]]] = [
            (_("Add a column…"), "", self.add_column),
            (_("Add those that are new"), "", self.renew),
            (_("Rename column…"), "", self.rename_column),
            (_("Move left"), "", lambda: self.move_column(-1)),
            (_("Move right"), "", lambda: self.move_column(1)),
            (_("Delete column…"), "", self.delete_column),
        ]
        self._fill(menu, columns if self.page.place() else columns[:2])

    def _fill(self, menu: QMenu, rows: Any) -> None:
        menu.clear()
        for words, key, act in rows:
            native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            menu.addAction(f"{words}\t{native}" if key else words).triggered.connect(lambda _on=False, act=act: act())

    # The matrix ------------------------------------------------------------------------------------------------------

    def new_frame(self) -> None:
        """Ask for a framework matrix and make it."""
        read = self.workspace.read
        dialog = NewFrameDialog(
            read(codebook.codes), read(outline.themes), read(attributes.attribute_rows), self.page.window()
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            wanted = dialog.answer()
            done = self.workspace.do(
                "Make framework matrix",
                frame_making.add_frame,
                wanted.name,
                about=lambda frame_id: [("frame", frame_id)],
                **wanted.how,
            )
            if done:
                self.page.choose_frame(done.value)
                self.page.table.setFocus()
        dialog.deleteLater()

    def rename_frame(self) -> None:
        """Give the matrix another name."""
        frame = self.page.model.frame
        if frame is None:
            return
        name = ask_text(self.page, _("Rename framework matrix"), "", _("Rename"), frame.facts.name)
        if name and name != frame.facts.name:
            self._do("Rename framework matrix", frame_making.edit_frame, frame.facts.id, name=name)

    def delete_frame(self) -> None:
        """Delete the matrix after a question."""
        frame = self.page.model.frame
        if frame is None:
            return
        written = n_("{n} summary", "{n} summaries", sum(bool(cell.summary) for cell in frame.cells.values()))
        words = _("“{name}” goes with {written}. Codes, sources and passages stay. It can be undone.")
        told = words.format(name=frame.facts.name, written=written)
        if confirm(self.page, _("Delete framework matrix?"), told, _("Delete")):
            self._do("Delete framework matrix", frame_making.delete_frame, frame.facts.id)

    # Rows ------------------------------------------------------------------------------------------------------------

    def add_row(self, *, below: bool) -> None:
        """Add a row that comes from the data: beside the row of the chosen cell, or below it."""
        frame, place = self.page.model.frame, self.page.place()
        if frame is None:
            return
        words = _("It is marked as added from the data. The name of a code makes it that code's row.")
        name = ask_text(self.page, _("Add a row"), words, _("Add row"))
        if not name:
            return
        line = next((row for row in frame.rows if place is not None and row.id == place[0]), None)
        parent = None if line is None else line.id if below else line.parent
        code = next((one for one in self.workspace.read(codebook.codes) if name in (one.path, one.name)), None)
        done = self._do(
            "Add row to framework matrix",
            frame_parts.add_row,
            frame.facts.id,
            "" if code else name,
            parent,
            code_id=code.id if code else None,
        )
        if done:
            self.page.choose_row(done.value)

    def rename_row(self) -> None:
        """Give the row of the chosen cell a name of its own; without one it is called like its code or theme."""
        line = self.page.line()
        if line is None:
            return
        name = ask_text(self.page, _("Rename row"), "", _("Rename"), line.name)
        if name and name != line.name:
            self._do("Rename row of framework matrix", frame_parts.edit_row, line.id, name=name)

    def describe_row(self) -> None:
        """Say what belongs in the row of the chosen cell."""
        line = self.page.line()
        if line is None:
            return
        words = ask_text(self.page, _("What belongs in “{name}”?").format(name=line.name), "", _("Keep"), line.about)
        if words is not None and words != line.about:
            self._do("Describe row of framework matrix", frame_parts.edit_row, line.id, about=words)

    def move_row(self, way: str) -> None:
        """Move the row of the chosen cell up, down, in or out."""
        line = self.page.line()
        if line is None:
            return
        if way in ("up", "down"):
            done = self._do("Move row of framework matrix", frame_parts.shift_row, line.id, -1 if way == "up" else 1)
        else:
            act = frame_parts.indent_row if way == "in" else frame_parts.outdent_row
            done = self._do("Move row of framework matrix", act, line.id)
        if done:
            self.page.choose_row(line.id)

    def delete_row(self) -> None:
        """Delete the row of the chosen cell, after a question where something is written in it."""
        line, frame = self.page.line(), self.page.model.frame
        if line is None or frame is None:
            return
        written = sum(bool(cell.summary) for (row_id, _column), cell in frame.cells.items() if row_id == line.id)
        words = _("“{name}” goes with {written}. Rows below it move up. It can be undone.")
        told = words.format(name=line.name, written=n_("{n} summary", "{n} summaries", written))
        if not written or confirm(self.page, _("Delete row?"), told, _("Delete")):
            self._do("Delete row of framework matrix", frame_parts.delete_row, line.id)

    # Columns ---------------------------------------------------------------------------------------------------------

    def add_column(self) -> None:
        """Add a column with a heading of its own."""
        frame = self.page.model.frame
        if frame is not None:
            name = ask_text(self.page, _("Add a column"), "", _("Add column"))
            if name:
                self._do("Add column to framework matrix", frame_making.add_column, frame.facts.id, name)

    def renew(self) -> None:
        """Add a column for each participant, source or value that has none yet."""
        frame = self.page.model.frame
        if frame is None:
            return
        done = self._do("Add columns to framework matrix", frame_making.renew_columns, frame.facts.id)
        if done and not done.value:
            self.workspace.told.emit(_("Everyone and everything has its column already."), False)

    def rename_column(self) -> None:
        """Give the column of the chosen cell another heading."""
        case = self.page.case()
        if case is None:
            return
        name = ask_text(self.page, _("Rename column"), "", _("Rename"), case.name)
        if name and name != case.name:
            self._do("Rename column of framework matrix", frame_parts.edit_column, case.id, name)

    def move_column(self, by: int) -> None:
        """Move the column of the chosen cell."""
        case = self.page.case()
        if case is not None:
            self._do("Move column of framework matrix", frame_parts.shift_column, case.id, by)

    def delete_column(self) -> None:
        """Delete the column of the chosen cell after a question."""
        case, frame = self.page.case(), self.page.model.frame
        if case is None or frame is None:
            return
        written = sum(bool(cell.summary) for (_row, column_id), cell in frame.cells.items() if column_id == case.id)
        words = _("“{name}” goes with {written}. It can be undone.")
        told = words.format(name=case.name, written=n_("{n} summary", "{n} summaries", written))
        if not written or confirm(self.page, _("Delete column?"), told, _("Delete")):
            self._do("Delete column of framework matrix", frame_parts.delete_column, case.id)

    def _do(self, label: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        frame = self.page.model.frame
        about = [("frame", frame.facts.id)] if frame is not None else []
        return self.workspace.do(label, function, *args, about=about, **kwargs)
