"""What a product will look like: a written file shown as a page, in the colours of the window."""

from __future__ import annotations

import csv
import re
from html import escape

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from qda.i18n import _
from qda.ui import theme

ROWS = 100
_LONGEST = 1_500_000
_LETTERS = 40
_ON_SCREEN = 96 / 300 * 1.2  # of the dots of a picture for print
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_WIDTH = re.compile(r'<col style="width: (\d+)%">')
_HEAD = re.compile(r'<th scope="col"[^>]*>')
_DEPTH = re.compile(r'style="--depth: (\d+)"')


class Preview(QTextBrowser):
    """Shows HTML, CSV or PNG as written by the exporters; Qt knows only part of CSS, so it brings its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Preview"))
        self.setOpenLinks(False)
        # A table that is too narrow for its words grows and can be scrolled; "worke r" can't be read.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)

    def show_file(self, suffix: str, made: str | bytes) -> str:
        """Show what a written file holds, words or a picture, and return what is to be said about it, if anything."""
        bar = self.verticalScrollBar()
        place, note = bar.value(), ""
        self.document().setDefaultStyleSheet(_sheet())
        if isinstance(made, bytes):
            return self._show_picture(QImage.fromData(made))
        words = made
        self.setAccessibleDescription("")
        if len(words) > _LONGEST:
            words, note = "", _("This is too long for a preview; the file will hold all of it.")
        if suffix == ".csv":
            words, note = _table(words, note, self.fontMetrics().averageCharWidth())
            self.setHtml(words)
        else:
            self.setHtml(_page(words))
        bar.setValue(place)
        return note

    def _show_picture(self, image: QImage) -> str:
        """Show a figure as it will be on paper, as large as fits, with its title and description for screen readers."""
        title, about = image.text("Title"), image.text("Description")
        room, ratio = max(200, self.viewport().width() - 24), self.devicePixelRatioF()
        wide = min(room, round(image.width() * _ON_SCREEN))
        image = image.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl("figure"), image)
        # Below it and scrolled with it: beside large letters a long one would leave the figure no room.
        self.setHtml(
            f'<p><img src="figure" width="{wide}" alt="{escape(title)}"></p><p class="note">{escape(about)}</p>'
        )
        self.setAccessibleDescription(f"{title}. {about}")
        return ""


def _sheet() -> str:
    worn = theme.current()
    return (
        f"body {{ color: {worn.text}; }} p {{ margin: 0 0 5px 0; }} "
        "h1 { font-size: large; } "
        f".theme, .head, caption {{ font-weight: 600; }} "
        f".level, .count, .note {{ color: {worn.muted}; }} "
        f"td {{ border-bottom: 1px solid {worn.border}; }}"
    )


def _page(html: str) -> str:
    html = _STYLE.sub("", html)
    html = _DEPTH.sub(lambda match: f'style="margin-left: {16 * int(match.group(1))}px"', html)
    html = _HEAD.sub('<td class="head">', html).replace('<th scope="row"', "<td").replace("</th>", "</td>")
    widths = _WIDTH.findall(html)
    for width in widths:
        html = html.replace('<td class="head">', f'<td class="head" width="{width}%">', 1)
    frame = 'border="0" cellspacing="0" cellpadding="7" width="100%"'
    return html.replace("<table", f"<table {frame}").replace("<td", '<td valign="top"')


def _table(words: str, note: str, letter: int) -> tuple[str, str]:
    """Return data as a table whose columns are as wide as their words, within limits; `letter` is the width of one."""
    rows = list(csv.reader(words.splitlines(keepends=True)))
    if len(rows) > ROWS + 1:
        note = _("The preview shows the first {n} of {all} rows.").format(n=ROWS, all=len(rows) - 1)
    shown = rows[: ROWS + 1]
    widths = [(min(max(map(len, column)), _LETTERS) + 1) * letter + 14 for column in zip(*shown, strict=False)]
    lines = []
    for number, row in enumerate(shown):
        kind = "" if number else ' class="head"'
        cells = (
            f'<td valign="top" width="{wide}"{kind}>{escape(cell)}</td>'
            for cell, wide in zip(row, widths, strict=False)
        )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    frame = f'border="0" cellspacing="0" cellpadding="7" width="{sum(widths)}"'
    return f"<table {frame}>{''.join(lines)}</table>", note
