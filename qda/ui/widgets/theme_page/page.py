"""One theme's page: its sections at the left by name, the chosen one beside them, each made when first looked at."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from qda.core.study import approach
from qda.core.themes.outline import ThemeRow
from qda.i18n import _
from qda.ui.widgets.labels import Shortened
from qda.ui.widgets.theme_page.idea import Idea
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace

_NARROW = 54  # letters in the width of a page that is too narrow for the list beside it


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of the page and where its widget is found, below this package."""

    name: str
    title: str
    part: str


SECTIONS = (
    _Section("idea", _("Idea"), "idea:Idea"),
    _Section("codes", _("Codes"), "codes:Codes"),
    _Section("quotes", _("Quotes"), "quotes:Quotes"),
    _Section("perspective", _("By perspective"), "perspective:ByPerspective"),
    _Section("relations", _("Relations"), "related:Related"),
    _Section("sheet", _("Category sheet"), "category_sheet:CategorySheet"),
    _Section("memos", _("Memos"), "memos_on:MemosOn"),
    _Section("checks", _("Checks"), "checks:Checks"),
    _Section("wording", _("Wording"), "wording:WordingHistory"),
)


class ThemePage(QWidget):
    """Signals: `edited(theme id, field, value)` of the Idea, `followed(kind, id)` and `readAsked(source, start, end)`.

    Its methods `relate_theme` and `translate_quote` are actions of the Themes place.
    """

    edited = Signal(str, str, object)
    followed = Signal(str, str)
    readAsked = Signal(str, int, int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.row: ThemeRow | None = None
        self.title = Shortened(self)
        self.title.setProperty("heading", True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Sections of the theme's page"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for section in SECTIONS:
            item = QListWidgetItem(section.title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, section.name)
        self.box = QComboBox(self)
        self.box.setAccessibleName(self.list.accessibleName())
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.activated.connect(lambda row: self.list.setCurrentRow(self.box.itemData(row)))
        self._stack = QStackedWidget(self)
        self._parts: dict[str, Part] = {}
        self.list.currentRowChanged.connect(lambda _row: self._show())
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.list)
        below.addWidget(self._stack, 1)
        above = QHBoxLayout()
        above.setContentsMargins(8, 8, 8, 4)
        above.addWidget(self.title, 1)
        above.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(below, 1)
        self.list.setCurrentRow(0)
        self._fit()

    @property
    def idea(self) -> Idea:
        """Return the section in which the theme is worded."""
        part = self._parts["idea"]
        assert isinstance(part, Idea)
        return part

    def set_levels(self, levels: Sequence[tuple[str, str]]) -> None:
        """Offer these levels, (id, name) each, in the order in which the project has them."""
        self.idea.set_levels(levels)

    def section(self, name: str) -> Part:
        """Bring a section to the front and return it."""
        self.list.setCurrentRow([section.name for section in SECTIONS].index(name))
        return self._parts[name]

    def show_theme(self, row: ThemeRow | None) -> None:
        """Show a theme; what is being typed into its page is kept, or left alone where it is the same theme."""
        other = (row.id if row else None) != (self.row.id if self.row else None)
        if other:
            self.commit()
        self.row = row
        self.title.say(row.name if row else _("No theme is chosen"))
        grounded = self.workspace.is_open and self.workspace.read(approach).name == "grounded"
        for number, section in enumerate(SECTIONS):
            if section.name == "sheet":
                self.list.setRowHidden(number, not grounded)
                if not grounded and self.list.currentRow() == number:
                    self.list.setCurrentRow(0)
        self._fill_box()
        self._stack.setEnabled(row is not None)
        self._show()

    def _show(self) -> None:
        section = SECTIONS[max(0, self.list.currentRow())]
        if section.name not in self._parts:
            module, kind = section.part.split(":")
            made = getattr(importlib.import_module(f"qda.ui.widgets.theme_page.{module}"), kind)(self.workspace, self)
            made.followed.connect(self.followed)
            made.readAsked.connect(self.readAsked)
            if isinstance(made, Idea):
                made.edited.connect(self.edited)
            self._parts[section.name] = made
            self._stack.addWidget(made)
        self.box.setCurrentIndex(self.box.findData(self.list.currentRow()))
        part = self._parts[section.name]
        part.show_theme(self.row)
        part.setVisible(self.row is not None)
        self._stack.setCurrentWidget(part)

    def commit(self) -> None:
        """Keep everything on the page that is still being typed."""
        for part in self._parts.values():
            part.commit()

    # Actions ---------------------------------------------------------------------------------------------------------

    def relate_theme(self) -> None:
        """Relate the theme to another one or to a code."""
        from qda.ui.widgets.theme_page.related import Related

        part = self.section("relations")
        if self.row is None:
            self.workspace.failed.emit(_("Choose the theme first that is to be related."))
        elif isinstance(part, Related):
            part.relate()

    def translate_quote(self) -> None:
        """Write the translation of a quote that was picked for the theme."""
        from qda.ui.widgets.theme_page.quotes import Quotes

        part = self.section("quotes")
        if self.row is not None and isinstance(part, Quotes):
            part.translate()

    def move_by(self, by: int) -> bool:
        """Move the quote that has the keyboard by one place; tell whether there was one."""
        from qda.ui.widgets.theme_page.quotes import Quotes

        part = self._parts.get("quotes")
        if isinstance(part, Quotes) and part.cards.hasFocus():
            part.step(by)
            return True
        return False

    # Looks -----------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_parts"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fill_box(self) -> None:
        """Offer in the box what the list offers, with the row of each."""
        shown = [row for row in range(self.list.count()) if not self.list.isRowHidden(row)]
        if shown != [self.box.itemData(number) for number in range(self.box.count())]:
            self.box.clear()
            for row in shown:
                self.box.addItem(SECTIONS[row].title, row)

    def _fit(self) -> None:
        """Let the list of sections stand at the left, or be a box above where the page is narrow."""
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _NARROW
        self.list.setVisible(not narrow)
        self.box.setVisible(narrow)
        self.box.setFixedHeight(self.fontMetrics().lineSpacing() + 14)
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 2 * self.list.frameWidth() + 8)
