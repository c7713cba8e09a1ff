"""Linking a label under which somebody speaks in several transcripts to one participant, all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.speakers import Label
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import muted

_KEY = Qt.ItemDataRole.UserRole
NOBODY, NEW = "", "new"


@dataclass(frozen=True, slots=True)
class Linked:
    """What was chosen: the label, in which sources, and who it is: an id, NOBODY, or NEW with a name of its own."""

    label: str
    source_ids: tuple[str, ...]
    who: str
    name: str


def ask_link(parent: QWidget, labels: Sequence[Label], people: Mapping[str, str]) -> Linked | None:
    """Ask which label is whom; `people` are names by id. None where the person went back."""
    dialog = LinkLabelsDialog(labels, people, parent)
    given = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return given


class LinkLabelsDialog(QDialog):
    """Labels at the left, the transcripts of the chosen one to tick at the right, below who it is."""

    def __init__(self, labels: Sequence[Label], people: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels, self._people = labels, people
        self.setWindowTitle(_("Link speakers to a participant"))
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        room = self.screen().availableSize()
        self.resize(min(letter * 90, room.width() - 64), min(line * 26, room.height() - 64))
        self.labels = QListWidget(self)
        self.labels.setAccessibleName(_("Labels of speakers"))
        for label in labels:
            places = n_("{n} transcript", "{n} transcripts", len(label.places))
            self.labels.addItem(f"{label.label} · {places} · {self._whose(label)}")
        self.places = QListWidget(self)
        self.places.setAccessibleName(_("Transcripts in which the label speaks"))
        self.who = QComboBox(self)
        self.who.setAccessibleName(_("Participant"))
        self.primary: QPushButton
        box, self.primary = buttons(self, _("Link"))
        self.primary.setDefault(True)
        lists = QHBoxLayout()
        lists.setSpacing(8)
        lists.addWidget(self.labels, 3)
        lists.addWidget(self.places, 2)
        form = QFormLayout()
        form.addRow(_("This is"), self.who)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(
            muted(_("Equal labels may be different people; untick the transcripts where that is so."), self)
        )
        column.addLayout(lists, 1)
        column.addLayout(form)
        column.addWidget(box)
        self.labels.currentRowChanged.connect(self._show)
        self.places.itemChanged.connect(lambda _item: self._name_button())
        self.who.currentIndexChanged.connect(lambda _row: self._name_button())
        several = [row for row, label in enumerate(labels) if len(label.places) > 1]
        self.labels.setCurrentRow(several[0] if several else 0)
        self.labels.setFocus()

    def _whose(self, label: Label) -> str:
        known = dict.fromkeys(place.participant_id for place in label.places)
        names = [self._people.get(key or "", _("nobody yet")) for key in known]
        return ", ".join(dict.fromkeys(names))

    def label(self) -> Label:
        """Return the label that is chosen."""
        return self._labels[max(0, self.labels.currentRow())]

    def _show(self, _row: int) -> None:
        label = self.label()
        self.places.blockSignals(True)
        self.places.clear()
        for place in label.places:
            item = QListWidgetItem(place.source, self.places)
            item.setData(_KEY, place.source_id)
            item.setCheckState(Qt.CheckState.Checked)
        if self.places.count():
            self.places.setCurrentRow(0)
        self.places.blockSignals(False)
        self.who.blockSignals(True)
        self.who.clear()
        if not any(name.casefold() == label.label.casefold() for name in self._people.values()):
            self.who.addItem(_("New participant “{name}”").format(name=label.label), NEW)
        for key, name in self._people.items():
            self.who.addItem(name, key)
        self.who.addItem(_("Nobody"), NOBODY)
        known = next((place.participant_id for place in label.places if place.participant_id), None)
        alike = next((key for key, name in self._people.items() if name.casefold() == label.label.casefold()), None)
        self.who.setCurrentIndex(max(0, self.who.findData(known or alike)))
        self.who.blockSignals(False)
        self._name_button()

    def _ticked(self) -> list[str]:
        items = [self.places.item(row) for row in range(self.places.count())]
        return [str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _name_button(self) -> None:
        """The button says what it does."""
        ticked, who = len(self._ticked()), self.who.currentData()
        name = self.label().label if who == NEW else self.who.currentText()
        places = n_("{n} transcript", "{n} transcripts", ticked)
        words = _("Link “{label}” in {places} to {name}")
        if who == NOBODY:
            words = _("Take the link of “{label}” in {places} away")
        self.primary.setText(words.format(label=self.label().label, places=places, name=name))
        self.primary.setEnabled(ticked > 0)

    def chosen(self) -> Linked:
        """Return what was chosen."""
        label = self.label().label
        return Linked(label, tuple(self._ticked()), str(self.who.currentData()), label)
