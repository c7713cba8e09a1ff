"""One memo that is written: kept however its fields are left, and had back after a sudden end of the program."""

from __future__ import annotations

import json
from dataclasses import asdict

from PySide6.QtCore import QObject, QTimer

from qda.core import memos
from qda.core.memos import Link, MemoRow
from qda.i18n import _
from qda.ui.widgets.memo_fields import MemoFields, Written
from qda.ui.workspace import Workspace

_DRAFT = "memo"  # where what is being typed is remembered, for the case that the program doesn't come to an end
_PAUSE_MS = 1_500
EMPTY = Written("analytic", "", "")


class MemoKeeping(QObject):
    """The memo in `fields`: `memo_id` names it, `there` tells whether it is in the project, `links` what it is about.

    It becomes a change when :meth:`keep` is asked, as it is when the fields are left.
    """

    def __init__(self, workspace: Workspace, fields: MemoFields) -> None:
        super().__init__(fields)
        self._workspace = workspace
        self.fields = fields
        self.memo_id = ""
        self.there = False
        self.links: tuple[Link, ...] = ()
        self._shown = EMPTY
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._remember)
        fields.typed.connect(self._pause.start)
        fields.left.connect(self.keep)

    def begin(self, kind: str = "analytic", links: tuple[Link, ...] = (), title: str = "", body: str = "") -> None:
        """Put a memo that is not there yet into the fields; what is given beforehand alone makes it none."""
        self.memo_id, self.there, self.links = memos.fresh_id(), False, links
        self._put(Written(kind, title, body))

    def load(self, memo_id: str) -> MemoRow | None:
        """Put a memo into the fields, and return it; None, and nothing changes, where it is not there."""
        row: MemoRow | None = self._workspace.read(memos.memo, memo_id)
        if row is not None:
            here = self.there and self.memo_id == row.id
            self.memo_id, self.there, self.links = row.id, True, row.links
            written = Written(row.kind, row.title, row.body)
            # What is there already stays as it is, with the cursor in it.
            if not here or self.fields.written() != written:
                self._put(written, mine=row.coder_id in (None, self._workspace.coder_id))
            self._shown = self.fields.written()
        return row

    def lost(self) -> None:
        """Empty the fields: the memo that was in them is not there any more."""
        self.there = False
        self._put(EMPTY)

    def _put(self, written: Written, mine: bool = True) -> None:
        self.fields.show_memo(self.memo_id, written, editable=mine and not self._workspace.project.read_only)
        self._shown = self.fields.written()

    def changed(self) -> bool:
        """Tell whether the memo in the fields differs from what is in the project; an empty new one is no memo."""
        now = self.fields.written()
        return now != self._shown and (self.there or bool(now.title.strip() or now.body.strip()))

    def keep(self) -> bool:
        """Write what was typed into the project, as one change; tell whether nothing is left to be kept."""
        self._pause.stop()
        if not self.memo_id or not self._workspace.is_open or not self.changed():
            return True
        now = self.fields.written()
        empty = not now.title.strip() and not now.body.strip()
        label = "Delete memo" if empty else "Change memo" if self.there else "Write memo"
        done = self._workspace.do(
            label,
            memos.write_memo,
            self.memo_id,
            now.title,
            now.body,
            kind=now.kind,
            coder_id=self._workspace.coder_id,
            links=self.links,
            about=[("memo", self.memo_id)],
            tell=_("The memo had no words left and was deleted.") if empty else "",
        )
        if done:
            self._shown, self.there = now, bool(done.value)
            self._workspace.remember({_DRAFT: ""})
        return bool(done)

    def _remember(self) -> None:
        """Remember a memo in the making, outside the history: of an hour's writing no more than a pause is lost."""
        if not self.memo_id or not self._workspace.is_open or not self.changed():
            return
        links = [{name: value for name, value in asdict(link).items() if value is not None} for link in self.links]
        draft = {"id": self.memo_id, "memo": self.fields.written()._asdict(), "links": links}
        self._workspace.remember({_DRAFT: json.dumps(draft)})


def bring_back(workspace: Workspace) -> None:
    """Write the memo that was in the making when the program ended, if there is one."""
    if not workspace.is_open or workspace.project.read_only:
        return
    draft = json.loads(workspace.recall(_DRAFT) or "null")
    if draft is None:
        return
    done = workspace.do(
        "Write memo",
        memos.write_memo,
        draft["id"],
        **draft["memo"],
        coder_id=workspace.coder_id,
        links=tuple(Link(**link) for link in draft["links"]),
        about=[("memo", draft["id"])],
        tell=_("The memo that was being written when the program ended is kept."),
    )
    if done:
        workspace.remember({_DRAFT: ""})
