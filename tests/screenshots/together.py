"""Steps to the simple screen: somebody sits at it, with words of a size, and has come so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qda.core.review import people, rounds, sitting
from qda.core.review.view import View, write_view
from qda.ui.dialogs.sit_together import sit_together
from qda.ui.together.answering import Answering
from qda.ui.together.screen import TogetherScreen
from tests.screenshots.studies import SAMPLE

if TYPE_CHECKING:
    from tests.screenshots.stage import Stage


def screen(size: int = 100, *, space: bool = False) -> Callable[[Stage], object]:
    """Return the step that opens the screen of the last round for its first co-researcher, at a new meeting."""

    def open_it(stage: Stage) -> None:
        workspace = stage.window.workspace
        stage.perform("go_review")
        shown = workspace.read(rounds.rounds)[-1].id
        who = next(one.id for one in workspace.read(people.people) if one.role == "co-researcher")
        workspace.do("Set", people.edit_person, who, view=write_view(View(size, space)))
        meeting = workspace.do("Begin", sitting.begin, shown, [who]).value
        opened = TogetherScreen(workspace, Answering(workspace, workspace.read(sitting.sitting, meeting, who)))
        opened.showFullScreen()
        opened.activateWindow()

    return open_it


def begin(stage: Stage) -> None:
    """Ask who sits at the screen of the last round."""
    workspace = stage.window.workspace
    sit_together(workspace, stage.window, workspace.read(rounds.rounds)[-1])


def presses(*words: str) -> Callable[[Stage], object]:
    """Return the step that presses buttons of the screen, by their words."""

    def press(stage: Stage) -> None:
        for one in words:
            front = stage.front()
            assert isinstance(front, TogetherScreen)
            buttons = {button.words: button for button in (*front.choices.buttons, *front.bar.values())}
            buttons[one].click()
            stage.settle()

    return press


def to_question(stage: Stage) -> None:
    """Go on to the first question that is answered by yes, not sure or no."""
    presses("Start", "No")(stage)
    front = stage.front()
    assert isinstance(front, TogetherScreen)
    while front.question is None:
        presses(front.choices.buttons[-1].words)(stage)


ROWS: tuple[tuple[Any, ...], ...] = (
    ("simple-begin", SAMPLE, [lambda stage: stage.perform("go_review")], begin),
    ("simple", SAMPLE, [], screen(), []),
    ("simple-part", SAMPLE, [], screen(), [presses("Start", "No")]),
    ("simple-ask", SAMPLE, [], screen(), [to_question]),
    ("simple-words", SAMPLE, [], screen(), [to_question, presses("No")]),
    ("simple-slow", SAMPLE, [], screen(), [presses("Slow down")]),
    ("simple-stop", SAMPLE, [], screen(), [presses("Start", "Stop")]),
    ("simple-300", SAMPLE, [], screen(300), []),
    ("simple-part-300", SAMPLE, [], screen(300), [presses("Start", "No")]),
    ("simple-ask-300", SAMPLE, [], screen(300), [to_question]),
    (
        "simple-words-300",
        SAMPLE,
        [],
        screen(300, space=True),
        [to_question, presses("No")],
    ),
    ("simple-slow-300", SAMPLE, [], screen(300), [presses("Slow down")]),
)
"""The screens of the simple screen: what a Screen is made of, in its order."""
