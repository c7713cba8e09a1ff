"""The real window without a screen, as a person brings it to what is shown, and its picture."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from qda import settings
from qda.storage.project import Project
from qda.ui import app
from qda.ui.main_window import MainWindow
from tests.screenshots.looks import Look

_PATIENCE = 30.0
_SHORT_MS = 1_000  # a timer of more is none that somebody waits for


class Stage:
    """A fresh window in a look, with one of the studies or none; steps act on it, :meth:`front` is what is shown."""

    def __init__(self, look: Look, studies: dict[str, Path], folder: Path) -> None:
        self._studies, self._folder = studies, folder
        self._holder: Project | None = None
        preferences = settings.Settings(theme=look.theme, text_scale=look.scale, transcript_size=12.5 * look.scale)
        preferences.recent = [str(path) for path in studies.values()]
        self.window: MainWindow = app.window(preferences)
        self.window.setMinimumSize(860, 560)
        self.window.resize(look.width, look.height)
        self.window.show()
        self.window.activateWindow()
        self.said: list[str] = []
        self.window.workspace.failed.connect(self.said.append)
        self.settle()

    def open(self, study: str, *, read_only: bool = False) -> None:
        """Open a copy of a study; somebody else has it open where it is `read_only`."""
        path = Path(shutil.copy(self._studies[study], self._folder))
        if read_only:
            self._holder = Project.open(path)
        self.window.workspace.open(path)
        self.settle()
        self.window.notice.hide()  # what is said at opening would go by itself in the midst of looking

    def close(self) -> None:
        """Close the window and everything that was opened with it."""
        for popup in self._popups():
            popup.close()
        self.window.close()
        if self._holder is not None:
            self._holder.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # What a person does ----------------------------------------------------------------------------------------------

    def perform(self, name: str) -> None:
        """Do an action by its name, if it can be done now; a person can't choose what is greyed out."""
        if not self.window.action(name).isEnabled():
            raise RuntimeError(f"“{name}” can't be done now")
        self.window.perform(name)
        self.settle()

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        for letter in words:  # QTest knows ASCII only
            where = self._keyboard()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(where, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self._keyboard(), key, modifier)
        self.settle()

    def _keyboard(self) -> QWidget:
        return QApplication.focusWidget() or self.front()

    def settle(self) -> None:
        """Wait until all is painted, no job runs and nothing is about to happen in a moment."""
        patience = time.monotonic() + _PATIENCE
        quiet = 0
        while quiet < 3:
            QApplication.sendPostedEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # which only an event loop does by itself
            QApplication.processEvents()
            quiet = 0 if self._is_busy() else quiet + 1
            if time.monotonic() > patience:
                raise TimeoutError(f"still busy: {self.window.workspace.jobs.running()}")
            time.sleep(0.003)

    def _is_busy(self) -> bool:
        timers = self.window.findChildren(QTimer)
        soon = any(timer.isActive() and timer.isSingleShot() and timer.interval() <= _SHORT_MS for timer in timers)
        return soon or bool(self.window.workspace.jobs.running())

    # What is seen ----------------------------------------------------------------------------------------------------

    def front(self) -> QWidget:
        """Return the dialog in front, or the window."""
        active = QApplication.activeModalWidget() or QApplication.activeWindow()
        return active if active is not None and active.isVisible() else self.window

    @staticmethod
    def _popups() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]

    def picture(self) -> QPixmap:
        """Return what is in front, with the menus that are open over it."""
        front = self.front()
        picture = front.grab()
        painter = QPainter(picture)
        corner = front.mapToGlobal(front.rect().topLeft())
        for popup in self._popups():
            painter.drawPixmap(popup.pos() - corner, popup.grab())
        painter.end()
        return picture

    def in_dialog(self, open_it: Callable[[], object], act: Callable[[QWidget], object]) -> None:
        """Call `open_it`, which waits in a dialog or menu of its own, and `act` on that; then it is closed."""
        seen: list[QWidget] = []
        wrong: list[BaseException] = []
        timer = QTimer()
        timer.setInterval(5)

        def look() -> None:
            dialog = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if dialog is None or not dialog.isVisible():
                return
            timer.stop()
            seen.append(dialog)
            try:
                self.settle()
                act(dialog)
            except BaseException as error:  # noqa: BLE001 - raised in here it would be lost in Qt
                wrong.append(error)
            if isinstance(dialog, QDialog):
                dialog.reject()
            dialog.close()

        timer.timeout.connect(look)
        timer.start()
        open_it()
        self.settle()
        timer.stop()
        if wrong:
            raise wrong[0]
        if not seen:
            raise RuntimeError("no dialog opened")
