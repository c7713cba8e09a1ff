"""Coding independently: on every screen others' work stays away until one says "finished", and is there afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import memos, plan, readings, retrieval
from qda.core.draws import Draw
from qda.core.memo_text import Link
from qda.ui.main_window import MainWindow
from tests.ui.coding_room import code, colleague, open_interview
from tests.ui.conftest import idle, wait_until
from tests.ui.reading import span

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def room(project_window: MainWindow) -> MainWindow:
    """Ann has a transcript to code that Ben has coded and finished already; a memo of his lies on it."""
    window = project_window
    source = open_interview(window)
    ann, ben = window.workspace.coder_id, colleague(window)
    assert ann is not None
    here = window.code.transcript
    assert here is not None
    code(window, "prison mask", "mask")
    code(window, "show weakness", "weakness", ben)
    start, end = span(here.text, "a victim")
    link = Link(source_id=source, start=start, end=end)
    work = window.workspace
    work.do("Write memo", memos.add_memo, "Whose victim?", "Hm.", coder_id=ben, links=[link])
    work.do("Finish source", readings.finish, ben, [source])
    work.do("Plan round", plan.plan_round, "All twice", Draw(), [ann, ben], blind=True)
    idle(window)
    return window


def marks(window: MainWindow) -> set[str]:
    view = window.code.view
    return {mark.name for mark in view.index.between(0, len(view.text))}


def test_stripes_the_cursor_counts_and_quotes_show_ones_own_work_only(room: MainWindow) -> None:
    window = room
    assert marks(window) == {"mask"}
    window.code.view.focus_line(2)
    assert [mark.coder for mark in window.code.marks_here()] == ["Ann Noor"]
    numbers = window.workspace.read(retrieval.coding_numbers)
    assert sorted(numbers.values()) == [1]
    assert "hidden until you have finished" in window._state.text()


def test_sources_memos_and_tables_show_ones_own_work_only(room: MainWindow) -> None:
    window = room
    window.go_sources()
    model = window.sources.transcripts.table.model()
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert "BO" not in " ".join(cells)
    window.go_memos()
    idle(window)
    assert window.workspace.read(memos.memos) == []
    window.go_themes()
    window.go_tables()
    idle(window)


def test_saying_finished_shows_everything_and_taking_it_back_hides_it(room: MainWindow) -> None:
    window = room
    assert window.code.transcript is not None
    window.workspace.do("Finish source", readings.finish, window.workspace.coder_id, [window.code.transcript.id])
    idle(window)
    assert marks(window) == {"mask", "weakness"}
    assert "hidden" not in window._state.text()
    assert [row.title for row in window.workspace.read(memos.memos)] == ["Whose victim?"]
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(window)
    assert marks(window) == {"mask"}


def test_whoever_codes_next_sees_what_is_theirs_to_see(room: MainWindow) -> None:
    window = room
    ann = window.workspace.coder_id
    ben = next(key for key in (row[1] for row in window.workspace.read_everything(readings.readings)) if key != ann)
    window.workspace.choose_coder(ben)
    idle(window)
    assert marks(window) == {"mask", "weakness"}
    assert ann is not None
    window.workspace.choose_coder(ann)
    idle(window)
    assert marks(window) == {"mask"}
    path = window.workspace.project.path
    window.close_project()
    window.workspace.open(path)
    idle(window)
    assert marks(window) == {"mask"}


def test_what_is_written_says_that_it_is_ones_own_view(room: MainWindow) -> None:
    window = room
    window.go_report()
    items = window.report.products.list
    items.setCurrentItem(items.findItems("Coded passages", Qt.MatchFlag.MatchExactly)[0])
    wait_until(lambda: "others' work is hidden in 1 transcript" in window.report.products._note.text())
    assert "weakness" not in window.report.products.preview.toPlainText()


def test_every_place_says_that_others_work_is_hidden(room: MainWindow) -> None:
    window = room
    for place in ("sources", "themes", "tables", "compare"):
        window.go(place)
        idle(window)
        assert "others' work hidden in 1 transcript" in window._state.text()
    page: Any = window.compare.choose("agreement")
    idle(window)
    assert "others' work is hidden in 1 transcript" in page.note.text()
    assert page.beside.none_left.text() == "Nothing was compared."


def test_agreement_says_what_is_hidden_beside_why_there_is_nothing_else(room: MainWindow) -> None:
    window = room
    open_interview(window, name="Not finished by anybody")
    window.go("compare")
    page: Any = window.compare.choose("agreement")
    idle(window)
    assert page.note.text().startswith("Your own view")
    assert "nothing to compare" in page.note.text()
    assert not page.choices.boxes["between"].isVisible()


def test_side_by_side_begins_where_coders_differ(project_window: MainWindow) -> None:
    window = project_window
    open_interview(window)
    second = open_interview(window, name="Interview 02")
    code(window, "prison mask", "mask")
    code(window, "show weakness", "weakness", colleague(window))
    window.go("compare")
    page: Any = window.compare.choose("reconcile")
    idle(window)
    assert page.source_id == second
    assert len(page.shown()) == 2
