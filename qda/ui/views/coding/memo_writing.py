"""Memos written beside the text: begun at a passage, opened again, and kept however their panel is left."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from qda.core import coders, memos
from qda.core.memos import Link, Note
from qda.i18n import _
from qda.ui.widgets.memo_panel import MemoPanel, Written
from qda.ui.widgets.memo_signs import MemoSigns

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_DRAFT = "memo"  # where what is being typed is remembered, for the case that the program doesn't come to an end
_PAUSE_MS = 1_500
_HEIGHT = 320
_LOOK_MS = 60  # signs follow when what a key did is painted
_EMPTY = Written("analytic", "", "")


class MemoWriting:
    """One memo at a time is in the panel beside the transcript; it becomes a change when the panel is left."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self._panel: MemoPanel | None = None
        self._memo_id = ""
        self._there = False
        self._links: tuple[Link, ...] = ()
        self._shown = _EMPTY
        self._about: tuple[str, int, int] = ("", 0, 0)
        self._where = ""
        self._sizes: list[int] = []
        self._pause = QTimer(place)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._remember)
        self.signs = MemoSigns(place.view)
        self.signs.chosen.connect(self._show)
        self._look_later = QTimer(place)
        self._look_later.setSingleShot(True)
        self._look_later.setInterval(_LOOK_MS)
        self._look_later.timeout.connect(self._show_signs)
        place.view.sourceShown.connect(self._source_shown)
        self.workspace.opened.connect(lambda: QTimer.singleShot(0, place, self._bring_back))
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
        self._memo_id, self._there = memos.fresh_id(), False
        self._links = (Link(source_id=source_id, start=start, end=end),)
        self._put(Written(kind, "", ""))

    def open_memo(self, memo_id: str) -> None:
        """Put a memo that is there into the panel; what stood in it is kept."""
        self.keep()
        self._load(memo_id)

    def _load(self, memo_id: str) -> bool:
        row = self.workspace.read(memos.memo, memo_id)
        if row is not None:
            self._memo_id, self._there, self._links = row.id, True, row.links
            self._put(Written(row.kind, row.title, row.body), mine=row.coder_id in (None, self.workspace.coder_id))
        return row is not None

    def _put(self, written: Written, mine: bool = True) -> None:
        self.panel().show_memo(written, editable=mine and not self.workspace.project.read_only)
        self._shown = self.panel().written()
        self._list()

    def _list(self) -> None:
        source_id, start, end = self._about
        people = {person.id: person.initials for person in self.workspace.read(coders.coders, counted=False)}
        found = self.workspace.read(memos.notes_between, source_id, start, end)
        panel = self.panel()
        panel.show_notes(self._where, found, people, self._memo_id)
        if not panel.isHidden() and panel.height() < panel.minimumSizeHint().height():
            self._make_room()

    def panel(self) -> MemoPanel:
        """Return the panel, made when it is first needed."""
        if self._panel is None:
            self._panel = MemoPanel(self.place)
            self._panel.hide()
            self._panel.chosen.connect(self.open_memo)
            self._panel.newAsked.connect(self._another)
            self._panel.typed.connect(self._pause.start)
            self._panel.left.connect(self.keep)
            self._panel.closeAsked.connect(self._close)
            self.place.side.insertWidget(0, self._panel)
        return self._panel

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
        self._pause.stop()
        if self._panel is None or not self.workspace.is_open or not self._changed():
            return True
        now = self._panel.written()
        empty = not now.title.strip() and not now.body.strip()
        label = "Delete memo" if empty else "Change memo" if self._there else "Write memo"
        done = self.workspace.do(
            label,
            memos.write_memo,
            self._memo_id,
            now.title,
            now.body,
            kind=now.kind,
            coder_id=self.workspace.coder_id,
            links=self._links,
            about=[("memo", self._memo_id)],
            tell=_("The memo had no words left and was deleted.") if empty else "",
        )
        if done:
            self._shown, self._there = now, bool(done.value)
            self.workspace.remember({_DRAFT: ""})
        return bool(done)

    def _changed(self) -> bool:
        """Tell whether the memo in the panel differs from what is in the project; an empty new one is no memo."""
        assert self._panel is not None
        now = self._panel.written()
        return now != self._shown and (self._there or bool(now.title.strip() or now.body.strip()))

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
        if self._panel is None or self._panel.isHidden():
            return
        if "memo" not in kinds or self._changed():
            self._list()
        elif not self._load(self._memo_id):
            self._there = False
            self._put(_EMPTY)

    # What was typed when the program came to a sudden end ------------------------------------------------------------

    def _remember(self) -> None:
        """Remember a memo in the making, outside the history: of an hour's writing no more than a pause is lost."""
        if self._panel is None or not self.workspace.is_open or not self._changed():
            return
        links = [{name: value for name, value in asdict(link).items() if value is not None} for link in self._links]
        draft = {"id": self._memo_id, "memo": self._panel.written()._asdict(), "links": links}
        self.workspace.remember({_DRAFT: json.dumps(draft)})

    def _bring_back(self) -> None:
        """Write the memo that was in the making when the program ended, if there is one."""
        if not self.workspace.is_open or self.workspace.project.read_only:
            return
        draft = json.loads(self.workspace.recall(_DRAFT) or "null")
        if draft is None:
            return
        done = self.workspace.do(
            "Write memo",
            memos.write_memo,
            draft["id"],
            **draft["memo"],
            coder_id=self.workspace.coder_id,
            links=tuple(Link(**link) for link in draft["links"]),
            about=[("memo", draft["id"])],
            tell=_("The memo that was being written when the program ended is kept."),
        )
        if done:
            self.workspace.remember({_DRAFT: ""})
