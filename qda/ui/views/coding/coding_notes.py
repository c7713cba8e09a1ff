"""Note and weight of a coding, written on a card beside its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.core import coding
from qda.core.coding import CodingRow
from qda.i18n import _
from qda.ui.widgets.coding_card import CodingCard

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView


class CodingNotes:
    """Opens the card and keeps what was written, however the card is left."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self._card: CodingCard | None = None
        self._row: CodingRow | None = None
        place.workspace.closing.connect(self._put_away)

    def note_coding(self) -> None:
        """Write a note and a weight on a coding here; of several, a menu asks which."""
        self.place.passages.with_one(_("There is no code here to write a note on."), self.open)

    def open(self, coding_id: str) -> None:
        """Show the card of a coding; another coder's can only be read."""
        found = self.workspace.read(coding.codings_by_id, [coding_id])
        mark = self.place.marks.get(coding_id)
        if not found or mark is None:
            return
        self._put_away()
        self._row = found[0]
        editable = mark.mine and not self.workspace.project.read_only
        card = self.card()
        card.open(self._row, mark.label, self.place.choosing.place_of(mark.start, mark.end), editable=editable)

    def card(self) -> CodingCard:
        """Return the card, made when it is first needed."""
        if self._card is None:
            self._card = CodingCard(self.place.choosing.palette.room)
            self._card.left.connect(self._keep)
        return self._card

    def _put_away(self) -> None:
        if self._card is not None:
            self._card.leave()

    def _keep(self) -> None:
        """Keep what was written, where it differs from what was there."""
        row, self._row = self._row, None
        if row is None or self._card is None:
            return
        new = self._card.changes()
        if not new:
            return
        label = "Change note and weight" if len(new) > 1 else "Change note" if "note" in new else "Change weight"
        done = self.workspace.do(label, coding.edit_coding, row.id, about=[("code", row.code_id)], **new)
        if not done and self.workspace.is_open:
            # Refused: the words are not to be lost, so the card stays as it was.
            self._row = row
            self._card.show()
            self._card.note.setFocus()
