"""The welcome page: begin a project, open one, or look at the sample study."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qda import resources
from qda.i18n import _
from qda.settings import Settings
from qda.ui import keys, theme
from qda.ui.actions import plain
from qda.ui.icons import icon
from qda.ui.widgets.centred import centred
from qda.ui.widgets.labels import heading, muted


class WelcomeView(QWidget):
    """What is seen while no project is open."""

    newAsked = Signal()
    openAsked = Signal()
    sampleAsked = Signal()
    bringAsked = Signal()
    recentAsked = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        mark = QLabel(self)
        mark.setPixmap(QIcon(str(resources.path("icons", "themeloom.svg"))).pixmap(QSize(72, 72)))
        title = heading("Themeloom", self, 2.0)
        words = muted(
            _("From what people said to themes you can show how you came to. Everything stays on this computer."), self
        )
        self._buttons = [
            self._button(_("New project…"), "new", self.newAsked, "new_project", primary=True),
            self._button(_("Open project…"), "open", self.openAsked, "open_project"),
            self._button(_("Bring in a project…"), "import", self.bringAsked, "bring_in_project"),
            self._button(_("Open the sample study"), "help", self.sampleAsked),
        ]
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        page = QVBoxLayout()
        page.setSpacing(16)
        for part in (mark, title, words):
            page.addWidget(part)
        page.addLayout(buttons)
        page.addSpacing(16)
        page.addLayout(self._recent)
        centred(self, page)
        self.refresh()

    def _button(self, words: str, sign: str, asked: object, action: str = "", primary: bool = False) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("primary", primary)
        if action:
            keys.tip(button, plain(words), action)
        button.setProperty("sign", sign)
        button.setIconSize(QSize(18, 18))
        button.clicked.connect(lambda: asked.emit())  # type: ignore[attr-defined]
        return button

    def refresh(self) -> None:
        """Show the recent projects that are still there."""
        worn = theme.current()
        for button in self._buttons:
            token = "accent_text" if button.property("primary") else "text"
            button.setIcon(icon(button.property("sign"), worn, token))
        while (item := self._recent.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.deleteLater()
        there = [path for path in map(Path, self._settings.recent) if path.is_file()]
        if there:
            self._recent.addWidget(heading(_("Recent"), self))
        for path in there:
            line = QPushButton(f"{path.stem}    {path.parent}", self)
            line.setProperty("flat", True)
            line.setStyleSheet("text-align: left")
            line.setCursor(Qt.CursorShape.PointingHandCursor)
            line.setToolTip(str(path))
            line.clicked.connect(lambda _checked=False, name=str(path): self.recentAsked.emit(name))
            self._recent.addWidget(line)
