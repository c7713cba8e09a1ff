"""What every section of a theme's page is: a widget that shows one theme and does what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from qda.core.themes.outline import ThemeRow
from qda.ui import keys
from qda.ui.widgets.labels import Wrapped
from qda.ui.workspace import Workspace


class Part(QWidget):
    """Signals: `followed(kind, id)` asks for a theme or code to be shown, `readAsked(source id, start, end)` for words.

    :meth:`fill` is called with the theme that is to be shown; `fields` are as high as their words need.
    """

    followed = Signal(str, str)
    readAsked = Signal(str, int, int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.row: ThemeRow | None = None
        self.fields: list[QWidget] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(4)

    def show_theme(self, row: ThemeRow | None) -> None:
        """Show a theme, or nothing; what is being typed is kept first where it is another one than before."""
        if self.row is not None and (row is None or row.id != self.row.id):
            self.commit()
        self.row = row
        if row is not None and self.workspace.is_open:
            self.fill(row)

    def fill(self, row: ThemeRow) -> None:
        """Show what this section has to say of `row`."""

    def commit(self) -> None:
        """Keep what is being typed."""

    def do(self, label: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Run a core function as one change about the theme that is shown."""
        about = [("theme", self.row.id)] if self.row is not None else []
        return bool(self.workspace.do(label, function, *args, about=about, **kwargs))

    def saying(self, words: str = "") -> Wrapped:
        """Return a label for a quiet sentence, which stays at the top of the room it is given."""
        label = Wrapped(words, self)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def button(self, words: str, act: Callable[[], object], action: str = "", tip: str = "") -> QPushButton:
        """Return a flat button; `action` names the action whose key its tooltip tells."""
        made = QPushButton(words, self)
        made.setProperty("flat", True)
        made.clicked.connect(lambda: act())
        if action:
            keys.tip(made, tip or words.rstrip("…"), action)
        elif tip:
            made.setToolTip(tip)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self.fit()

    def fit(self) -> None:
        """Give every field the height that its words need in the size the interface has now."""
        for field in self.fields:
            field.setFixedHeight(self.fontMetrics().lineSpacing() + 14)
