"""Where codes stand in the codebook: moved, shifted, shown under several categories, and what a drop means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from qda.core import codebook
from qda.i18n import _, n_
from qda.ui.dialogs.choose_code import choose_code
from qda.ui.widgets.codes_view import Drop
from qda.ui.widgets.passage_mime import DraggedPassage

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView


class CodebookOrder:
    """Actions on the chosen codes, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        place.tree.dropped.connect(self._dropped)
        place.tree.passageDropped.connect(self.apply_dropped)

    # Moving ----------------------------------------------------------------------------------------------------------

    def move_codes(self, code_ids: Sequence[str], parent: str | None, before: str | None = None) -> None:
        """Move codes under another one, or to the top: before the code `before`, or to the end."""
        told = n_("Moved {n} code.", "Moved {n} codes.", len(code_ids))
        about = _about(code_ids)
        self.workspace.do("Move code", codebook.move_codes, code_ids, parent, before, about=about, tell=told)

    def move_code_into(self) -> None:
        """Ask for a code and move the chosen ones under it."""
        ids = self._chosen_main()
        words = n_("Move {n} code into", "Move {n} codes into", len(ids))
        target = self._ask(words, ids) if ids else None
        if target is not None:
            self.move_codes(ids, target)

    def move_code_to_top(self) -> None:
        """Move the chosen codes out of all categories."""
        ids = self._chosen_main()
        if ids:
            self.move_codes(ids, None)

    def move_code_up(self) -> None:
        """Move the chosen codes past the one above."""
        self._shift(-1)

    def move_code_down(self) -> None:
        """Move the chosen codes past the one below."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        ids = self._chosen_main()
        if ids:
            self.workspace.do("Move code", codebook.shift_codes, ids, by, about=_about(ids))

    # References ------------------------------------------------------------------------------------------------------

    def refer_code(self) -> None:
        """Ask for a code under which the chosen ones are shown, too."""
        ids = self.place.tree.chosen()
        if not ids:
            self.workspace.failed.emit(_("Choose a code first."))
            return
        target = self._ask(n_("Also show {n} code under", "Also show {n} codes under", len(ids)), ids)
        if target is not None:
            self.refer_codes(ids, target)

    def refer_codes(self, code_ids: Sequence[str], parent: str) -> None:
        """Show codes under another one, too, by reference."""
        told = n_("{n} code is shown there, too.", "{n} codes are shown there, too.", len(code_ids))
        about = _about(code_ids)
        self.workspace.do("Show code elsewhere", codebook.refer_codes, code_ids, parent, about=about, tell=told)

    def drop_reference(self) -> None:
        """Show the chosen references no more; the codes stay where they stand first of all."""
        references = self.place.tree.chosen_references()
        if not references:
            self.workspace.failed.emit(_("Choose a code where it is shown by reference, with the arrow before it."))
            return
        about = _about([code_id for code_id, _parent in references])
        told = n_("Took {n} reference away.", "Took {n} references away.", len(references))
        self.workspace.do("Take reference away", codebook.drop_references, references, about=about, tell=told)

    # Dropping --------------------------------------------------------------------------------------------------------

    def _dropped(self, drop: Drop) -> None:
        """Do what a drop means: between codes it moves, on one it may mean three things, of which a menu asks."""
        if drop.on is None:
            self._move(drop, drop.parent, drop.before)
        elif drop.on not in drop.code_ids:
            ways = {
                Qt.KeyboardModifier.ShiftModifier: self._move_in,
                Qt.KeyboardModifier.AltModifier: self._merge,
                Qt.KeyboardModifier.ControlModifier: self._refer,
            }
            ways.get(drop.modifiers, self._ask_what)(drop)

    def _ask_what(self, drop: Drop) -> None:
        on = self.place.tree.model.code(drop.on or "")
        if on is None:
            return
        menu = QMenu(self.place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, way in (
            (_("Move into “{name}”\tShift"), self._move_in),
            (_("Merge with “{name}”…\tAlt"), self._merge),
            (_("Also show under “{name}”\tCtrl"), self._refer),
        ):
            action = menu.addAction(words.format(name=on.name.replace("&", "&&")))
            action.triggered.connect(lambda _checked=False, way=way: way(drop))
        menu.popup(drop.at)
        menu.setActiveAction(menu.actions()[0])

    def _move_in(self, drop: Drop) -> None:
        self._move(drop, drop.on, None)

    def _move(self, drop: Drop, parent: str | None, before: str | None) -> None:
        if drop.references and parent is not None:
            about = _about(drop.code_ids)
            self.workspace.do("Move reference", codebook.move_references, drop.references, parent, about=about)
        else:
            self.move_codes([code_id for code_id in drop.code_ids if code_id != parent], parent, before)

    def _merge(self, drop: Drop) -> None:
        self.place.codebook_merging.merge(drop.code_ids, drop.on or "")

    def _refer(self, drop: Drop) -> None:
        self.refer_codes(drop.code_ids, drop.on or "")

    def apply_dropped(self, code_id: str, passage: DraggedPassage) -> None:
        """Give the words that were dropped on a code this code."""
        self.place.passages.apply_to(*passage, code_id)

    # Asking ----------------------------------------------------------------------------------------------------------

    def _chosen_main(self) -> list[str]:
        ids = self.place.tree.chosen_main()
        if not ids:
            self.workspace.failed.emit(_("Choose a code where it stands first of all, without the arrow before it."))
        return ids

    def _ask(self, words: str, without: Sequence[str]) -> str | None:
        return choose_code(self.place, words, self.place.tree.model, set(without), headings=True)


def _about(code_ids: Sequence[str]) -> list[tuple[str, str]]:
    return [("code", code_id) for code_id in code_ids]
