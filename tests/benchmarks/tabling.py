"""What happens in the place of tables, until everything is painted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks.rounds import Measured, alternate
from tests.benchmarks.screen import opened


def matrix(path: Path, rounds: int) -> Measured:
    """Ask for the matrix of all codes by all sources, with all below: from the choice until it is painted."""
    with opened(path) as screen:
        screen.window.go_tables()
        page: Any = screen.window.tables.choose("matrix")
        screen.idle()
        columns = page.choices.columns

        def choose(axis: str) -> None:
            columns.setCurrentIndex(columns.findData(axis))
            columns.activated.emit(columns.currentIndex())
            screen.settle()

        measured = alternate(lambda: choose("sources"), None, rounds, before=lambda: choose("coders"))
        found = page.model.matrix
        assert page.table.isVisible() and found.total
        measured.note = f"{len(found.rows):,} codes, {len(found.columns):,} sources, {found.total:,} codings"
        return measured
