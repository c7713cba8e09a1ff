"""What a person does in the Code place: apply, take away, make, move, merge and delete codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from qda.core import codebook, coding
from qda.core.coding import Applied
from qda.core.naming import clean
from qda.i18n import _, n_
from qda.ui.dialogs.choose_code import choose_code
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.models.codebook_model import chip
from qda.ui.widgets.marks import Mark

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_IN_VIVO_LENGTH = 60
_NAMED = 3


class CodeActions:
    """The actions of the Code place, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace

    # Passages --------------------------------------------------------------------------------------------------------

    def passage(self) -> tuple[int, int] | None:
        """Return the span of the selected words or of what is said in the current line; None where there are none."""
        if self.place.transcript is None:
            return None
        start, end = self.place.view.passage()
        # Whole lines are coded without the label of who speaks: the quote is what was said.
        turn = next((turn for turn in self.place.transcript.turns if turn.start == start and turn.speech < end), None)
        start = turn.speech if turn is not None else start
        words = self.place.transcript.text[start:end]
        if not words.strip():
            self.workspace.failed.emit(_("There are no words in that passage."))
            return None
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def code_selection(self) -> None:
        """Open the palette for the selected words or the current line."""
        self.place.open_palette()

    def apply(self, code_id: str) -> None:
        """Give the selected words, or the current line, a code."""
        span = self.passage()
        if span is None or self.place.transcript is None:
            return
        done = self.workspace.do(
            "Apply code",
            coding.apply_code,
            self.workspace.coder_id,
            code_id,
            self.place.transcript.id,
            *span,
            about=[("code", code_id)],
            tell=self._joined,
        )
        if done:
            self.place.used(code_id)

    @staticmethod
    def _joined(applied: Applied) -> str:
        if not applied.joined:
            return ""
        return n_(
            "Joined with the passage of this code that it overlapped.",
            "Joined with the {n} passages of this code that it overlapped.",
            len(applied.joined) or 1,
        )

    def apply_new(self, path: str) -> None:
        """Make a code (``Category > Code`` makes both) and give it to the selected words or the current line."""
        span = self.passage()
        if span is None or self.place.transcript is None:
            return
        self._apply_new("Make and apply code", path, span, in_vivo=False)

    def code_in_vivo(self) -> None:
        """Make a code of the selected words themselves and apply it."""
        span = self.passage()
        if span is None or self.place.transcript is None:
            return
        words = clean(self.place.transcript.text[span[0] : span[1]].replace(">", " "))
        if len(words) > _IN_VIVO_LENGTH:
            self.workspace.failed.emit(
                _("A code in the person's own words is short: select at most {n} characters.").format(n=_IN_VIVO_LENGTH)
            )
            return
        self._apply_new("Code in vivo", words, span, in_vivo=True)

    def _apply_new(self, label: str, path: str, span: tuple[int, int], in_vivo: bool) -> None:
        assert self.place.transcript is not None
        source_id, coder_id = self.place.transcript.id, self.workspace.coder_id
        done = self.workspace.do(
            label, codebook.apply_new, coder_id, path, source_id, *span, in_vivo=in_vivo, about=_about_code
        )
        if done:
            self.place.used(done.value)

    def repeat_code(self) -> None:
        """Give the code that was used last to the selected words or the current line."""
        if self.place.lately:
            self.apply(self.place.lately[0])
        else:
            self.workspace.failed.emit(_("No code was used yet."))

    def remove_coding(self) -> None:
        """Take one of the codes here away; where there are several, ask which."""
        here = self.place.marks_here()
        if not here:
            self.workspace.failed.emit(_("There is no code here to take away."))
        elif len(here) == 1 and here[0].mine:
            self.remove_codings([here[0].id])
        else:
            self._ask_which(here)

    def _ask_which(self, marks: list[Mark]) -> None:
        menu = QMenu(self.place)
        for mark in marks:
            action = menu.addAction(chip(mark.colour), mark.label)
            action.triggered.connect(lambda _checked=False, key=mark.id: self.remove_codings([key]))
        corner = self.place.view.viewport().mapToGlobal(self.place.view.cursorRect().bottomLeft())
        menu.popup(corner if self.place.view.isVisible() else QCursor.pos())
        menu.setActiveAction(menu.actions()[0])

    def remove_codings(self, coding_ids: list[str]) -> None:
        """Take these coded passages away; others' only after a question."""
        names = {mark.id: mark for mark in self.place.marks.values()}
        others = {names[key].coder_initials for key in coding_ids if key in names and not names[key].mine}
        if others and not confirm(
            self.place,
            _("Take away others' codes?"),
            _("This is the work of {people}. It can be undone.").format(people=", ".join(sorted(others))),
            _("Take away"),
        ):
            return
        about = [("code", row.code_id) for row in self.workspace.read(coding.codings_by_id, coding_ids)]
        self.workspace.do("Take code away", coding.remove_codings, coding_ids, about=list(dict.fromkeys(about)))

    def next_uncoded(self) -> None:
        """Go to the next line that the present coder gave no code."""
        if self.place.transcript is None:
            return
        mine = sorted((mark.start, mark.end) for mark in self.place.marks.values() if mark.mine)
        reach, place = -1, 0
        for number, (start, end) in enumerate(self.place.transcript.lines, start=1):
            while place < len(mine) and mine[place][0] < end:
                reach = max(reach, mine[place][1])
                place += 1
            if number > self.place.view.line_number() and reach <= start:
                self.place.view.focus_line(number)
                return
        self.workspace.told.emit(_("No line without a code below here."), False)

    # Sources ---------------------------------------------------------------------------------------------------------

    def next_source(self) -> None:
        """Open the next transcript."""
        self._step(1)

    def previous_source(self) -> None:
        """Open the transcript before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.place.transcript is not None:
            row = self.place.sources.index(self.place.transcript.id) + by
            if 0 <= row < len(self.place.sources):
                self.place.open_source(self.place.sources[row])

    # The codebook ----------------------------------------------------------------------------------------------------

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
        if self.workspace.do("Merge codes", codebook.merge_codes, ids, kept.id, about=about, tell=told):
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
        for colour in codebook.COLOURS:
            menu.addAction(chip(colour), _(colour)).triggered.connect(
                lambda _checked=False, name=colour: self.recolour(name)
            )

    def recolour(self, colour: str) -> None:
        """Give the chosen codes a colour."""
        ids = self.place.tree.chosen()

        about = [("code", code_id) for code_id in ids]
        self.workspace.do("Colour codes", codebook.recolour, ids, colour, about=about)


def _about_code(code_id: str) -> list[tuple[str, str]]:
    return [("code", code_id)]
