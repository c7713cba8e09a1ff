"""Finding and coding in all transcripts: results as you type, ticked by keys, coded as one action."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from qda.core import coders, coding, documents
from qda.ui.dialogs.find import FindDialog
from qda.ui.dialogs.gather import GatherDialog
from qda.ui.main_window import MainWindow
from qda.ui.models.places_model import where
from tests.storage.study import GROUP, SINGLE, dump
from tests.ui.conftest import answer, idle, in_front, wait_until

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def study(project_window: MainWindow) -> MainWindow:
    """The window with a group interview and a single one."""
    for imported in (GROUP, SINGLE):
        project_window.workspace.do("Import transcripts", documents.add_source, imported)
    project_window.go_code()
    return project_window


@pytest.fixture
def finder(study: MainWindow) -> Iterator[FindDialog]:
    """The dialog over that study."""
    study.action("find_words").trigger()
    found = study.code.helping.finder
    assert found is not None
    yield found
    found.close()


def look(finder: FindDialog, words: str, way: str = "words") -> list[str]:
    """Type words over what stands in the field and return the places as they are listed."""
    finder.way.setCurrentIndex(finder.way.findData(way))
    QTest.keyClick(finder.field, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(finder.field, words)
    return listed(finder)


def listed(dialog: FindDialog | GatherDialog) -> list[str]:
    wait_until(lambda: not dialog._soon.isActive() and not dialog.places.reader.is_reading(), "the places")
    QApplication.processEvents()
    return [place.text for place in dialog.places.model.places]


def type_code(words: str):
    """Return what answers the palette in a dialog."""

    def act(dialog: QWidget) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)

    return act


def coded(window: MainWindow) -> list[str]:
    """Return the words of all coded passages, in order."""
    work = window.workspace
    rows = [
        (name, row.start, row.end, source_id)
        for source_id, name in work.read(documents.source_names)
        for row in work.read(coding.codings, source_id)
    ]
    return [work.read(documents.source_text, key)[start:end] for _name, start, end, key in rows]


def test_places_come_as_letters_are_typed_with_who_said_them(finder: FindDialog) -> None:
    assert look(finder, "mask") == ["mask", "mask"]
    assert where(finder.places.model.places[0]) == "Group one · Ana · line 2"
    assert finder.places.count.text() == "2 places"
    assert look(finder, "nurs*") == ["nurse", "nurse"]
    assert look(finder, "speak", "forms") == ["spoke"]
    assert look(finder, "ask", "inside") == ["ask", "ask"]
    assert look(finder, "nu.se", "pattern") == ["nurse", "nurse"]
    assert look(finder, "zeppelin") == []
    assert finder.places.count.text() == "No transcript has these words next to each other."
    assert look(finder, "(", "pattern") == []
    assert "no pattern yet" in finder.places.count.text()


def test_the_interviewer_can_be_left_out_and_one_transcript_chosen(finder: FindDialog) -> None:
    assert len(look(finder, "the")) == 5
    finder.who.setCurrentIndex(finder.who.findData("participants"))
    assert len(listed(finder)) == 3
    assert {place.speaker for place in finder.places.model.places} == {"Ana", "Carla"}
    finder.sources.setCurrentIndex(2)
    listed(finder)
    assert {place.source for place in finder.places.model.places} == {"Carla"}


def test_ticked_places_are_coded_by_keys_as_one_action(study: MainWindow, finder: FindDialog) -> None:
    before, history = dump(study.workspace.project), len(study.workspace.project.history())
    look(finder, "mask | nurse")
    finder.places.extent.setCurrentIndex(finder.places.extent.findData("sentence"))
    QTest.keyClick(finder.field, Qt.Key.Key_Down)
    places = finder.places.list
    assert places.hasFocus() and not finder.places.code.isEnabled()
    QTest.keyClick(places, Qt.Key.Key_Space)
    assert finder.places.model.ticked == {0}
    QTest.keyClick(places, Qt.Key.Key_A, CONTROL)
    assert finder.places.model.ticked == {0, 1, 2, 3}
    QTest.keyClick(places, Qt.Key.Key_Down)
    QTest.keyClick(places, Qt.Key.Key_Space)
    assert finder.places.code.text() == "Code 3 places…"
    asked = answer(type_code("Care"))
    QTest.keyClick(places, Qt.Key.Key_Return, CONTROL)
    assert asked
    assert coded(study) == [
        "The mask felt like a prison mask 😀.",
        "She spoke to the nurse.",
        "The nurse had time.",
    ]
    assert len(study.workspace.project.history()) == history + 1
    assert "Coded 3 passages." in [label.text() for label in study.notice.findChildren(QLabel)]
    assert not finder.places.model.ticked
    study.action("undo").trigger()
    assert dump(study.workspace.project) == before


def test_leaving_the_palette_codes_nothing(study: MainWindow, finder: FindDialog) -> None:
    look(finder, "mask")
    QTest.keyClick(finder.places.list, Qt.Key.Key_A, CONTROL)
    asked = answer(lambda _dialog: QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape))
    finder.places.code.click()
    assert asked and coded(study) == [] and len(finder.places.model.ticked) == 2


def test_enter_goes_to_the_place(study: MainWindow, finder: FindDialog) -> None:
    look(finder, "nurse")
    finder.places.list.setFocus()
    QTest.keyClick(finder.places.list, Qt.Key.Key_Down)
    QTest.keyClick(finder.places.list, Qt.Key.Key_Return)
    place = finder.places.model.places[1]
    assert study.code.transcript is not None and study.code.transcript.name == "Carla"
    assert study.code.view.selection() == (place.start, place.end)


def test_coded_places_can_be_left_out(study: MainWindow, finder: FindDialog) -> None:
    work = study.workspace
    assert len(look(finder, "nurse")) == 2
    finder.uncoded.setChecked(True)
    assert len(listed(finder)) == 2
    asked = answer(type_code("Care"))
    finder.places.model.tick([0], True)
    finder.places.code.click()
    assert asked and len(listed(finder)) == 1
    other = work.do("Add a coder", coders.add_coder, "Ben Ode").value
    work.choose_coder(other)
    finder.look()
    assert len(listed(finder)) == 2


def test_many_places_are_coded_beside_the_window(study: MainWindow, finder: FindDialog, monkeypatch) -> None:
    monkeypatch.setattr("qda.ui.views.coding.helping._MANY", 1)
    look(finder, "nurse")
    finder.places.tick_all()
    asked = answer(type_code("Care"))
    finder.places.code.click()
    idle(study)
    assert asked and len(coded(study)) == 2 and not finder.places.model.ticked


def test_an_old_search_never_overwrites_a_new_one(finder: FindDialog) -> None:
    for words in ("n", "nu", "nur", "nurse", "nur", "mask"):
        finder.field.setText(words)
        finder.look()
    assert listed(finder) == ["mask", "mask"]


def test_a_list_ends_at_its_limit_and_says_so(study: MainWindow, finder: FindDialog, monkeypatch) -> None:
    for module in ("places_reader", "widgets.found_places"):
        monkeypatch.setattr(f"qda.ui.{module}.MOST", 4)
    assert len(look(finder, "e", "inside")) == 4
    assert finder.places.count.text().startswith("The first 4 places")


def test_a_project_that_goes_takes_its_places_along(study: MainWindow, finder: FindDialog) -> None:
    look(finder, "mask")
    study.close_project()
    assert finder.places.model.places == [] and not finder.isVisible()


# By speaker, question, pattern ---------------------------------------------------------------------------------------


def gather(window: MainWindow, action: str) -> GatherDialog:
    window.action(action).trigger()
    (dialog,) = window.findChildren(GatherDialog)
    wait_until(lambda: dialog.list.count(), "the choices")
    return dialog


def tick(dialog: GatherDialog, *rows: str) -> list[str]:
    for row in range(dialog.list.count()):
        item = dialog.list.item(row)
        item.setCheckState(Qt.CheckState.Checked if item.text().startswith(rows) else Qt.CheckState.Unchecked)
    return listed(dialog)


def test_the_turns_of_a_speaker_are_listed_first_and_coded_when_ticked(study: MainWindow) -> None:
    dialog = gather(study, "code_by_speaker")
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())][-1].endswith("interviewer")
    assert len(tick(dialog, "Ana", "Ben")) == 4
    assert coded(study) == []
    tick(dialog, "Ben")
    dialog.places.tick_all()
    asked = answer(type_code("Ben's words"))
    dialog.places.code.click()
    assert asked
    assert coded(study) == ["For me it was safe. 医院很远。", "Cafe\u0301 closed, so we waited outside."]
    dialog.close()


def test_the_answers_to_a_question_are_gathered(study: MainWindow) -> None:
    dialog = gather(study, "code_by_question")
    dialog.filter.setText("WAY there")
    shown = [dialog.list.item(row) for row in range(dialog.list.count()) if not dialog.list.item(row).isHidden()]
    assert [item.text() for item in shown] == ["2 answers · And the way there?"]
    shown[0].setCheckState(Qt.CheckState.Checked)
    assert listed(dialog) == ["Straße gesperrt, no bus, nobody told us.", "Cafe\u0301 closed, so we waited outside."]
    dialog.close()


def test_code_by_pattern_opens_the_search_for_patterns(study: MainWindow) -> None:
    study.action("code_by_pattern").trigger()
    finder = study.code.helping.finder
    assert finder is not None and finder.way.currentData() == "pattern"
    assert look(finder, r"\w+ed\b", "pattern") == ["closed", "waited", "helped"]
    finder.close()
    in_front(study)
