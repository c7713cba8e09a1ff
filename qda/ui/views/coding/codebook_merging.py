"""Codes that become one, and one that becomes two, each after a look at what that does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qda.core import codebook_merge
from qda.core.codebook_merge import Split
from qda.i18n import _, n_
from qda.ui.dialogs.choose_code import choose_code

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView


class CodebookMerging:
    """Actions on the chosen codes, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace

    def merge_code(self) -> None:
        """Merge the chosen codes into another one or, of several, into one of them."""
        tree = self.place.tree
        rows = [row for row in map(tree.model.code, tree.chosen()) if row is not None]
        if not rows:
            self.workspace.failed.emit(_("Choose the codes to merge first."))
            return
        names = ", ".join(f"“{row.name}”" for row in rows)
        several = len(rows) > 1
        # Of several codes the one with the keyboard stands first, so that Enter keeps it.
        first = [tree.current() or ""] if several else []
        without = set() if several else {rows[0].id}
        target = choose_code(self.place, _("Merge {names} into").format(names=names), tree.model, without, first=first)
        if target is not None:
            self.merge([row.id for row in rows], target)

    def merge(self, code_ids: Sequence[str], target: str) -> None:
        """Show what merging codes into `target` does, and do it."""
        from qda.ui.dialogs.merge_codes import ask_merge

        tree = self.place.tree
        rows = [row for row in map(tree.model.code, code_ids) if row is not None and row.id != target]
        kept = tree.model.code(target)
        if not rows or kept is None:
            return
        choice = ask_merge(self.place, self.workspace, rows, kept)
        if choice is None:
            return
        passages = n_("{n} passage", "{n} passages", choice.foretold.passages)

        def told(joined: int) -> str:
            words = f"{n_('Merged {n} code', 'Merged {n} codes', len(rows))}, {passages}."
            return words + (" " + n_("{n} overlap was joined.", "{n} overlaps were joined.", joined) if joined else "")

        ids = [row.id for row in rows]
        about = [("code", code_id) for code_id in (kept.id, *ids)]
        how = {"definitions": choice.definitions, "weights": choice.weights}
        if self.workspace.do("Merge codes", codebook_merge.merge_codes, ids, kept.id, about=about, tell=told, **how):
            tree.reveal(kept.id)

    def split_code(self) -> None:
        """Let passages of the chosen code be ticked and given another one."""
        from qda.ui.dialogs.split_code import ask_split

        tree = self.place.tree
        code = tree.model.code(tree.current() or "")
        if code is None:
            self.workspace.failed.emit(_("Choose a code first."))
            return
        if not tree.model.own_numbers().get(code.id):
            self.workspace.failed.emit(_("No passage has the code “{name}” itself.").format(name=code.name))
            return
        choice = ask_split(self.place, self.workspace, code, tree.model.rows())
        if choice is None:
            return

        def told(done: Split) -> str:
            words = n_("Gave {n} passage the other code.", "Gave {n} passages the other code.", done.moved)
            overlaps = n_("{n} overlap was joined.", "{n} overlaps were joined.", done.joined)
            return f"{words} {overlaps}" if done.joined else words

        done = self.workspace.do(
            "Split code",
            codebook_merge.split_code,
            code.id,
            choice.coding_ids,
            choice.other,
            coder_id=self.workspace.coder_id,
            weights=choice.weights,
            about=lambda done: [("code", code.id), ("code", done.code_id)],
            tell=told,
        )
        if done:
            tree.reveal(done.value.code_id)
