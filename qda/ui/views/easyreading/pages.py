"""The page builder: the pages of a summary at the left, the chosen one beside them."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from qda.core.consent import left_out_words
from qda.core.easyread import from_theme, pages, trace
from qda.core.easyread.hints import Hint
from qda.core.easyread.looking import Look
from qda.core.easyread.pages import PageRow
from qda.core.easyread.printing.typesetting import Fit
from qda.core.themes.outline import themes
from qda.i18n import _, n_
from qda.ui.dialogs.page_from_theme import ask_page
from qda.ui.dialogs.question import confirm
from qda.ui.views.easyreading.hint_lines import said
from qda.ui.views.easyreading.live_check import LiveCheck
from qda.ui.views.easyreading.page_editor import PageEditor
from qda.ui.views.easyreading.page_preview import PagePreview
from qda.ui.views.easyreading.summary_bar import SummaryBar
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import EmptyPlace, Wrapped
from qda.ui.widgets.list_buttons import connect_buttons
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.widgets.titled import lay_out
from qda.ui.workspace import Workspace

KINDS = frozenset({"easy_summary", "easy_page", "easy_statement", "picture"})
LOOKED_AT = frozenset(
    {"hard_word", "hint_dismissal", "consent", "consent_answer", "easy_version", "easy_agreement", "wording"}
)
"""What else the pages are looked at by."""
_PAGE = "easy page"
_NOTHING = _(
    "An easy-read summary tells what was found, a page for each theme, in short sentences with pictures. Make it with "
    "the people it is for: they say when it is easy."
)


class PagesPage(QWidget):
    """The pages of the themes, made and put in order; the chosen one is written beside them."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.pages: list[PageRow] = []
        self.bar = SummaryBar(workspace, _("Pages"), self)
        self.bar.chosen.connect(self.show_all)
        self.list = TallRows(_("Pages of the summary"), self)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.add = QPushButton(_("Add a page…"), self)
        self.up, self.down = QPushButton(_("Up"), self), QPushButton(_("Down"), self)
        self.remove = QPushButton(_("Remove…"), self)
        self.editor = PageEditor(workspace, self)
        self.preview = PagePreview(workspace, self)
        self.about = Wrapped(parent=self)
        self.preview.fitted.connect(self._fitted)
        self.check = LiveCheck(workspace, self)
        self.check.looked.connect(self._looked)
        self.editor.typed.connect(self._ask)
        self.stack = QStackedWidget(self)
        self.empty = EmptyPlace(_NOTHING, _("New summary…"), self.bar.add_summary, self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._filled())
        lay_out(self, (self.bar, self.stack))

    def _filled(self) -> QWidget:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        self.add.clicked.connect(self.add_page)
        column.addWidget(self.about)
        column.addWidget(self.add)
        row = FlowRow(left)
        connect_buttons(
            self.list,
            (self.up, lambda: self._move(-1), "Alt+Up"),
            (self.down, lambda: self._move(1), "Alt+Down"),
            (self.remove, self.remove_page, "Delete"),
        )
        for button in (self.up, self.down, self.remove):
            row.flow.addWidget(button)
        column.addWidget(row)
        self.parts = split("easy-read pages", self, (left, self.editor, self.preview), (200, 500, 260), grows=1)
        return self.parts

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the preview out where there is no room beside what is written."""
        super().resizeEvent(event)
        self.preview.stand_beside(self)

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.list if self.pages else self.add if self.bar.summary else self.empty).setFocus()

    def opened(self) -> None:
        """Show the project that was opened, the page that was looked at last in front."""
        self.show_all(self.workspace.recall(_PAGE) or "")

    def closing(self) -> None:
        """Keep what is typed and not kept yet."""
        self.editor.closing()
        self.check.close()
        self.preview.clear()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if self.workspace.is_open and kinds & KINDS:
            self.show_all()
        elif self.workspace.is_open and kinds & LOOKED_AT:
            self._ask()
        if self.workspace.is_open and "statement_trace" in kinds:
            self._show_resting()

    def show_all(self, here: str = "") -> None:
        """Show the pages, with `here` or the same as before in front."""
        one = self.chosen()
        wanted = here or ("" if one is None else one.id)
        self.bar.reload()
        found = [] if self.bar.summary is None else self.workspace.read(pages.pages, self.bar.summary.id)
        self.pages = [page for page in found if page.kind == "theme"]
        self.stack.setCurrentIndex(int(self.bar.summary is not None))
        self.list.blockSignals(True)
        self.list.clear()
        for page in self.pages:
            counted = n_("{n} statement", "{n} statements", len(page.statements))
            QListWidgetItem(f"{page.title or _('Without a title')}\n{counted}", self.list)
        ids = [page.id for page in self.pages]
        self.list.setCurrentRow(ids.index(wanted) if wanted in ids else min(0, len(ids) - 1))
        self.list.blockSignals(False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        one, writable = self.chosen(), not self.workspace.project.read_only
        row = self.list.currentRow()
        self.add.setEnabled(writable)
        self.up.setEnabled(writable and row > 0)
        self.down.setEnabled(writable and 0 <= row < len(self.pages) - 1)
        self.remove.setEnabled(writable and one is not None)
        self.editor.setVisible(one is not None)
        self.editor.language = self.bar.summary.language if self.bar.summary else "en"
        self.editor.show_page(one)
        self._show_resting()
        self._ask()
        if one is not None:
            self.workspace.remember({_PAGE: one.id})

    # Hints and preview -----------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Let all be looked at once nobody types any more."""
        if self.bar.summary is not None:
            self.check.ask(self.bar.summary.id, self.editor.unkept())

    def _looked(self, seen: Look, hints: list[Hint]) -> None:
        """Show the hints, and set the chosen page."""
        self.editor.show_hints(hints, seen.aside)
        whole = [said(hint) for hint in hints if not hint.page and not hint.line]
        left_out = left_out_words(seen.left_out)
        self.about.setText("\n".join(filter(None, (*whole, left_out))))
        one = self.chosen()
        if one is not None:
            self.preview.show_page(seen.booklet, one.id)

    def _fitted(self, page_id: str, fits: Fit) -> None:
        """Check again where a page takes more sheets of paper than was known, or fewer."""
        before = self.check.taken.get(page_id, 0.0)
        self.check.taken[page_id] = fits.share
        if (before > 1) != (fits.share > 1):
            self._ask()

    def _show_resting(self) -> None:
        if self.bar.summary is not None:
            self.editor.show_resting(self.workspace.read(trace.resting, self.bar.summary.id))

    # Pages -----------------------------------------------------------------------------------------------------------

    def chosen(self) -> PageRow | None:
        """Return the page that is chosen."""
        row = self.list.currentRow()
        return self.pages[row] if 0 <= row < len(self.pages) else None

    def choose(self, page_id: str) -> None:
        """Choose a page."""
        self.list.setCurrentRow([page.id for page in self.pages].index(page_id))

    def add_page(self) -> None:
        """Ask for the theme of a page, with its quotes, or for a title, and add it at the end."""
        if self.bar.summary is None:
            return
        read = self.workspace.read
        told = {page.theme_id for page in self.pages}
        # Themes without a page come first.
        there = sorted(read(themes), key=lambda one: one.id in told)
        offered = [(one.id, one.name) for one in there if one.status != "set aside"]
        new = ask_page(self.window(), offered, lambda theme_id: read(from_theme.offered_quotes, theme_id))
        if new is None:
            return
        summary_id = self.bar.summary.id
        if new.theme_id:
            facts = (summary_id, new.theme_id, new.quote_ids)
            done = self.workspace.do("Begin easy-read page from theme", from_theme.page_from_theme, *facts)
            made = done.value.page_id if done else ""
        else:
            done = self.workspace.do("Add easy-read page", pages.add_page, summary_id, new.title)
            made = str(done.value) if done else ""
        if made:
            self.choose(made)

    def _move(self, by: int) -> None:
        one, there = self.chosen(), self.list.currentRow() + by
        if one is not None and 0 <= there < len(self.pages) and not self.workspace.project.read_only:
            self.workspace.do("Move easy-read page", pages.move_page, one.id, there)

    def remove_page(self) -> None:
        """Ask whether the chosen page is to go with its statements."""
        one = self.chosen()
        if one is None or self.workspace.project.read_only:
            return
        counted = n_("{n} statement goes with it.", "{n} statements go with it.", len(one.statements))
        words = _("{counted} Versions that were kept still have it, and Undo brings it back.").format(counted=counted)
        if confirm(self.window(), _("Remove “{name}”?").format(name=one.title), words, _("Remove")):
            self.workspace.do("Remove easy-read page", pages.remove_page, one.id)
