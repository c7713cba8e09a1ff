"""A project of another program comes in through the window, its report stays, and the project goes out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from qda.core import codebook, consent, memos, participants
from qda.core.exchange import read
from qda.core.exchange.giving import give
from qda.core.exchange.taking import preview_alone, take_in
from qda.core.merging import copy_project
from qda.core.withdrawal import withdraw
from qda.storage.project import Project
from qda.ui.dialogs.bring_project import BringProjectDialog
from qda.ui.dialogs.new_project import NewProjectDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.reporting.programs import ProgramsPage
from tests.core.exchange.bundles import foreign
from tests.storage.searching import leftovers
from tests.ui.conftest import answer, drop_on, idle, in_front, keys, name_file, press, type_into, wait_until
from tests.withdrawing import SAID, WORDS, told_by_two

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A project of somebody else as REFI-QDA."""
    path = tmp_path / "clinic.qdpx"
    with Project.create(tmp_path / "other.loom", title="Clinic") as project:
        with project.change("Bring in a project") as session:
            take_in(session, foreign(), file_name="first.qdpx")
        with project.read() as session:
            give(session, path)
    return path


def page(window: MainWindow) -> ProgramsPage:
    """Return the page of other programs, in front."""
    assert window.stack.currentWidget() is window.report
    shown = window.report.page()
    assert isinstance(shown, ProgramsPage)
    return shown


def cells(table: object, row: int = 0) -> list[str]:
    """Return what a row of a table shows."""
    model = table.model()  # type: ignore[attr-defined]
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_project_comes_into_a_new_one_from_the_welcome_page(window: MainWindow, file: Path, tmp_path: Path) -> None:
    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, BringProjectDialog)
        assert "clinic.qdpx" in dialog.said.text() and "Themeloom" in dialog.said.text()
        assert "New: coders 3; sources 2; codes 4; coded passages 5;" in dialog.report.new.text()
        keys(Qt.Key.Key_Return)

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, NewProjectDialog)
        assert dialog.title.text() == "Clinic"
        type_into(dialog.person, "Ann Noor")
        type_into(dialog.file, str(tmp_path / "new.loom"))
        QTest.keyClick(dialog.file, Qt.Key.Key_Return)

    for one in (name_file(file), look, fill):
        answer(one)
    button = next(one for one in window.welcome.findChildren(QPushButton) if "Bring in" in one.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_until(lambda: window.workspace.is_open and not window.workspace.jobs.running(), "the project")
    in_front(window)
    shown = page(window)
    assert cells(shown.list)[:2] == ["clinic.qdpx", "Themeloom"]
    assert QApplication.focusWidget() is shown.list
    assert {row.name for row in window.workspace.read(codebook.codes)} >= {"Barriers", "Mask"}
    keys((Qt.Key.Key_Z, CTRL))
    idle(window)
    assert window.workspace.read(codebook.codes) == [] and not shown.list.isVisible()


def test_a_file_that_is_known_already_brings_nothing(project_window: MainWindow, file: Path) -> None:
    with project_window.workspace.project.change("Bring in a project") as session:
        take_in(session, read(file))
    project_window.workspace.announce()

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, BringProjectDialog)
        assert not dialog.primary.isEnabled()
        press("Cancel")(dialog)

    answer(name_file(file))
    answer(look)
    keys((Qt.Key.Key_I, CTRL | ALT))
    idle(project_window)
    in_front(project_window)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file))])
    seen = answer(look)
    drop_on(project_window, QPointF(300, 300), dropped)
    idle(project_window)
    assert seen


@pytest.mark.parametrize("name", ["before.qdpx", "before.qda"])
def test_who_was_withdrawn_does_not_come_back_in_it(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    dorothea = told_by_two(tmp_path / "study.loom")
    with Project.open(tmp_path / "study.loom") as project:
        copy_project(project, tmp_path / "copy.loom")
        withdraw(project, dorothea)
    with Project.open(tmp_path / "copy.loom") as copy:
        with copy.change("Write memo") as session:
            memos.add_memo(session, "Once more", f"“{SAID}”, Dorothea told me.")
        with copy.read() as session:
            give(session, tmp_path / name, refused=True)
    assert window.workspace.open(tmp_path / "study.loom")
    in_front(window)

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, BringProjectDialog)
        told = {loss.what: loss.count for loss in dialog.report.losses.losses}
        assert (told["Sources"], told["Persons"]) == (2, 1)
        assert told["What others wrote"] >= 2
        keys(Qt.Key.Key_Return)

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    answer(look)
    drop_on(window, QPointF(300, 300), data)
    idle(window)
    work = window.workspace
    assert [one.name for one in work.read(participants.participants)] == ["Edmund"]
    assert "“[withdrawn]”, [withdrawn] told me." in [one.body for one in work.read(memos.memos)]
    work.close()
    assert leftovers(tmp_path / "study.loom", WORDS) == []


def test_a_file_of_no_kind_is_refused_in_a_sentence(project_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("I: Hello.")
    answer(name_file(path))
    keys((Qt.Key.Key_I, CTRL | ALT))
    idle(project_window)
    assert "talk.txt" in project_window.notice.words()


def test_the_project_goes_out_and_what_stays_behind_is_told(
    project_window: MainWindow, file: Path, tmp_path: Path
) -> None:
    with project_window.workspace.project.change("Bring in a project") as session:
        take_in(session, foreign())
    project_window.workspace.announce()
    project_window.action("show_programs").trigger()
    shown = page(project_window)
    assert shown.tabs.tabText(1) == "Files without text 2"
    assert cells(shown.media)[:4] == ["Door", "Picture", "from 1, 2 to 30, 40", "Mask"]
    shown.format.setFocus()
    keys(Qt.Key.Key_Down)
    path = tmp_path / "out"
    answer(name_file(path))
    shown.write.setFocus()
    keys(Qt.Key.Key_Space)
    idle(project_window)
    written = read(path.with_suffix(".qdpx"))
    assert written.program == "Themeloom (NVivo)" and len(written.codings) == 5
    assert shown.tabs.currentWidget() is shown.behind
    assert shown.behind.losses and shown.behind.losses[0].what in shown.behind.words.toPlainText()


def test_what_people_refused_goes_along_only_where_it_is_ticked(project_window: MainWindow, tmp_path: Path) -> None:
    with project_window.workspace.project.change("Bring in a project") as session:
        take_in(session, foreign())
        somebody = participants.participants(session)[0]
        consent.record_consent(session, somebody.id, {"take_part": False})
    project_window.workspace.announce()
    project_window.action("show_programs").trigger()
    shown = page(project_window)
    for name, known in (("out", False), ("whole", True)):
        in_front(project_window)
        if known:
            shown.refused.setFocus()
            keys(Qt.Key.Key_Space)
        answer(name_file(tmp_path / name))
        shown.write.setFocus()
        keys(Qt.Key.Key_Space)
        idle(project_window)
        persons = [one.name for one in read(tmp_path / f"{name}.qdpx").persons]
        assert (somebody.name in persons) is known
        assert ("refused to take part" in shown.behind.words.toPlainText()) is not known


def test_what_comes_in_is_asked_in_a_dialog_no_taller_than_its_words(window: MainWindow) -> None:
    """Words that wrap had the height of a column of a hundred pixels until they were laid out."""
    dialog = BringProjectDialog(preview_alone(foreign()), "a very long name of a file " * 12, window)
    before = dialog.height()
    dialog.show()
    assert dialog.height() == before
    assert dialog.said.minimumHeight() < before / 3
    dialog.close()


def test_what_is_written_is_told_in_full_where_the_box_cuts_it_off(project_window: MainWindow) -> None:
    project_window.action("show_programs").trigger()
    shown = page(project_window)
    for number in range(shown.format.count()):
        shown.format.setCurrentIndex(number)
        assert shown.format.toolTip() == shown.format.currentText()
    assert shown.write.height() >= shown.write.minimumSizeHint().height()
