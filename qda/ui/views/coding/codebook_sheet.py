"""The sheet of the chosen codes, at the right of the Code place; made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from qda.core import codebook, exclusive
from qda.core.codebook import CodeRow
from qda.i18n import _

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView
    from qda.ui.widgets.code_sheet import CodeSheet

_LABELS = {
    "name": "Rename code",
    "definition": "Define code",
    "include": "Say when to use code",
    "exclude": "Say when not to use code",
    "example": "Give code an example",
    "colour": "Colour codes",
    "kind": "Change kind of code",
    "origin": "Change origin of code",
    "stance": "Say what code is to the question",
    "codable": "Say whether passages can have code",
    "exclusive": "Say whether codes exclude each other",
}

# So many lines of words must the right side hold for the sheet to leave room for the quotes, and for all.
_QUOTES_LINES, _ALL_LINES = 30, 52


class CodebookSheet:
    """The action that opens it, and what keeps it in step with the codebook."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self.sheet: CodeSheet | None = None
        # Not at once: what is still being typed is saved then, and the tree is filled anew, which it can't be while it
        # tells of a choice.
        self._soon = QTimer(place)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._follow)
        for changed in (place.tree.selected, place.tree.shown, place.tree.model.dataChanged):
            changed.connect(self._later)
        # That codes exclude each other is a setting: the tree of codes knows nothing of it.
        self.workspace.changed.connect(lambda kinds: self._later() if "setting" in kinds else None)

    def code_sheet(self) -> None:
        """Show the sheet of the chosen codes, or put it away where the keyboard is in it already."""
        sheet = self.sheet or self._make()
        inside = QApplication.focusWidget()
        if sheet.isVisible() and inside is not None and sheet.isAncestorOf(inside):
            self._close()
            return
        sheet.show()
        self._make_room(sheet)
        self._follow()
        rows = self._rows()
        if len(rows) == 1:
            sheet.texts["definition"].setFocus()
        elif rows:
            sheet.choices["colour"].setFocus()
        else:
            self.workspace.failed.emit(_("Choose a code first."))

    def closing(self) -> None:
        """Keep what is still being typed."""
        if self.sheet is not None:
            self.sheet.commit()

    def _make(self) -> CodeSheet:
        from qda.ui.widgets.code_sheet import CodeSheet

        sheet = self.sheet = CodeSheet(self.place.side)
        sheet.hint_by(self.workspace)
        sheet.hide()
        self.place.side.insertWidget(0, sheet)
        sheet.edited.connect(self._edited)
        sheet.closed.connect(self._close)
        return sheet

    def _make_room(self, sheet: CodeSheet) -> None:
        """Share the right side with what else stands there, as far as words find room."""
        side = self.place.side
        lines = side.height() // sheet.fontMetrics().lineSpacing()
        self.place.at_cursor.setVisible(lines >= _ALL_LINES)
        self.place.room.setVisible(lines >= _QUOTES_LINES)
        whole = side.height()
        side.setSizes([whole * 3 // 5, whole // 8, whole - whole * 3 // 5 - whole // 8])

    def _close(self) -> None:
        assert self.sheet is not None
        self.sheet.commit()
        self.sheet.hide()
        for part in (self.place.at_cursor, self.place.room):
            part.show()
        self.place.tree.tree.setFocus()

    def _rows(self) -> list[CodeRow]:
        return [row for row in map(self.place.tree.model.code, self.place.tree.chosen()) if row is not None]

    def _later(self) -> None:
        if self.sheet is not None and not self.sheet.isHidden():
            self._soon.start()

    def _follow(self) -> None:
        if self.sheet is None or self.sheet.isHidden() or not self.workspace.is_open:
            return
        rows = self._rows()
        stances = dict.fromkeys(row.stance for row in self.place.tree.model.rows() if row.stance)
        self.sheet.show_codes(rows, self._about(rows), list(stances))
        if len(rows) == 1 and sum(row.parent == rows[0].id for row in self.place.tree.model.rows()) > 1:
            self.sheet.show_exclusive(rows[0].id in self.workspace.read(exclusive.exclusive_categories))

    def _about(self, rows: list[CodeRow]) -> str:
        """Say where a code stands and how often it is used."""
        model = self.place.tree.model
        if len(rows) != 1:
            return ", ".join(row.name for row in rows)
        row = rows[0]
        parts = [row.path] if row.depth else []
        if row.also:
            also = ", ".join(f"“{other.path}”" for other in map(model.code, row.also) if other is not None)
            parts.append(_("Also shown under {places}.").format(places=also))
        return "\n".join([*parts, model.in_words(row.id)])

    def _edited(self, field: str, value: object) -> None:
        assert self.sheet is not None
        ids = [row.id for row in self.sheet.rows()]
        about = [("code", code_id) for code_id in ids]
        if field == "exclusive":
            self.workspace.do(_LABELS[field], exclusive.set_exclusive, ids[0], about=about, exclusive=bool(value))
            self._follow()
            return
        values: dict[str, Any] = {field: value}
        if not self.workspace.do(_LABELS[field], codebook.edit_codes, ids, about=about, **values):
            self.sheet.put_back(field, value)
