"""Locking in the window: passphrases given, changed and removed, locking now and after idle minutes, and unlocking."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from qda.core import study
from qda.errors import CancelledError, QdaError
from qda.i18n import _, n_
from qda.progress import Progress
from qda.storage import keyring, remembered, texts
from qda.ui.kept_layout import arrangement
from qda.ui.places import VIEWS

if TYPE_CHECKING:
    from qda.storage.locking import Rekeyed
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
        self._spot = ("", "")
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
        # The one before is closed: what was known of it, and of what was looked at beside it, is not needed any more.
        keyring.forget_all(but=self._work.project.path)
        self._forget_words()
        self.is_locked = keyring.is_locked(self._work.project.path)
        if self.is_locked:
            self._seen = time.time()
            self._look.start()
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            # After the window shows the project.
            QTimer.singleShot(0, self, self._show_typed)

    def _show_typed(self) -> None:
        if self._work.is_open and QApplication.activeModalWidget() is None:
            from qda.ui.dialogs import typed_before

            typed_before.show(self._work, self._window)

    def _closing(self) -> None:
        self._look.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def show_state(self, opened: bool) -> None:
        """Let only that be done which can be with a project that is locked, or is not."""
        can = opened and not self._work.project.read_only
        self._window.action("lock_project").setEnabled(can and not self.is_locked)
        for name in ("change_passphrase", "remove_passphrase"):
            self._window.action(name).setEnabled(can and self.is_locked)
        self._window.action("lock_now").setEnabled(opened and self.is_locked)

    def why_not(self, name: str) -> str:
        """Return why one of the actions can't be done with the open project, or ""."""
        if self._work.project.read_only and name != "lock_now":
            return _("this project can only be read here")
        if name == "lock_project":
            return _("the project has a passphrase already")
        return _("the project has no passphrase") if name.endswith("_passphrase") or name == "lock_now" else ""

    # Asking ----------------------------------------------------------------------------------------------------------

    def _ask(self, path: Path, wrong: str) -> str | None:
        from qda.ui.dialogs.passphrase import ask_to_open

        return ask_to_open(self._window, path.name, wrong)

    def _ask_new(self, title: str, said: tuple[str, ...], verb: str) -> str | None:
        from qda.ui.dialogs.passphrase import ask_new

        about = (self._work.read(study.facts).title, self._work.project.path.stem, self._work.settings.person)
        return ask_new(self._window, title, said, verb, about)

    # Passphrases -----------------------------------------------------------------------------------------------------

    def lock_project(self) -> None:
        """Ask for a passphrase and lock the project and its backups with it."""
        from qda.ui.widgets.passphrase_fields import DISKS, NO_WAY_BACK

        passphrase = self._ask_new(_("Lock with a passphrase"), (NO_WAY_BACK, DISKS), _("Lock the project"))
        if passphrase is not None:
            from qda.storage import locking

            self._write_anew(
                _("Locking the project"),
                lambda path, progress: locking.lock(path, passphrase, progress),
                _("The project is locked; its passphrase opens it."),
            )

    def change_passphrase(self) -> None:
        """Ask for another passphrase and give it to the project and its backups."""
        from qda.ui.widgets.passphrase_fields import NO_WAY_BACK

        copies = _("Copies that were handed out keep the passphrase they have.")
        passphrase = self._ask_new(_("Change the passphrase"), (NO_WAY_BACK, copies), _("Change the passphrase"))
        if passphrase is not None:
            from qda.storage import locking

            self._write_anew(
                _("Changing the passphrase"),
                lambda path, progress: locking.change_passphrase(path, passphrase, progress),
                _("The project has another passphrase."),
            )

    def remove_passphrase(self) -> None:
        """Ask, and write the project and its backups so that everybody can open them."""
        from qda.ui.dialogs.question import confirm

        words = _(
            "The project and its backups are written in plain: whoever gets at this computer or the file can read them."
        )
        if confirm(self._window, _("Remove the passphrase?"), words, _("Remove the passphrase")):
            from qda.storage import locking

            self._write_anew(
                _("Removing the passphrase"),
                lambda path, progress: locking.unlock(path, progress),
                _("The project has no passphrase any more."),
            )

    def _write_anew(self, title: str, write: Callable[[Path, Progress], Rekeyed], done: str) -> None:
        """Close the project, write it anew beside the window, and open it again."""
        if self._work.jobs.busy():
            self._work.failed.emit(_("Wait until “{job}” is done, or stop it.").format(job=self._work.jobs.busy()))
            return
        path = self._work.project.path
        self._leave(path, _("{title}: the project and its backups are written anew.").format(title=title), working=True)

        def finished(made: Rekeyed) -> None:
            self._again(path, f"{done} {_beside(made)}".strip(), wrong="")

        def failed(error: BaseException) -> None:
            if not isinstance(error, QdaError):
                self._again(path, "", wrong="")
                raise error
            self._again(path, "", wrong="" if isinstance(error, CancelledError) else error.sentence)

        self._work.jobs.start(title, lambda progress: write(path, progress), finished, writes=True, failed=failed)

    def _again(self, path: Path, said: str, wrong: str) -> None:
        self.page = None
        if not self._work.open(path):
            self._window.show_project()
        else:
            self._go_back()
            if said:
                self._work.told.emit(said, False)
        if wrong:
            self._work.failed.emit(wrong)

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
            from qda.ui.dialogs import typed_before

            typed_before.keep(self._work, in_front)
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
        """Close the project and forget its key and what was read of it."""
        self._work.close()
        keyring.forget_all()
        self._forget_words()

    def _forget_words(self) -> None:
        """Keep nothing in memory of a locked project that was closed, and no texts of any other."""
        if self.is_locked:
            remembered.forget()
        else:
            texts.forget()

    def _lock(self, words: str) -> None:
        path = self._work.project.path
        self._leave(path, words)
        keyring.forget_all()

    def _leave(self, path: Path, words: str, *, working: bool = False) -> None:
        """Close the project, with what is unfinished kept in it, and keep nothing of it in the window."""
        front = self._window.stack.currentWidget()
        section = getattr(front, "section", None)
        self._spot = (str(getattr(front, "name", "")), section() if callable(section) else "")
        self.page = self._bring_view()
        self.page.show_locked(path, words, working=working)
        settings = self._work.settings
        settings.window = {**settings.window, **arrangement(self._window)}
        # Connected last, it comes when every place has kept what is unfinished, and can still be read from.
        forget = self._work.closing.connect(self._window.places.forget)
        self._work.close()
        self._work.closing.disconnect(forget)
        remembered.forget()

    def _bring_view(self) -> LockedView:
        if self._view is None:
            from qda.ui.views.locked import LockedView

            self._view = LockedView(self._window.stack)
            self._window.stack.addWidget(self._view)
            self._view.unlocked.connect(self._unlock)
            self._view.left.connect(self._other_projects)
        return self._view

    def _unlock(self, path: Path) -> None:
        if self._work.open(path):
            self._go_back()

    def _go_back(self) -> None:
        """Go where one was when the project was closed; in the place Code it opens by itself."""
        name, section = self._spot
        if name in VIEWS and name != "code":
            self._window.go(name)
            if section:
                self._window.places.get(name).choose(section)  # type: ignore[attr-defined]

    def _other_projects(self) -> None:
        self.page = None
        self._window.show_project()

    def dress(self) -> None:
        """Tint what is drawn with the theme's colours."""
        if self._view is not None:
            self._view.dress()


def _beside(made: Rekeyed) -> str:
    """Return what is to be said of the files beside the project, one sentence for each kind."""
    said = []
    if made.left:
        words = n_(
            "{n} backup could not be written anew and stays as it was: {names}.",
            "{n} backups could not be written anew and stay as they were: {names}.",
            len(made.left),
            names=", ".join(path.name for path in made.left),
        )
        said.append(words)
    if made.plain:
        words = _("What was once put aside beside it is still readable for everybody: {names}. Delete it.")
        said.append(words.format(names=", ".join(path.name for path in made.plain)))
    return " ".join(said)
