"""What is copied in the window: as a table or as quotes, as a web page, as RTF and as words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from qda.core import sample
from qda.ui.copying import copy_view
from qda.ui.main_window import MainWindow
from tests.ui import copier
from tests.ui.conftest import idle, wait_until

CONTROL = Qt.KeyboardModifier.ControlModifier


def held() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def rtf() -> str:
    return bytes(held().data("text/rtf").data()).decode("ascii")


def words_of(part: str) -> str:
    """Return what an RTF reader shows of a cell: escaped signs, and UTF-16 units put together again."""
    part = re.sub(r"\\([\\{}])", lambda found: f"\\u{ord(found[1])}?", part)
    units = re.findall(r"\\u(-?\d+)\?|(.)", part)
    return b"".join(
        (int(number) % 65536).to_bytes(2, "little") if number else sign.encode("utf-16-le") for number, sign in units
    ).decode("utf-16-le")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    return widget


def test_a_table_is_copied_as_a_table_by_its_key(parent: QWidget) -> None:
    QTest.keyClick(copier.table(parent), Qt.Key.Key_C, CONTROL)
    assert held().text() == "Theme\tPassages\n" + "".join(f"{name}\t{number}\n" for name, number in copier.ROWS)
    html = held().html()
    assert re.findall(r"<th scope=\"col\" align=\"(\w+)\"[^>]*><b>(\w+)", html) == [
        ("left", "Theme"),
        ("right", "Passages"),
    ]
    assert re.findall(r"<td align=\"right\"[^>]*>(\d+)<", html) == ["12", "3"]
    assert "Reach &amp; waiting" in html and html.count("1.5pt solid") == 4
    assert rtf().startswith("{\\rtf1") and rtf().count("{") - rtf().count("\\{") == rtf().count("}") - rtf().count(
        "\\}"
    )
    assert len(re.findall(r"\\row\b", rtf())) == 3 and rtf().count("\\trhdr") == 1
    cells = re.findall(r"\\fs20(?:\\b)? (.*?)\\cell\n", rtf())
    assert list(map(words_of, cells)) == [*copier.HEADS, *(str(one) for row in copier.ROWS for one in row)]
    assert [int(end) for end in re.findall(r"\\cellx(\d+)", rtf())][1] == 9026


def test_quotes_are_copied_as_they_stand_in_a_paper(parent: QWidget) -> None:
    shown = copier.quotes(parent)
    QTest.keyClick(shown, Qt.Key.Key_C, CONTROL)
    lines = [f"“{words}” (Neil, Interview 1, {at + 4})" for at, words in enumerate(copier.SAID)]
    assert held().text() == "\n".join(lines)
    assert held().html().count("<blockquote") == 2
    assert [words_of(part) for part in re.findall(r"\\fs20 (.*?)\\par\n", rtf())] == lines
    shown.selectRow(1)  # one that is chosen is copied alone
    QTest.keyClick(shown, Qt.Key.Key_C, CONTROL)
    assert held().text() == lines[1]


def test_only_what_is_chosen_and_shown_is_copied(parent: QWidget) -> None:
    model = QStandardItemModel(3, 3, parent)
    for at in range(9):
        model.setItem(at // 3, at % 3, QStandardItem(f"{at}"))
    model.setHorizontalHeaderLabels(["a", "b", "c"])
    model.setVerticalHeaderLabels(["x", "y", "z"])
    view = QTableView(parent)
    view.setModel(model)
    view.hideColumn(1)
    view.horizontalHeader().moveSection(2, 0)
    assert copy_view(view)
    assert held().text() == "\tc\ta\nx\t2\t0\ny\t5\t3\nz\t8\t6\n"
    view.setSelectionMode(QTableView.SelectionMode.MultiSelection)
    view.selectRow(0)
    view.selectRow(2)
    assert copy_view(view)
    assert held().text() == "\tc\ta\nx\t2\t0\nz\t8\t6\n"
    model.removeRows(0, 3)
    assert not copy_view(view)


def test_what_stands_below_another_row_of_a_tree_is_set_in(parent: QWidget) -> None:
    model = QStandardItemModel(parent)
    model.setHorizontalHeaderLabels(["Code"])
    category, code = QStandardItem("Access"), QStandardItem("waiting\nlong")
    category.appendRow(code)
    model.appendRow(category)
    view = QTreeView(parent)
    view.setModel(model)
    assert copy_view(view) and "waiting" not in held().text()
    view.expandAll()
    assert copy_view(view)
    assert held().text() == "Code\nAccess\nwaiting long\n"
    assert "padding-left: 16pt" in held().html() and "waiting<br>long" in held().html()
    assert "\\li240" in rtf() and "waiting\\line long" in rtf()


def test_the_menu_copies_the_table_that_has_the_keyboard(window: MainWindow, tmp_path: Path) -> None:
    window.workspace.adopt(sample.build(tmp_path / "Sample.loom"))
    idle(window)
    window.go_report()
    window.report.products.write.setFocus()
    window.action("copy_formatted").trigger()
    assert "Choose a row" in window.notice.words()
    window.go("tables")
    page = window.places.get("tables").choose("ratings")  # type: ignore[attr-defined]
    idle(window)
    wait_until(lambda: page.table.model().rowCount() > 3)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.AltModifier)
    assert "Copied with its looks" in window.notice.words()
    first = held().text().splitlines()
    assert first[0].startswith("Theme") and first[1].startswith("Closing the distance")
    matrix = window.places.get("tables").choose("matrix")  # type: ignore[attr-defined]
    idle(window)
    wait_until(lambda: matrix.table.model().rowCount() > 3)
    matrix.table.setFocus()
    QTest.keyClick(matrix.table, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.AltModifier)
    assert "background:#" in held().html() and "\\clshdng" in rtf()
