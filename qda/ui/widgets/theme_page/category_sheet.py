"""The sheet of a category in grounded theory: properties, variation, gaps, and what each source added."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from qda.core.themes import category
from qda.core.themes.outline import ThemeRow
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.sheet_tables import GainsTable, PropertiesTable
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace

_TEXTS = (
    ("variation", _("Variation"), _("How does it differ from one person or situation to the next?")),
    ("gaps", _("Gaps"), _("What is still missing, and whom could one ask?")),
)


class CategorySheet(Part):
    """Two tables whose cells are written in, and two texts; all is kept as it is left."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        self.properties = PropertiesTable(inside)
        self.properties.edited.connect(self._edit_property)
        self.properties.removeAsked.connect(self._remove)
        self.add = self.button(_("Add property…"), self._add)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        column.addWidget(_title(_("Properties and the range over which they vary"), inside))
        column.addWidget(self.properties)
        column.addLayout(row)
        self.texts: dict[str, QPlainTextEdit] = {}
        for key, title, hint in _TEXTS:
            box = QPlainTextEdit(inside)
            box.setAccessibleName(title)
            box.setPlaceholderText(hint)
            box.setTabChangesFocus(True)
            box.installEventFilter(self)
            self.texts[key] = box
            label = QLabel(title, inside)
            label.setBuddy(box)
            column.addWidget(label)
            column.addWidget(box)
        self._about = Wrapped("", inside)
        self.gains = GainsTable(inside)
        self.gains.told.connect(self._tell)
        column.addWidget(_title(_("What each source added"), inside))
        column.addWidget(self._about)
        column.addWidget(self.gains)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(scroll)
        self._sheet: category.Sheet | None = None

    def fill(self, row: ThemeRow) -> None:
        """Show the sheet of `row`; what is being typed into it is left alone unless it is another one's."""
        sheet = self.workspace.read(category.sheet, row.id)
        same = self._sheet is not None and self._sheet.theme_id == sheet.theme_id
        self._sheet = sheet
        sources = [(gain.source_id, gain.source) for gain in sheet.gains]
        self.properties.show_properties(sheet.properties, sources)
        self.gains.show_gains(sheet.gains)
        for key, box in self.texts.items():
            if not (same and box.document().isModified()):
                if box.toPlainText() != getattr(sheet, key):
                    box.setPlainText(getattr(sheet, key))
                box.document().setModified(False)
        self._about.setText(self._gain_words(sheet))
        self.fit()

    def _gain_words(self, sheet: category.Sheet) -> str:
        order = _("In the order of the sources. New is a code of the category that no source before had.")
        if not any(gain.new_codes for gain in sheet.gains):
            return _("Nothing is coded for this category yet.")
        if not sheet.since_last_new:
            return order + " " + _("The last source still brought a new code.")
        last = n_(
            "The last source brought no new code.", "The last {n} sources brought no new code.", sheet.since_last_new
        )
        return f"{order} {last}"

    # Keeping ---------------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        if self.row is None:
            return
        words = _("What is it that varies? “How long”, “before whom”, “who begins” …")
        name = ask_text(self, _("Add property"), words, _("Add property"))
        if name:
            self.do("Note property", category.add_property, self.row.id, name)

    def _edit_property(self, key: str, field: str, value: object) -> None:
        self.do("Change property", category.edit_property, key, **{field: value})

    def _remove(self, keys: list[str]) -> None:
        self.do("Remove property", category.remove_properties, keys)

    def _tell(self, source_id: str, words: str) -> None:
        if self.row is not None:
            self.do("Say what a source added", category.tell_gain, self.row.id, source_id, words)

    def commit(self) -> None:
        """Keep the texts that were changed."""
        if self.row is None or self._sheet is None or self._sheet.theme_id != self.row.id:
            return
        for key, box in self.texts.items():
            words = box.toPlainText().strip()
            if box.document().isModified() and words != getattr(self._sheet, key):
                box.document().setModified(False)
                self.do("Describe category", category.edit_sheet, self.row.id, **{key: words})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched in self.texts.values():
            self.commit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Give texts some lines and the tables all their rows: the page scrolls, not the tables in it."""
        for box in self.texts.values():
            box.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 14)
        for table in (self.properties, self.gains):
            table.resizeRowsToContents()
            rows = sum(table.rowHeight(row) for row in range(table.rowCount()))
            table.setFixedHeight(rows + table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth() + 4)


def _title(words: str, parent: QWidget) -> QLabel:
    label = heading(words, parent)
    label.setWordWrap(True)
    return label
