"""The place where people who lived it look at what was found: rounds, what they said, what was decided."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.widgets.sections import Section, SectionsView
from qda.ui.workspace import Workspace

SECTIONS: tuple[Section, ...] = (
    Section(
        "rounds",
        _("Rounds"),
        "reviewing.rounds:RoundsPage",
        _("What is shown to whom, what is asked, and who met when."),
    ),
    Section(
        "answers",
        _("Answers"),
        "reviewing.answers:AnswersPage",
        _("Type in what people said on paper or in talk, and read all that was said."),
    ),
    Section(
        "points",
        _("Open points"),
        "reviewing.points:PointsPage",
        _("What was raised, what was decided by whom, and whether those who raised it were shown the answer."),
    ),
    Section(
        "people",
        _("People and consent"),
        "reviewing.people:PeoplePage",
        _("Who takes part, how each wants to be named, and what they agreed to."),
    ),
    Section(
        "commentary",
        _("Commentary"),
        "reviewing.commentary:CommentaryPage",
        _("What people who lived it say of the study in their own words; only its authors change it."),
    ),
)


class ReviewView(SectionsView):
    """What people who lived it were shown, and what they said of it: a record of its own beside the data."""

    name = "review"
    title = _("Review together")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SECTIONS, parent)
