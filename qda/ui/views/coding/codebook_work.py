"""Work on the codebook: make, rename, move, merge, colour and delete codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from qda.core import codebook, codebook_merge
from qda.core.codebook_places import COLOURS
from qda.i18n import _, n_
from qda.ui.dialogs.choose_code import choose_code
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.models.codebook_model import chip

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_NAMED = 3


class CodebookWork:
    """Actions on the chosen codes, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        place.tree.moved.connect(self.move_codes)
        place.tree.newAsked.connect(self.new_code_under)
        place.tree.menuAsked.connect(self._menu)

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
        """Give the chosen code another name."""
        row = self.place.tree.model.code(self.place.tree.current() or "")
        if row is None:
            self.workspace.failed.emit(_("Choose a code first."))
            return
        name = ask_text(self.place, _("Rename code"), "", _("Rename"), row.name)
        if name and name != row.name:
            self.workspace.do("Rename code", codebook.edit_code, row.id, name=name, about=[("code", row.id)])

    def move_codes(self, code_ids: list[str], parent: str) -> None:
        """Move codes under another one, or to the top."""
        ids = [code_id for code_id in code_ids if code_id != parent]

        about = [("code", code_id) for code_id in ids]
        told = n_("Moved {n} code.", "Moved {n} codes.", len(ids))
        self.workspace.do("Move code", codebook.move_codes, ids, parent or None, about=about, tell=told)

    def merge_code(self) -> None:
        """Merge the chosen codes into another one, after showing what that does."""
        rows = [row for row in map(self.place.tree.model.code, self.place.tree.chosen()) if row is not None]
        if not rows:
            self.workspace.failed.emit(_("Choose the codes to merge first."))
            return
        names = ", ".join(f"“{row.name}”" for row in rows)
        target = choose_code(
            self.place, _("Merge {names} into").format(names=names), self.place.tree.model, {row.id for row in rows}
        )
        kept = self.place.tree.model.code(target or "")
        if kept is None:
            return
        use = self.workspace.read(codebook.use_of, [row.id for row in rows])
        words = _("{names} will become “{kept}”: {passages} move there, and definitions are put together.").format(
            names=names, kept=kept.name, passages=n_("{n} passage", "{n} passages", use.codings)
        )
        if not confirm(self.place, _("Merge codes?"), words, _("Merge")):
            return

        def told(joined: int) -> str:
            words = n_("Merged {n} code.", "Merged {n} codes.", len(rows))
            return words + (" " + n_("{n} overlap was joined.", "{n} overlaps were joined.", joined) if joined else "")

        ids = [row.id for row in rows]
        about = [("code", code_id) for code_id in (kept.id, *ids)]
        if self.workspace.do("Merge codes", codebook_merge.merge_codes, ids, kept.id, about=about, tell=told):
            self.place.tree.reveal(kept.id)

    def delete_code(self) -> None:
        """Delete the chosen codes, after a question with the numbers."""
        ids = self.place.tree.chosen()
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
        menu = self.place.menu_of(("new_code", "rename_code", "merge_code", "delete_code"))
        colours = menu.addMenu(_("Colour"))
        self.fill_colours(colours)
        colours.setEnabled(bool(self.place.tree.chosen()))
        menu.exec(at)


def _about_code(code_id: str) -> list[tuple[str, str]]:
    return [("code", code_id)]
