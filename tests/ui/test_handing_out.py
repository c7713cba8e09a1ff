"""Copies are handed out in the real window: by key, for somebody known or new, with or without the work of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qda.core import coders
from qda.storage.project import Project
from qda.ui.dialogs.hand_out import HandOutDialog
from qda.ui.main_window import MainWindow
from tests.ui import copy_room
from tests.ui.conftest import answer, idle, in_front, press, type_into
from tests.ui.importing import choose_entry

Act = Callable[[HandOutDialog], object]


def ask(window: MainWindow, act: Act, button: str = "Make the copy") -> None:
    """Open the dialog by its key, do `act` in it and press a button."""

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, HandOutDialog)
        act(dialog)
        press(button)(dialog)

    in_front(window)
    answer(look)
    QTest.keyClick(window, Qt.Key.Key_A, copy_room.CTRL_ALT)
    in_front(window)
    idle(window)


def test_a_copy_without_others_work_opens_with_the_colleague_as_coder(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    assert page.stack.currentWidget() is page.ways
    said = []

    def choose(dialog: HandOutDialog) -> None:
        assert dialog.who.currentText() == "Ben Okri (BO)", "the colleague stands first, who is coding last"
        QTest.mouseClick(dialog.alone, Qt.MouseButton.LeftButton)
        QTest.keyClick(dialog.alone, Qt.Key.Key_Space)
        said.extend((dialog.about.text(), dialog.then.text()))

    ask(window, choose)
    assert "Nothing that others coded" in said[0] and "2 coded passages of Ann Noor" in said[0]
    assert "Send the file to Ben Okri" in said[1] and "Ctrl+Alt+B" in said[1]
    path = tmp_path / f"study BO {date.today().isoformat()}.loom"
    assert str(path) in window.notice.words()
    (copy,) = page.list.copies
    assert (copy.coder, copy.name) == ("Ben Okri", path.name) and page.stack.currentWidget() is page.list
    assert page.list.out.model().index(0, 3).data() == "all work of others"
    assert window.workspace.open(path)
    with window.workspace.project.read() as session:
        people = {person.id: person for person in coders.coders(session)}
    assert window.workspace.coder_id is not None
    assert people[window.workspace.coder_id].name == "Ben Okri"
    assert sorted(person.codings for person in people.values()) == [0, 1]
    assert "Ben Okri" in window.coder_button.text()


def test_a_copy_for_somebody_new_adds_the_coder_and_no_file_is_overwritten(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    (tmp_path / "taken.loom").write_text("x")
    seen = []

    def choose(dialog: HandOutDialog) -> None:
        assert not dialog.name.isVisible()
        choose_entry(dialog.who, dialog.who.count() - 1)
        assert dialog.name.isVisible() and not dialog.primary.isEnabled()
        type_into(dialog.name, "Zoe Quill")
        assert dialog.path().name == f"study ZQ {date.today().isoformat()}.loom"
        type_into(dialog.file, str(tmp_path / "taken.loom"))
        seen.append((dialog.problem.text(), dialog.primary.isEnabled()))
        type_into(dialog.file, str(tmp_path / "nowhere" / "zoe.loom"))
        seen.append((dialog.problem.text(), dialog.primary.isEnabled()))
        type_into(dialog.file, str(tmp_path / "zoe"))
        assert not dialog.problem.isVisible()

    ask(window, choose)
    assert [enabled for _words, enabled in seen] == [False, False]
    assert "exists already" in seen[0][0] and "no folder" in seen[1][0]
    assert page.list.copies[0].coder == "Zoe Quill"
    with Project.open(tmp_path / "zoe.loom") as copy, copy.read() as session:
        assert [person.codings for person in coders.coders(session)] == [2, 1, 0]
    assert (tmp_path / "taken.loom").read_text() == "x"


def test_going_back_makes_nothing(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    ask(window, lambda dialog: choose_entry(dialog.who, dialog.who.count() - 1), "Cancel")
    assert [path.name for path in tmp_path.glob("*.loom")] == ["study.loom"]
    assert page.stack.currentWidget() is page.ways


def test_a_project_that_is_only_read_is_handed_out_too(window: MainWindow, tmp_path: Path) -> None:
    copy_room.begin(window, tmp_path)
    window.workspace.close()
    window.workspace.adopt(Project.open(tmp_path / "study.loom", read_only=True))
    names = []
    ask(window, lambda dialog: names.extend(dialog.who.itemText(row) for row in range(dialog.who.count())))
    assert names == ["Ben Okri (BO)", "Ann Noor (AN)"], "a coder can't be added here"
    with Project.open(tmp_path / f"study BO {date.today().isoformat()}.loom") as copy:
        assert copy.meta("for_coder") == copy_room.coder(copy, "Ben Okri")
