"""Reading mode: a source is read for its own sake, before or beside coding, with notes in the margin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qda.core import coders, documents, memos, participants
from qda.core.documents import Transcript
from qda.core.memos import Link
from qda.i18n import _
from qda.ui.readings import say_finished, say_read
from qda.ui.widgets.marks import DIMMED, HIDDEN

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView
    from qda.ui.widgets.note_margin import MarginNote
    from qda.ui.widgets.reading_page import ReadingPage

_KIND = "familiarisation"
_CODES, _PLACE = "reading:codes", "reading:"  # what is remembered: whether codes are shown, where one was reading
_SHOWN = frozenset(("source", "turn", "speaker", "coder", "reading", "memo", "memo_link", "coding", "code"))


class ReadingRoom:
    """Actions of reading mode, by the names they have in :mod:`qda.ui.actions`; while it lasts, no others of the place.

    The Code place stands still behind the page, so that going back means to be where one was.
    """

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self.source: Transcript | None = None
        self._page: ReadingPage | None = None
        self._came_from = "code"
        self._coding_actors: tuple[object, ...] = ()

    @property
    def page(self) -> ReadingPage:
        """The page, made when somebody reads for the first time."""
        if self._page is None:
            from qda.ui.widgets.reading_page import ReadingPage

            self._page = page = ReadingPage(self.place.view, self.place)
            self.place.pages.addWidget(page)
            page.left.connect(self.leave)
            page.noteAsked.connect(self.memo_here)
            page.codesAsked.connect(self._choose_codes)
            page.codingTried.connect(self._say_how)
            page.ticks.readAsked.connect(lambda read: self._say(say_read, read))
            page.ticks.finishedAsked.connect(lambda finished: self._say(say_finished, finished))
            page.notes.keep = self._keep
        return self._page

    # Coming and going ------------------------------------------------------------------------------------------------

    def reading_mode(self) -> None:
        """Read the source that is open, or go back."""
        window: Any = self.place.window()
        if self.source is not None and self.place.isVisible():
            self.leave()
        elif self.source is not None:
            window.go("code")
        elif self.place.transcript is not None:
            self.enter(self.place.transcript.id)
        else:
            self.workspace.failed.emit(_("There is no transcript to read yet. Import one first."))

    def enter(self, source_id: str) -> None:
        """Read a source, from where one is in it, or was reading it last."""
        window: Any = self.place.window()
        came_from = getattr(window.stack.currentWidget(), "name", "code")
        page = self.page
        self._came_from, self._coding_actors = came_from, self.place.actors
        self.place.name, self.place.actors = "reading", (self, *self._coding_actors)
        self.place.pages.setCurrentWidget(page)
        page.codes.setChecked(self.workspace.recall(_CODES) == DIMMED)
        page.dress()
        self._open(source_id)
        window.go("code")

    def leave(self, to: str = "") -> None:
        """Go back to where one was, or to another place; what was written and the place in the text are kept."""
        if self.source is not None:
            self.close()
            window: Any = self.place.window()
            window.go(to or self._came_from)

    def close(self) -> None:
        """End reading without going anywhere: the project is about to be closed."""
        if self.source is not None:
            self._close_source()
            self.source = None
            self.place.name, self.place.actors = "code", self._coding_actors
            self.place.pages.setCurrentIndex(0)

    def _open(self, source_id: str) -> None:
        self.source = here = self.workspace.read(documents.transcript, source_id)
        page = self.page
        people = self.workspace.read(participants.pseudonyms, source_id)
        page.view.show_source(here.text, here.turns, here.lines, here.direction, people=people, source_id=here.id)
        page.view.go_by(self.place.view.steps.unit)
        page.view.set_interviewers([row.label for row in here.speakers if row.interviewer])
        point = min(self._where(source_id), len(here.text))
        page.view.scroll_to(point)
        page.view.go_to(point)
        self._show_codes()
        self.refresh(_SHOWN)

    def _where(self, source_id: str) -> int:
        """Return where to begin: where one codes, or where one was reading if nothing was done there since."""
        coding_at = self._coding_at(source_id)
        kept = (self.workspace.recall(f"{_PLACE}{source_id}") or "").split()
        return int(kept[1]) if len(kept) == 2 and int(kept[0]) == coding_at else coding_at

    def _coding_at(self, source_id: str) -> int:
        here = self.place.transcript
        return self.place.view.passage()[0] if here is not None and here.id == source_id else 0

    def _close_source(self) -> None:
        assert self.source is not None
        self.page.notes.clear()
        key, here = f"{_PLACE}{self.source.id}", self.page.view.passage()[0]
        self.workspace.remember({key: f"{self._coding_at(self.source.id)} {here}"})

    def next_source(self) -> None:
        """Read the next transcript."""
        self._step(1)

    def previous_source(self) -> None:
        """Read the transcript before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        assert self.source is not None
        row = self.place.sources.index(self.source.id) + by
        if 0 <= row < len(self.place.sources):
            self._close_source()
            self._open(self.place.sources[row])

    # Showing ---------------------------------------------------------------------------------------------------------

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if self.source is None or not kinds & _SHOWN:
            return
        if kinds & {"source", "turn", "speaker"}:
            if self.source.id not in dict(self.workspace.read(documents.source_names)):
                self.leave()
                return
            self.source = self.workspace.read(documents.transcript, self.source.id)
        progress, page = self.place.progress, self.page
        can_write = self.workspace.coder_id is not None and not self.workspace.project.read_only
        page.show_words(self.source.name, progress.words(), can_write=can_write)
        page.ticks.show_said(*progress.said_of(self.source.id), can_say=can_write)
        page.notes.show_notes(self.workspace.read(self._notes))
        if kinds & {"coding", "code", "coder"}:
            self._show_codes()

    def _notes(self, session: Any) -> list[MarginNote]:
        """Return the notes on passages of the source, each once for each passage."""
        from qda.ui.widgets.note_margin import MarginNote

        assert self.source is not None
        people = {person.id: person.initials for person in coders.coders(session, counted=False)}
        me, read_only = self.workspace.coder_id, self.workspace.project.read_only
        found = []
        for note in memos.notes(session, self.source.id):
            row = memos.memo(session, note.memo_id) if note.about == "passage" and note.kind == _KIND else None
            if row is None or note.start is None or note.end is None:
                continue
            mine = note.coder_id == me
            head = self._head(note.start, note.end, "" if mine else people.get(note.coder_id or "", ""))
            found.append(MarginNote(row.id, note.start, note.end, row.body, head, mine and not read_only))
        return found

    def _head(self, start: int, end: int, whose: str) -> str:
        assert self.source is not None
        words = _("line {lines}").format(lines=self.source.line_span(start, end))
        return f"{words} · {whose}" if whose else words

    def _show_codes(self) -> None:
        assert self.source is not None
        shown = self.page.codes.isChecked()
        marks = self.place.marks_in(self.source.id) if shown else []
        # Whom one has hidden where one codes stays hidden.
        faint = [mark._replace(shade=DIMMED) for mark in marks if mark.shade != HIDDEN]
        self.page.show_marks(faint, room=shown)

    def _choose_codes(self, shown: bool) -> None:
        self.workspace.remember({_CODES: DIMMED if shown else ""})
        if self.source is not None:
            self._show_codes()
            self.page.view.setFocus()

    def _say_how(self) -> None:
        self.workspace.told.emit(_("This is reading mode: nothing is coded. Esc or F11 goes back to coding."), False)

    # Saying and writing ----------------------------------------------------------------------------------------------

    def mark_read(self) -> None:
        """Say that the source is read, or is not."""
        self._say(say_read, not self.page.ticks.read.isChecked())

    def mark_finished(self) -> None:
        """Say that the source is finished, or is not."""
        self._say(say_finished, not self.page.ticks.finished.isChecked())

    def _say(self, say: Any, yes: bool) -> None:
        assert self.source is not None
        if not say(self.workspace, self.source.id, yes):
            self.page.ticks.show_said(*self.place.progress.said_of(self.source.id), can_say=True)

    def memo_here(self) -> None:
        """Write a note on the selected words or the current line, in the margin."""
        from qda.ui.widgets.note_margin import MarginNote

        if self.source is None or not self.page.note.isEnabled():
            return
        start, end = self.page.view.passage()
        if self.source.text[start:end].strip():
            self.page.notes.write(MarginNote("", start, end, "", self._head(start, end, "")))

    def _keep(self, note: MarginNote, words: str) -> bool:
        """Write what was typed in a card into the project, and tell whether it is there; an emptied note goes."""
        assert self.source is not None
        about = [("source", self.source.id)]
        if not note.memo_id:
            links, me = (Link(source_id=self.source.id, start=note.start, end=note.end),), self.workspace.coder_id
            write = partial(memos.add_memo, kind=_KIND, coder_id=me, links=links)
            return bool(self.workspace.do("Write note", write, "", words, about=about))
        if words.strip():
            return bool(self.workspace.do("Change note", memos.edit_memo, note.memo_id, body=words, about=about))
        told = _("The note had no words left and was deleted.")
        return bool(self.workspace.do("Delete note", memos.delete_memo, note.memo_id, about=about, tell=told))
