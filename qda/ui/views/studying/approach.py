"""The approach of the study: what it is, what it shows and leaves aside, and the levels above codes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qda.core import study
from qda.core.approaches import APPROACHES, OWN, SCHOOLS, Approach
from qda.i18n import _
from qda.ui.views.studying.levels_list import LevelsList
from qda.ui.views.studying.own_words import RelationNames, StancesList
from qda.ui.views.studying.scrolled import ScrolledPage, has_section, link
from qda.ui.widgets.labels import Wrapped, muted
from qda.ui.widgets.weighty_box import WeightyBox
from qda.ui.workspace import Workspace

_SWITCHES = {
    "counts": _("Numbers of sources and participants in tables and on the board"),
    "hints": _("Hints: a theme with one source, a theme without a different view"),
    "saturation": _("The curve of new codes (saturation)"),
    "agreement": _("Agreement between coders"),
}


class ApproachPage(ScrolledPage):
    """A list to choose from, and what follows from the choice; nothing is locked by it."""

    shown_kinds = frozenset(("study", "setting", "level", "theme", "relation"))

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title(_("Approach"), 1.3)
        self.choice = WeightyBox(self.page)
        self.choice.setAccessibleName(_("Approach"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for one in APPROACHES.values():
            self.choice.addItem(one.title, one.name)
        self.choice.activated.connect(self._choose)
        self.column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        self._about = self.sentence()
        self._make_school()
        self._reasons = QWidget(self.page)
        self._reasons_column = _plain_column(self._reasons)
        self.column.addWidget(self._reasons)
        self.title(_("What is shown"))
        self.switches: dict[str, QCheckBox] = {}
        for name, words in _SWITCHES.items():
            box = QCheckBox(words, self.page)
            box.clicked.connect(lambda ticked, switch=name: self._switch(switch, ticked))
            self.switches[name] = box
            self.column.addWidget(box)
        self.sentence(_("An approach ticks these at first; a project may do otherwise and say why."))
        self.title(_("Levels above codes"))
        self.levels = LevelsList(workspace, self.page)
        self._put(self.levels)
        self.title(StancesList.name)
        self.stances = StancesList(workspace, _("Words that themes have already stay with them."), self.page)
        self._put(self.stances)
        self.title(RelationNames.name)
        self.relations = RelationNames(workspace, _("Ticked: the relation goes both ways."), self.page)
        self._put(self.relations)
        self.title(_("In front"))
        self._fronts = QWidget(self.page)
        self._fronts_column = _plain_column(self._fronts)
        self.column.addWidget(self._fronts)
        self.column.addStretch(1)
        self._links_of = ""

    def _put(self, words: QWidget) -> None:
        words.setMaximumWidth(self.fontMetrics().averageCharWidth() * 90)
        self.column.addWidget(words)

    def _make_school(self) -> None:
        self.school_box = QWidget(self.page)
        column = _plain_column(self.school_box)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(muted(_("School"), self.school_box))
        self.school = WeightyBox(self.school_box)
        self.school.setAccessibleName(_("School of grounded theory"))
        for one in SCHOOLS.values():
            self.school.addItem(one.title, one.name)
        self.school.activated.connect(self._choose_school)
        row.addWidget(self.school)
        row.addStretch(1)
        column.addLayout(row)
        names = QHBoxLayout()
        names.setSpacing(8)
        self.stages: list[QLineEdit] = []
        for number in range(3):
            field = QLineEdit(self.school_box)
            field.setAccessibleName(_("Name of stage {n}").format(n=number + 1))
            field.editingFinished.connect(self._name_stages)
            self.stages.append(field)
            names.addWidget(field)
        column.addLayout(names)
        self.column.addWidget(self.school_box)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show the approach of the project and what follows from it."""
        now: Approach = self.workspace.read(study.approach)
        writable = not self.workspace.project.read_only
        self.choice.setCurrentIndex(self.choice.findData(now.name))
        self._about.setText(now.about)
        self.school_box.setVisible(bool(now.school))
        self.school.setCurrentIndex(max(0, self.school.findData(now.school)))
        for field, words in zip(self.stages, now.stages or ("", "", ""), strict=True):
            field.setText(words)
            field.setReadOnly(not writable or now.school != OWN)
            field.setToolTip("" if now.school == OWN else _("Choose “Own names” to change it."))
        for name, box in self.switches.items():
            box.setChecked(getattr(now, name))
            box.setEnabled(writable)
        self.choice.setEnabled(writable)
        self.school.setEnabled(writable)
        self.levels.show_levels()
        self.stances.show_words()
        self.relations.show_words()
        if self._links_of != now.name:
            self._links_of = now.name
            self._show_reasons(now)
            self._show_fronts(now)

    def _show_reasons(self, now: Approach) -> None:
        _empty(self._reasons_column)
        for words in now.reasons:
            label = Wrapped(words, self._reasons)
            self._reasons_column.addWidget(label)
        self._reasons.setVisible(bool(now.reasons))

    def _show_fronts(self, now: Approach) -> None:
        _empty(self._fronts_column)
        for front in now.fronts:
            if not front.section or has_section(front.place, front.section):
                button = link(front.what, self._fronts, front.place, front.section)
                self._fronts_column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    # Changing --------------------------------------------------------------------------------------------------------

    def _choose(self, row: int) -> None:
        name = self.choice.itemData(row)
        if name != self.workspace.read(study.facts).approach:
            self.workspace.do("Change approach", study.change_approach, name)
            self.show_all()  # where the person went back, the list says so

    def _choose_school(self, row: int) -> None:
        name = self.school.itemData(row)
        if name != self.workspace.read(study.school):
            self.workspace.do("Choose school", study.choose_school, name)

    def _name_stages(self) -> None:
        names = tuple(field.text().strip() for field in self.stages)
        if self.school.currentData() != OWN or names == self.workspace.read(study.stages):
            return
        if not self.workspace.do("Name stages", study.choose_school, OWN, names):
            self.show_all()

    def _switch(self, name: str, shown: bool) -> None:
        self.workspace.do("Choose what is shown", study.show, name, shown)


def _plain_column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
