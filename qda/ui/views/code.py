"""The place where transcripts are coded: codebook, transcript, and what lies at the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from qda.core import codebook, coding, documents, following, participants, retrieval
from qda.core.coding import Span
from qda.core.documents import Transcript
from qda.core.following import Recoded
from qda.core.retrieval import QuoteRow
from qda.i18n import _, n_
from qda.ui.actions import PASSAGE_ACTIONS
from qda.ui.views.coding import quotes_shown
from qda.ui.views.coding.borders import Borders
from qda.ui.views.coding.choosing import Choosing
from qda.ui.views.coding.codebook_actors import codebook_actors
from qda.ui.views.coding.coding_notes import CodingNotes
from qda.ui.views.coding.comparing_work import ComparingWork
from qda.ui.views.coding.correcting_room import CorrectingRoom
from qda.ui.views.coding.finding_here import FindingHere
from qda.ui.views.coding.going import Going
from qda.ui.views.coding.helping import Helping
from qda.ui.views.coding.left_off import LeftOff
from qda.ui.views.coding.memo_writing import MemoWriting
from qda.ui.views.coding.passages import Passages
from qda.ui.views.coding.progress import Progress
from qda.ui.views.coding.quotes_shown import QuotesShown
from qda.ui.views.coding.quotes_work import QuotesWork
from qda.ui.views.coding.reading_room import ReadingRoom
from qda.ui.views.coding.rereading import Rereading
from qda.ui.views.coding.text_work import TextWork
from qda.ui.views.coding.whose import Whose
from qda.ui.widgets.at_cursor import AtCursor
from qda.ui.widgets.codebook_tree import CodebookTree
from qda.ui.widgets.concepts_strip import ConceptsStrip
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.labels import EmptyPlace, Shortened
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.palette import Palette
from qda.ui.widgets.quotes_panel import QuotesPanel
from qda.ui.widgets.quotes_room import QuotesRoom
from qda.ui.widgets.read_ticks import ReadTicks
from qda.ui.widgets.transcript import TranscriptView
from qda.ui.widgets.transcript_coders import CodersButton
from qda.ui.workspace import Workspace


class CodeView(QWidget):
    """Codebook at the left, transcript in the middle, codes at the cursor and quotes at the right."""

    name = "code"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.transcript: Transcript | None = None
        self.marks: dict[str, Mark] = {}
        self.sources: list[str] = []
        self._shown_change = -1
        self._opening = False
        self._said: dict[str, tuple[str, int | None]] | None = None
        self.tree = CodebookTree(self)
        self.concepts = ConceptsStrip(workspace, self.tree)
        self.tree.put_above(self.concepts)
        self.setTabOrder(self.concepts.head, self.tree.filter)
        self.view = TranscriptView(self)
        self.at_cursor = AtCursor(self)
        self.quotes = QuotesPanel(workspace, self, groups=True)
        self.room = QuotesRoom(self.quotes, self)
        self._middle = self._make_middle()
        self.palette_box = Palette(self._middle)
        self.choosing = Choosing(self, self.palette_box)
        self.side = QSplitter(Qt.Orientation.Vertical, self)
        self.side.addWidget(self.at_cursor)
        self.side.addWidget(self.room)
        self.side.setStretchFactor(1, 1)
        self.side.setSizes([160, 440])
        self.side.setObjectName("code side")
        self.side.setChildrenCollapsible(False)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for part, share in ((self.tree, 0), (self._middle, 1), (self.side, 0)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes([290, 720, 280])
        self.splitter.setObjectName("code")
        # Behind it waits the page of reading mode, which is made when somebody reads.
        self.pages = QStackedLayout(self)
        self.pages.addWidget(self.splitter)
        self.left_off = LeftOff(self)
        self.whose = Whose(self)
        self._connect()
        self.passages = Passages(self)
        self.going = Going(self)
        self.borders = Borders(self)
        of_codes = codebook_actors(self)
        self.codebook_work, self.codebook_order, self.codebook_merging, self.codebook_sheet = of_codes[:4]
        self.coding_notes = CodingNotes(self)
        self.memo_writing = MemoWriting(self)
        self.progress = Progress(self, self.read_ticks)
        self.rereading = Rereading(self)
        self.finding = FindingHere(self)
        self.quotes_shown = QuotesShown(self)
        self.quotes_work = QuotesWork(self)
        self.helping = Helping(self)
        self.reading_room = ReadingRoom(self)
        self.correcting_room = CorrectingRoom(self)
        self.comparing_work = ComparingWork(self)
        self.actors: tuple[object, ...] = (
            self.passages,
            self.going,
            self.borders,
            self.whose,
            self.finding,
            self.coding_notes,
            self.memo_writing,
            self.helping,
            *of_codes,
            self.progress,
            self.rereading,
            self.quotes_work,
            self.reading_room,
            TextWork(self),
            self.comparing_work,
        )

    def _make_middle(self) -> QWidget:
        middle = QWidget(self)
        self.chooser = QComboBox(middle)
        self.chooser.setAccessibleName(_("Transcript"))
        self.chooser.setPlaceholderText(_("No transcript yet"))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(12)
        self._facts = Shortened(middle, steady=True)
        self._facts.setProperty("muted", True)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.setSpacing(16)
        head.addWidget(self.chooser, 1)
        head.addWidget(self._facts)
        self.read_ticks = ReadTicks(middle)
        self.coders_button = CodersButton(middle)
        head.addWidget(self.coders_button)
        self._empty = EmptyPlace(
            _("Transcripts are coded here. Import the first one, or drop files onto the window."),
            _("Import transcripts…"),
            lambda: self.window().import_files(),  # type: ignore[attr-defined]
            middle,
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.read_ticks)
        column.addLayout(self._stack, 1)
        return middle

    def _connect(self) -> None:
        self.chooser.activated.connect(lambda row: self.open_source(self.sources[row]))
        self.view.selectionChangedPoints.connect(self._show_place)
        self.view.codingClicked.connect(self._stripe_clicked)
        self.view.menuRequested.connect(self._passage_menu)
        self.view.zoomAsked.connect(self._zoom)
        self.at_cursor.pointed.connect(self.view.pointing.at)
        self.at_cursor.chosen.connect(self._choose_coding)
        on_escape(self.at_cursor, self.view.setFocus)
        self.tree.left.connect(self.view.setFocus)
        order = (
            self.chooser,
            *self.read_ticks.parts,
            self.view,
            self.at_cursor.list,
            self.quotes.groups,
            self.quotes.list,
        )
        for before, after in pairwise((self.tree.last, *order)):
            self.setTabOrder(before, after)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(400)
        self._later.timeout.connect(self._count_later)

    def add_below(self, bar: QWidget) -> None:
        """Put a bar below the transcript."""
        column = self._middle.layout()
        assert column is not None
        column.addWidget(bar)

    def key_widgets(self, on: str) -> list[QWidget]:
        """Return the widgets in which a key works: ``transcript``, ``tree`` or ``quotes``; none of another place."""
        widgets: dict[str, QWidget] = {"transcript": self.view, "tree": self.tree.tree, "quotes": self.quotes.list}
        return [widgets[on]] if on in widgets else []

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened, where its coder left off."""
        self.transcript = None
        self.marks = {}
        self.choosing.lately = []
        self.tree.select([])
        self.concepts.opened()
        self.refresh(frozenset({"source", "code", "coding", "coder"}))

    def closing(self) -> None:
        """Remember where the coder is reading, and keep what is still being typed."""
        self.codebook_sheet.closing()
        self.reading_room.close()
        self.correcting_room.close()
        self.left_off.note_place()
        self.left_off.write()

    def forget(self) -> None:
        """Let nothing of the project stay in sight or memory; it is about to be closed and locked."""
        self.transcript, self.marks, self.sources = None, {}, []
        self.chooser.clear()
        self.view.show_source("")
        self.at_cursor.show_marks([], {})
        self.tree.show_codes([], {})
        self.tree.select([])
        self.quotes_shown.show()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        if self.reading_room.source is not None:
            self.reading_room.page.view.setFocus()
        elif self.correcting_room.source is not None:
            self.correcting_room.page.editor.setFocus()
        else:
            (self.view if self.sources else self._empty).setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; of a change of some codings only those."""
        self.concepts.refresh(kinds)
        self._refresh(kinds)
        self.reading_room.refresh(kinds)
        self.correcting_room.refresh(kinds)

    def _refresh(self, kinds: frozenset[str]) -> None:
        before, self._shown_change = self._shown_change, self.workspace.read(following.latest)
        self.quotes_work.refresh(kinds)
        self.comparing_work.refresh(kinds)
        if kinds <= following.MAKING and self._shown_change == before + 1:
            done = self.workspace.read(following.recoded, self._shown_change)
            if done is not None and (not done.made or self.tree.add_codes(self.workspace.read(codebook.codes))):
                self._follow(done)
                if done.made:
                    self.progress.refresh(kinds)
                    self.rereading.refresh(kinds)
                return
        if kinds & {"coder"}:
            self.whose.refresh()
        if kinds & {"code", "code_place"}:
            self.tree.show_codes(self.workspace.read(codebook.codes), self.workspace.read(retrieval.coding_numbers))
        elif "coding" in kinds:
            self.tree.model.set_numbers(self.workspace.read(retrieval.coding_numbers))
        if kinds & {"source", "speaker", "turn", "study", "participant"}:
            self._list_sources()
        if kinds & {"coding", "code", "coder", "source"}:
            self.show_codings()
        if kinds & (quotes_shown.TABLES | quotes_shown.GROUPING):
            self.quotes_shown.show()
            self._later.start()
        self.progress.refresh(kinds)
        self.rereading.refresh(kinds)

    def _follow(self, done: Recoded) -> None:
        """Bring numbers, marks and quotes in step with what a change did to some codings."""
        self._said = None
        model = self.tree.model
        model.add_numbers(done.numbers)
        here = {row.id: row for row in done.rows if self.transcript and row.source_id == self.transcript.id}
        for key in {row.id for row in done.rows}.union(done.gone).difference(here):
            if self.marks.pop(key, None) is not None:
                self.view.remove_mark(key)
        for mark in self._marks_of(
            Span(row.id, row.code_id, row.coder_id, row.start, row.end) for row in here.values()
        ):
            if self.marks.get(mark.id) != mark:
                self.marks[mark.id] = mark
                self.view.add_mark(mark)
        self._show_place()
        self.quotes_shown.follow(done)
        self._later.start()

    def _list_sources(self) -> None:
        rows = self.workspace.read(documents.source_names)
        self.sources = [key for key, _name in rows]
        self.chooser.clear()
        self.chooser.addItems([name for _key, name in rows])
        self._stack.setCurrentIndex(1 if rows else 0)
        self.chooser.setEnabled(bool(rows))
        here = self.transcript.id if self.transcript else self.left_off.source()
        if here not in self.sources:
            self.transcript = None
            here = self.sources[0] if rows else None
        if here is None:
            self.view.show_source("")
            self._facts.say("")
            self.at_cursor.show_marks([], {})
        else:
            self.open_source(here, again=True)

    def _count_later(self) -> None:
        """Count sources and participants beside the window: they cost more than a keystroke may."""
        if not self.workspace.is_open:
            return
        project = self.workspace.project

        def count(_progress: object) -> object:
            with project.read() as session:
                return retrieval.code_counts(session)

        self.workspace.jobs.start(_("Counting"), count, self.tree.model.set_counts, quiet=True)

    # The transcript --------------------------------------------------------------------------------------------------

    def open_source(self, source_id: str, again: bool = False) -> None:
        """Show a source, at the place where the coder left it."""
        if self.transcript is not None and self.transcript.id != source_id:
            self.left_off.note_place()
        shown = self.transcript
        self.transcript = self.workspace.read(documents.transcript, source_id)
        people = self.workspace.read(participants.pseudonyms, source_id)
        self.chooser.setCurrentIndex(self.sources.index(source_id))
        if shown is None or (shown.id, shown.text, shown.lines) != (
            self.transcript.id,
            self.transcript.text,
            self.transcript.lines,
        ):
            # What is at the cursor is shown once, at the end, not after each step.
            self._opening = True
            self._show_transcript(self.transcript, people)
            self._opening = False
        else:
            self.view.name_people(people)
        self.progress.show_source()
        if not again:
            self.reading_room.leave("code")
            self.correcting_room.leave_for_another()
            self.view.setFocus()
        self._show_place()

    def _show_transcript(self, here: Transcript, people: dict[str, str]) -> None:
        self.view.show_source(here.text, here.turns, here.lines, here.direction, people=people, source_id=here.id)
        self.view.set_interviewers([row.label for row in here.speakers if row.interviewer])
        self.marks = {}
        self.show_codings()
        self.left_off.go_back(here)

    def show_codings(self) -> None:
        """Bring the marks in step with the codings; only what differs is taken off or put on."""
        self._said = None
        if self.transcript is None:
            return
        wanted = {mark.id: mark for mark in self._marks_of(self.workspace.read(coding.coded_spans, self.transcript.id))}
        gone = [key for key, mark in self.marks.items() if wanted.get(key) != mark]
        fresh = [mark for key, mark in wanted.items() if self.marks.get(key) != mark]
        if len(gone) + len(fresh) > 50:
            self.view.set_codings(wanted.values())
        else:
            for key in gone:
                self.view.remove_mark(key)
            for mark in fresh:
                self.view.add_mark(mark)
        self.marks = wanted
        self._show_place()

    def _marks_of(self, spans: Iterable[Span]) -> list[Mark]:
        """Return the marks of coded passages, in their order."""
        looks = {code.id: (code.name, code.colour) for code in self.tree.model.rows()}
        people, marks = self.whose.looks(), []
        for key, code_id, coder_id, start, end in spans:
            name, colour = looks.get(code_id, ("", "slate"))
            initials, mine, coder, shade = people[coder_id]
            marks.append(Mark(key, start, end, name, colour, initials, mine, coder, shade))
        return marks

    def marks_in(self, source_id: str) -> list[Mark]:
        """Return the marks of all coded passages of a source."""
        return self._marks_of(self.workspace.read(coding.coded_spans, source_id))

    def marks_here(self) -> list[Mark]:
        """Return the codings that touch the selection or the current line."""
        start, end = self.view.passage()
        return self.view.index.between(start, end)

    def _show_place(self, *_moved: object) -> None:
        if self.transcript is None or self._opening:
            return
        here = self.marks_here()
        lines = {mark.id: self.transcript.line_span(mark.start, mark.end) for mark in here}
        if self._said is None:
            # Once for all steps until a change: a page down must not wait for the file.
            self._said = self.workspace.read(coding.notes_and_weights, self.transcript.id)
        self.at_cursor.show_marks(here, lines, self._said)
        parts = []
        number = self.view.line_number()
        if number:
            parts.append(_("line {line} of {lines}").format(line=number, lines=len(self.transcript.lines)))
        parts.append(n_("{n} passage", "{n} passages", len(self.view.index)))
        self._facts.say(" · ".join(parts))

    def coded_share(self) -> float:
        """Return how much of this source the present coder has coded, from 0 to 1."""
        if self.transcript is None or not self.transcript.text:
            return 0.0
        covered = reach = 0
        for start, end in sorted((mark.start, mark.end) for mark in self.marks.values() if mark.mine):
            covered += max(0, end - max(start, reach))
            reach = max(reach, end)
        return covered / len(self.transcript.text)

    def show_passage(self, source_id: str, start: int, end: int) -> None:
        """Open a source with a passage of it selected."""
        self.open_source(source_id)
        self.view.select(start, end)
        self.view.scroll_to(start)

    def show_quote(self, quote: QuoteRow) -> None:
        """Jump to where a quote stands."""
        self.show_passage(quote.source_id, quote.start, quote.end)

    def _stripe_clicked(self, coding_id: str) -> None:
        row = self.marks.get(coding_id)
        if row is not None:
            code_id = self.workspace.read(coding.codings_by_id, [coding_id])[0].code_id
            self.tree.reveal(code_id)

    def _choose_coding(self, coding_id: str) -> None:
        mark = self.marks.get(coding_id)
        if mark is not None:
            self.view.choose_silently(mark)
            self.view.scroll_to(mark.start)
            self.view.setFocus()

    def _zoom(self, up: int) -> None:
        self.window().perform("text_larger" if up > 0 else "text_smaller")  # type: ignore[attr-defined]

    # Menus -----------------------------------------------------------------------------------------------------------

    def _passage_menu(self, place: QPoint) -> None:
        self.menu_of(PASSAGE_ACTIONS).exec(place)

    def menu_of(self, names: tuple[str, ...]) -> QMenu:
        """Return a menu of these actions, which goes when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            menu.addAction(self.window().action(name))  # type: ignore[attr-defined]
        return menu
