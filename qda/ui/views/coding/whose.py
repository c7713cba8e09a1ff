"""Whose codings are shown: the coders of the project, and how each one's are to be seen by the one who is coding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qda.core import coders
from qda.core.coders import Person
from qda.ui.widgets.marks import SHADES, SHOWN

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_KEY = "shade:"


class Whose:
    """Shows, dims or hides the codings of each coder, by a menu above the transcript; remembered for the coder."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self.people: list[Person] = []
        self._shades: dict[str, str] = {}
        place.coders_button.shadesChosen.connect(self.shade)

    def choose_coders(self) -> None:
        """Open the menu of coders."""
        self.place.coders_button.open()

    def refresh(self) -> None:
        """Read who codes here, and how the present coder wants to see them."""
        self.people = self.workspace.read(coders.coders, counted=False)
        kept = {person.id: self.workspace.recall(f"{_KEY}{person.id}") for person in self.people}
        self._shades = {key: shade for key, shade in kept.items() if shade in SHADES and shade is not None}
        self._show()

    def looks(self) -> Mapping[str, tuple[str, bool, str, str]]:
        """Return for each coder's id what a mark says of it: initials, whether it is me, name and shade."""
        me = self.workspace.coder_id
        return {
            person.id: (person.initials, person.id == me, person.name, self._shades.get(person.id, SHOWN))
            for person in self.people
        }

    def initials(self) -> Mapping[str, str]:
        """Return the initials of each coder by id, "" for the one who is coding."""
        me = self.workspace.coder_id
        return {person.id: "" if person.id == me else person.initials for person in self.people}

    def shade(self, coder_ids: Sequence[str], shade: str) -> None:
        """Show, dim or hide the codings of coders from now on."""
        self._shades |= dict.fromkeys(coder_ids, shade)
        self.workspace.remember({f"{_KEY}{coder_id}": shade for coder_id in coder_ids})
        self._show()
        self.place.show_codings()

    def _show(self) -> None:
        me = self.workspace.coder_id
        names = [(person.id, person.name, person.id == me) for person in self.people]
        self.place.coders_button.show_coders(names, self._shades)
