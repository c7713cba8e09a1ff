"""The window as a whole: coming and going, undo named in the menu, failures said in words, looks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from qda.core import codebook, coders, coding, documents
from qda.core.importers import Imported
from qda.errors import ProjectFileError, RefusedError
from qda.storage.project import Project
from qda.ui import theme
from qda.ui.dialogs.new_project import NewProjectDialog
from qda.ui.main_window import MainWindow
from qda.ui.places import VIEWS
from qda.ui.workspace import SLOW_ROWS
from tests.ui.conftest import answer, drop_on, enter_text, idle, in_front, name_file, press, type_into, wait_until

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def button(window: MainWindow, words: str) -> QPushButton:
    return next(found for found in window.welcome.findChildren(QPushButton) if found.text().startswith(words))


def test_a_project_is_made_from_the_welcome_page(window: MainWindow, tmp_path: Path) -> None:
    def fill(dialog: object) -> None:
        assert isinstance(dialog, NewProjectDialog)
        type_into(dialog.title, "Care: in prison?")
        assert dialog.file.text().endswith("Care in prison.loom")
        type_into(dialog.person, "Ann Noor")
        type_into(dialog.file, str(tmp_path / "care"))
        QTest.keyClick(dialog.file, Qt.Key.Key_Return)

    answer(fill)
    QTest.mouseClick(button(window, "New project"), Qt.MouseButton.LeftButton)
    assert window.workspace.is_open
    assert window.workspace.project.path == (tmp_path / "care.loom").resolve()
    assert window.windowTitle() == "care \u2014 Themeloom"
    window.close_project()
    assert window.stack.currentWidget() is window.welcome
    assert sorted(path.name for path in tmp_path.iterdir()) == ["care.loom", "config"]
    recent = next(found for found in window.welcome.findChildren(QPushButton) if found.toolTip().endswith("care.loom"))
    QTest.mouseClick(recent, Qt.MouseButton.LeftButton)
    assert window.workspace.is_open


def test_a_new_project_never_takes_the_place_of_a_file(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "there.loom").write_text("mine")

    def fill(dialog: object) -> None:
        assert isinstance(dialog, NewProjectDialog)
        type_into(dialog.title, "T")
        type_into(dialog.person, "A")
        type_into(dialog.file, str(tmp_path / "there"))
        QTest.keyClick(dialog.file, Qt.Key.Key_Return)
        dialog.reject()

    answer(fill)
    window.new_project()
    assert not window.workspace.is_open
    assert (tmp_path / "there.loom").read_text() == "mine"


def test_a_file_that_is_no_project_is_refused_in_words(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "notes.loom"
    path.write_text("not a project")
    answer(name_file(path))
    window.open_project()
    assert "not a Themeloom project" in window.notice.words()
    assert window.stack.currentWidget() is window.welcome


def test_undo_and_redo_are_named_and_survive_a_restart(project_window: MainWindow) -> None:
    work, path = project_window.workspace, project_window.workspace.project.path
    work.do("Make code", codebook.add_path, "mask", about=lambda key: [("code", key)])
    project_window.close_project()
    work.open(path)
    assert project_window.action("undo").text() == "Undo: Make code \u201cmask\u201d"
    answer(press("Go on"))
    QTest.keyClick(project_window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert work.read(codebook.codes) == []
    assert project_window.action("redo").isEnabled()
    in_front(project_window)
    QTest.keyClick(
        project_window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert [row.name for row in work.read(codebook.codes)] == ["mask"]


def test_a_large_undo_runs_beside_the_window_with_the_gate_closed(project_window: MainWindow) -> None:
    work = project_window.workspace
    text = "word " * (SLOW_ROWS + 100)
    source = work.do("Import transcripts", documents.add_source, Imported("Long", text)).value
    code_id = work.do("Make code", codebook.add_path, "mask").value

    def many(session: object) -> None:
        for number in range(SLOW_ROWS + 50):
            coding.apply_code(session, work.coder_id, code_id, source, number * 5, number * 5 + 4)  # type: ignore[arg-type]

    work.do("Apply codes", many)
    project_window.undo()
    assert work.jobs.busy()
    assert not work.do("Make code", codebook.add_path, "other")
    assert "Wait until" in project_window.notice.words()
    idle(project_window)
    assert work.read(coding.codings, source) == []
    assert work.do("Make code", codebook.add_path, "other")


def test_a_second_window_may_only_read(project_window: MainWindow, tmp_path: Path) -> None:
    path = project_window.workspace.project.path
    other = Project.open(path)
    assert other.read_only
    assert other.holder is not None
    other.close()
    project_window.close_project()
    holder = Project.open(path)
    project_window.workspace.open(path)
    assert "has this project open" in project_window.notice.words()
    assert not project_window.workspace.do("Make code", codebook.add_path, "x")
    assert "can only be read" in project_window.notice.words()
    project_window.close_project()
    holder.close()


def test_who_is_coding_is_shown_and_chosen(project_window: MainWindow) -> None:
    path = project_window.workspace.project.path
    answer(enter_text("Ben Ode"))
    project_window.coder_button.add_coder()
    assert project_window.coder_button.text() == "Ben Ode is coding"
    project_window.close_project()
    project_window.workspace.open(path)
    assert project_window.coder_button.text() == "Ben Ode is coding"
    menu = project_window.coder_button.menu()
    next(action for action in menu.actions() if action.text().startswith("Ann")).trigger()
    names = {person.id: person.name for person in project_window.workspace.read(coders.coders)}
    assert names[project_window.workspace.coder_id or ""] == "Ann Noor"


def test_find_in_all_transcripts_jumps_to_the_words(project_window: MainWindow) -> None:
    work = project_window.workspace
    for name, words in (("One", "nothing here"), ("Two", "a prison mask, and a second prison mask")):
        work.do("Import transcripts", documents.add_source, Imported(name, words))
    QTest.keyClick(project_window, Qt.Key.Key_F, CONTROL_SHIFT)
    finder = project_window.code.helping.finder
    assert finder is not None
    QTest.keyClicks(finder.field, "prison mask")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    wait_until(lambda: project_window.code.transcript and project_window.code.transcript.name == "Two", "the place")
    assert len(finder.places.model.places) == 2
    assert project_window.code.transcript is not None
    assert project_window.code.transcript.name == "Two"
    assert project_window.code.view.selection() == (2, 13)
    project_window.action("find_next").trigger()
    assert project_window.code.view.selection() == (28, 39)


def test_every_place_wears_every_theme(project_window: MainWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        for name in ("dark", "contrast", "light"):
            project_window.action(f"theme_{name}").trigger()
            assert theme.current().name == name
            for place in VIEWS:
                project_window.action(f"go_{place}").trigger()
                QApplication.processEvents()
                shot = project_window.grab().toImage()
                assert shot.pixelColor(3, 700).name() == theme.current().raised.lower()
    finally:
        theme.apply(app, "light", 1.0)


def test_transcript_text_grows_apart_from_the_rest(project_window: MainWindow) -> None:
    before = project_window.code.view.font().pointSizeF()
    menus = project_window.menuBar().font().pointSizeF()
    project_window.action("text_larger").trigger()
    assert project_window.code.view.font().pointSizeF() > before
    assert project_window.menuBar().font().pointSizeF() == menus
    project_window.action("text_normal").trigger()
    assert project_window.code.view.font().pointSizeF() == before


def test_an_error_nobody_caught_is_said_and_not_hidden(
    project_window: MainWindow, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    sys.excepthook(RefusedError, RefusedError("Not so."), None)
    assert project_window.notice.words() == "Not so."
    sys.excepthook(KeyError, KeyError("x"), None)
    assert "Something went wrong" in project_window.notice.words()
    assert "KeyError" in capsys.readouterr().err


def test_projects_and_transcripts_are_dropped_on_the_window(window: MainWindow, tmp_path: Path) -> None:
    Project.create(tmp_path / "dropped.loom").close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "dropped.loom"))])
    drop_on(window, QPointF(50, 50), data)
    assert window.workspace.is_open, window.notice.words()


def test_report_previews_and_writes(project_window: MainWindow, tmp_path: Path) -> None:
    from qda.core.themes import outline

    work = project_window.workspace
    source = work.do("Import transcripts", documents.add_source, Imported("One", "a prison mask")).value
    code_id = work.do("Make code", codebook.add_path, "mask").value
    work.do("Apply code", coding.apply_code, work.coder_id, code_id, source, 2, 13)
    work.do("Make theme", outline.add_theme, "The mask", code_ids=[code_id])
    QTest.keyClick(project_window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    report = project_window.report.products
    wait_until(lambda: "prison mask" in report.preview.toPlainText(), "the preview")
    answer(name_file(tmp_path / "table.docx"))
    QTest.mouseClick(report.write, Qt.MouseButton.LeftButton)
    idle(project_window)
    assert "Wrote" in project_window.notice.words()
    assert (tmp_path / "table.docx").stat().st_size > 1_000
    shown = report.preview
    for row in range(report.list.count()):
        if report.list.item(row).data(Qt.ItemDataRole.UserRole) not in ("theme-table", "codebook", "quotes", "codings"):
            continue  # numbers, people and memos have nothing to say of this project, or not its words
        report.list.setCurrentRow(row)
        idle(project_window)
        # A product that has nothing to hold here says so instead.
        wait_until(lambda: shown.toPlainText().strip() or shown.placeholderText(), "the preview")
        assert report.findChild(QComboBox) is report.format


def test_a_project_that_cannot_come_to_rest_is_left_all_the_same(
    project_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_window.workspace.project
    rest = project.close

    def full_disk() -> None:
        rest()
        raise ProjectFileError("The disk is full.")

    monkeypatch.setattr(project, "close", full_disk)
    project_window.close_project()
    assert project_window.stack.currentWidget() is project_window.welcome
    assert project_window.notice.words() == "The disk is full."


def test_a_report_is_previewed_once_when_it_is_shown(project_window: MainWindow) -> None:
    project_window.go_report()
    idle(project_window)
    project_window.go_code()
    project_window.workspace.do("Make code", codebook.add_path, "mask")
    made: list[str] = []
    start = project_window.workspace.jobs.start

    def count(title: str, *args: object, **kwargs: object) -> None:
        made.append(title)
        start(title, *args, **kwargs)  # type: ignore[arg-type]

    project_window.workspace.jobs.start = count  # type: ignore[method-assign]
    project_window.go_report()
    idle(project_window)
    assert made.count("Preparing the preview") == 1
