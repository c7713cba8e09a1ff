"""Constant comparison in the quotes beside the text: by keys and mouse, one by one, in groups, and thousands."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from qda.core import codebook, coders, coding, comparing, documents, participants, quote_groups, retrieval
from qda.core.retrieval import QuoteRow
from qda.core.themes import outline
from qda.ui.main_window import MainWindow
from qda.ui.models.quotes_model import Heading, QuotesModel
from qda.ui.widgets.palette import Palette
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


def test_another_code_is_read_from_its_beginning_and_the_same_from_where_one_was(quotes_window: MainWindow) -> None:
    panel = go_to(quotes_window, 2)
    quotes_window.workspace.do("Rename", codebook.edit_code, code_id(quotes_window, "mask"), name="the mask")
    idle(quotes_window)
    current = panel.current()
    assert current is not None and current.text == "The mask is heavy"
    for name in ("nurse", "the mask"):
        quotes_window.code.tree.reveal(code_id(quotes_window, name))
    idle(quotes_window)
    assert panel.current() is None and panel.list.verticalScrollBar().value() == 0


# Examples and different views ----------------------------------------------------------------------------------------


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
    assert panel.model.signs_of(quote) == ["≠ different view"]
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
    assert panel.model.signs_of(panel.model.quotes[0], themes=True) == ["≠ different view: Second"]


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
    assert "".join(weighty) == "cannot show weakness"
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
    assert {"Example of its code", "Choose for a theme", "Different view for a theme", "Group"} <= set(seen)


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
    panel.show_rows("Many", [], {}, "Nothing.", "many")
    assert not panel.list.isVisible()
    panel.model.show(many(5_000), {}, quote_groups.Grouping("source", {f"s{place:02}": place for place in range(30)}))
    heights = {panel.list.rowHeight(row) for row in range(panel.model.rowCount())}
    assert len(heights) == 2
    total = sum(panel.list.rowHeight(row) for row in range(panel.model.rowCount()))
    panel.model.show(many(300), {})
    assert {panel.list.rowHeight(row) for row in range(300)} == {max(heights)}
    panel.model.show(many(5_000), {}, quote_groups.Grouping("source", {f"s{place:02}": place for place in range(30)}))
    panel.list.show()
    wait_until(lambda: panel.list.verticalScrollBar().maximum() + panel.list.viewport().height() == total)


# Two codes side by side ----------------------------------------------------------------------------------------------


def compare(window: MainWindow, name: str) -> QuotesPanel:
    """Press the key that compares and choose the other code by typing."""

    def choose(dialog: QWidget) -> None:
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)

    answer(choose)
    QTest.keyClick(focused(), Qt.Key.Key_C, CONTROL | SHIFT)
    in_front(window)
    idle(window)
    second = window.code.room.second
    assert second is not None and second.isVisible()
    return second


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def said(window: MainWindow) -> list[str]:
    """What the line over both lists says."""
    assert window.code.room.head is not None
    return window.code.room.head.words.text().split("\n")


def test_two_codes_stand_side_by_side_with_what_they_share(quotes_window: MainWindow) -> None:
    give(quotes_window, "prison mask", "nurse")
    second = compare(quotes_window, "nurse")
    assert [row.text for row in second.model.quotes] == ["prison mask", "The nurse had time"]
    assert len(shown(quotes_window)) == 3
    assert said(quotes_window) == [
        "1 pair overlaps, 3 stand beside the other code.",
        "Sources: 2 with both, 0 with “mask” only, 0 with “nurse” only.",
        "Participants: 2 with both, 0 with “mask” only, 0 with “nurse” only.",
    ]
    head = quotes_window.code.room.head
    assert head is not None and "Sources, both: One, Two" in head.words.accessibleDescription()
    QTest.mouseClick(head.shared, Qt.MouseButton.LeftButton, pos=QPoint(8, head.shared.height() // 2))
    assert shown(quotes_window) == ["wearing a prison mask"]
    assert [row.text for row in second.model.quotes] == ["prison mask"]
    QTest.mouseClick(head.shared, Qt.MouseButton.LeftButton, pos=QPoint(8, head.shared.height() // 2))
    assert len(shown(quotes_window)) == 3 and second.model.count == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_C])
def test_esc_or_the_same_key_closes_the_comparison(quotes_window: MainWindow, key: Qt.Key) -> None:
    widths = quotes_window.code.splitter.sizes()
    second = compare(quotes_window, "nurse")
    assert second.list.hasFocus()
    assert quotes_window.code.splitter.sizes() != widths, "the transcript gives room for two lists"
    QTest.keyClick(second.list, key, CONTROL | SHIFT if key == Qt.Key.Key_C else Qt.KeyboardModifier.NoModifier)
    assert not second.isVisible() and quotes_window.code.quotes.list.hasFocus()
    wait_until(lambda: quotes_window.code.splitter.sizes() == widths, "the transcript to have its room back")
    QTest.keyClick(quotes_window.code.quotes.list, Qt.Key.Key_Escape)
    assert quotes_window.code.view.hasFocus()


def test_quotes_are_recoded_from_both_sides(quotes_window: MainWindow) -> None:
    second = compare(quotes_window, "nurse")
    QTest.keyClick(second.list, Qt.Key.Key_Home)
    QTest.keyClicks(second.list, "m")
    QTest.keyClicks(quotes_window.code.palette_box.field, "ask")
    QTest.keyClick(quotes_window.code.palette_box.field, Qt.Key.Key_Return)
    assert codes_of(quotes_window, "The nurse had time") == ["mask"]
    wait_until(lambda: second.model.count == 0)
    assert len(shown(quotes_window)) == 4
    panel = go_to(quotes_window, 0)
    QTest.keyClicks(panel.list, "n")
    QTest.keyClicks(quotes_window.code.palette_box.field, "urse")
    QTest.keyClick(quotes_window.code.palette_box.field, Qt.Key.Key_Return)
    wait_until(lambda: second.model.count == 1)
    idle(quotes_window)
    assert said(quotes_window)[0] == "2 stand beside the other code."


def test_a_code_is_never_offered_for_comparison_with_itself(quotes_window: MainWindow) -> None:
    offered: list[str] = []

    def look(dialog: QWidget) -> None:
        palette = dialog.findChild(Palette)
        assert palette is not None
        model = palette.list.model()
        offered.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        QTest.keyClick(palette.field, Qt.Key.Key_Escape)

    answer(look)
    quotes_window.action("compare_codes").trigger()
    in_front(quotes_window)
    assert offered == ["nurse"]
    assert not quotes_window.code.room.is_open()


def test_without_a_code_there_is_nothing_to_compare_and_a_sentence_says_so(quotes_window: MainWindow) -> None:
    for name in ("compare_codes", "similar_passages"):
        quotes_window.notice.hide()
        quotes_window.code.tree.select([])
        quotes_window.action(name).trigger()
        assert "Choose a code" in quotes_window.notice.words()
    quotes_window.workspace.do("Delete", codebook.delete_codes, [code_id(quotes_window, "nurse")])
    quotes_window.code.tree.reveal(code_id(quotes_window, "mask"))
    quotes_window.action("compare_codes").trigger()
    assert "no other code" in quotes_window.notice.words()


def test_a_comparison_closes_when_its_code_is_gone_or_chosen(quotes_window: MainWindow) -> None:
    second = compare(quotes_window, "nurse")
    quotes_window.code.tree.reveal(code_id(quotes_window, "nurse"))
    wait_until(lambda: not second.isVisible())
    quotes_window.code.tree.reveal(code_id(quotes_window, "mask"))
    compare(quotes_window, "nurse")
    quotes_window.workspace.do("Delete", codebook.delete_codes, [code_id(quotes_window, "nurse")])
    wait_until(lambda: not second.isVisible())


# Similar passages ----------------------------------------------------------------------------------------------------


def look_for_similar(window: MainWindow) -> QuotesPanel:
    QTest.keyClick(focused(), Qt.Key.Key_L, CONTROL | SHIFT)
    idle(window)
    second = window.code.room.second
    assert second is not None and second.list.hasFocus()
    return second


def test_similar_lines_are_shown_with_why_and_lead_to_their_place(quotes_window: MainWindow) -> None:
    second = look_for_similar(quotes_window)
    rows = second.model.quotes
    assert [row.text for row in rows] == ["A prison is a prison."]
    assert rows[0].code.endswith("of 100 close: prison")
    before = quotes_window.workspace.undo_label()
    QTest.keyClick(second.list, Qt.Key.Key_Return)
    assert quotes_window.code.transcript is not None and quotes_window.code.transcript.name == "Two"
    text = quotes_window.code.transcript.text
    start, end = quotes_window.code.view.passage()
    assert text[start:end] == "A prison is a prison."
    assert quotes_window.workspace.undo_label() == before, "looking codes nothing"


def test_a_similar_line_gets_the_code_only_when_asked(quotes_window: MainWindow) -> None:
    second = look_for_similar(quotes_window)
    QTest.keyClick(second.list, Qt.Key.Key_F7)
    assert "does not have the code" in quotes_window.notice.words()
    QTest.keyClick(second.list, Qt.Key.Key_Return, CONTROL)
    assert codes_of(quotes_window, "A prison is a prison.") == ["mask"]
    wait_until(lambda: second.model.count == 0)
    quotes_window.undo()
    wait_until(lambda: second.model.count == 1)
    head = quotes_window.code.room.head
    assert head is not None and head.give.toolTip() == "Give “mask” to the chosen lines (Ctrl+Return)"
    second.list.setFocus()
    QTest.keyClick(second.list, Qt.Key.Key_Home)
    QTest.mouseClick(head.give, Qt.MouseButton.LeftButton)
    assert codes_of(quotes_window, "A prison is a prison.") == ["mask"]


def test_typing_on_a_similar_line_gives_it_any_code(quotes_window: MainWindow) -> None:
    second = look_for_similar(quotes_window)
    QTest.keyClicks(second.list, "h")
    QTest.keyClicks(quotes_window.code.palette_box.field, "ardness")
    QTest.keyClick(quotes_window.code.palette_box.field, Qt.Key.Key_Return)
    assert codes_of(quotes_window, "A prison is a prison.") == ["hardness"]
    QTest.keyClick(focused(), Qt.Key.Key_L, CONTROL | SHIFT)
    assert not second.isVisible()


def test_nothing_similar_and_no_passage_are_said_in_a_sentence(quotes_window: MainWindow) -> None:
    quotes_window.code.tree.reveal(code_id(quotes_window, "nurse"))
    idle(quotes_window)
    quotes_window.action("similar_passages").trigger()
    idle(quotes_window)
    assert "No line without “nurse” shares words" in quotes_window.notice.words()
    empty = quotes_window.workspace.do("Make code", codebook.add_path, "empty").value
    quotes_window.code.tree.reveal(empty)
    idle(quotes_window)
    quotes_window.action("similar_passages").trigger()
    assert "“empty” has no passage yet" in quotes_window.notice.words()
    assert not quotes_window.code.room.is_open()


def test_a_project_closes_with_the_second_list_open(quotes_window: MainWindow) -> None:
    look_for_similar(quotes_window)
    path = quotes_window.workspace.project.path
    quotes_window.close_project()
    quotes_window.workspace.open(path)
    quotes_window.go_code()
    assert not quotes_window.code.room.is_open()
