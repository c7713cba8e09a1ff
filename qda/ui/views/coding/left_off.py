"""Where a coder left off: the transcript and the words in it, remembered for each coder in the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from qda.core.documents import Transcript

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_SOURCE, _PLACE = "source", "place:"


class LeftOff:
    """Notes where the present coder is reading and goes back there; what is noted is written a moment later."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self._noted: dict[str, str] = {}
        self._later = QTimer(place)
        self._later.setSingleShot(True)
        self._later.setInterval(300)
        self._later.timeout.connect(self.write)
        self.workspace.coderLeaving.connect(place.closing)
        self.workspace.coderChanged.connect(self._another_coder)

    def is_waiting(self) -> bool:
        """Tell whether anything noted is still to be written."""
        return self._later.isActive()

    def note_place(self) -> None:
        """Note the transcript that is shown and the selection or cursor in it."""
        here = self.place.transcript
        if here is not None:
            start, end = self.place.view.selection()
            self.note({_SOURCE: here.id, f"{_PLACE}{here.id}": f"{start} {end}"})

    def note(self, values: dict[str, str]) -> None:
        """Note something of the view for the present coder."""
        self._noted |= values
        self._later.start()

    def write(self) -> None:
        """Write what is noted now."""
        self._later.stop()
        noted, self._noted = self._noted, {}
        if noted and self.workspace.is_open:
            self.workspace.remember(noted)

    def source(self) -> str | None:
        """Return the transcript that the present coder read last, if any."""
        return self.workspace.recall(_SOURCE)

    def go_back(self, here: Transcript) -> None:
        """Go to the words that the coder had selected, or was reading; at first to the beginning."""
        key = f"{_PLACE}{here.id}"
        start, end = _span(self._noted.get(key) or self.workspace.recall(key), len(here.text))
        self.place.view.scroll_to(start)
        if start < end:
            self.place.view.select(start, end)
        else:
            self.place.view.go_to(start)

    def _another_coder(self) -> None:
        """Go where the one who codes from now on left off, if that was anywhere."""
        left = self.source()
        if left is None or left not in self.place.sources:
            return
        if self.place.transcript is not None and self.place.transcript.id != left:
            self.place.transcript = None  # its place is the other's
        self.place.open_source(left, again=True)
        if self.place.transcript is not None:
            self.go_back(self.place.transcript)


def _span(kept: str | None, length: int) -> tuple[int, int]:
    """Return the selection that was `kept` as two numbers (or one, as earlier versions did), inside the text."""
    points = [min(int(point), length) for point in (kept or "").split() if point.isdecimal()]
    return (points[0], max(points)) if points else (0, 0)
