"""The place of easy-read summaries: pages of statements with pictures, made and agreed with the people they are for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.widgets.sections import Section, SectionsView
from qda.ui.workspace import Workspace

SECTIONS: tuple[Section, ...] = (
    Section(
        "pages",
        _("Pages"),
        "easyreading.pages:PagesPage",
        _("A page for each theme: statements, one idea each, with a picture at the left."),
    ),
    Section(
        "front",
        _("Front, next, contact"),
        "easyreading.front:FrontPage",
        _("Title, language and rules of the summary; its front page, what happens next, and whom to ask."),
    ),
    Section(
        "pictures",
        _("Pictures"),
        "easyreading.pictures:PicturesPage",
        _("Own photos and drawings, sets from elsewhere, and the drawings that come along."),
    ),
    Section(
        "voices",
        _("Voices"),
        "easyreading.voices:VoicesPage",
        _("What statements sound like: recorded by a person, or read by this computer."),
    ),
    Section("words", _("Word bank"), "easyreading.words:WordsPage", _("Hard words, and what they mean.")),
    Section(
        "versions",
        _("Versions and agreement"),
        "easyreading.versions:VersionsPage",
        _("What was shown when, what changed, and who agreed to it."),
    ),
)


class EasyReadView(SectionsView):
    """What was found, in words and pictures that are easy to understand."""

    name = "easyread"
    title = _("Easy read")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SECTIONS, parent)
