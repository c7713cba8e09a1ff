"""Quotes as they are printed, and a manuscript held against what was said, in the place Report, by keys and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from qda.core.documents import find_source
from qda.core.themes import outline, printed, quotes
from qda.ui.main_window import MainWindow
from qda.ui.views.reporting.manuscript import ManuscriptPage
from qda.ui.views.reporting.quotes import QuotesPage
from tests.core.importers.test_docx import p, r, write_docx
from tests.core.manuscript import study
from tests.ui.conftest import keys, type_into, wait_until
from tests.ui.section_room import SectionRoom, click

SAID = "I never told my boss in Vennick about the ward."


class Room(SectionRoom):
    """The window, and ids by name."""

    place = "report"


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """The study of the manuscript check, with one more quote of Ben; the place Report is in front."""
    path = tmp_path / "study.loom"
    with study.make(path) as project, project.change("Pick") as s:
        start = study.GROUP.index(SAID)
        theme = outline.themes(s)[0].id
        quotes.pick_quote(s, find_source(s, "Group 02"), start, start + len(SAID), theme_id=theme)
    assert window.workspace.open(path)
    QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    return Room(window, {})


def test_a_quote_is_masked_and_cut_by_keys_and_strange_words_are_not_kept(here: Room) -> None:
    here.window.go("code")
    here.window.perform("show_quote_bank")
    page = here.page("quotes", QuotesPage)
    page.table.setFocus()
    assert [row[1].text for row in page.table.facts.rows] == ["Ben, Group 02, line 2", "Dora, Interview 03, line 2"]
    assert page.told.text() == (
        "2 quotes. Never quoted: Ada, Cleo, Emil. "
        "1 of 5 people can be picked out by the table of participants (see Before it leaves)."
    )
    assert [page.uses.item(row).text() for row in range(page.uses.count())] == ["Theme: Doors"]
    words = page.form.words
    # “in Vennick” is chosen by keys, and masked by its button.
    words.setFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    keys(Qt.Key.Key_Home, *[Qt.Key.Key_Right] * SAID.index("Vennick"), *[(Qt.Key.Key_Right, shift)] * len("Vennick"))
    click(page.form.bracket)
    keys("town")
    assert words.toPlainText() == SAID.replace("Vennick", "[town]")
    keys((Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier), " Sadly.")
    wait_until(lambda: page.form.problem.text(), "the sentence on strange words")
    assert page.form.problem.text().startswith("“Sadly” was not said here.")
    assert not page.form.keep.isEnabled()
    keys((Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert here.read(printed.printed) == {}
    keys(*[Qt.Key.Key_Backspace] * len(" Sadly."), (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert list(here.read(printed.printed).values()) == [SAID.replace("Vennick", "[town]")]
    assert page.table.facts.rows[0][3].text == "edited"
    assert "Vennick" in page.form.difference.toPlainText()
    click(page.form.question)
    assert words.toPlainText() == "[Interviewer: Who wants to begin?] I never told my boss in [town] about the ward."
    click(page.form.keep)
    assert page.table.facts.rows[0][0].text.startswith("[Interviewer: Who wants to begin?]")
    here.window.workspace.undo()
    here.window.workspace.undo()
    assert here.read(printed.printed) == {}
    assert words.toPlainText() == SAID


def test_quotes_are_found_and_lead_to_where_they_are_used_and_said(here: Room) -> None:
    page = here.page("quotes", QuotesPage)
    type_into(page.search, "dora doors")
    assert [one.source for one in page.quotes] == ["Interview 03"]
    page.people.table.choose(1)
    page.people.table.setFocus()
    keys(Qt.Key.Key_Return)
    assert (page.search.text(), [one.source for one in page.quotes]) == ("Ben", ["Group 02"])
    page.uses.setFocus()
    page.uses.setCurrentRow(0)
    keys(Qt.Key.Key_Return)
    assert here.window.stack.currentWidget() is here.window.themes
    page = here.page("quotes", QuotesPage)
    click(page.show_it)
    assert here.window.code.transcript is not None
    assert here.window.code.transcript.name == "Group 02"


def test_a_manuscript_is_checked_and_each_finding_leads_to_the_words(
    here: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = write_docx(
        tmp_path / "paper.docx",
        p(r("“She asked me how I slept” (Cleo). They are “hard to reach”.")) + p(r("“He is not a mad man” (Cleo).")),
    )
    page = here.page("manuscript", ManuscriptPage)
    assert not page.parts.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(paper), ""))
    here.window.go("code")
    here.window.perform("check_manuscript")
    wait_until(lambda: page.checked is not None, "the check")
    rows = [[cell.text for cell in row] for row in page.table.facts.rows]
    assert rows == [["3", "He is not a mad man", "Other words than were said; Wrong label", "Ben", "paragraph 2"]]
    assert page.findings.text().splitlines() == [
        "Ben, Group 02, line 2",
        "• “mad” stands for “bad”.",
        "• The label says Cleo; the words are Ben’s.",
    ]
    assert "bad" in page.difference.toPlainText()
    page.which.setFocus()
    keys(Qt.Key.Key_Down)
    assert len(page.quotations) == 3
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no zip")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(broken), ""))
    click(page.open)
    wait_until(lambda: page.problem.text(), "the refusal")
    assert "broken.docx is damaged" in page.problem.text()
    page.table.choose(2)
    page.table.setFocus()
    keys(Qt.Key.Key_Return)
    assert here.window.code.transcript is not None
    assert here.window.code.transcript.name == "Group 02"
