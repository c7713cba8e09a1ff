"""The flow of reports into a review: the boxes of PRISMA 2020 as a form, and whether the numbers add up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qda.core import prisma
from qda.core.prisma import BOXES, REASONS, Flow
from qda.i18n import _
from qda.ui.models.fill_model import FillColumn
from qda.ui.views.studying.scrolled import ScrolledPage, link
from qda.ui.widgets.fill_grid import FillGrid
from qda.ui.widgets.kept_fields import KeptLine
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.table_rows import show_some_rows
from qda.ui.workspace import Workspace

_GROUPS = (
    (_("Identification"), ("databases", "registers", "duplicates", "automation", "removed_otherwise")),
    (_("Screening"), ("screened", "excluded", "sought", "not_retrieved", "assessed")),
    (_("Other methods"), ("other_identified", "other_sought", "other_not_retrieved", "other_assessed")),
    (_("Included"), ("studies", "reports")),
)
_ROWS = 6
_REASON, _NUMBER = "reason", "number"


class PrismaPage(ScrolledPage):
    """A field a box; numbers are kept as they are left."""

    shown_kinds = frozenset(("setting",))

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title(_("Flow of reports"), 1.3)
        self.sentence(_("The counts of the PRISMA 2020 flow diagram, for systematic and scoping reviews."))
        self.doubts = Wrapped(parent=self.page)
        self.doubts.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(self.doubts)
        self.fields: dict[str, KeptLine] = {}
        self.reasons: dict[str, FillGrid] = {}
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(4)
        right.setSpacing(4)
        for number, (title, boxes) in enumerate(_GROUPS):
            column = left if number < 2 else right
            column.addWidget(heading(title, self.page))
            column.addLayout(self._form(boxes))
            for name in {1: ("reasons",), 2: ("other_reasons",)}.get(number, ()):
                column.addWidget(QLabel(_("{box}, with reasons").format(box=REASONS[name]), self.page))
                column.addWidget(self._reasons(name))
            column.addSpacing(8)
        left.addStretch(1)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(32)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.column.addLayout(row)
        self.column.addWidget(link(_("Write the diagram: Report"), self.page, "report"), 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def _form(self, boxes: tuple[str, ...]) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        for name in boxes:
            field = KeptLine(BOXES[name], self.page)
            field.setValidator(QIntValidator(0, 10_000_000, field))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setFixedWidth(self.fontMetrics().averageCharWidth() * 9)
            field.kept.connect(lambda words, box=name: self._keep(box, words))
            self.fields[name] = field
            words = QLabel(BOXES[name], self.page)
            words.setWordWrap(True)
            form.addRow(field, words)
        return form

    def _reasons(self, name: str) -> QWidget:
        grid = FillGrid(REASONS[name], self.page)
        grid.verticalHeader().hide()
        grid.typed.connect(lambda cells, box=name: self._keep_reasons(box, cells))
        show_some_rows(grid, _ROWS)
        self.reasons[name] = grid
        return grid

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show the counts and where they don't add up."""
        now: Flow = self.workspace.read(prisma.flow)
        writable = not self.workspace.project.read_only
        for name, field in self.fields.items():
            field.show_words(str(now.boxes[name]) if name in now.boxes else "")
            field.setReadOnly(not writable)
        columns = (
            FillColumn(_REASON, _("Reason"), wide=34),
            FillColumn(_NUMBER, _("Number"), number=True, wide=8),
        )
        for name, grid in self.reasons.items():
            pairs = getattr(now, name)
            rows = [(str(number), str(number)) for number in range(max(len(pairs) + 1, _ROWS))]
            words = {}
            for number, (reason, count) in enumerate(pairs):
                words[str(number), _REASON], words[str(number), _NUMBER] = reason, str(count)
            grid.fill.show(rows, columns, words, read_only=not writable)
        found = prisma.doubts(now)
        if now.empty:
            self.doubts.setText(_("Nothing is typed in yet."))
        else:
            self.doubts.setText(" ".join(found) or _("✓ The numbers that are typed in add up."))

    # Changing --------------------------------------------------------------------------------------------------------

    def _keep(self, name: str, words: str) -> None:
        digits = "".join(sign for sign in words if sign.isdigit())
        if not self.workspace.do("Write flow of reports", prisma.set_box, name, int(digits) if digits else None):
            self.show_all()

    def _keep_reasons(self, name: str, cells: dict[tuple[str, str], str]) -> None:
        grid = self.reasons[name]
        rows: list[tuple[str, int]] = []
        for row, (key, _title) in enumerate(grid.fill.rows):
            reason = cells.get((key, _REASON), grid.fill.words(row, 0))
            number = "".join(sign for sign in cells.get((key, _NUMBER), grid.fill.words(row, 1)) if sign.isdigit())
            if reason or number:
                rows.append((reason or _("Reason {n}").format(n=row + 1), int(number or 0)))
        if not self.workspace.do("Write flow of reports", prisma.set_reasons, name, rows):
            self.show_all()
