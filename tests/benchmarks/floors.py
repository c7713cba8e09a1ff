"""The floors: the same work done in the barest way, with the same libraries and nothing of Themeloom.

Nothing of this project is imported here, so that what is measured against a floor cannot make the floor faster or
slower. Run as a program (``python floors.py window``) it is the floor of starting.
"""

from __future__ import annotations

import csv
import os
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

CODES_FLOOR = "import sqlalchemy.orm, typer"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def window() -> None:
    """Import what any such program imports, show an empty window and end the process when it is painted."""
    import sqlalchemy.orm
    from PySide6.QtWidgets import QApplication, QMainWindow

    assert sqlalchemy.orm
    application = QApplication(sys.argv)
    empty = QMainWindow()
    empty.resize(1280, 800)
    empty.show()
    settle(application)
    os._exit(0)


def settle(application: Any) -> None:
    """Let everything be laid out and painted that waits for it."""
    for _turn in range(3):
        application.sendPostedEvents()
        application.processEvents()


def plain_text_edit(text: str, size: Any) -> Callable[[], None]:
    """Return what sets `text` into a bare QPlainTextEdit, a window of `size` by itself, and paints it."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    class Bare(QPlainTextEdit):
        """Nothing added but a count of its paintings."""

        painted = 0

        def viewportEvent(self, event: QEvent) -> bool:
            self.painted += event.type() == QEvent.Type.Paint
            return super().viewportEvent(event)

    edit = Bare()
    edit.setReadOnly(True)
    edit.resize(size)
    edit.show()
    application = QApplication.instance()
    settle(application)

    def show() -> None:
        edit.painted = 0
        edit.setPlainText(text)
        settle(application)
        assert edit.painted

    return show


def page_down(text: str, size: Any, font: Any) -> Callable[[], None]:
    """Return what goes a page down by key in a bare QPlainTextEdit that shows `text`, and paints it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    edit = QPlainTextEdit()
    edit.setReadOnly(True)
    edit.setFont(font)
    edit.setPlainText(text)
    edit.resize(size)
    edit.show()
    application = QApplication.instance()
    settle(application)

    def go() -> None:
        before = edit.verticalScrollBar().value()
        QTest.keyClick(edit, Qt.Key.Key_PageDown)
        settle(application)
        assert edit.verticalScrollBar().value() > before

    return go


def python_docx(path: Path, texts: Sequence[str]) -> None:
    """Write as many plain paragraphs with python-docx."""
    import docx

    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))


def openpyxl_cells(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write the same cells with openpyxl's write-only workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(path)


def csv_cells(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write the same cells with the csv module."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def docx_texts(paths: Iterable[Path]) -> list[str]:
    """Unzip Word files, parse their XML and join their text, a line a paragraph."""
    from lxml import etree

    texts = []
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            body = etree.fromstring(archive.read("word/document.xml"))
        paragraphs = ("".join(words.text or "" for words in one.iter(f"{_WORD}t")) for one in body.iter(f"{_WORD}p"))
        texts.append("\n".join(paragraphs))
    return texts


if __name__ == "__main__":
    globals()[sys.argv[1]]()
