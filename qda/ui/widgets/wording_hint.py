"""A quiet hint under a field, where what is written uses a wording that the project's word list avoids."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from qda.core import wordlist
from qda.core.wordlist import Entry, Hint
from qda.i18n import _
from qda.ui.widgets.labels import Wrapped
from qda.ui.workspace import Workspace

Field = QLineEdit | QPlainTextEdit | QTextEdit
_PAUSE_MS = 400  # hints come when typing pauses; nothing is looked up on the way of a key
_SHOWN = 3  # hints at once


class WordingHint(Wrapped):
    """Shows itself under `field` as long as there is something to say; to be laid out below it.

    `theirs` tells whether the words are a participant's, which are never flagged. The words are read from the field;
    of a rich one its plain text.
    """

    def __init__(
        self, workspace: Workspace, field: Field, parent: QWidget, theirs: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__("", parent)
        self._workspace = workspace
        self._field = field
        self._theirs = theirs
        self._listed: list[Entry] | None = None
        self._language = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        field.textChanged.connect(self._pause.start)
        workspace.changed.connect(self._changed)
        workspace.opened.connect(self._forget)
        workspace.closing.connect(self._forget)
        self.hide()

    def look(self) -> None:
        """Look now for what there is to say."""
        self._pause.stop()
        found = self._hints()
        self.setText("\n".join(dict.fromkeys(map(told, found[:_SHOWN]))))
        whole = "\n\n".join(dict.fromkeys(map(reasons, found[:_SHOWN])))
        self.setToolTip(whole)
        self.setAccessibleDescription(whole)
        self.setVisible(bool(found))

    def _hints(self) -> list[Hint]:
        if not self._workspace.is_open or self._theirs():
            return []
        if self._listed is None:
            self._listed = self._workspace.read(wordlist.entries)
            self._language = self._workspace.read(wordlist.written_language)
        if not self._listed:
            return []
        words = self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()
        return wordlist.marked(self._listed, words, self._language)

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"wording", "study"}:
            self._forget()
            if self._field.isVisible():
                self._pause.start()

    def _forget(self) -> None:
        self._listed = None
        self._pause.stop()
        self.hide()


def hint_under(workspace: Workspace, field: Field, theirs: Callable[[], bool] = lambda: False) -> None:
    """Lay a hint out under a field of a form."""
    inside = field.parentWidget()
    form = inside.layout() if inside is not None else None
    if inside is None or not isinstance(form, QFormLayout):
        return
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
        if item is not None and item.widget() is field:
            form.insertRow(row + 1, WordingHint(workspace, field, inside, theirs))
            return


def hint_under_all(workspace: Workspace, page: QWidget) -> None:
    """Lay hints out under the lines and texts of the forms that a page is made of."""
    fields: list[Field] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    for field in fields:
        hint_under(workspace, field)


def told(hint: Hint) -> str:
    """Return a hint in a few words: the wording, the better one, who says so, whether somebody sees it otherwise."""
    entry = hint.entry
    words = _("“{words}”: better “{preferred}”").format(words=hint.words, preferred=entry.preferred)
    differs = _("there is a different view") if entry.dissent else ""
    return " · ".join(part for part in (words, entry.said_by, differs) if part)


def reasons(hint: Hint) -> str:
    """Return all that the word list says: in which context, why, and what others say to the contrary."""
    entry = hint.entry
    dissent = _("Different view: {dissent}").format(dissent=entry.dissent) if entry.dissent else ""
    return "\n".join(part for part in (told(hint), entry.context, entry.why, dissent) if part)
