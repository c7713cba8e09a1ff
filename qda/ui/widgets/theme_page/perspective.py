"""A theme as it is told from each perspective: by role or any other attribute, and who of each says nothing of it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from qda.core import participants
from qda.core.retrieval import ThemeQuote
from qda.core.themes.outline import ThemeRow
from qda.core.themes.perspectives import perspectives
from qda.i18n import _
from qda.ui.widgets.cards import Card, Cards
from qda.ui.widgets.theme_page.part import Part
from qda.ui.widgets.theme_page.quotes import quote_card
from qda.ui.workspace import Workspace

_SIGNS = {"chosen": _("chosen"), "counter": _("different view")}


class ByPerspective(Part):
    """Quotes under the values of an attribute; Enter reads one in its transcript."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._quotes: dict[str, ThemeQuote] = {}
        self.attribute = QComboBox(self)
        self.attribute.setAccessibleName(_("Attribute by which quotes are grouped"))
        self.attribute.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.attribute.setMinimumContentsLength(8)
        self.attribute.activated.connect(self._again)
        self.picked = QCheckBox(_("Only picked quotes"), self)
        self.picked.clicked.connect(self._again)
        self.fields = [self.attribute]
        label = QLabel(_("By"), self)
        label.setBuddy(self.attribute)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.attribute, 1)
        row.addWidget(self.picked)
        self._nothing = self.saying()
        self.cards = Cards(_("Quotes by perspective"), self)
        self.cards.opened.connect(self._read)
        self.column.addLayout(row)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.cards, 1)

    def fill(self, row: ThemeRow) -> None:
        """Show the perspectives on `row`."""
        names = [(name, kind) for _key, name, kind in self.workspace.read(participants.attributes)]
        before = self.attribute.currentData()
        self.attribute.clear()
        for name, _kind in names:
            self.attribute.addItem(name, name)
        first = next((name for name, kind in names if kind in ("choice", "choices")), "")
        self.attribute.setCurrentIndex(max(0, self.attribute.findData(before or first)))
        self._nothing.setVisible(not names)
        self._nothing.setText(
            _("Perspectives come from attributes of participants, such as their role: none is there yet.")
        )
        for part in (self.attribute, self.picked, self.cards):
            part.setVisible(bool(names))
        if names:
            self._show(row)

    def _again(self) -> None:
        if self.row is not None:
            self._show(self.row)

    def _show(self, row: ThemeRow) -> None:
        name = str(self.attribute.currentData())
        told = self.workspace.read(perspectives, row.id, name, picked=self.picked.isChecked())
        self._quotes = {}
        cards: list[Card] = []
        for one in told:
            cards.append(Card("", one.value or _("{attribute} not known").format(attribute=name)))
            for quote in one.quotes:
                self._quotes[quote.id] = quote
                card = quote_card(quote)
                sign = _SIGNS.get(quote.kind, "")
                cards.append(Card(card.key, card.body, " · ".join(filter(None, (card.head, sign))), card.foot))
            if one.missing:
                cards.append(
                    Card(f"missing {one.value}", "", _("Nothing from {names}").format(names=", ".join(one.missing)))
                )
        self.cards.show_cards(cards)

    def _read(self, key: str) -> None:
        quote = self._quotes.get(key)
        if quote is not None:
            self.readAsked.emit(quote.source_id, quote.start, quote.end)
