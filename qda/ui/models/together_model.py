"""Codes that stand together as a table of codes by codes: numbers, similarities or dots, heat by the greatest."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from qda.core.tables.axes import Head
from qda.core.tables.cooccurrence import COUNTS, Cooccurrence, Pair
from qda.core.tables.matrix import Ask, Matrix
from qda.i18n import _
from qda.ui.models.matrix_model import DOTS, SHARE, Index, MatrixModel

TOGETHER, SIMILAR = "together", "similar"
_NOTHING, _DOT = "·", "●"


class TogetherModel(MatrixModel):
    """A matrix without totals, the same both ways; a code and itself, or what is above it, have no number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.together: Cooccurrence | None = None
        self.mode = TOGETHER
        self._likest = 1.0

    def show_together(self, found: Cooccurrence, least: int) -> None:
        """Show codes that stand together at least `least` times."""
        self.together = found
        count = len(found.codes)
        cells = [[0] * count for _code in range(count)]
        for (i, j), pair in found.pairs.items():
            if pair.number >= least:
                cells[i][j] = cells[j][i] = pair.number
        heads = tuple(Head(code.id, code.name, code.path, 0, code.colour, (code.id,)) for code in found.codes)
        # A total is with how many others a code stands: what has none can be left out.
        partners = tuple(sum(map(bool, row)) for row in cells)
        self._likest = max((pair.similarity for pair in found.pairs.values()), default=1.0)
        rows = tuple(map(tuple, cells))
        self.show(Matrix(Ask(), "codings", heads, heads, rows, partners, partners, sum(partners) // 2))

    def pair(self, index: Index) -> Pair | None:
        """Return what is known of the two codes of a cell; None where they are not compared."""
        assert self.together is not None
        row, column = self.place(index)
        assert row is not None and column is not None
        return self.together.pair(row, column)

    def text(self, index: Index) -> str:
        """Return what a cell shows."""
        pair = self.pair(index)
        if pair is None:
            return ""
        if not self.number(index):
            return _NOTHING
        if self.mode == DOTS:
            return _DOT
        return f"{pair.similarity:.2f}" if self.mode == SIMILAR else str(pair.number)

    def told(self, index: Index) -> str:
        """Return what a cell says, with what heads it, for tooltips and screen readers."""
        assert self.together is not None
        row = self.head(index.row(), Qt.Orientation.Vertical)
        column = self.head(index.column(), Qt.Orientation.Horizontal)
        pair = self.pair(index)
        if row.key == column.key:
            at = self.place(index)[0] or 0
            uses = self.together.uses[at]
            return _("{code} alone: {n}").format(code=row.path, n=uses)
        where = f"{row.path} · {column.path}"
        if pair is None:
            return _("{codes}: one is counted with the other").format(codes=where)
        if self.mode == DOTS:
            return f"{where}: {_('stand together') if self.number(index) else _('do not stand together')}"
        return _("{codes}: {n} ({what}), similarity {share}").format(
            codes=where, n=pair.number, what=COUNTS[self.together.wanted.count], share=f"{pair.similarity:.2f}"
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == SHARE and self.mode == SIMILAR and index.isValid() and self.together is not None:
            pair = self.pair(index)
            return None if pair is None or not self.number(index) else pair.similarity / self._likest
        return super().data(index, role)
