"""The page of a theme by keys and mouse: quotes in order and translated, perspectives, relations, memos, wording."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from qda.core import memos, retrieval
from qda.core.review import answers, items, meetings, people, points, rounds
from qda.core.study import edit_study
from qda.core.themes import category, outline
from qda.core.themes.relations import relations
from qda.ui.dialogs.relate import RelateDialog
from qda.ui.main_window import MainWindow
from qda.ui.widgets.cards import CARD_MIME
from tests.ui.conftest import answer, drop_on, enter_text, idle, in_front, press, type_into
from tests.ui.theme_room import ALT_SHIFT, CTRL, Room, make_room

ANA, BEN, CLEO = "It was far, and nobody came.", "We drove out on Fridays.", "Niemand hat gefragt."


@pytest.fixture
def room(project_window: MainWindow) -> Room:
    return make_room(project_window)


def order(room: Room) -> list[str]:
    found = room.window.workspace.read(retrieval.theme_quotes, room.themes["Distance"])
    return [f"{quote.kind}: {quote.text}" for quote in found]


def test_chosen_quotes_are_moved_by_keys_and_by_the_mouse(room: Room) -> None:
    room.show("Distance", "Quotes")
    cards = room.cards("quotes")
    assert room.bodies("quotes") == ["[Chosen, in their order]", ANA, BEN, CLEO]
    cards.setFocus()
    cards.setCurrentRow(3)
    QTest.keyClick(cards, Qt.Key.Key_Up, ALT_SHIFT)
    assert room.bodies("quotes")[1:] == [ANA, CLEO, BEN]
    assert cards.currentRow() == 2
    QTest.keyClick(cards, Qt.Key.Key_Up, ALT_SHIFT)
    QTest.keyClick(cards, Qt.Key.Key_Up, ALT_SHIFT)  # it is the first already
    assert [words.partition(": ")[2] for words in order(room)] == [CLEO, ANA, BEN]
    data = QMimeData()
    data.setData(CARD_MIME, cards.cards()[1].key.encode())
    rect = cards.visualItemRect(cards.item(3))
    drop_on(cards.viewport(), QPointF(rect.center().x(), rect.bottom() - 2), data)
    assert room.bodies("quotes")[1:] == [ANA, BEN, CLEO]
    room.window.undo()
    assert room.bodies("quotes")[1:] == [CLEO, ANA, BEN]


def test_the_same_keys_move_a_theme_where_the_outline_has_the_keyboard(room: Room) -> None:
    tree = room.window.themes.tree
    tree.choose(room.themes["Company"])
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Up, ALT_SHIFT)
    names = [row.name for row in room.window.workspace.read(outline.themes)]
    assert names == ["Company", "Distance", "Alone"]
    assert tree.current()[0] == room.themes["Company"]
    QTest.keyClick(tree, Qt.Key.Key_Down, ALT_SHIFT)
    assert [row.name for row in room.window.workspace.read(outline.themes)] == ["Distance", "Alone", "Company"]


def test_a_quote_becomes_a_different_view_and_is_picked_no_more(room: Room) -> None:
    room.show("Distance", "Quotes")
    cards = room.cards("quotes")
    cards.setFocus()
    cards.setCurrentRow(1)
    part = room.window.themes.page.section("quotes")
    QTest.mouseClick(part.other, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert room.bodies("quotes") == ["[Chosen, in their order]", BEN, CLEO, "[Different views]", ANA]
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert room.bodies("quotes") == ["[Chosen, in their order]", BEN, CLEO]


def test_a_quote_is_translated_in_place(room: Room) -> None:
    room.show("Distance", "Idea")
    room.window.themes.tree.setFocus()
    QTest.keyClick(room.window.themes.tree, Qt.Key.Key_J, CTRL)  # brings the quotes to the front
    cards = room.cards("quotes")
    cards.setFocus()
    cards.setCurrentRow(3)
    QTest.keyClick(cards, Qt.Key.Key_J, CTRL)
    fields = room.window.themes.page.section("quotes").translating  # type: ignore[attr-defined]
    assert fields.text.hasFocus()
    assert fields.who.text() == "Ann Noor"
    QTest.keyClicks(fields.text, "Nobody asked.")
    QTest.keyClick(fields.text, Qt.Key.Key_Return, CTRL)
    (quote,) = [one for one in room.window.workspace.read(retrieval.theme_quotes) if one.text == CLEO]
    assert (quote.translation, quote.translator) == ("Nobody asked.", "Ann Noor")
    assert cards.cards()[3].foot == "Translation, Ann Noor: Nobody asked."
    assert fields.isHidden()
    assert cards.hasFocus()


def test_a_translation_that_is_left_by_esc_or_for_another_theme_is_kept(room: Room) -> None:
    room.show("Distance", "Quotes")
    fields = room.window.themes.page.section("quotes").translating  # type: ignore[attr-defined]
    for leave in ("escape", "other theme"):
        room.window.action("translate_quote").trigger()
        QTest.keyClicks(fields.text, leave)
        if leave == "escape":
            QTest.keyClick(fields.text, Qt.Key.Key_Escape)
        else:
            room.window.themes.tree.choose(room.themes["Company"])
    first = room.window.workspace.read(retrieval.theme_quotes, room.themes["Distance"])[0]
    assert first.translation == "other themeescape"


def test_perspectives_group_quotes_and_name_who_is_missing(room: Room) -> None:
    room.show("Distance", "By perspective")
    assert room.bodies("perspective") == ["[user]", ANA, CLEO, "[worker]", BEN]
    room.show("Company", "By perspective")
    assert room.bodies("perspective") == ["[user]", "Nothing from Ana, Cleo", "[worker]", BEN]
    part = room.window.themes.page.section("perspective")
    QTest.keyClick(part.picked, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    assert room.bodies("perspective") == ["[user]", "Nothing from Ana, Cleo", "[worker]", "Nothing from Ben"]


def relate(find: str, name: str, *, back: bool = False, note: str = "") -> None:
    """Answer the next dialog for a relation."""

    def act(dialog: object) -> None:
        assert isinstance(dialog, RelateDialog)
        assert dialog.search.hasFocus()
        QTest.keyClicks(dialog.search, find)
        line = dialog.name.lineEdit()
        assert line is not None
        type_into(line, name)
        if back:
            dialog.direction.setFocus()
            QTest.keyClick(dialog.direction, Qt.Key.Key_Down)
        type_into(dialog.note, note)
        press("Relate")(dialog)

    answer(act)


def test_themes_are_related_by_keys_followed_turned_noted_and_parted(room: Room) -> None:
    room.show("Distance", "Idea")
    tree = room.window.themes.tree
    tree.setFocus()
    relate("comp", "hinders", note="Seen in both.")
    QTest.keyClick(tree, Qt.Key.Key_L, CTRL)
    in_front(room.window)
    relate("far", "shapes", back=True)
    QTest.keyClick(tree, Qt.Key.Key_L, CTRL)
    in_front(room.window)
    idle(room.window)
    assert [(row.sentence, row.note) for row in room.window.workspace.read(relations)] == [
        ("“Distance” hinders “Company”", "Seen in both."),
        ("“Far” shapes “Distance”", ""),
    ]
    cards = room.cards("relations")
    assert [(card.body, card.head, card.foot) for card in cards.cards()] == [
        ("hinders → Company", "", "Seen in both."),
        ("← Far shapes", "to a code", ""),
    ]
    cards.setFocus()
    cards.setCurrentRow(1)
    answer(enter_text("It is the word itself."))
    QTest.keyClick(cards, Qt.Key.Key_F2)
    in_front(room.window)
    assert cards.cards()[1].foot == "It is the word itself."
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert len(cards.cards()) == 1
    part = room.window.themes.page.section("relations")
    cards.setCurrentRow(0)
    QTest.mouseClick(part.turn_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert cards.cards()[0].body == "← Company hinders"
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert tree.current()[0] == room.themes["Company"]
    assert room.bodies("relations") == ["hinders → Distance"]


def test_the_page_of_the_core_category_says_what_it_binds(room: Room) -> None:
    room.show("Distance", "Idea")
    core = room.window.themes.page.idea.core
    core.setFocus()
    QTest.keyClick(core, Qt.Key.Key_Space)
    room.show("Distance", "Relations")
    bound = ["[Bound directly, by a relation or as a part]", "Alone", "[Not bound yet]", "Company"]
    assert room.bodies("relations") == bound
    cards = room.cards("relations")
    cards.setFocus()
    cards.setCurrentRow(1)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert room.window.themes.tree.current()[0] == room.themes["Alone"]


def test_stance_is_one_of_the_list_or_a_word_of_ones_own(room: Room) -> None:
    room.show("Distance", "Idea")
    box: QComboBox = room.window.themes.page.idea.stance
    line = box.lineEdit()
    assert line is not None
    type_into(line, "contested")
    room.window.themes.page.idea.name.setFocus()
    rows = {row.name: row for row in room.window.workspace.read(outline.themes)}
    assert rows["Distance"].stance == "contested"
    room.show("Company", "Idea")
    assert box.findText("contested") > 0
    type_into(line, "enabler")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert {row.name: row.stance for row in room.window.workspace.read(outline.themes)}["Company"] == "enabler"


def test_codes_have_the_counts_that_the_approach_shows(room: Room) -> None:
    room.show("Distance", "Codes")
    assert room.cards("codes").cards()[0].foot == "2 coded passages, 2 sources, 2 participants"
    room.window.workspace.do("Change approach", edit_study, approach="reflexive")
    assert room.cards("codes").cards()[0].foot == ""
    cards = room.cards("codes")
    cards.setFocus()
    cards.setCurrentRow(0)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert room.window.themes.tree.current() == (room.themes["Distance"], room.codes["Far"])
    QTest.keyClick(cards, Qt.Key.Key_Delete)
    assert room.window.workspace.read(outline.themes)[0].code_ids == ()


def test_memos_on_the_theme_are_written_and_opened_beside_it(room: Room) -> None:
    room.show("Distance", "Memos")
    part = room.window.themes.page.section("memos")
    QTest.mouseClick(part.new, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    QTest.keyClicks(part.memo.body, "It is never only kilometres.")  # type: ignore[attr-defined]
    room.window.themes.tree.setFocus()
    idle(room.window)
    (memo,) = room.window.workspace.read(memos.memos)
    assert [link.theme_id for link in memo.links] == [room.themes["Distance"]]
    assert room.bodies("memos") == ["It is never only kilometres."]
    room.window.themes.tree.choose(room.themes["Company"])
    assert room.bodies("memos") == []
    assert part.memo.isHidden()  # type: ignore[attr-defined]
    room.window.themes.tree.choose(room.themes["Distance"])
    cards = room.cards("memos")
    cards.setFocus()
    cards.setCurrentRow(0)
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert part.memo.body.hasFocus()  # type: ignore[attr-defined]


def test_wording_and_checks_are_told(room: Room) -> None:
    room.show("Distance", "Idea")
    type_into(room.window.themes.page.idea.texts["idea"], "Far in every way.")
    room.show("Distance", "Wording")
    told = [(card.body, card.foot) for card in room.cards("wording").cards()]
    assert told == [("Far in every way.", "The first words for it"), ("Distance", "The first words for it")]
    room.show("Distance", "Checks")
    part = room.window.themes.page.section("checks")
    assert part.cards.isHidden()  # type: ignore[attr-defined]

    def say(session) -> None:
        shown = rounds.add_round(session, "First round")
        items.add_items(session, shown, [items.Thing("theme", room.themes["Distance"])])
        item = items.items(session, shown)[0].id
        meeting, jo = meetings.add_meeting(session, shown), people.add_person(session, "Jo")
        answers.put_answer(session, meeting, item, jo, "right", "yes", words="That's it.")

    room.window.workspace.do("Note answers", say)
    assert room.bodies("checks") == ["[First round · Co-researchers]", "That's it."]
    assert room.cards("checks").cards()[1].foot == "" and part.to_points.isHidden()  # type: ignore[attr-defined]


def test_what_became_of_what_people_raised_stands_on_the_theme_and_leads_to_the_points(room: Room) -> None:
    def say(session) -> None:
        shown = rounds.add_round(session, "First round")
        items.add_items(session, shown, [items.Thing("theme", room.themes["Distance"])])
        item = items.items(session, shown)[0].id
        meeting, jo = meetings.add_meeting(session, shown, date="2026-05-04"), people.add_person(session, "Jo")
        answers.put_answer(session, meeting, item, jo, "right", "no", words="Not that far.")
        raised = points.points(session, shown)[0]
        points.decide(session, raised.id, "kept", why="Others walk for an hour.")
        points.show_answer(session, raised.id, jo, "disagreed")
        points.add_point(session, shown, "Say it with a map.", [jo], theme_id=room.themes["Distance"])

    room.window.workspace.do("Note answers", say)
    room.show("Distance", "Checks")
    cards = room.cards("checks").cards()
    assert [card.body for card in cards] == [
        "First round · Co-researchers",
        "Not that far.",
        "Raised in talk",
        "Say it with a map.",
    ]
    assert (
        cards[1].head == "Jo · 2026-05-04 · right: no"
        and cards[1].foot == "We still disagree: Others walk for an hour."
    )
    assert cards[3].head.startswith("Jo · ") and cards[3].foot == "To be decided"
    part = room.window.themes.page.section("checks")
    QTest.mouseClick(part.to_points, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert room.window.review.section() == "points"


def test_a_category_has_a_sheet_in_grounded_theory_only(room: Room) -> None:
    page = room.window.themes.page
    titles = [page.list.item(row).text() for row in range(page.list.count()) if not page.list.isRowHidden(row)]
    assert "Category sheet" not in titles
    room.window.workspace.do("Change approach", edit_study, approach="grounded")
    room.show("Distance", "Category sheet")
    part = page.section("sheet")
    answer(enter_text("How long"))
    QTest.mouseClick(part.add, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    in_front(room.window)
    table = part.properties  # type: ignore[attr-defined]
    table.setFocus()
    table.setCurrentCell(0, 1)
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.focusWidget()
    QTest.keyClicks(editor, "an hour to years")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    idle(room.window)
    box = table.cellWidget(0, 2)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    idle(room.window)
    gains = part.gains  # type: ignore[attr-defined]
    gains.setFocus()
    gains.setCurrentCell(1, 2)
    QTest.keyClick(gains, Qt.Key.Key_F2)
    editor = gains.focusWidget()
    QTest.keyClicks(editor, "Nobody asks.")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    idle(room.window)
    type_into(part.texts["gaps"], "Who never left.")  # type: ignore[attr-defined]
    room.window.go_code()
    sheet = room.window.workspace.read(category.sheet, room.themes["Distance"])
    assert [(one.name, one.range, one.source) for one in sheet.properties] == [("How long", "an hour to years", "One")]
    assert [(one.source, one.passages, one.new_codes, one.words) for one in sheet.gains] == [
        ("One", 1, ("Far",), ""),
        ("Two", 1, (), "Nobody asks."),
    ]
    assert sheet.gaps == "Who never left."
