"""Places where a name stands, each with the words around it and a tick: what is not ticked stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from qda.core.pseudonyms.places import Occurrence
from qda.core.pseudonyms.table import Kept
from qda.i18n import _, n_
from qda.ui.widgets.tall_rows import TallRows

_HIT = Qt.ItemDataRole.UserRole
_SIDE = 28  # for the box beside the words
MOST = 2_000
"""So many places are shown at once."""


class HitsList(TallRows):
    """Signals: `decided(context, stays)` where a tick changes; `opened(place)` by Enter or a double click."""

    decided = Signal(object, bool)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Places where the names stand"), parent, side=_SIDE, above=6)
        self.setToolTip(_("Space ticks what is replaced; Enter or a double click goes there"))
        self.itemChanged.connect(self._changed)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_HIT).places[0]))

    def show_hits(self, found: Sequence[Occurrence], kept: Collection[Kept]) -> None:
        """Show places, at most :data:`MOST`; those of `kept` have no tick."""
        here = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for one in found[:MOST]:
            item = QListWidgetItem(_words(one), self)
            item.setData(_HIT, one)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if one.context in kept else Qt.CheckState.Checked)
        if self.count():
            self.setCurrentRow(min(max(here, 0), self.count() - 1))
        self.blockSignals(False)

    def _changed(self, item: QListWidgetItem) -> None:
        one: Occurrence = item.data(_HIT)
        self.decided.emit(one.context, item.checkState() == Qt.CheckState.Unchecked)


def _words(one: Occurrence) -> str:
    parts = (one.context.before, f"{one.context.words} → {one.instead}", one.context.after)
    around = " ".join(filter(None, parts))
    where = one.places[0].title
    more = len({(place.kind, place.source_id, place.start) for place in one.places[1:]})
    if more:
        also = n_("{n} more place", "{n} more places", more)
        where = _("{where} and {also}").format(where=where, also=also)
    return f"{around}\n{where}"
