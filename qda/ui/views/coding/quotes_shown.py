"""Which quotes stand beside the text: those of the chosen codes, in step with every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.core import retrieval
from qda.core.following import Recoded
from qda.core.retrieval import Filter, QuoteRow
from qda.i18n import _
from qda.ui.views.coding.shared_words import names_of

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

TABLES = frozenset({"coding", "code", "code_place", "source", "participant", "speaker", "participation"})
"""What quotes are read from."""
GROUPING = frozenset({"attribute", "attribute_value", "coder"})
"""What they are grouped by besides."""


class QuotesShown:
    """Shows the quotes of the codes that are chosen in the codebook."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        place.tree.selected.connect(lambda _codes: self.show())

    def show(self) -> None:
        """Show the quotes of the chosen codes anew."""
        model, panel = self.place.tree.model, self.place.quotes
        chosen = [row for row in map(model.code, self.place.tree.chosen()) if row is not None]
        book = model.rows()
        colours = {row.id: row.colour for row in book}
        if not chosen:
            nothing = _("Choose a code at the left to read its passages here.")
            panel.show_quotes(_("Quotes"), None, colours, nothing)
            return
        nothing = _("No passage has this code yet.")
        wanted = Filter(code_ids=tuple(row.id for row in chosen))
        panel.show_quotes(names_of(chosen, marks=False), wanted, colours, nothing, book=book)

    def follow(self, done: Recoded) -> None:
        """Show what a change did to some codings, and nothing else anew where that can be."""
        chosen, book = self.place.tree.chosen(), self.place.tree.model.rows()
        if not chosen:
            return
        places = {key: place for place, key in enumerate(self.place.sources)}

        def order(quote: QuoteRow) -> tuple[int, int, int, str]:
            return places[quote.source_id], quote.start, -quote.end, quote.id

        inside = frozenset(retrieval.below(book, chosen))
        if done.made & inside or not self.place.quotes.follow(done, inside, book, order):
            self.show()
