"""What is not about a theme: facts of the summary, the front page, what happens next, and contact."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.core.easyread import from_theme, pages, summaries
from qda.core.easyread.hints import Hint
from qda.core.easyread.looking import Look, profile_of
from qda.core.easyread.pages import PageRow
from qda.core.easyread.profiles import profiles
from qda.core.easyread.summaries import SIZES
from qda.i18n import _
from qda.ui.dialogs.question import confirm
from qda.ui.dialogs.rules import ask_rules
from qda.ui.views.easyreading.live_check import LiveCheck
from qda.ui.views.easyreading.page_editor import PageEditor
from qda.ui.views.easyreading.page_preview import PagePreview
from qda.ui.views.easyreading.pages import KINDS, LOOKED_AT
from qda.ui.views.easyreading.summary_bar import SummaryBar
from qda.ui.widgets.kept_fields import KeptLine
from qda.ui.widgets.labels import EmptyPlace, Wrapped
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.widgets.titled import lay_out
from qda.ui.workspace import Workspace

_PARTS = {
    "facts": _("About the summary"),
    "front": _("Front page"),
    "next": _("What happens next"),
    "contact": _("Contact"),
}
_NOTHING = {
    "front": _("The front page says what this is, who made it, and that somebody can help to read it."),
    "next": _("This page thanks people, and says what will be done with what they said."),
    "contact": _("This page names somebody who can be asked, with phone, email or address."),
}


class FrontPage(QWidget):
    """The parts at the left; the chosen one beside them, with the page as it is printed."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.bar = SummaryBar(workspace, _("Front, next, contact"), self)
        self.bar.chosen.connect(self.show_all)
        self.list = TallRows(_("Parts of the summary"), self)
        for words in _PARTS.values():
            QListWidgetItem(words, self.list)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.facts = self._facts()
        self.editor = PageEditor(workspace, self)
        self.remove = QPushButton(_("Remove this page…"), self)
        self.remove.clicked.connect(self.remove_page)
        self.preview = PagePreview(workspace, self)
        self.check = LiveCheck(workspace, self)
        self.check.looked.connect(self._looked)
        self.editor.typed.connect(self._ask)
        written = QWidget(self)
        column = QVBoxLayout(written)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor, 1)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty = EmptyPlace("", _("Begin this page"), self.begin_page, self)
        self.none = EmptyPlace(_("There is no summary yet."), _("New summary…"), self.bar.add_summary, self)
        self.stack = QStackedWidget(self)
        for part in (self.facts, written, self.empty, self.none):
            self.stack.addWidget(part)
        parts = split("easy-read front", self, (self.list, self.stack, self.preview), (180, 520, 260), grows=1)
        lay_out(self, (self.bar, parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the preview out where there is no room beside what is written."""
        super().resizeEvent(event)
        self.preview.stand_beside(self, wanted=self.editor.page is not None)

    def _facts(self) -> QWidget:
        page = QWidget(self)
        self.title, self.language = KeptLine(_("Title of the summary"), page), KeptLine(_("Language"), page)
        self.language.setPlaceholderText(_("en, de, es, fr, nb"))
        self.profile, self.letters = QComboBox(page), QComboBox(page)
        self.profile.setAccessibleName(_("Rules of easy language"))
        self.profile.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.letters.setAccessibleName(_("Size of letters"))
        for one in profiles():
            self.profile.addItem(one.name, one.id)
        for size in SIZES:
            self.letters.addItem(_("{n} points").format(n=size), size)
        self.rules = QPushButton(_("Rules and numbers…"), page)
        self.rules.setToolTip(_("Which rules are looked at, and how much each allows"))
        self.about = Wrapped(parent=page)
        self.title.kept.connect(lambda words: self._edit(title=words))
        self.language.kept.connect(lambda words: self._edit(language=words))
        self.profile.activated.connect(lambda _row: self._edit(profile=self.profile.currentData()))
        self.letters.activated.connect(lambda _row: self._edit(size=self.letters.currentData()))
        self.rules.clicked.connect(self.change_rules)
        form = QFormLayout(page)
        form.setContentsMargins(12, 8, 12, 8)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Title"), self.title)
        form.addRow(_("Language"), self.language)
        form.addRow(_("Size of letters"), self.letters)
        form.addRow(_("Rules"), self.profile)
        form.addRow("", self.rules)
        form.addRow(self.about)
        return page

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.list.setFocus()

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Keep what is typed and not kept yet."""
        self.title.flush()
        self.language.flush()
        self.editor.closing()
        self.check.close()
        self.preview.clear()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if self.workspace.is_open and kinds & KINDS:
            self.show_all()
        elif self.workspace.is_open and kinds & LOOKED_AT:
            self._ask()

    def show_all(self) -> None:
        """Show the summary."""
        self.bar.reload()
        about = self.bar.summary
        if about is not None:
            self.title.show_words(about.title)
            self.language.show_words(about.language)
            self.profile.setCurrentIndex(self.profile.findData(profile_of(about).id))
            self.letters.setCurrentIndex(self.letters.findData(about.size))
            self.about.setText(profile_of(about).about)
            self.facts.setEnabled(not self.workspace.project.read_only)
        self._show_chosen()

    def page(self) -> PageRow | None:
        """Return the page of the chosen part, None for none yet."""
        about, kind = self.bar.summary, self.kind()
        found = [] if about is None else self.workspace.read(pages.pages, about.id)
        return next((page for page in found if page.kind == kind), None)

    def kind(self) -> str:
        """Return which part is chosen."""
        return list(_PARTS)[max(0, self.list.currentRow())]

    def _show_chosen(self) -> None:
        kind, about, page = self.kind(), self.bar.summary, self.page()
        self.editor.language = about.language if about else "en"
        self.editor.show_page(page)
        self.preview.stand_beside(self, wanted=page is not None)
        if about is None:
            self.stack.setCurrentWidget(self.none)
        elif kind == "facts":
            self.stack.setCurrentIndex(0)
        elif page is None:
            self.empty.say(_NOTHING[kind])
            self.empty.setEnabled(not self.workspace.project.read_only)
            self.stack.setCurrentWidget(self.empty)
        else:
            self.stack.setCurrentIndex(1)
            self.remove.setEnabled(not self.workspace.project.read_only)
            self._ask()

    def _ask(self) -> None:
        if self.bar.summary is not None and self.editor.page is not None:
            self.check.ask(self.bar.summary.id, self.editor.unkept())

    def _looked(self, seen: Look, hints: list[Hint]) -> None:
        self.editor.show_hints(hints, seen.aside)
        if self.editor.page is not None:
            self.preview.show_page(seen.booklet, self.editor.page.id)

    # Writing ---------------------------------------------------------------------------------------------------------

    def _edit(self, **values: Any) -> None:
        if self.bar.summary is not None:
            self.workspace.do("Change easy-read summary", summaries.edit_summary, self.bar.summary.id, **values)

    def change_rules(self) -> None:
        """Let somebody say which rules are looked at, and how much each allows."""
        about = self.bar.summary
        if about is not None:
            chosen = ask_rules(self.window(), profile_of(about), about.thresholds)
            if chosen is not None and chosen != dict(about.thresholds):
                self._edit(thresholds=chosen)

    def begin_page(self) -> None:
        """Begin the page of the chosen part with a few statements."""
        if self.bar.summary is not None:
            self.workspace.do("Add easy-read page", from_theme.begin_page, self.bar.summary.id, self.kind())

    def remove_page(self) -> None:
        """Ask whether the page is to go."""
        page = self.page()
        if page is not None:
            words = _("Versions that were kept still have it, and Undo brings it back.")
            if confirm(self.window(), _("Remove “{name}”?").format(name=page.title), words, _("Remove")):
                self.workspace.do("Remove easy-read page", pages.remove_page, page.id)
