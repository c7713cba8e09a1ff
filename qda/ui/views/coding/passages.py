"""Coding passages: apply a code, make one and apply it, repeat it, take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from qda.core import codebook, coding
from qda.core.coding import Applied
from qda.core.naming import clean
from qda.i18n import _, n_
from qda.ui.dialogs.question import confirm
from qda.ui.models.codebook_model import chip
from qda.ui.widgets.marks import Mark

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_IN_VIVO_LENGTH = 60


class Passages:
    """Actions on the selected words or the current line, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        place.palette_box.chosen.connect(self.apply)
        place.palette_box.made.connect(self.apply_new)
        place.tree.activated.connect(self.apply)
        place.at_cursor.removeAsked.connect(self.remove_codings)

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


def _about_code(code_id: str) -> list[tuple[str, str]]:
    return [("code", code_id)]
