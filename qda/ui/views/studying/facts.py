"""Facts of the study: title, research questions, ethics and the like, and the versions of the interview guide."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from qda.core import guides, study, study_details
from qda.core.guides import GuideRow
from qda.core.study_details import DETAILS
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.views.studying.named_list import NamedList
from qda.ui.views.studying.scrolled import ScrolledPage
from qda.ui.widgets.kept_fields import KeptLine, KeptProse
from qda.ui.widgets.labels import muted
from qda.ui.workspace import Workspace

_LONG = frozenset(("note", "setting"))


class FactsPage(ScrolledPage):
    """Fields that are kept as they are left; every one is a change of its own."""

    shown_kinds = frozenset(("study", "setting", "guide_version", "interview_sheet"))

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._guides: dict[str, GuideRow] = {}
        self._here = ""
        self.title(_("Facts of the study"), 1.3)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.study_title = KeptLine(_("Title"), self.page)
        self.questions = KeptProse(_("Research questions, one a line"), 3, self.page)
        self.language = KeptLine(_("Language, such as en or nb"), self.page)
        self.language.setMaximumWidth(self.fontMetrics().averageCharWidth() * 16)
        self.details: dict[str, KeptLine | KeptProse] = {}
        form.addRow(muted(_("Title"), self.page), self.study_title)
        form.addRow(muted(_("Research questions,\none a line"), self.page), self.questions)
        form.addRow(muted(_("Language"), self.page), self.language)
        for name, title in DETAILS.items():
            field = KeptProse(title, 2, self.page) if name in _LONG else KeptLine(title, self.page)
            field.kept.connect(lambda words, which=name: self._keep_detail(which, words))
            self.details[name] = field
            form.addRow(muted(title, self.page), field)
        self.column.addLayout(form)
        self._make_guides()
        self.study_title.kept.connect(lambda words: self._keep(title=words))
        self.questions.kept.connect(lambda words: self._keep(research_question=words))
        self.language.kept.connect(lambda words: self._keep(language=words))

    def _make_guides(self) -> None:
        self.title(_("Interview guide"))
        self.sentence(_("Guides change with what you learn. Keep each version, and say why it was changed."))
        self.list = NamedList(_("Versions of the guide"), _("Add version…"), self.page)
        self.name = KeptLine(_("Name of the version"), self.page)
        self.date = KeptLine(_("In use from"), self.page)
        self.why = KeptProse(_("Why it was changed"), 2, self.page)
        self.text = KeptProse(_("The questions"), 6, self.page)
        right = QVBoxLayout()
        right.setSpacing(4)
        for title, field in (
            (_("Name"), self.name),
            (_("In use from"), self.date),
            (_("Why it was changed"), self.why),
            (_("The questions"), self.text),
        ):
            right.addWidget(muted(title, self.page))
            right.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.list, 2)
        row.addLayout(right, 3)
        self.column.addLayout(row)
        self.list.chosen.connect(self._show_guide)
        self.list.addAsked.connect(self._add_guide)
        self.list.moveAsked.connect(
            lambda key, place: self.workspace.do("Move guide version", guides.move_guide, key, place)
        )
        self.list.removeAsked.connect(self._remove_guide)
        for name, kept in (("name", self.name), ("date", self.date), ("why", self.why), ("text", self.text)):
            kept.kept.connect(lambda words, which=name: self._keep_guide(which, words))

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show what the project says."""
        facts = self.workspace.read(study.facts)
        writable = not self.workspace.project.read_only
        self.study_title.show_words(facts.title)
        self.questions.show_words(facts.research_question)
        self.language.show_words(facts.language)
        said = self.workspace.read(study_details.details)
        for name, field in self.details.items():
            field.show_words(said[name])
        for kept in (self.study_title, self.questions, self.language, *self.details.values()):
            kept.setReadOnly(not writable)
        rows: list[GuideRow] = self.workspace.read(guides.guide_versions)
        self._guides = {row.id: row for row in rows}
        self.list.show_rows([(row.id, _named(row)) for row in rows], writable=writable)

    def _show_guide(self, key: str) -> None:
        fields: dict[str, KeptLine | KeptProse] = {
            "name": self.name,
            "date": self.date,
            "why": self.why,
            "text": self.text,
        }
        if key != self._here:
            for field in fields.values():
                field.flush()
            self._here = key
        row = self._guides.get(key)
        for name, field in fields.items():
            field.show_words(getattr(row, name) if row else "")
            field.setEnabled(row is not None)
            field.setReadOnly(self.workspace.project.read_only)

    # Changing --------------------------------------------------------------------------------------------------------

    def _keep(self, **values: str) -> None:
        if not self.workspace.do("Write facts of the study", lambda session: study.edit_study(session, **values)):
            self.show_all()

    def _keep_detail(self, name: str, words: str) -> None:
        self.workspace.do(
            "Write facts of the study", lambda session: study_details.edit_details(session, **{name: words})
        )

    def _keep_guide(self, name: str, words: str) -> None:
        here = self._here
        if here and not self.workspace.do(
            "Write interview guide", lambda session: guides.edit_guide(session, here, **{name: words})
        ):
            self.show_all()

    def _add_guide(self) -> None:
        number = str(len(self._guides) + 1)
        words = _("A number, or when it came into use. The questions of the last version are taken over.")
        name = ask_text(self, _("Add version of the guide"), words, _("Add version"), number)
        if not name:
            return
        last = list(self._guides.values())[-1].text if self._guides else ""
        done = self.workspace.do("Add guide version", guides.add_guide, name, text=last)
        if done:
            rows = [(row.id, _named(row)) for row in self._guides.values()]
            self.list.show_rows(rows, here=done.value)

    def _remove_guide(self, key: str) -> None:
        row = self._guides[key]
        words = n_(
            "{n} interview says it was made with it.", "{n} interviews say they were made with it.", row.interviews
        )
        if not row.interviews or confirm(self, _("Remove version “{name}”?").format(name=row.name), words, _("Remove")):
            self.workspace.do("Remove guide version", guides.remove_guide, key)


def _named(row: GuideRow) -> str:
    made = n_("{n} interview", "{n} interviews", row.interviews)
    return _("Version {name} ({made})").format(name=row.name, made=made)
