"""What the pages of the Study place share: a column of groups that scrolls, and a way to other places."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qda.ui.widgets.kept_fields import KeptLine, KeptProse
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.workspace import Workspace


class ScrolledPage(QScrollArea):
    """A page of groups one below the other; `column` takes them. Its own kind fills it in `show_all`."""

    actors: tuple[object, ...] = ()
    shown_kinds: frozenset[str] = frozenset()
    """The tables whose changes it shows."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget(self)
        self.page.setObjectName("details")
        self.column = QVBoxLayout(self.page)
        self.column.setContentsMargins(24, 16, 24, 24)
        self.column.setSpacing(8)
        self.setWidget(self.page)

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Keep what is typed and not kept yet."""
        for field in self.findChildren(QWidget):
            if isinstance(field, KeptLine | KeptProse):
                field.flush()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & self.shown_kinds and self.workspace.is_open:
            self.show_all()

    def show_all(self) -> None:
        """Fill the page from the project."""
        raise NotImplementedError

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on to the first control."""
        self.focusNextChild()

    # Parts -----------------------------------------------------------------------------------------------------------

    def title(self, words: str, size: float = 1.0) -> QLabel:
        """Add the head of a group."""
        if size == 1.0 and self.column.count():
            self.column.addSpacing(8)
        label = heading(words, self.page, size)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def sentence(self, words: str = "") -> Wrapped:
        """Add secondary words."""
        label = Wrapped(words, self.page)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(label)
        return label


def go(widget: QWidget, place: str, section: str = "") -> None:
    """Show a place of the window, and a section of it."""
    window: Any = widget.window()
    window.go(place)
    if section:
        window.places.get(place).choose(section)


def has_section(place: str, section: str) -> bool:
    """Say whether a place of sections has one of this name."""
    from qda.ui.views import compare, easyread, review, study, tables

    views = {"study": study, "tables": tables, "compare": compare, "review": review, "easyread": easyread}
    return place in views and any(one.name == section for one in views[place].SECTIONS)


def link(words: str, parent: QWidget, place: str, section: str = "") -> QPushButton:
    """Return a quiet button that leads to a place, or to a section of it."""
    button = QPushButton(words, parent)
    button.setProperty("flat", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda: go(button, place, section))
    return button
