"""What happens in the window: the real main window without a screen, real keys, until everything is painted."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from qda import settings
from qda.core.codebook import add_path
from qda.storage import texts
from qda.ui import app
from qda.ui.main_window import MainWindow
from tests.benchmarks import floors
from tests.benchmarks.generate import LONG_SOURCE, MANY_QUOTES
from tests.benchmarks.rounds import Measured, alternate, timed

_PATIENCE = 60.0  # seconds until a job beside the window counts as stuck


class Screen:
    """The main window and what a person at it does."""

    def __init__(self) -> None:
        self.application = app.application()
        self.window: MainWindow = app.window(settings.Settings(theme="light"))
        self.window.workspace.failed.connect(self._refused)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def _refused(self, sentence: str) -> None:
        # An exception here would come back here, as one that nobody caught.
        print(sentence, file=sys.stderr, flush=True)
        os._exit(1)

    def settle(self) -> None:
        """Let every dirty view paint."""
        floors.settle(self.application)

    def idle(self) -> None:
        """Wait until nothing goes on beside the window and no count is about to begin."""
        patience = time.monotonic() + _PATIENCE
        while True:
            # QTest.qWait() would hold the interpreter's lock, and starve the jobs that are waited for.
            self.application.processEvents()
            time.sleep(0.01)
            code = self.window.code
            reading = code.quotes.is_reading() or self.window.themes.quotes.is_reading()
            waiting = code._later.isActive() or code.left_off.is_waiting() or reading
            if not waiting and not self.window.workspace.jobs.running():
                return
            if time.monotonic() > patience:
                raise TimeoutError(self.window.workspace.jobs.running())

    def open(self, path: Path) -> None:
        """Open a project at the Code place."""
        self.window.workspace.open(path)
        self.window.go_code()

    def code_id(self, name: str) -> str:
        """Return the id of the code called `name`."""
        return next(row.id for row in self.window.code.tree.model.rows() if row.name == name)

    def source_id(self, name: str) -> str:
        """Return the id of the source called `name`."""
        code = self.window.code
        return code.sources[[code.chooser.itemText(row) for row in range(code.chooser.count())].index(name)]

    def show_source(self, name: str) -> None:
        """Open a transcript at its beginning and wait until the window is at rest."""
        self.window.code.open_source(self.source_id(name))
        self.idle()


@contextmanager
def opened(path: Path) -> Iterator[Screen]:
    """Give the window with the project at `path`, at rest."""
    screen = Screen()
    screen.open(path)
    screen.idle()
    try:
        yield screen
    finally:
        screen.window.close()
        screen.settle()


def open_project(path: Path, rounds: int) -> Measured:
    """Open the project until codebook, counts and transcript are painted."""
    screen = Screen()

    def begin() -> None:
        screen.window.close_project()
        texts._cache.clear()
        screen.settle()

    def work() -> None:
        screen.open(path)
        screen.settle()
        model = screen.window.code.tree.model
        assert any(model.own_numbers().values()) and screen.window.code.tree.isVisible()

    measured = alternate(work, None, rounds, before=begin)
    screen.window.close()
    return measured


def open_usual(path: Path, rounds: int) -> Measured:
    """Open a transcript of usual length until it is painted."""
    return _open_source(path, rounds, "Interview 8")


def open_long(path: Path, rounds: int) -> Measured:
    """Open the long transcript until it is painted."""
    return _open_source(path, rounds, LONG_SOURCE)


def page_down(path: Path, rounds: int) -> Measured:
    """Go a page down in the long transcript until it is painted, codings, numbers, stripes and names and all."""
    with opened(path) as screen:
        view = screen.window.code.view
        screen.show_source(LONG_SOURCE)
        floor = floors.page_down(view.text, screen.window.size(), view.font())
        view.setFocus()

        def work() -> None:
            before = view.verticalScrollBar().value()
            QTest.keyClick(view, Qt.Key.Key_PageDown)
            screen.settle()
            assert view.verticalScrollBar().value() > before

        measured = alternate(work, floor, rounds)
        measured.note = f"{len(view.index):,} codings, {len(view.visible_rows().rows)} rows a page"
        return measured


def _open_source(path: Path, rounds: int, name: str) -> Measured:
    with opened(path) as screen:
        code = screen.window.code
        wanted, other = screen.source_id(name), screen.source_id("Interview 3")
        screen.show_source(name)
        floor = floors.plain_text_edit(code.view.text, screen.window.size())

        def begin() -> None:
            code.open_source(other)
            texts._cache.clear()
            screen.idle()

        def work() -> None:
            code.open_source(wanted)
            screen.settle()

        measured = alternate(work, floor, rounds, before=begin)
        words, passages = len(code.view.text.split()), len(code.view.index)
        measured.note = f"{words:,} words, {passages:,} codings"
        return measured


def apply_code(path: Path, rounds: int) -> Measured:
    """Apply a code: from Enter in the palette until all is painted."""
    return _code_lines(path, rounds, "Interview 8")[0]


def remove_code(path: Path, rounds: int) -> Measured:
    """Take a code away: from Delete in the transcript until all is painted."""
    return _code_lines(path, rounds, "Interview 8")[1]


def apply_code_long(path: Path, rounds: int) -> Measured:
    """Apply a code in the long transcript."""
    return _code_lines(path, rounds, LONG_SOURCE)[0]


def remove_code_long(path: Path, rounds: int) -> Measured:
    """Take a code away in the long transcript."""
    return _code_lines(path, rounds, LONG_SOURCE)[1]


def write_long(path: Path, rounds: int) -> Measured:
    """Write in the long transcript while it is corrected: from each key until all is painted, stripes and all."""
    with opened(path) as screen:
        code = screen.window.code
        screen.show_source(LONG_SOURCE)
        code.view.select(len(code.view.text) // 2, len(code.view.text) // 2)
        code.view.setFocus()
        QTest.keyClick(code.view, Qt.Key.Key_F2)
        screen.idle()
        editor = code.correcting_room.page.editor
        before = len(editor.text)
        measured = Measured()
        for _round in range(rounds + 1):
            for key in ("x", "y", " ", Qt.Key.Key_Return, Qt.Key.Key_Backspace):
                press = QTest.keyClicks if isinstance(key, str) else QTest.keyClick
                measured.work.append(timed(lambda press=press, key=key: (press(editor, key), screen.settle())))
        del measured.work[:5]
        assert len(editor.text) == before + 3 * (rounds + 1)
        measured.note = f"{before:,} characters, {len(editor.index):,} codings"
        return measured


def new_code(path: Path, rounds: int) -> Measured:
    """Make a code and apply it: from Enter in the palette until all is painted."""
    with opened(path) as screen:
        code = screen.window.code
        screen.show_source("Interview 8")
        code.tree.reveal(screen.code_id(MANY_QUOTES))
        screen.idle()
        measured = Measured()
        for number in range(rounds + 1):
            enter = _prepared_enter(screen, 3 + 2 * number, f"a name for line {number}")
            measured.work.append(timed(enter))
            assert screen.code_id(f"a name for line {number}")
            screen.idle()
        del measured.work[0]
        measured.note = f"{len(code.tree.model.rows()):,} codes"
        return measured


def _code_lines(path: Path, rounds: int, name: str) -> tuple[Measured, Measured]:
    """Code lines and take it back, with the codebook, the quotes of the very code and the inspector open."""
    with opened(path) as screen:
        code = screen.window.code
        screen.show_source(name)
        code.tree.reveal(screen.code_id(MANY_QUOTES))
        screen.idle()
        free = [number for number, span in enumerate(code.view.lines.spans, 1) if not code.view.index.between(*span)]
        applied, removed = Measured(), Measured()
        for number in free[5 : 5 + 2 * rounds + 2 : 2]:
            before = len(code.marks)
            applied.work.append(timed(_prepared_enter(screen, number, MANY_QUOTES)))
            assert len(code.marks) == before + 1
            screen.idle()
            removed.work.append(timed(lambda: (QTest.keyClick(code.view, Qt.Key.Key_Delete), screen.settle())))
            assert len(code.marks) == before
            screen.idle()
        for measured in (applied, removed):
            del measured.work[0]
            measured.note = f"{len(code.marks):,} codings in sight, {code.quotes.model.rowCount():,} quotes beside them"
        return applied, removed


def _prepared_enter(screen: Screen, number: int, name: str) -> Callable[[], None]:
    """Go to a line, type the `name` of a code, and return what presses Enter and waits until all is painted."""
    code = screen.window.code
    code.view.focus_line(number)
    code.view.setFocus()
    QTest.keyClicks(code.view, name[0].lower())
    QTest.keyClicks(code.palette_box.field, name[1:])
    screen.idle()

    def enter() -> None:
        QTest.keyClick(code.palette_box.field, Qt.Key.Key_Return)
        screen.settle()

    return enter


def palette_keys(path: Path, rounds: int) -> Measured:
    """Type a name into the palette and rub it out: from each key, the first of which opens it, until all is painted."""
    with opened(path) as screen:
        code = screen.window.code
        screen.show_source("Interview 8")
        field = code.palette_box.field
        measured = Measured()

        def press(widget: QWidget, key: str | Qt.Key) -> None:
            act = QTest.keyClicks if isinstance(key, str) else QTest.keyClick
            measured.work.append(timed(lambda: (act(widget, key), screen.settle())))

        for number in range(rounds + 1):
            code.view.focus_line(3 + number)
            code.view.setFocus()
            screen.idle()
            letters = MANY_QUOTES[number % 3 :].lower()
            press(code.view, letters[0])
            for letter in letters[1:]:
                press(field, letter)
            for _letter in letters:
                press(field, Qt.Key.Key_Backspace)
            QTest.keyClick(field, Qt.Key.Key_Escape)
            if number == 0:
                measured.work.clear()
        measured.note = f"{len(code.tree.model.rows()):,} codes, {len(measured.work)} keys"
        return measured


def filter_codes(path: Path, rounds: int) -> Measured:
    """Type into the filter of a codebook of 500 codes: from each key until all is painted."""
    words = ("fear", "hope", "waiting list", "mask", "gatekeeper", "referral")
    with opened(path) as screen:
        tree = screen.window.code.tree

        def fill(session: Session) -> None:
            for number in range(500 - len(tree.model.rows())):
                name = f"{words[number % len(words)]} {number}"
                add_path(session, f"Category {number % 25} > {name}")

        screen.window.workspace.do("Make codes", fill)
        screen.idle()
        tree.filter.setFocus()
        measured = Measured()
        for number in range(rounds + 1):
            for key in words[number % len(words)][:4]:
                measured.work.append(timed(lambda key=key: (QTest.keyClicks(tree.filter, key), screen.settle())))
            assert tree.proxy().rowCount()
            tree.filter.clear()
            screen.settle()
        del measured.work[0]
        measured.note = f"{len(tree.model.rows()):,} codes"
        return measured


def first_quotes(path: Path, rounds: int) -> Measured:
    """Choose the code with many quotes until the first of them are painted."""
    with opened(path) as screen:
        code = screen.window.code
        many = screen.code_id(MANY_QUOTES)
        other = next(row.id for row in code.tree.model.rows() if row.parent is not None and row.id != many)
        code.tree.reveal(many)
        screen.idle()
        number = code.quotes.model.rowCount()

        def begin() -> None:
            code.tree.reveal(other)
            screen.idle()
            texts._cache.clear()

        def work() -> None:
            code.tree.reveal(many)
            screen.settle()
            assert code.quotes.model.rowCount() >= min(number, 20)

        measured = alternate(work, None, rounds, before=begin)
        measured.note = f"{number:,} quotes in all"
        return measured


def memory(path: Path, _rounds: int) -> Measured:
    """Open the project and show a transcript; what counts is the memory."""
    start = time.perf_counter()
    with opened(path) as screen:
        screen.show_source("Interview 8")
        return Measured([time.perf_counter() - start], note="the time is until the window is at rest")
