"""A place of several sections: their names at the left, the chosen one beside them, each made when first shown."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QSplitter, QStackedWidget, QStyle, QWidget

from qda.ui.kept_layout import arrange
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.workspace import Workspace

_SIDE = 8


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its `name`, its `title` and a sentence `about` it, and where its page is found.

    `page` is ``module:Class`` below :mod:`qda.ui.views`; the class takes the workspace and a parent.
    """

    name: str
    title: str
    page: str
    about: str = ""


class Page(Protocol):
    """What a place of sections asks of each page; the actions of the one in front are done by its `actors`."""

    actors: tuple[object, ...]

    def opened(self) -> None: ...
    def closing(self) -> None: ...
    def refresh(self, kinds: frozenset[str]) -> None: ...


class _Titles(TallRows):
    """The names of the sections. The ring of the keyboard is drawn at the chosen one (see the style sheet)."""

    def minimumSizeHint(self) -> QSize:
        """Return the width that the longest word needs, so that no page beside it can push the names out of sight."""
        words = [word for row in range(self.count()) for word in self.item(row).text().split()]
        widest = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return QSize(widest + 2 * _SIDE + bar, super().minimumSizeHint().height())


class SectionsView(QWidget):
    """A :class:`~qda.ui.views.place.Place` made of sections; `name` and `title` come from the class below it."""

    name = ""
    title = ""

    def __init__(self, workspace: Workspace, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._sections = {section.name: section for section in sections}
        self._made: dict[str, Page] = {}
        self._missed: dict[str, set[str]] = {}
        self._unopened: set[str] = set()
        self.list = _Titles(self.title, self, side=_SIDE, above=6)
        self.list.setObjectName("sectionTitles")
        for section in sections:
            item = QListWidgetItem(section.title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, section.name)
            item.setToolTip(section.about)
        self._stack = QStackedWidget(self)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName(self.name)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([200, 1000])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.list.currentItemChanged.connect(lambda *_items: self._show())

    @property
    def actors(self) -> tuple[object, ...]:
        """Return who does the actions of the section in front."""
        page = self.page()
        return () if page is None else (page, *page.actors)

    def section(self) -> str:
        """Return the name of the section in front, "" where there is none."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def page(self) -> Page | None:
        """Return the page in front."""
        return self._made.get(self.section())

    def choose(self, name: str) -> Page:
        """Bring a section to the front and return its page."""
        row = list(self._sections).index(name)
        if self.list.currentRow() != row:
            self.list.setCurrentRow(row)
        return self._made[name]

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self._missed = {}
        self._unopened = set(self._sections)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        else:
            self._show()

    def closing(self) -> None:
        """Let every page keep what is unfinished in it."""
        for name, page in self._made.items():
            if name not in self._unopened:
                page.closing()
        self._unopened = set(self._sections)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        self.list.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show the page in front what a change touched, and the others when they are looked at."""
        for name, page in self._made.items():
            if name == self.section():
                page.refresh(kinds)
            elif name not in self._unopened:
                self._missed.setdefault(name, set()).update(kinds)

    def _show(self) -> None:
        name = self.section()
        if not name or not self.workspace.is_open:
            return
        if name not in self._made:
            module, kind = self._sections[name].page.split(":")
            page = getattr(importlib.import_module(f"qda.ui.views.{module}"), kind)(self.workspace, self)
            page.setAccessibleName(self._sections[name].title)
            self._stack.addWidget(page)
            arrange(page, self.workspace.settings.window)
            self._made[name] = page
            self._unopened.add(name)
        page = self._made[name]
        missed = self._missed.pop(name, None)
        if name in self._unopened:
            self._unopened.discard(name)
            page.opened()
        elif missed:
            page.refresh(frozenset(missed))
        self._stack.setCurrentWidget(cast(QWidget, page))
