"""The relations of a theme: where they lead, why they are there, and what the core category binds."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from qda.core import codebook
from qda.core.themes import graph, outline
from qda.core.themes.outline import ThemeRow
from qda.core.themes.relations import (
    Node,
    RelationRow,
    edit_relation,
    relate,
    relation_names,
    relations,
    remove_relations,
    turn_relation,
)
from qda.i18n import _
from qda.ui.dialogs.question import ask_text
from qda.ui.dialogs.relate import ask_relation
from qda.ui.widgets.cards import Card, Cards
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace

_BOUND = "bound "  # begins the keys of cards of themes that the core category binds or not


class Related(Part):
    """A card a relation. Enter follows it, Delete takes it away, F2 writes its note."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._relations: dict[str, RelationRow] = {}
        self._about = self.saying()
        self.cards = Cards(_("Relations of the theme"), self)
        self.cards.opened.connect(self._follow)
        self.cards.removeAsked.connect(self._remove)
        self.cards.renameAsked.connect(self.note)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.add = self.button(_("Relate to…"), self.relate, "relate_theme")
        self.turn_button = self.button(_("Turn round"), self.turn, tip=_("Let the relation go the other way"))
        self.note_button = self.button(_("Note…"), self.note, tip=_("Say what speaks for it (F2)"))
        for button in (self.add, self.turn_button, self.note_button):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addWidget(self._about)
        self.column.addWidget(self.cards, 1)
        self.column.addLayout(row)

    def fill(self, row: ThemeRow) -> None:
        """Show the relations of `row`, those that lead away from it first."""
        here = Node("theme", row.id)
        found = self.workspace.read(relations, here)
        found.sort(key=lambda one: one.start != here)
        self._relations = {one.id: one for one in found}
        cards = []
        for one in found:
            head = _("to a code") if one.other(here).kind == "code" else ""
            head = " · ".join(filter(None, (head, _("both ways") if one.mutual else "")))
            cards.append(Card(one.id, _arrow(one, here), head, one.note))
        words = "" if cards else _("Related to nothing yet.")
        for one in self.workspace.read(graph.bound):
            if one.core.id == row.id:
                cards += _bound_cards(one)
                words = ""
            elif any(other.id == row.id for other in one.loose):
                words = _("The core category “{name}” does not bind it yet.").format(name=one.core.name)
        self.cards.show_cards(cards)
        self._about.setText(words)
        self._about.setVisible(bool(self._about.text()))
        self.cards.setVisible(bool(cards))
        for button in (self.turn_button, self.note_button):
            button.setVisible(bool(found))

    def relate(self) -> None:
        """Ask what the theme is related to, and relate the two."""
        if self.row is None:
            return
        here = Node("theme", self.row.id)
        others = [
            (Node("theme", other.id), other.name)
            for other in self.workspace.read(outline.themes)
            if other.id != self.row.id
        ]
        codes = self.workspace.read(codebook.codes)
        others += [(Node("code", code.id), _("{path} (code)").format(path=code.path)) for code in codes]
        chosen = ask_relation(self, self.row.name, others, self.workspace.read(relation_names))
        if chosen is not None:
            ends = (here, chosen.other) if chosen.out else (chosen.other, here)
            self.do("Relate themes", relate, ends[0], chosen.name, ends[1], chosen.note)

    def turn(self) -> None:
        """Let the chosen relation go the other way."""
        if self.cards.key() in self._relations:
            self.do("Turn relation", turn_relation, self.cards.key())

    def note(self) -> None:
        """Write the note of the chosen relation."""
        one = self._relations.get(self.cards.key())
        if one is None:
            return
        words = ask_text(self, _("Note on a relation"), one.sentence, _("Keep note"), one.note)
        if words is not None and words != one.note:
            self.do("Note relation", edit_relation, one.id, note=words)

    def _remove(self) -> None:
        if self.cards.key() in self._relations:
            self.do("Remove relation", remove_relations, [self.cards.key()])

    def _follow(self, key: str) -> None:
        one = self._relations.get(key)
        if one is not None and self.row is not None:
            other = one.other(Node("theme", self.row.id))
            self.followed.emit(other.kind, other.id)
        elif key.startswith(_BOUND):
            self.followed.emit("theme", key.removeprefix(_BOUND))


def _arrow(one: RelationRow, here: Node) -> str:
    if one.start == here:
        return f"{one.name} → {one.end_name}"
    return f"← {one.start_name} {one.name}"


def _bound_cards(one: graph.Bound) -> list[Card]:
    """Return what a core category binds, and what it does not, as cards that lead there."""
    groups = (
        (_("Bound directly, by a relation or as a part"), one.directly),
        (_("Bound through these"), one.through),
        (_("Not bound yet"), one.loose),
    )
    cards: list[Card] = []
    for words, rows in groups:
        if rows:
            cards += [Card("", words), *(Card(_BOUND + row.id, row.name, row.level) for row in rows)]
    return cards
