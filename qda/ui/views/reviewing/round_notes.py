"""Notes for the researcher about a round: what its answers can't tell, never kept nor written anywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qda.core.review import notes
from qda.core.review.notes import Note
from qda.core.review.rounds import Round
from qda.i18n import _
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.workspace import Workspace

_ABOUT = _("For you alone: these notes are about questions and themes, never about a person, and nothing keeps them.")
_HEADS = {
    "all-yes": _("Everything was answered with yes"),
    "few": _("Few answers"),
    "unseen": _("Nobody with lived experience has seen it"),
}


class RoundNotes(QScrollArea):
    """A heading a kind of note, with its sentences; an all-yes round offers to ask again the other way round."""

    kinds = frozenset({"review_response", "review_item", "review_person", "meeting_person", "theme"})

    def __init__(self, workspace: Workspace, ask_again: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget(self)
        self.page.setObjectName("details")
        self.again = QPushButton(_("Ask the other way round…"), self.page)
        self.again.setAccessibleName(_("Ask the same again, the other way round"))
        self.again.clicked.connect(ask_again)
        self.column = QVBoxLayout(self.page)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(8)
        self.column.addWidget(Wrapped(_ABOUT, self.page))
        self.nothing = Wrapped(_("There is nothing to say about this round."), self.page)
        self.column.addWidget(self.nothing)
        self.heads = {kind: heading(words, self.page) for kind, words in _HEADS.items()}
        self.sentences = {kind: Wrapped(parent=self.page) for kind in _HEADS}
        for kind in _HEADS:
            self.sentences[kind].setProperty("muted", False)
            self.sentences[kind].setTextFormat(Qt.TextFormat.PlainText)
            self.column.addWidget(self.heads[kind])
            self.column.addWidget(self.sentences[kind])
            if kind == "all-yes":
                self.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.setWidget(self.page)

    def show_round(self, one: Round | None) -> None:
        """Show what is to be kept in mind about a round, and which themes nobody with lived experience has seen."""
        found: list[Note] = []
        if one is not None:
            found = [*self.workspace.read(notes.notes, one.id), *self.workspace.read(notes.unseen)]
        for kind in _HEADS:
            said = [note.words for note in found if note.kind == kind]
            self.heads[kind].setVisible(bool(said))
            self.sentences[kind].setVisible(bool(said))
            self.sentences[kind].setText("\n".join(said))
        self.again.setVisible(any(note.kind == "all-yes" for note in found))
        self.again.setEnabled(not self.workspace.project.read_only)
        self.nothing.setVisible(one is not None and not found)

    def closing(self) -> None:
        """Nothing is being written here."""
