"""The section Agreement: figures by code and what they say, the way to differences, the methods section, snapshots."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from qda.core import coding, plan, readings
from qda.core.agreement.snapshots import snapshots
from qda.core.draws import Draw
from qda.ui.main_window import MainWindow
from qda.ui.models.rows_model import SHADE
from qda.ui.views.comparing.agreement import AgreementPage
from tests.core.agreement import double
from tests.core.agreement.double import Double
from tests.ui.conftest import answer, enter_text, idle, in_front, keys, wait_until


def show(window: MainWindow) -> AgreementPage:
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    page = window.compare.choose("agreement")
    assert isinstance(page, AgreementPage)
    idle(window)
    return page


@pytest.fixture
def ids(tmp_path: Path) -> Double:
    return double.make(tmp_path / "twice.loom")


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, ids: Double) -> AgreementPage:
    window.workspace.open(tmp_path / "twice.loom")
    return show(window)


def cells(page: AgreementPage) -> list[list[str]]:
    table = page.stack.currentWidget()
    model = table.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def pick(page: AgreementPage, name: str, value: str) -> None:
    """Choose a value of a list by the keyboard."""
    box = page.choices.boxes[name]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _step in range(box.findData(value)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    idle(page.window())


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def go_down_to(page: AgreementPage, name: str) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _step in range(next(n for n, row in enumerate(cells(page)) if row[0].strip() == name)):
        QTest.keyClick(page.table, Qt.Key.Key_Down)


def test_a_row_a_code_with_all_together_on_top(page):
    assert [row[0] for row in cells(page)] == ["All codes together", "\u2003Hiding", "\u2003Help", "\u2003Unused"]
    assert page.table.facts.heads == ["Code or theme", "Percent", "Cohen's κ", "Krippendorff's α", "Sentences"]
    assert cells(page)[1][1:3] == ["88 %", "0.60"]
    assert cells(page)[3][1:3] == ["100 %", "undefined"]


def test_the_chosen_row_is_read_plainly(page):
    go_down_to(page, "Hiding")
    assert page.beside.title.text() == "Hiding"
    said = page.beside.reading.text()
    assert said.startswith("Of 4 sentences that at least one of Ann Noor and Ben Ito coded “Hiding”, 2 were coded by")
    assert "Cohen's kappa is 0.60." in said
    assert said.count("There is no interval over sources") == 1
    assert "prevalence index" in said
    go_down_to(page, "Unused")
    assert "Cohen's kappa: Undefined, because" in page.beside.reading.text()


def test_what_was_left_out_leads_to_its_source(page, window, ids):
    assert page.beside.left.item(0).text() == "Interview 3: Only Ann Noor finished it."
    page.beside.left.setFocus()
    page.beside.left.setCurrentRow(0)
    keys(Qt.Key.Key_Return)
    assert window.code.transcript.id == ids.sources[2]


def test_the_methods_sentence_is_copied(page, window):
    assert page.beside.methods.text().startswith("Two coders (AN and BI) independently coded 2 sources.")
    page.beside.called.setFocus()
    QTest.keyClick(page.beside.called, Qt.Key.Key_End)
    page.beside.codersAs.emit()
    click(page.beside.copy)
    assert QGuiApplication.clipboard().text().startswith("Two coders independently coded 2 sources.")


def test_another_unit_and_more_statistics(page):
    pick(page, "unit", "character")
    assert cells(page)[1][-1] == f"{2 * len(double.TEXT):,}"
    pick(page, "statistics", "all")
    assert "Gwet's AC1" in page.table.facts.heads and "Scott's π" in page.table.facts.heads
    pick(page, "unit", "sentence")
    assert cells(page)[1][-1] == "16"
    pick(page, "statistics", "few")
    pick(page, "unit", "passage")
    assert page.table.facts.heads[1] == "Unitizing alpha (u-alpha)"
    assert next(row for row in cells(page) if row[0].strip() == "Help")[1] == "1.00"


def test_the_heat_map_has_numbers_and_shades(page):
    pick(page, "show", "cohen-kappa")
    assert cells(page)[0][0] == "All codes together" and page.heat.facts.heads == ["Code or theme", "AN–BI"]
    shades = [page.heat.model().index(row, 1).data(SHADE) for row in range(4)]
    assert shades[1] == pytest.approx(0.6) and shades[2] == 1 and shades[3] is None
    assert cells(page)[3][1] == "–"


def test_return_goes_to_the_differences_about_the_code(page, window):
    go_down_to(page, "Hiding")
    keys(Qt.Key.Key_Return)
    assert window.compare.section() == "reconcile"
    idle(window)
    assert window.compare.page().choices.value("about") == page._about[1][1]


def test_bands_come_with_their_caveat(page):
    go_down_to(page, "Hiding")
    assert "Landis" not in page.note.text() + page.beside.reading.text()
    click(page.choices.ticks["bands"])
    assert "arbitrary" in page.note.text()
    assert "“moderate”" in page.beside.reading.text()


def test_figures_follow_what_is_coded(page, window, ids):
    act = (coding.apply_code, ids.ben, ids.hiding, ids.sources[0], *double.sentence(1))
    assert window.workspace.do("Apply code", *act)
    idle(window)
    assert cells(page)[1][1] == "94 %"


def test_snapshots_are_kept_compared_and_deleted(page, window, ids):
    answer(enter_text("Before we met"))
    click(page.beside.keep)
    in_front(window)
    idle(window)
    assert page.beside.snapshots.item(0).text().endswith(" · Before we met")
    window.workspace.do("Code", coding.apply_code, ids.ben, ids.hiding, ids.sources[0], *double.sentence(1))
    idle(window)
    page.beside.snapshots.setFocus()
    QTest.keyClick(page.beside.snapshots, Qt.Key.Key_Down)
    said = page.beside.moved.text()
    assert said.startswith("Percent agreement: 94 %, now 97 %.")
    assert "Cohen's kappa of codes: higher for 1, lower for 0, of 3." in said
    page.beside.snapshots.setFocus()
    QTest.keyClick(page.beside.snapshots, Qt.Key.Key_Delete)
    assert window.workspace.read(snapshots) == []
    assert page.beside.snapshots.count() == 0


def test_a_stopped_count_keeps_the_old_figures(page, window):
    before = cells(page)
    page.recount()
    window.workspace.jobs.cancel(page._job())
    idle(window)
    if "Stopped" in page.note.text():  # it may have been quicker
        assert cells(page) == before
    assert page.found is not None


def test_a_reflexive_study_says_first_why_many_do_not_score(window, tmp_path):
    double.make(tmp_path / "reflexive.loom", "reflexive")
    window.workspace.open(tmp_path / "reflexive.loom")
    page = show(window)
    assert page.why.isVisible() and not page.table.isVisible()
    assert "Braun & Clarke" in page.why.words.text()
    assert page.found is None
    page.why.setFocus()
    keys(Qt.Key.Key_Space)
    assert window.compare.section() == "reconcile"
    window.compare.choose("agreement")
    click(page.why.show_)
    idle(window)
    assert page.table.isVisible() and cells(page)[0][0] == "All codes together"


def test_what_is_hidden_from_the_coder_has_no_figures(page, window, ids):
    def hide(session):
        readings.finish(session, ids.ann, ids.sources[:1], finished=False)
        plan.plan_round(session, "Second", Draw(), [ids.ann, ids.ben], blind=True)

    window.workspace.do("Plan", hide)
    idle(window)
    assert window.workspace.coder_id == ids.ann
    assert page.note.text().startswith("Your own view: others' work is hidden in 1 transcript")
    assert [one.name for one in page.found.sources] == ["Interview 2"]
    window.workspace.do("Again", readings.finish, ids.ann, ids.sources[1:], finished=False)
    idle(window)
    assert page.found is None and cells(page) == []
    assert "hidden in 3 transcripts" in page.note.text()


def test_with_one_coder_it_says_what_is_needed(project_window):
    page = show(project_window)
    wait_until(lambda: "two coders" in page.note.text(), "the reason")
    assert not page.beside.copy.isEnabled() and not page.beside.keep.isEnabled()
