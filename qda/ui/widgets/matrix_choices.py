"""What is chosen about a matrix: axes, what is counted, whose codings, how the cells look, which rows and columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from qda.core.tables.axes import NOTHING, attribute_id
from qda.core.tables.matrix import COUNTS, PERCENTS, Ask
from qda.i18n import _
from qda.ui.models.matrix_model import DOTS, NUMBERS, WORDS
from qda.ui.widgets.flow import FlowRow

_SHOWN = {NUMBERS: _("Numbers"), WORDS: _("First words"), DOTS: _("Dots: coded here")}
_PAUSE = 120  # milliseconds after the last letter of a filter


class MatrixChoices(FlowRow):
    """Signals: `asked()` when another matrix is wanted, `looked()` when it shall look otherwise, `filtered()`."""

    asked = Signal()
    looked = Signal()
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: dict[QComboBox, QWidget] = {}
        self.rows = self._box(_("Rows"), self.asked)
        self.columns = self._box(_("Columns"), self.asked)
        self.count = self._box(_("Count"), self.asked)
        self.coder = self._box(_("Coded by"), self.asked)
        self.show_as = self._box(_("Show"), self.looked)
        self.percent = self._box(_("As"), self.looked)
        for box, words in ((self.count, COUNTS), (self.show_as, _SHOWN), (self.percent, PERCENTS)):
            for key, title in words.items():
                box.addItem(title, key)
        self.below = self._tick(_("With all below"), self.asked, _("A code counts with all codes below it."))
        self.below.setChecked(True)
        self.heat = self._tick(_("Heat colours"), self.looked, _("Darker where the number is greater."))
        self.heat.setChecked(True)
        self.empty = self._tick(_("Hide what is empty"), self.looked, _("Leave out rows and columns without anything."))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.filtered)
        self.row_filter = self._line(_("Find rows"))
        self.column_filter = self._line(_("Find columns"))
        self.rows.currentIndexChanged.connect(self._fit)
        self.show_as.currentIndexChanged.connect(self._fit)

    def _box(self, title: str, signal: object) -> QComboBox:
        part = QWidget(self)
        box = QComboBox(part)
        box.setAccessibleName(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(13)
        box.activated.connect(signal)
        label = QLabel(title, part)
        label.setBuddy(box)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(label)
        row.addWidget(box)
        self.flow.addWidget(part)
        self._parts[box] = part
        return box

    def _tick(self, title: str, signal: object, about: str) -> QCheckBox:
        box = QCheckBox(title, self)
        box.setToolTip(about)
        box.clicked.connect(signal)
        self.flow.addWidget(box)
        return box

    def _line(self, title: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(title)
        line.setAccessibleName(title)
        line.setClearButtonEnabled(True)
        line.textChanged.connect(lambda _words: self._soon.start())
        self.flow.addWidget(line)
        return line

    def offer(
        self,
        rows: Sequence[tuple[str, str]],
        columns: Sequence[tuple[str, str]],
        coders: Sequence[tuple[str, str]],
    ) -> None:
        """Offer these axes and coders; what was chosen stays chosen where there is still such a one."""
        everybody = [("", _("Everybody"))]
        for box, wanted in ((self.rows, rows), (self.columns, columns), (self.coder, [*everybody, *coders])):
            kept = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                for key, words in wanted:
                    box.addItem(words, key)
                box.setCurrentIndex(max(0, box.findData(kept)))
        self._fit()

    def ask(self) -> Ask:
        """Return which matrix is wanted."""
        rows, columns = str(self.rows.currentData()), str(self.columns.currentData())
        if attribute_id(rows) is not None and attribute_id(columns) is None:
            columns = NOTHING
        coder = self.coder.currentData()
        count = str(self.count.currentData())
        return Ask(rows, columns, count, self.below.isChecked(), (coder,) if coder else None)

    def mode(self) -> str:
        """Return how the cells look."""
        return str(self.show_as.currentData())

    def _fit(self) -> None:
        """Offer only what has a meaning for what is chosen."""
        crosses = attribute_id(str(self.rows.currentData() or "")) is not None
        numbers = crosses or self.mode() == NUMBERS
        self.below.setVisible(not crosses)
        self.heat.setVisible(numbers)
        for box, offered in (
            *((box, not crosses) for box in (self.coder, self.show_as)),
            *((box, numbers) for box in (self.percent, self.count)),
        ):
            self._parts[box].setVisible(offered)
        self.fit()

    # Kept for the next time ------------------------------------------------------------------------------------------

    def kept(self) -> dict[str, object]:
        """Return what is chosen, to be kept."""
        boxes = {name: box.currentData() for name, box in self._boxes().items()}
        return {**boxes, **{name: box.isChecked() for name, box in self._ticks().items()}}

    def restore(self, kept: dict[str, object]) -> None:
        """Choose again what was kept, as far as it is still there."""
        for name, box in self._boxes().items():
            if name in kept and (at := box.findData(kept[name])) >= 0:
                box.setCurrentIndex(at)
        for name, tick in self._ticks().items():
            if isinstance(kept.get(name), bool):
                tick.setChecked(bool(kept[name]))
        self._fit()

    def _boxes(self) -> dict[str, QComboBox]:
        names = ("rows", "columns", "count", "coder", "show_as", "percent")
        return {name: getattr(self, name) for name in names}

    def _ticks(self) -> dict[str, QCheckBox]:
        return {"below": self.below, "heat": self.heat, "empty": self.empty}
