"""What a correction does to passages: in numbers, and each one that it touches in words before and after."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from qda.core.correcting.boundaries import Boundary, Excerpt, Preview
from qda.core.correcting.naming import KINDS
from qda.core.replacing import Replaced
from qda.i18n import _, n_
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.tall_rows import TallRows

_PLACE = int(Qt.ItemDataRole.UserRole)
_MOST = 200  # passages that are listed
_LONGEST = 160  # characters of a passage that are shown
_AROUND = 24  # and beside it


class PassageChanges(QWidget):
    """Signal: `passageAsked(point)` by Enter or double click, where the passage begins in the corrected text."""

    passageAsked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = Wrapped("", self)
        self.list = TallRows(_("Passages at the edit, before and after"), self)
        self.list.itemActivated.connect(lambda item: self.passageAsked.emit(item.data(_PLACE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading(_("Passages at the edit"), self))
        column.addWidget(self._facts)
        column.addWidget(self.list, 1)

    def words(self) -> str:
        """Return the numbers as they are said now."""
        return self._facts.text()

    def show_preview(self, preview: Preview | None, whose: Mapping[str, str]) -> None:
        """Say what a correction would do, None for nothing; `whose` are the coders' initials, "" for one's own."""
        self.list.clear()
        self._facts.setText(facts(preview))
        if preview is None:
            return
        at = Replaced(preview.text, preview.swaps).at
        for one in preview.boundaries[:_MOST]:
            kind = "" if one.kind == "coding" else KINDS[one.kind]
            head = " · ".join(part for part in (one.name, kind, whose.get(one.coder_id or "", "")) if part)
            item = QListWidgetItem(f"{head}\n{_change(one)}", self.list)
            item.setData(_PLACE, one.place[0] if one.place else at(one.start))
        more = len(preview.boundaries) - _MOST
        if more > 0:
            QListWidgetItem(n_("and {n} more", "and {n} more", more), self.list).setFlags(Qt.ItemFlag.NoItemFlags)


def facts(preview: Preview | None) -> str:
    """Say in numbers what a correction would do to passages."""
    if preview is None or not preview.swaps:
        return _("Nothing is changed yet.")
    parts = [n_("{n} place is changed.", "{n} places are changed.", len(preview.swaps))]
    touched = len(preview.boundaries) - len(preview.emptied)
    if touched:
        parts.append(n_("{n} passage touches it.", "{n} passages touch what is changed.", touched))
    if preview.emptied:
        words = n_(
            "{n} passage would have no words or no place left: it is kept until you decide.",
            "{n} passages would have no words or no place left: they are kept until you decide.",
            len(preview.emptied),
        )
        parts.append(words)
    if preview.joined:
        words = n_(
            "{n} passage becomes part of another one of its code.",
            "{n} passages become part of others of their code.",
            preview.joined,
        )
        parts.append(words)
    if preview.moved:
        parts.append(n_("{n} other moves along unchanged.", "{n} others move along unchanged.", preview.moved))
    return " ".join(parts)


def _change(change: Boundary) -> str:
    """Return two lines: the passage as it is and as it would be."""
    after = _bracketed(change.becomes) if change.becomes is not None else _("no words left here")
    return _("Before: {words}").format(words=_bracketed(change.was)) + "\n" + _("After: {words}").format(words=after)


def _bracketed(excerpt: Excerpt) -> str:
    """Return a passage in brackets with a few words around it, on one line; the middle of a long one is left out."""
    words = _flat(excerpt.words)
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
    return f"…{_flat(excerpt.before)[-_AROUND:]}[{words}]{_flat(excerpt.after)[:_AROUND]}…"


def _flat(words: str) -> str:
    return words.replace("\n", " ¶ ")
