"""The real window without a screen, driven by keys and mouse."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qda import settings
from qda.core import approaches
from qda.storage.project import Project
from qda.ui import app as application
from qda.ui import theme
from qda.ui.main_window import MainWindow
from qda.ui.widgets.transcript import TranscriptView
from tests.screenshots import looks, studies
from tests.screenshots.stage import Stage
from tests.storage import ready

WAIT_SECONDS = 30


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep preferences in the test's own folder."""
    monkeypatch.setenv("THEMELOOM_CONFIG", str(tmp_path / "config"))


@pytest.fixture(scope="session", autouse=True)
def clipboard_left_empty(qapp: QApplication) -> Iterator[None]:
    """Leave nothing of ours on the clipboard: without a screen, Qt would let go of it when Python has already ended."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def window(qapp: QApplication, own_preferences: None) -> Iterator[MainWindow]:
    """The main window on the welcome page."""
    before = sys.excepthook
    main_window = application.window(settings.Settings(theme="light"))
    main_window.resize(1280, 800)
    main_window.show()
    in_front(main_window)
    yield main_window
    main_window.close()
    main_window.deleteLater()
    # Outside an event loop nobody else does it, and every window that is left makes the next one slower.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    sys.excepthook = before
    waiting = len(_timers)
    for timer in _timers:
        timer.stop()
    _timers.clear()
    if _failures:
        error = _failures.pop()
        _failures.clear()
        raise error
    assert not waiting, f"{waiting} dialogs were waited for and never came"


@pytest.fixture
def view(qtbot: QtBot) -> TranscriptView:
    """A transcript of its own, empty, with the keyboard."""
    widget = TranscriptView()
    qtbot.addWidget(widget)
    widget.resize(1000, 700)
    widget.show()
    widget.setFocus()
    QApplication.processEvents()
    return widget


@pytest.fixture(scope="module")
def shown_studies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Those studies of the screenshots that a file of tests names as its STUDIES."""
    return studies.build(tmp_path_factory.mktemp("studies"), request.module.STUDIES)


@pytest.fixture
def stage(qapp: QApplication, own_preferences: None, shown_studies: dict[str, Path], tmp_path: Path) -> Iterator[Stage]:
    """A window to show the screens of the screenshots in."""
    stage = Stage(looks.find("light-100"), shown_studies, tmp_path)
    yield stage
    stage.close()
    theme.apply(qapp, "light", 1.0)


@pytest.fixture
def project_window(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The main window with a new, empty project of the coder Ann Noor."""
    window.workspace.adopt(ready.copied(tmp_path / "Study.loom", _begun))
    return window


def _begun(path: Path) -> Project:
    return approaches.begin(path, title="Study", approach="codebook", coder="Ann Noor")


def wait_until(true: Callable[[], object], what: str = "") -> None:
    """Let the window live until `true()` is; fail after WAIT_SECONDS. Other threads get the interpreter meanwhile."""
    end = time.monotonic() + WAIT_SECONDS
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what or true}")
        QApplication.processEvents()
        time.sleep(0.002)


def in_front(window: QWidget) -> None:
    """Bring a window to the front again after a dialog, which nobody does without a screen."""
    window.activateWindow()
    wait_until(window.isActiveWindow, "the window to be in front")


def keys(*pressed: object) -> None:
    """Type words, and press keys alone or as (key, modifiers), where the keyboard is."""
    for one in pressed:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        if isinstance(one, str):
            QTest.keyClicks(focus, one)
        elif isinstance(one, tuple):
            QTest.keyClick(focus, *one)
        else:
            QTest.keyClick(focus, one)  # type: ignore[arg-type]


def idle(window: MainWindow) -> None:
    """Wait until no job runs and all is painted."""
    wait_until(lambda: not window.workspace.jobs.running(), "jobs to end")
    QApplication.processEvents()


def answer(act: Callable[[QWidget], object]) -> list[QWidget]:
    """Do `act(dialog)` as soon as a dialog stands in front; returns a list that will hold the dialog.

    Answers that wait are given in their order, one a dialog.
    """
    seen: list[QWidget] = []
    timer = QTimer()
    timer.setInterval(5)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if _timers[0] is not timer or dialog is None or dialog in _answering:
            return
        if dialog.isVisible() and dialog.isActiveWindow():
            timer.stop()
            _timers.pop(0)
            seen.append(dialog)
            _answering.append(dialog)
            try:
                act(dialog)
            except BaseException as error:  # noqa: BLE001
                # Raised here it would be lost in Qt, and the dialog would wait for ever.
                _failures.append(error)
                dialog.close()
            finally:
                _answering.remove(dialog)

    timer.timeout.connect(look)
    timer.start()
    _timers.append(timer)
    return seen


_timers: list[QTimer] = []
_answering: list[QWidget] = []
_failures: list[BaseException] = []


def type_into(field: QWidget, words: str) -> None:
    """Type words into a field, over what stands there."""
    field.setFocus()
    if isinstance(field, QLineEdit):
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, words)


def name_file(path: Path) -> Callable[[QWidget], None]:
    """Return what answers a file dialog with `path`."""

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        type_into(field, str(path))
        QTest.keyClick(field, Qt.Key.Key_Return)

    return act


def enter_text(words: str) -> Callable[[QWidget], None]:
    """Return what answers a question for one line of text."""

    def act(dialog: QWidget) -> None:
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        type_into(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)

    return act


def press(words: str) -> Callable[[QWidget], None]:
    """Return what presses the button called `words`."""
    from PySide6.QtWidgets import QPushButton

    def act(dialog: QWidget) -> None:
        buttons = {button.text().replace("&", ""): button for button in dialog.findChildren(QPushButton)}
        QTest.mouseClick(buttons[words], Qt.MouseButton.LeftButton)

    return act


def drop_on(widget: QWidget, place: QPointF, data: QMimeData) -> None:
    """Drag `data` over a widget and drop it there, as a mouse would."""
    action, button, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(place.toPoint(), action, data, button, no_key))
    QApplication.sendEvent(widget, QDragMoveEvent(place.toPoint(), action, data, button, no_key))
    QApplication.sendEvent(widget, QDropEvent(place, action, data, button, no_key))
