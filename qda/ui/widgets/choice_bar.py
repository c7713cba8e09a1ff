"""A row of choices above a table or figure: lists, ticks, numbers and lines to find things, kept by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from qda.ui.widgets.flow import Flow

_PAUSE = 150  # milliseconds after the last letter or step
_LETTERS = 14  # that a list shows at least


class ChoiceBar(QWidget):
    """Signals: `asked(name)` when something else is chosen; `found()` after a pause in typing into a line."""

    asked = Signal(str)
    found = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[str, QComboBox] = {}
        self.ticks: dict[str, QCheckBox] = {}
        self.numbers: dict[str, QSpinBox] = {}
        self._parts: dict[str, QWidget] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.found)

    def box(self, name: str, title: str, values: Iterable[tuple[str, str]] = (), letters: int = _LETTERS) -> QComboBox:
        """Add a list of (value, its words)."""
        box = QComboBox(self)
        box.setAccessibleName(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(letters)
        for value, words in values:
            box.addItem(words, value)
        box.setToolTip(box.currentText())
        box.currentTextChanged.connect(box.setToolTip)
        box.activated.connect(lambda _row: self.asked.emit(name))
        self.boxes[name] = box
        self._parts[name] = self._labelled(title, box)
        return box

    def tick(self, name: str, title: str, about: str, *, on: bool = False) -> QCheckBox:
        """Add something that is or is not."""
        tick = QCheckBox(title, self)
        tick.setToolTip(about)
        tick.setChecked(on)
        tick.clicked.connect(lambda: self.asked.emit(name))
        self._flow.addWidget(tick)
        self.ticks[name] = self._parts[name] = tick
        return tick

    def number(self, name: str, title: str, low: int, high: int, value: int, suffix: str = "") -> QSpinBox:
        """Add a whole number from `low` to `high`."""
        spin = QSpinBox(self)
        spin.setAccessibleName(title)
        spin.setRange(low, high)
        spin.setValue(value)
        spin.setSuffix(suffix)
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(lambda _value: self.asked.emit(name))
        self.numbers[name] = spin
        self._parts[name] = self._labelled(title, spin)
        return spin

    def line(self, title: str) -> QLineEdit:
        """Add a line to find things by."""
        line = QLineEdit(self)
        line.setPlaceholderText(title)
        line.setAccessibleName(title)
        line.setClearButtonEnabled(True)
        line.textChanged.connect(lambda _words: self._soon.start())
        self._flow.addWidget(line)
        return line

    def add(self, widget: QWidget) -> None:
        """Add something else, as a button, at the end."""
        self._flow.addWidget(widget)

    def _labelled(self, title: str, field: QWidget) -> QWidget:
        part = QWidget(self)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        label = QLabel(title, part)
        label.setBuddy(field)
        row.addWidget(label)
        row.addWidget(field)
        self._flow.addWidget(part)
        return part

    def offer(self, name: str, values: Iterable[tuple[str, str]]) -> None:
        """Offer these in a list; what was chosen stays chosen where it is still there."""
        box = self.boxes[name]
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            for value, words in values:
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        box.setToolTip(box.currentText())

    def show_part(self, name: str, shown: bool) -> None:
        """Show a choice with its label, or leave it out where it means nothing."""
        self._parts[name].setVisible(shown)

    def value(self, name: str) -> str:
        """Return what is chosen in a list."""
        return str(self.boxes[name].currentData() or "")

    def kept(self) -> dict[str, object]:
        """Return what is chosen, to be kept."""
        return {
            **{name: box.currentData() for name, box in self.boxes.items()},
            **{name: tick.isChecked() for name, tick in self.ticks.items()},
            **{name: spin.value() for name, spin in self.numbers.items()},
        }

    def restore(self, kept: Mapping[str, object]) -> None:
        """Choose again what was kept, as far as it is still there; nothing is asked by it."""
        for name, box in self.boxes.items():
            if (at := box.findData(kept.get(name))) >= 0:
                box.setCurrentIndex(at)
        for name, tick in self.ticks.items():
            if isinstance(kept.get(name), bool):
                tick.setChecked(bool(kept[name]))
        for name, spin in self.numbers.items():
            value = kept.get(name)
            if isinstance(value, int) and not isinstance(value, bool):
                with QSignalBlocker(spin):
                    spin.setValue(value)
