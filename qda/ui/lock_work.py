"""Locking in the window: passphrases given, changed and removed, locking now and after idle minutes, and unlocking."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from qda.i18n import _, n_
from qda.storage import keyring, texts
from qda.ui.kept_layout import arrangement

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow
    from qda.ui.views.locked import LockedView

_LOOK_MS = 10_000
_SOON_MS = 50  # after a dialog was closed, what waited for it goes on first
# What somebody does who is here.
_SIGNS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    )
)


class LockWork(QObject):
    """The actions of locking, by their names in :mod:`qda.ui.actions`; `page` is shown in place of the welcome page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._work = window.workspace
        self._view: LockedView | None = None
        self.page: LockedView | None = None
        self.is_locked = False
        self._seen = time.time()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look_at_clock)
        self._work.passphrase_asker = self._ask
        # Before the window shows what was opened or closed.
        self._work.opened.connect(self._opened)
        self._work.closing.connect(self._closing)

    def _opened(self) -> None:
        self.page = None
        self.is_locked = keyring.is_locked(self._work.project.path)
        if self.is_locked:
            self._seen = time.time()
            self._look.start()
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _closing(self) -> None:
        self._look.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def show_state(self, opened: bool) -> None:
        """Let only that be done which can be with a project that is locked, or is not."""
        self._window.action("lock_now").setEnabled(opened and self.is_locked)

    def why_not(self, name: str) -> str:
        """Return why locking can't be done with the open project, or ""."""
        return _("the project has no passphrase") if name == "lock_now" else ""

    # Asking ----------------------------------------------------------------------------------------------------------

    def _ask(self, path: Path, wrong: str) -> str | None:
        from qda.ui.dialogs.passphrase import ask_to_open

        return ask_to_open(self._window, path.name, wrong)

    # Locking now -----------------------------------------------------------------------------------------------------

    def lock_now(self) -> None:
        """Close the locked project, forget its key and what was read of it, and ask for the passphrase."""
        self._lock(_("Locked. Its passphrase opens it where you were."))

    def lock_after(self) -> None:
        """Ask after how many idle minutes a locked project locks itself."""
        from qda.ui.dialogs.passphrase import ask_minutes

        minutes = ask_minutes(self._window, self._work.settings.lock_minutes)
        if minutes is not None:
            self._work.settings.lock_minutes = minutes
            self._work.settings.save()

    def look_at_clock(self) -> None:
        """Lock where nobody did anything for as long as is set; a job that writes is waited for."""
        minutes = self._work.settings.lock_minutes
        idle = time.time() - self._seen
        if not minutes or not self._work.is_open or idle < minutes * 60 or self._work.jobs.busy():
            return
        in_front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if in_front is not None:
            # What it asks goes back to whoever asked, and only then the project closes.
            in_front.close()
            QTimer.singleShot(_SOON_MS, self.look_at_clock)
            return
        words = n_(
            "Locked, since nobody worked in it for {n} minute. Its passphrase opens it where you were.",
            "Locked, since nobody worked in it for {n} minutes. Its passphrase opens it where you were.",
            minutes,
        )
        self._lock(words)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._seen = time.time()
        return False

    def close(self) -> None:
        """Close the project and forget its key."""
        path = self._work.project.path
        self._work.close()
        keyring.forget_alike(path)

    def _lock(self, words: str) -> None:
        path = self._work.project.path
        self._leave(path, words)
        keyring.forget_alike(path)

    def _leave(self, path: Path, words: str, *, working: bool = False) -> None:
        """Close the project, with what is unfinished kept in it, and keep nothing of it in the window."""
        self.page = self._bring_view()
        self.page.show_locked(path, words, working=working)
        settings = self._work.settings
        settings.window = {**settings.window, **arrangement(self._window)}
        # Connected last, it comes when every place has kept what is unfinished, and can still be read from.
        forget = self._work.closing.connect(self._window.places.forget)
        self._work.close()
        self._work.closing.disconnect(forget)
        texts.forget()

    def _bring_view(self) -> LockedView:
        if self._view is None:
            from qda.ui.views.locked import LockedView

            self._view = LockedView(self._window.stack)
            self._window.stack.addWidget(self._view)
            self._view.unlocked.connect(self._work.open)
            self._view.left.connect(self._other_projects)
        return self._view

    def _other_projects(self) -> None:
        self.page = None
        self._window.show_project()

    def dress(self) -> None:
        """Tint what is drawn with the theme's colours."""
        if self._view is not None:
            self._view.dress()
