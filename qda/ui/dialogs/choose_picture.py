"""Choosing a picture: by words, from what fits a statement, or from a file; with words that say what is to be seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.easyread import picture_search
from qda.core.easyread.illustrating import Chosen
from qda.core.easyread.picture_files import SUFFIXES, is_file_name, prepared_file
from qda.core.easyread.picture_search import Found
from qda.errors import QdaError
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.picture_list import PictureList, found_file, picture_on_paper
from qda.ui.workspace import Workspace

_SIDE = 168
SEEN = _("What is to be seen")


def choose_picture(
    workspace: Workspace, parent: QWidget, text: str, language: str, *, present: bool = False
) -> Chosen | None:
    """Return the picture that was chosen for `text` (a statement or a word), None where the person went back.

    Give it to :func:`qda.core.easyread.illustrating.illustrate`. With `present`, there is one already that can be taken
    away: the answer is then an empty :class:`Chosen`.
    """
    dialog = PictureDialog(workspace, text, language, parent, present=present)
    answer = dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return answer


def picture_filter() -> str:
    """Return what a file dialog shows where pictures are asked for."""
    return _("Pictures ({patterns})").format(patterns=" ".join(f"*{suffix}" for suffix in SUFFIXES))


class PictureDialog(QDialog):
    """Pictures at the left; the chosen one large at the right, with its words."""

    def __init__(
        self, workspace: Workspace, text: str, language: str, parent: QWidget | None = None, *, present: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Choose a picture"))
        self.ensurePolished()
        self._workspace, self._text, self._language = workspace, text, language
        self._file: tuple[str, bytes] | None = None
        self._none = False
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search by a word"))
        self.search.setAccessibleName(_("Search pictures by a word"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _words: self._find())
        self.list = PictureList(workspace, _("Pictures"), self)
        self.list.chosen.connect(lambda _row: self._show_chosen())
        self.list.taken.connect(self._take)
        self.large = QLabel(self)
        self.large.setFixedSize(_SIDE, _SIDE)
        self.words = QLineEdit(self)
        self.words.setAccessibleName(SEEN)
        self.words.textChanged.connect(lambda _words: self._may_go_on())
        self.note = Wrapped(parent=self)
        self.from_file = QPushButton(_("From a file…"), self)
        self.from_file.setAutoDefault(False)
        self.from_file.clicked.connect(self.choose_file)
        box, self.use = buttons(self, _("Use this picture"))
        if present:
            without = QPushButton(_("No picture"), self)
            without.setAutoDefault(False)
            without.clicked.connect(self._without)
            box.addButton(without, QDialogButtonBox.ButtonRole.ResetRole)
        self._lay_out(box)
        self._find()
        self.search.setFocus()

    def _lay_out(self, box: QDialogButtonBox) -> None:
        said = Wrapped(self._text, self)
        said.setProperty("muted", False)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setVisible(bool(self._text))
        label = QLabel(SEEN, self)
        label.setBuddy(self.words)
        about = Wrapped(_("People who can’t see the picture hear these words. Never the name of a file."), self)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.large)
        for part in (label, self.words, about, self.note):
            right.addWidget(part)
        right.addStretch(1)
        right.addWidget(self.from_file)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 3)
        middle.addLayout(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(said)
        column.addLayout(middle, 1)
        column.addWidget(box)
        letter, room = self.fontMetrics().averageCharWidth(), self.screen().availableSize()
        self.resize(
            min(letter * 120, room.width() - 64), min(self.fontMetrics().lineSpacing() * 34, room.height() - 64)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Down go from the search to what was found, and Enter there choose the first."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
            if self.list.row() < 0:
                self.list.choose(0)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus() and self.list.row() < 0:
            self.list.choose(0)
            self.words.setFocus()
            return
        super().keyPressEvent(event)

    # Finding ---------------------------------------------------------------------------------------------------------

    def _find(self) -> None:
        typed, read = self.search.text(), self._workspace.read
        found: list[Found] = read(picture_search.find, typed, self._language)
        if not typed.strip():
            first: list[Found] = read(picture_search.suggest, self._text, self._language)
            keys = {(one.picture_id, one.drawing) for one in first}
            found = first + [one for one in found if (one.picture_id, one.drawing) not in keys]
        self.list.show_rows(found)
        if self._file is None:
            self._show_chosen()

    def _show_chosen(self) -> None:
        one = self.list.one()
        if one is not None:
            self._file = None
            media, data = found_file(self._workspace, one)
            self._show(media, data, one.words, _about(one))
        elif self._file is None:
            self._show(
                "",
                b"",
                "",
                _("Nothing fits that word. Try another one, or choose a file of your own.")
                if not self.list.model().rowCount()
                else _("Choose a picture."),
            )

    def _show(self, media: str, data: bytes, words: str, note: str) -> None:
        self.large.setPixmap(picture_on_paper(media, data, _SIDE, self.devicePixelRatioF()))
        self.large.setAccessibleName(words)
        self.words.setText(words)
        self.words.setEnabled(bool(data))
        self.note.setText(note)
        self._may_go_on()

    def choose_file(self) -> None:
        """Ask for a picture file, and show it as what is chosen; its words are for the person to write."""
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a picture file"), "", picture_filter())
        if not name:
            return
        try:
            media, data = prepared_file(Path(name))
        except QdaError as error:
            self.note.setText(error.sentence)
            return
        self.list.clearSelection()
        self.list.setCurrentIndex(self.list.model().index(-1, 0))
        self._file = (media, data)
        self._show(media, data, "", _("A picture of your own. Say what is to be seen."))
        self.words.setFocus()

    # Answering -------------------------------------------------------------------------------------------------------

    def answer(self) -> Chosen:
        """Return what was chosen."""
        one, words = self.list.one(), self.words.text().strip()
        if self._none or (one is None and self._file is None):
            return Chosen()
        if self._file is not None:
            media, data = self._file
            return Chosen(data=data, words=words, kind="drawing" if media.endswith("svg+xml") else "photo")
        assert one is not None
        return Chosen(picture_id=one.picture_id, drawing=one.drawing, words=words)

    def _may_go_on(self) -> None:
        words = self.words.text().strip()
        some = self.list.one() is not None or self._file is not None
        self.use.setEnabled(some and bool(words) and not is_file_name(words))

    def _take(self) -> None:
        if self.use.isEnabled():
            self.accept()
        else:
            self.words.setFocus()

    def _without(self) -> None:
        self._none = True
        self.accept()


def _about(one: Found) -> str:
    said = []
    if one.shown:
        said.append(_("This project shows it for words like these: the same picture for the same thing is easier."))
    elif one.used:
        said.append(_("This project shows it already."))
    if one.credit:
        said.append(_("Printed on the last page: {credit}").format(credit=one.credit))
    return " ".join(said)
