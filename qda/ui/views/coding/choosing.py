"""Choosing codes in the Code place: the palette with what is likely here, for whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QAbstractItemView, QWidget

from qda.core import finding
from qda.core.finding import Habits
from qda.ui.widgets.palette import Answer, Offer, Palette

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_LATELY = 12
_NEAR = 1_500  # code points before and after a passage in which codes make each other likely


class Choosing:
    """Asks for codes by the palette, and remembers which were used lately."""

    def __init__(self, place: CodeView, palette: Palette) -> None:
        self.place = place
        self.palette = palette
        self.lately: list[str] = []

    def ask(
        self,
        then: Callable[[Answer], object],
        typed: str = "",
        *,
        title: str = "",
        new: bool = True,
        several: bool = False,
        without: Collection[str] = (),
        beside: QWidget | None = None,
    ) -> None:
        """Let a code be chosen (or made, with `new`) and hand the answer to `then`; nothing where it is left.

        `title` says what it is for, `without` leaves codes out. It opens at the passage, or at the top of the widget
        `beside`, or in a list at its current row. Nothing happens in a project that can only be read.
        """
        place = self.place
        if place.transcript is None or place.workspace.project.read_only:
            return
        model = place.tree.model
        start, end = place.view.passage()
        near = place.workspace.read(finding.used_near, place.transcript.id, start - _NEAR, end + _NEAR)
        offer = Offer(
            [row for row in model.rows() if row.id not in without],
            Habits(model.own_numbers(), self.lately, near),
            lambda ids: place.workspace.read(finding.used_in, ids),
            new,
            several,
            title,
        )
        self.palette.open(self._place_of(beside), offer, then, typed)

    def _place_of(self, beside: QWidget | None) -> QRect:
        """Return what the palette is to stand beside, as its room counts."""
        room = self.palette.room
        if isinstance(beside, QAbstractItemView) and beside.currentIndex().isValid():
            row = beside.visualRect(beside.currentIndex())
            return QRect(room.mapFromGlobal(beside.viewport().mapToGlobal(row.topLeft())), row.size())
        if beside is not None:
            corner = room.mapFromGlobal(beside.mapToGlobal(beside.rect().topLeft()))
            return QRect(corner, QSize(beside.width(), 1))
        return self.place_of(*self.place.view.passage())

    def place_of(self, start: int, end: int) -> QRect:
        """Return where ``[start, end)`` of the transcript stands on the screen, in coordinates of the palette's room.

        What is off the screen is taken to stand at the cursor.
        """
        view = self.place.view
        rows = view.visible_rows()
        reached = rows.reach(start, end)
        place = view.cursorRect()
        if reached is not None:
            top = max(0, round(rows.rows[reached[0]].top))
            bottom = min(view.viewport().height(), round(rows.rows[reached[1]].top + rows.height))
            place = QRect(place.left(), top, place.width(), max(1, bottom - top))
        return QRect(view.viewport().mapTo(self.palette.room, place.topLeft()), place.size())

    def used(self, code_ids: Collection[str]) -> None:
        """Remember that codes were used just now, the last of them last."""
        latest = list(reversed(list(code_ids)))
        self.lately = [*latest, *(key for key in self.lately if key not in latest)][:_LATELY]
