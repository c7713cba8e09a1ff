"""A window in a process of its own: it copies what each line of its input names, and keeps it until it is let go."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from qda.core.retrieval import QuoteRow
from qda.ui.models.quotes_model import QuotesModel
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.quotes_list import QuotesList
from qda.ui.widgets.rows_table import RowsTable

HEADS = ("Theme", "Passages")
ROWS = (("Reach & waiting – “far”", 12), ("Prison mask 😀 {so} \\ far", 3))
SAID = ("Nobody asked me: “why?”", "Straße gesperrt, no bus – 医院很远")


def table(parent: QWidget) -> RowsTable:
    """Return a table of names and numbers."""
    made = RowsTable("Themes", "Themes and their passages", parent)
    made.show_rows(HEADS, [(Cell(name), Cell(str(number), number)) for name, number in ROWS])
    return made


def quotes(parent: QWidget) -> QuotesList:
    """Return a list of quotes."""
    model = QuotesModel(parent)
    rows = [
        QuoteRow(str(at), "s", "Interview 1", 0, 9, words, "c", "waiting", (), "Ann", ("Neil",), f"{at + 4}", "")
        for at, words in enumerate(SAID)
    ]
    model.show(rows, {"c": "rose"})
    return QuotesList(model, parent)


def main() -> None:
    """Show both, and press Ctrl+C in the one that is named."""
    app = QApplication(sys.argv)
    window = QWidget()
    column = QVBoxLayout(window)
    parts = {"table": table(window), "quotes": quotes(window)}
    for part in parts.values():
        column.addWidget(part)
    window.show()

    def told() -> None:
        wanted = sys.stdin.readline().strip()
        if not wanted:
            app.quit()
            return
        QTest.keyClick(parts[wanted], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        print(wanted, flush=True)

    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    asked.activated.connect(told)
    app.exec()


if __name__ == "__main__":
    main()
