"""Steps in the place Report: quotes as they are printed, and a manuscript that is held against what was said."""

from __future__ import annotations

from typing import Any

import docx

from qda.core.retrieval import theme_quotes
from tests.screenshots.stage import Stage
from tests.screenshots.studies import EMPTY, SAMPLE


def _page(stage: Stage, name: str) -> Any:
    stage.window.go("report")
    found: Any = stage.window.report.choose(name)
    stage.settle()
    return found


def leaving(stage: Stage) -> None:
    """Show what is printed of participants, and who can be picked out by it."""
    _page(stage, "leaving")


def quotes(stage: Stage) -> None:
    """Show the bank of quotes."""
    _page(stage, "quotes")


def edited(stage: Stage) -> None:
    """Change words of a quote so that they can't be printed without a mark."""
    page = _page(stage, "quotes")
    words = page.form.words.toPlainText()
    page.form.words.setPlainText("[She said:] " + words.replace(" and ", " but ", 1))
    page.form.look()


def manuscript(stage: Stage) -> None:
    """Show the page before a manuscript was opened."""
    _page(stage, "manuscript")


def checked(stage: Stage) -> None:
    """Check a paper some of whose quotations were altered."""
    document = docx.Document()
    document.add_heading("Findings", 1)
    for number, one in enumerate(stage.window.workspace.read(theme_quotes)[:16]):
        words = one.text.strip()
        if number % 3 == 1:
            words = words.replace(" and ", " but ", 1)
        who = "Lotte" if number % 5 == 2 else ", ".join(one.participants)
        document.add_paragraph(f"As was said, “{words}” ({who}, {one.source}).")
    document.add_paragraph("They are “hard to reach”, it is said.")
    path = stage.window.workspace.project.path.with_name("Paper.docx")
    document.save(str(path))
    page = _page(stage, "manuscript")
    page.check(path)
    stage.settle()


ROWS: tuple[tuple[Any, ...], ...] = (
    ("report-leaving", SAMPLE, [leaving]),
    ("report-leaving-none", EMPTY, [leaving]),
    ("report-quotes", SAMPLE, [quotes]),
    ("report-quotes-edited", SAMPLE, [quotes, edited]),
    ("report-quotes-none", EMPTY, [quotes]),
    ("report-manuscript", SAMPLE, [manuscript]),
    ("report-manuscript-checked", SAMPLE, [checked]),
)
