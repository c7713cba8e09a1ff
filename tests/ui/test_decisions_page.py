"""Decisions on sources, by keys: each person alone, nothing seen of the other before, then compared and settled."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import coders, documents, judgements, participants
from qda.core.approaches import begin
from qda.core.importers import Imported
from qda.ui.main_window import MainWindow
from qda.ui.views.comparing.decisions import DecisionsPage
from tests.ui.conftest import answer, enter_text, idle, in_front


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> DecisionsPage:
    """A review of twelve records, of which Ben has decided the first eleven; Ann is at the computer."""
    path = tmp_path / "review.loom"
    with begin(path, approach="review", coder="Ann Noor") as project, project.change("Import") as session:
        records = [documents.add_source(session, Imported(f"Record {at:02}", f"Abstract {at}.")) for at in range(12)]
        ben = coders.add_coder(session, "Ben Oak")
        decision = participants.add_attribute(
            session, "Title and abstract", "choice", ["include", "exclude"], scope="source"
        )
        for at, record in enumerate(records[:11]):
            judgements.judge(session, decision, record, ben, ["include" if at < 4 else "exclude"])
    assert window.workspace.open(path)
    window.workspace.choose_coder(window.workspace.read(coders.find_coder, "Ann Noor"))
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    found = cast(DecisionsPage, window.compare.choose("decisions"))
    in_front(window)
    return found


def main(page: DecisionsPage) -> MainWindow:
    return cast(MainWindow, page.window())


def shown(page: DecisionsPage) -> list[list[str]]:
    return [[cell.text for cell in row] for row in page.table.facts.rows]


def decide_all(page: DecisionsPage) -> None:
    """Include the first three records and exclude all others, a digit each."""
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    for at in range(12):
        QTest.keyClick(page.table, Qt.Key.Key_1 if at < 3 else Qt.Key.Key_2)


def test_each_decides_alone_by_digits(page: DecisionsPage) -> None:
    assert page.table.facts.heads == ["Source", "Your decision"]
    assert "1 include · 2 exclude" in page.keys.text()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_1)
    QTest.keyClick(page.table, Qt.Key.Key_2)
    assert shown(page)[:3] == [["Record 00", "include"], ["Record 01", "exclude"], ["Record 02", ""]]
    assert page.about.text().startswith("2 of 12 decided by you.")
    assert not page.compare.isEnabled()
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    QTest.keyClick(page.table, Qt.Key.Key_0)
    assert shown(page)[0] == ["Record 00", ""]
    page.table.setCurrentIndex(page.table.model().index(5, 0))
    QTest.keyClick(page.table, Qt.Key.Key_N)
    assert page.table.currentIndex().row() == 6
    main(page).undo()
    assert shown(page)[0] == ["Record 00", "include"]


def test_others_are_seen_when_all_is_decided_and_differences_are_settled(page: DecisionsPage) -> None:
    assert not any("Ben" in head for head in page.table.facts.heads)
    decide_all(page)
    assert page.about.text().startswith("12 of 12 decided by you. You can compare now")
    QTest.mouseClick(page.compare, Qt.MouseButton.LeftButton)
    idle(main(page))
    assert page.table.facts.heads == ["Source", "Ann Noor", "Ben Oak", "They differ", "Settled"]
    assert shown(page)[0] == ["Record 03", "exclude", "include", "differ", ""]
    assert page.about.text() == "All of them decided about 11 sources: 10 alike. Still to settle: 1."
    scores = {row[0].text: row[1].text for row in page.scores.table.facts.rows}
    assert scores["Percent agreement"] == "0.909"
    # po = 10/11; included 3 and 4 times of 11
    chance = (3 * 4 + 8 * 7) / 121
    assert scores["Cohen's kappa"] == f"{(10 / 11 - chance) / (1 - chance):.3f}"

    assert "kappa can be " + scores["Cohen's kappa"] + " at most" in page.scores.notes.text()

    QTest.mouseClick(page.adopt, Qt.MouseButton.LeftButton)
    assert main(page).notice.words() == "10 sources have what was decided alike. 1 differs still."
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(4, 0))
    QTest.keyClick(page.table, Qt.Key.Key_N)
    assert page.table.currentIndex().row() == 0
    QTest.keyClick(page.table, Qt.Key.Key_1)
    assert shown(page)[0] == ["Record 03", "exclude", "include", "differ", "include"]
    with main(page).workspace.project.read() as session:
        found = judgements.judged(session, page.judged.attribute.id)
    assert len(found.values) == 11
    assert scores["Percent agreement"] == page.scores.table.facts.rows[0][1].text  # own decisions stay


def test_another_person_sees_only_their_own(page: DecisionsPage) -> None:
    decide_all(page)
    work = main(page).workspace
    work.choose_coder(work.read(coders.find_coder, "Ben Oak"))
    assert page.table.facts.heads == ["Source", "Your decision"]
    assert shown(page)[3] == ["Record 03", "include"]
    assert page.about.text().startswith("11 of 12 decided by you. What others decide is shown when")


def test_a_new_decision_and_one_typed(page: DecisionsPage) -> None:
    answer(enter_text("Full text"))
    QTest.mouseClick(page.new, Qt.MouseButton.LeftButton)
    assert page.attribute.currentText() == "Full text"
    assert shown(page)[0] == ["Record 00", ""]
    work = main(page).workspace
    work.do("Add attribute", participants.add_attribute, "QualSyst", "number", scope="source")
    page.attribute.setFocus()
    QTest.keyClick(page.attribute, Qt.Key.Key_Down)
    assert page.attribute.currentText() == "QualSyst"
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    answer(enter_text("85 %"))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert shown(page)[0] == ["Record 00", "85 %"]


def test_an_empty_page_offers_the_first_decision(project_window: MainWindow) -> None:
    QTest.keyClick(project_window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    found = cast(DecisionsPage, project_window.compare.choose("decisions"))
    if found.judged is None:
        assert found.stack.currentIndex() == 0
        answer(enter_text("Screening"))
        found.add_decision()
    assert found.stack.currentIndex() == 1
