"""The place of the study itself: its approach and what it knows of how its material came about, a section each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.widgets.sections import Section, SectionsView
from qda.ui.workspace import Workspace

SECTIONS: tuple[Section, ...] = (
    Section("approach", _("Approach"), "studying.approach:ApproachPage", _("How you work, and what follows from it")),
)


class StudyView(SectionsView):
    """The study: approach, facts, interviews, words, trail."""

    name = "study"
    title = _("Study")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SECTIONS, parent)
