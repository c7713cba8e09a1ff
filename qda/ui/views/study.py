"""The place of the study itself: its approach and what it knows of how its material came about, a section each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.widgets.sections import Section, SectionsView
from qda.ui.workspace import Workspace

SECTIONS: tuple[Section, ...] = (
    Section("approach", _("Approach"), "studying.approach:ApproachPage", _("How you work, and what follows from it")),
    Section(
        "guide", _("Guide of phases"), "studying.guide:GuidePage", _("What each phase is for, and how far it has come")
    ),
    Section("facts", _("Facts and guide"), "studying.facts:FactsPage", _("Title, questions, ethics, interview guide")),
    Section("concepts", _("Concepts"), "studying.concepts:ConceptsPage", _("Ideas from theory to keep in sight")),
    Section("interviews", _("Interviews"), "studying.interviews:InterviewsPage", _("How each source came about")),
    Section("recruitment", _("Recruitment"), "studying.recruitment:RecruitmentPage", _("Who was approached")),
    Section("sampling", _("Sampling grid"), "studying.sampling:SamplingPage", _("Who is wanted, and who is there")),
    Section(
        "charting", _("Charting"), "studying.charting:ChartingPage", _("What each report says under fixed headings")
    ),
    Section("decisions", _("Decisions"), "studying.decisions:DecisionsPage", _("What was decided, by whom, and why")),
    Section(
        "versions",
        _("Codebook versions"),
        "studying.versions:VersionsPage",
        _("Codebooks kept, and compared"),
    ),
    Section("prisma", _("Flow of reports"), "studying.prisma:PrismaPage", _("Counts of a review, after PRISMA 2020")),
    Section("backups", _("Backups"), "studying.backups:BackupsPage", _("What was kept in case something goes wrong")),
    Section("words", _("Word list"), "studying.word_list:WordListPage", _("What to call things, what not, and why")),
)


class StudyView(SectionsView):
    """The study: approach, facts, interviews, words, trail."""

    name = "study"
    title = _("Study")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SECTIONS, parent)
