"""Which memos are wanted, and in what order: a field to type into, and choices of kind, author, thing and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from qda.core import memos
from qda.core.memo_listing import Found
from qda.i18n import _
from qda.ui.models.memos_model import ORDERS, Wanted
from qda.ui.widgets.memo_fields import KIND_WORDS

_ABOUT = (
    ("", _("All things")),
    ("code", _("Codes")),
    ("theme", _("Themes")),
    ("source", _("Sources")),
    ("passage", _("Passages")),
    ("participant", _("People")),
    ("memo", _("Other memos")),
    ("nothing", _("Nothing")),
)
_TIMES = (
    ("", _("Any time")),
    ("week", _("Last 7 days")),
    ("month", _("Last month")),
    ("year", _("Last year")),
)


class MemoFilter(QWidget):
    """Signal: `changed()` when something else is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setAccessibleName(_("Find in memos"))
        self.words.setPlaceholderText(_("Find in memos"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self.changed)
        kinds = [("", _("All kinds")), *((kind, KIND_WORDS[kind]) for kind in memos.KINDS)]
        self.kind = self._choice(_("Kind of memo"), kinds)
        self.author = self._choice(_("Author"), [("", _("Everybody"))])
        self.about = self._choice(_("What memos are about"), _ABOUT)
        self.since = self._choice(_("When they were written"), _TIMES)
        self.order = self._choice(_("Order of the memos"), list(ORDERS.items()))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(self.words, 0, 0, 1, 2)
        for place, box in enumerate((self.kind, self.author, self.about, self.since)):
            grid.addWidget(box, 1 + place // 2, place % 2)
        grid.addWidget(self.order, 3, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)

    def _choice(self, words: str, values: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(words)
        box.setToolTip(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        for value, shown in values:
            box.addItem(shown, value)
        box.activated.connect(lambda _row: self.changed.emit())
        return box

    def offer_authors(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer these people (id, name) as authors; where there is one only, there is nothing to choose."""
        chosen = self.author.currentData()
        while self.author.count() > 1:
            self.author.removeItem(1)
        for key, name in people:
            self.author.addItem(name, key)
        self.author.setCurrentIndex(max(0, self.author.findData(chosen)))
        self.author.setEnabled(len(people) > 1)

    def show_all(self) -> None:
        """Want every memo again."""
        self.words.clear()
        for box in (self.kind, self.author, self.about, self.since):
            box.setCurrentIndex(0)

    def wanted(self, found: Mapping[str, Found] | None) -> Wanted:
        """Return what is wanted; `found` are the memos that hold the typed words."""
        kind, author, about, since = (
            str(box.currentData()) for box in (self.kind, self.author, self.about, self.since)
        )
        return Wanted(kind, author, about, since, found)

    def is_narrow(self) -> bool:
        """Tell whether not all memos are wanted."""
        chosen = any(box.currentIndex() for box in (self.kind, self.author, self.about, self.since))
        return chosen or bool(self.words.text().strip())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "order"):
            for field in (self.words, self.kind, self.author, self.about, self.since, self.order):
                # The style sheet's own least height is that of small letters.
                field.ensurePolished()
                field.setMinimumHeight(field.sizeHint().height())
