"""Versions kept and set side by side, people who agree, and the logo that waits for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qda.core import consent
from qda.core.easyread import assembling, pages
from qda.ui.dialogs.agree import AgreeDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.easyreading.versions import VersionsPage
from tests.core.easyread.picture_room import photo
from tests.ui.conftest import answer, enter_text, in_front, keys, name_file, press
from tests.ui.easy_room import Room, click, room


@pytest.fixture
def here(window: MainWindow, tmp_path: Path) -> Room:
    """A summary of two pages, one with two statements."""
    return room(window, tmp_path)


def agrees(name: str, page: str = "All of it", *, reader: bool = False) -> object:
    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, AgreeDialog)
        dialog.person.setFocus()
        keys(name)
        dialog.page.setFocus()
        keys(page)
        assert dialog.reader.isEnabled() == (name != "Kim") and not dialog.reader.isChecked()
        if reader:
            dialog.reader.setFocus()
            keys(Qt.Key.Key_Space)
        press("We agree")(dialog)

    return act


def test_versions_are_kept_and_what_changed_stands_beside(here: Room) -> None:
    page = here.page("versions", VersionsPage)
    assert not page.list.isVisible() and "keep one before" in page.note.text()
    answer(enter_text("For the first meeting"))
    click(page.keep)
    assert page.beside.words.text() == "Version 1 and Now are the same."
    work = here.window.workspace
    work.do("Change", pages.edit_statement, here.ids["second"], text="They are tired.")
    work.do("Add", pages.add_statement, here.ids["page"], "You can ask.")
    assert page.beside.words.text().startswith("2 changes from Version 1 to Now.")
    in_front(here.window)
    answer(enter_text("After it"))
    click(page.keep)
    assert page.list.currentRow() == 1 and "After it" in page.list.item(1).text()
    shown = page.beside.text.toPlainText().split("\n")
    assert shown[shown.index("changed") - 2 :][:3] == ["They are afraid.", "They are tired.", "changed"]
    assert page.beside.words.text().startswith("2 changes from Version 1 to Version 2.")
    assert "<s " in page.beside.text.toHtml() or "line-through" in page.beside.text.toHtml()
    in_front(here.window)
    answer(press("Delete"))
    click(page.remove)
    assert page.list.count() == 1


def test_people_agree_by_name_and_the_logo_is_printed_only_then(here: Room, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(photo(kind="PNG"))
    page = here.page("versions", VersionsPage)
    answer(enter_text("For the meeting"))
    click(page.keep)
    assert "has to read all of it" in page.gate.text() and "file of the logo" in page.gate.text()
    for who, what, reader in (("Kim", "Asking", False), ("Jo", "All", True)):
        in_front(here.window)
        answer(agrees(who, what, reader=reader))
        click(page.agree)
    assert [page.people.item(row).text().split(" · ")[0] for row in range(2)] == [
        "Kim Bell: Asking for help",
        "Jo Lind: all of it",
    ]
    assert "2 people agreed" in page.list.item(0).text()
    in_front(here.window)
    answer(name_file(logo))
    click(page.logo)
    assert page.gate.text().startswith("Those who read it have to be named")
    here.window.workspace.do("Consent", consent.record_consent, here.ids["jo"], {"name": True})
    assert page.gate.text() == "It is printed, with the names of those who read it: Jo."
    assert here.read(assembling.booklet, here.ids["summary"]).logo is not None
    in_front(here.window)
    answer(press("Delete"))
    click(page.remove)
    assert here.window.notice.words() == "People agreed to version 1; take that back first, if it was a mistake."
    page.people.setCurrentRow(1)
    click(page.back)
    assert page.people.count() == 1 and "has to read all of it" in page.gate.text()
