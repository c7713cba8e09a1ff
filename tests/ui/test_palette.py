"""The palette by keys: what stands first, what Enter does, several codes at once, and definitions on the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qda.core.chosen import Choice
from qda.core.codebook import CodeRow
from qda.core.finding import Habits
from qda.ui import theme
from qda.ui.widgets.palette import Answer, Offer, Palette

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def code(path: str, definition: str = "", **more: object) -> CodeRow:
    above, _sep, name = path.rpartition(" > ")
    values = {"include": "", "exclude": "", "example": "", "colour": "rose", "origin": "", "stance": "none"} | more
    return CodeRow(
        id=path, name=name, path=path, parent=above or None, depth=path.count(" > "), kind="code", codable=True,
        definition=definition, **values,
    )  # fmt: skip


BOOK = [
    code("Prison culture > prison mask", "Hiding what one feels from other prisoners."),
    code("Prison culture > Standing among staff"),
    code("Access > waiting list", "Waiting for a first appointment.", include="Being told to wait", example="“Weeks.”"),
    code("Access > gatekeepers"),
]


class Desk:
    """A palette in a room, with what it answered."""

    def __init__(self, room: QWidget) -> None:
        self.room = room
        self.palette = Palette(room)
        self.answers: list[Answer] = []
        self.asked: list[list[str]] = []
        self.near = QRect(40, 40, 20, 20)

    def open(self, typed: str = "", **more: object) -> None:
        def count(ids: list[str]) -> dict[str, int]:
            self.asked.append(ids)
            return {"Access > waiting list": 2}

        habits = more.pop("habits", Habits({"Access > waiting list": 5, "Access > gatekeepers": 1}))
        offer = Offer(BOOK, habits, count, **more)
        self.palette.open(self.near, offer, self.answers.append, typed)

    def rows(self) -> list[str]:
        model = self.palette.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)

    def type(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), words)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    room = QWidget()
    room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    room.resize(900, 600)
    qtbot.addWidget(room)
    room.show()
    room.activateWindow()
    room.setFocus()
    QApplication.processEvents()
    return Desk(room)


@pytest.mark.parametrize(
    ("typed", "loose"),
    [
        ("stags", "Prison culture > Standing among staff"),  # its letters, in this order
        ("ask", "Prison culture > prison mask"),  # inside a word
        ("cult", "Prison culture > prison mask"),  # the category alone
        ("appointment", "Access > waiting list"),  # the definition alone
    ],
)
def test_a_new_name_that_occurs_in_another_code_makes_a_new_code(desk: Desk, typed: str, loose: str) -> None:
    desk.open(typed)
    assert desk.rows()[0] == f"New code “{typed}”" and loose in desk.rows()
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [Answer((Choice(path=typed),))]


def test_a_code_that_is_meant_stands_before_the_offer(desk: Desk) -> None:
    desk.open("wait")
    assert desk.rows() == ["Access > waiting list", "New code “wait”"]
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [Answer((Choice(code_id="Access > waiting list"),))]


@pytest.mark.parametrize("typed", ["Waiting  LIST", "access>waiting list", " waiting list "])
def test_the_name_of_a_known_code_offers_no_new_one(desk: Desk, typed: str) -> None:
    desk.open(typed)
    assert desk.rows() == ["Access > waiting list"]


def test_what_is_only_chosen_from_offers_no_new_code(desk: Desk) -> None:
    desk.open("stags", new=False)
    assert desk.rows() == ["Prison culture > Standing among staff"]
    desk.palette.field.setText("zzz")
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [] and desk.palette.isVisible() and desk.palette.detail.text() == "No code fits"


def test_what_was_used_lately_and_near_stands_first(desk: Desk) -> None:
    near = {"Prison culture > Standing among staff": 3}
    desk.open(habits=Habits({"Access > waiting list": 5}, ["Access > gatekeepers"], near))
    assert [row.rpartition(" > ")[2] for row in desk.rows()][:3] == [
        "gatekeepers",
        "Standing among staff",
        "waiting list",
    ]


def test_several_codes_are_one_answer(desk: Desk) -> None:
    desk.open("wait")
    desk.key(Qt.Key.Key_Space, CONTROL)
    assert desk.palette.field.text() == ""
    assert desk.palette.ticked.text() == "✓ waiting list"
    desk.type("brand new")
    desk.key(Qt.Key.Key_Insert)
    desk.type("mask")
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [
        Answer(
            (
                Choice(code_id="Access > waiting list"),
                Choice(path="brand new"),
                Choice(code_id="Prison culture > prison mask"),
            )
        )
    ]


def test_with_some_taken_and_nothing_typed_enter_applies_those_alone(desk: Desk) -> None:
    desk.open("wait")
    desk.key(Qt.Key.Key_Space, CONTROL)
    assert not desk.palette.list.currentIndex().isValid()
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [Answer((Choice(code_id="Access > waiting list"),))]


def test_with_some_taken_the_arrows_choose_one_more(desk: Desk) -> None:
    desk.open("mask")
    desk.key(Qt.Key.Key_Space, CONTROL)
    desk.key(Qt.Key.Key_Down)
    assert desk.palette.list.currentIndex().row() == 0
    desk.key(Qt.Key.Key_Return)
    assert [choice.code_id for choice in desk.answers[0].choices] == [
        "Prison culture > prison mask",
        "Access > waiting list",
    ]


def test_what_was_taken_is_put_back_by_taking_it_again_or_by_backspace(desk: Desk) -> None:
    desk.open("wait")
    desk.key(Qt.Key.Key_Space, CONTROL)
    desk.type("mask")
    desk.key(Qt.Key.Key_Space, CONTROL)
    desk.type("wait")
    desk.key(Qt.Key.Key_Space, CONTROL)
    assert desk.palette.ticked.text() == "✓ prison mask"
    desk.key(Qt.Key.Key_Backspace)
    assert desk.palette.ticked.isHidden()
    desk.type("gate")
    desk.key(Qt.Key.Key_Return)
    assert [choice.code_id for choice in desk.answers[0].choices] == ["Access > gatekeepers"]


def test_where_one_code_is_chosen_several_cannot_be(desk: Desk) -> None:
    desk.open("wait", several=False)
    desk.key(Qt.Key.Key_Space, CONTROL)
    desk.key(Qt.Key.Key_Return, SHIFT)
    assert desk.answers == [Answer((Choice(code_id="Access > waiting list"),), go_on=False)]


def test_shift_enter_says_to_go_on(desk: Desk) -> None:
    desk.open("wait")
    desk.key(Qt.Key.Key_Return, SHIFT)
    assert desk.answers[0].go_on


def test_a_new_code_gets_its_definition_on_the_way(desk: Desk) -> None:
    desk.open("asks")
    desk.key(Qt.Key.Key_Tab)
    assert desk.palette.about.field.hasFocus() and desk.palette.isVisible()
    desk.type("Seeks advice")
    desk.key(Qt.Key.Key_Tab)
    assert desk.palette.field.hasFocus() and desk.palette.detail.text() == "Seeks advice"
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [Answer((Choice(path="asks", definition="Seeks advice"),))]


def test_enter_in_the_definition_applies_and_ticked_codes_keep_theirs(desk: Desk) -> None:
    desk.open("first")
    desk.key(Qt.Key.Key_Tab)
    desk.type("One")
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_Space, CONTROL)
    desk.type("second")
    desk.key(Qt.Key.Key_Tab)
    desk.type("Two")
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [Answer((Choice(path="first", definition="One"), Choice(path="second", definition="Two")))]


def test_a_definition_that_was_begun_is_there_when_the_name_is_typed_again(desk: Desk) -> None:
    desk.open("asks")
    desk.key(Qt.Key.Key_Tab)
    desk.type("Seeks advice")
    desk.room.setFocus()
    assert not desk.palette.isVisible() and desk.answers == []
    desk.open("asks")
    assert desk.palette.detail.text() == "Seeks advice"
    desk.key(Qt.Key.Key_Return)
    assert desk.answers[0].choices[0].definition == "Seeks advice"


def test_what_is_written_about_a_known_code_can_be_read_and_not_changed(desk: Desk) -> None:
    desk.open("wait")
    desk.key(Qt.Key.Key_Tab)
    desk.type("x")
    words = desk.palette.about.field.toPlainText()
    assert "Waiting for a first appointment." in words and "Being told to wait" in words and "“Weeks.”" in words
    assert "x" not in words.split()
    desk.key(Qt.Key.Key_Escape)
    assert desk.palette.isVisible() and desk.palette.field.hasFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [Answer((Choice(code_id="Access > waiting list"),))]


def test_escape_and_another_focus_leave_without_an_answer(desk: Desk) -> None:
    gone: list[bool] = []
    desk.palette.left.connect(lambda: gone.append(True))
    desk.open("wait")
    desk.key(Qt.Key.Key_Escape)
    assert desk.room.hasFocus() and gone == [True]
    desk.open("wait")
    desk.room.setFocus()
    assert not desk.palette.isVisible() and gone == [True, True] and desk.answers == []


def test_the_menu_of_the_field_does_not_put_the_palette_away(desk: Desk) -> None:
    desk.open("wait")
    menu = desk.palette.field.createStandardContextMenu()
    menu.popup(desk.room.mapToGlobal(QPoint(50, 50)))
    QApplication.processEvents()
    assert desk.palette.isVisible()
    menu.close()
    menu.deleteLater()


def test_a_click_applies_and_control_with_a_click_takes(desk: Desk) -> None:
    desk.open("")
    view = desk.palette.list
    first, second = (view.visualRect(view.model().index(row, 0)).center() for row in (0, 1))
    names = desk.rows()[:2]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CONTROL, first)
    assert desk.palette.ticked.text() == "✓ waiting list"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert desk.answers == [Answer(tuple(Choice(code_id=name) for name in names))]


def test_sources_are_counted_for_the_rows_in_sight_only_and_once(desk: Desk) -> None:
    desk.open("wait")
    desk.palette.grab()
    assert desk.asked == [["Access > waiting list"]]
    index = desk.palette.list.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Access > waiting list, 5 in 2 sources"
    desk.palette.field.setText("waiting")
    desk.palette.grab()
    assert len(desk.asked) == 1


def test_the_current_row_is_said_to_screen_readers(desk: Desk) -> None:
    desk.open("")
    assert desk.palette.field.accessibleDescription() == "Access > waiting list, 5 in 2 sources"
    desk.key(Qt.Key.Key_Down)
    assert desk.palette.field.accessibleDescription().startswith("Access > gatekeepers")


def test_the_letters_that_were_found_are_emphasised(desk: Desk) -> None:
    def inked() -> int:
        view = desk.palette.list
        picture = view.viewport().grab(view.visualRect(view.model().index(0, 0))).toImage()
        text = QColor(theme.current().text)
        return sum(picture.pixelColor(x, y) == text for x in range(picture.width()) for y in range(picture.height()))

    desk.open("w")
    plain = inked()
    desk.palette.field.setText("waiting list")
    assert desk.rows() == ["Access > waiting list"] and inked() > plain


@pytest.mark.parametrize("size", [(900, 600), (420, 260)])
def test_it_stays_inside_its_room(desk: Desk, size: tuple[int, int]) -> None:
    desk.room.resize(*size)
    desk.open("wait")
    desk.key(Qt.Key.Key_Space, CONTROL)
    assert desk.room.rect().contains(desk.palette.geometry())
    for part in (desk.palette.field, desk.palette.list, desk.palette.detail):
        corner = part.mapTo(desk.palette, QPoint(0, 0))
        assert desk.palette.rect().contains(QRect(corner, part.size())), part


@pytest.mark.parametrize("top", [20, 280, 540])
def test_the_passage_stays_in_sight(desk: Desk, top: int) -> None:
    desk.near = QRect(40, top, 60, 40)
    desk.open("wait")
    assert not desk.palette.geometry().intersects(QRect(0, top, desk.room.width(), 40))
    assert desk.palette.list.height() > 4 * desk.palette.list.sizeHintForRow(0)


def test_dead_keys_and_input_methods_find_codes_too(desk: Desk) -> None:
    """A dead key shows the accent first and commits the letter with the next one; others compose whole words."""
    desk.open("")
    for preedit, commit in (("´", ""), ("", "á"), ("wait", ""), ("", "waiting")):
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(desk.palette.field, event)
        if commit == "á":
            assert desk.palette.field.text() == "á" and "New code “á”" in desk.rows()
            desk.palette.field.clear()
    assert desk.rows()[0] == "Access > waiting list"
    desk.key(Qt.Key.Key_Return)
    assert desk.answers == [Answer((Choice(code_id="Access > waiting list"),))]
