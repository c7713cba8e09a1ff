"""The place of tables that think: matrices, ratings, numbers and plots, a section each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.widgets.sections import Section, SectionsView
from qda.ui.workspace import Workspace

SECTIONS: tuple[Section, ...] = (
    Section("matrix", _("Matrix"), "tabling.matrix:MatrixPage", _("Codes or themes by people, sources or groups.")),
    Section(
        "framework", _("Framework matrix"), "tabling.framework:FrameworkPage", _("A frame by cases, in your own words.")
    ),
    Section(
        "ratings",
        _("Ratings"),
        "tabling.ratings:RatingsPage",
        _("How many studies have a theme, how sure one is."),
    ),
    Section(
        "cooccurrence",
        _("Codes together"),
        "tabling.cooccurrence:CooccurrencePage",
        _("Which codes stand at the same place, overlap or stand near each other."),
    ),
    Section(
        "saturation",
        _("Saturation"),
        "tabling.saturation:SaturationPage",
        _("New codes from source to source, and whether they stopped to come."),
    ),
    Section(
        "coverage",
        _("Coverage"),
        "tabling.coverage:CoveragePage",
        _("Which share of each source is coded, by whom, and what is not."),
    ),
)


class TablesView(SectionsView):
    """Tables made of codes, themes, people and sources."""

    name = "tables"
    title = _("Tables")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SECTIONS, parent)
