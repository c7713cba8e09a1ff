"""The page of pictures: photos with their words and whom they show, sets with their licence, found by a word."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from qda.core import consent
from qda.core.easyread import pages, picture_sets, pictures, summaries
from qda.core.review import people
from qda.ui.main_window import MainWindow
from qda.ui.views.easyreading.pictures import PicturesPage
from tests.core.easyread.picture_room import drawing, photo, zipped
from tests.ui.conftest import answer, drop_on, idle, in_front, keys, name_file, press, type_into, wait_until


@pytest.fixture
def page(project_window: MainWindow) -> PicturesPage:
    """The page, in front."""
    project_window.go("easyread")
    found = cast(PicturesPage, project_window.easyread.choose("pictures"))
    in_front(project_window)
    return found


def _fields(dialog: QWidget) -> dict[str, QLineEdit]:
    return {field.accessibleName(): field for field in dialog.findChildren(QLineEdit)}


def _describe(words: str, idea: str) -> object:
    def act(dialog: QWidget) -> None:
        fields = _fields(dialog)
        type_into(fields["What is to be seen"], "IMG_2034.jpg")
        primary = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Add")
        assert not primary.isEnabled()
        type_into(fields["What is to be seen"], words)
        type_into(fields["Stands for"], idea)
        QTest.mouseClick(primary, Qt.MouseButton.LeftButton)

    return act


def test_a_photo_is_added_with_words_and_told_whom_it_shows(page: PicturesPage, tmp_path: Path) -> None:
    workspace = page.workspace
    jo = workspace.do("Add person", people.add_person, "Jo Lind").value
    file = tmp_path / "IMG_2034.jpg"
    file.write_bytes(photo())
    answer(name_file(file))
    answer(_describe("Jo at the table", "meeting at home"))  # type: ignore[arg-type]
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    one = page.list.one()
    assert one is not None and one.idea == "meeting at home"
    assert page.form.lines["words"].text() == "Jo at the table"
    assert "printed only if they allow it" in page.form.allowed.text()
    page.form.shows.setFocus()
    in_front(page.window())
    keys("Jo")
    page.form.shows.activated.emit(page.form.shows.currentIndex())
    assert "Nobody has recorded" in page.form.allowed.text()
    workspace.do("Consent", consent.record_consent, jo, {"photo": True})
    assert page.form.allowed.text() == "They allow that the picture is printed."


def test_words_are_kept_as_they_are_left_and_a_file_name_is_put_back(page: PicturesPage) -> None:
    key = page.workspace.do("Add picture", pictures.add_picture, photo(), "A clinic", idea="clinic").value
    page.show_all(key)
    line = page.form.lines["words"]
    type_into(line, "DSC_0001.png")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "A clinic"
    type_into(line, "A clinic with a red door")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (row,) = page.workspace.read(pictures.pictures)
    assert row.words == "A clinic with a red door"


def test_a_word_finds_and_a_drawing_that_comes_along_says_so(page: PicturesPage) -> None:
    page.search.setFocus()
    keys("nurse")
    page.list.setFocus()
    keys(Qt.Key.Key_Home)
    one = page.list.one()
    assert one is not None and one.drawing == "nurse"
    assert "comes with Themeloom" in page.form.about.text() and not page.form.fields.isVisible()
    assert not page.remove.isEnabled()


def test_a_set_is_brought_in_with_licence_and_credit(page: PicturesPage, tmp_path: Path) -> None:
    path = zipped(tmp_path / "Symbols.zip", {"harbour_light.svg": drawing(), "bad.svg": drawing("<script/>")})

    def told(dialog: QWidget) -> None:
        fields = _fields(dialog)
        assert isinstance(dialog, QDialog) and fields["Name"].text() == "Symbols"
        primary = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Bring in 1 picture")
        assert not primary.isEnabled()
        type_into(fields["Licence"], "CC BY-NC-SA 4.0")
        said = " ".join(label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "setBuddy"))
        assert "forbids use for money" in said and "1 file is left out" in said
        type_into(fields["Line that is printed"], "Symbols by the makers")
        QTest.mouseClick(primary, Qt.MouseButton.LeftButton)

    answer(told)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop_on(page, QPointF(60, 200), data)
    wait_until(lambda: page.workspace.read(picture_sets.sets), "the set")
    idle(cast(MainWindow, page.window()))
    (row,) = page.workspace.read(picture_sets.sets)
    assert (row.licence, row.credit, row.commercial, row.pictures) == (
        "CC BY-NC-SA 4.0",
        "Symbols by the makers",
        False,
        1,
    )
    in_front(page.window())
    page.search.setFocus()
    keys("harbour")
    page.list.choose(0)
    assert page.form.set_part.isVisible() and "use for money" in page.form.set_about.text()
    answer(press("Remove"))
    QTest.mouseClick(page.form.set_remove, Qt.MouseButton.LeftButton)
    assert not page.workspace.read(pictures.pictures)


def test_a_picture_that_is_shown_is_removed_only_after_a_question(page: PicturesPage) -> None:
    do = page.workspace.do
    summary = do("Add summary", summaries.add_summary, "What we found", "en").value
    told = do("Add page", pages.add_page, summary, "Waiting").value
    key = do("Add picture", pictures.add_picture, photo(), "A clinic", idea="clinic").value
    do("Add statement", pages.add_statement, told, "People wait.", picture_id=key)
    page.show_all(key)
    assert page.form.about.text().startswith("Shown 1 time")
    page.list.setFocus()
    answer(press("Cancel"))
    keys(Qt.Key.Key_Delete)
    assert page.workspace.read(pictures.pictures)
    in_front(page.window())
    answer(press("Remove"))
    keys(Qt.Key.Key_Delete)
    assert not page.workspace.read(pictures.pictures)
    page.workspace.undo()
    assert page.workspace.read(pictures.usage) == {key: 1}
