"""A team's work once, in the real window: two people code a third independently, compare, reconcile and write it up."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from qda.core import coding, documents, plan, readings
from qda.core.agreement.asking import Ask
from qda.core.agreement.comparing import compare
from qda.core.check import check
from qda.core.importers import Imported
from qda.core.reconciling import consensus
from qda.ui.dialogs.plan_round import PlanRoundDialog
from qda.ui.main_window import MainWindow
from tests.ui.coding_room import colleague
from tests.ui.conftest import answer, idle, in_front, keys, name_file
from tests.ui.reading import turns_of

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SOURCES = 9
SAID = (
    "I waited in the corridor and nobody came.",
    "My sister drove me, else I would not have gone.",
    "They asked me twice, and twice I said nothing.",
    "You learn to hold your face still in there.",
    "The nurse had time. That is rare.",
)


def interview(number: int) -> Imported:
    """Return an interview of ten turns."""
    text = "\n\n".join(f"I: And then, {number}?\n\nN: {words}" for words in SAID)
    return Imported(f"Interview {number + 1}", text, tuple(turns_of(text)))


def code_all(window: MainWindow, sources: list[str], answers: list[str]) -> None:
    """Code what is said in each source line by line, by typing, and say that it is finished."""
    view, palette = window.code.view, window.code.palette_box
    for source in sources:
        window.code.open_source(source)
        view.setFocus()
        assert {mark.mine for mark in view.index.between(0, len(view.text))} <= {True}, "others' work is hidden"
        view.focus_line(1)
        for name in answers:
            QTest.keyClick(view, Key.Key_Down)
            if name:
                QTest.keyClicks(view, name[0])
                QTest.keyClicks(palette.field, name[1:])
                QTest.keyClick(palette.field, Key.Key_Return)
            QTest.keyClick(view, Key.Key_Down)
        QTest.keyClick(view, Key.Key_E, CTRL_SHIFT)
        idle(window)


def plan_a_third(window: MainWindow) -> str:
    """Plan a counted round of a third, each alone, on the page of coders and rounds; return its id."""
    QTest.keyClick(window, Key.Key_6, ALT)
    rounds = cast(Any, window.compare.choose("coders")).rounds

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, PlanRoundDialog)
        keys("A third", Key.Key_Return)

    answer(fill)
    QTest.mouseClick(rounds.plan, Qt.MouseButton.LeftButton)
    in_front(window)
    idle(window)
    (made,) = window.workspace.read(plan.rounds)
    assert (made.kind, made.blind, made.parts) == ("counted", True, SOURCES // 3)
    return str(made.id)


def write(window: MainWindow, product: str, path: Path) -> None:
    """Write a product for Word from the place of reports, of the round."""
    QTest.keyClick(window, Key.Key_9, ALT)
    window.report.show_product(product)
    idle(window)
    report = window.report.products
    report.format.setCurrentIndex(report.format.findData(".docx"))
    report.format.activated.emit(report.format.currentIndex())
    answer(name_file(path))
    QTest.mouseClick(report.write, Qt.MouseButton.LeftButton)
    in_front(window)
    idle(window)
    assert "Wrote" in window.notice.words()


def words_of(path: Path) -> str:
    document: Any = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).split())


def test_two_people_code_a_third_compare_reconcile_and_write_it_up(project_window: MainWindow, tmp_path: Path) -> None:
    window, work = project_window, project_window.workspace
    for number in range(SOURCES):
        work.do("Import transcripts", documents.add_source, interview(number))
    ann, ben = str(work.coder_id), colleague(window)
    round_id = plan_a_third(window)
    drawn = list(dict.fromkeys(part.source_id for part in work.read(plan.parts_of, round_id)))
    assert len(drawn) == SOURCES // 3

    # Both code alone; what each does is hidden from the other until that one has finished, too.
    window.go("code")
    code_all(window, drawn, ["waiting", "help", "silence", "mask", "help"])
    work.choose_coder(ben)
    QTest.keyClick(window, Key.Key_6, ALT)
    page: Any = window.compare.choose("reconcile")
    page.choices.boxes["source"].setCurrentIndex(page.choices.boxes["source"].findData(drawn[0]))
    page.choices.boxes["source"].activated.emit(0)
    assert "independently" in " ".join(label.text() for label in page.empty.findChildren(QLabel))
    window.go("code")
    code_all(window, drawn, ["waiting", "help", "mask", "mask", ""])
    for person in (ann, ben):
        assert set(work.read(readings.finished_sources, person)) == set(drawn)

    # The Agreement page shows figures of the round, and the sentence for the methods section.
    found = work.read(compare, Ask(round_id=round_id))
    assert len(found.sources) == len(drawn)
    figures: Any = window.compare.choose("agreement")
    QTest.keyClick(window, Key.Key_6, ALT)
    box = figures.choices.boxes["round"]
    box.setFocus()
    QTest.keyClick(box, Key.Key_Down)
    idle(window)
    assert "Round: A third" in box.currentText()
    model = figures.table.model()
    rows = [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]
    assert rows[0][0] == "All codes together"
    assert {"waiting", "help", "silence", "mask"} == {row[0].strip() for row in rows[1:]}
    assert next(row for row in rows if row[0].strip() == "waiting")[1:3] == ["100 %", "1.00"]
    QTest.mouseClick(figures.beside.copy, Qt.MouseButton.LeftButton)
    sentence = QGuiApplication.clipboard().text()
    assert sentence == figures.beside.methods.text()
    assert "independently coded 3 sources" in sentence
    assert "discussion" not in sentence

    # Where they differ they go back to the words; what is decided becomes the consensus.
    own = {row for source in drawn for row in work.read(coding.codings, source)}
    window.compare.choose("reconcile")
    for source in drawn:
        box = page.choices.boxes["source"]
        box.setCurrentIndex(box.findData(source))
        box.activated.emit(box.currentIndex())
        assert [row.kind for row in page.list.rows] == ["Different codes", "Coded by AN only"]
        page.list.setFocus()
        page.card.note.setFocus()
        keys("She says nothing, and says so.", Key.Key_Escape, "1", "2")
        assert page.beside.settled.words() == "2 of 2 settled"
        QTest.mouseClick(page.beside.take, Qt.MouseButton.LeftButton)
        QTest.mouseClick(page.beside.finish, Qt.MouseButton.LeftButton)
        idle(window)
    agreed = work.read(consensus.find_consensus)
    assert set(work.read(readings.finished_sources, agreed)) == set(drawn)
    rows = {row for source in drawn for row in work.read(coding.codings, source)}
    assert own <= rows, "everybody's own stays"
    names = {row.id: row.name for row in page.codes.values()}
    for source in drawn:
        theirs = [names[row.code_id] for row in work.read(coding.codings, source) if row.coder_id == agreed]
        assert theirs == ["waiting", "help", "mask", "mask", "help"]

    # Figures made from now on say that they are not independent; both reports are read back from Word.
    later = work.read(compare, Ask(round_id=round_id))
    assert [one.value for one in later.results] == [one.value for one in found.results], "the consensus is no coder"
    report, log = tmp_path / "agreement.docx", tmp_path / "differences.docx"
    write(window, "agreement", report)
    write(window, "disagreements", log)
    assert "after discussion" in words_of(report)
    written = words_of(log)
    assert written.count("She says nothing, and says so.") == len(drawn)
    assert "Ben Ode: mask" in written
    assert "6 of them settled" in written
    assert check(work.project) == []
