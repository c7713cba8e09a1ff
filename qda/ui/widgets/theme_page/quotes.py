"""The quotes picked for a theme: the chosen ones in their order, different views, and what each is in translation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from qda.core import retrieval
from qda.core.retrieval import ThemeQuote
from qda.core.themes import quotes
from qda.core.themes.outline import ThemeRow
from qda.i18n import _
from qda.ui import keys
from qda.ui.widgets.cards import Card, Cards
from qda.ui.widgets.theme_page.part import Part
from qda.ui.widgets.theme_page.translating import Translating
from qda.ui.workspace import Workspace

_HEADINGS = {"chosen": _("Chosen, in their order"), "counter": _("Different views")}


def quote_card(quote: ThemeQuote, *, movable: bool = False) -> Card:
    """Return a quote as a card: who and where, the words as said and as printed, and their translation."""
    feet = [_("Printed: {words}").format(words=quote.printed)] if quote.printed else []
    if quote.translation:
        by = _("Translation, {name}:").format(name=quote.translator) if quote.translator else _("Translation:")
        feet.append(f"{by} {quote.translation}")
    where = [*quote.participants, *([quote.source] if quote.source not in quote.participants else [])]
    if quote.lines:
        where.append((_("lines {lines}") if "-" in quote.lines else _("line {lines}")).format(lines=quote.lines))
    return Card(quote.id, quote.text.strip(), " · ".join(where), "\n".join(feet), movable)


class Quotes(Part):
    """Cards under two headings; moved by keys or the mouse, translated in place below the list."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._quotes: dict[str, ThemeQuote] = {}
        self._nothing = self.saying()
        self.cards = Cards(_("Quotes picked for the theme"), self)
        self.cards.moved.connect(self._put_before)
        self.cards.opened.connect(self._read)
        self.cards.removeAsked.connect(self._unpick)
        self.cards.menuAsked.connect(self._menu)
        self.translating = Translating(self)
        self.translating.kept.connect(self._keep_translation)
        self.translating.closed.connect(self.cards.setFocus)
        self.translating.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        self.up = self.button(_("Up"), lambda: self.step(-1), "move_up", _("Move up"))
        self.down = self.button(_("Down"), lambda: self.step(1), "move_down", _("Move down"))
        self.other = self.button(_("Other view"), self.turn, tip=_("Make it a different view, or a chosen quote again"))
        self.translate_button = self.button(_("Translate…"), self.translate, "translate_quote", _("Translate quote"))
        for button in (self.up, self.down, self.other, self.translate_button):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.cards, 3)
        self.column.addLayout(row)
        self.column.addWidget(self.translating, 2)

    def fill(self, row: ThemeRow) -> None:
        """Show the picked quotes of `row`."""
        found = self.workspace.read(retrieval.theme_quotes, row.id)
        self._quotes = {quote.id: quote for quote in found}
        cards: list[Card] = []
        for kind, words in _HEADINGS.items():
            here = [quote_card(quote, movable=True) for quote in found if quote.kind == kind]
            cards += [Card("", words), *here] if here else []
        self.cards.show_cards(cards)
        for part in (self.cards, self.up, self.down, self.other, self.translate_button):
            part.setVisible(bool(cards))
        self._nothing.setText(
            ""
            if cards
            else _("No quote is picked yet. Choose some with the space bar in the list of all quotes below.")
        )
        self._nothing.setVisible(not cards)
        if self.translating.quote_id not in self._quotes:
            self.translating.hide()

    # Order -----------------------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Move the quote with the keyboard one place up (-1) or down (1) among those of its kind."""
        quote = self._quotes.get(self.cards.key())
        if quote is None:
            return
        same = [other.id for other in self._quotes.values() if other.kind == quote.kind]
        place = same.index(quote.id) + by
        if 0 <= place < len(same):
            self._put(quote, same[place] if by < 0 else same[place + 1] if place + 1 < len(same) else "")

    def _put_before(self, key: str, before: str) -> None:
        quote, other = self._quotes.get(key), self._quotes.get(before)
        if quote is None:
            return
        # Dropped on the other kind's part of the list, it stays the last or first of its own.
        self._put(quote, before if other is not None and other.kind == quote.kind else "")

    def _put(self, quote: ThemeQuote, before: str) -> None:
        order = [key for key in self._quotes if key != quote.id]
        place = order.index(before) if before in order else len(order)
        self.do("Move quote", quotes.move_quote, quote.id, place)
        self.cards.choose(quote.id)

    # What else can be done -------------------------------------------------------------------------------------------

    def turn(self) -> None:
        """Make a chosen quote a different view, or the other way round."""
        quote = self._quotes.get(self.cards.key())
        if quote is not None and self.row is not None:
            kind, label = (
                ("chosen", "Choose quote") if quote.kind == "counter" else ("counter", "Keep as different view")
            )
            self.do(label, quotes.pick_quote, quote.source_id, quote.start, quote.end, theme_id=self.row.id, kind=kind)
            self.cards.choose(quote.id)

    def _unpick(self) -> None:
        if self.cards.key() in self._quotes:
            self.do("Choose quote no more", quotes.unpick_quotes, [self.cards.key()])

    def _read(self, key: str) -> None:
        quote = self._quotes.get(key)
        if quote is not None:
            self.readAsked.emit(quote.source_id, quote.start, quote.end)

    def translate(self) -> None:
        """Write the translation of the quote that has the keyboard, or of the first one."""
        key = self.cards.key() or next(iter(self._quotes), "")
        if not key or not self.cards.choose(key):
            self.workspace.failed.emit(_("Pick a quote for the theme first; then it can be translated here."))
            return
        self.translating.show_quote(self._quotes[key], self._translator())
        # When the list has given up room for the fields, the card is still in sight.
        QTimer.singleShot(0, self.cards, lambda: self.cards.scrollToItem(self.cards.currentItem()))

    def _translator(self) -> str:
        """Return who translates now: whoever translated last in this theme, else who works here."""
        from qda.core import coders

        named = [quote.translator for quote in self._quotes.values() if quote.translator]
        people = self.workspace.read(coders.coders, counted=False)
        me = next((person.name for person in people if person.id == self.workspace.coder_id), "")
        return named[-1] if named else me

    def _keep_translation(self, quote_id: str, translation: str, translator: str) -> None:
        quote = self._quotes.get(quote_id)
        if quote is None or (translation, translator) == (quote.translation, quote.translator):
            return
        edit = quotes.edit_quote
        self.do("Translate quote", edit, quote_id, translation=translation, translator=translator)

    def commit(self) -> None:
        """Keep a translation that is being typed."""
        self.translating.keep()

    def _menu(self, place: QPoint) -> None:
        quote = self._quotes.get(self.cards.key())
        if quote is None:
            return
        menu = QMenu(self)
        rows: Sequence[tuple[str, str, object]] = (
            (_("Translate…"), "translate_quote", self.translate),
            (_("Move up"), "move_up", lambda: self.step(-1)),
            (_("Move down"), "move_down", lambda: self.step(1)),
            (_("Choose for the theme") if quote.kind == "counter" else _("Keep as a different view"), "", self.turn),
            (_("Read in the transcript (Enter)"), "", lambda: self._read(quote.id)),
            (_("Choose no more (Delete)"), "", self._unpick),
        )
        for words, action, act in rows:
            key = f" ({keys.native(keys.key_of(action))})" if action and keys.key_of(action) else ""
            menu.addAction(words + key).triggered.connect(act)
        menu.exec(place)
        menu.deleteLater()
