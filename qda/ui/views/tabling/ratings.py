"""The section of ratings: themes by how many studies have them, studies by what they contribute, findings."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from qda.core import codebook, confidence, study
from qda.core.confidence import SCALES
from qda.core.retrieval import Filter
from qda.core.tables import bands, units
from qda.core.tables.bands import note, printed
from qda.core.tables.ratings import Ratings, ratings
from qda.core.tables.units import ALL, UNITS
from qda.core.themes import outline
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text
from qda.ui.models.ratings_model import FINDINGS, STUDIES, THEMES, RatingsModel
from qda.ui.views.tabling.quotes_beside import QuotesBeside
from qda.ui.widgets.confidence_form import ConfidenceForm
from qda.ui.widgets.flow import Flow
from qda.ui.widgets.labels import EmptyPlace, Wrapped
from qda.ui.widgets.ratings_table import RatingsTable
from qda.ui.workspace import Workspace

_TABS = ((THEMES, _("Themes")), (STUDIES, _("Studies")), (FINDINGS, _("Findings and confidence")))
_TOUCHING = frozenset(
    (
        *("code", "code_place", "coding", "theme", "theme_code", "level", "source", "attribute", "attribute_value"),
        *("setting", "study", "confidence", "coder"),
    )
)
_LEAVES = ""


class RatingsPage(QWidget):
    """A :class:`~qda.ui.widgets.sections.Page`: what is counted above, a table a tab, what is behind it beside it."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.found: Ratings | None = None
        self._wanted = False
        self.unit, self.denominator, self.level, self.scale = (QComboBox(self) for _box in range(4))
        self.bands = QPushButton(_("Bands…"), self)
        self.tabs = QTabBar(self)
        self.model = RatingsModel(self)
        self.table = RatingsTable(self.model, self)
        self.note = Wrapped(parent=self)
        self.quotes = QuotesBeside(workspace, self, job=_("Reading quotes behind a rating"))
        self.form = ConfidenceForm(self)
        self.reflexive = EmptyPlace(
            _(
                "Reflexive thematic analysis does not weigh themes by how many sources have them: what makes a theme "
                "matter is what it says about the question. The figures can be looked at all the same."
            ),
            _("Show the figures"),
            self.show_all_the_same,
            self,
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        named = (
            (self.unit, _("What is counted"), _("What is counted: studies, reports or samples")),
            (self.denominator, _("Fractions are of"), _("Of which of them a fraction is taken")),
            (self.level, _("Subthemes are"), _("The level whose themes count for the sensitivity of a study")),
            (self.scale, _("Scale of confidence"), _("The levels on which confidence is set")),
        )
        for box, name, tip in named:
            box.setAccessibleName(name)
            box.setToolTip(tip)
        for key, words in UNITS:
            self.unit.addItem(words, key)
        for key, (words, _levels) in SCALES.items():
            self.scale.addItem(words, key)
        for key, words in _TABS:
            self.tabs.setTabData(self.tabs.addTab(words), key)
        self.tabs.setAccessibleName(_("Tables of ratings"))
        self.tabs.setExpanding(False)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 8, 8)
        column.setSpacing(8)
        choices = QWidget(left)
        row = Flow(choices)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.unit, self.denominator, self.level, self.bands, self.scale):
            row.addWidget(part)
        column.addWidget(choices)
        column.addWidget(self.tabs)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self.beside = QStackedWidget(self)
        self.beside.addWidget(self.quotes)
        self.beside.addWidget(self.form)
        self._filled = splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("ratings")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.beside)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([740, 340])
        self._stack = QStackedLayout(self)
        self._stack.addWidget(splitter)
        self._stack.addWidget(self.reflexive)

    def _connect(self) -> None:
        for box in (self.unit, self.denominator, self.level):
            box.activated.connect(lambda _row: self.show_ratings())
        self.scale.activated.connect(lambda _row: self._set_scale())
        self.bands.clicked.connect(self.edit_bands)
        self.tabs.currentChanged.connect(lambda _tab: self._turn())
        self.table.readAsked.connect(self._read)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_finding())
        self.form.said.connect(self._say)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self._wanted = False
        self.tabs.setCurrentIndex(0)
        self._read_nothing()
        self.show_ratings()

    def closing(self) -> None:
        """Keep what was typed and not told yet."""
        self.form.commit()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.reflexive if self._stack.currentWidget() is self.reflexive else self.table).setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Count again after a change."""
        if kinds & _TOUCHING:
            self.show_ratings()

    def show_all_the_same(self) -> None:
        """Show the figures though the approach leaves them aside."""
        self._wanted = True
        self.show_ratings()
        self.table.setFocus()

    def tab(self) -> str:
        """Return which table is in front."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    # Showing ---------------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Fill the lists of what there is to choose from; what was chosen stays chosen."""
        read = self.workspace.read
        levels = [(name, _("Subthemes: {level}").format(level=name)) for _key, name in read(outline.levels)]
        offers = (
            (self.denominator, [(key, _("Of: {words}").format(words=said)) for key, said in read(units.denominators)]),
            (self.level, [(_LEAVES, _("Subthemes: as usual")), *levels]),
        )
        for box, choices in offers:
            chosen = box.currentData()
            box.clear()
            for key, said in choices:
                box.addItem(said, key)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self.scale.setCurrentIndex(self.scale.findData(read(confidence.scale)))
        writable = not self.workspace.project.read_only
        self.bands.setEnabled(writable)
        self.scale.setEnabled(writable)

    def show_ratings(self) -> None:
        """Count and show."""
        hidden = not self._wanted and not self.workspace.read(study.approach).counts
        self._stack.setCurrentWidget(self.reflexive if hidden else self._filled)
        self._offer()
        try:
            self.found = self.workspace.read(
                ratings, self.unit.currentData(), self.denominator.currentData() or ALL, self.level.currentData() or ""
            )
        except QdaError as error:
            self.note.setText(error.sentence)
            return
        self._show_table()

    def _show_table(self) -> None:
        if self.found is None:
            return
        self.model.show(self.found, self.tab())
        self.table.choose_something()
        self.note.setText(_told(self.found, self.tab()))
        self._show_finding()

    def _turn(self) -> None:
        self.form.commit()
        self.beside.setCurrentWidget(self.form if self.tab() == FINDINGS else self.quotes)
        self._read_nothing()
        self._show_table()

    def _read_nothing(self) -> None:
        nothing = _("Choose a row by Return or a double click to read what is behind it.")
        self.quotes.show_quotes("", None, {}, nothing)

    def _read(self, index: QModelIndex) -> None:
        """Read what is behind a row; of confidence, go to where it is said."""
        line = self.model.lines[index.row()]
        if self.tab() == FINDINGS:
            self.form.level.setFocus()
            return
        colours = {code.id: code.colour for code in self.workspace.read(codebook.codes)}
        wanted = Filter(theme_id=line.theme_id) if line.theme_id else Filter(source_ids=line.source_ids)
        self.quotes.show_quotes(line.cells[0].strip(), wanted, colours, _("Nothing is coded here."))

    # Confidence and bands --------------------------------------------------------------------------------------------

    def _show_finding(self) -> None:
        if self.tab() != FINDINGS or self.found is None:
            return
        here = self.table.currentIndex()
        rows = {row.theme.id: row for row in self.found.themes}
        row = rows.get(self.model.lines[here.row()].theme_id or "") if here.isValid() else None
        writable = not self.workspace.project.read_only
        scale = self.workspace.read(confidence.scale)
        if row is None:
            self.form.show_finding("", "", "", None, scale, writable=False)
            return
        statement = row.theme.idea or row.theme.definition or row.theme.name
        self.form.show_finding(row.theme.id, row.theme.name, statement, row.confidence, scale, writable=writable)

    def _say(self, theme_id: str, values: dict[str, Any]) -> None:
        self.workspace.do(
            "Set confidence",
            confidence.set_confidence,
            theme_id,
            coder_id=self.workspace.coder_id,
            about=[("theme", theme_id)],
            **values,
        )

    def _set_scale(self) -> None:
        name = str(self.scale.currentData())
        if name != self.workspace.read(confidence.scale):
            self.workspace.do("Set scale of confidence", confidence.set_scale, name)

    def edit_bands(self) -> None:
        """Ask for the bands of the ratings."""
        now = printed(self.workspace.read(bands.bands))
        words = _("Every number from 1 on belongs in one band, such as {example}.").format(example=bands.DEFAULT)
        given = ask_text(self, _("Bands of ratings"), words, _("Set bands"), now)
        if given and given != now:
            self.workspace.do("Set bands", bands.set_bands, given)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "table"):
            self.table.fit()


def _told(found: Ratings, tab: str) -> str:
    """Return in words what the figures of a table are."""
    included = units.counted(found.kind, len(found.units)) + ". " + units.about(found.kind)
    if tab == THEMES:
        return " ".join((included, note(found.bands), found.denominator.words))
    if tab == STUDIES:
        number = len(found.subtheme_ids)
        themes = n_("{n} theme", "{n} themes", number)
        on = _("on the level {level}").format(level=found.level) if found.level else _("without any below")
        sentence = _("Sensitivity: to how many different themes, of {themes} {on}, a row contributes.")
        return " ".join((included, sentence.format(themes=themes, on=on)))
    said = sum(row.confidence is not None for row in found.themes)
    return _("Confidence is said of {said} of {all}.").format(
        said=said, all=n_("{n} theme", "{n} themes", len(found.themes))
    )
