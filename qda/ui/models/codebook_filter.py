"""The codebook as far as it holds what somebody looks for: codes by name, path or definition, with those above them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, QSortFilterProxyModel

from qda.core.codebook import TEXTS
from qda.core.finding import fold
from qda.ui.models.codebook_model import CodebookModel, Index, Node


class CodebookFilter(QSortFilterProxyModel):
    """Keeps codes that hold all typed words; which ones is found once a key, not for every row that Qt asks about."""

    def __init__(self, model: CodebookModel, parent: QObject) -> None:
        super().__init__(parent)
        self.words: list[str] = []
        self.by_name: list[str] = []
        """The codes whose name or path holds all words, in the order of the codebook."""
        self.by_definition: list[str] = []
        """Those that hold all words only together with their definition."""
        self._model = model
        self._kept: Collection[Node] = ()
        self._folded: dict[str, tuple[str, str]] = {}
        model.modelAboutToBeReset.connect(self._folded.clear)
        # Before the source model is taken, so that it is known what is kept when Qt asks.
        model.modelReset.connect(self._find)
        self.setSourceModel(model)

    def look_for(self, typed: str) -> None:
        """Keep the codes that hold all words of `typed`; all codes where it has none."""
        self.beginFilterChange()
        self.words = fold(typed).split()
        self._find()
        self.endFilterChange()

    def _find(self) -> None:
        self.by_name, self.by_definition = [], []
        for row in self._model.rows() if self.words else ():
            if row.id not in self._folded:
                texts = " ".join(getattr(row, field) for field in TEXTS)
                self._folded[row.id] = fold(row.path), fold(texts)
            path, texts = self._folded[row.id]
            missing = [word for word in self.words if word not in path]
            if not missing:
                self.by_name.append(row.id)
            elif all(word in texts for word in missing):
                self.by_definition.append(row.id)
        self._kept = self._model.places_of([*self.by_name, *self.by_definition])
        self._model.mark_found(frozenset(self.by_definition))

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        return not self.words or self._model.node(parent).children[row] in self._kept
