"""Where coded passages begin and end: stretching and shrinking them by word, by their handles, and dividing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qda.core import coding
from qda.core.coding import Applied
from qda.i18n import _, n_
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.word_borders import word_border

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView


class Borders:
    """Actions on the coding that is chosen or lies at the cursor, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        place.view.resizeAsked.connect(self.resize)

    def end_later(self) -> None:
        """Let the passage end a word later."""
        self._move(lambda text, mark: (mark.start, word_border(text, mark.end, True, ends=True)))

    def end_earlier(self) -> None:
        """Let the passage end a word earlier."""
        self._move(lambda text, mark: (mark.start, word_border(text, mark.end, False, ends=True)))

    def begin_earlier(self) -> None:
        """Let the passage begin a word earlier."""
        self._move(lambda text, mark: (word_border(text, mark.start, False, ends=False), mark.end))

    def begin_later(self) -> None:
        """Let the passage begin a word later."""
        self._move(lambda text, mark: (word_border(text, mark.start, True, ends=False), mark.end))

    def _move(self, borders: Callable[[str, Mark], tuple[int, int]]) -> None:
        """Give the chosen coding, or the one at the cursor, other borders."""

        def move(coding_id: str) -> None:
            mark = self.place.marks.get(coding_id)
            if mark is None:
                return
            start, end = borders(self.place.view.text, mark)
            if start >= end:
                self.workspace.failed.emit(_("A passage keeps one word at least; to take the code away, press Delete."))
            elif (start, end) != (mark.start, mark.end):
                self.resize(coding_id, start, end)

        chosen = self.place.view.pointing.chosen()
        if chosen is not None:
            move(chosen.id)
        else:
            self.place.passages.with_one(_("There is no code here whose passage could be changed."), move)

    def resize(self, coding_id: str, start: int, end: int) -> None:
        """Let a coding cover ``[start, end)`` from now on; another coder's only after a question."""
        if not self.place.passages.may_touch([coding_id], _("Change others' passages?"), _("Change")):
            return
        done = self.workspace.do(
            "Change passage",
            coding.resize_coding,
            coding_id,
            start,
            end,
            about=self._about(coding_id),
            tell=_joined,
        )
        if done:
            self._choose(done.value.id)

    def divide_passage(self) -> None:
        """Divide the passage at the cursor, or at both ends of the selection inside it."""
        points = sorted(set(self.place.view.selection()))
        inside = [
            mark
            for mark in self.place.view.index.between(points[0] - 1, points[-1] + 1)
            if any(mark.start < point < mark.end for point in points)
        ]
        nothing = _("Put the cursor inside a coded passage, where it is to be divided, or select words inside it.")
        self.place.passages.with_one(nothing, lambda coding_id: self._divide(coding_id, points), inside)

    def _divide(self, coding_id: str, points: list[int]) -> None:
        if not self.place.passages.may_touch([coding_id], _("Divide others' passages?"), _("Divide")):
            return
        done = self.workspace.do(
            "Divide passage",
            coding.split_coding,
            coding_id,
            points,
            about=self._about(coding_id),
            tell=lambda parts: n_("Divided into {n} passage.", "Divided into {n} passages.", len(parts)),
        )
        if done:
            self._choose(done.value[1])

    def _about(self, coding_id: str) -> list[tuple[str, str]]:
        return [("code", row.code_id) for row in self.workspace.read(coding.codings_by_id, [coding_id])]

    def _choose(self, coding_id: str) -> None:
        """Let the changed coding be the chosen one, so that the next key goes on with it."""
        mark = self.place.marks.get(coding_id)
        if mark is not None:
            self.place.view.choose_silently(mark)


def _joined(applied: Applied) -> str:
    if not applied.joined:
        return ""
    return n_(
        "Joined with the passage of this code that it overlapped.",
        "Joined with the {n} passages of this code that it overlapped.",
        len(applied.joined),
    )
