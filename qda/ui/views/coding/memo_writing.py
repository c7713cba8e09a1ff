"""Memos written beside the text: begun at a passage, opened again, and kept however their panel is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from qda.core import coders, memos
from qda.core.memos import Link, Note
from qda.i18n import _
from qda.ui.going_to import go_to
from qda.ui.memo_keeping import MemoKeeping, bring_back
from qda.ui.widgets.memo_panel import MemoPanel
from qda.ui.widgets.memo_signs import MemoSigns

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_HEIGHT = 320
_LOOK_MS = 60  # signs follow when what a key did is painted


class MemoWriting:
    """One memo at a time is in the panel beside the transcript; it becomes a change when the panel is left."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self._panel: MemoPanel | None = None
        self._keeping: MemoKeeping | None = None
        self._about: tuple[str, int, int] = ("", 0, 0)
        self._where = ""
        self._sizes: list[int] = []
        self.signs = MemoSigns(place.view)
        self.signs.chosen.connect(self._show)
        self._look_later = QTimer(place)
        self._look_later.setSingleShot(True)
        self._look_later.setInterval(_LOOK_MS)
        self._look_later.timeout.connect(self._show_signs)
        place.view.sourceShown.connect(self._source_shown)
        self.workspace.opened.connect(lambda: QTimer.singleShot(0, place, lambda: bring_back(self.workspace)))
        self.workspace.closing.connect(self._leave_project)
        self.workspace.changed.connect(self._follow)

    # Beginning and opening -------------------------------------------------------------------------------------------

    def memo_here(self) -> None:
        """Begin a memo about the selected words or the current line, beside the text."""
        span = self.place.passages.passage()
        if span is not None and self.place.transcript is not None:
            self.begin(self.place.transcript.id, *span)

    def begin(self, source_id: str, start: int, end: int, kind: str = "analytic") -> None:
        """Begin a memo of a kind about ``[start, end)`` of a source; those about these words stand above it."""
        self.keep()
        self._about, here = (source_id, start, end), self.place.transcript
        self._where = ""
        if here is not None and here.id == source_id:
            self._where = _("{source}, line {lines}").format(source=here.name, lines=here.line_span(start, end))
        self._begin(kind)
        self._bring_out()
        self.panel().body.setFocus()

    def _begin(self, kind: str = "analytic") -> None:
        source_id, start, end = self._about
        self.keeping().begin(kind, (Link(source_id=source_id, start=start, end=end),))
        self._list()

    def open_memo(self, memo_id: str) -> None:
        """Put a memo that is there into the panel; what stood in it is kept."""
        self.keep()
        if self.keeping().load(memo_id) is not None:
            self._list()

    def _list(self) -> None:
        source_id, start, end = self._about
        people = {person.id: person.initials for person in self.workspace.read(coders.coders, counted=False)}
        found = self.workspace.read(memos.notes_between, source_id, start, end)
        panel = self.panel()
        panel.show_notes(self._where, found, people, self.keeping().memo_id)
        if not panel.isHidden() and panel.height() < panel.minimumSizeHint().height():
            self._make_room()

    def panel(self) -> MemoPanel:
        """Return the panel, made when it is first needed."""
        if self._panel is None:
            self._panel = MemoPanel(self.workspace, self.place)
            self._panel.hide()
            self._panel.chosen.connect(self.open_memo)
            self._panel.newAsked.connect(self._another)
            self._panel.fields.followed.connect(lambda link: go_to(self.place.window(), link))
            self._panel.closeAsked.connect(self._close)
            self._keeping = MemoKeeping(self.workspace, self._panel.fields)
            self.place.side.insertWidget(0, self._panel)
        return self._panel

    def keeping(self) -> MemoKeeping:
        """Return what keeps the memo in the panel."""
        self.panel()
        assert self._keeping is not None
        return self._keeping

    def _bring_out(self) -> None:
        if self.panel().isHidden():
            self._sizes = self.place.side.sizes()[1:]
            self.panel().show()
            self._make_room()

    def _make_room(self) -> None:
        """Give the panel what it needs of what stands beside the text; where that is too little for all, they wait."""
        panel, side = self.panel(), self.place.side
        panel.ensurePolished()
        wanted = max(_HEIGHT, panel.minimumSizeHint().height())
        others = [side.widget(row) for row in range(1, side.count())]
        left = side.height() - wanted - sum(part.minimumSizeHint().height() for part in others if part is not None)
        side.setSizes([wanted, *(self._sizes if left >= 0 else (self._sizes[0], *[0] * (len(others) - 1)))])

    def _put_away(self) -> None:
        if self._panel is not None and not self._panel.isHidden():
            self._panel.hide()
            self.place.side.setSizes([0, *self._sizes])

    def _another(self) -> None:
        self.keep()
        self._begin()
        self.panel().body.setFocus()

    # Signs beside the lines ------------------------------------------------------------------------------------------

    def _source_shown(self) -> None:
        self.signs.show_notes([])
        self._look_later.start()

    def _show_signs(self) -> None:
        here = self.place.transcript
        if here is not None and self.workspace.is_open:
            self.signs.show_notes(self.workspace.read(memos.notes, here.id))

    def _show(self, note: Note) -> None:
        """Open the memo of a sign that was clicked, with the others about its words."""
        here = self.place.transcript
        if here is not None and note.start is not None and note.end is not None:
            self.begin(here.id, note.start, note.end)
            self.open_memo(note.memo_id)

    # Keeping ---------------------------------------------------------------------------------------------------------

    def keep(self) -> bool:
        """Write what was typed into the project, as one change; tell whether nothing is left to be kept."""
        return self._keeping is None or self._keeping.keep()

    def _close(self) -> None:
        if self.keep():
            self._put_away()
            self.place.view.setFocus()

    def _leave_project(self) -> None:
        self.keep()
        self._put_away()

    def _follow(self, kinds: frozenset[str]) -> None:
        """Show what undo or another window did to the memo that is open, unless somebody is writing it."""
        if not kinds & {"memo", "memo_link", "coding", "source"}:
            return
        self._look_later.start()
        if self._panel is None or self._keeping is None or self._panel.isHidden():
            return
        if "memo" in kinds and not self._keeping.changed() and self._keeping.load(self._keeping.memo_id) is None:
            self._keeping.lost()
        self._list()
