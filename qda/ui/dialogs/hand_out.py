"""A copy for a colleague: for whom, with or without others' work, where it goes, and what happens then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.coders import CONSENSUS, Person, initials_of
from qda.i18n import _, n_
from qda.ui import keys
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped

_NEW = ""


@dataclass(frozen=True, slots=True)
class HandingOut:
    """What was asked for: the coder's id, or the name of a new one; `blind` leaves all work of others out."""

    coder_id: str
    new_name: str
    blind: bool
    path: Path


class HandOutDialog(QDialog):
    """`people` are those who code, `mine` the id of who is coding; `project` is the file that is copied."""

    def __init__(
        self,
        people: Sequence[Person],
        mine: str | None,
        project: Path,
        *,
        blind: bool,
        may_add: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._people = [person for person in people if person.role != CONSENSUS]
        self.setWindowTitle(_("Copy for a colleague"))
        letter = self.fontMetrics().averageCharWidth()
        wide = min(letter * 84, self.screen().availableSize().width() - 64)
        self.who = QComboBox(self)
        for person in sorted(self._people, key=lambda person: person.id == mine):
            self.who.addItem(f"{person.name} ({person.initials})", person.id)
        if may_add:
            self.who.addItem(_("Somebody new"), _NEW)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(_("The name as your team knows it"))
        self._name_label = QLabel(_("&Name"), self)
        self._name_label.setBuddy(self.name)
        self.all, self.alone = QRadioButton(_("With everybody's work"), self), QRadioButton(self)
        self.alone.setText(_("Without the work of others, to code independently"))
        group = QButtonGroup(self)
        group.addButton(self.all)
        group.addButton(self.alone)
        (self.alone if blind else self.all).setChecked(True)
        self.about = Wrapped(parent=self)
        self.file = QLineEdit(self)
        self._browse = QPushButton(_("Choose…"), self)
        self._browse.setAutoDefault(False)
        self.problem = Wrapped(parent=self)
        self.problem.setProperty("muted", False)
        self.problem.setProperty("danger", True)
        self.then = Wrapped(parent=self)
        box, self.primary = buttons(self, _("Make the copy"))
        self.primary.setDefault(True)
        self._lay_out(box, wide)
        self._by_hand = False
        self.who.currentIndexChanged.connect(lambda _row: self._look())
        self.name.textChanged.connect(lambda _words: self._look())
        self.alone.toggled.connect(lambda _on: self._look())
        self.file.textEdited.connect(self._typed)
        self.file.textChanged.connect(lambda _words: self._judge())
        self._browse.clicked.connect(self._choose_file)
        self._look()

    def _lay_out(self, box: QWidget, wide: int) -> None:
        for field, name in (
            (self.who, _("Who the copy is for")),
            (self.name, _("Name of the new coder")),
            (self.file, _("File of the copy")),
        ):
            field.setAccessibleName(name)
        self.who.setMinimumContentsLength(24)
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.file, 1)
        place.addWidget(self._browse)
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("&For whom"), self.who)
        form.addRow(self._name_label, self.name)
        where = QLabel(_("&File"), self)
        where.setBuddy(self.file)
        form.addRow(where, place)
        work = QVBoxLayout()
        work.setSpacing(8)
        for part in (self.all, self.alone, self.about):
            work.addWidget(part)
        for words in (self.about, self.problem, self.then):
            words.setFixedWidth(wide - 48)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addLayout(work)
        column.addWidget(self.then)
        column.addWidget(self.problem)
        column.addWidget(box)

    # What was chosen -------------------------------------------------------------------------------------------------

    def chosen(self) -> HandingOut:
        """Return what is asked for."""
        return HandingOut(
            str(self.who.currentData() or ""), self.name.text().strip(), self.alone.isChecked(), self.path()
        )

    def path(self) -> Path:
        """Return where the copy goes, with its suffix."""
        path = Path(self.file.text().strip()).expanduser()
        return path if path.suffix == ".loom" else path.with_name(path.name + ".loom")

    def _is_new(self) -> bool:
        return self.who.currentIndex() >= 0 and self.who.currentData() == _NEW

    def _person(self) -> Person | None:
        return next((person for person in self._people if person.id == self.who.currentData()), None)

    def _called(self) -> tuple[str, str]:
        """Return name and initials of whom the copy is for."""
        person = self._person()
        if person is not None:
            return person.name, person.initials
        name = self.name.text().strip()
        return (name, initials_of(name)) if name else (_("your colleague"), "")

    # Keeping in step -------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        name, initials = self._called()
        for part in (self.name, self._name_label):
            part.setVisible(self._is_new())
        if not self._by_hand:
            self.file.setText(str(self._proposed(initials)))
        self.about.setText(self._about())
        then = _(
            "Send the file to {name}, who is then the one who codes in it. When it comes back, choose “Bring a copy "
            "back” ({key}): you see what it brings before anything is written."
        )
        self.then.setText(then.format(name=name, key=keys.native(keys.key_of("bring_copy_back"))))
        self._judge()

    def _grow(self) -> None:
        """Take the height that the parts need now, where one was added or says more."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            needed = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
            if self.isVisible() and needed > self.height():
                self.resize(self.width(), needed)

    def _about(self) -> str:
        if not self.alone.isChecked():
            return _("All of the project goes along.")
        others = [person for person in self._people if person.id != self.who.currentData() and person.codings]
        words = _(
            "Sources, people, codes, themes and assignments go along. Nothing that others coded, picked, wrote in "
            "memos, read, rated or settled is in the file."
        )
        passages = n_("{n:,} coded passage", "{n:,} coded passages", sum(person.codings for person in others))
        whose = _("Left out: {passages} of {people}, and more.").format(
            passages=passages, people=", ".join(person.name for person in others)
        )
        return f"{words} {whose}" if others else words

    def _proposed(self, initials: str) -> Path:
        """Return a file name that is free: that of the project, with initials and the day."""
        stem = " ".join(filter(None, (self._project.stem, initials, date.today().isoformat())))
        stem = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "", stem)
        names = [f"{stem}.loom", *(f"{stem} ({n}).loom" for n in range(2, 100))]
        folder = self._project.parent
        return folder / next((name for name in names if not (folder / name).exists()), names[0])

    def _judge(self) -> None:
        """Say what stands in the way of the copy, and let it be made where nothing does."""
        wrong, path = "", self.path()
        missing = not self.file.text().strip() or (self._is_new() and not self.name.text().strip())
        if path.exists():
            wrong = _("{name} exists already. Choose another name for the copy.").format(name=path.name)
        elif self.file.text().strip() and not path.parent.is_dir():
            wrong = _("There is no folder {folder}.").format(folder=path.parent)
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        self._grow()
        self.primary.setEnabled(not wrong and not missing and self.who.currentIndex() >= 0)

    def _typed(self, words: str) -> None:
        self._by_hand = bool(words.strip())

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Where the copy goes"), self.file.text(), _("Themeloom projects (*.loom)")
        )
        if name:
            self._by_hand = True
            self.file.setText(name)
