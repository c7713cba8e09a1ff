"""The last question before somebody is taken out of a project: what goes, what stays unless decided, what can't."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.core import memos
from qda.core.merging import copies
from qda.core.merging.kinds import in_order, kind_words
from qda.core.withdrawal import Stemming, found
from qda.core.withdrawal.places import Place, places
from qda.i18n import _, n_
from qda.progress import Progress
from qda.storage import backups
from qda.storage.lineage import PROJECT
from qda.storage.project import Project
from qda.ui.dialogs.question import buttons
from qda.ui.models.history_model import when
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.tall_rows import TallRows

_MOST = 500  # places of a kind that are listed
_COPY = "copy"
_ABOUT = _(
    "All this goes for good, from texts, memos, reviews, earlier versions and the history. In transcripts with others "
    "“[withdrawn]” stands where their turns were; other passages keep their words. Choose a kind to see its places."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What there is to know before a participant is taken out; `memos` are headings, `backups` a number."""

    stemming: Stemming
    places: list[Place]
    memos: list[str]
    backups: int


def look(project: Project, participant_id: str, progress: Progress | None = None) -> Looked:
    """Look for all that stems from a participant; raise NotFoundError, CancelledError."""
    with project.read(everything=True) as session:
        stemming = found(session, participant_id)
        listed = places(session, stemming, progress)
        listed += [Place(_COPY, one.name, _made(one)) for one in copies.copies(session)]
        rows = [row for key in stemming.memos if (row := memos.memo(session, key)) is not None]
    made = len(backups.all_backups(project.meta(PROJECT) or ""))
    return Looked(stemming, listed, [memos.heading(row.title, row.body) for row in rows], made)


def _made(one: copies.Copy) -> str:
    said = _("made {at}, for {coder}") if one.coder else _("made {at}")
    return said.format(at=when(one.at), coder=one.coder)


class WithdrawDialog(QDialog):
    """Kinds with their numbers at the left, the places of the chosen one at the right; below, what a person decides.

    The button that goes on is there once the participant's name is typed.
    """

    def __init__(self, looked: Looked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = looked.stemming.name
        self._places: dict[str, list[Place]] = defaultdict(list)
        for one in looked.places:
            self._places[one.kind].append(one)
        self.setWindowTitle(_("Withdraw “{name}”").format(name=self.name))
        self.kinds = TallRows(_("What stems from them, by kind"), self)
        self.places = TallRows(_("Places of the chosen kind"), self)
        for kind in self._in_order():
            item = QListWidgetItem(f"{_kind(kind)}: {len(self._places[kind])}", self.kinds)
            item.setData(Qt.ItemDataRole.UserRole, kind)
        self.kinds.currentRowChanged.connect(lambda _row: self._show_places())
        self.typed = QLineEdit(self)
        self._box, self.go = buttons(self, _("Withdraw for good"))
        self.go.setDefault(True)
        self.typed.textChanged.connect(lambda _words: self._check())
        self._lay_out(looked)
        self._check()
        self.kinds.setCurrentRow(0)
        self.kinds.setFocus()

    def _in_order(self) -> list[str]:
        listed = in_order({kind: len(found) for kind, found in self._places.items() if kind != _COPY})
        return [*listed, *([_COPY] if _COPY in self._places else [])]

    def _lay_out(self, looked: Looked) -> None:
        title = heading(self.windowTitle(), self, 1.15)
        title.setWordWrap(True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self.kinds)
        both.addWidget(self.places)
        both.setStretchFactor(1, 1)
        letter, room = self.fontMetrics().averageCharWidth(), self.screen().availableSize()
        both.setSizes([letter * 36, letter * 74])
        asked = QLabel(_("&Type “{name}” to go on:").format(name=self.name.replace("&", "&&")), self)
        asked.setBuddy(self.typed)
        self.typed.setAccessibleName(_("The name of the participant, typed to go on"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(asked)
        row.addWidget(self.typed, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(Wrapped(_ABOUT, self))
        column.addWidget(both, 1)
        self._said = Wrapped(" ".join(filter(None, (_unclear(looked), _forever(looked)))), self)
        self._said.setProperty("muted", False)  # nobody may overlook it
        column.addWidget(self._said)
        column.addLayout(row)
        column.addWidget(self._box)
        self.resize(
            min(letter * 120, room.width() - 80), min(self.fontMetrics().lineSpacing() * 34, room.height() - 80)
        )

    def said(self) -> str:
        """Return what is said below the lists: what stays, and what can't be undone."""
        return self._said.text()

    def _show_places(self) -> None:
        item = self.kinds.currentItem()
        shown = self._places[item.data(Qt.ItemDataRole.UserRole)] if item is not None else []
        self.places.clear()
        for one in shown[:_MOST]:
            words = one.words.replace("\n", " ¶ ")
            QListWidgetItem("\n".join(filter(None, (one.title, words))), self.places)
        more = len(shown) - _MOST
        if more > 0:
            QListWidgetItem(n_("and {n} more", "and {n} more", more), self.places).setFlags(Qt.ItemFlag.NoItemFlags)

    def _check(self) -> None:
        self.go.setEnabled(self.typed.text().strip() == self.name.strip())


def _kind(kind: str) -> str:
    return _("Copies handed out (out of reach)") if kind == _COPY else kind_words(kind)


def _unclear(looked: Looked) -> str:
    """Return what is said of that which somebody has to decide."""
    said = []
    if looked.memos:
        words = _("What others wrote about them stays, without their words and name: {names}.")
        said.append(words.format(names=", ".join(f"“{one}”" for one in looked.memos)))
    if looked.stemming.unclear:
        words = _("They are in {names} with others, but no turn is known as theirs: link the speakers before.")
        said.append(words.format(names=", ".join(f"“{one}”" for one in looked.stemming.unclear)))
    return " ".join(said)


def _forever(looked: Looked) -> str:
    gone = n_(
        "The backup of this project is deleted, and a new one made.",
        "The {n} backups of this project are deleted, and a new one made.",
        looked.backups,
    )
    return " ".join(
        (
            _("This can't be undone, and undo goes no further back than here."),
            *([gone] if looked.backups else ()),
            _("Copies, packs and reports that were handed out are out of reach: ask whoever has them to delete them."),
        )
    )


def ask_withdraw(parent: QWidget, looked: Looked) -> bool:
    """Ask whether somebody is taken out for good."""
    dialog = WithdrawDialog(looked, parent)
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    # Dialogs belong to the window and would pile up in it.
    dialog.deleteLater()
    return answer
