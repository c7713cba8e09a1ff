"""Finding words in all transcripts: results as you type, and a jump to each."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.core import documents, search
from qda.core.search import Hit
from qda.i18n import _, n_
from qda.ui.workspace import Workspace

_SHOWN = 200
_CONTEXT = 48


class FindDialog(QDialog):
    """Stays open beside the window; Enter or F3 goes on. Signal: `passageChosen(source id, start, end)`."""

    passageChosen = Signal(str, int, int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._hits: list[Hit] = []
        self.setWindowTitle(_("Find in all transcripts"))
        letters = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize()
        self.resize(min(letters * 90, room.width() - 64), min(letters * 75, room.height() - 64))
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Words to find"))
        self.field.setPlaceholderText(_("Words next to each other; mask* finds masks and masked"))
        self.field.setClearButtonEnabled(True)
        self._inside = QCheckBox(_("Also inside words"), self)
        self._count = QLabel(self)
        self._count.setProperty("muted", True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Places found"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self.field, self._inside, self._count, self.list):
            column.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(150)
        self._timer.timeout.connect(self._search)
        self.field.textChanged.connect(self._timer.start)
        self.field.returnPressed.connect(self.next_hit)
        self._inside.toggled.connect(self._search)
        self.list.itemActivated.connect(lambda _item: self._go())
        self.list.itemClicked.connect(lambda _item: self._go())
        workspace.closed.connect(self._forget)

    def ask(self) -> None:
        """Come to the front, ready to type."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()
        self.field.selectAll()

    def next_hit(self) -> None:
        """Go to the next place; at the last one, begin again."""
        if self._timer.isActive():
            self._timer.stop()
            self._search()
        if self._hits:
            self.list.setCurrentRow((self.list.currentRow() + 1) % len(self._hits))
            self._go()

    def _search(self) -> None:
        if not self._workspace.is_open:
            return
        words = self.field.text()
        # One hit more than is shown tells whether there are more.
        found = self._workspace.read(search.search, words, limit=_SHOWN + 1, inside=self._inside.isChecked())
        self._hits = found[:_SHOWN]
        self.list.clear()
        with self._workspace.project.read() as session:
            for hit in self._hits:
                text = documents.source_text(session, hit.source_id)
                before = text[max(0, hit.start - _CONTEXT // 2) : hit.start].rpartition("\n")[2]
                after = text[hit.end : hit.end + _CONTEXT].partition("\n")[0]
                item = QListWidgetItem(f"{hit.source}:  …{before}{hit.text}{after}…", self.list)
                item.setToolTip(item.text())
        if len(found) > _SHOWN:
            self._count.setText(_("The first {n} places; add words to find fewer.").format(n=_SHOWN))
        elif words.strip():
            nothing = _("No transcript has these words next to each other.")
            self._count.setText(n_("{n} place", "{n} places", len(found)) if found else nothing)
        else:
            self._count.clear()

    def _go(self) -> None:
        hit = self._hits[self.list.currentRow()]
        self.passageChosen.emit(hit.source_id, hit.start, hit.end)

    def _forget(self) -> None:
        self._hits = []
        self.list.clear()
        self.hide()
