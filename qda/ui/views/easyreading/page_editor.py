"""A page of a summary as it is written: its title, and below it a row for each statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QStyle, QVBoxLayout, QWidget

from qda.core.easyread import dismissing, pages, trace
from qda.core.easyread.dismissing import PutAside
from qda.core.easyread.hints import Hint
from qda.core.easyread.illustrating import illustrate
from qda.core.easyread.pages import PageRow
from qda.core.easyread.pictures import shown_picture
from qda.i18n import _
from qda.ui.dialogs.choose_picture import choose_picture
from qda.ui.dialogs.question import ask_text
from qda.ui.dialogs.rest_on import ask_what_it_rests_on
from qda.ui.views.easyreading.hint_lines import HintLines
from qda.ui.views.easyreading.statement_row import StatementRow
from qda.ui.widgets.kept_fields import KeptLine
from qda.ui.workspace import Workspace


class PageEditor(QScrollArea):
    """Signals: `typed` at every change of the words of a statement, `looked(statement id)` when one has the keyboard.

    `page` is what is shown, in `language`. What is typed is kept when its field is left.
    """

    typed = Signal()
    looked = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.page: PageRow | None = None
        self.language = "en"
        self.rows: list[StatementRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = self._inside = QWidget(self)
        inside.setObjectName("details")
        self.title = KeptLine(_("Title of the page"), inside)
        self.title.kept.connect(self._rename)
        label = QLabel(_("Title of the page"), inside)
        label.setBuddy(self.title)
        self.lines = HintLines(inside)
        self.add = QPushButton(_("Add a statement"), inside)
        self.add.setToolTip(_("Return in the last statement does the same"))
        self.add.clicked.connect(lambda: self.add_statement())
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(label)
        column.addWidget(self.title)
        column.addWidget(self.lines)
        column.addSpacing(8)
        column.addLayout(self._list)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inside)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.rows[0].field if self.rows else self.title).setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Let the title have the height that its letters need, which a layout that is full would take from it."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "title"):
            self.title.setMinimumHeight(self.title.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the width that the rows need, so that nothing is cut off."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        return QSize(self._inside.minimumSizeHint().width() + bar, super().minimumSizeHint().height())

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_page(self, page: PageRow | None) -> None:
        """Show a page, or another state of it: rows stay where their statement does, so that the keyboard does too."""
        if self.page is not None and (page is None or page.id != self.page.id):
            self.closing()
        self.page = page
        writable = page is not None and not self.workspace.project.read_only
        self.title.setEnabled(writable)
        self.add.setEnabled(writable)
        self.title.show_words("" if page is None else page.title)
        known = {row.statement.id: row for row in self.rows}
        wanted = () if page is None else page.statements
        for gone in [row for key, row in known.items() if key not in {one.id for one in wanted}]:
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.rows = []
        for number, one in enumerate(wanted):
            row = known.get(one.id) or self._new_row()
            if self._list.indexOf(row) != number:
                self._list.insertWidget(number, row)
            row.show_statement(one, number + 1, len(wanted), writable=writable)
            row.show_picture(*self._picture(one.picture_id))
            self.rows.append(row)

    def _picture(self, picture_id: str | None) -> tuple[str, bytes, str]:
        return self.workspace.read(shown_picture, picture_id) if picture_id else ("", b"", "")

    def _new_row(self) -> StatementRow:
        row = StatementRow(self.widget())
        row.field.typed.connect(self.typed)
        row.field.kept.connect(lambda words, row=row: self._edit(row, words))
        row.field.goOn.connect(lambda row=row: self.add_statement(self.rows.index(row) + 1))
        row.field.entered.connect(lambda row=row: self._entered(row))
        row.moved.connect(lambda by, row=row: self._move(row, by))
        row.removed.connect(lambda row=row: self._remove(row))
        row.pictureAsked.connect(lambda row=row: self._illustrate(row))
        row.traceAsked.connect(lambda row=row: self._trace(row))
        row.lines.putAside.connect(self._put_aside)
        row.lines.broughtBack.connect(self._bring_back)
        return row

    def _entered(self, row: StatementRow) -> None:
        self.ensureWidgetVisible(row, 0, 12)
        self.looked.emit(row.statement.id)

    def closing(self) -> None:
        """Keep what is typed."""
        self.title.flush()
        for row in self.rows:
            row.field.flush()

    def show_resting(self, on: Mapping[str, int]) -> None:
        """Show on how many things each statement rests."""
        for row in self.rows:
            row.show_rests(on.get(row.statement.id, 0))

    def show_hints(self, hints: Sequence[Hint], aside: Sequence[PutAside]) -> None:
        """Show each hint where it belongs: under its statement, or under the title where it is about the page."""
        left, done = dismissing.split(hints, aside)
        page_id = "" if self.page is None else self.page.id
        own = [hint for hint in left if page_id and hint.page == page_id and not hint.line]
        self.lines.show_hints(own, [], writable=False)
        for row in self.rows:
            key = row.statement.id
            row.show_hints([hint for hint in left if hint.line == key], [one for one in done if one[0].line == key])

    def unkept(self) -> dict[str, str]:
        """Return the words of every statement as they stand in their fields, kept or not."""
        return {row.statement.id: row.field.words() for row in self.rows}

    # Writing ---------------------------------------------------------------------------------------------------------

    def _rename(self, words: str) -> None:
        if self.page is not None:
            self.workspace.do("Rename easy-read page", pages.edit_page, self.page.id, title=words)

    def _edit(self, row: StatementRow, words: str) -> None:
        if words != row.statement.text:
            self.workspace.do("Change statement", pages.edit_statement, row.statement.id, text=words)

    def add_statement(self, position: int | None = None) -> None:
        """Add a statement at a position, at the end without one, and let it have the keyboard."""
        if self.page is None or self.workspace.project.read_only:
            return
        done = self.workspace.do("Add statement", pages.add_statement, self.page.id, "", position)
        if done:
            self.focus_on(str(done.value))

    def focus_on(self, statement_id: str) -> None:
        """Give the keyboard to a statement."""
        row = next((row for row in self.rows if row.statement.id == statement_id), None)
        if row is not None:
            row.field.setFocus()

    def _move(self, row: StatementRow, by: int) -> None:
        there = self.rows.index(row) + by
        if 0 <= there < len(self.rows):
            self.workspace.do("Move statement", pages.move_statement, row.statement.id, there)
            self.focus_on(row.statement.id)

    def _remove(self, row: StatementRow) -> None:
        if self.workspace.project.read_only:
            return
        number = self.rows.index(row)
        tell = _("The statement is gone from the page.") if row.field.words() else ""
        if self.workspace.do("Remove statement", pages.remove_statement, row.statement.id, tell=tell):
            there = self.rows[max(0, number - 1)].field if self.rows else self.add
            there.setFocus()

    # What there is to check, and what a statement rests on -----------------------------------------------------------

    def _put_aside(self, hint: Hint) -> None:
        words = _("Why doesn't it help here? The reason is kept, and the hint comes back when its words change.")
        reason = ask_text(self.window(), _("Put a hint aside"), f"{hint.hint}\n\n{words}", _("Put aside"))
        if reason:
            facts = (hint.line, hint.rule, hint.text, reason, self.workspace.coder_id)
            self.workspace.do("Put hint aside", dismissing.put_hint_aside, *facts)

    def _bring_back(self, one: PutAside) -> None:
        self.workspace.do("Show hint again", dismissing.bring_hint_back, one.id)

    def _illustrate(self, row: StatementRow) -> None:
        """Let somebody choose the picture of a statement."""
        row.field.flush()
        present = row.statement.picture_id is not None
        chosen = choose_picture(self.workspace, self.window(), row.field.words(), self.language, present=present)
        if chosen is not None:
            self.workspace.do("Choose picture", illustrate, row.statement.id, chosen, self.language)

    def _trace(self, row: StatementRow) -> None:
        row.field.flush()
        found = self.workspace.read(trace.trace, row.statement.id)
        chosen = ask_what_it_rests_on(self.window(), row.field.words(), found)
        if chosen is not None:
            self.workspace.do("Say what statement rests on", trace.rest_on_these, row.statement.id, chosen)
