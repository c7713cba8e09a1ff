"""The sensitising concepts above the codebook: in sight while one codes, folded away by a press, gone without any."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from qda.core import concepts
from qda.core.concepts import ConceptRow
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.labels import Shortened
from qda.ui.workspace import Workspace

_KEPT = "code:concepts"
_FOLDED, _OPEN = "folded", "open"
_MOST = 6  # concepts that are told


class ConceptsStrip(QWidget):
    """A head that folds, and a line for each concept; all of its words are in the tooltip."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._rows: list[ConceptRow] = []
        self.head = QPushButton(self)
        self.head.setProperty("flat", True)
        self.head.setCheckable(True)
        self.head.setChecked(True)
        self.head.setToolTip(_("What you bring along from theory; written under Study. Press to fold it away"))
        self.head.clicked.connect(self._fold)
        self._box = QWidget(self)
        self._lines = QVBoxLayout(self._box)
        self._lines.setContentsMargins(8, 0, 0, 4)
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._box)
        self.hide()

    def opened(self) -> None:
        """Show the concepts of the project that was opened, folded as its coder left them."""
        self.head.setChecked(self.workspace.recall(_KEPT) != _FOLDED)
        self._show()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if "concept" in kinds and self.workspace.is_open:
            self._show()

    def _show(self) -> None:
        self._rows = self.workspace.read(concepts.concepts)
        self.setVisible(bool(self._rows))
        self.head.setText(n_("{n} concept", "{n} concepts", len(self._rows)))
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row in self._rows[:_MOST]:
            self._lines.addWidget(self._line(f"{row.name}: {row.words}" if row.words else row.name))
        more = len(self._rows) - _MOST
        if more > 0:
            whole = "\n".join(row.name for row in self._rows[_MOST:])
            self._lines.addWidget(self._line(n_("and {n} more", "and {n} more", more), whole))
        self._box.setVisible(self.head.isChecked())
        self._dress()

    def _line(self, words: str, whole: str = "") -> Shortened:
        label = Shortened(self._box)
        label.setProperty("muted", True)
        label.say(" ".join(words.split()))
        if whole:
            label.setToolTip(whole)
        return label

    def _fold(self) -> None:
        opened = self.head.isChecked()
        self._box.setVisible(opened)
        self.workspace.remember({_KEPT: _OPEN if opened else _FOLDED})
        self._dress()

    def _dress(self) -> None:
        self.head.setIcon(icon("down" if self.head.isChecked() else "right", theme.current(), "muted"))
        self.head.setIconSize(QSize(14, 14))
        self.head.setAccessibleName(_("Concepts, shown") if self.head.isChecked() else _("Concepts, folded away"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_box"):
            self._dress()
