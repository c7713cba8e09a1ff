"""Where the paragraphs and table cells of an RTF file go as they come along, one control word after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from qda.core.importers.flow import Flow, piece_spans


@dataclass(slots=True)
class Page:
    """Where paragraphs go: the body, a note, a text box or a header; `levels` are the open table cells and rows."""

    flow: Flow = field(default_factory=Flow)
    pieces: list[str] = field(default_factory=list)
    bold: list[int] = field(default_factory=list)
    label: str = ""
    boxes: list[Flow] = field(default_factory=list)
    cells: list[Flow] = field(default_factory=list)
    rows: list[list[Flow]] = field(default_factory=list)
    in_table: list[bool] = field(default_factory=lambda: [False])

    def target(self, level: int) -> Flow:
        """Return the flow of table `level`: 0 is the page itself, 1 the open cell of its table, and so on."""
        while len(self.cells) < level:
            self.cells.append(Flow())
            self.rows.append([])
            self.in_table.append(False)
        return self.cells[level - 1] if level else self.flow

    def end_paragraph(self, level: int) -> None:
        """End the paragraph in hand, which lies in a cell of table `level` (0: in none); its text boxes follow."""
        if not level and self.rows and self.rows[0]:
            level = 1  # the row that has begun is not done, whatever the paragraph says
        self._close_cells(level)
        flow = self.target(level)
        self.in_table[level] = False
        bold = piece_spans(self.pieces, self.bold, len(self.label)) if self.bold else ()
        flow.paragraph(self.label + "".join(self.pieces), bold, len(self.label))
        boxes, self.boxes, self.pieces, self.bold, self.label = self.boxes, [], [], [], ""
        for box in boxes:
            flow.append(box)

    def end_cell(self, level: int) -> None:
        """End the open cell of table `level`."""
        flow = self.target(level)
        if self.pieces or self.label or not flow.end:
            self.end_paragraph(level)
        self.rows[level - 1].append(flow)
        self.cells[level - 1] = Flow()
        self.in_table[level] = False

    def end_row(self, level: int) -> None:
        """End the open row of table `level`."""
        self.target(level)
        if not self.rows[level - 1]:
            return
        flow = self.target(level - 1)
        if not self.in_table[level - 1]:
            flow.table()
            self.in_table[level - 1] = True
        flow.row(self.rows[level - 1])
        self.rows[level - 1] = []

    def close(self) -> Flow:
        """Put in what is still open and return the flow."""
        if self.pieces or self.boxes or self.label:
            depths = range(len(self.cells), 0, -1)
            self.end_paragraph(next((one for one in depths if self.cells[one - 1].end or self.rows[one - 1]), 0))
        self._close_cells(0)
        return self.flow

    def _close_cells(self, level: int) -> None:
        """Put in the cells and rows below `level` that the file leaves open, so that nothing is lost or misplaced."""
        for depth in range(len(self.cells), level, -1):
            if self.cells[depth - 1].end:
                self.rows[depth - 1].append(self.cells[depth - 1])
                self.cells[depth - 1] = Flow()
            self.end_row(depth)
