"""The place where coders compare: who codes what, how far they agree, where they differ, and what copies bring."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.views.comparing.asked import DifferencesAsked
from qda.ui.widgets.sections import Section, SectionsView
from qda.ui.workspace import Workspace

SECTIONS: tuple[Section, ...] = (
    Section(
        "coders",
        _("Coders and rounds"),
        "comparing.coders:CodersPage",
        _("Who codes, what is coded twice, and how far each of you is."),
    ),
    Section(
        "agreement",
        _("Agreement"),
        "comparing.agreement:AgreementPage",
        _("How far coders agree, code by code, in words and figures."),
    ),
    Section(
        "reconcile",
        _("Side by side"),
        "comparing.reconcile:ReconcilePage",
        _("Where coders differ, in the text, and what you agree on."),
    ),
    Section(
        "decisions",
        _("Decisions on sources"),
        "comparing.decisions:DecisionsPage",
        _("Include or exclude, or rate, each person alone; then compare and settle."),
    ),
    Section(
        "ratings",
        _("Ratings from anywhere"),
        "comparing.ratings:RatingsPage",
        _("Drop a table of ratings and see how far its coders agree."),
    ),
    Section("copies", _("Copies"), "comparing.copies:CopiesPage", _("Hand out copies, and bring them back.")),
)


class CompareView(SectionsView):
    """What several coders made of the same sources."""

    name = "compare"
    title = _("Compare")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SECTIONS, parent)
        self._differences = DifferencesAsked(self)

    @property
    def actors(self) -> tuple[object, ...]:
        """Return who does the actions of the page in front, and who brings up the one that does the others."""
        return (*super().actors, self._differences)
