"""A transcript in the making: paragraphs one after the other, with the turns that lie in them."""

from __future__ import annotations

from qda.core.text import Turn, canonical


class Draft:
    """Collects paragraphs into canonical text; offsets of turns come out right by construction."""

    def __init__(self) -> None:
        self._paragraphs: list[str] = []
        self._turns: list[Turn] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The canonical text so far: paragraphs parted by one newline, none at the end."""
        return "\n".join(self._paragraphs)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns so far, in order, in code points of :attr:`text`."""
        return tuple(self._turns)

    def paragraph(self, text: str) -> None:
        """Add a paragraph that nobody in particular says, such as a heading."""
        self._append(canonical(text))

    def turn(
        self,
        speech: str,
        speaker: str | None = None,
        begin_ms: int | None = None,
        end_ms: int | None = None,
        *,
        labelled: bool = True,
    ) -> None:
        """Add one turn as the paragraph ``Speaker: speech``, or as the bare speech where `labelled` is off."""
        label = canonical(f"{speaker}: ") if speaker and labelled else ""
        text = label + canonical(speech)
        start = self._append(text)
        name = canonical(speaker) if speaker else None
        self._turns.append(Turn(start, start + len(text), start + len(label), name, begin_ms, end_ms))

    def _append(self, text: str) -> int:
        start = self._length + (1 if self._paragraphs else 0)
        self._paragraphs.append(text)
        self._length = start + len(text)
        return start
