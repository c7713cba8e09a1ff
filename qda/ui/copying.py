"""Copying with formatting: tables and quotes go to the clipboard as a web page, as RTF and as words with tabs.

Word, LibreOffice and mail programs take the first two as a table with its heads; a spreadsheet or a text field takes
the words. Lines and weights are those of tables in papers; nothing is coloured but the grounds of a heat map.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QTreeView

from qda.core.retrieval import QuoteRow
from qda.i18n import _

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow

_WIDTH = 9026  # twentieths of a point between the margins of an upright page
_LONGEST = 60  # letters: a longer cell asks for no more of the width
_WINDOWS_RTF = 'application/x-qt-windows-mime;value="Rich Text Format"'
_RULE = "border-{side}: {points}pt solid #000000"


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """Words of a cell; `number` stands at the right, `head` is bold; `depth` sets it in; `ground` is ``#RRGGBB``."""

    words: str
    number: bool = False
    head: bool = False
    depth: int = 0
    ground: str = ""


Line = Sequence[CopiedCell]


def put_table(heads: Sequence[str], lines: Sequence[Line], notes: Sequence[str] = ()) -> None:
    """Put a table on the clipboard; each line has a cell for each head, `notes` stand below it."""
    numbers = [bool(lines) and all(line[column].number for line in lines) for column in range(len(heads))]
    top = [CopiedCell(words, number, head=True) for words, number in zip(heads, numbers, strict=True)]
    html = _table_html(top, lines) + "".join(f"<p>{_lines_html(note)}</p>" for note in notes)
    rtf = _table_rtf(top, lines) + "".join(rf"\pard\plain\f0\fs18 {_rtf(note)}\par" for note in notes)
    _put(html, rtf, _table_words([top, *lines]) + "".join(f"{note}\n" for note in notes))


def put_quotes(quotes: Sequence[QuoteRow]) -> None:
    """Put quotes on the clipboard as they stand in a paper: the words, and who said them where."""
    parts = [(quote.text, _whose(quote)) for quote in quotes]
    html = "".join(
        f'<blockquote style="margin: 0 0 6pt 24pt"><p>“{_lines_html(text)}” ({escape(whose)})</p></blockquote>'
        for text, whose in parts
    )
    rtf = "".join(rf"\pard\li480\sa120\plain\f0\fs20 {_rtf(f'“{text}” ({whose})')}\par" + "\n" for text, whose in parts)
    _put(html, rtf, "\n".join(f"“{text}” ({whose})" for text, whose in parts))


def copy_view(view: QAbstractItemView) -> bool:
    """Copy what is chosen in a list, tree or table, all of it where one row is; False where there is nothing.

    Quotes are copied as quotes. Columns that are hidden are left out, the others come as they are ordered.
    """
    model = view.model()
    if model is None or not model.rowCount():
        return False
    rows = _rows(view, model)
    quotes = [one for index in rows if isinstance(one := index.data(Qt.ItemDataRole.UserRole), QuoteRow)]
    if quotes:
        put_quotes(quotes)
        return True
    columns = _columns(view, model)
    named = isinstance(view, QTableView) and not view.verticalHeader().isHidden()
    heads = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
    lines = [
        [
            *([_row_head(model, index.row())] if named else []),
            *(
                cell_at(index.siblingAtColumn(column), _depth(index) if column == columns[0] else 0)
                for column in columns
            ),
        ]
        for index in rows
    ]
    if not isinstance(view, QTableView | QTreeView) or (isinstance(view, QTreeView) and view.isHeaderHidden()):
        heads = [view.accessibleName() for _column in columns]  # a list has no heads; its name says what stands in it
    put_table([*([""] if named else []), *heads], lines)
    return True


class Copying:
    """The action of the window; `copies_looks` of a table says that its own way of copying knows its looks."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def copy_formatted(self) -> None:
        """Copy the list or table that has the keyboard, or what is chosen in a text."""
        view, tell = QApplication.focusWidget(), self._window.workspace
        table = isinstance(view, QAbstractItemView) and not getattr(view, "copies_looks", False)
        if isinstance(view, QAbstractItemView) and table and copy_view(view):
            tell.told.emit(_("Copied with its looks. Paste it into Word or another program."), False)
        elif not table and callable(own := getattr(view, "copy", None)):
            own()
        else:
            tell.failed.emit(_("Choose a row in a list or table first; then it can be copied."))


# What is copied ------------------------------------------------------------------------------------------------------


def _rows(view: QAbstractItemView, model: QAbstractItemModel) -> list[QModelIndex]:
    """Return the first cell of each row that is copied, in the order in which the rows stand."""
    there = list(_below(view, model, QModelIndex()))
    chosen = {(index.parent(), index.row()) for index in view.selectionModel().selectedIndexes()}
    wanted = [index for index in there if (index.parent(), index.row()) in chosen]
    of_quotes = any(isinstance(index.data(Qt.ItemDataRole.UserRole), QuoteRow) for index in wanted)
    return wanted if len(wanted) > 1 or of_quotes else there


def _below(view: QAbstractItemView, model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        if isinstance(view, QTreeView) and view.isExpanded(index):
            yield from _below(view, model, index)


def _columns(view: QAbstractItemView, model: QAbstractItemModel) -> list[int]:
    columns = range(model.columnCount())
    if isinstance(view, QTableView):
        header = view.horizontalHeader()
        return sorted((one for one in columns if not view.isColumnHidden(one)), key=header.visualIndex)
    return [one for one in columns if not (isinstance(view, QTreeView) and view.isColumnHidden(one))]


def _depth(index: QModelIndex) -> int:
    depth = 0
    while (index := index.parent()).isValid():
        depth += 1
    return depth


def _row_head(model: QAbstractItemModel, row: int) -> CopiedCell:
    return CopiedCell(str(model.headerData(row, Qt.Orientation.Vertical) or ""))


def cell_at(index: QModelIndex, depth: int = 0) -> CopiedCell:
    """Return what a cell of a model shows, to be copied."""
    words = index.data(Qt.ItemDataRole.DisplayRole)
    side = index.data(Qt.ItemDataRole.TextAlignmentRole)
    number = bool(side is not None and int(side) & int(Qt.AlignmentFlag.AlignRight))
    return CopiedCell("" if words is None else str(words), number, depth=depth)


def _whose(quote: QuoteRow) -> str:
    people = ", ".join(quote.participants)
    return ", ".join(part for part in (people, quote.source, quote.lines) if part)


# As formats ----------------------------------------------------------------------------------------------------------


def _put(html: str, rtf: str, words: str) -> None:
    data = QMimeData()
    data.setText(words)
    data.setHtml(f'<html><head><meta charset="utf-8"></head><body>{html}</body></html>')
    whole = (r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fswiss Arial;}}" + "\n" + rtf + "}").encode("ascii")
    data.setData("text/rtf", whole)
    if sys.platform == "win32":
        data.setData(_WINDOWS_RTF, whole)
    QGuiApplication.clipboard().setMimeData(data)


def _table_words(lines: Sequence[Line]) -> str:
    return "".join("\t".join(" ".join(cell.words.split()) for cell in line) + "\n" for line in lines)


def _table_html(top: Line, lines: Sequence[Line]) -> str:
    rows = [
        f"<tr>{''.join(_html_cell(cell, _edges(at, len(lines))) for cell in line)}</tr>"
        for at, line in enumerate([top, *lines])
    ]
    return (
        '<table cellspacing="0" cellpadding="4" style="border-collapse: collapse; font-family: Arial, sans-serif; '
        f'font-size: 10pt"><thead>{rows[0]}</thead><tbody>{"".join(rows[1:])}</tbody></table>'
    )


def _edges(row: int, last: int) -> list[tuple[str, float]]:
    """Return the rules above and below a row, and how strong they are in points: as in tables of papers."""
    top = [("top", 1.5), ("bottom", 0.75)] if row == 0 else []
    return top + ([("bottom", 1.5)] if row == last else [])


def _html_cell(cell: CopiedCell, edges: Sequence[tuple[str, float]]) -> str:
    looks = [_RULE.format(side=side, points=points) for side, points in edges]
    looks += [f"text-align: {'right' if cell.number else 'left'}", "vertical-align: top"]
    looks += [f"padding-left: {4 + 12 * cell.depth}pt"] if cell.depth else []
    looks += [f"background:{cell.ground}; color: #000000"] if cell.ground else []
    tag = 'th scope="col"' if cell.head else "td"
    words = _lines_html(cell.words)
    side = "right" if cell.number else "left"  # Word heeds the attribute, web pages the style
    inner = f"<b>{words}</b>" if cell.head else words
    return f'<{tag} align="{side}" style="{"; ".join(looks)}">{inner}</{tag.split(" ")[0]}>'


def _lines_html(words: str) -> str:
    return escape(words, quote=False).replace("\n", "<br>")


def _table_rtf(top: Line, lines: Sequence[Line]) -> str:
    ends = _ends([top, *lines])
    rows = [_rtf_row(line, ends, _edges(at, len(lines)), head=at == 0) for at, line in enumerate([top, *lines])]
    return "".join(rows) + "\\pard\\par\n"


def _rtf_row(line: Line, ends: Sequence[int], edges: Sequence[tuple[str, float]], *, head: bool) -> str:
    rules = "".join(rf"\clbrdr{side[0]}\brdrs\brdrw{round(20 * points)}" for side, points in edges)
    cells, places = [], []
    for cell, end in zip(line, ends, strict=True):
        red, green, blue = (int(cell.ground[at : at + 2], 16) for at in (1, 3, 5)) if cell.ground else (0, 0, 0)
        # A colour of its own would need a table of colours; a shade of grey as dark as it does not.
        grey = round(10_000 * (1 - (0.3 * red + 0.59 * green + 0.11 * blue) / 255)) if cell.ground else 0
        places.append(rules + (rf"\clshdng{grey}" if cell.ground else "") + rf"\cellx{end}")
        side = r"\qr" if cell.number else r"\ql"
        bold = r"\b" if cell.head else ""
        cells.append(rf"\pard\intbl{side}\li{240 * cell.depth}\plain\f0\fs20{bold} {_rtf(cell.words)}\cell" + "\n")
    again = r"\trhdr" if head else ""
    return rf"\trowd{again}\trgaph80\trleft0{''.join(places)}" + "\n" + "".join(cells) + "\\row\n"


def _ends(lines: Sequence[Line]) -> list[int]:
    """Return where the columns end: each as wide as its words ask for, together as wide as the page."""
    longest = [max(4, *(min(_LONGEST, len(cell.words)) for cell in column)) for column in zip(*lines, strict=True)]
    ends, end = [], 0.0
    for letters in longest:
        end += _WIDTH * letters / sum(longest)
        ends.append(round(end))
    return ends


def _rtf(text: str) -> str:
    r"""Return words as RTF: signs of its own escaped, all beyond ASCII as ``\u`` with UTF-16 units (signed)."""
    parts = []
    for sign in text:
        if sign in "\\{}":
            parts.append(f"\\{sign}")
        elif sign == "\n":
            parts.append("\\line ")
        elif sign == "\t":
            parts.append("\\tab ")
        elif " " <= sign < "\x7f":
            parts.append(sign)
        elif sign >= "\x7f":
            units = sign.encode("utf-16-le", "replace")
            values = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
            parts.extend(f"\\u{value}?" for value in values)
    return "".join(parts)
