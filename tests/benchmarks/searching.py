"""Search as you type in the real window: words that shrink to one letter, over the whole project."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.storage import texts
from tests.benchmarks.rounds import Measured, peak_mb, timed
from tests.benchmarks.screen import Screen, opened

_PATIENCE = 30.0


def shrinking(path: Path, rounds: int) -> Measured:
    """Type the beginning of a word, then take letter after letter away; each key is a round, until the first places are
    painted. Whole words, beginnings and inner parts of words in turn; only the first keys of all are not counted."""
    with opened(path) as screen:
        screen.window.menus.actions["find_words"].trigger()
        finder = screen.window.code.helping.finder
        assert finder is not None
        _until(screen, lambda: finder.isVisible())
        model = finder.places.model
        word = _frequent(screen)
        measured, before, most = Measured(), peak_mb(), 0
        for number in range(rounds + 1):
            for way, typed, end in (("words", word, ""), ("words", word[:5], "*"), ("inside", word[:5], "")):
                finder.way.setCurrentIndex(finder.way.findData(way))
                finder.field.setText(typed + end)
                finder.field.setCursorPosition(len(typed))
                screen.idle()
                while finder.field.cursorPosition() > 1:
                    texts._cache.clear()
                    found: list[object] = []
                    joined = finder.places.begun.connect(lambda found=found: found.append(1))
                    done = finder.places.filled.connect(lambda found=found: found.append(1))

                    def work(found: list[object] = found) -> None:
                        QTest.keyClick(finder.field, Qt.Key.Key_Backspace)
                        _until(screen, lambda: bool(found))
                        screen.settle()

                    took = timed(work)
                    finder.places.begun.disconnect(joined)
                    finder.places.filled.disconnect(done)
                    if number:
                        measured.work.append(took)
                    most = max(most, len(model.places))
            screen.idle()
            most = max(most, len(model.places))
        measured.memory_mb = peak_mb() - before
        measured.note = f"the memory is what searching took on top; at most {most:,} places were listed"
        return measured


def _frequent(screen: Screen) -> str:
    """Return a long word that is said again and again."""
    said = Counter(re.findall(r"(?<= )[a-z]{6,}", screen.window.code.view.text))
    return said.most_common(1)[0][0]


def _until(screen: Screen, true: Callable[[], bool]) -> None:
    patience = time.monotonic() + _PATIENCE
    while not true():
        screen.application.processEvents()
        time.sleep(0.0005)  # lets the thread that searches have the interpreter
        if time.monotonic() > patience:
            raise TimeoutError("no place was found")
