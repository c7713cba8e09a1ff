"""The log of decisions: what was decided, by whom and when, and the memo that says why; a memo is written from here."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qda.core.trail import decisions
from qda.core.trail.decisions import KINDS, WINDOW, Decision, DecisionReader
from qda.core.trail.events import Thing
from qda.core.trail.history_of import TOLD
from qda.i18n import _, n_
from qda.progress import Progress
from qda.ui.dialogs.write_why import ask_why
from qda.ui.models.decisions_model import DECISION, PASSAGES, WHAT, WHEN, WHO, WHY, DecisionsModel
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.word_difference import WordDifference
from qda.ui.workspace import Workspace

_JOB = _("Reading decisions")
_FIRST, _MORE = 100, 2_000  # decisions in the first page and in those after it
_PAUSE = 150


class DecisionsPage(QWidget):
    """Filters above, the table, the words of what was defined anew below, and three things to do with a decision."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._reader, self._begun = DecisionReader(), False
        self.model = DecisionsModel(self)
        self.kind, self.person = QComboBox(self), QComboBox(self)
        self.kind.setAccessibleName(_("Kind of decision"))
        self.person.setAccessibleName(_("Who decided"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Code, theme or word"))
        self.search.setToolTip(_("Show decisions with these words"))
        self.search.setAccessibleName(_("Find in decisions"))
        self.search.setClearButtonEnabled(True)
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        for field, words in ((self.first, _("From")), (self.last, _("To"))):
            field.setPlaceholderText(f"{words} 2026-01-31")
            field.setAccessibleName(_("{words}: a day such as 2026-01-31").format(words=words))
            field.setToolTip(field.accessibleName())
            field.setMaximumWidth(field.fontMetrics().averageCharWidth() * 22)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Decisions, newest first"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.words = WordDifference(_("Words before and after"), self)
        self.why = QPushButton(_("Write why…"), self)
        self.memo = QPushButton(_("Open the memo"), self)
        self.history = QPushButton(_("History…"), self)
        self.history.setToolTip(_("The history of the code or theme it is about"))
        self.note = Wrapped(parent=self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for part, share in ((self.search, 2), (self.kind, 1), (self.person, 1)):
            filters.addWidget(part, share)
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(self.note, 1)
        days.addWidget(self.first)
        days.addWidget(self.last)
        for box in (self.kind, self.person):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
        header = self.table.horizontalHeader()
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((WHEN, 18), (WHO, 18), (WHAT, 60), (PASSAGES, 11), (WHY, 30)):
            self.table.setColumnWidth(column, letter * letters)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addStretch(1)
        for button in (self.history, self.memo, self.why):
            acts.addWidget(button)
        self.words.setFixedHeight(self.fontMetrics().lineSpacing() * 4)
        said = _(
            "A memo explains a decision where it has its words as title, or is about the same code or theme and was "
            "written before the next decision on it, {n} days later at the most."
        )
        self.note.setToolTip(said.format(n=WINDOW))
        self.memo.setToolTip(said.format(n=WINDOW))
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(heading(_("Decisions"), self, 1.3))
        page.addLayout(filters)
        page.addLayout(days)
        page.addWidget(self.table, 1)
        page.addWidget(self.words)
        page.addLayout(acts)

    def _connect(self) -> None:
        for box in (self.kind, self.person):
            box.currentIndexChanged.connect(lambda _row: self._filter())
        for field in (self.search, self.first, self.last):
            field.textChanged.connect(lambda _words: self._soon.start())
        self._soon.timeout.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_chosen())
        self.model.modelReset.connect(self._show_chosen)
        self.table.activated.connect(lambda _index: self.write_why())
        self.why.clicked.connect(self.write_why)
        self.memo.clicked.connect(self.open_memo)
        self.history.clicked.connect(self._perform_history)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(_("All kinds"), "")
        for name, words in KINDS.items():
            self.kind.addItem(words, name)
        self.kind.blockSignals(False)
        self.read()

    def closing(self) -> None:
        """Want nothing more that is still being read."""
        self._soon.stop()
        self.workspace.jobs.drop(_JOB)
        self.model.begin()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched: nearly any may be a decision."""
        if self.workspace.is_open and kinds - {"coding", "reading", "placement", "speaker", "turn"}:
            self.read()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.table.setFocus()

    def read(self) -> None:
        """Read the log anew, the first page at once and the others after it."""
        self._reader = DecisionReader()
        self._begun = False
        self.note.setText(_("Reading…"))
        self._go_on(_FIRST)

    def _go_on(self, limit: int) -> None:
        project, reader = self.workspace.project, self._reader

        def work(progress: Progress) -> list[Decision]:
            with project.read() as session:
                return reader.read(session, limit, progress)

        self.workspace.jobs.start(_JOB, work, lambda more: self._take(reader, more), quiet=True)

    def _take(self, reader: DecisionReader, more: list[Decision]) -> None:
        if reader is not self._reader or not self.workspace.is_open:
            return
        if not self._begun:
            # What was shown stays until there is something newer, with the same decision chosen.
            chosen, self._begun = self.decision(), True
            self.model.begin()
            self.model.add(more)
            self._select(chosen)
        else:
            self.model.add(more)
        self._list_people()
        self._tell()
        if not reader.ended:
            self._go_on(_MORE)

    def _select(self, decision: Decision | None) -> None:
        """Choose the decision that was chosen, or the newest one."""
        same = [(decision.change, decision.what)] if decision else []
        rows = [row for row, one in enumerate(self.model.rows) if (one.change, one.what) in same]
        if self.model.rows:
            self.table.selectRow(rows[0] if rows else 0)

    def _list_people(self) -> None:
        people = sorted({one.coder for one in self.model.all})
        if people != [self.person.itemData(row) for row in range(1, self.person.count())]:
            chosen = self.person.currentData()
            self.person.blockSignals(True)
            self.person.clear()
            self.person.addItem(_("Everybody"), "")
            for name in people:
                self.person.addItem(name, name)
            self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
            self.person.blockSignals(False)

    def _filter(self) -> None:
        self._soon.stop()
        self.model.wear(
            str(self.kind.currentData() or ""),
            str(self.person.currentData() or ""),
            self.search.text(),
            self.first.text().strip(),
            self.last.text().strip(),
        )
        self._select(None)
        self._tell()

    def _tell(self) -> None:
        shown, known = len(self.model.rows), len(self.model.all)
        if not known:
            words = (
                _("Nothing was decided yet: what happens to codes and themes is listed here by itself.")
                if self._reader.ended
                else _("Reading…")
            )
        else:
            whole = n_("{n} decision", "{n} decisions", known)
            part = _("{shown} of {known} shown.").format(shown=f"{shown:,}", known=whole)
            words = part if shown < known else f"{whole}."
        self.note.setText(words if self._reader.ended or not known else f"{words} {_('Reading on…')}")

    # The chosen decision ---------------------------------------------------------------------------------------------

    def decision(self) -> Decision | None:
        """Return the decision that is chosen."""
        found = self.table.currentIndex().data(DECISION)
        return found if isinstance(found, Decision) else None

    def chosen_thing(self) -> Thing | None:
        """Return what the chosen decision is about, for its history."""
        one = self.decision()
        return next((thing for thing in one.things if thing.kind in TOLD), None) if one else None

    def _show_chosen(self) -> None:
        one = self.decision()
        self.why.setEnabled(one is not None and one.kind != "memo" and not self.workspace_is_read_only())
        self.memo.setEnabled(self._memo_id() is not None)
        self.history.setEnabled(self.chosen_thing() is not None)
        self.words.show_words(one.before if one else "", one.after if one else "")
        self.words.setVisible(bool(one and (one.before or one.after)))

    def workspace_is_read_only(self) -> bool:
        """Say whether nothing can be written."""
        return not self.workspace.is_open or self.workspace.project.read_only

    def _memo_id(self) -> str | None:
        one = self.decision()
        if one is None:
            return None
        if one.why:
            return one.why[-1].memo_id
        return next((thing.id for thing in one.things if thing.kind == "memo"), None)

    def write_why(self) -> None:
        """Write the reason of the chosen decision as a memo on what it is about."""
        one = self.decision()
        if one is None or one.kind == "memo" or self.workspace_is_read_only():
            return
        body = ask_why(self, one.title)
        if body:
            self.workspace.do(
                "Write memo",
                decisions.write_why,
                one,
                body,
                coder_id=self.workspace.coder_id,
                about=lambda key: [("memo", key)],
                tell=_("The memo was written."),
            )

    def open_memo(self) -> None:
        """Open the memo that explains the decision in the place of memos."""
        from qda.ui.main_window import MainWindow

        memo_id, window = self._memo_id(), self.window()
        if memo_id is not None and isinstance(window, MainWindow):
            window.go("memos")
            window.memos.open_memo(memo_id)

    def _perform_history(self) -> None:
        from qda.ui.main_window import MainWindow

        window = self.window()
        assert isinstance(window, MainWindow)
        window.perform("thing_history")
