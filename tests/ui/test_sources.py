"""The Sources place by keys and mouse: finding, naming, finishing and removing transcripts, and who speaks in them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QItemSelectionModel, QLocale, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)
from sqlalchemy import Engine, event

from qda.core import attributes, codebook, coders, coding, documents, participants, readings
from qda.core.documents import SourceRow
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.storage.project import Project
from qda.ui import theme
from qda.ui.main_window import MainWindow
from qda.ui.models.sources_model import FINISHED, NAME, PARTICIPANTS, READ, SHARE, WORDS
from tests.told import sample_study
from tests.ui.conftest import answer, enter_text, idle, press, wait_until
from tests.ui.importing import choose_entry

SAID = {
    "Interview 10": ("I: How was it?", "Neil: Loud."),
    "Interview 2": (
        "Anna: Who helped you there?",
        "Ben: My sister did, she rang them every single week.",
        "Anna: Why?",
    ),
    "Field notes": ("The corridor is grey and smells of paint.",),
}


def add(window: MainWindow, name: str, lines: tuple[str, ...]) -> str:
    turns, at = [], 0
    for words in lines:
        label, colon, _speech = words.partition(": ")
        if colon:
            turns.append(Turn(at, at + len(words), at + len(label) + 2, label))
        at += len(words) + 1
    imported = Imported(name, "\n".join(lines), tuple(turns), encoding="utf-8")
    done = window.workspace.do("Import transcripts", documents.add_source, imported, None, f"{name}.txt")
    assert done
    return str(done.value)


@pytest.fixture
def filled(project_window: MainWindow) -> MainWindow:
    """The Sources place with two interviews and a field note, in this order."""
    for name, lines in SAID.items():
        add(project_window, name, lines)
    project_window.go_sources()
    idle(project_window)
    return project_window


def source(window: MainWindow, name: str) -> SourceRow:
    return next(row for row in window.workspace.read(documents.sources) if row.name == name)


def shown(window: MainWindow, column: int = NAME) -> list[str]:
    proxy = window.sources.transcripts.proxy
    return [proxy.index(row, column).data() for row in range(proxy.rowCount())]


def place(window: MainWindow, name: str, column: int = NAME) -> QModelIndex:
    return window.sources.transcripts.proxy.index(shown(window).index(name), column)


def choose(window: MainWindow, name: str) -> None:
    click(window, place(window, name))


def click(window: MainWindow, index: QModelIndex, *, at_left: bool = False) -> None:
    table = window.sources.transcripts.table
    table.scrollTo(index)
    rect = table.visualRect(index)
    point = QPoint(rect.left() + 16, rect.center().y()) if at_left else rect.center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)


def pick(box: QWidget | None, words: str) -> None:
    assert isinstance(box, QComboBox) and box.isEnabled()
    choose_entry(box, box.findText(words))


def people(window: MainWindow) -> dict[str, tuple[str, ...]]:
    """Participants with the labels of their speakers."""
    found = {row.id: (row.name, []) for row in window.workspace.read(participants.participants)}
    for row in window.workspace.read(documents.sources):
        for speaker in window.workspace.read(documents.speakers_of, row.id):
            if speaker.participant_id:
                found[speaker.participant_id][1].append(speaker.label)
    return {name: tuple(labels) for name, labels in found.values()}


# The table


def test_an_empty_project_says_what_belongs_here_and_offers_the_first_step(project_window: MainWindow) -> None:
    project_window.go_sources()
    empty = project_window.sources.transcripts.empty
    assert empty.isVisible() and not project_window.sources.transcripts.table.isVisible()
    assert [button.text() for button in empty.findChildren(QPushButton)] == [
        "Import transcripts…",
        "Bring in a project of another program…",
    ]


def test_the_models_are_sound(filled: MainWindow, qtmodeltester: object) -> None:
    qtmodeltester.check(filled.sources.transcripts.model)  # type: ignore[attr-defined]
    qtmodeltester.check(filled.sources.transcripts.proxy)  # type: ignore[attr-defined]


def test_sources_stand_in_the_projects_order_until_a_head_is_clicked(filled: MainWindow) -> None:
    assert shown(filled) == list(SAID)
    header = filled.sources.transcripts.table.horizontalHeader()

    def click_head(column: int) -> None:
        at = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)

    click_head(NAME)
    assert shown(filled) == ["Field notes", "Interview 2", "Interview 10"]
    click_head(WORDS)
    click_head(WORDS)
    assert shown(filled, WORDS) == ["17", "8", "6"]
    click_head(WORDS)
    assert shown(filled) == list(SAID)


def test_typing_finds_a_source_by_the_people_in_it(filled: MainWindow) -> None:
    QTest.keyClicks(filled.sources.transcripts.filter, "neil")
    assert shown(filled) == ["Interview 10"]
    filled.sources.transcripts.filter.clear()
    assert shown(filled) == list(SAID)


def test_f2_gives_another_name_and_undo_the_old_one(filled: MainWindow) -> None:
    choose(filled, "Field notes")
    QTest.keyClick(filled.sources.transcripts.table, Qt.Key.Key_F2)
    field = filled.sources.transcripts.table.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "Corridor")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert shown(filled) == ["Interview 10", "Interview 2", "Corridor"]
    current = filled.sources.transcripts.current()
    assert current is not None and current.name == "Corridor"
    filled.undo()
    assert shown(filled) == list(SAID)


def test_enter_and_double_click_open_a_source_in_code(filled: MainWindow) -> None:
    choose(filled, "Interview 2")
    QTest.keyClick(filled.sources.transcripts.table, Qt.Key.Key_Return)
    assert filled.stack.currentWidget() is filled.code
    assert filled.code.transcript is not None and filled.code.transcript.name == "Interview 2"
    filled.go_sources()
    choose(filled, "Field notes")
    at = filled.sources.transcripts.table.visualRect(place(filled, "Field notes")).center()
    QTest.mouseDClick(filled.sources.transcripts.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert filled.code.transcript is not None and filled.code.transcript.name == "Field notes"


def test_delete_asks_with_numbers_and_undo_brings_everything_back(filled: MainWindow) -> None:
    work, row = filled.workspace, source(filled, "Interview 2")
    done = work.do("Code", codebook.apply_new, work.coder_id, "help", row.id, 33, 60, in_vivo=False)
    assert done
    theme_id = work.do("Make theme", outline.add_theme, "Kin").value
    assert work.do("Choose quote", quotes.pick_quote, row.id, 33, 60, theme_id=theme_id)
    choose(filled, "Interview 2")
    said: list[str] = []

    def answers(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        press("Remove")(dialog)

    answer(answers)
    QTest.keyClick(filled.sources.transcripts.table, Qt.Key.Key_Delete)
    assert "“Interview 2” with 1 coded passage and 1 chosen quote" in " ".join(said)
    assert shown(filled) == ["Interview 10", "Field notes"]
    assert work.read(quotes.picked_quotes) == []
    assert filled.notice.words() == "Removed 1 transcript."
    filled.undo()
    assert source(filled, "Interview 2").codings == 1 and len(work.read(quotes.picked_quotes)) == 1
    assert shown(filled) == list(SAID)


def test_several_sources_are_removed_as_one_change_and_cancel_removes_none(filled: MainWindow) -> None:
    QTest.keyClick(filled.sources.transcripts.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    answer(press("Cancel"))
    QTest.keyClick(filled.sources.transcripts.table, Qt.Key.Key_Delete)
    assert shown(filled) == list(SAID)
    # Without a screen nobody brings the window to the front again.
    filled.activateWindow()
    wait_until(filled.isActiveWindow, "the window to be in front")
    answer(press("Remove"))
    QTest.keyClick(filled.sources.transcripts.table, Qt.Key.Key_Delete)
    assert filled.sources.transcripts.empty.isVisible()
    filled.undo()
    assert shown(filled) == list(SAID)


def test_finished_is_ticked_for_the_present_coder_and_names_the_others(filled: MainWindow) -> None:
    work = filled.workspace
    other = work.do("Add coder", coders.add_coder, "Max Dorn").value
    row = source(filled, "Interview 10")
    assert work.do("Finish", readings.finish, other, [row.id])
    cell = place(filled, "Interview 10", FINISHED)
    assert (cell.data(), cell.data(Qt.ItemDataRole.CheckStateRole)) == ("MD", Qt.CheckState.Unchecked)
    click(filled, cell, at_left=True)
    assert work.read(readings.finished_sources, work.coder_id) == [row.id]
    assert (cell.data(), cell.data(Qt.ItemDataRole.CheckStateRole)) == ("AN, MD", Qt.CheckState.Checked)
    click(filled, cell, at_left=True)
    assert work.read(readings.finished_sources, work.coder_id) == []


def test_what_is_chosen_stays_chosen_when_others_change_something(filled: MainWindow) -> None:
    filled.sources.transcripts.table.clearSelection()
    for name in ("Interview 2", "Field notes"):
        filled.sources.transcripts.table.selectionModel().select(
            place(filled, name), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        )
    add(filled, "Interview 11", ("I: And then?",))
    assert [row.name for row in filled.sources.transcripts.chosen()] == ["Interview 2", "Field notes"]


def test_rows_are_copied_as_a_table_with_heads(filled: MainWindow) -> None:
    choose(filled, "Interview 10")
    QTest.keyClick(filled.sources.transcripts.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    head, row = (line.split("\t") for line in mime.text().splitlines())
    assert dict(zip(head, row, strict=True))["Speakers"] == "I, Neil" and ">Interview 10</td>" in mime.html()


def test_columns_are_as_they_were_left(filled: MainWindow) -> None:
    path = filled.workspace.project.path
    filled.sources.transcripts.table.setColumnWidth(NAME, 321)
    filled.workspace.close()
    assert filled.workspace.open(path)
    assert filled.sources.transcripts.table.columnWidth(NAME) == 321


# Who speaks


def test_details_tell_where_a_source_comes_from(filled: MainWindow) -> None:
    choose(filled, "Interview 2")
    words = [label.text().replace("\u200b", "") for label in filled.sources.transcripts.details.findChildren(QLabel)]
    for expected in ("Interview 2.txt", "Plain text · UTF-8", "17 words in 3 turns"):
        assert expected in words


def test_a_language_is_noted(filled: MainWindow) -> None:
    choose(filled, "Interview 2")
    pick(filled.sources.transcripts.details.language, "German")
    assert source(filled, "Interview 2").language == "de"


def test_a_speaker_becomes_a_participant_and_then_the_interviewer(filled: MainWindow) -> None:
    choose(filled, "Interview 2")
    details = filled.sources.transcripts.details
    answer(enter_text("Bo"))
    pick(details.findChild(QComboBox, "who:Ben"), "New participant…")
    assert people(filled) == {"Bo": ("Ben",)}
    assert place(filled, "Interview 2", PARTICIPANTS).data() == "Bo"
    pick(details.findChild(QComboBox, "who:Anna"), "Bo")
    assert people(filled) == {"Bo": ("Ben", "Anna")} or people(filled) == {"Bo": ("Anna", "Ben")}
    asks = details.findChild(QCheckBox, "asks:Anna")
    assert asks is not None
    QTest.mouseClick(asks, Qt.MouseButton.LeftButton, pos=QPoint(10, asks.height() // 2))
    assert people(filled) == {"Bo": ("Ben",)}
    speakers = filled.workspace.read(documents.speakers_of, source(filled, "Interview 2").id)
    assert {row.label: row.interviewer for row in speakers} == {"Anna": True, "Ben": False}
    filled.undo()
    assert len(people(filled)["Bo"]) == 2


def test_facts_about_a_participant_are_typed_into_the_table(filled: MainWindow) -> None:
    work = filled.workspace
    choose(filled, "Interview 10")
    answer(enter_text("Neil"))
    pick(filled.sources.transcripts.details.findChild(QComboBox, "who:Neil"), "New participant…")
    facts = filled.sources.transcripts.details.people
    answer(enter_text("Role"))
    QTest.mouseClick(facts.add_attribute, Qt.MouseButton.LeftButton)
    _type_value(filled, 0, "nurse")
    work.do("Add attribute", participants.add_attribute, "Age", "number")
    _type_value(filled, 1, "old")
    assert "takes a number" in filled.notice.words()
    assert facts.values.item(1, 1).text() == ""
    _type_value(filled, 1, "47")
    (neil,) = work.read(participants.participants)
    assert neil.attributes == {"Role": ("nurse",), "Age": ("47",)}
    filled.undo()
    assert facts.values.item(1, 1).text() == "" and facts.values.item(0, 1).text() == "nurse"


def _type_value(window: MainWindow, row: int, words: str) -> None:
    table = window.sources.transcripts.details.people.values
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(table.item(row, 1)).center())
    # A cell that is chosen already waits whether a second click follows.
    wait_until(lambda: table.state() == QAbstractItemView.State.EditingState, "the cell to be open")
    field = next(field for field in table.findChildren(QLineEdit) if field.isVisible())
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_participant_is_renamed_and_removed_with_undo(filled: MainWindow) -> None:
    choose(filled, "Interview 10")
    answer(enter_text("Neil"))
    pick(filled.sources.transcripts.details.findChild(QComboBox, "who:Neil"), "New participant…")
    facts = filled.sources.transcripts.details.people
    answer(enter_text("Liam"))
    QTest.mouseClick(facts.rename_person, Qt.MouseButton.LeftButton)
    assert people(filled) == {"Liam": ("Neil",)}
    answer(press("Remove"))
    QTest.mouseClick(facts.remove_person, Qt.MouseButton.LeftButton)
    assert people(filled) == {} and not facts.person.isVisible()
    filled.undo()
    assert people(filled) == {"Liam": ("Neil",)}


# Looks


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_rows_heads_and_buttons_fit_their_words(filled: MainWindow, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", scale)
    try:
        filled.resize(round(1280 * scale), round(800 * scale))
        filled.dress()
        choose(filled, "Interview 2")
        QApplication.processEvents()
        table = filled.sources.transcripts.table
        text = table.fontMetrics().height()
        assert table.rowHeight(0) >= max(28, text + 8) and table.horizontalHeader().height() >= text + 8
        parts = [
            *filled.sources.transcripts.findChildren(QPushButton),
            *filled.sources.transcripts.findChildren(QCheckBox),
        ]
        cut = [part for part in parts if part.isVisible() and part.width() < part.sizeHint().width()]
        assert parts and cut == []
    finally:
        theme.apply(app, "light", 1.0)


# How far everybody is


def tick(window: MainWindow, name: str, column: int) -> None:
    click(window, place(window, name, column), at_left=True)


def ticks(window: MainWindow, name: str) -> tuple[bool, bool]:
    return tuple(
        place(window, name, column).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        for column in (READ, FINISHED)
    )


def test_read_and_finished_are_ticked_apart_and_finished_is_read(filled: MainWindow) -> None:
    tick(filled, "Interview 2", READ)
    assert ticks(filled, "Interview 2") == (True, False)
    tick(filled, "Field notes", FINISHED)
    assert ticks(filled, "Field notes") == (True, True)
    tick(filled, "Field notes", READ)
    assert ticks(filled, "Field notes") == (False, False)
    filled.undo()
    assert ticks(filled, "Field notes") == (True, True)
    filled.undo()
    assert ticks(filled, "Field notes") == (False, False)


def test_who_read_and_finished_is_told_with_names_and_days(filled: MainWindow) -> None:
    work = filled.workspace
    other = work.do("Add coder", coders.add_coder, "Max Dorn").value
    work.do("Finish", readings.finish, other, [source(filled, "Field notes").id])
    tick(filled, "Field notes", READ)
    read, finished = (place(filled, "Field notes", column) for column in (READ, FINISHED))
    assert (read.data(), finished.data()) == ("AN, MD", "MD")
    today = QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
    assert finished.data(Qt.ItemDataRole.ToolTipRole) == f"Max Dorn, {today}"
    assert read.data(Qt.ItemDataRole.ToolTipRole) == f"Ann Noor, {today}\nMax Dorn, {today}"


def test_my_share_is_shown_and_sorted_as_a_number(filled: MainWindow) -> None:
    work = filled.workspace
    code = work.do("Make code", codebook.add_path, "loud").value
    for name, end in (("Interview 10", 8), ("Field notes", 41), ("Interview 2", 50)):
        work.do("Apply code", coding.apply_code, work.coder_id, code, source(filled, name).id, 0, end)
    assert dict(zip(shown(filled), shown(filled, SHARE), strict=True)) == {
        "Interview 10": "31 %",
        "Interview 2": "55 %",
        "Field notes": "100 %",
    }
    filled.sources.transcripts.table.sortByColumn(SHARE, Qt.SortOrder.AscendingOrder)
    assert shown(filled) == ["Interview 10", "Interview 2", "Field notes"]
    other = work.do("Add coder", coders.add_coder, "Max Dorn").value
    work.choose_coder(other)
    assert set(shown(filled, SHARE)) == {"0 %"}


def test_only_what_is_not_read_or_not_finished_can_be_shown(filled: MainWindow) -> None:
    tick(filled, "Interview 2", READ)
    tick(filled, "Field notes", FINISHED)
    box = filled.sources.transcripts.progress
    assert filled.sources.transcripts._count.text().endswith("I have read 2 of 3 and finished 1")
    for words, names in (
        ("Not yet read by me", ["Interview 10"]),
        ("Read, not finished", ["Interview 2"]),
        ("Finished by me", ["Field notes"]),
        ("All transcripts", list(SAID)),
    ):
        pick(box, words)
        assert shown(filled) == names
    pick(box, "Read, not finished")
    tick(filled, "Interview 2", FINISHED)
    assert shown(filled) == []
    filled.undo()
    assert shown(filled) == ["Interview 2"]
    assert filled.sources.transcripts.current() is not None


def test_many_sources_cost_no_more_statements_than_few(filled: MainWindow) -> None:
    def statements() -> int:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            if threading.current_thread() is threading.main_thread():  # what else goes on is not the place's
                seen.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        filled.sources.refresh(frozenset({"reading"}))
        event.remove(Engine, "before_cursor_execute", note)
        return len(seen)

    before = statements()
    for number in range(20):
        add(filled, f"Interview {number + 20}", ("I: And then?",))
    work = filled.workspace
    work.do("Finish", readings.finish, work.coder_id, [row.id for row in work.read(documents.sources)])
    assert statements() == before


def test_a_value_in_an_open_cell_is_kept_when_the_project_closes(window: MainWindow, tmp_path: Path) -> None:
    sample_study(tmp_path / "Sample.loom").close()
    assert window.workspace.open(tmp_path / "Sample.loom")
    window.go("sources")
    idle(window)
    place = window.places.get("sources")
    table = next(one for one in place.findChildren(QTableWidget) if one.isVisible() and one.rowCount())
    table.setFocus()
    table.setCurrentCell(0, 1)
    typing = QApplication.focusWidget()
    assert isinstance(typing, QLineEdit)
    typing.selectAll()
    QTest.keyClicks(typing, "harbour pilot")
    window.workspace.close()
    with Project.open(tmp_path / "Sample.loom") as project, project.read() as session:
        assert "harbour pilot" in {value for known in attributes.known_values(session).values() for value in known}
