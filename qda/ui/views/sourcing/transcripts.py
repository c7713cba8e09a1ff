"""The page of the transcripts: a table of all sources, what is known about the chosen one, and the way in for more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qda.core import coders, documents, participants, readings, verifying
from qda.core.documents import SourceRow
from qda.core.themes import quotes
from qda.i18n import _, n_
from qda.ui import keys, theme
from qda.ui.copying import cell_at, put_table
from qda.ui.dialogs.question import confirm
from qda.ui.icons import icon
from qda.ui.models.sources_model import (
    ALL,
    DONE,
    FINISHED,
    LINE,
    NAME,
    READ,
    UNFINISHED,
    UNREAD,
    SourceLine,
    SourcesFilter,
    SourcesModel,
    lines_of,
)
from qda.ui.readings import say_finished, say_read, say_verified
from qda.ui.views.source_details import SourceDetails
from qda.ui.widgets.labels import EmptyPlace
from qda.ui.widgets.table_rows import fit_rows
from qda.ui.workspace import Workspace

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow

_SHOWN = frozenset(
    (
        *("source", "turn", "speaker", "coding", "coder", "reading", "verification"),
        *("participant", "participation", "attribute", "attribute_value", "interview_sheet", "guide_version"),
    )
)
_PROGRESS = (
    (ALL, _("All transcripts")),
    (UNREAD, _("Not yet read by me")),
    (UNFINISHED, _("Read, not finished")),
    (DONE, _("Finished by me")),
)
_NAMES_SHOWN = 3
# Under another name than the nine columns of before: their widths would go to the wrong ones.
_COLUMNS = "sources:columns:11"
_WIDEST, _WIDE = 200, 120


class TranscriptsPage(QWidget):
    """Table in the middle, details at the right; while there is no source, an invitation to import."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, import_files: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._import_files = import_files
        self.model = SourcesModel(self)
        self.proxy = SourcesFilter(self)
        self.proxy.setSourceModel(self.model)
        # Made in the order in which the tab key reaches them.
        self.filter = QLineEdit(self)
        self.progress = QComboBox(self)
        self._import = QPushButton(_("Import transcripts…"), self)
        self.table = QTableView(self)
        self.details = SourceDetails(workspace, self)
        self._dress_table()
        self.empty = EmptyPlace(
            _(
                "Transcripts belong here: interviews, focus groups, field notes, survey answers. "
                "Import files of Word, OpenDocument, PDF, plain text, subtitles or Excel, or drop them onto the window."
            ),
            _("Import transcripts…"),
            import_files,
            self,
            (_("Bring in a project of another program…"), lambda: self._window().perform("bring_in_project")),
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._make_filled())
        self._connect()

    def _window(self) -> MainWindow:
        return cast("MainWindow", self.window())

    def _dress_table(self) -> None:
        table = self.table
        table.setAccessibleName(_("Transcripts"))
        table.setModel(self.proxy)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.setSortingEnabled(True)

    def _make_filled(self) -> QWidget:
        filled = QWidget(self)
        self.filter.setPlaceholderText(_("Find a transcript, speaker or participant"))
        self.filter.setToolTip(self.filter.placeholderText())
        self.filter.setAccessibleName(_("Find a transcript"))
        self.filter.setClearButtonEnabled(True)
        self.progress.setAccessibleName(_("How far I am with them"))
        self.progress.setToolTip(_("Show only transcripts that you have, or have not, read or finished"))
        for key, words in _PROGRESS:
            self.progress.addItem(words, key)
        self._count = QLabel(filled)
        self._count.setProperty("muted", True)
        self._count.setWordWrap(True)
        self._import.setProperty("primary", True)
        self._import.setIconSize(QSize(18, 18))
        keys.tip(self._import, _("Import transcripts"), "import_files")
        self._import.clicked.connect(lambda: self._import_files())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.filter, 1)
        head.addWidget(self._import)
        left = QWidget(filled)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 8, 16)
        column.setSpacing(8)
        column.addLayout(head)
        facts = QHBoxLayout()
        facts.setSpacing(8)
        facts.addWidget(self._count, 1)
        facts.addWidget(self.progress)
        column.addLayout(facts)
        column.addWidget(self.table, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, filled)
        self.splitter.setObjectName("sources")
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([870, 330])
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        return filled

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.proxy.look_for)
        self.filter.textChanged.connect(lambda _typed: self._say_count())
        self.model.renamed.connect(self._rename)
        self.progress.activated.connect(self._keep)
        self.model.readAsked.connect(self.mark_read)
        self.model.finishAsked.connect(self.finish)
        self.table.activated.connect(lambda index: self.open_source(index.data(LINE).source.id))
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_details())
        self.table.customContextMenuRequested.connect(self._menu)
        for key, act in ((QKeySequence.StandardKey.Delete, self.remove), (QKeySequence.StandardKey.Copy, self.copy)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened, with the columns as they were left."""
        self.filter.clear()
        self.progress.setCurrentIndex(0)
        self.proxy.keep(ALL)
        self.details.show_source(None)
        self.details.sheet.opened()
        self.refresh(_SHOWN)
        kept = self.workspace.recall(_COLUMNS)
        if not (kept and self.table.horizontalHeader().restoreState(QByteArray.fromBase64(kept.encode()))):
            self._fit_columns()
        if self.proxy.rowCount():
            self.table.setCurrentIndex(self.proxy.index(0, NAME))

    def closing(self) -> None:
        """Remember the columns, and keep what is still being typed."""
        self.details.sheet.flush()
        state = self.table.horizontalHeader().saveState().toBase64().data()
        self.workspace.remember({_COLUMNS: bytes(state).decode()})

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        (self.table if self.model.lines else self.empty).setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; what is chosen stays chosen."""
        self._dress()
        if not kinds & _SHOWN or not self.workspace.is_open:
            return
        here, chosen, known = self.current(), self.chosen(), {line.source.id for line in self.model.lines}
        rows = self.workspace.read(documents.sources)
        self.model.show(self._lines(rows), read_only=self.workspace.project.read_only)
        self._stack.setCurrentIndex(1 if rows else 0)
        fresh = [row.id for row in rows if row.id not in known]
        if not known and rows:
            self._fit_columns()
        self._choose_again([row.id for row in chosen], here.id if here else (fresh[0] if fresh else None))
        self._show_details()
        self._say_count()

    def _people(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for person in self.workspace.read(participants.participants):
            for source_id in person.source_ids:
                found.setdefault(source_id, []).append(person.name)
        return found

    def _lines(self, rows: Sequence[SourceRow]) -> list[SourceLine]:
        work, me = self.workspace, self.workspace.coder_id
        shares = work.read(readings.coded_shares, me) if me else {}
        everybody = work.read(coders.coders, counted=False)
        over = work.read(verifying.verified)
        return lines_of(rows, self._people(), work.read(readings.readings), everybody, me, shares, over)

    def _keep(self, row: int) -> None:
        """Show only sources that have come so far."""
        here = self.current()
        self.proxy.keep(self.progress.itemData(row))
        self._choose_again([here.id] if here else [], here.id if here else None)
        self._say_count()

    def _choose_again(self, source_ids: Sequence[str], here: str | None) -> None:
        """Choose these sources, and give `here` the keyboard; what is gone or filtered away is passed over."""
        model, flag = self.table.selectionModel(), QItemSelectionModel.SelectionFlag
        wanted = [index for index in map(self._index, source_ids) if index.isValid()]
        current = self._index(here) if here else QModelIndex()
        if not current.isValid():
            current = wanted[0] if wanted else self.proxy.index(0, NAME)
        wanted = wanted or [current]
        if current.row() != self.table.currentIndex().row():
            model.setCurrentIndex(current, flag.NoUpdate)
        if {index.row() for index in wanted} != {index.row() for index in model.selectedRows()}:
            rows = QItemSelection()
            for index in wanted:
                rows.select(index, index)
            model.select(rows, flag.ClearAndSelect | flag.Rows)

    def _index(self, source_id: str) -> QModelIndex:
        row = self.model.row_of(source_id)
        return self.proxy.mapFromSource(self.model.index(row, NAME)) if row >= 0 else QModelIndex()

    def _show_details(self) -> None:
        self.details.show_source(self.current())

    def _say_count(self) -> None:
        shown = [self.proxy.index(row, NAME).data(LINE).source for row in range(self.proxy.rowCount())]
        parts = [
            n_("{n} transcript", "{n} transcripts", len(shown)),
            _("{n} words").format(n=f"{sum(row.words for row in shown):,}"),
        ]
        if self.workspace.coder_id:
            lines = self.model.lines
            read, done = sum(line.read_by_me for line in lines), sum(line.finished_by_me for line in lines)
            words = _("I have read {read} of {all} and finished {done}")
            parts.append(words.format(read=read, all=len(lines), done=done))
        self._count.setText(" · ".join(parts))

    def _fit_columns(self) -> None:
        """Give every column the width of its words, within limits; the head's leaves room for the arrow of sorting."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        share = self.fontMetrics().height() / 16
        for column in range(self.proxy.columnCount()):
            title = str(self.proxy.headerData(column, Qt.Orientation.Horizontal))
            head = QFontMetrics(bold).horizontalAdvance(title) + round(32 * share)
            widest = round((_WIDEST if column == NAME else _WIDE) * share)
            # Before the table is seen, its delegate knows nothing of the boxes to tick.
            words = self.table.sizeHintForColumn(column) + (round(24 * share) if column in (READ, FINISHED) else 0)
            self.table.setColumnWidth(column, max(head, min(words, widest)))

    def _dress(self) -> None:
        self._import.setIcon(icon("import", theme.current(), "accent_text"))
        fit_rows(self.table)
        self.details.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._dress()

    # Choosing and opening --------------------------------------------------------------------------------------------

    def current(self) -> SourceRow | None:
        """Return the source that has the keyboard."""
        index = self.table.currentIndex()
        return index.data(LINE).source if index.isValid() else None

    def chosen(self) -> list[SourceRow]:
        """Return the chosen sources, in the order of the table."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.proxy.index(row, NAME).data(LINE).source for row in rows]

    def open_source(self, source_id: str) -> None:
        """Go to a source in the Code place."""
        window: Any = self.window()
        window.go("code")
        window.code.open_source(source_id)

    def reading_mode(self) -> None:
        """Read the chosen source for its own sake."""
        here = self.current()
        if here is None:
            self.workspace.failed.emit(_("Choose a transcript to read first."))
            return
        window: Any = self.window()
        window.code.reading_room.enter(here.id)

    # Changing --------------------------------------------------------------------------------------------------------

    def rename_source(self) -> None:
        """Let the name of the current source be typed in its place."""
        index = self.table.currentIndex()
        if index.isValid():
            self.table.edit(index.siblingAtColumn(NAME))

    def _rename(self, source_id: str, name: str) -> None:
        about = [("source", source_id)]
        self.workspace.do("Rename source", documents.edit_source, source_id, name=name, about=about)

    def mark_read(self, source_id: str, read: bool) -> None:
        """Say that the present coder has read a source, or has not."""
        say_read(self.workspace, source_id, read)

    def finish(self, source_id: str, finished: bool) -> None:
        """Say that the present coder is done with a source, or is not."""
        say_finished(self.workspace, source_id, finished)

    def remove(self) -> None:
        """Remove the chosen sources, after a question with the numbers."""
        rows = self.chosen()
        if not rows:
            return
        ids = [row.id for row in rows]
        picked = sum(quote.source_id in ids for quote in self.workspace.read(quotes.picked_quotes))
        listed = ", ".join(f"“{row.name}”" for row in rows[:_NAMES_SHOWN]) + (" …" if len(rows) > _NAMES_SHOWN else "")
        words = _("{names} with {passages} and {quotes}. Undo brings everything back.").format(
            names=listed,
            passages=n_("{n} coded passage", "{n} coded passages", sum(row.codings for row in rows)),
            quotes=n_("{n} chosen quote", "{n} chosen quotes", picked),
        )
        title = n_("Remove {n} transcript?", "Remove {n} transcripts?", len(rows))
        if not confirm(self, title, words, _("Remove")):
            return

        def remove(session: Any) -> None:
            for source_id in ids:
                documents.remove_source(session, source_id)

        told = n_("Removed {n} transcript.", "Removed {n} transcripts.", len(rows))
        self.workspace.do("Remove sources", remove, about=[("source", key) for key in ids], tell=told)

    def copy(self) -> None:
        """Copy the chosen rows with their heads, as a table for Word and Excel and as plain text."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        header = self.table.horizontalHeader()
        columns = sorted(range(self.proxy.columnCount()), key=header.visualIndex)
        heads = [str(self.model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        put_table(heads, [[cell_at(self.proxy.index(row, column)) for column in columns] for row in rows])

    def _menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        line: SourceLine = index.data(LINE)
        source, read, finished = line.source, line.read_by_me, line.finished_by_me
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open in Code"), lambda: self.open_source(source.id))
        menu.addAction(_("Read"), self.reading_mode).setShortcut(QKeySequence(keys.key_of("reading_mode")))
        menu.addAction(_("Rename"), self.rename_source).setShortcut(QKeySequence("F2"))
        words = _("I have not read it") if read else _("I have read it")
        menu.addAction(words, lambda: self.mark_read(source.id, not read))
        words = _("I am not finished with it") if finished else _("I have finished it")
        menu.addAction(words, lambda: self.finish(source.id, not finished))
        words = _("I have not looked it over") if line.verified_by_me else _("I have looked over what others coded")
        menu.addAction(words, lambda: say_verified(self.workspace, source.id))
        menu.addSeparator()
        menu.addAction(_("Remove…"), self.remove).setShortcut(QKeySequence("Delete"))
        menu.exec(self.table.viewport().mapToGlobal(at))
