"""A copy comes back in the real window: seen before it is merged, conflicts settled by keys, undone by one."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from qda.core import codebook, coders, documents, participants, plan
from qda.core.draws import Draw
from qda.core.merging import OURS, THEIRS, copy_project, reports
from qda.core.withdrawal import withdraw
from qda.storage import backups
from qda.storage.project import Project
from qda.ui.main_window import MainWindow
from qda.ui.views.comparing.copies import CopiesPage
from tests.core.merging.team import rows_of
from tests.storage.searching import leftovers
from tests.ui import copy_room
from tests.ui.conftest import answer, drop_on, idle, in_front, keys, name_file, press, wait_until
from tests.withdrawing import WORDS, told_by_two


def _definition(project: Project) -> str:
    with project.read() as session:
        return next(row.definition for row in codebook.codes(session) if row.name == "Fear")


def _both(window: MainWindow, folder: Path) -> Path:
    """Let Ben code and define in a copy, and Ann define otherwise here."""

    def work(copy: Project) -> None:
        copy_room.define(copy, "Fear", "Whoever is afraid of the dark.")
        copy_room.apply(copy, "Fear", 2, 9)
        with copy.change("Make code") as session:
            codebook.add_code(session, "Hope")

    path = copy_room.copy_of_ben(window, folder, work)
    copy_room.define(window.workspace.project, "Fear", "Whoever is afraid of people.")
    return path


def test_a_conflict_is_settled_by_a_key_and_the_merge_undone_by_one(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    project = window.workspace.project
    path = _both(window, tmp_path)
    before = rows_of(project)
    copy_room.bring(window, path)
    preview = page.preview
    assert page.stack.currentWidget() is preview and page.title.words() == "What “ben.loom” brings"
    assert rows_of(project) == before, "looking writes nothing"
    told = {preview.what.topLevelItem(row).text(0): row for row in range(preview.what.topLevelItemCount())}
    passages = preview.what.topLevelItem(told["Coded passages"])
    assert (passages.text(1), passages.child(0).text(0), passages.child(0).text(1)) == ("1", "Fear", "1")
    assert preview.what.topLevelItem(told["Codes and categories"]).child(0).text(0) == "Hope"
    assert preview.tabs.tabText(1) == "Conflicts 1"
    preview.tabs.setCurrentIndex(1)
    preview.conflicts.table.setFocus()
    marked = [text.toHtml() for text in preview.conflicts.versions.texts]
    assert ["underline" in words for words in marked] == [False, True, True] and "dark" in marked[2]
    keys("2")
    assert list(preview.conflicts.choices.values()) == [THEIRS]
    keys("1")
    assert list(preview.conflicts.choices.values()) == [OURS]
    keys("2")
    copy_room.click(preview.merge)
    idle(window)
    assert _definition(project) == "Whoever is afraid of the dark."
    (report,) = window.workspace.read(reports)
    assert [answer.choice for answer in report.answers] == [THEIRS]
    assert page.stack.currentWidget() is page.list and page.list.report() == report
    assert "Merged ben.loom" in window.notice.words()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(window)
    assert rows_of(project) == before
    assert page.list.reports == []


def test_a_dropped_copy_is_shown_and_brings_nothing_the_second_time(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    path = copy_room.copy_of_ben(window, tmp_path, lambda copy: copy_room.apply(copy, "Fear", 2, 9))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    for merged in (False, True):
        drop_on(page, QPointF(20, 20), data)
        idle(window)
        assert window.workspace.project.path.name == "study.loom", "a copy that is dropped here is not opened"
        assert page.stack.currentWidget() is page.preview
        assert page.preview.merge.isEnabled() is not merged
        if not merged:
            page.preview.merge.setFocus()
            keys(Qt.Key.Key_Space)
            wait_until(lambda: page.stack.currentWidget() is page.list, "what was merged to be shown")
            idle(window)
    assert "nothing to merge" in page.preview.hint.text()
    keys(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.list
    assert [copy.back != () for copy in page.list.copies] == [True]


def test_what_changes_meanwhile_asks_for_another_look_and_keeps_what_was_settled(
    window: MainWindow, tmp_path: Path
) -> None:
    page = copy_room.begin(window, tmp_path)
    copy_room.bring(window, _both(window, tmp_path))
    page.preview.tabs.setCurrentIndex(1)
    page.preview.conflicts.table.setFocus()
    keys("2")
    window.notice.tell("What was told", False)
    window.workspace.backups.make("asked")
    idle(window)
    assert page.preview.merge.isEnabled(), "a backup changes nothing"
    assert window.notice.words() == "What was told"
    window.workspace.do("Make code", codebook.add_code, "Meanwhile")
    assert not page.preview.merge.isEnabled() and page.preview.again.isVisible()
    copy_room.click(page.preview.again)
    idle(window)
    assert page.preview.merge.isEnabled() and not page.preview.again.isVisible()
    assert list(page.preview.conflicts.choices.values()) == [THEIRS]
    assert page.preview.tabs.currentIndex() == 1


def test_what_is_no_copy_is_said_in_a_line_and_the_project_itself_refused(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    (tmp_path / "letter.loom").write_text("Dear Ann")
    copy_room.bring(window, tmp_path / "letter.loom")
    assert page.problem.isVisible() and "letter.loom" in page.problem.text()
    copy_room.bring(window, tmp_path / "study.loom")
    assert "this project itself" in page.problem.text()
    assert page.stack.currentWidget() is page.ways


def test_a_project_that_is_only_read_takes_no_copy_in(window: MainWindow, tmp_path: Path) -> None:
    copy_room.begin(window, tmp_path)
    path = copy_room.copy_of_ben(window, tmp_path, lambda _copy: None)
    window.workspace.close()
    window.workspace.adopt(Project.open(tmp_path / "study.loom", read_only=True))
    QTest.keyClick(window, Qt.Key.Key_B, copy_room.CTRL_ALT)
    page = window.compare.page()
    assert "can only be read" in page.problem.text()  # type: ignore[union-attr]
    page.bring(path)  # type: ignore[union-attr]
    assert page.stack.currentWidget() is not page.preview  # type: ignore[union-attr]


def test_while_a_copy_is_merged_the_gate_is_closed(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    copy_room.bring(window, _both(window, tmp_path))
    page.preview.merge.setFocus()
    keys(Qt.Key.Key_Space)
    assert not window.workspace.do("Make code", codebook.add_code, "Too early")
    assert not page.preview.merge.isEnabled()
    idle(window)
    assert len(window.workspace.read(reports)) == 1


def test_who_still_codes_independently_is_not_told_which_codes_others_used(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    people = [person.id for person in window.workspace.read(coders.coders)]
    sources = tuple(key for key, _name in window.workspace.read(documents.source_names))
    path = copy_room.copy_of_ben(window, tmp_path, lambda copy: copy_room.apply(copy, "Fear", 2, 9))
    window.workspace.do("Plan round", plan.plan_round, "Both", Draw(source_ids=sources), people, blind=True)
    copy_room.bring(window, path)
    first = page.preview.what.topLevelItem(0)
    assert first is not None and (first.text(0), first.text(1)) == ("Coded passages", "1")
    assert first.childCount() == 0
    copy_room.click(page.preview.merge)
    idle(window)
    assert len(window.workspace.read(reports)) == 1


def _of_two(window: MainWindow, folder: Path) -> tuple[CopiesPage, Path]:
    """Open the study of :func:`told_by_two` on the page of copies; return a copy in which Dorothea was withdrawn."""
    with Project.open(folder / "study.loom") as project:
        copy_project(project, folder / "copy.loom")
    with Project.open(folder / "copy.loom") as copy:
        with copy.read() as session:
            dorothea = participants.find_participant(session, "Dorothea")
        withdraw(copy, dorothea)
        with copy.change("Make code") as session:
            codebook.add_code(session, "Mornings")
    assert window.workspace.open(folder / "study.loom")
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    return cast(CopiesPage, window.compare.choose("copies")), folder / "copy.loom"


def test_who_was_withdrawn_in_a_copy_is_withdrawn_here_once_somebody_says_so(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    told_by_two(tmp_path / "study.loom")
    page, path = _of_two(window, tmp_path)
    work = window.workspace
    backups.make(work.project.path, "asked")
    before = rows_of(work.project)
    said: list[str] = []

    def go_back(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    answer(name_file(path))
    answer(go_back)
    QTest.keyClick(window, Qt.Key.Key_B, copy_room.CTRL_ALT)
    idle(window)
    assert "still in this project (Alone, Dorothea)" in said[0]
    assert "can't be undone" in said[0]
    assert rows_of(work.project) == before
    assert page.stack.currentWidget() is not page.preview
    assert "Dorothea" in page.problem.text()
    in_front(window)
    answer(name_file(path))
    answer(press("Withdraw here too"))
    QTest.keyClick(window, Qt.Key.Key_B, copy_room.CTRL_ALT)
    wait_until(lambda: page.stack.currentWidget() is page.preview, "what the copy brings")
    assert [one.name for one in work.read(participants.participants)] == ["Edmund"]
    assert work.undo_label() is None
    copy_room.click(page.preview.merge)
    idle(window)
    assert "Mornings" in {row.name for row in work.read(codebook.codes)}
    in_front(window)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_2, copy_room.CTRL_ALT)
    idle(window)
    assert [line.head[0] for line in window.sources.people.model.lines] == ["Edmund"]
    work.close()
    for one in (tmp_path / "study.loom", *(made.path for made in backups.backups(tmp_path / "study.loom"))):
        assert leftovers(one, WORDS) == []
