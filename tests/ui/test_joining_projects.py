"""Another project on the same sources is dropped on the page of copies: what is the same is confirmed, then joined."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from qda.core import codebook, coders, coding, documents
from qda.core.merging import reports
from qda.storage.project import Project
from qda.ui.main_window import MainWindow
from tests.core.merging import team
from tests.ui import copy_room
from tests.ui.conftest import idle, in_front, keys
from tests.ui.importing import choose_entry


def _other(path: Path) -> None:
    """Make a project of somebody else's on one of the sources."""
    with Project.create(path, title="Other") as project, project.change("All") as session:
        source = documents.add_source(session, team.TEXTS["Carla"])
        fears, way = codebook.add_code(session, "Fears"), codebook.add_path(session, "Getting there > Help")
        ann = coders.add_coder(session, "Ann Noor")
        coding.apply_code(session, ann, fears, source, 3, 9)
        coding.apply_code(session, ann, way, source, 10, 20)


def test_what_is_the_same_is_confirmed_by_keys_and_joined_as_one_change(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    _other(tmp_path / "other.loom")
    copy_room.bring(window, tmp_path / "other.loom")
    same = page.same
    assert page.stack.currentWidget() is same and same.table.hasFocus()
    rows = {same.table.model().index(row, 1).data(): row for row in range(same.table.model().rowCount())}

    def cell(name: str, column: int) -> str:
        return str(same.table.model().index(rows[name], column).data())

    assert cell("Carla", 2) == "Carla" and cell("Getting there > Help", 2) == "Getting there > Help"
    assert "kept apart" in cell("Ann Noor", 2) and "Ann Noor?" in cell("Ann Noor", 3), "a name is no person"
    same.table.setCurrentIndex(same.table.model().index(rows["Ann Noor"], 0))
    keys(Qt.Key.Key_Space)
    assert cell("Ann Noor", 2) == "Ann Noor"
    keys(Qt.Key.Key_Space)
    assert "kept apart" in cell("Ann Noor", 2)
    keys(Qt.Key.Key_Space)
    same.table.setCurrentIndex(same.table.model().index(rows["Fears"], 0))
    keys(Qt.Key.Key_Return)
    assert same.box.hasFocus()
    choose_entry(same.box, same.box.findText("Fear"))
    assert cell("Fears", 2) == "Fear"
    copy_room.click(same.confirm)
    idle(window)
    preview = page.preview
    assert page.stack.currentWidget() is preview
    kinds = [preview.what.topLevelItem(row).text(0) for row in range(preview.what.topLevelItemCount())]
    assert kinds[0] == "Coded passages" and "Codes and categories" not in kinds and "Coders" not in kinds
    before = team.rows_of(window.workspace.project)
    copy_room.click(preview.merge)
    idle(window)
    people = window.workspace.read(coders.coders)
    assert [(person.name, person.codings) for person in people] == [("Ann Noor", 4), ("Ben Okri", 1)]
    assert page.list.report() == window.workspace.read(reports)[0]
    in_front(window)
    assert page.list.back.hasFocus()
    keys((Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    idle(window)
    assert team.rows_of(window.workspace.project) == before


def test_going_back_from_what_is_the_same_leaves_everything(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    _other(tmp_path / "other.loom")
    before = team.rows_of(window.workspace.project)
    copy_room.bring(window, tmp_path / "other.loom")
    copy_room.click(page.same.leave)
    assert page.stack.currentWidget() is page.ways and team.rows_of(window.workspace.project) == before
    assert page.hand_out.isVisible()
