"""A page that takes the place of the transcript for a while: its head, its way out, and words of the same size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.labels import Shortened, as_heading
from qda.ui.widgets.transcript import TranscriptView


class BesideTranscript(QWidget):
    """`beside` is the transcript of the Code place, which says how large the words are.

    Who extends it says what Esc does (:meth:`step_back`) and which words follow the size (:meth:`take_size`).
    """

    def __init__(self, beside: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside = beside
        self._title = as_heading(Shortened(self), 1.15)
        on_escape(self, self.step_back)
        beside.installEventFilter(self)

    def step_back(self) -> None:
        """Do what Esc does."""
        raise NotImplementedError

    def take_size(self) -> None:
        """Make the words as large as the transcript says, which may have changed."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._beside and event.type() == QEvent.Type.FontChange:
            self.take_size()
        return super().eventFilter(watched, event)
