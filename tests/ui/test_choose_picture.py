"""Choosing a picture by keys: what fits the statement first, by a word, or from a file with words of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from qda.core.easyread import illustrating, pages, pictures, summaries
from qda.core.easyread.illustrating import Chosen
from qda.ui.dialogs.choose_picture import PictureDialog, choose_picture
from qda.ui.main_window import MainWindow
from qda.ui.widgets.picture_button import PictureButton
from tests.core.easyread.picture_room import drawing, photo
from tests.ui.conftest import answer, in_front, keys, name_file, press

SAID = "Many people wait for months."


def _asked(window: MainWindow, act: object, *, present: bool = False) -> Chosen | None:
    answer(act)  # type: ignore[arg-type]
    return choose_picture(window.workspace, window, SAID, "en", present=present)


def _statement(window: MainWindow) -> str:
    do = window.workspace.do
    summary = do("Add summary", summaries.add_summary, "What we found", "en").value
    page = do("Add page", pages.add_page, summary, "Waiting").value
    return str(do("Add statement", pages.add_statement, page, SAID).value)


def test_what_fits_the_statement_comes_first_and_one_undo_takes_it_back(project_window: MainWindow) -> None:
    window, seen = project_window, []

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, PictureDialog)
        assert not dialog.use.isEnabled()
        keys(Qt.Key.Key_Down)
        seen.append(dialog.words.text())
        keys(Qt.Key.Key_Return)

    key = _statement(window)
    chosen = _asked(window, act)
    assert chosen is not None and chosen.drawing in ("wait", "long-wait") and chosen.words == seen[0] != ""
    done = window.workspace.do("Choose picture", illustrating.illustrate, key, chosen, "en")
    assert done and window.workspace.read(pictures.usage) == {done.value: 1}
    window.workspace.undo()
    assert not window.workspace.read(pictures.pictures)


def test_a_word_finds_and_its_words_can_be_changed(project_window: MainWindow) -> None:
    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, PictureDialog)
        keys("physician", Qt.Key.Key_Down)
        one = dialog.list.one()
        assert one is not None and one.idea == "doctor"
        dialog.words.setFocus()
        QTest.keyClick(dialog.words, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        keys("IMG_2034.jpg")
        assert not dialog.use.isEnabled(), "a file name says nothing"
        QTest.keyClick(dialog.words, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        keys("Our doctor", Qt.Key.Key_Return)

    assert _asked(project_window, act) == Chosen(drawing="doctor", words="Our doctor")


def test_a_file_needs_words_of_its_own(project_window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "IMG_2034.jpg"
    file.write_bytes(photo())

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, PictureDialog)
        answer(name_file(file))
        QTest.mouseClick(dialog.from_file, Qt.MouseButton.LeftButton)
        in_front(dialog)
        assert dialog.words.text() == "" and not dialog.use.isEnabled()
        keys("A clinic with a red door", Qt.Key.Key_Return)

    chosen = _asked(project_window, act)
    assert chosen is not None and chosen.data and chosen.kind == "photo"
    key = project_window.workspace.do("Keep", illustrating.take, chosen).value
    (row,) = project_window.workspace.read(pictures.pictures)
    assert row.id == key and row.words == "A clinic with a red door"


def test_what_is_no_picture_says_so(project_window: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "bad.svg"
    bad.write_bytes(drawing("<script/>"))

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, PictureDialog)
        answer(name_file(bad))
        QTest.mouseClick(dialog.from_file, Qt.MouseButton.LeftButton)
        in_front(dialog)
        assert "more than a drawing" in dialog.note.text() and not dialog.use.isEnabled()
        dialog.search.setFocus()
        keys("xylophone")
        assert dialog.list.model().rowCount() == 0 and "Nothing fits" in dialog.note.text()
        keys(Qt.Key.Key_Escape)

    assert _asked(project_window, act) is None


@pytest.mark.parametrize("present", [True, False])
def test_a_picture_can_be_taken_away_where_there_is_one(project_window: MainWindow, present: bool) -> None:
    def act(dialog: QWidget) -> None:
        named = {button.text() for button in dialog.findChildren(QPushButton)}
        assert ("No picture" in named) is present
        (press("No picture") if present else press("Cancel"))(dialog)

    chosen = _asked(project_window, act, present=present)
    assert chosen == (Chosen() if present else None)
    key = _statement(project_window)
    workspace = project_window.workspace
    workspace.do("Choose picture", illustrating.illustrate, key, Chosen(drawing="wait"))
    workspace.do("Choose picture", illustrating.illustrate, key, Chosen())
    assert not workspace.read(pictures.usage)


def test_the_button_of_a_statement_says_what_it_shows(qapp: QApplication) -> None:
    button = PictureButton()
    assert button.accessibleName() == "Picture: none yet" and button.text() == "Picture…"
    button.show_picture("image/svg+xml", drawing(), "A doctor", "Statement 2 of 5")
    assert button.accessibleName() == "Picture: A doctor (Statement 2 of 5)"
    image = button.icon().pixmap(88, 88).toImage()
    assert image.pixelColor(44, 44).lightness() < 60 < 250 < image.pixelColor(1, 1).lightness() + 1
