"""Help with many places: finding words in all transcripts, and coding by speaker, question or pattern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qda.core import autocode
from qda.core.autocode import Autocoded
from qda.core.chosen import Choice
from qda.core.concordance import Place
from qda.core.finding import Habits
from qda.i18n import n_

if TYPE_CHECKING:
    from qda.ui.dialogs.find import FindDialog
    from qda.ui.dialogs.gather import GatherDialog
    from qda.ui.views.code import CodeView

_MANY = 300  # so many places are coded beside the window


class Helping:
    """Actions on many places at once, by the names they have in :mod:`qda.ui.actions`; dialogs are made when asked."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self.finder: FindDialog | None = None

    def find_words(self) -> None:
        """Find words in all transcripts."""
        self._finding().ask()

    def next_found(self) -> None:
        """Go to the next place where the words were found."""
        if self.finder is None:
            self.find_words()
        else:
            self.finder.next_hit()

    def code_by_pattern(self) -> None:
        """Find what matches a pattern, to tick and code it."""
        self._finding().ask(way="pattern")

    def show_places(self, words: str, way: str = "words") -> None:
        """Show where words stand, as for a row of the counted words."""
        self._finding().ask(words, way)

    def code_by_speaker(self) -> None:
        """Gather what somebody says, to tick and code it."""
        from qda.ui.dialogs.gather import by_speaker

        self._show(by_speaker(self.workspace, self.place.window()))

    def code_by_question(self) -> None:
        """Gather the answers to a question, to tick and code them."""
        from qda.ui.dialogs.gather import by_question

        self._show(by_question(self.workspace, self.place.window()))

    def count_words(self) -> None:
        """Count the words that people used."""
        from qda.ui.dialogs.words import WordsDialog

        dialog = WordsDialog(self.workspace, self.place.window())
        dialog.placesAsked.connect(self.show_places)
        dialog.show()

    def _finding(self) -> FindDialog:
        if self.finder is None:
            from qda.ui.dialogs.find import FindDialog

            self.finder = FindDialog(self.workspace, self.place.window())
            self._connect(self.finder)
        return self.finder

    def _show(self, dialog: GatherDialog) -> None:
        self._connect(dialog)
        dialog.show()

    def _connect(self, dialog: FindDialog | GatherDialog) -> None:
        dialog.passageChosen.connect(self.place.window().show_passage)  # type: ignore[attr-defined]
        dialog.codeAsked.connect(lambda places, extent: self.code(places, extent, dialog))

    def code(self, places: Sequence[Place], extent: str, dialog: FindDialog | GatherDialog) -> None:
        """Ask for codes and give them to the places, as one change; their ticks go when it is done."""
        choices = self._codes(len(places), dialog)
        if not choices:
            return
        spans = [(place.source_id, place.start, place.end) for place in places]

        def untick(_done: object) -> None:
            dialog.places.model.tick(range(len(dialog.places.model.places)), False)

        label, coder_id = "Code places", self.workspace.coder_id
        if len(places) > _MANY:
            self.workspace.do_beside(
                label, autocode.code_places, coder_id, choices, spans, extent, about=_about, tell=_told, then=untick
            )
            return
        done = self.workspace.do(
            label, autocode.code_places, coder_id, choices, spans, extent, about=_about, tell=_told
        )
        if done:
            self.place.choosing.used(done.value.code_ids)
            untick(done)

    def _codes(self, count: int, parent: QWidget) -> tuple[Choice, ...]:
        from qda.ui.dialogs.choose_codes import choose_codes
        from qda.ui.widgets.palette import Offer

        model = self.place.tree.model
        title = n_("Code {n} place", "Code {n} places", count)
        habits = Habits(model.own_numbers(), self.place.choosing.lately)
        return choose_codes(parent, Offer(model.rows(), habits, title=title))


def _about(done: Autocoded) -> list[tuple[str, str]]:
    return [("code", code_id) for code_id in done.code_ids]


def _told(done: Autocoded) -> str:
    """Say what coding many places did, in numbers."""
    parts = [n_("Coded {n} passage.", "Coded {n} passages.", done.coded)]
    if done.joined:
        parts.append(
            n_("{n} that was there became part of one.", "{n} that were there became part of one.", done.joined)
        )
    if done.known:
        parts.append(n_("{n} had the code already.", "{n} had the code already.", done.known))
    return " ".join(parts)
