"""The page of pseudonyms in the place Sources: names typed, looked at in their places, and replaced for good."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from qda.core import codebook, coders, coding, documents, memos, merging, plan, readings
from qda.core.approaches import begin
from qda.core.draws import Draw
from qda.core.easyread import pictures
from qda.core.pseudonyms.keyfile import read_key
from qda.core.themes import outline, printed, quotes
from qda.ui.dialogs.replace_names import ReplaceNames
from qda.ui.main_window import MainWindow
from qda.ui.views.sourcing.pseudonyms import PseudonymsPage
from tests.core.pseudonyms.test_before import NAMES, TOLD
from tests.storage.searching import leftovers
from tests.ui.coding_room import colleague
from tests.ui.conftest import answer, idle, in_front, keys, name_file, press, type_into, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> PseudonymsPage:
    """A transcript with names, and a copy of the project from before, on the page reached by its key."""
    with begin(tmp_path / "study.loom", coder="Ann Noor") as project:
        with project.change("Begin") as session:
            documents.add_source(session, TOLD)
            coders.add_coder(session, "Ben Anelise")
        merging.copy_project(project, tmp_path / "before.loom")
    assert window.workspace.open(tmp_path / "study.loom")
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_4, CTRL | Qt.KeyboardModifier.AltModifier)
    in_front(window)
    return window.sources.pseudonyms


def window_of(page: PseudonymsPage) -> MainWindow:
    found = page.window()
    assert isinstance(found, MainWindow)
    return found


def write_row(page: PseudonymsPage, name: str, pseudonym: str) -> None:
    """Type a row as a person does: a new one, the name, and what takes its place."""
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    write_cell(name)
    keys(Qt.Key.Key_Right)
    write_cell(pseudonym)


def write_cell(words: str) -> None:
    """Type into the chosen cell: the first letter opens it."""
    keys(words[:1])
    keys(words[1:], Qt.Key.Key_Return)
    QApplication.processEvents()  # the field of the cell goes


def looked(page: PseudonymsPage, places: int) -> None:
    page.grid.clearSelection()
    page.grid.selectAll()
    wait_until(lambda: sum(len(one.places) for one in page._looked.hits) == places, f"{places} places")


def test_names_are_typed_seen_in_their_places_and_replaced(page: PseudonymsPage, tmp_path: Path) -> None:
    assert page.isVisible() and page.propose.hasFocus()
    assert not page.replace.isEnabled()
    write_row(page, "Annelise", "Eva")
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    write_cell("Kristiansund")
    assert "no pseudonym" in page.problem.text() and not page.replace.isEnabled()
    keys(Qt.Key.Key_Right)
    write_cell("[town]")
    # A text, its label, and that of the speaker.
    looked(page, 3)
    assert page.hits.count() == 3
    assert "Kristiansund → [town]" in " ".join(page.hits.item(row).text() for row in range(3))
    assert "Anelise (1)" in page.near.text()
    key = tmp_path / "away.csv"

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, ReplaceNames)
        assert not dialog.go.isEnabled()
        type_into(dialog.key, str(key))
        type_into(dialog.passphrase, "seven spoons")
        assert not dialog.go.isEnabled() and "differ" in dialog.problem.text()
        type_into(dialog.again, "seven spoons")
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

    answer(fill)
    QTest.mouseClick(page.replace, Qt.MouseButton.LeftButton)
    idle(window_of(page))
    wait_until(lambda: "3 places" in page.problem.text(), "what was done")
    assert str(key) in page.problem.text() and not len(page.names)
    assert read_key(key, "seven spoons").table.entries[0].pseudonym == "Eva"
    window = window_of(page)
    assert window.workspace.undo_label() is None
    window.workspace.close()
    assert leftovers(tmp_path / "study.loom", NAMES) == []


def test_a_place_that_is_unticked_stays(page: PseudonymsPage, tmp_path: Path) -> None:
    write_row(page, "Annelise", "Eva")
    looked(page, 2)
    assert page.hits.count() == 2
    page.hits.setFocus()
    page.hits.setCurrentRow(0)
    keys(Qt.Key.Key_Space)
    assert len(page.kept) == 1
    answer(lambda dialog: (type_into(dialog.key, str(tmp_path / "k.csv")), press("Replace names")(dialog)))  # type: ignore[attr-defined]
    QTest.mouseClick(page.replace, Qt.MouseButton.LeftButton)
    idle(window_of(page))
    wait_until(lambda: "1 place" in page.problem.text(), "what was done")
    work = window_of(page).workspace
    source = work.read(documents.source_names)[0][0]
    assert work.read(documents.source_text, source).startswith("Annelise: I came")
    assert [one.label for one in work.read(documents.speakers_of, source)] == ["Eva", "I"]


@pytest.fixture
def blind(page: PseudonymsPage) -> str:
    """The source of a round in which Ben's work is hidden: a memo on it, and a quote of a passage that Ben coded."""
    work = window_of(page).workspace
    (source, _name), ben = work.read(documents.source_names)[0], colleague(window_of(page))
    memo = work.do("Write memo", memos.add_memo, "Unseen", "Was Annelise lying?", coder_id=ben).value
    work.do("Link memo", memos.link_memo, memo, memos.Link(source_id=source))
    code = work.do("Make code", codebook.add_code, "Lying").value
    coded = work.do("Apply code", coding.apply_code, ben, code, source, 0, 20).value
    theme = work.do("Add theme", outline.add_theme, "Ways").value
    (picked,) = work.do("Pick", quotes.pick_codings, theme, [coded.id]).value
    work.do("Write printed words", printed.write_printed, picked, "[lying, this] Annelise: I […]", ben)
    work.do("Finish source", readings.finish, ben, [source])
    work.do("Plan round", plan.plan_round, "Both", Draw(), [work.coder_id, ben], blind=True)
    return str(source)


def test_what_others_wrote_out_of_sight_is_counted_and_not_shown_and_replaced(
    page: PseudonymsPage, blind: str, tmp_path: Path
) -> None:
    write_row(page, "Annelise", "Eva")
    looked(page, 2)
    assert page.grid.fill.words(0, 3) == "4"
    shown = " ".join(page.hits.item(row).text() for row in range(page.hits.count()))
    assert "lying" not in shown and "2 more places of all names lie in it" in page.shown.text()
    asked = replaced(page, tmp_path)
    wait_until(lambda: "4 places" in page.problem.text(), "what was done")
    assert "2 more places of all names lie in it and are replaced as well." in asked
    window_of(page).workspace.close()
    assert leftovers(tmp_path / "study.loom", ["Annelise"]) == []


def test_what_says_the_same_out_of_sight_as_an_unticked_place_stays_and_is_told(
    page: PseudonymsPage, blind: str, tmp_path: Path
) -> None:
    work = window_of(page).workspace
    mine = work.do("Write memo", memos.add_memo, "Mine", "Was Annelise lying?", coder_id=work.coder_id).value
    work.do("Link memo", memos.link_memo, mine, memos.Link(source_id=blind))
    write_row(page, "Annelise", "Eva")
    looked(page, 3)
    page.hits.setFocus()
    page.hits.setCurrentRow(next(row for row in range(3) if "lying" in page.hits.item(row).text()))
    keys(Qt.Key.Key_Space)
    told = "1 more place lies in it and stays: it says the same as one that is unticked."
    assert told in page.shown.text() and "1 more place of all names lies in it" in page.shown.text()
    assert told in replaced(page, tmp_path)
    wait_until(lambda: "3 places" in page.problem.text(), "what was done")


def replaced(page: PseudonymsPage, folder: Path) -> str:
    """Replace the names; return what the dialog says."""
    asked: list[str] = []

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, ReplaceNames)
        asked.extend(label.text() for label in dialog.findChildren(QLabel))
        type_into(dialog.key, str(folder / "k.csv"))
        press("Replace names")(dialog)

    answer(fill)
    QTest.mouseClick(page.replace, Qt.MouseButton.LeftButton)
    idle(window_of(page))
    return " ".join(asked)


def test_names_are_proposed_and_taken_out_again(page: PseudonymsPage) -> None:
    QTest.mouseClick(page.propose, Qt.MouseButton.LeftButton)
    wait_until(lambda: len(page.names) >= 1, "proposals")
    first = page.grid.fill.rows[0][0]
    assert page.names.name(first) == "Annelise"
    assert "speaks" in page.grid.fill.words(0, 6)
    page.grid.selectRow(0)
    page.grid.setFocus()
    keys(Qt.Key.Key_Delete)
    assert "Annelise" not in [page.names.name(row) for row, _number in page.grid.fill.rows]
    idle(window_of(page))


def test_a_copy_from_before_asks_for_the_key(page: PseudonymsPage, tmp_path: Path) -> None:
    write_row(page, "Annelise", "Eva")
    looked(page, 2)
    key = tmp_path / "k.csv"
    answer(lambda dialog: (type_into(dialog.key, str(key)), press("Replace names")(dialog)))  # type: ignore[attr-defined]
    QTest.mouseClick(page.replace, Qt.MouseButton.LeftButton)
    idle(window_of(page))
    wait_until(lambda: str(key) in page.problem.text(), "what was done")
    window = window_of(page)
    window.go("compare")
    copies = window.compare.choose("copies")
    answer(press("Choose the key…"))
    answer(name_file(key))
    copies.bring(tmp_path / "before.loom")  # type: ignore[attr-defined]
    wait_until(lambda: copies.preview.plan is not None, "a preview")  # type: ignore[attr-defined]
    assert copies.preview.plan.empty  # type: ignore[attr-defined]


def test_pictures_are_said_not_to_be_looked_into(page: PseudonymsPage) -> None:
    assert "looked into" not in page.about.text()
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    page.workspace.do("Add picture", pictures.add_picture, drawn.getvalue(), "A door.")
    assert "1 picture or sound in the project is not looked into" in page.about.text()
