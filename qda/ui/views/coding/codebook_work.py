"""Work on the codebook: make, rename, colour and delete codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from qda.core import codebook
from qda.core.codebook_places import COLOURS
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.models.codebook_model import chip

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_NAMED = 3
_COUNTS = "counts"


class CodebookWork:
    """Actions on the chosen codes, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        place.tree.rename_by(self._rename)
        place.tree.show_counts(self.workspace.settings.window.get(_COUNTS, "passages below"))
        place.tree.countsChosen.connect(self._remember_counts)
        place.tree.newAsked.connect(self.new_code_under)
        place.tree.menuAsked.connect(self._menu)

    def find_code(self) -> None:
        """Give the keyboard to the filter of the codebook; Enter there chooses the code, and its quotes are shown."""
        self.place.tree.filter.setFocus()
        self.place.tree.filter.selectAll()

    def new_code(self) -> None:
        """Make a code beside the chosen one, or below it where that is a category."""
        self.new_code_under(self.place.tree.current() or "")

    def new_code_under(self, code_id: str) -> None:
        """Ask for a name and make a code: below `code_id` where it is a category, else beside it."""
        row = self.place.tree.model.code(code_id)
        parent = row if row is None or row.kind == "category" else self.place.tree.model.code(row.parent or "")
        words = _("It will stand below “{parent}”.").format(parent=parent.name) if parent else ""
        name = ask_text(self.place, _("New code"), words, _("Make code"))
        if not name:
            return
        path = name if parent is None else f"{parent.path} > {name}"
        done = self.workspace.do(
            "Make code", codebook.add_path, path, coder_id=self.workspace.coder_id, about=_about_code
        )
        if done:
            self.place.tree.reveal(done.value)

    def rename_code(self) -> None:
        """Let the name of the chosen code be written anew in its place."""
        code_id = self.place.tree.current()
        if code_id is None:
            self.workspace.failed.emit(_("Choose a code first."))
        else:
            self.place.tree.rename(code_id)

    def _rename(self, code_id: str, name: str) -> bool:
        done = self.workspace.do("Rename code", codebook.edit_code, code_id, name=name, about=[("code", code_id)])
        return bool(done)

    def delete_code(self) -> None:
        """Delete the chosen codes, after a question with the numbers; of a reference, only the reference goes."""
        ids = self.place.tree.chosen_main()
        if not ids and self.place.tree.chosen_references():
            self.place.codebook_order.drop_reference()
            return
        if not ids:
            self.workspace.failed.emit(_("Choose a code first."))
            return
        use = self.workspace.read(codebook.use_of, ids)
        touched = use.codings or use.codes > 1 or use.themes
        if touched and not confirm(self.place, _("Delete codes?"), self._what_goes(ids, use), _("Delete")):
            return
        about = [("code", code_id) for code_id in ids]
        self.workspace.do(
            "Delete codes",
            codebook.delete_codes,
            ids,
            about=about,
            tell=n_("Deleted {n} code.", "Deleted {n} codes.", use.codes),
        )

    def _what_goes(self, code_ids: list[str], use: codebook.CodeUse) -> str:
        """Say which codes would be deleted, and what with them."""
        rows = [row for row in map(self.place.tree.model.code, code_ids) if row is not None]
        named = ", ".join(f"“{row.name}”" for row in rows[:_NAMED]) + (" …" if len(rows) > _NAMED else "")
        counts = (
            (use.codes - len(rows), n_("{n} code below", "{n} codes below", use.codes - len(rows))),
            (use.codings, n_("{n} coded passage", "{n} coded passages", use.codings)),
            (use.themes, n_("{n} place in a theme", "{n} places in themes", use.themes)),
        )
        parts = ", ".join(words for number, words in counts if number > 0)
        words = _("Delete {names}, with {parts}?") if parts else _("Delete {names}?")
        return words.format(names=named, parts=parts) + " " + _("Undo brings everything back.")

    def fill_colours(self, menu: QMenu) -> None:
        """Fill a menu with the sixteen colours for the chosen codes."""
        for colour in COLOURS:
            menu.addAction(chip(colour), _(colour)).triggered.connect(
                lambda _checked=False, name=colour: self.recolour(name)
            )

    def recolour(self, colour: str) -> None:
        """Give the chosen codes a colour."""
        ids = self.place.tree.chosen()

        about = [("code", code_id) for code_id in ids]
        self.workspace.do("Colour codes", codebook.edit_codes, ids, colour=colour, about=about)

    def _menu(self, at: QPoint) -> None:
        tree = self.place.tree
        menu = self.place.menu_of(("code_sheet", "new_code", "rename_code"))
        colours = menu.addMenu(_("Colour"))
        self.fill_colours(colours)
        colours.setEnabled(bool(tree.chosen()))
        ends = ["merge_code", "split_code", *(["drop_reference"] if tree.chosen_references() else []), "delete_code"]
        for names in (("move_code_into", "move_code_to_top", "refer_code", "move_code_up", "move_code_down"), ends):
            menu.addSeparator()
            for name in names:
                menu.addAction(self.place.window().action(name))  # type: ignore[attr-defined]
        menu.exec(at)

    def _remember_counts(self, state: str) -> None:
        self.workspace.settings.window = {**self.workspace.settings.window, _COUNTS: state}
        self.workspace.settings.save()


def _about_code(code_id: str) -> list[tuple[str, str]]:
    return [("code", code_id)]
