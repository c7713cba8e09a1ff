"""The codes on which a theme draws, with as many counts as the approach shows, and in words which counts they are."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.core import codebook, retrieval
from qda.core.retrieval import Counts
from qda.core.study import approach
from qda.core.themes import outline
from qda.core.themes.outline import ThemeRow
from qda.i18n import _, n_
from qda.ui.widgets.cards import Card, Cards
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace


class Codes(Part):
    """Enter shows the quotes of a code, Delete takes it out of the theme."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._about = self.saying()
        self.cards = Cards(_("Codes of the theme"), self)
        self.cards.opened.connect(lambda code_id: self.followed.emit("code", code_id))
        self.cards.removeAsked.connect(self._remove)
        self.column.addWidget(self._about)
        self.column.addWidget(self.cards, 1)

    def fill(self, row: ThemeRow) -> None:
        """Show the codes of `row` in their order."""
        book = {code.id: code for code in self.workspace.read(codebook.codes)}
        counted = self.workspace.read(approach).counts
        counts = self.workspace.read(retrieval.code_counts) if counted else {}
        whole = self.workspace.read(retrieval.theme_counts).get(row.id, Counts()) if counted else None
        if not row.code_ids:
            self._about.setText(_("No code yet. Drag codes into the theme, or choose one and press Enter."))
        elif whole is not None:
            words = _("All of it together, with subthemes: {counts}. Below each code: its own and those below it.")
            self._about.setText(words.format(counts=counted_words(whole)))
        else:
            self._about.setText(
                _("Numbers are not shown: in a reflexive analysis they don't say what a code is worth.")
            )
        cards = []
        for code in (book[code_id] for code_id in row.code_ids if code_id in book):
            above, _mark, _name = code.path.rpartition(codebook.SEPARATOR)
            head = " · ".join(part for part in (above, _(code.stance) if code.stance else "") if part)
            foot = counted_words(counts[code.id].below) if code.id in counts else ""
            words = "\n".join(part for part in (code.name, code.definition) if part)
            cards.append(Card(code.id, words, head, foot))
        self.cards.show_cards(cards)

    def _remove(self) -> None:
        code_id = self.cards.key()
        if self.row is not None and code_id:
            about = [("code", code_id), ("theme", self.row.id)]
            self.workspace.do("Take code out of theme", outline.remove_code, self.row.id, code_id, about=about)


def counted_words(counts: Counts) -> str:
    """Return counts in words: passages, sources and people, each distinct."""
    return ", ".join(
        (
            n_("{n} coded passage", "{n} coded passages", counts.codings),
            n_("{n} source", "{n} sources", counts.sources),
            n_("{n} participant", "{n} participants", counts.participants),
        )
    )
