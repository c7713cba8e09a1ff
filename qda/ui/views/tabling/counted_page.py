"""What the pages of numbers share: counting beside the window, keeping what was chosen, copying, writing to a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qda.core import exporters
from qda.core.exporters import ProductOptions, Written
from qda.errors import CancelledError, QdaError
from qda.i18n import _
from qda.ui.widgets.choice_bar import ChoiceBar
from qda.ui.widgets.figure_view import FigureArea, FigureView
from qda.ui.widgets.labels import Wrapped
from qda.ui.workspace import Workspace

Count = Callable[..., Any]
_LINES = 11  # of text that a table or figure has room for at least
_KINDS = {
    ".xlsx": _("Excel"),
    ".csv": _("CSV table"),
    ".docx": _("Word"),
    ".svg": _("SVG figure"),
    ".pdf": _("PDF figure"),
    ".png": _("PNG picture, 300 dpi"),
}


class CountedPage(QWidget):
    """A :class:`~qda.ui.widgets.sections.Page` that counts something and shows it as a table or a figure.

    A page below it names its `product`, builds its choices, says what is counted (:meth:`asks`) and shows what comes
    of it (:meth:`show_counted`).
    """

    actors = ()
    product = ""
    touching: frozenset[str] = frozenset()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.choices = ChoiceBar(self)
        self.note = Wrapped(parent=self)
        self.copy = QPushButton(_("Copy table"), self)
        self.copy.setToolTip(_("Copy the table, or the rows chosen, for a spreadsheet (Ctrl+C)"))
        self.copy.clicked.connect(self._copied)
        self.write = QPushButton(_("Save as…"), self)
        self.write.setToolTip(_("Write the table or the figure, as it is chosen here, to a file"))
        self.write.clicked.connect(self._save)
        self.choices.asked.connect(self._asked)

    # What a page says of itself --------------------------------------------------------------------------------------

    def asks(self) -> Count:
        """Return the function of a session that counts what is chosen; it runs on another thread."""
        raise NotImplementedError

    def show_counted(self, found: Any) -> None:
        """Show what was counted."""
        raise NotImplementedError

    def offer(self) -> None:
        """Offer what there is to choose from in this project."""

    def chosen(self) -> Mapping[str, str]:
        """Return what is chosen in the words of the product."""
        return {}

    def copy_table(self) -> None:
        """Put the table on the clipboard."""

    def begins_with(self) -> dict[str, object]:
        """Return what is chosen where nothing was kept."""
        return {}

    # Laying out ------------------------------------------------------------------------------------------------------

    def framed(self, middle: QWidget, *above: QWidget | QLayout) -> QScrollArea:
        """Return the choices, `above`, a table or figure and the note below each other; large words make it scroll."""
        for button in (self.copy, self.write):
            self.choices.add(button)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(8)
        for part in (self.choices, *above):
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        middle.setMinimumHeight(self.fontMetrics().height() * _LINES)
        column.addWidget(middle, 1)
        column.addWidget(self.note)
        area.setWidget(inside)
        return area

    def scrolled(self, figure: FigureView) -> FigureArea:
        """Return a frame in which a figure may be higher than there is room."""
        area = FigureArea(figure, self)
        area.setAccessibleName(_("Figure"))
        return area

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened, with what its coder chose last."""
        self.offer()
        kept = self.begins_with()
        with suppress(ValueError, TypeError):  # what another version kept in another way is left aside
            kept |= json.loads(self.workspace.recall(self.product) or "{}")
        self.choices.restore(kept)
        self.recount()

    def closing(self) -> None:
        """Nothing is unfinished here; what is being counted is given up."""
        self.workspace.jobs.drop(self._job())

    def refresh(self, kinds: frozenset[str]) -> None:
        """Count again after a change that concerns this."""
        if kinds & self.touching:
            self.offer()
            self.recount()

    def keep(self) -> None:
        """Keep what is chosen for the next time."""
        self.workspace.remember({self.product: json.dumps(self.choices.kept())})

    def _asked(self, _name: str) -> None:
        self.keep()
        self.recount()

    # Counting --------------------------------------------------------------------------------------------------------

    def _job(self) -> str:
        return _("Counting for {page}").format(page=self.accessibleName() or self.product)

    def recount(self) -> None:
        """Count anew beside the window; what was being counted is given up."""
        project, count = self.workspace.project, self.asks()

        def work(_progress: object) -> Any:
            with project.read() as session:
                return count(session)

        self.workspace.jobs.drop(self._job())
        self.workspace.jobs.start(self._job(), work, self.show_counted, quiet=True, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, QdaError):
            raise error
        self.note.setText(error.sentence)

    # Copying and writing ---------------------------------------------------------------------------------------------

    def _copied(self) -> None:
        self.copy_table()
        self.workspace.told.emit(_("The table is on the clipboard."), False)

    def _save(self) -> None:
        wanted = exporters.products()[self.product]
        kinds = [f"{_KINDS[suffix]} (*{suffix})" for suffix in wanted.suffixes]
        start = self.workspace.project.path.with_name(f"{self.accessibleName()}{wanted.suffixes[0]}")
        name, kind = QFileDialog.getSaveFileName(self, _("Save as"), str(start), ";;".join(kinds))
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in wanted.suffixes:
            path = Path(f"{name}{wanted.suffixes[kinds.index(kind)] if kind in kinds else wanted.suffixes[0]}")
        project, options = self.workspace.project, ProductOptions(chosen=self.chosen())

        def work(_progress: object) -> Written:
            with project.read() as session:
                return exporters.export(session, self.product, path, options)

        def done(written: Written) -> None:
            words = " ".join((_("Wrote {path}.").format(path=written.path), *written.notices))
            self.workspace.told.emit(words, False)

        self.workspace.jobs.start(_("Writing {name}").format(name=path.name), work, done)
