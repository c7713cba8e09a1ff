"""The board of themes with 300 cards in the real window: opening it, moving a card, dropping one elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from sqlalchemy.orm import Session

from qda.core.codebook import add_path, codes
from qda.core.themes.outline import add_theme, themes
from qda.core.themes.placing import Key
from qda.ui.widgets.board_canvas import BoardCanvas
from tests.benchmarks.rounds import Measured, alternate, timed
from tests.benchmarks.screen import Screen, opened

CARDS, _CLUSTERS = 300, 15
_NO_KEY = Qt.KeyboardModifier.NoModifier


@contextmanager
def _board(path: Path) -> Iterator[tuple[Screen, BoardCanvas]]:
    """Give the window with 300 codes as cards in 15 clusters, on the board."""
    with opened(path) as screen:

        def fill(session: Session) -> None:
            for row in themes(session):
                if row.name.startswith("Board "):
                    return
            book = [row.id for row in codes(session)]
            more = [add_path(session, f"Board > card {number}") for number in range(CARDS - len(book))]
            cards = [*book, *more][:CARDS]
            for number in range(_CLUSTERS):
                add_theme(session, f"Board {number}", code_ids=cards[number::_CLUSTERS])

        screen.window.workspace.do("Fill the board", fill)
        screen.window.go_themes()
        screen.window.themes.show_board()
        screen.idle()
        screen.settle()
        yield screen, screen.window.themes.surface.canvas  # type: ignore[attr-defined]


def open_board(path: Path, rounds: int) -> Measured:
    """Show the board: from its key in the outline until all of it is read, laid out and painted."""
    with _board(path) as (screen, canvas):
        place = screen.window.themes

        def begin() -> None:
            place.show_outline()
            place._behind.add("board")
            for key in sorted(canvas.by_key, key=lambda key: key[1] is None):
                canvas.scene().removeItem(canvas.by_key[key])
            canvas.by_key.clear()
            screen.idle()
            screen.settle()

        def work() -> None:
            place.refresh(frozenset({"theme"}))
            place.show_board()
            screen.settle()
            assert len([key for key in canvas.by_key if key[1] is not None]) >= CARDS

        measured = alternate(work, None, rounds, before=begin)
        measured.note = f"{len(canvas.by_key):,} cards and clusters"
        return measured


def move_card(path: Path, rounds: int) -> Measured:
    """Move a card that is held by the mouse over the whole board shown at once: from each step until it is painted."""
    with _board(path) as (screen, canvas):
        canvas.fit_all()
        screen.settle()
        start = _spot(canvas, _cards(canvas)[0])
        QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, _NO_KEY, start)
        QTest.mouseMove(canvas.viewport(), start + QPoint(12, 12))
        screen.settle()
        measured = Measured()
        for number in range(20 * (rounds + 1)):
            to = start + QPoint(20 + number * 3 % 400, 20 + number * 2 % 300)
            measured.work.append(timed(lambda to=to: (QTest.mouseMove(canvas.viewport(), to), screen.settle())))
        del measured.work[:20]
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        measured.note = f"{len(canvas.by_key):,} cards and clusters in sight, {len(measured.work)} steps"
        return measured


def drop_card(path: Path, rounds: int) -> Measured:
    """Drop a card into the cluster beside its own: from letting it go until the change is kept and all is painted."""
    with _board(path) as (screen, canvas):
        canvas.fit_all()
        screen.settle()
        measured = Measured()
        pair = [str(row.id) for row in canvas.content.themes if row.name.startswith("Board ")][:2]
        for number in range(rounds + 1):
            # There and back again: near the border the board would move under the mouse.
            source, target = pair if number % 2 == 0 else reversed(pair)
            card = next(key for key in _cards(canvas) if key[0] == source)
            start = _spot(canvas, card)
            end = _spot(canvas, next(key for key in _cards(canvas) if key[0] == target)) + QPoint(0, 8)
            QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, _NO_KEY, start)
            for to in (start + QPoint(12, 12), end):
                QTest.mouseMove(canvas.viewport(), to)
            screen.settle()
            took = timed(
                lambda end=end: (
                    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, _NO_KEY, end),
                    screen.settle(),
                )
            )
            assert (target, card[1]) in canvas.by_key
            if number:
                measured.work.append(took)
            screen.idle()
        return measured


def _cards(canvas: BoardCanvas) -> list[Key]:
    return [key for key in canvas.in_order() if key[1] is not None]


def _spot(canvas: BoardCanvas, key: Key) -> QPoint:
    return canvas.mapFromScene(canvas.head_of(key).topLeft() + QPointF(30, 20))
