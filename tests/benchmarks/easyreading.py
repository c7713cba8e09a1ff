"""What happens while an easy-read summary is written: hints for ten pages after each change."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from qda.core.easyread.apart import CheckerApart
from qda.core.easyread.booklet import Booklet, Line, Page, Picture, Run
from qda.core.easyread.hints import KnownWords
from qda.core.easyread.profiles import profile
from qda.core.easyread.written import from_booklet
from tests.benchmarks.rounds import Measured, alternate

_SAID = (
    "Some doctors do not explain what will happen next.",
    "This makes people feel worried about it.",
    "You can always say no to the nurse.",
    "We asked many people about their own doctor.",
    "A friend can come with you if you want that.",
    "Consent means that you say yes to something.",
)
_PAGES = 10


def summary(changed: str = "") -> Booklet:
    """Return a summary of ten pages with six statements each; of one of them the words are `changed`."""
    pages = []
    for page in range(_PAGES):
        lines = []
        for place, said in enumerate(_SAID):
            words = changed if changed and (page, place) == (4, 2) else f"{said[:-1]} on day {page * 6 + place}."
            lines.append(Line(f"{page}-{place}", (Run(words),), Picture(str(place), "image/png", b"", said)))
        kind = {0: "front", _PAGES - 1: "contact"}.get(page, "theme")
        pages.append(Page(str(page), kind, f"Page {page}", tuple(lines)))
    return Booklet("What we found", "en", "uk", tuple(pages))


def hints(path: Path, rounds: int) -> Measured:
    """Change a statement and ask for all hints anew, each time with words that were never there."""
    apart = CheckerApart()
    known = KnownWords(explained={"consent": "to say yes"})
    number = count()

    def change() -> int:
        booklet = summary(f"The nurse was asked {next(number)} times by them.")
        return len(apart.hints(from_booklet(booklet), profile(), "en", known))

    measured = alternate(change, None, rounds)
    measured.note = f"{_PAGES} pages, {_PAGES * len(_SAID)} statements, {change()} hints"
    apart.close()
    return measured
