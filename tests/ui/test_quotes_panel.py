"""Constant comparison in the quotes beside the text: by keys and mouse, one by one, in groups, and thousands."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from qda.core import codebook, coders, coding, comparing, documents, participants, quote_groups, retrieval
from qda.core.retrieval import QuoteRow
from qda.core.themes import outline
from qda.ui.main_window import MainWindow
from qda.ui.models.quotes_model import Heading, QuotesModel
from qda.ui.widgets.quotes_panel import QuotesPanel
from tests.storage.study import interview
from tests.ui.conftest import answer, idle, in_front, press, wait_until

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SAID = {
    "One": (("Ana", "You are wearing a prison mask."), ("Ana", "You cannot show weakness."), ("Ana", "I had no bus.")),
    "Two": (("Ben", "The mask is heavy."), ("Ben", "The nurse had time."), ("Ben", "A prison is a prison.")),
}


@pytest.fixture
def quotes_window(project_window: MainWindow) -> MainWindow:
    """The Code place with two interviews; “mask” has three passages in both, “nurse” one, the chosen code is mask."""
    work = project_window.workspace
    for name, said in SAID.items():
        source = work.do("Import", documents.add_source, interview(name, *said)).value
        person = work.do("Add participant", participants.add_participant, said[0][0]).value
        speaker = work.read(documents.speakers_of, source)[0].id
        work.do("Link", participants.link_speaker, speaker, person)
    for words, path in (
        ("wearing a prison mask", "mask"),
        ("cannot show weakness", "mask"),
        ("The mask is heavy", "mask"),
        ("The nurse had time", "nurse"),
    ):
        give(project_window, words, path)
    project_window.go_code()
    project_window.code.tree.reveal(code_id(project_window, "mask"))
    idle(project_window)
    return project_window


def code_id(window: MainWindow, name: str) -> str:
    found: str = window.workspace.read(codebook.find_code, name)
    return found


def give(window: MainWindow, words: str, path: str, coder: str | None = None) -> str:
    """Give the first place of these words a code, made where it is missing; return the id of the coding."""
    work = window.workspace
    key = work.do("Make code", codebook.add_path, path).value
    for source_id, _name in work.read(documents.source_names):
        start = work.read(documents.source_text, source_id).find(words)
        if start >= 0:
            span = (start, start + len(words))
            done = work.do("Apply code", coding.apply_code, coder or work.coder_id, key, source_id, *span)
            return str(done.value.id)
    raise AssertionError(words)


def go_to(window: MainWindow, place: int) -> QuotesPanel:
    """Go to the quotes by their key and down to the quote at `place` (from 0)."""
    QTest.keyClick(
        window.code.view, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    panel = window.code.quotes
    assert panel.list.hasFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    for _step in range(place):
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    return panel


def shown(window: MainWindow) -> list[str]:
    """What stands in the list: headings with their numbers, and the words of quotes."""
    rows = window.code.quotes.model.rows
    return [f"{row.group.words} {row.count}" if isinstance(row, Heading) else row.text for row in rows]


def codes_of(window: MainWindow, words: str) -> list[str]:
    return sorted(row.code for row in window.workspace.read(retrieval.quotes) if row.text == words)


def spoken(panel: QuotesPanel, row: int) -> str:
    """What a screen reader says of a row: each has a (hidden) head and a cell, below those of the columns."""
    seen = QAccessible.queryAccessibleInterface(panel.list)
    assert seen is not None
    cell = seen.child(2 * (row + 1) + 1)
    assert cell is not None
    return str(cell.text(QAccessible.Text.Name))


def group_by(window: MainWindow, words: str) -> None:
    """Choose a way in the menu at the head of the quotes."""
    menu: QMenu = window.code.quotes.groups.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()
    idle(window)


# Keys ----------------------------------------------------------------------------------------------------------------


def test_the_key_goes_to_the_quotes_and_esc_back_to_the_transcript(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 2)
    current = panel.current()
    assert current is not None and current.text == "The mask is heavy"
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert quotes_window.code.view.hasFocus()
    go_to(quotes_window, 2)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert quotes_window.code.transcript is not None and quotes_window.code.transcript.name == "Two"
    assert quotes_window.code.view.hasFocus()


def test_typing_in_the_quotes_gives_one_another_code_and_goes_on_to_the_next(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 1)
    QTest.keyClicks(panel.list, "n")
    palette = quotes_window.code.palette_box
    assert palette.isVisible()
    QTest.keyClicks(palette.field, "urse")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert codes_of(quotes_window, "cannot show weakness") == ["nurse"]
    assert shown(quotes_window) == ["wearing a prison mask", "The mask is heavy"]
    assert panel.list.hasFocus()
    assert [row.text for row in panel.chosen()] == ["The mask is heavy"]
    assert "another code" in quotes_window.notice.words()
    quotes_window.undo()
    assert codes_of(quotes_window, "cannot show weakness") == ["mask"]
    assert len(shown(quotes_window)) == 3


def test_several_quotes_get_a_new_code_in_one_change(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 0)
    QTest.keyClick(panel.list, Qt.Key.Key_Down, SHIFT)
    QTest.keyClicks(panel.list, "s")
    QTest.keyClicks(quotes_window.code.palette_box.field, "trength")
    QTest.keyClick(quotes_window.code.palette_box.field, Qt.Key.Key_Return)
    assert codes_of(quotes_window, "wearing a prison mask") == codes_of(quotes_window, "cannot show weakness")
    assert codes_of(quotes_window, "cannot show weakness") == ["strength"]
    quotes_window.undo()
    assert codes_of(quotes_window, "cannot show weakness") == ["mask"]
    assert [row.name for row in quotes_window.workspace.read(codebook.codes)] == ["mask", "nurse"]


def test_delete_takes_the_code_away_and_stays_in_the_list(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 0)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert codes_of(quotes_window, "wearing a prison mask") == []
    assert [row.text for row in panel.chosen()] == ["cannot show weakness"] and panel.list.hasFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert shown(quotes_window) == [] and not panel.list.isVisible()


def test_others_work_is_touched_only_after_a_question(quotes_window: MainWindow) -> None:
    ben = quotes_window.workspace.do("Add coder", coders.add_coder, "Ben Oz").value
    give(quotes_window, "A prison is a prison", "mask", ben)
    panel = go_to(quotes_window, 3)
    asked = answer(press("Cancel"))
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    in_front(quotes_window)
    assert asked and codes_of(quotes_window, "A prison is a prison") == ["mask"]
    answer(press("Take away"))
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    in_front(quotes_window)
    assert codes_of(quotes_window, "A prison is a prison") == []


# Examples and counter-examples ---------------------------------------------------------------------------------------


def test_f7_makes_an_example_which_is_drawn_and_said(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 1)
    before = panel.list.viewport().grab().toImage()
    QTest.keyClick(panel.list, Qt.Key.Key_F7)
    quote = panel.model.quotes[1]
    assert panel.model.signs_of(quote) == ["◆ example"]
    assert panel.list.viewport().grab().toImage() != before
    said = spoken(panel, 1)
    assert said.startswith("example; Ana · One · line 2: cannot show weakness")
    QTest.keyClick(panel.list, Qt.Key.Key_F7)
    assert panel.model.signs_of(quote) == [] and not quotes_window.workspace.read(comparing.signs)


def test_without_a_theme_on_the_code_a_sentence_says_so(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 0)
    QTest.keyClick(panel.list, Qt.Key.Key_F8)
    assert "No theme draws on “mask” yet" in quotes_window.notice.words()


def test_a_quote_is_chosen_for_the_one_theme_and_set_against_it(quotes_window: MainWindow) -> None:
    work = quotes_window.workspace
    theme = work.do("Make theme", outline.add_theme, "The mask").value
    work.do("Add codes", outline.add_codes, theme, [code_id(quotes_window, "mask")])
    panel = go_to(quotes_window, 0)
    quote = panel.model.quotes[0]
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert panel.model.signs_of(quote, themes=True) == ["★ chosen: The mask"]
    QTest.keyClick(panel.list, Qt.Key.Key_F8)
    assert panel.model.signs_of(quote) == ["≠ counter-example"]
    QTest.keyClick(panel.list, Qt.Key.Key_F8)
    assert panel.model.signs_of(quote) == []


def test_of_several_themes_a_menu_asks_which(quotes_window: MainWindow) -> None:
    work = quotes_window.workspace
    for name in ("First", "Second"):
        theme = work.do("Make theme", outline.add_theme, name).value
        work.do("Add codes", outline.add_codes, theme, [code_id(quotes_window, "mask")])
    panel = go_to(quotes_window, 0)
    QTest.keyClick(panel.list, Qt.Key.Key_F8)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and [action.text() for action in menu.actions()] == ["First", "Second"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert panel.model.signs_of(panel.model.quotes[0], themes=True) == ["≠ counter-example: Second"]


def test_f9_shows_the_words_around_and_follows_the_current_quote(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 1)
    QTest.keyClick(panel.list, Qt.Key.Key_F9)
    assert panel.around is not None and panel.around.isVisible() and panel.list.hasFocus()
    assert panel.around.text.toPlainText() == "\n".join(f"{who}: {words}" for who, words in SAID["One"])
    weighty = [
        fragment.fragment().text()
        for block in _blocks(panel)
        for fragment in block
        if fragment.fragment().charFormat().fontWeight() >= 600
    ]
    assert weighty == ["cannot show weakness"]
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    wait_until(lambda: panel.around is not None and "heavy" in panel.around.text.toPlainText())
    QTest.keyClick(panel.list, Qt.Key.Key_F9)
    assert panel.around.isHidden()


def _blocks(panel: QuotesPanel) -> list[object]:
    assert panel.around is not None
    document = panel.around.text.document()
    return [document.findBlockByNumber(number).begin() for number in range(document.blockCount())]


def test_the_context_menu_has_everything(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 0)
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions() if action.text())
        menu.close()

    QTimer.singleShot(50, look)
    panel.list.customContextMenuRequested.emit(panel.list.visualRect(panel.list.currentIndex()).center())
    assert seen[:3] == ["Read in the transcript", "Give another code…", "Take the code away"]
    assert {"Example of its code", "Choose for a theme", "Counter-example for a theme", "Group"} <= set(seen)


# Groups --------------------------------------------------------------------------------------------------------------


def test_quotes_are_grouped_with_numbers_and_the_way_is_remembered(quotes_window: MainWindow) -> None:
    group_by(quotes_window, "By source")
    first, second, third = "wearing a prison mask", "cannot show weakness", "The mask is heavy"
    assert shown(quotes_window) == ["One 2", first, second, "Two 1", third]
    assert quotes_window.code.quotes.groups.text() == "By source"
    path = quotes_window.workspace.project.path
    quotes_window.close_project()
    quotes_window.workspace.open(path)
    quotes_window.code.tree.reveal(code_id(quotes_window, "mask"))
    idle(quotes_window)
    assert shown(quotes_window) == ["One 2", first, second, "Two 1", third]
    group_by(quotes_window, "By participant")
    assert shown(quotes_window) == ["Ana 2", first, second, "Ben 1", third]
    group_by(quotes_window, "In the order of the text")
    assert shown(quotes_window) == [first, second, third]


def test_groups_follow_what_is_done_in_them(quotes_window: MainWindow) -> None:
    group_by(quotes_window, "By source")
    panel = go_to(quotes_window, 4)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert shown(quotes_window) == ["One 2", "wearing a prison mask", "cannot show weakness"]
    quotes_window.undo()
    give(quotes_window, "A prison is a prison", "mask")
    assert shown(quotes_window)[3:] == ["Two 2", "The mask is heavy", "A prison is a prison"]
    height = [panel.list.rowHeight(row) for row in range(panel.model.rowCount())]
    assert height[0] == height[3] < height[1] == height[2] == height[4] == height[5]


def test_an_attribute_groups_and_its_values_are_followed(quotes_window: MainWindow) -> None:
    work = quotes_window.workspace
    role = work.do("Add attribute", participants.add_attribute, "Role").value
    group_by(quotes_window, "By Role")
    assert shown(quotes_window)[0] == "No value 3"
    ben = work.read(participants.find_participant, "Ben")
    work.do("Set", participants.set_values, ben, role, ["nurse"])
    idle(quotes_window)
    assert shown(quotes_window)[0] == "nurse 1"
    work.do("Remove attribute", participants.remove_attribute, role)
    group_by(quotes_window, "By coder")
    assert shown(quotes_window)[0] == "Ann Noor 3"


def test_headings_are_read_but_never_worked_on(quotes_window: MainWindow) -> None:
    group_by(quotes_window, "By source")
    panel = go_to(quotes_window, 0)
    said = spoken(panel, 0)
    assert said == "One: 2 passages"
    assert panel.chosen() == []
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert "Choose a quote first" in quotes_window.notice.words()
    QTest.keyClick(panel.list, Qt.Key.Key_A, CONTROL)
    assert len(panel.chosen()) == 3


def test_the_mouse_chooses_and_opens(quotes_window: MainWindow) -> None:
    group_by(quotes_window, "By source")
    panel = quotes_window.code.quotes
    place = panel.list.visualRect(panel.model.index(4)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert quotes_window.code.transcript is not None and quotes_window.code.transcript.name == "Two"
    QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 4))
    assert quotes_window.code.transcript.name == "Two", "a heading leads nowhere"


# Thousands -----------------------------------------------------------------------------------------------------------


def many(number: int) -> list[QuoteRow]:
    return [
        QuoteRow(
            id=f"{place}",
            source_id=f"s{place * 30 // number:02}",
            source=f"Interview {place * 30 // number}",
            start=place,
            end=place + 5,
            text="word " * 30,
            code_id="c",
            code="code",
            themes=(),
            coder="Ann",
            participants=("Ana",),
            lines="12",
            note="",
        )
        for place in range(number)
    ]


def order(quote: QuoteRow) -> tuple[str, int, int, str]:
    return quote.source_id, quote.start, -quote.end, quote.id


@pytest.mark.parametrize("way", ["", "source"])
def test_five_thousand_quotes_are_a_sound_model(qtmodeltester: object, way: str) -> None:
    quotes, model = many(5_000), QuotesModel()
    grouping = quote_groups.Grouping(way, {f"s{place:02}": place for place in range(30)}) if way else None
    model.show(quotes, {}, grouping)
    assert model.rowCount() == 5_000 + 30 * bool(way)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    model.replace({quotes[0].id, quotes[4_999].id}, [quotes[0]], order)
    assert model.count == 4_999


def test_whatever_is_replaced_groups_are_as_if_made_anew() -> None:
    quotes, model, fresh, chance = many(300), QuotesModel(), QuotesModel(), random.Random(3)
    grouping = quote_groups.Grouping("source", {f"s{place:02}": place for place in range(30)})
    model.show(quotes, {}, grouping)
    for step in range(60):
        gone = set(chance.sample([quote.id for quote in quotes], min(len(quotes), chance.randrange(30))))
        back = [replace(quote, id=f"{quote.id}.{step}") for quote in many(300) if chance.random() < 0.03]
        quotes = sorted([quote for quote in quotes if quote.id not in gone] + back, key=order)
        model.replace(gone, back, order)
        fresh.show(quotes, {}, grouping)
        assert model.rows == fresh.rows and model.count == fresh.count


def test_five_thousand_quotes_stand_in_rows_of_two_heights(quotes_window: MainWindow) -> None:
    panel = quotes_window.code.quotes
    group_by(quotes_window, "By source")
    panel.show_rows("Many", [], {}, "Nothing.")
    assert not panel.list.isVisible()
    panel.model.show(many(5_000), {}, quote_groups.Grouping("source", {f"s{place:02}": place for place in range(30)}))
    heights = {panel.list.rowHeight(row) for row in range(panel.model.rowCount())}
    assert len(heights) == 2
    total = sum(panel.list.rowHeight(row) for row in range(panel.model.rowCount()))
    panel.list.show()
    wait_until(lambda: panel.list.verticalScrollBar().maximum() + panel.list.viewport().height() == total)
