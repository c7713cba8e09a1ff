"""The study's own words for themes, as lists: what a theme can be, and how things can be related."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.themes import relations, stances
from qda.core.themes.relations import RelationName
from qda.i18n import _
from qda.ui.dialogs.question import ask_text
from qda.ui.widgets.labels import muted
from qda.ui.widgets.list_buttons import connect_buttons
from qda.ui.workspace import Workspace

_WORD = Qt.ItemDataRole.UserRole


class OwnWords(QWidget):
    """A list of words that are added, renamed in place, moved and removed; words in use come back at the end."""

    name = ""
    question = ""

    def __init__(self, workspace: Workspace, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._filling = False
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.name)
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.list.itemChanged.connect(self._edited)
        self.add = QPushButton(_("Add…"), self)
        self.up, self.down, self.remove = (QPushButton(words, self) for words in (_("Up"), _("Down"), _("Remove")))
        for button in (self.add, self.up, self.down, self.remove):
            button.setAccessibleName(_("{button}: {list}").format(button=button.text(), list=self.name))
        row = connect_buttons(
            self.list,
            (self.add, self._add, ""),
            (self.up, lambda: self._move(-1), "Alt+Up"),
            (self.down, lambda: self._move(1), "Alt+Down"),
            (self.remove, self._remove, "Delete"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addLayout(row)
        column.addWidget(muted(about, self))

    # What the two lists do each in its way ---------------------------------------------------------------------------

    @abstractmethod
    def words(self) -> list[str]:
        """Return the words of the project in their order."""

    @abstractmethod
    def keep(self, label: str, words: Sequence[str]) -> None:
        """Let these be the words, in this order."""

    @abstractmethod
    def rename(self, old: str, new: str) -> bool:
        """Call one thing by another word wherever it is used; False where that is refused."""

    def dress(self, item: QListWidgetItem, *, writable: bool) -> None:
        """Show what there is to a word beside its letters."""

    def edited(self, item: QListWidgetItem) -> None:
        """Take over what was changed in a row beside its letters."""

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_words(self, chosen: str | None = None) -> None:
        """Show the words of the project; the chosen one stays chosen."""
        chosen = chosen or self._chosen()
        words, writable = self.words(), not self.workspace.project.read_only
        self._filling = True
        self.list.clear()
        line = max(28, self.fontMetrics().height() + 12)
        for word in words:
            item = QListWidgetItem(_(word), self.list)
            item.setData(_WORD, word)
            item.setSizeHint(QSize(0, line))
            if writable:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.dress(item, writable=writable)
            if word == chosen:
                self.list.setCurrentItem(item)
        self._filling = False
        if self.list.currentRow() < 0 and words:
            self.list.setCurrentRow(0)
        for button in (self.add, self.up, self.down, self.remove):
            button.setEnabled(writable and (bool(words) or button is self.add))
        self.list.setFixedHeight(line * max(3, len(words)) + 8)

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_WORD))

    def _edited(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        old, new = str(item.data(_WORD)), item.text().strip()
        if new == _(old):
            self.edited(item)
        elif not self.rename(old, new):
            self.show_words()

    def _add(self) -> None:
        word = ask_text(self, self.name, self.question, _("Add"))
        if word and word not in self.words():
            self.keep("Add to the study's words", [*self.words(), word])

    def _move(self, step: int) -> None:
        words, row = self.words(), self.list.currentRow()
        if row >= 0 and 0 <= row + step < len(words):
            words.insert(row + step, words.pop(row))
            self.keep("Move in the study's words", words)

    def _remove(self) -> None:
        if self._chosen():
            self.keep("Remove from the study's words", [word for word in self.words() if word != self._chosen()])


class StancesList(OwnWords):
    """What a theme can be to the research question."""

    name = _("What a theme can be")
    question = _("What else can a theme be to your question? For example: a need, a resource.")

    def words(self) -> list[str]:
        """Return the stances of the project."""
        return list(self.workspace.read(stances.stances))

    def keep(self, label: str, words: Sequence[str]) -> None:
        """Let themes be one of these."""
        self.workspace.do(label, stances.set_stances, words)

    def rename(self, old: str, new: str) -> bool:
        """Rename a stance, with the themes that have it."""
        return bool(self.workspace.do("Rename in the study's words", stances.rename_stance, old, new))


class RelationNames(OwnWords):
    """How things can be related; a tick says that a relation goes both ways."""

    name = _("How things can be related")
    question = _("How else can two things be related? For example: makes room for.")

    def words(self) -> list[str]:
        """Return the names of relations."""
        return [one.name for one in self._names()]

    def _names(self) -> list[RelationName]:
        return list(self.workspace.read(relations.relation_names))

    def keep(self, label: str, words: Sequence[str]) -> None:
        """Let relations have one of these names."""
        mutual = {one.name: one.mutual for one in self._names()}
        names = [RelationName(word, mutual.get(word, False)) for word in words]
        self.workspace.do(label, relations.set_relation_names, names)

    def rename(self, old: str, new: str) -> bool:
        """Rename all relations of a name."""
        return bool(self.workspace.do("Rename in the study's words", relations.rename_relations, old, new))

    def dress(self, item: QListWidgetItem, *, writable: bool) -> None:
        """Show whether relations of this name go both ways."""
        mutual = next(one.mutual for one in self._names() if one.name == item.data(_WORD))
        item.setCheckState(Qt.CheckState.Checked if mutual else Qt.CheckState.Unchecked)
        if not writable:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        item.setToolTip(_("Ticked: it goes both ways."))

    def edited(self, item: QListWidgetItem) -> None:
        """Take over whether relations of this name go both ways."""
        ticked = item.checkState() is Qt.CheckState.Checked
        names = [RelationName(one.name, ticked) if one.name == item.data(_WORD) else one for one in self._names()]
        self.workspace.do("Say whether it goes both ways", relations.set_relation_names, names)
