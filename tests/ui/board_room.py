"""A study on the board, and what a person does there by mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.core import codebook, coding, documents
from qda.core.importers import Imported
from qda.core.themes import outline
from qda.core.themes.placing import Key
from qda.ui.main_window import MainWindow
from qda.ui.views.theming.board import BoardSurface
from qda.ui.widgets.board_canvas import BoardCanvas
from tests.ui.conftest import idle, in_front

TEXT = "You are wearing a prison mask.\nYou cannot show weakness.\nI asked the nurse."
NO_KEY = Qt.KeyboardModifier.NoModifier


class Board:
    """The board of a window; codes and themes are called by their names."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.work = window.workspace

    def fill(self) -> None:
        """Make a source, five codes, two of them used, and two themes, and show the board by keys."""
        do = self.work.do
        source = do("Import transcripts", documents.add_source, Imported("Interview 01", TEXT)).value
        for name in ("mask", "weakness", "nurse", "way", "bus"):
            do("Make code", codebook.add_code, name)
        for name, start, end in (("mask", 0, 30), ("mask", 31, 56), ("nurse", 57, 75)):
            do("Apply code", coding.apply_code, self.work.coder_id, self.code(name), source, start, end)
        do("Make theme", outline.add_theme, "Fear", code_ids=[self.code("mask"), self.code("weakness")])
        do("Make theme", outline.add_theme, "Help", code_ids=[self.code("nurse")])
        QTest.keyClick(self.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
        QTest.keyClick(self.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        idle(self.window)

    @property
    def surface(self) -> BoardSurface:
        surface = self.window.themes.surface
        assert isinstance(surface, BoardSurface)
        return surface

    @property
    def canvas(self) -> BoardCanvas:
        return self.surface.canvas

    def code(self, name: str) -> str:
        return next(row.id for row in self.work.read(codebook.codes) if row.name == name)

    def theme(self, name: str) -> str:
        found: str = self.work.read(outline.find_theme, name)
        return found

    def key(self, theme: str, code: str = "") -> Key:
        return self.theme(theme), self.code(code) if code else None

    def drawn(self) -> dict[str, list[str]]:
        """Return the names of the codes of every theme, by its name, as the project has them."""
        names = {row.id: row.name for row in self.work.read(codebook.codes)}
        return {row.name: [names[key] for key in row.code_ids] for row in self.work.read(outline.themes)}

    def shown(self) -> dict[str, set[str]]:
        """Return the names of the cards in every cluster, as they are seen."""
        content = self.canvas.content
        clusters = {key[0]: content.clusters[str(key[0])].name for key in self.canvas.by_key if key[1] is None}
        seen: dict[str, set[str]] = {name: set() for name in clusters.values()}
        for theme_id, code_id in self.canvas.by_key:
            if code_id is not None:
                seen[clusters[theme_id]].add(content.cards[code_id].name)
        return seen

    # By mouse --------------------------------------------------------------------------------------------------------

    def spot(self, key: Key) -> QPoint:
        """Return where a card or the title of a cluster is pressed."""
        return self.canvas.mapFromScene(self.canvas.head_of(key).topLeft() + QPointF(30, 20))

    def empty(self) -> QPoint:
        """Return a place of the canvas where nothing stands."""
        lowest = max(item.sceneBoundingRect().bottom() for item in self.canvas.by_key.values())
        spot = self.canvas.mapFromScene(QPointF(120, lowest + 60))
        assert self.canvas.viewport().rect().contains(spot)
        return spot

    def click(self, key: Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, held, self.spot(key))
        QApplication.processEvents()

    def drag(self, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = NO_KEY) -> None:
        self.hold(start, end, held)
        QTest.mouseRelease(self.canvas.viewport(), Qt.MouseButton.LeftButton, held, end)
        idle(self.window)

    def hold(self, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = NO_KEY) -> None:
        viewport = self.canvas.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, held, start)
        for step in (0.3, 0.7, 1.0):
            QTest.mouseMove(viewport, start + (end - start) * step)

    def _awake(self) -> None:
        """See that the window has the keyboard: where another was in front, nothing in it has."""
        if not self.window.isActiveWindow():
            in_front(self.window)

    def press(self, key: Qt.Key, *held: str) -> None:
        """Press a key where the keyboard is."""
        self._awake()
        modifiers = NO_KEY
        for name in held:
            modifiers |= getattr(Qt.KeyboardModifier, f"{name}Modifier")
        where = QApplication.focusWidget() or self.canvas
        QTest.keyClick(where, key, modifiers)
        idle(self.window)

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        self._awake()
        QTest.keyClicks(QApplication.focusWidget() or self.canvas, words)
        idle(self.window)
