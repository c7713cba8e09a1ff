"""What stands in small letters above a turn: who that is in the project, and when it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qda.core.text import Turn

_TIME = re.compile(r"\d:[0-5]\d")


class Headers:
    """Says what stands above a turn; the words of the source are left as they are, so are its line numbers.

    `people` are the pseudonyms of those who speak, by their label in the file.
    """

    def __init__(self, text: str = "", people: Mapping[str, str] | None = None) -> None:
        self._text = text
        self._people = {label: name for label, name in (people or {}).items() if name != label}

    def above(self, turn: Turn) -> str:
        """Return what stands above `turn`; nothing where the text says it all by itself."""
        parts = [self._people.get(turn.speaker or "", "")]
        if turn.begin_ms is not None and not _TIME.search(self._text, turn.start, turn.speech):
            parts.append(moment(turn.begin_ms))
        return " · ".join(part for part in parts if part)


def moment(milliseconds: int) -> str:
    """Return a time of a recording as people write it: ``02:05``, ``1:02:05``."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
