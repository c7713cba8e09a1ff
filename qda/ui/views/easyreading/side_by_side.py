"""Two states of a summary side by side: page by page, with the words that came and went marked, and said in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from qda.core.easyread.booklet import Line
from qda.core.easyread.versions import LineBeside, PageBeside
from qda.core.trail.word_changes import word_changes
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.widgets.labels import Wrapped

_WHAT = {"changed": _("changed"), "new": _("new"), "gone": _("went"), "moved": _("moved"), "same": ""}


class SideBySide(QWidget):
    """A table of two columns, earlier and later, with a third that says what happened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Wrapped(parent=self)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(_("Two versions side by side"))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.text, 1)

    def show_pages(self, earlier: str, later: str, pages: Sequence[PageBeside]) -> None:
        """Show pages beside each other under the names of both states."""
        changes = sum(page.changes for page in pages)
        counted = n_("{n} change", "{n} changes", changes)
        said = _("{changes} from {earlier} to {later}.").format(changes=counted, earlier=earlier, later=later)
        marks = _("Struck through: went. Underlined: came.")
        same = _("{earlier} and {later} are the same.").format(earlier=earlier, later=later)
        self.words.setText(f"{said} {marks}" if changes else same)
        heads = "".join(
            f'<td width="{wide}%"><b>{escape(words)}</b></td>' for words, wide in ((earlier, 42), (later, 42))
        )
        rows = "".join(_page(page) for page in pages)
        frame = 'border="0" cellspacing="0" cellpadding="6" width="100%"'
        self.text.setHtml(f"<table {frame}><tr>{heads}<td></td></tr>{rows}</table>")


def _page(page: PageBeside) -> str:
    before, after = (one.title if one else "" for one in (page.before, page.after))
    head = _row(before, after, page.what, bold=True)
    return head + "".join(_line(line) for line in page.lines)


def _line(line: LineBeside) -> str:
    old, new = (one.text if one else "" for one in (line.before, line.after))
    other = line.what == "changed" and _picture(line.before) != _picture(line.after)
    return _row(old, new, line.what, more=_("another picture") if other else "")


def _picture(line: Line | None) -> str:
    return line.picture.key if line and line.picture else ""


def _row(before: str, after: str, what: str, *, bold: bool = False, more: str = "") -> str:
    worn = theme.current()
    old, new = (before, after)
    left = right = ""
    for part in word_changes(old, new):
        words = escape(part.text, quote=False)
        if part.what != "new":
            left += words if part.what == "same" else f'<s style="color: {worn.danger}">{words}</s>'
        if part.what != "gone":
            right += words if part.what == "same" else f'<u style="color: {worn.success}">{words}</u>'
    if bold:
        left, right = f"<b>{left}</b>", f"<b>{right}</b>"
    said = ", ".join(filter(None, (_WHAT[what] if before != after or not more else "", more)))
    note = f'<span style="color: {worn.muted}">{escape(said)}</span>'
    return f'<tr><td valign="top">{left}</td><td valign="top">{right}</td><td valign="top">{note}</td></tr>'
