"""What happens while an easy-read summary is written: hints and the page after a change, and the PDF of ten pages."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path

from qda.core.easyread.apart import CheckerApart
from qda.core.easyread.booklet import Booklet, Line, Page, Picture, Run
from qda.core.easyread.hints import KnownWords
from qda.core.easyread.printing.typesetting import fit, page_images, write_pdf
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
_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="30" r="18"/>'
    b'<path d="M15 95c0-30 15-42 35-42s35 12 35 42z"/></svg>'
)


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


def drawn(booklet: Booklet) -> Booklet:
    """Return a summary with a drawing beside each statement."""
    shown = Picture("0", "image/svg+xml", _DRAWING, "A person.")
    pages = (replace(page, lines=tuple(replace(line, picture=shown) for line in page.lines)) for page in booklet.pages)
    return replace(booklet, pages=tuple(pages))


def page(_path: Path, rounds: int) -> Measured:
    """Change a statement, see how full its page is and how it looks, each time with words that were never there."""
    number = count()

    def change() -> int:
        booklet = drawn(summary(f"The nurse was asked {next(number)} times by them."))
        return fit(booklet, "4").sheets + len(page_images(booklet, "4"))

    measured = alternate(change, None, rounds)
    measured.note = f"{len(_SAID)} statements with their drawings"
    return measured


def pdf(_path: Path, rounds: int) -> Measured:
    """Write ten pages with a drawing beside each statement as tagged PDF."""
    number = count()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "easy-read.pdf")
        measured = alternate(lambda: write_pdf(target, drawn(summary(f"Number {next(number)}."))), None, rounds)
        measured.note = f"{_PAGES} pages, {target.stat().st_size // 1024} kB"
    return measured
