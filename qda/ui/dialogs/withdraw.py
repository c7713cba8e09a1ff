"""The last question before somebody is taken out of a project: what goes, what stays unless decided, what can't."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
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
from qda.core.merging.kinds import in_order, kind_words
from qda.core.withdrawal import Stemming, found
from qda.core.withdrawal.certificate import outside_words
from qda.core.withdrawal.outside import outside
from qda.core.withdrawal.places import Place, places
from qda.i18n import _, n_
from qda.progress import Progress
from qda.storage import backups
from qda.storage.lineage import PROJECT
from qda.storage.project import Project
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.split_parts import scrolled
from qda.ui.widgets.tall_rows import TallRows

_MOST = 500  # places of a kind that are listed
_OUTSIDE = "outside"
_SIDE = 28  # for the box beside the words
_LINES = 8  # of the lists that are seen at least
_KEY = Qt.ItemDataRole.UserRole
_ABOUT = _(
    "What is theirs goes for good, from earlier versions and the history too; what others wrote only loses their words "
    "and name. In transcripts with others “[withdrawn]” stands where their turns were. Choose a kind to see its places."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What there is to know before a participant is taken out; `memos` have headings by id, `backups` is a number.

    `named` are places that count where names that are common words go as well. Of what others wrote out of sight there
    are only the number of places, `hidden`, and the ids of memos about the participant, `unseen`.
    """

    stemming: Stemming
    places: list[Place]
    named: list[Place]
    memos: dict[str, str]
    backups: int
    hidden: int = 0
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What goes because a person said so: ids of memos and of sources, and names that are common words as well."""

    memos: tuple[str, ...]
    sources: tuple[str, ...]
    names: bool


def look(project: Project, participant_id: str, progress: Progress | None = None) -> Looked:
    """Look for all that stems from a participant; raise NotFoundError, CancelledError.

    It shows no more of others' work than the rest of the window does; what is hidden is counted, and goes all the same.
    """
    with project.read(everything=True) as session:
        stemming = found(session, participant_id)
        out = outside(session, stemming.marks)
        by_name = outside(session, stemming.marks, names=True) if stemming.common else ()
        everywhere = len(places(session, stemming, progress)) if project.sight else 0
    with project.read() as session:
        listed = places(session, stemming, progress)
        hidden = max(0, everywhere - len(listed))
        listed += [Place(_OUTSIDE, outside_words(one)) for one in out]
        rows = [row for key in stemming.memos if (row := memos.memo(session, key)) is not None]
    made = len(backups.all_backups(project.meta(PROJECT) or ""))
    named = [Place(_OUTSIDE, outside_words(one)) for one in by_name if one not in out]
    shown = {row.id: memos.heading(row.title, row.body) for row in rows}
    unseen = tuple(key for key in stemming.memos if key not in shown)
    return Looked(stemming, listed, named, shown, made, hidden, unseen)


class WithdrawDialog(QDialog):
    """Kinds with their numbers at the left, the places of the chosen one at the right; below, what a person decides.

    The button that goes on is there once the participant's name is typed. `hidden` says what is not shown, if anything.
    """

    def __init__(self, looked: Looked, parent: QWidget | None = None, hidden: str = "") -> None:
        super().__init__(parent)
        self.name = looked.stemming.name
        self._looked = looked
        self._places: dict[str, list[Place]] = {}
        self.setWindowTitle(_("Withdraw “{name}”").format(name=self.name))
        self.kinds = TallRows(_("What stems from them, by kind"), self)
        self.places = TallRows(_("Places of the chosen kind"), self)
        self.kinds.currentRowChanged.connect(lambda _row: self._show_places())
        self.ticks = TallRows(_("For you to decide: what is ticked goes, too"), self, side=_SIDE)
        self.ticks.setToolTip(_("Space ticks what goes, too"))
        for kind, key, words in _open(looked):
            item = QListWidgetItem(words, self.ticks)
            item.setData(_KEY, (kind, key))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._show_kinds()
        self.ticks.itemChanged.connect(lambda _item: self._show_kinds())
        self.typed = QLineEdit(self)
        self._box, self.go = buttons(self, _("Withdraw for good"))
        self.go.setDefault(True)
        self.typed.textChanged.connect(lambda _words: self._check())
        self._lay_out(looked, hidden)
        self._check()
        self.kinds.setFocus()

    def _in_order(self) -> list[str]:
        listed = in_order({kind: len(found) for kind, found in self._places.items() if kind != _OUTSIDE})
        return [*listed, *([_OUTSIDE] if _OUTSIDE in self._places else [])]

    def _lay_out(self, looked: Looked, hidden: str) -> None:
        title = heading(self.windowTitle(), self, 1.15)
        title.setWordWrap(True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        both.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        both.addWidget(self.kinds)
        both.addWidget(self.places)
        both.setStretchFactor(1, 1)
        letter, room = self.fontMetrics().averageCharWidth(), self.screen().availableSize()
        both.setSizes([letter * 36, letter * 74])
        asked = QLabel(_("&Type “{name}” to go on:").format(name=self.name.replace("&", "&&")), self)
        asked.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold what looks like HTML
        asked.setBuddy(self.typed)
        self.typed.setAccessibleName(_("The name of the participant, typed to go on"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(asked)
        row.addWidget(self.typed, 1)
        # With large letters on a low screen the places scroll; what can't be undone and the name stay in sight.
        told = QWidget(self)
        inside = QVBoxLayout(told)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(Wrapped(_ABOUT, self))
        inside.addWidget(both, 1)
        if self.ticks.count():
            rest = _("For you to decide. What is not ticked stays, without the words and the name of the person.")
            inside.addWidget(Wrapped(rest, self))
            # Two lines for each, and no more than three of them: the places need the room.
            line = self.fontMetrics().lineSpacing()
            self.ticks.setMaximumHeight(min(self.ticks.count(), 3) * (2 * line + 8) + 8)
            inside.addWidget(self.ticks)
            self.ticks.setCurrentRow(0)
        self.ticks.setVisible(bool(self.ticks.count()))
        also = [hidden, _unseen(looked)] if hidden else []
        self._said = Wrapped(" ".join((*also, _forever(looked))), self)
        self._said.setProperty("muted", False)  # nobody may overlook it
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(scrolled(told, self), 1)
        column.addWidget(self._said)
        column.addLayout(row)
        column.addWidget(self._box)
        self.resize(
            min(letter * 120, room.width() - 80), min(self.fontMetrics().lineSpacing() * 40, room.height() - 80)
        )

    def said(self) -> str:
        """Return what is said below the lists: what can't be undone or reached."""
        return self._said.text()

    def _show_kinds(self) -> None:
        """List the kinds with their numbers, which depend on what is ticked; the chosen row stays."""
        self._places = defaultdict(list)
        for one in (*self._looked.places, *(self._looked.named if self.decided().names else ())):
            self._places[one.kind].append(one)
        here = max(0, self.kinds.currentRow())
        self.kinds.clear()
        for kind in self._in_order():
            item = QListWidgetItem(f"{_kind(kind)}: {len(self._places[kind])}", self.kinds)
            item.setData(_KEY, kind)
        self.kinds.setCurrentRow(min(here, self.kinds.count() - 1))

    def _show_places(self) -> None:
        item = self.kinds.currentItem()
        shown = self._places[item.data(_KEY)] if item is not None else []
        self.places.clear()
        for one in shown[:_MOST]:
            words = one.words.replace("\n", " ¶ ")
            QListWidgetItem("\n".join(filter(None, (one.title, words))), self.places)
        more = len(shown) - _MOST
        if more > 0:
            QListWidgetItem(n_("and {n} more", "and {n} more", more), self.places).setFlags(Qt.ItemFlag.NoItemFlags)

    def decided(self) -> Decided:
        """Return what a person ticked."""
        items = [self.ticks.item(row) for row in range(self.ticks.count())]
        ticked = [item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked]
        kinds = ("memo", "unseen", "source", "name")
        by_kind = {wanted: tuple(key for kind, key in ticked if kind == wanted) for wanted in kinds}
        unseen = self._looked.unseen if by_kind["unseen"] else ()
        return Decided((*by_kind["memo"], *unseen), by_kind["source"], bool(by_kind["name"]))

    def _check(self) -> None:
        self.go.setEnabled(self.typed.text().strip() == self.name.strip())


def _kind(kind: str) -> str:
    return _("Handed out (out of reach)") if kind == _OUTSIDE else kind_words(kind)


def _open(looked: Looked) -> Iterator[tuple[str, str, str]]:
    """Yield what somebody has to decide: kind, id and words."""
    for key, name in looked.memos.items():
        yield "memo", key, _("Memo “{name}”, which others wrote about them").format(name=name)
    if looked.unseen:
        words = n_(
            "{n} memo about them that is hidden from you, which others wrote",
            "{n} memos about them that are hidden from you, which others wrote",
            len(looked.unseen),
        )
        yield "unseen", "", words
    stemming = looked.stemming
    for key, name in zip(stemming.unclear_ids, stemming.unclear, strict=True):
        words = _("“{name}” as a whole: others are in it, and no turn is known as theirs (or link the speakers before)")
        yield "source", key, words.format(name=name)
    if stemming.common:
        names = ", ".join(f"“{one}”" for one in stemming.common)
        words = _("{names} wherever it stands: it is a word of the study as well, and so stays where others wrote it")
        yield "name", "", words.format(names=names)


def _unseen(looked: Looked) -> str:
    return n_(
        "{n} more place with their words or name lies in it and goes, too.",
        "{n} more places with their words or name lie in it and go, too.",
        looked.hidden,
    )


def _forever(looked: Looked) -> str:
    gone = n_(
        "The backup of this project is deleted, and a new one made.",
        "The {n} backups of this project are deleted, and a new one made.",
        looked.backups,
    )
    said = (
        _("This can't be undone, and undo goes no further back than here."),
        gone if looked.backups else "",
        str(looked.stemming.shared),
        _("Copies, packs and reports that were handed out are out of reach: ask whoever has them to delete them."),
    )
    return " ".join(filter(None, said))


def ask_withdraw(parent: QWidget, looked: Looked, hidden: str = "") -> Decided | None:
    """Ask whether somebody is taken out for good, and with what; None where the person went back."""
    dialog = WithdrawDialog(looked, parent, hidden)
    decided = dialog.decided() if dialog.exec() == QDialog.DialogCode.Accepted else None
    # Dialogs belong to the window and would pile up in it.
    dialog.deleteLater()
    return decided
