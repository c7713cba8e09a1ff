"""What a core function asks is put to the person once, and the work done with the answer, whoever called it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from qda.core import codebook, codebook_merge, coding, documents
from qda.core.coding import CodingRow
from qda.core.importers import Imported
from qda.ui.dialogs.question import ask_which
from qda.ui.main_window import MainWindow
from qda.ui.workspace import Outcome
from tests.ui.conftest import answer, press


class Weighed:
    """A code at 0-10 with weight 20 and at 20-30 with weight 80, another code at 5-8 with weight 50."""

    def __init__(self, window: MainWindow) -> None:
        self.work = window.workspace
        self.source = self.do(documents.add_source, Imported("Interview", "0123456789" * 4))
        self.code = self.do(codebook.add_path, "mask")
        self.other = self.do(codebook.add_path, "fear")
        self.low = self.apply(self.code, 0, 10, weight=20).value.id
        self.high = self.apply(self.code, 20, 30, weight=80).value.id
        self.middle = self.apply(self.other, 5, 8, weight=50).value.id

    def do(self, function, *args):
        return self.work.do("Set up", function, *args).value

    def apply(self, code: str, start: int, end: int, **more: int) -> Outcome:
        return self.work.do("Apply code", coding.apply_code, self.work.coder_id, code, self.source, start, end, **more)

    def rows(self) -> list[CodingRow]:
        return self.work.read(coding.codings, self.source)


@pytest.fixture
def weighed(project_window: MainWindow) -> Weighed:
    return Weighed(project_window)


@pytest.mark.parametrize(("words", "stays"), [("Keep the highest", 80), ("Keep the lowest", 20)])
def test_joining_different_weights_is_asked_and_done_with_the_answer(weighed: Weighed, words: str, stays: int) -> None:
    seen = answer(press(words))
    assert weighed.apply(weighed.code, 5, 25)
    assert [(row.start, row.end, row.weight) for row in weighed.rows() if row.code_id == weighed.code] == [
        (0, 30, stays)
    ]
    assert weighed.work.undo_label() == "Apply code"
    assert any("20, 80" in label.text() for label in seen[0].findChildren(QLabel))


def test_going_back_leaves_everything_as_it_is_and_says_nothing(weighed: Weighed, project_window: MainWindow) -> None:
    before = weighed.rows()
    answer(press("Cancel"))
    assert not weighed.apply(weighed.code, 5, 25)
    assert weighed.rows() == before
    assert not project_window.notice.words()


@pytest.mark.parametrize("way", ["recode", "resize", "merge"])
def test_every_way_to_join_asks_the_same(weighed: Weighed, way: str) -> None:
    ways = {
        "recode": (coding.recode, [weighed.middle], weighed.code),
        "resize": (coding.resize_coding, weighed.low, 0, 22),
        "merge": (codebook_merge.merge_codes, [weighed.other], weighed.code),
    }
    function, *args = ways[way]
    answer(press("Keep the newest"))
    assert weighed.work.do("Join", function, *args)
    newest = {"recode": 50, "resize": 80, "merge": 50}[way]
    assert weighed.rows()[0].weight == newest


def test_a_question_without_a_window_is_a_refusal(weighed: Weighed) -> None:
    said: list[str] = []
    weighed.work.failed.connect(said.append)
    weighed.work.asker = None
    assert not weighed.apply(weighed.code, 5, 25)
    assert "different weights" in said[0]


def test_the_answers_are_buttons_one_below_the_other(window: MainWindow) -> None:
    places: list[int] = []

    def look(dialog: QWidget) -> None:
        places.extend(button.mapTo(dialog, button.rect().topLeft()).y() for button in dialog.findChildren(QPushButton))
        press("Both of them, one after the other")(dialog)

    answer(look)
    answers = [("one", "Only this one"), ("two", "Both of them, one after the other")]
    assert ask_which(window, "Which?", "Choose.", answers) == "two"
    assert len(places) == 3 and places == sorted(set(places))
