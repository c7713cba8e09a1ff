"""Start of the windowed program: application, fonts, errors nobody caught, and the main window."""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from qda import __version__, eventlog, resources, settings
from qda.errors import QdaError
from qda.i18n import _
from qda.ui import theme
from qda.ui.main_window import MainWindow
from qda.ui.workspace import Workspace

_SHARE_SECONDS = 0.0001


def look_for_libraries() -> None:
    """Raise ImportError where Qt would end the process because a library for X11 screens is missing.

    Qt itself says only that no platform plugin could be started; loading the plugin names the library.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "" if os.environ.get("WAYLAND_DISPLAY") else "xcb")
    if sys.platform != "linux" or platform.partition(":")[0] != "xcb":
        return
    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    try:
        ctypes.CDLL(str(Path(plugins, "platforms", "libqxcb.so")))
    except OSError as error:
        raise ImportError(str(error)) from error


def application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the one QApplication, made where there is none."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["themeloom", *arguments])
    # Lists of thousands of rows are made at once, and Python would look for rubbish among them again and again.
    gc.set_threshold(20_000, 20, 50)
    app.setApplicationName("themeloom")
    app.setApplicationDisplayName("Themeloom")
    app.setDesktopFileName("themeloom")
    app.setWindowIcon(QIcon(str(resources.path("icons", "themeloom.svg"))))
    translator = QTranslator(app)
    if translator.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def window(preferences: settings.Settings) -> MainWindow:
    """Return the main window, dressed and catching what nobody else caught."""
    app = application()
    # SQLite lets go of the interpreter at every row, and a job beside the window would keep it for 5 ms each time:
    # the 50,000 rows of a large matrix then take 20 s to read instead of one.
    sys.setswitchinterval(_SHARE_SECONDS)
    # Menus and lists are there at once: nothing moves on the screen by itself.
    for effect in Qt.UIEffect:
        QApplication.setEffectEnabled(effect, False)
    with theme.undressed(app):
        theme.apply(app, preferences.theme, preferences.text_scale)
        main_window = MainWindow(Workspace(preferences))

    sys.excepthook = teller(main_window.workspace)
    return main_window


def teller(workspace: Workspace) -> Callable[..., None]:
    """Return what notes an error that nobody caught and tells it in the window, for ``sys.excepthook``."""
    telling = False

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal telling
        if isinstance(error, QdaError):
            words = error.sentence
        else:
            eventlog.note_error(error)
            sys.__excepthook__(kind, error, trace)
            words = _(
                "Something went wrong inside the program ({error}). Your work is saved up to the last finished action. "
                "Help, Log of errors says where it was."
            ).format(error=kind.__name__)
        # The notice takes room from what is above it: an error in resizing would be told again and again until Qt dies.
        if telling:
            return
        telling = True
        try:
            workspace.failed.emit(words)
        finally:
            telling = False

    return uncaught


def keep_log() -> None:
    """Note that the program was started and on what, and let even a crash of a library leave its place in the log."""
    python = sys.version.partition(" ")[0]
    eventlog.note(f"Themeloom {__version__}, Python {python}, Qt {qVersion()}, {sys.platform}")
    with suppress(OSError):
        faulthandler.enable(eventlog.opened())


def main(path: Path | None = None) -> int:
    """Open the window, with the project at `path` or the welcome page, and return the exit code."""
    app = application()
    keep_log()
    main_window = window(settings.load())
    main_window.show()
    if path is not None:
        main_window.workspace.open(path)
    return app.exec()
