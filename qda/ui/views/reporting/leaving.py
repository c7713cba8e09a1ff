"""What is printed of participants, who can be picked out by it, and what would help: before anything leaves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.attributes import AttributeRow
from qda.core.privacy import printing
from qda.core.privacy.combinations import Combinations, Offer, combinations
from qda.core.privacy.printing import WAYS, Printing
from qda.core.pseudonyms.keyfile import is_sealed, read_key
from qda.errors import QdaError
from qda.i18n import _
from qda.ui.dialogs.question import ask_passphrase
from qda.ui.key_held import key_held
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import Wrapped, heading, with_key
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import turning
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

_TOUCHING = frozenset({"setting", "attribute", "attribute_value", "participant", "consent", "consent_answer"})
_ABOUT = _(
    "Who knows a few facts of somebody can find their row in the table of participants, and by the pseudonym their "
    "quotes. Choose here what is printed; products keep to it, and their previews say what is left."
)
_NOBODY = _("Nothing is known of participants that could be printed. Attributes are given to them in Sources.")
_SAFE = _("Nobody can be picked out by what is printed: at least three people share each combination.")


class LeavingPage(QWidget):
    """The attributes with how they are printed at the left; at the right who can be picked out, and what would help."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._how: Printing | None = None
        self._found: Combinations | None = None
        self.about, self.told = Wrapped(_ABOUT, self), Wrapped(parent=self)
        self.about.setProperty("muted", True)
        self.attributes = RowsTable(
            _("Attributes of participants"), _("Choose a row, and below it how it is printed"), self
        )
        self.attributes.picked.connect(self._show_way)
        self.way = QComboBox(self)
        self.way.setAccessibleName(_("How the attribute is printed"))
        self.way.activated.connect(self._set_way)
        self.split = QCheckBox(_("Labels of its own for the table"), self)
        self.split.setToolTip(
            _("The table of participants says Person 1, Person 2 and not the pseudonyms by which quotes are cited")
        )
        self.split.clicked.connect(self._set_split)
        self._held = key_held(workspace)
        self.key = QPushButton(_("Look for the names of a key…"), self)
        self.key.setToolTip(_("Products are looked through for the real names in it. It is read, and never kept"))
        self.key.clicked.connect(self.choose_key)
        self.key_told = Wrapped(parent=self)
        self.key_told.setProperty("muted", True)
        self._held.changed.connect(self._tell_key)
        self._tell_key()
        self.rare = RowsTable(_("Who can be picked out"), _("What fewer than three people share"), self)
        self.offers = QListWidget(self)
        self.offers.setAccessibleName(_("What would help"))
        self.offers.setWordWrap(True)
        self.offers.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.itemActivated.connect(lambda _item: self.do_offer())
        self.take = QPushButton(_("Print it so"), self)
        self.take.setToolTip(with_key(_("Does what is chosen in the list"), "Return"))
        self.take.clicked.connect(self.do_offer)
        self.offers.currentRowChanged.connect(lambda row: self.take.setEnabled(row >= 0 and self._may()))
        self._lay_out()

    def _lay_out(self) -> None:
        left, right = QWidget(self), QWidget(self)
        for part in (self.attributes, self.rare, self.offers):  # or large letters leave no row of them to be seen
            part.setMinimumHeight(5 * self.fontMetrics().lineSpacing())
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 8, 0)
        side.setSpacing(8)
        side.addWidget(heading(_("What is printed"), left))
        side.addWidget(self.attributes, 1)
        label = QLabel(_("Printed"), left)
        label.setBuddy(self.way)
        choosing = title_bar(label, self.way)
        choosing.setStretch(0, 0)
        choosing.addStretch(1)
        side.addLayout(choosing)
        for below in (self.split, self.key, self.key_told):
            side.addWidget(below)
        page = QVBoxLayout(right)
        page.setContentsMargins(8, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(heading(_("Who can be picked out"), right))
        page.addWidget(self.rare, 3)
        page.addLayout(title_bar(heading(_("What would help"), right), self.take))
        page.addWidget(self.offers, 2)
        parts = turning("before it leaves", self, (left, right), (420, 560), grows=1, letters=90)
        lay_out(self, (heading(_("Before it leaves"), self, 1.3), self.about, self.told, parts))

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.attributes.setFocus()

    def opened(self) -> None:
        """Show what is printed in a project that was just opened."""
        self._read()

    def closing(self) -> None:
        """Nothing is kept."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _TOUCHING and self.workspace.is_open:
            self._read()

    def _may(self) -> bool:
        return not self.workspace.project.read_only

    def _read(self) -> None:
        self._how = self.workspace.read(printing.printing)
        self._found = self.workspace.read(combinations)
        assert self._how is not None and self._found is not None
        here = self._attribute()
        rows = {row.id: [Cell(row.name), Cell(WAYS[self._how.ways.get(row.id, "")])] for row in self._how.rows}
        self.attributes.show_by_id((_("Attribute"), _("Printed")), rows, here.id if here else "")
        self.split.setChecked(self._how.split)
        self.split.setEnabled(self._may())
        cells = [
            [Cell(one.words), Cell(", ".join(one.people)), Cell(str(len(one.people)), len(one.people))]
            for one in self._found.rare
        ]
        self.rare.show_rows((_("What they share"), _("Who"), _("People")), cells)
        self.offers.clear()
        for offer in self._found.offers:
            item = QListWidgetItem(offer.words, self.offers)
            item.setData(Qt.ItemDataRole.UserRole, offer)
        self.take.setEnabled(False)
        self.offers.setCurrentRow(0)
        self.told.setText((self._found.words or _SAFE) if self._how.rows else _NOBODY)
        self._show_way()

    def _attribute(self) -> AttributeRow | None:
        return self.attributes.chosen(self._how.rows) if self._how else None

    def _show_way(self) -> None:
        row = self._attribute()
        self.way.clear()
        self.way.setEnabled(row is not None and self._may())
        if row is None or self._how is None:
            return
        for way, words in WAYS.items():
            if way != "bands" or row.type == "number":
                self.way.addItem(words, way)
        self.way.setCurrentIndex(max(0, self.way.findData(self._how.ways.get(row.id, ""))))

    # What can be done ------------------------------------------------------------------------------------------------

    def _set_way(self) -> None:
        row = self._attribute()
        if row is not None:
            way = str(self.way.currentData())
            self.workspace.do("Choose what is printed", printing.print_attribute, row.id, way)

    def _set_split(self) -> None:
        self.workspace.do("Choose what is printed", printing.split_labels, split=self.split.isChecked())

    def choose_key(self) -> None:
        """Ask for the key of pseudonyms, for whose names products are looked through while the project is open."""
        kinds = _("Keys and tables (*.csv *.tsv *.xlsx *.key);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Key of pseudonyms"), "", kinds)
        if not name:
            return
        path = Path(name)
        words = ask_passphrase(self, path.name) if is_sealed(path) else ""
        if words is None:
            return
        try:
            read_key(path, words)
        except QdaError as error:
            self.workspace.failed.emit(error.sentence)
            return
        self._held.hold(path, words)

    def _tell_key(self) -> None:
        held = _("Products are looked through for the names of {file}, until the project is closed.")
        none = _("Without a key, real names are known only where they still stand as labels or names of files.")
        self.key_told.setText(held.format(file=self._held.path.name) if self._held.path else none)

    def do_offer(self) -> None:
        """Do what is chosen among the offers; Undo takes it back."""
        item = self.offers.currentItem()
        if item is None or not self._may():
            return
        offer: Offer = item.data(Qt.ItemDataRole.UserRole)
        label = "Choose what is printed"
        if offer.kind == "split":
            self.workspace.do(label, printing.split_labels, split=True)
        elif offer.kind == "only":
            self.workspace.do(label, printing.print_only, offer.attribute_id)
        else:
            way = "bands" if offer.kind == "bands" else "no"
            self.workspace.do(label, printing.print_attribute, offer.attribute_id, way)
