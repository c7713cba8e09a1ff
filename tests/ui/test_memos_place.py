"""The place of memos: found as one types, opened, written, linked, deleted, seen in time, by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import codebook, coders, coding, documents, memos, participants
from qda.core.importers import Imported
from qda.core.memos import Link, MemoRow
from qda.core.themes import outline
from qda.ui.main_window import MainWindow
from qda.ui.models.memos_model import Between, Listed
from qda.ui.views.memos import MemosView
from tests.ui.conftest import keys, wait_until

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton
NEW, FIND = (Qt.Key.Key_M, CTRL | ALT), (Qt.Key.Key_F, CTRL | ALT)


def written(window: MainWindow) -> list[MemoRow]:
    return list(window.workspace.read(memos.memos))


def listed(place: MemosView) -> list[str]:
    return [row.words if isinstance(row, Between) else row.card.heading for row in place.list.rows.rows]


def headings(place: MemosView) -> list[str]:
    return [row.card.heading for row in place.list.rows.rows if isinstance(row, Listed)]


@pytest.fixture
def ids(project_window: MainWindow) -> dict[str, str]:
    """A code, a theme, a source, a person and Ben, by kind."""
    do = project_window.workspace.do
    text = "I: How was it?\nThe prison mask, always the mask."
    made = {
        "source": do("Import", documents.add_source, Imported("Interview 01", text)).value,
        "code": do("Make code", codebook.add_path, "Culture > Prison mask").value,
        "theme": do("Make theme", outline.add_theme, "Hiding").value,
        "person": do("Add", participants.add_participant, "Neil").value,
        "ben": do("Add coder", coders.add_coder, "Ben Ode").value,
    }
    span = (made["source"], 15, 30)
    made["coding"] = do("Code", coding.apply_code, project_window.workspace.coder_id, made["code"], *span).value.id
    return made


@pytest.fixture
def place(project_window: MainWindow, ids: dict[str, str]) -> MemosView:
    """The place with three memos: on the theme, on a passage, and Ben's."""
    work = project_window.workspace
    links = (Link(theme_id=ids["theme"]),)
    work.do("Write memo", memos.add_memo, "Fear", "Of **dogs** only.", coder_id=work.coder_id, links=links)
    links = (Link(source_id=ids["source"], start=15, end=30),)
    kind = {"kind": "reflexive", "links": links}
    work.do("Write memo", memos.add_memo, "Masks", "I wear one.", coder_id=work.coder_id, **kind)
    work.do("Write memo", memos.add_memo, "Ben's", f"On [fear](theme:{ids['theme']}).", coder_id=ids["ben"])
    project_window.go("memos")
    return project_window.memos


def test_an_empty_place_says_what_memos_are_and_begins_one(project_window: MainWindow) -> None:
    project_window.go("memos")
    QTest.qWait(1)
    keys(Qt.Key.Key_Space, "First thought", Qt.Key.Key_Escape)
    (memo,) = written(project_window)
    assert (memo.body, memo.links, memo.coder_id) == ("First thought", (), project_window.workspace.coder_id)
    assert headings(project_window.memos) == ["First thought"] and project_window.memos.list.hasFocus()


def test_a_memo_is_begun_anywhere_about_what_is_chosen(project_window: MainWindow, ids: dict[str, str]) -> None:
    project_window.go("themes")
    project_window.themes.surface.choose(ids["theme"])
    keys(NEW, "On hiding", (Qt.Key.Key_Return, CTRL))
    project_window.go("code")
    project_window.code.open_source(ids["source"])
    keys(NEW, (Qt.Key.Key_Tab, SHIFT))
    project_window.memos.sheet.fields.title.setFocus()
    keys("A title", Qt.Key.Key_Escape)
    second, first = written(project_window)
    assert (first.body, first.links) == ("On hiding", (Link(theme_id=ids["theme"]),))
    assert (second.title, second.links) == ("A title", (Link(source_id=ids["source"]),))


@pytest.mark.parametrize("way", ["escape", "list", "place", "new", "close", "program"])
def test_however_a_memo_is_left_it_is_kept(project_window: MainWindow, place: MemosView, way: str) -> None:
    work, path = project_window.workspace, project_window.workspace.project.path
    keys(NEW, "Kept")
    if way == "escape":
        keys(Qt.Key.Key_Escape)
    elif way == "list":
        index = place.list.rows.index(2)
        QTest.mouseClick(place.list.viewport(), LEFT, pos=place.list.visualRect(index).center())
    elif way == "place":
        project_window.go("code")
    elif way == "new":
        keys(NEW)
    elif way == "close":
        project_window.close_project()
    else:
        project_window.close()
    if not work.is_open:
        work.open(Path(path))
    assert written(project_window)[0].body == "Kept"


def test_the_list_is_narrowed_by_typing_and_by_choices(project_window: MainWindow, place: MemosView) -> None:
    assert headings(place) == ["Ben's", "Masks", "Fear"]
    keys(FIND, "DOGS")
    assert headings(place) == ["Fear"] and place.list.rows.rows[1].found.excerpt == "Of dogs only."
    assert place._count.text() == "1 of 3 memos"
    keys(Qt.Key.Key_Down)
    assert place.list.hasFocus() and place.sheet.fields.title.text() == "Fear"
    keys(FIND, Qt.Key.Key_Escape)
    assert len(headings(place)) == 3

    def choose(box, value: str) -> None:
        box.setFocus()
        keys(Qt.Key.Key_Home)
        while box.currentData() != value:
            keys(Qt.Key.Key_Down)

    choose(place.filter.kind, "reflexive")
    assert headings(place) == ["Masks"]
    choose(place.filter.kind, "")
    choose(place.filter.about, "theme")
    assert headings(place) == ["Ben's", "Fear"]
    choose(place.filter.author, place.filter.author.itemData(2))
    assert headings(place) == ["Ben's"]
    keys(FIND, Qt.Key.Key_Escape)
    choose(place.filter.order, "thing")
    about = ["Hiding (theme)", "Ben's", "Fear", "“The prison mask” (passage)", "Masks"]
    assert listed(place) == about
    choose(place.filter.order, "kind")
    assert listed(place) == ["Analytic", "Ben's", "Fear", "Reflexive", "Masks"]
    assert place.filter.author.isEnabled()


def test_keys_go_over_heads_in_the_list(project_window: MainWindow, place: MemosView) -> None:
    place.filter.order.setCurrentIndex(1)
    place.filter.changed.emit()
    place.list.setFocus()
    keys(Qt.Key.Key_Home)
    assert place.list.current() == written(project_window)[0].id
    keys(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert place.sheet.fields.title.text() == "Masks"
    keys(Qt.Key.Key_Up)
    assert place.sheet.fields.title.text() == "Fear"


def test_words_are_linked_by_typing_two_brackets(
    project_window: MainWindow, place: MemosView, ids: dict[str, str]
) -> None:
    keys(NEW, "See [[")
    finder = place.sheet.fields._finder
    assert finder is not None and finder.isVisible() and finder.field.hasFocus()
    keys("pri ma")
    assert "Prison mask" in finder.list.item(0).text()
    keys(Qt.Key.Key_Return, " again", Qt.Key.Key_Escape)
    memo = written(project_window)[0]
    assert memo.body == f"See [Prison mask](code:{ids['code']}) again"
    assert memo.links == (Link(code_id=ids["code"]),)
    assert [chip.thing.name for chip in place.sheet.chips.chips] == ["Prison mask"]


def test_finding_can_be_left_and_passages_are_found_by_their_words(
    project_window: MainWindow, place: MemosView, ids
) -> None:
    keys(NEW, "x [[", "zzz")
    finder = place.sheet.fields._finder
    assert finder.list.count() == 0
    keys(Qt.Key.Key_Escape)
    assert place.sheet.fields.body.hasFocus() and not finder.isVisible()
    assert place.sheet.fields.body.body() == "x [["
    keys((Qt.Key.Key_K, CTRL), "how was")
    wait_until(lambda: finder.list.count() == 1, "the passage")
    QTest.mouseClick(finder.list.viewport(), LEFT, pos=finder.list.visualItemRect(finder.list.item(0)).center())
    assert place.sheet.fields.body.body() == f"x [“I: How was it?”](passage:{ids['source']}:0-14)"


def test_a_chip_leads_there_and_is_taken_away_with_its_words_left(
    project_window: MainWindow, place: MemosView, ids
) -> None:
    keys(NEW, "On [[", "hid", Qt.Key.Key_Return, ".", Qt.Key.Key_Escape)
    QTest.mouseClick(place.sheet.chips.add, LEFT)
    keys("neil", Qt.Key.Key_Return)
    assert written(project_window)[0].links == (Link(theme_id=ids["theme"]), Link(participant_id=ids["person"]))
    chip = place.sheet.chips.chips[0]
    chip.go.setFocus()
    keys(Qt.Key.Key_Delete)
    assert (written(project_window)[0].body, len(place.sheet.chips.chips)) == ("On Hiding.", 1)
    assert place.sheet.fields.body.body() == "On Hiding."
    QTest.mouseClick(place.sheet.chips.chips[0].cross, LEFT)
    assert written(project_window)[0].links == ()
    project_window.undo()
    project_window.undo()
    assert len(place.sheet.chips.chips) == 2
    QTest.mouseClick(place.sheet.chips.chips[0].go, LEFT)
    assert project_window.stack.currentWidget() is project_window.themes
    assert project_window.themes.surface.current()[0] == ids["theme"]


def test_every_kind_of_link_goes_where_it_leads(
    project_window: MainWindow, place: MemosView, ids: dict[str, str]
) -> None:
    code = project_window.code

    def follow(link: Link) -> None:
        project_window.go("memos")
        place._follow(link)

    follow(Link(code_id=ids["code"]))
    assert project_window.stack.currentWidget() is code and code.tree.chosen() == [ids["code"]]
    follow(Link(source_id=ids["source"], start=15, end=30))
    assert code.passages.passage() == (15, 30)
    follow(Link(coding_id=ids["coding"]))
    assert code.transcript.id == ids["source"]
    follow(Link(participant_id=ids["person"]))
    assert project_window.stack.currentWidget() is project_window.sources
    follow(Link(source_id=ids["source"]))
    assert project_window.stack.currentWidget() is code
    older = written(project_window)[-1].id
    follow(Link(other_id=older))
    assert place.keeping.memo_id == older
    follow(Link(code_id="00" * 16))
    assert "not in the project any more" in project_window.notice.words()


def test_memos_that_point_here_are_listed_and_opened(project_window: MainWindow, place: MemosView) -> None:
    fear = written(project_window)[-1].id
    keys(NEW, "As [[", "fear", Qt.Key.Key_Return, " says", Qt.Key.Key_Escape)
    place.open_memo(fear)
    assert place.sheet.backlinks.count() == 1
    item = place.sheet.backlinks.item(0)
    assert item.text() == "As Fear says"
    QTest.mouseClick(place.sheet.backlinks.viewport(), LEFT, pos=place.sheet.backlinks.visualItemRect(item).center())
    assert place.sheet.fields.body.body().startswith("As [Fear](memo:")
    assert not place.sheet.backlinks.isVisible()


def test_delete_takes_a_memo_away_and_undo_brings_it_back(project_window: MainWindow, place: MemosView) -> None:
    place.list.setFocus()
    keys(Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert headings(place) == ["Ben's", "Fear"]
    assert project_window.notice.words() == "Deleted the memo “Masks”."
    assert place.sheet.fields.title.text() == "Fear"
    QTest.mouseClick(project_window.notice._undo, LEFT)
    assert headings(place) == ["Ben's", "Masks", "Fear"]


def test_other_peoples_memos_are_read_and_not_changed(project_window: MainWindow, place: MemosView) -> None:
    place.list.setFocus()
    keys(Qt.Key.Key_Home, Qt.Key.Key_Delete)
    assert len(written(project_window)) == 3
    place.sheet.fields.body.setFocus()
    keys("x", Qt.Key.Key_Escape)
    assert "only its author" in place.sheet._about.text() and not place.sheet.chips.add.isVisible()
    assert written(project_window)[0].body.startswith("On [fear]")


def test_undo_shows_in_the_open_memo_and_typing_is_left_alone(project_window: MainWindow, place: MemosView) -> None:
    place.list.setFocus()
    keys(Qt.Key.Key_End, Qt.Key.Key_Return, (Qt.Key.Key_End, CTRL), " And cats.", Qt.Key.Key_Escape)
    assert written(project_window)[-1].body == "Of **dogs** only. And cats."
    project_window.undo()
    assert place.sheet.fields.body.body() == "Of **dogs** only."
    keys(Qt.Key.Key_Return, (Qt.Key.Key_End, CTRL), " More")
    project_window.workspace.do("Make code", codebook.add_code, "other")
    assert place.sheet.fields.body.body() == "Of **dogs** only. More"


def test_the_timeline_says_what_was_done_between_memos(project_window: MainWindow, place: MemosView) -> None:
    project_window.action("memo_timeline").trigger()
    assert listed(place) == [
        *("Ben's", "Masks", "Fear"),
        "Before that: 1 source came in, 2 codes made, 1 passage coded, 1 theme made",
    ]
    project_window.workspace.do("Make code", codebook.add_code, "other")
    assert listed(place)[0] == "Since then: 1 code made"


def test_in_reading_a_click_follows_a_link(project_window: MainWindow, place: MemosView, ids: dict[str, str]) -> None:
    keys(NEW, "[[", "hid", Qt.Key.Key_Return, Qt.Key.Key_Escape)
    QTest.mouseClick(place.sheet.reading, LEFT)
    editor = place.sheet.fields.body
    spot = editor.cursorRect().topLeft()
    spot.setX(20)
    spot.setY(spot.y() + 6)
    QTest.mouseClick(editor.viewport(), LEFT, pos=spot)
    assert project_window.stack.currentWidget() is project_window.themes
