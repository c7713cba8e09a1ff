"""The paragraphs of a Word document as a paper has them: with style, indent and table cell, without note marks."""

from __future__ import annotations

from dataclasses import dataclass

from qda.core.importers.omissions import Omissions
from qda.core.importers.wordparts import WordParts
from qda.core.importers.wordstory import Story
from qda.core.importers.wordstyles import VAL, Style, W
from qda.core.importers.xmlparts import Element, whole


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its words, the id of its style, how far it is indented (1/20 point), its cell (0 none)."""

    text: str
    style: str
    indent: int
    cell: int


class Paper(Story):
    """Walks a document as the importer does, and keeps what it says of each paragraph."""

    def __init__(self, parts: WordParts, omitted: Omissions) -> None:
        super().__init__(parts, omitted, note_marks=False)
        self.paragraphs: list[Paragraph] = []
        self._style_id, self._indent = "", 0
        self._cells, self._text, self._last = 0, self.flow, self.flow

    def _properties(self, element: Element) -> tuple[Style, tuple[str, int | None, str | None] | None, bool]:
        style, indent, listed = element.find(f"{W}pStyle"), element.find(f"{W}ind"), element.find(f"{W}numPr")
        self._style_id = "" if style is None else style.get(VAL, "")
        self._indent = 0
        if indent is not None and listed is None:
            self._indent = whole(indent.get(f"{W}left") or indent.get(f"{W}start"), 0)
        return super()._properties(element)

    def _finish(self, label: str = "") -> None:
        self.paragraphs.append(Paragraph("".join(self._pieces), self._style_id, self._indent, self._cell()))
        self._style_id, self._indent = "", 0
        super()._finish(label)

    def _cell(self) -> int:
        """Return the number of the table cell in hand, 0 outside tables: each cell has a flow of its own."""
        if self.flow is self._text:
            return 0
        if self.flow is not self._last:
            self._last, self._cells = self.flow, self._cells + 1
        return self._cells
