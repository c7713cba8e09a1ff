"""The place where coders compare: who codes what, how far they agree, where they differ, and what copies bring."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.widgets.sections import Section, SectionsView
from qda.ui.workspace import Workspace

SECTIONS: tuple[Section, ...] = (
    Section("coders", _("Coders"), "comparing.coders:CodersPage", _("Who codes, and how far each of them is.")),
    Section("copies", _("Copies"), "comparing.copies:CopiesPage", _("Hand out copies, and bring them back.")),
)


class CompareView(SectionsView):
    """What several coders made of the same sources."""

    name = "compare"
    title = _("Compare")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SECTIONS, parent)
