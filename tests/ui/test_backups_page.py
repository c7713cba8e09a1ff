"""Backups in the window: made by themselves, listed, looked at, saved and put back, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from qda.core import codebook
from qda.core.pseudonyms.applying import apply, write_new_key
from qda.core.pseudonyms.table import Entry, table
from qda.storage import backups, keyring, locking
from qda.storage.project import Project
from qda.ui.views.studying.backups import BackupsPage
from tests.storage.searching import leftovers
from tests.ui.conftest import answer, idle, keys, name_file, wait_until


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def page(project_window) -> BackupsPage:
    project_window.workspace.backups._first.stop()  # on a slow machine it would come in between
    project_window.go("study")
    shown = project_window.study.choose("backups")
    idle(project_window)
    assert isinstance(shown, BackupsPage)
    return shown


def add(window, name: str) -> None:
    assert window.workspace.do("Add code", codebook.add_code, name)
    idle(window)


def names(window) -> set[str]:
    return {row.name for row in window.workspace.read(codebook.codes)}


def press(button) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_backup_is_made_by_key_and_put_back_with_what_came_after_kept(project_window, page):
    assert "no backup yet" in page.note.text() and not page.restore.isEnabled()
    press(page.make)
    wait_until(lambda: page.rows, "the backup")
    add(project_window, "Later")
    wait_until(lambda: page.rows[0].since == 1, "the difference")
    assert page.table.facts.rows[0][5].text == "1 change before now, −1 code"
    assert "0 transcripts, 0 coded passages, " in page.chosen_told.text()
    assert page.chosen_told.text().endswith("MB; 1 change before now, −1 code.")
    asked = answer(lambda dialog: QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return))
    press(page.restore)
    assert asked and project_window.workspace.is_open
    assert "Later" not in names(project_window)
    assert [one.why for one in backups.backups(project_window.workspace.project.path)] == ["restored", "asked"]
    wait_until(lambda: len(page.rows) == 2 or project_window.study.choose("backups"), "the list")


def test_going_back_from_the_question_changes_nothing(project_window, page):
    press(page.make)
    wait_until(lambda: page.rows, "the backup")
    add(project_window, "Later")
    asked = answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    press(page.restore)
    assert asked and "Later" in names(project_window)


def test_a_backup_is_looked_at_read_only_and_saved_as_a_copy(project_window, page, tmp_path, monkeypatch):
    add(project_window, "Before")
    press(page.make)
    wait_until(lambda: page.rows, "the backup")
    add(project_window, "After")
    copy = tmp_path / "then.loom"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(copy), ""))
    press(page.save)
    with Project.open(copy) as project, project.read() as session:
        assert [row.name for row in codebook.codes(session)] == ["Before"]
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert project_window.workspace.project.read_only
    assert names(project_window) == {"Before"}
    (made,) = backups.all_backups(project_window.workspace.project.meta("project_id") or "")
    assert made.why == "asked"


def test_backups_are_made_soon_after_opening_and_while_one_works_as_often_as_is_set(project_window, page):
    work = project_window.workspace.backups
    path = project_window.workspace.project.path
    work.follow()
    assert work._first.isActive() and work._every.interval() == 600_000
    work._first.stop()
    work._first.timeout.emit()
    wait_until(lambda: len(page.rows) == 1, "the first")
    work._every.timeout.emit()
    idle(project_window)
    assert len(backups.backups(path)) == 1, "nothing changed"
    add(project_window, "More")
    work._every.timeout.emit()
    wait_until(lambda: len(page.rows) == 2, "the second")
    assert [one.backup.why for one in page.rows] == ["working", "opened"]
    page.minutes.setFocus()
    page.minutes.selectAll()
    QTest.keyClicks(page.minutes, "0")
    assert project_window.workspace.settings.backup_minutes == 0
    assert not work._every.isActive() and not work._first.isActive()


def test_a_backup_that_can_not_be_made_is_told_once(project_window, page, place, tmp_path):
    heard: list[str] = []
    project_window.workspace.failed.connect(heard.append)
    place.write_text("no folder")
    for _time in range(2):
        project_window.workspace.backups.make("working")
        idle(project_window)
    assert len(heard) == 1 and str(place) in heard[0]


def test_a_synced_folder_is_explained_once(window, tmp_path):
    heard: list[str] = []
    window.workspace.told.connect(lambda words, _undo: heard.append(words))
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    assert window.workspace.create(folder / "Study.loom", "Study", "codebook", "Ann Noor")
    assert sum("Dropbox keeps in step" in words for words in heard) == 1
    assert window.workspace.open(folder / "Study.loom")
    assert sum("Dropbox keeps in step" in words for words in heard) == 1


def test_a_backup_with_an_earlier_passphrase_is_asked_for_before_it_is_used(
    project_window, page, tmp_path, monkeypatch, request
):
    window, path = project_window, project_window.workspace.project.path
    request.addfinalizer(keyring.forget_all)
    add(window, "Before")
    window.close_project()
    locking.lock(path, "gravel otter lantern")
    made = backups.make(path, "asked")
    assert made is not None
    elsewhere = made.path.rename(tmp_path / "elsewhere")
    locking.change_passphrase(path, "mustard symphony quilt")
    elsewhere.rename(made.path)
    keyring.forget_all()
    keyring.give(path, "mustard symphony quilt")
    assert window.workspace.open(path)
    window.workspace.backups._first.stop()
    add(window, "After")
    window.go("study")
    wait_until(lambda: page.rows, "the list")
    assert page.rows[0].locked and page.table.facts.rows[0][5].text == "locked with another passphrase"

    asked = answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    press(page.restore)
    assert asked and names(window) == {"Before", "After"} and page.rows[0].locked
    copy = tmp_path / "then.loom"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(copy), ""))
    answer(lambda _dialog: keys("gravel otter lantern", Qt.Key.Key_Return))
    press(page.save)
    assert page.rows[0].readable and page.table.facts.rows[0][5].text == "1 change before now, −1 code"
    assert "0 transcripts, 0 coded passages, " in page.chosen_told.text()
    assert page.chosen_told.text().endswith("MB; 1 change before now, −1 code.")
    keyring.forget(copy)
    keyring.give(copy, "gravel otter lantern")

    said: list[str] = []

    def yes(dialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    answer(yes)
    press(page.restore)
    assert "passphrase of that time" in " ".join(said)
    assert names(window) == {"Before"}
    window.close_project()
    keyring.give(path, "gravel otter lantern")


def test_a_backup_from_before_names_were_replaced_asks_for_the_key(project_window, page, tmp_path, monkeypatch):
    window, path, word = project_window, project_window.workspace.project.path, "a long way to Bergen"
    add(window, "Dorothea waits")
    press(page.make)
    wait_until(lambda: page.rows, "the backup")
    (made,) = backups.backups(path)
    kept = made.path.read_bytes()
    key_file = tmp_path / "names.key"
    apply(window.workspace.project, write_new_key(table([Entry("Dorothea", "Eva")]), key_file, word))
    window.workspace.announce()
    wait_until(lambda: page.rows and page.rows[0].backup.why == "pseudonymised", "the backup that was made then")
    made.path.write_bytes(kept)  # as one comes back from another computer
    press(page.make)
    wait_until(lambda: len(page.rows) == 3, "the list")
    then = page.rows[-1]
    assert then.backup.path == made.path
    said: list[str] = []
    window.workspace.failed.connect(said.append)

    def choose() -> None:
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert page.table.chosen(page.rows).backup == then.backup

    def yes(dialog) -> None:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    def go_back(dialog) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    answer(yes)
    answer(go_back)
    choose()
    press(page.restore)
    assert len(said) == 2
    assert all("is from before names were replaced by pseudonyms" in words for words in said)
    assert names(window) == {"Eva waits"}

    copy = tmp_path / "then.loom"
    wait_until(lambda: len(page.rows) == 3, "the list once more")
    choose()
    for act in (name_file(copy), yes, name_file(key_file), lambda _dialog: keys(word, Qt.Key.Key_Return)):
        answer(act)
    press(page.save)
    assert leftovers(copy, ["Dorothea"]) == []

    wrong = (yes, yes, name_file(key_file), lambda _dialog: keys("another one", Qt.Key.Key_Return))
    right = (yes, name_file(key_file), lambda _dialog: keys(word, Qt.Key.Key_Return))
    for act in (*wrong, *right):
        answer(act)
    choose()
    press(page.restore)
    idle(window)
    assert names(window) == {"Eva waits"}
    assert len(said) == 2
    assert "The project is as it was" in window.notice.words()
    window.close_project()
    assert leftovers(path, ["Dorothea"]) == []
