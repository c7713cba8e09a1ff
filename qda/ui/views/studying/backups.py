"""Backups of the project: when, why, what each holds and how it differs from now; put back, looked at, saved."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from qda.core import restoring
from qda.core.pseudonyms.keyfile import Key
from qda.core.restoring import Held
from qda.errors import KeyNeededError, QdaError
from qda.i18n import _, n_
from qda.storage import backups, keyring
from qda.storage.backups import Backup
from qda.storage.project import Project
from qda.ui.dialogs.ask_key import ask_key
from qda.ui.dialogs.question import confirm
from qda.ui.models.history_model import when
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_JOB = _("Looking at the backups")
_MOST_MINUTES = 240


class BackupsPage(QWidget):
    """The table of backups, and what can be done with the one that is chosen."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.rows: list[Held] = []
        self.make = QPushButton(_("Back up now"), self)
        self.make.setProperty("primary", True)
        head = QHBoxLayout()
        head.addWidget(heading(_("Backups"), self, 1.3), 1)
        head.addWidget(self.make)
        self.note = Wrapped(parent=self)
        about = _("Return looks at the chosen one")
        self.table = RowsTable(_("Backups, newest first"), about, self, wide=5, spare=(2, 3, 4))
        self.table.picked.connect(self._enable)
        self.chosen_told = Wrapped(parent=self)
        self.table.opened.connect(lambda _row: self._look())
        self.restore = QPushButton(_("Restore…"), self)
        self.look = QPushButton(_("Look at it, read only"), self)
        self.look.setToolTip(_("Opens a copy of the backup; nothing can be changed in it (Return)"))
        self.save = QPushButton(_("Save a copy…"), self)
        self.minutes = QSpinBox(self)
        self.minutes.setRange(0, _MOST_MINUTES)
        self.minutes.setSuffix(_(" min"))
        self.minutes.setSpecialValueText(_("never"))
        self.minutes.setAccessibleName(_("Minutes of work between two backups"))
        for button, act in (
            (self.make, self._make),
            (self.restore, self._restore),
            (self.look, self._look),
            (self.save, self._save),
        ):
            button.clicked.connect(lambda _ticked, act=act: act())
        self.minutes.valueChanged.connect(self._set_minutes)
        workspace.backups.made.connect(lambda: self.refresh(frozenset()))
        under = FlowRow(self)
        for button in (self.restore, self.look, self.save):
            under.flow.addWidget(button)
        every = QHBoxLayout()
        label = QLabel(_("By itself &every"), self)
        label.setBuddy(self.minutes)
        every.addWidget(label)
        every.addWidget(self.minutes)
        every.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(self.chosen_told)
        column.addWidget(under)
        column.addLayout(every)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self.rows = []
        self._show()
        self.show_all()

    def closing(self) -> None:
        """Want nothing more that is still being counted."""
        self.workspace.jobs.drop(_JOB)

    def refresh(self, kinds: frozenset[str]) -> None:  # noqa: ARG002 - any action changes what differs from now
        """Look again; what differs from now changes with every action."""
        if self.workspace.is_open:
            self.show_all()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.rows else self.make).setFocus()

    def show_all(self) -> None:
        """Look at the backups beside the window, and show what they hold."""
        path = self.workspace.project.path
        self.minutes.blockSignals(True)
        self.minutes.setValue(self.workspace.settings.backup_minutes)
        self.minutes.blockSignals(False)
        self.workspace.jobs.start(_JOB, lambda _progress: restoring.held(path), self._counted, quiet=True)

    def _counted(self, found: list[Held]) -> None:
        self.rows = found
        self._show()

    def _show(self) -> None:
        heads = (_("Made"), _("Why"), _("MB"), _("Transcripts"), _("Passages"), _("Difference to now"))
        rows = [
            (
                Cell(when(one.backup.at), one.backup.at),
                Cell(restoring.WHYS[one.backup.why]),
                Cell(f"{one.backup.size / 1e6:.1f}", one.backup.size),
                Cell(str(one.counts.get("source", "")), one.counts.get("source", 0)),
                Cell(str(one.counts.get("coding", "")), one.counts.get("coding", 0)),
                Cell(restoring.difference(one)),
            )
            for one in self.rows
        ]
        self.table.show_rows(heads, rows)
        self.table.choose_first()
        place = _("They lie in {folder}: of the last hour all, then one an hour, a day and a week, for a year.")
        none = _("There is no backup yet; one is made soon after opening, and while you work.")
        folder = backups.root()
        self.note.setText(place.format(folder=folder) if self.rows else none)
        self._enable()

    def _enable(self) -> None:
        chosen = self.table.chosen(self.rows)
        self.chosen_told.setText("" if chosen is None else _in_words(chosen))
        sound = chosen is not None and (chosen.readable or chosen.locked)
        self.look.setEnabled(sound)
        self.save.setEnabled(sound)
        self.restore.setEnabled(sound and not self.workspace.project.read_only)

    # What can be done ------------------------------------------------------------------------------------------------

    def _set_minutes(self, minutes: int) -> None:
        self.workspace.settings.backup_minutes = minutes
        self.workspace.settings.save()
        self.workspace.backups.follow()

    def _make(self) -> None:
        self.workspace.backups.make("asked")

    def _wanted(self) -> Held | None:
        """Return the chosen backup, once its passphrase was said where it has one of its own; None if it can't be."""
        chosen = self.table.chosen(self.rows)
        if chosen is not None and chosen.locked and self.workspace.unlocked(chosen.backup.path):
            chosen = restoring.look_again(self.workspace.project.path, chosen)
            self.rows[chosen.number - 1] = chosen
            self._show()
        return chosen if chosen is not None and chosen.readable else None

    def _restore(self) -> None:
        chosen = None if self.workspace.jobs.busy() else self._wanted()
        if chosen is None:
            return
        words = _(
            "The project becomes as it was: {at}, {difference}. What is there now is backed up before, so that you can "
            "come back to it here."
        )
        at = when(chosen.backup.at)
        words = words.format(at=at, difference=restoring.difference(chosen))
        if keyring.key(chosen.backup.path) != keyring.key(self.workspace.project.path):
            words += " " + _("It has the passphrase of that time again.")
        if not confirm(self, _("Restore this backup?"), words, _("Restore")):
            return
        workspace, path = self.workspace, self.workspace.project.path
        workspace.close()
        done = self._tried(lambda: self._with_keys(lambda keys: restoring.restore(path, chosen.backup, keys)))
        if workspace.open(path) and done:
            workspace.told.emit(_("The project is as it was: {at}.").format(at=at), False)

    def _with_keys(self, act: Callable[[tuple[Key, ...]], object], keys: tuple[Key, ...] = ()) -> None:
        """Do what may need the keys that were written when names were replaced; ask for each that is missing."""
        try:
            act(keys)
        except KeyNeededError as error:
            known = ask_key(self, error.sentence)
            if known is None:
                raise
            self._with_keys(act, (*keys, known))

    def _look(self) -> None:
        chosen = self._wanted()
        if chosen is None:
            return
        # A copy, since a backup of an older format would be brought to the present one.
        study, at = self.workspace.project.path.stem, chosen.backup.path.stem[:16]
        name = _("{study} (backup of {at})").format(study=study, at=at)
        copy = Path(tempfile.mkdtemp(prefix="themeloom-")) / f"{name}.loom"

        def look() -> None:
            self._copy(chosen.backup, copy)
            Project.open(copy).close()
            self.workspace.adopt(Project.open(copy, read_only=True))

        self._tried(look)

    def _save(self) -> None:
        chosen = self._wanted()
        if chosen is None:
            return
        beside = self.workspace.project.path.with_name(f"{self.workspace.project.path.stem} copy.loom")
        name, _kind = QFileDialog.getSaveFileName(self, _("Save a copy"), str(beside), _("Themeloom projects (*.loom)"))
        if name:
            path = Path(name)
            if self._tried(lambda: self._copy(chosen.backup, path)):
                self.workspace.told.emit(_("The copy is saved: {path}").format(path=path), False)

    def _copy(self, backup: Backup, target: Path) -> None:
        project = self.workspace.project.path
        self._with_keys(lambda keys: restoring.save_copy(project, backup, target, keys))

    def _tried(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except QdaError as error:
            self.workspace.failed.emit(error.sentence)
            return False
        return True


def _in_words(one: Held) -> str:
    """Return what a backup holds and how it differs from now, of which the table may show a part."""
    held = _("{size} MB").format(size=f"{one.backup.size / 1e6:.1f}")
    if one.counts:
        sources, codings = one.counts.get("source", 0), one.counts.get("coding", 0)
        transcripts = n_("{n} transcript", "{n} transcripts", sources)
        passages = n_("{n} coded passage", "{n} coded passages", codings)
        held = f"{transcripts}, {passages}, {held}"
    return _("{when}: {held}; {difference}.").format(
        when=when(one.backup.at), held=held, difference=restoring.difference(one)
    )
