"""Heights of table rows and heads that go with the size of the text."""

from __future__ import annotations

from PySide6.QtWidgets import QStyle, QTableView

_ROW = 28


def row_height(table: QTableView, room: int = 12) -> int:
    """Return how high a row is: the text with `room` pixels around it, and at least 28 pixels."""
    return max(_ROW, table.fontMetrics().height() + room)


def fit_rows(table: QTableView, room: int = 12) -> None:
    """Give the rows and the head of `table` the height that its text needs."""
    table.verticalHeader().setDefaultSectionSize(row_height(table, room))
    # The style sheet's head would keep its height of 28 pixels under larger text.
    table.horizontalHeader().setMinimumHeight(row_height(table, 10))


def least_rows(table: QTableView, rows: int = 2) -> None:
    """Let a table never become so low that its head and so many rows, with a bar to scroll by, don't fit in."""
    bar = table.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, table)
    table.setMinimumHeight((rows + 1) * row_height(table) + bar + 2 * table.frameWidth())


def show_some_rows(table: QTableView, rows: int, room: int = 12) -> None:
    """Fix the height of `table` to its head and so many rows."""
    fit_rows(table, room)
    head = max(row_height(table, 10), table.horizontalHeader().sizeHint().height())
    table.setFixedHeight(rows * row_height(table, room) + head + 2 * table.frameWidth() + 4)
