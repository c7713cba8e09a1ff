"""How people of the review are named in what is written: as they want it, also inside sentences that others typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from sqlalchemy.orm import Session

from qda.core.review.people import Reviewer, people

_SHORTEST = 3
"""A name of fewer letters is a word of some language, too, and is left alone inside sentences."""


class Names:
    """Names of everybody in the review, as they may be written."""

    def __init__(self, session: Session) -> None:
        there = people(session)
        self._printed = {one.id: one.printed for one in there}
        self._hidden = dict(_hidden(there))
        wanted = sorted(self._hidden, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)") if wanted else None

    @property
    def written(self) -> list[str]:
        """Return the names that may be written, those of people who are not named ("a supporter") included."""
        return list(dict.fromkeys(self._printed.values()))

    @property
    def hidden(self) -> list[str]:
        """Return the names that may not be written."""
        return list(self._hidden)

    def of(self, person_id: str) -> str:
        """Return how somebody wants to be named."""
        return self._printed[person_id]

    def masked(self, words: str) -> str:
        """Return `words` with names that somebody does not want to see written replaced by those they want."""
        if self._pattern is None:
            return words
        return self._pattern.sub(lambda found: self._hidden[found[0]], words)


def _hidden(there: Collection[Reviewer]) -> Iterable[tuple[str, str]]:
    """Yield each name that may not be written, with what is written instead."""
    written = {one.printed for one in there}
    shown = written | {part for printed in written for part in printed.split()}
    for one in there:
        for name in (one.name, *one.name.split()):
            if name not in shown and len(name) >= _SHORTEST:
                yield name, one.printed
